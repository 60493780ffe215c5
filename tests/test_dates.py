"""Dates: months without drift, the Buddhist Era to the day, and text read in one way or refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, Literal

import pytest
from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, MONTHLY, rrule
from hypothesis import example, given
from hypothesis import strategies as st

from welfarerules.dates import (
    MONTH_ENDS,
    Counting,
    Day,
    DayOfYear,
    FundYear,
    Month,
    MonthEnd,
    Period,
    add_months,
    age,
    be_to_ce,
    be_year,
    ce_to_be,
    checked_date,
    due_dates,
    format_date,
    fund_year_of,
    month_named,
    parse_date,
    parse_day_of_year,
    period_between,
    whole_days,
    whole_months,
    whole_years,
)
from welfarerules.errors import DateError, Diagnostic

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "data" / "dates.json").read_text("utf-8"))["cases"]

# Which of this package's ways to count a case was run under.
COUNTINGS: dict[str, Counting] = {
    "day-of-month compare": "day of month",
    "day-of-month compare (java.time)": "day of month",
    "clamped stepping (dateutil, Joda)": "clamp",
}

# Cases that concern no fund, by their rule, and why.
NOT_OURS = {
    "last business day stays last business day (Sat/Sun off)": "a village meets on the day it agreed on, Sundays too; "
    "no scheme can declare business days",
}

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
STARTS = st.builds(lambda day: DayOfYear(day.month, day.day), st.dates(date(2001, 1, 1), date(2001, 12, 31)))
COUNTINGS_OF_MONTHS: tuple[Counting, ...] = ("clamp", "overflow", "day of month")


def of_kind(*kinds: str) -> list[Any]:
    return [
        pytest.param(case, id=case["id"])
        for case in CASES
        if case["kind"] in kinds and case.get("rule", "") not in NOT_OURS
    ]


def day(text: str) -> date:
    return date.fromisoformat(text)


def refused(text: str) -> tuple[str, str]:
    """The code and the message of the one diagnostic that refuses *text*."""
    with pytest.raises(DateError) as caught:
        parse_date(text)
    (found,) = caught.value.found
    assert found.remedy
    assert found.render("th") != found.render("en")
    return found.code, found.message


def faults(parse: Callable[[str], object], text: str) -> tuple[Diagnostic, ...]:
    try:
        parse(text)
    except DateError as error:
        return error.found
    return ()


def last_of_month(start: date, months: int) -> date:
    """The due day of a contribution that is collected on the last day of the month."""
    return add_months(start.replace(day=1), months + 1, "clamp") - timedelta(days=1)


# cases from public calendar libraries


def test_every_case_is_run_or_has_a_reason() -> None:
    run = of_kind("add_period", "whole_units_between", "period_between", "day_of_month", "add_months_rule")
    left_out = [case for case in CASES if case.get("rule") in NOT_OURS]
    assert len(CASES) == 93
    assert len(run) == 91
    assert [case["id"] for case in left_out] == ["dt-165", "dt-166"]


@pytest.mark.parametrize("case", of_kind("add_period"))
def test_adding_a_period_agrees_with_java_time(case: dict[str, Any]) -> None:
    """Convention: month_end = "clamp". Months first, then days."""
    months = 12 * case["years"] + case["months"]
    moved = add_months(day(case["start"]), months, "clamp") + timedelta(weeks=case["weeks"], days=case["days"])
    assert moved == day(case["expected"])


@pytest.mark.parametrize("case", of_kind("whole_units_between"))
def test_whole_units_between_agree_with_java_time_and_joda(case: dict[str, Any]) -> None:
    start, end, counting = day(case["start"]), day(case["end"]), COUNTINGS[case["convention"]]
    count = {"days": whole_days(start, end)} | {
        "months": whole_months(start, end, counting),
        "years": whole_years(start, end, counting),
    }
    assert count[case["unit"]] == case["expected"]


@pytest.mark.parametrize("case", of_kind("period_between"))
def test_periods_between_agree_with_java_time_joda_and_dateutil(case: dict[str, Any]) -> None:
    counting: Any = COUNTINGS[case["convention"]]
    assert period_between(day(case["start"]), day(case["end"]), counting) == Period(**case["expected"])


@pytest.mark.parametrize("case", of_kind("day_of_month"))
def test_a_day_that_the_month_lacks_is_its_last(case: dict[str, Any]) -> None:
    """Convention: month_end = "clamp", due on a fixed day of every month."""
    month = day(case["start"])
    assert add_months(date(month.year, 1, case["day"]), month.month - 1, "clamp") == day(case["expected"])


@pytest.mark.parametrize("case", of_kind("add_months_rule"))
def test_rules_for_month_ends_agree_with_strata(case: dict[str, Any]) -> None:
    """`clamp only` is a schedule from an anchor; `always month end` is one that falls due on the last day.

    A scheme states which of the two it means, so that `last day stays last day` is the one or the other by its start.
    """
    start, months, rule = day(case["start"]), case["months"], case["rule"]
    at_end = rule == "always month end" or (rule == "last day stays last day" and (start + timedelta(days=1)).day == 1)
    moved = last_of_month(start, months) if at_end else add_months(start, months, "clamp")
    assert moved == day(case["expected"])


# months


@pytest.mark.parametrize(
    ("start", "months", "clamped", "overflowing"),
    [
        ("2025-01-31", 1, "2025-02-28", "2025-03-03"),
        ("2024-01-31", 1, "2024-02-29", "2024-03-02"),
        ("2025-01-30", 1, "2025-02-28", "2025-03-02"),
        ("2025-03-31", -1, "2025-02-28", "2025-03-03"),
        ("2024-02-29", 12, "2025-02-28", "2025-03-01"),
        ("2024-02-29", 48, "2028-02-29", "2028-02-29"),
        ("2025-05-31", 1, "2025-06-30", "2025-07-01"),
        ("2025-12-15", 1, "2026-01-15", "2026-01-15"),
        ("2025-01-31", 0, "2025-01-31", "2025-01-31"),
    ],
)
def test_the_month_end_is_what_the_scheme_says(start: str, months: int, clamped: str, overflowing: str) -> None:
    assert add_months(day(start), months, "clamp") == day(clamped)
    assert add_months(day(start), months, "overflow") == day(overflowing)


@given(start=DAYS, months=st.integers(-2400, 2400))
def test_clamped_months_are_those_of_dateutil(start: date, months: int) -> None:
    """An independent library; what a month is, the kernel alone states."""
    assert add_months(start, months, "clamp") == start + relativedelta(months=months)


@given(start=DAYS, months=st.integers(-1200, 1200))
def test_overflowing_days_run_on_from_the_first_of_the_month(start: date, months: int) -> None:
    expected = start.replace(day=1) + relativedelta(months=months) + timedelta(days=start.day - 1)
    assert add_months(start, months, "overflow") == expected


@pytest.mark.parametrize("month_end", ["", "error", "Clamp", "day of month"])
def test_an_unknown_month_end_is_refused(month_end: str) -> None:
    with pytest.raises(ValueError, match="'clamp' or 'overflow'"):
        add_months(date(2025, 1, 31), 1, month_end)  # type: ignore[arg-type]
    assert MONTH_ENDS == ("clamp", "overflow")


@pytest.mark.parametrize(("start", "months"), [("9999-12-31", 1), ("0001-01-01", -1), ("2025-01-01", 10**9)])
def test_months_beyond_the_calendar_are_refused(start: str, months: int) -> None:
    with pytest.raises(DateError, match="outside the calendar"):
        add_months(day(start), months, "clamp")


# due days


@given(anchor=DAYS, every=st.integers(1, 12), turn=st.integers(0, 60), month_end=st.sampled_from(["clamp", "overflow"]))
@example(date(2025, 1, 31), 1, 2, "clamp")
def test_due_days_never_drift_from_their_anchor(anchor: date, every: int, turn: int, month_end: MonthEnd) -> None:
    """Peers 7.5, complaint 1: a loan of the 31st that stays on the 28th after February."""
    due = next(islice(due_dates(anchor, every_months=every, month_end=month_end), turn, None))
    assert due == add_months(anchor, turn * every, month_end)
    if month_end == "clamp":
        assert due.day == anchor.day or (due.day < anchor.day and (due + timedelta(days=1)).day == 1)


@given(anchor=DAYS, every=st.integers(1, 12), month_end=st.sampled_from(["clamp", "overflow"]))
def test_due_days_go_forward(anchor: date, every: int, month_end: MonthEnd) -> None:
    dues = list(islice(due_dates(anchor, every_months=every, month_end=month_end), 40))
    assert dues[0] == anchor
    assert all(earlier < later for earlier, later in pairwise(dues))


@given(anchor=DAYS, every=st.integers(1, 400), count=st.integers(1, 30))
def test_due_days_by_days_are_those_of_rrule(anchor: date, every: int, count: int) -> None:
    start = datetime.combine(anchor, datetime.min.time())
    expected = [moment.date() for moment in rrule(DAILY, dtstart=start, interval=every, count=count)]
    assert list(due_dates(anchor, every_days=every, until=expected[-1])) == expected


@given(anchor=DAYS.filter(lambda day: day.day <= 28), every=st.integers(1, 12))
def test_due_days_by_months_are_those_of_rrule(anchor: date, every: int) -> None:
    """The library leaves out months that lack the day, so only days that every month has compare."""
    start = datetime.combine(anchor, datetime.min.time())
    expected = [moment.date() for moment in rrule(MONTHLY, dtstart=start, interval=every, count=12)]
    assert list(due_dates(anchor, every_months=every, month_end="clamp", until=expected[-1])) == expected


def test_due_days_end_with_their_last_day_included() -> None:
    assert list(due_dates(date(2025, 1, 1), every_days=7, until=date(2025, 1, 15))) == [
        date(2025, 1, 1), date(2025, 1, 8), date(2025, 1, 15),
    ]  # fmt: skip
    assert list(due_dates(date(2025, 1, 2), every_days=7, until=date(2025, 1, 1))) == []


def test_due_days_end_with_the_calendar() -> None:
    assert list(due_dates(date(9999, 10, 31), every_months=1, month_end="clamp")) == [
        date(9999, 10, 31), date(9999, 11, 30), date(9999, 12, 31),
    ]  # fmt: skip
    assert list(due_dates(date(9999, 12, 30), every_days=1)) == [date(9999, 12, 30), date(9999, 12, 31)]


@pytest.mark.parametrize(
    "steps",
    [
        {},
        {"every_months": 1, "every_days": 1, "month_end": "clamp"},
        {"every_months": 0, "month_end": "clamp"},
        {"every_days": -7},
        {"every_months": 1},
        {"every_months": 1, "month_end": "drift"},
    ],
)
def test_a_schedule_that_says_too_little_is_refused_at_once(steps: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"every|month"):
        due_dates(date(2025, 1, 1), **steps)


# the time between


@given(start=DAYS, end=DAYS, month_end=st.sampled_from(["clamp", "overflow"]))
def test_whole_months_are_the_most_that_do_not_pass_the_end(start: date, end: date, month_end: MonthEnd) -> None:
    start, end = sorted((start, end))
    months = whole_months(start, end, month_end)
    assert add_months(start, months, month_end) <= end < add_months(start, months + 1, month_end)
    assert whole_years(start, end, month_end) == months // 12


@given(start=DAYS, end=DAYS)
def test_a_period_agrees_with_the_whole_months_of_the_same_counting(start: date, end: date) -> None:
    start, end = sorted((start, end))
    for counting in ("clamp", "day of month"):
        counted: Literal["clamp", "day of month"] = counting
        between = period_between(start, end, counted)
        assert 12 * between.years + between.months == whole_months(start, end, counted)
        assert add_months(start, 12 * between.years + between.months, "clamp") + timedelta(days=between.days) == end


@given(start=DAYS, end=DAYS)
def test_the_parts_of_a_period_have_one_sign(start: date, end: date) -> None:
    for counted in ("clamp", "day of month"):
        between = period_between(start, end, counted)
        parts = (between.years, between.months, between.days)
        assert all(part >= 0 for part in parts) if start <= end else all(part <= 0 for part in parts)


@given(start=DAYS, end=DAYS, later=st.integers(0, 500), counting=st.sampled_from(COUNTINGS_OF_MONTHS))
def test_waiting_longer_never_counts_fewer_months(start: date, end: date, later: int, counting: Counting) -> None:
    start, end = sorted((start, end))
    assert whole_months(start, end, counting) <= whole_months(start, end + timedelta(days=later), counting)


@pytest.mark.parametrize(
    ("start", "end", "clamp", "overflow", "by_day"),
    [
        ("2025-01-31", "2025-02-28", 1, 0, 0),
        ("2025-01-31", "2025-03-01", 1, 0, 1),
        ("2025-01-31", "2025-03-02", 1, 0, 1),
        ("2025-01-31", "2025-03-03", 1, 1, 1),
        ("2025-01-15", "2025-02-15", 1, 1, 1),
        ("2025-01-15", "2025-02-14", 0, 0, 0),
        ("2024-02-29", "2025-02-28", 12, 11, 11),
        ("2024-02-29", "2025-03-01", 12, 12, 12),
        ("2025-01-31", "2025-01-31", 0, 0, 0),
    ],
)
def test_the_three_ways_to_count_months_differ_at_month_ends(
    start: str, end: str, clamp: int, overflow: int, by_day: int
) -> None:
    counted = [whole_months(day(start), day(end), counting) for counting in COUNTINGS_OF_MONTHS]
    assert counted == [clamp, overflow, by_day]


@pytest.mark.parametrize("counting", COUNTINGS_OF_MONTHS)
def test_an_end_before_its_start_is_refused(counting: Counting) -> None:
    for attempt in (whole_months, whole_years):
        with pytest.raises(DateError, match="1 January 2025 lies before 2 January 2025"):
            attempt(date(2025, 1, 2), date(2025, 1, 1), counting)
    with pytest.raises(DateError, match="lies before"):
        whole_days(date(2025, 1, 2), date(2025, 1, 1))


def test_an_unknown_way_to_count_is_refused() -> None:
    with pytest.raises(ValueError, match="month-end"):
        whole_months(date(2025, 1, 1), date(2025, 2, 1), "joda")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="overflow"):
        period_between(date(2025, 1, 1), date(2025, 2, 1), "overflow")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("born", "as_of", "clamp", "overflow"),
    [
        ("1960-02-29", "2021-02-27", 60, 60),
        ("1960-02-29", "2021-02-28", 61, 60),
        ("1960-02-29", "2021-03-01", 61, 61),
        ("1960-02-29", "2020-02-28", 59, 59),
        ("1960-02-29", "2020-02-29", 60, 60),
        ("1965-10-01", "2025-09-30", 59, 59),
        ("1965-10-01", "2025-10-01", 60, 60),
    ],
)
def test_a_birthday_on_a_leap_day_comes_by_the_month_end(born: str, as_of: str, clamp: int, overflow: int) -> None:
    assert age(day(born), day(as_of), "clamp") == clamp
    assert age(day(born), day(as_of), "overflow") == overflow


# fund years


@given(today=DAYS, starts=STARTS)
def test_a_day_lies_in_its_fund_year_and_in_no_other(today: date, starts: DayOfYear) -> None:
    year = fund_year_of(today, starts)
    assert today in year
    assert (year.start.month, year.start.day) == (starts.month, starts.day)
    following = fund_year_of(year.end + timedelta(days=1), starts)
    assert following.start == year.end + timedelta(days=1)
    assert fund_year_of(year.start, starts) == fund_year_of(year.end, starts) == year
    assert (year.end - year.start).days in (364, 365)


@pytest.mark.parametrize(
    ("today", "starts", "start", "end", "thai", "english"),
    [
        ("2011-10-01", DayOfYear(10, 1), "2011-10-01", "2012-09-30", "ปีบัญชี 2555", "fund year 2012"),
        ("2012-09-30", DayOfYear(10, 1), "2011-10-01", "2012-09-30", "ปีบัญชี 2555", "fund year 2012"),
        ("2012-09-30", DayOfYear(1, 1), "2012-01-01", "2012-12-31", "ปีบัญชี 2555", "fund year 2012"),
        ("2012-02-29", DayOfYear(3, 1), "2011-03-01", "2012-02-29", "ปีบัญชี 2555", "fund year 2012"),
    ],
)
def test_a_fund_year_is_called_by_the_year_it_ends_in(
    today: str, starts: DayOfYear, start: str, end: str, thai: str, english: str
) -> None:
    year = fund_year_of(day(today), starts)
    assert year == FundYear(day(start), day(end))
    assert (year.name("th"), year.spoken("en")) == (thai, english)


@pytest.mark.parametrize("today", ["0001-01-01", "9999-12-31"])
def test_a_fund_year_beyond_the_calendar_is_refused(today: str) -> None:
    with pytest.raises(DateError, match="does not lie within the calendar"):
        fund_year_of(day(today), DayOfYear(10, 1))


@pytest.mark.parametrize(
    ("text", "month", "number"),
    [
        ("1 October", 10, 1),
        ("October 1", 10, 1),
        ("1 Oct.", 10, 1),
        ("1 ตุลาคม", 10, 1),
        ("๑ ต.ค.", 10, 1),
        ("วันที่ 1 เดือนตุลาคม", 10, 1),
        ("31ธันวาคม", 12, 31),
        ("28 กุมภาพันธ์", 2, 28),
    ],
)
def test_a_day_of_the_year_has_a_day_and_a_named_month(text: str, month: int, number: int) -> None:
    assert parse_day_of_year(text) == DayOfYear(month, number)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "WR030") for text in ("", "10-01", "1/10", "October", "1", "1 Xyzzy", "1 October 2025", "1 ๆ")),
        *((text, "WR031") for text in ("30 February", "31 เมษายน", "0 October", "32 มกราคม", "30 ก.พ.")),
        *((text, "WR032") for text in ("29 February", "29 กุมภาพันธ์", "Feb 29")),
        *((text, "WR029") for text in ("1 Octobre", "1 ตุลาค")),
    ],
)
def test_a_day_that_does_not_come_every_year_is_refused(text: str, code: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_day_of_year(text)
    assert [found.code for found in caught.value.found] == [code]


@pytest.mark.parametrize(("month", "number"), [(2, 29), (2, 30), (13, 1), (0, 1), (4, 31), (1, 0)])
def test_there_is_no_day_of_the_year_that_is_not_in_every_year(month: int, number: int) -> None:
    with pytest.raises(DateError):
        DayOfYear(month, number)


# the Buddhist Era


@given(today=DAYS)
@example(date(1940, 3, 31))
@example(date(1940, 4, 1))
@example(date(1940, 12, 31))
@example(date(1941, 1, 1))
def test_every_day_comes_back_from_the_buddhist_era(today: date) -> None:
    assert be_to_ce(*ce_to_be(today)) == today


def test_every_day_of_two_centuries_comes_back_and_years_only_grow() -> None:
    days = [date.fromordinal(number) for number in range(date(1900, 1, 1).toordinal(), date(2101, 1, 1).toordinal())]
    assert all(be_to_ce(*ce_to_be(today)) == today for today in days)
    assert all(0 <= be_year(later) - be_year(earlier) <= 1 for earlier, later in pairwise(days))


@pytest.mark.parametrize(
    ("gregorian", "buddhist"),
    [
        ("2012-01-04", (2555, 1, 4)),
        ("1941-01-01", (2484, 1, 1)),
        ("1940-12-31", (2483, 12, 31)),
        ("1940-04-01", (2483, 4, 1)),
        ("1940-03-31", (2482, 3, 31)),
        ("1939-04-01", (2482, 4, 1)),
        ("1925-02-14", (2467, 2, 14)),
        ("1889-04-01", (2432, 4, 1)),
        ("1936-02-29", (2478, 2, 29)),
    ],
)
def test_the_thai_year_began_in_april_until_1940(gregorian: str, buddhist: tuple[int, int, int]) -> None:
    """Domain 0.8: exactly the members of 85 and more, who draw old-age and death benefits."""
    assert ce_to_be(day(gregorian)) == buddhist
    assert be_to_ce(*buddhist) == day(gregorian)


@pytest.mark.parametrize(
    ("buddhist", "code"),
    [
        ((2566, 2, 29), "WR021"),
        ((2477, 2, 29), "WR021"),
        ((2567, 2, 30), "WR021"),
        ((2567, 4, 31), "WR021"),
        ((2567, 4, 0), "WR021"),
        ((2567, 13, 1), "WR022"),
        ((2567, 0, 1), "WR022"),
        ((2483, 1, 1), "WR023"),
        ((2483, 3, 31), "WR023"),
        ((2431, 12, 31), "WR024"),
        ((2012, 1, 4), "WR024"),
        ((10543, 1, 1), "WR025"),
    ],
)
def test_a_buddhist_day_that_never_was_is_refused(buddhist: tuple[int, int, int], code: str) -> None:
    with pytest.raises(DateError) as caught:
        be_to_ce(*buddhist)
    assert [found.code for found in caught.value.found] == [code]


# reading


@pytest.mark.parametrize(
    "text",
    [
        "2012-01-04", "2012/1/4", "2012.01.04", "2555-01-04", "2555/1/4", "๒๕๕๕-๐๑-๐๔",
        "04/01/2555", "4/1/2555", "4-1-2555", "4.1.2555", "๔/๑/๒๕๕๕",
        "4 ม.ค. 2555", "4 ม.ค.2555", "4ม.ค.2555", "4 มค 2555", "4 ม.ค. พ.ศ. 2555", "๔ ม.ค. ๒๕๕๕",
        "4 มกราคม 2555", "4 มกราคม พ.ศ. 2555", "4 มกราคม พ.ศ.2555", "4 มกราคม พศ 2555", "๔ มกราคม ๒๕๕๕",
        "วันที่ 4 มกราคม 2555", "วันที่ 4 เดือนมกราคม พ.ศ. 2555", "วันที่ ๔ เดือน มกราคม พุทธศักราช ๒๕๕๕",
        "4 มกราคม 2012", "4 มกราคม ค.ศ. 2012", "4 มกราคม คริสต์ศักราช 2012",
        "4 January 2012", "4 Jan 2012", "4 jan. 2012", "4-Jan-2012", "04 January, 2012", "4 January 2012 AD",
        "4 January AD 2012", "4 January 2012 CE", "January 4, 2012", "Jan 4 2012", "JAN. 4, 2012",
        "4 January 2555", "4 January 2555 BE", "4 January B.E. 2555", "Jan 4, 2555 B.E.",
        "  4\u00a0 มกราคม   2555 ",
    ],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(text: str) -> None:
    assert parse_date(text) == date(2012, 1, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("29/02/2567", "2024-02-29"),
        ("2567/02/29", "2024-02-29"),
        ("1/2/2567", "2024-02-01"),
        ("31/1/2012", "2012-01-31"),
        ("1/31/2012", "2012-01-31"),
        ("5/5/2012", "2012-05-05"),
        ("14 กุมภาพันธ์ 2467", "1925-02-14"),
        ("14/2/2467", "1925-02-14"),
        ("31 มีนาคม 2482", "1940-03-31"),
        ("1 เมษายน 2483", "1940-04-01"),
        ("1 มกราคม 2484", "1941-01-01"),
        ("30 Sept 2025", "2025-09-30"),
        ("31 December 2400", "2400-12-31"),
        ("1 เมษายน 2432", "1889-04-01"),
    ],
)
def test_the_year_says_the_era_and_the_era_the_order(text: str, expected: str) -> None:
    assert parse_date(text) == day(expected)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(
            (text, "WR020")
            for text in ("", "today", "2012", "2012-01", "January 2012", "4 January", "20120104", "40912")
        ),
        *((text, "WR020") for text in ("2012-01-04T00:00", "2012-01-04 10:00", "2012-01/04", "4//1//2012", "4 1 2012")),
        *(
            (text, "WR020")
            for text in ("4 January 20122", "4/1/20122", "2012-1-2012", "412/1/12", "4 Xyzzy 2012", "-4/1/2555")
        ),
        *(
            (text, "WR020")
            for text in ("4 January BE 2555 BE", "٤ January 2012", "4th January 2012", "วันพุธที่ 4 มกราคม 2555")
        ),
        *((text, "WR021") for text in ("29/02/2566", "29 กุมภาพันธ์ 2566", "29 February 2023", "2023-02-29", "31/4/2567")),
        *((text, "WR021") for text in ("2012-04-31", "0/1/2555", "2012-01-00", "31/6/2012")),
        *((text, "WR022") for text in ("02/13/2567", "2012-13-01", "2567/00/10", "31/13/2012", "0/31/2012")),
        *((text, "WR023") for text in ("1 มกราคม 2483", "31/03/2483", "2483-02-29")),
        *((text, "WR024") for text in ("31 มีนาคม 2431", "4 มกราคม พ.ศ. 2012", "4 January 2012 BE")),
        *((text, "WR025") for text in ("0000-01-01", "1 January 0000")),
        *((text, "WR026") for text in ("4/1/2012", "04-01-2012", "1.2.2012", "12/11/2012")),
        *((text, "WR027") for text in ("4 มกราคม ค.ศ. 2555", "4 January 2555 AD", "4 January 2555 CE")),
        *((text, "WR028") for text in ("4/1/55", "4 ม.ค. 55", "55/1/4", "Jan 4, 12", "4 มกราคม 555", "1/1/1")),
        *((text, "WR029") for text in ("4 มกราค 2555", "4 Janury 2012", "4 Ocotber 2012")),
    ],
)
def test_what_is_not_clearly_one_date_is_refused(text: str, code: str) -> None:
    assert refused(text)[0] == code


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("29 กุมภาพันธ์ 2566", "'29 กุมภาพันธ์ 2566' does not exist: February 2566 BE (2023) has 28 days"),
        ("29 February 2023", "'29 February 2023' does not exist: February 2023 has 28 days"),
        ("4/1/2012", "'4/1/2012' can be read as 4 January 2012 or as 1 April 2012"),
        ("4/1/55", "'4/1/55' does not give the year in full"),
        ("4 Janury 2012", "'4 Janury 2012' names no month: 'Janury'"),
    ],
)
def test_a_refusal_says_what_is_wrong(text: str, message: str) -> None:
    assert refused(text)[1] == message


def test_a_refusal_reads_in_thai() -> None:
    with pytest.raises(DateError) as caught:
        parse_date("29/02/2566")
    assert caught.value.render("th") == (
        "WR021: ไม่มีวันที่ '29/02/2566' เพราะเดือนกุมภาพันธ์ พ.ศ. 2566 (ค.ศ. 2023) มี 28 วัน\n  วิธีแก้: แก้วัน เดือน หรือปีให้ถูกต้อง"
    )
    with pytest.raises(DateError) as caught:
        parse_date("4/1/2012")
    assert caught.value.render("th") == (
        "WR026: '4/1/2012' อ่านได้สองอย่าง คือ 4 มกราคม 2555 หรือ 1 เมษายน 2555\n  วิธีแก้: เขียน 2012-01-04 หรือ 2012-04-01"
    )


@pytest.mark.parametrize("value", [None, 40912, date(2012, 1, 4), b"2012-01-04"])
def test_only_text_is_parsed(value: object) -> None:
    for parse in (parse_date, parse_day_of_year):
        with pytest.raises(TypeError, match="only text"):
            parse(value)  # type: ignore[arg-type]


def test_a_date_of_a_far_future_is_refused_with_its_gregorian_reading() -> None:
    """Design 6: a Buddhist year written where TOML or a spreadsheet means a Gregorian one."""
    with pytest.raises(DateError) as caught:
        checked_date(date(2568, 10, 1))
    (found,) = caught.value.found
    assert (found.code, found.message, found.remedy) == (
        "WR027",
        "'2568-10-01' is given as a Gregorian date of the year 2568, which looks like a Buddhist Era year",
        "write 2025-10-01, or the Buddhist date as text: '1 ตุลาคม 2568'",
    )


@pytest.mark.parametrize(
    ("given_day", "code"),
    [
        (date(2401, 1, 1), "WR024"),
        (date(2483, 1, 1), "WR023"),
        (date(2568, 2, 29), "WR021"),
        (date(9999, 12, 31), "WR027"),
        (datetime(2012, 1, 4, 10, 30, tzinfo=UTC), "WR020"),
    ],
)
def test_a_date_with_no_gregorian_reading_is_refused_too(given_day: date, code: str) -> None:
    with pytest.raises(DateError) as caught:
        checked_date(given_day)
    assert caught.value.found[0].code == code


@pytest.mark.parametrize("given_day", [date(1, 1, 1), date(2012, 1, 4), date(2400, 12, 31)])
def test_an_ordinary_date_is_taken_as_it_is(given_day: date) -> None:
    assert checked_date(given_day) == given_day


@given(st.text(alphabet="0123456789๐๒๕/-. ,มกราคมพ.ศ.JanuryFebBEADวันที่เดือน", max_size=24))
@example("4 มกราคม พ.ศ. 2555")
def test_any_text_is_a_date_or_a_refusal_with_a_remedy(text: str) -> None:
    for parse in (parse_date, parse_day_of_year):
        found = faults(parse, text)
        assert len(found) <= 1
        assert all(fault.render(lang) for fault in found for lang in ("en", "th"))


# writing


@given(
    today=st.dates(date(1, 1, 1), date(2400, 12, 31)),
    lang=st.sampled_from(["en", "th"]),
    style=st.sampled_from(["long", "short"]),
    digits=st.sampled_from(["plain", "thai"]),
)
@example(date(1889, 3, 31), "th", "long", "plain")
@example(date(1889, 4, 1), "th", "short", "thai")
def test_what_is_written_reads_back(today: date, lang: str, style: str, digits: str) -> None:
    text = format_date(today, lang, style=style, digits=digits)  # type: ignore[arg-type]
    assert parse_date(text) == today


@given(today=st.dates(date(1, 1, 1), date(2400, 12, 31)))
def test_iso_dates_are_read_back(today: date) -> None:
    assert parse_date(today.isoformat()) == today


@pytest.mark.parametrize(
    ("today", "thai", "english"),
    [
        ("2012-01-04", "4 มกราคม 2555", "4 January 2012"),
        ("1940-03-31", "31 มีนาคม 2482", "31 March 1940"),
        ("1889-03-31", "31 มีนาคม ค.ศ. 1889", "31 March 1889"),
        ("0999-12-01", "1 ธันวาคม ค.ศ. 0999", "1 December 0999"),
    ],
)
def test_dates_are_written_for_people(today: str, thai: str, english: str) -> None:
    assert (format_date(day(today), "th"), format_date(day(today), "en")) == (thai, english)
    assert (Day(day(today)).spoken("th"), Day(day(today)).spoken("en")) == (thai, english)


@pytest.mark.parametrize("wrong", [{"lang": "de"}, {"lang": "th", "style": "iso"}, {"lang": "th", "digits": "roman"}])
def test_an_unknown_way_to_write_a_date_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        format_date(date(2012, 1, 4), **wrong)


def test_month_names_go_both_ways() -> None:
    for number in range(1, 13):
        for lang in ("th", "en"):
            assert month_named(Month(number).spoken(lang)) == number
        for style in ("long", "short"):
            for lang in ("th", "en"):
                _, name, _ = format_date(date(2012, number, 1), lang, style=style).split()
                assert month_named(name) == month_named(name.rstrip(".").upper()) == number
    assert month_named("") is None
