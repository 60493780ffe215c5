"""Typed expressions: what a formula means, with the text it was written in."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final, Literal

import attrs

from welfarerules.formula.facts import FactType
from welfarerules.formula.value_types import Type

__all__ = [
    "Arithmetic",
    "Choice",
    "Comparison",
    "Constant",
    "Duration",
    "Expression",
    "Extreme",
    "Fact",
    "Logic",
    "Negation",
    "Negative",
    "OneOf",
    "Rounded",
    "Shifted",
    "Span",
    "WholeUnits",
    "walk",
]

ONE: Final = Fraction(1)


@attrs.frozen(kw_only=True, cache_hash=True)
class Expression:
    """A formula, or a part of one, that was checked.

    Attributes:
        type: The type of its value.
        text: The formula as written, or as a rule kind would have written it.
        column: Where `text` starts in the formula, in characters from 1; 0 when nobody wrote it.
        grain: Every value is a whole multiple of this many units (minor units, for money); None when nothing is known.
            A value is whole where its grain is.
    """

    type: Type
    text: str = ""
    column: int = attrs.field(default=0, eq=False)
    grain: Fraction | None = attrs.field(default=ONE, eq=False, repr=False)

    @property
    def children(self) -> tuple[Expression, ...]:
        """The parts it is computed from, in the order they are written."""
        found: list[Expression] = []
        for field in attrs.fields(type(self)):
            value = getattr(self, field.name)
            found.extend(
                part for part in (value if isinstance(value, tuple) else (value,)) if isinstance(part, Expression)
            )
        return tuple(found)

    @property
    def is_whole(self) -> bool:
        """Whether its value is always a whole number of units."""
        return self.grain is not None and self.grain.denominator == 1

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the formula: the first column and the one after the last."""
        return (self.column, self.column + len(self.text))


@attrs.frozen(kw_only=True, cache_hash=True)
class Constant(Expression):
    """A value that is written out. Money in minor units, a date as ordinal, a truth 0 or 1, a category by code."""

    value: Fraction


@attrs.frozen(kw_only=True, cache_hash=True)
class Duration(Expression):
    """So many days, months or years."""

    count: int
    unit: Literal["days", "months", "years"]

    @property
    def months(self) -> int:
        """Its months, 0 when it counts days."""
        return {"days": 0, "months": 1, "years": 12}[self.unit] * self.count


@attrs.frozen(kw_only=True, cache_hash=True)
class Fact(Expression):
    """The value of a fact."""

    fact: FactType


@attrs.frozen(kw_only=True, cache_hash=True)
class Span(Expression):
    """The time from `start` to `end`; `fact` is the fact that names it, if one does."""

    start: Expression
    end: Expression
    fact: FactType | None = None


@attrs.frozen(kw_only=True, cache_hash=True)
class Arithmetic(Expression):
    """A sum, difference, product or quotient, exact."""

    op: Literal["+", "-", "*", "/"]
    left: Expression
    right: Expression


@attrs.frozen(kw_only=True, cache_hash=True)
class Negative(Expression):
    """The opposite of a quantity."""

    operand: Expression


@attrs.frozen(kw_only=True, cache_hash=True)
class Extreme(Expression):
    """The least or the greatest of several values."""

    op: Literal["min", "max"]
    items: tuple[Expression, ...]


@attrs.frozen(kw_only=True, cache_hash=True)
class Rounded(Expression):
    """`operand` rounded to a multiple of `multiple` units by a mode of `kernel.arithmetic`."""

    mode: int
    multiple: int
    operand: Expression


@attrs.frozen(kw_only=True, cache_hash=True)
class Shifted(Expression):
    """A date moved by a duration, backwards where `sign` is -1."""

    date: Expression
    duration: Duration
    sign: Literal[1, -1] = 1


@attrs.frozen(kw_only=True, cache_hash=True)
class WholeUnits(Expression):
    """The whole days, months or years in a span."""

    unit: Literal["days", "months", "years"]
    span_counted: Expression


@attrs.frozen(kw_only=True, cache_hash=True)
class Comparison(Expression):
    """Two values compared, or a span with a duration: its start moved by the duration, compared with its end."""

    op: Literal["==", "!=", "<", "<=", ">", ">="]
    left: Expression
    right: Expression


@attrs.frozen(kw_only=True, cache_hash=True)
class OneOf(Expression):
    """Whether `item` is one of `options`."""

    item: Expression
    options: tuple[Expression, ...]


@attrs.frozen(kw_only=True, cache_hash=True)
class Logic(Expression):
    """Two conditions joined."""

    op: Literal["and", "or"]
    left: Expression
    right: Expression


@attrs.frozen(kw_only=True, cache_hash=True)
class Negation(Expression):
    """The opposite of a condition."""

    operand: Expression


@attrs.frozen(kw_only=True, cache_hash=True)
class Choice(Expression):
    """One value where a condition holds, the other where it does not."""

    condition: Expression
    when_true: Expression
    otherwise: Expression


def walk(expression: Expression) -> Iterator[Expression]:
    """Go through every part of *expression*, parts before wholes, in the order they are computed."""
    stack = [(expression, False)]
    while stack:
        node, opened = stack.pop()
        if opened or not node.children:
            yield node
            continue
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node.children))
