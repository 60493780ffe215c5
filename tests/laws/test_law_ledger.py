"""A ledger is always what a fresh replay is: U10, U11 and U3 of what funds promise their members.

What was issued never changes, late entries are put right by adjustments, and nothing is booked twice.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from strategies import AS_OF, START, Drawn, Focus, schemes, schemes_with_funds
from strategies.reading import fund_under
from strategies.vacuity import need, telling
from welfarerules.errors import EventError
from welfarerules.events import (
    Changed,
    Claimed,
    Closed,
    Died,
    Event,
    Joined,
    Left,
    Paid,
    Payee,
    Received,
    Resolved,
    Reversed,
    Spent,
    order_key,
)
from welfarerules.fund import Fund, Ledger
from welfarerules.journal import Posting
from welfarerules.money import Money

CLAIMING = Focus(having=["benefit.birth", "benefit.hospital"], claims=(1, 4))


def moved(balances: Mapping[str, Money]) -> dict[str, Money]:
    """The accounts that do not stand at nothing."""
    return {account: balance for account, balance in balances.items() if balance.minor}


def agrees(fund: Fund, ledger: Ledger, as_of: date) -> None:
    """Fail unless the ledger is what a fresh replay of its events is, given what stands."""
    ledger.advance(as_of)
    assert ledger.as_of == as_of, "an event took the ledger beyond the day that it is compared on"
    fresh = fund.evaluate(ledger.events, as_of, stands=ledger.stands)
    assert dict(ledger.balances) == moved(fresh.balances)
    assert {member: ledger.standing(member) for member in fresh.standings} == dict(fresh.standings)
    assert sorted(found.code for found in ledger.refusals) == sorted(found.code for found in fresh.refusals)
    if not ledger.stands:
        assert moved(fund.evaluate(ledger.events, as_of).balances) == dict(ledger.balances)


def sums(postings: Iterable[Posting]) -> dict[str, int]:
    """What each account received less what it gave."""
    found: Counter[str] = Counter()
    for posting in postings:
        assert posting.amount.minor > 0
        found[posting.debit] += posting.amount.minor
        found[posting.credit] -= posting.amount.minor
    return {account: minor for account, minor in found.items() if minor}


def posted(ledger: Ledger, event: Event) -> bool:
    """Post *event*; whether it was taken. One that is refused changes nothing."""
    before = ledger.snapshot()
    try:
        ledger.post(event)
    except EventError:
        assert ledger.snapshot() == before
        return False
    return True


def entered(events: Sequence[Event], luck: random.Random, lags: Sequence[int]) -> list[Event]:
    """The events in the order in which somebody enters them who is late with some."""
    delayed = [
        (event.date + timedelta(days=luck.choice(lags)) if not isinstance(event, Reversed) else date.max, event)
        for event in sorted(events, key=order_key)
    ]
    return [event for _, event in sorted(delayed, key=lambda pair: pair[0])]


@telling
@given(
    schemes_with_funds(focus=CLAIMING),
    st.randoms(use_true_random=False),
    st.sampled_from([[0], [0, 0, 0, 400], [0, 30, 1500]]),
)
def test_a_ledger_is_what_a_fresh_replay_is(
    drawn: tuple[Drawn, list[Event]], luck: random.Random, lags: Sequence[int]
) -> None:
    """U10: whatever is entered late, and however late, the closing balances are those of a fresh replay."""
    scheme, events = drawn
    fund = fund_under(scheme.text)
    ledger = fund.open()
    issued: list[Posting] = []
    for event in entered(events, luck, lags):
        posted(ledger, event)
        now = list(ledger.journal)
        assert now[: len(issued)] == issued
        issued = now
    if not need(len(lags) == 1 or any(entry.postings for entry in ledger.adjustments)):
        return
    agrees(fund, ledger, AS_OF)
    assert sums(ledger.journal) == {account: balance.minor for account, balance in ledger.balances.items()}


@telling
@given(schemes_with_funds(focus=CLAIMING), st.randoms(use_true_random=False))
def test_a_restored_ledger_goes_on_as_if_it_had_never_stopped(
    drawn: tuple[Drawn, list[Event]], luck: random.Random
) -> None:
    """Entry by entry, number by number, byte by byte."""
    scheme, events = drawn
    fund = fund_under(scheme.text)
    ledger = fund.open()
    order = entered(events, luck, [0, 0, 0, 400])
    cut = luck.randrange(len(order))
    for event in order[:cut]:
        posted(ledger, event)
    if not need(len(ledger.events) > 1):
        return
    restored = fund.restore(ledger.snapshot())
    first = ledger.issued
    assert restored.snapshot() == ledger.snapshot()
    for event in order[cut:]:
        assert posted(ledger, event) == posted(restored, event)
    for each in (ledger, restored):
        each.advance(AS_OF)
    assert list(restored.issued_since(first)) == list(ledger.issued_since(first))
    assert restored.snapshot() == ledger.snapshot()
    assert (restored.balances, restored.flags) == (ledger.balances, ledger.flags)


@telling
@given(schemes_with_funds(focus=CLAIMING), st.randoms(use_true_random=False))
def test_a_mistake_that_is_corrected_ends_like_a_correct_first_entry(
    drawn: tuple[Drawn, list[Event]], luck: random.Random
) -> None:
    """U11: unless something was paid on the strength of the mistake; that stands and is flagged."""
    scheme, events = drawn
    fund = fund_under(scheme.text)
    plain = [event for event in sorted(events, key=order_key) if not isinstance(event, Reversed)]
    right = luck.choice(plain)
    wrong = attrs.evolve(right, id=f"{right.id}-wrong", **mistaken(right, luck))
    mended, clean = fund.open(), fund.open()
    for event in plain:
        if event is right:
            posted(mended, wrong)
        else:
            posted(mended, event)
        posted(clean, event)
    amiss = mended.balances != clean.balances
    today = max(AS_OF, mended.as_of or AS_OF)  # a mistaken date may have taken the books ahead
    if mended.event(wrong.id) is not None:
        posted(mended, Reversed("correction", today, wrong.id))
    posted(mended, right)
    same = {event.id for event in mended.events} - {wrong.id, "correction"} == {event.id for event in clean.events}
    if not need(amiss and same):
        return
    for ledger in (mended, clean):
        agrees(fund, ledger, today)
    if not mended.flags and not clean.flags:
        assert mended.balances == clean.balances


def mistaken(event: Event, luck: random.Random) -> dict[str, Any]:
    """How somebody may have entered *event* wrongly."""
    if isinstance(event, Paid) and luck.random() < 0.7:
        return {"amount": event.amount * 10}
    day = event.date + timedelta(days=luck.choice([31, 365]))
    return {"date": day, "recorded": day}


class LedgerMachine(RuleBasedStateMachine):
    """A treasurer who enters things late, twice and wrongly, and puts them right."""

    seen: ClassVar[Counter[str]] = Counter()

    @initialize(drawn=schemes(having=["benefit.birth", "benefit.hospital"]))
    def found(self, drawn: Drawn) -> None:
        """Begin a fund under some bylaws, with one member who has paid and one who has not."""
        self.drawn, self.fund = drawn, fund_under(drawn.text)
        self.ledger = self.fund.open()
        self.today, self.number = START, 0
        self.taken: list[Event] = []
        self.issued: list[Posting] = []
        self.enter(Joined, "A", born=date(1955, 2, 28))
        self.enter(Paid, "A", drawn.yearly)
        self.enter(Joined, "B", born=date(1955, 2, 28))
        self.let_time_pass(300)
        self.enter(Claimed, "A", "benefit.hospital", admitted=self.today - timedelta(days=3), discharged=self.today)

    def enter(self, make: Any, *values: Any, back: int = 0, **more: Any) -> None:
        """Enter an event that happened some days ago."""
        self.number += 1
        day = max(START, self.today - timedelta(days=back))
        try:
            event = make(f"E{self.number:03}", day, *values, recorded=self.today, **more)
        except EventError:
            return
        self.post(event)

    def post(self, event: Event) -> None:
        """Post *event* and count what became of it."""
        if not posted(self.ledger, event):
            self.seen["refused"] += 1
            return
        self.taken.append(event)
        if self.ledger.adjustments and self.ledger.adjustments[-1].cause == event.id:
            entry = self.ledger.adjustments[-1]
            self.seen["late"] += 1
            self.seen["late and moved"] += bool(entry.postings)
            self.seen["late and decided"] += bool(entry.decisions)
            self.seen["late and flagged"] += bool(entry.flags)

    members = st.sampled_from(["A", "B"])
    lateness = st.sampled_from([0, 0, 0, 5, 40, 400])

    @rule(member=members, back=lateness)
    def join(self, member: str, back: int) -> None:
        """Somebody joins."""
        self.enter(Joined, member, back=back, born=date(1955, 2, 28))

    @rule(member=members, times=st.sampled_from(["0.1", "1", "3"]), back=lateness)
    def pay(self, member: str, times: str, back: int) -> None:
        """Somebody pays part of a year's dues, a year's, or more."""
        self.enter(Paid, member, (self.drawn.yearly * Decimal(times)).quantize(Decimal("0.01")), back=back)

    @rule(member=members, back=lateness, nights=st.integers(1, 9), birth=st.booleans())
    def claim(self, member: str, back: int, nights: int, birth: bool) -> None:
        """Somebody claims for a stay or a birth."""
        happened = self.today - timedelta(days=back + nights)
        if birth and "benefit.birth" in self.drawn.benefits:
            self.enter(Claimed, member, "benefit.birth", back=back, occurred=happened, facts={"children": 1})
        else:
            stay = {"admitted": happened, "discharged": happened + timedelta(days=nights)}
            self.enter(Claimed, member, "benefit.hospital", back=back, **stay)

    @rule(member=members, back=lateness)
    def leave(self, member: str, back: int) -> None:
        """Somebody leaves."""
        self.enter(Left, member, back=back)

    @rule(member=members, back=lateness)
    def die(self, member: str, back: int) -> None:
        """Somebody dies, and the family claims."""
        self.enter(Died, member, back=back)
        if "benefit.death" in self.drawn.benefits:
            self.enter(Claimed, member, "benefit.death", payees=[Payee("spouse", "ก")])

    @rule(member=members, back=lateness, facts=st.sampled_from([{"income": "poor"}, {"income": "enough"}]))
    def change(self, member: str, back: int, facts: Mapping[str, str]) -> None:
        """Something becomes known of somebody."""
        self.enter(Changed, member, back=back, facts=facts)

    @rule(back=lateness)
    def close(self, back: int) -> None:
        """The year is closed."""
        self.enter(Closed, back=back)

    @rule(back=lateness, comes=st.booleans())
    def do_business(self, back: int, comes: bool) -> None:
        """The fund itself receives or spends something."""
        self.enter(Received if comes else Spent, "12.34", "grant" if comes else "ink", back=back)

    @precondition(lambda self: any(isinstance(event, Claimed) for event in self.taken))
    @rule(data=st.data(), back=st.sampled_from([0, 5]), approved=st.booleans())
    def resolve(self, data: st.DataObject, back: int, approved: bool) -> None:
        """The committee decides on a claim."""
        claims = [event for event in self.taken if isinstance(event, Claimed)]
        claim = data.draw(st.sampled_from(claims)).id
        outcome, amount = ("approved", "77.50") if approved else ("refused", None)
        self.enter(Resolved, claim, outcome, "1/2563", back=back, amount=amount)

    @precondition(lambda self: self.taken)
    @rule(data=st.data())
    def resend(self, data: st.DataObject) -> None:
        """U3: the same event once more."""
        before = self.ledger.snapshot()
        assert self.ledger.post(data.draw(st.sampled_from(self.taken))).repeated
        assert self.ledger.snapshot() == before

    @precondition(lambda self: self.taken)
    @rule(data=st.data(), again=st.booleans())
    def correct(self, data: st.DataObject, again: bool) -> None:
        """U11: something is taken back, and perhaps entered again as it was."""
        wrong = data.draw(st.sampled_from(self.taken))
        self.enter(Reversed, wrong.id)
        if again and not isinstance(wrong, Reversed):
            self.number += 1
            self.post(attrs.evolve(wrong, id=f"E{self.number:03}", recorded=max(self.today, wrong.date)))

    @rule(days=st.sampled_from([1, 9, 31, 200]))
    def let_time_pass(self, days: int) -> None:
        """Time passes, and the books with it."""
        self.today += timedelta(days=days)
        self.ledger.advance(self.today)

    @rule()
    def stop_and_go_on(self) -> None:
        """The books are put away and taken up again."""
        kept = self.ledger.snapshot()
        self.ledger = self.fund.restore(kept)
        assert self.ledger.snapshot() == kept
        self.seen["restored"] += 1
        self.issued = []

    @invariant()
    def what_was_issued_stays(self) -> None:
        """No posting ever changes, and they are numbered one after another."""
        if not hasattr(self, "ledger"):
            return
        now = list(self.ledger.journal)
        assert now[: len(self.issued)] == self.issued
        assert [posting.number for posting in now] == list(range(self.ledger.issued - len(now), self.ledger.issued))
        self.issued = now

    @invariant()
    def it_is_what_a_fresh_replay_is(self) -> None:
        """U10, on a copy: looking at the end of the day makes it come."""
        if hasattr(self, "ledger") and self.ledger.as_of is not None:
            agrees(self.fund, self.fund.restore(self.ledger.snapshot()), self.ledger.as_of)
            assert sum(balance.minor for balance in self.ledger.balances.values()) == 0


def test_a_treasurer_who_enters_things_late_twice_and_wrongly_keeps_right_books() -> None:
    LedgerMachine.seen.clear()
    usual = settings()
    fewer = settings(
        usual,
        max_examples=max(usual.max_examples // 2, 1),
        stateful_step_count=15,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(LedgerMachine, settings=fewer)
    seen = LedgerMachine.seen
    assert seen["late and moved"] * 5 > seen["late"] > 0
    assert min(seen["late and decided"], seen["late and flagged"], seen["restored"], seen["refused"]) > 0
