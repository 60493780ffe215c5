"""The way in: what is to be explained → its explanation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Final

from welfarerules.errors import EventError, Finding, Place, nearest
from welfarerules.explain.decisions import decision_steps, decision_title
from welfarerules.explain.dues import MemberDues, member_dues, with_periods
from welfarerules.explain.explanation import Explanation, Step
from welfarerules.explain.phrasebook import phrasebook
from welfarerules.explain.postings import Postings
from welfarerules.explain.standings import standing_steps, standing_title
from welfarerules.fund import Decision, Outcome, Standing
from welfarerules.fund.compile import CompiledScheme, compile_scheme
from welfarerules.journal import Posting, Transaction
from welfarerules.words import LANGUAGES, N_

__all__ = ["Explainer", "Subject", "explain"]

Subject = Decision | Posting | Transaction | Standing | str
"""What can be explained. Text is the id of a claim, of any other event, of something that fell due, or of a member."""

NOTHING_OF_THAT_ID: Final = Finding(
    "WR690",
    "nothing was decided or booked under the id {id!r}",
    "write the id of a claim, of another event that counts, or of a member; the nearest is {suggestion!r}",
)

_POSTING: Final = N_("Posting {number} of {date}: {amount}")
_TRANSACTION: Final = N_("What was booked on {date} ({cause})")


class Explainer:
    """Explains one outcome in one language. It keeps what several explanations share; it is safe to share as well.

    Args:
        outcome: What `Fund.evaluate` returned, or `outcome_from_json`.
        lang: ``"th"`` or ``"en"``.

    Raises:
        ValueError: There is no such language.
    """

    def __init__(self, outcome: Outcome, *, lang: str = "th") -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"unknown language {lang!r}; the languages are {', '.join(LANGUAGES)}")
        self.outcome = outcome
        self.lang = lang
        self.compiled: CompiledScheme = outcome.compiled or compile_scheme(outcome.scheme)
        self._book = phrasebook(self.compiled, lang)
        self._formulas = self._book.formulas
        self._dues: dict[str, MemberDues] = {}

    def explain(self, subject: Subject) -> Explanation:
        """Return why *subject* is as it is.

        Raises:
            EventError: *subject* is text that is no id in this outcome.
            TypeError: *subject* is nothing that can be explained.
        """
        match subject:
            case str():
                return self.explain(self._named(subject))
            case Decision():
                title = decision_title(self._formulas, subject)
                return self._explanation("decision", subject.id, title, self._decision(subject))
            case Posting():
                number, day, amount = subject.number, subject.date, subject.amount
                title = self._formulas.teller.say(_POSTING, number=number, date=day, amount=amount)
                return self._explanation("posting", str(subject.number), title, (self._postings.told(subject),))
            case Transaction():
                title = self._formulas.teller.say(_TRANSACTION, date=subject.date, cause=subject.cause)
                steps = tuple(self._postings.all_told(subject.postings))
                return self._explanation("transaction", subject.cause, title, steps)
            case Standing():
                return self._standing(subject)
        raise TypeError(f"there is nothing to explain about {subject!r}")

    def _explanation(self, kind: str, subject: str, title: str, steps: tuple[Step, ...]) -> Explanation:
        return Explanation(kind, subject, self.lang, self.outcome.scheme.currency, title, steps)

    def _named(self, name: str) -> Decision | Transaction | Standing:
        """What has that id: the last decision on a claim, a transaction, or a member."""
        decisions = self.outcome.decisions
        found = next((one for one in reversed(decisions) if name in (one.id, one.claim)), None)
        if found is not None:
            return found
        if name in self.outcome.standings:
            return self.outcome.standings[name]
        causes = {decision.id for decision in decisions}
        for transaction in self.outcome.journal.transactions():
            if transaction.cause == name:
                return transaction
            causes.add(transaction.cause)
        known = [*self.outcome.standings, *causes]
        suggestion = nearest(name, known) or next(iter(known), "M001")
        raise EventError(NOTHING_OF_THAT_ID.at(Place(), id=name, suggestion=suggestion))

    def _decision(self, decision: Decision) -> tuple[Step, ...]:
        earlier = None
        if decision.reason == "committee":
            before = (one for one in self.outcome.decisions if one.claim == decision.claim and one.id != decision.id)
            earlier = next((one for one in before if one.reason != "committee"), None)
        return tuple(decision_steps(self._book.benefit(decision.benefit), decision, earlier=earlier))

    @cached_property
    def _postings(self) -> Postings:
        return Postings(
            self._formulas,
            self.compiled,
            self.outcome.as_of,
            self._dues_of,
            lambda number: self._decision(self.outcome.decisions[number]),
        )

    @cached_property
    def _by_member(self) -> Mapping[str, list[Posting]]:
        found: dict[str, list[Posting]] = {}
        for posting in self.outcome.journal:
            if posting.member:
                found.setdefault(posting.member, []).append(posting)
        return found

    def _dues_of(self, member: str) -> MemberDues:
        if member not in self._dues:
            found = member_dues(self._by_member.get(member, ()))
            self._dues[member] = with_periods(found, self.compiled, self._joined(member))
        return self._dues[member]

    def _joined(self, member: str) -> tuple[date, ...]:
        standing = self.outcome.standings.get(member)
        return () if standing is None else (*standing.earlier, standing.joined)

    def _standing(self, standing: Standing) -> Explanation:
        as_of = self.outcome.as_of
        title = standing_title(self._formulas, standing, as_of)
        open_dues = [due for due in self._dues_of(standing.member).dues if due.open]
        steps = standing_steps(self._formulas, self.outcome.scheme, standing, as_of, open_dues)
        return self._explanation("standing", standing.member, title, tuple(steps))


def explain(outcome: Outcome, subject: Subject, *, lang: str = "th") -> Explanation:
    """Return why *subject* is as it is, told in *lang* and derived from what the evaluation noted.

    To explain many things of one outcome, make an `Explainer` and keep it.

    Args:
        outcome: What `Fund.evaluate` returned, or `outcome_from_json`.
        subject: A decision (of the outcome, or from `Outcome.quote`), a posting, a transaction, a standing, or an id.
        lang: ``"th"`` or ``"en"``.

    Raises:
        EventError: *subject* is text that is no id in this outcome.
        ValueError: There is no such language.
        TypeError: *subject* is nothing that can be explained.
    """
    return Explainer(outcome, lang=lang).explain(subject)
