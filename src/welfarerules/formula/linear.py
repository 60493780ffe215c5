"""Values as sums: so many times this fact, so many times that one, and a number."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Any, Final

import attrs

from welfarerules.formula.facts import FactType
from welfarerules.formula.nodes import Arithmetic, Constant, Expression, Negative, Shifted

__all__ = ["Sum", "WholeSum", "difference_of", "sum_of", "written_alike"]

_KEPT: Final = 4096
_TOLD: Final = frozenset({"text", "column", "grain", "type"})


@lru_cache(maxsize=_KEPT)
def written_alike(expression: Expression) -> Hashable:
    """Return what is equal for two expressions that say the same in other spacing or words.

    >>> from welfarerules.formula.parse import parse
    >>> from welfarerules.formula.typed import TRUTH, FactTable
    >>> one, other = (parse(text, facts=FactTable(), wants=TRUTH, currency="THB") for text in ("nights>3", "คืน > 3"))
    >>> written_alike(one) == written_alike(other)
    True
    """
    fields = [field.name for field in attrs.fields(type(expression)) if field.name not in _TOLD]
    return (type(expression).__name__, *(_alike(getattr(expression, name)) for name in fields))


def _alike(value: Any) -> Hashable:
    if isinstance(value, Expression):
        return written_alike(value)
    if isinstance(value, tuple):
        return tuple(_alike(each) for each in value)
    return value.name if isinstance(value, FactType) else value


@attrs.frozen
class Sum:
    """A number and multiples of values.

    Attributes:
        constant: What is there in any case.
        times: How often each value counts, by what is alike in it.
        values: Those values: facts, and parts that are no sums.
    """

    constant: Fraction
    times: Mapping[Hashable, Fraction] = attrs.field(factory=dict)
    values: Mapping[Hashable, Expression] = attrs.field(factory=dict)

    def plus(self, other: Sum, count: Fraction) -> Sum:
        """Return this and *count* times the other."""
        times = dict(self.times)
        for value, often in other.times.items():
            times[value] = times.get(value, Fraction(0)) + often * count
        kept = {value: often for value, often in times.items() if often}
        values = {value: each for value, each in {**self.values, **other.values}.items() if value in kept}
        return Sum(self.constant + other.constant * count, kept, values)


@attrs.frozen
class WholeSum:
    """A `Sum` in which every number is whole."""

    constant: int
    times: Mapping[Hashable, int]
    values: Mapping[Hashable, Expression]


def sum_of(expression: Expression) -> Sum:
    """Return *expression* as a sum.

    >>> from welfarerules.formula.build import add, fact, money, multiply
    >>> nights = fact("nights")
    >>> added = sum_of(add(multiply(money(20000), nights), multiply(money(5000), nights)))
    >>> list(added.times.values())
    [Fraction(25000, 1)]
    """
    if isinstance(expression, Constant):
        return Sum(expression.value)
    if isinstance(expression, Negative):
        return Sum(Fraction(0)).plus(sum_of(expression.operand), Fraction(-1))
    if isinstance(expression, Shifted) and expression.duration.unit == "days":
        return sum_of(expression.date).plus(Sum(Fraction(expression.duration.count)), Fraction(expression.sign))
    if isinstance(expression, Arithmetic):
        left, right = sum_of(expression.left), sum_of(expression.right)
        if expression.op in "+-":
            return left.plus(right, Fraction(1 if expression.op == "+" else -1))
        if expression.op == "*" and not (left.times and right.times):
            return Sum(Fraction(0)).plus(*((left, right.constant) if left.times else (right, left.constant)))
        if expression.op == "/" and not right.times and right.constant:
            return Sum(Fraction(0)).plus(left, 1 / right.constant)
    value = written_alike(expression)
    return Sum(Fraction(0), {value: Fraction(1)}, {value: expression})


@lru_cache(maxsize=_KEPT)
def difference_of(left: Expression, right: Expression) -> WholeSum:
    """Return a sum of whole multiples that is below zero where *left* is less than *right*, and zero where equal."""
    exact = sum_of(left).plus(sum_of(right), Fraction(-1))
    scale = lcm(*(Fraction(each).denominator for each in (exact.constant, *exact.times.values())))
    times = {value: int(often * scale) for value, often in exact.times.items()}
    return WholeSum(int(exact.constant * scale), times, exact.values)
