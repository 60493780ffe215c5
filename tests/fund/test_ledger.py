"""A ledger by hand: what is issued stays, and what comes late is put right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

import small_fund
from welfarerules import Entry, EventError, Flag, Fund, Ledger, Money, load_scheme
from welfarerules.events import (
    Changed,
    Claimed,
    Closed,
    Died,
    Event,
    Joined,
    Left,
    Opening,
    Paid,
    Payee,
    Received,
    Resolved,
    Reversed,
    Spent,
    loads_events,
)

JOINED: Final = Joined("J", date(2011, 10, 1), "A", born=date(1970, 5, 5))
CHAMUANG: Final = Path(__file__).parents[2] / "schemes" / "th" / "chamuang.toml"
STAY: Final[dict[str, Any]] = {"admitted": date(2012, 7, 1), "discharged": date(2012, 7, 4)}


def opened(*events: Event) -> Ledger:
    """A ledger under the small fund's bylaws in which *events* were posted."""
    ledger = Fund(small_fund.scheme()).open()
    for event in events:
        ledger.post(event)
    return ledger


def paid(identity: str, day: date, amount: Any, **more: Any) -> Paid:
    """A payment of A's."""
    return Paid(identity, day, "A", amount, **more)


def claimed(identity: str = "C", day: date = date(2012, 7, 9), **stay: Any) -> Claimed:
    """A's claim for three nights in hospital."""
    return Claimed(identity, day, "A", "benefit.hospital", **{**STAY, **stay})


def moved(entry: Entry) -> list[tuple[str, str, str]]:
    """What an entry's own postings moved."""
    return [(posting.debit, posting.credit, str(posting.amount.to_decimal())) for posting in entry.postings]


def refused(ledger: Ledger, event: Event) -> str:
    """The code with which *event* is refused; nothing may have changed."""
    before = (ledger.balances, ledger.as_of, list(ledger.journal), ledger.events, ledger.flags, ledger.refusals)
    with pytest.raises(EventError) as caught:
        ledger.post(event)
    assert (ledger.balances, ledger.as_of, list(ledger.journal), ledger.events, ledger.flags, ledger.refusals) == before
    return caught.value.found[0].code


def agrees(ledger: Ledger, as_of: date) -> bool:
    """Whether the balances are those of a fresh evaluation that is told what stands."""
    ledger.advance(as_of)
    fresh = ledger.fund.evaluate(ledger.events, as_of, stands=ledger.stands)
    return {name: balance for name, balance in fresh.balances.items() if balance.minor} == dict(ledger.balances)


def test_what_is_posted_in_order_gives_the_books_of_the_evaluation() -> None:
    events = loads_events(small_fund.EVENTS, "csv").events
    ledger = opened(*events)
    ledger.advance(small_fund.AS_OF)
    outcome = small_fund.outcome()
    bare = [(p.date, p.debit, p.credit, p.amount, p.member, p.cause, p.payee, p.covers_from) for p in ledger.journal]
    assert sorted(bare, key=repr) == sorted(
        [(p.date, p.debit, p.credit, p.amount, p.member, p.cause, p.payee, p.covers_from) for p in outcome.journal],
        key=repr,
    )
    assert list(ledger.decisions) == list(outcome.decisions)
    assert {member: ledger.standing(member) for member in outcome.standings} == dict(outcome.standings)
    assert not ledger.flags
    assert not ledger.refusals
    assert not ledger.adjustments


def test_a_posting_carries_the_number_of_its_decision() -> None:
    ledger = opened(JOINED, paid("P", date(2011, 10, 1), 386))
    entry = ledger.post(claimed())
    (decision,) = entry.decisions
    assert decision.amount == Money(60000, "THB")
    assert [ledger.decisions[posting.decision or 0] for posting in entry.postings] == [decision]


def test_what_fell_due_meanwhile_stands_between_two_entries() -> None:
    ledger = opened(JOINED)
    entry = ledger.post(paid("P", date(2011, 11, 15), 51))
    meanwhile = ledger.journal[entry.first : entry.end - len(entry.postings)]
    assert [posting.cause for posting in meanwhile] == [
        "membership.entry_fee@2011-10-01/A",
        "contribution.satja@2011-10-31/A",
    ]
    assert [posting.number for posting in ledger.journal] == list(range(entry.end))
    assert moved(entry)[0] == ("cash", "income:membership.entry_fee", "20.00")


