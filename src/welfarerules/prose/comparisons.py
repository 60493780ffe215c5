"""Two values compared, in whole sentences: one for each fact that bylaws ask about and each way of comparing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from welfarerules.formula.nodes import Comparison, Constant, Duration, Expression, Fact, Span
from welfarerules.formula.value_types import CATEGORY, DATE, TRUTH
from welfarerules.prose.voice import Voice
from welfarerules.prose.worths import operand
from welfarerules.words import N_

__all__ = ["MIRRORED", "OPPOSITE", "comparison"]

MIRRORED: Final[Mapping[str, str]] = MappingProxyType(
    {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
)
OPPOSITE: Final[Mapping[str, str]] = MappingProxyType(
    {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
)

_SPANS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "membership": {
            ">=": N_("The member has been a member for at least {length}."),
            ">": N_(
                "The member has been a member for more than {length}: the day that completes this time does not count "
                "yet."
            ),
            "<": N_("The member has been a member for less than {length}."),
            "<=": N_(
                "The member has been a member for no more than {length}: the day that completes this time still counts."
            ),
            "==": N_("The member has been a member for {length} to the day."),
            "!=": N_("The member has been a member for some other time than {length} to the day."),
        },
        "age": {
            ">=": N_("The member is at least {length} old."),
            ">": N_("The member is more than {length} old: the day that completes this time does not count yet."),
            "<": N_("The member is less than {length} old."),
            "<=": N_("The member is no more than {length} old: the day that completes this time still counts."),
            "==": N_("The member is {length} old to the day."),
            "!=": N_("The member is of some other age than {length} to the day."),
        },
        "": {
            ">=": N_("From {start} to {end} it is at least {length}."),
            ">": N_("From {start} to {end} it is more than {length}."),
            "<": N_("From {start} to {end} it is less than {length}."),
            "<=": N_("From {start} to {end} it is no more than {length}."),
            "==": N_("From {start} to {end} it is {length} to the day."),
            "!=": N_("From {start} to {end} it is some other time than {length} to the day."),
        },
    }
)

_FACTS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "unpaid_months": {
            ">=": N_("The member is in arrears for {value} or more."),
            ">": N_("The member is in arrears for more than {value}."),
            "<": N_("The member is in arrears for fewer than {value}."),
            "<=": N_("The member is in arrears for no more than {value}."),
        },
        "unpaid_dues": {
            ">=": N_("The member is in arrears with {value} or more."),
            ">": N_("The member is in arrears with more than {value}."),
            "<": N_("The member is in arrears with fewer than {value}."),
            "<=": N_("The member is in arrears with no more than {value}."),
        },
        "days_overdue": {
            ">=": N_("The oldest unpaid due is overdue by {value} or more."),
            ">": N_("The oldest unpaid due is overdue by more than {value}."),
            "<": N_("No unpaid due is overdue by {value} or more."),
            "<=": N_("No unpaid due is overdue by more than {value}."),
        },
        "arrears_amount": {
            ">=": N_("The member's arrears are {value} or more."),
            ">": N_("The member's arrears are more than {value}."),
            "<": N_("The member's arrears are less than {value}."),
            "<=": N_("The member's arrears are no more than {value}."),
        },
        "contributed": {
            ">=": N_("The member has paid contributions of {value} or more in all."),
            ">": N_("The member has paid contributions of more than {value} in all."),
            "<": N_("The member has paid contributions of less than {value} in all."),
            "<=": N_("The member has paid contributions of no more than {value} in all."),
        },
        "nights": {
            ">=": N_("The stay in hospital is of {value} or more."),
            ">": N_("The stay in hospital is of more than {value}."),
            "<": N_("The stay in hospital is of fewer than {value}."),
            "<=": N_("The stay in hospital is of no more than {value}."),
        },
    }
)
_NOTHING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "unpaid_months": N_("The member is in arrears for no month."),
        "unpaid_dues": N_("The member is in arrears with no due."),
        "days_overdue": N_("No due of the member is overdue."),
        "arrears_amount": N_("The member has no arrears."),
    }
)

_VALUES: Final[Mapping[str, str]] = MappingProxyType(
    {
        ">=": N_("{left} is {right} or more."),
        ">": N_("{left} is more than {right}."),
        "<": N_("{left} is less than {right}."),
        "<=": N_("{left} is {right} or less."),
        "==": N_("{left} is exactly {right}."),
        "!=": N_("{left} is not {right}."),
    }
)
_DATES: Final[Mapping[str, str]] = MappingProxyType(
    {
        ">=": N_("{left} is {right} or a later day."),
        ">": N_("{left} is a later day than {right}."),
        "<": N_("{left} is an earlier day than {right}."),
        "<=": N_("{left} is {right} or an earlier day."),
        "==": N_("{left} is the same day as {right}."),
        "!=": N_("{left} is another day than {right}."),
    }
)
_SAME: Final[Mapping[str, str]] = MappingProxyType({"==": N_("{left} is {right}."), "!=": N_("{left} is not {right}.")})


def comparison(voice: Voice, node: Comparison, *, denied: bool = False) -> str:
    """Return a comparison, or with *denied* its opposite, as a sentence."""
    op = OPPOSITE[node.op] if denied else node.op
    left, right = node.left, node.right
    if isinstance(left, Span) and isinstance(right, Duration):
        return _span(voice, op, left, right)
    if isinstance(left, Constant) and not isinstance(right, Constant):
        left, right, op = right, left, MIRRORED[op]
    return _of_fact(voice, op, left, right) or _general(voice, op, left, right)


def _span(voice: Voice, op: str, span: Span, length: Duration) -> str:
    name = span.fact.name if span.fact is not None else ""
    templates = _SPANS.get(name, _SPANS[""])
    if templates is not _SPANS[""]:
        return voice.say(templates[op], length=voice.length(length))
    start, end = operand(voice, span.start), operand(voice, span.end)
    return voice.say(templates[op], start=start, end=end, length=voice.length(length))


def _of_fact(voice: Voice, op: str, left: Expression, right: Expression) -> str:
    if not isinstance(left, Fact) or not isinstance(right, Constant):
        return ""
    name = left.fact.name
    if right.value == 0 and op in ("==", "<=") and name in _NOTHING:
        return voice.say(_NOTHING[name])
    template = _FACTS.get(name, {}).get(op)
    return voice.say(template, value=voice.constant(right)) if template else ""


def _general(voice: Voice, op: str, left: Expression, right: Expression) -> str:
    templates = _VALUES
    if left.type == DATE:
        templates = _DATES
    elif left.type in (CATEGORY, TRUTH):
        templates = _SAME
    return voice.say(templates[op], left=operand(voice, left), right=operand(voice, right))
