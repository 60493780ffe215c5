"""Amounts that are nothing, and parts of amounts that no claim reaches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from welfarerules.errors import Diagnostic, Finding
from welfarerules.formula.regions import Region
from welfarerules.formula.typed import Choice, Expression, Extreme
from welfarerules.scheme.model import Benefit, Scheme
from welfarerules.scrutiny.grounds import Grounds
from welfarerules.scrutiny.places import place_of
from welfarerules.words import N_, Phrase

__all__ = ["odd_amounts"]

PAYS_NOTHING: Final = Finding(
    "WR710", "{amount!r} never comes to more than nothing", "write what is paid, or remove the benefit"
)
NEVER_CHOSEN: Final = Finding(
    "WR711",
    "{part!r} is never paid: no claim that meets the requirements comes to it in {choice!r}",
    "correct the condition before it or the requirements, or leave the part out",
)
NEVER_EXTREME: Final = Finding(
    "WR712",
    "{part!r} never counts in {whole!r}: another part is {never}",
    "correct the number, or leave the part out",
)

_NEVER: Final = {"min": N_("never larger"), "max": N_("never smaller")}


def odd_amounts(scheme: Scheme, grounds: Grounds) -> Iterator[Diagnostic]:
    """Tell of amounts that come to nothing, and of what a formula says for nobody."""
    for benefit in scheme.benefits:
        region = grounds.eligible(benefit)
        found = region.range_of(benefit.amount.value)
        if found is None:
            continue
        place = place_of(scheme, f"{benefit.id}.amount.formula", f"{benefit.id}.amount")
        if found[1] <= 0:
            yield PAYS_NOTHING.at(place, amount=benefit.amount.value.text)
        else:
            yield from _parts(scheme, benefit, benefit.amount.value, region)


def _parts(scheme: Scheme, benefit: Benefit, value: Expression, region: Region) -> Iterator[Diagnostic]:
    """Go down into *value*, each part where it is paid; what nobody wrote is left to those who look at tiers."""
    place = place_of(scheme, f"{benefit.id}.amount.formula", f"{benefit.id}.amount")
    if isinstance(value, Choice):
        for part, holds in ((value.when_true, True), (value.otherwise, False)):
            there = region.where(value.condition, holds=holds)
            if there:
                yield from _parts(scheme, benefit, part, there)
            elif value.column:
                yield NEVER_CHOSEN.at(place, part=part.text, choice=value.text)
        return
    if isinstance(value, Extreme) and value.column:
        for part in _idle(value, region):
            yield NEVER_EXTREME.at(place, part=part.text, whole=value.text, never=Phrase(_NEVER[value.op]))
    for part in value.children:
        yield from _parts(scheme, benefit, part, region)


def _idle(value: Extreme, region: Region) -> Iterator[Expression]:
    """The parts of a least or greatest value that another is never above, or never below; of equal ones the later."""
    ranges = [region.range_of(part) for part in value.items]
    sign = 1 if value.op == "max" else -1
    for k, mine in enumerate(ranges):
        for j, other in enumerate(ranges):
            if j == k or mine is None or other is None:
                continue
            best, least = (mine[1], other[0]) if sign == 1 else (-mine[0], -other[1])
            if best < least or (best == least and (k > j or other[0] != other[1])):
                yield value.items[k]
                break