def test_time_passes_without_events() -> None:
    ledger = opened(JOINED)
    booked = ledger.advance(date(2011, 11, 30))
    assert [posting.date for posting in booked] == [date(2011, 10, 1), date(2011, 10, 31), date(2011, 11, 30)]
    assert ledger.as_of == date(2011, 11, 30)
    assert len(ledger.advance(date(2011, 10, 5))) == 0
    assert ledger.as_of == date(2011, 11, 30)


def test_an_event_posted_twice_counts_once() -> None:
    """U3."""
    ledger = opened(JOINED, paid("P", date(2011, 10, 1), 386))
    before = ledger.balances
    again = ledger.post(paid("P", date(2011, 10, 1), "386.00"))
    assert (again.repeated, again.postings, again.first, again.end) == (True, (), 4, 4)
    assert ledger.balances == before
    assert len(ledger.events) == 2


def test_an_id_stands_for_one_event() -> None:
    ledger = opened(JOINED, paid("P", date(2011, 10, 1), 386))
    assert refused(ledger, paid("P", date(2011, 10, 1), 387)) == "WR489"


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (Paid("P", date(2011, 11, 1), "B", 1), "WR450"),
        (Paid("P", date(2031, 11, 1), "B", 1), "WR450"),
        (Paid("P", date(2011, 11, 1), "A", "0.001"), "WR452"),
        (Joined("J2", date(2011, 11, 1), "A"), "WR471"),
        (Joined("J2", date(2031, 11, 1), "A"), "WR471"),
        (Paid("P", date(2010, 9, 30), "A", 1), "WR468"),
        (Paid("P", date(2011, 9, 30), "A", 1), "WR473"),
        (Resolved("R", date(2011, 11, 1), "C", "approved", "1/2555", amount=5), "WR461"),
        (Reversed("X", date(2011, 11, 1), "Y"), "WR443"),
        (claimed("C", date(2031, 1, 1), discharged=date(2031, 1, 1)), "WR459"),
    ],
)
def test_what_is_refused_changes_nothing(event: Event, code: str) -> None:
    """Not even the time, however far in the future its date lies; the finding is that of an evaluation."""
    ledger = opened(JOINED)
    assert refused(ledger, event) == code
    ledger.post(paid("P-2", date(2011, 10, 1), 386))
    assert agrees(ledger, date(2011, 12, 31))


def test_a_ledger_whose_first_event_was_refused_has_not_begun() -> None:
    ledger = opened()
    assert refused(ledger, Paid("P", date(2031, 11, 1), "B", 1)) == "WR450"
    assert ledger.as_of is None
    assert not ledger.balances
    assert not ledger.journal


def test_a_refused_event_of_a_former_member_does_not_move_the_time() -> None:
    ledger = opened(JOINED, Left("L", date(2011, 12, 1), "A"))
    assert refused(ledger, paid("P", date(2031, 1, 1), 100000)) == "WR475"


def test_only_events_can_be_posted_and_only_claims_quoted() -> None:
    ledger: Any = opened(JOINED)
    outcome: Any = ledger.fund.evaluate([JOINED], date(2011, 12, 31))
    others: list[Any] = ["paid", None, {}, True]
    for given in others:
        with pytest.raises(TypeError, match="takes events"):
            ledger.post(given)
    for given in (JOINED, *others):
        for asked in (ledger, outcome):
            with pytest.raises(TypeError, match="only a claim"):
                asked.quote(given)


@pytest.mark.parametrize("day", ["2025-01-01", "", 0, False, True, 20250101, datetime(2025, 1, 1, 9, tzinfo=UTC)])
def test_a_day_is_a_date(day: Any) -> None:
    """Whatever else a program gives is told of in a sentence, and nothing has happened."""
    ledger = opened(JOINED)
    before = ledger.snapshot()
    asked: list[Callable[[], object]] = [
        lambda: ledger.advance(day),
        lambda: ledger.standing("A", as_of=day),
        lambda: ledger.outcome("A", day),
        lambda: ledger.fund.evaluate([JOINED], day),
    ]
    for ask in asked:
        with pytest.raises(TypeError, match=r"^a day (is a datetime\.date, not|has no time of day: write)"):
            ask()
    assert ledger.snapshot() == before
    with pytest.raises(TypeError, match=r"a day is a datetime\.date, not None"):
        ledger.advance(None)  # type: ignore[arg-type]


