"""Dues and what settles them: ticks of the wheel, payments oldest due first, arrears as of any day."""

from __future__ import annotations

from welfarerules.kernel.base import kernel
from welfarerules.kernel.books import post
from welfarerules.kernel.codes import (
    ACTIVE,
    DUE_CANCELLED,
    DUE_FELL,
    DUE_SETTLED,
    FREE,
    FROM_ADVANCE,
    NEVER_A_MEMBER,
    ONCE,
    OWES_LESS,
    PAID_AHEAD,
    PAYMENT,
    PROPORTIONAL,
    TAKEN,
)
from welfarerules.kernel.periods import begin_periods, due_day, period_amount, period_start
from welfarerules.kernel.records import Slot, Tables
from welfarerules.kernel.terms import Contribution


@kernel
def put_on_wheel(t: Tables, slot: int, day: int) -> int:
    """Have *slot* fall due on *day*, behind the others of that day; nothing beyond the end of the wheel."""
    at = day - t.state[0].first_day
    row = t.slots[slot]
    row.waits_for = day
    row.next = 0
    row.before = 0
    if at >= len(t.wheel):
        return 0
    if t.wheel[at] == 0:
        t.wheel[at] = slot + 1
    else:
        row.before = t.wheel_ends[at]
        t.slots[row.before - 1].next = slot + 1
    t.wheel_ends[at] = slot + 1
    return 0


@kernel
def take_off_wheel(t: Tables, slot: int) -> int:
    """Have *slot* fall due no more."""
    row = t.slots[slot]
    at = row.waits_for - t.state[0].first_day
    row.waits_for = 0
    if at < 0 or at >= len(t.wheel):
        return 0
    if row.before == 0:
        t.wheel[at] = row.next
    else:
        t.slots[row.before - 1].next = row.next
    if row.next == 0:
        t.wheel_ends[at] = row.before
    else:
        t.slots[row.next - 1].before = row.before
    return 0


@kernel
def first_to_fall(t: Tables, member: int) -> int:
    """Of what waits for the day reached: the slot with the oldest due, in the scheme's order; -1 for none."""
    day = t.state[0].day
    contributions = t.terms[0].contributions
    first = member * contributions
    chosen = -1
    for index in range(first, first + contributions):
        slot = t.slots[index]
        if slot.waits_for == day and (chosen < 0 or slot.due < t.slots[chosen].due):
            chosen = index
    return chosen


@kernel
def start_dues(t: Tables, member: int, start: int, paid_until: int) -> int:
    """Begin all contributions of one who is a member from *start* on and has paid up to and including *paid_until*.

    *paid_until* before *start* means that nothing is paid yet. Of a period that *paid_until* falls into, a rate per day
    is charged for its other days, and so is any rate where the first period is charged in proportion; else a period
    that has begun by then is paid. What an earlier membership was charged for and did not have given up is paid: no
    day costs twice.
    """
    terms = t.terms[0]
    for k in range(terms.contributions):
        c = t.contributions[k]
        index = member * terms.contributions + k
        slot = t.slots[index]
        if c.unit == ONCE:
            if paid_until < start:
                slot.anchor = start
                slot.turn = 0
                slot.period = start
                slot.due = start
                put_on_wheel(t, index, start)
        else:
            begin_periods(c, terms, slot, start)
            slot.covers_from = 0
            until = max(paid_until, slot.charged_to - 1)
            unpaid = max(until + 1, start)
            if c.first_period == PROPORTIONAL or (c.per_day == 1 and until >= start):
                slot.covers_from = unpaid
                while period_start(c, terms, slot, slot.turn + 1) <= unpaid:
                    slot.turn += 1
            else:
                if slot.anchor < start and c.first_period == FREE:
                    slot.turn = 1
                while start <= until and period_start(c, terms, slot, slot.turn) <= until:
                    slot.turn += 1
            slot.period = period_start(c, terms, slot, slot.turn)
            schedule(t, index, k, start)
    return 0


