"""The civil calendar over whole numbers.

A *day* is a proleptic Gregorian ordinal (`datetime.date.toordinal`); a *month number* is ``year * 12 + month - 1``.
Nothing here is limited to the years that `datetime` knows, and nothing is rounded.
"""

from __future__ import annotations

from typing import Final

from welfarerules.kernel.base import kernel

CLAMP: Final = 0
"""31 January and one month is the last day of February."""

OVERFLOW: Final = 1
"""31 January and one month is 3 March, or 2 March in a leap year: the days that February lacks run on."""


@kernel
def civil_month(day: int) -> int:
    """Return the month number that *day* lies in.

    >>> from datetime import date
    >>> civil_month(date(2025, 10, 1).toordinal()) == 2025 * 12 + 9
    True
    """
    # Years are counted from 1 March here, so that a leap day is the last of its year; 306 days from 1 March of year 0.
    since = day + 305
    era = since // 146097
    in_era = since - era * 146097
    year_of_era = (in_era - in_era // 1460 + in_era // 36524 - in_era // 146096) // 365
    in_year = in_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    months_after_march = (5 * in_year + 2) // 153
    return (era * 400 + year_of_era) * 12 + months_after_march + 2


@kernel
def month_start(month: int) -> int:
    """Return the first day of a month number.

    >>> from datetime import date
    >>> date.fromordinal(month_start(2024 * 12 + 1))
    datetime.date(2024, 2, 1)
    """
    since_march = month - 2
    year = since_march // 12
    months_after_march = since_march - year * 12
    in_year = (153 * months_after_march + 2) // 5
    return 365 * year + year // 4 - year // 100 + year // 400 + in_year - 305


@kernel
def month_length(month: int) -> int:
    """Return the number of days in a month number.

    >>> month_length(2024 * 12 + 1), month_length(1900 * 12 + 1)
    (29, 28)
    """
    return month_start(month + 1) - month_start(month)


@kernel
def day_of_month(day: int) -> int:
    """Return the day of the month, from 1.

    >>> from datetime import date
    >>> day_of_month(date(2025, 1, 31).toordinal())
    31
    """
    return day - month_start(civil_month(day)) + 1


@kernel
def add_months(day: int, months: int, policy: int) -> int:
    """Move *day* by calendar months, backwards where *months* is negative.

    Where the month reached is too short, *policy* decides: `CLAMP` or `OVERFLOW`.

    >>> from datetime import date
    >>> [date.fromordinal(add_months(date(2025, 1, 31).toordinal(), 1, policy)) for policy in (CLAMP, OVERFLOW)]
    [datetime.date(2025, 2, 28), datetime.date(2025, 3, 3)]
    """
    month = civil_month(day)
    after_first = day - month_start(month)
    reached = month_start(month + months)
    if policy == CLAMP:
        return reached + min(after_first, month_length(month + months) - 1)
    return reached + after_first


@kernel
def whole_months(start: int, end: int, policy: int) -> int:
    """Return the greatest number of months that, added to *start*, does not pass *end*.

    It is negative where *end* lies before *start*.

    >>> from datetime import date
    >>> whole_months(date(2025, 1, 31).toordinal(), date(2025, 2, 28).toordinal(), CLAMP)
    1
    >>> whole_months(date(2025, 1, 31).toordinal(), date(2025, 3, 2).toordinal(), OVERFLOW)
    0
    """
    months = civil_month(end) - civil_month(start)
    # Twice at most: by overflow, the month before may still run past the first days of this one.
    if add_months(start, months, policy) > end:
        months = months - 1
        if add_months(start, months, policy) > end:
            months = months - 1
    return months


@kernel
def fund_year_start(year: int, month: int, day: int) -> int:
    """Return the first day of the fund year that starts in calendar *year*.

    *month* (1 to 12) and *day* say when fund years start; a day that the month lacks is its last day.

    >>> from datetime import date
    >>> date.fromordinal(fund_year_start(2025, 10, 1))
    datetime.date(2025, 10, 1)
    """
    first = year * 12 + month - 1
    if day <= 28:
        return month_start(first) + day - 1
    return month_start(first) + min(day, month_length(first)) - 1


@kernel
def fund_year(day: int, month: int, day_of_start: int) -> int:
    """Return the fund year that *day* lies in, named by the calendar year in which it starts.

    >>> from datetime import date
    >>> fund_year(date(2025, 9, 30).toordinal(), 10, 1), fund_year(date(2025, 10, 1).toordinal(), 10, 1)
    (2024, 2025)
    """
    at = civil_month(day)
    year = at // 12
    of_year = at % 12 + 1
    if of_year != month:
        return year if of_year > month else year - 1
    return year if day >= fund_year_start(year, month, day_of_start) else year - 1
