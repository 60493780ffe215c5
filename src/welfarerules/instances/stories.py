"""Stories: how a member stands and what happens to them, made into events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal

import attrs

from welfarerules.dates import add_months
from welfarerules.events import Claimed, Died, Event, FactValue, Opening, Payee
from welfarerules.explain.teller import quantity
from welfarerules.instances.bounds import Size
from welfarerules.kernel import calendar
from welfarerules.scheme.model import Benefit, DayOfYear, Scheme

__all__ = ["Claim", "Count", "Story", "days", "fund_year_starts", "month_end_starts", "shifted", "usual_day"]

_AHEAD: Final = 400
"""Days beyond the story for which one who owes nothing has paid: more than any period has."""

_ROOM: Final = 2
"""Years between the day since which the bylaws hold and the usual day of an event."""


@attrs.frozen
class Count:
    """So many of something, in the reader's language: 180 days, 180 วัน."""

    number: int
    unit: str

    def spoken(self, lang: str) -> str:
        """Return the number with its unit."""
        return quantity(self.number, self.unit, lang)


def days(count: int) -> timedelta:
    """So many days."""
    return timedelta(days=count)


def shifted(day: date, size: Size, times: Literal[1, -1] = 1) -> date:
    """Return the day that lies *size* after *day*, or before it; a day that the month lacks is its last."""
    if size.unit == "days":
        return day + times * days(size.count)
    return add_months(day, times * size.months, "clamp")


def usual_day(scheme: Scheme) -> date:
    """Return the day on which something happens where the day itself is not what is varied: a 15 July."""
    year = scheme.effective.year + _ROOM
    day = date(year, 7, 15)
    return day if day >= scheme.effective + days(365 * _ROOM) else date(year + 1, 7, 15)


def fund_year_starts(scheme: Scheme) -> tuple[DayOfYear, ...]:
    """Return the day on which the scheme says that its years start, or those it probably means."""
    stated = scheme.conventions.fund_year_starts
    return (stated,) if stated else (DayOfYear(10, 1), DayOfYear(1, 1))


def month_end_starts(size: Size, after: date) -> Iterator[tuple[date, date, date]]:
    """Find a day from which *size* months are reckoned in two ways, the later of the two on or after *after*.

    Yields at most one triple: the day, and where it leads by clamping and by running over. None for multiples of four
    years, which lead astray only over a century without a leap day.
    """
    if size.unit == "days" or size.count <= 0:
        return
    month = calendar.civil_month(after.toordinal()) - size.months
    for step in range(49):
        found = _differing(month + step, size.months)
        if found and found[1] >= after:
            yield found
            return


def _differing(month: int, months: int) -> tuple[date, date, date] | None:
    """The last day of a month, where so many months after it are not one day."""
    last = calendar.month_start(month + 1) - 1
    clamped = calendar.add_months(last, months, calendar.CLAMP)
    over = calendar.add_months(last, months, calendar.OVERFLOW)
    return None if clamped == over else (date.fromordinal(last), date.fromordinal(clamped), date.fromordinal(over))


@attrs.frozen
class Claim:
    """One claim of a story.

    Attributes:
        day: The day of the event; of a stay, of admission or discharge as the benefit says.
        nights: Nights of a stay.
        delay: Days from the event, or from the end of the stay, to the claim.
        facts: What the claim reports besides.
        people: How many persons are named to be paid.
    """

    day: date
    nights: int = 3
    delay: int = 10
    facts: Mapping[str, FactValue] = attrs.field(factory=dict)
    people: int = 1

    def stay(self, benefit: Benefit) -> tuple[date, date]:
        """First and last day of the stay."""
        if benefit.event_date == "discharged":
            return self.day - days(self.nights), self.day
        return self.day, self.day + days(self.nights)

    def claimed(self, benefit: Benefit) -> date:
        """The day of the claim."""
        stays = benefit.event_date in ("admitted", "discharged")
        return (self.stay(benefit)[1] if stays else self.day) + days(self.delay)

    def made(self, benefit: Benefit, member: str, identity: str) -> Claimed:
        """The claim as an event."""
        facts, claimed = dict(self.facts), self.claimed(benefit)
        if benefit.event_date in ("admitted", "discharged"):
            admitted, discharged = self.stay(benefit)
            return Claimed(identity, claimed, member, benefit.id, admitted=admitted, discharged=discharged, facts=facts)
        if benefit.event_date == "died":
            return Claimed(identity, claimed, member, benefit.id, facts=facts, payees=self._payees(benefit))
        return Claimed(identity, claimed, member, benefit.id, occurred=self.day, facts=facts)

    def _payees(self, benefit: Benefit) -> tuple[Payee, ...]:
        order = benefit.payee.order
        names = ("ข", "ค", "ง", "จ", "ฉ")
        return tuple(Payee(order[0], name) for name in names[: self.people]) if order else ()


@attrs.frozen
class Story:
    """A member who is taken over as he or she stands, and then claims.

    Attributes:
        joined: Since when membership counts.
        opened: Day on which the member is taken over.
        paid_until: Contributions are paid up to this day; None: beyond the end of the story.
        contributed: Paid in all, None where it is not known.
        used: Had already of a benefit in the fund year of `opened`.
        before: Further events before the claims, as made from the member's id.
    """

    joined: date
    opened: date
    born: date | None = None
    paid_until: date | None = None
    contributed: Decimal | None = None
    facts: Mapping[str, FactValue] = attrs.field(factory=dict)
    used: Mapping[str, Decimal] = attrs.field(factory=dict)

    def taken_over(self, member: str, last: date) -> Opening:
        """The event that takes the member over, in a story that ends on *last*."""
        return Opening(
            f"{member}/0",
            self.opened,
            member=member,
            joined=self.joined,
            born=self.born,
            paid_until=self.paid_until or max(last, self.opened) + days(_AHEAD),
            contributed=self.contributed,
            used=dict(self.used),
            facts=dict(self.facts),
        )

    def events(self, member: str, benefit: Benefit, claims: Iterable[Claim]) -> tuple[Event, ...]:
        """What happens: the member is taken over, the claims follow; who is claimed for after death dies first."""
        events: list[Event] = []
        for number, claim in enumerate(claims, start=1):
            if benefit.event_date == "died":
                events.append(Died(f"{member}/died", claim.day, member))
            events.append(claim.made(benefit, member, f"{member}/{number}"))
        last = max((event.date for event in events), default=self.opened)
        return self.taken_over(member, last), *events
