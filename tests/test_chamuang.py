"""The Chamuang fund: its bylaws, its worked cases, and five years of events that nobody lived.

What the engine makes of the events is held against a second bookkeeper: a few lines below that know nothing of the
engine and read the CSV file by themselves.
"""

from __future__ import annotations

import csv
import re
import runpy
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from welfarerules.cases import CaseFile, load_cases, run_cases
from welfarerules.events import EventFile, read_events
from welfarerules.fund import Fund, Outcome
from welfarerules.loading import load_scheme
from welfarerules.money import Money
from welfarerules.scheme.model import Scheme

SCHEMES: Final = Path(__file__).resolve().parents[1] / "schemes"
SCHEME: Final = SCHEMES / "th" / "chamuang.toml"
CASES: Final = SCHEMES / "th" / "chamuang.cases.toml"
EVENTS: Final = SCHEMES / "th" / "chamuang.events.csv"
MAKER: Final = SCHEMES / "make_chamuang_events.py"
LAST: Final = date(2025, 9, 30)

CASE_FILE: Final = load_cases(CASES)


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return load_scheme(SCHEME)


@pytest.fixture(scope="module")
def events() -> EventFile:
    return read_events(EVENTS)


@pytest.fixture(scope="module")
def outcome(scheme: Scheme, events: EventFile) -> Outcome:
    return Fund(scheme).evaluate(events.events, LAST)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with EVENTS.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


# ── the bylaws ────────────────────────────────────────────────────────────────────────────────────────────────────

MARKS: Final = ("[ประกาศ/published]", "[เพื่อนบ้าน/neighbour]", "[เรา/ours]")
NOT_MARKED: Final = re.compile(
    r"#|\s*$|\[|[\]}]|schema = |(id|name|currency|source|article|class) = |(requires|cap|tiers) = \[$"
)


def test_every_line_says_where_it_comes_from() -> None:
    """Published, from a neighbour, or ours: a committee must see what it has still to decide."""
    lines = SCHEME.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not NOT_MARKED.match(line) and not any(mark in line for mark in MARKS)] == []


def test_a_line_from_a_neighbour_names_the_neighbour() -> None:
    """Beside the mark, or in the comment above the line."""
    neighbours = "CODI|Sap Anan|Sam Yaek|Songkhla|Hua Hin|lpgcoop|ptscoop"
    text = SCHEME.read_text(encoding="utf-8")
    body = text[text.index("schema = 1") :].splitlines()
    marked = [number for number, line in enumerate(body) if MARKS[1] in line]
    assert [body[number] for number in marked if not re.search(neighbours, body[number] + body[number - 1])] == []


def test_the_published_table_stands_in_the_scheme(scheme: Scheme) -> None:
    """chamung.go.th: birth 1,000; 200 a night, 600 a stay, 1,000 a year; old age 200; death 3,000 to over 30,000."""
    benefits = {benefit.id: benefit for benefit in scheme.benefits}
    assert benefits["benefit.birth"].amount.parameters["pays"] == 1000
    assert benefits["benefit.hospital"].amount.parameters == {"per": "night", "pays": 200}
    assert [(cap.per, cap.minor) for cap in benefits["benefit.hospital"].caps] == [
        ("event", 60000),
        ("fund year", 100000),
    ]
    assert benefits["benefit.old_age"].amount.parameters["pays"] == 200
    assert benefits["benefit.study"].amount.parameters["pays"] == 500
    pays = [tier["pays"] for tier in benefits["benefit.death"].amount.parameters["tiers"]]
    assert pays == sorted(pays)
    assert pays[0] == 3000
    assert pays[-1] > 30000


# ── the worked cases ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("number", range(len(CASE_FILE.cases)), ids=[case.id for case in CASE_FILE.cases])
def test_a_worked_case_comes_out(number: int) -> None:
    case = CASE_FILE.cases[number]
    (result,) = run_cases(CaseFile(CASE_FILE.scheme, (case,), CASE_FILE.path))
    assert result.passed, "\n".join(difference.render() for difference in result.differences)


def test_every_case_has_both_names_its_article_and_its_arithmetic() -> None:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    for case in CASE_FILE.cases:
        assert case.name.keys() == {"th", "en"}, case.id
        assert case.article.startswith("ข้อ "), case.id
        above = lines[case.place.line - 2]
        assert above.startswith("# "), f"{case.id} shows no arithmetic"
        assert re.search("[0-9]", above), f"{case.id} shows no arithmetic"


