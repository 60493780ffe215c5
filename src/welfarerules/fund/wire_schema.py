"""The JSON Schema of an outcome on the wire, made from the classes that are written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin

import attrs

from welfarerules.errors import Diagnostic, Finding, Place
from welfarerules.formula.nodes import Expression
from welfarerules.fund.decisions import Decision, Notes
from welfarerules.fund.outcome import Standing
from welfarerules.fund.wire import EXPRESSIONS, FORMAT, VERSION, keys_of
from welfarerules.journal import Posting
from welfarerules.money import Money
from welfarerules.scheme.model import Scheme

__all__ = ["outcome_schema"]

_PLAIN: Final[Mapping[Any, dict[str, Any]]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^-?[0-9]+$"}]},
    date: {"type": "string", "format": "date"},
    Money: {"$ref": "#/$defs/money"},
    Fraction: {"type": "string", "pattern": "^-?[0-9]+(/[1-9][0-9]*)?$"},
    NoneType: {"type": "null"},
    Any: {},
}


def outcome_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what `outcome_to_json` returns.

    >>> outcome_schema()["properties"]["version"]
    {'const': 1}
    """
    definitions: dict[str, Any] = {
        "money": {
            "description": "An exact amount in whole units of the document's currency.",
            "type": "string",
            "pattern": r"^-?[0-9]+(\.[0-9]+)?$",
        }
    }
    listed = {"standings": Standing, "decisions": Decision, "postings": Posting, "refusals": Diagnostic}
    properties: dict[str, Any] = {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "as_of": {"type": "string", "format": "date"},
        "scheme": _schema(Scheme, definitions),
        "balances": {"type": "object", "additionalProperties": {"$ref": "#/$defs/money"}},
        **{name: {"type": "array", "items": _schema(cls, definitions)} for name, cls in listed.items()},
        "reversed": {"type": "array", "items": {"type": "string"}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "welfarerules: the outcome of an evaluation",
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def _schema(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    origin, inner = get_origin(kind), get_args(kind)
    if kind == Notes:
        return {"type": "array", "items": _schema(int, definitions)}
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (Union, UnionType):
        return {"anyOf": [_schema(one, definitions) for one in inner]}
    if origin is tuple:
        return {"type": "array", "items": _schema(inner[0], definitions)}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _schema(inner[1], definitions)}
    if kind is Expression:
        return _expression(definitions)
    if isinstance(kind, type) and attrs.has(kind):
        return _record(kind, definitions)
    return {}


def _record(cls: type, definitions: dict[str, Any]) -> dict[str, Any]:
    name = (
        cls.__name__.lower()
        if cls.__module__.endswith("model")
        else f"{cls.__module__.split('.')[1]}.{cls.__name__.lower()}"
    )
    if name not in definitions:
        definitions[name] = {}  # a record may hold itself
        definitions[name] = _object(_properties(cls, definitions))
    return {"$ref": f"#/$defs/{name}"}


def _expression(definitions: dict[str, Any]) -> dict[str, Any]:
    if "expression" not in definitions:
        definitions["expression"] = {}
        definitions["expression"] = {
            "oneOf": [
                _object({"is": {"const": tag}, **_properties(cls, definitions)}) for tag, cls in EXPRESSIONS.items()
            ]
        }
    return {"$ref": "#/$defs/expression"}


def _properties(cls: type, definitions: dict[str, Any]) -> dict[str, Any]:
    if cls is Diagnostic:
        told = {"message": {"type": "string"}, "remedy": {"type": "string"}}
        return {
            "finding": _schema(Finding, definitions),
            "place": _schema(Place, definitions),
            "values": {"type": "object"},
            **told,
        }
    attrs.resolve_types(cls)
    types = {field.name: field.type for field in attrs.fields(cls)}
    return {key: _schema(types[name], definitions) for name, key in keys_of(cls)}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }
