"""What holds for every fund, whatever its file says, as far as it can matter to the rules of this one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from welfarerules.formula.typed import Constant, base_facts_of
from welfarerules.prose.document import Item, Section
from welfarerules.prose.tiers import steps_of
from welfarerules.prose.voice import Voice
from welfarerules.scheme.model import Benefit, Scheme
from welfarerules.words import N_

__all__ = ["always_chapter"]

_TITLE: Final = N_("What holds for every fund")
_DAYS: Final = N_(
    "The day of joining and the last day are both days of membership: what falls due on the last day is owed, and what "
    "happens on it is covered. Whoever left can join again from the next day on."
)
_NEVER_TWICE: Final = N_(
    "No day is charged twice: whoever comes back within a period that was charged, and not given up, owes nothing more "
    "for it."
)
_STOPS: Final = N_("When a membership ends, nothing more falls due.")
_SETTLES: Final = N_(
    "A payment settles the oldest due first; what is left of it is paid ahead and is taken for what falls due next."
)
_SAME_STAY: Final = N_(
    "One stay is paid once: a claim for a stay that shares a night with one that was paid for the same benefit, or a "
    "day where days are paid, goes to the committee."
)
_SAME_DAY: Final = N_(
    "One event is paid once: a further claim for the same benefit and the same day of the event as one that was paid "
    "goes to the committee, which finds out whether it is another event."
)
_ONE_DEATH: Final = N_("A benefit for a death is paid once.")
_NIGHTS: Final = N_(
    "Of a stay in hospital only the nights within the membership count, each for the day on which it begins: the night "
    "after the last day of membership still counts, but not that after the day of death."
)
_OWN_YEAR: Final = N_(
    "Whatever is no stay in hospital counts in the fund year in which it happened, whenever it is claimed."
)
_DEAD: Final = N_(
    "What is paid to the member is not paid to one who has died by the day of the claim: the committee decides, and "
    "its resolution names who is paid."
)
_UNKNOWN: Final = N_(
    "What nobody reported is unknown; it is never taken for nothing, nor for a no. Where a claim cannot be decided "
    "without it, the committee decides."
)
_ENDS_KNOWN: Final = N_("An unknown fact ends no membership.")
_RESOLVED: Final = N_("Where the committee decides, nothing is paid before its resolution is entered.")
_LESS: Final = N_("An amount that comes to less than nothing counts as nothing.")

_STAYS: Final = ("admitted", "discharged")


def always_chapter(voice: Voice) -> Section:
    """Return the chapter on the rules that no file lays down."""
    return Section(title=voice.say(_TITLE), items=tuple(_sentences(voice)))


def _sentences(voice: Voice) -> Iterator[Item]:
    scheme = voice.scheme
    claimed = [each for each in scheme.benefits if each.recurs is None]
    yield voice.item(_DAYS)
    if any(each.collected != "once" for each in scheme.contributions):
        yield voice.item(_NEVER_TWICE)
        yield voice.item(_STOPS)
    if scheme.contributions or scheme.membership.entry_fee:
        yield voice.item(_SETTLES)
    for template, benefits in (
        (_SAME_DAY, [each for each in claimed if each.event_date == "occurred"]),
        (_SAME_STAY, [each for each in claimed if each.event_date in _STAYS]),
        (_ONE_DEATH, [each for each in claimed if each.event_date == "died"]),
        (_NIGHTS, [each for each in claimed if each.event_date in _STAYS]),
        (_OWN_YEAR, [each for each in claimed if each.event_date not in _STAYS and _capped_by_year(each)]),
        (_DEAD, [each for each in claimed if not each.payee.order]),
        (_LESS, [each for each in scheme.benefits if _may_be_less(each)]),
    ):
        if benefits:
            yield voice.item(template)
    yield from _unknown(voice, scheme)
    if claimed:
        yield voice.item(_RESOLVED)


def _capped_by_year(benefit: Benefit) -> bool:
    return any(cap.per == "fund year" for cap in benefit.caps)


def _may_be_less(benefit: Benefit) -> bool:
    return not isinstance(benefit.amount.value, Constant) and not steps_of(benefit.amount)


def _unknown(voice: Voice, scheme: Scheme) -> Iterator[Item]:
    """What becomes of facts that nobody may have reported, where there are any."""
    may_lack = {"born", "contributed", *(fact.id for fact in scheme.facts)}
    asked = [
        expression
        for benefit in scheme.benefits
        for expression in (benefit.amount.value, *(each.condition for each in benefit.conditions))
    ]
    stays = any(each.event_date in _STAYS for each in scheme.benefits)
    if stays or any(base_facts_of(each) & may_lack for each in asked):
        yield voice.item(_UNKNOWN)
    ends_when = scheme.membership.ends_when
    if ends_when is not None and base_facts_of(ends_when) & may_lack:
        yield voice.item(_ENDS_KNOWN)
