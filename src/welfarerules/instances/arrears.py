"""Instances of a benefit for a member who owes something, was away for a time, or puts things right too late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from fractions import Fraction
from typing import Any, Final

import attrs

from welfarerules.dates import Day, add_months
from welfarerules.errors import EventError
from welfarerules.events import Changed, Event, Joined, Left, Opening, Paid
from welfarerules.fund import Fund
from welfarerules.instances.benefits import BenefitProbes, Named, spoken_value
from welfarerules.instances.bounds import Size, in_days, whole
from welfarerules.instances.probes import fact_value
from welfarerules.instances.stories import Claim, Count, Story, days, fund_year_starts
from welfarerules.scheme.model import Fact, Scheme
from welfarerules.words import N_, Phrase

__all__ = ["DueDays", "around_arrears", "around_readmission", "due_days", "paid_up", "too_late"]

_UNPAID: Final = N_(
    "a member since {joined} who has paid all that is for the time up to and including {until}, and nothing after; it "
    "happens on {day}"
)
_UNPAID_TICK: Final = N_(
    "a member since {joined} who has paid all that is for the time up to and including {until}, and nothing after; the "
    "payment is of {day}"
)
_PAID_AFTER: Final = N_(
    "a member since {joined} who has paid all that is for the time up to and including {until}; it happens on {day}, "
    "all is paid on {paid} and it is claimed on {claimed}"
)
_AWAY: Final = N_("a member from {start} to {end} and again from {back}, and it happens on {day}")
_AWAY_TICK: Final = N_("a member from {start} to {end} and again from {back}; the payment is of {day}")
_GROWN: Final[Mapping[str, str]] = {
    "membership": N_(
        "a member since {start}: for {length} when it happens on {day}, for {later} when it is claimed on {claimed}"
    ),
    "age": N_("born on {start}: {length} old when it happens on {day}, {later} when it is claimed on {claimed}"),
}
_CHANGED: Final = N_(
    "“{fact}” is {before} when it happens on {day}, {after} from {changed} on, and it is claimed on {claimed}"
)

_OWED: Final = ("arrears_amount", "unpaid_months", "unpaid_dues", "days_overdue")
_GAP: Final = 60
_SHORT: Final = 40
_YEAR: Final = 365


@attrs.frozen
class DueDays:
    """When dues fall for one who is taken over paid up, and pays no more.

    Attributes:
        since: The day on which the member is taken over.
        days: The days on which something falls due, in order.
        owed: What is owed in all from each of them on, in minor units.
    """

    since: date
    days: tuple[date, ...]
    owed: tuple[int, ...]


def due_days(fund: Fund, since: date, until: date) -> DueDays:
    """Work out the dues of one who is taken over on *since* and has paid up to the day before."""
    joined = years_before(since, 1)
    opened = Opening("0", since, member="0", joined=joined, paid_until=since - days(1), contributed=0)
    fallen: dict[date, int] = {}
    for posting in fund.evaluate([opened], until).journal:
        if posting.reason == "due_fell":
            fallen[posting.date] = fallen.get(posting.date, 0) + posting.amount.minor
    owed, total = [], 0
    for amount in fallen.values():
        total += amount
        owed.append(total)
    return DueDays(since, tuple(fallen), tuple(owed))


def paid_up(scheme: Scheme, by: date) -> date:
    """Return the last day by *by* from which on periods of every kind begin, as far as there is such a day.

    Whoever has paid up to the day before has paid whole periods.
    """
    collected = {each.collected for each in scheme.contributions if each.collected not in ("daily", "once")}
    if collected == {"weekly"}:
        return by - days(by.weekday())
    first = fund_year_starts(scheme)[0]
    year = by.year if (by.month, by.day) >= (first.month, first.day) else by.year - 1
    turn = date(year, first.month, first.day)
    return by.replace(day=1) if collected <= {"monthly", "weekly"} or first.day > 1 else turn


def years_before(day: date, years: int) -> date:
    """Return the day so many years before *day*, from which periods of every length end on *day*."""
    return add_months(day, -12 * years, "clamp")


def around_arrears(probes: BenefitProbes, dues: DueDays) -> None:
    """Events around the days on which arrears reach a bound."""
    for bound in probes.bounds:
        if bound.subject not in _OWED or not isinstance(bound.size, Fraction):
            continue
        probes.probes.begin(bound.op)
        if probes.benefit.recurs:
            _paid_until(probes, bound.size)
            continue
        for day in _reaching(dues, bound.subject, bound.size):
            _unpaid(probes, dues, day)
            _unpaid(probes, dues, day, paid=5)


def _reaching(dues: DueDays, subject: str, bound: Fraction) -> list[date]:
    """The days around which a fact about what is owed reaches its bound."""
    if not dues.days:
        return []
    if subject == "days_overdue":
        return [dues.days[0] + days(whole(bound) + step) for step in (-1, 0, 1)]
    if subject == "arrears_amount":
        places = [place for place, owed in enumerate(dues.owed, start=1) if owed >= bound][:1] or [len(dues.owed)]
    else:
        places = [whole(bound)]
    falling = [dues.days[place - 1] for each in places for place in (each - 1, each, each + 1) if _has(dues, place)]
    return sorted({day + days(step) for day in falling for step in (0, 1)})


def _has(dues: DueDays, place: int) -> bool:
    return 1 <= place <= len(dues.days)


def _unpaid(probes: BenefitProbes, dues: DueDays, day: date, *, paid: int = 0) -> None:
    """Somebody who pays nothing from the day of taking over on, or all of it so many days after the event."""
    tenure = (day - probes.usual(day).joined).days
    joined = years_before(dues.since, max(1, -(-(tenure + 1) // _YEAR)))
    until = dues.since - days(1)
    story = probes.usual(day, joined=joined, opened=dues.since, paid_until=until)
    member, late = probes.probes.next_member, day + days(paid)
    said = {"joined": Day(joined), "until": Day(until), "day": Day(day)}
    if not paid:
        probes.tell("arrears", Phrase(_UNPAID, **said), story, probes.claim(day))
        return
    payment = Paid(f"{member}/paid", late, member, probes.probes.plenty())
    claim = probes.claim(day, delay=max(paid, probes.claim().delay))
    about = Phrase(_PAID_AFTER, **said, paid=Day(late), claimed=Day(claim.claimed(probes.benefit)))
    tell_with(probes, "late", about, story, [payment], claim)


def _paid_until(probes: BenefitProbes, bound: Fraction) -> None:
    """For what recurs: contributions paid up to a month more or less before the day."""
    for back in (bound - 1, bound, bound + 1, bound + 2):
        months = min(max(0, whole(back)), 120)
        until = probes.day.replace(day=1) - days(1)
        for _ in range(months):
            until = until.replace(day=1) - days(1)
        usual = probes.usual()
        if until >= max(usual.joined, usual.opened):
            story = attrs.evolve(usual, opened=until, paid_until=until)
            about = Phrase(_UNPAID_TICK, joined=Day(story.joined), until=Day(until), day=Day(probes.day))
            probes.tell("arrears", about, story)


def tell_with(
    probes: BenefitProbes, probe: str, about: Phrase, story: Story, more: Sequence[Event], claim: Claim
) -> None:
    """Keep an instance in which something else happens too; one that cannot happen at all is none."""
    member = probes.probes.next_member
    with suppress(EventError):
        if probes.benefit.recurs:
            probes.probes.add(probe, about, (story.taken_over(member, probes.day), *more), as_of=probes.day)
            return
        events = sorted((*story.events(member, probes.benefit, [claim]), *more), key=lambda event: event.date)
        last = max(event.date for event in events)
        probes.probes.add(probe, about, tuple(events), claim=f"{member}/1", as_of=last)


def around_readmission(probes: BenefitProbes) -> None:
    """Members who left and came back, around every bound on how long they have been members."""
    for bound in probes.bounds:
        if bound.subject == "membership" and isinstance(bound.size, Size):
            for first, back in _spells(whole(in_days(bound.size))):
                _away(probes, first, back)


def _spells(bound: int) -> list[tuple[int, int]]:
    """Days of the first membership, and from coming back to the event: enough with the gap, without it, and neither."""
    if bound > _SHORT:
        return [(bound - 15, 20), (bound - 40, 20), (30, 20)]
    return [(30, max(0, bound - 1)), (1, max(0, bound - 3))]


def _away(probes: BenefitProbes, first: int, back: int) -> None:
    returned = probes.day - days(back)
    left = returned - days(_GAP)
    joined = left - days(first - 1)
    usual = probes.usual()
    story = attrs.evolve(usual, joined=joined, opened=max(probes.scheme.effective, joined))
    if story.opened > left or (story.born is not None and story.born > joined):
        return
    member = probes.probes.next_member
    more: list[Event] = [Left(f"{member}/left", left, member), Joined(f"{member}/back", returned, member)]
    if probes.scheme.contributions or probes.scheme.membership.entry_fee:
        more.append(Paid(f"{member}/paid", returned, member, probes.probes.plenty()))
    template = _AWAY_TICK if probes.benefit.recurs else _AWAY
    about = Phrase(template, start=Day(joined), end=Day(left), back=Day(returned), day=Day(probes.day))
    tell_with(probes, "returning", about, story, more, probes.claim())


def too_late(probes: BenefitProbes) -> None:
    """What holds on the day of the claim but not on that of the event, or the other way round."""
    if probes.benefit.recurs or probes.benefit.event_date == "died":
        return
    for bound in probes.bounds:
        if bound.subject in ("membership", "age") and isinstance(bound.size, Size):
            _grown(probes, bound.subject, bound.size)
    for fact in probes.scheme.facts:
        if fact.of == "member" and fact.id in probes.reads:
            _changed(probes, fact)


def _grown(probes: BenefitProbes, subject: str, size: Size) -> None:
    """A member, or an age, a few days short of a bound that is passed by the day of the claim."""
    claim = probes.claim(delay=max(2, probes.claim().delay))
    start = probes.day - days(whole(in_days(size)) - 1)
    usual = probes.usual()
    changes: dict[str, Any] = {"joined": start} if subject == "membership" else {"born": start}
    claimed = claim.claimed(probes.benefit)
    length, later = Count((probes.day - start).days, "days"), Count((claimed - start).days, "days")
    said = {"start": Day(start), "day": Day(probes.day), "claimed": Day(claimed)}
    about = Phrase(_GROWN[subject], **said, length=length, later=later)
    story = attrs.evolve(usual, **changes)
    opened = max(probes.scheme.effective, story.joined)
    if story.born is None or story.born <= story.joined:
        probes.tell("late", about, attrs.evolve(story, opened=opened), claim)


def _changed(probes: BenefitProbes, fact: Fact) -> None:
    """A fact of the member that is reported anew between the event and the claim."""
    usual, member = probes.usual(), probes.probes.next_member
    now = usual.facts[fact.id]
    claim = probes.claim(delay=max(2, probes.claim().delay))
    for number in range(3) if fact.type != "money" else (0, 10**6):
        if fact.type == "category" and number >= len(fact.values):
            continue
        value = fact_value(fact, number, probes.scheme.currency)
        if value != now:
            changed = probes.day + days(1)
            change = Changed(f"{member}/changed", changed, member, facts={fact.id: value})
            currency = probes.scheme.currency
            about = Phrase(
                _CHANGED,
                fact=Named(fact.name),
                before=spoken_value(fact, now, currency),
                after=spoken_value(fact, value, currency),
                day=Day(probes.day),
                changed=Day(changed),
                claimed=Day(claim.claimed(probes.benefit)),
            )
            tell_with(probes, "late", about, usual, [change], claim)
            return
