"""Arithmetic, calendar and programs, compiled with every check on, write what plain Python writes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import Any, Final

import numba
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from random_formulas import (
    POLICIES,
    Facts,
    Policy,
    Written,
    coded,
    conditions,
    fact_values,
    money_formulas,
    policies,
    read,
)
from welfarerules.formula.lower import Builder
from welfarerules.formula.typed import MONEY, TRUTH
from welfarerules.kernel import arithmetic, calendar, program
from welfarerules.kernel.base import FAULT, LIMIT, UNKNOWN

FLAGS: Final[dict[str, Any]] = {"boundscheck": True, "error_model": "python", "_nrt": False}
CALLED_FIRST: Final = (
    arithmetic.divide,
    calendar.civil_month,
    calendar.month_start,
    calendar.month_length,
    calendar.day_of_month,
    calendar.add_months,
    calendar.whole_months,
    calendar.fund_year_start,
    calendar.fund_year,
    program.spread,
    program.run_program,
)


@cache
def compiled() -> dict[str, Callable[..., Any]]:
    """Each kernel compiled by itself, calling the compiled ones."""
    done: dict[str, Callable[..., Any]] = {}
    for kernel in CALLED_FIRST:
        assert isinstance(kernel, FunctionType)
        copy = FunctionType(kernel.__code__, {**kernel.__globals__, **done}, kernel.__name__)
        done[kernel.__name__] = numba.njit(**FLAGS)(copy)
    return done


days = st.integers(1, 3_652_059)
policy_codes = st.sampled_from([calendar.CLAMP, calendar.OVERFLOW])


@pytest.mark.parametrize("mode", range(8))
def test_small_divisions_are_the_same(mode: int) -> None:
    divide = compiled()["divide"]
    for denominator in (*range(-12, 0), *range(1, 13)):
        for numerator in range(-60, 61):
            assert divide(numerator, denominator, mode) == arithmetic.divide(numerator, denominator, mode)


amounts = st.integers(-LIMIT + 1, LIMIT - 1)


@given(amounts, amounts.filter(bool), st.sampled_from(range(8)))
@example(LIMIT - 1, LIMIT - 2, arithmetic.HALF_EVEN)
@example(-LIMIT + 1, LIMIT - 1, arithmetic.HALF_UP)
def test_divisions_up_to_the_limit_are_the_same(numerator: int, denominator: int, mode: int) -> None:
    """Nothing on the way passes 64 bits."""
    assert compiled()["divide"](numerator, denominator, mode) == arithmetic.divide(numerator, denominator, mode)


def test_a_division_by_zero_is_loud() -> None:
    with pytest.raises(ZeroDivisionError):
        compiled()["divide"](1, 0, arithmetic.FLOOR)


@given(days, days, st.integers(-12_000, 12_000), policy_codes, st.integers(1, 12), st.integers(1, 31))
def test_the_calendar_is_the_same(day: int, other: int, months: int, policy: int, month: int, start: int) -> None:
    for name, given_values in (
        ("civil_month", (day,)),
        ("day_of_month", (day,)),
        ("month_start", (months,)),
        ("month_length", (months,)),
        ("add_months", (day, months, policy)),
        ("whole_months", (day, other, policy)),
        ("fund_year", (day, month, start)),
        ("fund_year_start", (day // 365, month, start)),
    ):
        assert compiled()[name](*given_values) == getattr(calendar, name)(*given_values), name


operands = st.sampled_from([0, 1, 2, -7, 730_000, UNKNOWN, FAULT])


@given(st.sampled_from(range(15)), operands, operands, st.sampled_from([0, 1]))
def test_every_instruction_is_the_same(op: int, x: int, y: int, z: int) -> None:
    registers = [x, y, 77]
    array = np.array(registers, dtype=np.int64)
    compiled()["run_program"](np.array([op, 2, 0, 1, z], dtype=np.int64), 0, 1, array)
    program.run_program([op, 2, 0, 1, z], 0, 1, registers)
    assert array.tolist() == registers


@given(money_formulas, conditions, fact_values, policies)
def test_every_register_of_a_program_is_the_same(
    amount: Written, condition: Written, facts: Facts, policy: Policy
) -> None:
    builder = Builder(month_end=POLICIES[policy])
    builder.lower(read(amount, MONEY))
    builder.begin()
    builder.lower(read(condition, TRUTH))
    registers = list(builder.template)
    for name, register in builder.fact_registers.items():
        registers[register] = coded(facts[name])
    array = np.array(registers, dtype=np.int64)
    compiled()["run_program"](np.array(builder.code, dtype=np.int64).reshape(-1), 0, builder.position, array)
    program.run_program(builder.code, 0, builder.position, registers)
    assert array.tolist() == registers


def test_a_register_that_does_not_exist_is_loud() -> None:
    with pytest.raises(IndexError):
        compiled()["run_program"](np.array([0, 2, 0, 9, 0], dtype=np.int64), 0, 1, np.zeros(3, dtype=np.int64))
