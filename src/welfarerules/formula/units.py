"""The words after a number: currencies, lengths of time, things counted."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final, Literal

import attrs

from welfarerules.formula import build
from welfarerules.formula.checks import decimal_text, refuse
from welfarerules.formula.facts import FactTable, folded
from welfarerules.formula.findings import BROKEN_DURATION, PERCENT_IN_WORDS, UNKNOWN_UNIT
from welfarerules.formula.nodes import Expression
from welfarerules.formula.value_types import DURATION, MONEY, NUMBER, UNITS, Type, Unit, count, unit_named
from welfarerules.formula.vocabulary import CURRENCY_WORDS, TIMES
from welfarerules.money import exponent

__all__ = ["Units"]

_PERCENT: Final = frozenset({"pct", "เปอร์เซ็นต์", "เปอร์เซนต์"})
_LENGTHS: Final[Mapping[str, tuple[Literal["days", "months", "years"], int]]] = MappingProxyType(
    {"days": ("days", 1), "weeks": ("days", 7), "months": ("months", 1), "years": ("years", 1)}
)


@attrs.frozen
class Units:
    """What may stand after a number in the formulas of one scheme.

    >>> units = Units("THB", FactTable())
    >>> units.minor, units.type_of("บาท").name, units.type_of("nights").unit, units.type_of("kg")
    (100, 'money', 'nights', None)
    """

    currency: str
    facts: FactTable

    @property
    def minor(self) -> int:
        """Minor units in one unit of the currency."""
        return int(10 ** exponent(self.currency))

    @property
    def currency_word(self) -> str:
        """What an amount is written with."""
        words = CURRENCY_WORDS.get(self.currency)
        return words[0][0] if words else self.currency

    def type_of(self, word: str) -> Type | None:
        """Return the type of a number followed by *word*, None for a word that is no unit."""
        word = folded(word).casefold()
        if word in TIMES:
            return NUMBER
        if self._worth(word):
            return MONEY
        unit = unit_named(word)
        if unit in _LENGTHS:
            return DURATION
        if unit is not None:
            return count(unit)
        own = (fact.type.unit for fact in self.facts if fact.type.is_count)
        return next((count(name) for name in own if folded(name).casefold() == word), None)

    def quantity(self, value: Fraction, word: str, *, text: str = "", column: int = 0) -> Expression:
        """Return *value* followed by *word*.

        Raises:
            FormulaError: *word* is no unit, or a length of time is not whole.
        """
        kind = self.type_of(word)
        if kind is None and folded(word).casefold() in _PERCENT:
            refuse(PERCENT_IN_WORDS, number=decimal_text(value), unit=word)
        if kind is None:
            refuse(UNKNOWN_UNIT, number=decimal_text(value), unit=word, known=self._known(word))
        plain = folded(word).casefold()
        if kind == NUMBER:
            return build.number(value, text, column=column)
        if kind == MONEY:
            return build.money(value * self._worth(plain), text, column=column)
        if kind.is_count:
            return build.amount_of(value, kind.unit, text, column=column)
        unit, times = _LENGTHS[unit_named(plain) or ""]
        if (value * times).denominator != 1:
            refuse(BROKEN_DURATION, text=text, unit=Unit(unit_named(plain) or unit))
        return build.duration(int(value * times), unit, text, column=column)

    def _worth(self, word: str) -> int:
        if word == self.currency.casefold():
            return self.minor
        return dict(CURRENCY_WORDS.get(self.currency, ())).get(word, 0)

    def _known(self, word: str) -> str:
        money = [name for name, _ in CURRENCY_WORDS.get(self.currency, ((self.currency, 1),))]
        named = [name for words in UNITS for name in (words[0], words[2])]
        return ", ".join(name for name in (*money, *named, *TIMES) if name.isascii() == word.isascii())
