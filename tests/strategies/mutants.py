"""Schemes that differ from a scheme in one thing of their model: each value of it put, in turn, to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final, Literal, TypeVar, get_args, get_origin, get_type_hints

import attrs

from welfarerules.formula import nodes
from welfarerules.scheme import model
from welfarerules.scheme.model import Benefit, Contribution, Due, Rate, Recurrence, Scheme

__all__ = ["CHANGES_NOTHING", "model_fields", "mutants"]

_PLACE: Final = "where it stands"
CHANGES_NOTHING: Final[Mapping[str, str]] = {
    "Amount.kind": "which keys were written; what they mean is the value",
    "Amount.parameters": "what was written; what it means is the value",
    "Amount.told": "a plugin's own words for the value",
    "Amount.unit": "which fact the value is proportional to: the value itself says so",
    "Benefit.id": "names the rule in the books",
    "Benefit.name": "a name",
    "Benefit.place": _PLACE,
    "Cap.place": _PLACE,
    "Contribution.id": "names the rule in the books",
    "Contribution.name": "a name",
    "Contribution.place": _PLACE,
    "Fact.id": "formulas name it",
    "Fact.name": "a name",
    "Fact.place": _PLACE,
    "Fact.unit": "a name",
    "Fact.unit_name": "a name",
    "Meant.place": _PLACE,
    "Membership.place": _PLACE,
    "Requirement.place": _PLACE,
    "Requirement.source": "what was written; what it means is the condition",
    "Scheme.fingerprint": "says which text it was, not what it means",
    "Scheme.languages": "in which languages there are names",
    "Scheme.name": "a name",
    "Scheme.path": "where the file lay",
    "Scheme.places": _PLACE,
}
"""Fields of the model whose value changes no decision by itself, and why."""

_OF_EXPRESSIONS: Final = frozenset({"type", "text", "column", "grain", "fact"})
"""What is said of a part of a formula beside its meaning; a fact has another meaning only as another fact."""

_NUMBERS: Final = frozenset({"op", "value", "count", "unit", "sign", "mode", "multiple"})
_SIGNS: Final = ("==", "!=", "<", "<=", ">", ">=")
_PERIOD: Final = {
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "half-yearly": "half-year",
    "yearly": "year",
}


R = TypeVar("R", Scheme, nodes.Expression)


def mutants(record: R, changed: set[str] | None = None) -> Iterator[tuple[str, R]]:
    """Go through all that differ from a scheme, or an expression, in one value, with the path of that value.

    The fields that were put to another value are added to *changed*, each as ``Class.field``.
    """
    yield from _of_record(record, type(record).__name__, set() if changed is None else changed)


def _of_record(record: Any, path: str, changed: set[str]) -> Iterator[tuple[str, Any]]:
    hints = get_type_hints(type(record))
    for field in attrs.fields(type(record)):
        name, value = field.name, getattr(record, field.name)
        if f"{type(record).__name__}.{name}" in CHANGES_NOTHING or _without_meaning(record, name, path):
            continue
        for where, other in _of_value(record, name, hints[name], f"{path}.{name}", changed):
            if other != value:
                changed.add(f"{type(record).__name__}.{name}")
                yield where, attrs.evolve(record, **{name: other})


def _without_meaning(record: Any, name: str, path: str) -> bool:
    """Whether a value means nothing beside the others of its record, or follows from elsewhere."""
    match record:
        case nodes.Expression():
            return name in _OF_EXPRESSIONS
        case Contribution(collected="daily" | "once"):
            return name in ("due", "first_period") or (record.collected == "once" and name == "periods")
        case Contribution():
            return name == "first_period" and record.periods == "joining"
        case Rate(per="once"):
            return name == "per"
        case Due():
            return name == ("at_end" if record.day else "months_later")
        case Recurrence():
            return name == "month" and record.every_months == 1
        case Benefit():
            recurring = record.recurs is not None and name in ("event_date", "facts_as_of")
            return recurring or (name == "counted_by" and record.counted_by == "event")
    return ".amount.requires" in path and name in ("article", "otherwise")


def _of_value(record: Any, name: str, hint: Any, path: str, changed: set[str]) -> Iterator[tuple[str, Any]]:
    value = getattr(record, name)
    if isinstance(record, nodes.Expression) and name in _NUMBERS:
        yield from ((path, other) for other in _of_node(record, name, value))
    elif attrs.has(type(value)):
        yield from _of_record(value, path, changed)
    elif isinstance(value, tuple):
        yield from _of_tuple(value, path, changed)
    elif isinstance(value, str | int | date):
        yield from ((path, other) for other in _others(record, name, value, hint))


def _others(record: Any, name: str, value: str | int | date, hint: Any) -> Iterator[Any]:
    if isinstance(record, Rate) and name == "per":
        yield "month" if value == "day" else "day"
    elif isinstance(record, Recurrence) and name == "every_months":
        yield 13 - int(str(value))
    elif name == "currency":
        yield "USD"
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, date):
        yield value + timedelta(days=1)
    else:
        words = [
            word for word in _words(hint) if word not in ("tick", "event", "once", "daily") or name == "facts_as_of"
        ]
        if name == "per":
            words = list(_words(hint))
        yield from words or (f"{value}x",)


def _words(hint: Any) -> tuple[str, ...]:
    """The words that a value may be, from its type."""
    if get_origin(hint) is Literal:
        return tuple(word for word in get_args(hint) if isinstance(word, str))
    return tuple(word for part in get_args(hint) for word in _words(part))


def _of_tuple(value: tuple[Any, ...], path: str, changed: set[str]) -> Iterator[tuple[str, Any]]:
    for at, entry in enumerate(value):
        without = value[:at] + value[at + 1 :]
        yield f"{path}[without {at}]", without
        if attrs.has(type(entry)):
            for where, other in _of_record(entry, f"{path}[{at}]", changed):
                yield where, (*value[:at], other, *value[at + 1 :])
    if len(value) > 1 and not path.endswith("requires"):  # their order says which is named in a refusal
        yield f"{path}[swapped]", (value[1], value[0], *value[2:])


def _of_node(node: Any, name: str, value: Any) -> Iterator[Any]:
    if name == "op":
        compared = isinstance(node, nodes.Comparison)
        words = compared and node.left.type.name in ("truth", "category")
        groups = (("==", "!=") if words else _SIGNS if compared else (), ("and", "or"), ("min", "max"), ("+", "-"))
        others = [op for group in groups if value in group for op in group]
        never_below = compared and getattr(node.right, "value", None) == 0 and value in ("==", "<=")
        yield from (op for op in others if not (never_below and op in ("==", "<=")))
    elif name == "unit":
        yield from ("days", "months", "years")
    elif name == "sign":
        yield -value
    elif name == "mode":
        yield from range(8)
    elif isinstance(value, Fraction):
        if node.type.name != "category":  # a word and its code go together
            yield 1 - value if node.type.name == "truth" else value + 1
    else:
        yield value + 1


def model_fields() -> Iterator[str]:
    """Go through all fields of the model, each as ``Class.field``."""
    for name, kind in sorted(vars(model).items()):
        if isinstance(kind, type) and attrs.has(kind) and kind.__module__ == model.__name__:
            yield from (f"{name}.{field.name}" for field in attrs.fields(kind))
