"""Fills whole sentences of one language with amounts, dates and names."""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

import attrs

from welfarerules.dates import format_date
from welfarerules.explain.explanation import Step, Value
from welfarerules.formula.value_types import UNITS, unit_spoken
from welfarerules.money import Money
from welfarerules.words import N_, placeholders, say

__all__ = ["Teller", "quantity"]

_YES: Final = N_("yes")
_NO: Final = N_("no")
_NOT_KNOWN: Final = N_("not known")
_NO_DATA: Final[Mapping[str, Value]] = MappingProxyType({})
_SINGULAR: Final = tuple((words[0], words[1]) for words in UNITS)


@attrs.frozen
class Teller:
    """Makes the steps of an explanation in one language.

    >>> from datetime import date
    >>> teller = Teller("en", "THB")
    >>> teller.step("paid", "{member} paid {amount} on {day}.", member="M001", amount=teller.money(2950),
    ...             day=date(2012, 1, 4)).text
    'M001 paid 29.50 baht on 4 Jan 2012.'
    """

    lang: str
    currency: str

    def money(self, minor: int) -> Money:
        """Return an amount of the scheme's currency."""
        return _amount(minor, self.currency)

    def step(
        self,
        kind: str,
        template: str,
        *,
        article: str = "",
        steps: tuple[Step, ...] = (),
        data: dict[str, Value] | None = None,
        **values: Value,
    ) -> Step:
        """As `filled`, the values given by name."""
        text = self._said(template, values)
        return Step(kind, text, article, values | data if data else values, steps)

    def filled(
        self,
        kind: str,
        template: str,
        values: Mapping[str, Value],
        *,
        article: str = "",
        steps: tuple[Step, ...] = (),
        data: Mapping[str, Value] = _NO_DATA,
    ) -> Step:
        """Return a step whose sentence is *template* in the teller's language, filled with *values*.

        Args:
            kind: The kind of the step.
            template: A whole sentence.
            values: What the sentence is filled with.
            article: The article that demands it.
            steps: Those below it.
            data: What the step's values hold besides, or in the place of what the sentence shows.
        """
        return Step(kind, self._said(template, values), article, {**values, **data}, steps)

    def say(self, template: str, **values: Value) -> str:
        """Return *template* in the teller's language, filled with *values*."""
        return self._said(template, values)

    def _said(self, template: str, values: Mapping[str, Value]) -> str:
        pieces, names = sentence(template, self.lang)
        told = list(pieces)
        for k, name in enumerate(names):
            value = values[name]
            told[2 * k + 1] = value if type(value) is str else self.told(value)
        return "".join(told)

    def told(self, value: Value) -> str:
        """Return *value* as a sentence shows it."""
        if isinstance(value, Money):
            return _money(value.minor, value.currency, self.lang)
        if isinstance(value, date):
            return _day(value, self.lang)
        if isinstance(value, str):
            return value
        if value is None:
            return say(_NOT_KNOWN, self.lang)
        if isinstance(value, bool):
            return say(_YES if value else _NO, self.lang)
        return f"{value:,}" if isinstance(value, int) else ", ".join(value)


@cache
def sentence(template: str, lang: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return *template* in *lang* in pieces, with room at every second place, and the names of what goes there.

    >>> sentence("{member} paid {amount}.", "en")
    (('', '', ' paid ', '', '.'), ('member', 'amount'))
    """
    kept = say(template, lang, **{name: f"{{{name}}}" for name in placeholders(template)})
    pieces, names = [""], []
    for text, name, _, _ in string.Formatter().parse(kept):
        pieces[-1] = text
        if name is not None:
            pieces += ["", ""]
            names.append(name)
    return tuple(pieces), tuple(names)


@lru_cache(maxsize=4096)
def _amount(minor: int, currency: str) -> Money:
    return Money(minor, currency)


@lru_cache(maxsize=4096)
def _money(minor: int, currency: str, lang: str) -> str:
    return Money(minor, currency).format(lang)


@lru_cache(maxsize=4096)
def _day(day: date, lang: str) -> str:
    return format_date(day, lang, style="short")


@lru_cache(maxsize=4096)
def quantity(number: int, unit: str, lang: str) -> str:
    """Return so many of *unit* as *lang* says it.

    >>> quantity(1, "nights", "en"), quantity(3, "nights", "en"), quantity(1200, "nights", "th")
    ('1 night', '3 nights', '1,200 คืน')
    """
    word = unit_spoken(unit, lang)
    if number == 1 and lang == "en":
        word = next((one for many, one in _SINGULAR if many == unit), word)
    return f"{number:,} {word}"
