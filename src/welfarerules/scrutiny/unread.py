"""What a scheme says and no rule reads: facts, and conventions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from welfarerules.errors import Diagnostic, Finding
from welfarerules.formula.typed import Expression, base_facts_of, facts_of
from welfarerules.scheme.conventions import Rules, reading
from welfarerules.scheme.facts import AS_OF_FACTS
from welfarerules.scheme.model import Benefit, Scheme
from welfarerules.scrutiny.places import place_of

__all__ = ["unread"]

FACT_UNREAD: Final = Finding(
    "WR730",
    "no rule reads the fact {fact!r}",
    "remove the fact, so that nobody needs to report it, or write the rule that reads it",
)
CONVENTION_UNREAD: Final = Finding(
    "WR750", "no rule reads {key!r}: it decides nothing", "remove it, or correct the rule that was to read it"
)
SAME_AS_CONVENTION: Final = Finding(
    "WR751", "{key} = {word!r} is what [conventions] says already", "remove it here, or write what holds here alone"
)
NO_OTHER_DAY: Final = Finding(
    "WR752",
    "facts_as_of decides nothing here: membership ends on the day of death, and facts are read as of its last day",
    "remove it here",
)


def unread(scheme: Scheme) -> Iterator[Diagnostic]:
    """Tell of facts and conventions that decide nothing."""
    read = frozenset().union(*(base_facts_of(each) for each in _expressions(scheme)))
    for fact in scheme.facts:
        if fact.id not in read:
            yield FACT_UNREAD.at(place_of(scheme, f"fact.{fact.id}"), fact=fact.id)
    for key in (*_unread_conventions(scheme), *_unread_of_membership(scheme)):
        if key in scheme.places:
            yield CONVENTION_UNREAD.at(place_of(scheme, key), key=key.partition(".")[2])
    for benefit in scheme.benefits:
        yield from _own_day(scheme, benefit)


def _expressions(scheme: Scheme) -> Iterator[Expression]:
    if scheme.membership.ends_when is not None:
        yield scheme.membership.ends_when
    for benefit in scheme.benefits:
        yield from _expressions_of(benefit)


def _expressions_of(benefit: Benefit) -> Iterator[Expression]:
    yield benefit.amount.value
    yield from (requirement.condition for requirement in benefit.conditions)


def _unread_conventions(scheme: Scheme) -> Iterator[str]:
    """What holds for the fund as a whole may be stated beforehand: its year, the ends of months, its rounding."""
    if not reading(Rules(scheme.membership, scheme.contributions, scheme.benefits))["cap_cuts"]:
        yield "conventions.cap_cuts"
    if not any(_by_convention(scheme, benefit) for benefit in scheme.benefits):
        yield "conventions.facts_as_of"
    if len(scheme.contributions) + bool(scheme.membership.entry_fee) < len(("first", "second")):
        yield "conventions.payments_go_to"


def _unread_of_membership(scheme: Scheme) -> Iterator[str]:
    if not any("membership" in facts_of(each) for each in _expressions(scheme)):
        yield "membership.seniority"
    if not scheme.contributions and not scheme.membership.entry_fee:
        yield "membership.on_leaving"


def _varies(scheme: Scheme, benefit: Benefit) -> bool:
    """Whether the benefit reads a fact that differs with the day on which it is looked at."""
    varying = AS_OF_FACTS | {fact.id for fact in scheme.facts if fact.of == "member"}
    return any(base_facts_of(each) & varying for each in _expressions_of(benefit))


def _by_convention(scheme: Scheme, benefit: Benefit) -> bool:
    """Whether the benefit reads its facts on the day that the convention says."""
    other_day = benefit.facts_as_of != scheme.conventions.facts_as_of and benefit.event_date != "died"
    own = other_day and f"{benefit.id}.facts_as_of" in scheme.places
    return not own and benefit.recurs is None and _varies(scheme, benefit)


def _own_day(scheme: Scheme, benefit: Benefit) -> Iterator[Diagnostic]:
    key = f"{benefit.id}.facts_as_of"
    if key not in scheme.places:
        return
    if benefit.event_date == "died" and scheme.conventions.facts_as_of:
        yield NO_OTHER_DAY.at(place_of(scheme, key))
    elif not _varies(scheme, benefit):
        yield CONVENTION_UNREAD.at(place_of(scheme, key), key="facts_as_of")
    elif benefit.facts_as_of == scheme.conventions.facts_as_of:
        yield SAME_AS_CONVENTION.at(place_of(scheme, key), key="facts_as_of", word=benefit.facts_as_of)
