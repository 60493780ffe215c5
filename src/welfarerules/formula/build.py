"""Expressions made by code rather than text: what rule kinds call, and what the reader of formulas itself calls.

Every function checks the types of its parts and raises `FormulaError` where they do not fit. `text` is what the
expression reads as, by default put together from its parts; `column` is where it was written, 0 when nobody wrote it.

>>> a_night = multiply(money(20000, "200 baht"), fact("nights"))
>>> amount = choose(compare(">=", fact("membership"), duration(1, "years")), a_night, money(0, "0 baht"))
>>> amount.text
'if(membership >= 1 year, 200 baht * nights, 0 baht)'
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final, Literal

from welfarerules.errors import nearest
from welfarerules.formula.checks import decimal_text, inside, refuse, unified
from welfarerules.formula.facts import FactTable, FactType
from welfarerules.formula.findings import (
    CANNOT_CHOOSE,
    CANNOT_COMPARE,
    FACT_NOT_HERE,
    LONG_DURATION,
    NO_ORDER,
    NO_SUCH_FACT,
    NO_SUCH_VALUE,
    NOT_A_CONDITION,
    NOT_A_SPAN,
    SPAN_WITHOUT_UNIT,
    UNKNOWN_FACT,
    UNKNOWN_VALUE,
    VARIABLE_RATIO,
)
from welfarerules.formula.grain import grain_of_sum
from welfarerules.formula.nodes import (
    Choice,
    Comparison,
    Constant,
    Duration,
    Expression,
    Fact,
    Logic,
    Negation,
    OneOf,
    Span,
    WholeUnits,
)
from welfarerules.formula.quantities import add, divide, greatest, least, multiply, negative, rounded, subtract
from welfarerules.formula.value_types import (
    CATEGORY,
    DATE,
    DURATION,
    MONEY,
    NUMBER,
    RATE,
    SPAN,
    TRUTH,
    Type,
    count,
)

__all__ = [
    "add",
    "amount_of",
    "between",
    "both",
    "category",
    "choose",
    "compare",
    "date_constant",
    "date_plus",
    "divide",
    "duration",
    "either",
    "fact",
    "greatest",
    "least",
    "money",
    "multiply",
    "negative",
    "number",
    "one_of",
    "opposite",
    "percent",
    "rounded",
    "span",
    "subtract",
    "truth",
    "whole_units",
]

DurationUnit = Literal["days", "months", "years"]
ComparisonSign = Literal["==", "!=", "<", "<=", ">", ">="]

LONGEST_YEARS: Final = 1_000
_PER_YEAR: Final[Mapping[str, int]] = MappingProxyType({"days": 366, "months": 12, "years": 1})
_MIRRORED: Final[Mapping[ComparisonSign, ComparisonSign]] = MappingProxyType(
    {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
)
_BUILT_IN: Final = FactTable()


def _constant(kind: Type, value: Fraction, text: str, column: int) -> Constant:
    return Constant(type=kind, text=text, column=column, grain=abs(value), value=value)


def money(minor: Fraction | int, text: str = "", *, column: int = 0) -> Expression:
    """Return an amount in minor units; a fraction of one only as a factor of something."""
    value = Fraction(minor)
    return _constant(MONEY, value, text or decimal_text(value), column)


def number(value: Fraction | int, text: str = "", *, column: int = 0) -> Expression:
    """Return a plain number."""
    return _constant(NUMBER, Fraction(value), text or decimal_text(Fraction(value)), column)


def percent(value: Fraction | int, text: str = "", *, column: int = 0) -> Expression:
    """Return a percentage, given as the ratio it stands for: 6 % is ``Fraction(6, 100)``."""
    ratio = Fraction(value)
    return _constant(RATE, ratio, text or f"{decimal_text(ratio * 100)}%", column)


def amount_of(value: Fraction | int, unit: str, text: str = "", *, column: int = 0) -> Expression:
    """Return a number of *unit*, such as 3 nights."""
    return _constant(count(unit), Fraction(value), text or f"{decimal_text(Fraction(value))} {unit}", column)


def truth(value: int, text: str = "", *, column: int = 0) -> Expression:
    """Return true for 1, false for 0."""
    return _constant(TRUTH, Fraction(value), text or ("true" if value else "false"), column)


def date_constant(day: int, text: str, *, column: int = 0) -> Expression:
    """Return a date, given as its ordinal."""
    return _constant(DATE, Fraction(day), text, column)


def duration(length: int, unit: DurationUnit, text: str = "", *, column: int = 0) -> Duration:
    """Return a length of time.

    Raises:
        FormulaError: It is longer than a thousand years.
    """
    text = text or f"{length} {unit if length != 1 else unit.removesuffix('s')}"
    if abs(length) > LONGEST_YEARS * _PER_YEAR[unit]:
        refuse(LONG_DURATION, text=text, most=LONGEST_YEARS)
    return Duration(type=DURATION, text=text, column=column, count=length, unit=unit)


def fact(name: str, facts: FactTable = _BUILT_IN, *, text: str = "", column: int = 0) -> Expression:
    """Return the value of the fact of that English or Thai name; for a span fact, the span.

    Raises:
        FormulaError: There is no such fact, or it is not usable here.
    """
    found = facts.find(name)
    if found is None:
        if suggestion := facts.nearest(name):
            refuse(UNKNOWN_FACT, name=name, suggestion=suggestion)
        refuse(NO_SUCH_FACT, name=name, known=_listed(facts, name))
    if not facts.usable(found):
        refuse(FACT_NOT_HERE, name=name, known=_listed(facts, name))
    return _read(found, text or found.name, column)


def _listed(facts: FactTable, name: str) -> str:
    return ", ".join(known.name if name.isascii() else known.thai or known.name for known in facts)


def _read(found: FactType, text: str, column: int) -> Expression:
    if found.start is not None and found.end is not None:
        start, end = _read(found.start, found.start.name, 0), _read(found.end, found.end.name, 0)
        return Span(type=SPAN, text=text, column=column, start=start, end=end, fact=found)
    return Fact(type=found.type, text=text, column=column, fact=found)


def category(word: str, of: Expression, *, text: str = "", column: int = 0) -> Expression:
    """Return one of the words that the fact *of* may be.

    Raises:
        FormulaError: It may not be that word, or is no fact of words.
    """
    if not isinstance(of, Fact) or of.type != CATEGORY:
        refuse(CANNOT_COMPARE, left=of.type, right=CATEGORY)
    values = of.fact.values
    if word not in values:
        if suggestion := nearest(word, values):
            refuse(UNKNOWN_VALUE, fact=of.text, value=word, suggestion=suggestion)
        refuse(NO_SUCH_VALUE, fact=of.text, value=word, known=", ".join(values))
    return _constant(CATEGORY, Fraction(values.index(word)), text or f'"{word}"', column)


def span(start: Expression, end: Expression, *, text: str = "", column: int = 0) -> Expression:
    """Return the time between two dates.

    Raises:
        FormulaError: One of them is no date.
    """
    return subtract(end, start, text=text, column=column)


def date_plus(date: Expression, length: Duration, *, text: str = "", column: int = 0) -> Expression:
    """Return the date moved on by *length*.

    Raises:
        FormulaError: *date* is no date.
    """
    return add(date, length, text=text, column=column)


def whole_units(unit: DurationUnit, counted: Expression, *, text: str = "", column: int = 0) -> Expression:
    """Return how many whole days, months or years a span has.

    Raises:
        FormulaError: *counted* is no span.
    """
    if counted.type != SPAN:
        refuse(NOT_A_SPAN, name=unit, text=counted.text, found=counted.type)
    return WholeUnits(
        type=count(unit), text=text or f"{unit}({counted.text})", column=column, unit=unit, span_counted=counted
    )


def compare(
    sign: ComparisonSign, left: Expression, right: Expression, *, text: str = "", column: int = 0
) -> Expression:
    """Return whether two values of one kind compare so, or a span and a duration.

    ``membership >= 1 year`` holds from the day that lies one year after its start, ``>`` from the day after that.

    Raises:
        FormulaError: The two cannot be compared.
    """
    text = text or f"{inside(left)} {sign} {inside(right)}"
    if isinstance(left, Duration) and right.type == SPAN:
        left, right, sign = right, left, _MIRRORED[sign]
    if left.type == SPAN and isinstance(right, Duration):
        return Comparison(type=TRUTH, text=text, column=column, op=sign, left=left, right=right)
    pair = _comparable(left, right, text)
    if pair[0].type in (CATEGORY, TRUTH) and sign not in ("==", "!="):
        refuse(NO_ORDER, text=text, found=left.type)
    return Comparison(type=TRUTH, text=text, column=column, op=sign, left=pair[0], right=pair[1])


def _comparable(left: Expression, right: Expression, text: str) -> tuple[Expression, Expression]:
    for one, other in ((left, right), (right, left)):
        if one.type == SPAN and (other.type == NUMBER or other.type.is_count):
            refuse(SPAN_WITHOUT_UNIT, text=text, span=one.text)
    pair = unified(left, right)
    if pair is None or pair[0].type in (SPAN, DURATION) or _words_of(left, right) != _words_of(right, left):
        refuse(CANNOT_COMPARE, left=left.type, right=right.type)
    for one in pair:
        if one.grain is None:
            refuse(VARIABLE_RATIO, text=one.text)
    return pair


def between(
    value: Expression, lowest: Expression, highest: Expression, *, text: str = "", column: int = 0
) -> Expression:
    """Return whether *value* lies between two bounds, both of them included.

    Raises:
        FormulaError: The three cannot be compared.
    """
    text = text or f"between({value.text}, {lowest.text}, {highest.text})"
    return both(compare(">=", value, lowest), compare("<=", value, highest), text=text, column=column)


def _words_of(expression: Expression, other: Expression) -> tuple[str, ...]:
    """The words whose codes *expression* yields; those of the other side, for one that is written out."""
    if isinstance(expression, Fact):
        return expression.fact.values
    return other.fact.values if isinstance(other, Fact) else ()


def one_of(item: Expression, first: Expression, *more: Expression, text: str = "", column: int = 0) -> Expression:
    """Return whether *item* equals one of the others.

    Raises:
        FormulaError: One cannot be compared with *item*.
    """
    options = (first, *more)
    text = text or f"{inside(item)} in ({', '.join(option.text for option in options)})"
    fitted = [_comparable(item, option, text)[1] for option in options]
    return OneOf(type=TRUTH, text=text, column=column, item=item, options=tuple(fitted))


def both(left: Expression, right: Expression, *more: Expression, text: str = "", column: int = 0) -> Expression:
    """Return whether all conditions hold.

    Raises:
        FormulaError: One is no condition.
    """
    return _joined("and", left, right, more, text, column)


def either(left: Expression, right: Expression, *more: Expression, text: str = "", column: int = 0) -> Expression:
    """Return whether at least one condition holds.

    Raises:
        FormulaError: One is no condition.
    """
    return _joined("or", left, right, more, text, column)


def _joined(
    op: Literal["and", "or"], left: Expression, right: Expression, more: tuple[Expression, ...], text: str, column: int
) -> Expression:
    joined = _condition(left)
    for condition in (right, *more):
        whole = text or f"{inside(joined)} {op} {inside(condition)}"
        joined = Logic(type=TRUTH, text=whole, column=column, op=op, left=joined, right=_condition(condition))
    return joined


def opposite(condition: Expression, *, text: str = "", column: int = 0) -> Expression:
    """Return whether a condition does not hold.

    Raises:
        FormulaError: It is no condition.
    """
    return Negation(type=TRUTH, text=text or f"not {inside(condition)}", column=column, operand=_condition(condition))


def _condition(expression: Expression) -> Expression:
    if expression.type != TRUTH:
        refuse(NOT_A_CONDITION, text=expression.text, found=expression.type)
    return expression


def choose(
    condition: Expression, when_true: Expression, otherwise: Expression, *, text: str = "", column: int = 0
) -> Expression:
    """Return one value where *condition* holds, another of the same kind where it does not.

    Raises:
        FormulaError: *condition* is none, or the values are of two kinds.
    """
    _condition(condition)
    text = text or f"if({condition.text}, {when_true.text}, {otherwise.text})"
    pair = unified(when_true, otherwise)
    if pair is None or pair[0].type in (SPAN, DURATION, CATEGORY):
        refuse(CANNOT_CHOOSE, name="if", left=when_true.type, right=otherwise.type)
    kind = pair[0].type if pair[0].type == pair[1].type else NUMBER
    grain = grain_of_sum(pair[0].grain, pair[1].grain)
    return Choice(
        type=kind, text=text, column=column, grain=grain, condition=condition, when_true=pair[0], otherwise=pair[1]
    )
