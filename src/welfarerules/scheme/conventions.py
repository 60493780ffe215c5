"""Where a bylaw can be read two ways: every convention that some rule reads must be stated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from welfarerules.errors import Finding, Place, nearest
from welfarerules.formula.typed import Expression, facts_of, reads_month_end
from welfarerules.scheme.model import Benefit, Contribution, Conventions, DayOfYear, Membership, Rounding
from welfarerules.scheme.questions import Convention, Question, Reading
from welfarerules.scheme.readings import (
    CAP_CUTS,
    FUND_YEAR_STARTS,
    MONTH_END,
    ON_LEAVING,
    PAYMENTS_GO_TO,
    ROUNDING,
    SENIORITY,
)
from welfarerules.scheme.sections import ConventionsSection
from welfarerules.scheme.shapes import Reader, listed
from welfarerules.words import N_, Phrase

__all__ = ["ENTRY_FEE", "MEMBERSHIP_CONVENTIONS", "Rules", "check_conventions", "conventions_of", "reading"]

NEEDS_MONTH_END: Final = Finding(
    "WR301",
    "this adds months, and what becomes of a day that a month lacks is not said{example}",
    'write under [conventions] month_end = "clamp" (a month after 31 January is 28 February) or "overflow" (3 March)',
)
NEEDS_FUND_YEAR: Final = Finding(
    "WR302",
    "this goes by the fund's year, and when that starts is not said{example}",
    'write under [conventions] fund_year_starts = "1 October", "1 January" or another day',
)
NEEDS_ROUNDING: Final = Finding(
    "WR303",
    "the part of a period need not come out exactly, and how it is rounded is not said{example}",
    'write under [conventions] rounding = {{ mode = "half_up", to = 0.01 }}, or mode up, down, ceiling, floor, '
    "half_down, half_even or 05up",
)
NEEDS_FACTS_AS_OF: Final = Finding(
    "WR304",
    "this reads {facts}, and as of which day is not said{example}",
    'write under [conventions] facts_as_of = "event" (the day it happened) or facts_as_of = "claim" (the day of the '
    "claim), or the same key here",
)
NEEDS_CAP_CUTS: Final = Finding(
    "WR305",
    "when the cap per event cuts a stay that spans two fund years, in which of them is not said{example}",
    'write under [conventions] cap_cuts = "later nights" or cap_cuts = "earlier nights"',
)
NEEDS_PAYMENT_ORDER: Final = Finding(
    "WR306",
    "which of {payables} a payment settles first, when they fell due on one day, is not said{example}",
    "write under [conventions] payments_go_to = [{quoted}], in the order you want",
)
UNKNOWN_PAYABLE: Final = Finding("WR307", "nothing to pay is called {id!r}", "{hint}")
LEFT_OUT: Final = Finding(
    "WR308", "{id} is left out of the order of payments", "add {id!r} to the list, where it belongs"
)
PAYABLE_TWICE: Final = Finding("WR309", "{id!r} stands twice in the order of payments", "keep one of the two")
LATE_IN_MONTH: Final = Finding(
    "WR310", "a fund's year cannot start on a day that some months lack", "write a day from the 1st to the 28th"
)
NEEDS_SENIORITY: Final = Finding(
    "WR311",
    "how the membership of one who left and came back is counted is not said{example}",
    'write under [membership] seniority = {{ on_readmission = "restart" }} (anew), "bridge" (from first joining) or '
    '"net" (without the gap)',
)
NEEDS_ON_LEAVING: Final = Finding(
    "WR312",
    "what becomes of money paid ahead, and of what is still owed, when a member leaves is not said{example}",
    'write under [membership] on_leaving = {{ advance = "refund", arrears = "cancel" }}, or "keep" and "stay owed"',
)

ENTRY_FEE: Final = "membership.entry_fee"
MEMBERSHIP_CONVENTIONS: Final = (SENIORITY.key, ON_LEAVING.key)
"""The keys of ``[membership]`` that must stand there where a rule reads what they say."""

_MEANT: Final = N_("write {suggestion!r}")
_PAYABLES: Final = N_("write one of {payables}")
_LAST_DAY: Final = 28
_MONTHS_OF_YEAR: Final = 12
_DAYS_OF_WEEK: Final = 7
_SHORTEST: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The days that each month has at least, January first."""
_MONTHS_OF: Final[Mapping[str, int]] = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
_BY_FUND_YEAR: Final = frozenset({"quarterly", "half-yearly", "yearly"})
_BY_DAYS: Final = frozenset({"daily", "weekly", "once"})