@pytest.mark.parametrize("member", [None, True, 5])
def test_the_id_of_a_member_is_text(member: Any) -> None:
    ledger = opened(JOINED)
    asked: list[Callable[[], object]] = [
        lambda: ledger.standing(member),
        lambda: ledger.outcome(member),
        lambda: ledger.fund.evaluate([JOINED], date(2011, 12, 31)).standing(member),
    ]
    for ask in asked:
        with pytest.raises(TypeError, match="the id of a member is text, not"):
            ask()


def test_a_fund_is_under_a_scheme_and_evaluates_events() -> None:
    make: Any = Fund
    for given in ("nam.toml", None, True):
        with pytest.raises(TypeError, match="a fund is under a Scheme, which load_scheme reads from a file, not under"):
            make(given)
    fund: Any = Fund(small_fund.scheme())
    day = date(2011, 12, 31)
    for events, told in (
        ([{}], "not dict"),
        (["J"], "not str"),
        ("J", "not str"),
        ([None], "not NoneType"),
        (None, "not as NoneType"),
        (JOINED, "not as Joined"),
    ):
        with pytest.raises(TypeError, match=told):
            fund.evaluate(events, day)
    with pytest.raises(TypeError, match="what stands is Money, not 5"):
        fund.evaluate([JOINED], day, stands={"C": 5})


def test_an_amount_that_is_too_fine_is_refused_in_the_words_of_a_file() -> None:
    with pytest.raises(EventError, match="write the amount with at most 2 decimals: nothing is rounded silently"):
        opened(JOINED).post(paid("P", date(2011, 11, 1), "1.005"))


def test_a_late_payment_puts_right_what_was_refused() -> None:
    """U10: a receipt found later proves that A had paid, and the refused grant is put right."""
    ledger = opened(JOINED)
    (decision,) = ledger.post(claimed()).decisions
    assert (decision.outcome, decision.reason) == ("refused", "requirement_not_met")
    ledger.advance(date(2012, 8, 31))
    issued = list(ledger.journal)
    entry = ledger.post(paid("P", date(2011, 10, 1), 386, recorded=date(2012, 9, 2)))
    assert entry.late
    assert entry.date == date(2012, 9, 2)
    assert {posting.reason for posting in entry.postings} == {"adjusted"}
    assert {posting.date for posting in entry.postings} == {date(2012, 9, 2)}
    (now,) = entry.decisions
    assert (now.id, now.outcome, now.amount) == ("C", "approved", Money(60000, "THB"))
    assert list(ledger.journal)[: len(issued)] == issued
    assert ledger.balances["cash"] == Money(38600 - 60000, "THB")
    assert ledger.balances["expense:benefit.hospital"] == Money(60000, "THB")
    assert ledger.flags == ()
    assert agrees(ledger, date(2012, 12, 31))


def test_what_was_paid_stands_when_the_payment_before_it_was_none() -> None:
    ledger = opened(JOINED, paid("P", date(2011, 10, 1), 386), claimed())
    entry = ledger.post(Reversed("X", date(2012, 8, 1), "P"))
    money = {name: str(balance.to_decimal()) for name, balance in ledger.balances.items() if "memo" not in name}
    assert money == {"cash": "-600.00", "expense:benefit.hospital": "600.00"}
    assert entry.flags == ledger.flags
    assert ledger.flags == (
        Flag(
            claim="C",
            member="A",
            benefit="benefit.hospital",
            article="ข้อ 12(2)",
            paid=Money(60000, "THB"),
            replay=Money(0, "THB"),
            reason="requirement_not_met",
            because="X",
            found_on=date(2012, 8, 1),
        ),
    )
    assert [decision.reason for decision in entry.decisions] == ["stands"]
    assert agrees(ledger, date(2012, 12, 31))


def test_a_flag_goes_when_the_payment_is_entered_right() -> None:
    """U11: a mistake and its correction end like a correct first entry."""
    ledger = opened(JOINED, paid("P", date(2011, 10, 1), 368), claimed(), Reversed("X", date(2012, 8, 1), "P"))
    assert ledger.stands == {"C": Money(60000, "THB")}
    ledger.post(paid("P-right", date(2011, 10, 1), 386, recorded=date(2012, 8, 1)))
    ledger.advance(date(2012, 12, 31))
    assert ledger.flags == ()
    right = opened(JOINED, paid("P", date(2011, 10, 1), 386), claimed())
    right.advance(date(2012, 12, 31))
    assert ledger.balances == right.balances
    assert ledger.standing("A") == right.standing("A")


