"""Random formulas with what they mean, worked out without the package: an oracle in fractions and `datetime`.

At the end, what the package makes of them.

A formula is made as text together with a function from facts to its value, so that reading, typing, lowering and
running it are all tested against one independent statement of the language.
"""

from __future__ import annotations

import decimal
import operator
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

import attrs
from dateutil.relativedelta import relativedelta
from hypothesis import assume
from hypothesis import strategies as st

from welfarerules.formula.lower import Builder
from welfarerules.formula.parse import FormulaError, parse
from welfarerules.formula.typed import CATEGORY, MONEY, TRUTH, Expression, FactTable, FactType, Type, count
from welfarerules.kernel import base, calendar
from welfarerules.kernel.program import run_program

UNKNOWN: Final = "unknown"
FAULT: Final = "fault"
Value = Fraction | date | bool | str
Facts = Mapping[str, Value]
Policy = Literal["clamp", "overflow"]
Meaning = Callable[[Facts, Policy], Value]

CLASSES: Final = ("gold", "silver", "ธรรมดา")
FACTS: Final = FactTable(
    [
        FactType("income", "รายได้", MONEY, least=-(10**9), largest=10**9),
        FactType("children", "บุตร", count("children"), largest=50),
        FactType("officer", "กรรมการ", TRUTH),
        FactType("class", "ชั้น", CATEGORY, CLASSES),
    ]
)
MONEY_FACTS: Final = ("contributed", "arrears_amount", "income")
DATE_FACTS: Final = ("joined", "born", "died", "occurred", "admitted", "discharged", "claimed")
SPANS: Final = {"membership": ("membership_start", "as_of"), "age": ("born", "as_of")}

OR, AND, NOT, COMPARE, SUM, PRODUCT, SIGN, ATOM = range(1, 9)


@attrs.frozen
class Written:
    """A formula: its text, how tightly it binds, and what it means."""

    text: str
    power: int
    meaning: Meaning

    def within(self, power: int) -> str:
        """The text as an operand that must bind at least so tightly."""
        return self.text if self.power >= power else f"({self.text})"


def missing(value: Value) -> bool:
    return value in (UNKNOWN, FAULT) if isinstance(value, str) else False


def spread(function: Callable[..., Value], *values: Value) -> Value:
    if FAULT in values:
        return FAULT
    return UNKNOWN if UNKNOWN in values else function(*values)


def lifted(function: Callable[..., Value], *parts: Written) -> Meaning:
    return lambda facts, policy: spread(function, *(part.meaning(facts, policy) for part in parts))


def quotient(above: Fraction, below: Fraction) -> Value:
    return FAULT if below == 0 else above / below


def conjunction(left: Value, right: Value) -> Value:
    if left is False or right is False:
        return False
    return spread(lambda *_: True, left, right)


def disjunction(left: Value, right: Value) -> Value:
    if left is True or right is True:
        return True
    return spread(lambda *_: False, left, right)


def moved(start: date, months: int, days: int, policy: Policy) -> date:
    if policy == "clamp" or not months:
        return start + relativedelta(months=months) + timedelta(days=days)
    return start.replace(day=1) + relativedelta(months=months) + timedelta(days=start.day - 1 + days)


def months_between(start: date, end: date, policy: Policy) -> int:
    months = 0
    while moved(start, months + 1, 0, policy) <= end:
        months += 1
    while moved(start, months, 0, policy) > end:
        months -= 1
    return months


ROUNDINGS: Final = {
    "half_up": decimal.ROUND_HALF_UP,
    "half_even": decimal.ROUND_HALF_EVEN,
    "half_down": decimal.ROUND_HALF_DOWN,
    "floor": decimal.ROUND_FLOOR,
    "ceiling": decimal.ROUND_CEILING,
    "up": decimal.ROUND_UP,
    "down": decimal.ROUND_DOWN,
    "zero_five_up": decimal.ROUND_05UP,
}


