"""Decisions on claims and recurring benefits, as the kernel wrote them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal

import attrs

from welfarerules.fund.compile import CompiledScheme
from welfarerules.journal import Columns, Names, tick_id
from welfarerules.kernel import codes, records
from welfarerules.kernel.base import UNKNOWN
from welfarerules.money import Money

DecisionOutcome = Literal["approved", "refused", "referred"]

OUTCOMES: Final[Mapping[int, DecisionOutcome]] = MappingProxyType(
    {codes.APPROVED: "approved", codes.REFUSED: "refused", codes.REFERRED: "referred"}
)

REASONS: Final[tuple[str, ...]] = (
    "met",
    "not_covered",
    "event_date_unknown",
    "requirement_not_met",
    "requirement_unknown",
    "amount_unknown",
    "nothing_due",
    "cap_used_up",
    "already_paid",
    "payee_unknown",
    "committee",
    "same_event",
    "stands",
)
"""Why a decision is as it is, by the number that the kernel writes."""


Notes = tuple[int, ...] | Callable[[], tuple[int, ...]]
"""The kernel's notes on a decision, or what asks the kernel for them."""


@attrs.frozen(slots=False)  # made in half the time
class Decision:
    """What was decided, and what it pays.

    Attributes:
        id: Id of the claim or resolution; of a recurring benefit ``benefit.old_age@2012-10-01/M001``.
        claim: Id of the claim decided on, ``""`` for a recurring benefit.
        date: Day of the decision.
        benefit, article: The rule that decided.
        member: Whose benefit it is.
        outcome: ``approved``, ``refused``, or ``referred`` to the committee because a fact is unknown.
        amount: What is paid; 0 unless approved.
        reason: One of `REASONS`.
        requirement: The first requirement that decided against the claim, as the scheme writes it; else ``""``.
        event_date: The day of the event, None when nobody reported it.
        as_of: The day as of which facts were read.
        payees: The persons paid in the member's place.
        same_as: Id of the approved claim that may be for the same event, for the reason ``same_event``; else ``""``.
        resolution: Number of the committee's resolution that decided, ``""`` where the bylaw did.
    """

    id: str
    claim: str
    date: datetime.date
    benefit: str
    article: str
    member: str
    outcome: DecisionOutcome
    amount: Money
    reason: str
    requirement: str
    event_date: datetime.date | None
    as_of: datetime.date
    payees: tuple[str, ...] = ()
    same_as: str = ""
    resolution: str = ""
    _notes: Notes = attrs.field(default=(), repr=False, eq=False)

    @property
    def trace(self) -> tuple[int, ...]:
        """The kernel's notes, from which the explanation is told."""
        return self._notes() if callable(self._notes) else self._notes


class DecisionMaker:
    """Makes decisions out of the kernel's numbers."""

    def __init__(
        self, compiled: CompiledScheme, names: Names, claims: Sequence[str], resolutions: Mapping[int, str]
    ) -> None:
        self.names = names
        self.claims = claims
        self.resolutions = resolutions
        self.benefits = compiled.scheme.benefits
        self.requirements = [
            tuple(requirement.source for requirement in benefit.conditions) for benefit in self.benefits
        ]

    def made(self, columns: Columns, trace: memoryview) -> Iterator[Decision]:
        """The decisions of a whole run."""
        names = self.names
        for row in zip(*columns.by_name.values(), strict=True):
            found = records.Decision(*row)
            notes = notes_from(trace, found.trace)
            payees = names.payees.get(found.event, ())
            day = datetime.date.fromordinal(found.day)
            if found.event >= 0:
                identity = claim = names.events[found.event]
                if found.reason == codes.COMMITTEE:
                    claim = self.claims[found.detail]
            else:
                identity = tick_id(names.benefits[found.benefit], day, names.members[found.member])
                claim = ""
            resolution = self.resolutions.get(found.event, "")
            yield self.one(
                identity,
                day,
                found.member,
                found,
                found.outcome,
                claim=claim,
                payees=payees,
                trace=notes,
                resolution=resolution,
            )

    def one(
        self,
        identity: str,
        day: datetime.date,
        member: int,
        decided: records.Decision | records.Case,
        outcome: int,
        *,
        claim: str,
        payees: tuple[str, ...],
        trace: Notes,
        resolution: str = "",
    ) -> Decision:
        """One decision, of the kernel's row or of a case that was only assessed."""
        benefit = self.benefits[decided.benefit]
        reason = decided.reason
        unmet = reason in (codes.REQUIREMENT_NOT_MET, codes.REQUIREMENT_UNKNOWN)
        from_ordinal = datetime.date.fromordinal
        return Decision(
            identity,
            claim,
            day,
            benefit.id,
            benefit.article,
            self.names.members[member],
            OUTCOMES[outcome],
            Money(decided.amount, self.names.currency),
            REASONS[reason],
            self.requirements[decided.benefit][decided.detail] if unmet else "",
            None if decided.event_day == UNKNOWN else from_ordinal(decided.event_day),
            from_ordinal(decided.as_of),
            payees,
            self.claims[decided.detail] if reason == codes.SAME_EVENT else "",
            resolution,
            trace,
        )


def notes_from(trace: Sequence[int] | memoryview, start: int) -> tuple[int, ...]:
    """The notes of one decision: from *start* up to its end note; none for a *start* of -1."""
    if start < 0:
        return ()
    at = start
    while trace[at] != codes.NOTE_END:
        at += 2 + trace[at + 1]
    return tuple(trace[start:at])
