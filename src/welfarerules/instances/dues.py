"""Instances of what members pay: days of joining, months that lack a day, leaving, coming back, paying a part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from welfarerules.dates import Day
from welfarerules.events import Event, Joined, Left, Paid
from welfarerules.instances.bounds import Size, bounds_in, in_days, whole
from welfarerules.instances.probes import Probes
from welfarerules.instances.stories import Count, days, fund_year_starts
from welfarerules.money import Money
from welfarerules.scheme.model import Contribution, Scheme
from welfarerules.words import N_, Phrase

__all__ = ["around_joining", "around_lapsing", "around_leaving", "around_payments"]

_JOINS: Final = N_("one who joins on {day} and pays nothing until {until}")
_LEAVES_AHEAD: Final = N_("one who joins on {joined}, pays {amount} on that day and leaves on {day}")
_LEAVES_OWING: Final = N_("one who joins on {joined}, pays nothing, leaves on {day} and then pays {amount} on {later}")
_RETURNS: Final = N_("one who joins on {start}, leaves on {end} and joins again on {back}")
_PAYS_PART: Final = N_("one who joins on {day} and pays {amount} on {paid}")
_LAPSES: Final = N_("one who joins on {day} and pays nothing for {length}, until {until}")

_LONGEST: Final = {
    "daily": 4,
    "weekly": 30,
    "monthly": 430,
    "quarterly": 430,
    "half-yearly": 430,
    "yearly": 800,
    "once": 2,
}
"""For how many days what is collected so often is looked at: through a February, and past a second period."""

_LITTLE: Final = 50
"""Minor units that a member pays who pays less than anything that is due."""

_WEEK: Final = 7
_MOST_DAYS: Final = 900


def _joining_days(scheme: Scheme) -> list[date]:
    """Days to join on: first and last of a period, within one, and days that some months lack."""
    year = scheme.effective.year + 1
    while (year + 1) % 4 == 0:
        year += 1  # the February that follows has 28 days
    found = {date(year, 7, 1), date(year, 7, 2), date(year, 7, 15), date(year, 7, 31), date(year, 8, 30)}
    for starts in fund_year_starts(scheme):
        first = date(year, starts.month, min(starts.day, 28))
        found |= {first, first - days(1), first + days(1), first + days(14)}
    leap = next(each for each in range(year, year + 9) if each % 4 == 0 and (each % 100 or each % 400 == 0))
    found |= {date(leap - 1, 12, 31), date(leap, 2, 29), date(leap, 1, 30)}
    return sorted(day for day in found if day >= scheme.effective)


def around_joining(probes: Probes, contribution: Contribution) -> None:
    """What falls due for one who joins on one day or another and pays nothing yet."""
    chosen = _joining_days(probes.scheme)
    if contribution.collected == "weekly":
        chosen = sorted({*chosen, *(chosen[0] + days(later) for later in range(_WEEK))})
    for day in chosen:
        until = day + days(_LONGEST[contribution.collected])
        member = probes.next_member
        about = Phrase(_JOINS, day=Day(day), until=Day(until))
        probes.add("joining", about, [Joined(f"{member}/0", day, member)], as_of=until)
    for day in _joining_days(probes.scheme)[:3]:
        _returns(probes, day)


def _returns(probes: Probes, day: date) -> None:
    """Somebody who leaves within a period and comes back within it, or in the next."""
    for stayed, away in ((9, 5), (40, 100)):
        member, left = probes.next_member, day + days(stayed)
        back = left + days(away)
        events: list[Event] = [
            Joined(f"{member}/0", day, member),
            Left(f"{member}/left", left, member),
            Joined(f"{member}/back", back, member),
        ]
        about = Phrase(_RETURNS, start=Day(day), end=Day(left), back=Day(back))
        probes.add("returning", about, events, as_of=back + days(_LONGEST["monthly"] if away > _GAP else 40))


_GAP: Final = 60


def around_leaving(probes: Probes) -> None:
    """Somebody who leaves having paid ahead, or owing something; also on the very day of joining."""
    day = _joining_days(probes.scheme)[0]
    part = probes.money(max(1, probes.least() // 2))
    for stayed in (45, 400, 0):
        member, left = probes.next_member, day + days(stayed)
        amount = probes.ahead()
        events: list[Event] = [
            Joined(f"{member}/0", day, member),
            Paid(f"{member}/paid", day, member, amount),
            Left(f"{member}/left", left, member),
        ]
        about = Phrase(_LEAVES_AHEAD, joined=Day(day), amount=_spoken(probes, amount), day=Day(left))
        probes.add("leaving", about, events, as_of=left)
        owing, later = probes.next_member, left + days(10)
        events = [
            Joined(f"{owing}/0", day, owing),
            Left(f"{owing}/left", left, owing),
            Paid(f"{owing}/paid", later, owing, part),
        ]
        about = Phrase(_LEAVES_OWING, joined=Day(day), day=Day(left), amount=_spoken(probes, part), later=Day(later))
        probes.add("leaving", about, events, as_of=later)


def _spoken(probes: Probes, amount: Decimal) -> Money:
    return Money.of(amount, probes.scheme.currency)


def around_payments(probes: Probes, ids: Sequence[str]) -> None:
    """Somebody who pays a part of what fell due, with several things to pay."""
    if len(ids) < 2:
        return
    minor = max(1, min(_LITTLE, probes.least() // 2))
    for day in _joining_days(probes.scheme):
        for later in (0, 1, 31):
            member, paid = probes.next_member, day + days(later)
            events: list[Event] = [
                Joined(f"{member}/0", day, member),
                Paid(f"{member}/paid", paid, member, probes.money(minor)),
            ]
            about = Phrase(_PAYS_PART, day=Day(day), amount=_spoken(probes, probes.money(minor)), paid=Day(paid))
            probes.add("payments", about, events, as_of=paid)


def around_lapsing(probes: Probes) -> None:
    """Somebody who pays nothing until the bylaw ends the membership, or just not so long."""
    ends_when = probes.scheme.membership.ends_when
    if ends_when is None:
        return
    day = _joining_days(probes.scheme)[0]
    for bound in bounds_in([ends_when]):
        months = bound.subject in ("unpaid_months", "unpaid_dues")
        size = in_days(bound.size) if isinstance(bound.size, Size) else bound.size * (31 if months else 1)
        if bound.subject == "arrears_amount":
            continue
        for more in (-31, 0, 1, 31, 62):
            length = whole(size) + more
            if 0 < length <= _MOST_DAYS:
                member, until = probes.next_member, day + days(length)
                about = Phrase(_LAPSES, day=Day(day), length=Count(length, "days"), until=Day(until))
                probes.add("lapsing", about, [Joined(f"{member}/0", day, member)], as_of=until)
