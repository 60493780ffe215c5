"""``quote``: what a claim would pay, without its being entered."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import Result

import small_fund
from welfarerules.cli import inputs
from welfarerules.cli import quote as module

Call = Callable[..., Result]
FILES: Final = ("quote", "fund.toml", "fund.csv")
STAY: Final = ("--member", "M1", "--benefit", "hospital", "--date", "2012-07-25")
NIGHTS: Final = ("--admitted", "2012-07-20", "--discharged", "2012-07-23")
DEATH: Final = ("--member", "M1", "--benefit", "death", "--date", "2012-08-20")


@pytest.fixture(autouse=True)
def _a_day_to_ask_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here depends on the day on which it runs."""
    for place in (inputs, module):
        monkeypatch.setattr(place, "today", lambda: date(2012, 8, 31))


def decided(result: Result) -> Any:
    return json.loads(result.stdout)["decision"]


def test_what_is_paid_is_told_with_its_reasons_and_nothing_is_entered(fund: Path, call: Call) -> None:
    before = (fund / "fund.csv").read_bytes()
    result = call(*FILES, *STAY, *NIGHTS)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("“hospital stay” for member M1: approved, 400.00 baht\n")
    assert "Of 600.00 baht, 200.00 baht is cut and 400.00 baht remains. [ข้อ 12(2)]" in result.stdout
    assert result.stdout.endswith("This was only asked: nothing is entered and nothing is booked.\n")
    assert (fund / "fund.csv").read_bytes() == before
    assert sorted(path.name for path in fund.iterdir()) == ["fund.cases.toml", "fund.csv", "fund.toml"]


def test_in_thai(fund: Path, call: Call) -> None:
    result = call(*FILES, *STAY, *NIGHTS, "--lang", "th")
    assert result.stdout.startswith("“นอนโรงพยาบาล” ของสมาชิก M1: อนุมัติ 400.00 บาท\n")
    assert "ยังไม่ได้บันทึก" in result.stdout


@pytest.mark.parametrize(
    "written",
    [
        ("--admitted", "20 July 2012", "--discharged", "2012-07-23"),
        ("--admitted", "20 กรกฎาคม 2555", "--discharged", "๒๓ ก.ค. ๒๕๕๕"),
        ("--admitted", "๒๐/๐๗/๒๕๕๕", "--discharged", "23 กรกฎาคม 2555"),
    ],
)
def test_dates_are_written_as_everywhere(written: tuple[str, ...], fund: Path, call: Call) -> None:
    assert decided(call(*FILES, *STAY, *written, "--json")) == decided(call(*FILES, *STAY, *NIGHTS, "--json"))


@pytest.mark.parametrize("benefit", ["hospital", "benefit.hospital", "นอนโรงพยาบาล", "Hospital stay"])
def test_a_benefit_is_called_by_its_id_or_its_name(benefit: str, fund: Path, call: Call) -> None:
    result = call(*FILES, "--member", "M1", "--benefit", benefit, "--date", "2012-07-25", *NIGHTS, "--json")
    assert decided(result)["benefit"] == "benefit.hospital"
    assert decided(result)["amount"] == "400.00"


def test_a_name_that_two_benefits_share_is_not_guessed(fund: Path, call: Call) -> None:
    text = small_fund.SCHEME.replace('en = "death"', 'en = "hospital stay"')
    (fund / "fund.toml").write_text(text, encoding="utf-8")
    result = call(*FILES, "--member", "M1", "--benefit", "hospital stay", "--date", "2012-07-25", *NIGHTS)
    assert result.exit_code == 1
    assert "--benefit: WR464" in result.stderr


@pytest.mark.parametrize(
    "line",
    [
        "member=M1, benefit=hospital, date=2012-07-25, admitted=2012-07-20, discharged=2012-07-23",
        "สมาชิก=M1, สวัสดิการ=นอนโรงพยาบาล, วันที่=25 ก.ค. 2555, วันเข้ารักษา=20 ก.ค. 2555, วันออกจากโรงพยาบาล=23 ก.ค. 2555",
        (
            '{"member": "M1", "benefit": "hospital", "date": "2012-07-25", "admitted": "2012-07-20",'
            ' "discharged": "2012-07-23"}'
        ),
        (
            '{"kind": "claimed", "id": "E77", "member": "M1", "benefit": "hospital", "date": "2012-07-25",'
            ' "admitted": "2012-07-20", "discharged": "2012-07-23"}'
        ),
    ],
    ids=["fields", "thai", "json", "event"],
)
def test_one_line_says_the_same_as_the_options(line: str, fund: Path, call: Call) -> None:
    assert call(*FILES, "--claim", line).stdout == call(*FILES, *STAY, *NIGHTS).stdout


