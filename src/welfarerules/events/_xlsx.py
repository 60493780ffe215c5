"""Events from a sheet of a workbook: the text that each cell stands for, or why it stands for none.

A cell has a type, so less needs to be read into it than into text. What the spreadsheet may have changed on the way
(zeros in front of a member's number, a resolution 4/2568 that became a date) is refused, not mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

import attrs

from welfarerules.dates import checked_date
from welfarerules.errors import Diagnostic, EventError, Place, WelfareError
from welfarerules.events import _findings as findings
from welfarerules.events._event import FACT, Event, fields_of
from welfarerules.events._forms import NOWHERE, Amount, Count, Day
from welfarerules.events._table import RowReader, columns_named
from welfarerules.events.catalogue import EVENT_KINDS
from welfarerules.money import exponent
from welfarerules.sheets import Broken, Cell, Sheet, Unresolved, read_sheet
from welfarerules.words import in_plain_digits

_DAYS: Final = frozenset(
    field.name for cls in EVENT_KINDS.values() for field in fields_of(cls) if isinstance(field.about.form, Day)
)
_MONEY: Final = frozenset(
    field.name for cls in EVENT_KINDS.values() for field in fields_of(cls) if isinstance(field.about.form, Amount)
)
_COUNTS: Final = frozenset(
    field.name for cls in EVENT_KINDS.values() for field in fields_of(cls) if isinstance(field.about.form, Count)
)
_AS_TYPED: Final = frozenset({"General", "@", "0", "#"})
_PADDED: Final = re.compile("0{2,}")
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_SHOWS_ANOTHER: Final = re.compile(r"%|[0#?],+(?![0#?,])|E[+-]|/")
_MOST_DIGITS: Final = 15


def read_xlsx(data: bytes, path: str, currency: str, sheet: str | None) -> Iterator[Event | EventError]:
    """Return for each row of a sheet the event it tells, or why it is refused.

    Raises:
        EventError: The workbook, its sheet or its header row is at fault, so that no row can be trusted.
    """
    table = read_sheet(data, path, sheet)
    if not table.rows:
        raise EventError(findings.NO_HEADER.at(Place(path)))
    (number, header), *rows = table.rows
    words = _header(header)
    columns = columns_named(words, Place(path, number))
    translator = _Translator(columns, currency, table)
    reader = RowReader(columns, currency, words)
    for line, cells in rows:
        try:
            event = _event(reader, translator, cells, Place(path, line))
        except EventError as error:
            yield error
        else:
            if event is not None:
                yield event


def _header(cells: Sequence[Cell]) -> list[str]:
    words = [""] * max(cell.column for cell in cells)
    for cell in cells:
        words[cell.column - 1] = " ".join(str(cell.value).split())
    return words


def _event(reader: RowReader, translator: _Translator, cells: Sequence[Cell], place: Place) -> Event | None:
    """Read one row; what is wrong with cells and what is wrong with the event are told together."""
    texts, wrong = translator.texts(cells, place)
    try:
        event = reader.read(texts, place)
    except EventError as error:
        unread = {diagnostic.path for diagnostic in wrong}
        told = (translator.placed(found) for found in error.found if found.path not in unread)
        raise EventError([*wrong, *told]) from None
    if wrong:
        raise EventError(wrong)
    return event


class _Translator:
    """Turns cells into the text that a CSV file would hold for the same thing."""

    def __init__(self, columns: tuple[str, ...], currency: str, table: Sheet) -> None:
        self._columns = columns
        self._currency = currency
        self._index = {name: index + 1 for index, name in enumerate(columns) if name}
        self._zeros = {index + 1: _with_zeros(table, index + 1) for index in range(len(columns))}

    def texts(self, cells: Sequence[Cell], place: Place) -> tuple[list[str], list[Diagnostic]]:
        """Return the texts of a row, ``""`` where a cell stands for none, and what is wrong with those."""
        texts = [""] * max(len(self._columns), *(cell.column for cell in cells))
        wrong: list[Diagnostic] = []
        for cell in cells:
            name = self._columns[cell.column - 1] if cell.column <= len(self._columns) else ""
            try:
                texts[cell.column - 1] = self._text(cell, name)
            except WelfareError as error:
                here = attrs.evolve(place, column=cell.column, path=name)
                wrong.extend(found.moved(here) for found in error.found)
        return texts, wrong

    def placed(self, found: Diagnostic) -> Diagnostic:
        """Return a finding of the row at the cell that it is about, where there is one."""
        return found.moved(attrs.evolve(found.place, column=self._index.get(found.path, 0)))

    def _text(self, cell: Cell, name: str) -> str:
        value = cell.value
        if cell.merged:
            raise EventError(findings.MERGED_CELLS.at(NOWHERE, cells=cell.merged))
        if isinstance(value, Broken):
            raise EventError(findings.BROKEN_CELL.at(NOWHERE, error=value.text))
        if isinstance(value, Unresolved):
            raise EventError(findings.NO_RESULT.at(NOWHERE, formula=value.formula))
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, bool):
            return str(value).lower() if name.startswith(FACT) else _changed(str(value).upper())
        if isinstance(value, Decimal):
            return self._number(cell, value, name)
        if name in _DAYS or name.startswith(FACT):
            return checked_date(value).isoformat()
        return _changed(value.isoformat())

    def _number(self, cell: Cell, value: Decimal, name: str) -> str:
        if name in _DAYS:
            raise EventError(findings.NUMBER_FOR_DATE.at(NOWHERE, number=f"{value:f}", example=Day.example))
        plain = f"{value.normalize():f}" if value else "0"
        if name in _MONEY or name in _COUNTS or name.startswith(FACT):
            if _SHOWS_ANOTHER.search(_LITERAL.sub("", cell.format)):
                raise EventError(findings.SHOWN_OTHERWISE.at(NOWHERE, value=plain, format=cell.format))
            if name in _MONEY and (places := _decimals(value)) > exponent(self._currency):
                raise _too_fine(plain, min(places, exponent(self._currency)), self._currency)
            return plain
        return self._label(cell, plain)

    def _label(self, cell: Cell, plain: str) -> str:
        """The text that a number stands for where words are wanted: an id, a resolution."""
        if not plain.isdigit() or len(plain) > _MOST_DIGITS:
            return _changed(plain)
        if _PADDED.fullmatch(cell.format):
            return plain.zfill(len(cell.format))
        if cell.format not in _AS_TYPED:
            raise EventError(findings.SHOWN_OTHERWISE.at(NOWHERE, value=plain, format=cell.format))
        if (other := self._zeros[cell.column].get(plain) if cell.column in self._zeros else None) is not None:
            raise EventError(findings.LOST_ZEROS.at(NOWHERE, number=plain, text=other))
        return plain


def _with_zeros(table: Sheet, column: int) -> Mapping[str, str]:
    """The texts of a column that are numbers with zeros in front, by the number that is left without them."""
    texts = (cell.value for _, cells in table.rows for cell in cells if cell.column == column)
    digits = {text.strip(): in_plain_digits(text.strip()) for text in texts if isinstance(text, str)}
    return {
        plain.lstrip("0") or "0": text for text, plain in digits.items() if plain.isdecimal() and plain.startswith("0")
    }


def _decimals(value: Decimal) -> int:
    exponent_of = value.normalize().as_tuple().exponent
    return max(0, -int(exponent_of))


def _changed(text: str) -> str:
    raise EventError(findings.MADE_OF_IT.at(NOWHERE, text=text))


def _too_fine(plain: str, places: int, currency: str) -> EventError:
    return EventError(findings.TOO_FINE.at(NOWHERE, value=plain, currency=currency, decimals=places))