def test_the_cases_touch_every_benefit_and_every_outcome() -> None:
    text = CASES.read_text(encoding="utf-8")
    for benefit in CASE_FILE.scheme.benefits:
        assert f'benefit = "{benefit.id.removeprefix("benefit.")}"' in text
    for outcome in ("approved", "refused", "referred", "none"):
        assert f'outcome = "{outcome}"' in text


# ── the events ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_script_makes_the_file_to_the_byte() -> None:
    maker: dict[str, Any] = runpy.run_path(str(MAKER))
    assert maker["as_csv"](maker["make_events"]()).encode() == EVENTS.read_bytes()


def test_the_file_holds_what_five_years_of_a_fund_hold(rows: list[dict[str, str]]) -> None:
    kinds = Counter(row["kind"] for row in rows)
    claims = Counter(row["benefit"] for row in rows if row["kind"] == "claimed")
    assert len({row["member"] for row in rows if row["member"]}) == 276
    assert 19_000 <= len(rows) <= 21_000
    assert kinds["opening"] + kinds["joined"] == 1 + 276 + 1  # the fund's cash, everybody, and one who came back
    assert kinds["reversed"] == 2
    assert kinds["resolved"] == 1
    assert kinds["closed"] == 5
    assert claims.keys() == {"birth", "hospital", "death", "study"}
    assert min(kinds["died"], kinds["left"], kinds["received"], claims["birth"]) >= 10
    assert sum(1 for row in rows if row["recorded"]) >= 100
    assert {row["date"][:4] for row in rows} == {"2020", "2021", "2022", "2023", "2024", "2025"}


def test_nobody_in_the_file_has_a_name_that_somebody_could_have(rows: list[dict[str, str]]) -> None:
    people = [each.partition("=")[2] for row in rows for each in row["payees"].split("|") if each]
    assert people
    assert all(re.fullmatch("ผู้รับตัวอย่าง [0-9]+", name) for name in people)
    assert all(re.fullmatch("M[0-9]{3}", row["member"]) for row in rows if row["member"])


# ── what comes of them ────────────────────────────────────────────────────────────────────────────────────────────


def test_no_event_is_refused(events: EventFile, outcome: Outcome) -> None:
    refusals = [*events.refusals, *outcome.refusals]
    assert not refusals, "\n".join(refusal.render() for refusal in refusals[:5])


def test_claims_are_approved_refused_and_referred(outcome: Outcome) -> None:
    found = Counter((decision.outcome, decision.reason) for decision in outcome.decisions)
    assert found["approved", "met"] > 300
    assert found["refused", "requirement_not_met"] >= 10
    assert found["referred", "requirement_unknown"] >= 10
    assert found["approved", "committee"] == 1
    refused = {decision.requirement for decision in outcome.decisions if decision.outcome == "refused"}
    assert refused >= {"membership >= 180 days", "unpaid_months < 3", "claim_within"}


def test_the_books_balance(outcome: Outcome) -> None:
    assert sum(money.minor for money in outcome.balances.values()) == 0
    assert all(posting.amount.minor > 0 for posting in outcome.journal)
    for transaction in outcome.journal.transactions():
        moved: Counter[str] = Counter()
        for posting in transaction.postings:
            moved[posting.debit] += posting.amount.minor
            moved[posting.credit] -= posting.amount.minor
        assert sum(moved.values()) == 0
        assert sum(minor for account, minor in moved.items() if account.startswith("memo:")) == 0


def test_the_cash_is_what_came_in_less_what_went_out(rows: list[dict[str, str]], outcome: Outcome) -> None:
    """Counted from the file, without the engine; only what benefits cost is taken from its decisions."""
    wrong = {row["event"] for row in rows if row["kind"] == "reversed"}
    signs = {"opening": 1, "paid": 1, "received": 1, "spent": -1}
    moved = [
        signs[row["kind"]] * Decimal(row["amount"])
        for row in rows
        if row["kind"] in signs and row["amount"] and row["id"] not in wrong
    ]
    benefits = sum((decision.amount.to_decimal() for decision in outcome.decisions), Decimal(0))
    assert outcome.balances["cash"].to_decimal() == sum(moved, Decimal(0)) - benefits


def histories(rows: list[dict[str, str]]) -> Iterator[tuple[str, dict[str, str], list[dict[str, str]]]]:
    """Each member who was there to the end without a break: the first row, and all payments that count."""
    wrong = {row["event"] for row in rows if row["kind"] == "reversed"}
    lives = defaultdict(list)
    for row in rows:
        if row["member"] and row["id"] not in wrong:
            lives[row["member"]].append(row)
    for member, life in lives.items():
        if not {"left", "died"} & {row["kind"] for row in life}:
            first = next(row for row in life if row["kind"] in ("opening", "joined"))
            yield member, first, [row for row in life if row["kind"] == "paid"]


