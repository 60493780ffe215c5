"""From the bytes of a workbook to the cells of one of its sheets. Nothing in it is run: no macro, no formula."""

from __future__ import annotations

import datetime
import io
import warnings
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from welfarerules.errors import EventError, Place
from welfarerules.sheets import _findings as findings
from welfarerules.sheets.archive import check_archive, refused
from welfarerules.sheets.cells import Broken, Cell, Sheet, Unresolved, Value
from welfarerules.words import Phrase

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_FORMULA: Final = "f"
_ERROR: Final = "e"


def read_sheet(data: bytes, path: str, name: str | None = None) -> Sheet:
    """Return the cells of a sheet.

    Args:
        data: The workbook, ``.xlsx`` or ``.xlsm``.
        path: What messages call it.
        name: Which sheet; by default the only visible one that holds anything.

    Raises:
        EventError: The library is not installed, the workbook cannot be read, or it is not clear which sheet is meant.
    """
    place = Place(path)
    _check_library(place)
    check_archive(data, place)
    book = _opened(data, place, values=False)
    sheet = _chosen(book, place, name)
    computed = _results(data, place, sheet)
    return Sheet(sheet.title, tuple(_rows(sheet, computed)))


def _check_library(place: Place) -> None:
    # openpyxl guards against XML that swells only where defusedxml is installed beside it.
    for library in ("openpyxl", "defusedxml"):
        if find_spec(library) is None:
            raise EventError(findings.NO_LIBRARY.at(place, library=library))


def _opened(data: bytes, place: Place, *, values: bool) -> Workbook:
    """Open a workbook with its formulas, or with the *values* that they had when it was saved."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of decorations that the library does not know
            return openpyxl.load_workbook(io.BytesIO(data), data_only=values, keep_links=False)
    except Exception:  # noqa: BLE001 - the library raises whatever it stumbles over
        raise refused(place, Phrase("it is no workbook, or is damaged")) from None


def _chosen(book: Workbook, place: Place, name: str | None) -> Worksheet:
    known = {sheet.title: sheet for sheet in book.worksheets}
    if name is not None:
        if name in known:
            return known[name]
        raise _unclear(place, Phrase("there is none called {name!r}", name=name), known)
    held = {title: sheet for title, sheet in known.items() if sheet.sheet_state == "visible" and any(_held(sheet))}
    if len(held) == 1:
        return next(iter(held.values()))
    if held:
        raise _unclear(place, Phrase("several hold something"), held)
    if len(known) == 1:
        return next(iter(known.values()))
    raise _unclear(place, Phrase("no visible one holds anything"), known)


def _unclear(place: Place, reason: Phrase, sheets: Iterable[str]) -> EventError:
    listed = ", ".join(f'"{title}"' for title in sheets) or "–"
    return EventError(findings.WHICH_SHEET.at(place, reason=reason, sheets=listed))


def _held(sheet: Worksheet) -> Iterator[tuple[tuple[int, int], Any]]:
    """Each cell that holds something, by row and column. To walk through all rows would make every empty cell."""
    for position, cell in sheet._cells.items():  # noqa: SLF001 - there is no public way past the empty ones
        if cell.value is not None and not (isinstance(cell.value, str) and not cell.value.strip()):
            yield position, cell


def _results(data: bytes, place: Place, sheet: Worksheet) -> Mapping[tuple[int, int], Any]:
    """Return the cells of formulas as they were when the workbook was saved; a result that is not there is None."""
    formulas = [position for position, cell in _held(sheet) if cell.data_type == _FORMULA]
    if not formulas:
        return {}
    saved = _opened(data, place, values=True)[sheet.title]
    return {position: saved.cell(*position) for position in formulas}


def _rows(sheet: Worksheet, computed: Mapping[tuple[int, int], Any]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    merged = {(found.min_row, found.min_col): str(found.coord) for found in sheet.merged_cells.ranges}
    rows: dict[int, list[Cell]] = {}
    for (row, column), cell in sorted(_held(sheet), key=lambda item: item[0]):
        shown = computed.get((row, column), cell)
        value = _value(shown, cell)
        rows.setdefault(row, []).append(Cell(column, value, str(shown.number_format), merged.get((row, column), "")))
    return iter((row, tuple(cells)) for row, cells in sorted(_with_merged(rows, sheet).items()))


def _with_merged(rows: Mapping[int, list[Cell]], sheet: Worksheet) -> dict[int, list[Cell]]:
    """Let the first cell of a merged range stand in each row of it: what it says there is not certain."""
    whole: dict[int, list[Cell]] = {row: list(cells) for row, cells in rows.items()}
    for found in sheet.merged_cells.ranges:
        first = next((cell for cell in rows.get(found.min_row, ()) if cell.column == found.min_col), None)
        for row in range(found.min_row + 1, found.max_row + 1):
            if first is not None:
                whole.setdefault(row, []).append(first)
    return {row: sorted(cells, key=lambda cell: cell.column) for row, cells in whole.items()}


def _value(shown: Any, cell: Any) -> Value:
    held = shown.value
    if held is None:
        return Unresolved(_formula(cell.value))
    if shown.data_type == _ERROR:
        return Broken(str(held))
    if isinstance(held, bool | str):
        return held
    if isinstance(held, datetime.datetime):
        return held.date() if held.time() == datetime.time() else held
    if isinstance(held, datetime.date):
        return held
    if isinstance(held, datetime.time | datetime.timedelta):
        return str(held)
    number = Decimal(repr(held))
    return number if number.is_finite() else Broken("#NUM!")


def _formula(entered: Any) -> str:
    return str(getattr(entered, "text", entered))
