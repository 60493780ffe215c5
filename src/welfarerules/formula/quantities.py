"""Sums, products, quotients, extremes and roundings of quantities, with their units checked."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, Literal

import attrs

from welfarerules.formula.checks import adapted, decimal_text, inside, refuse, unified
from welfarerules.formula.findings import (
    BAD_MULTIPLE,
    CANNOT_ADD,
    CANNOT_CHOOSE,
    CANNOT_DIVIDE,
    CANNOT_MULTIPLY,
    CANNOT_ROUND,
    DIVIDES_BY_ZERO,
    SPAN_WITHOUT_UNIT,
    VARIABLE_RATIO,
)
from welfarerules.formula.grain import grain_of_product, grain_of_quotient, grain_of_sum
from welfarerules.formula.nodes import (
    Arithmetic,
    Constant,
    Duration,
    Expression,
    Extreme,
    Negative,
    Rounded,
    Shifted,
    Span,
)
from welfarerules.formula.value_types import DATE, DURATION, MONEY, NUMBER, RATE, SPAN, Type, count

__all__ = ["add", "divide", "greatest", "least", "multiply", "negative", "rounded", "subtract"]

_PLAIN: Final = (NUMBER, RATE)


def negative(operand: Expression, *, text: str = "", column: int = 0) -> Expression:
    """Return the opposite of a quantity.

    Raises:
        FormulaError: *operand* is no quantity.
    """
    text = text or f"-{inside(operand)}"
    if not operand.type.is_quantity:
        refuse(CANNOT_MULTIPLY, left=NUMBER, right=operand.type)
    if isinstance(operand, Constant):
        return attrs.evolve(operand, value=-operand.value, text=text, column=column)
    return Negative(type=operand.type, text=text, column=column, grain=operand.grain, operand=operand)


def add(left: Expression, right: Expression, *, text: str = "", column: int = 0) -> Expression:
    """Return the sum of two values of one kind, of two durations, or a date moved on by a duration.

    >>> from welfarerules.formula.build import fact, money
    >>> add(fact("contributed"), money(100)).type.name
    'money'

    Raises:
        FormulaError: The two cannot be added.
    """
    text = text or f"{inside(left)} + {inside(right)}"
    if left.type == DATE and isinstance(right, Duration):
        return Shifted(type=DATE, text=text, column=column, date=left, duration=right)
    return _sum("+", left, right, text, column)


def subtract(left: Expression, right: Expression, *, text: str = "", column: int = 0) -> Expression:
    """Return the difference of two values of one kind, the span between two dates, or a date moved back.

    Raises:
        FormulaError: The two cannot be subtracted.
    """
    text = text or f"{inside(left)} - {inside(right)}"
    if left.type == DATE and isinstance(right, Duration):
        return Shifted(type=DATE, text=text, column=column, date=left, duration=right, sign=-1)
    if left.type == right.type == DATE:
        return Span(type=SPAN, text=text, column=column, start=right, end=left)
    return _sum("-", left, right, text, column)


def _sum(op: Literal["+", "-"], left: Expression, right: Expression, text: str, column: int) -> Expression:
    if isinstance(left, Duration) and isinstance(right, Duration):
        return _duration_sum(op, left, right, text, column)
    pair = unified(left, right)
    if pair is None or not pair[0].type.is_quantity:
        _refuse_span(left, right, text)
        refuse(CANNOT_ADD, left=left.type, right=right.type)
    first, second = pair
    grain = grain_of_sum(first.grain, second.grain)
    kind = _common_type(first, second)
    if isinstance(first, Constant) and isinstance(second, Constant):
        value = first.value + second.value if op == "+" else first.value - second.value
        return Constant(type=kind, text=text, column=column, grain=abs(value), value=value)
    return Arithmetic(type=kind, text=text, column=column, grain=grain, op=op, left=first, right=second)


def _refuse_span(left: Expression, right: Expression, text: str) -> None:
    """A span is no number; saying so with its unit helps more than naming two types."""
    for operand in (left, right):
        if operand.type == SPAN:
            refuse(SPAN_WITHOUT_UNIT, text=text, span=operand.text)


def _common_type(first: Expression, second: Expression) -> Type:
    return first.type if first.type == second.type else NUMBER


def _duration_sum(op: Literal["+", "-"], left: Duration, right: Duration, text: str, column: int) -> Duration:
    sign = 1 if op == "+" else -1
    if left.unit == right.unit == "days":
        return attrs.evolve(left, count=left.count + sign * right.count, text=text, column=column)
    if "days" in (left.unit, right.unit):
        refuse(CANNOT_ADD, left=count(left.unit), right=count(right.unit))
    return attrs.evolve(left, count=left.months + sign * right.months, unit="months", text=text, column=column)


def multiply(left: Expression, right: Expression, *, text: str = "", column: int = 0) -> Expression:
    """Return the product of two quantities, of which at most one is an amount of money.

    >>> from welfarerules.formula.build import fact, money
    >>> multiply(money(20000, "200"), fact("nights")).text
    '200 * nights'

    Raises:
        FormulaError: The product has no meaning, such as money times money.
    """
    text = text or f"{inside(left)} * {inside(right)}"
    kind = _type_of_product(left.type, right.type)
    if kind is None:
        _refuse_span(left, right, text)
        refuse(CANNOT_MULTIPLY, left=left.type, right=right.type)
    grain = grain_of_product(left.grain, right.grain)
    if isinstance(left, Constant) and isinstance(right, Constant):
        return Constant(type=kind, text=text, column=column, grain=grain, value=left.value * right.value)
    return Arithmetic(type=kind, text=text, column=column, grain=grain, op="*", left=left, right=right)


def _type_of_product(left: Type, right: Type) -> Type | None:
    if not (left.is_quantity and right.is_quantity) or left == right == MONEY:
        return None
    if MONEY in (left, right):
        return MONEY
    if left.is_count and right.is_count:
        return count(" × ".join(sorted((left.unit, right.unit))))
    return next((kind for kind in (left, right) if kind.is_count), NUMBER)


def divide(left: Expression, right: Expression, *, text: str = "", column: int = 0) -> Expression:
    """Return the exact ratio of two quantities.

    Raises:
        FormulaError: The ratio has no meaning, the divisor is zero, or is itself a ratio that can be anything.
    """
    text = text or f"{inside(left)} / {inside(right)}"
    kind = _type_of_quotient(left.type, right.type)
    if kind is None:
        _refuse_span(left, right, text)
        refuse(CANNOT_DIVIDE, left=left.type, right=right.type)
    if right.grain is None:
        refuse(VARIABLE_RATIO, text=right.text)
    if right.grain == 0:
        refuse(DIVIDES_BY_ZERO, text=text)
    divisor = right.value if isinstance(right, Constant) else None
    grain = grain_of_quotient(left.grain, divisor)
    if isinstance(left, Constant) and divisor is not None:
        return Constant(type=kind, text=text, column=column, grain=grain, value=left.value / divisor)
    return Arithmetic(type=kind, text=text, column=column, grain=grain, op="/", left=left, right=right)


def _type_of_quotient(left: Type, right: Type) -> Type | None:
    if not (left.is_quantity and right.is_quantity):
        return None
    if right in _PLAIN:
        return left if left != RATE else NUMBER
    if left == right:
        return NUMBER
    return MONEY if left == MONEY else None


def least(first: Expression, *more: Expression, text: str = "", column: int = 0) -> Expression:
    """Return the least of several values of one kind.

    Raises:
        FormulaError: They are of several kinds, or of one that has no order.
    """
    return _extreme("min", (first, *more), text, column)


def greatest(first: Expression, *more: Expression, text: str = "", column: int = 0) -> Expression:
    """Return the greatest of several values of one kind.

    Raises:
        FormulaError: They are of several kinds, or of one that has no order.
    """
    return _extreme("max", (first, *more), text, column)


def _extreme(op: Literal["min", "max"], items: tuple[Expression, ...], text: str, column: int) -> Expression:
    kind = next((item.type for item in items if item.type not in (NUMBER, DURATION)), items[0].type)
    kind = NUMBER if kind == RATE else kind
    fitted = []
    for item in items:
        fit = adapted(item, kind)
        if fit is None or not (kind.is_quantity or kind == DATE):
            refuse(CANNOT_CHOOSE, name=op, left=kind, right=item.type)
        if fit.grain is None:
            refuse(VARIABLE_RATIO, text=fit.text)
        fitted.append(fit)
    grain = fitted[0].grain
    for fit in fitted[1:]:
        grain = grain_of_sum(grain, fit.grain)
    text = text or f"{op}({', '.join(item.text for item in items)})"
    return Extreme(type=kind, text=text, column=column, grain=grain, op=op, items=tuple(fitted))


def rounded(
    operand: Expression, mode: int, *, multiple: Fraction | int = 1, text: str = "", column: int = 0
) -> Expression:
    """Return a quantity rounded to a multiple of *multiple* units (minor units, for money).

    *mode* is a code of `kernel.arithmetic`.

    Raises:
        FormulaError: It is no quantity, or *multiple* is not a whole number above zero.
    """
    multiple = Fraction(multiple)
    if not operand.type.is_quantity or operand.type == RATE:
        refuse(CANNOT_ROUND, text=operand.text, found=operand.type)
    if multiple <= 0 or multiple.denominator != 1:
        refuse(BAD_MULTIPLE, text=text or decimal_text(multiple), unit=operand.type)
    text = text or f"rounded({operand.text})"
    return Rounded(
        type=operand.type, text=text, column=column, grain=multiple, mode=mode, multiple=int(multiple), operand=operand
    )
