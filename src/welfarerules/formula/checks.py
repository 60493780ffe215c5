"""What the makers of expressions share: refusing, adapting plain numbers, finding a common type."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from typing import NoReturn

import attrs

from welfarerules.errors import Finding, Place
from welfarerules.formula.findings import FormulaError
from welfarerules.formula.nodes import (
    Arithmetic,
    Choice,
    Comparison,
    Constant,
    Duration,
    Expression,
    Logic,
    Negation,
    Negative,
    OneOf,
    Shifted,
    Span,
)
from welfarerules.formula.value_types import NUMBER, RATE, Type

__all__ = ["adapted", "decimal_text", "inside", "refuse", "unified"]

_LOOSE = (Arithmetic, Choice, Comparison, Logic, Negation, Negative, OneOf, Shifted)


def refuse(finding: Finding, **values: object) -> NoReturn:
    """Raise *finding* without a place; whoever knows the text puts it there."""
    raise FormulaError(finding.at(Place(), **values))


def inside(expression: Expression) -> str:
    """Return the text of *expression* as an operand: in parentheses where they are needed."""
    text = expression.text
    loose = isinstance(expression, _LOOSE) or (isinstance(expression, Span) and expression.fact is None)
    return f"({text})" if loose and not _enclosed(text) else text


def _enclosed(text: str) -> bool:
    """Whether one pair of parentheses stands around all of *text*."""
    depths = list(accumulate((letter == "(") - (letter == ")") for letter in text))
    return text.endswith(")") and all(depths[:-1])


def decimal_text(value: Fraction) -> str:
    """Return *value* as a formula writes it.

    >>> decimal_text(Fraction(5, 2)), decimal_text(Fraction(-200)), decimal_text(Fraction(1, 3))
    ('2.5', '-200', '1 / 3')
    """
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
        if places > 30:
            return f"{value.numerator} / {value.denominator}"
    digits = str(abs(int(value * 10**places))).rjust(places + 1, "0")
    whole = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{whole}" if value < 0 else whole


def adapted(expression: Expression, wanted: Type) -> Expression | None:
    """Return *expression* as a value of type *wanted* where its own type allows it, else None.

    A plain number that is written out counts whatever it stands beside; 3 days or months count days or months. An
    amount of money is never guessed here: only the reader of a formula knows the currency.
    """
    if expression.type == wanted or (wanted == NUMBER and expression.type == RATE):
        return expression
    if not wanted.is_count:
        return None
    if isinstance(expression, Constant) and expression.type == NUMBER:
        return attrs.evolve(expression, type=wanted)
    if isinstance(expression, Duration) and expression.unit == wanted.unit:
        count = Fraction(expression.count)
        return Constant(type=wanted, text=expression.text, column=expression.column, grain=count, value=count)
    return None


def unified(left: Expression, right: Expression) -> tuple[Expression, Expression] | None:
    """Return both as values of one type, or None where there is none."""
    if (as_left := adapted(right, left.type)) is not None:
        return left, as_left
    if (as_right := adapted(left, right.type)) is not None:
        return as_right, right
    return None
