"""The wheel of due days and the settling of dues, beside plain lists."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from strategies.written import contribution, day, fund
from welfarerules.events import Joined
from welfarerules.fund.driver import Driver
from welfarerules.kernel.dues import allocate, charge, first_to_fall, put_on_wheel, take_off_wheel
from welfarerules.kernel.records import Member, Slot, Tables

DAYS, SLOTS, FIRST = 6, 8, date(2024, 1, 1).toordinal()


def tables(members: int = 1, *, contributions: int = 1) -> Tables:
    """The kernel's tables with members who owe nothing yet."""
    parts = [contribution(f"c{k}") for k in range(contributions)]
    order = {"payments_go_to": [f"contribution.c{k}" for k in range(contributions)]}
    under = fund(*parts, conventions=order if contributions > 1 else {})
    joined = [Joined(f"join-{k}", day("2024-01-01"), f"M{k}") for k in range(members)]
    prepared = under.prepare(joined, day("2024-01-31"))
    return Driver(under.compiled, prepared.rows).tables


def waiting(t: Tables, at: int) -> list[int]:
    """The slots that wait for the *at*-th day, followed forwards; and the same backwards."""
    forwards, here = [], t.wheel[at]
    while here:
        forwards.append(here - 1)
        here = t.slots[here - 1].next
    backwards, here = [], t.wheel_ends[at] if t.wheel[at] else 0
    while here:
        backwards.append(here - 1)
        here = t.slots[here - 1].before
    assert backwards == forwards[::-1]
    return forwards


@given(st.lists(st.tuples(st.integers(0, SLOTS - 1), st.integers(0, DAYS + 1)), max_size=40))
def test_the_wheel_keeps_each_day_s_slots_in_the_order_in_which_they_were_put_down(
    steps: list[tuple[int, int]],
) -> None:
    """A slot waits for one day; taken off, from wherever in the line, it leaves the others in their order."""
    t = tables()
    t.slots[:] = [Slot() for _ in range(SLOTS)]
    t.wheel[:] = t.wheel_ends[:] = [0] * DAYS
    t.state[0].first_day = FIRST
    lines: dict[int, list[int]] = {at: [] for at in range(DAYS + 2)}
    for slot, at in steps:
        for line in lines.values():
            if slot in line:
                take_off_wheel(t, slot)
                line.remove(slot)
        put_on_wheel(t, slot, FIRST + at)
        lines[at].append(slot)
        assert [waiting(t, k) for k in range(DAYS)] == [lines[k] for k in range(DAYS)]
        take_off_wheel(t, (slot + 1) % SLOTS)
        for line in lines.values():
            if (slot + 1) % SLOTS in line:
                line.remove((slot + 1) % SLOTS)
    assert [waiting(t, k) for k in range(DAYS)] == [lines[k] for k in range(DAYS)]


@given(st.lists(st.tuples(st.integers(-5, 0), st.booleans()), min_size=3, max_size=3))
def test_the_oldest_due_of_a_member_falls_first_and_ties_keep_the_order_of_the_scheme(
    slots: list[tuple[int, bool]],
) -> None:
    t = tables(contributions=3)
    today = t.state[0].day
    for k, (due, waits) in enumerate(slots):
        t.slots[k].due = today + due
        t.slots[k].waits_for = today if waits else today + 1
    line = [(due, k) for k, (due, waits) in enumerate(slots) if waits]
    assert first_to_fall(t, 0) == (min(line)[1] if line else -1)


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 20), st.integers(1, 50)), max_size=12),
    st.lists(st.integers(1, 120), max_size=5),
)
def test_payments_settle_dues_oldest_first_as_a_plain_list_would(
    fallen: list[tuple[int, int, int]], payments: list[int]
) -> None:
    """Dues sorted by day, then by the scheme's order, each paid down before the next; the rest is handed back."""
    t = tables(contributions=3)
    t.members[0] = Member(status=1)
    owed: list[list[int]] = []
    for slot, on, amount in sorted(fallen, key=lambda due: due[1]):
        t.slots[slot].due = FIRST + on
        charge(t, slot, 0, slot, amount, 0)
        owed.append([on, slot, amount])
    owed.sort(key=lambda due: (due[0], due[1]))
    for payment in payments:
        expected = [0, 0, 0]
        left = payment
        for due in owed:
            part = min(left, due[2])
            due[2] -= part
            left -= part
            expected[due[1]] += part
        assert allocate(t, 0, payment) == left
        assert [slot.pending for slot in t.slots[:3]] == expected
        for k, row in enumerate(t.slots[:3]):
            assert row.charged - row.settled == sum(due[2] for due in owed if due[1] == k)
            assert row.fallen - row.cleared == sum(1 for due in owed if due[1] == k and due[2])
            row.pending = 0
