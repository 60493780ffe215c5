"""Which facts the rules of a scheme ask for, and what the engine's own ones mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from welfarerules.formula.facts import BUILT_IN_FACTS, FactType
from welfarerules.formula.nodes import Expression, Fact, Span, walk
from welfarerules.formula.typed import facts_of
from welfarerules.prose.document import Item
from welfarerules.prose.voice import Voice
from welfarerules.scheme.facts import AS_OF_FACTS
from welfarerules.scheme.model import Benefit, Scheme
from welfarerules.words import N_

__all__ = ["facts_as_of_day", "meanings"]

_MEANINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "membership": N_(
            "{fact} is the time from the day of joining to the day that counts; the chapter on membership says how it "
            "counts for one who left and joined again."
        ),
        "age": N_("{fact} is the time from the day of birth to the day that counts."),
        "arrears_amount": N_("{fact} is the sum of what fell due before that day and was not paid."),
        "unpaid_months": N_(
            "{fact} are the months whose due fell before that day and was not paid in full; a month counts once, "
            "however many contributions are unpaid for it."
        ),
        "unpaid_dues": N_("{fact} are the dues that fell before that day and were not paid in full."),
        "days_overdue": N_("{fact} are counted from the due day of the oldest due that is not paid in full."),
        "contributed": N_("{fact} is all that the member has paid, without entry fees and without what is paid ahead."),
        "nights": N_(
            "{fact}: the nights from the day of admission to the day of discharge are counted, each for the day on "
            "which it begins, and only those of the time of membership."
        ),
        "stay_days": N_(
            "{fact}: the days from admission to discharge are counted, both included, and only those of the time of "
            "membership."
        ),
    }
)
_LATE: Final = N_("A due is overdue from the day after its due day.")
_OF_ARREARS: Final = frozenset({"arrears_amount", "unpaid_months", "unpaid_dues", "days_overdue"})


def facts_as_of_day(voice: Voice, benefit: Benefit) -> tuple[str, ...]:
    """Return what a benefit asks for that differs with the day on which it is looked at, by name.

    Where it asks for nothing of the kind but says of itself on which day it looks, that is what it looks at.
    """
    of_member = {fact.id for fact in voice.scheme.facts if fact.of == "member"}
    varying = AS_OF_FACTS | of_member | {"membership", "age"}
    expressions = [benefit.amount.value, *(each.condition for each in benefit.conditions)]
    facts = {fact.name: fact for each in expressions for fact in _facts_in(each) if fact.name in varying}
    names = tuple(voice.fact(fact) for fact in facts.values())
    stated = voice.scheme.conventions.facts_as_of or "event"
    if names or benefit.recurs is not None or benefit.facts_as_of == stated:
        return names
    return tuple(voice.fact(fact) for fact in BUILT_IN_FACTS if fact.name in ("membership", "age", "arrears_amount"))


def _facts_in(expression: Expression) -> Iterator[FactType]:
    """The facts that an expression names, a span by its own name."""
    named = facts_of(expression)
    for node in walk(expression):
        if isinstance(node, Span | Fact) and node.fact is not None and node.fact.name in named:
            yield node.fact


def meanings(voice: Voice) -> tuple[Item, ...]:
    """Return what the engine's own facts mean, of those that the scheme asks for."""
    named = frozenset().union(*(facts_of(each) for each in _expressions(voice.scheme)))
    known = [fact for fact in BUILT_IN_FACTS if fact.name in named and fact.name in _MEANINGS]
    told = [voice.item(_MEANINGS[fact.name], fact=voice.fact(fact)) for fact in known]
    return (*told, voice.item(_LATE)) if named & _OF_ARREARS else tuple(told)


def _expressions(scheme: Scheme) -> Iterator[Expression]:
    if scheme.membership.ends_when is not None:
        yield scheme.membership.ends_when
    for benefit in scheme.benefits:
        yield benefit.amount.value
        yield from (each.condition for each in benefit.conditions)