def test_every_member_who_stayed_stands_where_the_second_bookkeeper_says(
    rows: list[dict[str, str]], outcome: Outcome
) -> None:
    """One baht a day since the last day paid for; the month that ends today is due but not yet overdue."""
    looked_at = 0
    for member, first, payments in histories(rows):
        taken_over = first["kind"] == "opening"
        paid_until = date.fromisoformat(first["paid_until"] or first["date"])
        start = paid_until + timedelta(1) if taken_over else paid_until
        dues = (LAST - start).days + 1 + (0 if taken_over else 20)
        overdue = dues - (LAST - max(start, date(2025, 9, 1))).days - 1  # all but September
        paid = int(first["advance"] or 0) + sum(int(row["amount"]) for row in payments)
        standing = outcome.standing(member)
        if standing.status == "ended":
            continue
        expected = (max(dues - paid, 0), max(overdue - paid, 0), max(paid - dues, 0))
        assert (standing.owed.minor, standing.arrears.minor, standing.advance.minor) == tuple(
            100 * baht for baht in expected
        ), member
        looked_at += 1
    assert looked_at > 200


@pytest.mark.parametrize(
    ("member", "status", "arrears", "advance"),
    [
        # 70 taken over + 1,000 + 1,000 − 1,826 days from 1 October 2020 to 30 September 2025
        ("M187", "active", 0, 244),
        # joined 13 August 2025: 20 + 19 days = 39; September 30; paid 39 + 30
        ("M276", "active", 0, 0),
        # joined 10 January 2025, paid ahead for March, left on 10 February: nothing is given back
        ("M271", "left", 0, 0),
        # stopped paying in December 2021: twelve months unpaid on 31 December 2022
        ("M058", "ended", 0, 0),
        # left on 15 March 2022, came back on 5 June 2023
        ("M096", "active", 0, 0),
    ],
)
def test_a_member_worked_out_by_hand_stands_there(
    outcome: Outcome, member: str, status: str, arrears: int, advance: int
) -> None:
    standing = outcome.standing(member)
    assert standing.status == status
    assert standing.arrears == Money(arrears * 100, "THB")
    assert standing.advance == Money(advance * 100, "THB")


@pytest.mark.parametrize(
    ("member", "benefit", "day", "pays"),
    [
        # five nights from 28 September 2021: three are kept, all of them before 1 October
        ("M012", "benefit.hospital", date(2021, 9, 28), 600),
        # 30 September and 1 October 2023: a night in each year
        ("M140", "benefit.hospital", date(2023, 9, 30), 400),
        ("M205", "benefit.hospital", date(2024, 9, 29), 600),
        # a member since 1 October 2003 who died on 21 August 2021: 17 years
        ("M018", "benefit.death", date(2021, 8, 21), 25000),
        # the family came 134 days after the death; the committee's resolution 5/2566
        ("M009", "benefit.death", date(2023, 2, 6), 15000),
    ],
)
def test_a_claim_worked_out_by_hand_pays_that(
    outcome: Outcome, member: str, benefit: str, day: date, pays: int
) -> None:
    found = [
        each for each in outcome.decisions if (each.member, each.benefit, each.event_date) == (member, benefit, day)
    ]
    assert found[-1].outcome == "approved"
    assert found[-1].amount == Money(pays * 100, "THB")


def test_no_stay_and_no_year_pays_more_than_the_table_says(rows: list[dict[str, str]], outcome: Outcome) -> None:
    """The second bookkeeper counts nights: at most three a stay, at most five a fund year, the later ones cut."""
    claims = {row["id"]: row for row in rows if row["kind"] == "claimed" and row["benefit"] == "hospital"}
    used: Counter[tuple[str, int]] = Counter()
    paid_stays = 0
    for decision in outcome.decisions:
        row = claims.get(decision.claim)
        if row is None or decision.outcome != "approved":
            continue
        admitted, discharged = date.fromisoformat(row["admitted"]), date.fromisoformat(row["discharged"])
        nights = [admitted + timedelta(number) for number in range((discharged - admitted).days)][:3]
        expected = 0
        for night in nights:
            year = (row["member"], night.year + (night.month >= 10))
            if used[year] < 5:
                used[year] += 1
                expected += 200
        assert decision.amount == Money(expected * 100, "THB"), decision.claim
        paid_stays += 1
    assert paid_stays > 100
