"""Where conditions can hold together, and how large values get there: intervals through typed expressions.

A `Region` holds every way in which facts can make a condition hold; it may hold more. So what it proves impossible is
impossible, and what it leaves possible may be impossible all the same. Nothing here knows a single fact's value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import reduce
from math import ceil, floor
from typing import Final

import attrs

from welfarerules.formula.boxes import ANY_LENGTH, Box, Interval, Length, days_in
from welfarerules.formula.linear import WholeSum, difference_of, written_alike
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
from welfarerules.formula.value_types import CATEGORY, SPAN

__all__ = ["Region"]

_MOST_BOXES: Final = 8
_FEW_BOXES: Final = 4
_NO_BOUND: Final = 10**40
_OPPOSITE: Final[Mapping[str, str]] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_ONE_DAY: Final = 1


@attrs.frozen
class Region:
    """Values of facts, as boxes of which each value lies in at least one.

    >>> from welfarerules.formula.build import compare, duration, fact
    >>> old, young = (compare(sign, fact("membership"), duration(3, "years")) for sign in (">=", "<"))
    >>> bool(Region().where(old)), bool(Region().where(old).where(young))
    (True, False)
    """

    boxes: tuple[Box, ...] = (Box(),)

    def __bool__(self) -> bool:
        """Whether anything lies in it."""
        return bool(self.boxes)

    def where(self, condition: Expression, *, holds: bool = True) -> Region:
        """Return the part in which *condition* certainly holds, or certainly does not."""
        return Region(_few(found for box in self.boxes for found in _narrowed(box, condition, holds=holds)))

    def where_all(self, conditions: Iterable[Expression]) -> Region:
        """Return the part in which all *conditions* hold."""
        listed = list(conditions)
        return self.where_each(listed).narrowed_by(listed)

    def where_each(self, conditions: Iterable[Expression]) -> Region:
        """Return the part in which all *conditions* hold, looked at one after the other."""
        return reduce(lambda region, condition: region.where(condition), conditions, self)

    def narrowed_by(self, conditions: Iterable[Expression]) -> Region:
        """Return the region with another look at *conditions* that hold in it: a later one may narrow an earlier.

        Where they hold in many ways, it takes long and finds little, and nothing is done.
        """
        return self.where_each(conditions) if len(self.boxes) <= _FEW_BOXES else self

    def with_number(self, fact: str, least: int, largest: int) -> Region:
        """Return the region in which a number lies between two bounds, both included."""
        return Region(tuple(box.with_number(fact, (least, largest)) for box in self.boxes))

    def with_span(self, span: Expression, length: Length) -> Region:
        """Return the region in which *span* is so long."""
        return Region(tuple(box.with_length(written_alike(span), length) for box in self.boxes))

    def range_of(self, value: Expression) -> Interval | None:
        """Return the least and the greatest that *value* can be, None where nothing lies in the region."""
        return _hull(_range(box, value) for box in self.boxes)

    def lengths_of(self, span: Expression) -> tuple[Length, ...]:
        """Return how long *span* may be, box by box."""
        return tuple(box.lengths.get(written_alike(span), ANY_LENGTH) for box in self.boxes)


def _few(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """The same boxes without repetition; where they are many, one that holds those so far."""
    distinct: list[Box] = []
    for box in boxes:
        if box not in distinct:
            distinct.append(box)
        if len(distinct) > _MOST_BOXES:
            distinct = [reduce(Box.joined, distinct)]
    return tuple(distinct)


def _hull(ranges: Iterable[Interval | None]) -> Interval | None:
    known = [each for each in ranges if each is not None]
    return (min(each[0] for each in known), max(each[1] for each in known)) if known else None


def _narrowed(box: Box, condition: Expression, *, holds: bool) -> tuple[Box, ...]:
    """The parts of *box* in which *condition* is certainly true, or certainly false."""
    match condition:
        case Constant():
            return (box,) if (condition.value == 1) == holds else ()
        case Negation():
            return _narrowed(box, condition.operand, holds=not holds)
        case Logic():
            parts = (condition.left, condition.right)
            together = (condition.op == "and") == holds
            return _all(box, parts, holds=holds) if together else _any(box, parts, holds=holds)
        case Comparison():
            op = condition.op if holds else _OPPOSITE[condition.op]
            return _compared(box, condition.left, op, condition.right)
        case OneOf():
            return _one_of(box, condition, holds=holds)
        case Choice():
            chosen = _narrowed(box, condition.condition, holds=True)
            other = _narrowed(box, condition.condition, holds=False)
            found = [part for each in chosen for part in _narrowed(each, condition.when_true, holds=holds)]
            return _few(
                [*found, *(part for each in other for part in _narrowed(each, condition.otherwise, holds=holds))]
            )
    one = Constant(type=condition.type, value=Fraction(int(holds)))
    return _compared(box, condition, "==", one)


def _all(box: Box, conditions: Iterable[Expression], *, holds: bool) -> tuple[Box, ...]:
    boxes: tuple[Box, ...] = (box,)
    for condition in conditions:
        boxes = _few(part for each in boxes for part in _narrowed(each, condition, holds=holds))
    return boxes


def _any(box: Box, conditions: Iterable[Expression], *, holds: bool) -> tuple[Box, ...]:
    """Where one of them is so in the whole box, the others add nothing."""
    found: list[Box] = []
    for condition in conditions:
        parts = _narrowed(box, condition, holds=holds)
        if box in parts:
            return (box,)
        found += parts
    return _few(found)


def _one_of(box: Box, condition: OneOf, *, holds: bool) -> tuple[Box, ...]:
    equal = [(condition.item, "==" if holds else "!=", option) for option in condition.options]
    if holds:
        return _few(part for each in equal for part in _compared(box, *each))
    boxes: tuple[Box, ...] = (box,)
    for each in equal:
        boxes = _few(part for one in boxes for part in _compared(one, *each))
    return boxes


def _compared(box: Box, left: Expression, op: str, right: Expression) -> tuple[Box, ...]:
    """The part of *box* in which the comparison is true."""
    if left.type == SPAN:
        return _of_length(box, left, op, right) if isinstance(right, Duration) else (box,)
    if left.type == CATEGORY:
        return _of_words(box, left, op, right)
    if op in ("<", "<=", "=="):
        below = _below_zero(box, difference_of(left, right), strictly=op == "<")
        if op != "==" or below is None:
            return (below,) if below else ()
        box = below
    if op in (">", ">=", "=="):
        above = _below_zero(box, difference_of(right, left), strictly=op == ">")
        return (above,) if above else ()
    return _few([*_compared(box, left, "<", right), *_compared(box, left, ">", right)])


def _of_words(box: Box, left: Expression, op: str, right: Expression) -> tuple[Box, ...]:
    fact, word = (left, right) if isinstance(left, Fact) else (right, left)
    if not isinstance(fact, Fact) or not isinstance(word, Constant):
        return (box,)
    codes = box.words.get(fact.fact.name, frozenset(range(len(fact.fact.values))))
    code = int(word.value)
    left_over = codes & {code} if op == "==" else codes - {code}
    return (box.with_words(fact.fact.name, left_over),) if left_over else ()


def _of_length(box: Box, span: Expression, op: str, length: Duration) -> tuple[Box, ...]:
    name = written_alike(span)
    known = box.lengths.get(name, ANY_LENGTH)
    pinned = known.is_possible and known.is_exact
    narrowed = {
        ">=": lambda: known.from_(length),
        ">": lambda: known.from_(length, _ONE_DAY),
        "<=": lambda: known.up_to(length),
        "<": lambda: known.up_to(length, -_ONE_DAY),
        "==": lambda: known.from_(length).up_to(length),
        "!=": lambda: known,
    }[op]()
    if op == "!=" and pinned and known == known.from_(length).up_to(length):
        return ()
    if narrowed == known:
        return (box,)
    return (box.with_length(name, narrowed),) if narrowed.is_possible else ()


def _below_zero(box: Box, total: WholeSum, *, strictly: bool) -> Box | None:
    """Narrow every value of a sum that must not exceed zero, or must be less."""
    ranges = {}
    for key, value in total.values.items():
        found = _range(box, value)
        if found is None:
            return None
        ends = (found[0] * total.times[key], found[1] * total.times[key])
        ranges[key] = ends if ends[0] <= ends[1] else (ends[1], ends[0])
    least = total.constant + sum(each[0] for each in ranges.values())
    if least > 0 or (strictly and least == 0):
        return None
    largest = total.constant + sum(each[1] for each in ranges.values())
    if largest < 0 or (largest == 0 and not strictly):
        return box
    narrowed: Box | None = box
    for key, value in total.values.items():
        # What is left for this value when all others are as small as they get.
        room = ranges[key][0] - least
        narrowed = narrowed and _at_most(narrowed, value, room, total.times[key], strictly=strictly)
    return narrowed


def _at_most(box: Box, value: Expression, room: Fraction | int, times: int, *, strictly: bool) -> Box | None:
    """Narrow *value*, of which so many *times* must not exceed *room*."""
    if not isinstance(value, Fact | WholeUnits) or not value.is_whole:
        return box
    upwards = times > 0
    most = -(-room // abs(times)) - 1 if strictly else room // abs(times)
    if isinstance(value, WholeUnits):
        return _counted(box, value, most if upwards else -most, upwards=upwards)
    least, largest = _range_of_fact(box, value)
    interval = (least, min(largest, most)) if upwards else (max(least, -most), largest)
    return box.with_number(value.fact.name, interval) if interval[0] <= interval[1] else None


def _counted(box: Box, counted: WholeUnits, count: int, *, upwards: bool) -> Box | None:
    """Narrow a span to at most, or with *upwards* False to at least, so many whole units."""
    name = written_alike(counted.span_counted)
    known = box.lengths.get(name, ANY_LENGTH)
    length = Duration(type=counted.type, count=count + (counted.unit != "days" and upwards), unit=counted.unit)
    more = 0 if counted.unit == "days" else -_ONE_DAY
    narrowed = known.up_to(length, more) if upwards else known.from_(length)
    return box.with_length(name, narrowed) if narrowed.is_possible else None


def _range_of_fact(box: Box, value: Fact) -> Interval:
    return box.numbers.get(value.fact.name, (value.fact.least, value.fact.largest))


def _range(box: Box, value: Expression) -> Interval | None:
    """The least and the greatest of *value* in *box*; None where it can have no value there."""
    match value:
        case Constant():
            return value.value, value.value
        case Fact():
            return _range_of_fact(box, value)
        case WholeUnits():
            return _range_of_units(box, value)
        case Choice():
            return _range_of_choice(box, value)
        case Span() | Duration():
            return -_NO_BOUND, _NO_BOUND
    if type(value) not in _COMPUTED:
        return _truth(box, value)
    parts = [_range(box, part) for part in value.children if not isinstance(part, Duration)]
    known = [part for part in parts if part is not None]
    return _COMPUTED[type(value)](value, known) if len(known) == len(parts) else None


def _truth(box: Box, condition: Expression) -> Interval | None:
    possible = [int(holds) for holds in (False, True) if _narrowed(box, condition, holds=holds)]
    return (possible[0], possible[-1]) if possible else None


def _range_of_choice(box: Box, value: Choice) -> Interval | None:
    chosen = [_range(each, value.when_true) for each in _narrowed(box, value.condition, holds=True)]
    other = [_range(each, value.otherwise) for each in _narrowed(box, value.condition, holds=False)]
    return _hull([*chosen, *other])


def _range_of_units(box: Box, value: WholeUnits) -> Interval:
    length = box.lengths.get(written_alike(value.span_counted), ANY_LENGTH)
    if value.unit == "days":
        return length.whole_days()
    least, most = length.whole_months()
    return (least, most) if value.unit == "months" else (least // 12, most // 12)


def _of_arithmetic(value: Expression, parts: list[Interval]) -> Interval:
    if not isinstance(value, Arithmetic):
        raise TypeError(value)
    (a, b), (c, d) = parts
    if value.op == "+":
        return a + c, b + d
    if value.op == "-":
        return a - d, b - c
    if value.op == "*":
        corners = [one * other for one in (a, b) for other in (c, d)]
        return min(corners), max(corners)
    if c > 0 or d < 0:
        corners = [Fraction(one) / other for one in (a, b) for other in (c, d)]
        return min(corners), max(corners)
    # A whole divisor that is not zero is one at least.
    ends = (a, b, -a, -b) if value.right.is_whole else (-_NO_BOUND, _NO_BOUND)
    return min(ends), max(ends)


def _of_rounded(value: Expression, parts: list[Interval]) -> Interval:
    if not isinstance(value, Rounded):
        raise TypeError(value)
    ((least, largest),) = parts
    kept = value.multiple
    return floor(Fraction(least) / kept) * kept, ceil(Fraction(largest) / kept) * kept


def _of_shifted(value: Expression, parts: list[Interval]) -> Interval:
    if not isinstance(value, Shifted):
        raise TypeError(value)
    least, largest = parts[0]
    length = value.duration
    days = (length.count, length.count) if length.unit == "days" else days_in(length.months)
    fewest, most = days if value.sign == 1 else (-days[1], -days[0])
    return least + fewest, largest + most


def _of_extreme(value: Expression, parts: list[Interval]) -> Interval:
    lows, highs = [part[0] for part in parts], [part[1] for part in parts]
    return (min(lows), min(highs)) if isinstance(value, Extreme) and value.op == "min" else (max(lows), max(highs))


_COMPUTED: Final[Mapping[type[Expression], Callable[[Expression, list[Interval]], Interval]]] = {
    Arithmetic: _of_arithmetic,
    Negative: lambda _, parts: (-parts[0][1], -parts[0][0]),
    Rounded: _of_rounded,
    Shifted: _of_shifted,
    Extreme: _of_extreme,
}
