"""Rates and windows as people say them, and how they are written: ``เดือนละ 30 บาท`` is ``30 ต่อเดือน``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from welfarerules.errors import MoneyError, nearest
from welfarerules.money import Money
from welfarerules.words import in_plain_digits

__all__ = ["rate_meant", "window_meant"]

_SAID: Final[Mapping[str, tuple[str, ...]]] = {
    "day": ("days", "daily", "d"),
    "week": ("weeks", "weekly", "wk", "w"),
    "month": ("months", "monthly", "mth", "mths", "mo", "mon"),
    "quarter": ("quarters", "quarterly", "qtr", "q"),
    "half-year": ("half year", "half-years", "half-yearly", "six months"),
    "year": ("years", "yearly", "annually", "annum", "yr", "y"),
    "วัน": ("รายวัน",),
    "สัปดาห์": ("อาทิตย์", "รายสัปดาห์"),
    "เดือน": ("รายเดือน",),
    "ไตรมาส": ("รายไตรมาส",),
    "ครึ่งปี": ("รายครึ่งปี",),
    "ปี": ("รายปี",),
}
"""Each period as it is written after "per" or "ต่อ", with how else it is said."""

_PERIODS: Final = {said: period for period, others in _SAID.items() for said in (period, *others)}
_WORDS: Final = "|".join(sorted(map(re.escape, _PERIODS), key=len, reverse=True))
_THAI_FIRST: Final = re.compile(rf"(?P<period>{_WORDS})ละ ?(?P<amount>[^ ].*)")
_AMOUNT_FIRST: Final = re.compile(
    rf"(?P<amount>.+?) ?(?:\b(?:an?|each|every|per)\b|ต่อ|ทุก|/)? ?(?P<period>{_WORDS})(?:ละครั้ง)?", re.IGNORECASE
)
_PER: Final = re.compile(r"(?P<amount>.*?) ?(?:\bper\b|ต่อ|/) ?(?P<period>[^0-9]+)", re.IGNORECASE)
_ONCE: Final = re.compile(r"(?:once|ครั้งเดียว) ?(?P<amount>.+)", re.IGNORECASE)
_CURRENCY: Final = re.compile(r" ?(?:baht|บาท|thb|฿)\.?", re.IGNORECASE)
_COUNTED: Final = re.compile(
    r"(?<![0-9,])(?P<number>[0-9][0-9,]{0,9}) ?(?P<unit>days?|weeks?|months?|years?|วัน|สัปดาห์|เดือน|ปี)", re.IGNORECASE
)
_THAI: Final = re.compile("[ก-๛]")


def rate_meant(text: str, currency: str) -> str:
    """Return the rate that *text* says in other words, as it is written; ``""`` where it says none for certain.

    >>> rate_meant("เดือนละ ๓๐ บาท", "THB"), rate_meant("30 baht a month", "THB"), rate_meant("thirty", "THB")
    ('30 ต่อเดือน', '30 per month', '')
    """
    plain = " ".join(in_plain_digits(text).split())
    if once := _ONCE.fullmatch(plain):
        amount = _amount(once["amount"], currency)
        return amount and f"{amount} {'ครั้งเดียว' if _THAI.search(plain) else 'once'}"
    said = _THAI_FIRST.fullmatch(plain) or _AMOUNT_FIRST.fullmatch(plain)
    if said:
        period: str | None = _PERIODS[said["period"].casefold()]
    else:
        said = _PER.fullmatch(plain)
        period = _PERIODS.get(nearest(said["period"], _PERIODS) or "") if said else None
    amount = _amount(said["amount"], currency) if said and period else ""
    if not amount or not period:
        return ""
    return f"{amount} ต่อ{period}" if _THAI.match(period) else f"{amount} per {period}"


def _amount(written: str, currency: str) -> str:
    """Return an amount above zero without the name of its currency; ``""`` where *written* is none."""
    try:
        amount = Money.parse(written.strip(), currency)
    except MoneyError:
        return ""
    return _CURRENCY.sub("", written).strip() if amount.minor > 0 else ""


def window_meant(text: str, event: str, thai_event: str) -> str:
    """Return a length of time as it is written with the date from which it counts, in the language of *text*.

    >>> window_meant("ภายใน ๖๐ วัน", "occurred", "วันเกิดเหตุ"), window_meant("soon", "died", "วันเสียชีวิต")
    ('60 วัน นับแต่ วันเกิดเหตุ', '90 days of died')

    Args:
        text: What was written without a date.
        event: The date on which what the benefit is for happens.
        thai_event: The same date as a Thai scheme names it.
    """
    counted = _COUNTED.search(in_plain_digits(text))
    if _THAI.search(text):
        length = f"{counted['number']} {counted['unit']}" if counted else "90 วัน"
        return f"{length} นับแต่ {thai_event}"
    return f"{counted['number']} {counted['unit']} of {event}" if counted else f"90 days of {event}"
