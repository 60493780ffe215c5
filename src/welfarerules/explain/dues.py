"""What a member owed and what settled it, read back from the postings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import attrs

from welfarerules.explain.scratch import posted, scratch
from welfarerules.fund.compile import CompiledScheme
from welfarerules.journal import Posting
from welfarerules.kernel import codes, records
from welfarerules.kernel.dues import fall_due, start_dues
from welfarerules.kernel.records import Tables

__all__ = ["Due", "MemberDues", "Period", "Settled", "member_dues", "with_periods"]


@attrs.frozen
class Period:
    """The time that a due pays for.

    Attributes:
        first, last: Its first and last day.
        covered_from: First day that is paid for; later than `first` for one who joined within the period.
        due: Day on which it fell due.
    """

    first: date
    last: date
    covered_from: date
    due: date


@attrs.frozen
class Due:
    """A sum that fell due.

    Attributes:
        rule: The contribution.
        posting: Number of its posting; `posted` its day, and `minor` its amount.
        open: What is still owed of it.
        period: None for a one-off due, and where the books do not tell it.
    """

    rule: str
    posting: int
    posted: date
    minor: int
    open: int
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
            dues.append(Due(posting.rule, posting.number, posting.date, minor, minor))
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


def with_periods(found: MemberDues, compiled: CompiledScheme, joined: date) -> MemberDues:
    """Add to the dues of the latest membership, which began on *joined*, the periods they are for.

    The kernel itself lets the periods fall due once more, for a member who does nothing else. A due keeps None where
    more than one of its periods fits what was posted, or none does.
    """
    dues = list(found.dues)
    for k, rule in enumerate(compiled.contribution_ids):
        places = [place for place, due in enumerate(dues) if due.rule == rule and due.posted >= joined]
        if places and (fallen := _fallen(compiled, k, joined, dues[places[-1]].posted)):
            for place, period in zip(places, _aligned([dues[place] for place in places], fallen), strict=False):
                dues[place] = attrs.evolve(dues[place], period=period)
    return MemberDues(dues, found.settled)


def _aligned(dues: Sequence[Due], fallen: Sequence[tuple[int, Period]]) -> Sequence[Period]:
    """The run of *fallen* that *dues* are: the latest, or the only other one that fits."""
    last = len(fallen) - len(dues)
    if last >= 0 and _fits(dues, fallen[last:]):
        return [period for _, period in fallen[last:]]
    fitting = [first for first in range(last) if _fits(dues, fallen[first : first + len(dues)])]
    if len(fitting) != 1:
        return []
    return [period for _, period in fallen[fitting[0] : fitting[0] + len(dues)]]


def _fits(dues: Sequence[Due], fallen: Sequence[tuple[int, Period]]) -> bool:
    """Whether amounts and days agree. What had fallen due before the books began was posted when they began."""
    began = dues[0].posted
    return all(
        due.minor == minor and (period.due == due.posted or (due.posted == began and period.due < began))
        for due, (minor, period) in zip(dues, fallen, strict=True)
    )


def _fallen(compiled: CompiledScheme, k: int, joined: date, until: date) -> list[tuple[int, Period]]:
    """Amount and period of each due that contribution *k* lets fall by *until* for one who joined on *joined*."""
    c = compiled.contributions[k]
    if c.unit == codes.ONCE:
        return []
    start, found = joined.toordinal(), []
    t = _lone_member(compiled, start)
    state, slot = t.state[0], t.slots[k]
    start_dues(t, 0, start, start - 1)
    while slot.due <= until.toordinal():
        first, due = slot.period, slot.due
        state.journal = state.dues = 0
        fall_due(t, k, 0, k)
        if state.journal:
            covered = first if c.first_period == codes.FULL_PERIOD else max(first, start)
            days = (date.fromordinal(day) for day in (first, slot.period - 1, covered, due))
            found.append((posted(t, compiled)[0].amount.minor, Period(*days)))
    return found


def _lone_member(compiled: CompiledScheme, start: int) -> Tables:
    """Tables with one member who joined on *start*, and room for one due."""
    return scratch(compiled, postings=1)._replace(
        contributions=list(compiled.contributions),
        members=[records.Member(status=codes.ACTIVE, spell=1)],
        slots=[records.Slot() for _ in compiled.contributions],
        spells=[records.Spell(), records.Spell(start=start, end=codes.OPEN_ENDED, anchor=start)],
        due_day=[0, 0],
        due_total=[0, 0],
        due_previous=[0, 0],
        due_next=[0, 0],
    )
