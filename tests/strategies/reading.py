"""Evaluated funds, and what the laws read from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

import attrs

from strategies.bylaws import AS_OF, Drawn
from welfarerules.errors import Place
from welfarerules.events import Event
from welfarerules.fund import Decision, Fund, Outcome
from welfarerules.journal import Posting
from welfarerules.kernel.codes import NOTE_AMOUNT, NOTE_CAP, NOTE_FACTS, NOTE_PART, NOTE_REQUIREMENTS
from welfarerules.loading import loads_scheme


@lru_cache(maxsize=32)
def fund_under(text: str) -> Fund:
    """The fund under a scheme."""
    return Fund(loads_scheme(text))


def evaluated(drawn: Drawn, events: Iterable[Event], as_of: date = AS_OF) -> Outcome:
    """What comes of *events* under a drawn scheme."""
    return fund_under(drawn.text).evaluate(events, as_of)


def placed(events: Iterable[Event]) -> list[Event]:
    """The same events, each at a line of its own, so that a refusal can be told from another."""
    return [attrs.evolve(event, place=Place("events", number)) for number, event in enumerate(events, 1)]


def refused(outcome: Outcome, events: Iterable[Event]) -> list[Event]:
    """Those of the *placed* events that were refused."""
    lines = {refusal.line for refusal in outcome.refusals}
    return [event for event in events if event.place.line in lines]


def bare(posting: Posting) -> Posting:
    """A posting without its place in the journal, which others' postings move."""
    return attrs.evolve(posting, number=0, decision=None)


def postings_of(outcome: Outcome) -> Mapping[str, list[Posting]]:
    """The postings of each member, in their order; under "" those of the fund."""
    by_member: dict[str, list[Posting]] = {}
    for posting in outcome.journal:
        by_member.setdefault(posting.member, []).append(bare(posting))
    return by_member


def payouts(outcome: Outcome) -> Mapping[int, list[Posting]]:
    """The postings that carry out each decision, by its number."""
    by_decision: dict[int, list[Posting]] = {}
    for posting in outcome.journal:
        if posting.decision is not None:
            by_decision.setdefault(posting.decision, []).append(posting)
    return by_decision


@attrs.frozen
class PartNotes:
    """What the trace of a decision says of the part of it that belongs to one fund year."""

    year: int
    units: int
    raw: int
    caps: tuple[tuple[int, int, int, int], ...] = ()

    @property
    def paid(self) -> int:
        """What was left after the last cap."""
        return self.caps[-1][3] if self.caps else max(self.raw, 0)


@attrs.frozen
class Notes:
    """The trace of a decision, note by note."""

    facts: tuple[int, ...] = ()
    requirements: tuple[int, ...] = ()
    parts: tuple[PartNotes, ...] = ()


def notes_of(decision: Decision) -> Notes:
    """Read the trace of a decision."""
    facts: tuple[int, ...] = ()
    requirements: tuple[int, ...] = ()
    parts: list[PartNotes] = []
    for note, values in _split(decision.trace):
        if note == NOTE_FACTS:
            facts = values
        elif note == NOTE_REQUIREMENTS:
            requirements = values
        elif note == NOTE_PART:
            parts.append(PartNotes(values[0], values[1], values[2]))
        elif note == NOTE_CAP:
            cap, before, room, after = values
            parts[-1] = attrs.evolve(parts[-1], caps=(*parts[-1].caps, (cap, before, room, after)))
        else:
            assert note == NOTE_AMOUNT
    return Notes(facts, requirements, tuple(parts))


def _split(trace: Sequence[int]) -> Iterable[tuple[int, tuple[int, ...]]]:
    at = 0
    while at < len(trace):
        count = trace[at + 1]
        yield trace[at], tuple(trace[at + 2 : at + 2 + count])
        at += 2 + count