def conventions_of(section: ConventionsSection | None) -> Conventions:
    """Return the conventions as the model has them."""
    if section is None:
        return Conventions()
    return Conventions(
        fund_year_starts=section.fund_year_starts,
        month_end=section.month_end,
        rounding=Rounding(section.rounding.mode, section.rounding.to) if section.rounding else None,
        facts_as_of=section.facts_as_of,
        cap_cuts=section.cap_cuts,
        payments_go_to=tuple(written.text for written in section.payments_go_to),
    )


@attrs.frozen
class Rules:
    """The rules of a scheme, of which some conventions are asked; what could not be read is left out.

    Attributes:
        membership: None where the scheme does not say who is a member.
    """

    membership: Membership | None
    contributions: Sequence[Contribution]
    benefits: Sequence[Benefit]


@attrs.frozen
class Site:
    """A place where a rule reads a convention.

    Attributes:
        rule: Id of the rule.
        provable: Whether it follows from the rule itself that all readings come to the same there. It is believed only
            where no instance says otherwise.
    """

    place: Place
    rule: str
    provable: bool = False


def check_conventions(
    section: ConventionsSection | None,
    rules: Rules,
    reader: Reader,
    *,
    payables: Mapping[str, Place],
    unsaid: Mapping[str, Place],
) -> None:
    """Ask for every convention that is missing although a rule reads it, at the first rule that does.

    Args:
        section: What the scheme says, None for nothing.
        rules: The rules that read conventions.
        reader: Collects what is asked and refused.
        payables: All that the text says members pay, by id, with places; also what could not be read.
        unsaid: Those of `MEMBERSHIP_CONVENTIONS` about which the text says nothing, with the place where they belong.
    """
    meant = section.meant if section else frozenset()
    stated = conventions_of(section)
    for convention, finding, sites in _sites(rules, stated.fund_year_starts):
        if getattr(stated, convention.key) is None and convention.key not in meant:
            for site in sites:
                rule, path = (site.rule,), (convention.table,)
                reader.ask(Question(convention, finding, site.place, path, rules=rule, provable=site.provable))
    year = stated.fund_year_starts
    if section and year and year.day > _LAST_DAY:
        reader.refuse(LATE_IN_MONTH, section.place("fund_year_starts"))
    fee = rules.membership.entry_fee if rules.membership else 0
    pays = bool(fee or payables.keys() - {ENTRY_FEE})
    _check_membership(unsaid, list(_expressions(rules)), reader, pays=pays)
    if "payments_go_to" not in meant:
        _check_order(section, payables, reader)


def _sites(rules: Rules, year: DayOfYear | None = None) -> Iterator[tuple[Convention, Finding, tuple[Site, ...]]]:
    """Where *rules* read each convention that any rule can read, with what is said if it is missing."""
    yield MONTH_END, NEEDS_MONTH_END, tuple(_adding_months(rules, list(_expressions(rules)), year))
    yield FUND_YEAR_STARTS, NEEDS_FUND_YEAR, tuple(_by_fund_year(rules))
    yield ROUNDING, NEEDS_ROUNDING, tuple(_rounding(rules.contributions))
    yield CAP_CUTS, NEEDS_CAP_CUTS, tuple(_cutting(rules.benefits))


def reading(rules: Rules) -> Mapping[str, tuple[Place, ...]]:
    """Return where *rules* read each convention that any rule can read; a rounding that a formula asks for not."""
    return {convention.key: tuple(site.place for site in sites) for convention, _, sites in _sites(rules)}


def _expressions(rules: Rules) -> Iterator[tuple[Expression, Place, str]]:
    if rules.membership and rules.membership.ends_when is not None:
        yield rules.membership.ends_when, rules.membership.place, "membership"
    for benefit in rules.benefits:
        yield benefit.amount.value, benefit.place, benefit.id
        for requirement in (*benefit.requires, *benefit.amount.requires):
            yield requirement.condition, requirement.place, benefit.id


def _adding_months(
    rules: Rules, expressions: Sequence[tuple[Expression, Place, str]], year: DayOfYear | None
) -> Iterator[Site]:
    for contribution in rules.contributions:
        if contribution.collected not in _BY_DAYS and contribution.periods == "joining":
            yield Site(contribution.place, contribution.id)
        elif contribution.due.day > _LAST_DAY:
            months = _due_months(contribution, year)
            provable = all(_SHORTEST[month] >= contribution.due.day for month in months)
            yield Site(contribution.place, contribution.id, provable=provable)
    for benefit in rules.benefits:
        recurs = benefit.recurs
        if recurs and recurs.day > _LAST_DAY:
            provable = recurs.every_months == _MONTHS_OF_YEAR and _SHORTEST[recurs.month - 1] >= recurs.day
            yield Site(benefit.place, benefit.id, provable=provable)
    yield from (Site(place, rule) for expression, place, rule in expressions if reads_month_end(expression))


