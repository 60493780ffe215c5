"""The JSON Schema of schemes, for editors and other programs; made from the same keys that the reader reads."""

from __future__ import annotations

from typing import Any, Final

from welfarerules.kinds.built_in import welfarerules_rule_kinds
from welfarerules.kinds.rule_kind import Family, RuleKind
from welfarerules.scheme.containers import schema_of
from welfarerules.scheme.rules import ContributionSection
from welfarerules.scheme.sections import SchemeFile
from welfarerules.scheme.shapes import Section, keys_of
from welfarerules.scheme.values import AMOUNT

__all__ = ["scheme_schema"]

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
"""The draft that the TOML tools of today read."""

_NAMED: Final = "a rule kind of a plugin, which says what else stands here"


def scheme_schema() -> dict[str, Any]:
    """Return the JSON Schema of a scheme file.

    Whatever it refuses, the reader refuses too; the reader also refuses what no schema can say, such as a formula that
    adds nights to money. A table that names a plugin's ``kind`` is left open.

    >>> schema = scheme_schema()
    >>> schema["properties"]["membership"]["properties"]["article"]["description"]
    'the article of the bylaws that says so'
    """
    return {
        "$schema": DRAFT,
        "title": "A scheme: the bylaws of a community fund",
        **schema_of(SchemeFile),
        "definitions": {"amount": _amount(), "contribution": _contribution()},
    }


def _kinds(family: Family) -> list[RuleKind[Any]]:
    return [kind for kind in welfarerules_rule_kinds() if kind.family == family]


def _amount() -> dict[str, Any]:
    built_in = [{**schema_of(kind.fields), "description": kind.doc} for kind in _kinds("amount") if kind.marks]
    table = {
        "type": "object",
        "if": {"required": ["kind"]},
        "then": {"properties": {"kind": {"type": "string", "description": _NAMED}}},
        "else": {"anyOf": built_in},
    }
    return {"anyOf": [AMOUNT.schema(), table]}


def _contribution() -> dict[str, Any]:
    sections: list[type[Section]] = [ContributionSection, *(kind.fields for kind in _kinds("contribution"))]
    keys: dict[str, Any] = {}
    for section in sections:
        for key, schema in schema_of(section)["properties"].items():
            keys[key] = {"anyOf": [keys[key], schema]} if keys.get(key, schema) != schema else schema
    common = [key.name for key in keys_of(ContributionSection) if key.required]
    return {
        "type": "object",
        "properties": {**keys, "kind": {"type": "string", "description": _NAMED}},
        "required": common,
        "if": {"required": ["kind"]},
        "else": {"required": ["rate"], "propertyNames": {"enum": list(keys)}},
    }
