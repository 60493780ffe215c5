"""What a cell of a sheet holds, without the library that read it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

import attrs


@attrs.frozen
class Broken:
    """An error that the spreadsheet computed.

    Attributes:
        text: As the cell shows it, such as ``#REF!``.
    """

    text: str


@attrs.frozen
class Unresolved:
    """A formula whose result is not in the file.

    Attributes:
        formula: As it was entered, such as ``=B2*30``.
    """

    formula: str


Value = str | bool | Decimal | datetime.date | datetime.datetime | Broken | Unresolved
"""The value of a cell.

A number is the shortest decimal that stands for the binary number in the file, which is what was typed. A date without
a time of day is a `date`, with one a `datetime`. A length or a time of day is the text that Python has for it.
"""


@attrs.frozen
class Cell:
    """One cell that is not empty.

    Attributes:
        column: Counted from 1.
        value: What it holds.
        format: How the spreadsheet shows a number: ``0.00``, ``0%``, ``General``.
        merged: The cells that it was merged with, such as ``B2:B4``; ``""`` when it stands alone.
    """

    column: int
    value: Value
    format: str = "General"
    merged: str = ""


@attrs.frozen
class Sheet:
    """The cells of a sheet that are not empty.

    Attributes:
        name: As its tab says.
        rows: The number of each row, as the spreadsheet shows it, and its cells from left to right. Rows without
            cells are left out; hidden ones are not.
    """

    name: str
    rows: Sequence[tuple[int, tuple[Cell, ...]]]
