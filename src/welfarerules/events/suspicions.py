"""What is suspicious in the events of a fund though each can be: rows entered twice, and members who look like others.

Nothing is refused for it. A program cannot tell a row entered twice from two payments of one day; people can.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

import attrs

from welfarerules.dates import Day
from welfarerules.errors import Diagnostic, Finding, in_order
from welfarerules.events._event import Event, fields_of
from welfarerules.events._membership import Joined, Opening
from welfarerules.events._payments import Bought, Paid, Received, Spent
from welfarerules.events.order import order_key
from welfarerules.words import in_plain_digits

__all__ = ["suspicious_events"]

ENTERED_TWICE: Final = Finding(
    "WR780",
    "{count} rows of {day} that move money stand there a second time with another id: "
    "{again!r} says what {first!r} says",
    "if they were entered twice, take the second out or reverse it; two who pay twice on one day look the same",
)
LOOKS_ALIKE: Final = Finding(
    "WR781",
    "the member {member!r} looks like {other!r}, and the two are two members",
    "if both are one person, write one of the ids in every row",
)

_MONEY: Final = (Paid, Received, Spent, Bought)
_OF_THE_ROW: Final = frozenset({"id", "recorded", "sequence"})
_LEAST: Final = 2
_LOOKS: Final = str.maketrans("авекмнорстухіјѕԁаοιρν", "abekmhopctyxijsdaoipv")
"""Cyrillic and Greek letters, and the Latin ones that they look like once all are small."""


def suspicious_events(events: Iterable[Event]) -> tuple[Diagnostic, ...]:
    """Return what people should look at in the *events* that count in one fund.

    Rows of one day that say the same but for their ids are told where two or more stand there twice, as when a part of
    a sheet was pasted twice. Ids of members are told where they differ in capitals, in Thai or Arabic digits, or in
    letters of another alphabet that look alike.

    >>> from welfarerules.events import Paid
    >>> day = date(2025, 10, 5)
    >>> rows = [Paid(f"{turn}{who}", day, who, 30) for turn in "PQ" for who in ("M-1", "M-2")]
    >>> print(suspicious_events(rows)[0].message)
    2 rows of 5 October 2025 that move money stand there a second time with another id: 'QM-1' says what 'PM-1' says
    """
    ordered = sorted(events, key=order_key)
    return in_order([*_entered_twice(ordered), *_look_alike(ordered)])


def _entered_twice(ordered: Sequence[Event]) -> Iterable[Diagnostic]:
    first: dict[tuple[object, ...], Event] = {}
    again: defaultdict[date, list[tuple[Event, Event]]] = defaultdict(list)
    for event in ordered:
        if isinstance(event, _MONEY):
            said = (getattr(event, field.name) for field in fields_of(type(event)) if field.name not in _OF_THE_ROW)
            earlier = first.setdefault((event.kind, *said), event)
            if earlier is not event:
                again[event.date].append((earlier, event))
    for day, pairs in again.items():
        if len({id(earlier) for earlier, _ in pairs}) >= _LEAST:
            earlier, later = pairs[0]
            yield ENTERED_TWICE.at(later.place, count=len(pairs), day=Day(day), again=later.id, first=earlier.id)


def _look_alike(ordered: Sequence[Event]) -> Iterable[Diagnostic]:
    seen: dict[str, str] = {}
    for event in ordered:
        if isinstance(event, (Joined, Opening)) and event.member:
            other = seen.setdefault(_look(event.member), event.member)
            if other != event.member:
                yield LOOKS_ALIKE.at(attrs.evolve(event.place, path="member"), member=event.member, other=other)


def _look(member: str) -> str:
    """The same for ids that people take for one another."""
    return unicodedata.normalize("NFKC", in_plain_digits(member)).casefold().translate(_LOOKS).replace(" ", "")
