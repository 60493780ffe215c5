"""What a claim pays, and carrying that out. `assess` changes nothing but scratch, so it also answers "what if"."""

from __future__ import annotations

from welfarerules.kernel.base import FAULT, UNKNOWN, kernel
from welfarerules.kernel.calendar import fund_year, fund_year_start
from welfarerules.kernel.calls import call_program
from welfarerules.kernel.codes import (
    ALREADY_PAID,
    AMOUNT_UNKNOWN,
    APPROVED,
    BY_ADMISSION,
    BY_DISCHARGE,
    BY_NIGHT,
    CAP_USED_UP,
    EVENT_DATE_UNKNOWN,
    MET,
    NOT_COVERED,
    NOTE_AMOUNT,
    NOTE_REQUIREMENTS,
    NOTHING_DUE,
    ODD_FUND,
    ON_ADMITTED,
    ON_DIED,
    ON_DISCHARGED,
    ON_OCCURRED,
    PAYEE_UNKNOWN,
    PER_EVENT,
    PER_YEAR,
    REFERRED,
    REFUSED,
    REQUIREMENT_NOT_MET,
    REQUIREMENT_UNKNOWN,
    SAME_EVENT,
    UNIT_STAY_DAYS,
)
from welfarerules.kernel.facts import load_facts, stay_end, stay_start
from welfarerules.kernel.records import Case, Claim, Part, Tables
from welfarerules.kernel.terms import Benefit
from welfarerules.kernel.trace import note_cap, note_end, note_facts, note_part, note_program
from welfarerules.kernel.usage import used_of_cap


@kernel
def event_day_of(t: Tables, case: Case, b: Benefit) -> int:
    """The date of the claim that the bylaw calls the event, or unknown."""
    if b.event_date == ON_OCCURRED:
        return case.occurred
    if b.event_date == ON_ADMITTED:
        return case.admitted
    if b.event_date == ON_DISCHARGED:
        return case.discharged
    if b.event_date == ON_DIED:
        return t.members[case.member].died
    return case.claimed


@kernel
def spell_on(t: Tables, member: int, day: int) -> int:
    """The time of membership that contains *day*, 0 for none."""
    row = t.members[member].spell
    while row > 0:
        if t.spells[row].start <= day and day <= t.spells[row].end:
            return row
        row = t.spells[row].previous
    return 0


@kernel
def conclude(case: Case, outcome: int, reason: int, detail: int) -> int:
    case.outcome = outcome
    case.reason = reason
    case.detail = detail
    return outcome


@kernel
def assess(t: Tables) -> int:
    """Decide the case at hand: its outcome, reason and amount. Writes only scratch tables and the trace."""
    case = t.case[0]
    b = t.benefits[case.benefit]
    case.amount = 0
    case.parts = 0
    case.as_of = case.claimed
    case.event_day = event_day_of(t, case, b)
    if case.event_day == UNKNOWN:
        return conclude(case, REFERRED, EVENT_DATE_UNKNOWN, 0)
    case.spell = spell_on(t, case.member, case.event_day)
    if case.spell == 0:
        return conclude(case, REFUSED, NOT_COVERED, 0)
    case.as_of = case.event_day
    if b.as_of_claim == 1:
        case.as_of = min(case.claimed, t.spells[case.spell].end)
    if b.event_date == ON_DIED and used_of_cap(t, case.member, once_only_key(t, case), 0) > 0:
        return conclude(case, REFUSED, ALREADY_PAID, 0)
    load_facts(t, case, b.loads_from, b.loads_to)
    call_program(t.code, b.requires_from, b.requires_to, t.regs)
    tracing = t.state[0].tracing
    if tracing == 1:
        note_facts(t, b.loads_from, b.loads_to)
        note_program(t, NOTE_REQUIREMENTS, b.requires_from, b.requires_to)
    outcome = judge(t, case, b)
    if outcome == APPROVED:
        outcome = compare_with_earlier(t, case, b)
    if outcome == APPROVED:
        outcome = measure(t, case, b)
    if tracing == 1:
        note_end(t)
    return outcome


@kernel
def once_only_key(t: Tables, case: Case) -> int:
    """Key under which a benefit that is paid once in a life is remembered, behind the keys of the caps."""
    return len(t.caps) + case.benefit


@kernel
def judge(t: Tables, case: Case, b: Benefit) -> int:
    """One unmet requirement refuses, whatever is unknown; else anything unknown goes to the committee."""
    referred = -1
    reason = REQUIREMENT_UNKNOWN
    for k in range(b.conditions_from, b.conditions_to):
        value = t.regs[t.requirements[k].register]
        if value == 0 and t.requirements[k].otherwise == REFUSED:
            return conclude(case, REFUSED, REQUIREMENT_NOT_MET, k - b.conditions_from)
        if value != 1 and referred < 0:
            referred = k - b.conditions_from
            if value == 0:
                reason = REQUIREMENT_NOT_MET
    if referred >= 0:
        return conclude(case, REFERRED, reason, referred)
    return APPROVED


@kernel
def compare_with_earlier(t: Tables, case: Case, b: Benefit) -> int:
    """Refer a claim for what the member was paid for already; whether it is the same event, people must say."""
    number = t.members[case.member].claim
    while number > 0:
        earlier = t.claims[number - 1]
        if earlier.benefit == case.benefit and same_event(earlier, case, b) == 1:
            return conclude(case, REFERRED, SAME_EVENT, number - 1)
        number = earlier.previous
    return APPROVED


