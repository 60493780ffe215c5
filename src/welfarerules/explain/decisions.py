"""Why a claim or a recurring benefit was decided as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from welfarerules.explain.conclusions import Conclusions
from welfarerules.explain.conditions import Conditions
from welfarerules.explain.explanation import Step
from welfarerules.explain.explanation import Value as Told
from welfarerules.explain.formulas import Formulas
from welfarerules.explain.notes import read_notes
from welfarerules.explain.payments import amount_steps, payment_steps
from welfarerules.explain.runs import Programs, Run
from welfarerules.formula.facts import AS_OF, BUILT_IN_FACTS
from welfarerules.fund import Decision
from welfarerules.words import N_

__all__ = ["decision_steps", "decision_title"]

_TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "approved": N_("“{benefit}” for member {member}: approved, {amount}"),
        "refused": N_("“{benefit}” for member {member}: refused"),
        "referred": N_("“{benefit}” for member {member}: referred to the committee"),
    }
)
_CLAIMED: Final = N_("“{benefit}” was claimed for member {member} on {date}.")
_RECURS: Final = N_("“{benefit}” is paid without a claim. This is the payment of {date} for member {member}.")
_RESOLUTION: Final = N_("On {date} the committee decided on the claim {claim} for “{benefit}” of member {member}.")
_BEFORE: Final = N_("This is what was decided on the claim before, on {date}:")
_EVENT: Final = N_("By the bylaw, the date that counts is “{fact}”: {day}.")

_FACTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "event": N_("These facts were used, as they stood on the day it happened, {day}:"),
        "claim": N_("These facts were used, as they stood on the day of the claim, {day}:"),
        "end": N_("These facts were used, as they stood on the last day of membership, {day}:"),
        "payment": N_("These facts were used, as they stood on the day of payment, {day}:"),
    }
)
_FACT: Final = N_("{fact}: {value}")
_REQUIREMENTS: Final = N_("These are the requirements:")


def decision_title(formulas: Formulas, decision: Decision) -> str:
    """Return what was decided, in one line."""
    return formulas.teller.say(
        _TITLES[decision.outcome],
        benefit=formulas.names.rule(decision.benefit),
        member=decision.member,
        amount=decision.amount,
    )


def decision_steps(
    formulas: Formulas, programs: Programs, decision: Decision, *, earlier: Decision | None = None
) -> Iterator[Step]:
    """Go through the reasons of a decision.

    Args:
        formulas: Writes in the language wanted.
        programs: Those of the decision's benefit.
        decision: The decision.
        earlier: For a committee's resolution, what was decided on the claim before.
    """
    notes = read_notes(decision.trace)
    run = programs.run(notes) if decision.trace else Run(programs, list(programs.compiled.template))
    yield _opening(formulas, decision)
    if earlier is not None:
        steps = tuple(decision_steps(formulas, programs, earlier))
        yield formulas.teller.step("before", _BEFORE, date=earlier.date, steps=steps)
    requirements: tuple[Step, ...] = ()
    if decision.reason != "committee":
        yield from _event(formulas, programs, decision)
    if decision.trace:
        requirements = _requirements(formulas, programs, run)
        yield from _facts(formulas, programs, decision, run)
        if requirements:
            yield formulas.teller.step("requirements", _REQUIREMENTS, steps=requirements)
        yield from amount_steps(formulas, programs, notes)
    if decision.outcome == "approved":
        yield from payment_steps(formulas, programs, notes, decision)
    yield Conclusions(formulas, programs, decision).told(run, requirements)


def _opening(formulas: Formulas, decision: Decision) -> Step:
    template = _CLAIMED if decision.claim else _RECURS
    if decision.reason == "committee":
        template = _RESOLUTION
    return formulas.teller.step(
        "claim",
        template,
        article=decision.article,
        benefit=formulas.names.rule(decision.benefit),
        member=decision.member,
        date=decision.date,
        claim=decision.claim or None,
    )


def _event(formulas: Formulas, programs: Programs, decision: Decision) -> Iterator[Step]:
    for fact in BUILT_IN_FACTS:
        if fact.name == programs.benefit.event_date:
            name = formulas.names.fact(fact)
            yield formulas.teller.step("event", _EVENT, fact=name, day=decision.event_date)


def _facts(formulas: Formulas, programs: Programs, decision: Decision, run: Run) -> Iterator[Step]:
    """The facts that the benefit read, except the day itself as of which it read them."""
    below = tuple(_fact(formulas, run, k) for k, fact in enumerate(programs.facts) if fact != AS_OF)
    if below:
        template = _FACTS[_day_of_facts(programs, decision)]
        yield formulas.teller.step("facts", template, day=decision.as_of, steps=below)


def _fact(formulas: Formulas, run: Run, k: int) -> Step:
    fact = run.programs.facts[k]
    value = run.fact(fact)
    data: dict[str, Told] = {"name": fact.name, "value": formulas.data(value, fact.type)}
    if fact.type.unit:
        data["unit"] = fact.type.unit
    told = formulas.value(value, fact.type)
    return formulas.teller.step("fact", _FACT, data=data, fact=formulas.names.fact(fact), value=told)


def _day_of_facts(programs: Programs, decision: Decision) -> str:
    if programs.benefit.recurs is not None:
        return "payment"
    if programs.benefit.facts_as_of == "event":
        return "event"
    return "claim" if decision.as_of == decision.date else "end"


def _requirements(formulas: Formulas, programs: Programs, run: Run) -> tuple[Step, ...]:
    conditions = Conditions(formulas, run)
    return tuple(
        conditions.told(requirement.condition, register, article=requirement.article, source=requirement.source)
        for requirement, register in programs.requirements
    )
