"""A written formula → a typed expression, or every fault that can be told at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from welfarerules.dates import parse_date
from welfarerules.errors import DateError, Diagnostic, Finding
from welfarerules.formula import build
from welfarerules.formula.facts import FactTable
from welfarerules.formula.findings import (
    AMBIGUOUS,
    ARGUMENTS,
    BAD_MULTIPLE,
    NO_ROUNDING_DECLARED,
    NO_SUCH_FUNCTION,
    TEXT_ALONE,
    UNKNOWN_FUNCTION,
    FormulaError,
)
from welfarerules.formula.grammar import Raw
from welfarerules.formula.nodes import Constant, Expression
from welfarerules.formula.shapes import Shapes
from welfarerules.formula.tokens import Source
from welfarerules.formula.units import Units
from welfarerules.formula.value_types import CATEGORY, DATE, MONEY, NUMBER, Type
from welfarerules.formula.vocabulary import FUNCTIONS, ROUNDINGS, function_named, nearest_function
from welfarerules.words import N_, Phrase

__all__ = ["Checker"]

_MANY: Final = 1_000
_COUNTS: Final[Mapping[tuple[int, int], str]] = MappingProxyType(
    {
        (1, 1): N_("one value"),
        (1, 2): N_("one or two values"),
        (1, _MANY): N_("at least one value"),
        (2, _MANY): N_("two or more values"),
        (3, 3): N_("three values"),
    }
)
_ARGUMENTS: Final[Mapping[str, tuple[int, int, str]]] = MappingProxyType(
    {
        "min": (2, _MANY, "min(a, b)"),
        "max": (2, _MANY, "max(a, b)"),
        "if": (3, 3, "if(condition, a, b)"),
        "between": (3, 3, "between(a, lowest, highest)"),
        "round": (1, 1, "round(a)"),
        **{unit: (1, 1, f"{unit}(membership)") for unit in ("days", "months", "years")},
        **{name: (1, 2, f"{name}(a)") for name in ROUNDINGS},
    }
)


class Checker:
    """Checks one formula; `found` collects its faults."""

    def __init__(self, source: Source, facts: FactTable, currency: str, rounding: tuple[int, int] | None) -> None:
        self.source = source
        self.facts = facts
        self.units = Units(currency, facts)
        self.rounding = rounding
        self.found: list[Diagnostic] = []
        self.shapes = Shapes(self._type_of_atom)

    def _type_of_atom(self, raw: Raw) -> Type | None:
        if raw.kind == "quantity":
            return self.units.type_of(raw.value)
        fact = self.facts.find(raw.value)
        return fact.type if fact else None

    def text(self, raw: Raw) -> str:
        """Return *raw* as written."""
        return self.source.text[raw.start : raw.end]

    def report(self, raw: Raw, finding: Finding, **values: object) -> Expression | None:
        """Note a fault of *raw*, and return what it means: nothing."""
        self.found.append(finding.at(self.source.at(raw.start), **values))
        return None

    def checked(self, raw: Raw, *, money: bool = False) -> Expression | None:
        """Return what *raw* means, None where a fault was noted.

        With *money*, plain numbers in it are amounts of money wherever that gives one.
        """
        match raw.kind:
            case "number":
                return self._number(raw, money=money)
            case "percent":
                return self.made(raw, build.percent, raw.number)
            case "quantity":
                return self.made(raw, self.units.quantity, raw.number, raw.value)
            case "name":
                return self.made(raw, build.fact, raw.value, self.facts)
            case "text":
                return self.report(raw, TEXT_ALONE, text=raw.value)
            case "truth":
                return self.made(raw, build.truth, int(raw.number))
            case "negative":
                return self.made(raw, build.negative, self.checked(raw.parts[0], money=money))
            case "not":
                return self.made(raw, build.opposite, self.checked(raw.parts[0]))
            case "logic":
                maker = build.both if raw.value == "and" else build.either
                return self.made(raw, maker, *(self.checked(part) for part in raw.parts))
            case "arithmetic":
                return self._arithmetic(raw, money=money)
            case "comparison":
                return self.made(raw, build.compare, raw.value, *self._alike(raw.parts))
            case "in":
                return self._in(raw)
            case "call":
                return self._call(raw, money=money)

    def made(self, raw: Raw, maker: Callable[..., Expression], *given: Any, **options: Any) -> Expression | None:
        """Return what *maker* makes of *given*, as *raw*; None where it refuses or where a part was refused."""
        if any(part is None for part in given):
            return None
        try:
            return maker(*given, text=self.text(raw), column=raw.start + 1, **options)
        except FormulaError as error:
            self.found.extend(diagnostic.moved(self.source.at(raw.start)) for diagnostic in error.found)
            return None

    def _number(self, raw: Raw, *, money: bool) -> Expression | None:
        if money:
            return self.made(raw, build.money, raw.number * self.units.minor)
        return self.made(raw, build.number, raw.number)

    def _arithmetic(self, raw: Raw, *, money: bool) -> Expression | None:
        left, right = raw.parts
        if raw.value == "*":
            money_left, money_right = self._factors(left, right, money=money)
            return self.made(
                raw, build.multiply, self.checked(left, money=money_left), self.checked(right, money=money_right)
            )
        if raw.value == "/":
            return self.made(raw, build.divide, self.checked(left, money=money), self.checked(right))
        return self.made(raw, build.add if raw.value == "+" else build.subtract, *self._alike(raw.parts, money=money))

    def _factors(self, left: Raw, right: Raw, *, money: bool) -> tuple[bool, bool]:
        """Which factor of a product is to be an amount of money."""
        on_left, on_right = self.shapes.is_money(left), self.shapes.is_money(right)
        if not (on_left or on_right or money):
            return False, False
        for one, other in ((left, right), (right, left)):
            either_way = on_left or on_right or self.shapes.adapts(other)
            if either_way and self.shapes.adapts(one) and self.shapes.is_soft(other):
                self._ambiguous(one, other)
        if on_left or on_right:
            return on_left, on_right
        return (True, False) if self.shapes.adapts(left) else (False, self.shapes.adapts(right))

    def _alike(self, parts: tuple[Raw, ...], *, money: bool = False) -> list[Expression | None]:
        """Check *parts*, which must be of one kind: where one is an amount of money, plain numbers are amounts."""
        some = any(self.shapes.is_money(part) for part in parts)
        if some and not money:
            for one in parts:
                soft = next((other for other in parts if other is not one and self.shapes.is_soft(other)), None)
                if soft is not None and self.shapes.adapts(one):
                    self._ambiguous(one, soft)
                    break
        return [self._beside(part, parts, money=money or some) for part in parts]

    def _ambiguous(self, number: Raw, rounded: Raw) -> None:
        self.report(
            number,
            AMBIGUOUS,
            number=self.text(number),
            rounded=self.text(rounded),
            currency=self.units.currency_word,
        )

    def _beside(self, raw: Raw, others: tuple[Raw, ...], *, money: bool) -> Expression | None:
        """Check *raw*; a quoted text is what the values beside it make of it: a word or a date."""
        if raw.kind != "text":
            return self.checked(raw, money=money)
        for other in others:
            shape = self.shapes.of(other)
            if other.kind == "name" and shape == CATEGORY:
                return self.made(raw, build.category, raw.value, self.made(other, build.fact, other.value, self.facts))
            if other.kind != "text" and shape == DATE:
                return self._date(raw)
        return self.checked(raw)

    def _date(self, raw: Raw) -> Expression | None:
        try:
            day = parse_date(raw.value)
        except DateError as error:
            self.found.extend(diagnostic.moved(self.source.at(raw.start)) for diagnostic in error.found)
            return None
        return self.made(raw, build.date_constant, day.toordinal())

    def _in(self, raw: Raw) -> Expression | None:
        if len(raw.parts) == 1:
            self._arguments(raw, "in", (1, _MANY, "x in (a, b)"), given=0)
            return None
        return self.made(raw, build.one_of, *self._alike(raw.parts))

    def _arguments(self, raw: Raw, name: str, wanted: tuple[int, int, str], *, given: int) -> bool:
        """Whether *raw* has as many arguments as it takes."""
        least, most, example = wanted
        if least <= given <= most:
            return True
        self.report(raw, ARGUMENTS, name=name, wanted=Phrase(_COUNTS[least, most]), given=given, example=example)
        return False

    def _call(self, raw: Raw, *, money: bool) -> Expression | None:
        name = function_named(raw.value)
        if name is None:
            self._unknown_function(raw)
        elif self._arguments(raw, raw.value, _ARGUMENTS[name], given=len(raw.parts)):
            return self._call_of(raw, name, money=money)
        for part in raw.parts:
            self.checked(part)
        return None

    def _unknown_function(self, raw: Raw) -> None:
        suggestion = nearest_function(raw.value)
        if suggestion:
            self.report(raw, UNKNOWN_FUNCTION, name=raw.value, suggestion=suggestion)
        else:
            names = FUNCTIONS if raw.value.isascii() else FUNCTIONS.values()
            self.report(raw, NO_SUCH_FUNCTION, name=raw.value, known=", ".join(names))

    def _call_of(self, raw: Raw, name: str, *, money: bool) -> Expression | None:
        parts = raw.parts
        if name == "min":
            return self.made(raw, build.least, *self._alike(parts, money=money))
        if name == "max":
            return self.made(raw, build.greatest, *self._alike(parts, money=money))
        if name == "if":
            condition = self.checked(parts[0])
            return self.made(raw, build.choose, condition, *self._alike(parts[1:], money=money))
        if name == "between":
            return self.made(raw, build.between, *self._alike(parts))
        if name in ROUNDINGS:
            return self._rounding(raw, ROUNDINGS[name], money=money)
        if name == "round":
            return self._declared_rounding(raw, money=money)
        return self.made(raw, build.whole_units, name, self.checked(parts[0]))

    def _declared_rounding(self, raw: Raw, *, money: bool) -> Expression | None:
        operand = self.checked(raw.parts[0], money=money)
        if self.rounding is None:
            return self.report(raw, NO_ROUNDING_DECLARED, text=self.text(raw))
        mode, multiple = self.rounding
        if operand is not None and operand.type != MONEY:
            multiple = 1
        return self.made(raw, build.rounded, operand, mode, multiple=multiple)

    def _rounding(self, raw: Raw, mode: int, *, money: bool) -> Expression | None:
        operand = self.checked(raw.parts[0], money=money)
        if operand is None or len(raw.parts) == 1:
            return self.made(raw, build.rounded, operand, mode)
        multiple = self.checked(raw.parts[1], money=operand.type == MONEY)
        if multiple is None:
            return None
        if not isinstance(multiple, Constant) or multiple.type not in (operand.type, NUMBER):
            return self.report(raw.parts[1], BAD_MULTIPLE, text=multiple.text, unit=operand.type)
        return self.made(raw, build.rounded, operand, mode, multiple=multiple.value)
