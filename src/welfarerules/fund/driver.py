"""Runs the kernel's fold: makes its tables, drains its chunks, gives it room. The same for plain and compiled runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import attrs

from welfarerules.fund.compile import CompiledScheme
from welfarerules.fund.fund_rows import FundRows
from welfarerules.fund.store import PlainStore, Store
from welfarerules.journal import Columns
from welfarerules.kernel import records, terms
from welfarerules.kernel.codes import DONE, PHASE_OVER, POSTING_WIDTH
from welfarerules.kernel.fold import fold
from welfarerules.kernel.payouts import plan_recurrence
from welfarerules.kernel.records import Tables

DEFAULT_CHUNK: Final = 4096
DUES: Final = ("due_day", "due_month", "due_total", "due_previous", "due_next")
SETTLEMENTS: Final = ("settled_day", "settled_total", "settled_cancelled", "settled_previous")


@attrs.frozen
class Kernels:
    """The kernel's entry points, plain or compiled."""

    fold: Callable[[Tables, int, int, int], int] = fold
    plan_recurrence: Callable[[Tables], int] = plan_recurrence


@attrs.frozen
class Run:
    """What a run of the fold left behind."""

    tables: Tables
    journal: memoryview
    decisions: Columns
    trace: memoryview


@attrs.frozen
class Needs:
    """The most that one step of the fold writes into each table."""

    journal: int
    trace: int
    settlements: int
    usages: int
    parts: int

    @classmethod
    def of(cls, compiled: CompiledScheme, rows: FundRows) -> Needs:
        """What the steps of this fund under this scheme need."""
        contributions = len(compiled.contributions)
        caps = max((b.caps_to - b.caps_from for b in compiled.benefits), default=0)
        parts = rows.longest_stay // 365 + 3
        return cls(
            journal=3 * contributions + 4 + max(rows.most_payees, len(rows.accounts) if rows.closes else 1),
            trace=compiled.trace_length(parts),
            settlements=2 * contributions + 1,
            usages=parts * caps + 1 + rows.most_used,
            parts=parts,
        )


