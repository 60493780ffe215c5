"""The text of a scheme as a tree of values that know where they stand."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

import attrs
import tomli

from welfarerules.errors import Diagnostic, Finding, Place, SchemeError, system_reason
from welfarerules.scheme.positions import MAX_DEPTH, Mark, Spot, TooDeepError, scan
from welfarerules.scheme.syntax import syntax_fault
from welfarerules.words import N_, Phrase

__all__ = [
    "Node",
    "Refused",
    "TomlType",
    "canonical",
    "decoded",
    "file_text",
    "holds_bylaws",
    "holds_cases",
    "places_of",
    "read_tree",
]

UNREADABLE: Final = Finding(
    "WR100", "the file cannot be read: {reason}", "check the name of the file and who may read it"
)
LONG_NUMBER: Final = Finding("WR144", "a number in it has thousands of digits", "write numbers that somebody could pay")
NOT_UTF8: Final = Finding("WR107", "the file is not UTF-8 text: {reason}", "save it with the encoding UTF-8")
EMPTY: Final = Finding("WR113", "the scheme is empty", "begin with schema = 1 and the tables [scheme] and [membership]")
TOO_DEEP: Final = Finding(
    "WR115", "nested more than {most} levels deep", "no scheme needs so many levels: write less nested tables"
)
TOO_LONG: Final = Finding(
    "WR145",
    "the text has {length} characters, more than {most}",
    "see whether this is the right file; divide cases among several files",
)
NEWER_TOML: Final = Finding(
    "WR116",
    "only TOML 1.1 allows {what}",
    "write it as TOML 1.0 does, for instance as a table [...] of its own, so that every tool reads it alike",
)
NOT_EXACT: Final = Finding("WR117", "{literal} is not an exact number", "write the number in digits, such as 2.50")

TomlType = str
"""``text``, ``integer``, ``decimal``, ``truth``, ``date``, ``datetime``, ``time``, ``table`` or ``array``."""

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
MOST_CHARACTERS: Final = 200_000
"""A scheme or a file of cases may not be longer; the longest known is a tenth of it."""

_MOST_BYTES: Final = 4 * MOST_CHARACTERS
"""No text of so many characters takes more; a device may give bytes without an end."""

_PYTHON_SAYS: Final = "unexpected end of data"
"""What Python says of UTF-8 that ends within a character."""

_CUT_OFF: Final = N_("it ends in the middle of a letter, as a file does that was not copied to its end")
_SHOWN: Final = 40
_LONG_KEY: Final = 60
_LONG_NUMBER: Final = 128
_TYPES: Final[tuple[tuple[type, TomlType], ...]] = (
    (bool, "truth"),
    (str, "text"),
    (int, "integer"),
    (Decimal, "decimal"),
    (datetime, "datetime"),
    (date, "date"),
    (time, "time"),
    (dict, "table"),
    (tuple, "array"),
)


@attrs.frozen
class Refused:
    """Stands for a value that was refused already, so that it is not reported again."""

    literal: str


Value = str | int | Decimal | date | time | Refused | Mapping[str, "Node"] | tuple["Node", ...]


@attrs.frozen
class Node:
    """A value of the text.

    Attributes:
        value: What it says; tables and arrays hold nodes.
        key: Where its key stands.
        at: Where the value itself begins.
        inner: Of a text: how many characters after `at` it begins, such as 1 for a quotation mark; None where its
            characters do not run like those of the file (escapes, several lines).
    """

    value: Value
    key: Place
    at: Place
    inner: int | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def type(self) -> TomlType:
        """The TOML type of the value, or ``refused``."""
        return next((name for python, name in _TYPES if isinstance(self.value, python)), "refused")

    @property
    def table(self) -> Mapping[str, Node]:
        """The entries of a table, in the order of the text."""
        if not isinstance(self.value, dict):
            raise TypeError(f"{self.at.path} is not a table")
        return self.value

    @property
    def items(self) -> tuple[Node, ...]:
        """The elements of an array."""
        if not isinstance(self.value, tuple):
            raise TypeError(f"{self.at.path} is not an array")
        return self.value

    @property
    def shown(self) -> str | Phrase:
        """The value as a message shows it: short, in the notation of TOML."""
        match self.value:
            case bool():
                return str(self.value).lower()
            case str():
                whole = json.dumps(self.value, ensure_ascii=False)
                return whole if len(whole) <= _SHOWN else f'{whole[:_SHOWN]}…"'
            case dict():
                return Phrase(N_("a table"))
            case tuple():
                return Phrase(N_("an array"))
            case int() if self.value.bit_length() > _LONG_NUMBER:
                return Phrase(N_("a very large number"))
        return str(self.value)[:_SHOWN]

    def plain(self) -> object:
        """Return the value without places: what tomli would give, arrays as tuples."""
        if isinstance(self.value, dict):
            return {name: node.plain() for name, node in self.value.items()}
        return tuple(node.plain() for node in self.value) if isinstance(self.value, tuple) else self.value


def holds_cases(root: Node) -> bool:
    """Whether a file holds worked cases and no bylaws."""
    return "case" in root.table and not holds_bylaws(root)


def holds_bylaws(root: Node) -> bool:
    """Whether a file holds bylaws: it describes a scheme or a membership, where worked cases only name a scheme."""
    scheme = root.table.get("scheme")
    return "membership" in root.table or (scheme is not None and scheme.type == "table")


def places_of(root: Node) -> Mapping[str, Place]:
    """Return where everything in *root* stands, by its path: a table at its name, anything else at its value."""
    places: dict[str, Place] = {}
    stack = [root]
    while stack:
        node = stack.pop()
        inner = node.value
        place = node.key if isinstance(inner, dict) else node.at
        places[place.path] = place
        if isinstance(inner, dict):
            stack.extend(inner.values())
        elif isinstance(inner, tuple):
            stack.extend(inner)
    return places


def file_text(path: str | Path) -> str:
    """Return the text of a scheme file.

    Raises:
        SchemeError: The file cannot be read or is not UTF-8.
    """
    try:
        data = _start_of(Path(path))
    except (OSError, ValueError) as failure:
        raise SchemeError(UNREADABLE.at(Place(str(path)), reason=system_reason(failure))) from failure
    if len(data) > _MOST_BYTES:
        raise SchemeError(TOO_LONG.at(Place(str(path)), length=f"> {MOST_CHARACTERS:,}", most=f"{MOST_CHARACTERS:,}"))
    return decoded(data, file=str(path))


def _start_of(path: Path) -> bytes:
    """Return the bytes of a file, of one that is too long only so many that it can be told."""
    with path.open("rb") as stream:
        return stream.read(_MOST_BYTES + 1)


def decoded(data: bytes, *, file: str) -> str:
    """Return UTF-8 *data* as text; a byte order mark, which some editors write, is left out.

    >>> decoded("ข้อ 1".encode("utf-8-sig"), file="x.toml")
    'ข้อ 1'

    Raises:
        SchemeError: The data is in another encoding; the message names it where it can be recognised.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        before = data[: failure.start]
        place = Place(file, before.count(b"\n") + 1)
        reason = Phrase(_CUT_OFF) if failure.reason == _PYTHON_SAYS else _encoding_of(data, failure.start)
        raise SchemeError(NOT_UTF8.at(place, reason=reason)) from failure


