"""Why a claim or a recurring benefit was decided as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from welfarerules.explain.benefits import BenefitBook
from welfarerules.explain.conclusions import conclusion
from welfarerules.explain.explanation import Step
from welfarerules.explain.formulas import Formulas
from welfarerules.explain.notes import read_notes
from welfarerules.explain.payments import amount_steps, payment_steps
from welfarerules.explain.runs import Programs, Run
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
_RESOLUTION: Final = N_(
    "On {date} the committee decided, by resolution {resolution}, the claim {claim} of member {member} for “{benefit}”."
)
_BEFORE: Final = N_("This is what was decided on the claim before, on {date}:")
_EVENT: Final = N_("By the bylaw, the date that counts is “{fact}”: {day}.")

_EVENT_UNKNOWN: Final = N_("By the bylaw, the date that counts is “{fact}”, which nobody reported.")
_HAPPENED: Final = N_("It happened on {day}.")

_FACTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "event": N_("These facts were used, as they stood on the day it happened, {day}:"),
        "claim": N_("These facts were used, as they stood on the day of the claim, {day}:"),
        "end": N_("These facts were used, as they stood on the last day of membership, {day}:"),
        "payment": N_("These facts were used, as they stood on the day of payment, {day}:"),
    }
)
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
    book: BenefitBook, decision: Decision, *, earlier: Decision | None = None, ended: date | None = None
) -> Iterator[Step]:
    """Go through the reasons of a decision.

    Args:
        book: What there is for the decision's benefit.
        decision: The decision.
        earlier: For a committee's resolution, what was decided on the claim before.
        ended: The day on which the membership ended by itself, if it did.
    """
    formulas, programs, trace = book.formulas, book.programs, decision.trace
    notes = read_notes(trace)
    run = programs.run(notes) if trace else programs.empty_run()
    yield _opening(formulas, decision)
    if earlier is not None:
        steps = tuple(decision_steps(book, earlier, ended=ended))
        yield formulas.teller.step("before", _BEFORE, date=earlier.date, steps=steps)
    requirements: tuple[Step, ...] = ()
    if decision.reason != "committee":
        yield from _event(formulas, programs, decision)
    if trace:
        requirements = tuple(condition.told(run) for condition in book.requirements)
        yield from _facts(book, decision, run)
        if requirements:
            yield formulas.teller.step("requirements", _REQUIREMENTS, steps=requirements)
        yield from amount_steps(book, run, notes)
    if decision.outcome == "approved":
        yield from payment_steps(book, notes if decision.reason != "stands" else read_notes(()), decision)
    yield conclusion(book, decision, run, requirements, ended)


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
        resolution=decision.resolution or None,
    )


def _event(formulas: Formulas, programs: Programs, decision: Decision) -> Iterator[Step]:
    if programs.event is None:
        return
    if programs.event.name == "occurred" and decision.event_date is not None:
        yield formulas.teller.step("event", _HAPPENED, day=decision.event_date)
    else:
        name = formulas.names.fact(programs.event)
        template = _EVENT if decision.event_date is not None else _EVENT_UNKNOWN
        yield formulas.teller.step("event", template, fact=name, day=decision.event_date)


def _facts(book: BenefitBook, decision: Decision, run: Run) -> Iterator[Step]:
    """The facts that the benefit read, except the day itself as of which it read them."""
    if book.facts:
        template = _FACTS[_day_of_facts(book.programs, decision)]
        steps = tuple(line.told(run.raw(line.fact)) for line in book.facts)
        yield book.formulas.teller.step("facts", template, day=decision.as_of, steps=steps)


def _day_of_facts(programs: Programs, decision: Decision) -> str:
    if programs.benefit.recurs is not None:
        return "payment"
    if programs.benefit.facts_as_of == "event":
        return "event"
    return "claim" if decision.as_of == decision.date else "end"
