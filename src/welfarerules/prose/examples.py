"""Worked instances of each rule, told with their dates, what comes of them and why; the engine works them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Final

import attrs

from welfarerules.dates import format_date
from welfarerules.events import Claimed, Died, Joined, Opening, Paid
from welfarerules.explain.explanation import Step
from welfarerules.formula.nodes import Constant
from welfarerules.instances import Worked, work
from welfarerules.money import Money
from welfarerules.prose.chosen import BESIDE_THE_AMOUNT, chosen_of_benefit, chosen_of_dues, fallen, leavings, turn
from welfarerules.prose.conditions import condition
from welfarerules.prose.document import Item, Section
from welfarerules.prose.tiers import steps_of
from welfarerules.prose.voice import Voice
from welfarerules.scheme.model import Benefit, Requirement
from welfarerules.words import N_

__all__ = ["with_examples"]

_STORY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "occurred": N_("{about} (joined {joined}, happened {day}, claimed {claimed})"),
        "admitted": N_("{about} (joined {joined}, admitted {admitted}, discharged {discharged}, claimed {claimed})"),
        "discharged": N_("{about} (joined {joined}, admitted {admitted}, discharged {discharged}, claimed {claimed})"),
        "died": N_("{about} (joined {joined}, died {day}, claimed {claimed})"),
        "tick": N_("{about} (joined {joined}, payment of {day})"),
    }
)
_PAID: Final = N_("{story}: {amount} is paid.")
_UNPAID: Final = N_("{story}: nothing is paid.")
_UNMET: Final = N_("{story}: nothing is paid, because this is not so:")
_TOO_LATE: Final = N_("{story}: nothing is paid, because it was claimed too late.")
_NO_STEP: Final = N_("{story}: nothing is paid, because the first step has not been reached.")
_USED_UP: Final = N_("{story}: nothing is paid, because the limit is used up.")
_NOT_COVERED: Final = N_("{story}: nothing is paid, because the member was none on that day.")
_REFERRED: Final = N_("{story}: the committee decides.")
_REFERRED_UNMET: Final = N_("{story}: the committee decides, because this is not so:")
_REFERRED_LATE: Final = N_("{story}: the committee decides, because it was claimed too late.")
_REFERRED_UNKNOWN: Final = N_("{story}: the committee decides, because a fact that is needed is not known.")
_REASONS: Final[Mapping[str, str]] = MappingProxyType({"cap_used_up": _USED_UP, "not_covered": _NOT_COVERED})

_JOINED: Final = N_("Joined {joined}: {dues}.")
_FALLS: Final = N_("{amount} falls due on {day}")
_GOES_ON: Final = N_("{about}: the membership goes on.")
_ENDED: Final = N_("{about}: the membership ended by itself on {day}.")
_LEFT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "advance_refunded": N_("{about}: {amount} that was paid ahead is given back."),
        "advance_kept": N_("{about}: {amount} that was paid ahead stays with the fund."),
        "due_cancelled": N_("{about}: {amount} that was owed is given up."),
    }
)
_NOT_TAKEN: Final = N_(
    "{about}: {amount} that was owed is given up; the later payment is not taken, since nothing is owed any more."
)
_OWN_DATES: Final = frozenset({"arrears", "late", "returning", "fund year"})
"""Probes that tell their own dates."""

_COMPUTED: Final = ("amounts", "shares", "payment", "odd")
_PAYEES: Final = "payees"


def with_examples(voice: Voice, sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return *sections* with a few worked instances below each rule that has some."""
    by_rule: dict[str, list[Worked]] = {}
    for each in work(voice.scheme):
        by_rule.setdefault(each.instance.rule, []).append(each)
    return tuple(_completed(voice, section, by_rule) for section in sections)


def _completed(voice: Voice, section: Section, by_rule: Mapping[str, list[Worked]]) -> Section:
    worked = by_rule.get(section.id, [])
    benefits = {benefit.id: benefit for benefit in voice.scheme.benefits}
    if section.id in benefits:
        examples = _of_benefit(voice, benefits[section.id], worked)
    elif section.id == "membership":
        examples = _of_membership(voice, worked)
    else:
        examples = (_of_dues(voice, each) for each in chosen_of_dues(worked))
    parts = tuple(_completed(voice, part, by_rule) for part in section.sections)
    return attrs.evolve(section, examples=tuple(examples), sections=parts)


def _of_benefit(voice: Voice, benefit: Benefit, worked: Sequence[Worked]) -> Iterator[Item]:
    chosen = chosen_of_benefit(worked)
    last = {each.instance.probe: each for each in chosen if each.outcome == "approved"}
    for each in chosen:
        item = _decided(voice, benefit, each)
        if last.get(each.instance.probe) is each:
            item = attrs.evolve(item, items=(*item.items, *_computation(voice, benefit, each)))
        yield item


