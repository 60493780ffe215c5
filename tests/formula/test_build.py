"""Expressions made by rule kinds are checked as written ones are, and read as they would have been written."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfarerules.formula import build
from welfarerules.formula.checks import decimal_text
from welfarerules.formula.findings import FormulaError
from welfarerules.formula.lower import Builder
from welfarerules.formula.parse import parse
from welfarerules.formula.typed import CATEGORY, MONEY, TRUTH, Expression, FactTable, FactType
from welfarerules.kernel.arithmetic import HALF_UP
from welfarerules.kernel.program import run_program

FACTS = FactTable([FactType("class", "ชั้น", CATEGORY, ("gold", "silver"))])
MEMBERSHIP = build.fact("membership")
NIGHTS = build.fact("nights")
BAHT = build.money(20000, "200")
ADMITTED = build.fact("admitted")


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (build.multiply(BAHT, NIGHTS), "200 * nights"),
        (build.multiply(build.add(BAHT, build.fact("contributed")), NIGHTS), "(200 + contributed) * nights"),
        (build.compare(">=", MEMBERSHIP, build.duration(180, "days")), "membership >= 180 days"),
        (build.compare(">=", MEMBERSHIP, build.duration(1, "years")), "membership >= 1 year"),
        (build.multiply(build.add(BAHT, build.least(BAHT, BAHT)), NIGHTS), "(200 + min(200, 200)) * nights"),
        (build.both(build.truth(1), build.truth(0), build.truth(1)), "(true and false) and true"),
        (build.either(build.truth(1), build.opposite(build.truth(0))), "true or (not false)"),
        (build.choose(build.truth(1), BAHT, build.money(0)), "if(true, 200, 0)"),
        (build.date_plus(ADMITTED, build.duration(3, "months")), "admitted + 3 months"),
        (build.whole_units("days", build.span(ADMITTED, build.fact("discharged"))), "days(discharged - admitted)"),
        (build.least(BAHT, build.negative(build.fact("contributed"))), "min(200, -contributed)"),
        (build.one_of(NIGHTS, build.number(1), build.number(Fraction(5, 2))), "nights in (1, 2.5)"),
        (build.percent(Fraction(6, 100)), "6%"),
        (build.amount_of(3, "nights"), "3 nights"),
        (build.between(NIGHTS, build.number(1), build.number(3)), "between(nights, 1, 3)"),
        (build.category("gold", build.fact("class", FACTS)), '"gold"'),
    ],
)
def test_an_expression_reads_as_it_would_be_written(expression: Expression, text: str) -> None:
    assert expression.text == text


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (lambda: build.fact("nigths"), "WR212"),
        (lambda: build.fact("qqqqq"), "WR213"),
        (lambda: build.fact("nights", FACTS.only(["age"])), "WR214"),
        (lambda: build.duration(1_001, "years"), "WR220"),
        (lambda: build.category("bronze", NIGHTS), "WR231"),
        (lambda: build.category("golf", build.fact("class", FACTS)), "WR223"),
        (lambda: build.multiply(BAHT, BAHT), "WR229"),
        (lambda: build.multiply(BAHT, MEMBERSHIP), "WR234"),
        (lambda: build.negative(ADMITTED), "WR229"),
        (lambda: build.add(BAHT, NIGHTS), "WR228"),
        (lambda: build.add(build.duration(1, "days"), build.duration(1, "months")), "WR228"),
        (lambda: build.subtract(ADMITTED, NIGHTS), "WR228"),
        (lambda: build.divide(BAHT, build.number(0)), "WR241"),
        (lambda: build.compare(">", MEMBERSHIP, build.number(3)), "WR234"),
        (lambda: build.compare(">", MEMBERSHIP, MEMBERSHIP), "WR231"),
        (lambda: build.compare(">", build.truth(1), build.truth(0)), "WR221"),
        (lambda: build.whole_units("days", NIGHTS), "WR235"),
        (lambda: build.both(build.truth(1), NIGHTS), "WR227"),
        (lambda: build.choose(NIGHTS, BAHT, BAHT), "WR227"),
        (lambda: build.choose(build.truth(1), MEMBERSHIP, MEMBERSHIP), "WR232"),
        (lambda: build.rounded(BAHT, HALF_UP, multiple=0), "WR239"),
        (lambda: build.rounded(build.percent(1), HALF_UP), "WR233"),
        (lambda: build.least(BAHT, NIGHTS), "WR232"),
        (lambda: Builder().lower(build.divide(BAHT, build.number(7))), "WR237"),
        (lambda: Builder().lower(build.multiply(BAHT, build.number(2**61))), "WR242"),
    ],
)
def test_what_makes_no_sense_is_refused(made: Callable[[], object], code: str) -> None:
    with pytest.raises(FormulaError) as caught:
        made()
    assert [found.code for found in caught.value.found] == [code]


def test_values_of_two_lists_of_words_are_not_compared() -> None:
    facts = FactTable([FactType("a", "", CATEGORY, ("x", "y")), FactType("b", "", CATEGORY, ("y", "x"))])
    with pytest.raises(FormulaError):
        build.compare("==", build.fact("a", facts), build.fact("b", facts))
    assert build.compare("==", build.fact("a", facts), build.fact("a", facts)).type == TRUTH


@given(st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**4))
def test_the_text_of_a_number_reads_back_as_the_number(value: Fraction) -> None:
    text = decimal_text(value)
    whole = parse(f"floor(({text}) * 1 baht * 1000000)", facts=FACTS, wants=MONEY, currency="THB")
    assert whole.children[0].value == value * 10**8  # type: ignore[attr-defined]


@given(st.lists(st.integers(1, 60), min_size=1, max_size=60, unique=True).map(sorted), st.integers(0, 70))
def test_a_table_of_sixty_tiers_pays_the_last_one_reached(bounds: list[int], nights: int) -> None:
    """The nesting that a rule kind makes is not limited as text is."""
    value: Expression = build.money(0)
    for bound in bounds:
        value = build.choose(build.compare(">=", NIGHTS, build.number(bound)), build.money(bound), value)
    builder = Builder()
    result = builder.lower(value)
    registers = list(builder.template)
    registers[builder.fact_registers["nights"]] = nights
    run_program(builder.code, 0, builder.position, registers)
    assert registers[result] == max((bound for bound in bounds if bound <= nights), default=0)


def test_a_very_deep_expression_is_lowered_without_running_out_of_stack() -> None:
    value: Expression = build.money(0, "0")
    for _ in range(3_000):
        value = build.choose(build.truth(1, "t"), value, build.money(1, "1"), text="x")
    assert Builder().lower(value)
