"""Amounts that go up by steps, whether a scheme writes tiers or a formula that chooses again and again."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from welfarerules.errors import Place
from welfarerules.formula.linear import written_alike
from welfarerules.formula.regions import Region
from welfarerules.formula.typed import Choice, Comparison, Constant, Duration, Expression
from welfarerules.scheme.model import Benefit, Scheme
from welfarerules.scrutiny.places import place_of

__all__ = ["Rung", "ladder_of"]


@attrs.frozen
class Rung:
    """One step of an amount, from the lowest to the highest.

    Attributes:
        by: What the steps are reached by.
        bound: Where it begins, as it is written; None for what holds below all bounds.
        pays: What it pays.
        region: Where it is what is paid, among all that there is.
        place: Where it stands: a tier, or the formula.
    """

    by: Expression
    bound: Comparison | None
    pays: Expression
    region: Region
    place: Place


def ladder_of(scheme: Scheme, benefit: Benefit, region: Region) -> tuple[Rung, ...]:
    """Return the steps of what *benefit* pays in *region*; none where it is no ladder.

    A ladder compares one thing with one bound after another, always the same way.
    """
    links = list(_links(benefit.amount.value))
    bounds = [link.condition for link in links]
    if not links or not all(_is_bound(bound) for bound in bounds):
        return ()
    compared = [bound for bound in bounds if isinstance(bound, Comparison)]
    by, ops = compared[0].left, {bound.op[0] for bound in compared}
    if len(ops) > 1 or len({written_alike(bound.left) for bound in compared}) > 1:
        return ()
    rungs: list[tuple[Comparison | None, Expression, Region]] = []
    for link, bound in zip(links, compared, strict=True):
        rungs.append((bound, link.when_true, region.where(bound)))
        region = region.where(bound, holds=False)
    rungs.append((None, links[-1].otherwise, region))
    if ops == {"<"}:
        # What is paid below a bound comes after the bound before it.
        nexts: list[Comparison | None] = [None, *compared]
        rungs = [(bound, pays, there) for bound, (_, pays, there) in zip(nexts, rungs, strict=True)]
    else:
        rungs.reverse()
    if benefit.amount.kind == "tiers" and isinstance(lowest := benefit.amount.requires[0].condition, Comparison):
        rungs[0] = (lowest, *rungs[0][1:])
    return tuple(
        Rung(by, bound, pays, there, _place(scheme, benefit, k)) for k, (bound, pays, there) in enumerate(rungs)
    )


def _links(value: Expression) -> Iterator[Choice]:
    while isinstance(value, Choice):
        yield value
        value = value.otherwise


def _is_bound(condition: Expression) -> bool:
    return (
        isinstance(condition, Comparison)
        and condition.op in ("<", "<=", ">", ">=")
        and isinstance(condition.right, Duration | Constant)
    )


def _place(scheme: Scheme, benefit: Benefit, number: int) -> Place:
    amount = f"{benefit.id}.amount"
    if benefit.amount.kind == "tiers":
        return place_of(scheme, f"{amount}.tiers[{number}]")
    return place_of(scheme, f"{amount}.formula", amount)
