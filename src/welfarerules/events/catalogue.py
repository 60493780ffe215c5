"""The catalogue of events: every kind, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from welfarerules.events._decisions import Closed, Resolved, Reversed
from welfarerules.events._event import About, Event, EventField, fields_of
from welfarerules.events._forms import Choice, Label
from welfarerules.events._membership import Changed, Died, Joined, Left, Opening
from welfarerules.events._payments import Borrowed, Bought, Claimed, Paid, Received, Spent

EVENT_KINDS: Final[Mapping[str, type[Event]]] = MappingProxyType(
    {
        cls.kind: cls
        for cls in (
            Opening,
            Joined,
            Changed,
            Paid,
            Bought,
            Received,
            Claimed,
            Resolved,
            Borrowed,
            Spent,
            Left,
            Died,
            Reversed,
            Closed,
        )
    }
)
"""Every kind of event, by the word in ``kind``, in the order of a day."""

FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {field.name: field.about.column for cls in EVENT_KINDS.values() for field in fields_of(cls)}
)
"""Every field that some kind has, with its Thai name: the columns of a CSV file, in their usual order."""

KIND: Final = EventField(
    "kind",
    About(
        Choice(MappingProxyType({kind: cls.label.th for kind, cls in EVENT_KINDS.items()})),
        "ประเภท",
        Label("what happened: one of the words below, English or Thai", "เกิดอะไรขึ้น ใช้คำไทยหรืออังกฤษที่หัวข้อด้านล่าง"),
        "paid",
    ),
    required=True,
    default=None,
)
"""The field that says which kind an event is."""
