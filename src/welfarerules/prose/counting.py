"""How a fund counts: each convention in words, with what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from welfarerules.formula.value_types import MONEY
from welfarerules.kernel.arithmetic import divide
from welfarerules.money import rounding_code
from welfarerules.prose.document import Item, Section
from welfarerules.prose.facts_read import meanings
from welfarerules.prose.voice import Voice
from welfarerules.scheme.model import DayOfYear, Rounding
from welfarerules.words import N_

__all__ = ["counting_chapter"]

_TITLE: Final = N_("How the fund counts")
_YEAR: Final = N_("The fund's year begins on {first} and ends on {last}.")
_MONTH_END: Final[Mapping[str, str]] = MappingProxyType(
    {
        "clamp": N_(
            "Where months or years are counted and the month reached has no such day, its last day is meant: one month "
            "after 31 January is 28 February, or 29 February in a leap year."
        ),
        "overflow": N_(
            "Where months or years are counted and the month reached has no such day, the days it lacks are counted on "
            "into the next month: one month after 31 January is 3 March, or 2 March in a leap year."
        ),
    }
)
_ROUNDING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "up": N_("An amount that does not come out whole is rounded up, away from zero, to a multiple of {to}."),
        "down": N_("An amount that does not come out whole is rounded down, towards zero, to a multiple of {to}."),
        "ceiling": N_("An amount that does not come out whole is rounded to the multiple of {to} above it."),
        "floor": N_("An amount that does not come out whole is rounded to the multiple of {to} below it."),
        "half_up": N_(
            "An amount that does not come out whole is rounded to the nearest multiple of {to}; one that lies in the "
            "middle goes up."
        ),
        "half_down": N_(
            "An amount that does not come out whole is rounded to the nearest multiple of {to}; one that lies in the "
            "middle goes down."
        ),
        "half_even": N_(
            "An amount that does not come out whole is rounded to the nearest multiple of {to}; one that lies in the "
            "middle goes to the even multiple."
        ),
        "05up": N_(
            "An amount that does not come out whole is rounded down to a multiple of {to}, but up where that would end "
            "in 0 or 5."
        ),
    }
)
_ROUNDED: Final = N_("For example: {examples}.")
_BECOMES: Final = N_("{exact} becomes {rounded}")
_AS_OF: Final[Mapping[str, str]] = MappingProxyType(
    {
        "event": N_(
            "Membership, age, arrears and what else is asked of a member are looked at as they stood on the day it "
            "happened, not on the day of the claim, wherever a benefit does not say otherwise."
        ),
        "claim": N_(
            "Membership, age, arrears and what else is asked of a member are looked at as they stand on the day of the "
            "claim, not on the day it happened, wherever a benefit does not say otherwise."
        ),
    }
)
_CUTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "later nights": N_(
            "Where the limit for one time cuts a stay in hospital that touches two fund years, the later nights are "
            "cut: the nights of the earlier year are paid first."
        ),
        "earlier nights": N_(
            "Where the limit for one time cuts a stay in hospital that touches two fund years, the earlier nights are "
            "cut: the nights of the later year are paid first."
        ),
    }
)
_ORDER: Final = N_("A payment settles the oldest due first; of those that fell due on one day, in this order:")
_MEANINGS: Final = N_("These words are used:")
_SHOWN: Final = ((100, 1, 4), (100, 1, 2), (101, 1, 2), (101, 3, 4))
"""Multiples and the part of one more, as whole, numerator and denominator, that show a rounding at work."""


def counting_chapter(voice: Voice) -> Section:
    """Return the chapter on conventions."""
    return Section(title=voice.say(_TITLE), id="conventions", items=tuple(_sentences(voice)))


def _sentences(voice: Voice) -> Iterator[Item]:
    stated = voice.scheme.conventions
    if stated.fund_year_starts is not None:
        first, last = stated.fund_year_starts, _day_before(stated.fund_year_starts)
        yield voice.item(_YEAR, first=voice.day_of_year(first), last=voice.day_of_year(last))
    if stated.month_end is not None:
        yield voice.item(_MONTH_END[stated.month_end])
    if stated.rounding is not None:
        yield voice.item(_ROUNDING[stated.rounding.mode], to=voice.money(stated.rounding.to_minor))
        yield voice.item(_ROUNDED, examples=", ".join(_rounded(voice, stated.rounding)))
    if stated.facts_as_of is not None:
        yield voice.item(_AS_OF[stated.facts_as_of])
    if stated.cap_cuts is not None:
        yield voice.item(_CUTS[stated.cap_cuts])
    if stated.payments_go_to:
        payables = [Item(voice.names.rule(payable)) for payable in stated.payments_go_to]
        yield voice.item(_ORDER, items=payables, ordered=True)
    words = meanings(voice)
    if words:
        yield voice.item(_MEANINGS, items=words)


def _day_before(day: DayOfYear) -> DayOfYear:
    before = date(2001, day.month, day.day) - timedelta(days=1)
    return DayOfYear(before.month, before.day)


def _rounded(voice: Voice, rounding: Rounding) -> Iterator[str]:
    """Amounts of which the rounding takes each another way, rounded by the kernel itself."""
    to, code = rounding.to_minor, rounding_code(rounding.mode)
    for whole, part, of in _SHOWN:
        exact = Fraction(to * (whole * of + part), of)
        rounded = divide(exact.numerator, exact.denominator * to, code) * to
        shown = voice.formulas.number(exact, MONEY)
        yield voice.say(_BECOMES, exact=shown, rounded=voice.money(rounded))