def test_reversing_a_claim_takes_back_what_it_paid() -> None:
    """U11: the claim itself was the mistake."""
    wrong, right = claimed("C-1", discharged=date(2012, 7, 3)), claimed("C-2")
    ledger = opened(JOINED, paid("P", date(2011, 10, 1), 386), wrong, Reversed("X", date(2012, 7, 20), "C-1"), right)
    first = opened(JOINED, paid("P", date(2011, 10, 1), 386), right)
    for each in (ledger, first):
        each.advance(date(2012, 12, 31))
    assert ledger.balances == first.balances
    assert ledger.flags == ()
    assert refused(ledger, Resolved("R", date(2013, 1, 1), "C-1", "approved", "1/2556", amount=1)) == "WR461"


def test_what_stands_uses_up_the_cap() -> None:
    """400 a night more would be left of the year's 1,000 if the first 600 had not really been paid."""
    ledger = opened(JOINED, paid("P", date(2011, 10, 1), 386), claimed(), Reversed("X", date(2012, 8, 1), "P"))
    ledger.post(paid("P-2", date(2012, 8, 1), 386))
    (decision,) = ledger.post(
        claimed("C-2", date(2012, 8, 20), admitted=date(2012, 8, 10), discharged=date(2012, 8, 15))
    ).decisions
    assert decision.amount == Money(40000, "THB")
    assert agrees(ledger, date(2012, 12, 31))


def test_what_a_committee_paid_stands_once() -> None:
    """A receipt found later would have had the bylaw pay 600 itself; the committee had paid 500."""
    ledger = opened(JOINED, claimed(), Resolved("R", date(2012, 7, 20), "C", "approved", "1/2555", amount=500))
    ledger.post(paid("P", date(2011, 10, 1), 386, recorded=date(2012, 8, 1)))
    assert ledger.balances["expense:benefit.hospital"] == Money(60000, "THB")
    assert [refusal.code for refusal in ledger.refusals] == ["WR474"]
    assert ledger.flags == ()
    assert agrees(ledger, date(2012, 12, 31))


def test_what_a_committee_paid_more_than_the_bylaw_stands() -> None:
    ledger = opened(JOINED, claimed(), Resolved("R", date(2012, 7, 20), "C", "approved", "1/2555", amount=900))
    ledger.post(paid("P", date(2011, 10, 1), 386, recorded=date(2012, 8, 1)))
    assert ledger.balances["expense:benefit.hospital"] == Money(90000, "THB")
    assert [(flag.paid, flag.replay) for flag in ledger.flags] == [(Money(90000, "THB"), Money(60000, "THB"))]
    assert agrees(ledger, date(2012, 12, 31))


def test_reversing_a_resolution_takes_back_what_it_paid() -> None:
    ledger = opened(JOINED, claimed(), Resolved("R", date(2012, 7, 20), "C", "approved", "1/2555", amount=500))
    ledger.post(Reversed("X", date(2012, 8, 1), "R"))
    assert "expense:benefit.hospital" not in ledger.balances
    assert ledger.flags == ()


def test_what_was_paid_to_one_who_never_joined_stands() -> None:
    ledger = opened(JOINED, paid("P", date(2011, 10, 1), 386), claimed(), Reversed("X", date(2012, 8, 1), "J"))
    money = {name: str(balance.to_decimal()) for name, balance in ledger.balances.items()}
    assert money == {"cash": "-600.00", "expense:benefit.hospital": "600.00"}
    assert [flag.reason for flag in ledger.flags] == [""]
    assert {refusal.code for refusal in ledger.refusals} == {"WR473"}
    assert refused(ledger, paid("P-2", date(2012, 9, 1), 5)) == "WR478"
    ledger.post(Joined("J-2", date(2011, 10, 1), "A", recorded=date(2012, 8, 2)))
    assert not ledger.flags
    assert not ledger.refusals
    assert ledger.balances["cash"] == Money(38600 - 60000, "THB")
    assert agrees(ledger, date(2012, 12, 31))


