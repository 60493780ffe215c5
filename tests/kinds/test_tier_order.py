"""One bound comes after another only if it does so for every day of joining."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfarerules.dates import MonthEnd, add_months
from welfarerules.errors import Place
from welfarerules.formula.build import amount_of, duration, money
from welfarerules.formula.typed import Expression
from welfarerules.kinds.tier_order import Bound, Order, compare_bounds
from welfarerules.scheme.tree import Node

NODE = Node(1, Place(), Place())


def bound(expression: Expression, sign: str = ">=") -> Bound:
    return Bound(expression, sign, NODE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after", "order"),
    [
        (duration(180, "days"), duration(181, "days"), "rises"),
        (duration(180, "days"), duration(180, "days"), "same"),
        (duration(12, "months"), duration(1, "years"), "same"),
        (duration(2, "years"), duration(13, "months"), "falls"),
        (duration(180, "days"), duration(6, "months"), "rises"),
        (duration(181, "days"), duration(6, "months"), "unclear"),
        (duration(184, "days"), duration(6, "months"), "unclear"),
        (duration(185, "days"), duration(6, "months"), "falls"),
        (duration(365, "days"), duration(1, "years"), "unclear"),
        (duration(364, "days"), duration(1, "years"), "rises"),
        (duration(1, "years"), duration(367, "days"), "rises"),
        (duration(8, "years"), duration(2922, "days"), "unclear"),
        (amount_of(3, "nights"), amount_of(4, "nights"), "rises"),
        (money(500), money(500), "same"),
    ],
)
def test_bounds_are_ordered_on_the_calendar(before: Expression, after: Expression, order: Order) -> None:
    assert compare_bounds(bound(before), bound(after), "clamp") == order


def test_above_comes_just_after_from() -> None:
    year = duration(1, "years")
    assert compare_bounds(bound(year, ">="), bound(year, ">"), "clamp") == "rises"
    assert compare_bounds(bound(year, ">"), bound(year, ">="), "clamp") == "falls"


def test_without_a_convention_both_readings_of_month_ends_must_agree() -> None:
    days, month = bound(duration(31, "days")), bound(duration(1, "months"))
    assert compare_bounds(days, month, "clamp") == "unclear"
    assert compare_bounds(bound(duration(32, "days")), month, None) == "falls"


@given(
    st.integers(1, 500),
    st.integers(1, 16),
    st.dates(date(1930, 1, 1), date(2150, 1, 1)),
    st.sampled_from(["clamp", "overflow"]),
)
def test_what_is_said_to_rise_rises_from_every_day(days: int, months: int, start: date, month_end: MonthEnd) -> None:
    order = compare_bounds(bound(duration(days, "days")), bound(duration(months, "months")), month_end)
    length = (add_months(start, months, month_end) - start).days
    assert order == "unclear" or (days < length) == (order == "rises")
