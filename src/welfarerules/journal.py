"""The books: postings in the order they were made, grouped into balanced transactions."""

from __future__ import annotations

import datetime
from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final, overload

import attrs

from welfarerules.kernel import codes
from welfarerules.money import Money

REASONS: Final[tuple[str, ...]] = (
    "due_fell",
    "due_settled",
    "due_cancelled",
    "payment",
    "from_advance",
    "paid_ahead",
    "advance_refunded",
    "advance_kept",
    "benefit_paid",
    "money_received",
    "money_spent",
    "opening_balance",
    "year_closed",
    "adjusted",
)
"""Why a posting was made, by the number that the kernel writes."""


@attrs.frozen
class Posting:
    """So much money moved from one account to another, and why.

    Attributes:
        number: Place in the journal, from 0.
        date: Day on which it was made.
        debit: Account that receives, such as ``cash``.
        credit: Account that gives, such as ``income:contribution.satja``.
        amount: Always positive.
        rule: Id of the rule that moved it, such as ``benefit.hospital``.
        article: Article of the bylaw that the rule cites.
        member: Id of the member concerned, ``""`` for none.
        cause: Id of the event; of a tick, ``rule@date`` or ``rule@date/member``.
        event: Id of the event, ``""`` for a tick.
        reason: One of `REASONS`.
        payee: Name of the person paid, ``""`` when it is the member.
        decision: Number of the decision that it carries out, None for none.
        covers_from: Of a due, the first day that it pays for; None for a one-off due and all other postings.
    """

    number: int
    date: date
    debit: str
    credit: str
    amount: Money
    rule: str
    article: str
    member: str
    cause: str
    event: str
    reason: str
    payee: str
    decision: int | None
    covers_from: datetime.date | None = None


@attrs.frozen
class Transaction:
    """All postings of one event or tick. Each posting has both sides, so every transaction balances."""

    cause: str
    date: date
    postings: tuple[Posting, ...]


@attrs.frozen
class Rule:
    """What a posting or decision cites: the id of a rule and the article of the bylaw."""

    id: str
    article: str


@attrs.frozen
class Names:
    """What the numbers of the kernel stand for.

    Attributes:
        payees: By event number, the names of the persons to be paid.
    """

    currency: str
    accounts: Sequence[str]
    rules: tuple[Rule, ...]
    benefits: tuple[str, ...]
    members: Sequence[str]
    events: Sequence[str]
    payees: Mapping[int, tuple[str, ...]]


class Columns:
    """Rows of a table of the kernel, a column of 64-bit whole numbers per field."""

    def __init__(self, record: type[attrs.AttrsInstance]) -> None:
        self.names: tuple[str, ...] = tuple(field.name for field in attrs.fields(record))
        self.by_name: dict[str, array[int]] = {name: array("q") for name in self.names}

    def __len__(self) -> int:
        return len(self.by_name["day"])

    def extend(self, columns: Sequence[Any]) -> None:
        """Add rows, given as a column for each of `names`: tuples, or buffers of 64-bit whole numbers."""
        for name, column in zip(self.names, columns, strict=True):
            kept = self.by_name[name]
            if isinstance(column, tuple):
                kept.extend(column)
            else:
                kept.frombytes(memoryview(column).cast("B"))


