"""The JSON Schema of worked cases, for editors and other programs; made from the same keys that the reader reads."""

from __future__ import annotations

from typing import Any, Final

from welfarerules.cases.sections import CasesFile, RepeatSection
from welfarerules.events import events_schema
from welfarerules.scheme.containers import schema_of
from welfarerules.scheme.json_schema import DRAFT

__all__ = ["cases_schema"]

_KINDS: Final = "$defs"


def cases_schema() -> dict[str, Any]:
    """Return the JSON Schema of a file of worked cases.

    An event is what `welfarerules.events.events_schema` says of it, except that it needs no id, may be repeated, and
    has its dates and amounts as people write them in TOML.

    >>> schema = cases_schema()
    >>> schema["properties"]["scheme"]["description"]
    'the file of the scheme, seen from the folder of this file'
    """
    kinds: Any = events_schema()[_KINDS]
    return {
        "$schema": DRAFT,
        "title": "Worked cases: what a scheme must decide",
        **schema_of(CasesFile),
        "definitions": {"event": _event(kinds), **{kind: _of_kind(schema) for kind, schema in kinds.items()}},
    }


def _event(kinds: dict[str, Any]) -> dict[str, Any]:
    """Any event: its kind says which definition it follows, so that an editor names the key that is wrong."""
    chosen = [
        {"if": {"properties": {"kind": {"const": kind}}}, "then": {"$ref": f"#/definitions/{kind}"}} for kind in kinds
    ]
    return {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": list(kinds)}}, "allOf": chosen}


def _of_kind(schema: dict[str, Any]) -> dict[str, Any]:
    loose = _as_toml(schema)
    required = [name for name in schema["required"] if name != "id"]
    properties = {**loose["properties"], "repeat": schema_of(RepeatSection)}
    return {**loose, "required": required, "properties": properties}


def _as_toml(schema: Any) -> Any:
    """Loosen the *schema* of a line of JSON: TOML has exact fractions, and people write dates in their own way."""
    if isinstance(schema, list):
        return [_as_toml(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    loose = {name: _as_toml(value) for name, value in schema.items() if name != "format"}
    if isinstance(schema.get("type"), list):
        loose["type"] = ["number" if name == "integer" else name for name in schema["type"]]
    return loose
