"""The records of the kernel: one slotted attrs class per table, whole numbers only.

In plain Python a table is a list of these objects; compiled, it is a structured array whose rows have the same
fields. Amounts are minor units, days are proleptic ordinals (`datetime.date.toordinal`), and indices point into
other tables of `Tables`. Where a row may point to no other row, index 0 is kept free and means "none".
"""

from __future__ import annotations

from typing import NamedTuple

from attrs import define

from welfarerules.kernel.base import UNKNOWN
from welfarerules.kernel.terms import Benefit, Cap, Contribution, Load, Requirement, Terms


@define
class Event:
    """An event, its fields by position (see `fund/rows.py`).

    Attributes:
        phase: Place of its kind in the order of a day.
        first, last: Its further values, in `Tables.inputs`.
    """

    day: int = 0
    kind: int = 0
    phase: int = 0
    member: int = 0
    a: int = 0
    b: int = 0
    c: int = 0
    d: int = 0
    first: int = 0
    last: int = 0


@define
class State:
    """Where the fold stands.

    Attributes:
        event: Next event to take.
        day: The day reached; `stage` how far within it.
        cursor: Next member of a step that goes through all members.
        budget: Steps that may still be taken before a table could be full.
        lapsing: Members whose dues fell today and of whom ``ends_when`` is still to be asked, in `Tables.lapsing`.
        recurrence: Benefit whose recurring payment is under way.
        next_recurrence: Next day on which a recurring benefit is paid.
        decision: Number of the decision being carried out, -1 for none.
        journal, decisions, noted: Rows written to the chunks, values noted in the trace.
        decided, traced: Rows of decisions and trace that were drained before.
        dues, settlements, usages, spells, facts: Rows taken in those tables; row 0 stays free.
        tracing: 1 when the steps of decisions are to be noted.
    """

    event: int = 0
    day: int = 0
    first_day: int = 0
    stage: int = 0
    cursor: int = 0
    lapsing: int = 0
    recurrence: int = 0
    next_recurrence: int = 0
    budget: int = 0
    journal: int = 0
    decisions: int = 0
    noted: int = 0
    decided: int = 0
    traced: int = 0
    dues: int = 0
    settlements: int = 0
    usages: int = 0
    spells: int = 0
    facts: int = 0
    tracing: int = 0
    decision: int = -1


@define
class Member:
    """A person the fund has met.

    Attributes:
        status: `NEVER`, `ACTIVE`, `GONE`, `DEAD` or `ENDED`.
        charged: Day on which a due that costs something fell last.
        claim: The newest claim that is paid, counted from 1; 0 for none.
        paid_before: What one who was taken over had contributed before the books began; unknown where nobody says.
    """

    status: int = 0
    spell: int = 0
    advance: int = 0
    usage: int = 0
    charged: int = 0
    claim: int = 0
    paid_before: int = 0
    died: int = UNKNOWN


@define
class Spell:
    """A time of membership, both days included. `anchor` is the day from which seniority counts."""

    start: int = 0
    end: int = 0
    anchor: int = 0
    previous: int = 0


@define
class Slot:
    """One member's standing with one contribution.

    Attributes:
        anchor: First day of the period that all others are counted from, its month and day of the month.
        period, end: First day of the period that falls due next, and of the one after it.
        turn: Periods so far, counted from the anchor.
        covers_from: First day that the first period is charged for, 0 for the whole of it.
        due: Day on which it falls due.
        charged_to: The day after the last one that was charged for, 0 where any of it was given up.
        part_of, part_paid: First day of the last period that was paid in part and the rest given up, and what was paid.
        waits_for: Day of the wheel on which the slot stands, 0 for none.
        next, before: Slots (counted from 1) on the same day of the wheel.
        fallen, cleared: Dues that fell due, and those of them paid in full.
        charged, settled: All that ever fell due, and all that was settled, in minor units.
        cancelled: The part of `settled` that was given up rather than paid.
        unpaid: Oldest due not paid in full.
        last_due, last_settlement: Newest rows.
        pending: Settled within the present step and not yet posted.
    """

    anchor: int = 0
    anchor_month: int = 0
    anchor_day: int = 0
    period: int = 0
    end: int = 0
    turn: int = 0
    covers_from: int = 0
    due: int = 0
    charged_to: int = 0
    part_of: int = 0
    part_paid: int = 0
    waits_for: int = 0
    next: int = 0
    before: int = 0
    fallen: int = 0
    cleared: int = 0
    charged: int = 0
    settled: int = 0
    cancelled: int = 0
    unpaid: int = 0
    last_due: int = 0
    last_settlement: int = 0
    pending: int = 0


