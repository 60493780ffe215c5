"""``explain``: a decision, something that fell due, a member's standing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import small_fund

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


MORE = """\
E13,paid,2012-08-21,M2,,5,,,,,,
E14,paid,2012-08-21,M9,,5,,,,,,
E15,paid,never,M2,,5,,,,,,
"""


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("E02", "Event E02 of 1 Oct 2011: a person became a member\n- It counts, but it moved no money.\n"),
        ("E03", "Event E03 of 1 Oct 2011: a person became a member\n- It counts, but it moved no money.\n"),
    ],
)
def test_an_event_that_counts_but_moved_no_money_says_so(name: str, told: str, fund: Path, call: Call) -> None:
    result = call("explain", *FILES, name)
    assert (result.exit_code, result.stdout) == (0, told)
    assert json.loads(call("explain", *FILES, name, "--json").stdout)["kind"] == "event"


@pytest.mark.parametrize(("name", "code"), [("E14", "WR450"), ("E15", "WR020")])
def test_an_event_that_was_refused_says_why(name: str, code: str, fund: Path, call: Call) -> None:
    """Even one whose row cannot be read."""
    small_fund.put(fund, events=small_fund.EVENTS + MORE)
    result = call("explain", *FILES, name)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"the row of '{name}' was refused and counts for nothing:\n")
    assert result.stderr.count(" WR") == result.stderr.count(code) == 1
    (found,) = json.loads(call("explain", *FILES, name, "--json").stdout)["findings"]
    assert found["code"] == code


def test_an_event_that_was_reversed_says_so(fund: Path, call: Call) -> None:
    reversal = "id,kind,date,member,amount,event\nE13,paid,2012-08-21,M2,5,\nE14,reversed,2012-08-22,,,E13\n"
    joined = "E01,joined,2011-10-01,M2,,\n"
    small_fund.put(fund, events=reversal + joined)
    result = call("explain", *FILES, "E13")
    assert (result.exit_code, result.stdout) == (0, "Event E13\n- It was reversed, so it counts for nothing.\n")
    assert "It reverses E13" in call("explain", *FILES, "E14").stdout


def test_refused_events_are_told_of_by_the_exit_status_as_in_run(fund: Path, call: Call) -> None:
    small_fund.put(fund, events=small_fund.EVENTS + MORE)
    result = call("explain", *FILES, "E08")
    assert result.exit_code == call("run", *FILES).exit_code == 1
    assert "Approved" in result.stdout
    assert "events refused: 2; welfarerules run tells why" in result.stderr
    told = json.loads(call("explain", *FILES, "E08", "--json").stdout)
    assert [found["line"] for found in told["refusals"]] == [15, 16]


def test_a_name_that_no_id_is_like_gets_no_suggestion(fund: Path, call: Call) -> None:
    assert "nearest" in call("explain", *FILES, "E80").stderr
    assert "nearest" not in call("explain", *FILES, "สมชาย").stderr


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
