"""Which of a scheme's instances are worth reading: a few for each rule, where what comes of it turns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from welfarerules.events import Claimed
from welfarerules.instances import Worked
from welfarerules.journal import Posting

__all__ = ["BESIDE_THE_AMOUNT", "chosen_of_benefit", "chosen_of_dues", "fallen", "leavings", "turn"]

_AT_ONCE: Final = frozenset({"membership", "age", "claimed", "arrears", "fact"})
"""Probes of which the bound and what lies before it say all; of others, what lies beyond is told too."""

_TWICE: Final = frozenset({"membership", "age"})
"""Probes that may have many bounds, as steps have: those around the first and the last are told."""

_STORIES: Final = ("stay", "fund year", "unknown")
"""Probes of which each tells another story, rather than a step further."""

_LAST: Final = ("late", "returning", "unknown")
BESIDE_THE_AMOUNT: Final = _AT_ONCE | {"late", "returning", "unknown"}
"""Probes that vary something that the amount itself does not depend on."""

_MOST_STORIES: Final = {"stay": 2}
_DUES: Final = 3
_MIDDLE: Final = 15
_LATE: Final = 29


def chosen_of_benefit(worked: Iterable[Worked]) -> tuple[Worked, ...]:
    """Return the instances of one benefit that are told.

    Those around the bounds of each thing that is varied, one of each further story; and the usual case where nothing
    else that is told is paid.
    """
    groups: dict[tuple[str, str], list[Worked]] = {}
    for each in worked:
        groups.setdefault(_varied(each), []).append(each)
    usual = [each for (probe, _), group in groups.items() if probe == "usual" for each in group]
    order = sorted(groups, key=lambda varied: varied[0] in _LAST)  # stable: else as they come
    told = [each for varied in order for each in _telling(varied[0], groups[varied])]
    if not any(each.paid.minor for each in told):
        told = [*usual[:1], *told]
    return tuple(told)


def _varied(worked: Worked) -> tuple[str, str]:
    """What is varied: the probe, and of declared facts which one."""
    instance = worked.instance
    return instance.probe, repr(instance.about.values.get("fact", "")) if instance.probe == "fact" else ""


def _telling(probe: str, group: Sequence[Worked]) -> Sequence[Worked]:
    if probe == "usual":
        return ()
    if probe == "cap":
        return [group[0], *group[1:][-1:]]
    if probe == "late":
        return _latest(group)
    if probe == "payees":
        return group[-1:]
    if probe in _STORIES:
        return list(_stories(group))[-_MOST_STORIES.get(probe, 1) :]
    turns = [at for at, pair in enumerate(pairwise(group)) if _turn(*pair)]
    told = _first_and_last(group, turns) if probe in _TWICE else turns[:1] if probe in _AT_ONCE else turns[-1:]
    near = {at + step for at in told for step in range(2 if probe in _AT_ONCE else 3)}
    return [each for at, each in enumerate(group) if at in near]


def _turn(one: Worked, other: Worked) -> bool:
    """Whether two of one series, which differ in nothing but how far it is varied, come to different ends."""
    return one.instance.series == other.instance.series and _comes_to(one) != _comes_to(other)


def _first_and_last(group: Sequence[Worked], turns: Sequence[int]) -> Sequence[int]:
    """The first and the last turn, and the first of each way of comparing: a step "from" 1 year, one "above" it."""
    by_op = {group[at].instance.op: at for at in reversed(turns)}
    return (*turns[:1], *by_op.values(), *turns[-1:])


def _latest(group: Sequence[Worked]) -> Sequence[Worked]:
    """What was put right between the event and the claim: one that does not help, if there is any."""
    alike = [each for each in group if _told_as(each) == _told_as(group[-1])]
    return [next((each for each in alike if each.outcome != "approved"), alike[-1])]


def _told_as(worked: Worked) -> str:
    return worked.instance.about.template


def _stories(group: Sequence[Worked]) -> Iterator[Worked]:
    """Of each way of telling one: the longest stay, and of those alike the one that is paid least, if anything."""
    by_telling: dict[str, list[Worked]] = {}
    for each in group:
        by_telling.setdefault(_told_as(each), []).append(each)
    for alike in list(by_telling.values())[:2]:
        paid = [each for each in alike if each.paid.minor] or alike
        longest = max(map(_nights, paid))
        yield min((each for each in paid if _nights(each) == longest), key=lambda each: each.paid.minor)


def _nights(worked: Worked) -> int:
    claim = next((event for event in worked.instance.events if event.id == worked.instance.claim), None)
    if not isinstance(claim, Claimed) or claim.admitted is None or claim.discharged is None:
        return 0
    return (claim.discharged - claim.admitted).days


def _comes_to(worked: Worked) -> tuple[str, int]:
    return worked.outcome, worked.paid.minor


def chosen_of_dues(worked: Iterable[Worked]) -> tuple[Worked, ...]:
    """Return the instances of one contribution that are told: joined on the first, within and at the end of a month."""
    by_day: dict[int, Worked] = {}
    for each in worked:
        if each.instance.probe == "joining":
            day = each.instance.events[0].date.day
            by_day.setdefault(1 if day == 1 else _LATE if day >= _LATE else _MIDDLE, each)
            if day == _MIDDLE:
                by_day[_MIDDLE] = each
    by_pattern = {_pattern(by_day[kind]): by_day[kind] for kind in sorted(by_day, reverse=True)}
    return tuple(reversed(by_pattern.values()))


def _pattern(worked: Worked) -> tuple[tuple[int, int], ...]:
    """How much falls due, and how many days after joining: what two who join on different days may have alike."""
    joined = worked.instance.events[0].date
    return tuple((each.amount.minor, (each.date - joined).days) for each in fallen(worked))


def fallen(worked: Worked) -> tuple[Posting, ...]:
    """Return the first dues of the rule that an instance is about."""
    rule = worked.instance.rule
    return tuple(each for each in worked.postings if each.rule == rule and each.reason == "due_fell")[:_DUES]


def turn(worked: Sequence[Worked], ended: Sequence[bool]) -> tuple[Worked, ...]:
    """Return the last instance in which a membership goes on, and the first in which it *ended*."""
    for at, (before, after) in enumerate(pairwise(ended)):
        if after and not before:
            return worked[at], worked[at + 1]
    return ()


def leavings(worked: Iterable[Worked]) -> Iterator[tuple[Worked, str, tuple[Posting, ...]]]:
    """Go through the first instance in which money paid ahead has somewhere to go, and the first with arrears.

    With each comes why it was posted, and those postings.
    """
    waiting = [("advance_refunded", "advance_kept"), ("due_cancelled",)]
    for each in worked:
        for reasons in tuple(waiting):
            found = tuple(posting for posting in each.postings if posting.reason in reasons and posting.amount.minor)
            if found:
                waiting.remove(reasons)
                yield each, found[0].reason, found