def _encoding_of(data: bytes, first_bad: int) -> Phrase:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Phrase(N_("it looks like UTF-16"))
    high = [byte for byte in data if byte >= 0x80]
    if all(0xA1 <= byte <= 0xFB for byte in high):
        return Phrase(N_("it looks like Thai in the old encoding TIS-620 (Windows-874)"))
    return Phrase(N_("byte {byte} cannot stand here"), byte=f"0x{data[first_bad]:02X}")


def canonical(text: str) -> str:
    r"""Return *text* without byte order mark and with ``\n`` line ends: what the fingerprint is taken of."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def read_tree(text: str, *, file: str) -> tuple[Node, list[Diagnostic]]:
    """Return the tree of a canonical *text*, and what is refused in it whatever it means.

    Raises:
        SchemeError: The text is too long, is not TOML, is empty or is nested too deeply: there is no tree.
    """
    if len(text) > MOST_CHARACTERS:
        raise SchemeError(TOO_LONG.at(Place(file), length=f"{len(text):,}", most=f"{MOST_CHARACTERS:,}"))
    _check_characters(text, file)
    try:
        values = tomli.loads(text, parse_float=_exact)
    except tomli.TOMLDecodeError as failure:
        raise SchemeError(syntax_fault(failure, file=file)) from failure
    except RecursionError as failure:
        raise SchemeError(TOO_DEEP.at(Place(file), most=MAX_DEPTH)) from failure
    except ValueError as failure:
        # Python does not turn so many digits into a number; tomli lets it say so.
        raise SchemeError(LONG_NUMBER.at(Place(file))) from failure
    if not values:
        raise SchemeError(EMPTY.at(Place(file, 1, 1)))
    try:
        positions = scan(text)
    except TooDeepError as failure:
        raise SchemeError(TOO_DEEP.at(Place(file, failure.spot.line, failure.spot.column), most=MAX_DEPTH)) from failure
    planter = _Planter(file, positions.marks, text.split("\n"))
    root = planter.plant(values, ())
    newer = [NEWER_TOML.at(Place(file, n.spot.line, n.spot.column), what=Phrase(n.what)) for n in positions.newer]
    return root, [*newer, *planter.found]


def _check_characters(text: str, file: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as failure:
        line = text.count("\n", 0, failure.start) + 1
        reason = Phrase(N_("half a character (a surrogate) stands in it"))
        raise SchemeError(NOT_UTF8.at(Place(file, line), reason=reason)) from failure


def _exact(literal: str) -> Decimal | Refused:
    try:
        number = Decimal(literal)
    except InvalidOperation:
        return Refused(literal)
    return number if number.is_finite() else Refused(literal)


class _Planter:
    def __init__(self, file: str, marks: Mapping[tuple[str | int, ...], Mark], lines: list[str]) -> None:
        self.file = file
        self.marks = marks
        self.lines = lines
        self.found: list[Diagnostic] = []

    def plant(self, value: object, path: tuple[str | int, ...], shown: str = "") -> Node:
        """Return the node of *value* and of all it holds; *shown* is its path as `_longer` writes it."""
        mark = self.marks.get(path, Mark(Spot(1, 1), Spot(1, 1)))
        key = Place(self.file, mark.key.line, mark.key.column, shown)
        at = key if mark.value == mark.key else Place(self.file, mark.value.line, mark.value.column, shown)
        if isinstance(value, Refused):
            self.found.append(NOT_EXACT.at(at, literal=value.literal))
        if isinstance(value, dict):
            held = {name: self.plant(each, (*path, name), _longer(shown, name)) for name, each in value.items()}
            return Node(held, key, at)
        if isinstance(value, list):
            return Node(tuple(self.plant(each, (*path, n), f"{shown}[{n}]") for n, each in enumerate(value)), key, at)
        if not isinstance(value, str | int | Decimal | date | time | Refused):
            raise TypeError(f"tomli gave a {type(value).__name__}")
        return Node(value, key, at, self._inner(value, mark.value) if isinstance(value, str) else None)

    def _inner(self, value: str, spot: Spot) -> int | None:
        return 1 if self.lines[spot.line - 1].startswith((f'"{value}"', f"'{value}'"), spot.column - 1) else None


def _longer(path: str, key: str) -> str:
    """Return *path* and then *key* as they are written: ``benefit.hospital.cap[0].amount``."""
    return f"{path}.{_written(key)}" if path else _written(key)


def _written(key: str) -> str:
    """Return *key* as it is written, the beginning of an absurdly long one: every value below it carries its path."""
    shown = key if len(key) <= _LONG_KEY else f"{key[:_LONG_KEY]}…"
    return shown if _BARE.fullmatch(key) else json.dumps(shown, ensure_ascii=False)