def _decided(voice: Voice, benefit: Benefit, worked: Worked) -> Item:
    story = _story(voice, benefit, worked)
    unmet = _unmet(benefit, worked)
    article = unmet.article if unmet else benefit.article
    if worked.outcome == "approved":
        return voice.item(_PAID, article, story=story, amount=worked.paid)
    refused = worked.outcome != "referred"
    reason = worked.decision.reason if worked.decision else ""
    if unmet is None:
        template = _REASONS.get(reason, _UNPAID) if refused else _REFERRED
        return voice.item(_REFERRED_UNKNOWN if reason.endswith("unknown") else template, article, story=story)
    if unmet.source == "claim_within":
        return voice.item(_TOO_LATE if refused else _REFERRED_LATE, article, story=story)
    if unmet.source == "tiers":
        return voice.item(_NO_STEP, article, story=story)
    asked = condition(voice, unmet.condition)
    return voice.item(_UNMET if refused else _REFERRED_UNMET, article, [asked], story=story)


def _unmet(benefit: Benefit, worked: Worked) -> Requirement | None:
    """The requirement that was decisive; a payment that nobody claims and nobody gets is not decided at all."""
    decision = worked.decision
    if decision is None or decision.reason != "requirement_not_met":
        return None
    return next((each for each in benefit.conditions if each.source == decision.requirement), None)


def _story(voice: Voice, benefit: Benefit, worked: Worked) -> str:
    about = _about(voice, worked)
    dates = _dates(benefit, worked)
    if worked.instance.probe in _OWN_DATES or None in dates.values():
        return about
    told = {name: format_date(day, voice.lang, style="short") for name, day in dates.items() if day is not None}
    return voice.say(_STORY[benefit.event_date], about=about, **told)


def _dates(benefit: Benefit, worked: Worked) -> dict[str, date | None]:
    joined = next((_joined(event) for event in worked.instance.events if isinstance(event, Joined | Opening)), None)
    if benefit.recurs is not None:
        day = worked.decision.date if worked.decision else worked.instance.as_of
        return {"joined": joined, "day": day}
    claim = next((event for event in worked.instance.events if event.id == worked.instance.claim), None)
    if not isinstance(claim, Claimed):
        return {"joined": None}
    if benefit.event_date in ("admitted", "discharged"):
        return {"joined": joined, "admitted": claim.admitted, "discharged": claim.discharged, "claimed": claim.date}
    died = next((event.date for event in worked.instance.events if isinstance(event, Died)), None)
    return {"joined": joined, "day": died or claim.occurred, "claimed": claim.date}


def _joined(event: Joined | Opening) -> date | None:
    return event.joined if isinstance(event, Opening) else event.date


def _begun(text: str) -> str:
    """A phrase as a sentence begins."""
    return text[:1].upper() + text[1:]


def _computation(voice: Voice, benefit: Benefit, worked: Worked) -> Iterator[Item]:
    """How the amount came about, where there was something to compute."""
    shared = worked.instance.probe == _PAYEES
    plain = isinstance(benefit.amount.value, Constant) or bool(steps_of(benefit.amount))
    if not shared and (worked.instance.probe in BESIDE_THE_AMOUNT or (plain and not benefit.caps)):
        return
    for step in worked.explain(voice.lang).steps:
        if step.kind == "amounts" and not shared:
            yield from _told(step.steps)
        elif shared and step.kind in _COMPUTED[1:]:
            yield Item(step.text, step.article)


def _told(steps: Sequence[Step]) -> tuple[Item, ...]:
    return tuple(Item(step.text, step.article, _told(step.steps)) for step in steps)


def _of_dues(voice: Voice, worked: Worked) -> Item:
    dues = fallen(worked)
    told = [voice.say(_FALLS, amount=each.amount, day=voice.day(each.date)) for each in dues]
    article = dues[0].article if dues else ""
    return voice.item(_JOINED, article, joined=voice.day(worked.instance.events[0].date), dues=", ".join(told))


def _of_membership(voice: Voice, worked: Sequence[Worked]) -> Iterator[Item]:
    article = voice.scheme.membership.article
    for each, reason, postings in leavings([each for each in worked if each.instance.probe == "leaving"]):
        amount = sum((posting.amount for posting in postings), Money(0, voice.scheme.currency))
        refused = reason == "due_cancelled" and _pays_in_vain(each)
        yield voice.item(_NOT_TAKEN if refused else _LEFT[reason], article, about=_about(voice, each), amount=amount)
    lapsing = [each for each in worked if each.instance.probe == "lapsing"]
    ends = [_end(each) for each in lapsing]
    for each in turn(lapsing, [end is not None for end in ends]):
        end = ends[lapsing.index(each)]
        told: dict[str, Any] = {"about": _about(voice, each)}
        yield (
            voice.item(_GOES_ON, article, **told)
            if end is None
            else voice.item(_ENDED, article, day=voice.day(end), **told)
        )


def _pays_in_vain(worked: Worked) -> bool:
    """Whether the story ends with a payment of which nothing was booked."""
    last = worked.instance.events[-1]
    return isinstance(last, Paid) and all(posting.cause != last.id for posting in worked.postings)


def _about(voice: Voice, worked: Worked) -> str:
    return _begun(worked.instance.about.spoken(voice.lang))


def _end(worked: Worked) -> date | None:
    """The day on which a membership ended, as the explanation of the member's standing has it."""
    status = next(step for step in worked.explain("en").steps if step.kind == "status")
    ended = status.values.get("ended")
    return ended if isinstance(ended, date) else None
