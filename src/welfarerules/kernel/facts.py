"""The facts that formulas read, as of a day that may lie in the past."""

from __future__ import annotations

from welfarerules.kernel.base import UNKNOWN, kernel
from welfarerules.kernel.codes import (
    ADMITTED,
    ARREARS_AMOUNT,
    AS_OF,
    CLAIM_FACT,
    CLAIMED_ON,
    CONTRIBUTED,
    DAYS_OVERDUE,
    DIED_ON,
    DISCHARGED,
    JOINED_ON,
    MEMBER_FACT,
    MEMBERSHIP_START,
    NIGHTS,
    OCCURRED,
    UNPAID_DUES,
    UNPAID_MONTHS,
)
from welfarerules.kernel.records import Case, Slot, Tables


@kernel
def settlement_on(t: Tables, slot: Slot, day: int) -> int:
    """The newest settlement made by the end of *day*, 0 for none."""
    row = slot.last_settlement
    while row > 0 and t.settled_day[row] > day:
        row = t.settled_previous[row]
    return row


@kernel
def settled_on(t: Tables, slot: Slot, day: int) -> int:
    """What was settled by the end of *day*, in minor units."""
    row = settlement_on(t, slot, day)
    return t.settled_total[row] if row > 0 else 0


@kernel
def overdue_on(t: Tables, slot: Slot, day: int) -> int:
    """The newest due that fell due before *day*, 0 for none. A due is late from the day after its due day."""
    row = slot.last_due
    while row > 0 and t.due_day[row] >= day:
        row = t.due_previous[row]
    return row


@kernel
def arrears_of(t: Tables, slot: Slot, day: int) -> int:
    """What was overdue on *day*, in minor units."""
    due = overdue_on(t, slot, day)
    settled = settled_on(t, slot, day)
    return max(t.due_total[due] - settled, 0) if due > 0 else 0


@kernel
def unpaid_of(t: Tables, slot: Slot, day: int) -> int:
    """How many dues were overdue on *day* and not paid in full."""
    due = overdue_on(t, slot, day)
    settled = settled_on(t, slot, day)
    count = 0
    while due > 0 and t.due_total[due] > settled:
        count += 1
        due = t.due_previous[due]
    return count


@kernel
def unpaid_months_of(t: Tables, first: int, k: int, day: int) -> int:
    """How many months contribution *k* is unpaid for that none of those before it is: a month counts once.

    *first* is the member's first slot.
    """
    slot = t.slots[first + k]
    due = overdue_on(t, slot, day)
    settled = settled_on(t, slot, day)
    count = 0
    counted = UNKNOWN
    while due > 0 and t.due_total[due] > settled:
        month = t.due_month[due]
        if month != counted and unpaid_for(t, first, k, month, day) == 0:
            count += 1
        counted = month
        due = t.due_previous[due]
    return count


@kernel
def unpaid_for(t: Tables, first: int, before: int, month: int, day: int) -> int:
    """1 where one of the contributions *before* has an unpaid due for *month* that was overdue on *day*."""
    for k in range(before):
        slot = t.slots[first + k]
        due = overdue_on(t, slot, day) if t.contributions[k].counts_months == 1 else 0
        settled = settled_on(t, slot, day)
        while due > 0 and t.due_total[due] > settled:
            if t.due_month[due] == month:
                return 1
            due = t.due_previous[due]
    return 0


@kernel
def oldest_unpaid_of(t: Tables, slot: Slot, day: int) -> int:
    """The day of the oldest due that was overdue on *day*, 0 for none."""
    due = overdue_on(t, slot, day)
    settled = settled_on(t, slot, day)
    oldest = 0
    while due > 0 and t.due_total[due] > settled:
        oldest = t.due_day[due]
        due = t.due_previous[due]
    return oldest


