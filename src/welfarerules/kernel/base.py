"""What every kernel function shares: the decorator, the special values and the codes. Imports nothing heavy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

KERNELS: Final[list[Callable[..., object]]] = []

UNKNOWN: Final = -(2**63)
"""The value of a fact that nobody reported. It spreads through arithmetic; three-valued logic may absorb it."""

FAULT: Final = -(2**63) + 1
"""The value of an expression that cannot be computed, such as a division by zero. It spreads as `UNKNOWN` does."""

LIMIT: Final = 2**62
"""No amount, count or day may reach this; compiled arithmetic is checked against 64 bits."""


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Collect *function* as a kernel function; nothing is compiled until columns are used."""
    KERNELS.append(function)
    return function
