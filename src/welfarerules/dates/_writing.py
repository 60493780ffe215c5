"""Dates as people read them."""

from __future__ import annotations

from datetime import date
from typing import Literal

import attrs

from welfarerules.dates._era import FIRST_SOLAR_DAY, be_year
from welfarerules.dates._months import ENGLISH_LONG, ENGLISH_SHORT, THAI_LONG, THAI_SHORT
from welfarerules.words import LANGUAGES, in_thai_digits


def format_date(
    day: date, lang: str, *, style: Literal["long", "short"] = "long", digits: Literal["plain", "thai"] = "plain"
) -> str:
    """Return *day* for people: Thai with the Buddhist year, English with the Gregorian.

    `parse_date` reads it back. Thai text for a day before 1 April 1889, where Thai solar years begin, has the
    Gregorian year and says so.

    >>> day = date(2012, 1, 4)
    >>> format_date(day, "th"), format_date(day, "th", style="short"), format_date(day, "th", digits="thai")
    ('4 มกราคม 2555', '4 ม.ค. 2555', '๔ มกราคม ๒๕๕๕')
    >>> format_date(day, "en"), format_date(day, "en", style="short")
    ('4 January 2012', '4 Jan 2012')

    Raises:
        ValueError: The language, the style or the digits are none of these.
    """
    if lang not in LANGUAGES or style not in ("long", "short") or digits not in ("plain", "thai"):
        raise ValueError(f"a date cannot be written with lang={lang!r}, style={style!r} and digits={digits!r}")
    names = {
        ("th", "long"): THAI_LONG,
        ("th", "short"): THAI_SHORT,
        ("en", "long"): ENGLISH_LONG,
        ("en", "short"): ENGLISH_SHORT,
    }[lang, style]
    if lang == "en":
        year = f"{day.year:04d}"
    elif day >= FIRST_SOLAR_DAY:
        year = str(be_year(day))
    else:
        year = f"ค.ศ. {day.year:04d}"
    text = f"{day.day} {names[day.month - 1]} {year}"
    return in_thai_digits(text) if digits == "thai" else text


@attrs.frozen
class Day:
    """A date as a value of a message: written in the reader's language."""

    date: date

    def spoken(self, lang: str) -> str:
        """Return the date in full."""
        return format_date(self.date, lang)
