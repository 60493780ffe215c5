"""Where the conditions and amounts of a rule turn: the bounds written in its formulas, and a member who meets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, Literal

import attrs

from welfarerules.formula.typed import (
    SPAN,
    Comparison,
    Constant,
    Duration,
    Expression,
    Fact,
    Logic,
    Negation,
    OneOf,
    Shifted,
    Span,
    WholeUnits,
    walk,
)

__all__ = ["Bound", "Size", "Wish", "bounds_in", "in_days", "whole", "wishes_of"]

Unit = Literal["days", "months", "years"]
Op = Literal["==", "!=", "<", "<=", ">", ">="]

_FLIPPED: Final[Mapping[Op, Op]] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_OPPOSITE: Final[Mapping[Op, Op]] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_MONTH: Final = Fraction(487, 16)
"""Days of a month on the average: 365.25 / 12."""


@attrs.frozen
class Size:
    """A length of calendar time."""

    count: int
    unit: Unit

    @property
    def months(self) -> int:
        """Its months, 0 when it counts days."""
        return {"days": 0, "months": 1, "years": 12}[self.unit] * self.count


@attrs.frozen
class Bound:
    """A value at which a condition turns.

    Attributes:
        subject: The English name of the fact compared: ``membership``, ``nights``, a declared fact; of a time
            between two dates, the later.
        since: The earlier of two dates, ``""`` for any other fact.
        op: How it is compared.
        size: A length of time, or a number in the fact's own unit (minor units of money, the code of a category).
    """

    subject: str
    op: Op
    size: Size | Fraction
    since: str = ""


def in_days(size: Size) -> Fraction:
    """About how many days *size* is."""
    return Fraction(size.count) if size.unit == "days" else size.months * _MONTH


def whole(value: Fraction) -> int:
    """Return the whole number nearest to *value*, the larger of two."""
    return int((value + Fraction(1, 2)) // 1)


def bounds_in(expressions: Iterable[Expression]) -> list[Bound]:
    """Return every bound in *expressions*, in the order they are written, none twice."""
    found: list[Bound] = []
    for expression in expressions:
        compared: set[int] = set()
        for node in _outermost_first(expression):
            if isinstance(node, Comparison):
                bound = _bound(node)
                compared.update(id(part) for part in node.children)
                found += _turns(bound, whole=_is_whole(node)) if bound else ()
            elif isinstance(node, WholeUnits) and id(node) not in compared:
                found += _each_unit(node)
    return list(dict.fromkeys(found))


def _outermost_first(expression: Expression) -> Sequence[Expression]:
    return tuple(walk(expression))[::-1]


def _is_whole(node: Comparison) -> bool:
    return isinstance(node.left, WholeUnits) or isinstance(node.right, WholeUnits)


def _turns(bound: Bound, *, whole: bool) -> Iterator[Bound]:
    """The bound itself; of whole units also the next, where "more than 3 years" turns."""
    yield bound
    if whole and isinstance(bound.size, Size):
        yield attrs.evolve(bound, size=Size(bound.size.count + 1, bound.size.unit))


def _each_unit(node: WholeUnits) -> Iterator[Bound]:
    """Whole years that are counted turn with every year."""
    subject, since = _span(node.span_counted)
    if subject:
        for count in (1, 2, 3):
            yield Bound(subject, ">=", Size(count, node.unit), since)


def _bound(node: Comparison) -> Bound | None:
    return _compared(node.left, node.op, node.right) or _compared(node.right, _FLIPPED[node.op], node.left)


def _compared(left: Expression, op: Op, right: Expression) -> Bound | None:
    subject, since = _span(left)
    if subject and isinstance(right, Duration):
        return Bound(subject, op, Size(right.count, right.unit), since)
    if isinstance(left, WholeUnits) and isinstance(right, Constant) and right.value.denominator == 1:
        subject, since = _span(left.span_counted)
        return Bound(subject, op, Size(int(right.value), left.unit), since) if subject else None
    if isinstance(left, Fact) and isinstance(right, Constant):
        return Bound(left.fact.name, op, right.value)
    if isinstance(left, Fact) and isinstance(right, Shifted) and isinstance(right.date, Fact) and right.sign == 1:
        length = right.duration
        return Bound(left.fact.name, op, Size(length.count, length.unit), right.date.fact.name)
    return None


def _span(expression: Expression) -> tuple[str, str]:
    """The fact that names a span, or the two dates it runs between, the later first; empty for anything else."""
    if not isinstance(expression, Span) or expression.type != SPAN:
        return "", ""
    if expression.fact is not None:
        return expression.fact.name, ""
    start, end = expression.start, expression.end
    if isinstance(start, Fact) and isinstance(end, Fact):
        return end.fact.name, start.fact.name
    return "", ""


@attrs.define
class Wish:
    """What a fact must be so that conditions hold, as far as that is plain.

    Attributes:
        least, most: Both included; lengths of time in days.
    """

    least: Fraction | None = None
    most: Fraction | None = None

    def near(self, usual: Fraction) -> Fraction:
        """Return *usual*, or the nearest value to it that is wished for, with some room where there is some."""
        if self.least is not None and self.most is not None:
            return max(self.least, min(self.most, max(usual, self.least)))
        if self.least is not None and usual < self.least:
            return self.least
        if self.most is not None and usual > self.most:
            return self.most
        return usual


Wishes = dict[tuple[str, str], Wish]


def wishes_of(conditions: Iterable[Expression], *, never: Iterable[Expression] = ()) -> Wishes:
    """Return what each fact must be so that all *conditions* hold, by subject and the date it is counted from.

    Args:
        conditions: What must hold.
        never: What must not.
    """
    wishes: Wishes = {}
    for condition in conditions:
        _wish(condition, wishes, holds=True)
    for condition in never:
        _wish(condition, wishes, holds=False)
    return wishes


def _wish(condition: Expression, wishes: Wishes, *, holds: bool) -> None:
    if isinstance(condition, Negation):
        _wish(condition.operand, wishes, holds=not holds)
    elif isinstance(condition, Logic):
        _wish(condition.left, wishes, holds=holds)
        if (condition.op == "and") == holds:
            _wish(condition.right, wishes, holds=holds)
    elif isinstance(condition, Fact):
        _narrow(wishes, (condition.fact.name, ""), "==", Fraction(1 if holds else 0), room=0)
    elif isinstance(condition, OneOf) and isinstance(condition.item, Fact) and holds:
        first = condition.options[0]
        if isinstance(first, Constant):
            _narrow(wishes, (condition.item.fact.name, ""), "==", first.value, room=0)
    elif isinstance(condition, Comparison):
        bound = _bound(condition)
        if bound is not None:
            op = bound.op if holds else _OPPOSITE[bound.op]
            timed = isinstance(bound.size, Size)
            size = in_days(bound.size) if isinstance(bound.size, Size) else bound.size
            _narrow(wishes, (bound.subject, bound.since), op, size, room=3 if timed else 0)


def _narrow(wishes: Wishes, subject: tuple[str, str], op: Op, size: Fraction, *, room: int) -> None:
    """Take a bound into the wish; *room* keeps away from a length of time that is not always as many days."""
    wish = wishes.setdefault(subject, Wish())
    step = Fraction(1)
    if op in (">=", ">", "=="):
        least = size + (step if op == ">" else 0) + (0 if op == "==" else room)
        wish.least = least if wish.least is None else max(wish.least, least)
    if op in ("<=", "<", "=="):
        most = size - (step if op == "<" else 0) - (0 if op == "==" else room)
        wish.most = most if wish.most is None else min(wish.most, most)
    if op == "!=" and wish.least is None:
        wish.least = size + step
