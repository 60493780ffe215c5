"""Joining, leaving, dying, and what is known of a member."""

from __future__ import annotations

from welfarerules.kernel.base import kernel
from welfarerules.kernel.books import post
from welfarerules.kernel.calls import call_program
from welfarerules.kernel.codes import (
    ACTIVE,
    ADVANCE_KEPT,
    ADVANCE_REFUNDED,
    ALREADY_A_MEMBER,
    ALREADY_DEAD,
    BRIDGE,
    DEAD,
    DONE,
    ENDED,
    FULL,
    MEMBER_THEN,
    NET,
    NEVER,
    NOT_A_MEMBER,
    OPEN_ENDED,
    OPENING_BALANCE,
    TAKEN,
)
from welfarerules.kernel.dues import cancel_dues, start_dues, take_off_wheel
from welfarerules.kernel.facts import load_facts
from welfarerules.kernel.records import Event, Tables
from welfarerules.kernel.usage import use_cap


@kernel
def may_join(t: Tables, member: int) -> int:
    status = t.members[member].status
    if status == ACTIVE:
        return ALREADY_A_MEMBER
    return ALREADY_DEAD if status == DEAD else TAKEN


@kernel
def begin_spell(t: Tables, member: int, start: int) -> int:
    """Open a time of membership; seniority of one who was a member before counts as the scheme says."""
    s = t.state[0]
    m = t.members[member]
    before = m.spell
    s.spells += 1
    spell = t.spells[s.spells]
    spell.start = start
    spell.end = OPEN_ENDED
    spell.anchor = start
    spell.previous = before
    if before > 0:
        old = t.spells[before]
        if t.terms[0].readmission == BRIDGE:
            spell.anchor = old.anchor
        elif t.terms[0].readmission == NET:
            spell.anchor = start - (old.end - old.anchor + 1)
    m.spell = s.spells
    m.status = ACTIVE
    return 0


@kernel
def learn(t: Tables, member: int, first: int, last: int) -> int:
    """Note declared facts: pairs of fact and value from *first* to before *last* of the inputs."""
    s = t.state[0]
    at = first
    while at < last:
        s.facts += 1
        row = t.facts[s.facts]
        head = member * t.terms[0].member_facts + t.inputs[at]
        row.day = s.day
        row.value = t.inputs[at + 1]
        row.previous = t.fact_heads[head]
        t.fact_heads[head] = s.facts
        at += 2
    return 0


@kernel
def join(t: Tables, e: Event) -> int:
    verdict = may_join(t, e.member)
    if verdict != TAKEN:
        return verdict
    learn(t, e.member, e.first, e.last)
    begin_spell(t, e.member, e.day)
    start_dues(t, e.member, e.day, e.day - 1)
    return TAKEN


@kernel
def open_member(t: Tables, event: int, e: Event) -> int:
    """Take over a member of a fund that starts mid-life: `a` joined, `b` paid until, `c` paid ahead, `d` caps used.

    The inputs are what was contributed before, `d` triples of cap, fund year and amount, then pairs of fact and value.
    """
    verdict = may_join(t, e.member)
    if verdict != TAKEN:
        return verdict
    before = t.members[e.member].spell
    if before > 0 and e.a <= t.spells[before].end:
        return MEMBER_THEN
    terms = t.terms[0]
    t.members[e.member].paid_before = t.inputs[e.first]
    at = e.first + 1
    for _ in range(e.d):
        use_cap(t, e.member, t.inputs[at], t.inputs[at + 1], t.inputs[at + 2])
        at += 3
    learn(t, e.member, at, e.last)
    begin_spell(t, e.member, e.a)
    start_dues(t, e.member, e.a, e.b)
    t.members[e.member].advance += e.c
    return post(t, event, terms.membership_rule, e.member, terms.opening, terms.advance, e.c, OPENING_BALANCE, 0)


@kernel
def change(t: Tables, e: Event) -> int:
    if t.members[e.member].status == NEVER:
        return NOT_A_MEMBER
    return learn(t, e.member, e.first, e.last)


@kernel
def end_membership(t: Tables, event: int, member: int, status: int) -> int:
    """End a membership on the day reached: dues stop, money paid ahead and arrears go as the scheme says."""
    terms = t.terms[0]
    m = t.members[member]
    if m.status != ACTIVE:
        return ALREADY_DEAD if m.status == DEAD else NOT_A_MEMBER
    m.status = status
    t.spells[m.spell].end = t.state[0].day
    for k in range(terms.contributions):
        take_off_wheel(t, member * terms.contributions + k)
    if terms.cancel_arrears == 1:
        cancel_dues(t, event, member)
    advance = m.advance
    m.advance = 0
    if terms.refund_advance == 1:
        post(t, event, terms.membership_rule, member, terms.advance, terms.cash, advance, ADVANCE_REFUNDED, 0)
    else:
        post(t, event, terms.membership_rule, member, terms.advance, terms.kept, advance, ADVANCE_KEPT, 0)
    return TAKEN


@kernel
def die(t: Tables, event: int, e: Event) -> int:
    """A death ends a membership; that of a former member is noted too."""
    m = t.members[e.member]
    if m.status == NEVER:
        return NOT_A_MEMBER
    if m.status == DEAD:
        return ALREADY_DEAD
    if m.status == ACTIVE:
        end_membership(t, event, e.member, DEAD)
    m.status = DEAD
    m.died = e.day
    return TAKEN


@kernel
def end_lapsed(t: Tables) -> int:
    """Ask ``ends_when`` of everyone whose dues fell today, now that today's money is in."""
    s = t.state[0]
    while s.cursor < s.lapsing:
        if s.budget == 0:
            return FULL
        s.budget -= 1
        end_if_lapsed(t, t.lapsing[s.cursor])
        s.cursor += 1
    s.cursor = 0
    s.lapsing = 0
    return DONE


@kernel
def end_if_lapsed(t: Tables, member: int) -> int:
    """End the membership when ``ends_when`` holds on this due day. An unknown fact ends nothing."""
    terms = t.terms[0]
    if t.members[member].status != ACTIVE:
        return 0
    case = t.case[0]
    case.member = member
    case.as_of = t.state[0].day
    case.spell = t.members[member].spell
    load_facts(t, case, terms.ends_loads_from, terms.ends_loads_to)
    call_program(t.code, terms.ends_from, terms.ends_to, t.regs)
    if t.regs[terms.ends_register] == 1:
        end_membership(t, -1, member, ENDED)
    return 0
