"""Steps of a benefit as a table whose bounds leave no day in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from types import MappingProxyType
from typing import Final, Literal

import attrs

from welfarerules.formula.nodes import Choice, Comparison, Constant, Duration, Expression, Fact, Span
from welfarerules.prose.document import Item
from welfarerules.prose.voice import Voice
from welfarerules.report.tables import Column, Table
from welfarerules.scheme.model import Amount
from welfarerules.words import N_

__all__ = ["Step", "steps_of", "tiers"]

_BY_TIME: Final = N_(
    "It pays by {by}: what stands beside the step that has been reached. Below the first step nothing is paid."
)
_PAYS: Final = N_("pays")
_ROWS: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        (">=", ">="): N_("{low} or more, but less than {high}"),
        (">=", ">"): N_("{low} or more, up to and including {high}"),
        (">", ">="): N_("more than {low}, but less than {high}"),
        (">", ">"): N_("more than {low}, up to and including {high}"),
        (">=", ""): N_("{low} or more"),
        (">", ""): N_("more than {low}"),
    }
)
_TIMES: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        (">=", ">="): N_("{low} completed, but not yet {high}"),
        (">=", ">"): N_("{low} completed, up to {high} to the day"),
        (">", ">="): N_("beyond {low}, but not yet {high}"),
        (">", ">"): N_("beyond {low}, up to {high} to the day"),
        (">=", ""): N_("{low} completed, and everything longer"),
        (">", ""): N_("beyond {low}, and everything longer"),
    }
)
_REACHED: Final[Mapping[tuple[bool, str], str]] = MappingProxyType(
    {
        (True, ">="): N_(
            "Every step begins on the very day: on the day that completes {low}, {amount} is paid already."
        ),
        (True, ">"): N_(
            "Every step begins on the day after: on the day that completes {low}, {amount} is not yet paid."
        ),
        (False, ">="): N_("Every step begins at its very bound: at exactly {low}, {amount} is paid already."),
        (False, ">"): N_("Every step begins just after its bound: at exactly {low}, {amount} is not yet paid."),
    }
)
_THIS_REACHED: Final[Mapping[tuple[bool, str], str]] = MappingProxyType(
    {
        (True, ">="): N_(
            "The step of {amount} begins on the very day: on the day that completes {low}, {amount} is paid already."
        ),
        (True, ">"): N_(
            "The step of {amount} begins on the day after: on the day that completes {low}, {amount} is not yet paid."
        ),
        (False, ">="): N_("The step of {amount} begins at its very bound: at exactly {low}, {amount} is paid already."),
        (False, ">"): N_(
            "The step of {amount} begins just after its bound: at exactly {low}, {amount} is not yet paid."
        ),
    }
)


@attrs.frozen
class Step:
    """A step: its lower bound, whether the bound itself belongs to it, and what it pays."""

    read: Expression
    sign: Literal[">=", ">"]
    bound: Expression
    pays: Constant


def steps_of(amount: Amount) -> tuple[Step, ...]:
    """Return the steps of an amount, from the lowest; none where it is of another shape.

    They are read from what the engine computes, not from what the kind wrote.
    """
    if amount.kind != "tiers" or len(amount.requires) != 1:
        return ()
    found: list[tuple[Expression, Expression]] = []
    value = amount.value
    while isinstance(value, Choice):
        found.append((value.condition, value.when_true))
        value = value.otherwise
    found.append((amount.requires[0].condition, value))
    steps = [_step(condition, pays) for condition, pays in reversed(found)]
    known = tuple(step for step in steps if step is not None)
    return known if len(known) == len(steps) else ()


def _step(condition: Expression, pays: Expression) -> Step | None:
    if not isinstance(condition, Comparison) or not isinstance(pays, Constant):
        return None
    if condition.op != ">=" and condition.op != ">":
        return None
    return Step(condition.left, condition.op, condition.right, pays)


def tiers(voice: Voice, steps: Sequence[Step], article: str) -> tuple[Item, ...]:
    """Return the sentence with the table of *steps*, and those that say when a step begins."""
    first = steps[0]
    by = voice.fact(first.read.fact) if isinstance(first.read, Fact | Span) and first.read.fact is not None else ""
    rows = tuple(
        (_bounds(voice, step, above), voice.constant(step.pays)) for step, above in zip_longest(steps, steps[1:])
    )
    table = Table("", (Column(by), Column(voice.say(_PAYS), numbers=True)), rows)
    return voice.item(_BY_TIME, article, table=table, by=by), *_reached(voice, steps, article)


def _reached(voice: Voice, steps: Sequence[Step], article: str) -> Iterator[Item]:
    """From which day on a step is paid: once for all, or where they differ of each step."""
    alike = len({step.sign for step in steps}) == 1
    for step in (steps[1:] or steps)[:1] if alike else steps:
        template = (_REACHED if alike else _THIS_REACHED)[isinstance(step.bound, Duration), step.sign]
        yield voice.item(template, article, low=_bound(voice, step.bound), amount=voice.constant(step.pays))


def _bounds(voice: Voice, step: Step, above: Step | None) -> str:
    templates = _TIMES if isinstance(step.bound, Duration) else _ROWS
    if above is None:
        return voice.say(templates[step.sign, ""], low=_bound(voice, step.bound))
    return voice.say(templates[step.sign, above.sign], low=_bound(voice, step.bound), high=_bound(voice, above.bound))


def _bound(voice: Voice, bound: Expression) -> str:
    if isinstance(bound, Duration):
        return voice.length(bound)
    return voice.constant(bound) if isinstance(bound, Constant) else voice.formula(bound)