def rounded(value: Fraction, mode: str, multiple: Fraction) -> Fraction:
    """By `decimal`, on a quotient exact to 200 digits."""
    exact = value / multiple
    context = decimal.Context(prec=200)
    cut = context.divide(Decimal(exact.numerator), Decimal(exact.denominator))
    return Fraction(int(cut.to_integral_value(rounding=ROUNDINGS[mode]))) * multiple


def literal(text: str, value: Value) -> Written:
    return Written(text, ATOM, lambda _facts, _policy: value)


def named(name: str) -> Written:
    return Written(name, ATOM, lambda facts, _policy: facts[name])


def binary(sign: str, power: int, function: Callable[..., Value], left: Written, right: Written) -> Written:
    text = f"{left.within(power)} {sign} {right.within(power + 1)}"
    return Written(text, power, lifted(function, left, right))


def call(name: str, meaning: Meaning, *parts: Written) -> Written:
    return Written(f"{name}({', '.join(part.text for part in parts)})", ATOM, meaning)


def choice(condition: Written, when_true: Written, otherwise: Written) -> Written:
    def meaning(facts: Facts, policy: Policy) -> Value:
        holds = condition.meaning(facts, policy)
        if missing(holds):
            return holds
        return (when_true if holds else otherwise).meaning(facts, policy)

    return call("if", meaning, condition, when_true, otherwise)


def rounding(mode: str, value: Written, multiple: str = "", kept: Fraction = Fraction(1)) -> Written:
    text = f"{mode}({value.text}{multiple and f', {multiple}'})"
    return Written(text, ATOM, lifted(lambda exact: rounded(exact, mode, kept), value))


COMPARISONS: Final = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
comparison_signs = st.sampled_from(sorted(COMPARISONS))


def comparison(sign: str, left: Written, right: Written) -> Written:
    text = f"{left.within(COMPARE + 1)} {sign} {right.within(COMPARE + 1)}"
    return Written(text, COMPARE, lifted(COMPARISONS[sign], left, right))


def span_comparison(sign: str, span: tuple[Written, Written, str], length: int, unit: str) -> Written:
    start, end, name = span
    months = {"days": 0, "months": 1, "years": 12}[unit] * length
    days = length if unit == "days" else 0

    def meaning(facts: Facts, policy: Policy) -> Value:
        def compared(first: date, last: date) -> Value:
            return bool(COMPARISONS[sign](last, moved(first, months, days, policy)))

        return spread(compared, start.meaning(facts, policy), end.meaning(facts, policy))

    return Written(f"{name} {sign} {length} {unit}", COMPARE, meaning)