@kernel
def schedule(t: Tables, index: int, k: int, start: int) -> int:
    """Put the slot's next period on the wheel, no sooner than the day reached."""
    terms = t.terms[0]
    c = t.contributions[k]
    slot = t.slots[index]
    if c.from_joining == 1 or c.seen_period != slot.period:
        slot.end = period_start(c, terms, slot, slot.turn + 1)
        c.seen_due = due_day(c, terms, slot)
        c.seen_end = slot.end
        c.seen_period = slot.period
    slot.end = c.seen_end
    slot.due = max(c.seen_due, start, slot.covers_from, slot.period)
    return put_on_wheel(t, index, max(slot.due, t.state[0].day))


@kernel
def fall_due(t: Tables, index: int, member: int, k: int) -> int:
    """Let the slot's present period fall due, settle it from money paid ahead and put the next one on the wheel."""
    c = t.contributions[k]
    slot = t.slots[index]
    start = t.spells[t.members[member].spell].start
    if c.unit == ONCE:
        charge(t, index, member, k, c.rate, 0)
    else:
        covered = max(slot.period, slot.covers_from)
        amount = period_amount(c, slot.period, slot.end, covered)
        if slot.part_of == slot.period and covered == slot.period:
            amount = max(amount - slot.part_paid, 0)
        slot.part_paid = 0
        charge(t, index, member, k, amount, covered)
        slot.charged_to = slot.end
        slot.turn += 1
        slot.period = slot.end
        schedule(t, index, k, start)
    return draw_on_advance(t, member) if t.members[member].advance > 0 else 0


@kernel
def charge(t: Tables, index: int, member: int, k: int, amount: int, covers_from: int) -> int:
    """Post what a due costs, with the first day that it pays for (0 for a one-off due), and note it."""
    if amount == 0:
        return 0
    s = t.state[0]
    c = t.contributions[k]
    slot = t.slots[index]
    s.dues += 1
    t.members[member].charged = s.day
    number = s.dues
    last = slot.last_due
    slot.charged += amount
    slot.fallen += 1
    t.due_day[number] = slot.due
    t.due_month[number] = slot.anchor_month + slot.turn
    t.due_total[number] = slot.charged
    t.due_previous[number] = last
    t.due_next[number] = 0
    if last > 0:
        t.due_next[last] = number
    slot.last_due = number
    if slot.unpaid == 0:
        slot.unpaid = number
    return post(t, -1, c.rule, member, c.owed, c.dues, amount, DUE_FELL, covers_from)


@kernel
def draw_on_advance(t: Tables, member: int) -> int:
    m = t.members[member]
    left = allocate(t, member, m.advance)
    if left < m.advance:
        m.advance = left
        book_settled(t, -1, member, t.terms[0].advance, FROM_ADVANCE)
    return 0


@kernel
def receive(t: Tables, event: int, member: int, amount: int) -> int:
    """Take a member's payment: the oldest due first; what is left over is paid ahead. Returns what became of it."""
    m = t.members[member]
    if m.spell == 0:
        return NEVER_A_MEMBER
    if m.status != ACTIVE and amount > owed_in_all(t, member):
        return OWES_LESS
    terms = t.terms[0]
    left = allocate(t, member, amount)
    if left < amount:
        book_settled(t, event, member, terms.cash, PAYMENT)
    if left > 0:
        m.advance += left
        post(t, event, terms.membership_rule, member, terms.cash, terms.advance, left, PAID_AHEAD, 0)
    return TAKEN


@kernel
def owed_in_all(t: Tables, member: int) -> int:
    """All that fell due and is not settled, whether overdue or not."""
    contributions = t.terms[0].contributions
    owed = 0
    for index in range(member * contributions, (member + 1) * contributions):
        owed += t.slots[index].charged - t.slots[index].settled
    return owed


