"""Lowering: one register file for a scheme, each register written once, no value out of bounds."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from random_formulas import FACTS, Facts, Written, coded, conditions, fact_values, money_formulas, read
from welfarerules.dates import add_months
from welfarerules.formula.bounds import bounds_of
from welfarerules.formula.build import (
    choose,
    compare,
    divide,
    duration,
    fact,
    money,
    multiply,
    negative,
    number,
    rounded,
)
from welfarerules.formula.facts import AS_OF, MEMBERSHIP_START
from welfarerules.formula.lower import Builder
from welfarerules.formula.parse import parse
from welfarerules.formula.typed import MONEY, TRUTH, Expression
from welfarerules.kernel import base, program
from welfarerules.kernel.arithmetic import HALF_UP
from welfarerules.kernel.calendar import CLAMP, OVERFLOW
from welfarerules.kernel.program import WIDTH, run_program

NIGHTS = fact("nights")


def instructions(builder: Builder) -> list[tuple[int, ...]]:
    return [tuple(builder.code[at : at + WIDTH]) for at in range(0, len(builder.code), WIDTH)]


def test_a_product_is_one_instruction_on_a_constant_and_a_fact() -> None:
    builder = Builder()
    result = builder.lower(multiply(money(20000), NIGHTS))
    [(op, dst, x, y, _)] = instructions(builder)
    assert (op, dst) == (program.MUL, result)
    assert (builder.template[x], y) == (20000, builder.fact_registers["nights"])
    assert builder.template[y] == builder.template[dst] == base.UNKNOWN


def test_programs_share_constants_and_facts_but_no_computed_value() -> None:
    builder = Builder()
    amount = multiply(money(20000), NIGHTS)
    assert builder.begin() == 0
    first, again = builder.lower(amount), builder.lower(amount)
    assert first == again
    assert builder.begin() == builder.position == 1
    other = builder.lower(amount)
    assert other != first
    one, two = instructions(builder)
    assert one[2:] == two[2:]


def test_a_builder_numbers_the_base_facts_of_spans() -> None:
    builder = Builder()
    builder.lower(compare(">=", fact("membership"), duration(180, "days")))
    assert sorted(builder.fact_registers) == ["as_of", "membership_start"]
    assert builder.fact(AS_OF) == builder.fact_registers["as_of"]
    assert builder.fact(MEMBERSHIP_START) == builder.fact_registers["membership_start"]


@given(st.lists(st.tuples(money_formulas, conditions), min_size=1, max_size=4))
def test_no_register_is_written_twice_nor_read_before_its_own_program_wrote_it(
    formulas: list[tuple[Written, Written]],
) -> None:
    builder = Builder()
    written: set[int] = set()
    for amount, condition in formulas:
        for expression in (read(amount, MONEY), read(condition, TRUTH)):
            start = builder.begin()
            builder.lower(expression)
            preset = {builder.constant(0), *builder.fact_registers.values()}
            here: set[int] = set()
            for op, dst, x, y, z in instructions(builder)[start:]:
                for register in (x, y, *([z] if op == program.SELECT else [])):
                    assert register in here or register not in written, "read from another program"
                    assert register in here or register in preset or builder.value_of(register) is not None
                assert dst not in written
                assert builder.template[dst] == base.UNKNOWN
                written.add(dst)
                here.add(dst)
    assert len(builder.origins) == builder.position


@given(money_formulas, fact_values)
def test_every_value_stays_within_its_bounds(written: Written, facts: Facts) -> None:
    builder = Builder()
    builder.lower(read(written, MONEY))
    registers = list(builder.template)
    for name, register in builder.fact_registers.items():
        registers[register] = coded(facts[name])
    for index, (_, dst, _, _, _) in enumerate(instructions(builder)):
        run_program(builder.code, index, index + 1, registers)
        value = registers[dst]
        low, high = builder.bounds(dst)
        assert value in (base.UNKNOWN, base.FAULT) or low <= value <= high
        assert -base.LIMIT < low <= high < base.LIMIT


intervals = st.tuples(st.integers(-30, 30), st.integers(0, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.sampled_from(range(15)), intervals, intervals, intervals, st.data())
def test_bounds_hold_what_an_instruction_can_write(
    op: int, x: tuple[int, int], y: tuple[int, int], z: tuple[int, int], data: st.DataObject
) -> None:
    truth = op in (program.AND, program.OR, program.NOT)
    given_x = data.draw(st.integers(0, 1) if truth or op == program.SELECT else st.integers(*x))
    given_y = data.draw(st.integers(0, 1) if truth else st.integers(*y))
    given_z = data.draw(st.integers(*z))
    registers = [given_x, given_y, given_z, 0]
    mode = (
        2
        if op == program.SELECT
        else data.draw(st.integers(0, 7))
        if op == program.DIV
        else data.draw(st.integers(0, 1))
    )
    run_program([op, 3, 0, 1, mode], 0, 1, registers)
    low, high = bounds_of(op, (0, 1) if truth else x, (0, 1) if truth else y, z)
    assert registers[3] == base.FAULT or low <= registers[3] <= high


def test_a_span_cannot_be_lowered_by_itself() -> None:
    for expression in (fact("membership"), duration(3, "days")):
        with pytest.raises(ValueError, match="compare it"):
            Builder().lower(expression)


def test_instructions_belong_to_expressions() -> None:
    builder = Builder()
    with pytest.raises(ValueError, match="outside of any expression"):
        builder.emit(program.ADD, builder.one, builder.one)


def value(expression: Expression, facts: dict[str, int], month_end: int = CLAMP) -> int:
    builder = Builder(month_end=month_end)
    result = builder.lower(expression)
    registers = list(builder.template)
    for name, register in builder.fact_registers.items():
        registers[register] = facts[name]
    run_program(builder.code, 0, builder.position, registers)
    return registers[result]


@pytest.mark.parametrize(
    ("nights", "divisor", "expected"), [(7, 2, 4), (7, -2, -4), (-7, 2, -4), (7, Fraction(-2, 3), -11), (0, -5, 0)]
)
def test_a_division_by_any_constant_keeps_its_sign(nights: int, divisor: Fraction, expected: int) -> None:
    expression = rounded(divide(NIGHTS, number(divisor)), HALF_UP)
    assert value(expression, {"nights": nights}) == expected


def test_ratios_with_negative_divisors_compare_by_value() -> None:
    expression = compare("<", divide(NIGHTS, number(-2)), divide(NIGHTS, number(3)))
    assert [value(expression, {"nights": nights}) for nights in (-6, 0, 6)] == [0, 0, 1]


def test_a_value_that_is_whole_after_all_is_divided_exactly() -> None:
    expression = multiply(number(Fraction(1, 2)), multiply(money(200), NIGHTS))
    assert [value(expression, {"nights": nights}) for nights in (0, 1, 3)] == [0, 100, 300]


def test_a_fault_stays_in_the_arm_that_is_not_chosen() -> None:
    share = divide(fact("contributed"), NIGHTS)
    expression = rounded(choose(compare(">", NIGHTS, number(0)), share, negative(money(5))), HALF_UP)
    assert value(expression, {"contributed": 100, "nights": 8}) == 13
    assert value(expression, {"contributed": 100, "nights": 0}) == -5
    assert value(rounded(share, HALF_UP), {"contributed": 100, "nights": 0}) == base.FAULT


days = st.dates(date(1950, 1, 1), date(2100, 1, 1))


@given(days, days, st.integers(0, 600), st.sampled_from(["clamp", "overflow"]))
def test_a_membership_of_so_many_months_is_reached_on_the_day_the_calendar_says(
    start: date, as_of: date, months: int, month_end: str
) -> None:
    policy = CLAMP if month_end == "clamp" else OVERFLOW
    facts = {"membership_start": start.toordinal(), "as_of": as_of.toordinal()}
    reached = add_months(start, months, month_end)  # type: ignore[arg-type]
    for sign, expected in (
        (">=", as_of >= reached),
        (">", as_of > reached),
        ("<", as_of < reached),
        ("<=", as_of <= reached),
    ):
        condition = parse(f"membership {sign} {months} months", facts=FACTS, wants=TRUTH, currency="THB")
        assert value(condition, facts, policy) == expected


@given(days, st.integers(0, 60))
def test_a_person_is_of_age_on_the_birthday_and_not_before(born: date, years: int) -> None:
    condition = parse(f"age >= {years} years", facts=FACTS, wants=TRUTH, currency="THB")
    birthday = born + relativedelta(years=years)
    for as_of, expected in ((birthday, 1), (birthday - relativedelta(days=1), 0)):
        assert value(condition, {"born": born.toordinal(), "as_of": as_of.toordinal()}) == expected
