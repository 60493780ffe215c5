"""The types of the formula language."""

from __future__ import annotations

from typing import Final

import attrs

from welfarerules.words import N_, say

__all__ = [
    "CATEGORY",
    "DATE",
    "DURATION",
    "MONEY",
    "NUMBER",
    "RATE",
    "SPAN",
    "TRUTH",
    "UNITS",
    "Type",
    "Unit",
    "count",
    "unit_named",
    "unit_spoken",
]

UNITS: Final[tuple[tuple[str, ...], ...]] = (
    ("nights", "night", "คืน"),
    ("days", "day", "วัน"),
    ("weeks", "week", "สัปดาห์", "อาทิตย์"),
    ("months", "month", "เดือน"),
    ("years", "year", "ปี"),
    ("dues", "due", "งวด"),
)
"""The units this package counts in: name, singular, Thai, and other words for it."""

_TOLD: Final = {
    "money": N_("an amount of money"),
    "number": N_("a plain number"),
    "rate": N_("a percentage"),
    "duration": N_("a length of time"),
    "span": N_("the time between two dates"),
    "date": N_("a date"),
    "truth": N_("a yes or no"),
    "category": N_("a word from a list"),
    "count": N_("a number of {unit}"),
}


@attrs.frozen
class Type:
    """What kind of value a formula yields.

    Attributes:
        name: ``money``, ``number``, ``rate``, ``duration``, ``span``, ``date``, ``truth``, ``category`` or ``count``.
        unit: What a count counts, such as ``nights``; else ``""``.

    >>> str(MONEY), str(count("nights"))
    ('an amount of money', 'a number of nights')
    """

    name: str
    unit: str = ""

    @property
    def is_count(self) -> bool:
        """Whether values count whole units of something."""
        return self.name == "count"

    @property
    def is_quantity(self) -> bool:
        """Whether values can be added and multiplied."""
        return self.name in {"money", "number", "rate", "count"}

    def spoken(self, lang: str) -> str:
        """Return the type as a reader of *lang* would put it."""
        return say(_TOLD[self.name], lang, unit=unit_spoken(self.unit, lang))

    def __str__(self) -> str:
        return self.spoken("en")


MONEY: Final = Type("money")
"""Minor units of the scheme's currency."""

NUMBER: Final = Type("number")
"""A number without a unit. A literal one adapts to what it stands beside."""

RATE: Final = Type("rate")
"""A percentage, as the exact ratio it stands for."""

DURATION: Final = Type("duration")
"""A number of days, months or years, as written."""

SPAN: Final = Type("span")
"""From one date to another. It is compared with a duration, or counted in whole units."""

DATE: Final = Type("date")
"""A proleptic ordinal (`datetime.date.toordinal`)."""

TRUTH: Final = Type("truth")
"""1, 0 or unknown."""

CATEGORY: Final = Type("category")
"""One of the values a fact declares, by its index."""


def count(unit: str) -> Type:
    """Return the type of whole numbers of *unit*.

    >>> count("nights")
    Type(name='count', unit='nights')
    """
    return Type("count", unit)


def unit_named(word: str) -> str | None:
    """Return the unit that an English or Thai *word* names, or None.

    >>> unit_named("คืน")
    'nights'
    """
    return next((words[0] for words in UNITS if word in words), None)


@attrs.frozen
class Unit:
    """The name of a unit, said in the language of the message that it stands in."""

    name: str

    def spoken(self, lang: str) -> str:
        """Return the unit's name in *lang*."""
        return unit_spoken(self.name, lang)


def unit_spoken(unit: str, lang: str) -> str:
    """Return the name of *unit* in *lang*; a unit of the scheme's own is said as it is written."""
    thai = {words[0]: words[2] for words in UNITS}
    return thai.get(unit, unit) if lang == "th" else unit
