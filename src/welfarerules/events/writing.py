"""Writing events, as JSON and as CSV, so that reading them gives the same events."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable
from pathlib import Path

from welfarerules.events._composites import facts_text
from welfarerules.events._event import FACT, Event, fields_of
from welfarerules.events.catalogue import FIELDS
from welfarerules.events.reading import known_format


def event_to_json(event: Event) -> dict[str, object]:
    """Return an event as plain values: dates in ISO 8601, amounts as text, without what has its default value.

    >>> from datetime import date
    >>> from welfarerules.events import Paid
    >>> event_to_json(Paid("P-1", date(2025, 10, 5), "M-1", "30.50"))
    {'kind': 'paid', 'id': 'P-1', 'date': '2025-10-05', 'member': 'M-1', 'amount': '30.50'}
    """
    data: dict[str, object] = {"kind": event.kind}
    for field in fields_of(type(event)):
        value = getattr(event, field.name)
        default = event.date if field.name == "recorded" else field.default
        if field.required or value != default:
            data[field.name] = field.about.form.dump(value)
    return data


def dumps_events(events: Iterable[Event], format: str) -> str:  # noqa: A002
    """Return *events* as text of a CSV file (``"csv"``) or of JSON Lines (``"jsonl"``), in the order given.

    >>> from datetime import date
    >>> from welfarerules.events import Left
    >>> print(dumps_events([Left("L-1", date(2025, 10, 1), "M-1")], "csv"), end="")
    kind,id,date,member
    left,L-1,2025-10-01,M-1

    Raises:
        EventError: The format is unknown.
    """
    if known_format(format, "") == "jsonl":
        return "".join(f"{json.dumps(event_to_json(event), ensure_ascii=False)}\n" for event in events)
    rows = [_cells(event) for event in events]
    used = {name for row in rows for name in row}
    columns = ["kind", *(name for name in FIELDS if name in used or name in ("id", "date"))]
    columns += sorted(used - set(columns))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write_events(
    path: str | os.PathLike[str],
    events: Iterable[Event],
    *,
    format: str | None = None,  # noqa: A002
    for_excel: bool = False,
) -> None:
    """Write *events* to a file, in the order given.

    Args:
        path: The file; what it held is lost.
        events: What happened.
        format: ``"csv"`` or ``"jsonl"``; by default the end of the file's name tells.
        for_excel: Begin with the mark by which Excel knows UTF-8; without it Excel garbles Thai.

    Raises:
        EventError: The format is unknown.
        OSError: The file cannot be written.
    """
    text = dumps_events(events, format if format is not None else Path(path).suffix[1:])
    Path(path).write_text(text, encoding="utf-8-sig" if for_excel else "utf-8", newline="\n")


def _cells(event: Event) -> dict[str, str]:
    cells = {"kind": event.kind}
    for field in fields_of(type(event)):
        value = getattr(event, field.name)
        default = event.date if field.name == "recorded" else field.default
        if field.name == "facts":
            cells |= {FACT + name: text for name, text in facts_text(value).items()}
        elif field.required or value != default:
            cells[field.name] = field.about.form.write(value)
    return cells
