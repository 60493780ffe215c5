"""What a member owed and what settled it, read back from the postings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

import attrs

from welfarerules.fund.compile import CompiledScheme
from welfarerules.journal import Posting
from welfarerules.kernel import records
from welfarerules.kernel.periods import begin_periods, due_day, period_start

__all__ = ["Due", "MemberDues", "Period", "Settled", "member_dues", "with_periods"]


@attrs.frozen
class Period:
    """The time that a due pays for.

    Attributes:
        first, last: Its first and last day.
        covered_from: First day that is paid for; later than `first` for one who joined within the period.
        due: Day on which it fell due.
        joined: First day of the membership that it belongs to.
    """

    first: date
    last: date
    covered_from: date
    due: date
    joined: date


@attrs.frozen
class Due:
    """A sum that fell due.

    Attributes:
        rule: The contribution.
        posting: Number of its posting; `posted` its day, and `minor` its amount.
        open: What is still owed of it.
        covers_from: First day that it pays for, None for a one-off due.
        period: None for a one-off due.
    """

    rule: str
    posting: int
    posted: date
    minor: int
    open: int
    covers_from: date | None
    period: Period | None = None

    @property
    def due(self) -> date:
        """The day on which it fell due."""
        return self.period.due if self.period is not None else self.posted


@attrs.frozen
class Settled:
    """So much of a due was settled, and so much of it stayed open; `due` is its place in `MemberDues.dues`."""

    due: int
    minor: int
    open: int


@attrs.frozen
class MemberDues:
    """All dues of a member in the order they fell, and by posting number what each settled of them."""

    dues: Sequence[Due]
    settled: Mapping[int, Sequence[Settled]]


def member_dues(postings: Iterable[Posting]) -> MemberDues:
    """Follow one member's postings: each settles the oldest dues of its rule that are still open."""
    dues: list[Due] = []
    settled: dict[int, tuple[Settled, ...]] = {}
    waiting: dict[str, list[int]] = {}
    paying: dict[str, int] = {}
    for posting in postings:
        minor = posting.amount.minor
        if posting.reason == "due_fell":
            waiting.setdefault(posting.rule, []).append(len(dues))
            dues.append(Due(posting.rule, posting.number, posting.date, minor, minor, posting.covers_from))
        elif posting.reason in ("payment", "from_advance"):
            paying[posting.rule] = posting.number
        elif posting.reason in ("due_settled", "due_cancelled"):
            found = tuple(_settle(dues, waiting.get(posting.rule, []), minor))
            settled[posting.number] = found
            payment = paying.pop(posting.rule, None)
            if payment is not None:
                settled[payment] = found
    return MemberDues(dues, settled)


def _settle(dues: list[Due], waiting: list[int], minor: int) -> Iterator[Settled]:
    while minor > 0 and waiting:
        place = waiting[0]
        part = min(minor, dues[place].open)
        dues[place] = attrs.evolve(dues[place], open=dues[place].open - part)
        minor -= part
        if dues[place].open == 0:
            waiting.pop(0)
        yield Settled(place, part, dues[place].open)


def with_periods(found: MemberDues, compiled: CompiledScheme, joined: Sequence[date]) -> MemberDues:
    """Add to dues the periods they are for; the memberships began on the days *joined*, the oldest first."""
    dues = list(found.dues)
    for start, end in pairwise((*joined, date.max)):
        for k, rule in enumerate(compiled.contribution_ids):
            places = [place for place, due in enumerate(dues) if due.rule == rule and start <= due.posted < end]
            days = [day.toordinal() for place in places if (day := dues[place].covers_from)]
            for place, period in zip(places, _periods(compiled, k, start.toordinal(), days), strict=False):
                dues[place] = attrs.evolve(dues[place], period=period)
    return MemberDues(dues, found.settled)


def _periods(compiled: CompiledScheme, k: int, start: int, days: Iterable[int]) -> Iterator[Period]:
    """The periods of contribution *k* that pay from *days* on, in their order; the kernel itself counts them."""
    c, terms, slot = compiled.contributions[k], compiled.terms, records.Slot()
    begin_periods(c, terms, slot, start)
    for day in days:
        while period_start(c, terms, slot, slot.turn + 1) <= day:
            slot.turn += 1
        slot.period = period_start(c, terms, slot, slot.turn)
        slot.end = period_start(c, terms, slot, slot.turn + 1)
        due = max(due_day(c, terms, slot), start, day, slot.period)
        yield Period(*map(date.fromordinal, (slot.period, slot.end - 1, day, due, start)))
