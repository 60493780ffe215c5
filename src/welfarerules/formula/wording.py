"""Comparisons in words, as bylaws write them, and the signs that formulas have for them."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["in_signs"]

# Every repetition has an end: a text may be long, and none is to take long.
_NUMBER: Final = r"(?P<number>[0-9๐-๙][0-9๐-๙.,]{0,20})"
_UNIT: Final = r"(?P<unit>[^0-9๐-๙\s()]{0,20}?)"
_AT_LEAST: Final = re.compile(
    rf"\s{{0,9}}(?:ตั้งแต่|\bfrom\b)?\s{{0,9}}{_NUMBER}\s{{0,9}}{_UNIT}\s{{0,9}}"
    r"(?:บริบูรณ์)?(?:ขึ้นไป|\bor more\b|\band (?:above|over)\b)"
)
_WORDS: Final = (
    (">=", "มากกว่าหรือเท่ากับ", "ไม่น้อยกว่า", "ไม่ต่ำกว่า", "อย่างน้อย", "ครบ"),
    (
        ">=",
        r"\b(?:is )?(?:greater|more) than or equal to\b",
        r"\b(?:is )?(?:not|no) less than\b",
        r"\b(?:is )?at least\b",
    ),
    ("<=", "น้อยกว่าหรือเท่ากับ", "ไม่มากกว่า", "ไม่เกินกว่า", "ไม่เกิน"),
    ("<=", r"\b(?:is )?less than or equal to\b", r"\b(?:is )?(?:not|no) more than\b", r"\b(?:is )?at most\b"),
    ("!=", "ไม่เท่ากับ", r"\bis not\b"),
    (">", "มากกว่า", "เกินกว่า", "เกิน", r"\b(?:is )?(?:more|greater|longer|older) than\b"),
    ("<", "น้อยกว่า", "ต่ำกว่า", "ไม่ถึง", r"\b(?:is )?(?:less|younger) than\b"),
    ("==", "เท่ากับ", r"\bequals\b"),
)
"""Each sign with the words that say it; a longer saying comes before those that are part of it."""

_SIGNS: Final = tuple(
    (sign, re.compile(rf"\s{{0,9}}(?:{'|'.join(words)})\s{{0,9}}", re.IGNORECASE)) for sign, *words in _WORDS
)


def in_signs(text: str) -> str:
    """Return the formula *text* with signs where it compares in words; the same text where it does not.

    >>> in_signs("อายุสมาชิก มากกว่า 1 ปี"), in_signs("อายุ 60 ปีขึ้นไป"), in_signs("membership at least 1 year")
    ('อายุสมาชิก > 1 ปี', 'อายุ >= 60 ปี', 'membership >= 1 year')
    """
    written = _AT_LEAST.sub(r" >= \g<number> \g<unit>", text)
    for sign, words in _SIGNS:
        written = words.sub(f" {sign} ", written)
    return written.strip() if written != text else text
