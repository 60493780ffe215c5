"""Where every key and value of a TOML text stands.

tomli reads the values but tells positions of syntax errors only (tomlkit does not tell them either, see its issue
55), so this module walks a text **that tomli has accepted** once more and notes line and column of every path. It
need not, and does not, check syntax again.

TOML 1.0 is what a scheme may use. Newer releases of tomli also accept TOML 1.1; what only 1.1 allows is reported,
so that a scheme reads the same with every release.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

import attrs
import tomli

from welfarerules.words import N_

__all__ = ["MAX_DEPTH", "Mark", "Newer", "Positions", "Spot", "TooDeepError", "scan"]

MAX_DEPTH: Final = 32
"""Tables and arrays may not be nested deeper than this; no scheme needs a quarter of it."""

Path = tuple[str | int, ...]

_KEY: Final = re.compile(r"""[A-Za-z0-9_-]+|'[^'\n]*'|"(?:[^"\\\n]|\\.)*\"""")
_BLANK: Final = re.compile(r"[ \t]*")
_BLANK_LINES: Final = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_STRING: Final = re.compile(
    r"""
    "{3} (?: [^\\] | \\. )*? "{3,5} (?!") | "(?: [^"\\\n] | \\. )*" |
    '{3} .*? '{3,5} (?!') | ' [^'\n]* '
    """,
    re.DOTALL | re.VERBOSE,
)
_BARE_VALUE: Final = re.compile(r"[^,\]}\n#]+")
_NEW_ESCAPE: Final = re.compile(r"(?:[^\\]|\\[^ex])*?(\\[ex])", re.DOTALL)

LINE_BREAK: Final = N_("a line break or a comment inside braces")
TRAILING_COMMA: Final = N_("a comma before a closing brace")
NEW_ESCAPE: Final = N_("an escape that TOML 1.0 does not have")


class TooDeepError(Exception):
    """Tables or arrays are nested deeper than `MAX_DEPTH`; carries the `Spot`."""

    def __init__(self, spot: Spot) -> None:
        super().__init__(spot)
        self.spot = spot


@attrs.frozen(order=True)
class Spot:
    """A place in a text: line and column, both counted from 1, the column in characters."""

    line: int
    column: int


@attrs.frozen
class Mark:
    """Where a key stands and where its value begins. An array's element has no key: both are the same."""

    key: Spot
    value: Spot


@attrs.frozen
class Newer:
    """Something that only TOML 1.1 allows."""

    what: str
    spot: Spot


@attrs.frozen
class Positions:
    """The marks of a text by path, and what in it is newer than TOML 1.0."""

    marks: dict[Path, Mark]
    newer: tuple[Newer, ...]


def scan(text: str) -> Positions:
    r"""Return the place of every key, table, value and array element of *text*, which tomli must have accepted.

    A table that several headers mention is placed at its own header, else where it is mentioned first.

    >>> found = scan('[benefit.birth]\namount = { per = "night", pays = 200 }\n')
    >>> found.marks["benefit", "birth", "amount", "pays"]
    Mark(key=Spot(line=2, column=27), value=Spot(line=2, column=34))

    Raises:
        TooDeepError: Tables or arrays are nested deeper than `MAX_DEPTH`.
    """
    walk = _Walk(text.replace("\r\n", "\n"))
    walk.document()
    return Positions(walk.marks, tuple(walk.newer))


