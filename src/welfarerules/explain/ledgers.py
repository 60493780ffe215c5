"""Why the books of a ledger are as they are: as an evaluation is told, and what late entries changed besides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from welfarerules.errors import EventError, Place, nearest
from welfarerules.events import Event, Reversed
from welfarerules.explain.explainer import NOTHING_LIKE_THAT_ID, NOTHING_OF_THAT_ID, Explainer, Subject
from welfarerules.explain.explanation import Explanation, Step
from welfarerules.fund import Decision, Entry, Flag, Ledger, Standing
from welfarerules.journal import Posting, Transaction
from welfarerules.words import LANGUAGES, N_

__all__ = ["LedgerExplainer"]

_LATE: Final = N_(
    "Entry {event}, {what}, is of {day} and was recorded on {recorded}, when later days were booked already."
)
_REVERSED: Final = N_("Entry {event} of {recorded} reverses {target}, {what}, of {day}. It counts for nothing.")
_ISSUED: Final = N_("What was booked before stays in the books as it is. Only the difference is booked:")
_NO_DIFFERENCE: Final = N_("It changes no balance.")
_DECIDED: Final = N_("A decision is another one now:")
_ADJUSTMENT: Final = N_("What entry {event} put right on {date}")

_FLAG: Final = N_("{paid} for “{benefit}” of member {member} stands")
_FLAG_PAID: Final = N_("{paid} was paid on claim {claim}.")
_FLAG_FOUND: Final = N_("Entry {event} brought to light on {date} that {replay} would have been right.")
_FLAG_STANDS: Final = N_("What was paid is not taken back. The committee should look at it.")


class LedgerExplainer:
    """Explains what a ledger issued and what it knows, in one language.

    Args:
        ledger: The ledger. What is told is what it knows when it is asked.
        lang: ``"th"`` or ``"en"``.

    Raises:
        ValueError: There is no such language.
    """

    def __init__(self, ledger: Ledger, *, lang: str = "th") -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"unknown language {lang!r}; the languages are {', '.join(LANGUAGES)}")
        self.ledger = ledger
        self.lang = lang

    def explain(self, subject: Subject | Flag) -> Explanation:
        """Return why *subject* is as it is; a standing is told as of the day that the ledger has reached.

        Raises:
            EventError: *subject* is text that is no id here.
            TypeError: *subject* is nothing that can be explained.
        """
        match subject:
            case str():
                return self._named(subject)
            case Flag():
                return self._flag(subject)
            case Decision():
                return self._of(subject.member).explain(subject)
            case Standing():
                return self._of(subject.member).explain(subject)
            case Posting():
                return self._posting(subject)
            case Transaction():
                return self._transaction(subject)
            case Event():
                return self._of(self.ledger.concerned(subject)).explain(subject)
        raise TypeError(f"there is nothing to explain about {subject!r}")

    def _of(self, member: str) -> Explainer:
        return Explainer(self.ledger.outcome(member), lang=self.lang)

    def _named(self, name: str) -> Explanation:
        late = next((entry for entry in self.ledger.adjustments if entry.cause == name), None)
        if late is not None:
            return self._transaction(late)
        event = self.ledger.event(name)
        if event is None:
            return self._of(self._member(name)).explain(name)
        explainer = self._of(self.ledger.concerned(event))
        try:
            return explainer.explain(name)
        except EventError:
            return explainer.explain(event)

    def _member(self, name: str) -> str:
        """Whom an id is of that is no event's: a member's own, or that of something that fell due for one."""
        member = name.rpartition("@")[2].partition("/")[2]
        found = next((one for one in (name, member) if one and self.ledger.knows(one)), None)
        if found is None:
            suggestion = nearest(name, [event.id for event in self.ledger.events])
            finding = NOTHING_OF_THAT_ID if suggestion else NOTHING_LIKE_THAT_ID
            raise EventError(finding.at(Place(), id=name, suggestion=suggestion))
        return found

    def _posting(self, posting: Posting) -> Explanation:
        explainer = self._of(posting.member)
        told = explainer.explain(_as_replayed(posting, explainer))
        event = self.ledger.event(posting.event) if posting.reason == "adjusted" else None
        found = (self._found(explainer, event),) if event is not None else ()
        return attrs.evolve(told, subject=str(posting.number), steps=(*found, *told.steps))

    def _transaction(self, transaction: Transaction) -> Explanation:
        event = self.ledger.event(transaction.cause)
        explainer = self._of(self.ledger.concerned(event) if event is not None else _member_of(transaction))
        if event is None or not isinstance(transaction, Entry) or not transaction.late:
            postings = tuple(_as_replayed(posting, explainer) for posting in transaction.postings)
            return explainer.explain(Transaction(transaction.cause, transaction.date, postings))
        teller = explainer.teller
        booked = tuple(step for posting in transaction.postings for step in explainer.explain(posting).steps)
        steps = [self._found(explainer, event)]
        steps.append(teller.step("issued", _ISSUED, steps=booked) if booked else teller.step("issued", _NO_DIFFERENCE))
        steps += self._decided(explainer, transaction)
        steps += [step for flag in transaction.flags for step in self._flag(flag).steps]
        title = teller.say(_ADJUSTMENT, event=event.id, date=transaction.date)
        return Explanation("adjustment", event.id, self.lang, self.ledger.scheme.currency, title, tuple(steps))

    def _decided(self, explainer: Explainer, entry: Entry) -> Iterator[Step]:
        for decision in entry.decisions:
            told = explainer.explain(decision)
            step = Step("decision", told.title, steps=told.steps)
            yield explainer.teller.step("decided", _DECIDED, steps=(step,))

    def _found(self, explainer: Explainer, event: Event) -> Step:
        """What was entered late, or taken back."""
        target = self.ledger.event(event.event) if isinstance(event, Reversed) else None
        about = target if target is not None else event
        return explainer.teller.step(
            "late",
            _LATE if target is None else _REVERSED,
            event=event.id,
            target=None if target is None else target.id,
            what=about.label.spoken(self.lang),
            day=about.date,
            recorded=event.recorded,
        )

    def _flag(self, flag: Flag) -> Explanation:
        explainer = self._of(flag.member)
        teller, benefit = explainer.teller, explainer.rule_name(flag.benefit)
        title = teller.say(_FLAG, paid=flag.paid, benefit=benefit, member=flag.member)
        steps = (
            teller.step("paid", _FLAG_PAID, article=flag.article, paid=flag.paid, claim=flag.claim),
            teller.step("found", _FLAG_FOUND, event=flag.because, date=flag.found_on, replay=flag.replay),
            teller.step("stands", _FLAG_STANDS),
        )
        return Explanation("flag", flag.claim, self.lang, self.ledger.scheme.currency, title, steps)


def _member_of(transaction: Transaction) -> str:
    return next((posting.member for posting in transaction.postings if posting.member), "")


def _as_replayed(posting: Posting, explainer: Explainer) -> Posting:
    """The same posting as the evaluation has it; one that a late entry changed settles and decides nothing there."""
    bare = attrs.evolve(posting, number=0, decision=None)
    for one in explainer.outcome.journal:
        if one.date == posting.date and attrs.evolve(one, number=0, decision=None) == bare:
            return one
    return attrs.evolve(posting, number=-1, decision=None)
