"""What a ledger tells of an event that was posted, and of what stands although it would not be decided so now."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import attrs

from welfarerules.fund.decisions import Decision
from welfarerules.journal import Transaction
from welfarerules.money import Money


@attrs.frozen
class Flag:
    """A payment that stands although all that is known now would pay less.

    Attributes:
        claim: Id of the claim; of a recurring benefit ``benefit.old_age@2012-10-01/M001``.
        member: Whose benefit it is.
        benefit, article: The rule that it was paid by.
        paid: What was paid on it in all.
        replay: What a fresh replay would pay.
        reason: Why: one of the reasons of decisions, ``""`` where a fresh replay would decide nothing.
        because: Id of the event that brought it to light.
        found_on: Day on which it was.
    """

    claim: str
    member: str
    benefit: str
    article: str
    paid: Money
    replay: Money
    reason: str
    because: str
    found_on: datetime.date


@attrs.frozen
class Entry(Transaction):
    """The transaction of one event that was posted.

    Attributes:
        first: Number of the first posting issued with it. Those before its own are of what fell due meanwhile.
        end: Number of the posting after the last one.
        decisions: What was decided with it; of an event that came late, every decision that it changed.
        flags: Payments that stand although they would not be made now, brought to light by it.
        late: Whether it came late, so that its postings are adjustments.
        repeated: Whether the same event was posted before. Then this does nothing.
    """

    first: int = 0
    end: int = 0
    decisions: Sequence[Decision] = ()
    flags: tuple[Flag, ...] = ()
    late: bool = False
    repeated: bool = False