def test_a_late_joining_is_charged_what_fell_due_since() -> None:
    ledger = opened(JOINED)
    ledger.advance(date(2011, 12, 31))
    entry = ledger.post(Joined("J-B", date(2011, 11, 1), "B", recorded=date(2012, 1, 5)))
    assert ("memo:owed:contribution.satja", "memo:dues:contribution.satja", "61.00") in moved(entry)
    assert str(ledger.standing("B").owed.to_decimal()) == "81.00"
    ledger.advance(date(2012, 1, 31))
    assert [posting.member for posting in ledger.journal if posting.date == date(2012, 1, 31)] == ["A", "B"]
    assert agrees(ledger, date(2012, 2, 29))


def test_what_is_late_for_a_closed_year_goes_to_the_surplus() -> None:
    ledger = opened(JOINED, Closed("Y", date(2012, 9, 30)))
    ledger.post(paid("P", date(2012, 9, 1), 51, recorded=date(2012, 10, 3)))
    assert ledger.balances["equity:surplus"] == Money(-5100, "THB")
    assert not any(name.startswith("income") for name in ledger.balances)
    assert agrees(ledger, date(2012, 12, 31))


@pytest.mark.parametrize("after", [date(2012, 10, 4), date(2012, 9, 30)])
def test_a_year_may_be_closed_late(after: date) -> None:
    """What came in since stays income of the new year."""
    before = paid("P", date(2012, 9, 1), 51)
    ledger = opened(JOINED, before, paid("P-2", after, 7), Received("G", date(2012, 9, 2), 100, "grant"))
    ledger.advance(date(2012, 10, 10))
    ledger.post(Closed("Y", date(2012, 9, 30), recorded=date(2012, 10, 10)))
    in_september = 700 if after == date(2012, 9, 30) else 0
    assert ledger.balances["equity:surplus"] == Money(-15100 - in_september, "THB")
    assert agrees(ledger, date(2012, 12, 31))
    ledger.post(Reversed("X", date(2013, 1, 1), "Y"))
    assert "equity:surplus" not in ledger.balances
    assert agrees(ledger, date(2013, 1, 31))


def test_what_is_late_for_the_fund_itself_is_booked_when_it_is_found() -> None:
    ledger = opened(JOINED, Closed("Y", date(2012, 9, 30)))
    entry = ledger.post(Spent("S", date(2012, 9, 1), "55.25", "ink", recorded=date(2012, 10, 5)))
    assert moved(entry) == [("equity:surplus", "cash", "55.25")]
    entry = ledger.post(Opening("O", date(2011, 9, 1), amount=1000, recorded=date(2012, 10, 6)))
    assert moved(entry) == [("cash", "equity:opening", "1000.00")]
    assert agrees(ledger, date(2012, 12, 31))
    ledger.post(Reversed("X", date(2013, 1, 1), "S"))
    assert ledger.balances["cash"] == Money(100000, "THB")


def test_an_adjustment_is_never_dated_before_what_was_issued() -> None:
    """A late event that does not say when it was recorded is booked on the day reached."""
    ledger = opened(JOINED)
    ledger.advance(date(2012, 3, 1))
    assert ledger.post(paid("P", date(2011, 10, 1), 51)).date == date(2012, 3, 1)
    assert ledger.post(paid("P-2", date(2011, 10, 2), 51, recorded=date(2012, 2, 1))).date == date(2012, 3, 1)


def test_payments_of_one_day_come_in_any_order() -> None:
    """P-10 is before P-9 in the order of events, and not late for that."""
    ledger = opened(JOINED, paid("P-9", date(2011, 11, 5), 31))
    entry = ledger.post(paid("P-10", date(2011, 11, 5), 60))
    assert not entry.late
    assert {posting.reason for posting in entry.postings} == {"payment", "paid_ahead", "due_settled"}
    assert agrees(ledger, date(2012, 12, 31))


def test_an_event_that_a_late_one_leaves_without_ground_is_told_of() -> None:
    ledger = opened(JOINED, paid("P", date(2012, 1, 5), 386))
    ledger.post(Left("L", date(2011, 11, 30), "A", recorded=date(2012, 1, 6)))
    assert [refusal.code for refusal in ledger.refusals] == ["WR475"]
    assert "cash" not in ledger.balances
    assert agrees(ledger, date(2012, 12, 31))


