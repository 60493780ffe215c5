"""Days that come back every year, and the fund years between them."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final, Protocol

import attrs

from welfarerules.dates._era import be_year
from welfarerules.dates._months import Month
from welfarerules.dates._reading import LETTERS, month_in
from welfarerules.errors import DateError, Finding, Place
from welfarerules.kernel import calendar as kernel_calendar
from welfarerules.words import N_, in_plain_digits, say

UNREADABLE_DAY_OF_YEAR: Final = Finding(
    "WR030",
    "{text!r} is not a day of the year",
    "write the day and the month's name, such as 1 October or 1 ตุลาคม",
)
NO_SUCH_DAY_OF_YEAR: Final = Finding(
    "WR031",
    "{text!r} does not exist: {month} never has more than {days} days",
    "correct the day or the month",
)
LEAP_DAY: Final = Finding(
    "WR032",
    "{text!r} does not come every year",
    "write 28 February or 1 March",
)
FUND_YEAR_OUT_OF_CALENDAR: Final = Finding(
    "WR033",
    "the fund year of {day} does not lie within the calendar: the Gregorian years 1 to 9999",
    "correct the date",
)

_FUND_YEAR: Final = N_("fund year {year}")
_LEAP_YEAR: Final = 2000
_DAY_FIRST: Final = re.compile(rf"(?:วันที่ ?)?(?P<day>[0-9]{{1,2}}) ?(?:เดือน ?)?(?P<month>[{LETTERS}.]+)")
_MONTH_FIRST: Final = re.compile(r"(?P<month>[A-Za-z]+\.?) (?P<day>[0-9]{1,2})")


class MonthAndDay(Protocol):
    """Anything with a month and a day of the month, such as `DayOfYear`."""

    @property
    def month(self) -> int:
        """1 to 12."""

    @property
    def day(self) -> int:
        """1 to 31."""


@attrs.frozen
class DayOfYear:
    """A day that comes back every year, such as 1 October; never 29 February."""

    month: int
    day: int

    def __attrs_post_init__(self) -> None:
        check_day_of_year(self.month, self.day, text=f"{self.day}/{self.month}")


@attrs.frozen
class FundYear:
    """One year of a fund, from its first day to its last, both included.

    It is called by the year in which it ends, as Thai fiscal years are: the one from 1 October 2011 is 2012 (2555).
    """

    start: date
    end: date

    def name(self, lang: str) -> str:
        """Return what the year is called.

        >>> year = fund_year_of(date(2011, 10, 1), DayOfYear(10, 1))
        >>> year.name("th"), year.name("en")
        ('ปีบัญชี 2555', 'fund year 2012')
        """
        return say(_FUND_YEAR, lang, year=be_year(self.end) if lang == "th" else self.end.year)

    def spoken(self, lang: str) -> str:
        """Return the name, for messages."""
        return self.name(lang)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def fund_year_of(day: date, starts: MonthAndDay) -> FundYear:
    """Return the fund year that *day* lies in, where fund years start on the day *starts*.

    >>> fund_year_of(date(2025, 9, 30), DayOfYear(10, 1))
    FundYear(start=datetime.date(2024, 10, 1), end=datetime.date(2025, 9, 30))

    Raises:
        DateError: The fund year does not lie within the calendar of `datetime`.
    """
    year = kernel_calendar.fund_year(day.toordinal(), starts.month, starts.day)
    start = kernel_calendar.fund_year_start(year, starts.month, starts.day)
    end = kernel_calendar.fund_year_start(year + 1, starts.month, starts.day) - 1
    if start < date.min.toordinal() or end > date.max.toordinal():
        raise DateError(FUND_YEAR_OUT_OF_CALENDAR.at(Place(), day=day.isoformat()))
    return FundYear(date.fromordinal(start), date.fromordinal(end))


def parse_day_of_year(text: str) -> DayOfYear:
    """Read a day that comes back every year: the day and the month's Thai or English name.

    >>> parse_day_of_year("1 October"), parse_day_of_year("๑ ตุลาคม"), parse_day_of_year("Oct 1")
    (DayOfYear(month=10, day=1), DayOfYear(month=10, day=1), DayOfYear(month=10, day=1))

    Raises:
        DateError: The text is no day of the year, or the day does not come every year.
        TypeError: *text* is not text.
    """
    if not isinstance(text, str):
        raise TypeError(f"only text can be parsed, not {text!r}")
    plain = " ".join(in_plain_digits(text).split())
    match = _DAY_FIRST.fullmatch(plain) or _MONTH_FIRST.fullmatch(plain)
    if match is None:
        raise DateError(UNREADABLE_DAY_OF_YEAR.at(Place(), text=text))
    try:
        month = month_in(match["month"], text)
    except DateError as error:
        if error.found[0].code == "WR020":
            raise DateError(UNREADABLE_DAY_OF_YEAR.at(Place(), text=text)) from None
        raise
    check_day_of_year(month, int(match["day"]), text=text)
    return DayOfYear(month, int(match["day"]))


def check_day_of_year(month: int, day: int, *, text: str) -> None:
    """Refuse a day that does not come every year, showing the *text* it was written as."""
    if not 1 <= month <= 12:
        raise DateError(UNREADABLE_DAY_OF_YEAR.at(Place(), text=text))
    days = calendar.monthrange(_LEAP_YEAR, month)[1]
    if not 1 <= day <= days:
        raise DateError(NO_SUCH_DAY_OF_YEAR.at(Place(), text=text, month=Month(month), days=days))
    if (month, day) == (2, 29):
        raise DateError(LEAP_DAY.at(Place(), text=text))
