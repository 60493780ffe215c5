"""What a workbook is from outside: an archive that must not swell when it is opened."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

from welfarerules.errors import EventError, Place
from welfarerules.sheets import _findings as findings
from welfarerules.words import Phrase

LARGEST: Final = 60_000_000
"""A workbook with more bytes than this when unpacked is not opened: about 100,000 rows of events."""

MOST_AREA: Final = 100_000
"""A workbook whose merged and linked areas have more cells than this is not opened: each of them is made."""

_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ELEMENT: Final = rb"<(?:[\w.-]+:)?(?:mergeCell|hyperlink)(?=[\s/>])"
_AREAS: Final = re.compile(_ELEMENT + rb"""[^<>]*?\sref\s*=\s*["']([^"']*)["']""")
_STARTS: Final = re.compile(_ELEMENT)
_CELL: Final = rb"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})"
_AREA: Final = re.compile(_CELL + rb"(?::" + _CELL + rb")?")


def check_archive(data: bytes, place: Place) -> None:
    """Refuse what is no workbook, or one that would fill the memory.

    Raises:
        EventError: With the reason.
    """
    if data.startswith(_OLD):
        raise refused(place, Phrase("it is protected by a password, or of the old kind .xls"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            # A part is never unpacked beyond the size it declares, so their sum bounds the memory.
            if sum(part.file_size for part in archive.infolist()) > LARGEST:
                raise refused(place, Phrase("it is too large when unpacked"))
            area = sum(_area(archive.read(name)) for name in archive.namelist() if name.endswith(".xml"))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise refused(place, Phrase("it is no workbook, or is damaged")) from None
    if area > MOST_AREA:
        raise refused(place, Phrase("too many of its cells are merged"))


def refused(place: Place, reason: Phrase) -> EventError:
    """The refusal of a workbook as a whole."""
    return EventError(findings.BAD_WORKBOOK.at(place, reason=reason))


def _area(part: bytes) -> int:
    """How many cells the merged and linked areas of a part have.

    Raises:
        ValueError: It cannot be told, because the part is not written as spreadsheets write.
    """
    if b"\0" in part:
        raise ValueError("the part is not in UTF-8")
    found = _AREAS.findall(part)
    if len(found) != len(_STARTS.findall(part)):
        raise ValueError("an area is written in another way")
    return sum(_cells(area) for area in found)


def _cells(area: bytes) -> int:
    corners = _AREA.fullmatch(area)
    if corners is None:
        raise ValueError("an area has no corners")
    left, top, right, bottom = corners.groups()
    if right is None or bottom is None:
        return 1
    return (abs(_number(right) - _number(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _number(column: bytes) -> int:
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
