"""Instances of a benefit around its caps and the turn of the fund year, and with several people to be paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from welfarerules.dates import Day
from welfarerules.formula.typed import MONEY, Arithmetic, Constant, Fact, walk
from welfarerules.instances.benefits import BenefitProbes
from welfarerules.instances.stories import Claim, Count, Story, days, fund_year_starts
from welfarerules.kernel import calendar
from welfarerules.money import Money
from welfarerules.words import N_, Phrase

__all__ = ["around_caps", "around_years", "several_people"]

_USED: Final = N_("{amount} had already in this fund year")
_STAY_OVER: Final = N_("a stay of {before} before the fund year turns on {turn} and {after} after")
_STAY_USED: Final = N_(
    "a stay of {before} before the fund year turns on {turn} and {after} after, {amount} had already before"
)
_NEXT_STAY: Final = N_(
    "a stay of {before} before the fund year turns on {turn} and {after} after, and then another of {next}"
)
_TWICE: Final = N_("once on {first} and again on {second}, {amount} had already before in the fund year of {first}")
_TWO_STAYS: Final = N_(
    "a stay of {length} from {first} and another of {length} from {second}, {amount} had already before in the fund "
    "year of {first}"
)
_PEOPLE: Final = N_("shared by {people} people")

_LONG_STAY: Final = 40
_USUAL_STAY: Final = 3


def _rate(probes: BenefitProbes) -> int:
    """What one night pays, in minor units, where the amount is so much a night; else 0."""
    for node in walk(probes.benefit.amount.value):
        if isinstance(node, Arithmetic) and node.op == "*":
            sides = (node.left, node.right)
            counted = any(isinstance(each, Fact) and each.fact.name in ("nights", "stay_days") for each in sides)
            rates = [each.value for each in sides if isinstance(each, Constant) and each.type == MONEY]
            if counted and rates and rates[0].denominator == 1:
                return int(rates[0])
    return 0


def around_caps(probes: BenefitProbes) -> None:
    """Stays up to each cap and past it, and what is left where some was had already."""
    rate = _rate(probes)
    for cap in probes.benefit.caps:
        probes.probes.begin()
        if rate > 0:
            most = cap.minor // rate
            for nights in (most - 1, most, most + 1):
                if nights <= 10 * _LONG_STAY:
                    probes.stay_of(nights)
        if cap.per == "fund year":
            for left in (0, 1, cap.minor // 2):
                used = cap.minor - left
                about = Phrase(_USED, amount=Money(used, probes.scheme.currency))
                probes.tell("cap", about, _used(probes, probes.day, used))


def _used(probes: BenefitProbes, day: date, minor: int) -> Story:
    """A member taken over on *day* who has had so much of the benefit in that fund year."""
    usual = probes.usual(probes.day)
    used = {probes.benefit.id: probes.probes.money(minor)} if minor else {}
    return attrs.evolve(usual, opened=max(day, usual.joined), used=used)


def around_years(probes: BenefitProbes) -> None:
    """Claims on both sides of the turn of a fund year, and stays across it."""
    benefit = probes.benefit
    yearly = [cap.minor for cap in benefit.caps if cap.per == "fund year"]
    if not yearly or benefit.recurs or benefit.event_date == "died":
        return
    for turn in _turns(probes):
        before, after = turn - days(45), turn + days(45)
        used, claims = yearly[0] // 2, (probes.claim(before), probes.claim(after))
        story = _used(probes, before - days(30), used)
        probes.tell("fund year", _twice(probes, claims, Money(used, probes.scheme.currency)), story, *claims)
        if probes.stays:
            _stays_across(probes, turn, yearly[0])


def _twice(probes: BenefitProbes, claims: tuple[Claim, Claim], used: Money) -> Phrase:
    if not probes.stays:
        return Phrase(_TWICE, first=Day(claims[0].day), second=Day(claims[1].day), amount=used)
    first, second = (Day(each.stay(probes.benefit)[0]) for each in claims)
    return Phrase(_TWO_STAYS, length=Count(claims[0].nights, "nights"), first=first, second=second, amount=used)


def _turns(probes: BenefitProbes) -> Iterator[date]:
    """The next first day of a fund year after the usual day, by each convention that may be meant."""
    for starts in fund_year_starts(probes.scheme):
        year = calendar.fund_year(probes.day.toordinal(), starts.month, starts.day)
        turn = calendar.fund_year_start(year + 1, starts.month, starts.day)
        yield date.fromordinal(turn)


def _stays_across(probes: BenefitProbes, turn: date, yearly: int) -> None:
    nights = _cut_at(probes)
    rate = _rate(probes)
    for before, after in ((1, nights), (nights, 1), (nights, nights), (nights, 0), (0, nights)):
        _stay_across(probes, turn, before, after, used=0)
    for used in (yearly, yearly - rate, yearly - rate * nights // 2):
        if 0 < used <= yearly:
            _stay_across(probes, turn, nights, nights, used=used)
    longest = yearly // rate + 1 if rate else nights
    _stay_across(probes, turn, nights, nights, used=0, then=min(longest, _LONG_STAY))
    _stay_across(probes, turn, 1, nights, used=0, then=min(longest, _LONG_STAY))


def _cut_at(probes: BenefitProbes) -> int:
    """The nights that reach the cap per event, where there is one."""
    rate = _rate(probes)
    caps = [cap.minor for cap in probes.benefit.caps if cap.per == "event"]
    return max(2, min(_LONG_STAY, -(-caps[0] // rate))) if caps and rate else _USUAL_STAY


def _stay_across(probes: BenefitProbes, turn: date, before: int, after: int, *, used: int, then: int = 0) -> None:
    """A stay of so many nights on each side of the turn of a fund year, and perhaps another one later."""
    admitted, discharged = turn - days(before), turn + days(after)
    nights = before + after
    by_end = probes.benefit.event_date == "discharged"
    claims = [probes.claim(discharged if by_end else admitted, nights=nights)]
    said = {"before": Count(before, "nights"), "after": Count(after, "nights"), "turn": Day(turn)}
    about = Phrase(_STAY_OVER, **said)
    if used:
        about = Phrase(_STAY_USED, **said, amount=Money(used, probes.scheme.currency))
    if then:
        start = discharged + days(30)
        claims.append(probes.claim(start + days(then) if by_end else start, nights=then))
        about = Phrase(_NEXT_STAY, **said, next=Count(then, "nights"))
    story = _used(probes, admitted - days(10), used)
    probes.tell("stay", about, story, *claims)


def several_people(probes: BenefitProbes) -> None:
    """Equal shares that leave something over."""
    if probes.benefit.payee.order:
        for people in (2, 3):
            about = Phrase(_PEOPLE, people=people)
            probes.tell("payees", about, probes.usual(), probes.claim(people=people))
