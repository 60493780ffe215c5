"""Caps that never bind, that always bind, and that another cap makes idle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from welfarerules.errors import Diagnostic, Finding
from welfarerules.money import Money
from welfarerules.scheme.model import Benefit, Cap, Scheme
from welfarerules.scrutiny.grounds import Grounds

__all__ = ["odd_caps"]

CAP_NEVER_BINDS: Final = Finding(
    "WR715",
    "the cap of {cap} never binds: no claim comes to more than {most}",
    "remove the cap, or correct it or the amount",
)
YEAR_NEVER_BINDS: Final = Finding(
    "WR716",
    "the cap of {cap} never binds: all that is paid in a fund year comes to {most} at most",
    "remove the cap, or correct it or the amount",
)
BELOW_ANOTHER: Final = Finding(
    "WR717",
    "the cap of {cap} per event decides nothing beside the cap of {lower} per fund year",
    "correct one of the two, or remove the one per event",
)
CAP_OF_NOTHING: Final = Finding(
    "WR718", "the cap is zero, and leaves nothing to pay", "write the most that is paid, or remove the cap"
)
ALWAYS_CUT: Final = Finding(
    "WR719",
    "every claim comes to {least} or more, and the cap leaves {cap}",
    "correct the cap or the amount; or write the cap as the amount, if that is what is paid",
)

_STAYS: Final = ("admitted", "discharged")
_FIRST_28: Final = 28


def odd_caps(scheme: Scheme, grounds: Grounds) -> Iterator[Diagnostic]:
    """Tell of caps that decide nothing, or everything."""
    for benefit in scheme.benefits:
        found = grounds.eligible(benefit).range_of(benefit.amount.value) if benefit.caps else None
        if found is not None:
            least, most = int(found[0]), int(found[1])
            for cap in benefit.caps:
                yield from _cap(scheme, benefit, cap, least, most)


def _cap(scheme: Scheme, benefit: Benefit, cap: Cap, least: int, most: int) -> Iterator[Diagnostic]:
    def amount(minor: int) -> Money:
        return Money(max(minor, 0), scheme.currency)

    lower = min((other.minor for other in benefit.caps if other.per != cap.per), default=cap.minor + 1)
    times = _times_a_year(scheme, benefit)
    if cap.minor == 0:
        yield CAP_OF_NOTHING.at(cap.place)
    elif cap.per == "event" and most <= cap.minor:
        yield CAP_NEVER_BINDS.at(cap.place, cap=amount(cap.minor), most=amount(most))
    elif cap.per == "fund year" and times and most * times <= cap.minor:
        yield YEAR_NEVER_BINDS.at(cap.place, cap=amount(cap.minor), most=amount(most * times))
    elif cap.per == "event" and 0 < lower <= cap.minor and not _spans_years(benefit):
        yield BELOW_ANOTHER.at(cap.place, cap=amount(cap.minor), lower=amount(lower))
    elif least > cap.minor:
        yield ALWAYS_CUT.at(cap.place, cap=amount(cap.minor), least=amount(least))


def _spans_years(benefit: Benefit) -> bool:
    """Whether one claim can count in several fund years."""
    return benefit.event_date in _STAYS and benefit.counted_by == "each night"


def _times_a_year(scheme: Scheme, benefit: Benefit) -> int:
    """How often a fund year can pay the benefit to one member, 0 for any number of times."""
    if benefit.event_date == "died":
        return 1
    if benefit.recurs is None:
        return 0
    # By overflow the day that one month lacks falls into the next, and may come twice in one year.
    twice = benefit.recurs.day > _FIRST_28 and scheme.conventions.month_end != "clamp"
    return 12 // benefit.recurs.every_months + twice
