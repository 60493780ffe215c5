"""Events from JSON: one object, or one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from welfarerules.errors import EventError, Place, nearest
from welfarerules.events import _findings as findings
from welfarerules.events._event import Event, at, fields_of, forms_of, is_scalar
from welfarerules.events._forms import shown
from welfarerules.events._rows import Memory, Row, check_length, kind_of
from welfarerules.words import Phrase


def read_jsonl(lines: Iterable[tuple[int, str]], path: str, currency: str) -> Iterator[Event | EventError]:
    """Return for each line the event it tells, or why it is refused."""
    memory = Memory(currency)
    for number, line in lines:
        place = Place(path, number)
        try:
            yield _event(_loaded(line, place), place, memory)
        except EventError as error:
            yield error


def event_from_json(data: object, *, place: Place | None = None, currency: str = "THB") -> Event:
    """Return the event that *data*, as `json` loads it, tells. What is null or an empty text counts as left out.

    >>> data = {"kind": "paid", "id": "P-1", "date": "2025-10-05", "member": "M-1", "amount": "30.50"}
    >>> event_from_json(data).amount
    Decimal('30.50')

    Args:
        data: An object with ``kind`` and the fields of that kind. Amounts are text or whole numbers: a fraction that
            came through a float is not exact.
        place: Where the data stands, for messages.
        currency: Whose decimals amounts may have.

    Raises:
        EventError: With everything that is wrong.
    """
    return _event(data, Place() if place is None else place, Memory(currency))


def _event(data: object, place: Place, memory: Memory) -> Event:
    if not isinstance(data, Mapping):
        raise EventError(findings.NOT_JSON.at(place, reason=Phrase("{value} is no object", value=shown(data))))
    row = Row(kind_of(_text(data.get("kind") or ""), place), place)
    row.sound = is_scalar(row.cls)
    forms = forms_of(row.cls)
    for name, value in data.items():
        if name == "kind" or value is None or (isinstance(value, str) and not value.strip()):
            continue
        form = forms.get(name)
        if form is None:
            _refuse_field(row, name, value)
            continue
        known = memory.known[form].get(value) if isinstance(value, str) else None
        if known is None:
            memory.learn(row, name, form, value, form.load, value)
        else:
            row.values[name] = known
    return row.event()


def _refuse_field(row: Row, name: str, value: object) -> None:
    suggestion = nearest(str(name), (field.name for field in fields_of(row.cls)))
    if suggestion is None:
        row.refuse_foreign(name, _text(value))
    else:
        row.refuse(findings.UNKNOWN_FIELD.at(row.place, kind=row.cls.kind, field=name, suggestion=suggestion), name)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else shown(value)


def _loaded(line: str, place: Place) -> object:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        loaded = dict(pairs)
        if len(loaded) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise EventError(at(findings.REPEATED_KEY.at(place, key=twice), place, twice))
        return loaded

    check_length(line, place)
    try:
        return json.loads(line, object_pairs_hook=unique, parse_float=Decimal, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        reason = Phrase("{said}, column {column}", said=error.msg[0].lower() + error.msg[1:], column=error.colno)
        raise EventError(findings.NOT_JSON.at(place, reason=reason)) from None
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise EventError(findings.NOT_JSON.at(place, reason=str(error))) from None


def _no_number(word: str) -> object:
    raise ValueError(f"{word} is no number")
