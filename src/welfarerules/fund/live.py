"""The kernel's tables of a fund that is going on: they grow as events come, and stand at the day reached."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from welfarerules.events import Changed, Claimed, Closed, Died, Event, Joined, Opening, Resolved
from welfarerules.fund.compile import CompiledScheme
from welfarerules.fund.decisions import Decision, DecisionMaker
from welfarerules.fund.driver import Driver, Needs
from welfarerules.fund.fund_rows import FundRows
from welfarerules.fund.outcome import Books
from welfarerules.fund.rows import RefusalError, RowMaker
from welfarerules.journal import Columns, Journal, Names, Posting, RecordedPostings
from welfarerules.kernel import codes, records
from welfarerules.kernel.books import post
from welfarerules.kernel.dues import put_on_wheel
from welfarerules.kernel.fold import advance, take_events

CHUNK: Final = 1024
"""Rows of the journal that are written before they are drained."""

AHEAD: Final = 1500
"""Days that the wheel is made to reach beyond the day that is wanted."""

_AT_HAND: Final = 0
"""Number of the event at hand while the kernel takes it; in the books it gets its own."""

_MOVES_INCOME: Final = frozenset({codes.INCOME, codes.EXPENSE})


class LiveBooks(Driver):
    """The books of one fund as they are issued.

    Attributes:
        rows: The events' rows; those of one event at a time, and what is known of all claims.
        numbers: Members by id.
        people: Ids of the members by number.
        issued: Every posting issued since the books were opened, or taken up from a snapshot.
        decisions_issued: Every decision issued since then.
        first_posting, first_decision: How many were issued before.
        totals: What the postings of each member, by number, moved on the accounts of the scheme; income and expense
            before the last closing stand in the surplus.
        fund_totals: The same of postings that concern no member, on all accounts.
        moved: By member, the last day on which income or expense moved.
    """

    def __init__(self, compiled: CompiledScheme, maker: RowMaker, first_day: int) -> None:
        rows = FundRows(
            members=(),
            first_day=first_day,
            last_day=first_day,
            accounts=[name for name, _ in compiled.accounts],
            account_kinds=[kind for _, kind in compiled.accounts],
            expected_dues=CHUNK,
        )
        super().__init__(compiled, rows, chunk=CHUNK)
        self.compiled, self.maker, self.rows = compiled, maker, rows
        self.width = len(rows.accounts)
        self.numbers: dict[str, int] = {}
        self.people: list[str] = []
        self.issued: array[int] = array("q")
        self.decisions_issued: list[Decision] = []
        self.first_posting = self.first_decision = 0
        self.totals: list[int] = []
        self.fund_totals: list[int] = [0] * self.width
        self.moved: list[int] = []
        self.events_named: list[str] = []
        self._booked_on, self._counted = 0, False
        self.names = Names(
            currency=compiled.scheme.currency,
            accounts=rows.accounts,
            rules=compiled.rules,
            benefits=compiled.benefit_ids,
            members=self.people,
            events=self.events_named,
            payees=rows.payees,
        )
        self._decided = DecisionMaker(compiled, self.names, rows.claim_ids, rows.resolutions)
        self._seen = (0, 0, 0, 0)
        self._books: Books | None = None
        for name in ("events", "inputs", "account_kinds"):
            setattr(self.tables, name, getattr(rows, name))  # the lists themselves: what is added is read at once
        self._to_length("verdicts", 1)

    @property
    def state(self) -> records.State:
        """Where the books stand."""
        return self.tables.state[0]

    @property
    def book(self) -> Journal:
        """The postings issued so far."""
        return Journal(
            RecordedPostings(self.issued, self.names, first=self.first_posting), self.compiled.scheme.currency
        )

    @property
    def posted(self) -> int:
        """How many postings were issued."""
        return self.first_posting + len(self.issued) // codes.POSTING_WIDTH

    @property
    def decided(self) -> int:
        """How many decisions were issued."""
        return self.first_decision + len(self.decisions_issued)

    @property
    def books(self) -> Books:
        """The state, as claims and standings ask it."""
        day = date.fromordinal(self.state.day)
        if self._books is None or self._books.as_of != day:
            self._books = Books(
                compiled=self.compiled,
                maker=self.maker,
                rows=self.rows,
                tables=self.tables,
                decisions=self._decided,
                as_of=day,
                members=self.numbers,
            )
        return self._books

    def since(self, number: int) -> Sequence[Posting]:
        """The postings issued from that number on."""
        issued = self.issued[(number - self.first_posting) * codes.POSTING_WIDTH :]
        return RecordedPostings(issued, self.names, first=number)

    def in_time(self, day: int, phase: int) -> bool:
        """Whether nothing has happened yet that comes after *phase* of *day*."""
        s = self.state
        if day != s.day:
            return day > s.day
        return s.stage == 0 or phase >= (codes.PHASE_DEATH if s.stage > codes.PHASE_LAPSING else codes.PHASE_MONEY)

    def passes_time(self, day: int, phase: int) -> bool:
        """Whether anything may fall due before *phase* of *day*."""
        s = self.state
        if s.day < day or s.stage == 0:
            return s.day < day or phase > codes.PHASE_DUES
        return s.stage < codes.PHASE_CLAIMS and phase > codes.PHASE_LAPSING

    def pass_time(self, day: int, phase: int) -> None:
        """Let everything happen that falls due before *phase* of *day*."""
        self.reach(day)
        self._grant()
        while advance(self.tables, day, phase):
            self._make_room()
        self._drain()

    def add(self, event: Event, known: Mapping[str, int]) -> None:
        """Add the row of the newest event; *known* numbers the members who are known.

        Raises:
            RefusalError: The event is at fault; nothing was added.
        """
        try:
            self.maker.add(self.rows, known, event)
        except RefusalError:
            self.forget_row()
            raise
        self.events_named.append(event.id)

    def take(self, event: Event) -> int:
        """Take the event whose row was just added, after what falls due before it; returns what became of it.

        An event that is refused leaves no trace but the time that has passed.
        """
        self.fit()
        self.reach(event.date.toordinal())
        self.tables.verdicts[0] = codes.TAKEN
        self.state.event = _AT_HAND
        self._grant()
        while take_events(self.tables, 1):
            self._make_room()
        self._drain()
        verdict = self.tables.verdicts[0]
        self.forget_row()
        if verdict != codes.TAKEN:
            self.withdraw(event)
        elif isinstance(event, Closed):
            self._close()
        return verdict

    def withdraw(self, event: Event) -> None:
        """Forget the newest event: it was refused."""
        self.forget_row()
        rows, number = self.rows, len(self.events_named) - 1
        self.events_named.pop()
        rows.sources.pop()
        rows.payees.pop(number, None)
        rows.resolutions.pop(number, None)
        if isinstance(event, Claimed):
            self.forget_claim(event.id)

    def forget_claim(self, identity: str) -> None:
        """Know a claim no more: what is entered about it is refused."""
        claim = self.rows.claims.pop(identity, None)
        if claim is not None:
            self.tables.claims[claim.number] = records.Claim()

    def forget_row(self) -> None:
        """Make room for the row of the next event."""
        del self.rows.events[:], self.rows.inputs[:]

    def note(self, event: Event) -> None:
        """Number an event that the kernel does not take at the day reached."""
        self.rows.sources.append(event)
        self.events_named.append(event.id)

    def adjust(self, day: int, moves: Iterable[tuple[int, int, int, int, int]], *, counted: bool = False) -> None:
        """Book differences under the newest event.

        Args:
            day: On which they are booked.
            moves: Rule, member, debit, credit and amount of each.
            counted: Whether the totals say so already.
        """
        self._booked_on, self._counted = day, counted
        for rule, member, debit, credit, amount in moves:
            if (self.state.journal + 1) * codes.POSTING_WIDTH > len(self.tables.journal):
                self._drain()
            post(self.tables, _AT_HAND, rule, member, debit, credit, amount, codes.ADJUSTED, 0)
        self._drain()
        self._booked_on, self._counted = 0, False

    def issue(self, decisions: Iterable[Decision]) -> None:
        """Number decisions that were made anew."""
        self.decisions_issued += decisions
        self.state.decided = self.decided

    def is_member(self, member: str) -> bool:
        """Whether somebody is a member on the day reached."""
        number = self.numbers.get(member)
        return number is not None and self.tables.members[number].status == codes.ACTIVE

    def is_sure(self, event: Event) -> bool:
        """Whether *event* will be taken whatever falls due before it."""
        if isinstance(event, Resolved):
            return False
        number = self.numbers.get(getattr(event, "member", ""))
        if number is None:
            return True
        m, lapses = self.tables.members[number], self.tables.terms[0].may_lapse == 1
        if isinstance(event, Claimed | Changed):
            return m.spell > 0
        if isinstance(event, Joined | Opening):
            known_before = isinstance(event, Opening) and m.spell > 0
            return m.status not in (codes.ACTIVE, codes.DEAD) and not known_before
        if isinstance(event, Died):
            return m.status not in (codes.NEVER, codes.DEAD)
        return m.status == codes.ACTIVE and not lapses

    def own_postings(self) -> tuple[Posting, ...]:
        """The postings of the newest event."""
        width, own = codes.POSTING_WIDTH, len(self.events_named) - 1
        first = len(self.issued) // width
        while first > 0 and self.issued[(first - 1) * width + 1] == own:
            first -= 1
        return tuple(self.since(self.first_posting + first))

    def welcome(self, member: str) -> int:
        """The number of a member, a new one where nobody of that id was met before."""
        number = self.numbers.get(member)
        if number is None:
            number = self.numbers[member] = len(self.people)
            self.people.append(member)
            self.fit()
        return number

    def fit(self) -> None:
        """Make every table as large as there are members, claims and accounts; see that one more event has room."""
        people, rows, t = len(self.people), self.rows, self.tables
        if len(t.members) < people:
            terms = t.terms[0]
            t.members.extend(records.Member() for _ in range(people - len(t.members)))
            t.slots.extend(records.Slot() for _ in range(people * terms.contributions - len(t.slots)))
            self._to_length("fact_heads", people * terms.member_facts)
            self._to_length("lapsing", people)
            self.totals.extend([0] * (people * self.width - len(self.totals)))
            self.moved.extend([0] * (people - len(self.moved)))
        t.claims.extend(records.Claim() for _ in range(len(rows.claim_ids) - len(t.claims)))
        self._to_length("balances", len(rows.accounts))
        self.fund_totals.extend([0] * (len(rows.accounts) - len(self.fund_totals)))
        if t.state[0].spells + 2 > len(t.spells):
            t.spells.extend(records.Spell() for _ in range(CHUNK))
        while t.state[0].facts + len(rows.inputs) + 2 > len(t.facts):
            t.facts.extend(records.MemberFact() for _ in range(CHUNK))
        most = (rows.most_payees, rows.most_used, rows.longest_stay, len(rows.accounts) if rows.closes else 0)
        if most != self._seen:
            self._seen = most
            self._need()

    def reserve(self) -> None:
        """Have room for whatever one event may bring."""
        self._to_length("lapsing", len(self.people))
        self.fit()
        self._make_room()

    def reach(self, day: int) -> None:
        """Make the wheel reach beyond *day*, with every due on it that waits for a day within its reach."""
        t = self.tables
        if day - t.state[0].first_day + 1 < len(t.wheel):
            return
        end = t.state[0].first_day + len(t.wheel)
        for name in ("wheel", "wheel_ends"):
            self._to_length(name, day - t.state[0].first_day + AHEAD)
        for index, slot in enumerate(t.slots):
            if slot.waits_for >= end:
                put_on_wheel(t, index, slot.waits_for)

    def _need(self) -> None:
        needs = self.needs = Needs.of(self.compiled, self.rows)
        self._to_length("journal", needs.journal * codes.POSTING_WIDTH)
        self._to_length("trace", needs.trace)
        t = self.tables
        t.parts.extend(records.Part() for _ in range(needs.parts - len(t.parts)))
        self._make_room()

    def _to_length(self, name: str, length: int) -> None:
        table: list[int] = getattr(self.tables, name)
        table.extend([0] * (length - len(table)))

    def booked(self, number: int) -> list[int]:
        """By account, what the postings of a member moved; -1 for those that concern no member."""
        if number < 0:
            return [*self.fund_totals]
        return self.totals[number * self.width : (number + 1) * self.width]

    def carried(self, number: int) -> dict[int, int]:
        """By account, what a closing now would change of what the postings of a member moved."""
        kinds, booked = self.rows.account_kinds, self.booked(number)
        found = {account: -total for account, total in enumerate(booked) if total and kinds[account] in _MOVES_INCOME}
        return {**found, self.compiled.terms.surplus: -sum(found.values())} if found else {}

    def count_as(self, number: int, found: Mapping[int, int]) -> None:
        """Change the totals of a member, -1 for the fund, by differences that are booked for all together."""
        totals, start = (self.fund_totals, 0) if number < 0 else (self.totals, number * self.width)
        for account, difference in found.items():
            totals[start + account] += difference

    def _close(self) -> None:
        """Carry what each member and the fund itself moved of income and expense to the surplus."""
        carried = [account for account, kind in enumerate(self.rows.account_kinds) if kind in _MOVES_INCOME]
        of_members = [account for account in carried if account < self.width]
        for start in range(0, len(self.totals), self.width):
            self.carry(self.totals, start, of_members)
        self.carry(self.fund_totals, 0, carried)

    def carry(self, totals: list[int], start: int, accounts: Iterable[int]) -> None:
        """Carry what stands under *accounts* in the totals from *start* on to the surplus."""
        surplus = start + self.compiled.terms.surplus
        for account in accounts:
            totals[surplus] += totals[start + account]
            totals[start + account] = 0

    def _drain(self) -> None:
        s = self.state
        if s.journal:
            self._keep(self.tables.journal[: s.journal * codes.POSTING_WIDTH])
            s.journal = 0
        if s.decisions:
            self._keep_decisions(s)
        s.traced = s.noted = 0

    def _keep(self, numbers: list[int]) -> None:
        """Number the event at hand, and add up what was moved."""
        own, kinds, width, totals = len(self.events_named) - 1, self.rows.account_kinds, self.width, self.totals
        for at in range(0, len(numbers), codes.POSTING_WIDTH):
            if numbers[at + 1] == _AT_HAND:
                numbers[at + 1] = own
            if self._booked_on:
                numbers[at] = self._booked_on
            member, debit, credit, amount = numbers[at + 3 : at + 7]
            if member >= 0:
                totals[member * width + debit] += amount
                totals[member * width + credit] -= amount
                if kinds[credit] in _MOVES_INCOME or kinds[debit] in _MOVES_INCOME:
                    self.moved[member] = max(self.moved[member], numbers[at])
            elif numbers[at + 7] != codes.YEAR_CLOSED and not self._counted:
                self.fund_totals[debit] += amount
                self.fund_totals[credit] -= amount
        self.issued.extend(array("q", numbers))

    def _keep_decisions(self, s: records.State) -> None:
        t, columns = self.tables, Columns(records.Decision)
        for row in t.decisions[: s.decisions]:
            if row.event == _AT_HAND:
                row.event = len(self.events_named) - 1
        columns.extend(self.store.columns(t.decisions, columns.names, s.decisions))
        trace = memoryview(array("q", t.trace[: s.noted]))
        self.decisions_issued += self._decided.made(columns, trace)
        s.decided += s.decisions
        s.decisions = 0
