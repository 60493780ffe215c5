"""Dates as people write them, read in one way or refused."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from welfarerules.dates._era import LAST_GREGORIAN_YEAR, be_date, ce_date
from welfarerules.dates._months import month_meant, month_named
from welfarerules.dates._writing import Day, format_date
from welfarerules.errors import DateError, Finding, Place
from welfarerules.words import in_plain_digits

UNREADABLE_DATE: Final = Finding(
    "WR020",
    "{text!r} is not a date",
    "write it as 2012-01-04, 4 January 2012 or 4 มกราคม 2555",
)
AMBIGUOUS_DATE: Final = Finding(
    "WR026",
    "{text!r} can be read as {day_first} or as {month_first}",
    "write {day_first_iso} or {month_first_iso}",
)
BUDDHIST_AS_GREGORIAN: Final = Finding(
    "WR027",
    "{text!r} is given as a Gregorian date of the year {year}, which looks like a Buddhist Era year",
    "write {reading}, or the Buddhist date as text: {buddhist!r}",
)
NO_CENTURY: Final = Finding(
    "WR028",
    "{text!r} does not give the year in full",
    "write the year in four digits",
)
UNKNOWN_MONTH: Final = Finding(
    "WR029",
    "{text!r} names no month: {word!r}",
    "write {suggestion!r}, or the name of another month",
)

LETTERS: Final = "A-Za-z\u0e01-\u0e3a\u0e40-\u0e4e"
"""Latin letters, and Thai letters with their vowel and tone marks, which ``\\w`` does not match."""

_SPACE: Final = re.compile(r"\s+")
_NUMERIC: Final = re.compile(r"([0-9]{1,4})([-/.])([0-9]{1,2})\2([0-9]{1,4})")
_ERA_BEFORE: Final = r"(?:(?P<era>พ\.? ?ศ\.?|พุทธศักราช|ค\.? ?ศ\.?|คริสต์?ศักราช|B\.?E\.?|A\.?D\.?|C\.?E\.?) ?)?"
_ERA_AFTER: Final = r"(?: ?(?P<era_after>B\.?E\.?|A\.?D\.?|C\.?E\.?))?"
_DAY_MONTH_YEAR: Final = re.compile(
    rf"(?:วันที่ ?)?(?P<day>[0-9]{{1,2}})[ -]?(?:เดือน ?)?(?P<month>[{LETTERS}.]+?)[, -]{{0,2}}"
    rf"{_ERA_BEFORE}(?P<year>[0-9]+){_ERA_AFTER}",
    re.IGNORECASE,
)
_MONTH_DAY_YEAR: Final = re.compile(
    rf"(?P<month>[A-Za-z]+\.?) (?P<day>[0-9]{{1,2}})(?:, ?| ){_ERA_BEFORE}(?P<year>[0-9]+){_ERA_AFTER}", re.IGNORECASE
)
_YEAR_DIGITS: Final = 4
_MONTHS: Final = 12


def parse_date(text: str) -> date:
    """Read a date as people write it; whatever can be read in two ways is refused.

    A year after 2400 is a Buddhist Era year. Digits may be Thai, and months have Thai or English names, full or
    short. Between numbers, the four-digit year stands first (``2012-01-04``, ``2555/1/4``) or last; if last, a
    Buddhist year means day before month, as Thais write, while with a Gregorian year day and month must not be
    mistakable for one another.

    >>> for text in ("2012-01-04", "4 ม.ค. 2555", "๔ มกราคม พ.ศ. ๒๕๕๕", "04/01/2555", "Jan 4, 2012", "31/1/2012"):
    ...     print(parse_date(text))
    2012-01-04
    2012-01-04
    2012-01-04
    2012-01-04
    2012-01-04
    2012-01-31

    Raises:
        DateError: The text is no date, can be read as two, lacks the century, or names a day that does not exist.
        TypeError: *text* is not text; see `checked_date`.
    """
    if not isinstance(text, str):
        raise TypeError(f"only text can be parsed, not {text!r}; checked_date takes dates")
    plain = _SPACE.sub(" ", in_plain_digits(text)).strip()
    if numeric := _NUMERIC.fullmatch(plain):
        return _numeric_date(text, numeric[1], numeric[3], numeric[4])
    named = _DAY_MONTH_YEAR.fullmatch(plain) or _MONTH_DAY_YEAR.fullmatch(plain)
    if named is None or (named["era"] and named["era_after"]):
        raise DateError(UNREADABLE_DATE.at(Place(), text=text))
    month = month_in(named["month"], text)
    return _date(text, _year(named["year"], text), month, int(named["day"]), era=named["era"] or named["era_after"])


def checked_date(day: date) -> date:
    """Return *day*, a date that a file or a program gave, unless a Buddhist year was taken for a Gregorian one.

    >>> checked_date(date(2025, 10, 1))
    datetime.date(2025, 10, 1)

    Raises:
        DateError: The year lies after 2400, or *day* has a time of day.
    """
    if isinstance(day, datetime):
        raise DateError(UNREADABLE_DATE.at(Place(), text=day.isoformat()))
    if day.year > LAST_GREGORIAN_YEAR:
        raise _buddhist_as_gregorian(day.isoformat(), day.year, day.month, day.day)
    return day


def must_be_day(day: object) -> None:
    """Refuse what a program gives in the place of a day.

    >>> must_be_day(date(2025, 10, 1))

    Raises:
        TypeError: *day* is no `datetime.date`, or has a time of day.
    """
    if isinstance(day, datetime):
        raise TypeError(f"a day has no time of day: write {day!r}.date()")
    if not isinstance(day, date):
        raise TypeError(f"a day is a datetime.date, not {day!r}")


def month_in(word: str, text: str) -> int:
    """Return the number of the month that *word*, a part of *text*, names."""
    month = month_named(word)
    if month is not None:
        return month
    suggestion = month_meant(word)
    if suggestion is None:
        raise DateError(UNREADABLE_DATE.at(Place(), text=text))
    raise DateError(UNKNOWN_MONTH.at(Place(), text=text, word=word, suggestion=suggestion))


def _numeric_date(text: str, first: str, second: str, third: str) -> date:
    if len(first) == _YEAR_DIGITS:
        if len(third) > 2:
            raise DateError(UNREADABLE_DATE.at(Place(), text=text))
        return _date(text, int(first), int(second), int(third))
    if len(first) > 2:
        raise DateError(UNREADABLE_DATE.at(Place(), text=text))
    year = _year(third, text)
    day, month = int(first), int(second)
    if year > LAST_GREGORIAN_YEAR or month == day:
        return _date(text, year, month, day)
    if day <= _MONTHS and month <= _MONTHS:
        day_first, month_first = _date(text, year, month, day), _date(text, year, day, month)
        raise DateError(
            AMBIGUOUS_DATE.at(
                Place(),
                text=text,
                day_first=Day(day_first),
                month_first=Day(month_first),
                day_first_iso=day_first.isoformat(),
                month_first_iso=month_first.isoformat(),
            )
        )
    return _date(text, year, day, month) if month > _MONTHS else _date(text, year, month, day)


def _year(digits: str, text: str) -> int:
    if len(digits) == _YEAR_DIGITS:
        return int(digits)
    raise DateError((NO_CENTURY if len(digits) < _YEAR_DIGITS else UNREADABLE_DATE).at(Place(), text=text))


def _date(text: str, year: int, month: int, day: int, *, era: str | None = None) -> date:
    buddhist = era is not None and era[0] in "พbB"
    if buddhist or (era is None and year > LAST_GREGORIAN_YEAR):
        return be_date(year, month, day, text=text)
    if year > LAST_GREGORIAN_YEAR:
        raise _buddhist_as_gregorian(text, year, month, day)
    return ce_date(year, month, day, text=text)


def _buddhist_as_gregorian(text: str, year: int, month: int, day: int) -> DateError:
    meant = be_date(year, month, day, text=text)
    return DateError(
        BUDDHIST_AS_GREGORIAN.at(
            Place(), text=text, year=year, reading=meant.isoformat(), buddhist=format_date(meant, "th")
        )
    )