@kernel
def same_event(earlier: Claim, case: Case, b: Benefit) -> int:
    """1 where both events are of one day, or where two stays share a night (or a day, when days are paid)."""
    if earlier.event_day == case.event_day:
        return 1
    if min(earlier.admitted, earlier.discharged, case.admitted, case.discharged) == UNKNOWN:
        return 0
    if case.admitted >= earlier.discharged + b.pays_days or earlier.admitted >= case.discharged + b.pays_days:
        return 0
    return 1


@kernel
def measure(t: Tables, case: Case, b: Benefit) -> int:
    """How much an eligible claim pays, fund year by fund year, each part under the caps in their order."""
    if divide_into_years(t, case, b) != APPROVED:
        return case.outcome
    for k in range(b.caps_from, b.caps_to):
        t.rooms[k - b.caps_from] = t.caps[k].amount
    raw_total = 0
    for step in range(case.parts):
        at = step if t.terms[0].cap_cuts == 0 else case.parts - 1 - step
        part = t.parts[at]
        if case.parts > 1:
            t.regs[b.unit_register] = part.units
        call_program(t.code, b.amount_from, b.amount_to, t.regs)
        part.raw = t.regs[b.amount_register]
        if t.state[0].tracing == 1:
            note_part(t, part.year, part.units, part.raw)
            note_program(t, NOTE_AMOUNT, b.amount_from, b.amount_to)
        if part.raw == UNKNOWN or part.raw == FAULT:
            return conclude(case, REFERRED, AMOUNT_UNKNOWN, 1 if part.raw == FAULT else 0)
        part.paid = under_caps(t, case, b, part)
        if part.raw > 0:
            raw_total += part.raw
        case.amount += part.paid
    return settle_outcome(t, case, b, raw_total)


@kernel
def settle_outcome(t: Tables, case: Case, b: Benefit, raw_total: int) -> int:
    """Approve what is left to pay to someone who can be paid."""
    if case.amount == 0:
        return conclude(case, REFUSED, CAP_USED_UP if raw_total > 0 else NOTHING_DUE, 0)
    died = t.members[case.member].died
    if case.payees == 0 and (b.payees == 1 or (died != UNKNOWN and died <= case.claimed)):
        case.amount = 0
        return conclude(case, REFERRED, PAYEE_UNKNOWN, 0)
    if b.payees == 1:
        leave_odd(t, case, b)
    if case.amount == 0:
        return conclude(case, REFUSED, NOTHING_DUE, 0)
    return conclude(case, APPROVED, MET, 0)


@kernel
def leave_odd(t: Tables, case: Case, b: Benefit) -> int:
    """Leave to the fund what equal shares leave over, where the scheme says so: neither paid nor used up of a cap."""
    if b.odd_to == ODD_FUND:
        odd = case.amount % case.payees
        case.amount -= odd
        for step in range(case.parts):
            part = t.parts[case.parts - 1 - step]
            left = min(odd, part.paid)
            part.paid -= left
            odd -= left
    return 0


@kernel
def under_caps(t: Tables, case: Case, b: Benefit, part: Part) -> int:
    """What the caps leave of a part. Each cap of the event is used up by what passes it."""
    amount = part.raw if part.raw > 0 else 0
    first = b.caps_from
    tracing = t.state[0].tracing
    for k in range(first, b.caps_to):
        before = amount
        room = t.rooms[k - first]
        per = t.caps[k].per
        if per == PER_YEAR:
            room = max(room - used_of_cap(t, case.member, k, part.year), 0)
        if amount > room:
            amount = room
        if per == PER_EVENT:
            t.rooms[k - first] = room - amount
        if tracing == 1:
            note_cap(t, k - first, before, room, amount)
    return amount


@kernel
def counted_day(case: Case, b: Benefit) -> int:
    """The day in whose fund year a case counts that is not divided."""
    if b.counted_by == BY_ADMISSION:
        return case.admitted
    if b.counted_by == BY_DISCHARGE:
        return case.discharged
    return case.event_day


@kernel
def divide_into_years(t: Tables, case: Case, b: Benefit) -> int:
    """Cut the case into its parts: one per fund year when each night counts in its own year, else one."""
    terms = t.terms[0]
    if b.counted_by == BY_NIGHT:
        return divide_stay(t, case, b)
    day = counted_day(case, b)
    if day == UNKNOWN:
        return conclude(case, REFERRED, AMOUNT_UNKNOWN, 0)
    add_part(t, case, fund_year(day, terms.fund_year_month, terms.fund_year_day), 0)
    return APPROVED


@kernel
def divide_stay(t: Tables, case: Case, b: Benefit) -> int:
    """Each night counts in the fund year of the day on which it begins; so does each day of a stay paid by the day."""
    terms = t.terms[0]
    first = stay_start(t, case)
    end = stay_end(t, case, 1 if b.unit == UNIT_STAY_DAYS else 0)
    if first == UNKNOWN or end == UNKNOWN:
        return conclude(case, REFERRED, AMOUNT_UNKNOWN, 0)
    year = fund_year(first, terms.fund_year_month, terms.fund_year_day)
    stop = fund_year_start(year + 1, terms.fund_year_month, terms.fund_year_day)
    while stop < end:
        add_part(t, case, year, stop - first)
        first = stop
        year += 1
        stop = fund_year_start(year + 1, terms.fund_year_month, terms.fund_year_day)
    add_part(t, case, year, end - first if end > first else 0)
    return APPROVED


@kernel
def add_part(t: Tables, case: Case, year: int, units: int) -> int:
    part = t.parts[case.parts]
    part.year = year
    part.units = units
    part.raw = 0
    part.paid = 0
    case.parts += 1
    return 0
