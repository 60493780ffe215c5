"""What came of evaluating a fund: its books, decisions, refusals and where each member stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any, Final, Literal

import attrs

from welfarerules.dates import Day
from welfarerules.errors import Diagnostic, EventError
from welfarerules.events import Claimed
from welfarerules.fund import findings
from welfarerules.fund.compile import CompiledScheme
from welfarerules.fund.decisions import Decision, DecisionMaker, notes_from
from welfarerules.fund.fund_rows import FundRows
from welfarerules.fund.rows import LONGEST_STAY, RefusalError, RowMaker
from welfarerules.fund.store import plain_tables
from welfarerules.journal import Journal
from welfarerules.kernel import codes, records
from welfarerules.kernel.base import UNKNOWN
from welfarerules.kernel.claims import assess
from welfarerules.kernel.dues import owed_in_all
from welfarerules.kernel.facts import owed_fact
from welfarerules.kernel.records import Tables
from welfarerules.money import Money
from welfarerules.scheme.model import Scheme

MemberStatus = Literal["active", "left", "dead", "ended"]

STATUS: Final[Mapping[int, MemberStatus]] = MappingProxyType(
    {codes.ACTIVE: "active", codes.GONE: "left", codes.DEAD: "dead", codes.ENDED: "ended"}
)


_SILENT: Final = records.State()
"""No notes are taken; nothing writes to it."""

_OVERDUE: Final = (codes.ARREARS_AMOUNT, codes.UNPAID_MONTHS, codes.UNPAID_DUES, codes.DAYS_OVERDUE)


@attrs.frozen
class Standing:
    """Where a member stands at the end of the day of the evaluation.

    Attributes:
        status: ``active``, ``left``, ``dead``, or ``ended`` by the bylaw.
        joined: First day of the latest membership.
        counts_from: Day from which seniority counts.
        ended: Last day of membership, None while it lasts.
        died: Day of death.
        earlier: First days of earlier memberships, the oldest first.
        owed: All that fell due and is not paid, that of today included.
        arrears: The part of it that is overdue: a due is overdue from the day after its due day.
        unpaid_months, unpaid_dues: Overdue months and dues that are not paid in full.
        days_overdue: Days since the oldest of them fell due.
        advance: Paid ahead.
        contributed: Contributions paid by these books, the entry fee not counted.
    """

    member: str
    status: MemberStatus
    joined: date
    counts_from: date
    ended: date | None
    died: date | None
    earlier: tuple[date, ...]
    owed: Money
    arrears: Money
    unpaid_months: int
    unpaid_dues: int
    days_overdue: int
    advance: Money
    contributed: Money


@attrs.frozen(eq=False)
class Books:
    """The state that an evaluation ends with; asking it changes nothing."""

    compiled: CompiledScheme
    maker: RowMaker
    rows: FundRows
    tables: Tables
    decisions: DecisionMaker
    as_of: date
    members: Mapping[str, int]
    _lasting: tuple[Any, ...] = attrs.field(init=False)
    _free: list[Tables] = attrs.field(init=False, factory=list)

    @_lasting.default
    def _all_but_the_case(self) -> tuple[Any, ...]:
        last = Tables._fields.index("inputs")
        return tuple(getattr(self.tables, name) for name in Tables._fields[:last])

    def standing(self, member: str) -> Standing:
        """Where one member stands."""
        t, number, currency = self.tables, self.members[member], self.compiled.scheme.currency
        m = t.members[number]
        spell = t.spells[m.spell]
        day = self.as_of.toordinal()
        owed = owed_in_all(t, number)
        overdue = {fact: owed_fact(t, fact, number, day) if owed else 0 for fact in _OVERDUE}
        return Standing(
            member=member,
            status=STATUS[m.status],
            joined=date.fromordinal(spell.start),
            counts_from=date.fromordinal(spell.anchor),
            ended=None if spell.end == codes.OPEN_ENDED else date.fromordinal(spell.end),
            died=None if m.died == UNKNOWN else date.fromordinal(m.died),
            earlier=self._earlier(spell.previous),
            owed=Money(owed, currency),
            arrears=Money(overdue[codes.ARREARS_AMOUNT], currency),
            unpaid_months=overdue[codes.UNPAID_MONTHS],
            unpaid_dues=overdue[codes.UNPAID_DUES],
            days_overdue=overdue[codes.DAYS_OVERDUE],
            advance=Money(m.advance, currency),
            contributed=Money(owed_fact(t, codes.CONTRIBUTED, number, day), currency),
        )

    def _earlier(self, spell: int) -> tuple[date, ...]:
        starts = []
        while spell:
            starts.append(date.fromordinal(self.tables.spells[spell].start))
            spell = self.tables.spells[spell].previous
        return tuple(reversed(starts))

    def quote(self, claim: Claimed) -> Decision:
        """Decide *claim* as if it were made now; nothing is kept of it."""
        number = self.members.get(claim.member)
        if number is None or self.tables.members[number].spell == 0:
            place = findings.field(claim, "member")
            uncounted = self.rows.uncounted
            raise EventError(findings.unknown_member(claim.member, self.members, place=place, uncounted=uncounted))
        if claim.date > self.as_of:
            place = findings.field(claim, "date")
            raise EventError(findings.QUOTED_TOO_LATE.at(place, date=Day(claim.date), as_of=Day(self.as_of)))
        try:
            read = self.maker.read_claim(claim)
        except RefusalError as refusal:
            raise EventError(refusal.found) from None
        inputs = (
            read.benefit,
            number,
            claim.date.toordinal(),
            read.occurred,
            read.admitted,
            read.discharged,
            0,
            len(read.facts),
            len(read.payees),
        )
        t = self._scratch()
        case = self._put_case(t, inputs, read.facts)
        outcome = assess(t)
        decision = self.decisions.one(
            claim.id,
            claim.date,
            number,
            case,
            outcome,
            claim=claim.id,
            payees=read.payees,
            trace=partial(self._notes, inputs, read.facts, read.stay // 365 + 2),
        )
        self._free.append(t)
        return decision

    def _scratch(self) -> Tables:
        """The fund's tables, with everything replaced that `assess` writes: the books stay as they are.

        A scratch that served before is taken if one is free, so that several threads may ask at once.
        """
        try:
            return self._free.pop()
        except IndexError:
            parts = [records.Part() for _ in range(LONGEST_STAY // 365 + 2)]
            rooms = [0] * (len(self.compiled.caps) + 1)
            own: tuple[Any, ...] = [], [_SILENT], [*self.compiled.template], [records.Case()], parts, rooms, []
            return plain_tables(*self._lasting, *own)

    def _put_case(self, t: Tables, inputs: tuple[int, ...], facts: list[int]) -> records.Case:
        """Put the first fields of a case, up to its payees, and its facts where `assess` reads them."""
        case = t.case[0]
        (
            case.benefit,
            case.member,
            case.claimed,
            case.occurred,
            case.admitted,
            case.discharged,
            case.first,
            case.last,
            case.payees,
        ) = inputs
        t.regs[:] = self.compiled.template
        t.inputs = facts  # type: ignore[misc]  # plain tables can be replaced one by one
        return case

    def _notes(self, inputs: tuple[int, ...], facts: list[int], parts: int) -> tuple[int, ...]:
        """How a case that touches at most so many fund years is decided: asked again, with notes taken."""
        t = self._scratch()
        notes = [0] * self.compiled.notes_of(self.compiled.benefits[inputs[0]], parts)
        state = records.State(tracing=1)
        t.state, t.trace = [state], notes  # type: ignore[misc]  # plain tables can be replaced one by one
        self._put_case(t, inputs, facts)
        assess(t)
        t.state, t.trace = [_SILENT], []  # type: ignore[misc]
        self._free.append(t)
        return notes_from(notes, 0 if state.noted else -1)


@attrs.frozen
class Outcome:
    """All that follows from a scheme and a fund's events on a day. Immutable; equal inputs give equal outcomes.

    Attributes:
        scheme: The bylaws it was decided by.
        as_of: The day whose end it describes.
        journal: Every posting, in order.
        decisions: Every decision on a claim, and on a recurring benefit that was paid or referred.
        refusals: Events that do not count, each with the reason.
        standings: Where each member stands, by id.
        reversed: Ids of events that were reversed and so count for nothing.
    """

    scheme: Scheme = attrs.field(repr=False)
    as_of: date
    journal: Journal
    decisions: Sequence[Decision] = attrs.field(repr=False)
    refusals: tuple[Diagnostic, ...]
    standings: Mapping[str, Standing] = attrs.field(repr=False)
    reversed: tuple[str, ...] = ()
    _books: Books | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def balances(self) -> Mapping[str, Money]:
        """What each account stands at, by name; those in ``memo:`` are no money but what is owed."""
        return self.journal.balances

    @property
    def compiled(self) -> Any:
        """The compiled scheme, for explanations."""
        return None if self._books is None else self._books.compiled

    def standing(self, member: str) -> Standing:
        """Where *member* stands.

        Raises:
            EventError: Nobody of that id ever joined.
        """
        try:
            return self.standings[member]
        except KeyError:
            raise EventError(findings.unknown_member(member, self.standings)) from None

    def quote(self, claim: Claimed) -> Decision:
        """What *claim* would pay if it were made now. Nothing is kept of it.

        Raises:
            EventError: The claim names a member, benefit, fact or date that cannot be.
            TypeError: *claim* is no claim.
            RuntimeError: The outcome was read back from JSON and has no books to ask.
        """
        if not isinstance(claim, Claimed):
            raise TypeError(f"only a claim has a price, not {claim!r}")
        if self._books is None:
            raise RuntimeError("an outcome read back from JSON cannot quote: evaluate the events again")
        return self._books.quote(claim)
