"""The periods of a contribution: when each begins, when it falls due and what it costs."""

from __future__ import annotations

from welfarerules.kernel.arithmetic import divide
from welfarerules.kernel.base import kernel
from welfarerules.kernel.calendar import add_months, civil_month, day_of_month, month_length, month_start
from welfarerules.kernel.codes import ACTUAL, BASIS_365, IN_DAYS, IN_MONTHS
from welfarerules.kernel.records import Slot
from welfarerules.kernel.terms import Contribution, Terms


@kernel
def period_anchor(c: Contribution, terms: Terms, day: int) -> int:
    """First day of the period that contains *day*; all later periods are counted from it."""
    if c.from_joining == 1:
        return day
    if c.unit == IN_DAYS:
        if c.every == 7:
            return day - (day - 1) % 7
        return day
    if c.every == 1:
        return month_start(civil_month(day))
    month = civil_month(day)
    since = (month - (terms.fund_year_month - 1)) % c.every
    start = month_start(month - since) + terms.fund_year_day - 1
    if start > day:
        start = month_start(month - since - c.every) + terms.fund_year_day - 1
    return start


@kernel
def begin_periods(c: Contribution, terms: Terms, slot: Slot, start: int) -> int:
    """Count the slot's periods from the one that contains *start*, the first day of a membership."""
    slot.anchor = period_anchor(c, terms, start)
    slot.anchor_month = civil_month(slot.anchor)
    slot.anchor_day = day_of_month(slot.anchor)
    slot.turn = 0
    slot.period = slot.anchor
    return 0


@kernel
def period_start(c: Contribution, terms: Terms, slot: Slot, turn: int) -> int:
    """First day of the *turn*-th period after the slot's anchor; a short month never makes later ones drift."""
    if c.unit != IN_MONTHS:
        return slot.anchor + turn * c.every
    if slot.anchor_day == 1:
        return month_start(slot.anchor_month + turn * c.every)
    return add_months(slot.anchor, turn * c.every, terms.month_end)


@kernel
def due_day(c: Contribution, terms: Terms, slot: Slot) -> int:
    """The day on which the slot's present period falls due."""
    if c.due_day == 0:
        return slot.end - 1 if c.due_at_end == 1 else slot.period
    if c.due_day <= 28 and c.due_months_later == 0 and slot.anchor_day == 1:
        return slot.period + c.due_day - 1
    month = slot.anchor_month + slot.turn * c.every + c.due_months_later
    if c.due_day > 28 and terms.month_end == 0:
        return month_start(month) + min(c.due_day, month_length(month)) - 1
    return month_start(month) + c.due_day - 1


@kernel
def leap_days_before(day: int) -> int:
    """How many 29ths of February lie before *day*."""
    month = civil_month(day)
    year = month // 12
    passed = year - 1
    count = passed // 4 - passed // 100 + passed // 400
    if month % 12 > 1 and month_length(year * 12 + 1) == 29:
        count += 1
    return count


@kernel
def days_360(day: int) -> int:
    """Days before *day* when every month has 30, a 31st counting as the 30th."""
    of_month = day_of_month(day)
    return civil_month(day) * 30 + min(of_month, 30) - 1


@kernel
def counted_days(start: int, end: int, basis: int) -> int:
    """Days from *start* to before *end* that a rate per day is charged for."""
    if basis == ACTUAL:
        return end - start
    if basis == BASIS_365:
        return end - start - (leap_days_before(end) - leap_days_before(start))
    return days_360(end) - days_360(start)


@kernel
def period_amount(c: Contribution, start: int, end: int, covered_from: int) -> int:
    """What the period costs one who is covered from *covered_from* on, in minor units."""
    if c.per_day == 1:
        return c.rate * counted_days(covered_from, end, c.basis)
    if covered_from == start:
        return c.rate
    exact = c.rate * (end - covered_from)
    return divide(exact, (end - start) * c.round_to, c.rounding) * c.round_to
