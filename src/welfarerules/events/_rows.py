"""From the values of a row to an event, or to everything that is wrong with it. The same for CSV and JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from welfarerules.errors import Diagnostic, EventError, Place, WelfareError, slip_of
from welfarerules.events import _findings as findings
from welfarerules.events._event import FACT, Event, at, faults_of, fields_of, required_by, restored
from welfarerules.events._forms import Form, Label
from welfarerules.events.catalogue import EVENT_KINDS, KIND
from welfarerules.words import Phrase

MOST_CHARACTERS: Final = 20_000
"""A line of a file of events may not be longer."""

_THAI_KINDS: Final = tuple(cls.label.th for cls in EVENT_KINDS.values())
_KINDS: Final = Label(", ".join(EVENT_KINDS), ", ".join(_THAI_KINDS))
_OTHER_WORDS: Final = frozenset({"sent", "send", "lent", "lend"})
"""Words close to a kind (``spent``, ``left``) that say something else."""


def check_length(line: str, place: Place) -> None:
    """Refuse a line that no event is as long as.

    Raises:
        EventError: It has more than `MOST_CHARACTERS`.
    """
    if len(line) > MOST_CHARACTERS:
        length, most = f"{len(line):,}", f"{MOST_CHARACTERS:,}"
        raise EventError(findings.LONG_LINE.at(place, length=length, most=most))


def kind_of(word: str, place: Place) -> type[Event]:
    """Return the kind of event that a *word*, English or Thai, names.

    Raises:
        EventError: No kind is called so.
    """
    if not word:
        raise EventError(at(findings.NO_KIND.at(place, kinds=_KINDS), place, "kind"))
    cls = EVENT_KINDS.get(word) or EVENT_KINDS.get(KIND.about.form.load(word, ""))
    if cls is not None:
        return cls
    near = slip_of(word, (*EVENT_KINDS, *_THAI_KINDS)) if word.casefold() not in _OTHER_WORDS else None
    suggestion = repr(near) if near else Phrase("the kind that was meant")
    diagnostic = findings.UNKNOWN_KIND.at(place, kind=word, suggestion=suggestion, kinds=_KINDS)
    raise EventError(at(diagnostic, place, "kind"))


class Row:
    """What is being learned from one row: the values that could be read, and what is wrong.

    Attributes:
        sound: Whether each value is known to be sound by itself, and nothing is to be checked between them.
    """

    __slots__ = ("_found", "_unread", "cls", "place", "sound", "values")

    def __init__(self, cls: type[Event], place: Place) -> None:
        self.cls = cls
        self.place = place
        self.values: dict[str, Any] = {}
        self.sound = False
        self._found: list[Diagnostic] = []
        self._unread: set[str] = set()

    def refuse(self, found: Diagnostic | Iterable[Diagnostic], path: str) -> None:
        """Note that the field *path* has a value that could not be read, and why."""
        listed = [found] if isinstance(found, Diagnostic) else found
        self._found.extend(at(diagnostic, self.place, path) for diagnostic in listed)
        self._unread.add("facts" if path.startswith(FACT) else path)

    def refuse_foreign(
        self, path: str, value: str, *, kind: str = "", named: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Note that the kind has no field *path*, which yet holds *value*.

        Args:
            path: The field.
            value: What stands there.
            kind: The word by which the row names its kind, where that is not the English one.
            named: What the file calls its fields, where it does not call them by their English names.
        """
        fields = ", ".join(named.get(field.name, field.name) for field in fields_of(self.cls))
        found = findings.FOREIGN_VALUE.at(
            self.place, kind=kind or self.cls.kind, field=named.get(path, path), value=value, fields=fields
        )
        self.refuse(found, path)

    def event(self) -> Event:
        """Return the event that the row tells.

        Raises:
            EventError: With everything that is wrong.
        """
        if not required_by(self.cls) <= self.values.keys():
            self._refuse_missing()
        if self._found:
            for path, diagnostic in faults_of(self.cls, self.values, self._unread):
                self._found.append(at(diagnostic, self.place, path))
            raise EventError(self._found)
        if self.sound:
            return restored(self.cls, self.values, self.place)
        return self.cls(place=self.place, **self.values)

    def _refuse_missing(self) -> None:
        for field in fields_of(self.cls):
            if field.required and field.name not in self.values and field.name not in self._unread:
                missing = findings.MISSING_VALUE.at(
                    self.place, kind=self.cls.kind, field=field.name, example=field.about.example
                )
                self.refuse(missing, field.name)


class Memory:
    """Keeps what each text of a file was read as: few dates, amounts and members differ.

    Attributes:
        currency: Whose decimals amounts may have.
        known: By form and text as written, the sound value that it says.
    """

    __slots__ = ("currency", "known")

    def __init__(self, currency: str) -> None:
        self.currency = currency
        self.known: defaultdict[Form, dict[str, Any]] = defaultdict(dict)

    def learn(
        self, row: Row, name: str, form: Form, written: object, read: Callable[[Any, str], Any], told: object
    ) -> None:
        """Let the field *name* of *row* be what *read* makes of *told*; keep it under the text that is *written*."""
        try:
            value = row.values[name] = read(told, self.currency)
        except WelfareError as error:
            row.refuse(error.found, name)
            return
        if not form.sound(value):
            row.sound = False
        elif name != "id" and isinstance(written, str):
            self.known[form][written] = value
