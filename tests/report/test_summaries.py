"""What the summary adds up is what the books say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given

import small_fund
from strategies import AS_OF, Drawn, schemes_with_funds
from welfarerules.errors import EventError
from welfarerules.events import Event, loads_events
from welfarerules.explain.names import Names
from welfarerules.fund import Fund, Outcome
from welfarerules.loading import loads_scheme
from welfarerules.money import Money
from welfarerules.report import as_text, statement_of, statement_tables, summarise, summary_tables


def moves_of(outcome: Outcome) -> list[tuple[date, int]]:
    """What went into the cash box, and as less than nothing what went out, each with its day."""
    accounts = {"debit": 1, "credit": -1}
    return [
        (posting.date, sign * posting.amount.minor)
        for posting in outcome.journal
        for side, sign in accounts.items()
        if getattr(posting, side) == "cash"
    ]


def first_day_below_zero(moves: Sequence[tuple[date, int]]) -> date | None:
    """Day by day, all that had moved by its end."""
    days = sorted({day for day, _ in moves})
    return next((day for day in days if sum(moved for on, moved in moves if on <= day) < 0), None)


@given(schemes_with_funds(least=1, most=4))
def test_what_came_in_less_what_went_out_is_in_the_box(drawn: tuple[Drawn, list[Event]]) -> None:
    scheme, events = drawn
    outcome = Fund(loads_scheme(scheme.text)).evaluate(events, AS_OF)
    summary = summarise(outcome)
    flows = sum(flow.came_in.minor - flow.went_out.minor for flow in summary.cash_flows)
    assert flows == summary.cash.minor
    assert summary.cash_below_zero_on == first_day_below_zero(moves_of(outcome))
    assert sum(summary.members.values()) == len(outcome.standings)
    late = [standing for standing in outcome.standings.values() if standing.arrears.minor]
    assert sum(line.members for line in summary.arrears) == len(late)
    assert sum(line.amount.minor for line in summary.arrears) == sum(standing.arrears.minor for standing in late)
    claims = {decision.claim or decision.id for decision in outcome.decisions}
    assert sum(line.approved + line.refused + line.referred for line in summary.benefits) == len(claims)


@pytest.mark.parametrize(
    ("rows", "below"),
    [
        ("S1,spent,2012-01-10,,,70,,,,,,paper\nR1,received,2012-01-10,,,70,,,,,grant,", None),
        ("S1,spent,2012-01-10,,,70,,,,,,paper\nR1,received,2012-01-11,,,70,,,,,grant,", date(2012, 1, 10)),
        ("R1,received,2012-01-10,,,70,,,,,grant,\nS1,spent,2012-01-12,,,70.01,,,,,,paper", date(2012, 1, 12)),
    ],
)
def test_cash_is_looked_at_when_a_day_is_over(rows: str, below: date | None) -> None:
    """Money may be spent in the morning that comes in at noon; and a box filled later was below zero all the same."""
    header = small_fund.EVENTS.splitlines(keepends=True)[0]
    file = loads_events(header + rows, "csv")
    outcome = Fund(small_fund.scheme()).evaluate(file.events, small_fund.AS_OF)
    assert (*file.refusals, *outcome.refusals) == ()
    assert summarise(outcome).cash_below_zero_on == below


def test_a_claim_counts_once_by_the_last_word_on_it() -> None:
    """The committee pays what the bylaw refused."""
    row = "E20,resolved,2012-08-30,,,50,,,,,,\n"
    header = small_fund.EVENTS.splitlines(keepends=True)[0]
    resolved = header.rstrip("\n") + ",claim,outcome,resolution\n" + row.rstrip("\n") + ",E10,approved,7/2555\n"
    events = [*loads_events(small_fund.EVENTS, "csv").events, *loads_events(resolved, "csv").events]
    summary = summarise(Fund(small_fund.scheme()).evaluate(events, small_fund.AS_OF))
    hospital = summary.benefits[0]
    assert (hospital.approved, hospital.refused, hospital.paid) == (2, 0, Money(65000, "THB"))


def test_tables_in_two_languages() -> None:
    outcome = small_fund.outcome()
    for lang, word in (("en", "hospital stay"), ("th", "นอนโรงพยาบาล")):
        text = "\n".join(map(as_text, summary_tables(summarise(outcome), Names(outcome.scheme, lang))))
        assert word in text
        assert "10,000.00" in text


def test_an_empty_fund_has_no_empty_tables() -> None:
    outcome = Fund(small_fund.scheme()).evaluate((), small_fund.AS_OF)
    assert summary_tables(summarise(outcome), Names(outcome.scheme, "en")) == ()


def test_the_summary_is_plain_values() -> None:
    plain = json.loads(json.dumps(summarise(small_fund.outcome(), refused_events=3).to_json()))
    assert plain["cash"] == "40717.25"
    assert plain["refused_events"] == 3
    assert plain["members"] == {"active": 2, "left": 0, "dead": 1, "ended": 0}
    assert plain["as_of"] == "2012-08-31"


def test_a_statement_tells_all_that_concerns_a_member_and_nothing_else() -> None:
    statement = statement_of(small_fund.outcome(), "M1")
    assert {posting.member for posting in statement.postings} == {"M1"}
    assert [decision.id for decision in statement.decisions] == ["E08", "E12"]
    text = "\n".join(map(as_text, statement_tables(statement, Names(small_fund.scheme(), "en"))))
    assert "10 Aug 2012" in text
    assert "hospital stay" in text
    plain = json.loads(json.dumps(statement.to_json()))
    assert plain["standing"]["contributed"] == "305.00"
    assert plain["decisions"][0]["amount"] == "600.00"
    assert "trace" not in plain["decisions"][0]
    assert "_notes" not in plain["decisions"][0]


def test_nobody_has_no_statement() -> None:
    with pytest.raises(EventError, match="M11"):
        statement_of(small_fund.outcome(), "M11")