@kernel
def oldest_slot(t: Tables, first: int, end: int) -> int:
    """The slot whose oldest unpaid due is the oldest of all, in the scheme's order where two fell due on one day."""
    chosen = first
    oldest = 0
    for index in range(first, end):
        unpaid = t.slots[index].unpaid
        if unpaid > 0 and (oldest == 0 or t.due_day[unpaid] < oldest):
            chosen = index
            oldest = t.due_day[unpaid]
    return chosen


@kernel
def allocate(t: Tables, member: int, amount: int) -> int:
    """Settle dues with *amount*, the oldest first, in the scheme's order where two fell due on one day.

    Leaves in each slot what was settled as `pending` and returns what is left over.
    """
    contributions = t.terms[0].contributions
    if contributions == 0:
        return amount
    first = member * contributions
    while amount > 0:
        chosen = oldest_slot(t, first, first + contributions) if contributions > 1 else first
        slot = t.slots[chosen]
        if slot.unpaid == 0:
            return amount
        unpaid = slot.unpaid
        part = t.due_total[unpaid] - slot.settled
        if part <= amount:
            slot.unpaid = t.due_next[unpaid]
            slot.cleared += 1
        else:
            part = amount
        slot.settled += part
        slot.pending += part
        amount -= part
    return amount


@kernel
def book_settled(t: Tables, event: int, member: int, source: int, reason: int) -> int:
    """Post what `allocate` settled: money becomes income, and the memo of what was owed is taken back."""
    contributions = t.terms[0].contributions
    first = member * contributions
    for k in range(contributions):
        slot = t.slots[first + k]
        if slot.pending > 0:
            c = t.contributions[k]
            post(t, event, c.rule, member, source, c.income, slot.pending, reason, slot.cleared)
            post(t, event, c.rule, member, c.dues, c.owed, slot.pending, DUE_SETTLED, slot.cleared)
            note_settlement(t, slot, t.state[0].day)
            slot.pending = 0
    return 0


@kernel
def note_settlement(t: Tables, slot: Slot, day: int) -> int:
    """Note that from *day* on so much is settled."""
    s = t.state[0]
    s.settlements += 1
    row = s.settlements
    t.settled_day[row] = day
    t.settled_total[row] = slot.settled
    t.settled_cancelled[row] = slot.cancelled
    t.settled_previous[row] = slot.last_settlement
    slot.last_settlement = row
    return 0


@kernel
def keep_part_paid(t: Tables, slot: Slot, c: Contribution) -> int:
    """Remember of the last due, the rest of which is given up, what was paid: no day of it costs twice.

    Of a rate per day and of a first period in proportion, so many days as were paid for are kept; of a whole period,
    the amount.
    """
    before = t.due_previous[slot.last_due]
    settled_before = t.due_total[before] if before > 0 else 0
    paid = slot.settled - settled_before
    slot.part_paid = 0
    if paid <= 0 or c.unit == ONCE:
        slot.charged_to = 0
        return 0
    first = period_start(c, t.terms[0], slot, slot.turn - 1)
    covered = max(first, slot.covers_from)
    days = (slot.charged_to - covered) * paid // (t.due_total[slot.last_due] - settled_before)
    slot.charged_to = 0
    if c.per_day == 1 or c.first_period == PROPORTIONAL:
        slot.charged_to = covered + days
    if covered == first:
        slot.part_of = first
        slot.part_paid = paid
    return 0


@kernel
def cancel_dues(t: Tables, event: int, member: int) -> int:
    """Give up all that the member owes, from tomorrow on: a claim for today is judged by what was owed today."""
    contributions = t.terms[0].contributions
    first = member * contributions
    for k in range(contributions):
        slot = t.slots[first + k]
        open_amount = slot.charged - slot.settled
        if open_amount > 0:
            c = t.contributions[k]
            post(t, event, c.rule, member, c.dues, c.owed, open_amount, DUE_CANCELLED, slot.fallen)
            keep_part_paid(t, slot, c)
            slot.settled = slot.charged
            slot.cancelled += open_amount
            slot.cleared = slot.fallen
            slot.unpaid = 0
            note_settlement(t, slot, t.state[0].day + 1)
    return 0
