"""``run``: the summary, the files it writes and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from beancount import loader
from click.testing import Result

import small_fund
from welfarerules.fund import Outcome
from welfarerules.fund.wire import outcome_from_json

Call = Callable[..., Result]
FILES = ("fund.toml", "fund.csv")


def test_the_summary_tells_members_money_decisions_and_arrears(fund: Path, call: Call) -> None:
    result = call("run", *FILES, "--as-of", "2012-08-31")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Example fund, 31 August 2012: events: 12, postings: ")
    for words in ("Members", "Cash box (THB): 40,717.25 left", "Decisions", "hospital stay", "Arrears", "274.00"):
        assert words in result.stdout


@pytest.mark.parametrize("day", ["2012-08-31", "31 สิงหาคม 2555", "31 August 2012", "๓๑/๘/๒๕๕๕"])
def test_a_day_is_written_as_people_write_it(day: str, fund: Path, call: Call) -> None:
    assert json.loads(call("run", *FILES, "--as-of", day, "--json").stdout)["as_of"] == "2012-08-31"


def test_without_a_day_it_is_that_of_the_last_event(fund: Path, call: Call) -> None:
    """Nothing depends on when the command is run."""
    assert json.loads(call("run", *FILES, "--json").stdout)["as_of"] == "2012-08-20"


def test_an_event_of_the_future_does_not_move_the_day(fund: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """A year mistyped must not end every membership."""
    monkeypatch.setattr("welfarerules.cli.inputs.today", lambda: small_fund.AS_OF)
    small_fund.put(fund, events=small_fund.EVENTS + "E13,paid,2092-08-21,M2,,5,,,,,,\n")
    result = call("run", *FILES, "--json")
    assert json.loads(result.stdout)["as_of"] == "2012-08-20"
    assert "events dated after today: 1; they are left out: correct the year" in result.stderr
    assert "\n  fund.csv:14: E13, 21 August 2092\n" in result.stderr
    assert "after today" not in call("run", *FILES, "--as-of", "2012-08-31").stderr


def test_of_many_events_of_the_future_the_first_are_named(
    fund: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("welfarerules.cli.inputs.today", lambda: date(2012, 6, 30))
    told = call("run", *FILES).stderr
    assert "events dated after today: 5;" in told
    assert "more" not in told
    monkeypatch.setattr("welfarerules.cli.inputs.today", lambda: date(2012, 1, 10))
    told = call("run", *FILES, "--lang", "th").stderr
    assert [line.partition(" วันที่")[0] for line in told.splitlines()[1:]] == [
        "  fund.csv:8: E07", "  fund.csv:9: E08", "  fund.csv:10: E09", "  fund.csv:11: E10", "  fund.csv:12: E11",
        "  และอีก 1 รายการ",
    ]  # fmt: skip


def test_a_day_before_all_events_is_told_with_the_first(fund: Path, call: Call) -> None:
    result = call("run", *FILES, "--as-of", "2010-12-31")
    assert result.exit_code == 0
    assert result.stderr.startswith("no event lies on or before 31 December 2010; the first is of 1 October 2011: ")
    assert call("run", *FILES, "--as-of", "2011-10-01").stderr == ""
    assert "1 ตุลาคม 2554" in call("explain", *FILES, "E02", "--as-of", "2010-12-31", "--lang", "th").stderr


def test_cash_below_zero_is_told_with_the_first_day_and_the_remedy(fund: Path, call: Call) -> None:
    small_fund.put(fund, events="".join(line for line in small_fund.EVENTS.splitlines(True) if "opening" not in line))
    result = call("run", *FILES)
    assert result.exit_code == 0
    assert "by the end of 20 August 2012 more cash had gone out than had come in" in result.stderr
    assert "'opening' event without a member" in result.stderr
    assert json.loads(call("run", *FILES, "--json").stdout)["cash_below_zero_on"] == "2012-08-20"
    assert "ติดลบ" in call("run", *FILES, "--lang", "th").stderr
    assert "cash" not in call("run", *FILES, "--member", "M1").stderr


def test_events_none_of_which_can_be_read_are_no_fund(fund: Path, call: Call) -> None:
    (fund / "fund.csv").write_bytes(small_fund.EVENTS.encode("cp874", errors="replace"))
    result = call("run", *FILES, "--out", "books.csv")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "fund.csv" in result.stderr
    assert not (fund / "books.csv").exists()


def test_today_is_a_day_too(fund: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("welfarerules.cli.inputs.today", lambda: small_fund.AS_OF)
    assert json.loads(call("run", *FILES, "--as-of", "today", "--json").stdout)["as_of"] == "2012-08-31"


@pytest.mark.parametrize("day", ["2555", "31/02/2555", "01/02/2012", "yesterday", ""])
def test_a_day_that_is_none_is_wrong_usage(day: str, fund: Path, call: Call) -> None:
    result = call("run", *FILES, "--as-of", day)
    assert result.exit_code == 2
    assert "--as-of" in result.stderr
    assert "fix:" in result.stderr


def refused(fund: Path) -> None:
    small_fund.put(fund, events=small_fund.EVENTS + small_fund.BAD_ROW + "E14,paid,never,M2,,5,,,,,,\n")


def test_a_refused_event_is_told_with_its_line_and_the_rest_is_done(fund: Path, call: Call) -> None:
    refused(fund)
    result = call("run", *FILES, "--out", "books.csv")
    assert result.exit_code == 1
    assert "fund.csv:14: WR450 member" in result.stderr
    assert "fund.csv:15: " in result.stderr
    assert "events refused: 2; they count for nothing, all others do" in result.stderr
    assert "written: books.csv" in result.stderr
    assert "Decisions" in result.stdout
    assert (fund / "books.csv").exists()


def test_the_same_as_json(fund: Path, call: Call) -> None:
    refused(fund)
    result = call("run", *FILES, "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["refused_events"] == 2
    assert told["events"] == 14
    assert [finding["line"] for finding in told["refusals"]] == [14, 15]
    assert told["benefits"][0] == {
        "benefit": "benefit.hospital", "approved": 1, "refused": 1, "referred": 0, "paid": "600.00",
    }  # fmt: skip


def test_postings_are_written_as_csv_and_json_lines(fund: Path, call: Call) -> None:
    assert call("run", *FILES, "--out", "a.csv").exit_code == 0
    assert call("run", *FILES, "--out", "a.jsonl").exit_code == 0
    rows = list(csv.DictReader(io.StringIO((fund / "a.csv").read_text(encoding="utf-8-sig"))))
    lines = [json.loads(line) for line in (fund / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["amount"] for row in rows] == [line["amount"] for line in lines]
    assert len(rows) == len(small_fund.outcome().journal) - 2, "the dues of 31 August have not fallen"


def test_the_ledger_passes_beancounts_check(fund: Path, call: Call) -> None:
    assert call("run", *FILES, "--out", "a.beancount").exit_code == 0
    entries, errors, _ = loader.load_file(str(fund / "a.beancount"))
    assert entries
    assert not errors


def test_the_whole_outcome_is_written_and_reads_back(fund: Path, call: Call) -> None:
    assert call("run", *FILES, "--as-of", "2012-08-31", "--out", "a.json").exit_code == 0
    back = outcome_from_json(json.loads((fund / "a.json").read_text(encoding="utf-8")))
    assert isinstance(back, Outcome)
    assert back == small_fund.outcome()


def test_a_member_alone(fund: Path, call: Call) -> None:
    result = call("run", *FILES, "--member", "M1", "--out", "m1.csv")
    assert result.exit_code == 0
    assert "Member M1 (THB)" in result.stdout
    assert "E12" in result.stdout
    rows = list(csv.DictReader(io.StringIO((fund / "m1.csv").read_text(encoding="utf-8-sig"))))
    assert {row["member"] for row in rows} == {"M1"}
    told = json.loads(call("run", *FILES, "--member", "M1", "--json").stdout)
    assert told["standing"]["status"] == "dead"


def test_a_member_nobody_knows_is_told_with_the_nearest(fund: Path, call: Call) -> None:
    result = call("run", *FILES, "--member", "M11", "--out", "m.csv")
    assert result.exit_code == 1
    assert "M11" in result.stderr
    assert not (fund / "m.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--out", "books.xlsx"), ".csv, .jsonl, .beancount, .json"),
        (("--out", "books"), ".csv"),
        (("--member", "M1", "--out", "m.beancount"), ".csv, .jsonl, or leave out --member"),
        (("--member", "M1", "--out", "m.xlsx"), "its name must end in .csv, .jsonl\n"),
        (("--out", "there.csv"), "--force"),
        (("--out", "fund.csv"), "is read here"),
        (("--out", "fund.csv", "--force"), "is read here"),
        (("--out", "./sub/../fund.csv", "--force"), "is read here"),
        (("--out", "nowhere/books.csv"), "no folder nowhere"),
        (("--out", "sub.csv"), "is a folder"),
    ],
)
def test_an_out_that_cannot_be_is_refused_before_anything_is_done(
    arguments: tuple[str, ...], told: str, fund: Path, call: Call
) -> None:
    (fund / "there.csv").write_text("mine", encoding="utf-8")
    (fund / "sub.csv").mkdir()
    (fund / "sub").mkdir()
    result = call("run", *FILES, *arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""
    assert (fund / "there.csv").read_text(encoding="utf-8") == "mine"
    assert (fund / "fund.csv").read_text(encoding="utf-8") == small_fund.EVENTS


def test_force_replaces(fund: Path, call: Call) -> None:
    (fund / "there.csv").write_text("mine", encoding="utf-8")
    assert call("run", *FILES, "--out", "there.csv", "--force").exit_code == 0
    assert "number,date" in (fund / "there.csv").read_text(encoding="utf-8")


def test_a_refused_scheme_writes_nothing(fund: Path, call: Call) -> None:
    small_fund.put(fund, scheme="schema = 1")
    assert call("run", *FILES, "--out", "books.csv").exit_code == 1
    assert not (fund / "books.csv").exists()


def test_a_full_disk_is_told_and_leaves_nothing(fund: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    before = sorted(fund.iterdir())
    result = call("run", *FILES, "--out", "books.csv")
    assert result.exit_code == 1
    assert "books.csv" in result.stderr
    assert "the disk is full" in result.stderr
    assert "written: books.csv" not in result.stderr
    assert sorted(fund.iterdir()) == before


def test_no_events_at_all_is_a_fund_too(fund: Path, call: Call) -> None:
    small_fund.put(fund, events=small_fund.EVENTS.splitlines(keepends=True)[0])
    result = call("run", *FILES, "--as-of", "2012-08-31", "--json")
    assert json.loads(result.stdout)["postings"] == 0
