"""The last sentence on a decision: what was decided, why, and what a committee must find out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from welfarerules.explain.explanation import Step
from welfarerules.explain.formulas import Formulas
from welfarerules.explain.runs import Programs, Run
from welfarerules.formula.facts import BUILT_IN_FACTS
from welfarerules.fund import Decision
from welfarerules.words import N_

__all__ = ["Conclusions"]

_APPROVED: Final = N_("Approved: {amount} is paid for “{benefit}”.")
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
_REFUSED_UNTIL: Final = N_("Refused, because “{requirement}” is not met; it first holds on {first}.")
_RESOLVED: Final = N_("The committee resolved to pay {amount} for “{benefit}”.")
_REFERRED: Final = N_("Referred to the committee. It must find out: {missing}.")
_REFERRED_FAULT: Final = N_("Referred to the committee: the bylaw's formula divides by zero here.")
_REFERRED_UNMET: Final = N_(
    "Referred to the committee: “{requirement}” is not met, and the bylaw leaves it to the committee what then happens."
)
_REFERRED_PAYEE: Final = N_("Referred to the committee. It must find out who is to be paid: the claim names nobody.")


class Conclusions:
    """Draws the conclusion of one decision."""

    def __init__(self, formulas: Formulas, programs: Programs, decision: Decision) -> None:
        self.formulas = formulas
        self.programs = programs
        self.decision = decision

    def told(self, run: Run, requirements: Sequence[Step]) -> Step:
        """Return the conclusion that follows from *requirements* and what else was computed."""
        teller, decision = self.formulas.teller, self.decision
        benefit = self.formulas.names.rule(decision.benefit)
        article = decision.article
        if decision.outcome == "approved":
            template = _RESOLVED if decision.reason == "committee" else _APPROVED
            return teller.step("conclusion", template, article=article, amount=decision.amount, benefit=benefit)
        failed = self._decisive(requirements)
        if failed is not None and decision.reason == "requirement_not_met":
            return self._unmet(failed)
        if decision.outcome == "refused":
            template = _REFUSED[decision.reason]
            return teller.step(
                "conclusion", template, article=article, member=decision.member, event_date=decision.event_date
            )
        return self._referred(run, requirements, failed)

    def _decisive(self, requirements: Sequence[Step]) -> Step | None:
        """The requirement that decided: the decision gives its source, and the step says how it failed."""
        failed = {"requirement_not_met": ("unmet",), "requirement_unknown": ("unknown", "fault")}
        verdicts = failed.get(self.decision.reason, ())
        for (requirement, _), step in zip(self.programs.requirements, requirements, strict=False):
            if requirement.source == self.decision.requirement and step.values["verdict"] in verdicts:
                return step
        return None

    def _unmet(self, failed: Step) -> Step:
        teller, requirement = self.formulas.teller, failed.values["formula"]
        if self.decision.outcome == "referred":
            return teller.step("conclusion", _REFERRED_UNMET, article=failed.article, requirement=requirement)
        if first := failed.values.get("first"):
            return teller.step(
                "conclusion", _REFUSED_UNTIL, article=failed.article, requirement=requirement, first=first
            )
        template = _REFUSED["requirement_not_met"]
        return teller.step("conclusion", template, article=failed.article, requirement=requirement)

    def _referred(self, run: Run, requirements: Sequence[Step], failed: Step | None) -> Step:
        teller, reason = self.formulas.teller, self.decision.reason
        article = failed.article if failed is not None else self.decision.article
        if reason == "payee_unknown":
            return teller.step("conclusion", _REFERRED_PAYEE, article=article)
        missing = tuple(dict.fromkeys(self._missing(run, requirements)))
        if not missing:
            return teller.step("conclusion", _REFERRED_FAULT, article=article)
        return teller.step("conclusion", _REFERRED, article=article, missing=missing)

    def _missing(self, run: Run, requirements: Sequence[Step]) -> Iterator[str]:
        """The names of the facts without which nothing can be decided."""
        benefit, name = self.programs.benefit, self.formulas.names.fact
        if self.decision.reason == "event_date_unknown":
            yield from (name(fact) for fact in BUILT_IN_FACTS if fact.name == benefit.event_date)
        elif self.decision.reason == "amount_unknown":
            facts = run.missing(benefit.amount.value)
            yield from map(name, facts or (run.missing_dates() if benefit.counted_by != "event" else ()))
        else:
            for step in requirements:
                missing = step.values.get("missing")
                yield from missing if isinstance(missing, tuple) else ()