def test_without_a_day_the_claim_is_made_today(fund: Path, call: Call) -> None:
    for given in (("--claim", "member=M1, benefit=death"), DEATH[:4], (*DEATH[:4], "--date", "วันนี้")):
        assert decided(call(*FILES, *given, "--json"))["date"] == "2012-08-31"


@pytest.mark.parametrize("row", [row for row in small_fund.EVENTS.splitlines() if ",claimed," in row])
def test_a_quote_is_what_entering_the_claim_decides(row: str, fund: Path, call: Call) -> None:
    """The claim that is asked about, taken out of the events, is decided as it was when it stood there."""
    (fund / "fund.csv").write_text(small_fund.EVENTS.replace(f"{row}\n", ""), encoding="utf-8")
    names = small_fund.EVENTS.splitlines()[0].split(",")
    cells = dict(zip(names, row.split(","), strict=True))
    line = ", ".join(f"{name}={value}" for name, value in cells.items() if value)
    asked = decided(call(*FILES, "--claim", line, "--json"))
    entered = next(one for one in small_fund.outcome().decisions if one.id == cells["id"])
    assert (asked["outcome"], asked["reason"], asked["requirement"]) == (
        entered.outcome,
        entered.reason,
        entered.requirement,
    )
    assert asked["amount"] == entered.amount.format(unit="none").replace(",", "")
    assert tuple(asked["payees"]) == entered.payees


def test_payees_and_how_they_share(fund: Path, call: Call) -> None:
    (fund / "fund.csv").write_text(small_fund.EVENTS.partition("E12")[0], encoding="utf-8")
    people = ("--payee", "children=มานี ตัวอย่าง", "--payee", "children:มานะ ตัวอย่าง")
    result = call(*FILES, *DEATH, *people)
    assert result.stdout.count("5,000.00 baht") >= 2
    line = "member=M1, benefit=death, date=2012-08-20, ผู้รับเงิน=children=มานี ตัวอย่าง|children=มานะ ตัวอย่าง"
    assert call(*FILES, "--claim", line).stdout == result.stdout


