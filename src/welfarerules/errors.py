"""What this package says when it refuses something: where, what is wrong, and what to do about it.

A `Finding` is a kind of fault, declared once as a module constant where it is reported. A `Diagnostic` is one
occurrence of it. A `WelfareError` carries all diagnostics of one refusal, never only the first.

Codes: ``WR0xx`` amounts and dates wherever they stand, ``WR1xx`` the text, keys and types of a scheme, ``WR2xx``
formulas, ``WR3xx`` what a scheme means, ``WR4xx`` events, ``WR5xx`` plugins, ``WR6xx`` worked cases, ``WR7xx`` what is
suspicious in a scheme that can be computed, ``WR8xx`` events that contradict what the fund knows. ``WR7xx`` alone are
warnings, which refuse nothing. ``WR9xx`` are for plugins of others.
"""

from __future__ import annotations

import difflib
import errno
import itertools
import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal

import attrs

from welfarerules.words import N_, Phrase, placeholders, say

__all__ = [
    "DateError",
    "Diagnostic",
    "EventError",
    "Finding",
    "MoneyError",
    "Place",
    "PluginError",
    "SchemeError",
    "Severity",
    "WelfareError",
    "in_order",
    "nearest",
    "slip_of",
    "system_reason",
]

Severity = Literal["error", "warning"]
"""What becomes of a text in which something is found: an ``error`` refuses it, a ``warning`` is told and no more."""

