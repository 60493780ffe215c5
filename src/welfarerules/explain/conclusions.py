"""The last sentence on a decision: what was decided, why, and what a committee must find out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from welfarerules.explain.benefits import BenefitBook
from welfarerules.explain.explanation import Step
from welfarerules.explain.runs import Run
from welfarerules.explain.standings import ending_steps
from welfarerules.explain.teller import Teller
from welfarerules.fund import Decision
from welfarerules.words import N_

__all__ = ["conclusion"]

_APPROVED: Final = N_("Approved: {amount} is paid for “{benefit}”.")
_STANDS: Final = N_(
    "{amount} was paid for “{benefit}” before all of this was known. "
    "It stays paid, although not so much would be paid now."
)
_REFUSED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "not_covered": N_("Refused: {member} was not a member on {event_date}."),
        "requirement_not_met": N_("Refused, because “{requirement}” is not met."),
        "nothing_due": N_("Refused: by the bylaw the amount comes to nothing."),
        "cap_used_up": N_("Refused: the limit is used up, so nothing is left to pay."),
        "already_paid": N_("Refused: this is paid once only, and it was paid before."),
        "committee": N_("The committee resolved to pay nothing."),
    }
)
_REFUSED_ENDED: Final = N_(
    "Refused: {member} was not a member on {event_date}, because by the bylaw the membership ended by itself on "
    "{ended}:"
)
_REFUSED_UNTIL: Final = N_("Refused, because “{requirement}” is not met; it first holds on {first}.")
_RESOLVED: Final = N_("The committee resolved to pay {amount} for “{benefit}”.")
_REFERRED: Final = N_("Referred to the committee. It must find out: {missing}.")
_REFERRED_FAULT: Final = N_("Referred to the committee: the bylaw's formula divides by zero here.")
_REFERRED_UNMET: Final = N_(
    "Referred to the committee: “{requirement}” is not met, and the bylaw leaves it to the committee what then happens."
)
_REFERRED_SAME: Final = N_(
    "Referred to the committee. Claim {claim}, which was approved, may be for the same event. "
    "It must find out whether this is another one."
)
_REFERRED_PAYEE: Final = N_("Referred to the committee. It must find out who is to be paid: the claim names nobody.")


def conclusion(
    book: BenefitBook, decision: Decision, run: Run, requirements: Sequence[Step], ended: date | None = None
) -> Step:
    """Return the conclusion that follows from *requirements* and what else was computed.

    Args:
        book: What there is for the decision's benefit.
        decision: The decision.
        run: What the programs computed for it.
        requirements: How each requirement was told.
        ended: The day on which the membership ended by itself, if it did.
    """
    teller, article = book.formulas.teller, decision.article
    benefit = book.formulas.names.rule(decision.benefit)
    if decision.outcome == "approved":
        template = {"committee": _RESOLVED, "stands": _STANDS}.get(decision.reason, _APPROVED)
        return teller.step("conclusion", template, article=article, amount=decision.amount, benefit=benefit)
    failed = _decisive(decision, requirements)
    if failed is not None and decision.reason == "requirement_not_met":
        return _unmet(teller, decision, failed)
    if decision.outcome == "refused":
        member, day = decision.member, decision.event_date
        if decision.reason == "not_covered" and ended is not None and day is not None and day > ended:
            return _after_the_end(book, decision, ended)
        template = _REFUSED[decision.reason]
        return teller.step("conclusion", template, article=article, member=member, event_date=day)
    if failed is not None:
        article = failed.article
    if decision.reason == "payee_unknown":
        return teller.step("conclusion", _REFERRED_PAYEE, article=article)
    if decision.reason == "same_event":
        return teller.step("conclusion", _REFERRED_SAME, article=article, claim=decision.same_as)
    missing = tuple(dict.fromkeys(_missing(book, decision, run, requirements)))
    if not missing:
        return teller.step("conclusion", _REFERRED_FAULT, article=article)
    return teller.step("conclusion", _REFERRED, article=article, missing=missing)


def _after_the_end(book: BenefitBook, decision: Decision, ended: date) -> Step:
    """The membership had ended by itself when it happened."""
    scheme = book.programs.compiled.scheme
    return book.formulas.teller.step(
        "conclusion",
        _REFUSED_ENDED,
        article=scheme.membership.article,
        steps=ending_steps(book.formulas, scheme),
        member=decision.member,
        event_date=decision.event_date,
        ended=ended,
    )


def _decisive(decision: Decision, requirements: Sequence[Step]) -> Step | None:
    """The requirement that decided: the decision gives its source, and the step says how it failed."""
    failed = {"requirement_not_met": ("unmet",), "requirement_unknown": ("unknown", "fault")}
    verdicts = failed.get(decision.reason, ())
    for step in requirements:
        if step.values.get("source") == decision.requirement and step.values["verdict"] in verdicts:
            return step
    return None


def _unmet(teller: Teller, decision: Decision, failed: Step) -> Step:
    values = {"requirement": failed.values["formula"]}
    template = _REFERRED_UNMET if decision.outcome == "referred" else _REFUSED["requirement_not_met"]
    if decision.outcome == "refused" and "first" in failed.values:
        template = _REFUSED_UNTIL
        values["first"] = failed.values["first"]
    return teller.filled("conclusion", template, values, article=failed.article)


def _missing(book: BenefitBook, decision: Decision, run: Run, requirements: Sequence[Step]) -> Iterator[str]:
    """The names of the facts without which nothing can be decided."""
    benefit, name = book.programs.benefit, book.formulas.names.fact
    if decision.reason == "event_date_unknown":
        yield from () if book.programs.event is None else (name(book.programs.event),)
    elif decision.reason == "amount_unknown":
        facts = run.missing(benefit.amount.value)
        yield from map(name, facts or (run.missing_dates() if benefit.counted_by != "event" else ()))
    else:
        for step in requirements:
            missing = step.values.get("missing")
            yield from missing if isinstance(missing, tuple) else ()
