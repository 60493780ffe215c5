"""Reading events from files and text. A bad row is refused whole, with its line and the reason; the others count."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

import attrs

from welfarerules.errors import Diagnostic, EventError, Place, system_reason
from welfarerules.events import _findings as findings
from welfarerules.events._csv import read_csv
from welfarerules.events._event import Event
from welfarerules.events._jsonl import read_jsonl
from welfarerules.events._xlsx import read_xlsx
from welfarerules.money import exponent
from welfarerules.words import Phrase

Format = Literal["csv", "jsonl"]

MOST_FOUND: Final = 10_000
"""A file with more faults than this is refused whole: it is not what its reader takes it for."""

_READERS: Final = MappingProxyType({"csv": read_csv, "jsonl": read_jsonl})
_FORMATS: Final[Mapping[str, Format]] = MappingProxyType({"csv": "csv", "jsonl": "jsonl", "ndjson": "jsonl"})
_WORKBOOKS: Final = frozenset({"xlsx", "xlsm"})
_WORKBOOK: Final = b"PK\x03\x04"
_CUT_OFF: Final = "unexpected end of data"
"""What Python says of UTF-8 that ends within a character."""
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_THAI: Final = range(0x0E01, 0x0E5C)


@attrs.frozen
class EventFile:
    """What a file of events tells.

    Attributes:
        events: The events of all good rows, in the order of the file, which means nothing: see `combine`.
        refusals: Everything that is wrong with the others.
        rows: How many rows there are, good and bad, without the header and blank ones; of a file that has too
            many faults, how many were read.
    """

    events: tuple[Event, ...]
    refusals: tuple[Diagnostic, ...]
    rows: int


def read_events(
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002
    currency: str = "THB",
    sheet: str | None = None,
) -> EventFile:
    """Read the events in a CSV file, a JSON Lines file or a sheet of a workbook.

    Args:
        path: The file; messages show it as given.
        format: ``"csv"``, ``"jsonl"`` or ``"xlsx"``, whatever the file is called; by default the end of its name tells.
        currency: The scheme's, whose decimals and name amounts may have.
        sheet: The name of a sheet; by default the only visible one of the workbook that holds anything.

    Raises:
        EventError: There is no such file, it cannot be read, its format is unknown, or a sheet of a text is asked for.
            A workbook needs the extra ``xlsx``.
        MoneyError: The currency is unknown.
    """
    shown = os.fspath(path)
    workbook = (_suffix(shown) if format is None else format.casefold()) in _WORKBOOKS
    form: Format = "csv"
    if not workbook:
        form = _format_of(shown) if format is None else known_format(format, shown)
        if sheet is not None:
            raise EventError(findings.NO_SHEETS.at(Place(shown), sheet=sheet))
    try:
        data = Path(shown).read_bytes()
    except (OSError, ValueError) as error:
        raise _unreadable(shown, error) from None
    if workbook:
        exponent(currency)
        return _collected(read_xlsx(data, shown, currency, sheet), shown)
    try:
        text = _decoded(data, shown)
    except EventError as error:
        return EventFile((), error.found, 0)
    return loads_events(text, form, path=shown, currency=currency)


def loads_events(text: str, format: str, *, path: str = "<text>", currency: str = "THB") -> EventFile:  # noqa: A002
    r"""Read the events in *text*, as `read_events` does.

    >>> file = loads_events("kind,id,date,member,amount\npaid,P-1,2025-10-01,M-1,20\npaid,P-2,,M-1,-5", "csv")
    >>> len(file.events), file.rows
    (1, 2)
    >>> for refusal in file.refusals:
    ...     print(refusal.render())
    <text>:3: WR427 amount: the amount -5.00 is not more than 0
      fix: write what was moved, without a sign; leave out a row without money, undo a wrong one by 'reversed'
    <text>:3: WR413 date: an event of the kind 'paid' needs 'date'
      fix: give 'date', such as '2025-10-01'

    Raises:
        EventError: The format is unknown.
        MoneyError: The currency is unknown.
    """
    exponent(currency)
    reader = _READERS[known_format(format, path)]
    lines = list(_lines(text))
    try:
        return _collected(reader(lines, path, currency), path)
    except EventError as error:
        return EventFile((), error.found, max(len(lines) - 1, 0))


def _collected(outcomes: Iterable[Event | EventError], path: str) -> EventFile:
    events: list[Event] = []
    found: list[Diagnostic] = []
    refused = 0
    for outcome in outcomes:
        if not isinstance(outcome, EventError):
            events.append(outcome)
            continue
        refused += 1
        found.extend(outcome.found)
        if len(found) > MOST_FOUND:
            told = (*found[:MOST_FOUND], findings.TOO_MANY.at(Place(path), most=MOST_FOUND))
            return EventFile((), told, len(events) + refused)
    return EventFile(tuple(events), tuple(found), len(events) + refused)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return ((number, line) for number, line in enumerate(plain.split("\n"), start=1) if line and not line.isspace())


def known_format(word: str, path: str) -> Format:
    """Return the format that *word* means, or raise `EventError`."""
    form = _FORMATS.get(word.casefold())
    if form is None:
        reason = Phrase("{format!r} is neither 'csv' nor 'jsonl'", format=word)
        raise EventError(findings.UNKNOWN_FORMAT.at(Place(path), reason=reason))
    return form


def _format_of(path: str) -> Format:
    """Return the format that the end of a file's name means, or raise `EventError`."""
    form = _FORMATS.get(_suffix(path))
    if form is not None:
        return form
    try:
        folder = Path(path).is_dir()
    except OSError as error:
        raise _unreadable(path, error) from None
    if folder:
        raise _unreadable(path, IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)))
    reason = Phrase("the name of the file ends in none of .csv, .jsonl and .xlsx")
    raise EventError(findings.UNKNOWN_FORMAT.at(Place(path), reason=reason))


def _suffix(path: str) -> str:
    return Path(path).suffix[1:].casefold()


def _unreadable(path: str, error: OSError | ValueError) -> EventError:
    return EventError(findings.UNREADABLE_FILE.at(Place(path), reason=system_reason(error)))


def _decoded(data: bytes, path: str) -> str:
    """Return the text of a file, which must be UTF-8; whatever else it looks like is named."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = Place(path, data.count(b"\n", 0, error.start) + 1)
        raise EventError(findings.NOT_UTF8.at(place, encoding=_encoding(data, error.reason))) from None
    if "\0" in text:
        raise EventError(findings.NOT_UTF8.at(Place(path, 1), encoding=_encoding(data)))
    return text


def _encoding(data: bytes, said: str = "") -> Phrase:
    if said == _CUT_OFF:
        return Phrase("UTF-8 that ends in the middle of a letter, as a file does that was not copied to its end")
    if data.startswith(_WORKBOOK):
        return Phrase("a workbook of a spreadsheet")
    if data.startswith(_UTF_16) or _every_second_byte_is_0(data):
        return Phrase("UTF-16, which Excel calls Unicode text")
    if b"\0" in data:
        return Phrase("a file of another program, which is no text")
    if any(ord(letter) in _THAI for letter in data.decode("cp874", errors="ignore")):
        return Phrase("TIS-620 (Windows-874), the Thai encoding of older programs")
    return Phrase("another encoding")


def _every_second_byte_is_0(data: bytes) -> bool:
    """Whether *data* begins as Latin letters in UTF-16 do."""
    start = data[:64]
    return any(len(half) > 1 and not any(half) for half in (start[::2], start[1::2]))
