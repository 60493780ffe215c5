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

LARGEST: Final = 100_000_000
"""A workbook with more bytes than this when unpacked is not opened: about 200,000 rows of events."""

MOST_MERGED: Final = 100_000
"""A workbook that merges more cells than this is not opened."""

_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')


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
            names = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
            merged = sum(_merged_cells(archive.read(name)) for name in names)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise refused(place, Phrase("it is no workbook, or is damaged")) from None
    if merged > MOST_MERGED:
        raise refused(place, Phrase("too many of its cells are merged"))


def refused(place: Place, reason: Phrase) -> EventError:
    """The refusal of a workbook as a whole."""
    return EventError(findings.BAD_WORKBOOK.at(place, reason=reason))


def _merged_cells(part: bytes) -> int:
    return sum(
        (abs(_number(right) - _number(left)) + 1) * (abs(int(bottom) - int(top)) + 1)
        for left, top, right, bottom in _MERGED.findall(part)
    )


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number
