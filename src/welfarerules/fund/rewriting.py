"""Late events and reversals: what they change is booked as adjustments, and what was paid stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from welfarerules.errors import Diagnostic, EventError
from welfarerules.events import Claimed, Closed, Event, Paid, Resolved, Reversed, order_key
from welfarerules.fund.adjusting import differences, moves
from welfarerules.fund.alone import Alone, Lasting, Until, about, evaluate_alone, let_stand
from welfarerules.fund.decisions import Decision
from welfarerules.fund.entry import Entry, Flag
from welfarerules.fund.evaluation import Fund
from welfarerules.fund.event_book import FUND, EventBook
from welfarerules.fund.live import LiveBooks
from welfarerules.fund.settling import settle
from welfarerules.kernel import codes
from welfarerules.money import Money

_STAGES = ((codes.PHASE_MONEY, codes.PHASE_DUES), (codes.PHASE_RECURRING, codes.PHASE_MONEY))
"""Before which stage of a day how far it has come."""

_NOBODY = -1


class Rewriting:
    """Changes the past of one fund's live books, and says so.

    Attributes:
        flags: By whom they concern, the payments that stand although they would not be made now.
        refused: By whom they concern, the events that do not count any more, by id.
    """

    def __init__(self, fund: Fund, book: EventBook) -> None:
        self.fund = fund
        self._book = book
        self.flags: dict[str, tuple[Flag, ...]] = {}
        self.refused: dict[str, Mapping[str, Diagnostic]] = {}

    def frontier(self, live: LiveBooks) -> Until:
        """What has happened so far."""
        s = live.state
        phase = next((phase for stage, phase in _STAGES if s.stage < stage), codes.PHASE_OVER)
        return Until(s.day, phase)

    def is_late(self, live: LiveBooks, event: Event, concerned: str) -> bool:
        """Whether *event* belongs before anything that has happened and that it could change."""
        key = order_key(event)
        if not live.in_time(event.date.toordinal(), event.phase) or (self._book.closed and key < self._book.closed):
            return True
        newest = self._book.newest.get(concerned)
        if concerned == FUND or newest is None or key > newest:
            return False
        # Of one day's payments by a member it does not matter which comes first.
        return not (isinstance(event, Paid) and newest[:2] == key[:2] and live.is_member(concerned))

    def is_about_no_claim(self, live: LiveBooks, event: Event) -> bool:
        """Whether *event* resolves on the payment of a recurring benefit, which the kernel must know beforehand."""
        return isinstance(event, Resolved) and event.claim not in live.rows.claims

    def stands_of(self, concerned: str) -> dict[str, int]:
        """What stands although it would not be paid now, in minor units."""
        return {flag.claim: flag.paid.minor for flag in self.flags.get(concerned, ())}

    def judge_anew(self, live: LiveBooks, concerned: Iterable[str]) -> None:
        """Find out again which events of whom do not count any more."""
        for member in concerned:
            self._note_refused(member, self._as_booked(live, member))

    def enter(self, live: LiveBooks, event: Event, concerned: str) -> Entry:
        """Enter an event that is late.

        Raises:
            EventError: It is refused; nothing was changed.
        """
        if isinstance(event, Closed):
            return self._change_closings(live, event, event)
        before = self._as_booked(live, concerned)
        after = self._replayed(live, concerned, before.paid, event)
        if (refusal := after.alone.refused.get(event.id)) is not None:
            raise EventError(refusal)
        self._book.add(event, concerned)
        return self._rewrite(live, event, concerned, before, after)

    def reverse(self, live: LiveBooks, event: Reversed, target: Event) -> Entry:
        """Take out the event that *event* reverses. What a claim or a resolution paid goes with it."""
        if isinstance(target, Closed):
            return self._change_closings(live, event, target)
        concerned = self._book.concerned(target) or FUND
        before = self._as_booked(live, concerned)
        self._book.add(event, concerned)
        if isinstance(target, Claimed):
            live.forget_claim(target.id)
        paid = _without(before, target.id)
        return self._rewrite(live, event, concerned, before, self._replayed(live, concerned, paid))

    def _as_booked(self, live: LiveBooks, concerned: str) -> Alone:
        """What was issued about somebody: the same events, and the same that stands, give the same again."""
        events, withdrawn = self._book.counting(concerned), self._book.withdrawn(concerned)
        stands = self.stands_of(concerned)
        return evaluate_alone(self.fund, events, self.frontier(live), withdrawn=withdrawn, stands=stands)

    def _replayed(self, live: LiveBooks, concerned: str, paid: Mapping[str, int], *more: Event) -> Lasting:
        events, withdrawn = self._book.counting(concerned, *more), self._book.withdrawn(concerned)
        return let_stand(self.fund, events, self.frontier(live), paid, withdrawn=withdrawn)

    def _rewrite(self, live: LiveBooks, event: Event, concerned: str, before: Alone, after: Lasting) -> Entry:
        """Book the difference, and let the books know of the member what is known now."""
        live.note(event)
        first, decided, day = live.posted, len(live.decisions_issued), self._booked_on(live, event)
        number = _NOBODY if concerned == FUND else live.welcome(concerned)
        found = differences(live, number, after.alone)
        live.adjust(day.toordinal(), moves(self.fund.compiled, live.rows.account_kinds, number, found))
        if concerned != FUND:
            settle(live, concerned, after.alone)
        live.issue(_changed(before, after.alone))
        raised = self._raise_flags(concerned, after, event, day)
        self._note_refused(concerned, after.alone)
        return self._entry(live, event, day, first, decided, raised)

    def _entry(
        self, live: LiveBooks, event: Event, day: date, first: int, decided: int, flags: tuple[Flag, ...] = ()
    ) -> Entry:
        decisions = live.decisions_issued[decided:]
        return Entry(event.id, day, live.own_postings(), first, live.posted, decisions, flags, late=True)

    def _booked_on(self, live: LiveBooks, event: Event) -> date:
        return max(event.recorded, date.fromordinal(live.state.day))

    def _note_refused(self, concerned: str, alone: Alone) -> None:
        refused = alone.refused
        self.refused.pop(concerned, None)
        if refused:
            self.refused[concerned] = refused

    def _raise_flags(self, concerned: str, after: Lasting, event: Event, day: date) -> tuple[Flag, ...]:
        """Flag what stands; returns what was not flagged before."""
        known = {flag.claim: flag for flag in self.flags.pop(concerned, ())}
        plain, now = _by_claim(after.plain), _by_claim(after.alone)
        flags = []
        for claim, amount in after.stands.items():
            decision, cause = now[claim][0], plain.get(claim)
            before = known.get(claim)
            flags.append(
                Flag(
                    claim=claim,
                    member=concerned,
                    benefit=decision.benefit,
                    article=decision.article,
                    paid=Money(amount, self.fund.scheme.currency),
                    replay=Money(after.plain.paid.get(claim, 0), self.fund.scheme.currency),
                    reason=cause[-1].reason if cause else "",
                    because=before.because if before else event.id,
                    found_on=before.found_on if before else day,
                )
            )
        if flags:
            self.flags[concerned] = tuple(flags)
        return tuple(flag for flag in flags if flag.claim not in known)

    def _change_closings(self, live: LiveBooks, event: Event, closing: Closed) -> Entry:
        """Enter a closing late, or reverse one: what came before it is carried to the surplus, for everybody."""
        last = self._book.closed is None or order_key(closing) > self._book.closed
        self._book.add(event, FUND)
        live.note(event)
        live.rows.closes = True
        first, decided, day = live.posted, len(live.decisions_issued), self._booked_on(live, event)
        together: dict[int, int] = {}
        for concerned in self._book.everybody():
            number = live.numbers.get(concerned, _NOBODY)
            simple = last and event is closing and number >= 0 and live.moved[number] <= closing.date.toordinal()
            found = live.carried(number) if simple else differences(live, number, self._as_booked(live, concerned))
            live.count_as(number, found)
            for account, difference in found.items():
                together[account] = together.get(account, 0) + difference
        kinds = live.rows.account_kinds
        live.adjust(day.toordinal(), moves(self.fund.compiled, kinds, _NOBODY, together), counted=True)
        return self._entry(live, event, day, first, decided)


def _without(booked: Alone, identity: str) -> dict[str, int]:
    """What was paid, by claim, but not what was paid by the event of that id, nor on the claim of that id."""
    paid = booked.paid
    paid.pop(identity, None)
    for decision in booked.outcome.decisions:
        if decision.id == identity and about(decision) in paid:
            paid[about(decision)] -= decision.amount.minor
    return paid


def _changed(before: Alone, after: Alone) -> Iterable[Decision]:
    known = before.outcome.decisions
    return [decision for decision in after.outcome.decisions if decision not in known]


def _by_claim(alone: Alone) -> dict[str, list[Decision]]:
    found: dict[str, list[Decision]] = {}
    for decision in alone.outcome.decisions:
        found.setdefault(about(decision), []).append(decision)
    return found
