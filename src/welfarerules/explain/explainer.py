"""The way in: what is to be explained → its explanation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Final

from welfarerules.errors import EventError, Finding, Place, nearest
from welfarerules.events import Event, Reversed
from welfarerules.explain.decisions import decision_steps, decision_title
from welfarerules.explain.dues import MemberDues, member_dues, with_periods
from welfarerules.explain.explanation import Explanation, Step
from welfarerules.explain.phrasebook import phrasebook
from welfarerules.explain.postings import Postings
from welfarerules.explain.standings import ended_by_itself, standing_steps, standing_title
from welfarerules.explain.teller import Teller
from welfarerules.fund import Decision, Outcome, Standing
from welfarerules.fund.compile import CompiledScheme, compile_scheme
from welfarerules.journal import Posting, Transaction
from welfarerules.words import LANGUAGES, N_

__all__ = ["Explainer", "Subject"]

Subject = Decision | Posting | Transaction | Standing | Event | str
"""What can be explained. Text is the id of a claim, of an event that moved money, of something that fell due, or of a
member; an event that moved none can be given itself."""

NOTHING_OF_THAT_ID: Final = Finding(
    "WR690",
    "nothing was decided or booked under the id {id!r}",
    "write the id of a claim, of another event that moved money, or of a member; the nearest is {suggestion!r}",
)
NOTHING_LIKE_THAT_ID: Final = Finding(
    "WR691",
    "nothing was decided or booked under the id {id!r}, nor under one like it",
    "write the id of a claim, of another event that moved money, or of a member, as the file of events has it",
)

_POSTING: Final = N_("Posting {number} of {date}: {amount}")
_TRANSACTION: Final = N_("What was booked on {date} ({cause})")
_EVENT: Final = N_("Event {id} of {date}: {what}")
_EVENT_REVERSED: Final = N_("Event {id}")
_REVERSED: Final = N_("It was reversed, so it counts for nothing.")
_REVERSAL: Final = N_("It reverses {event}, which counts for nothing.")
_LATER: Final = N_("It lies after {as_of}, the last day that is looked at, so it does not count yet.")
_NO_MONEY: Final = N_("It counts, but it moved no money.")


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

    @property
    def teller(self) -> Teller:
        """Writes sentences in the explainer's language."""
        return self._formulas.teller

    def rule_name(self, rule_id: str) -> str:
        """Return what the scheme calls a rule."""
        return self._formulas.names.rule(rule_id)

    def explain(self, subject: Subject) -> Explanation:
        """Return why *subject* is as it is.

        Raises:
            EventError: *subject* is text that is no id in this outcome, or an event that was refused.
            TypeError: *subject* is nothing that can be explained.
        """
        match subject:
            case str():
                found = self._named(subject)
                return self._event(subject) if found is None else self.explain(found)
            case Event():
                return self._event(subject)
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

    def _named(self, name: str) -> Decision | Transaction | Standing | None:
        """What has that id: the last decision on a claim, a transaction, or a member; None if it was reversed."""
        decisions = self.outcome.decisions
        found = next((one for one in reversed(decisions) if name and name in (one.id, one.claim)), None)
        if found is not None:
            return found
        if name in self.outcome.standings:
            return self.outcome.standings[name]
        causes = {decision.id for decision in decisions}
        for transaction in self.outcome.journal.transactions():
            if transaction.cause == name:
                return transaction
            causes.add(transaction.cause)
        if name in self.outcome.reversed:
            return None
        suggestion = nearest(name, [*self.outcome.standings, *causes])
        finding = NOTHING_OF_THAT_ID if suggestion else NOTHING_LIKE_THAT_ID
        raise EventError(finding.at(Place(), id=name, suggestion=suggestion))

    def _event(self, event: Event | str) -> Explanation:
        """An event that booked nothing, or the id of one that was reversed."""
        teller, as_of = self._formulas.teller, self.outcome.as_of
        if isinstance(event, str):
            title = teller.say(_EVENT_REVERSED, id=event)
            return self._explanation("event", event, title, (teller.step("reversed", _REVERSED),))
        if found := [found for found in self.outcome.refusals if found.line and _same_row(found.place, event.place)]:
            raise EventError(found)
        if event.id in self.outcome.reversed:
            step = teller.step("reversed", _REVERSED)
        elif event.date > as_of:
            step = teller.step("later", _LATER, as_of=as_of)
        elif isinstance(event, Reversed):
            step = teller.step("reversal", _REVERSAL, event=event.event)
        else:
            step = teller.step("no_money", _NO_MONEY)
        title = teller.say(_EVENT, id=event.id, date=event.date, what=event.label.spoken(self.lang))
        return self._explanation("event", event.id, title, (step,))

    def _decision(self, decision: Decision) -> tuple[Step, ...]:
        earlier = None
        if decision.reason == "committee":
            about = (one for one in self.outcome.decisions if decision.claim in (one.claim, one.id))
            earlier = next((one for one in about if one.reason != "committee"), None)
        ended = self._ended(decision.member) if "not_covered" in (decision.reason, earlier and earlier.reason) else None
        return tuple(decision_steps(self._book.benefit(decision.benefit), decision, earlier=earlier, ended=ended))

    def _ended(self, member: str) -> date | None:
        """The day on which a membership ended by itself, as far as it did."""
        standing = self.outcome.standings.get(member)
        return standing.ended if standing is not None and self._lapsed(standing) else None

    def _lapsed(self, standing: Standing) -> bool:
        return ended_by_itself(standing, self._postings_of(standing.member))

    @cached_property
    def _postings(self) -> Postings:
        return Postings(
            self._formulas,
            self.compiled,
            self.outcome.as_of,
            self._dues_of,
            lambda number: self._decision(self.outcome.decisions[number]),
        )

    def _postings_of(self, member: str) -> Iterator[Posting]:
        """The postings of a member; nothing of the journal is read before the first is asked for."""
        yield from self._by_member.get(member, ())

    @cached_property
    def _by_member(self) -> Mapping[str, list[Posting]]:
        found: dict[str, list[Posting]] = {}
        for posting in self.outcome.journal:
            if posting.member:
                found.setdefault(posting.member, []).append(posting)
        return found

    def _dues_of(self, member: str) -> MemberDues:
        if member not in self._dues:
            found = member_dues(self._postings_of(member))
            self._dues[member] = with_periods(found, self.compiled, self._joined(member))
        return self._dues[member]

    def _joined(self, member: str) -> tuple[date, ...]:
        standing = self.outcome.standings.get(member)
        return () if standing is None else (*standing.earlier, standing.joined)

    def _standing(self, standing: Standing) -> Explanation:
        as_of = self.outcome.as_of
        title = standing_title(self._formulas, standing, as_of)
        open_dues = [due for due in self._dues_of(standing.member).dues if due.open]
        lapsed = self._lapsed(standing)
        steps = standing_steps(self._formulas, self.outcome.scheme, standing, as_of, open_dues, lapsed=lapsed)
        return self._explanation("standing", standing.member, title, tuple(steps))


def _same_row(one: Place, other: Place) -> bool:
    return (one.file, one.line) == (other.file, other.line)
