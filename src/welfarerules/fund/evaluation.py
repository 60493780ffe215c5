"""Evaluating a fund: events in, books and decisions out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from types import MappingProxyType

import attrs

from welfarerules.dates import Day
from welfarerules.errors import Diagnostic
from welfarerules.events import Event, combine, effective
from welfarerules.fund import findings
from welfarerules.fund.compile import CompiledScheme, compile_scheme
from welfarerules.fund.decisions import DecisionMaker
from welfarerules.fund.driver import Driver, Run
from welfarerules.fund.fund_rows import FundRows
from welfarerules.fund.outcome import Books, Outcome
from welfarerules.fund.rows import RowMaker
from welfarerules.journal import Journal, Names, RecordedPostings
from welfarerules.scheme.model import Scheme


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
    """

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self._compiled = compile_scheme(scheme)
        self._maker = RowMaker(self._compiled)

    def __repr__(self) -> str:
        return f"<Fund under {self.scheme.id}>"

    @property
    def compiled(self) -> CompiledScheme:
        """The scheme as the kernel reads it."""
        return self._compiled

    def prepare(self, events: Iterable[Event], as_of: date) -> Prepared:
        """Put *events* in their one order and make them ready, leaving out those that do not count."""
        ordered, doubtful = combine(events)
        counting, unreversible, reversed_ids = effective(ordered)
        withdrawn = [event for event in ordered if event.id in reversed_ids]
        rows = self._maker.rows(counting, as_of, withdrawn=withdrawn)
        return Prepared(rows, (*doubtful, *unreversible, *rows.refusals), tuple(sorted(reversed_ids)))

    def evaluate(self, events: Iterable[Event], as_of: date) -> Outcome:
        """Decide everything that follows from *events* by the end of the day *as_of*.

        The order of *events* is irrelevant: each keeps its own date and sequence. An event at fault does not count and
        is told of in `Outcome.refusals`; all others do count.

        Args:
            events: What happened, such as `read_events` reads.
            as_of: Last day that is looked at; later events are left out.
        """
        prepared = self.prepare(events, as_of)
        run = Driver(self._compiled, prepared.rows).run(prepared.rows.last_day)
        return self.outcome(prepared, run, as_of)

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
        maker = DecisionMaker(compiled, names, tuple(rows.claim_events), rows.resolutions)
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
            refusals=(*prepared.refusals, *_verdicts(rows, run)),
            standings=MappingProxyType({member: books.standing(member) for member in known}),
            reversed=prepared.reversed,
            books=books,
        )


def _verdicts(rows: FundRows, run: Run) -> list[Diagnostic]:
    """What the kernel found wrong with events in the light of the fund's history."""
    found = []
    for event, verdict in zip(rows.sources, run.tables.verdicts, strict=True):
        if verdict:
            subject = getattr(event, "member", None) or getattr(event, "claim", "")
            place = findings.field(event, "member" if getattr(event, "member", None) else "claim")
            found.append(findings.VERDICTS[int(verdict)].at(place, member=subject, date=Day(event.date)))
    return found
