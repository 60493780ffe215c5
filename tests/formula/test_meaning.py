"""A formula means what an independent evaluator in fractions and `datetime` says, over random formulas and facts."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st
from random_formulas import (
    CLASSES,
    FACTS,
    FAULT,
    UNKNOWN,
    Facts,
    Policy,
    Value,
    Written,
    bare_formulas,
    conditions,
    fact_values,
    money_formulas,
)

from welfarerules.formula.lower import Builder
from welfarerules.formula.parse import FormulaError, parse
from welfarerules.formula.typed import MONEY, TRUTH, Expression, Type
from welfarerules.kernel import base, calendar
from welfarerules.kernel.program import run_program

POLICIES: dict[Policy, int] = {"clamp": calendar.CLAMP, "overflow": calendar.OVERFLOW}
policies = st.sampled_from(sorted(POLICIES))


def read(written: Written, wants: Type) -> Expression:
    try:
        return parse(written.text, facts=FACTS, wants=wants, currency="THB")
    except FormulaError as error:
        assume({found.code for found in error.found} != {"WR242"})
        raise


def coded(value: Value) -> int:
    if value == UNKNOWN:
        return base.UNKNOWN
    if isinstance(value, str):
        return CLASSES.index(value)
    return value.toordinal() if isinstance(value, date) else int(value)


def run(expression: Expression, facts: Facts, policy: Policy) -> int:
    builder = Builder(month_end=POLICIES[policy])
    result = builder.lower(expression)
    registers = list(builder.template)
    for name, register in builder.fact_registers.items():
        registers[register] = coded(facts[name])
    run_program(builder.code, 0, builder.position, registers)
    return registers[result]


def expected(written: Written, facts: Facts, policy: Policy) -> int:
    value = written.meaning(facts, policy)
    if value == FAULT:
        return base.FAULT
    return coded(value)


def same(written: Written, found: int, wanted: int) -> bool:
    """A ratio whose numerator is unknown and whose divisor is zero may be called either."""
    if re.search("/ (nights|children)", written.text):
        return found == wanted or {found, wanted} == {base.UNKNOWN, base.FAULT}
    return found == wanted


@given(money_formulas, fact_values, policies)
def test_an_amount_comes_to_what_the_oracle_says(written: Written, facts: Facts, policy: Policy) -> None:
    found = run(read(written, MONEY), facts, policy)
    assert same(written, found, expected(written, facts, policy))


@given(conditions, fact_values, policies)
def test_a_condition_holds_when_the_oracle_says_so(written: Written, facts: Facts, policy: Policy) -> None:
    found = run(read(written, TRUTH), facts, policy)
    assert same(written, found, expected(written, facts, policy))


@given(bare_formulas, fact_values, policies)
def test_plain_numbers_are_read_as_amounts_in_one_way_or_refused(written: Written, facts: Facts, policy: Policy) -> None:
    """Leaving out the word baht never changes an amount: it is the same, or the formula is refused."""
    try:
        expression = read(written, MONEY)
    except FormulaError as error:
        assert {found.code for found in error.found} <= {"WR226", "WR228", "WR229", "WR230", "WR231", "WR232", "WR236"}
        return
    assert same(written, run(expression, facts, policy), expected(written, facts, policy))
