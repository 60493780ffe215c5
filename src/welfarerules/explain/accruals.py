"""How much a due is, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from welfarerules.explain.dues import Due
from welfarerules.explain.explanation import Step
from welfarerules.explain.formulas import Formulas
from welfarerules.explain.roundings import rounding_step
from welfarerules.explain.teller import quantity
from welfarerules.formula.value_types import MONEY
from welfarerules.fund.compile import CompiledScheme
from welfarerules.kernel.periods import counted_days
from welfarerules.words import N_

__all__ = ["accrual_steps"]

_RATES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "once": N_("It is {rate}, to be paid once."),
        "week": N_("It is {rate} a week."),
        "month": N_("It is {rate} a month."),
        "quarter": N_("It is {rate} a quarter."),
        "half-year": N_("It is {rate} a half-year."),
        "year": N_("It is {rate} a year."),
    }
)
_BY_DAY: Final = N_("It is {rate} a day; {days} are counted: {amount}.")
_FROM_JOINING: Final = N_("Only the days from {covered_from} on are paid for, when the membership began.")
_FROM_UNPAID: Final = N_("Only the days from {covered_from} on are paid for: those before were paid already.")
_PART_PAID: Final = N_("{paid} of it was paid before the member left and came back.")
_SHARE: Final = N_("{days} of {all} are paid for: {rate} × {days} ÷ {all} = {exact}.")


def accrual_steps(formulas: Formulas, compiled: CompiledScheme, due: Due) -> Iterator[Step]:
    """Go through how the amount of *due* comes about, where what the scheme says comes to just that amount."""
    k = compiled.contribution_ids.index(due.rule)
    c, teller, period = compiled.contributions[k], formulas.teller, due.period
    rate = teller.money(c.rate)
    per = next((rule.rate.per for rule in compiled.scheme.contributions if rule.id == due.rule), "once")
    if period is None:
        if per == "once" and c.rate == due.minor:
            yield teller.step("rate", _RATES[per], rate=rate)
        return
    first, covered, end = period.first.toordinal(), period.covered_from.toordinal(), period.last.toordinal() + 1
    if covered > first:
        template = _FROM_JOINING if period.covered_from == period.joined else _FROM_UNPAID
        yield teller.step("first_period", template, covered_from=period.covered_from)
    if c.per_day:
        days = counted_days(covered, end, c.basis)
        if c.rate * days >= due.minor:
            told = quantity(days, "days", teller.lang)
            amount = teller.money(c.rate * days)
            yield teller.step("rate", _BY_DAY, data={"days": days}, rate=rate, days=told, amount=amount)
        if c.rate * days > due.minor:
            yield teller.step("part_paid", _PART_PAID, paid=teller.money(c.rate * days - due.minor))
    elif covered == first and due.minor <= c.rate:
        yield teller.step("rate", _RATES[per], rate=rate)
        if due.minor < c.rate:
            yield teller.step("part_paid", _PART_PAID, paid=teller.money(c.rate - due.minor))
    elif covered > first:
        yield teller.step("rate", _RATES[per], rate=rate)
        yield from _share(formulas, c.rate, end - covered, end - first)
        exact = Fraction(c.rate * (end - covered), end - first)
        yield rounding_step(formulas, exact=exact, result=due.minor, mode=c.rounding, multiple=c.round_to, kind=MONEY)


def _share(formulas: Formulas, rate: int, days: int, all_days: int) -> Iterator[Step]:
    teller, exact = formulas.teller, Fraction(rate * days, all_days)
    yield teller.step(
        "share",
        _SHARE,
        data={"days": days, "all": all_days, "exact": formulas.data(exact, MONEY)},
        rate=teller.money(rate),
        days=quantity(days, "days", teller.lang),
        all=quantity(all_days, "days", teller.lang),
        exact=formulas.number(exact, MONEY),
    )