_LONG_WORD: Final = 5
_WORKBOOKS: Final = (".xlsx", ".xlsm")
_LONG_TEXT: Final = 1_000
_SHOWN: Final = 100
_CODE: Final = re.compile(r"WR[0-9]{3}")
_WARNINGS: Final = "WR7"
_RENDERED: Final = N_("{start}: {message}\n  fix: {remedy}")
_WARNING: Final = N_("warning {code}")
_NOT_ALLOWED: Final = N_("you have no right to it")
_SYSTEM_REASONS: Final[Mapping[int, str]] = {
    errno.ENOENT: N_("there is no such file"),
    errno.EISDIR: N_("it is a folder, not a file"),
    errno.ENOTDIR: N_("what should be a folder on the way to it is a file"),
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: N_("nothing can be written on that disk"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EIO: N_("the disk or the connection to it failed"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ELOOP: N_("the links lead round in a circle"),
}


def _letters(column: int) -> str:
    """The letters that stand above a column of a spreadsheet: 1 is A, 27 is AA."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _copied(values: Mapping[str, object]) -> Mapping[str, object]:
    return {name: _short(value) if type(value) is str else value for name, value in values.items()}


def _short(text: str) -> str:
    return text if len(text) <= _LONG_TEXT else f"{text[:_SHOWN]}…"


def _visible(text: str) -> str:
    """Return *text* with signs that would move the cursor, hide or turn round what follows written as escapes."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


@attrs.frozen(order=True)
class Place:
    """Where something stands in a text.

    Attributes:
        file: Name of the file as the user gave it, ``""`` when there is none.
        line: Counted from 1; 0 when unknown.
        column: Counted from 1, in characters, or in cells where the file is a workbook; 0 when unknown.
        path: The key or field, such as ``benefit.hospital.cap[0].amount``; ``""`` when it does not apply.

    >>> str(Place("schemes/x.toml", 24, 12))
    'schemes/x.toml:24:12'
    >>> str(Place("events.xlsx", 24, 5))
    'events.xlsx:E24'
    """

    file: str = ""
    line: int = 0
    column: int = 0
    path: str = ""

    def __str__(self) -> str:
        if self.line and self.column and self.file.casefold().endswith(_WORKBOOKS):
            return f"{self.file}:{_letters(self.column)}{self.line}"
        numbers = [self.line, self.column] if self.line and self.column else [self.line] if self.line else []
        return ":".join([*([self.file] if self.file else []), *(str(number) for number in numbers)])


@attrs.frozen
class Finding:
    """A kind of fault: its code, and templates for what is wrong and how to put it right.

    Messages are lower case, without a final stop, and show the offending value. The remedy is compulsory.

    >>> unknown = Finding("WR199", "unknown key {key!r}", "write {suggestion!r}")
    >>> print(unknown.at(Place("x.toml", 3, 1, "loan"), key="rat", suggestion="rate").render())
    x.toml:3:1: WR199 loan: unknown key 'rat'
      fix: write 'rate'
    """

    code: str
    message: str
    remedy: str

    def __attrs_post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"{self.code!r} is not a code of three digits after WR")
        if not self.message or not self.remedy:
            raise ValueError(f"{self.code} needs a message and a remedy")
        placeholders(self.message + self.remedy)

    @property
    def severity(self) -> Severity:
        """Whether it refuses the text it stands in; the code says so.

        >>> Finding("WR799", "the cap is never reached", "remove it").severity
        'warning'
        """
        return "warning" if self.code.startswith(_WARNINGS) else "error"

    def at(self, place: Place, /, **values: object) -> Diagnostic:
        """Return one occurrence of this fault.

        Raises:
            ValueError: A placeholder of the message or the remedy has no value: a programming error.
        """
        return Diagnostic(self, place, values)


@attrs.frozen
class Diagnostic:
    """One fault at one place, ready to be told in any language."""

    finding: Finding
    place: Place
    values: Mapping[str, object] = attrs.field(converter=_copied, hash=False)

    def __attrs_post_init__(self) -> None:
        needed = placeholders(self.finding.message) | placeholders(self.finding.remedy)
        if missing := sorted(needed - self.values.keys()):
            raise ValueError(f"{self.finding.code} was reported without a value for {', '.join(missing)}")

    @property
    def code(self) -> str:
        """The code of the finding, such as ``WR104``."""
        return self.finding.code

    @property
    def severity(self) -> Severity:
        """Whether it refuses the text: ``error`` or ``warning``."""
        return self.finding.severity

    @property
    def file(self) -> str:
        """The file the fault stands in, or ``""``."""
        return self.place.file

    @property
    def line(self) -> int:
        """The line, from 1; 0 when unknown."""
        return self.place.line

    @property
    def column(self) -> int:
        """The column in characters, from 1; 0 when unknown."""
        return self.place.column

    @property
    def path(self) -> str:
        """The key or field, or ``""``."""
        return self.place.path

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self._told(self.finding.message, "en")

    @property
    def remedy(self) -> str:
        """What to do about it, in English."""
        return self._told(self.finding.remedy, "en")

    @property
    def sort_key(self) -> tuple[Place, str, str]:
        """Orders diagnostics as the text is read; the same in every run."""
        return (self.place, self.code, self.message)

    def moved(self, place: Place) -> Diagnostic:
        """Return the same fault at *place*: the reader of a file knows where the text came from."""
        return attrs.evolve(self, place=place)

    def render(self, lang: str = "en") -> str:
        """Return place, code, message and remedy as two lines of text in *lang*.

        Raises:
            ValueError: *lang* is not a language of this package.
        """
        code = self.code if self.severity == "error" else say(_WARNING, lang, code=self.code)
        named = f"{code} {self.path}" if self.path else code
        start = f"{self.place}: {named}" if str(self.place) else named
        message, remedy = self._told(self.finding.message, lang), self._told(self.finding.remedy, lang)
        return say(_RENDERED, lang, start=_visible(start), message=message, remedy=remedy)

    def to_json(self, *, lang: str = "en") -> dict[str, str | int]:
        """Return the diagnostic as plain values: code, severity, path, file, line, column, message, remedy."""
        return {
            "code": self.code,
            "severity": self.severity,
            "path": self.path,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "message": self._told(self.finding.message, lang),
            "remedy": self._told(self.finding.remedy, lang),
        }

    def _told(self, template: str, lang: str) -> str:
        return _visible(say(template, lang, **self.values))


class WelfareError(Exception):
    """The base of every error this package raises for something a user wrote.

    Attributes:
        found: Every diagnostic, in the order of the text.
    """

    found: tuple[Diagnostic, ...]

    def __init__(self, found: Diagnostic | Iterable[Diagnostic]) -> None:
        listed = (found,) if isinstance(found, Diagnostic) else tuple(found)
        if not listed:
            raise ValueError("an error needs at least one diagnostic")
        self.found = in_order(listed)
        super().__init__(self.found)

    def __str__(self) -> str:
        return self.render()

    def render(self, lang: str = "en") -> str:
        """Return all diagnostics as text in *lang*."""
        return "\n".join(diagnostic.render(lang) for diagnostic in self.found)


class SchemeError(WelfareError):
    """A scheme was refused."""


class EventError(WelfareError):
    """Events were refused."""


class MoneyError(WelfareError, ValueError):
    """An amount could not be read or computed."""


class DateError(WelfareError, ValueError):
    """A date could not be read or computed."""


PLUGIN_FAILED: Final = Finding(
    "WR500",
    "plugin {plugin!r} failed in {where}: {reason}",
    "mend or update plugin {plugin!r}, or run without it",
)


class PluginError(WelfareError):
    """A plugin failed; the error always says which.

    >>> print(PluginError("rice", "welfarerules_rule_kinds", "ZeroDivisionError: division by zero"))
    WR500: plugin 'rice' failed in welfarerules_rule_kinds: ZeroDivisionError: division by zero
      fix: mend or update plugin 'rice', or run without it
    """

    def __init__(self, plugin: str, where: str, reason: str) -> None:
        super().__init__(PLUGIN_FAILED.at(Place(), plugin=plugin, where=where, reason=reason))
        self.plugin = plugin
        self.where = where
        self.reason = reason
        self.args = (plugin, where, reason)


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return *found* sorted as by `Diagnostic.sort_key`, without making messages that are not needed to tell order."""
    listed = sorted(found, key=_before_message)
    ordered: list[Diagnostic] = []
    for _, alike in itertools.groupby(listed, key=_before_message):
        same = list(alike)
        ordered += same if len(same) == 1 else sorted(same, key=lambda diagnostic: diagnostic.message)
    return tuple(ordered)


def _before_message(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    place = diagnostic.place
    return place.file, place.line, place.column, place.path, diagnostic.code


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate a user who wrote *word* most likely meant, or ``None``.

    >>> nearest("nigths", ["nights", "membership"])
    'nights'
    """
    by_folded = {candidate.casefold(): candidate for candidate in sorted(candidates)}
    close = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else None


def system_reason(failure: OSError | ValueError) -> Phrase | str:
    """Return why the system could not do something with a file, in its own words where there are no better ones.

    >>> say("{reason}", "en", reason=system_reason(FileNotFoundError(errno.ENOENT, "No such file or directory")))
    'there is no such file'
    """
    known = _SYSTEM_REASONS.get(getattr(failure, "errno", None) or 0)
    return Phrase(known) if known else getattr(failure, "strerror", None) or str(failure)


def slip_of(word: str, candidates: Iterable[str]) -> str | None:
    """Return the one candidate of which *word* is a slip of the pen, or ``None``.

    Stricter than `nearest`, for words where a wrong guess would move money the other way: it begins alike and one or
    two letters differ, and no other candidate is as close.

    >>> slip_of("piad", ["paid", "spent"]), slip_of("unapproved", ["approved", "refused"])
    ('paid', None)
    """
    written = word.casefold()
    near: list[tuple[int, str]] = []
    for candidate in candidates:
        known = candidate.casefold()
        most = 1 if max(len(written), len(known)) < _LONG_WORD else 2
        if abs(len(written) - len(known)) > most:
            continue
        if written[:1] == known[:1] and (slips := _slips(written, known)) <= most:
            near.append((slips, candidate))
    near.sort()
    alone = near and (len(near) == 1 or near[0][0] < near[1][0])
    return near[0][1] if alone else None


def _slips(written: str, meant: str) -> int:
    """How many letters were left out, put in, changed or swapped with the next."""
    rows = [list(range(len(meant) + 1))]
    for i, letter in enumerate(written, start=1):
        row = [i]
        for j, other in enumerate(meant, start=1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != other)))
            if i > 1 and j > 1 and written[i - 2 : i] == meant[j - 2 : j][::-1]:
                row[-1] = min(row[-1], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]
