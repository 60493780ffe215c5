"""The fold over a fund: events and ticks in one total order, each one balanced transaction or none."""

from __future__ import annotations

from welfarerules.kernel.base import kernel
from welfarerules.kernel.books import close_year, post
from welfarerules.kernel.codes import (
    CHANGED,
    CLAIMED,
    CLOSED,
    DIED,
    DONE,
    EVENT_A,
    EVENT_KIND,
    EVENT_MEMBER,
    EVENT_PHASE,
    EVENT_WIDTH,
    FULL,
    GONE,
    JOINED,
    LEFT,
    MONEY_RECEIVED,
    MONEY_SPENT,
    OPENING,
    OPENING_BALANCE,
    OPENING_CASH,
    PAID,
    PHASE_CLAIMS,
    PHASE_DUES,
    PHASE_LAPSING,
    PHASE_MONEY,
    PHASE_RECURRING,
    RECEIVED,
    RESOLVED,
    SPENT,
    TAKEN,
)
from welfarerules.kernel.dues import fall_due, first_to_fall, receive, take_off_wheel
from welfarerules.kernel.membership import change, die, end_lapsed, end_membership, join, open_member
from welfarerules.kernel.payouts import pay_recurring, resolve, take_claim
from welfarerules.kernel.records import Event, Tables


@kernel
def fold(t: Tables, stop: int, last_day: int, last_phase: int) -> int:
    """Take the events before *stop*, then let everything happen that falls due before *last_phase* of *last_day*.

    Returns `FULL` when the budget is spent: drain, make room and call again.
    """
    if take_events(t, stop) == FULL:
        return FULL
    return advance(t, last_day, last_phase)


@kernel
def take_events(t: Tables, stop: int) -> int:
    """Take the events before *stop*, each after what falls due before it. The rest of the last day stays to be done."""
    s = t.state[0]
    while s.event < stop:
        at = s.event * EVENT_WIDTH
        day = t.events[at]
        phase = t.events[at + EVENT_PHASE]
        if s.day < day or s.stage < phase:
            if advance(t, day, phase) == FULL:
                return FULL
        if s.budget == 0:
            return FULL
        s.budget -= 1
        if t.events[at + EVENT_KIND] == PAID:
            t.verdicts[s.event] = receive(t, s.event, t.events[at + EVENT_MEMBER], t.events[at + EVENT_A])
        else:
            t.verdicts[s.event] = take(t, s.event, read_event(t, at))
        s.event += 1
    return DONE


@kernel
def read_event(t: Tables, at: int) -> Event:
    """The event whose numbers begin at *at*, in the one record that holds the event at hand."""
    e = t.event[0]
    numbers = t.events
    e.day = numbers[at]
    e.kind = numbers[at + 1]
    e.phase = numbers[at + 2]
    e.member = numbers[at + 3]
    e.a = numbers[at + 4]
    e.b = numbers[at + 5]
    e.c = numbers[at + 6]
    e.d = numbers[at + 7]
    e.first = numbers[at + 8]
    e.last = numbers[at + 9]
    return e


@kernel
def advance(t: Tables, day: int, phase: int) -> int:
    """Let all ticks happen that come before *phase* of *day*."""
    s = t.state[0]
    while s.day < day or phase > PHASE_DUES:
        if s.stage < PHASE_MONEY:
            if let_dues_fall(t) == FULL:
                return FULL
            s.stage = PHASE_MONEY
        if s.day == day and phase <= PHASE_LAPSING:
            return DONE
        if s.stage < PHASE_RECURRING:
            if s.lapsing > 0 and end_lapsed(t) == FULL:
                return FULL
            s.stage = PHASE_RECURRING
        if s.stage < PHASE_CLAIMS:
            if s.day == s.next_recurrence and pay_recurring(t) == FULL:
                return FULL
            s.stage = PHASE_CLAIMS
        if s.day == day:
            return DONE
        s.day += 1
        s.stage = 0
    return DONE


@kernel
def let_dues_fall(t: Tables) -> int:
    """Empty the wheel of the day reached: member by member, the oldest due first; who may lapse is asked later."""
    s = t.state[0]
    terms = t.terms[0]
    contributions = terms.contributions
    at = s.day - s.first_day
    while t.wheel[at] > 0:
        if s.budget == 0:
            return FULL
        s.budget -= 1
        member = (t.wheel[at] - 1) // contributions
        index = first_to_fall(t, member) if contributions > 1 else member
        take_off_wheel(t, index)
        fall_due(t, index, member, index - member * contributions)
        if terms.may_lapse == 1 and t.members[member].charged == s.day and first_to_fall(t, member) < 0:
            t.lapsing[s.lapsing] = member
            s.lapsing += 1
    return DONE


@kernel
def take(t: Tables, event: int, e: Event) -> int:
    """Take one event other than a payment; returns what became of it."""
    terms = t.terms[0]
    if e.kind == CLAIMED:
        return take_claim(t, event, e)
    if e.kind == JOINED:
        return join(t, e)
    if e.kind == LEFT:
        return end_membership(t, event, e.member, GONE)
    if e.kind == DIED:
        return die(t, event, e)
    if e.kind == CHANGED:
        return change(t, e)
    if e.kind == RESOLVED:
        return resolve(t, event, e)
    if e.kind == OPENING:
        return open_member(t, event, e)
    if e.kind == RECEIVED:
        post(t, event, terms.membership_rule, -1, terms.cash, e.b, e.a, MONEY_RECEIVED, 0)
    elif e.kind == SPENT:
        post(t, event, terms.membership_rule, -1, e.b, terms.cash, e.a, MONEY_SPENT, 0)
    elif e.kind == OPENING_CASH:
        post(t, event, terms.membership_rule, -1, terms.cash, terms.opening, e.a, OPENING_BALANCE, 0)
    elif e.kind == CLOSED:
        close_year(t, event)
    return TAKEN
