"""The civil calendar over whole numbers agrees with `datetime` and `dateutil`."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given
from hypothesis import strategies as st

from welfarerules.kernel.calendar import (
    CLAMP,
    OVERFLOW,
    add_months,
    civil_month,
    day_of_month,
    fund_year,
    fund_year_start,
    month_length,
    month_start,
    whole_months,
)

FIRST = date(1900, 1, 1).toordinal()
LAST = date(2200, 12, 31).toordinal()
days = st.integers(FIRST, LAST)
policies = st.sampled_from([CLAMP, OVERFLOW])


def ordinal(year: int, month: int, day: int) -> int:
    return date(year, month, day).toordinal()


def test_every_day_of_three_centuries_lies_in_its_month() -> None:
    for day in range(FIRST, LAST + 1):
        known = date.fromordinal(day)
        assert civil_month(day) == known.year * 12 + known.month - 1
        assert day_of_month(day) == known.day


def test_every_month_datetime_knows_starts_and_ends_where_it_does() -> None:
    for year in range(1, 9999):
        for month in range(1, 13):
            number = year * 12 + month - 1
            assert month_start(number) == ordinal(year, month, 1)
            assert month_length(number) == calendar.monthrange(year, month)[1]


def test_months_run_on_before_year_one_and_after_year_9999() -> None:
    for number in (*range(-30_000, 0, 7), *range(10_000 * 12, 12_000 * 12, 7)):
        assert civil_month(month_start(number)) == number
        assert civil_month(month_start(number) - 1) == number - 1


@given(days, st.integers(-1_200, 1_200))
@example(ordinal(2024, 2, 29), 12)
def test_clamped_months_are_those_of_dateutil(day: int, months: int) -> None:
    expected = date.fromordinal(day) + relativedelta(months=months)
    assert add_months(day, months, CLAMP) == expected.toordinal()


@given(days, st.integers(-1_200, 1_200))
@example(ordinal(2023, 1, 31), 1)
def test_overflowing_months_run_on_from_the_first(day: int, months: int) -> None:
    start = date.fromordinal(day)
    expected = start.replace(day=1) + relativedelta(months=months) + timedelta(days=start.day - 1)
    assert add_months(day, months, OVERFLOW) == expected.toordinal()


@pytest.mark.parametrize(
    ("start", "months", "clamped", "overflowed"),
    [
        (date(2023, 1, 31), 1, date(2023, 2, 28), date(2023, 3, 3)),
        (date(2024, 1, 31), 1, date(2024, 2, 29), date(2024, 3, 2)),
        (date(2024, 2, 29), 12, date(2025, 2, 28), date(2025, 3, 1)),
        (date(2024, 3, 31), -1, date(2024, 2, 29), date(2024, 3, 2)),
        (date(2024, 12, 31), 2, date(2025, 2, 28), date(2025, 3, 3)),
    ],
)
def test_where_a_month_is_too_short_the_policy_decides(
    start: date, months: int, clamped: date, overflowed: date
) -> None:
    assert date.fromordinal(add_months(start.toordinal(), months, CLAMP)) == clamped
    assert date.fromordinal(add_months(start.toordinal(), months, OVERFLOW)) == overflowed


@given(days, days, policies)
@example(ordinal(2023, 1, 31), ordinal(2023, 3, 1), OVERFLOW)
@example(ordinal(2023, 1, 31), ordinal(2023, 2, 28), CLAMP)
@example(ordinal(2023, 3, 31), ordinal(2023, 2, 28), CLAMP)
def test_whole_months_are_the_most_that_do_not_pass_the_end(start: int, end: int, policy: int) -> None:
    months = whole_months(start, end, policy)
    assert add_months(start, months, policy) <= end < add_months(start, months + 1, policy)


@given(days, st.integers(-1_200, 1_200), policies)
def test_more_months_always_lead_further(day: int, months: int, policy: int) -> None:
    """`whole_months` has one answer only because of this."""
    assert add_months(day, months, policy) < add_months(day, months + 1, policy)


@given(days, st.integers(1, 12), st.integers(1, 31))
@example(ordinal(2025, 2, 28), 2, 29)
def test_a_day_lies_between_the_start_of_its_fund_year_and_the_next(day: int, month: int, day_of_start: int) -> None:
    year = fund_year(day, month, day_of_start)
    assert fund_year_start(year, month, day_of_start) <= day < fund_year_start(year + 1, month, day_of_start)


@pytest.mark.parametrize(
    ("day", "month", "day_of_start", "year"),
    [
        (date(2025, 9, 30), 10, 1, 2024),
        (date(2025, 10, 1), 10, 1, 2025),
        (date(2025, 12, 31), 1, 1, 2025),
        (date(2025, 2, 27), 2, 29, 2024),
        (date(2025, 2, 28), 2, 29, 2025),
        (date(2024, 2, 28), 2, 29, 2023),
        (date(2024, 2, 29), 2, 29, 2024),
    ],
)
def test_a_fund_year_is_named_by_the_year_it_starts_in(day: date, month: int, day_of_start: int, year: int) -> None:
    assert fund_year(day.toordinal(), month, day_of_start) == year
