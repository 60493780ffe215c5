"""A formula means what an independent evaluator in fractions and `datetime` says, over random formulas and facts."""

from __future__ import annotations

import re

from hypothesis import given

from random_formulas import (
    AMBIGUOUS,
    FAULT,
    TOO_LARGE,
    Facts,
    Policy,
    Written,
    bare_formulas,
    coded,
    conditions,
    fact_values,
    money_formulas,
    policies,
    read,
    run,
)
from welfarerules.formula.parse import FormulaError
from welfarerules.formula.typed import MONEY, TRUTH
from welfarerules.kernel import base


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
def test_plain_numbers_are_read_as_amounts_in_one_way_or_refused(
    written: Written, facts: Facts, policy: Policy
) -> None:
    """Leaving out the word baht never changes an amount: it is the same, or the formula is refused."""
    try:
        expression = read(written, MONEY, may_refuse=frozenset({TOO_LARGE}))
    except FormulaError as error:
        refused = {found.code for found in error.found}
    else:
        refused = set()
        assert same(written, run(expression, facts, policy), expected(written, facts, policy))
    assert refused <= {"WR226", "WR228", "WR229", "WR230", "WR231", "WR232", AMBIGUOUS}