FACTS: Final = """
[fact.graduating]
name = { th = "ปีสุดท้าย", en = "in the last year" }
of = "claim"
type = "truth"

[fact.marks]
name = { th = "คะแนน", en = "marks" }
of = "claim"
type = "count"
unit = "points"

[benefit.study]
article = "ข้อ 12(5)"
name = { th = "ทุนการศึกษา", en = "study grant" }
class = "education"
event_date = "occurred"
requires = ["graduating", "marks >= 350"]
amount = 500
"""
STUDY: Final = ("--member", "M2", "--benefit", "study", "--date", "2012-04-02", "--occurred", "2012-04-01")


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        (("graduating=yes", "marks=350"), "approved"),
        (("graduating=ใช่", "marks:๓๕๐"), "approved"),
        (("graduating=yes", "marks=349"), "refused"),
        (("graduating=yes",), "referred"),
    ],
)
def test_facts_of_a_claim(facts: tuple[str, ...], outcome: str, fund: Path, call: Call) -> None:
    (fund / "fund.toml").write_text(small_fund.SCHEME + FACTS, encoding="utf-8")
    given = [word for fact in facts for word in ("--fact", fact)]
    result = call(*FILES, *STUDY, *given, "--json")
    assert (result.exit_code, decided(result)["outcome"]) == (0, outcome)
    fields = ", ".join(f"ข้อเท็จจริง.{fact.replace(':', '=')}" for fact in facts)
    line = f"member=M2, benefit=study, date=2012-04-02, occurred=2012-04-01, {fields}"
    assert decided(call(*FILES, "--claim", line, "--json")) == decided(result)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            ("--member", "M11", "--benefit", "hospital"),
            "--member: WR451: no joining of a member with the id 'M11' counts",
        ),
        (
            ("--member", "M3", "--benefit", "hospital", "--date", "2012-01-01"),
            "--member: WR467: 'M3' joined only on 15 July 2012",
        ),
        (("--member", "M1", "--benefit", "hopital"), "--benefit: WR464: the scheme has no benefit 'benefit.hopital'"),
        ((*STAY, "--fact", "gpa=3"), "--fact gpa: WR465: the scheme declares no fact 'gpa' here"),
        ((*DEATH, "--payee", "aunt=ก"), "--payee: WR460: 'aunt' is no class of payees of this benefit"),
        ((*STAY, "--payee", "aunt=ก"), "--payee: WR477: the scheme pays this benefit to the member"),
        ((*STAY, "--admitted", "2012-07-26"), "--date: WR432: 'date' (25 July 2012) lies before"),
        ((*STAY, "--admitted", "2012-07-20", "--discharged", "2012-07-10"), "--discharged: WR432: "),
        (("--claim", "member=M1"), "--claim: WR413 benefit: "),
        (("--claim", "member=M1, benefit=hospital, admited=2012-07-20"), "--claim: WR417 admited: "),
        (("--claim", "member=M1, benefit=hospital, admitted=never"), "--claim: WR"),
        (("--claim", '{"member": "M1", "benefit": "hospital", "facts": 3}'), "--claim: WR"),
    ],
)
def test_what_cannot_be_claimed_is_told_at_its_option(
    given: tuple[str, ...], told: str, fund: Path, call: Call
) -> None:
    result = call(*FILES, *given)
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr
    assert "\n  fix: " in result.stderr
    assert "วิธีแก้: " in call(*FILES, *given, "--lang", "th").stderr
    as_json = call(*FILES, *given, "--json")
    assert (as_json.exit_code, as_json.stderr) == (1, "")
    assert json.loads(as_json.stdout)["findings"][0]["code"].startswith("WR")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ((), "the option --member is missing"),
        (("--member", "M1"), "the option --benefit is missing"),
        (("--member", "M1", "--claim", "member=M1"), "give either --claim or the options"),
        (("--date", "today", "--claim", "member=M1"), "give either --claim or the options"),
        ((*STAY, "--payee", "spouse"), "--payee 'spouse' is no name with a value: write --payee"),
        ((*STAY, "--fact", "=3"), "--fact '=3' is no name with a value: write --fact gpa=350"),
        ((*STAY, "--admitted", "2012-17-20"), "wrong value for '--admitted': WR022"),
        ((*STAY, "--discharged", "30 February 2012"), "wrong value for '--discharged': "),
        ((*STAY, "--occurred", "soon"), "wrong value for '--occurred': "),
        (("--claim", "M1"), "--claim 'M1' is no name with a value"),
        (("--claim", "{"), "--claim is no JSON"),
        (("--claim", '{"member": "M1", "member": "M2"}'), "--claim says 'member' twice"),
        (("--claim", "member=M1, สมาชิก=M2"), "--claim says 'member' twice"),
        (("--claim", '{"kind": "paid", "member": "M1"}'), "--claim is about 'paid': only a claim"),
        (("--claim", "ประเภท=ชำระเงิน, member=M1"), "--claim is about 'ชำระเงิน': only a claim"),
    ],
)
def test_a_command_line_that_is_wrong_ends_with_2(given: tuple[str, ...], told: str, fund: Path, call: Call) -> None:
    result = call(*FILES, *given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert "ผิดพลาด: " in call(*FILES, *given, "--lang", "th").stderr


def test_it_is_said_when_the_answer_rests_on_nothing_having_happened(fund: Path, call: Call) -> None:
    told = call(*FILES, *DEATH[:4], "--date", "2013-01-01").stderr
    assert told == "1 January 2013 is still to come: this is the answer if nothing else happens until then\n"
    (fund / "fund.csv").write_text(small_fund.EVENTS.partition("E09")[0], encoding="utf-8")
    told = call(*FILES, "--member", "M1", "--benefit", "hospital", *NIGHTS).stderr
    assert told == "the events end on 9 July 2012: this is the answer if nothing happened from then to 31 August 2012\n"


def test_events_that_are_refused_are_told_and_the_answer_is_given(fund: Path, call: Call) -> None:
    small_fund.put(fund, events=small_fund.EVENTS + small_fund.BAD_ROW)
    result = call(*FILES, *DEATH[:4], "--date", "2012-08-31")
    assert result.exit_code == 1
    assert "nothing is entered" in result.stdout
    assert result.stderr.endswith("events refused: 1; welfarerules run tells why\n")
    told = json.loads(call(*FILES, *DEATH[:4], "--json").stdout)
    assert [finding["line"] for finding in told["refusals"]] == [14]


def test_a_death_that_nobody_reported_is_told_how_to_be_quoted(fund: Path, call: Call) -> None:
    asked = call(*FILES, "--member", "M2", "--benefit", "death", "--date", "2012-08-20")
    assert asked.exit_code == 0
    assert "no event says that M2 has died" in asked.stderr
    assert "has died" not in call(*FILES, *DEATH, "--payee", "spouse=ก").stderr
    assert "has died" not in call(*FILES, *STAY, *NIGHTS).stderr


def test_files_that_are_not_there(fund: Path, call: Call) -> None:
    assert "nope.csv" in call("quote", "fund.toml", "nope.csv", *STAY).stderr
    assert call("quote", "nope.toml", "fund.csv", *STAY).exit_code == 1
