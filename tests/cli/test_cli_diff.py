"""``diff``: what changed in meaning between two schemes, on the command line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import small_fund

Call = Callable[..., Result]
Process = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def versions(fund: Path) -> Path:
    """Beside fund.toml: dearer.toml with another amount, renamed.toml with another name, bad.toml."""
    (fund / "dearer.toml").write_text(small_fund.SCHEME.replace("pays = 200", "pays = 250"), encoding="utf-8")
    (fund / "renamed.toml").write_text(small_fund.SCHEME.replace('en = "death"', 'en = "funeral"'), encoding="utf-8")
    (fund / "bad.toml").write_text(small_fund.SCHEME.replace("entry_fee = 20", "entry_fe = 20"), encoding="utf-8")
    return fund


def test_a_change_of_meaning_is_told_and_ends_with_1(versions: Path, call: Call) -> None:
    result = call("diff", "fund.toml", "dearer.toml")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == (
        "What the bylaws say changed:\n"
        "benefit.hospital “hospital stay” [ข้อ 12(2)]\n"
        "  - The amount: before, 200.00 baht × nights; now, 250.00 baht × nights.\n"
    )


def test_in_thai(versions: Path, call: Call) -> None:
    assert call("diff", "fund.toml", "dearer.toml", "--lang", "th").stdout == (
        "ความหมายของระเบียบเปลี่ยนดังนี้\n"
        "benefit.hospital “นอนโรงพยาบาล” [ข้อ 12(2)]\n"
        "  - จำนวนเงิน: เดิม 200.00 บาท × คืน เปลี่ยนเป็น 250.00 บาท × คืน\n"
    )


def test_nothing_but_names_ends_with_0(versions: Path, call: Call) -> None:
    same, renamed = call("diff", "fund.toml", "fund.toml"), call("diff", "fund.toml", "renamed.toml")
    assert (same.exit_code, same.stdout) == (0, "Nothing changed in meaning.\n")
    assert renamed.exit_code == 0
    assert renamed.stdout.startswith("Nothing changed in meaning.\n\nNames, articles and the like changed;")


def test_as_json(versions: Path, call: Call) -> None:
    result = call("diff", "--json", "fund.toml", "dearer.toml")
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert told["old"] == {"file": "fund.toml", "scheme": "th.example.small", "effective": "2010-10-01"}
    assert [(each["subject"], each["aspect"], each["weight"]) for each in told["changes"]] == [
        ("benefit.hospital", "amount", "meaning")
    ]
    assert told["same"] is False


def test_all_that_is_wrong_with_both_is_told_and_nothing_compared(versions: Path, call: Call) -> None:
    result = call("diff", "bad.toml", "missing.toml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "bad.toml:" in result.stderr
    assert "entry_fe" in result.stderr
    assert "missing.toml: WR100" in result.stderr
    as_json = call("diff", "bad.toml", "missing.toml", "--json")
    assert (as_json.exit_code, as_json.stderr) == (1, "")
    assert {finding["file"] for finding in json.loads(as_json.stdout)["findings"]} == {"bad.toml", "missing.toml"}


def test_two_files_are_needed(versions: Path, call: Call) -> None:
    assert call("diff", "fund.toml").exit_code == 2
    assert "ยังไม่ได้ระบุ 'NEW'" in call("diff", "fund.toml", "--lang", "th").stderr


def test_a_pipe_is_clean(versions: Path, process: Process) -> None:
    done = process("diff", "fund.toml", "dearer.toml", NO_COLOR="1", PYTHONIOENCODING="utf-8")
    assert (done.returncode, done.stderr) == (1, "")
    assert "\x1b" not in done.stdout