class Driver:
    """One run of the fold over one fund.

    Args:
        compiled: The scheme's tables.
        rows: The fund's events as rows.
        store: Where tables live.
        kernels: The kernel's entry points that fit the store.
        chunk: Rows of the journal and decisions that are written before they are drained.
    """

    def __init__(
        self,
        compiled: CompiledScheme,
        rows: FundRows,
        *,
        store: Store | None = None,
        kernels: Kernels | None = None,
        chunk: int = DEFAULT_CHUNK,
    ) -> None:
        self.store: Store = store if store is not None else PlainStore()
        self.kernels = kernels if kernels is not None else Kernels()
        self.needs = Needs.of(compiled, rows)
        self.events = len(rows.sources)
        self.journal = self.store.sink(4 * len(rows.sources) * POSTING_WIDTH)
        self.decisions = Columns(records.Decision)
        self.trace = self.store.sink(0)
        self.tables = self.store.tables(self._tables(compiled, rows, chunk))
        self.kernels.plan_recurrence(self.tables)

    def run(self, last_day: int, last_phase: int = PHASE_OVER) -> Run:
        """Take all events, then let everything happen that falls due before *last_phase* of *last_day*."""
        self._grant()
        while self.kernels.fold(self.tables, self.events, last_day, last_phase) != DONE:
            self._make_room()
        self._drain()
        return Run(self.tables, self.journal.kept(), self.decisions, self.trace.kept())

    def _tables(self, compiled: CompiledScheme, rows: FundRows, chunk: int) -> Tables:
        make, ints, needs = self.store.rows, self.store.ints, self.needs
        members = len(rows.members)
        steps = min(chunk, self.events + rows.expected_dues + members + 1)
        state = records.State(day=rows.first_day, first_day=rows.first_day, tracing=1)
        contributions = [attrs.evolve(c) for c in compiled.contributions]
        benefits = [attrs.evolve(b) for b in compiled.benefits]
        return Tables(
            terms=make(terms.Terms, [compiled.terms], 1),
            contributions=make(terms.Contribution, contributions, len(contributions)),
            benefits=make(terms.Benefit, compiled.placed(benefits, rows.first_day), len(benefits)),
            requirements=make(terms.Requirement, compiled.requirements, len(compiled.requirements)),
            loads=make(terms.Load, compiled.loads, len(compiled.loads)),
            caps=make(terms.Cap, compiled.caps, len(compiled.caps)),
            code=self.store.code(compiled.code),
            events=ints(rows.events, len(rows.events)),
            event=make(records.Event, [], 1),
            inputs=ints(rows.inputs, len(rows.inputs)),
            state=make(records.State, [state], 1),
            members=make(records.Member, [], members),
            slots=make(records.Slot, [], members * len(contributions)),
            spells=make(records.Spell, [], rows.joinings + 1),
            **self._histories(rows, chunk, steps),
            **self._calendar(rows),
            fact_heads=ints([], members * compiled.terms.member_facts),
            facts=make(records.MemberFact, [], rows.facts + 1),
            claims=make(records.Claim, self._claims(rows), len(rows.claim_ids)),
            awaited=ints([*rows.recurring], len(rows.recurring)),
            balances=ints([], len(rows.accounts)),
            account_kinds=ints(rows.account_kinds, len(rows.accounts)),
            verdicts=ints([], len(rows.sources)),
            regs=ints(compiled.template, len(compiled.template)),
            case=make(records.Case, [], 1),
            parts=make(records.Part, [], needs.parts),
            rooms=ints([], max(len(compiled.caps), 1)),
            journal=ints([], max(chunk, needs.journal) * POSTING_WIDTH),
            decisions=make(records.Decision, [], steps),
            trace=ints([], needs.trace * (chunk // needs.journal + 1)),
        )

    def _histories(self, rows: FundRows, chunk: int, steps: int) -> dict[str, Any]:
        """Dues, settlements and what was had under caps, with room for about as many as there will be."""
        usages = max(min(chunk, steps * self.needs.usages), self.needs.usages) + 1
        dues = max(chunk, rows.expected_dues)
        settlements = max(chunk, self.needs.settlements + 1, len(rows.sources))
        return {
            **{name: self.store.ints([], dues) for name in DUES},
            **{name: self.store.ints([], settlements) for name in SETTLEMENTS},
            "usages": self.store.rows(records.Usage, [], usages),
        }

    def _claims(self, rows: FundRows) -> list[records.Claim]:
        """The claims; of a payment that nobody claims it is known beforehand what it is, of others what stands."""
        claims = [records.Claim() for _ in rows.claim_ids]
        for number, (benefit, member, day) in rows.recurring.items():
            claims[number] = records.Claim(benefit=benefit, member=member, event_day=day, counted_day=day)
        for number, amount in rows.stands.items():
            claims[number].stands = amount
        return claims

    def _calendar(self, rows: FundRows) -> dict[str, Any]:
        """What falls due on which day, and whose memberships may end today."""
        days = rows.last_day - rows.first_day + 1
        sizes = {"wheel": days, "wheel_ends": days, "lapsing": len(rows.members)}
        return {name: self.store.ints([], size) for name, size in sizes.items()}

    def _grant(self) -> None:
        """Allow as many steps as no table can overflow in."""
        s, t, needs = self.store.row(self.tables.state, 0), self.tables, self.needs
        s.budget = min(
            (len(t.journal) // POSTING_WIDTH - s.journal) // needs.journal,
            len(t.decisions) - s.decisions,
            (len(t.trace) - s.noted) // needs.trace,
            len(t.due_day) - s.dues - 1,
            (len(t.settled_day) - s.settlements - 1) // needs.settlements,
            (len(t.usages) - s.usages - 1) // needs.usages,
        )

    def _make_room(self) -> None:
        self._drain()
        t, s, needs = self.tables, self.store.row(self.tables.state, 0), self.needs
        wanted = len(t.journal) // POSTING_WIDTH // needs.journal + 1
        grown = {}
        for names, used, need in (
            (DUES, s.dues, 1),
            (SETTLEMENTS, s.settlements, needs.settlements),
            (("usages",), s.usages, needs.usages),
        ):
            least = int(used) + 2 + need * wanted
            for name in names:
                table = getattr(t, name)
                if len(table) < least:
                    grown[name] = self.store.larger(table, max(least, 2 * len(table)))
        if grown:
            self.tables = self.store.tables(Tables(*(grown.get(name, getattr(t, name)) for name in Tables._fields)))
        self._grant()

    def _drain(self) -> None:
        s, t = self.store.row(self.tables.state, 0), self.tables
        self.journal.add(t.journal, int(s.journal) * POSTING_WIDTH)
        self.decisions.extend(self.store.columns(t.decisions, self.decisions.names, int(s.decisions)))
        self.trace.add(t.trace, int(s.noted))
        s.decided += s.decisions
        s.traced += s.noted
        s.journal = 0
        s.decisions = 0
        s.noted = 0
