"""Which of two bounds of a tier comes first."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final, Literal

import attrs

from welfarerules.dates import MonthEnd, add_months
from welfarerules.formula.typed import Constant, Duration, Expression
from welfarerules.scheme.tree import Node

__all__ = ["Bound", "Order", "compare_bounds"]

Order = Literal["rises", "same", "falls", "unclear"]

# Every month, leap years, and a century year that is none: each length that so many months can have occurs here.
_ANCHORS: Final = (date(2023, 1, 1), date(2096, 1, 1))
_ANCHOR_DAYS: Final = 9 * 366


@attrs.frozen
class Bound:
    """Where a tier starts.

    Attributes:
        expression: A duration or a number.
        sign: ``>=``: at exactly the bound; ``>``: just after it.
        node: The bound in the text.
    """

    expression: Expression
    sign: Literal[">=", ">"]
    node: Node


def compare_bounds(before: Bound, bound: Bound, month_end: MonthEnd | None) -> Order:
    """Return whether *bound* comes after *before*, for every day a span can start on.

    Lengths in days and in months are compared on the calendar: 6 months are 181 to 184 days. Without a convention
    for month ends, both are tried.
    """
    left, right = before.expression, bound.expression
    if isinstance(left, Duration) and isinstance(right, Duration):
        if (left.unit == "days") == (right.unit == "days"):
            return _order(_length(left), _length(right), before.sign, bound.sign)
        return _order_of_ranges(_days(left, month_end), _days(right, month_end))
    if isinstance(left, Constant) and isinstance(right, Constant):
        return _order(left.value, right.value, before.sign, bound.sign)
    raise TypeError("a bound is a duration or a number")


def _length(duration: Duration) -> int:
    return duration.count if duration.unit == "days" else duration.months


def _order(left: object, right: object, left_sign: str, right_sign: str) -> Order:
    first, second = (left, left_sign == ">"), (right, right_sign == ">")
    if first == second:
        return "same"
    return "rises" if first < second else "falls"


def _order_of_ranges(left: tuple[int, int], right: tuple[int, int]) -> Order:
    if left[1] < right[0]:
        return "rises"
    return "falls" if right[1] < left[0] else "unclear"


def _days(duration: Duration, month_end: MonthEnd | None) -> tuple[int, int]:
    """Return the fewest and the most days that *duration* can be."""
    if duration.unit == "days":
        return duration.count, duration.count
    policies: tuple[MonthEnd, ...] = (month_end,) if month_end else ("clamp", "overflow")
    ranges = [_days_of_months(duration.months, policy) for policy in policies]
    return min(least for least, _ in ranges), max(most for _, most in ranges)


@cache
def _days_of_months(months: int, month_end: MonthEnd) -> tuple[int, int]:
    lengths = set()
    for anchor in _ANCHORS:
        for later in range(_ANCHOR_DAYS):
            day = date.fromordinal(anchor.toordinal() + later)
            lengths.add((add_months(day, months, month_end) - day).days)
    return min(lengths), max(lengths)
