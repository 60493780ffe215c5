"""Which multiples a value is always made of: how wholeness is known before anything is computed.

A grain is a fraction of a unit, zero for a value that is always zero, None where nothing is known.
"""

from __future__ import annotations

import math
from fractions import Fraction

__all__ = ["Grain", "grain_of_product", "grain_of_quotient", "grain_of_sum"]

Grain = Fraction | None


def grain_of_sum(left: Grain, right: Grain) -> Grain:
    """Return the grain of sums and differences, and of a value that is one or the other.

    >>> grain_of_sum(Fraction(3, 2), Fraction(1))
    Fraction(1, 2)
    """
    if left is None or right is None:
        return None
    shared = math.gcd(left.numerator * right.denominator, right.numerator * left.denominator)
    return Fraction(shared, left.denominator * right.denominator)


def grain_of_product(left: Grain, right: Grain) -> Grain:
    """Return the grain of a product: half of every multiple of 200 is a multiple of 100.

    >>> grain_of_product(Fraction(1, 2), Fraction(200))
    Fraction(100, 1)
    """
    return None if left is None or right is None else left * right


def grain_of_quotient(left: Grain, divisor: Fraction | None) -> Grain:
    """Return the grain of a quotient by a constant, or by something that can change (None)."""
    return None if left is None or divisor is None else abs(left / divisor)
