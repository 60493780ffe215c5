"""Division rounds as `decimal` does, under the same names."""

from __future__ import annotations

import decimal
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfarerules.kernel.arithmetic import divide

IN_DECIMAL = (
    decimal.ROUND_UP,
    decimal.ROUND_DOWN,
    decimal.ROUND_CEILING,
    decimal.ROUND_FLOOR,
    decimal.ROUND_HALF_UP,
    decimal.ROUND_HALF_DOWN,
    decimal.ROUND_HALF_EVEN,
    decimal.ROUND_05UP,
)
MODES = range(len(IN_DECIMAL))
EXACT = decimal.Context(prec=200)


def by_decimal(numerator: int, denominator: int, mode: int) -> int:
    """Cut far behind any place that a small divisor can decide at, then rounded by `decimal`."""
    quotient = EXACT.divide(Decimal(numerator), Decimal(denominator))
    return int(quotient.to_integral_value(rounding=IN_DECIMAL[mode]))


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: IN_DECIMAL[mode])
def test_every_small_division_rounds_as_decimal_does(mode: int) -> None:
    for denominator in (*range(-24, 0), *range(1, 25)):
        for numerator in range(-150, 151):
            expected = by_decimal(numerator, denominator, mode)
            assert divide(numerator, denominator, mode) == expected, (numerator, denominator)


@given(st.integers(-(10**40), 10**40), st.integers(1, 10**6), st.sampled_from([1, -1]), st.sampled_from(MODES))
def test_large_divisions_round_as_decimal_does(numerator: int, size: int, sign: int, mode: int) -> None:
    assert divide(numerator, sign * size, mode) == by_decimal(numerator, sign * size, mode)


@given(st.integers(-(2**62) + 1, 2**62 - 1), st.integers(1, 2**62 - 1), st.sampled_from(MODES))
def test_what_rounding_drops_is_less_than_one(numerator: int, denominator: int, mode: int) -> None:
    assert abs(divide(numerator, denominator, mode) * denominator - numerator) < denominator


@given(st.integers(), st.integers().filter(bool), st.sampled_from(MODES))
def test_the_sign_may_stand_above_or_below(numerator: int, denominator: int, mode: int) -> None:
    assert divide(numerator, denominator, mode) == divide(-numerator, -denominator, mode)


@given(st.integers(), st.integers().filter(bool), st.sampled_from(MODES))
def test_a_whole_quotient_is_left_as_it_is(quotient: int, denominator: int, mode: int) -> None:
    assert divide(quotient * denominator, denominator, mode) == quotient