class _Walk:
    """One pass over a text. `pos` is always an offset into it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pos = 0
        self.marks: dict[Path, Mark] = {}
        self.newer: list[Newer] = []
        self._lengths: dict[Path, int] = {}
        self._lines = [0, *(at.end() for at in re.finditer("\n", text))]

    def document(self) -> None:
        table: Path = ()
        while self.pos < len(self.text):
            self._skip(_BLANK_LINES)
            if self.text.startswith("[[", self.pos):
                table = self._header(brackets=2)
            elif self.text.startswith("[", self.pos):
                table = self._header(brackets=1)
            elif self.pos < len(self.text):
                self._pair(table)

    def _header(self, *, brackets: int) -> Path:
        self.pos += brackets
        self._skip(_BLANK)
        *tables, (name, at) = self._key()
        self.pos += brackets
        path: Path = ()
        for part, part_at in tables:
            path = self._inside((*path, part))
            self._mark(path, part_at, part_at)
        path = (*path, name)
        if brackets == 1:
            path = self._inside(path)
            self._mark(path, at, at, replacing=True)
            return path
        self._mark(path, at, at)
        path = (*path, self._lengths.setdefault(path, 0))
        self._lengths[path[:-1]] += 1
        self._mark(path, at, at)
        return path

    def _inside(self, path: Path) -> Path:
        """Return *path*, or the path of its last element if it is an array of tables."""
        length = self._lengths.get(path, 0)
        return (*path, length - 1) if length else path

    def _pair(self, table: Path) -> None:
        path = table
        *tables, (name, at) = self._key()
        for part, part_at in tables:
            path = (*path, part)
            self._mark(path, part_at, part_at)
        path = (*path, name)
        self.pos += 1
        self._skip(_BLANK)
        self._mark(path, at, self.pos)
        self._value(path)

    def _key(self) -> Iterator[tuple[str, int]]:
        """Yield the parts of a dotted key and their offsets; leaves `pos` after the key and its blanks."""
        while True:
            at = self.pos
            written = self._skip(_KEY)
            self._note_new_escape(at, written)
            yield (tomli.loads(f"key = {written}")["key"] if written[0] in "\"'" else written), at
            self._skip(_BLANK)
            if not self.text.startswith(".", self.pos):
                return
            self.pos += 1
            self._skip(_BLANK)

    def _value(self, path: Path) -> None:
        first = self.text[self.pos]
        if first == "[":
            self._array(path)
        elif first == "{":
            self._braces(path)
        elif first in "\"'":
            at = self.pos
            self._note_new_escape(at, self._skip(_STRING))
        else:
            self._skip(_BARE_VALUE)

    def _note_new_escape(self, at: int, written: str) -> None:
        if written[0] == '"' and (new := _NEW_ESCAPE.match(written)):
            self.newer.append(Newer(NEW_ESCAPE, self._spot(at + new.start(1))))

    def _array(self, path: Path) -> None:
        self.pos += 1
        self._skip(_BLANK_LINES)
        index = 0
        while self.text[self.pos] != "]":
            element = (*path, index)
            self._mark(element, self.pos, self.pos)
            self._value(element)
            index += 1
            self._skip(_BLANK_LINES)
            if self.text[self.pos] == ",":
                self.pos += 1
                self._skip(_BLANK_LINES)
        self.pos += 1

    def _braces(self, path: Path) -> None:
        self.pos += 1
        self._skip_in_braces()
        comma = -1
        while self.text[self.pos] != "}":
            self._pair(path)
            self._skip_in_braces()
            comma = -1
            if self.text[self.pos] == ",":
                comma = self.pos
                self.pos += 1
                self._skip_in_braces()
        if comma >= 0:
            self.newer.append(Newer(TRAILING_COMMA, self._spot(comma)))
        self.pos += 1

    def _skip_in_braces(self) -> None:
        self._skip(_BLANK)
        if self.text[self.pos] in "\n#":
            self.newer.append(Newer(LINE_BREAK, self._spot(self.pos)))
            self._skip(_BLANK_LINES)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.pos)
        if match is None:
            raise ValueError(f"not a text that tomli accepts, at {self._spot(self.pos)}")
        self.pos = match.end()
        return match.group()

    def _mark(self, path: Path, key: int, value: int, *, replacing: bool = False) -> None:
        if len(path) > MAX_DEPTH:
            raise TooDeepError(self._spot(key))
        if replacing or path not in self.marks:
            self.marks[path] = Mark(self._spot(key), self._spot(value))

    def _spot(self, offset: int) -> Spot:
        line = bisect_right(self._lines, offset)
        return Spot(line, offset - self._lines[line - 1] + 1)
