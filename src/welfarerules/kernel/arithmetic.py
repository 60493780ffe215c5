"""Division of whole numbers by a named rounding. Names and meanings are those of `decimal`'s rounding modes."""

from __future__ import annotations

from typing import Final

from welfarerules.kernel.base import kernel

UP: Final = 0
DOWN: Final = 1
CEILING: Final = 2
FLOOR: Final = 3
HALF_UP: Final = 4
HALF_DOWN: Final = 5
HALF_EVEN: Final = 6
ZERO_FIVE_UP: Final = 7


@kernel
def divide(numerator: int, denominator: int, mode: int) -> int:
    """Divide and round to a whole number by *mode*, one of the eight codes of this module.

    The denominator may be negative, never zero: ask before calling.

    >>> [divide(-5, 2, mode) for mode in (UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN, HALF_EVEN, ZERO_FIVE_UP)]
    [-3, -2, -2, -3, -3, -2, -2, -2]
    """
    if denominator < 0:
        numerator = 0 - numerator
        denominator = 0 - denominator
    below = numerator // denominator
    rest = numerator - below * denominator
    if rest == 0 or mode == FLOOR:
        return below
    if mode == CEILING:
        return below + 1
    # From here `below` and `below + 1` lie to either side; seen from zero, which of them is nearer?
    inner = below + 1 if numerator < 0 else below
    outer = below if numerator < 0 else below + 1
    if mode == DOWN:
        return inner
    if mode == UP:
        return outer
    if mode == ZERO_FIVE_UP:
        return outer if inner % 5 == 0 else inner
    other = denominator - rest
    if rest != other:
        return below if rest < other else below + 1
    if mode == HALF_UP:
        return outer
    if mode == HALF_DOWN:
        return inner
    return below if below % 2 == 0 else below + 1
