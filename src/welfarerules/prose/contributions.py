"""What members pay, and when it falls due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from welfarerules.prose.document import Item, Section
from welfarerules.prose.voice import Voice
from welfarerules.scheme.model import Contribution, DayOfYear
from welfarerules.words import N_

__all__ = ["contributions_chapter"]

_TITLE: Final = N_("What members pay")
_NONE: Final = N_("The file lays down no contribution.")

_BY_DAY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "daily": N_("Every member pays {amount} a day, collected every day."),
        "weekly": N_("Every member pays {amount} a day, collected once a week."),
        "monthly": N_("Every member pays {amount} a day, collected once a month."),
        "quarterly": N_("Every member pays {amount} a day, collected once every three months."),
        "half-yearly": N_("Every member pays {amount} a day, collected once every six months."),
        "yearly": N_("Every member pays {amount} a day, collected once a year."),
    }
)
_BY_PERIOD: Final[Mapping[str, str]] = MappingProxyType(
    {
        "daily": N_("Every member pays {amount} every day."),
        "weekly": N_("Every member pays {amount} every week."),
        "monthly": N_("Every member pays {amount} every month."),
        "quarterly": N_("Every member pays {amount} every three months."),
        "half-yearly": N_("Every member pays {amount} every six months."),
        "yearly": N_("Every member pays {amount} every year."),
        "once": N_("Every member pays {amount} on the day of joining, and again at every later joining."),
    }
)
_DAYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "actual": N_("Every day of the calendar is paid for, 29 February too."),
        "365": N_("29 February is not paid for: every year costs 365 days."),
        "360": N_("Every month costs 30 days, whether it has 28 or 31: a year costs 360 days."),
    }
)
_CALENDAR: Final[Mapping[str, str]] = MappingProxyType(
    {
        "daily": N_("Every day is a period by itself."),
        "weekly": N_("A period is a week, from Monday to Sunday."),
        "monthly": N_("A period is a month of the calendar."),
        "quarterly": N_("A period is three months, the first of which begins with the fund's year on {start}."),
        "half-yearly": N_("A period is six months, the first of which begins with the fund's year on {start}."),
        "yearly": N_("A period is the fund's year, which begins on {start}."),
    }
)
_JOINING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "daily": N_("Every day is a period by itself, from the day of joining on."),
        "weekly": N_("A period is seven days, counted from each member's day of joining."),
        "monthly": N_("A period is a month, counted from each member's day of joining."),
        "quarterly": N_("A period is three months, counted from each member's day of joining."),
        "half-yearly": N_("A period is six months, counted from each member's day of joining."),
        "yearly": N_("A period is a year, counted from each member's day of joining."),
    }
)
_FIRST_DAY: Final = N_("It falls due on the first day of the period.")
_LAST_DAY: Final = N_("It falls due on the last day of the period.")
_THAT_MONTH: Final = N_("It falls due on day {day} of the month in which the period begins.")
_NEXT_MONTH: Final = N_("It falls due on day {day} of the month after the one in which the period begins.")
_LATER_MONTH: Final = N_(
    "It falls due on day {day} of the month that comes {months} months after the one in which the period begins."
)
_LACKING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "clamp": N_("In a month without a day {day} it falls due on the last day of that month."),
        "overflow": N_("In a month without a day {day} the days it lacks are counted on into the next month."),
    }
)
_FIRST: Final[Mapping[tuple[str, bool], str]] = MappingProxyType(
    {
        ("proportional", True): N_(
            "Whoever joins after a period has begun pays for its days from the day of joining on, not for those before."
        ),
        ("proportional", False): N_(
            "Whoever joins after a period has begun pays only for its days from the day of joining on: the part of the "
            "amount that these days are of all days of the period, rounded as told below."
        ),
        ("full", True): N_("Whoever joins after a period has begun pays for all days of that period."),
        ("full", False): N_("Whoever joins after a period has begun pays the whole amount for that period."),
        ("free", True): N_(
            "Whoever joins after a period has begun pays nothing for that period; the next one is the first."
        ),
        ("free", False): N_(
            "Whoever joins after a period has begun pays nothing for that period; the next one is the first."
        ),
    }
)
_NOT_BEFORE: Final = N_("Nothing falls due before the day of joining.")
_LAST_CERTAIN_DAY: Final = 28


def contributions_chapter(voice: Voice) -> Section:
    """Return the chapter on what members pay."""
    parts = tuple(_section(voice, contribution) for contribution in voice.scheme.contributions)
    items = () if parts else (voice.item(_NONE),)
    return Section(title=voice.say(_TITLE), items=items, sections=parts)


def _section(voice: Voice, contribution: Contribution) -> Section:
    return Section(
        title=voice.names.rule(contribution.id),
        id=contribution.id,
        article=contribution.article,
        items=tuple(_sentences(voice, contribution)),
    )


def _sentences(voice: Voice, c: Contribution) -> Iterator[Item]:
    by_day = c.rate.per == "day" and c.collected != "once"
    template = (_BY_DAY if by_day else _BY_PERIOD)[c.collected]
    yield voice.item(template, c.article, amount=voice.money(c.rate.minor))
    if c.days_in_year is not None and by_day:
        yield voice.item(_DAYS[c.days_in_year], c.article)
    if c.collected == "once":
        return
    starts = voice.scheme.conventions.fund_year_starts or DayOfYear(1, 1)
    periods = _JOINING if c.periods == "joining" else _CALENDAR
    yield voice.item(periods[c.collected], c.article, start=voice.day_of_year(starts))
    if c.collected != "daily":
        yield from _due(voice, c)
        if c.periods == "calendar":
            yield voice.item(_FIRST[c.first_period, by_day], c.article)


def _due(voice: Voice, c: Contribution) -> Iterator[Item]:
    if not c.due.day:
        yield voice.item(_LAST_DAY if c.due.at_end else _FIRST_DAY, c.article)
    else:
        template = {0: _THAT_MONTH, 1: _NEXT_MONTH}.get(c.due.months_later, _LATER_MONTH)
        yield voice.item(template, c.article, day=c.due.day, months=c.due.months_later)
        month_end = voice.scheme.conventions.month_end
        if c.due.day > _LAST_CERTAIN_DAY and month_end is not None:
            yield voice.item(_LACKING[month_end], c.article, day=c.due.day)
    if c.periods == "calendar" and c.first_period != "free" and not c.due.at_end:
        yield voice.item(_NOT_BEFORE, c.article)
