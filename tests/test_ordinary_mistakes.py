"""What people get wrong most often is refused, as the page says, and pays nothing: as a library and as a command."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import attrs
import pytest
from click.testing import CliRunner

from welfarerules import Fund, load_scheme, read_events
from welfarerules.cli import main
from welfarerules.errors import Diagnostic, EventError, SchemeError
from welfarerules.events import Claimed, Joined, Opening, Paid, suspicious_events
from welfarerules.fund import Outcome

ROOT: Final = Path(__file__).parents[1]
BAD: Final = ROOT / "schemes" / "bad"
PAGE: Final = ROOT / "docs" / "reference" / "ordinary-mistakes.md"
SCHEME: Final = ROOT / "schemes" / "th" / "chamuang.toml"
AS_OF: Final = date(2022, 12, 31)
_ROW: Final = re.compile(r"^\| (?!mistake)(?!---)(.+?) \| `([^`]+)` \| (WR[0-9]{3}) \| (.*?) ?\|$")


@attrs.frozen
class Mistake:
    """A row of the page."""

    what: str
    file: Path
    code: str
    told: str


def mistakes() -> list[Mistake]:
    rows = (_ROW.match(line) for line in PAGE.read_text(encoding="utf-8").splitlines())
    return [Mistake(row[1], BAD / row[2], row[3], row[4]) for row in rows if row]


def refused_ones() -> list[Mistake]:
    return [mistake for mistake in mistakes() if not mistake.code.startswith("WR7")]


def under_the_bylaws(path: Path) -> tuple[Sequence[Diagnostic], Outcome]:
    """What is refused of a file of events, and what becomes of the rest."""
    file = read_events(path)
    outcome = Fund(load_scheme(SCHEME)).evaluate(file.events, AS_OF)
    return (*file.refusals, *outcome.refusals), outcome


def paid_out(outcome: Outcome) -> list[str]:
    approved = [decision.id for decision in outcome.decisions if decision.outcome == "approved"]
    return approved + [posting.cause for posting in outcome.journal if posting.credit == "cash"]


each = pytest.mark.parametrize(
    "mistake", refused_ones(), ids=lambda mistake: f"{mistake.file.name} {mistake.what[:30]}"
)


def test_the_page_tells_of_each_mistake_that_others_let_pass() -> None:
    assert len(mistakes()) >= 30
    first, _ = PAGE.read_text(encoding="utf-8").split("## What spreadsheets")
    assert len(re.findall(r"(?m)^\| .* \| WR", first)) >= 10


def test_the_gallery_holds_a_hundred_refused_files() -> None:
    files = [path for path in BAD.iterdir() if path.is_file() and not path.name.endswith(".expected.txt")]
    assert len([path for path in files if not path.name.startswith("7")]) >= 100


@each
def test_a_mistake_is_told_as_the_page_says_and_pays_nothing(mistake: Mistake) -> None:
    if mistake.file.suffix == ".toml":
        with pytest.raises(SchemeError) as refused:
            load_scheme(mistake.file)
        found: Sequence[Diagnostic] = refused.value.found
    else:
        found, outcome = under_the_bylaws(mistake.file)
        assert paid_out(outcome) == []
    told = [diagnostic.render() for diagnostic in found if diagnostic.code == mistake.code]
    assert any(mistake.told in text for text in told), told
    assert all(diagnostic.line and diagnostic.remedy for diagnostic in found)


@each
def test_the_command_refuses_a_mistake_and_books_no_payment(mistake: Mistake, tmp_path: Path) -> None:
    books = tmp_path / "books.csv"
    good = ROOT / "schemes" / "bad" / "450-unknown-member.fund.csv"
    scheme, events = (mistake.file, good) if mistake.file.suffix == ".toml" else (SCHEME, mistake.file)
    arguments = ["run", str(scheme), str(events), "--as-of", AS_OF.isoformat(), "--out", str(books)]
    done = CliRunner().invoke(main, [*arguments, "--lang", "en"], prog_name="welfarerules")
    assert done.exit_code == 1
    assert mistake.code in done.stderr
    assert "Traceback" not in done.output
    if scheme is not SCHEME:
        assert done.stdout == ""
        assert not books.exists()
    elif books.exists():
        with books.open(encoding="utf-8", newline="") as stream:
            assert [row for row in csv.DictReader(stream) if row["credit"] == "cash"] == []


def test_a_stay_without_its_last_day_waits_for_the_committee() -> None:
    _, outcome = under_the_bylaws(BAD / "413-left-out.fund.csv")
    assert [(decision.id, decision.outcome, decision.reason) for decision in outcome.decisions] == [
        ("C3", "referred", "requirement_unknown"),
        ("C4", "referred", "event_date_unknown"),
    ]


def test_a_float_is_refused_and_a_decimal_and_a_date_are_taken_as_they_are() -> None:
    day = date(2021, 10, 1)
    with pytest.raises(TypeError, match=r"an amount must be a Decimal, an int or text, not 30\.1"):
        Paid("P", day, "M001", 30.1)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="must be a date"):
        Paid("P", "2021-10-01", "M001", 30)  # type: ignore[arg-type]
    joined = Joined("J", day, "M001")
    outcome = Fund(load_scheme(SCHEME)).evaluate([joined, Paid("P", day, "M001", Decimal("30.10"))], day)
    assert outcome.refusals == ()
    assert outcome.balances["cash"].to_decimal() == Decimal("30.10")


def test_three_nights_less_than_none_cannot_even_be_made() -> None:
    with pytest.raises(EventError) as refused:
        Claimed("C", AS_OF, "M001", "hospital", admitted=date(2021, 9, 4), discharged=date(2021, 9, 1))
    assert [diagnostic.code for diagnostic in refused.value.found] == ["WR432"]


def test_a_month_after_a_start_that_nobody_described_is_never_booked() -> None:
    """Where the months before are not said, none of the months after is guessed, on whatever day one looks."""
    fund = Fund(load_scheme(SCHEME))
    start = date(2020, 10, 1)
    unsaid = Opening("O", start, member="M001", joined=date(2015, 4, 1))
    for year in range(2020, 2024):
        for month in (11, 12):
            outcome = fund.evaluate([unsaid, Paid("P", start, "M001", 30)], date(year, month, 15))
            assert [refusal.code for refusal in outcome.refusals] == ["WR456", "WR473"]
            assert len(outcome.journal) == 0


def doubts(path: Path) -> str:
    return "\n".join(found.render() for found in suspicious_events(read_events(path).events)).replace(f"{ROOT}/", "")


def test_what_is_suspicious_in_events_says_exactly_what_stands_beside_it() -> None:
    expected = (BAD / "780-entered-twice.doubt.expected.txt").read_text(encoding="utf-8")
    assert doubts(BAD / "780-entered-twice.doubt.csv") + "\n" == expected
    for mistake in mistakes():
        assert mistake in refused_ones() or mistake.told in expected


def test_the_command_warns_of_what_is_suspicious_and_counts_it() -> None:
    arguments = ["run", str(SCHEME), str(BAD / "780-entered-twice.doubt.csv"), "--as-of", "2020-12-31", "--lang", "en"]
    done = CliRunner().invoke(main, arguments, prog_name="welfarerules")
    assert done.exit_code == 0
    assert done.stderr.count("warning WR780") == 1
    assert done.stderr.count("warning WR781") == 3
    told = json.loads(CliRunner().invoke(main, [*arguments, "--json"], prog_name="welfarerules").stdout)
    assert [found["code"] for found in told["warnings"]] == ["WR781", "WR781", "WR781", "WR780"]
    assert told["refusals"] == []


def test_one_who_pays_twice_on_a_day_is_not_suspected() -> None:
    day = date(2021, 10, 1)
    once = [Paid("P1", day, "M001", 30), Paid("P2", day, "M001", 30), Paid("P3", day, "M002", 30)]
    assert suspicious_events(once) == ()
    assert [found.code for found in suspicious_events([*once, Paid("P4", day, "M002", 30)])] == ["WR780"]
    chamuang = read_events(SCHEME.with_name("chamuang.events.csv"))
    assert suspicious_events(chamuang.events) == ()
