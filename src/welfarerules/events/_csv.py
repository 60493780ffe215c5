"""Events from CSV text: the cells of each line, and what only text without types can get wrong."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Final

from welfarerules.errors import EventError, Place
from welfarerules.events import _findings as findings
from welfarerules.events._event import Event
from welfarerules.events._rows import check_length
from welfarerules.events._table import RowReader, columns_named
from welfarerules.events._thousands import Thousands
from welfarerules.words import Phrase

_SEPARATORS: Final = ((";", Phrase("semicolons")), ("\t", Phrase("tabs")), ("|", Phrase("vertical bars")))

Lines = Iterable[tuple[int, str]]
"""Lines with their numbers, counted from 1; blank ones are left out."""


def read_csv(lines: Lines, path: str, currency: str) -> Iterator[Event | EventError]:
    """Return for each row the event it tells, or why it is refused.

    Raises:
        EventError: The header row is at fault, so that no row can be trusted.
    """
    rest = iter(lines)
    number, header = next(rest, (1, ""))
    words = _words(header, Place(path, number))
    columns = columns_named(words, Place(path, number))
    reader, thousands = RowReader(columns, currency, words), Thousands(columns, currency)
    for line, text in rest:
        place = Place(path, line)
        try:
            cells = _cells(text, place)
            thousands.check(cells, place)
            event = reader.read(cells, place)
        except EventError as error:
            yield error
        else:
            if event is not None:
                yield event


def _words(header: str, place: Place) -> list[str]:
    if not header:
        raise EventError(findings.NO_HEADER.at(place))
    words = [word.strip() for word in _cells(header, place)]
    if len(words) == 1:
        for sign, separator in _SEPARATORS:
            if sign in header:
                raise EventError(findings.WRONG_SEPARATOR.at(place, separator=separator))
    return words


def _cells(line: str, place: Place) -> list[str]:
    """Return the cells of one line. A cell cannot contain a line break: one bad quote must not swallow the rest."""
    check_length(line, place)
    if '"' not in line:
        return line.split(",")
    try:
        return next(csv.reader([line], strict=True))
    except csv.Error:
        raise EventError(findings.BAD_QUOTES.at(place)) from None
