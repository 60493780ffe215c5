"""What a region proves impossible never happens: laws over random formulas, and proofs that must be found."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from random_formulas import (
    FACTS,
    POLICIES,
    SPANS,
    UNKNOWN,
    Facts,
    Policy,
    Written,
    coded,
    conditions,
    fact_values,
    money_formulas,
    policies,
    read,
    run,
)
from strategies.vacuity import need, telling
from welfarerules.formula import build
from welfarerules.formula.boxes import Box, Length, days_in
from welfarerules.formula.linear import written_alike
from welfarerules.formula.parse import parse
from welfarerules.formula.regions import Region
from welfarerules.formula.typed import MONEY, TRUTH, Duration, Expression, Span, walk
from welfarerules.kernel import base, calendar

DAYS = st.integers(date(1900, 1, 1).toordinal(), date(2200, 1, 1).toordinal())


def spans_of(expression: Expression) -> dict[Hashable, Span]:
    """The spans in *expression*, by what a box calls them."""
    return {written_alike(node): node for node in walk(expression) if isinstance(node, Span)}


def ends_of(span: Span) -> tuple[str, str]:
    if span.fact is not None:
        return SPANS[span.fact.name]
    return str(span.start.fact.name), str(span.end.fact.name)  # type: ignore[attr-defined]  # spans run between facts


def fits(length: Length, start: int, end: int, policy: Policy) -> bool:
    days = end - start
    if not length.least <= days <= length.most:
        return False
    for bound, sign in ((length.after, 1), (length.before, -1)):
        if bound is not None:
            moved = calendar.add_months(start, bound[0], POLICIES[policy]) - start + bound[1]
            if sign * (days - moved) < 0:
                return False
    return True


def lies_in(box: Box, expression: Expression, facts: Facts, policy: Policy) -> bool:
    """Whether the facts that are known lie in *box*."""
    for name, (least, largest) in box.numbers.items():
        if facts[name] != UNKNOWN and not least <= coded(facts[name]) <= largest:
            return False
    if any(facts[name] != UNKNOWN and coded(facts[name]) not in codes for name, codes in box.words.items()):
        return False
    spans = spans_of(expression)
    for span, length in box.lengths.items():
        start, end = (facts[each] for each in ends_of(spans[span]))
        if UNKNOWN not in (start, end) and not fits(length, coded(start), coded(end), policy):
            return False
    return True


@telling
@given(conditions, fact_values, policies)
def test_facts_that_meet_a_condition_lie_where_it_can_hold(written: Written, facts: Facts, policy: Policy) -> None:
    condition = read(written, TRUTH)
    value = run(condition, facts, policy)
    if need(value in (0, 1)):
        region = Region().where(condition, holds=value == 1)
        assert any(lies_in(box, condition, facts, policy) for box in region.boxes)


@telling
@given(st.lists(conditions, min_size=2, max_size=4), fact_values, policies)
def test_facts_that_meet_several_conditions_lie_where_all_can_hold(
    written: list[Written], facts: Facts, policy: Policy
) -> None:
    read_all = [read(each, TRUTH) for each in written]
    values = [run(each, facts, policy) for each in read_all]
    certain = [
        each if value == 1 else build.opposite(each)
        for each, value in zip(read_all, values, strict=True)
        if value in (0, 1)
    ]
    if need(certain):
        together = build.both(certain[0], *certain)
        region = Region().where_all(certain)
        assert any(lies_in(box, together, facts, policy) for box in region.boxes)


@telling
@given(money_formulas, conditions, fact_values, policies)
def test_an_amount_lies_in_its_range_wherever_the_condition_holds(
    written: Written, required: Written, facts: Facts, policy: Policy
) -> None:
    value, condition = read(written, MONEY), read(required, TRUTH)
    amount, holds = run(value, facts, policy), run(condition, facts, policy)
    if need(amount > base.FAULT and holds in (0, 1)):
        found = Region().where(condition, holds=holds == 1).range_of(value)
        assert found is not None
        assert found[0] <= amount <= found[1]


@given(DAYS, st.integers(-1500, 1500), policies)
def test_months_have_as_many_days_as_is_said(day: int, months: int, policy: Policy) -> None:
    fewest, most = days_in(months)
    assert fewest < calendar.add_months(day, months, POLICIES[policy]) - day < most


@given(DAYS, st.integers(-4000, 40000), policies)
def test_whole_months_of_so_many_days_are_as_many_as_is_said(day: int, days: int, policy: Policy) -> None:
    least, most = Length(days, days).whole_months()
    assert least <= calendar.whole_months(day, day + days, POLICIES[policy]) <= most


def condition(text: str) -> Expression:
    return parse(text, facts=FACTS, wants=TRUTH, currency="THB")


@pytest.mark.parametrize(
    "texts",
    [
        ("nights < 0",),
        ("membership >= 5 years", "membership < 3 years"),
        ("membership >= 36 months", "membership < 3 years"),
        ("membership > 3 years", "membership <= 3 years"),
        ("membership >= 400 days", "membership < 1 year"),
        ("age >= 60 years", "not age > 50 years"),
        ("years(membership) >= 5", "membership < 3 years"),
        ("months(membership) < 2", "membership >= 1 year"),
        ("days(membership) == 10", "membership > 10 days"),
        ("(discharged - admitted) > 30 days", "(discharged - admitted) < 3 days"),
        ("between(nights, 7, 3)",),
        ("nights > 3 and nights < 4",),
        ("200 * nights >= 600 baht".replace("200", "200 baht"), "nights <= 2"),
        ("class == 'gold'", "class != 'gold'"),
        ("class == 'gold'", "class in ('silver', 'ธรรมดา')"),
        ("class == 'gold' or class == 'silver'", "class == 'ธรรมดา'"),
        ("not (class in ('gold', 'silver', 'ธรรมดา'))",),
        ("officer", "not officer"),
        ("officer == true", "officer == false"),
        ("nights <= 3 or children > 5", "nights > 10 and children < 2"),
        ('joined >= "2020-01-05"', "claimed > joined", 'claimed < "2020-01-06"'),
        ("if(nights > 3, officer, false)", "nights <= 3"),
        ("min(nights, 3) > 3",),
        ("arrears_amount < 0 baht",),
        ("born + 3 days < born",),
        ("claimed <= discharged", 'discharged < "2020-01-01"', 'claimed >= "2020-01-01"'),
    ],
    ids=" & ".join,
)
def test_what_cannot_hold_is_proved(texts: tuple[str, ...]) -> None:
    assert not Region().where_all(condition(text) for text in texts)


@pytest.mark.parametrize(
    "texts",
    [
        ("membership >= 365 days", "membership < 1 year"),
        ("membership >= 3 years", "membership <= 3 years"),
        ("nights >= 3", "nights <= 3"),
        ("class == 'gold' or officer", "class == 'silver'"),
        ("membership < 3 years", "age > 60 years"),
        ("nights <= 3 or children > 5", "nights > 10"),
    ],
    ids=" & ".join,
)
def test_what_can_hold_is_left_possible(texts: tuple[str, ...]) -> None:
    assert Region().where_all(condition(text) for text in texts)


@pytest.mark.parametrize(
    ("text", "required", "expected"),
    [
        ("200 * nights", ("nights <= 3",), (0, 60000)),
        ("if(nights > 10, 3000, 200 * nights)", (), (0, 300000)),
        ("if(nights > 10, 3000, 200 * nights)", ("nights < 5",), (0, 80000)),
        ("min(200 * nights, 600)", (), (0, 60000)),
        ("max(half_up(contributed * 10%), 500)", ("contributed <= 1000 baht",), (50000, 50000)),
        (
            "if(membership >= 5 years, 5000, if(membership >= 1 year, 3000, 0))",
            ("membership >= 2 years",),
            (300000, 500000),
        ),
        ("half_up(1000 / 3)", (), (33333, 33334)),
        ("500 * children - 100", ("between(children, 1, 2)",), (40000, 90000)),
    ],
)
def test_the_range_of_an_amount(text: str, required: tuple[str, ...], expected: tuple[int, int]) -> None:
    value = parse(text, facts=FACTS, wants=MONEY, currency="THB")
    assert Region().where_all(condition(each) for each in required).range_of(value) == expected


def test_nothing_has_no_range() -> None:
    value = parse("200 * nights", facts=FACTS, wants=MONEY, currency="THB")
    assert Region(()).range_of(value) is None


def test_lengths_of_one_day_are_exact() -> None:
    year = Duration(type=TRUTH, count=1, unit="years")
    assert Length().from_(year).up_to(year).is_exact
    assert not Length().from_(year).up_to(year, 1).is_exact
    assert Length(5, 5).is_exact


def test_many_ways_are_held_by_one() -> None:
    """Where a condition can hold in more ways than are told apart, nothing that meets it is lost."""
    either = condition(" or ".join(f"(nights == {k} and children == {k})" for k in range(40)))
    region = Region().where(either)
    assert len(region.boxes) <= 8
    assert region.range_of(build.fact("children", FACTS)) == (0, 39)
