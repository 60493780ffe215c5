"""Workbooks for tests, made from plain values: what a person would have entered into a spreadsheet.

A cell is a value (text, number, date, None), or a mapping with one of these, and a number ``format`` if need be:
``date`` (ISO 8601 text), ``number``, ``formula``, ``error``.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

HEADER = ["kind", "id", "date", "member", "amount"]


def saved(path: Path, sheets: Mapping[str, Mapping[str, Any]]) -> Path:
    """Save a workbook of *sheets*, each with ``rows`` and, if need be, ``merged``, ``hidden_rows`` and ``state``."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, given in sheets.items():
        sheet = book.create_sheet(title)
        _fill(sheet, given.get("rows", ()))
        for area in given.get("merged", ()):
            sheet.merge_cells(area)
        for row in given.get("hidden_rows", ()):
            sheet.row_dimensions[row].hidden = True
        sheet.sheet_state = given.get("state", "visible")
    book.save(path)
    return path


def events_in(path: Path, *rows: Sequence[Any], header: Sequence[Any] = HEADER) -> Path:
    """Save a workbook with one sheet of events."""
    return saved(path, {"events": {"rows": [header, *rows]}})


def _fill(sheet: Worksheet, rows: Sequence[Sequence[Any]]) -> None:
    for number, row in enumerate(rows, start=1):
        for column, given in enumerate(row, start=1):
            if given is not None:
                _enter(sheet.cell(number, column), given)


def _enter(cell: Any, given: Any) -> None:
    value = given
    if isinstance(given, Mapping):
        value = next(given[word] for word in ("date", "number", "formula", "error") if word in given)
        if "date" in given:
            moment = datetime.fromisoformat(value)
            value = moment if "T" in given["date"] else moment.date()
    cell.value = value
    if isinstance(given, Mapping) and "error" in given:
        cell.data_type = "e"
    if isinstance(given, str):
        cell.data_type = "s"  # a text that begins with "=" is text all the same
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    if isinstance(given, Mapping) and "format" in given:
        cell.number_format = given["format"]


def repacked(path: Path, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return a workbook with *change* made to each of its parts, by name and content."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return made.getvalue()
