"""Tiers that fall, that nobody reaches, that last a day, and that leave a gap below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from welfarerules.errors import Diagnostic, Finding
from welfarerules.formula.typed import MONEY, SPAN, Constant, facts_of
from welfarerules.money import Money
from welfarerules.scheme.model import Benefit, Scheme
from welfarerules.scrutiny.grounds import LIFE_YEARS, Grounds, shown
from welfarerules.scrutiny.ladders import Rung, ladder_of
from welfarerules.words import N_, Phrase

__all__ = ["odd_tiers"]

TIERS_FALL: Final = Finding(
    "WR720",
    "{bound} pays {amount}, and less than {before} before it",
    "correct the amount; or mark it under [[meant]], if the members decided so",
)
SAME_AMOUNT: Final = Finding(
    "WR721", "{bound} pays {amount}, like the tier before it", "correct the amount, or leave the bound out"
)
TIER_NEVER: Final = Finding(
    "WR722",
    "no claim that meets the requirements comes to what {bound} pays",
    "correct its bound, the next one or the requirements, or leave it out",
)
BEYOND_LIFE: Final = Finding(
    "WR723",
    "{bound} is reached only after more than {years} years, and nobody lives so long",
    "correct the number of years, months or days",
)
GAP: Final = Finding(
    "WR724",
    "who meets {formula!r} and has not reached {bound} is paid nothing",
    "begin the tiers at the requirement, or remove the requirement",
)
ONE_POINT: Final = Finding(
    "WR725",
    "{bound} is paid at exactly that bound and nowhere else",
    "write from where the next tier has above, or the other way round, or leave one of the two out",
)

_LOWEST: Final = N_("what is paid below all bounds")
_MORE_IS_MORE: Final = frozenset({"membership", "contributed", "nights", "stay_days"})
"""What is meant to earn more: only there does a fall surprise."""


def odd_tiers(scheme: Scheme, grounds: Grounds) -> Iterator[Diagnostic]:
    """Tell of tiers, written as such or as a formula, that hardly say what was decided."""
    for benefit in scheme.benefits:
        if not grounds.together(benefit.conditions):
            continue
        rungs = ladder_of(scheme, benefit, grounds.eligible(benefit))
        if benefit.amount.kind == "tiers":
            yield from _unreached(scheme, benefit, rungs, grounds)
            yield from _gap(benefit, grounds)
        if all(rung.region for rung in rungs):
            yield from _steps(scheme, rungs)
        yield from (ONE_POINT.at(rung.place, bound=_named(rung)) for rung in rungs if _is_point(rung))


def _named(rung: Rung) -> str | Phrase:
    return Phrase(_LOWEST) if rung.bound is None else repr(rung.bound.text)


def _unreached(scheme: Scheme, benefit: Benefit, rungs: Sequence[Rung], grounds: Grounds) -> Iterator[Diagnostic]:
    """A formula's parts that nobody reaches are told where formulas are."""
    ever = ladder_of(scheme, benefit, grounds.ever.where_all(each.condition for each in benefit.conditions))
    for rung, otherwise in zip(rungs, ever, strict=True):
        if not rung.region and otherwise.region:
            yield BEYOND_LIFE.at(rung.place, bound=_named(rung), years=LIFE_YEARS)
        elif not rung.region:
            yield TIER_NEVER.at(rung.place, bound=_named(rung))


def _gap(benefit: Benefit, grounds: Grounds) -> Iterator[Diagnostic]:
    """Requirements that say less than the lowest tier, where somebody meets all but that tier."""
    for lowest in benefit.amount.requires:
        below = grounds.eligible(benefit, but=lowest).where(lowest.condition, holds=False)
        for each in benefit.requires:
            alike = facts_of(each.condition) == facts_of(lowest.condition)
            weaker = alike and not grounds.alive.where(lowest.condition).where(each.condition, holds=False)
            if below and weaker and not grounds.always(each.condition):
                yield GAP.at(lowest.place, formula=shown(each), bound=repr(lowest.condition.text))


def _steps(scheme: Scheme, rungs: Sequence[Rung]) -> Iterator[Diagnostic]:
    """Steps down, and steps that are none."""
    for before, rung in pairwise(rungs):
        if not isinstance(before.pays, Constant) or not isinstance(rung.pays, Constant):
            continue
        earlier, amount = (Money(int(each.value), scheme.currency) for each in (before.pays, rung.pays))
        if amount == earlier:
            yield SAME_AMOUNT.at(rung.place, bound=_named(rung), amount=amount)
        elif amount < earlier and facts_of(rung.by) <= _MORE_IS_MORE:
            yield TIERS_FALL.at(rung.place, bound=_named(rung), amount=amount, before=earlier)


def _is_point(rung: Rung) -> bool:
    """Whether a rung holds on one day of a span, or for one amount. To count exactly three of something is common."""
    if not rung.region or rung.bound is None:
        return False
    if rung.by.type == SPAN:
        return all(length.is_exact for length in rung.region.lengths_of(rung.by))
    found = rung.region.range_of(rung.by)
    return rung.by.type == MONEY and found is not None and found[0] == found[1]
