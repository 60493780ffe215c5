"""Evaluating a fund: events in, books and decisions out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from welfarerules.dates import must_be_day
from welfarerules.errors import Diagnostic
from welfarerules.events import Event, combine, effective
from welfarerules.fund import findings
from welfarerules.fund.compile import CompiledScheme, compile_scheme
from welfarerules.fund.decisions import DecisionMaker
from welfarerules.fund.driver import DEFAULT_CHUNK, Driver, Run
from welfarerules.fund.fund_rows import FundRows
from welfarerules.fund.outcome import Books, Outcome
from welfarerules.fund.rows import RowMaker
from welfarerules.journal import Journal, Names, RecordedPostings
from welfarerules.kernel.codes import PHASE_OVER
from welfarerules.money import Money
from welfarerules.scheme.model import Scheme

if TYPE_CHECKING:
    from welfarerules.fund.ledger import Ledger


@attrs.frozen
class Prepared:
    """A fund's events made ready for the kernel, and those that do not count."""

    rows: FundRows
    refusals: tuple[Diagnostic, ...]
    reversed: tuple[str, ...]


class Fund:
    """A fund under one scheme. Immutable and safe to share between threads.

    Args:
        scheme: The bylaws, from `load_scheme` or `loads_scheme`.

    Raises:
        TypeError: *scheme* is no scheme.
    """

    def __init__(self, scheme: Scheme) -> None:
        if not isinstance(scheme, Scheme):
            raise TypeError(f"a fund is under a Scheme, which load_scheme reads from a file, not under {scheme!r}")
        self.scheme = scheme
        self._compiled = compile_scheme(scheme)
        self._maker = RowMaker(self._compiled)

    def __repr__(self) -> str:
        return f"<Fund under {self.scheme.id}>"

    @property
    def compiled(self) -> CompiledScheme:
        """The scheme as the kernel reads it."""
        return self._compiled

    @property
    def maker(self) -> RowMaker:
        """Makes the kernel's rows of events."""
        return self._maker

    def prepare(self, events: Iterable[Event], as_of: date, *, stands: Mapping[str, Money] | None = None) -> Prepared:
        """Put *events* in their one order and make them ready, leaving out those that do not count."""
        must_be_day(as_of)
        ordered, doubtful = combine(_of_events(events))
        counting, unreversible, reversed_ids = effective(ordered)
        withdrawn = [event for event in ordered if event.id in reversed_ids]
        paid = {claim: _minor(amount) for claim, amount in stands.items()} if stands else None
        rows = self._maker.rows(counting, as_of, withdrawn=withdrawn, stands=paid)
        return Prepared(rows, (*doubtful, *unreversible, *rows.refused.values()), tuple(sorted(reversed_ids)))

    def evaluate(self, events: Iterable[Event], as_of: date, *, stands: Mapping[str, Money] | None = None) -> Outcome:
        """Decide everything that follows from *events* by the end of the day *as_of*.

        The order of *events* is irrelevant: each keeps its own date and sequence. An event at fault does not count and
        is told of in `Outcome.refusals`; all others do count.

        Args:
            events: What happened, such as `read_events` reads.
            as_of: Last day that is looked at; later events are left out.
            stands: By id of a claim, or of a payment of a recurring benefit: what was paid on it before all was known,
                and stays paid where less would be paid now. `Ledger.stands` has this form.

        Raises:
            TypeError: Something in *events* is no event, or *as_of* no date.
        """
        prepared = self.prepare(events, as_of, stands=stands)
        return self.outcome(prepared, self.run(prepared, prepared.rows.last_day), as_of)

    def run(
        self, prepared: Prepared, last_day: int, last_phase: int = PHASE_OVER, *, chunk: int = DEFAULT_CHUNK
    ) -> Run:
        """Have the kernel take the events, and all that falls due before *last_phase* of *last_day*."""
        return Driver(self._compiled, prepared.rows, chunk=chunk).run(last_day, last_phase)

    def open(self) -> Ledger:
        """Open the fund's live books: events are posted one by one, as they come.

        Other than `evaluate`, which tells what follows from all that is known, a ledger keeps what it issued.
        """
        from welfarerules.fund.ledger import Ledger  # which evaluates members alone by this class

        return Ledger(self)

    def restore(self, snapshot: bytes) -> Ledger:
        """Go on with the live books that `Ledger.snapshot` was taken of, as if they had never been put away.

        Raises:
            EventError: *snapshot* is none, is of another version or of other bylaws, or was changed.
            TypeError: *snapshot* is no bytes.
        """
        if not isinstance(snapshot, bytes | bytearray):
            raise TypeError(f"a snapshot is bytes, not {type(snapshot).__name__}")
        from welfarerules.fund.ledger import Ledger  # as in `open`

        return Ledger.restored(self, snapshot)

    def outcome(self, prepared: Prepared, run: Run, as_of: date) -> Outcome:
        """Tell what a run of the kernel left behind."""
        rows, compiled, currency = prepared.rows, self._compiled, self.scheme.currency
        names = Names(
            currency=currency,
            accounts=tuple(rows.accounts),
            rules=compiled.rules,
            benefits=compiled.benefit_ids,
            members=rows.members,
            events=tuple(event.id for event in rows.sources),
            payees=rows.payees,
        )
        maker = DecisionMaker(compiled, names, rows.claim_ids, rows.resolutions)
        books = Books(
            compiled=compiled,
            maker=self._maker,
            rows=rows,
            tables=run.tables,
            decisions=maker,
            as_of=as_of,
            members={member: number for number, member in enumerate(rows.members)},
        )
        known = [member for number, member in enumerate(rows.members) if run.tables.members[number].spell]
        return Outcome(
            scheme=self.scheme,
            as_of=as_of,
            journal=Journal(RecordedPostings(run.journal, names), currency),
            decisions=tuple(maker.made(run.decisions, run.trace)),
            refusals=(*prepared.refusals, *verdicts(rows, run).values()),
            standings=MappingProxyType({member: books.standing(member) for member in known}),
            reversed=prepared.reversed,
            books=books,
        )


def _of_events(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return *events*, each of which must be one."""
    if not isinstance(events, Iterable):
        raise TypeError(f"events come in a list or another iterable, not as {type(events).__name__}")
    given = tuple(events)
    for kind in set(map(type, given)):
        if not issubclass(kind, Event):
            raise TypeError(f"only events are evaluated, not {kind.__name__}; event_from_json makes them of JSON")
    return given


def _minor(amount: Money) -> int:
    if not isinstance(amount, Money):
        raise TypeError(f"what stands is Money, not {amount!r}")
    return amount.minor


def verdicts(rows: FundRows, run: Run) -> dict[str, Diagnostic]:
    """By id, the events that the kernel found wrong in the light of the fund's history."""
    judged = zip(rows.sources, run.tables.verdicts, strict=True)
    return {event.id: findings.verdict(event, int(code)) for event, code in judged if code}
