"""From the values of a row to an event, or to everything that is wrong with it. The same for CSV and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from welfarerules.errors import Diagnostic, EventError, Place, nearest
from welfarerules.events import _findings as findings
from welfarerules.events._event import Event, at, faults_of, fields_of
from welfarerules.events.catalogue import EVENT_KINDS

_THAI_KINDS: Final[Mapping[str, str]] = {cls.label.th: kind for kind, cls in EVENT_KINDS.items()}


def kind_of(word: str, place: Place) -> type[Event]:
    """Return the kind of event that a *word*, English or Thai, names.

    Raises:
        EventError: No kind is called so.
    """
    cls = EVENT_KINDS.get(_THAI_KINDS.get(word, word.casefold()))
    if cls is not None:
        return cls
    suggestion = nearest(word, (*EVENT_KINDS, *_THAI_KINDS)) or next(iter(EVENT_KINDS))
    diagnostic = findings.UNKNOWN_KIND.at(place, kind=word, suggestion=suggestion, kinds=", ".join(EVENT_KINDS))
    raise EventError(at(diagnostic, place, "kind"))


class Row:
    """What is being learned from one row: the values that could be read, and what is wrong."""

    def __init__(self, cls: type[Event], place: Place, values: dict[str, Any]) -> None:
        self.cls = cls
        self.place = place
        self.values = values
        self._found: list[Diagnostic] = []
        self._unread: set[str] = set()

    def refuse(self, found: Diagnostic | Iterable[Diagnostic], path: str) -> None:
        """Note that the field *path* has a value that could not be read, and why."""
        listed = [found] if isinstance(found, Diagnostic) else found
        self._found.extend(at(diagnostic, self.place, path) for diagnostic in listed)
        self._unread.add("facts" if path.startswith("fact.") else path)

    def refuse_foreign(self, path: str, value: str) -> None:
        """Note that the kind has no field *path*, which yet holds *value*."""
        fields = ", ".join(field.name for field in fields_of(self.cls))
        self.refuse(
            findings.FOREIGN_VALUE.at(self.place, kind=self.cls.kind, field=path, value=value, fields=fields), path
        )

    def event(self) -> Event:
        """Return the event that the row tells.

        Raises:
            EventError: With everything that is wrong.
        """
        for field in fields_of(self.cls):
            if field.required and field.name not in self.values and field.name not in self._unread:
                example = field.about.example
                missing = findings.MISSING_VALUE.at(self.place, kind=self.cls.kind, field=field.name, example=example)
                self.refuse(missing, field.name)
        if not self._found:
            return self.cls(place=self.place, **self.values)
        for path, diagnostic in faults_of(self.cls, self.values, self._unread):
            self._found.append(at(diagnostic, self.place, path))
        raise EventError(self._found)
