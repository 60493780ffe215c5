"""``explain``: a decision, something that fell due, a member's standing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Call = Callable[..., Result]
FILES = ("fund.toml", "fund.csv", "--as-of", "2012-08-31")


def test_a_claim_is_explained_with_its_articles(fund: Path, call: Call) -> None:
    result = call("explain", *FILES, "E10", "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "refused" in result.stdout
    assert "[ข้อ 10]" in result.stdout


def test_in_thai(fund: Path, call: Call) -> None:
    result = call("explain", *FILES, "E08", "--lang", "th")
    assert "อนุมัติ" in result.stdout
    assert "600.00 บาท" in result.stdout


def test_what_fell_due_by_itself_is_explained(fund: Path, call: Call) -> None:
    result = call("explain", *FILES, "contribution.satja@2012-07-31/M2")
    assert result.exit_code == 0
    assert "31.00 baht" in result.stdout


def test_where_a_member_stands(fund: Path, call: Call) -> None:
    result = call("explain", *FILES, "--member", "M2")
    assert result.exit_code == 0
    assert "274.00 baht" in result.stdout


def test_as_json(fund: Path, call: Call) -> None:
    told = json.loads(call("explain", *FILES, "E08", "--json", "--lang", "en").stdout)
    assert told["format"] == "welfarerules.explanation"
    assert told["subject"] == "E08"


@pytest.mark.parametrize("arguments", [("E80",), ("--member", "M22")])
def test_what_nobody_knows_is_told_with_the_nearest(arguments: tuple[str, ...], fund: Path, call: Call) -> None:
    result = call("explain", *FILES, *arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "fix:" in result.stderr


@pytest.mark.parametrize("arguments", [(), ("E08", "--member", "M1")])
def test_one_thing_is_explained_at_a_time(arguments: tuple[str, ...], fund: Path, call: Call) -> None:
    result = call("explain", *FILES, *arguments)
    assert result.exit_code == 2
    assert "--member" in result.stderr