@kernel
def owed_fact(t: Tables, fact: int, member: int, day: int) -> int:
    """One of the facts about what a member owes or has paid, over all contributions."""
    contributions = t.terms[0].contributions
    first = member * contributions
    found = 0
    for k in range(contributions):
        slot = t.slots[first + k]
        if fact == ARREARS_AMOUNT:
            found += arrears_of(t, slot, day)
        elif fact == UNPAID_DUES:
            found += unpaid_of(t, slot, day)
        elif fact == UNPAID_MONTHS:
            if t.contributions[k].counts_months == 1:
                found += unpaid_months_of(t, first, k, day)
        elif fact == DAYS_OVERDUE:
            oldest = oldest_unpaid_of(t, slot, day)
            if oldest > 0:
                found = max(found, day - oldest)
        elif fact == CONTRIBUTED and t.contributions[k].contributes == 1:
            paid = settlement_on(t, slot, day)
            if paid > 0:
                found += t.settled_total[paid] - t.settled_cancelled[paid]
    return found


@kernel
def contributed(t: Tables, member: int, day: int) -> int:
    """All that a member has contributed by the end of *day*; unknown where a takeover left it unsaid."""
    before = t.members[member].paid_before
    return UNKNOWN if before == UNKNOWN else before + owed_fact(t, CONTRIBUTED, member, day)


@kernel
def member_fact(t: Tables, member: int, fact: int, day: int) -> int:
    """A declared fact of a member on *day*. A date of birth (fact 0) never changes: the newest word on it holds."""
    row = t.fact_heads[member * t.terms[0].member_facts + fact]
    if fact > 0:
        while row > 0 and t.facts[row].day > day:
            row = t.facts[row].previous
    return t.facts[row].value if row > 0 else UNKNOWN


@kernel
def claim_fact(t: Tables, case: Case, fact: int) -> int:
    """A declared fact of the claim at hand; its inputs are pairs of fact and value."""
    at = case.first
    while at < case.last:
        if t.inputs[at] == fact:
            return t.inputs[at + 1]
        at += 2
    return UNKNOWN


@kernel
def stay_start(t: Tables, case: Case) -> int:
    """First night of a stay that falls into the membership."""
    if case.admitted == UNKNOWN:
        return UNKNOWN
    start = t.spells[case.spell].start
    return case.admitted if case.admitted > start else start


@kernel
def stay_end(t: Tables, case: Case, by_day: int) -> int:
    """The day after the last night of a stay that falls into the membership, or with *by_day* 1 after its last day.

    The day of discharge is a day of the stay. Nobody sleeps on the day of death.
    """
    if case.discharged == UNKNOWN:
        return UNKNOWN
    last = t.spells[case.spell].end
    if by_day == 1:
        return (case.discharged if case.discharged < last else last) + 1
    if t.members[case.member].died != last:
        last += 1
    return case.discharged if case.discharged < last else last


@kernel
def stay_length(t: Tables, case: Case, by_day: int) -> int:
    start = stay_start(t, case)
    end = stay_end(t, case, by_day)
    if start == UNKNOWN or end == UNKNOWN:
        return UNKNOWN
    return end - start if end > start else 0


@kernel
def fact_value(t: Tables, case: Case, fact: int, argument: int) -> int:
    """The value of a fact other than the day as of which facts are read and the start of seniority."""
    if fact == NIGHTS:
        return stay_length(t, case, 0)
    if fact >= ARREARS_AMOUNT and fact <= DAYS_OVERDUE:
        return owed_fact(t, fact, case.member, case.as_of)
    if fact == CONTRIBUTED:
        return contributed(t, case.member, case.as_of)
    if fact == JOINED_ON:
        return t.spells[case.spell].start
    if fact == MEMBER_FACT:
        return member_fact(t, case.member, argument, case.as_of)
    if fact == CLAIM_FACT:
        return claim_fact(t, case, argument)
    if fact == DIED_ON:
        return t.members[case.member].died
    if fact == OCCURRED:
        return case.occurred
    if fact == ADMITTED:
        return case.admitted
    if fact == DISCHARGED:
        return case.discharged
    if fact == CLAIMED_ON:
        return case.claimed
    return stay_length(t, case, 1)


@kernel
def load_facts(t: Tables, case: Case, first: int, last: int) -> int:
    """Put the facts that a program reads into its registers."""
    regs = t.regs
    loads = t.loads
    for k in range(first, last):
        load = loads[k]
        fact = load.fact
        if fact == AS_OF:
            regs[load.register] = case.as_of
        elif fact == MEMBERSHIP_START:
            regs[load.register] = t.spells[case.spell].anchor
        else:
            regs[load.register] = fact_value(t, case, fact, load.argument)
    return 0
