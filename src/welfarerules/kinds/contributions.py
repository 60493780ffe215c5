"""The built-in kinds of contributions: a rate per day, a rate per period, and one that is paid once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import attrs

from welfarerules.errors import Finding
from welfarerules.kinds.rule_kind import Dues, RuleKind, Scope
from welfarerules.scheme import readings
from welfarerules.scheme.containers import Either
from welfarerules.scheme.model import Due, Rate
from welfarerules.scheme.quantities import DueDay, parse_due, parse_rate
from welfarerules.scheme.shapes import Section, key
from welfarerules.scheme.values import Number, Parsed, Word
from welfarerules.words import N_

__all__ = ["CONTRIBUTION_KINDS", "Once", "PerDay", "PerPeriod"]

Collected = Literal["daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly"]

NEEDS_COLLECTED: Final = Finding(
    "WR320",
    "how often a rate per day is collected is not said{example}",
    "write collected = one of daily, weekly, monthly, quarterly, half-yearly, yearly",
)
OTHER_PERIOD: Final = Finding(
    "WR321",
    "a rate per {per} is collected {collected}, and how it would be divided is not said",
    'write collected = "{suggestion}", or a rate for the period it is collected in',
)
NEEDS_PERIODS: Final = Finding(
    "WR322",
    "where the periods of this contribution begin is not said{example}",
    'write periods = "calendar" (the first of each month, or of the fund year; then first_period too) or periods = '
    '"joining" (the day of the month on which each member joined)',
)
NEEDS_DUE: Final = Finding(
    "WR323",
    "on which day of its period this contribution falls due is not said{example}",
    'write due = "first day", "last day", "day 5" or "day 5 of next month"',
)
NEEDS_FIRST_PERIOD: Final = Finding(
    "WR324",
    "what one who joins within a period pays for it is not said{example}",
    'write first_period = "proportional" (by days), "full" (the whole period) or "free" (nothing)',
)
NO_FIRST_PERIOD: Final = Finding(
    "WR325",
    "periods that begin with each member's joining have no part of a period",
    "remove first_period",
)
NEEDS_DAYS_IN_YEAR: Final = Finding(
    "WR326",
    "whether 29 February and the 31st days cost anything is not said{example}",
    'write days_in_year = "actual" (every day), 365 (29 February is free) or 360 (every month has 30 days)',
)
NO_DAY_OF_MONTH: Final = Finding(
    "WR328",
    "a period collected {collected} has no day of the month",
    'write due = "first day" or due = "last day"',
)
WHICH_MONTH: Final = Finding(
    "WR329",
    '"of next month" can be the month after the first or after the last of a period collected {collected}',
    'count the months of the period: "day {day} of month 2" is the one after its first, '
    '"day {day} of month {after}" the one after its last',
)
BEYOND_PERIOD: Final = Finding(
    "WR330",
    "month {month} lies more than one month after the end of a period collected {collected}",
    "write a month from 1 to {most}",
)
BEFORE_PERIOD: Final = Finding(
    "WR331",
    "day {day} of the period's first month can come before the period, which begins on the day of joining",
    'write due = "first day", or "day {day} of month 2"',
)
BEFORE_FUND_YEAR: Final = Finding(
    "WR332",
    "day {day} of the period's first month comes before the period, which begins on day {start} like the fund year",
    'write due = "first day", or "day {day} of month 2"',
)

COLLECTED_FOR: Final[Mapping[str, Collected]] = {
    "day": "daily",
    "week": "weekly",
    "month": "monthly",
    "quarter": "quarterly",
    "half-year": "half-yearly",
    "year": "yearly",
}
_MONTHS: Final[Mapping[str, int]] = {
    "daily": 0,
    "weekly": 0,
    "monthly": 1,
    "quarterly": 3,
    "half-yearly": 6,
    "yearly": 12,
}
_FIRST_DAY: Final = DueDay(0)

RATE: Final = Parsed(parse_rate, N_("an amount per period in quotation marks"), '"1 per day"')
DUE: Final = Parsed(lambda text, _: parse_due(text), N_("a day of the period in quotation marks"), '"first day"')
COLLECTED: Final = Word(tuple(COLLECTED_FOR.values()))
RATE_DOC: Final = N_('how much, and per what: "1 per day", "30 per month", "20 once"')
PERIODS: Final = key(
    Word(("calendar", "joining")), N_("whether periods are those of the calendar or begin with each member's joining")
)
FIRST_PERIOD: Final = key(
    Word(("proportional", "full", "free")), N_("what one who joins within a calendar period pays for it")
)
DUE_KEY: Final = key(DUE, N_('when in its period it falls due: "first day", "last day", "day 5 of next month"'))


@attrs.frozen(kw_only=True)
class PerDay(Section):
    """A rate per day, collected by longer periods: ``rate = "1 per day"``."""

    tolerant = True

    rate: Rate = attrs.field(metadata=key(RATE, RATE_DOC))
    collected: Collected | None = attrs.field(
        default=None, metadata=key(COLLECTED, N_("how often it is collected; a rate per period says so itself"))
    )
    periods: Literal["calendar", "joining"] | None = attrs.field(default=None, metadata=PERIODS)
    due: DueDay | None = attrs.field(default=None, metadata=DUE_KEY)
    first_period: Literal["proportional", "full", "free"] | None = attrs.field(default=None, metadata=FIRST_PERIOD)
    days_in_year: Literal["actual"] | int | None = attrs.field(
        default=None,
        metadata=key(
            Either(
                (Word(("actual",)), Number(only=(365, 360), beside=("actual",))), N_('"actual", 365 or 360'), '"actual"'
            ),
            N_("which days a rate per day is charged for: every day, all but 29 February, or 30 days in every month"),
        ),
    )


@attrs.frozen(kw_only=True)
class PerPeriod(Section):
    """A rate per week, month or longer: ``rate = "30 per month"``."""

    tolerant = True

    rate: Rate = attrs.field(metadata=key(RATE, RATE_DOC))
    collected: Collected | None = attrs.field(
        default=None, metadata=key(COLLECTED, N_("how often it is collected; a rate per period says so itself"))
    )
    periods: Literal["calendar", "joining"] | None = attrs.field(default=None, metadata=PERIODS)
    due: DueDay | None = attrs.field(default=None, metadata=DUE_KEY)
    first_period: Literal["proportional", "full", "free"] | None = attrs.field(default=None, metadata=FIRST_PERIOD)


@attrs.frozen(kw_only=True)
class Once(Section):
    """What is paid once, on joining: ``rate = "20 once"``."""

    tolerant = True

    rate: Rate = attrs.field(metadata=key(RATE, RATE_DOC))
    collected: Literal["once"] | None = attrs.field(
        default=None, metadata=key(Word(("once",)), N_("how often it is collected; a rate per period says so itself"))
    )


def lower_once(section: Once, _: Scope) -> Dues:
    """Due once, on the day of joining."""
    return Dues(section.rate, "once", "joining", Due(0), "full")


def lower_per_day(section: PerDay, scope: Scope) -> Dues | None:
    """Due for every period: the rate for each of its days that counts."""
    collected = section.collected
    if collected is None:
        scope.ask(readings.COLLECTED, NEEDS_COLLECTED, section)
    if section.days_in_year is None:
        scope.ask(readings.DAYS_IN_YEAR, NEEDS_DAYS_IN_YEAR, section)
    # Where the period is not said, what any period but a day needs is still asked for.
    dues = _dues(section, collected or "monthly", scope)
    if collected is None or dues is None:
        return None
    days: Literal["actual", "365", "360"] = (
        "365" if section.days_in_year == 365 else "360" if section.days_in_year == 360 else "actual"
    )
    return attrs.evolve(dues, days_in_year=days)


def lower_per_period(section: PerPeriod, scope: Scope) -> Dues | None:
    """Due for every period: the rate."""
    natural = COLLECTED_FOR[section.rate.per]
    if section.collected not in (None, natural):
        values = {"per": section.rate.per, "collected": section.collected, "suggestion": natural}
        scope.refuse(OTHER_PERIOD, section.place("collected"), **values)
    return _dues(section, natural, scope)


def _dues(section: PerDay | PerPeriod, collected: Collected, scope: Scope) -> Dues | None:
    daily = collected == "daily"
    periods, first_period, due = section.periods, section.first_period, section.due
    if daily:
        periods, due, first_period = periods or "calendar", due or _FIRST_DAY, first_period or "full"
    if periods is None:
        scope.ask(readings.PERIODS, NEEDS_PERIODS, section)
    if due is None:
        scope.ask(readings.DUE, NEEDS_DUE, section)
    if periods == "joining" and section.has("first_period"):
        scope.refuse(NO_FIRST_PERIOD, section.place("first_period"))
    if periods == "calendar" and first_period is None:
        scope.ask(readings.FIRST_PERIOD, NEEDS_FIRST_PERIOD, section)
    # Where the day is not said or cannot be, that is refused; the conventions that the rest needs are still asked for.
    falls = (_due(due, collected, periods, section, scope) if due else None) or Due(0)
    if periods is None:
        return None
    return Dues(section.rate, collected, periods, falls, first_period or "full")


def _due(due: DueDay, collected: Collected, periods: str | None, section: Section, scope: Scope) -> Due | None:
    if not due.day:
        return Due(0, at_end=due.at_end)
    place, months = section.place("due"), _MONTHS[collected]
    if not months:
        scope.refuse(NO_DAY_OF_MONTH, place, collected=collected)
    elif not due.month and months > 1:
        scope.refuse(WHICH_MONTH, place, collected=collected, day=due.day, after=months + 1)
    elif due.month > months + 1:
        scope.refuse(BEYOND_PERIOD, place, month=due.month, collected=collected, most=months + 1)
    elif periods == "joining" and due.month == 1:
        scope.refuse(BEFORE_PERIOD, place, day=due.day)
    elif due.month == 1 and months > 1 and due.day < (starts := _fund_year_day(scope)):
        scope.refuse(BEFORE_FUND_YEAR, place, day=due.day, start=starts)
    else:
        return Due(due.day, due.month - 1 if due.month else 1)
    return None


def _fund_year_day(scope: Scope) -> int:
    """The day of the month on which fund years begin; the first where that is not said, which is refused by itself."""
    starts = scope.conventions.fund_year_starts
    return starts.day if starts else 1


_OF_PERIODS: Final = (
    readings.PERIODS,
    readings.DUE,
    readings.FIRST_PERIOD,
    readings.MONTH_END,
    readings.FUND_YEAR_STARTS,
)
"""The conventions of what is paid by periods."""

CONTRIBUTION_KINDS: Final = (
    RuleKind(
        "per_day",
        "contribution",
        PerDay,
        lower=lower_per_day,
        sentences={"en": "{rate}, collected {collected}", "th": "{rate} เก็บ{collected}"},
        doc="So much for every day of membership, collected by periods.",
        marks=("day",),
        reads=(*_OF_PERIODS, readings.COLLECTED, readings.DAYS_IN_YEAR),
    ),
    RuleKind(
        "per_period",
        "contribution",
        PerPeriod,
        lower=lower_per_period,
        sentences={"en": "{rate}", "th": "{rate}"},
        doc="So much for every period of membership.",
        marks=("week", "month", "quarter", "half-year", "year"),
        reads=(*_OF_PERIODS, readings.ROUNDING),
    ),
    RuleKind(
        "once",
        "contribution",
        Once,
        lower=lower_once,
        sentences={"en": "{rate}, on joining", "th": "{rate} เมื่อสมัคร"},
        doc="Paid once, on joining.",
        marks=("once",),
    ),
)
