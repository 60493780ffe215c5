"""The names of the months, Thai and English, both ways."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from welfarerules.errors import nearest

THAI_LONG: Final = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
THAI_SHORT: Final = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
ENGLISH_LONG: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ENGLISH_SHORT: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _key(name: str) -> str:
    return name.replace(".", "").casefold()


_NUMBERS: Final[Mapping[str, int]] = MappingProxyType(
    {
        _key(name): number
        for names in (THAI_LONG, THAI_SHORT, ENGLISH_LONG, ENGLISH_SHORT)
        for number, name in enumerate(names, start=1)
    }
    | {"sept": 9}
)


def month_named(name: str) -> int | None:
    """Return the number, 1 to 12, of a month's Thai or English name, full or short; None where it is none.

    >>> month_named("มี.ค."), month_named("กันยายน"), month_named("sept."), month_named("Smarch")
    (3, 9, 9, None)
    """
    return _NUMBERS.get(_key(name))


def month_meant(name: str) -> str | None:
    """Return the full month name nearest to a misspelt one, in its own script, or None."""
    return nearest(name, (*THAI_LONG, *ENGLISH_LONG))


@attrs.frozen
class Month:
    """A month of the year as a value of a message: named in the reader's language."""

    number: int

    def spoken(self, lang: str) -> str:
        """Return the month's full name."""
        return (THAI_LONG if lang == "th" else ENGLISH_LONG)[self.number - 1]