@define
class Usage:
    """What a member has had under a cap in a fund year."""

    cap: int = 0
    year: int = 0
    amount: int = 0
    previous: int = 0


@define
class MemberFact:
    """A declared fact of a member, known to hold from a day on."""

    day: int = 0
    value: int = 0
    previous: int = 0


@define
class Claim:
    """What became of a claim.

    Attributes:
        counted_day: Day in whose fund year counts what a committee pays for it.
        previous: Of a claim that is paid, the one that the member was paid for before, counted from 1; 0 for none.
        stands: What was paid on it before all was known, and stays paid; 0 for nothing.
    """

    benefit: int = 0
    member: int = 0
    outcome: int = 0
    paid: int = 0
    event_day: int = 0
    counted_day: int = 0
    payees: int = 0
    admitted: int = UNKNOWN
    discharged: int = UNKNOWN
    previous: int = 0
    stands: int = 0


@define
class Case:
    """The claim at hand: scratch, written by `claims.assess`."""

    benefit: int = 0
    member: int = 0
    claimed: int = 0
    occurred: int = UNKNOWN
    admitted: int = UNKNOWN
    discharged: int = UNKNOWN
    first: int = 0
    last: int = 0
    payees: int = 0
    event_day: int = 0
    as_of: int = 0
    spell: int = 0
    outcome: int = 0
    reason: int = 0
    detail: int = 0
    amount: int = 0
    parts: int = 0


@define
class Part:
    """The part of a claim that belongs to one fund year."""

    year: int = 0
    units: int = 0
    raw: int = 0
    paid: int = 0


@define
class Decision:
    """What was decided on a claim or a recurring benefit. `trace` is where its notes begin."""

    day: int = 0
    event: int = 0
    benefit: int = 0
    member: int = 0
    outcome: int = 0
    reason: int = 0
    detail: int = 0
    amount: int = 0
    event_day: int = 0
    as_of: int = 0
    trace: int = 0


class Tables(NamedTuple):
    """All that the kernel reads and writes. In Python lists, compiled arrays; every kernel's first argument.

    The tables that grow with every due and every payment are kept as columns, since whole numbers need no making:
    dues (`due_day`, `due_month` the month number of a monthly period, `due_total` all that had fallen due by then,
    links to the due before and after of the slot) and settlements (`settled_day`, `settled_total` all that had been
    settled by then, what of it was given up, link to the one before). So are the journal, `POSTING_WIDTH` numbers for
    each posting as `books.post` writes them, and the events, `EVENT_WIDTH` numbers each; the one at hand is read into
    `event`. Of the claims, `awaited` numbers the payments of recurring benefits that a committee will resolve on. The
    last tables, from `inputs` on, are all that deciding a case writes or reads of it alone: whoever asks "what if"
    replaces these.
    """

    terms: list[Terms]
    contributions: list[Contribution]
    benefits: list[Benefit]
    requirements: list[Requirement]
    loads: list[Load]
    caps: list[Cap]
    code: list[int]
    events: list[int]
    event: list[Event]
    members: list[Member]
    slots: list[Slot]
    spells: list[Spell]
    due_day: list[int]
    due_month: list[int]
    due_total: list[int]
    due_previous: list[int]
    due_next: list[int]
    settled_day: list[int]
    settled_total: list[int]
    settled_cancelled: list[int]
    settled_previous: list[int]
    usages: list[Usage]
    fact_heads: list[int]
    facts: list[MemberFact]
    claims: list[Claim]
    awaited: list[int]
    balances: list[int]
    account_kinds: list[int]
    wheel: list[int]
    wheel_ends: list[int]
    lapsing: list[int]
    verdicts: list[int]
    journal: list[int]
    decisions: list[Decision]
    inputs: list[int]
    state: list[State]
    regs: list[int]
    case: list[Case]
    parts: list[Part]
    rooms: list[int]
    trace: list[int]
