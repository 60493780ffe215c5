"""Which of the questions that a scheme leaves open matter: instances worked out under every reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

import attrs

from welfarerules.dates import Day
from welfarerules.errors import DateError, Diagnostic, EventError, MoneyError
from welfarerules.instances.making import instances_of
from welfarerules.instances.model import Instance, Worked
from welfarerules.instances.working import work
from welfarerules.journal import Posting
from welfarerules.scheme.model import Scheme
from welfarerules.scheme.questions import Question, Reading
from welfarerules.scheme.read import Draft
from welfarerules.scheme.readings import FUND_YEAR_STARTS
from welfarerules.words import N_, Phrase

__all__ = ["OpenPoints", "Telling", "unanswered"]

_EXAMPLE: Final = N_("; for instance, {about}: {readings}")
_READING: Final = N_("{written} {consequence}")
_AND: Final = N_("{first}, {second}")
_OR: Final = N_("{first} or {second}")
_BOTH: Final = "{first}{second}"
_FURTHER: Final = N_("; and {about}: {readings}")
_NOTHING: Final = N_("does nothing of the kind")
_BOOKED: Final[Mapping[str, str]] = {
    "due_fell": N_("charges {amount} on {day}"),
    "due_cancelled": N_("gives up {amount} that is owed"),
    "payment": N_("takes {amount} for {rule}"),
    "from_advance": N_("takes {amount} for {rule} on {day}"),
    "paid_ahead": N_("takes {amount} as paid ahead"),
    "advance_refunded": N_("gives back {amount}"),
    "advance_kept": N_("keeps {amount}"),
    "benefit_paid": N_("pays {amount} on {day}"),
}
"""What a posting does, by its reason, where two readings book differently."""

_ROUNDS: Final = 6


@attrs.frozen
class Telling:
    """An instance that comes out differently, and how.

    Attributes:
        instance: The story.
        consequences: What each reading comes to, in the order of the question's readings.
        spread: How far apart the readings are, in minor units.
    """

    instance: Instance
    consequences: tuple[Phrase, ...]
    spread: int


def unanswered(draft: Draft) -> list[Diagnostic]:
    """Return a refusal for every question of *draft* that matters, with an example of what each reading comes to.

    A question whose readings no instance tells apart is dropped where it follows from the rules themselves that they
    come to the same; else it is asked all the same, for there may be a story that nobody told.
    """
    if draft.found:
        return [question.diagnostic() for question in draft.open]
    open_points = OpenPoints(draft)
    found = []
    for question in draft.open:
        told = _told(open_points, question)
        if told:
            found.append(question.diagnostic(_example(question, told)))
        elif told is None or not (question.provable and open_points.never_matters(question)):
            found.append(question.diagnostic())
    return found


def _told(open_points: OpenPoints, question: Question) -> list[Telling] | None:
    """The instances that tell the readings apart; None where no story can be told, as at the ends of the calendar."""
    try:
        return open_points.tellings(question)
    except (DateError, EventError, MoneyError, OverflowError, ValueError):
        return None


@attrs.frozen(slots=False)
class OpenPoints:
    """What a draft leaves open, worked out under one reading and another."""

    draft: Draft

    @cached_property
    def usual(self) -> Scheme | None:
        """The scheme with every question answered as is commonest; None where that makes no scheme."""
        return _completed(self.draft)

    @cached_property
    def instances(self) -> tuple[Instance, ...]:
        """The instances of the usual scheme."""
        return instances_of(self.usual) if self.usual else ()

    def tellings(self, question: Question) -> list[Telling]:
        """Return every instance that the readings of *question* tell apart; other questions have their first answer."""
        _, *others = question.readings
        known = [self.usual, *(self._answered(question, reading) for reading in others)]
        schemes = [scheme for scheme in known if scheme is not None]
        if len(schemes) < len(known):
            return []
        found = _told_apart(schemes, self.instances, question)
        if question.convention is FUND_YEAR_STARTS:  # the stories around the turn of a year are others by each reading
            for scheme in schemes[1:]:
                found += _told_apart(schemes, instances_of(scheme), question)
        return found

    def _answered(self, question: Question, reading: Reading) -> Scheme | None:
        """The scheme with one question answered so, and every other as is commonest."""
        others = [(each, each.readings[0]) for each in self.draft.open if each.same != question.same]
        return _completed(self.draft.under((question, reading), *others))

    def never_matters(self, question: Question) -> bool:
        """Whether no instance tells the readings apart, whatever the other questions are answered."""
        for other in self.draft.open:
            for reading in other.readings[1:] if other is not question else ():
                under = self.draft.under((other, reading))
                same = next((each for each in under.open if each.same == question.same), None)
                if same is not None and (not same.provable or OpenPoints(under).tellings(same)):
                    return False
        return self.usual is not None


def _completed(draft: Draft) -> Scheme | None:
    for _ in range(_ROUNDS):
        if draft.found or not draft.open:
            break
        draft = draft.under(*((question, question.readings[0]) for question in draft.open))
    return draft.scheme if not (draft.found or draft.open) else None


def _told_apart(schemes: Sequence[Scheme], instances: Sequence[Instance], question: Question) -> list[Telling]:
    chosen = [each for each in instances if each.probe in question.convention.probes]
    worked = [work(scheme, chosen) for scheme in schemes]
    return [telling for each in zip(*worked, strict=True) if (telling := _telling(each, question))]


def _telling(worked: Sequence[Worked], question: Question) -> Telling | None:
    """How one instance comes out by each reading, where that is not the same."""
    books = [_books(one) for one in worked]
    if all(each == books[0] for each in books):
        return None
    consequences = tuple(one.consequence for one in worked)
    if question.convention.dated or len({each.spoken("en") for each in consequences}) == 1:
        consequences = tuple(_booked(own, books) for own in worked)
    amounts = [one.paid.minor + one.charged.minor for one in worked]
    return Telling(worked[0].instance, consequences, max(amounts) - min(amounts))


def _books(one: Worked) -> Counter[tuple[object, ...]]:
    """What is booked and decided, whatever the order of a day."""
    found: Counter[tuple[object, ...]] = Counter(_kept(posting) for posting in one.postings)
    found[("decision", one.outcome, one.paid.minor)] += 1
    return found


def _kept(posting: Posting) -> tuple[object, ...]:
    return (posting.date, posting.debit, posting.credit, posting.amount.minor, posting.rule, posting.payee)


def _booked(one: Worked, books: Sequence[Counter[tuple[object, ...]]]) -> Phrase:
    """The first posting of one reading that not all have."""
    for posting in one.postings:
        kept = _kept(posting)
        if posting.reason in _BOOKED and any(each[kept] != _books(one)[kept] for each in books):
            values = {"amount": posting.amount, "day": Day(posting.date), "rule": posting.rule}
            return Phrase(_BOOKED[posting.reason], **values)
    return Phrase(_NOTHING)


def _classes(telling: Telling) -> dict[str, list[int]]:
    """The places of the readings that come to the same, by what they come to."""
    found: dict[str, list[int]] = {}
    for place, consequence in enumerate(telling.consequences):
        found.setdefault(consequence.spoken("en"), []).append(place)
    return found


def _best(told: Sequence[Telling]) -> list[Telling]:
    """The most telling instance: most readings told apart, then furthest apart in money, then the first.

    Where it leaves some together, a second one that tells those apart, if there is one.
    """
    first = max(told, key=lambda each: (len(_classes(each)), each.spread))
    together = [places for places in _classes(first).values() if len(places) > 1]
    apart = [each for each in told if any(_separates(each, places) for places in together)]
    return [first, *([max(apart, key=lambda each: len(_classes(each)))] if apart else [])]


def _separates(telling: Telling, places: Sequence[int]) -> bool:
    return len({telling.consequences[place].spoken("en") for place in places}) > 1


def _example(question: Question, told: Sequence[Telling]) -> Phrase:
    """What each reading comes to, by one instance or two."""
    first, *more = (_example_of(question, telling, _EXAMPLE) for telling in _best(told))
    return Phrase(_BOTH, first=first, second=_example_of(question, _best(told)[1], _FURTHER)) if more else first


def _example_of(question: Question, telling: Telling, template: str) -> Phrase:
    readings = [
        Phrase(_READING, written=_either(question, places), consequence=telling.consequences[places[0]])
        for places in _classes(telling).values()
    ]
    listed = readings[0]
    for each in readings[1:]:
        listed = Phrase(_AND, first=listed, second=each)
    return Phrase(template, about=telling.instance.about, readings=listed)


def _either(question: Question, places: Sequence[int]) -> Phrase | str:
    """The readings at these places, as a list."""
    said: Phrase | str = question.readings[places[0]].shown
    for place in places[1:]:
        said = Phrase(_OR, first=said, second=question.readings[place].shown)
    return said
