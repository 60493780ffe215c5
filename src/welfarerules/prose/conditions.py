"""Conditions as sentences: what is joined by “and” and “or” becomes a list, so that nobody reads parentheses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from welfarerules.formula.nodes import Comparison, Constant, Expression, Fact, Logic, Negation, OneOf
from welfarerules.formula.value_types import TRUTH
from welfarerules.prose.comparisons import comparison
from welfarerules.prose.document import Item
from welfarerules.prose.voice import Voice
from welfarerules.prose.worths import operand
from welfarerules.words import N_

__all__ = ["condition", "conditions"]

_JOINED: Final[Mapping[tuple[str, bool], str]] = MappingProxyType(
    {
        ("and", False): N_("All of this is so:"),
        ("or", False): N_("At least one of these is so:"),
        ("and", True): N_("Not all of this is so:"),
        ("or", True): N_("None of these is so:"),
    }
)
_IS: Final = N_("It is a case of {fact}.")
_IS_NOT: Final = N_("It is not a case of {fact}.")
_IN: Final = N_("{item} is one of these: {options}.")
_NOT_IN: Final = N_("{item} is none of these: {options}.")
_ALWAYS: Final = N_("This is always so.")
_NEVER: Final = N_("This is never so.")
_HOLDS: Final = N_("{formula} holds.")
_FAILS: Final = N_("{formula} does not hold.")


def conditions(voice: Voice, node: Expression, article: str = "") -> tuple[Item, ...]:
    """Return what must hold for *node* to hold, one sentence for each."""
    if isinstance(node, Logic) and node.op == "and":
        return tuple(condition(voice, part, article) for part in _flat(node, "and"))
    return (condition(voice, node, article),)


def condition(voice: Voice, node: Expression, article: str = "", *, denied: bool = False) -> Item:
    """Return a condition, or with *denied* its opposite, as a sentence that may introduce others."""
    match node:
        case Logic():
            parts = (condition(voice, part) for part in _flat(node, node.op))
            return voice.item(_JOINED[node.op, denied], article, parts)
        case Negation():
            return condition(voice, node.operand, article, denied=not denied)
        case Comparison():
            return Item(comparison(voice, node, denied=denied), article)
        case Fact():
            return voice.item(_IS_NOT if denied else _IS, article, fact=voice.fact(node.fact))
        case OneOf():
            options = ", ".join(operand(voice, option) for option in node.options)
            item = operand(voice, node.item)
            return voice.item(_NOT_IN if denied else _IN, article, item=item, options=options)
        case Constant(type=kind) if kind == TRUTH:
            return voice.item(_ALWAYS if (node.value == 1) is not denied else _NEVER, article)
    return voice.item(_FAILS if denied else _HOLDS, article, formula=voice.formula(node))


def _flat(node: Expression, op: str) -> Iterator[Expression]:
    if isinstance(node, Logic) and node.op == op:
        yield from _flat(node.left, op)
        yield from _flat(node.right, op)
    else:
        yield node
