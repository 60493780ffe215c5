"""One order for all events of a fund; the same event told twice; events taken back."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

from welfarerules.dates import Day as SpokenDay
from welfarerules.errors import Diagnostic, Finding, in_order
from welfarerules.events import _findings as findings
from welfarerules.events._decisions import Reversed
from welfarerules.events._event import Event, at, fields_of
from welfarerules.words import Phrase


class Combined(NamedTuple):
    """Events in their one order, each once, and those that contradict each other."""

    events: tuple[Event, ...]
    refusals: tuple[Diagnostic, ...]


class Effective(NamedTuple):
    """The events that count, the reversals that could not be, and the ids of the events that were reversed."""

    events: tuple[Event, ...]
    refusals: tuple[Diagnostic, ...]
    reversed_ids: frozenset[str]


def order_key(event: Event) -> tuple[datetime.date, int, int, str]:
    """Return what events are sorted by: date, phase of the kind, sequence, id. Rows have no order of their own.

    >>> from datetime import date
    >>> from welfarerules.events import Joined, Paid
    >>> day = date(2025, 10, 1)
    >>> order_key(Joined("E-2", day, "M-1")) < order_key(Paid("E-1", day, "M-1", 20))
    True
    """
    return (event.date, event.phase, event.sequence, event.id)


def combine(events: Iterable[Event]) -> Combined:
    """Put *events* of one fund in their order and count once what was told twice.

    The same id with the same content is the same event, whichever file or row it comes from. The same id with other
    content is refused, all of it: no rule could say which is right, and the order of rows must not.

    >>> from datetime import date
    >>> from welfarerules.events import Paid
    >>> once = Paid("P-1", date(2025, 10, 1), "M-1", "30.00")
    >>> again = Paid("P-1", date(2025, 10, 1), "M-1", 30)
    >>> combine([again, once]).events == (once,)
    True
    """
    told_once: dict[str, Event] = {}
    told_again: dict[str, list[Event]] = {}
    for event in events:
        first = told_once.setdefault(event.id, event)
        if first is not event:
            told_again.setdefault(event.id, [first]).append(event)
    refusals: list[Diagnostic] = []
    for identity, told in told_again.items():
        different = _different(told)
        if len(different) == 1:
            told_once[identity] = different[0]
        else:
            del told_once[identity]
            refusals.extend(_contradictions(different))
    return Combined(tuple(sorted(told_once.values(), key=order_key)), _sorted(refusals))


def effective(events: Iterable[Event]) -> Effective:
    """Take out events that were reversed, and the reversals themselves.

    A reversal of no event, of another reversal, of an event reversed already, or entered before the event was, is
    refused; of two reversals of one event the first in the order of events is the one that counts.

    Args:
        events: Of one fund, each once: what `combine` returned.
    """
    ordered = tuple(events)
    if not any(isinstance(event, Reversed) for event in ordered):
        return Effective(ordered, (), frozenset())
    ordered = tuple(sorted(ordered, key=order_key))
    by_id = {event.id: event for event in ordered}
    refusals: list[Diagnostic] = []
    taken_back: dict[str, str] = {}
    for event in ordered:
        if not isinstance(event, Reversed):
            continue
        fault = reversal_fault(event, by_id.get(event.event), taken_back.get(event.event))
        if fault is None:
            taken_back[event.event] = event.id
        else:
            refusals.append(fault)
    kept = tuple(event for event in ordered if event.id not in taken_back and not isinstance(event, Reversed))
    return Effective(kept, _sorted(refusals), frozenset(taken_back))


def reversal_fault(event: Reversed, target: Event | None, reversed_by: str | None) -> Diagnostic | None:
    """Return why *event* cannot reverse *target*, None when it can.

    Args:
        event: The reversal.
        target: The event that it names, None where there is none.
        reversed_by: Id of the reversal that took the target back already.
    """
    if target is None:
        return _refused(findings.REVERSES_UNKNOWN, event, "event", reversed_id=event.event)
    if isinstance(target, Reversed):
        return _refused(findings.REVERSES_REVERSAL, event, "event", reversed_id=event.event)
    if event.recorded < target.recorded:
        entered, recorded = _day(target.recorded), _day(event.recorded)
        return _refused(
            findings.REVERSED_TOO_EARLY, event, "recorded", reversed_id=event.event, entered=entered, recorded=recorded
        )
    if reversed_by is not None:
        return _refused(findings.REVERSED_ALREADY, event, "event", reversed_id=event.event, by=reversed_by)
    return None


def _different(told: Iterable[Event]) -> list[Event]:
    """Return one of each content, the one whose place comes first."""
    different: dict[Hashable, Event] = {}
    for event in sorted(told, key=lambda event: (event.place, order_key(event), repr(event))):
        different.setdefault(_content(event), event)
    return list(different.values())


def _content(event: Event) -> Hashable:
    """Return what is alike of two events exactly when they are equal."""
    values = (getattr(event, field.name) for field in fields_of(type(event)))
    return type(event), *(frozenset(value.items()) if isinstance(value, Mapping) else value for value in values)


def _contradictions(different: list[Event]) -> Iterable[Diagnostic]:
    for event in different:
        other = different[0] if event is not different[0] else different[1]
        elsewhere = (
            Phrase("at {place}", place=str(other.place))
            if str(other.place)
            else Phrase("of {day}", day=_day(other.date))
        )
        yield _refused(
            findings.REUSED_ID, event, "id", id=event.id, kind=event.kind, day=_day(event.date), elsewhere=elsewhere
        )


def _refused(finding: Finding, event: Event, field: str, **values: object) -> Diagnostic:
    return at(finding.at(event.place, **values), event.place, field)


def _day(day: datetime.date) -> SpokenDay:
    return SpokenDay(day)


def _sorted(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return in_order(found)
