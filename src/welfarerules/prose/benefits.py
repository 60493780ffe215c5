"""What the fund pays: when, to whom, how much and under which conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from welfarerules.formula.facts import BUILT_IN_FACTS
from welfarerules.formula.nodes import Comparison, Expression, Fact, Shifted
from welfarerules.prose.conditions import conditions
from welfarerules.prose.document import Item, Section
from welfarerules.prose.facts_read import facts_as_of_day
from welfarerules.prose.limits import limits
from welfarerules.prose.payees import payees
from welfarerules.prose.tiers import steps_of, tiers
from welfarerules.prose.voice import Voice
from welfarerules.prose.worths import operand, pays
from welfarerules.scheme.model import Benefit, DayOfYear, Requirement
from welfarerules.words import N_

__all__ = ["benefits_chapter"]

_TITLE: Final = N_("What the fund pays")
_NONE: Final = N_("The file lays down no benefit.")
_CLASS: Final = N_("It is welfare of the class “{name}”.")

_CLASSES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "birth": N_("birth"),
        "sickness": N_("sickness"),
        "elderly": N_("elderly"),
        "death": N_("death"),
        "education": N_("education"),
        "disaster": N_("disaster"),
        "hardship": N_("hardship"),
        "disability": N_("disability"),
    }
)

_EVENT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "occurred": N_(
            "It is paid on a claim. What counts is the day on which it happened: whoever was no member on that day is "
            "paid nothing."
        ),
        "admitted": N_(
            "It is paid on a claim. What counts is the day of admission to hospital: whoever was no member on that day "
            "is paid nothing."
        ),
        "discharged": N_(
            "It is paid on a claim. What counts is the day of discharge from hospital: whoever was no member on that "
            "day is paid nothing."
        ),
        "died": N_(
            "It is paid on a claim. What counts is the day of the member's death: for one who was no member on that "
            "day nothing is paid."
        ),
    }
)
_YEARLY: Final = N_("It is paid every year on {day}, without a claim, to whoever is a member on that day.")
_MONTHLY: Final = N_("It is paid every month on day {day}, without a claim, to whoever is a member on that day.")
_LACKING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "clamp": N_("In a month without a day {day} it is paid on the last day of that month."),
        "overflow": N_("In a month without a day {day} the days it lacks are counted on into the next month."),
    }
)
_AS_OF: Final[Mapping[str, str]] = MappingProxyType(
    {
        "occurred": N_("{facts}: what counts is how things stood on the day it happened, not on the day of the claim."),
        "admitted": N_(
            "{facts}: what counts is how things stood on the day of admission, not on the day of the claim."
        ),
        "discharged": N_(
            "{facts}: what counts is how things stood on the day of discharge, not on the day of the claim."
        ),
        "died": N_("{facts}: what counts is how things stood on the day of death, not on the day of the claim."),
        "tick": N_("{facts}: what counts is how things stand on the day of payment."),
        "claim": N_(
            "{facts}: what counts is how things stand on the day of the claim, or on the last day of membership if "
            "that came before."
        ),
    }
)
_ALL: Final = N_("A claim is refused unless all of this is so:")
_ONE: Final = N_("A claim is refused unless this is so:")
_ALL_RECURRING: Final = N_("It is paid only where all of this is so:")
_ONE_RECURRING: Final = N_("It is paid only where this is so:")
_ALL_REFER: Final = N_("The committee decides wherever not all of this is so:")
_ONE_REFER: Final = N_("The committee decides wherever this is not so:")
_NO_CONDITION: Final = N_("The file lays down no condition for it.")
_TOLD: Final = N_("In the words of the plugin it {told}.")
_WITHIN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "refuse": N_(
            "It must be claimed within {length} of {fact}; the day that completes this time is the last one. A later "
            "claim is refused."
        ),
        "refer": N_(
            "It must be claimed within {length} of {fact}; the day that completes this time is the last one. On a "
            "later claim the committee decides."
        ),
    }
)
_THE_DAYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "joined": N_("the day of joining"),
        "born": N_("the day of birth"),
        "died": N_("the day on which the member died"),
        "occurred": N_("the day on which it happened"),
        "admitted": N_("the day of admission to hospital"),
        "discharged": N_("the day of discharge from hospital"),
    }
)
_NO_WINDOW: Final = N_("The file sets no time within which it must be claimed.")
_WINDOW: Final = "claim_within"
_CLAIMED: Final = "claimed"
_YEAR: Final = 12
_LAST_CERTAIN_DAY: Final = 28


def benefits_chapter(voice: Voice) -> Section:
    """Return the chapter on what the fund pays."""
    parts = tuple(_section(voice, benefit) for benefit in voice.scheme.benefits)
    items = () if parts else (voice.item(_NONE),)
    return Section(title=voice.say(_TITLE), items=items, sections=parts)


def _section(voice: Voice, benefit: Benefit) -> Section:
    sentences = (
        *_when(voice, benefit),
        *_requirements(voice, benefit),
        *_amount(voice, benefit),
        *limits(voice, benefit),
        *_window(voice, benefit),
        *payees(voice, benefit),
        voice.item(_CLASS, benefit.article, name=_class(voice, benefit.welfare_class)),
    )
    return Section(title=voice.names.rule(benefit.id), id=benefit.id, article=benefit.article, items=sentences)


def _class(voice: Voice, name: str) -> str:
    """A class of welfare, which is a free word of the file's; those that many funds have are known in each language."""
    return voice.say(_CLASSES[name]) if name in _CLASSES else name


