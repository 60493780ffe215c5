"""Notes of how a decision came about; written only while `State.tracing` is 1."""

from __future__ import annotations

from welfarerules.kernel.base import kernel
from welfarerules.kernel.codes import NOTE_CAP, NOTE_END, NOTE_FACTS, NOTE_PART
from welfarerules.kernel.records import Tables


@kernel
def note_facts(t: Tables, first: int, last: int) -> int:
    """The values of the facts that a benefit reads, in the order of its loads."""
    s = t.state[0]
    at = s.noted
    t.trace[at] = NOTE_FACTS
    t.trace[at + 1] = last - first
    at += 2
    for k in range(first, last):
        t.trace[at] = t.regs[t.loads[k].register]
        at += 1
    s.noted = at
    return 0


@kernel
def note_program(t: Tables, note: int, start: int, stop: int) -> int:
    """The registers that a program wrote: they are its trace."""
    s = t.state[0]
    at = s.noted
    t.trace[at] = note
    t.trace[at + 1] = stop - start
    at += 2
    for i in range(start, stop):
        t.trace[at] = t.regs[t.code[i * 5 + 1]]
        at += 1
    s.noted = at
    return 0


@kernel
def note_part(t: Tables, year: int, units: int, raw: int) -> int:
    s = t.state[0]
    at = s.noted
    t.trace[at] = NOTE_PART
    t.trace[at + 1] = 3
    t.trace[at + 2] = year
    t.trace[at + 3] = units
    t.trace[at + 4] = raw
    s.noted = at + 5
    return 0


@kernel
def note_cap(t: Tables, cap: int, before: int, room: int, after: int) -> int:
    s = t.state[0]
    at = s.noted
    t.trace[at] = NOTE_CAP
    t.trace[at + 1] = 4
    t.trace[at + 2] = cap
    t.trace[at + 3] = before
    t.trace[at + 4] = room
    t.trace[at + 5] = after
    s.noted = at + 6
    return 0


@kernel
def note_end(t: Tables) -> int:
    s = t.state[0]
    t.trace[s.noted] = NOTE_END
    t.trace[s.noted + 1] = 0
    s.noted += 2
    return 0
