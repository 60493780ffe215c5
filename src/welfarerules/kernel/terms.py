"""The records of the kernel that say what a scheme says: constant while a fund is evaluated.

Amounts are minor units, days are proleptic ordinals, and indices point into other tables of `records.Tables`.
"""

from __future__ import annotations

from attrs import define


@define
class Terms:
    """What the scheme says once and for all.

    Attributes:
        month_end: Policy of `calendar.add_months`.
        cap_cuts: 0 when a cap cuts later nights, 1 when it cuts earlier ones.
        readmission: `RESTART`, `BRIDGE` or `NET`.
        refund_advance: 1 when money paid ahead goes back to a member who leaves.
        cancel_arrears: 1 when what a leaving member owes is given up.
        may_lapse: 1 when there is an ``ends_when``.
        ends_from, ends_to, ends_register: Its program; empty where it is a single fact.
        ends_loads_from, ends_loads_to: The facts it reads.
        member_facts: Facts kept per member; fact 0 is the date of birth.
        advance, cash, kept: Accounts.
    """

    contributions: int = 0
    month_end: int = 0
    fund_year_month: int = 1
    fund_year_day: int = 1
    cap_cuts: int = 0
    readmission: int = 0
    refund_advance: int = 0
    cancel_arrears: int = 0
    may_lapse: int = 0
    ends_from: int = 0
    ends_to: int = 0
    ends_register: int = 0
    ends_loads_from: int = 0
    ends_loads_to: int = 0
    member_facts: int = 1
    membership_rule: int = 0
    cash: int = 0
    advance: int = 0
    kept: int = 0
    opening: int = 0
    surplus: int = 0


@define
class Contribution:
    """What each member pays.

    Attributes:
        rate: Minor units per day (`per_day` 1) or per period.
        unit: `IN_DAYS`, `IN_MONTHS` or `ONCE`.
        every: Length of a period in `unit`.
        from_joining: 1 when periods run from the joining date, 0 when they follow the calendar.
        due_day: Day of the month, or 0 for the period's own first or last day.
        due_months_later: Months from the period's first month to `due_day`.
        due_at_end: With `due_day` 0: 1 for the period's last day.
        first_period: `PROPORTIONAL`, `FULL` or `FREE`.
        basis: Which days a rate per day counts: `ACTUAL`, `BASIS_365` or `BASIS_360`.
        counts_months: 1 when an unpaid due is an unpaid month.
        contributes: 1 when what is paid counts as contributed; 0 for the entry fee.
        rounding, round_to: How a proportional part of a rate per period is rounded.
        seen_period, seen_end, seen_due: The period worked out last: one of the calendar is the same for all members.
    """

    rule: int = 0
    rate: int = 0
    per_day: int = 0
    unit: int = 0
    every: int = 1
    from_joining: int = 0
    due_day: int = 0
    due_months_later: int = 0
    due_at_end: int = 0
    first_period: int = 0
    basis: int = 0
    counts_months: int = 0
    contributes: int = 1
    rounding: int = 0
    round_to: int = 1
    income: int = 0
    owed: int = 0
    dues: int = 0
    seen_period: int = 0
    seen_end: int = 0
    seen_due: int = 0


@define
class Benefit:
    """What the fund pays.

    Attributes:
        event_date: Which date is the event: `ON_OCCURRED`, `ON_ADMITTED`, `ON_DISCHARGED`, `ON_DIED` or `ON_TICK`.
        as_of_claim: 1 when facts are read as of the claim's date, 0 as of the event's.
        loads_from, loads_to: The facts that its programs read, in `Tables.loads`.
        requires_from, requires_to: The program of its requirements.
        conditions_from, conditions_to: Its requirements, in `Tables.requirements`.
        amount_from, amount_to, amount_register: The program of its amount.
        unit: `NO_UNIT`, `UNIT_NIGHTS` or `UNIT_STAY_DAYS`: what the amount is proportional to.
        pays_days: 1 when the amount depends on the days of a stay.
        unit_register: Register that holds the units of the part being computed.
        counted_by: `BY_EVENT`, `BY_NIGHT`, `BY_ADMISSION` or `BY_DISCHARGE`.
        caps_from, caps_to: Its caps in their order, in `Tables.caps`.
        payees: 1 when a claim must name who is paid.
        odd_to: Who gets the odd satang: `ODD_FIRST`, `ODD_LAST` or `ODD_FUND`.
        every_months: Months between payments of a recurring benefit, 0 for one that is claimed.
        next_day: Day on which a recurring benefit is paid next.
        anchor_month: Month number of its first payment day, from which all others are counted.
        anchor_day: Day of the month.
        turn: Payments so far, counted from the anchor.
    """

    rule: int = 0
    event_date: int = 0
    as_of_claim: int = 0
    loads_from: int = 0
    loads_to: int = 0
    requires_from: int = 0
    requires_to: int = 0
    conditions_from: int = 0
    conditions_to: int = 0
    amount_from: int = 0
    amount_to: int = 0
    amount_register: int = 0
    unit: int = 0
    pays_days: int = 0
    unit_register: int = 0
    counted_by: int = 0
    caps_from: int = 0
    caps_to: int = 0
    payees: int = 0
    odd_to: int = 0
    every_months: int = 0
    next_day: int = 0
    anchor_month: int = 0
    anchor_day: int = 0
    turn: int = 0
    expense: int = 0


@define
class Requirement:
    """A condition: the register that holds it, and the outcome when it does not hold."""

    register: int = 0
    otherwise: int = 0


@define
class Load:
    """Puts the value of a fact into a register. `argument` numbers a declared fact."""

    fact: int = 0
    register: int = 0
    argument: int = 0


@define
class Cap:
    """The most that is paid `per` event or fund year."""

    per: int = 0
    amount: int = 0
