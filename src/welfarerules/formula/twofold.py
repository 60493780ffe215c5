"""Texts that give one length of time in two ways, such as "180 days (6 months)": what each way leads to."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

import attrs

from welfarerules.dates import Day, add_months
from welfarerules.formula.value_types import unit_named, unit_spoken
from welfarerules.words import N_, Phrase

__all__ = ["EXAMPLE", "Length", "Use", "length_of", "readings_of"]

EXAMPLE: Final = date(2012, 1, 4)
"""The day that is counted from in messages. It lies in a leap year, so that a year and 365 days differ."""

Use = Literal["cover", "window"]
"""What the length of time is for: a time to wait, or a time within which something must be done."""

_LENGTHS: Final = {"days": ("days", 1), "weeks": ("days", 7), "months": ("months", 1), "years": ("months", 12)}
_WITH: Final = {
    "cover": (N_("{length} (cover from {day})"), N_("{length} (from {day})")),
    "window": (N_("{length} (until {day})"), N_("{length} (until {day})")),
}


@attrs.frozen
class Length:
    """So many units of time, as written."""

    number: int
    unit: str

    @property
    def in_one_unit(self) -> tuple[str, int]:
        """Its days or its months."""
        unit, times = _LENGTHS[self.unit]
        return unit, times * self.number

    def after(self, day: date) -> date:
        """Return the day to which it leads."""
        unit, number = self.in_one_unit
        return date.fromordinal(day.toordinal() + number) if unit == "days" else add_months(day, number, "clamp")

    def spoken(self, lang: str) -> str:
        """Return it as a reader of *lang* writes it."""
        word = unit_spoken(self.unit, lang)
        return f"{self.number:,} {word.removesuffix('s') if lang == 'en' and self.number == 1 else word}"


def length_of(number: str, word: str) -> Length | None:
    """Return a length of time, or None where *word* is no unit of time or *number* is not whole.

    >>> length_of("6", "เดือน"), length_of("6", "nights")
    (Length(number=6, unit='months'), None)
    """
    unit = unit_named(word.casefold())
    if unit not in _LENGTHS or not number.isdecimal() or len(number) > len("73000"):
        return None
    return Length(int(number), unit)


def readings_of(first: Length, second: Length, use: Use) -> dict[str, object] | None:
    """Return what a text can mean that gives both, for a message; None where both are always the same time.

    >>> found = readings_of(Length(180, "days"), Length(6, "months"), "cover")
    >>> [found[name].spoken("en") for name in ("first", "second")]
    ['180 days (cover from 2 July 2012)', '6 months (from 4 July 2012)']
    >>> readings_of(Length(12, "months"), Length(1, "years"), "cover")
    """
    if first.in_one_unit == second.in_one_unit:
        return None
    one, other = _WITH[use]
    return {
        "first": Phrase(one, length=first, day=Day(first.after(EXAMPLE))),
        "second": Phrase(other, length=second, day=Day(second.after(EXAMPLE))),
        "start": Day(EXAMPLE),
        "choice": first,
        "other": second,
    }
