"""Steps of calendar months, and the time between two days.

What a month is, is stated once, by the kernel's calendar; here it is put in dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType
from typing import Final, Literal, get_args

import attrs
from dateutil.relativedelta import relativedelta

from welfarerules.dates._writing import Day
from welfarerules.errors import DateError, Finding, Place
from welfarerules.kernel import calendar as kernel_calendar

OUT_OF_REACH: Final = Finding(
    "WR034",
    "{months} months from {day} lie outside the calendar: the Gregorian years 1 to 9999",
    "correct the date or the number of months",
)
ENDS_BEFORE_START: Final = Finding(
    "WR035",
    "{end} lies before {start}",
    "correct one of the two dates",
)

MonthEnd = Literal["clamp", "overflow"]
"""What becomes of a day that a month lacks: its last day (28 February), or the days run on (3 March)."""

Counting = Literal["clamp", "overflow", "day of month"]
"""How whole months between two days are counted: in steps by a `MonthEnd`, or by comparing days of the month."""

MONTH_ENDS: Final[tuple[str, ...]] = get_args(MonthEnd)

_POLICIES: Final = MappingProxyType({"clamp": kernel_calendar.CLAMP, "overflow": kernel_calendar.OVERFLOW})
_MONTHS_IN_YEAR: Final = 12


def add_months(day: date, months: int, month_end: MonthEnd) -> date:
    """Return *day* moved by calendar months, backwards where *months* is negative.

    >>> add_months(date(2025, 1, 31), 1, "clamp"), add_months(date(2025, 1, 31), 1, "overflow")
    (datetime.date(2025, 2, 28), datetime.date(2025, 3, 3))

    Raises:
        ValueError: *month_end* is no such convention.
        DateError: The result lies outside the calendar of `datetime`.
    """
    reached = kernel_calendar.add_months(day.toordinal(), months, _policy(month_end))
    if not date.min.toordinal() <= reached <= date.max.toordinal():
        raise DateError(OUT_OF_REACH.at(Place(), months=months, day=Day(day)))
    return date.fromordinal(reached)


def due_dates(
    anchor: date,
    *,
    every_months: int | None = None,
    every_days: int | None = None,
    month_end: MonthEnd | None = None,
    until: date = date.max,
) -> Iterator[date]:
    """Yield *anchor* and every due day after it, up to *until*, itself included.

    Each is counted from the anchor, so that nothing drifts: after 28 February comes 31 March.

    >>> list(due_dates(date(2025, 1, 31), every_months=1, month_end="clamp", until=date(2025, 4, 30)))
    [datetime.date(2025, 1, 31), datetime.date(2025, 2, 28), datetime.date(2025, 3, 31), datetime.date(2025, 4, 30)]

    Raises:
        ValueError: Not exactly one step is given, it is not positive, or months come without *month_end*.
    """
    step = every_days if every_months is None else every_months
    if step is None or (every_days is not None and every_months is not None):
        raise ValueError("give every_months or every_days, one of the two")
    if step <= 0:
        raise ValueError(f"due days cannot come every {step}")
    first, last = anchor.toordinal(), until.toordinal()
    if every_days is not None:
        return map(date.fromordinal, range(first, last + 1, step))
    if month_end is None:
        raise ValueError("steps of months need month_end")
    return _monthly(first, last, step, _policy(month_end))


def whole_days(start: date, end: date) -> int:
    """Return the days from *start* to *end*: the nights between them.

    >>> whole_days(date(2024, 2, 28), date(2024, 3, 1))
    2

    Raises:
        DateError: *end* lies before *start*.
    """
    _check_order(start, end)
    return (end - start).days


def whole_months(start: date, end: date, counting: Counting) -> int:
    """Return how many whole months lie between two days.

    With ``"clamp"`` or ``"overflow"``, the greatest number that, added to *start*, does not pass *end*. With
    ``"day of month"``, the difference of the calendar months, less one if *end* has the smaller day of the month.

    >>> [whole_months(date(2025, 1, 31), date(2025, 2, 28), counting) for counting in ("clamp", "day of month")]
    [1, 0]
    >>> [whole_months(date(2025, 1, 31), date(2025, 3, 2), counting) for counting in ("overflow", "day of month")]
    [0, 1]

    Raises:
        ValueError: *counting* is no such convention.
        DateError: *end* lies before *start*.
    """
    _check_order(start, end)
    if counting == "day of month":
        return _months_by_day(start, end)
    return kernel_calendar.whole_months(start.toordinal(), end.toordinal(), _policy(counting))


def whole_years(start: date, end: date, counting: Counting) -> int:
    """Return how many whole years, of twelve months each, lie between two days.

    >>> [whole_years(date(2004, 2, 29), date(2005, 2, 28), counting) for counting in ("clamp", "overflow")]
    [1, 0]

    Raises:
        ValueError: *counting* is no such convention.
        DateError: *end* lies before *start*.
    """
    return whole_months(start, end, counting) // _MONTHS_IN_YEAR


def age(born: date, as_of: date, month_end: MonthEnd) -> int:
    """Return the age in whole years; who was born on 29 February is a year older by *month_end*.

    >>> age(date(1960, 2, 29), date(2021, 2, 28), "clamp"), age(date(1960, 2, 29), date(2021, 2, 28), "overflow")
    (61, 60)

    Raises:
        ValueError: *month_end* is no such convention.
        DateError: *as_of* lies before the birth.
    """
    return whole_years(born, as_of, month_end)


@attrs.frozen
class Period:
    """The time between two days in calendar units, all of one sign."""

    years: int
    months: int
    days: int


def period_between(start: date, end: date, counting: Literal["clamp", "day of month"]) -> Period:
    """Return the years, months and days from *start* to *end*, negative where *end* comes first.

    Whole months are those of `whole_months`; the days are what is left.

    >>> period_between(date(2004, 12, 29), date(2005, 2, 28), "clamp")
    Period(years=0, months=2, days=0)
    >>> period_between(date(2004, 12, 29), date(2005, 2, 28), "day of month")
    Period(years=0, months=1, days=30)

    Raises:
        ValueError: *counting* is no such convention.
    """
    if counting == "clamp":
        between = relativedelta(end, start)
        return Period(between.years, between.months, between.days)
    if counting != "day of month":
        raise ValueError(f"{counting!r} does not break a period down; say 'clamp' or 'day of month'")
    months = _months_by_day(start, end)
    if start <= end:
        days = (end - add_months(start, months, "clamp")).days
    else:
        # Backwards, the days are counted within the month that *end* lies in.
        borrowed = kernel_calendar.month_length(_month_number(end)) if end.day > start.day else 0
        days = end.day - start.day - borrowed
    sign = -1 if months < 0 else 1
    return Period(sign * (abs(months) // _MONTHS_IN_YEAR), sign * (abs(months) % _MONTHS_IN_YEAR), days)


def _monthly(first: int, last: int, step: int, policy: int) -> Iterator[date]:
    months = 0
    while (due := kernel_calendar.add_months(first, months, policy)) <= last:
        yield date.fromordinal(due)
        months += step


def _months_by_day(start: date, end: date) -> int:
    months = _month_number(end) - _month_number(start)
    if months > 0 and end.day < start.day:
        return months - 1
    if months < 0 and end.day > start.day:
        return months + 1
    return months


def _month_number(day: date) -> int:
    return day.year * _MONTHS_IN_YEAR + day.month - 1


def _check_order(start: date, end: date) -> None:
    if end < start:
        raise DateError(ENDS_BEFORE_START.at(Place(), start=Day(start), end=Day(end)))


def _policy(month_end: str) -> int:
    if month_end not in _POLICIES:
        raise ValueError(f"no month-end convention is called {month_end!r}; say {' or '.join(map(repr, MONTH_ENDS))}")
    return _POLICIES[month_end]
