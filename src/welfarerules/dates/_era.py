"""Buddhist Era years, exactly: they have not always begun in January.

From 1889 the Thai solar year began on 1 April. The Buddhist year 2483 ran from 1 April to 31 December 1940 only, and
since 1 January 1941 the Thai year is the calendar year. So 543 is the difference from April to December, and from
January to March since 1941; before that it is 542.
"""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, date
from typing import Final

from welfarerules.dates._months import Month
from welfarerules.errors import DateError, Finding, Place
from welfarerules.words import Phrase

NO_SUCH_DAY: Final = Finding(
    "WR021",
    "{text!r} does not exist: {month} {year} has {days} days",
    "correct the day, the month or the year",
)
NO_SUCH_MONTH: Final = Finding(
    "WR022",
    "{text!r} does not exist: there is no month {month}",
    "write a month from 1 to 12",
)
SHORT_YEAR: Final = Finding(
    "WR023",
    "{text!r} does not exist: the Buddhist year 2483 had no January, February or March",
    "write 2482 for a day early in 1940, or 2484 for one early in 1941",
)
BEFORE_SOLAR_YEARS: Final = Finding(
    "WR024",
    "{text!r} lies before 1 April 2432 BE (1889), where Thai solar years begin",
    "correct the year; a Gregorian year stands after AD or ค.ศ.",
)
OUT_OF_CALENDAR: Final = Finding(
    "WR025",
    "{text!r} lies outside the calendar: the Gregorian years 1 to 9999",
    "correct the year",
)

FIRST_SOLAR_DAY: Final = date(1889, 4, 1)
LAST_GREGORIAN_YEAR: Final = 2400
"""A year after this one, in text, is a Buddhist Era year: nobody plans a fund for the year 2401."""

_FIRST_SOLAR_YEAR: Final = 2432
_SHORT_YEAR: Final = 2483
_NEW_YEAR_SINCE: Final = date(1941, 1, 1)
_APRIL: Final = 4


def be_year(day: date) -> int:
    """Return the Buddhist Era year that *day* lies in.

    >>> be_year(date(2012, 1, 4)), be_year(date(1940, 3, 31)), be_year(date(1940, 4, 1)), be_year(date(1941, 1, 1))
    (2555, 2482, 2483, 2484)
    """
    return day.year + (543 if day >= _NEW_YEAR_SINCE or day.month >= _APRIL else 542)


def ce_to_be(day: date) -> tuple[int, int, int]:
    """Return *day* as Buddhist Era year, month and day of the month.

    >>> ce_to_be(date(1925, 2, 14))
    (2467, 2, 14)
    """
    return be_year(day), day.month, day.day


def be_to_ce(year: int, month: int, day: int) -> date:
    """Return the date that a Buddhist Era year, a month and a day of the month name.

    >>> be_to_ce(2555, 1, 4), be_to_ce(2467, 2, 14)
    (datetime.date(2012, 1, 4), datetime.date(1925, 2, 14))

    Raises:
        DateError: There is no such day; February of 2566 has 28 days, and 2483 has no January to March. Or the year
            lies before 2432, when Thai solar years began.
    """
    return be_date(year, month, day, text=f"{day}/{month}/{year}")


def be_date(year: int, month: int, day: int, *, text: str) -> date:
    """As `be_to_ce`; a refusal shows the *text* it was written as."""
    check_month(month, text)
    if year < _FIRST_SOLAR_YEAR:
        raise DateError(BEFORE_SOLAR_YEARS.at(Place(), text=text))
    if year == _SHORT_YEAR and month < _APRIL:
        raise DateError(SHORT_YEAR.at(Place(), text=text))
    gregorian = year - (542 if year < _SHORT_YEAR and month < _APRIL else 543)
    return _day_of(
        gregorian,
        month,
        day,
        text=text,
        shown=Phrase("{buddhist} BE ({gregorian})", buddhist=year, gregorian=gregorian),
    )


def ce_date(year: int, month: int, day: int, *, text: str) -> date:
    """Return a Gregorian date, or refuse it showing the *text* it was written as."""
    check_month(month, text)
    return _day_of(year, month, day, text=text, shown=Phrase("{gregorian}", gregorian=year))


def check_month(month: int, text: str) -> None:
    """Refuse a *month* that is not 1 to 12."""
    if not 1 <= month <= 12:
        raise DateError(NO_SUCH_MONTH.at(Place(), text=text, month=month))


def _day_of(year: int, month: int, day: int, *, text: str, shown: Phrase) -> date:
    if not 1 <= year <= MAXYEAR:
        raise DateError(OUT_OF_CALENDAR.at(Place(), text=text))
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise DateError(NO_SUCH_DAY.at(Place(), text=text, month=Month(month), year=shown, days=days))
    return date(year, month, day)
