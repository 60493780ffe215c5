"""Decisions on claims and recurring benefits, as the kernel wrote them."""

from __future__ import annotations

import datetime
from array import array
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal

import attrs

from welfarerules.fund.compile import CompiledScheme
from welfarerules.journal import Columns, Names, tick_id
from welfarerules.kernel import codes
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
)
"""Why a decision is as it is, by the number that the kernel writes."""


@attrs.frozen
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
        trace: The kernel's notes, from which the explanation is told.
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
    trace: tuple[int, ...] = attrs.field(default=(), repr=False)


class DecisionMaker:
    """Makes decisions out of the kernel's numbers."""

    def __init__(self, compiled: CompiledScheme, names: Names, claims: Sequence[str]) -> None:
        self.compiled = compiled
        self.names = names
        self.claims = claims
        self.benefits = compiled.scheme.benefits

    def made(self, columns: Columns, trace: array[int]) -> Iterator[Decision]:
        """The decisions of a whole run."""
        table = columns.by_name
        for row in zip(*(table[name] for name in columns.names), strict=True):
            values = dict(zip(columns.names, row, strict=True))
            yield self.one(values, notes_from(trace, values["trace"]))

    def one(self, row: dict[str, int], trace: tuple[int, ...]) -> Decision:
        """One decision of its row and its notes."""
        benefit = self.benefits[row["benefit"]]
        event, names = row["event"], self.names
        member = names.members[row["member"]]
        day = datetime.date.fromordinal(row["day"])
        reason = REASONS[row["reason"]]
        identity = names.events[event] if event >= 0 else tick_id(benefit.id, day, member)
        requirement = ""
        if reason in ("requirement_not_met", "requirement_unknown"):
            requirement = (*benefit.amount.requires, *benefit.requires)[row["detail"]].source
        claim = identity if event >= 0 else ""
        if reason == "committee":
            claim = self.claims[row["detail"]]
        return Decision(
            id=identity,
            claim=claim,
            date=day,
            benefit=benefit.id,
            article=benefit.article,
            member=member,
            outcome=OUTCOMES[row["outcome"]],
            amount=Money(row["amount"], names.currency),
            reason=reason,
            requirement=requirement,
            event_date=None if row["event_day"] == UNKNOWN else datetime.date.fromordinal(row["event_day"]),
            as_of=datetime.date.fromordinal(row["as_of"]),
            payees=names.payees.get(event, ()),
            trace=trace,
        )


def notes_from(trace: Sequence[int], start: int) -> tuple[int, ...]:
    """The notes of one decision: from *start* up to its end note; none for a *start* of -1."""
    if start < 0:
        return ()
    at = start
    while trace[at] != codes.NOTE_END:
        at += 2 + trace[at + 1]
    return tuple(trace[start:at])