class RecordedPostings(Sequence[Posting]):
    """Postings as the kernel wrote them; each is made when it is looked at.

    Args:
        numbers: `POSTING_WIDTH` for each; more may be added behind them later.
        names: What they stand for.
        first: Number of the first of them.
    """

    def __init__(self, numbers: memoryview | array[int], names: Names, *, first: int = 0) -> None:
        self._numbers = numbers
        self._names = names
        self._first = first
        self._end = len(numbers)

    def __len__(self) -> int:
        return self._end // codes.POSTING_WIDTH

    @overload
    def __getitem__(self, index: int) -> Posting: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Posting, ...]: ...
    def __getitem__(self, index: int | slice) -> Posting | tuple[Posting, ...]:
        if isinstance(index, slice):
            return tuple(self._posting(k) for k in range(*index.indices(len(self))))
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self._posting(index % len(self))

    def same_numbers(self, other: RecordedPostings) -> bool:
        """Whether the other stands for the same postings without looking at each."""
        return (
            self._names == other._names
            and self._first == other._first
            and self._numbers[: self._end] == other._numbers[: other._end]
        )

    def totals(self) -> dict[str, int]:
        """What each account received less what it gave, in minor units."""
        totals = [0] * len(self._names.accounts)
        width = codes.POSTING_WIDTH
        numbers = self._numbers[: self._end]
        for debit, credit, amount in zip(numbers[4::width], numbers[5::width], numbers[6::width], strict=True):
            totals[debit] += amount
            totals[credit] -= amount
        moved = {*numbers[4::width], *numbers[5::width]}
        return {self._names.accounts[account]: totals[account] for account in moved}

    def _posting(self, k: int) -> Posting:
        names, width = self._names, codes.POSTING_WIDTH
        row = self._numbers[k * width : (k + 1) * width].tolist()
        on, event, rule_number, person, debit, credit, amount, reason, detail, decision = row
        rule = names.rules[rule_number]
        day = date.fromordinal(on)
        member = names.members[person] if person >= 0 else ""
        payee = names.payees[event][detail - 1] if reason == codes.BENEFIT_PAID and detail > 0 else ""
        return Posting(
            number=self._first + k,
            date=day,
            debit=names.accounts[debit],
            credit=names.accounts[credit],
            amount=Money(amount, names.currency),
            rule=rule.id,
            article=rule.article,
            member=member,
            cause=names.events[event] if event >= 0 else tick_id(rule.id, day, member),
            event=names.events[event] if event >= 0 else "",
            reason=REASONS[reason],
            payee=payee,
            decision=decision if decision >= 0 else None,
            covers_from=date.fromordinal(detail) if reason == codes.DUE_FELL and detail > 0 else None,
        )


def tick_id(rule: str, day: date, member: str) -> str:
    """The id of what falls due under *rule* on *day*.

    >>> tick_id("contribution.satja", date(2012, 2, 1), "M001")
    'contribution.satja@2012-02-01/M001'
    """
    return f"{rule}@{day.isoformat()}/{member}"


class Journal(Sequence[Posting]):
    """The postings of a fund in the order they were made. Immutable."""

    def __init__(self, postings: Sequence[Posting], currency: str) -> None:
        self._postings = postings
        self._currency = currency

    def __len__(self) -> int:
        return len(self._postings)

    @overload
    def __getitem__(self, index: int) -> Posting: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Posting]: ...
    def __getitem__(self, index: int | slice) -> Posting | Sequence[Posting]:
        return self._postings[index]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Journal):
            return NotImplemented
        mine, theirs = self._postings, other._postings
        if isinstance(mine, RecordedPostings) and isinstance(theirs, RecordedPostings) and mine.same_numbers(theirs):
            return True
        return len(mine) == len(theirs) and all(a == b for a, b in zip(mine, theirs, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Journal of {len(self)} postings>"

    def transactions(self) -> Iterator[Transaction]:
        """The postings grouped by the event or tick that caused them."""
        for (cause, day), postings in groupby(self, key=lambda posting: (posting.cause, posting.date)):
            yield Transaction(cause, day, tuple(postings))

    @cached_property
    def balances(self) -> Mapping[str, Money]:
        """What each account stands at: what it received less what it gave. Accounts that never moved are left out."""
        if isinstance(self._postings, RecordedPostings):
            totals = self._postings.totals()
        else:
            totals = {}
            for posting in self:
                totals[posting.debit] = totals.get(posting.debit, 0) + posting.amount.minor
                totals[posting.credit] = totals.get(posting.credit, 0) - posting.amount.minor
        return MappingProxyType({name: Money(totals[name], self._currency) for name in sorted(totals)})
