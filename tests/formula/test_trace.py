"""A run is read back as a derivation in which every step follows from what it shows."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from random_formulas import COMPARISONS, FACTS, Facts, Written, coded, conditions, fact_values, money_formulas, read
from welfarerules.formula.lower import Builder
from welfarerules.formula.parse import parse
from welfarerules.formula.trace import Missing, Step, steps
from welfarerules.formula.typed import (
    MONEY,
    TRUTH,
    Arithmetic,
    Choice,
    Comparison,
    Expression,
    Extreme,
    Logic,
    Negation,
    Negative,
    Rounded,
    Type,
)
from welfarerules.kernel.arithmetic import divide
from welfarerules.kernel.program import run_program

MADE: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": Fraction,
}


def derivation(expression: Expression, facts: Facts) -> list[Step]:
    builder = Builder()
    builder.lower(parse("nights > 0", facts=FACTS, wants=TRUTH, currency="THB"))
    start = builder.begin()
    builder.lower(expression)
    registers = list(builder.template)
    for name, register in builder.fact_registers.items():
        registers[register] = coded(facts[name]) if name in facts else 0
    run_program(builder.code, start, builder.position, registers)
    return steps(builder.origins, builder.code, start, builder.position, registers)


def of(text: str, wants: Type = MONEY, **facts: Any) -> list[Step]:
    return derivation(parse(text, facts=FACTS, wants=wants, currency="THB"), facts)


def told(found: list[Step]) -> list[tuple[str, object, list[tuple[str, str, object]]]]:
    return [(step.text, step.value, [(item.role, item.text, item.value) for item in step.operands]) for step in found]


def test_a_sum_is_told_part_by_part() -> None:
    assert told(of("200 * nights + 100", nights=3)) == [
        ("200 * nights", 60000, [("operand", "200", 20000), ("operand", "nights", 3)]),
        ("200 * nights + 100", 70000, [("operand", "200 * nights", 60000), ("operand", "100", 10000)]),
    ]


def test_a_span_shows_its_start_the_date_reached_and_its_end() -> None:
    facts = {"membership_start": date(2025, 1, 31), "as_of": date(2025, 7, 30)}
    assert told(of("membership >= 6 months", TRUTH, **facts)) == [
        (
            "membership >= 6 months",
            False,
            [
                ("start", "membership_start", date(2025, 1, 31)),
                ("reached", "6 months", date(2025, 7, 31)),
                ("end", "as_of", date(2025, 7, 30)),
            ],
        )
    ]


def test_whole_units_show_the_dates_they_are_counted_between() -> None:
    [step] = of("years(age)", Type("count", "years"), born=date(1960, 5, 5), as_of=date(2020, 5, 4))
    assert (step.value, [item.role for item in step.operands]) == (59, ["start", "end"])


@pytest.mark.parametrize(
    ("text", "value", "unrounded", "dropped"),
    [
        ("half_up(contributed * 6% / 12)", 62, Fraction(2469, 40), Fraction(-11, 40)),
        ("down(contributed * 6% / 12)", 61, Fraction(2469, 40), Fraction(29, 40)),
        ("floor(contributed / 7, 1)", 1700, Fraction(12345, 7), Fraction(445, 7)),
        ("floor(contributed, 1)", 12300, 12345, Fraction(45)),
    ],
)
def test_a_rounding_shows_the_exact_ratio_and_what_was_dropped(
    text: str, value: int, unrounded: Fraction, dropped: Fraction
) -> None:
    step = of(text, contributed=12345)[-1]
    assert (step.value, step.operands[0].role, step.operands[0].value) == (value, "unrounded", unrounded)
    assert step.dropped == dropped


def test_only_roundings_drop_something() -> None:
    assert of("200 * nights", nights=3)[0].dropped is None


def test_words_are_shown_as_words() -> None:
    [step] = of('class == "silver"', TRUTH, **{"class": "gold"})
    assert [item.value for item in step.operands] == ["gold", "silver"]


def test_missing_values_are_named() -> None:
    assert of("200 * nights", nights="unknown")[0].value is Missing.UNKNOWN
    step = of("half_up(contributed / nights)", contributed=5, nights=0)[0]
    assert (step.value, step.operands[0].value, step.dropped) == (Missing.FAULT, Missing.FAULT, None)


def test_a_fact_by_itself_needs_no_step() -> None:
    assert of("officer", TRUTH, officer=True) == []


def test_dates_beyond_the_calendar_are_told_as_ordinals() -> None:
    [step] = of("joined + 1000 years > died", TRUTH, joined=date(9500, 1, 1), died=date(2000, 1, 1))[:1]
    assert isinstance(step.value, int)


def test_origins_of_another_program_are_refused() -> None:
    builder = Builder()
    builder.lower(parse("200 * nights", facts=FACTS, wants=MONEY, currency="THB"))
    with pytest.raises(ValueError, match="another program"):
        steps(builder.origins, [0, 0, 0, 0, 0], 0, 1, builder.template)


def follows(step: Step) -> bool:
    """Whether the value of a step is what its operands give."""
    values: list[Any] = [item.value for item in step.operands]
    node = step.node
    if any(isinstance(value, Missing) for value in values):
        return isinstance(step.value, Missing) or isinstance(node, (Logic, Choice))
    if isinstance(node, Arithmetic):
        if node.op == "/" and values[1] == 0:
            return step.value is Missing.FAULT
        made: dict[str, Callable[[Any, Any], Any]] = {
            "+": operator.add,
            "-": operator.sub,
            "*": operator.mul,
            "/": Fraction,
        }
        return bool(step.value == made[node.op](*values))
    if isinstance(node, Negative):
        return bool(step.value == -values[0])
    if isinstance(node, Extreme):
        return bool(step.value == {"min": min, "max": max}[node.op](values))
    if isinstance(node, Rounded):
        exact = Fraction(values[0]) / node.multiple
        whole = divide(exact.numerator, exact.denominator, node.mode) * node.multiple
        return step.value == whole and step.dropped == Fraction(values[0]) - whole
    if isinstance(node, Comparison):
        if step.operands[0].role == "start":
            return step.value is COMPARISONS[node.op](values[2], values[1])
        return step.value is COMPARISONS[node.op](*values)
    if isinstance(node, Logic):
        return bool(step.value == {"and": all, "or": any}[node.op](values))
    if isinstance(node, Negation):
        return bool(step.value == (not values[0]))
    if isinstance(node, Choice):
        return bool(step.value == (values[1] if values[0] else values[2]))
    return True


@given(st.one_of(money_formulas.map(lambda w: (w, MONEY)), conditions.map(lambda w: (w, TRUTH))), fact_values)
def test_every_step_follows_from_its_operands(formula: tuple[Written, Type], facts: Facts) -> None:
    written, wants = formula
    expression = read(written, wants)
    found = derivation(expression, facts)
    assert all(follows(step) for step in found)
    if found:
        assert found[-1].text == expression.text or isinstance(expression, Rounded)
