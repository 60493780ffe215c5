"""U2: nobody is paid less than nothing, nor more than the rules allow. U14: nothing is paid for outside membership."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import attrs
from hypothesis import given

from strategies import Drawn, Focus, schemes_with_funds
from strategies.reading import evaluated, notes_of, placed, refused
from strategies.vacuity import need, telling
from welfarerules.events import Claimed, Died, Event, Joined, Left, Opening
from welfarerules.fund import Decision, Outcome
from welfarerules.scheme.model import Benefit

Span = tuple[date, date]

MOST = {"benefit.birth": 150000, "benefit.old_age": 20000, "benefit.aid": 80000}
STAYS = Focus(
    having=["benefit.hospital"],
    capped=True,
    claims=(3, 6),
    pays=["ahead"],
    ends=["", "", "left"],
    near=["turn"],
    lapses=False,
)
ACROSS = attrs.evolve(STAYS, claims=(6, 9), ends=[""])
MANY_STAYS = attrs.evolve(STAYS, claims=(7, 11), near=["year", "year", "turn"], ends=[""])
ENDS = Focus(
    having=["benefit.hospital"],
    claims=(2, 4),
    pays=["ahead"],
    ends=["left", "left and back", "died"],
    near=["end"],
    lapses=False,
)
OUTSIDE = Focus(claims=(2, 4), ends=["left", "died", "left and back"], near=["end", "end", "bound"])


def by_the_engine(outcome: Outcome) -> list[Decision]:
    """The decisions that no committee made."""
    return [decision for decision in outcome.decisions if decision.reason != "committee"]


def rate_of(benefit: Benefit) -> int:
    """What a night or day of a stay pays, in satang."""
    return int(benefit.amount.parameters["pays"] * 100)


def units_of(benefit: Benefit, claim: Claimed, spans: Iterable[Span], died: date | None) -> Counter[date]:
    """The nights or days of a stay that fall into one of *spans* of membership; none begins on the day of death."""
    assert claim.admitted is not None
    assert claim.discharged is not None
    by_day = benefit.amount.unit == "stay_days"
    length = (claim.discharged - claim.admitted).days + by_day
    days = [claim.admitted + timedelta(days=k) for k in range(length)]
    return Counter(day for day in days if any(start <= day <= end for start, end in spans) and (by_day or day != died))


def fund_year(day: date, starts: tuple[int, int]) -> int:
    """The fund year that *day* lies in, by the calendar year in which it starts."""
    return day.year if (day.month, day.day) >= starts else day.year - 1


@telling
@given(schemes_with_funds(focus=Focus(having=["benefit.death"])))
def test_no_payout_is_negative_or_above_what_its_benefit_can_pay(drawn: tuple[Drawn, list[Event]]) -> None:
    """U2: only what was approved pays, and no more than the largest amount that the bylaw names."""
    scheme, events = drawn
    outcome = evaluated(scheme, events)
    if not need(any(decision.amount.minor for decision in by_the_engine(outcome))):
        return
    claims = {event.id: event for event in events if isinstance(event, Claimed)}
    benefits = {benefit.id: benefit for benefit in outcome.scheme.benefits}
    most = MOST | {"benefit.death": 300050 + 250000 * (len(scheme.tiers) - 1)}
    for decision in by_the_engine(outcome):
        assert (decision.amount.minor > 0) == (decision.outcome == "approved")
        asked = most.get(decision.benefit)
        if asked is None:
            benefit = benefits[decision.benefit]
            nights = units_of(benefit, claims[decision.claim], [(date.min, date.max)], None)
            asked = rate_of(benefit) * nights.total()
        assert decision.amount.minor <= asked


@telling
@given(schemes_with_funds(most=2, focus=MANY_STAYS))
def test_a_cap_per_event_holds_for_every_claim_and_one_per_fund_year_for_all_together(
    drawn: tuple[Drawn, list[Event]],
) -> None:
    """U2: whatever the order of the caps, the way nights are counted and the nights that are cut."""
    scheme, events = drawn
    outcome = evaluated(scheme, events)
    benefit = next(each for each in outcome.scheme.benefits if each.id == "benefit.hospital")
    claims = {event.id: event for event in events if isinstance(event, Claimed)}
    stays = [decision for decision in by_the_engine(outcome) if decision.benefit == benefit.id]
    most = {cap.per: cap.minor for cap in benefit.caps}
    used = Counter[tuple[str, int]]()
    for decision in stays:
        assert decision.amount.minor <= most["event"]
        for year, amount in by_year(decision, claims[decision.claim], benefit, scheme).items():
            used[decision.member, year] += amount
    if need(any(amount >= most["fund year"] - rate_of(benefit) for amount in used.values())):
        assert max(used.values()) <= most["fund year"]


def by_year(decision: Decision, claim: Claimed, benefit: Benefit, scheme: Drawn) -> Mapping[int, int]:
    """What a decision pays, by the fund year in which it counts."""
    if benefit.counted_by == "each night":
        return {part.year: part.paid for part in notes_of(decision).parts}
    day = claim.admitted if benefit.counted_by == "admission" else claim.discharged
    assert day is not None
    return {fund_year(day, scheme.fund_year): decision.amount.minor}


@telling
@given(schemes_with_funds(most=2, focus=ACROSS))
def test_each_night_is_paid_for_in_the_fund_year_in_which_it_begins(drawn: tuple[Drawn, list[Event]]) -> None:
    """U2: the parts of a stay are the nights that a calendar counts, each at the rate of the bylaw."""
    scheme, events = drawn
    outcome = evaluated(scheme, events)
    benefit = next(each for each in outcome.scheme.benefits if each.id == "benefit.hospital")
    claims = {event.id: event for event in events if isinstance(event, Claimed)}
    stays = [
        decision for decision in by_the_engine(outcome) if decision.benefit == benefit.id and decision.amount.minor
    ]
    across = False
    for decision in stays:
        standing = outcome.standing(decision.member)
        spans = [(standing.joined, standing.ended or date.max)]
        counted = units_of(benefit, claims[decision.claim], spans, None)
        expected = Counter[int]()
        for day in counted:
            expected[fund_year(day, scheme.fund_year)] += rate_of(benefit)
        parts = notes_of(decision).parts
        if benefit.counted_by == "each night":
            assert {part.year: part.raw for part in parts} == (dict(expected) or {parts[0].year: 0})
            across |= len(parts) > 1
        assert sum(part.raw for part in parts) == expected.total()
    need(across)


def memberships(events: Iterable[Event]) -> dict[str, tuple[list[Span], date | None]]:
    """From the events that count: each member's times of membership and day of death."""
    told: dict[str, tuple[list[Span], date | None]] = {}
    for event in sorted(events, key=lambda event: (event.date, event.phase)):
        if isinstance(event, (Joined, Opening)) and event.member:
            spans, died = told.get(event.member, ([], None))
            start = event.joined if isinstance(event, Opening) and event.joined else event.date
            told[event.member] = ([*spans, (start, date.max)], died)
        elif isinstance(event, (Left, Died)):
            spans, died = told[event.member]
            if spans[-1][1] == date.max:
                spans = [*spans[:-1], (spans[-1][0], event.date)]
            told[event.member] = (spans, event.date if isinstance(event, Died) else died)
    return told