def _when(voice: Voice, benefit: Benefit) -> Iterator[Item]:
    recurs, article = benefit.recurs, benefit.article
    if recurs is None:
        yield voice.item(_EVENT[benefit.event_date], article)
    else:
        if recurs.every_months == _YEAR:
            yield voice.item(_YEARLY, article, day=voice.day_of_year(DayOfYear(recurs.month, recurs.day)))
        else:
            yield voice.item(_MONTHLY, article, day=recurs.day)
        month_end = voice.scheme.conventions.month_end
        if recurs.day > _LAST_CERTAIN_DAY and recurs.every_months < _YEAR and month_end is not None:
            yield voice.item(_LACKING[month_end], article, day=recurs.day)
    facts = facts_as_of_day(voice, benefit)
    if facts:
        by_claim = benefit.facts_as_of == "claim" and recurs is None
        template = _AS_OF["claim" if by_claim else benefit.event_date]
        yield voice.item(template, article, facts=voice.listed(facts))


def _requirements(voice: Voice, benefit: Benefit) -> Iterator[Item]:
    implied = () if steps_of(benefit.amount) else benefit.amount.requires
    asked = [each for each in (*implied, *benefit.requires) if _last_day(each) is None]
    refusing = _told(voice, [each for each in asked if each.otherwise == "refuse"])
    referring = _told(voice, [each for each in asked if each.otherwise == "refer"])
    if refusing:
        one, several = (_ONE_RECURRING, _ALL_RECURRING) if benefit.recurs else (_ONE, _ALL)
        yield voice.item(one if len(refusing) == 1 else several, benefit.article, refusing)
    if referring:
        yield voice.item(_ONE_REFER if len(referring) == 1 else _ALL_REFER, benefit.article, referring)
    if not asked:
        yield voice.item(_NO_CONDITION, benefit.article)


def _told(voice: Voice, asked: list[Requirement]) -> tuple[Item, ...]:
    return tuple(item for each in asked for item in conditions(voice, each.condition, each.article))


def _amount(voice: Voice, benefit: Benefit) -> Iterator[Item]:
    told = benefit.amount.told.get(voice.lang)
    if told:
        yield voice.item(_TOLD, benefit.article, told=told)
    steps = steps_of(benefit.amount)
    if steps:
        yield from tiers(voice, steps, benefit.article)
    else:
        yield pays(voice, benefit.amount.value, benefit.article)


def _date(voice: Voice, node: Expression) -> str:
    """A date in a sentence: one that the engine knows by what it is, any other by its name."""
    if isinstance(node, Fact) and node.fact.name in _THE_DAYS and node.fact in BUILT_IN_FACTS:
        return voice.say(_THE_DAYS[node.fact.name])
    return operand(voice, node)


def _window(voice: Voice, benefit: Benefit) -> Iterator[Item]:
    if benefit.recurs is not None:
        return
    windows = [(each, last) for each in benefit.requires if (last := _last_day(each)) is not None]
    for window, last in windows:
        length, fact = voice.length(last.duration), _date(voice, last.date)
        yield voice.item(_WITHIN[window.otherwise], window.article, length=length, fact=fact)
    if not windows:
        yield voice.item(_NO_WINDOW, benefit.article)


def _last_day(requirement: Requirement) -> Shifted | None:
    """The last day to claim, where *requirement* is what ``claim_within`` implies."""
    match requirement.condition:
        case Comparison(op="<=", left=Fact() as claimed, right=Shifted(sign=1) as last):
            return last if requirement.source == _WINDOW and claimed.fact.name == _CLAIMED else None
    return None
