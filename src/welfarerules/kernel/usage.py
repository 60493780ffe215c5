"""What a member has had under each cap."""

from __future__ import annotations

from welfarerules.kernel.base import kernel
from welfarerules.kernel.records import Tables


@kernel
def used_of_cap(t: Tables, member: int, cap: int, year: int) -> int:
    """What *member* has had under *cap* in fund year *year*, in minor units."""
    row = t.members[member].usage
    while row > 0:
        usage = t.usages[row]
        if usage.cap == cap and usage.year == year:
            return usage.amount
        row = usage.previous
    return 0


@kernel
def use_cap(t: Tables, member: int, cap: int, year: int, amount: int) -> int:
    s = t.state[0]
    m = t.members[member]
    row = m.usage
    while row > 0:
        usage = t.usages[row]
        if usage.cap == cap and usage.year == year:
            usage.amount += amount
            return 0
        row = usage.previous
    s.usages += 1
    fresh = t.usages[s.usages]
    fresh.cap = cap
    fresh.year = year
    fresh.amount = amount
    fresh.previous = m.usage
    m.usage = s.usages
    return 0