def test_a_mistake_dated_ahead_is_corrected_on_the_day_to_which_it_took_the_books() -> None:
    wrong = claimed("C-wrong", date(2013, 7, 9))
    mended, clean = opened(JOINED, paid("P", date(2011, 10, 1), 386), wrong), opened(JOINED)
    clean.post(paid("P", date(2011, 10, 1), 386))
    assert mended.as_of == date(2013, 7, 9)
    mended.post(Reversed("X", date(2012, 12, 31), "C-wrong", recorded=date(2013, 7, 9)))
    for ledger in (mended, clean):
        ledger.post(claimed())
        assert agrees(ledger, date(2013, 7, 9))
    assert mended.balances == clean.balances
    assert not mended.refusals


def test_a_mistaken_leaving_that_was_never_taken_back_loses_its_ground() -> None:
    ledger = opened(JOINED, Left("L-wrong", date(2013, 8, 10), "A"))
    assert refused(ledger, Reversed("X", date(2013, 6, 30), "L-wrong")) == "WR446"
    ledger.post(Left("L", date(2012, 8, 10), "A"))
    assert [refusal.code for refusal in ledger.refusals] == ["WR470"]
    assert not ledger.fund.evaluate(ledger.events, date(2013, 6, 30)).refusals
    assert agrees(ledger, date(2013, 8, 10))


def test_a_restored_ledger_still_knows_that_a_joining_was_reversed() -> None:
    ledger = opened(JOINED, paid("P", date(2011, 10, 1), 386), claimed())
    ledger.post(Reversed("X-1", date(2012, 7, 10), "J"))
    ledger.post(Reversed("X-2", date(2012, 7, 10), "C"))
    restored = ledger.fund.restore(ledger.snapshot())
    fresh = ledger.fund.evaluate(ledger.events, date(2012, 7, 10))
    assert [refusal.code for refusal in fresh.refusals] == ["WR478"]
    assert restored.refusals == ledger.refusals == fresh.refusals


def test_a_death_told_late_stops_what_fell_due_after_it() -> None:
    ledger = opened(JOINED, paid("P", date(2011, 10, 1), 51))
    ledger.advance(date(2012, 3, 31))
    ledger.post(Died("D", date(2011, 10, 20), "A", recorded=date(2012, 4, 1)))
    assert ledger.standing("A").status == "dead"
    assert not [name for name in ledger.balances if name.startswith("memo")]
    claim = Claimed("C", date(2012, 4, 2), "A", "benefit.death", payees=[Payee("spouse", "ก")])
    assert ledger.post(claim).decisions[0].reason == "requirement_not_met"
    assert agrees(ledger, date(2012, 12, 31))


def test_a_fact_learnt_late_counts_from_its_day() -> None:
    ledger = opened(Joined("J", date(2011, 10, 1), "A"))
    ledger.advance(date(2012, 1, 1))
    entry = ledger.post(Changed("B", date(2011, 10, 5), "A", born=date(1970, 1, 1), recorded=date(2012, 1, 2)))
    assert (entry.late, entry.postings) == (True, ())


def test_a_quote_is_what_posting_would_decide_and_leaves_no_trace() -> None:
    ledger = opened(JOINED, paid("P", date(2011, 10, 1), 386))
    for day in (date(2012, 7, 9), date(2012, 12, 1)):
        before = (ledger.balances, ledger.as_of, len(ledger.journal), ledger.standing("A"))
        asked = ledger.quote(claimed(day=day))
        assert (ledger.balances, ledger.as_of, len(ledger.journal), ledger.standing("A")) == before
        assert asked == ledger.fund.evaluate([*ledger.events, claimed(day=day)], day).decisions[0]
    ledger.advance(date(2012, 7, 9))
    quick = ledger.quote(claimed())
    assert quick == ledger.post(claimed()).decisions[0]
    assert ledger.quote(claimed()) == quick
    late = claimed("C-2", date(2012, 5, 9), admitted=date(2012, 5, 1), discharged=date(2012, 5, 2))
    assert ledger.quote(late) == next(one for one in ledger.post(late).decisions if one.id == "C-2")


def test_a_quote_of_a_stranger_is_refused() -> None:
    with pytest.raises(EventError, match="WR450"):
        opened(JOINED).quote(Claimed("C", date(2012, 8, 1), "B", "benefit.hospital", **STAY))


