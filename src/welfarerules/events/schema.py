r"""The JSON Schema of an event, for editors and for programs that write events; made from the classes.

After changing the catalogue, from the root of the repository::

    python -c "from welfarerules.events.schema import schema_text; print(schema_text(), end='')" \
        > schemes/events.schema.json
"""

from __future__ import annotations

import json

from welfarerules.events._event import Event, fields_of
from welfarerules.events.catalogue import EVENT_KINDS


def events_schema() -> dict[str, object]:
    """Return the JSON Schema (2020-12) of one event: one line of a JSON Lines file.

    It is stricter than the reader, which also takes dates and amounts as people write them, and it knows no scheme:
    what it passes can still be refused.

    >>> events_schema()["required"]
    ['kind', 'id', 'date']
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "welfarerules: an event of a fund",
        "description": "One line of a JSON Lines file of events. หนึ่งรายการที่เกิดขึ้นในกองทุน",
        "type": "object",
        "required": ["kind", "id", "date"],
        "properties": {"kind": {"enum": list(EVENT_KINDS)}},
        "oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in EVENT_KINDS],
        "$defs": {kind: _of_kind(cls) for kind, cls in EVENT_KINDS.items()},
    }


def schema_text() -> str:
    """Return the schema as the text of ``schemes/events.schema.json``."""
    return json.dumps(events_schema(), ensure_ascii=False, indent=2) + "\n"


def _of_kind(cls: type[Event]) -> dict[str, object]:
    fields = fields_of(cls)
    properties: dict[str, object] = {"kind": {"const": cls.kind}}
    for field in fields:
        about = field.about
        description = f"{about.help.en} · {about.help.th}"
        properties[field.name] = {**about.form.schema(), "description": description}
    return {
        "description": f"{cls.label.en} · {cls.label.th}",
        "type": "object",
        "properties": properties,
        "required": ["kind", *(field.name for field in fields if field.required)],
        "additionalProperties": False,
    }
