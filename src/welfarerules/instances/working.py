"""Working instances out: all of them as the members of one fund, in one evaluation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Final

from welfarerules.events import Event, Left
from welfarerules.explain import Explanation, explain
from welfarerules.fund import Decision, Fund, Outcome
from welfarerules.instances.making import instances_of
from welfarerules.instances.model import Instance, Worked
from welfarerules.journal import Posting
from welfarerules.money import Money
from welfarerules.scheme.model import Scheme

__all__ = ["evaluated", "work"]

_AFTER: Final = timedelta(days=1)


def work(scheme: Scheme, instances: Iterable[Instance] | None = None) -> tuple[Worked, ...]:
    """Return what comes of each instance under *scheme*, in their order.

    Args:
        scheme: The bylaws. They may be others than those the instances were made for, such as an amendment.
        instances: From `instances_of`; all of the scheme's where they are left out.
    """
    chosen = instances_of(scheme) if instances is None else tuple(instances)
    return _worked(scheme, chosen, evaluated(scheme, chosen))


def evaluated(scheme: Scheme, instances: Iterable[Instance]) -> Outcome | None:
    """Return what comes of a fund whose members the instances are about; None where there is none."""
    chosen = tuple(instances)
    if not chosen:
        return None
    horizon = max(each.as_of for each in chosen)
    events: list[Event] = []
    for instance in chosen:
        events += instance.events
        if instance.as_of < horizon:  # nothing more falls due, or is paid, when the story is over
            events.append(Left(f"{instance.member}/over", instance.as_of + _AFTER, instance.member))
    return Fund(scheme).evaluate(events, horizon)


def _worked(scheme: Scheme, instances: tuple[Instance, ...], outcome: Outcome | None) -> tuple[Worked, ...]:
    if outcome is None:
        return ()
    postings = postings_by_member(instances, outcome)
    decisions = {decision.id: decision for decision in outcome.decisions}
    nothing = Money(0, scheme.currency)
    found = []
    for instance in instances:
        own = postings[instance.member]
        decision = decisions.get(instance.claim or f"{instance.rule}@{instance.as_of.isoformat()}/{instance.member}")
        charged = sum((each.amount for each in own if each.reason == "due_fell"), nothing)
        paid = decision.amount if decision else nothing
        found.append(Worked(instance, decision, paid, charged, own, partial(_explained, scheme, instance)))
    return tuple(found)


def postings_by_member(instances: Iterable[Instance], outcome: Outcome) -> Mapping[str, tuple[Posting, ...]]:
    """Return the postings that concern each instance's member, up to the last day that is looked at."""
    last: dict[str, date] = {each.member: each.as_of for each in instances}
    found: dict[str, list[Posting]] = {member: [] for member in last}
    for posting in outcome.journal:
        if posting.member in last and posting.date <= last[posting.member]:
            found[posting.member].append(posting)
    return {member: tuple(own) for member, own in found.items()}


def _explained(scheme: Scheme, instance: Instance, lang: str) -> Explanation:
    """The instance by itself, explained: of the decision where there is one, else of where the member stands."""
    outcome = Fund(scheme).evaluate(instance.events, instance.as_of)
    identity = instance.claim or f"{instance.rule}@{instance.as_of.isoformat()}/{instance.member}"
    decision: Decision | None = next((each for each in outcome.decisions if each.id == identity), None)
    return explain(outcome, decision or outcome.standing(instance.member), lang=lang)