def test_a_standing_is_known_for_any_day() -> None:
    ledger = opened(JOINED, paid("P", date(2011, 11, 15), 51))
    ledger.advance(date(2012, 1, 31))
    for day in (date(2011, 10, 31), date(2011, 11, 15), date(2012, 1, 31), date(2012, 6, 30)):
        fresh = ledger.fund.evaluate([event for event in ledger.events if event.date <= day], day)
        assert ledger.standing("A", day) == fresh.standing("A")
    with pytest.raises(EventError, match="WR450"):
        opened().standing("A")
    with pytest.raises(EventError, match="WR450"):
        ledger.standing("A", date(2011, 9, 30))


def all_balanced(postings: Iterable[Any]) -> bool:
    """Whether every posting moves something from one account to another."""
    return all(posting.amount.minor > 0 and posting.debit != posting.credit for posting in postings)


def test_every_adjustment_balances() -> None:
    ledger = opened(JOINED, paid("P", date(2011, 10, 1), 386), claimed(), Reversed("X", date(2012, 8, 1), "P"))
    assert all_balanced(ledger.journal)
    assert sum(balance.minor for balance in ledger.balances.values()) == 0


def resolved(amount: str, *, day: date = date(2022, 10, 5), identity: str = "R") -> Resolved:
    """The committee's approval of what was referred because nobody knows A's age."""
    payment = "benefit.old_age@2022-10-01/A"
    return Resolved(identity, day, payment, "approved", "1/2565", amount=Decimal(amount), recorded=day)


@pytest.mark.parametrize("reached", [date(2022, 9, 30), date(2022, 10, 1), date(2022, 10, 5), date(2022, 12, 31)])
def test_a_committee_decides_on_a_payment_without_a_claim_whenever_it_is_entered(reached: date) -> None:
    ledger = Fund(load_scheme(CHAMUANG)).open()
    ledger.post(Joined("J", date(2018, 10, 1), "A"))
    ledger.post(paid("P", date(2018, 10, 1), 5000))
    ledger.advance(reached)
    entry = ledger.post(resolved("150"))
    (decision,) = [one for one in entry.decisions if one.resolution]
    assert (decision.outcome, decision.amount, decision.resolution) == ("approved", Money(15000, "THB"), "1/2565")
    assert ledger.as_of == max(reached, date(2022, 10, 5))
    assert ("expense:benefit.old_age", "cash", "150.00") in moved(entry)
    assert refused(ledger, resolved("10", day=date(2022, 10, 6), identity="R-2")) == "WR474"
    assert agrees(ledger, date(2022, 12, 31))


def test_a_resolution_on_a_payment_that_was_never_referred_does_not_move_the_time() -> None:
    ledger = Fund(load_scheme(CHAMUANG)).open()
    ledger.post(Joined("J", date(2020, 10, 1), "A"))
    assert refused(ledger, resolved("150")) == "WR485"
    assert ledger.as_of == date(2020, 10, 1)


def test_a_quote_of_a_claim_from_before_the_joining_is_refused() -> None:
    with pytest.raises(EventError, match="WR473"):
        opened(JOINED).quote(claimed(day=date(2011, 9, 1), admitted=date(2011, 8, 1), discharged=date(2011, 8, 3)))


def test_quotes_say_why_after_the_books_have_changed_however_many_were_asked() -> None:
    ledger = opened(JOINED, paid("P", date(2011, 10, 1), 386))
    ledger.advance(date(2012, 7, 9))
    asked = [ledger.quote(claimed(f"C-{number}")) for number in range(2100)]
    for number in range(2100):
        ledger.quote(claimed(f"C-{number}"))
    told = asked[0].trace
    assert told
    ledger.post(claimed("C"))
    assert {decision.trace for decision in asked} == {told}
    assert ledger.quote(claimed("C-0")).trace != told


def test_a_ledger_tells_whom_it_knows_and_how_far_it_is() -> None:
    ledger = opened(JOINED)
    assert (ledger.knows("A"), ledger.knows("B")) == (True, False)
    assert repr(ledger) == "<Ledger under th.example.small, 1 events, as of 2011-10-01>"
    assert repr(ledger.fund) == "<Fund under th.example.small>"
