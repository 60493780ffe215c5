"""The periods of contributions, beside a calendar walked day by day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfarerules.kernel.arithmetic import DOWN, HALF_UP, UP
from welfarerules.kernel.codes import ACTUAL, BASIS_360, BASIS_365, IN_DAYS, IN_MONTHS
from welfarerules.kernel.periods import (
    counted_days,
    due_day,
    leap_days_before,
    period_amount,
    period_anchor,
    period_start,
)
from welfarerules.kernel.records import Slot
from welfarerules.kernel.terms import Contribution, Terms

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
EVERY = st.sampled_from([1, 3, 6, 12])
STARTS = st.tuples(st.integers(1, 12), st.integers(1, 28))


def ordinal(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def walk(start: date, end: date) -> list[date]:
    """The days from *start* to before *end*."""
    return [start + timedelta(days=k) for k in range((end - start).days)]


@given(DAYS, st.integers(0, 900))
def test_a_rate_on_365_days_skips_every_29_february(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    expected = sum((day.month, day.day) != (2, 29) for day in walk(start, end))
    assert counted_days(start.toordinal(), end.toordinal(), BASIS_365) == expected
    assert counted_days(start.toordinal(), end.toordinal(), ACTUAL) == length


@given(DAYS)
def test_the_29ths_of_february_before_a_day_are_those_of_the_calendar(day: date) -> None:
    before = sum(calendar.isleap(year) for year in range(1, day.year)) + (
        calendar.isleap(day.year) and day > date(day.year, 2, 29)
    )
    assert leap_days_before(day.toordinal()) == before


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_a_rate_on_360_days_counts_thirty_for_every_month(start: date, first: int, second: int) -> None:
    """Whole months cost 30 days each, however long they are, and a period costs what its parts cost."""
    month = date(start.year, start.month, 1).toordinal()
    following = date(start.year + start.month // 12, start.month % 12 + 1, 1).toordinal()
    assert counted_days(month, following, BASIS_360) == 30
    begin = start.toordinal()
    middle, end = begin + first, begin + first + second
    parts = counted_days(begin, middle, BASIS_360) + counted_days(middle, end, BASIS_360)
    assert counted_days(begin, end, BASIS_360) == parts >= 0


@given(DAYS, EVERY, STARTS)
def test_the_periods_of_a_calendar_hold_every_day_exactly_once(day: date, every: int, starts: tuple[int, int]) -> None:
    """The period of a day begins on or before it and the next one after it; all begin on the fund year's day."""
    c, terms = Contribution(unit=IN_MONTHS, every=every), Terms(fund_year_month=starts[0], fund_year_day=starts[1])
    anchor = period_anchor(c, terms, day.toordinal())
    first = date.fromordinal(anchor)
    slot = Slot(anchor=anchor, anchor_month=first.year * 12 + first.month - 1, anchor_day=first.day)
    assert anchor <= day.toordinal() < period_start(c, terms, slot, 1)
    assert first.day == (1 if every == 1 else starts[1])
    if every > 1:
        assert (first.month - starts[0]) % every == 0
    for turn in range(4):
        here = period_start(c, terms, slot, turn)
        assert period_anchor(c, terms, here) == here
        assert period_anchor(c, terms, period_start(c, terms, slot, turn + 1) - 1) == here


@given(DAYS)
def test_weeks_of_the_calendar_begin_on_monday(day: date) -> None:
    anchor = date.fromordinal(period_anchor(Contribution(unit=IN_DAYS, every=7), Terms(), day.toordinal()))
    assert anchor.weekday() == 0
    assert 0 <= (day - anchor).days < 7


@pytest.mark.parametrize(
    ("month_end", "due", "later", "period", "expected"),
    [
        (0, 31, 0, "2023-02-01", "2023-02-28"),
        (1, 31, 0, "2023-02-01", "2023-03-03"),
        (0, 31, 0, "2024-02-01", "2024-02-29"),
        (1, 31, 0, "2024-02-01", "2024-03-02"),
        (0, 30, 1, "2025-01-01", "2025-02-28"),
        (1, 30, 1, "2024-01-01", "2024-03-01"),
        (0, 5, 1, "2024-12-01", "2025-01-05"),
        (0, 5, 0, "2024-12-01", "2024-12-05"),
        (0, 28, 0, "2023-02-01", "2023-02-28"),
    ],
)
def test_a_due_day_lies_in_its_month_or_runs_on(
    month_end: int, due: int, later: int, period: str, expected: str
) -> None:
    """Among them the published case F12: the 30th after January is 28 February, or by overflow 1 or 2 March."""
    first = date.fromisoformat(period)
    slot = Slot(period=first.toordinal(), anchor_day=1, anchor_month=first.year * 12 + first.month - 1)
    c = Contribution(unit=IN_MONTHS, due_day=due, due_months_later=later)
    assert due_day(c, Terms(month_end=month_end), slot) == ordinal(expected)


@given(
    st.integers(1, 10**6),
    st.integers(1, 366),
    st.integers(0, 365),
    st.sampled_from([1, 25, 100]),
    st.sampled_from([UP, DOWN, HALF_UP]),
)
def test_a_part_of_a_period_costs_its_share_rounded_once(
    rate: int, length: int, missed: int, to: int, mode: int
) -> None:
    """The exact share lies within one multiple; a whole period costs the rate, whatever the rounding."""
    covered = min(missed, length - 1)
    c = Contribution(unit=IN_MONTHS, rate=rate, rounding=mode, round_to=to)
    start = ordinal("2024-01-01")
    cost = period_amount(c, start, start + length, start + covered)
    exact = Fraction(rate * (length - covered), length)
    if covered == 0:
        assert cost == rate
        return
    assert cost % to == 0
    assert {UP: exact <= cost < exact + to, DOWN: exact - to < cost <= exact, HALF_UP: abs(cost - exact) * 2 <= to}[
        mode
    ]
