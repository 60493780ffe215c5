"""The runner: each instruction, and logic with three values over every case."""

from __future__ import annotations

from itertools import product

import pytest

from welfarerules.kernel import program
from welfarerules.kernel.arithmetic import FLOOR, HALF_UP
from welfarerules.kernel.base import FAULT, UNKNOWN
from welfarerules.kernel.calendar import CLAMP, OVERFLOW
from welfarerules.kernel.program import run_program, spread

LOGICAL = (0, 1, UNKNOWN, FAULT)
MISSING = (UNKNOWN, FAULT)
ARITHMETIC = (
    program.ADD,
    program.SUB,
    program.MUL,
    program.DIV,
    program.MIN,
    program.MAX,
    program.LT,
    program.LE,
    program.EQ,
    program.ADD_MONTHS,
    program.WHOLE_MONTHS,
)


def result(op: int, x: int, y: int, z: int = 0) -> int:
    registers = [x, y, 77]
    run_program([op, 2, 0, 1, z], 0, 1, registers)
    assert registers[:2] == [x, y]
    return registers[2]


@pytest.mark.parametrize(
    ("op", "x", "y", "z", "expected"),
    [
        (program.ADD, 5, -3, 0, 2),
        (program.SUB, 5, -3, 0, 8),
        (program.MUL, 5, -3, 0, -15),
        (program.DIV, 5, 2, HALF_UP, 3),
        (program.DIV, -5, 2, FLOOR, -3),
        (program.MIN, 5, -3, 0, -3),
        (program.MAX, 5, -3, 0, 5),
        (program.LT, 3, 3, 0, 0),
        (program.LE, 3, 3, 0, 1),
        (program.EQ, 3, 3, 0, 1),
        (program.EQ, 3, 4, 0, 0),
        (program.ADD_MONTHS, 738_551, 1, CLAMP, 738_579),  # 31 January to 28 February 2023
        (program.ADD_MONTHS, 738_551, 1, OVERFLOW, 738_582),  # to 3 March
        (program.WHOLE_MONTHS, 738_551, 738_579, CLAMP, 1),
        (program.WHOLE_MONTHS, 738_551, 738_579, OVERFLOW, 0),
    ],
)
def test_an_instruction_computes_what_it_says(op: int, x: int, y: int, z: int, expected: int) -> None:
    assert result(op, x, y, z) == expected


@pytest.mark.parametrize("op", ARITHMETIC)
@pytest.mark.parametrize("missing", MISSING)
def test_a_missing_value_spreads_through_arithmetic_and_comparisons(op: int, missing: int) -> None:
    assert result(op, missing, 3) == missing
    assert result(op, 3, missing) == missing
    assert result(op, missing, missing) == missing


@pytest.mark.parametrize("op", ARITHMETIC)
def test_where_unknown_and_fault_meet_the_fault_spreads(op: int) -> None:
    assert result(op, UNKNOWN, FAULT) == FAULT
    assert result(op, FAULT, UNKNOWN) == FAULT


@pytest.mark.parametrize("numerator", [0, 7, -7])
def test_a_division_by_zero_is_a_fault(numerator: int) -> None:
    assert result(program.DIV, numerator, 0, HALF_UP) == FAULT


def conjunction(x: int, y: int) -> int:
    if 0 in (x, y):
        return 0
    if FAULT in (x, y):
        return FAULT
    return UNKNOWN if UNKNOWN in (x, y) else 1


def disjunction(x: int, y: int) -> int:
    if 1 in (x, y):
        return 1
    if FAULT in (x, y):
        return FAULT
    return UNKNOWN if UNKNOWN in (x, y) else 0


@pytest.mark.parametrize(("x", "y"), list(product(LOGICAL, repeat=2)))
def test_and_holds_only_when_both_do_and_fails_when_either_does(x: int, y: int) -> None:
    assert result(program.AND, x, y) == conjunction(x, y)


@pytest.mark.parametrize(("x", "y"), list(product(LOGICAL, repeat=2)))
def test_or_holds_when_either_does_and_fails_only_when_both_do(x: int, y: int) -> None:
    assert result(program.OR, x, y) == disjunction(x, y)


@pytest.mark.parametrize(("x", "expected"), [(0, 1), (1, 0), (UNKNOWN, UNKNOWN), (FAULT, FAULT)])
def test_not_turns_what_is_known(x: int, expected: int) -> None:
    assert result(program.NOT, x, x) == expected


@pytest.mark.parametrize(("x", "y"), list(product(LOGICAL, repeat=2)))
def test_and_and_or_are_each_others_mirror(x: int, y: int) -> None:
    """Three-valued logic keeps De Morgan's law, missing values included."""
    turned = result(program.NOT, result(program.AND, x, y), 0)
    other = result(program.OR, result(program.NOT, x, 0), result(program.NOT, y, 0))
    assert turned == other


@pytest.mark.parametrize(("condition", "chosen"), [(1, 10), (0, 20), (UNKNOWN, UNKNOWN), (FAULT, FAULT)])
def test_a_choice_needs_its_condition(condition: int, chosen: int) -> None:
    registers = [condition, 10, 20, 77]
    run_program([program.SELECT, 3, 0, 1, 2], 0, 1, registers)
    assert registers[3] == chosen


@pytest.mark.parametrize("missing", MISSING)
def test_the_value_not_chosen_may_be_missing(missing: int) -> None:
    registers = [1, 10, missing, 77, 77]
    run_program([program.SELECT, 3, 0, 1, 2, program.SELECT, 4, 0, 2, 1], 0, 2, registers)
    assert registers[3:] == [10, missing]


@pytest.mark.parametrize(("x", "y"), list(product((5, UNKNOWN, FAULT), repeat=2)))
def test_spreading_keeps_the_graver_of_two(x: int, y: int) -> None:
    if (x, y) != (5, 5):
        assert spread(x, y) == (FAULT if FAULT in (x, y) else UNKNOWN)


def test_only_the_instructions_asked_for_run() -> None:
    code = [program.ADD, 1, 0, 0, 0, program.ADD, 2, 0, 0, 0, program.ADD, 3, 0, 0, 0]
    registers = [4, 0, 0, 0]
    run_program(code, 1, 2, registers)
    assert registers == [4, 0, 8, 0]
