"""Requirements that nobody meets, that everybody meets, and that others have said already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from welfarerules.errors import Diagnostic, Finding
from welfarerules.formula.regions import Region
from welfarerules.formula.typed import Expression, Logic
from welfarerules.scheme.model import Benefit, Requirement, Scheme
from welfarerules.scrutiny.grounds import LIFE_YEARS, Grounds, shown

__all__ = ["odd_requirements"]

NEVER_HOLDS: Final = Finding(
    "WR701",
    "{formula!r} never holds: no claim meets it",
    "correct the comparison or the number; or remove the benefit, if the fund does not pay it",
)
ALWAYS_HOLDS: Final = Finding(
    "WR702",
    "{formula!r} refuses nobody: it holds for every claim whose facts are known",
    "correct the comparison or the number, or remove the requirement",
)
NEVER_TOGETHER: Final = Finding(
    "WR703",
    "{formula!r} never holds together with {others}: no claim meets all of them",
    "correct one of them, or remove it; write 'or' between two of which one is enough",
)
SAID_ALREADY: Final = Finding(
    "WR704",
    "{formula!r} refuses nobody who meets {others}",
    "remove it, or correct the one that is not meant so",
)
PART_NEVER: Final = Finding(
    "WR705",
    "the part {part!r} of {formula!r} never holds here",
    "remove the part, or correct it",
)
PART_ALWAYS: Final = Finding(
    "WR706",
    "the part {part!r} of {formula!r} always holds here",
    "remove the part, or correct it",
)
BEYOND_LIFE: Final = Finding(
    "WR707",
    "{formula!r} holds only after more than {years} years, and nobody lives so long",
    "correct the number of years, months or days",
)
OWES_NOTHING: Final = Finding(
    "WR708",
    "{formula!r} refuses nobody: members pay nothing, so that nothing is owed",
    "write what members pay, as [membership] entry_fee or [contribution.*], or remove the requirement",
)


def odd_requirements(scheme: Scheme, grounds: Grounds) -> Iterator[Diagnostic]:
    """Tell of requirements that decide nothing, or that no claim meets."""
    for benefit in scheme.benefits:
        dead = [each for each in benefit.conditions if grounds.never(each.condition)]
        if dead:
            yield from (_never(each, grounds) for each in dead)
        elif not grounds.together(benefit.conditions):
            yield _never_together(benefit, grounds)
        else:
            yield from _idle(benefit, grounds)


def _never(requirement: Requirement, grounds: Grounds) -> Diagnostic:
    formula = shown(requirement)
    if grounds.ever.where(requirement.condition):
        return BEYOND_LIFE.at(requirement.place, formula=formula, years=LIFE_YEARS)
    return NEVER_HOLDS.at(requirement.place, formula=formula)


def _always(requirement: Requirement, grounds: Grounds) -> Diagnostic:
    formula = shown(requirement)
    if grounds.whoever_owes.where(requirement.condition, holds=False):
        return OWES_NOTHING.at(requirement.place, formula=formula)
    return ALWAYS_HOLDS.at(requirement.place, formula=formula)


def _never_together(benefit: Benefit, grounds: Grounds) -> Diagnostic:
    """Of what contradicts, only as much as it takes; told at the last of it that somebody wrote as a requirement."""
    needed = list(benefit.conditions)
    for each in benefit.conditions:
        fewer = tuple(other for other in needed if other is not each)
        if not grounds.together(fewer):
            needed.remove(each)
    at = max(needed, key=lambda each: (each in benefit.requires, each.place))
    others = _listed(each for each in needed if each is not at)
    return NEVER_TOGETHER.at(at.place, formula=shown(at), others=others)


def _listed(requirements: Iterator[Requirement]) -> str:
    return ", ".join(repr(shown(each)) for each in requirements)


def _idle(benefit: Benefit, grounds: Grounds) -> Iterator[Diagnostic]:
    """Requirements that refuse nobody, by themselves or beside the others; then their parts."""
    idle: list[Requirement] = []
    for each in reversed(benefit.requires):
        if grounds.always(each.condition):
            idle.append(each)
            yield _always(each, grounds)
            continue
        others = _enough(each, tuple(other for other in benefit.conditions if other not in idle), grounds)
        if others:
            idle.append(each)
            if _same_article(each, others):
                yield SAID_ALREADY.at(each.place, formula=shown(each), others=_listed(iter(others)))
        else:
            yield from _parts(each, each.condition, grounds.eligible(benefit, but=each))


def _enough(requirement: Requirement, conditions: tuple[Requirement, ...], grounds: Grounds) -> tuple[Requirement, ...]:
    """As few of the other *conditions* as it takes to have *requirement* said already; none where it is not.

    What the committee decides, if it is not met, does not stand in for what refuses a claim.
    """
    needed = [
        each
        for each in conditions
        if each is not requirement and (each.otherwise == "refuse" or requirement.otherwise == "refer")
    ]
    if _excludes(needed, requirement, grounds):
        for each in tuple(needed):
            fewer = [other for other in needed if other is not each]
            if fewer and _excludes(fewer, requirement, grounds):
                needed = fewer
        return tuple(needed)
    return ()


def _excludes(conditions: list[Requirement], requirement: Requirement, grounds: Grounds) -> bool:
    return not grounds.where(tuple(conditions)).where(requirement.condition, holds=False)


def _same_article(requirement: Requirement, others: tuple[Requirement, ...]) -> bool:
    """Bylaws say in one article what holds for all benefits, and in another more for one: neither is a slip.

    The lowest tier may repeat a requirement, and is not a requirement that stands there twice.
    """
    return any(each.article == requirement.article and each.source != "tiers" for each in others)


def _parts(requirement: Requirement, condition: Expression, region: Region) -> Iterator[Diagnostic]:
    """Parts of a condition that decide nothing where the others hold; what nobody wrote is left alone."""
    if not isinstance(condition, Logic) or not condition.column:
        return
    parts = _joined(condition, condition.op)
    for part in parts:
        others = [other for other in parts if other is not part]
        if not part.column:
            continue
        if condition.op == "or" and not region.where(part):
            yield PART_NEVER.at(requirement.place, part=part.text, formula=requirement.source)
        elif condition.op == "and" and not region.where_all(others).where(part, holds=False):
            yield PART_ALWAYS.at(requirement.place, part=part.text, formula=requirement.source)
        else:
            yield from _parts(requirement, part, region.where_all(others) if condition.op == "and" else region)


def _joined(condition: Expression, op: str) -> list[Expression]:
    """The conditions that are joined by one word."""
    if isinstance(condition, Logic) and condition.op == op:
        return [*_joined(condition.left, op), *_joined(condition.right, op)]
    return [condition]
