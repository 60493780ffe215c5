"""What is known of the values of facts: a least and a greatest for each, and for spans in days and months side by side.

A day of the calendar turns months into days, and which day a span starts on is open: 6 months are 181 to 184 days.
So bounds in months are compared with bounds in months exactly, and with bounds in days as far as the calendar allows.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

import attrs

from welfarerules.formula.nodes import Duration

__all__ = ["ANY_LENGTH", "Box", "Interval", "Length", "days_in"]

Interval = tuple[Fraction | int, Fraction | int]
"""A least and a greatest value, both included."""

Bound = tuple[int, int]
"""So many months, and days more."""

_FAR: Final = 3_652_059
_DAYS: Final = 146_097
_MONTHS: Final = 4_800
_OFF_CALENDAR: Final = 5


def days_in(months: int) -> tuple[int, int]:
    """Return a number of days that so many months never fall short of, and one that they never exceed.

    Months of the calendar, from any day and with either convention for their ends, differ from months of equal length
    by less than five days.

    >>> days_in(12)
    (360, 371)
    """
    exact = months * _DAYS
    return exact // _MONTHS - _OFF_CALENDAR, -(-exact // _MONTHS) + _OFF_CALENDAR


@attrs.frozen
class Length:
    """How long a span may be.

    Attributes:
        least, most: In days.
        after: It is at least so many months and days long, None for no such bound.
        before: It is at most so many months and days long.
    """

    least: int = -_FAR
    most: int = _FAR
    after: Bound | None = None
    before: Bound | None = None

    @property
    def is_possible(self) -> bool:
        """Whether any span is so long."""
        if self.least > self.most or (self.after and self.before and self.after > self.before):
            return False
        shortest = days_in(self.after[0])[0] + self.after[1] if self.after else self.least
        longest = days_in(self.before[0])[1] + self.before[1] if self.before else self.most
        return shortest <= self.most and self.least <= longest

    @property
    def is_exact(self) -> bool:
        """Whether no two lengths are possible from one day on."""
        return self.least == self.most or (self.after is not None and self.after == self.before)

    def from_(self, length: Duration, more: int = 0) -> Length:
        """Return the part of it that is *length* and so many days *more*, or longer."""
        if length.unit == "days":
            return attrs.evolve(self, least=max(self.least, length.count + more))
        bound = (length.months, more)
        return attrs.evolve(self, after=max(self.after, bound) if self.after else bound)

    def up_to(self, length: Duration, more: int = 0) -> Length:
        """Return the part of it that is *length* and so many days *more*, or shorter."""
        if length.unit == "days":
            return attrs.evolve(self, most=min(self.most, length.count + more))
        bound = (length.months, more)
        return attrs.evolve(self, before=min(self.before, bound) if self.before else bound)

    def joined(self, other: Length) -> Length:
        """Return a length that holds all of both."""
        return Length(
            min(self.least, other.least),
            max(self.most, other.most),
            min(self.after, other.after) if self.after and other.after else None,
            max(self.before, other.before) if self.before and other.before else None,
        )

    def whole_days(self) -> Interval:
        """Return the fewest and the most days it has."""
        least = max(self.least, days_in(self.after[0])[0] + self.after[1]) if self.after else self.least
        most = min(self.most, days_in(self.before[0])[1] + self.before[1]) if self.before else self.most
        return least, most

    def whole_months(self) -> Interval:
        """Return the fewest and the most whole months it has."""
        least, most = (_months_about(self.least)[0], _months_about(self.most)[1])
        if self.after:
            least = max(least, self.after[0])
        if self.before:
            most = min(most, self.before[0] - 1 if self.before[1] < 0 else self.before[0])
        return least, most


ANY_LENGTH: Final = Length()


def _months_about(days: int) -> tuple[int, int]:
    """Bounds of the whole months that so many days may have."""
    return (days - _OFF_CALENDAR) * _MONTHS // _DAYS - 1, (days + _OFF_CALENDAR) * _MONTHS // _DAYS + 1


@attrs.frozen
class Box:
    """Values that facts may have together; what is not said here may be anything.

    Attributes:
        numbers: By name of the fact. Whole numbers: minor units, counts, days of dates, 0 or 1.
        words: By name of a category, the codes it may have.
        lengths: By what a span runs between.
    """

    numbers: Mapping[str, Interval] = attrs.field(default=MappingProxyType({}))
    words: Mapping[str, frozenset[int]] = attrs.field(default=MappingProxyType({}))
    lengths: Mapping[Hashable, Length] = attrs.field(default=MappingProxyType({}))

    def with_number(self, name: str, interval: Interval) -> Box:
        """Return the box in which the fact *name* lies in *interval*."""
        return Box({**self.numbers, name: interval}, self.words, self.lengths)

    def with_words(self, name: str, codes: frozenset[int]) -> Box:
        """Return the box in which the category *name* is one of *codes*."""
        return Box(self.numbers, {**self.words, name: codes}, self.lengths)

    def with_length(self, span: Hashable, length: Length) -> Box:
        """Return the box in which *span* is so long."""
        return Box(self.numbers, self.words, {**self.lengths, span: length})

    def joined(self, other: Box) -> Box:
        """Return a box that holds all of both."""
        return Box(
            {
                name: (min(one[0], other.numbers[name][0]), max(one[1], other.numbers[name][1]))
                for name, one in self.numbers.items()
                if name in other.numbers
            },
            {name: one | other.words[name] for name, one in self.words.items() if name in other.words},
            {name: one.joined(other.lengths[name]) for name, one in self.lengths.items() if name in other.lengths},
        )
