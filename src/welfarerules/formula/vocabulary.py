"""The words of the formula language, English and Thai."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from welfarerules.errors import nearest
from welfarerules.formula.facts import FactTable, folded
from welfarerules.kernel import arithmetic

__all__ = ["CURRENCY_WORDS", "FUNCTIONS", "KEYWORDS", "ROUNDINGS", "TIMES", "function_named", "is_reserved"]

KEYWORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "and": "and",
        "or": "or",
        "not": "not",
        "in": "in",
        "true": "true",
        "false": "false",
        "percent": "percent",
        "และ": "and",
        "หรือ": "or",
        "ไม่": "not",
        "ใน": "in",
        "จริง": "true",
        "เท็จ": "false",
        "ร้อยละ": "percent",
    }
)
"""Each word with a fixed meaning, in either language."""

ROUNDINGS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "half_up": arithmetic.HALF_UP,
        "half_even": arithmetic.HALF_EVEN,
        "half_down": arithmetic.HALF_DOWN,
        "floor": arithmetic.FLOOR,
        "ceiling": arithmetic.CEILING,
        "up": arithmetic.UP,
        "down": arithmetic.DOWN,
        "zero_five_up": arithmetic.ZERO_FIVE_UP,
    }
)
"""Function to rounding code."""

FUNCTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "min": "น้อยสุด",
        "max": "มากสุด",
        "if": "ถ้า",
        "between": "ระหว่าง",
        "days": "จำนวนวัน",
        "months": "จำนวนเดือน",
        "years": "จำนวนปี",
        "round": "ปัดเศษ",
        "half_up": "ปัดครึ่งขึ้น",
        "half_even": "ปัดครึ่งเข้าคู่",
        "half_down": "ปัดครึ่งลง",
        "floor": "ปัดลง",
        "ceiling": "ปัดขึ้น",
        "up": "ปัดเศษขึ้น",
        "down": "ปัดเศษทิ้ง",
        "zero_five_up": "ปัดขึ้นเมื่อลงท้ายศูนย์หรือห้า",
    }
)
"""Each function's English name to its Thai one."""

TIMES: Final = ("times", "เท่า")
"""Said after a number that is a plain number and nothing else."""

CURRENCY_WORDS: Final[Mapping[str, tuple[tuple[str, int], ...]]] = MappingProxyType(
    {"THB": (("baht", 100), ("บาท", 100), ("satang", 1), ("สตางค์", 1))}
)
"""What a currency and its parts are called, each with its worth in minor units."""

_ENGLISH: Final[Mapping[str, str]] = MappingProxyType({folded(thai): english for english, thai in FUNCTIONS.items()})


def function_named(word: str) -> str | None:
    """Return the English name of the function that *word* names, or None.

    >>> function_named("ถ้า"), function_named("IF"), function_named("sum")
    ('if', 'if', None)
    """
    plain = folded(word).casefold()
    return plain if plain in FUNCTIONS else _ENGLISH.get(plain)


def nearest_function(word: str) -> str | None:
    """Return the function name, in the language of *word*, that was most likely meant."""
    return nearest(folded(word), (*FUNCTIONS, *_ENGLISH))


def is_reserved(name: str) -> bool:
    """Whether no declared fact may have this name: it is a word of the language or a fact the engine knows.

    >>> is_reserved("nights"), is_reserved("หรือ"), is_reserved("gpa")
    (True, True, False)
    """
    plain = folded(name)
    return plain.casefold() in KEYWORDS or function_named(plain) is not None or plain in FactTable()
