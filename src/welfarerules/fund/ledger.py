"""The books of a fund as they are issued: one event after another, late ones and corrections included."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from welfarerules.dates import Day, must_be_day
from welfarerules.errors import Diagnostic, EventError
from welfarerules.events import Claimed, Event, Joined, Opening, Reversed
from welfarerules.events.order import reversal_fault
from welfarerules.fund import findings, snapshot
from welfarerules.fund.alone import Alone, Until, evaluate_alone, let_stand
from welfarerules.fund.decisions import Decision
from welfarerules.fund.entry import Entry, Flag
from welfarerules.fund.evaluation import Fund
from welfarerules.fund.event_book import FUND, EventBook
from welfarerules.fund.live import LiveBooks
from welfarerules.fund.outcome import Outcome, Standing
from welfarerules.fund.quoting import Quotes
from welfarerules.fund.rewriting import Rewriting
from welfarerules.fund.rows import RefusalError
from welfarerules.journal import Journal, Posting
from welfarerules.kernel import codes
from welfarerules.money import Money
from welfarerules.scheme.model import Scheme


class Ledger:
    """The live books of one fund.

    Events are posted one by one. What falls due is booked as time passes, and time passes only as events and `advance`
    say: a ledger has no clock. Nothing that was issued is ever changed. An event that comes late, and a reversal, are
    booked as adjustments, so that the balances are always those of a fresh evaluation of all events. What was paid out
    and would not be paid now stands, and is told of in `flags`.

    A ledger belongs to one thread at a time, does no I/O, and is gone with its process: see `snapshot`.

    >>> from datetime import date
    >>> from importlib.resources import as_file, files
    >>> from welfarerules import Fund, load_scheme
    >>> from welfarerules.events import Joined, Paid
    >>> with as_file(files("welfarerules") / "schemes" / "th" / "chamuang.toml") as bylaws:
    ...     ledger = Fund(load_scheme(bylaws)).open()
    >>> entry = ledger.post(Joined("J-1", date(2020, 1, 5), "M001", born=date(1960, 4, 13)))
    >>> entry = ledger.post(Paid("P-1", date(2020, 1, 5), "M001", "100"))
    >>> sum(posting.amount.minor for posting in entry.postings if posting.debit == "cash")
    10000
    >>> ledger.post(Paid("P-1", date(2020, 1, 5), "M001", "100")).repeated
    True
    """

    def __init__(self, fund: Fund) -> None:
        self.fund = fund
        self._book = EventBook(fund.maker)
        self._live: LiveBooks | None = None
        self._known: dict[str, int] = {}
        self._rewriting = Rewriting(fund, self._book)
        self._adjustments: dict[str, Entry] = {}
        self._quotes = Quotes()

    @classmethod
    def restored(cls, fund: Fund, data: bytes) -> Ledger:
        """The ledger that a snapshot is of; see `Fund.restore`."""
        kept, ledger = snapshot.read(fund, data), cls(fund)
        ledger._book, ledger._live, ledger._known = kept.book, kept.live, dict(kept.known)
        ledger._rewriting = Rewriting(fund, kept.book)
        ledger._rewriting.flags.update(kept.flags)
        if kept.live is not None:
            ledger._rewriting.judge_anew(kept.live, kept.refused)
        return ledger

    def __repr__(self) -> str:
        return f"<Ledger under {self.scheme.id}, {len(self._book)} events, as of {self.as_of}>"

    @property
    def scheme(self) -> Scheme:
        """The bylaws."""
        return self.fund.scheme

    @property
    def as_of(self) -> date | None:
        """The day reached; None before anything was posted. Of what happens on it, some may not have happened yet."""
        return None if self._live is None else date.fromordinal(self._live.state.day)

    @property
    def balances(self) -> Mapping[str, Money]:
        """What each account stands at, by name; accounts that stand at nothing are left out."""
        if self._live is None:
            return MappingProxyType({})
        found = zip(self._live.rows.accounts, self._live.tables.balances, strict=False)
        return MappingProxyType({name: self._money(minor) for name, minor in sorted(found) if minor})

    @property
    def journal(self) -> Journal:
        """The postings issued since the ledger was opened or restored, numbered on from those before; none changes."""
        return Journal((), self.scheme.currency) if self._live is None else self._live.book

    @property
    def issued(self) -> int:
        """How many postings were ever issued; the next one has this number."""
        return 0 if self._live is None else self._live.posted

    def issued_since(self, number: int) -> Sequence[Posting]:
        """The postings from that number on.

        Raises:
            ValueError: Some of them were issued before the snapshot from which the ledger was restored.
        """
        if self._live is None:
            return ()
        if number < self._live.first_posting:
            raise ValueError(f"postings before number {self._live.first_posting} are not in the snapshot")
        return self._live.since(number)

    @property
    def decisions(self) -> Sequence[Decision]:
        """The decisions issued since the ledger was opened or restored; one that a late entry changed, once more."""
        return () if self._live is None else tuple(self._live.decisions_issued)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The payments that stand although they would not be made now."""
        return tuple(flag for flags in self._rewriting.flags.values() for flag in flags)

    @property
    def stands(self) -> Mapping[str, Money]:
        """What was paid on the claims in `flags`, by their ids: what `Fund.evaluate` must be given to agree."""
        return MappingProxyType({flag.claim: flag.paid for flag in self.flags})

    @property
    def adjustments(self) -> tuple[Entry, ...]:
        """The entries of late events and reversals since the ledger was opened or restored."""
        return tuple(self._adjustments.values())

    @property
    def refusals(self) -> tuple[Diagnostic, ...]:
        """Events that were posted and do not count any more, in the light of what was entered after them."""
        return tuple(found for refused in self._rewriting.refused.values() for found in refused.values())

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event that was posted, in the order in which it was."""
        return tuple(self._book)

    def post(self, event: Event) -> Entry:
        """Book *event*, after all that falls due before it.

        An event that belongs before what has happened already is late: what it changes is booked as adjustments,
        dated the day on which it was recorded, or the day reached where that is later. The same event posted again does
        nothing, and the entry says so.

        Raises:
            EventError: The event is refused. Nothing was changed, and the ledger can be used on.
            TypeError: *event* is no event.
        """
        if not isinstance(event, Event):
            raise TypeError(f"a ledger takes events, not {event!r}")
        if (known := self._book.get(event.id)) is not None:
            return self._again(event, known)
        self._quotes.close()
        unopened = self._live is None
        try:
            entry = self._reverse(event) if isinstance(event, Reversed) else self._enter(event)
        except EventError:
            if unopened:
                self._live = None
            raise
        if entry.late:
            self._adjustments[event.id] = entry
        return entry

    def advance(self, day: date) -> Sequence[Posting]:
        """Let everything happen that falls due by the end of *day*; a day past does nothing.

        Returns:
            What was booked.

        Raises:
            TypeError: *day* is no date.
        """
        must_be_day(day)
        self._quotes.close()
        live = self._opened(day)
        first = live.posted
        if day.toordinal() >= live.state.day:
            live.pass_time(day.toordinal(), codes.PHASE_OVER)
        return live.since(first)

    def quote(self, claim: Claimed) -> Decision:
        """What *claim* would pay if it were posted now. Nothing is kept of it.

        Asked for the day reached, after `advance` to it, this takes microseconds; for another day the member's events
        are evaluated anew.

        Raises:
            EventError: The claim would be refused.
            TypeError: *claim* is no claim.
        """
        if not isinstance(claim, Claimed):
            raise TypeError(f"only a claim has a price, not {claim!r}")
        live = self._live
        if live is not None and claim.date.toordinal() == live.state.day and live.state.stage == codes.PHASE_CLAIMS:
            newest = self._book.newest.get(claim.member)
            if newest is not None and newest[:2] <= (claim.date, claim.phase) and self._book.get(claim.id) is None:
                return self._quotes.ask(live.books, claim)
        if (known := self._book.get(claim.id)) is not None:
            self._again(claim, known)
        self._must_be_known(claim, claim.member)
        alone = self._with(claim)
        if (refusal := alone.refused.get(claim.id)) is not None:
            raise EventError(refusal)
        return next(decision for decision in alone.outcome.decisions if decision.id == claim.id)

    def standing(self, member: str, as_of: date | None = None) -> Standing:
        """Where *member* stands, by all that is known now.

        Args:
            member: Id of the member.
            as_of: At the end of which day, past or to come; by default, as the ledger has it.

        Raises:
            EventError: Nobody of that id joined by then.
            TypeError: *as_of* is no date.
        """
        if as_of is not None:
            must_be_day(as_of)
        live = self._live
        if live is not None and member in self._known and live.tables.members[self._known[member]].spell:
            reached = live.state.stage == codes.PHASE_CLAIMS and as_of == self.as_of
            if as_of is None or reached:
                return live.books.standing(member)
        return self.outcome(member, as_of).standing(member)

    def event(self, identity: str) -> Event | None:
        """The event of that id, None where none was posted."""
        return self._book.get(identity)

    def knows(self, member: str) -> bool:
        """Whether any event was posted about *member*."""
        return self._book.concerns(member)

    def concerned(self, event: Event) -> str:
        """The id of the member whom *event* concerns, ``""`` for the fund itself."""
        target = self._book.get(event.event) if isinstance(event, Reversed) else event
        return (self._book.concerned(target) if target is not None else None) or FUND

    def outcome(self, member: str, as_of: date | None = None) -> Outcome:
        """What follows for *member* from all that is known now: decisions, dues and payments as in a fresh replay.

        Args:
            member: Id of the member; ``""`` for what concerns none.
            as_of: At the end of which day; by default the day reached.

        Raises:
            EventError: Nothing was posted about anybody of that id.
            TypeError: *as_of* is no date.
        """
        if as_of is not None:
            must_be_day(as_of)
        day = as_of or self.as_of
        if day is None or not self._book.concerns(member):
            raise EventError(findings.unknown_member(member, self._known))
        events = self._book.counting(member, closings=member == FUND)
        stands = self._rewriting.stands_of(member)
        withdrawn = self._book.withdrawn(member)
        alone = evaluate_alone(self.fund, events, Until(day.toordinal()), withdrawn=withdrawn, stands=stands)
        return alone.outcome

    def snapshot(self) -> bytes:
        """The ledger as bytes, for `Fund.restore`: plain data with a version, and nothing that could be executed.

        It holds every event, so that a restored ledger takes entries however late they come. It does not hold what was
        issued: that is for the host to keep, and `journal` of a restored ledger begins after it. Equal ledgers give
        equal bytes.
        """
        refused = [*self._rewriting.refused]
        return snapshot.written(
            self.fund, snapshot.Kept(self._book, self._live, self._known, self._rewriting.flags, refused)
        )

    def _money(self, minor: int) -> Money:
        return Money(minor, self.scheme.currency)

    def _opened(self, day: date) -> LiveBooks:
        if self._live is None:
            self._live = LiveBooks(self.fund.compiled, self.fund.maker, day.toordinal())
        return self._live

    def _with(self, claim: Claimed) -> Alone:
        """What would come of a claim by the end of its day, or of what has happened so far where that is later."""
        reached = Until(0) if self._live is None else self._rewriting.frontier(self._live)
        until = Until(claim.date.toordinal()) if claim.date.toordinal() > reached.day else reached
        member, stands = claim.member, self._rewriting.stands_of(claim.member)
        paid = evaluate_alone(self.fund, self._book.counting(member), until, stands=stands).paid
        paid.pop(claim.id, None)
        return let_stand(self.fund, self._book.counting(member, claim, without=claim.id), until, paid).alone

    def _again(self, event: Event, known: Event) -> Entry:
        if event != known:
            values = {"id": event.id, "kind": known.kind, "day": Day(known.date)}
            raise EventError(findings.ENTERED_BEFORE.at(findings.field(event, "id"), **values))
        end = 0 if self._live is None else self._live.posted
        return Entry(event.id, event.date, (), end, end, repeated=True)

    def _must_be_known(self, event: Event, member: str) -> None:
        if member not in self._known and not isinstance(event, Joined | Opening):
            uncounted = findings.Uncounted(reversed=self._book.once_joined())
            place = findings.field(event, "member")
            raise EventError(findings.unknown_member(member, self._known, place=place, uncounted=uncounted))

    def _enter(self, event: Event) -> Entry:
        if event.date < self.scheme.effective:
            raise EventError(self.fund.maker.too_early(event))
        live = self._opened(event.date)
        concerned = self._book.concerned(event)
        if concerned is None:
            place = findings.field(event, "claim")
            raise EventError(findings.unknown_claim(getattr(event, "claim", ""), live.rows.claims, place=place))
        if concerned != FUND:
            self._must_be_known(event, concerned)
        rewriting = self._rewriting
        if rewriting.is_late(live, event, concerned):
            entry = rewriting.enter(live, event, concerned)
        elif rewriting.is_about_no_claim(live, event):
            self._let_come(live, event, concerned)
            entry = rewriting.enter(live, event, concerned)
        else:
            entry = self._take(live, event, concerned)
        self._note_joining(live, event)
        return entry

    def _note_joining(self, live: LiveBooks, event: Event) -> None:
        if isinstance(event, Joined | Opening) and event.member:
            self._known[event.member] = live.numbers[event.member]

    def _take(self, live: LiveBooks, event: Event, concerned: str) -> Entry:
        """Take an event that comes after all that has happened."""
        first, decided = live.posted, len(live.decisions_issued)
        known: Mapping[str, int] = self._known
        if isinstance(event, Joined | Opening) and concerned not in known:
            known = ChainMap({concerned: live.numbers.get(concerned, len(live.people))}, self._known)
        try:
            live.add(event, known)
        except RefusalError as refusal:
            raise EventError(refusal.found) from None
        try:
            self._let_come(live, event, concerned)
        except EventError:
            live.withdraw(event)
            raise
        if concerned != FUND:
            live.welcome(concerned)
        verdict = live.take(event)
        if verdict != codes.TAKEN:
            raise EventError(findings.verdict(event, verdict))
        self._book.add(event, concerned)
        own = live.own_postings()
        return Entry(event.id, event.date, own, first, live.posted, live.decisions_issued[decided:])

    def _let_come(self, live: LiveBooks, event: Event, concerned: str) -> None:
        """See that *event* will not be refused once time has passed until it: else time must not pass."""
        if not live.passes_time(event.date.toordinal(), event.phase) or live.is_sure(event):
            return
        events = self._book.counting(concerned, event)
        until, stands = Until(event.date.toordinal()), self._rewriting.stands_of(concerned)
        alone = evaluate_alone(self.fund, events, until, stands=stands)
        if (refusal := alone.refused.get(event.id)) is not None:
            raise EventError(refusal)
        if self._rewriting.is_about_no_claim(live, event):
            live.pass_time(event.date.toordinal(), event.phase)

    def _reverse(self, event: Reversed) -> Entry:
        target = self._book.get(event.event)
        fault = reversal_fault(event, target, self._book.reversed_by.get(event.event))
        if fault is not None or target is None:
            raise EventError([fault] if fault else [])
        live = self._opened(event.date)
        entry = self._rewriting.reverse(live, event, target)
        member = getattr(target, "member", "")
        if member and not self._book.joins(member):
            self._known.pop(member, None)
        return entry