def whole_units(unit: str, span: tuple[Written, Written, str]) -> Written:
    start, end, name = span

    def meaning(facts: Facts, policy: Policy) -> Value:
        def counted(first: date, last: date) -> Value:
            if unit == "days":
                return Fraction((last - first).days)
            months = months_between(first, last, policy)
            return Fraction(months if unit == "months" else months // 12)

        return spread(counted, start.meaning(facts, policy), end.meaning(facts, policy))

    return Written(f"{unit}({name})", ATOM, meaning)


small = st.integers(0, 40)
plain_numbers = st.sampled_from(["2", "3", "0.5", "1.25", "0.333", "๒", "๐.๗๕"]).map(
    lambda text: literal(text, Fraction(Decimal(text)))
)
said_numbers = st.sampled_from(["2 times", "0.5 times", "๓ เท่า", "1.25เท่า"]).map(
    lambda text: literal(text, Fraction(Decimal(re.sub("[^0-9๐-๙.]", "", text))))
)
percentages = st.integers(1, 300).map(lambda tenths: literal(f"{Decimal(tenths) / 10}%", Fraction(tenths, 1000)))
numbers = plain_numbers | said_numbers | percentages


def amount(minor: int, word: str) -> Written:
    return literal(f"{Decimal(minor) / 100}{word}", Fraction(minor))


amounts = st.builds(amount, st.integers(0, 500_000), st.sampled_from([" baht", " บาท", "บาท"]))
bare_amounts = st.builds(amount, st.integers(0, 500_000), st.just(""))
money_facts = st.sampled_from(MONEY_FACTS).map(named)
things = st.sampled_from(["nights", "children"]).map(named)
date_literals = st.dates(date(2000, 1, 1), date(2030, 12, 31)).map(lambda day: literal(f'"{day.isoformat()}"', day))
dates = st.sampled_from(DATE_FACTS).map(named)
modes = st.sampled_from(sorted(ROUNDINGS))


def shifted(day: Written, length: int, unit: str, sign: str) -> Written:
    times = -1 if sign == "-" else 1
    months = {"days": 0, "months": 1, "years": 12}[unit] * length * times
    days = length * times if unit == "days" else 0

    def meaning(facts: Facts, policy: Policy) -> Value:
        return spread(lambda start: moved(start, months, days, policy), day.meaning(facts, policy))

    return Written(f"{day.within(SUM)} {sign} {length} {unit}", SUM, meaning)


units = st.sampled_from(["days", "months", "years"])
shifted_dates = dates | st.builds(shifted, dates, small, units, st.sampled_from(["+", "-"]))
spans = st.sampled_from([(named(start), named(end), name) for name, (start, end) in SPANS.items()]) | st.builds(
    lambda end, start: (start, end, f"({end.text} - {start.text})"), dates, dates
)


def of_money(parts: st.SearchStrategy[Written], conditions: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    """Amounts made of smaller ones. Only what is rounded at once divides by something that can change."""
    ratios = st.builds(binary, st.just("/"), st.just(PRODUCT), st.just(quotient), parts, things)
    varying = st.one_of(
        ratios,
        st.builds(binary, st.just("+"), st.just(SUM), st.just(operator.add), ratios, parts),
        st.builds(binary, st.just("-"), st.just(SUM), st.just(operator.sub), parts, ratios),
        st.builds(binary, st.just("*"), st.just(PRODUCT), st.just(operator.mul), ratios, numbers),
        st.builds(choice, conditions, ratios, parts),
    )
    return st.one_of(
        st.builds(binary, st.just("+"), st.just(SUM), st.just(operator.add), parts, parts),
        st.builds(binary, st.just("-"), st.just(SUM), st.just(operator.sub), parts, parts),
        st.builds(binary, st.just("*"), st.just(PRODUCT), st.just(operator.mul), parts, numbers | things),
        st.builds(binary, st.just("*"), st.just(PRODUCT), st.just(operator.mul), numbers | things, parts),
        st.builds(binary, st.just("/"), st.just(PRODUCT), st.just(quotient), parts, numbers),
        st.builds(lambda part: Written(f"-{part.within(SIGN)}", SIGN, lifted(operator.neg, part)), parts),
        st.builds(lambda left, right: call("min", lifted(min, left, right), left, right), parts, parts),
        st.builds(lambda left, right: call("max", lifted(max, left, right), left, right), parts, parts),
        st.builds(choice, conditions, parts, parts),
        st.builds(rounding, modes, parts | varying),
        st.builds(rounding, modes, varying, st.just("1 baht"), st.just(Fraction(100))),
        st.builds(rounding, modes, parts, st.just("0.25 baht"), st.just(Fraction(25))),
    )


def of_truth(conditions: st.SearchStrategy[Written], money: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    """Conditions made of smaller ones and of amounts."""
    return st.one_of(
        st.builds(comparison, comparison_signs, money, money),
        st.builds(
            lambda left, right: Written(
                f"{left.within(AND)} and {right.within(AND + 1)}",
                AND,
                lambda facts, policy: conjunction(left.meaning(facts, policy), right.meaning(facts, policy)),
            ),
            conditions,
            conditions,
        ),
        st.builds(
            lambda left, right: Written(
                f"{left.within(OR)} หรือ {right.within(OR + 1)}",
                OR,
                lambda facts, policy: disjunction(left.meaning(facts, policy), right.meaning(facts, policy)),
            ),
            conditions,
            conditions,
        ),
        st.builds(lambda part: Written(f"not {part.within(NOT)}", NOT, lifted(operator.not_, part)), conditions),
    )


def word_literal(word: str) -> Written:
    return literal(f'"{word}"', word)


simple_conditions = st.one_of(
    st.just(named("officer")),
    st.builds(comparison, comparison_signs, things, plain_numbers),
    st.builds(comparison, comparison_signs, shifted_dates, shifted_dates | date_literals),
    st.builds(span_comparison, comparison_signs, spans, small, units),
    st.builds(
        lambda sign, unit, span, number: comparison(sign, whole_units(unit, span), number),
        comparison_signs,
        units,
        spans,
        plain_numbers,
    ),
    st.builds(
        lambda sign, word: comparison(sign, named("class"), word_literal(word)),
        st.sampled_from(["==", "!="]),
        st.sampled_from(CLASSES),
    ),
    st.builds(
        lambda words: Written(
            f"class in ({', '.join(word_literal(word).text for word in words)})",
            COMPARE,
            lifted(lambda word: word in words, named("class")),
        ),
        st.lists(st.sampled_from(CLASSES), min_size=1, max_size=3),
    ),
    st.builds(
        lambda value, low, high: call(
            "between", lifted(lambda x, a, b: a <= x <= b, value, low, high), value, low, high
        ),
        things,
        plain_numbers,
        plain_numbers,
    ),
)


def grown(
    levels: int, literals: st.SearchStrategy[Written]
) -> tuple[st.SearchStrategy[Written], st.SearchStrategy[Written]]:
    """Amounts and conditions of so many levels."""
    conditions: st.SearchStrategy[Written] = simple_conditions
    inner_money: st.SearchStrategy[Written] = amounts | money_facts
    money: st.SearchStrategy[Written] = literals | money_facts
    for _ in range(levels):
        inner_money, money, conditions = (
            inner_money | of_money(inner_money, conditions),
            money | of_money(money, conditions),
            conditions | of_truth(conditions, inner_money),
        )
    return money, conditions


_money, conditions = grown(3, amounts)
money_formulas = st.builds(rounding, modes, _money)
"""Formulas that yield whole satang."""

bare_formulas = st.builds(rounding, modes, grown(3, bare_amounts)[0])
"""The same with amounts written as plain numbers outside of conditions."""

days = st.dates(date(2000, 1, 1), date(2030, 12, 31))
counts = st.integers(0, 50).map(Fraction)
satang = st.integers(-(10**9), 10**9).map(Fraction)


def perhaps(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    return st.one_of(values, values, values, st.just(UNKNOWN))


fact_values: st.SearchStrategy[Facts] = st.fixed_dictionaries(
    {name: perhaps(days) for name in (*DATE_FACTS, "membership_start", "as_of")}
    | {"income": perhaps(satang), "contributed": perhaps(satang.map(abs)), "arrears_amount": perhaps(satang.map(abs))}
    | {"nights": perhaps(counts), "children": perhaps(counts)}
    | {"officer": perhaps(st.booleans()), "class": perhaps(st.sampled_from(CLASSES))}
)


POLICIES: Final[Mapping[Policy, int]] = {"clamp": calendar.CLAMP, "overflow": calendar.OVERFLOW}
policies = st.sampled_from(sorted(POLICIES))


TOO_LARGE: Final = "WR242"
AMBIGUOUS: Final = "WR236"


def read(
    written: Written, wants: Type, *, may_refuse: frozenset[str] = frozenset({TOO_LARGE, AMBIGUOUS})
) -> Expression:
    """What a random formula means to the package; give up on one that may be refused and is."""
    try:
        return parse(written.text, facts=FACTS, wants=wants, currency="THB")
    except FormulaError as error:
        refused = {found.code for found in error.found}
        assume(not refused <= may_refuse)
        raise


def coded(value: Value) -> int:
    """A value as registers hold it."""
    if value == UNKNOWN:
        return base.UNKNOWN
    if isinstance(value, str):
        return CLASSES.index(value)
    return value.toordinal() if isinstance(value, date) else int(value)


def run(expression: Expression, facts: Facts, policy: Policy) -> int:
    """What the package computes."""
    builder = Builder(month_end=POLICIES[policy])
    result = builder.lower(expression)
    registers = list(builder.template)
    for name, register in builder.fact_registers.items():
        registers[register] = coded(facts[name])
    run_program(builder.code, 0, builder.position, registers)
    return registers[result]
