"""What something is worth, in words: common shapes as phrases, choices and limits as lists, the rest as a formula.

Every rendering is exact: a formula in quotation marks has all its parts, and a list says in which order it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from welfarerules.explain.roundings import rounding_told
from welfarerules.formula.nodes import (
    Arithmetic,
    Choice,
    Constant,
    Expression,
    Extreme,
    Fact,
    Negative,
    Rounded,
    Span,
    WholeUnits,
    walk,
)
from welfarerules.formula.value_types import MONEY, RATE
from welfarerules.prose.document import Item
from welfarerules.prose.voice import Voice
from welfarerules.words import N_

__all__ = ["operand", "pays", "worth"]

_PAYS: Final = N_("It pays {amount} each time.")
_PAYS_A_NIGHT: Final = N_("It pays {amount} for every night.")
_PAYS_A_DAY: Final = N_("It pays {amount} for every day of the stay; the day of discharge is one of them.")
_PAYS_EACH: Final = N_("It pays {amount} for each unit of {fact}.")
_PAYS_WORTH: Final = N_("It pays {worth}.")
_PAYS_OF: Final = N_("It pays {worth}")

_EACH: Final = N_("{amount} for each unit of {fact}")
_SHARE: Final = N_("{rate} of {fact}")
_CAME_OUT: Final = N_("“{formula}”, which is {amount}")
_ROUNDED: Final = N_("{worth}, rounded to a multiple of {multiple} ({mode})")
_WHOLE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "days": N_("{span} in whole days"),
        "months": N_("{span} in whole months"),
        "years": N_("{span} in whole years"),
    }
)

_LISTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "min": N_("the least of these:"),
        "max": N_("the greatest of these:"),
        "+": N_("the sum of these:"),
        "-": N_("the first of these less the second:"),
        "*": N_("the first of these times the second:"),
        "/": N_("the first of these divided by the second:"),
    }
)
_OPPOSITE: Final = N_("the opposite of this, below zero where it is above:")
_ROUNDED_LIST: Final = N_("this, rounded to a multiple of {multiple} ({mode}):")
_CHOICE: Final = N_("the first of these that applies:")
_IF: Final = N_("{worth}, if this is so:")
_IF_THEN: Final = N_("if this is so:")
_THEN: Final = N_("then {worth}")
_OTHERWISE: Final = N_("otherwise {worth}")


def pays(voice: Voice, value: Expression, article: str) -> Item:
    """Return what a benefit pays."""
    if isinstance(value, Constant):
        return voice.item(_PAYS, article, amount=voice.constant(value))
    if (each := _times(value)) is not None:
        amount, fact = each
        template = {"nights": _PAYS_A_NIGHT, "stay_days": _PAYS_A_DAY}.get(fact.fact.name, _PAYS_EACH)
        return voice.item(template, article, amount=voice.constant(amount), fact=voice.fact(fact.fact))
    told = worth(voice, value)
    template = _PAYS_OF if told.items else _PAYS_WORTH
    return voice.item(template, article, told.items, ordered=told.ordered, worth=told.text)


def worth(voice: Voice, node: Expression) -> Item:
    """Return what *node* is worth: a phrase, or one that introduces a list."""
    if isinstance(node, Choice):
        return voice.item(_CHOICE, items=_branches(voice, node), ordered=True)
    if isinstance(node, Rounded):
        return _rounded(voice, node)
    if not any(isinstance(part, Choice | Extreme | Rounded) for part in walk(node)):
        return Item(operand(voice, node))
    if isinstance(node, Negative):
        return voice.item(_OPPOSITE, items=[worth(voice, node.operand)])
    if isinstance(node, Extreme | Arithmetic):
        parts = node.items if isinstance(node, Extreme) else tuple(_summands(node))
        return voice.item(_LISTS[node.op], items=[worth(voice, part) for part in parts], ordered=node.op in "-*/")
    return Item(operand(voice, node))


def _summands(node: Arithmetic) -> Iterator[Expression]:
    for part in (node.left, node.right):
        if node.op == "+" and isinstance(part, Arithmetic) and part.op == "+":
            yield from _summands(part)
        else:
            yield part


def _rounded(voice: Voice, node: Rounded) -> Item:
    multiple = voice.formulas.number(node.multiple, node.type)
    mode = rounding_told(node.mode, voice.lang)
    inner = worth(voice, node.operand)
    if inner.items:
        return voice.item(_ROUNDED_LIST, items=[inner], multiple=multiple, mode=mode)
    return voice.item(_ROUNDED, worth=inner.text, multiple=multiple, mode=mode)


def _branches(voice: Voice, node: Choice) -> Iterator[Item]:
    from welfarerules.prose.conditions import condition

    value: Expression = node
    while isinstance(value, Choice):
        asked, told = condition(voice, value.condition), worth(voice, value.when_true)
        if told.items:
            then = voice.item(_THEN, items=told.items, ordered=told.ordered, worth=told.text)
            yield voice.item(_IF_THEN, items=[asked, then])
        else:
            yield voice.item(_IF, items=[asked], worth=told.text)
        value = value.otherwise
    last = worth(voice, value)
    yield voice.item(_OTHERWISE, items=last.items, ordered=last.ordered, worth=last.text)


def operand(voice: Voice, node: Expression) -> str:
    """Return *node* as a phrase that can stand in a sentence."""
    match node:
        case Constant() if node.type == MONEY and node.text.count(" ") > 1:
            return voice.say(_CAME_OUT, formula=node.text.replace("*", "×"), amount=voice.constant(node))
        case Constant():
            return voice.constant(node)
        case Fact():
            return voice.fact(node.fact)
        case Span() if node.fact is not None:
            return voice.fact(node.fact)
        case WholeUnits():
            return voice.say(_WHOLE[node.unit], span=operand(voice, node.span_counted))
    if (each := _times(node)) is not None:
        return voice.say(_EACH, amount=voice.constant(each[0]), fact=voice.fact(each[1].fact))
    if (share := _share(node)) is not None:
        return voice.say(_SHARE, rate=voice.constant(share[0]), fact=voice.fact(share[1].fact))
    return voice.formula(node)


def _times(node: Expression) -> tuple[Constant, Fact] | None:
    """An amount of money times something that is counted."""
    for one, other in _factors(node):
        if isinstance(one, Constant) and one.type == MONEY and isinstance(other, Fact) and other.type.is_count:
            return one, other
    return None


def _share(node: Expression) -> tuple[Constant, Fact] | None:
    """A percentage of a fact."""
    for one, other in _factors(node):
        if isinstance(one, Constant) and one.type == RATE and isinstance(other, Fact):
            return one, other
    return None


def _factors(node: Expression) -> tuple[tuple[Expression, Expression], ...]:
    if isinstance(node, Arithmetic) and node.op == "*":
        return (node.left, node.right), (node.right, node.left)
    return ()