@telling
@given(schemes_with_funds(focus=OUTSIDE))
def test_nothing_is_due_or_paid_for_a_day_outside_membership(drawn: tuple[Drawn, list[Event]]) -> None:
    """U14: no due falls and no benefit is paid for what happened before joining, after leaving or after death."""
    scheme, plain = drawn
    events = placed(plain)
    outcome = evaluated(scheme, events)
    faulty = refused(outcome, events)
    told = memberships(event for event in events if event not in faulty and event.id not in outcome.reversed)
    outside = 0
    for decision in by_the_engine(outcome):
        spans, _ = told[decision.member]
        happened = decision.event_date
        if happened and not any(start <= happened <= end for start, end in spans):
            outside += 1
            assert (decision.outcome, decision.reason, decision.amount.minor) == ("refused", "not_covered", 0)
    for posting in outcome.journal:
        if posting.reason == "due_fell":
            assert any(start <= posting.date <= end for start, end in told[posting.member][0])
    need(outside)


@telling
@given(schemes_with_funds(focus=ENDS))
def test_only_the_nights_of_membership_are_paid_for(drawn: tuple[Drawn, list[Event]]) -> None:
    """U14: a stay that runs on after leaving or death is paid up to there; no night begins on the day of death."""
    scheme, plain = drawn
    events = placed(plain)
    outcome = evaluated(scheme, events)
    benefit = next(each for each in outcome.scheme.benefits if each.id == "benefit.hospital")
    claims = {event.id: event for event in events if isinstance(event, Claimed)}
    faulty = refused(outcome, events)
    told = memberships(event for event in events if event not in faulty and event.id not in outcome.reversed)
    clipped = 0
    for decision in by_the_engine(outcome):
        parts = notes_of(decision).parts
        if decision.benefit != benefit.id or not parts:
            continue
        claim, (spans, died) = claims[decision.claim], told[decision.member]
        covering = [span for span in spans if span[0] <= (decision.event_date or date.min) <= span[1]]
        known = died if died and died < claim.date else None
        expected = units_of(benefit, claim, covering, known)
        clipped += expected != units_of(benefit, claim, [(date.min, date.max)], None)
        assert sum(part.raw for part in parts) == rate_of(benefit) * expected.total()
    need(clipped)
