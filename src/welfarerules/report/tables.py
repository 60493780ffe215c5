"""Tables for people: what stands in them, and how they look as plain text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

__all__ = ["Column", "Table", "as_text", "display_width"]

_GAP: Final = "  "
_NO_WIDTH: Final = frozenset({"Mn", "Me", "Cf", "Cc"})


@attrs.frozen
class Column:
    """A column. Numbers stand at its right edge, words at its left."""

    heading: str
    numbers: bool = attrs.field(default=False, kw_only=True)


@attrs.frozen
class Table:
    """Rows of text under headings.

    Attributes:
        columns: Where no column has a heading, none are shown.
        total: A last row, set off from the others; empty when there is none.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        for row in (*self.rows, self.total or self.columns):
            if len(row) != len(self.columns):
                raise ValueError(f"{row!r} does not fill {len(self.columns)} columns")

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings, none if all are empty."""
        headings = tuple(column.heading for column in self.columns)
        return headings if any(headings) else ()


def display_width(text: str) -> int:
    """Return how many cells of a terminal *text* takes: Thai vowels above and below a letter take none.

    >>> display_width("ผู้สูงอายุ"), display_width("baht")
    (6, 4)
    """
    return sum(
        0 if unicodedata.category(letter) in _NO_WIDTH else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def as_text(table: Table) -> str:
    """Return *table* in aligned columns, without colour or frame, for pipes and files.

    >>> print(as_text(Table("Members", (Column("status"), Column("members", numbers=True)), (("active", "12"),))))
    Members
    status  members
    active       12
    """
    return "\n".join([table.title, *_lines(table)])


def _lines(table: Table) -> Iterator[str]:
    shown = [row for row in (table.headings, *table.rows, table.total) if row]
    widths = [max(display_width(row[k]) for row in shown) for k in range(len(table.columns))]
    for number, row in enumerate(shown):
        if table.total and number == len(shown) - 1:
            yield _GAP.join("-" * width for width in widths)
        yield _line(table.columns, widths, row)


def _line(columns: Sequence[Column], widths: Sequence[int], row: Sequence[str]) -> str:
    cells = []
    for column, width, cell in zip(columns, widths, row, strict=True):
        space = " " * (width - display_width(cell))
        cells.append(space + cell if column.numbers else cell + space)
    return _GAP.join(cells).rstrip()
