"""What each field of a scheme weighs: whether it takes part in decisions, or only in what is read and printed.

Two schemes mean the same where the keys of all that weighs ``"meaning"`` are equal. How a value was spelt, where it
stood and in which order rules were written weighs nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from types import MappingProxyType
from typing import Any, Final, Literal

import attrs

from welfarerules.formula.nodes import Constant, Duration, Expression, Fact, Span
from welfarerules.formula.value_types import CATEGORY
from welfarerules.scheme import model

__all__ = ["WEIGHTS", "Weight", "expression_key", "key_of", "key_of_field"]

Weight = Literal["meaning", "wording"]
"""``meaning`` takes part in decisions and books; ``wording`` is read by people and changes no decision."""

Table = Mapping[str, Weight | None]

_M: Final = "meaning"
_W: Final = "wording"


def _fields(*, meaning: str = "", wording: str = "", nothing: str = "") -> Table:
    """The weights of a class's fields, given as names with spaces between them."""
    named: tuple[tuple[str, Weight | None], ...] = ((meaning, _M), (wording, _W), (nothing, None))
    return MappingProxyType({name: weight for names, weight in named for name in names.split()})


WEIGHTS: Final[Mapping[type, Table]] = MappingProxyType(
    {
        model.Scheme: _fields(
            meaning="currency effective conventions membership contributions benefits facts",
            wording="id name plugins languages source meant",
            nothing="path fingerprint places",
        ),
        model.Conventions: _fields(
            meaning="fund_year_starts month_end rounding facts_as_of cap_cuts payments_go_to",
        ),
        model.Membership: _fields(
            meaning="entry_fee on_readmission advance_on_leaving arrears_on_leaving ends_when",
            wording="article",
            nothing="place",
        ),
        model.Contribution: _fields(
            meaning="id rate collected periods due first_period days_in_year", wording="article name", nothing="place"
        ),
        model.Fact: _fields(meaning="id of type values", wording="name unit unit_name", nothing="place"),
        model.Benefit: _fields(
            meaning="id event_date facts_as_of requires amount caps counted_by payee recurs",
            wording="article name welfare_class",
            nothing="place",
        ),
        # Which kind lowered an amount, and from which keys, is how it was spelt: what it pays is its value, from which
        # its unit follows.
        model.Amount: _fields(meaning="value requires", nothing="kind parameters told unit"),
        model.Requirement: _fields(meaning="condition otherwise", wording="article", nothing="source place"),
        model.Cap: _fields(meaning="per minor", wording="article", nothing="place"),
        model.Rate: _fields(meaning="minor per"),
        model.Due: _fields(meaning="day months_later at_end"),
        model.Recurrence: _fields(meaning="every_months month day"),
        model.Payee: _fields(meaning="order odd_to"),
        model.Rounding: _fields(meaning="mode to_minor"),
        model.DayOfYear: _fields(meaning="month day"),
        model.Duration: _fields(meaning="count unit"),
        model.Meant: _fields(wording="code at reason", nothing="place"),
        model.PluginRequirement: _fields(wording="name versions", nothing="version"),
    }
)
"""Of every class of the model, what each field weighs; None for what says nothing that could change."""

_UNORDERED: Final = frozenset(
    {(model.Fact, "values"), *((model.Scheme, name) for name in ("languages", "plugins", "meant"))}
)
_BY_ID: Final = frozenset({(model.Scheme, "contributions"), (model.Scheme, "benefits"), (model.Scheme, "facts")})
_NO_PART: Final = frozenset({"type", "text", "column", "grain"})
_QUOTES: Final = "\"'“”‘’"


def key_of(value: Any, weight: Weight, own: Weight | None = "meaning") -> Hashable:
    """Return what *value* comes to as far as *weight* goes: equal keys say the same.

    Args:
        value: A scheme, a part of one, or a value in one.
        weight: What is looked at.
        own: What the field that holds the value weighs.
    """
    if isinstance(value, Expression):
        return expression_key(value) if own == weight else ()
    if type(value) in WEIGHTS:
        table = WEIGHTS[type(value)]
        return tuple(
            (name, key_of_field(type(value), name, getattr(value, name), weight)) for name, own in table.items() if own
        )
    if isinstance(value, Mapping):
        return tuple(sorted(value.items())) if own == weight else ()
    if isinstance(value, tuple):
        return tuple(key_of(each, weight, own) for each in value)
    return value if own == weight else ()


def key_of_field(owner: type, name: str, value: Any, weight: Weight) -> Hashable:
    """Return what *value*, which the field *name* of the class *owner* has, comes to as far as *weight* goes."""
    own = WEIGHTS[owner][name]
    if own == "wording" and weight == "meaning":
        return ()
    if (owner, name) in _UNORDERED:
        return tuple(sorted((key_of(each, weight, own) for each in value), key=repr))
    if (owner, name) in _BY_ID:
        return tuple(sorted((each.id, key_of(each, weight, own)) for each in value))
    if name == "requires":
        if weight == "meaning":
            # All requirements must be met: which comes first decides only which is named as the reason.
            return tuple(sorted((key_of(each, weight, own) for each in value), key=repr))
        return tuple((expression_key(each.condition), each.article) for each in value)
    return key_of(value, weight, own)


def expression_key(node: Expression) -> Hashable:
    """Return what a formula means: its tree, without how its parts were spelt.

    ``1 year`` and ``12 months``, ``1000`` and ``1,000.00``, and the Thai and the English name of a fact are the same.
    The two sides of a sum, of ``and`` or of a comparison stay in their order: ``a + b`` is not ``b + a`` here.
    """
    match node:
        case Constant():
            return ("constant", node.type.name, node.text.strip(_QUOTES) if node.type == CATEGORY else node.value)
        case Duration():
            return ("duration", node.months, node.count if node.unit == "days" else 0)
        case Fact():
            return ("fact", node.fact.name, node.type.name)
        case Span():
            return ("span", expression_key(node.start), expression_key(node.end))
    parts = (getattr(node, field.name) for field in attrs.fields(type(node)) if field.name not in _NO_PART)
    return (type(node).__name__, node.type.name, *map(_part_key, parts))


def _part_key(part: Any) -> Hashable:
    if isinstance(part, Expression):
        return expression_key(part)
    return tuple(map(_part_key, part)) if isinstance(part, tuple) else part
