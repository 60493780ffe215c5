"""Quantities with units, as short texts: one grammar for ``"1 per day"``, ``"180 วัน"``, ``"day 5 of next month"``.

Digits may be Thai, and every word has a Thai form. Each function reads one kind of quantity, or raises a
`QuantityError` that shows the text and says how it is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

import attrs

from welfarerules.dates import Day, parse_day_of_year
from welfarerules.errors import Finding, MoneyError, Place, WelfareError
from welfarerules.formula.twofold import EXAMPLE, Use, length_of, readings_of
from welfarerules.money import Money, check_single
from welfarerules.scheme.model import DayOfYear, Duration, Rate
from welfarerules.scheme.spellings import rate_meant, window_meant
from welfarerules.words import N_, Phrase, in_plain_digits

__all__ = [
    "DueDay",
    "MonthDay",
    "QuantityError",
    "Window",
    "parse_due",
    "parse_duration",
    "parse_month_day",
    "parse_rate",
    "parse_window",
    "parse_year_day",
]

NO_PERIOD: Final = Finding(
    "WR104",
    '"{text}" does not say per what',
    'write an amount per period or once, such as "{amount} per month" or "{amount} once"',
)
UNKNOWN_PERIOD: Final = Finding("WR120", '"{word}" in "{text}" is no period', "{hint}")
NO_RATE: Final = Finding("WR121", '"{text}" is not an amount per period', "{hint}")
RATE_TOO_SMALL: Final = Finding(
    "WR122", '"{text}" is not above zero', "write an amount above zero, or remove the table"
)
NO_UNIT: Final = Finding(
    "WR123", '"{text}" does not say of what', 'write "{number} days", "{number} months" or "{number} years"'
)
UNKNOWN_UNIT: Final = Finding("WR124", '"{word}" in "{text}" is no unit of time', "write days, weeks, months or years")
TWO_LENGTHS: Final = Finding(
    "WR148",
    '"{text}" can mean {first} or {second}, for one who joined on {start}',
    'write the one that is meant: "{choice}" or "{other}"',
)
TWO_WINDOWS: Final = Finding(
    "WR149",
    '"{text}" can mean {first} or {second}, counted from {start}',
    'write the one that is meant: "{choice}" or "{other}", with the date it is counted from',
)
BOTH_ENDS: Final = Finding(
    "WR150",
    '"{text}" does not say whether exactly {most} is still part of it: for one who joined on {start}, the day {day}',
    'write where the tier starts alone: from = "{least}" (at exactly that time) or above = "{least}" (just after it); '
    "it ends where the next one starts",
)
BROKEN_COUNT: Final = Finding(
    "WR125", '"{text}" is not a whole number of units', "write it in a smaller unit: 18 months for one and a half years"
)
NO_DURATION: Final = Finding("WR126", '"{text}" is not a length of time', 'write "180 days", "6 months" or "1 year"')
LONG_DURATION: Final = Finding("WR127", '"{text}" is longer than {most} years', "write a shorter time")
NO_DUE_DAY: Final = Finding(
    "WR128",
    '"{text}" does not say a day of the period',
    'write "first day", "last day", "day 5" or "day 5 of next month"',
)
NO_SUCH_DAY: Final = Finding("WR129", "no month has a day {day}", "write a day from 1 to 31")
NO_WINDOW: Final = Finding(
    "WR130", '"{text}" does not say from when', 'write "{window}", with the date it is counted from'
)
NO_MONTH_DAY: Final = Finding("WR131", '"{text}" is not a day of the month', 'write "day 1" or "วันที่ 1"')
NO_YEAR_DAY: Final = Finding(
    "WR143", '"{text}" is not a day of the year', 'write the day and the month, such as "1 October" or "1 ตุลาคม"'
)
NO_SUCH_MONTH: Final = Finding("WR132", '"{text}" counts {month} months', "write a month from 1 to {most}")

Period = Literal["day", "week", "month", "quarter", "half-year", "year"]

_PERIODS: Final[Mapping[str, Period]] = {
    **dict.fromkeys(("day", "วัน"), "day"),
    **dict.fromkeys(("week", "สัปดาห์", "อาทิตย์"), "week"),
    **dict.fromkeys(("month", "เดือน"), "month"),
    **dict.fromkeys(("quarter", "ไตรมาส"), "quarter"),
    **dict.fromkeys(("half-year", "half year", "ครึ่งปี"), "half-year"),
    **dict.fromkeys(("year", "ปี"), "year"),
}
_UNITS: Final[Mapping[str, tuple[Literal["days", "months", "years"], int]]] = {
    **dict.fromkeys(("day", "days", "วัน"), ("days", 1)),
    **dict.fromkeys(("week", "weeks", "สัปดาห์"), ("days", 7)),
    **dict.fromkeys(("month", "months", "เดือน"), ("months", 1)),
    **dict.fromkeys(("year", "years", "ปี"), ("years", 1)),
}
_RATE_MEANT: Final = N_('write "{rate}"')
_RATES: Final = N_('write "1 per day" or "20 once"')
_PERIOD_WORDS: Final = N_("write one of day, week, month, quarter, half-year, year")
_LONGEST: Final = {"days": 73_000, "months": 2_400, "years": 200}
_YEARS: Final = 200
_PERIOD_MONTHS: Final = 12
_DAYS: Final = 31

_ONCE: Final = re.compile(r"(?P<amount>.*?) ?(?:once|ครั้งเดียว)", re.IGNORECASE)
_PER: Final = re.compile(r"(?P<amount>.*?) ?(?:\bper\b|ต่อ|/) ?(?P<period>.*)", re.IGNORECASE)
_COUNTED: Final = re.compile(r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?) ?(?P<unit>.*)")
_TWICE: Final = re.compile(
    r"(?P<one>[0-9][0-9,]*) ?(?P<one_unit>[^0-9(]+?) ?(?:\(|\bor\b|หรือ|=|/) ?"
    r"(?P<other>[0-9][0-9,]*) ?(?P<other_unit>[^0-9)]+?) ?\)?"
)
_RANGE: Final = re.compile(r"(?P<least>[0-9]+) ?(?:-|–|\bto\b|ถึง) ?(?P<most>[0-9]+) ?(?P<unit>.+)")
_DUE: Final = re.compile(
    r"(?:by |ภายใน|ไม่เกิน)?(?:day|วันที่) ?(?P<day>[0-9]{1,3})"
    r"(?: ?(?:(?P<next>of (?:the )?next month|ของเดือนถัดไป)|(?:of month|ของเดือนที่) ?(?P<month>[0-9]{1,3})))?",
    re.IGNORECASE,
)
_ENDS: Final[Mapping[str, bool]] = {"first day": False, "วันแรก": False, "last day": True, "วันสุดท้าย": True}
_WINDOW: Final = re.compile(
    r"(?:within |ภายใน ?)?(?P<duration>.*?) ?(?:\bof\b|\bafter\b|\bfrom\b|นับแต่|นับจาก|หลัง) ?(?P<fact>.+)"
)
_MONTH_DAY: Final = re.compile(r"(?:day|วันที่) ?(?P<day>[0-9]{1,3})", re.IGNORECASE)


class QuantityError(WelfareError):
    """A quantity was refused."""


@attrs.frozen
class DueDay:
    """When in a period something falls due, as written.

    Attributes:
        day: Day of a month, or 0 for the period's first or last day.
        month: With `day`: the month of the period, 1 the first. 0 for the month after a period of one month.
        at_end: With `day` 0: the last day rather than the first.
    """

    day: int
    month: int = 1
    at_end: bool = False


@attrs.frozen
class MonthDay:
    """A day of every month."""

    day: int


@attrs.frozen
class Window:
    """So long from the day that a fact names (in English or Thai)."""

    duration: Duration
    fact: str


def parse_rate(text: str, currency: str) -> Rate:
    """Read so much money per period, or once.

    >>> parse_rate("1 per day", "THB"), parse_rate("๓๐ บาทต่อเดือน", "THB"), parse_rate("20 once", "THB")
    (Rate(minor=100, per='day'), Rate(minor=3000, per='month'), Rate(minor=2000, per='once'))

    Raises:
        QuantityError: The text does not say per what, or names no period that is known.
        MoneyError: The amount is none.
    """
    plain = _plain(text)
    if once := _ONCE.fullmatch(plain):
        return Rate(_amount(once["amount"], text, currency), "once")
    per = _PER.fullmatch(plain)
    if per is None:
        raise _no_period(plain, text, currency)
    period = _PERIODS.get(per["period"].casefold())
    if period is None:
        raise _other_words(UNKNOWN_PERIOD if per["period"] else NO_RATE, text, currency, word=per["period"])
    return Rate(_amount(per["amount"], text, currency), period)


def _no_period(plain: str, text: str, currency: str) -> WelfareError:
    if plain.endswith("%"):
        return _refusal(NO_PERIOD, text=text, amount="30")
    try:
        Money.parse(plain, currency)
    except MoneyError:
        return _other_words(NO_RATE, text, currency)
    return _refusal(NO_PERIOD, text=text, amount=plain)


def _other_words(finding: Finding, text: str, currency: str, **values: object) -> QuantityError:
    """Return the refusal of a rate, with the one that is meant as it is written where that is certain."""
    meant = rate_meant(text, currency)
    general = _RATES if finding is NO_RATE else _PERIOD_WORDS
    hint = Phrase(_RATE_MEANT, rate=meant) if meant else Phrase(general)
    return _refusal(finding, text=text, hint=hint, **values)


def _amount(written: str, text: str, currency: str) -> int:
    if not written:
        raise _other_words(NO_RATE, text, currency)
    amount = Money.parse(written, currency)
    if amount.minor <= 0:
        raise _refusal(RATE_TOO_SMALL, text=text)
    check_single(amount.minor, currency)
    return amount.minor


def parse_duration(text: str) -> Duration:
    """Read a length of time in one unit.

    >>> parse_duration("180 days"), parse_duration("๓ ปี")
    (Duration(count=180, unit='days'), Duration(count=3, unit='years'))

    Raises:
        QuantityError: The text has no unit, an unknown unit, no whole number, or is too long a time.
    """
    return _duration(text, "cover")


def _duration(text: str, use: Use) -> Duration:
    plain = _plain(text)
    if twice := _TWICE.fullmatch(plain):
        plain = _one_of_two(twice, text, use)
    _refuse_range(plain, text)
    counted = _COUNTED.fullmatch(plain)
    if counted is None:
        raise _refusal(NO_DURATION, text=text)
    number, word = counted["number"].replace(",", ""), counted["unit"]
    if not word:
        raise _refusal(NO_UNIT, text=text, number=number)
    unit, times = _UNITS.get(word.casefold(), (None, 0))
    if unit is None:
        raise _refusal(UNKNOWN_UNIT, text=text, word=word)
    if "." in number:
        raise _refusal(BROKEN_COUNT, text=text)
    if len(number) > len(str(_LONGEST["days"])) or int(number) * times > _LONGEST[unit]:
        raise _refusal(LONG_DURATION, text=text, most=_YEARS)
    return Duration(int(number) * times, unit)


def _one_of_two(twice: re.Match[str], text: str, use: Use) -> str:
    """Return the first of two lengths that are always the same time; refuse them where they are not."""
    first, second = (length_of(twice[f"{name}"].replace(",", ""), twice[f"{name}_unit"]) for name in ("one", "other"))
    if first is None or second is None:
        return _plain(text)
    values = readings_of(first, second, use)
    if values is not None:
        raise _refusal(TWO_LENGTHS if use == "cover" else TWO_WINDOWS, text=text, **values)
    return f"{twice['one']} {twice['one_unit']}"


def _refuse_range(plain: str, text: str) -> None:
    """Refuse a tier that is written with both its ends: two such tiers claim the day between them."""
    found = _RANGE.fullmatch(plain)
    least, most = (length_of(found[name], found["unit"]) for name in ("least", "most")) if found else (None, None)
    if least is not None and most is not None:
        raise _refusal(BOTH_ENDS, text=text, least=least, most=most, start=Day(EXAMPLE), day=Day(most.after(EXAMPLE)))


def parse_due(text: str) -> DueDay:
    """Read when in a period something falls due.

    >>> parse_due("last day"), parse_due("วันที่ 5")
    (DueDay(day=0, month=1, at_end=True), DueDay(day=5, month=1, at_end=False))
    >>> parse_due("day 5 of next month").month, parse_due("day 5 of month 3").month
    (0, 3)

    Raises:
        QuantityError: The text says no day, or one that no month has.
    """
    plain = _plain(text)
    if plain.casefold() in _ENDS:
        return DueDay(0, at_end=_ENDS[plain.casefold()])
    due = _DUE.fullmatch(plain)
    if due is None:
        raise _refusal(NO_DUE_DAY, text=text)
    day, month = _day(due["day"]), int(due["month"] or 1)
    if not 1 <= month <= _PERIOD_MONTHS + 1:
        raise _refusal(NO_SUCH_MONTH, text=text, month=month, most=_PERIOD_MONTHS + 1)
    return DueDay(day, 0 if due["next"] else month)


def parse_window(text: str, event: str = "occurred", thai_event: str = "วันเกิดเหตุ") -> Window:
    """Read a length of time that is counted from a date.

    >>> parse_window("90 days of discharged"), parse_window("๙๐ วัน นับแต่ วันออกจากโรงพยาบาล").fact
    (Window(duration=Duration(count=90, unit='days'), fact='discharged'), 'วันออกจากโรงพยาบาล')

    Args:
        text: What is written.
        event: The date that is proposed where the text names none.
        thai_event: The same date as a Thai text names it.

    Raises:
        QuantityError: The text names no date, or no length of time.
    """
    window = _WINDOW.fullmatch(_plain(text))
    if window is None:
        raise _refusal(NO_WINDOW, text=text, window=window_meant(text, event, thai_event))
    return Window(_duration(window["duration"], "window"), window["fact"])


def parse_month_day(text: str) -> MonthDay:
    """Read a day of every month.

    >>> parse_month_day("day 1"), parse_month_day("วันที่ ๒๘")
    (MonthDay(day=1), MonthDay(day=28))

    Raises:
        QuantityError: The text says no day, or one that no month has.
    """
    match = _MONTH_DAY.fullmatch(_plain(text))
    if match is None:
        raise _refusal(NO_MONTH_DAY, text=text)
    return MonthDay(_day(match["day"]))


def parse_year_day(text: str) -> DayOfYear:
    """Read a day that comes back every year.

    >>> parse_year_day("1 October"), parse_year_day("1 ตุลาคม")
    (DayOfYear(month=10, day=1), DayOfYear(month=10, day=1))

    Raises:
        DateError: The text is no day of the year, or the day does not come every year.
        QuantityError: The text is a day of every month.
    """
    if _MONTH_DAY.fullmatch(_plain(text)):
        raise _refusal(NO_YEAR_DAY, text=text)
    day = parse_day_of_year(text)
    return DayOfYear(day.month, day.day)


def _day(digits: str) -> int:
    day = int(digits)
    if not 1 <= day <= _DAYS:
        raise _refusal(NO_SUCH_DAY, day=day)
    return day


def _plain(text: str) -> str:
    return " ".join(in_plain_digits(text).split())


def _refusal(finding: Finding, **values: object) -> QuantityError:
    return QuantityError(finding.at(Place(), **values))
