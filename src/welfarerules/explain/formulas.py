"""Formulas as a reader of one language writes them, with the names of facts or with their values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final

import attrs

from welfarerules.explain.explanation import Value as Told
from welfarerules.explain.names import Names
from welfarerules.explain.teller import Teller, quantity
from welfarerules.formula.checks import decimal_text
from welfarerules.formula.nodes import (
    Arithmetic,
    Choice,
    Comparison,
    Constant,
    Duration,
    Expression,
    Extreme,
    Fact,
    Logic,
    Negation,
    Negative,
    OneOf,
    Rounded,
    Shifted,
    Span,
    WholeUnits,
)
from welfarerules.formula.trace import Missing, Value
from welfarerules.formula.value_types import CATEGORY, DATE, TRUTH, Type
from welfarerules.formula.vocabulary import FUNCTIONS, ROUNDINGS
from welfarerules.money import exponent
from welfarerules.words import N_

__all__ = ["Formulas", "Pattern"]

_PutIn = Callable[[Expression], str | None]
_PLACE: Final = "\0"

_SIGNS: Final[Mapping[str, str]] = MappingProxyType(
    {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "*": "×", "/": "÷", "-": "−"}
)
_WORDS: Final[Mapping[str, str]] = MappingProxyType({"and": "และ", "or": "หรือ", "not": "ไม่", "in": "ใน"})
_FUNCTION_OF: Final[Mapping[int, str]] = MappingProxyType({code: name for name, code in ROUNDINGS.items()})
_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGN, _ATOM = range(8)

_NOT_KNOWN: Final = N_("not known")
_NO_VALUE: Final = N_("cannot be computed")
_FAR_DAY: Final = N_("a day beyond the calendar")
_TIME_BETWEEN: Final = N_("{start} to {end}")

_MOST_DECIMALS: Final = 6


@attrs.frozen
class Pattern:
    """A formula with places for the values of some of its parts: one text more than there are parts."""

    texts: tuple[str, ...]
    parts: tuple[Expression, ...]

    def filled(self, told: Callable[[Expression], str]) -> str:
        """Return the formula with what *told* says of each part."""
        pieces = [self.texts[0]]
        for part, text in zip(self.parts, self.texts[1:], strict=True):
            pieces += (told(part), text)
        return "".join(pieces)


class Formulas:
    """Writes the formulas of one scheme in one language."""

    def __init__(self, teller: Teller, names: Names) -> None:
        self.teller = teller
        self.names = names
        self._per_unit = 10 ** exponent(teller.currency)
        self._texts: dict[int, str] = {}
        self._patterns: dict[tuple[int, tuple[type[Expression], ...]], Pattern] = {}

    def written(self, node: Expression) -> str:
        """Return *node*, a part of the scheme, as a formula."""
        if id(node) not in self._texts:
            self._texts[id(node)] = self._written(node, _nothing, _OR)
        return self._texts[id(node)]

    def pattern(self, node: Expression, places: tuple[type[Expression], ...]) -> Pattern:
        """Return *node*, a part of the scheme, as a formula with places for those of its parts that are of some class.

        A `Span` is such a part only if it runs between two facts.
        """
        key = id(node), places
        if key not in self._patterns:
            parts: list[Expression] = []

            def put_in(part: Expression) -> str | None:
                if part is node or not isinstance(part, places) or not _is_between_facts(part):
                    return None
                parts.append(part)
                return _PLACE

            self._patterns[key] = Pattern(tuple(self._written(node, put_in, _OR).split(_PLACE)), tuple(parts))
        return self._patterns[key]

    def compared(self, sign: str, left: str, right: str) -> str:
        """Return a comparison of what is written on its two sides."""
        return f"{left} {_SIGNS.get(sign, sign)} {right}"

    def denied(self, condition: str) -> str:
        """Return the opposite of a condition that is written out."""
        return f"{self._word('not')} ({condition})"

    def _written(self, node: Expression, put_in: _PutIn, least: int) -> str:
        known = put_in(node)
        if known is not None:
            return known
        text, power = self._parts(node, put_in)
        return f"({text})" if power < least else text

    def _parts(self, node: Expression, put_in: _PutIn) -> tuple[str, int]:
        """The text of a part, and how tightly it holds together."""
        match node:
            case Constant():
                return self._constant(node), _ATOM
            case Duration():
                return quantity(node.count, node.unit, self.teller.lang), _ATOM
            case Fact():
                return self.names.fact(node.fact), _ATOM
            case Span() if node.fact is not None:
                return self.names.fact(node.fact), _ATOM
            case Span():
                return self._infix("-", node.end, node.start, put_in, _SUM), _SUM
            case Arithmetic():
                power = _SUM if node.op in "+-" else _PRODUCT
                return self._infix(node.op, node.left, node.right, put_in, power), power
            case Comparison():
                return self._infix(node.op, node.left, node.right, put_in, _COMPARE), _COMPARE
            case Logic():
                power = _AND if node.op == "and" else _OR
                return self._infix(node.op, node.left, node.right, put_in, power), power
            case Shifted():
                return self._infix("+" if node.sign > 0 else "-", node.date, node.duration, put_in, _SUM), _SUM
            case Negative():
                return f"−{self._written(node.operand, put_in, _SIGN)}", _SIGN
            case Negation():
                return f"{self._word('not')} {self._written(node.operand, put_in, _NOT)}", _NOT
            case OneOf():
                item = self._written(node.item, put_in, _SUM)
                return f"{item} {self._word('in')} ({self._listed(node.options, put_in)})", _COMPARE
        return self._call(node, put_in), _ATOM

    def _call(self, node: Expression, put_in: _PutIn) -> str:
        match node:
            case Extreme():
                return f"{self._function(node.op)}({self._listed(node.items, put_in)})"
            case Rounded():
                inner = self._listed((node.operand,), put_in)
                if node.multiple == 1:
                    return f"{self._function(_FUNCTION_OF[node.mode])}({inner})"
                return f"{self._function(_FUNCTION_OF[node.mode])}({inner}, {self.number(node.multiple, node.type)})"
            case WholeUnits():
                return f"{self._function(node.unit)}({self._written(node.span_counted, put_in, _OR)})"
            case Choice():
                return f"{self._function('if')}({self._listed(node.children, put_in)})"
        return node.text

    def _infix(self, op: str, left: Expression, right: Expression, put_in: _PutIn, power: int) -> str:
        sign = self._word(op) if op in _WORDS else _SIGNS.get(op, op)
        return f"{self._written(left, put_in, power)} {sign} {self._written(right, put_in, power + 1)}"

    def _listed(self, nodes: Iterable[Expression], put_in: _PutIn) -> str:
        return ", ".join(self._written(node, put_in, _OR) for node in nodes)

    def _word(self, word: str) -> str:
        return _WORDS[word] if self.teller.lang == "th" else word

    def _function(self, name: str) -> str:
        return FUNCTIONS[name] if self.teller.lang == "th" else name

    def _constant(self, node: Constant) -> str:
        if node.type == CATEGORY:
            return node.text
        if node.type == DATE:
            return self.teller.told(date.fromordinal(int(node.value)))
        return self.teller.told(node.value == 1) if node.type == TRUTH else self.number(node.value, node.type)

    def value(self, value: Value, kind: Type) -> str:
        """Return a value of that type, as `welfarerules.formula.trace` reads it from a run."""
        if isinstance(value, Missing):
            return self.teller.say(_NO_VALUE if value is Missing.FAULT else _NOT_KNOWN)
        if isinstance(value, bool | str | date):
            return self.teller.told(value)
        return self.number(value, kind) if kind.name != "date" else self.teller.say(_FAR_DAY)

    def data(self, value: Value, kind: Type) -> Told:
        """Return a value as data: money as `Money`, an exact ratio as text (``540/7``), None for what is not known."""
        if isinstance(value, Missing):
            return None
        if isinstance(value, Fraction):
            return decimal_text(value / self._per_unit if kind.name == "money" else value).replace(" ", "")
        return self.teller.money(value) if kind.name == "money" and isinstance(value, int) else value

    def number(self, value: Fraction | int, kind: Type) -> str:
        """Return a quantity; an exact ratio with as many decimals as it has, at most six."""
        if not isinstance(value, int):
            if value.denominator != 1:
                return self._ratio(value, kind)
            value = value.numerator
        if kind.name == "money":
            return self.teller.told(self.teller.money(value))
        if kind.name == "count":
            return self.names.quantity(value, kind.unit)
        return f"{decimal_text(Fraction(value) * 100)}%" if kind.name == "rate" else f"{value:,}"

    def _ratio(self, value: Fraction, kind: Type) -> str:
        if kind.name == "money":
            nothing = self.teller.money(0)
            number = shortened(value / self._per_unit)
            return nothing.format(self.teller.lang).replace(nothing.format(unit="none"), number)
        return f"{decimal_text(value * 100)}%" if kind.name == "rate" else shortened(value)

    def between(self, start: Value, end: Value) -> str:
        """Return the time between two days, either of which may be unknown."""
        return self.teller.say(_TIME_BETWEEN, start=self.value(start, DATE), end=self.value(end, DATE))


def _is_between_facts(part: Expression) -> bool:
    return not isinstance(part, Span) or (isinstance(part.start, Fact) and isinstance(part.end, Fact))


def _nothing(_: Expression) -> None:
    return None


def shortened(value: Fraction) -> str:
    """Return *value* in decimals, cut after six, with dots where it goes on.

    >>> shortened(Fraction(250001, 200)), shortened(Fraction(100, 3)), shortened(Fraction(-1, 8))
    ('1,250.005', '33.333333…', '−0.125')
    """
    scaled = abs(value) * 10**_MOST_DECIMALS
    whole, decimals = divmod(int(scaled), 10**_MOST_DECIMALS)
    digits = f"{decimals:0{_MOST_DECIMALS}d}"
    dots = "" if scaled.denominator == 1 else "…"
    fraction = digits if dots else digits.rstrip("0")
    sign = "−" if value < 0 else ""
    return f"{sign}{whole:,}.{fraction}{dots}" if fraction else f"{sign}{whole:,}"
