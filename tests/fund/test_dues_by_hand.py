"""What falls due and when, under each convention, beside figures worked out with a calendar."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from strategies.written import contribution, day, dues, evaluate, fund, joined
from welfarerules.events import Left, Opening
from welfarerules.fund import Outcome

BY_DAY = {"rate": "1 per day", "collected": "monthly", "days_in_year": "actual"}


def fallen(on: str, as_of: str, conventions: dict[str, Any] | None = None, /, **keys: Any) -> list[tuple[str, str]]:
    """What fell due by *as_of* for one who joined on *on*."""
    return dues(evaluate(fund(contribution(**keys), conventions=conventions), [joined(on)], as_of))


@pytest.mark.parametrize(
    ("first_period", "rounding", "expected"),
    [
        # 16 of the 31 days of January: 30 * 16 / 31 = 15.4838...
        ("proportional", {"mode": "half_up", "to": "0.01"}, [("2024-01-16", "15.48"), ("2024-02-01", "30.00")]),
        ("proportional", {"mode": "up", "to": "0.01"}, [("2024-01-16", "15.49"), ("2024-02-01", "30.00")]),
        ("proportional", {"mode": "up", "to": "0.25"}, [("2024-01-16", "15.50"), ("2024-02-01", "30.00")]),
        ("proportional", {"mode": "half_up", "to": "1"}, [("2024-01-16", "15.00"), ("2024-02-01", "30.00")]),
        ("full", {"mode": "half_up", "to": "0.01"}, [("2024-01-16", "30.00"), ("2024-02-01", "30.00")]),
        ("free", {"mode": "half_up", "to": "0.01"}, [("2024-02-01", "30.00")]),
    ],
)
def test_one_who_joins_within_a_period_pays_what_the_scheme_says(
    first_period: str, rounding: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    rule = {"mode": rounding["mode"], "to": Decimal(rounding["to"])}
    assert fallen("2024-01-16", "2024-02-15", {"rounding": rule}, first_period=first_period) == expected


@pytest.mark.parametrize(
    ("first_period", "first"),
    [("proportional", [("2024-01-16", "16.00")]), ("full", [("2024-01-16", "31.00")]), ("free", [])],
)
def test_a_rate_per_day_asks_for_the_days_of_membership(first_period: str, first: list[tuple[str, str]]) -> None:
    expected = [*first, ("2024-02-01", "29.00"), ("2024-03-01", "31.00")]
    assert fallen("2024-01-16", "2024-03-20", first_period=first_period, **BY_DAY) == expected


def test_one_who_joins_on_the_first_day_pays_the_whole_period_whatever_the_rule() -> None:
    for first_period in ("proportional", "full", "free"):
        assert fallen("2024-02-01", "2024-02-29", first_period=first_period) == [("2024-02-01", "30.00")]


@pytest.mark.parametrize(
    ("month_end", "days"),
    [
        ("clamp", ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"]),
        # February 2024 has 29 days: its 31st is 2 March; the 31st of April is 1 May.
        ("overflow", ["2024-01-31", "2024-03-02", "2024-03-31", "2024-05-01"]),
    ],
)
def test_a_due_day_that_a_month_lacks_is_its_last_day_or_runs_on(month_end: str, days: list[str]) -> None:
    found = fallen("2024-01-01", "2024-05-30", {"month_end": month_end}, due="day 31")
    assert [day for day, _ in found] == days


@pytest.mark.parametrize(
    ("month_end", "days"),
    [
        ("clamp", ["2023-01-31", "2023-02-28", "2023-03-31", "2023-04-30", "2023-05-31"]),
        ("overflow", ["2023-01-31", "2023-03-03", "2023-03-31", "2023-05-01", "2023-05-31"]),
    ],
)
def test_periods_from_joining_on_the_31st_never_drift(month_end: str, days: list[str]) -> None:
    found = fallen("2023-01-31", "2023-06-15", {"month_end": month_end}, periods="joining", first_period=None)
    assert found == [(day, "30.00") for day in days]


def test_a_period_from_joining_ends_on_the_day_before_the_next() -> None:
    found = fallen("2023-01-31", "2023-05-01", periods="joining", first_period=None, due="last day", **BY_DAY)
    # 31 January to 27 February, 28 February to 30 March, 31 March to 29 April
    assert found == [("2023-02-27", "28.00"), ("2023-03-30", "31.00"), ("2023-04-29", "30.00")]


def test_a_year_from_joining_on_29_february_comes_back_to_it_in_leap_years() -> None:
    found = fallen("2020-02-29", "2024-12-31", rate="365 per year", periods="joining", first_period=None)
    assert [day for day, _ in found] == ["2020-02-29", "2021-02-28", "2022-02-28", "2023-02-28", "2024-02-29"]


def test_weeks_of_the_calendar_begin_on_monday() -> None:
    # 4 January 2024 was a Thursday: four of seven days, 10 * 4 / 7 = 5.714...
    found = fallen("2024-01-04", "2024-01-20", rate="10 per week", first_period="proportional")
    assert found == [("2024-01-04", "5.71"), ("2024-01-08", "10.00"), ("2024-01-15", "10.00")]


def test_weeks_from_joining_are_seven_days_each() -> None:
    found = fallen("2024-01-04", "2024-01-20", rate="10 per week", periods="joining", first_period=None, due="last day")
    assert found == [("2024-01-10", "10.00"), ("2024-01-17", "10.00")]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-04-15", [("2024-04-15", "90.00"), ("2024-07-15", "90.00"), ("2024-10-15", "90.00")]),
        # 30 June to 14 July are 15 of the 91 days from 15 April: 90 * 15 / 91 = 14.835...
        ("2024-06-30", [("2024-06-30", "14.84"), ("2024-07-15", "90.00"), ("2024-10-15", "90.00")]),
        # the last of the 91 days from 15 January: 90 / 91 = 0.989...
        (
            "2024-04-14",
            [("2024-04-14", "0.99"), ("2024-04-15", "90.00"), ("2024-07-15", "90.00"), ("2024-10-15", "90.00")],
        ),
    ],
)
def test_quarters_run_from_the_day_on_which_the_fund_year_starts(on: str, expected: list[tuple[str, str]]) -> None:
    year = {"fund_year_starts": "15 April"}
    assert fallen(on, "2024-10-31", year, rate="90 per quarter", first_period="proportional") == expected


def test_half_years_and_years_follow_the_fund_year_too() -> None:
    year = {"fund_year_starts": "15 April"}
    halves = fallen("2024-04-15", "2025-12-31", year, rate="180 per half-year")
    assert [day for day, _ in halves] == ["2024-04-15", "2024-10-15", "2025-04-15", "2025-10-15"]
    years = fallen("2024-04-15", "2025-12-31", year, rate="360 per year", due="last day")
    assert years == [("2025-04-14", "360.00")]


def test_a_day_of_another_month_of_the_period() -> None:
    assert fallen("2024-01-01", "2024-03-31", due="day 5 of next month") == [
        ("2024-02-05", "30.00"),
        ("2024-03-05", "30.00"),
    ]
    year = {"fund_year_starts": "15 April"}
    quarters = fallen("2024-04-15", "2024-12-31", year, rate="90 per quarter", due="day 5 of month 2")
    assert [day for day, _ in quarters] == ["2024-05-05", "2024-08-05", "2024-11-05"]


@pytest.mark.parametrize(
    ("basis", "in_2023", "in_2024", "february"),
    [("actual", "365.00", "366.00", "29.00"), (365, "365.00", "365.00", "28.00"), (360, "360.00", "360.00", "30.00")],
)
def test_a_leap_year_costs_what_the_days_that_count_cost(
    basis: str | int, in_2023: str, in_2024: str, february: str
) -> None:
    by_year = {"rate": "1 per day", "collected": "yearly", "days_in_year": basis}
    calendar = {"fund_year_starts": "1 January"}
    assert fallen("2023-01-01", "2024-12-31", calendar, **by_year) == [
        ("2023-01-01", in_2023),
        ("2024-01-01", in_2024),
    ]
    assert fallen("2024-02-01", "2024-02-29", **(BY_DAY | {"days_in_year": basis})) == [("2024-02-01", february)]


@pytest.mark.parametrize(
    ("on", "basis", "first"),
    [
        ("2024-02-29", "actual", "1.00"),
        ("2024-02-29", 365, None),
        ("2024-02-28", 365, "1.00"),
        ("2024-02-29", 360, "2.00"),
        ("2024-01-31", 360, "1.00"),
        ("2024-01-30", 360, "1.00"),
        ("2024-01-01", 360, "30.00"),
        ("2023-02-28", 360, "3.00"),
    ],
)
def test_the_days_that_are_left_of_a_month_are_counted_on_the_same_basis(
    on: str, basis: str | int, first: str | None
) -> None:
    keys = BY_DAY | {"days_in_year": basis, "first_period": "proportional"}
    assert fallen(on, on, **keys) == ([] if first is None else [(on, first)])


def test_what_is_collected_daily_falls_due_every_day() -> None:
    found = fallen("2024-02-28", "2024-03-01", **BY_DAY | {"collected": "daily", "due": None, "first_period": None})
    assert found == [("2024-02-28", "1.00"), ("2024-02-29", "1.00"), ("2024-03-01", "1.00")]


def test_what_is_paid_once_falls_due_on_joining_and_never_again() -> None:
    once = {"rate": "50 once", "periods": None, "due": None, "first_period": None}
    assert fallen("2024-01-16", "2030-01-16", **once) == [("2024-01-16", "50.00")]


def test_the_dues_of_the_day_of_leaving_fall_and_no_later_ones() -> None:
    outcome = evaluate(
        fund(contribution()), [joined("2024-01-01"), Left("left", joined("2024-02-01").date, "M")], "2024-06-01"
    )
    assert dues(outcome) == [("2024-01-01", "30.00"), ("2024-02-01", "30.00")]


def taken_over(paid_until: str) -> Outcome:
    """A member of 1 January is taken over on 10 April."""
    at = joined("2024-04-10").date
    event = Opening("open", at, member="M", joined=joined("2024-01-01").date, paid_until=joined(paid_until).date)
    return evaluate(fund(contribution()), [event], "2024-05-02")


@pytest.mark.parametrize(
    ("paid_until", "days"),
    [
        ("2024-04-30", ["2024-05-01"]),
        ("2024-04-01", ["2024-05-01"]),
        ("2024-03-31", ["2024-04-10", "2024-05-01"]),
        ("2024-01-31", ["2024-04-10", "2024-04-10", "2024-04-10", "2024-05-01"]),
    ],
)
def test_one_taken_over_owes_the_periods_that_began_after_the_day_paid_until(paid_until: str, days: list[str]) -> None:
    assert [day for day, _ in dues(taken_over(paid_until))] == days


def test_what_was_overdue_when_taken_over_is_overdue_since_its_own_day() -> None:
    standing = taken_over("2024-01-31").standing("M")
    assert (standing.unpaid_months, standing.days_overdue) == (4, 91)
    assert (str(standing.owed), str(standing.arrears)) == ("120.00 baht", "120.00 baht")


@pytest.mark.parametrize("first_period", ["proportional", "full", "free"])
def test_a_rate_per_day_is_owed_for_all_days_after_those_that_were_paid_for_at_a_takeover(first_period: str) -> None:
    """The fund year ends on 30 September 2021: 350 days after 15 October 2020."""
    yearly = {"rate": "1 per day", "collected": "yearly", "days_in_year": "actual", "due": "last day"}
    opening = Opening("open", day("2020-10-01"), member="M", joined=day("2018-09-01"), paid_until=day("2020-10-15"))
    outcome = evaluate(fund(contribution(**yearly, first_period=first_period)), [opening], "2021-10-01")
    assert dues(outcome) == [("2021-09-30", "350.00")]


def test_due_days_keep_their_distance_where_a_month_runs_over() -> None:
    """Joined on 31 January: by overflow the second period begins on 3 March, and is still that of February."""
    under = fund(
        contribution(periods="joining", first_period=None, due="day 15 of month 2"),
        conventions={"month_end": "overflow"},
    )
    fallen = [on for on, _ in dues(evaluate(under, [joined("2021-01-31")], "2021-06-30"))]
    assert fallen == ["2021-02-15", "2021-03-15", "2021-04-15", "2021-05-15", "2021-06-15"]
