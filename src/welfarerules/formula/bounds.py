"""How large a value can get: intervals through the instructions of a program."""

from __future__ import annotations

from typing import Final

from welfarerules.kernel.program import ADD, ADD_MONTHS, DIV, MAX, MIN, MUL, SELECT, SUB, WHOLE_MONTHS

__all__ = ["Bounds", "bounds_of"]

Bounds = tuple[int, int]

_TRUTH: Final = (0, 1)
_LONGEST_MONTH: Final = 31
_SHORTEST_MONTH: Final = 28


def bounds_of(op: int, x: Bounds, y: Bounds, z: Bounds) -> Bounds:
    """Return the least and the greatest value that an instruction can write, given those that it reads.

    *z* matters to `SELECT` only. Missing values are none of its concern.

    >>> bounds_of(MUL, (-2, 3), (0, 10), (0, 0))
    (-20, 30)
    """
    if op == ADD:
        return x[0] + y[0], x[1] + y[1]
    if op == SUB:
        return x[0] - y[1], x[1] - y[0]
    if op == MUL:
        corners = [one * other for one in x for other in y]
        return min(corners), max(corners)
    if op == DIV:
        return _of_quotient(x, y)
    if op == MIN:
        return min(x[0], y[0]), min(x[1], y[1])
    if op == MAX:
        return max(x[0], y[0]), max(x[1], y[1])
    if op == SELECT:
        return min(y[0], z[0]), max(y[1], z[1])
    if op == ADD_MONTHS:
        return x[0] + (min(y[0], 0) - 1) * _LONGEST_MONTH, x[1] + (max(y[1], 0) + 1) * _LONGEST_MONTH
    if op == WHOLE_MONTHS:
        longest = max(abs(y[1] - x[0]), abs(y[0] - x[1]))
        return -(longest // _SHORTEST_MONTH) - 2, longest // _SHORTEST_MONTH + 2
    return _TRUTH


def _of_quotient(x: Bounds, y: Bounds) -> Bounds:
    """Rounding moves a quotient by less than one, away from zero at most."""
    smallest = max(min(abs(y[0]), abs(y[1])), 1) if y[0] > 0 or y[1] < 0 else 1
    largest = max(abs(x[0]), abs(x[1])) // smallest + 1
    if x[0] >= 0 and y[0] > 0:
        return 0, largest
    return -largest, largest