def _due_months(contribution: Contribution, year: DayOfYear | None) -> Iterable[int]:
    """The months, from 0, in which a contribution by the calendar falls due: any, where the fund's year is not said."""
    every = _MONTHS_OF[contribution.collected]
    if year is None and every > 1:
        return range(_MONTHS_OF_YEAR)
    first = (year.month - 1 if year else 0) + contribution.due.months_later
    return [(first + later) % _MONTHS_OF_YEAR for later in range(0, _MONTHS_OF_YEAR, every)]


def _by_fund_year(rules: Rules) -> Iterator[Site]:
    for contribution in rules.contributions:
        if contribution.collected in _BY_FUND_YEAR and contribution.periods == "calendar":
            yield Site(contribution.place, contribution.id)
    for benefit in rules.benefits:
        yield from (Site(cap.place, benefit.id) for cap in benefit.caps if cap.per == "fund year")


def _rounding(contributions: Sequence[Contribution]) -> Iterator[Site]:
    """A rate per week that can be divided by seven has no part that is not whole."""
    for contribution in contributions:
        divides = contribution.rate.per not in ("day", "once") and contribution.periods == "calendar"
        if divides and contribution.first_period == "proportional":
            whole = contribution.collected == "weekly" and contribution.rate.minor % _DAYS_OF_WEEK == 0
            yield Site(contribution.place, contribution.id, provable=whole)


def _cutting(benefits: Sequence[Benefit]) -> Iterator[Site]:
    for benefit in benefits:
        caps = {cap.per: cap.place for cap in benefit.caps}
        if benefit.counted_by == "each night" and len(caps) == len({"event", "fund year"}):
            yield Site(caps["event"], benefit.id)


def _check_membership(
    unsaid: Mapping[str, Place], expressions: Sequence[tuple[Expression, Place, str]], reader: Reader, *, pays: bool
) -> None:
    reading = tuple(dict.fromkeys(rule for expression, _, rule in expressions if "membership" in facts_of(expression)))
    if reading and SENIORITY.key in unsaid:
        reader.ask(Question(SENIORITY, NEEDS_SENIORITY, unsaid[SENIORITY.key], (SENIORITY.table,), rules=reading))
    if pays and ON_LEAVING.key in unsaid:
        place = unsaid[ON_LEAVING.key]
        reader.ask(Question(ON_LEAVING, NEEDS_ON_LEAVING, place, (ON_LEAVING.table,), rules=(ON_LEAVING.table,)))


def _check_order(section: ConventionsSection | None, payables: Mapping[str, Place], reader: Reader) -> None:
    written = section.payments_go_to if section else ()
    if not written:
        if len(payables) > 1:
            _ask_order(payables, reader)
        return
    times = Counter(each.text for each in written)
    for each in written:
        if each.text not in payables:
            suggestion = nearest(each.text, payables)
            hint = Phrase(_MEANT if suggestion else _PAYABLES, suggestion=suggestion, payables=listed(payables))
            reader.refuse(UNKNOWN_PAYABLE, each.at, id=each.text, hint=hint)
        elif times[each.text] > 1:
            times[each.text] = 1
            reader.refuse(PAYABLE_TWICE, each.at, id=each.text)
    if section and all(each.text in payables for each in written):
        for payable in payables:
            if payable not in times:
                reader.refuse(LEFT_OUT, section.place("payments_go_to"), id=payable)


def _ask_order(payables: Mapping[str, Place], reader: Reader) -> None:
    """Ask which is settled first; the orders that are tried begin with each of them once."""
    ids = list(payables)
    orders = [[first, *(each for each in ids if each != first)] for first in ids]
    written = [", ".join(f'"{payable}"' for payable in order) for order in orders]
    reader.ask(
        Question(
            PAYMENTS_GO_TO,
            NEEDS_PAYMENT_ORDER,
            list(payables.values())[-1],
            (PAYMENTS_GO_TO.table,),
            {"payables": listed(payables), "quoted": written[0]},
            readings=tuple(Reading(f"[{order}]", "", order.partition(",")[0]) for order in written),
            rules=("membership",),
        )
    )
