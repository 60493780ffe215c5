"""Division of whole minor units by a named rounding."""

from __future__ import annotations

from typing import Final, Literal, get_args

from welfarerules.errors import nearest
from welfarerules.kernel import arithmetic

RoundingMode = Literal["up", "down", "ceiling", "floor", "half_up", "half_down", "half_even", "05up"]
"""A rounding of `decimal`, without its ``ROUND_`` and in lower case."""

ROUNDING_MODES: Final[tuple[str, ...]] = get_args(RoundingMode)
"""All roundings. A name's index is its code in the kernel (`welfarerules.kernel.arithmetic`)."""


def rounding_code(mode: str) -> int:
    """Return the kernel's code of the rounding *mode*.

    >>> rounding_code("half_up")
    4

    Raises:
        ValueError: There is no such rounding.
    """
    if mode not in ROUNDING_MODES:
        meant = nearest(mode, ROUNDING_MODES)
        hint = f"; did you mean {meant!r}" if meant else ""
        raise ValueError(f"no rounding is called {mode!r}{hint}; the roundings are {', '.join(ROUNDING_MODES)}")
    return ROUNDING_MODES.index(mode)


def divide(numerator: int, denominator: int, mode: str) -> int:
    """Return *numerator* / *denominator* as a whole number, rounded by *mode*, exactly.

    >>> divide(-5, 2, "half_up"), divide(-5, 2, "half_even"), divide(-5, 2, "floor")
    (-3, -2, -3)

    Raises:
        ValueError: There is no such rounding.
        ZeroDivisionError: The denominator is zero.
    """
    code = rounding_code(mode)
    if denominator == 0:
        raise ZeroDivisionError(f"{numerator} / 0 has no value")
    return arithmetic.divide(numerator, denominator, code)


def round_to(minor: int, multiple: int, mode: str) -> int:
    """Return the multiple of *multiple* minor units that *minor* rounds to by *mode*.

    >>> round_to(1_037, 25, "down"), round_to(1_037, 100, "half_up")
    (1025, 1000)

    Raises:
        ValueError: There is no such rounding, or *multiple* is not positive.
    """
    if multiple <= 0:
        raise ValueError(f"cannot round to a multiple of {multiple}")
    return divide(minor, multiple, mode) * multiple
