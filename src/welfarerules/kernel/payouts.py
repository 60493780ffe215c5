"""Carrying out decisions: who gets how much, which caps are used up, what a committee resolved."""

from __future__ import annotations

from welfarerules.kernel.base import UNKNOWN, kernel
from welfarerules.kernel.books import post
from welfarerules.kernel.calendar import add_months, fund_year, month_start
from welfarerules.kernel.claims import (
    add_part,
    assess,
    conclude,
    counted_day,
    divide_into_years,
    leave_odd,
    once_only_key,
    spell_on,
)
from welfarerules.kernel.codes import (
    ACTIVE,
    APPROVED,
    BENEFIT_PAID,
    BY_NIGHT,
    CLAIM_ALREADY_PAID,
    COMMITTEE,
    DONE,
    FULL,
    NEVER_A_MEMBER,
    NOBODY_TO_PAY,
    NOT_REFERRED,
    ODD_FIRST,
    ON_DIED,
    PAID_ONCE,
    PER_YEAR,
    REFUSED,
    STANDS,
    TAKEN,
    UNDECIDED,
)
from welfarerules.kernel.records import Case, Event, Tables
from welfarerules.kernel.terms import Benefit
from welfarerules.kernel.usage import use_cap, used_of_cap


@kernel
def record(t: Tables, event: int, case: Case, trace: int) -> int:
    """Write the decision on the case at hand; returns its number within the chunk."""
    s = t.state[0]
    row = t.decisions[s.decisions]
    row.day = s.day
    row.event = event
    row.benefit = case.benefit
    row.member = case.member
    row.outcome = case.outcome
    row.reason = case.reason
    row.detail = case.detail
    row.amount = case.amount
    row.event_day = case.event_day
    row.as_of = case.as_of
    row.trace = trace
    s.decisions += 1
    return s.decisions - 1


@kernel
def pay_out(t: Tables, event: int, case: Case, b: Benefit) -> int:
    """Post what was approved: to the member, or in equal shares to the payees, odd satang as the scheme says."""
    s = t.state[0]
    s.decision = s.decided + s.decisions - 1
    people = case.payees
    if people == 0:
        post(t, event, b.rule, case.member, b.expense, t.terms[0].cash, case.amount, BENEFIT_PAID, 0)
    else:
        share = case.amount // people
        odd = case.amount - share * people
        for k in range(people):
            extra = 0
            if (b.odd_to == ODD_FIRST and k == 0) or (b.odd_to != ODD_FIRST and k == people - 1):
                extra = odd
            post(t, event, b.rule, case.member, b.expense, t.terms[0].cash, share + extra, BENEFIT_PAID, k + 1)
    s.decision = -1
    return 0


@kernel
def remember(t: Tables, case: Case, b: Benefit) -> int:
    """Use up the caps that outlive the claim."""
    for k in range(case.parts):
        part = t.parts[k]
        if part.paid > 0:
            for cap in range(b.caps_from, b.caps_to):
                if t.caps[cap].per == PER_YEAR:
                    use_cap(t, case.member, cap, part.year, part.paid)
    if b.event_date == ON_DIED:
        use_cap(t, case.member, once_only_key(t, case), 0, 1)
    return 0


@kernel
def decide(t: Tables, event: int, claim: int) -> int:
    """Decide the case at hand and carry the decision out; *claim* is -1 for a recurring benefit."""
    s = t.state[0]
    case = t.case[0]
    b = t.benefits[case.benefit]
    recurring = 1 if claim < 0 else 0
    if recurring == 1:
        claim = awaited_payment(t, case)
    trace = s.traced + s.noted
    outcome = assess(t)
    stands = t.claims[claim].stands if claim >= 0 else 0
    if stands > 0 and (outcome != APPROVED or case.amount < stands):
        outcome = let_stand(t, case, b, stands)
    if recurring == 1 and outcome == REFUSED:
        s.noted = trace - s.traced
        return outcome
    record(t, event, case, trace if s.traced + s.noted > trace else -1)
    if outcome == APPROVED:
        pay_out(t, event, case, b)
        remember(t, case, b)
    if claim >= 0:
        row = t.claims[claim]
        row.outcome = outcome
        row.paid = case.amount
        row.event_day = case.event_day
        row.counted_day = counted_day(case, b)
    return outcome


@kernel
def let_stand(t: Tables, case: Case, b: Benefit, amount: int) -> int:
    """Approve what was paid before all was known, whatever would be decided now: it counts as what a committee pays."""
    day = counted_day(case, b)
    case.amount = amount
    attribute(t, case, b, day if day != UNKNOWN else t.state[0].day)
    return conclude(case, APPROVED, STANDS, 0)


@kernel
def awaited_payment(t: Tables, case: Case) -> int:
    """The claim in whose place this payment of a recurring benefit is, where one is kept for it; else -1."""
    for k in range(len(t.awaited)):
        row = t.claims[t.awaited[k]]
        if row.member == case.member and row.benefit == case.benefit and row.event_day == case.claimed:
            return t.awaited[k]
    return -1


@kernel
def standing_payment(t: Tables, case: Case) -> int:
    """What was paid of a recurring benefit before all was known, and stays paid; 0 for nothing."""
    claim = awaited_payment(t, case) if len(t.awaited) > 0 else -1
    return t.claims[claim].stands if claim >= 0 else 0


@kernel
def take_claim(t: Tables, event: int, e: Event) -> int:
    """A claim: `a` benefit, `b` occurred, `c` admitted, `d` discharged; inputs: claim, payees, then its facts."""
    claim = t.inputs[e.first]
    if t.members[e.member].spell == 0 and t.claims[claim].stands == 0:
        return NEVER_A_MEMBER
    case = t.case[0]
    case.benefit = e.a
    case.member = e.member
    case.claimed = e.day
    case.occurred = e.b
    case.admitted = e.c
    case.discharged = e.d
    case.payees = t.inputs[e.first + 1]
    case.first = e.first + 2
    case.last = e.last
    row = t.claims[claim]
    row.benefit = e.a
    row.member = e.member
    row.payees = case.payees
    row.admitted = case.admitted
    row.discharged = case.discharged
    if decide(t, event, claim) == APPROVED:
        remember_paid(t, claim)
    return TAKEN


@kernel
def remember_paid(t: Tables, claim: int) -> int:
    """Put a claim that is paid before those that its member was paid for earlier."""
    row = t.claims[claim]
    row.previous = t.members[row.member].claim
    t.members[row.member].claim = claim + 1
    return 0


@kernel
def resolve(t: Tables, event: int, e: Event) -> int:
    """A committee's resolution on a claim that was refused or referred.

    `a` claim, `b` outcome, `c` amount, `d` how many it names as payees; 0 where the claim's are paid.
    """
    claim = t.claims[e.a]
    b = t.benefits[claim.benefit]
    if claim.outcome == UNDECIDED:
        return NOT_REFERRED if b.every_months > 0 else NEVER_A_MEMBER
    if claim.outcome == APPROVED:
        return CLAIM_ALREADY_PAID
    case = t.case[0]
    case.benefit = claim.benefit
    case.member = claim.member
    case.payees = e.d if e.d > 0 else claim.payees
    case.event_day = claim.event_day
    case.admitted = claim.admitted
    case.discharged = claim.discharged
    case.spell = spell_on(t, case.member, case.event_day) if case.event_day != UNKNOWN else 0
    case.as_of = e.day
    case.outcome = e.b
    case.reason = COMMITTEE
    case.detail = e.a
    if e.b == APPROVED and b.event_date == ON_DIED and used_of_cap(t, case.member, once_only_key(t, case), 0) > 0:
        return PAID_ONCE
    if e.b == APPROVED and case.payees == 0 and t.members[case.member].died != UNKNOWN:
        return NOBODY_TO_PAY
    case.amount = e.c
    case.parts = 0
    if b.payees == 1 and case.payees > 0:
        leave_odd(t, case, b)
    record(t, event, case, -1)
    claim.outcome = e.b
    if e.b == APPROVED:
        claim.paid = case.amount
        if b.every_months == 0:
            remember_paid(t, e.a)
        pay_out(t, event, case, b)
        attribute(t, case, b, claim.counted_day if claim.counted_day != UNKNOWN else e.day)
        remember(t, case, b)
    return TAKEN


@kernel
def attribute(t: Tables, case: Case, b: Benefit, day: int) -> int:
    """Say in which fund years counts what a committee pays: by the nights in each, else in that of *day*."""
    terms = t.terms[0]
    case.parts = 0
    if case.spell > 0 and b.counted_by == BY_NIGHT:
        divide_into_years(t, case, b)
    if case.parts == 0:
        add_part(t, case, fund_year(day, terms.fund_year_month, terms.fund_year_day), 1)
    units = 0
    for k in range(case.parts):
        units += t.parts[k].units
    left = case.amount
    for k in range(case.parts):
        part = t.parts[k]
        part.paid = left if k == case.parts - 1 else case.amount * part.units // units
        left -= part.paid
    return 0


@kernel
def plan_recurrence(t: Tables) -> int:
    """Note the next day on which any recurring benefit is paid; 0 for none."""
    s = t.state[0]
    s.next_recurrence = 0
    for k in range(len(t.benefits)):
        b = t.benefits[k]
        if b.every_months > 0 and (s.next_recurrence == 0 or b.next_day < s.next_recurrence):
            s.next_recurrence = b.next_day
    return 0


@kernel
def pay_recurring(t: Tables) -> int:
    """Pay what recurs on this day to every member who meets its requirements. Goes on where it stopped when full."""
    s = t.state[0]
    case = t.case[0]
    while s.recurrence < len(t.benefits):
        b = t.benefits[s.recurrence]
        if b.every_months > 0 and b.next_day == s.day:
            while s.cursor < len(t.members):
                if s.budget == 0:
                    return FULL
                s.budget -= 1
                case.benefit = s.recurrence
                case.member = s.cursor
                case.claimed = s.day
                if t.members[s.cursor].status == ACTIVE or standing_payment(t, case) > 0:
                    case.occurred = UNKNOWN
                    case.admitted = UNKNOWN
                    case.discharged = UNKNOWN
                    case.first = 0
                    case.last = 0
                    case.payees = 0
                    decide(t, -1, -1)
                s.cursor += 1
            s.cursor = 0
            b.turn += 1
            first = month_start(b.anchor_month) + b.anchor_day - 1
            b.next_day = add_months(first, b.turn * b.every_months, t.terms[0].month_end)
        s.recurrence += 1
    s.recurrence = 0
    plan_recurrence(t)
    return DONE
