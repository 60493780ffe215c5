"""The built-in kinds of amounts: fixed, so much per unit, tiers, and a formula."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Final, Literal

import attrs

from welfarerules.errors import Finding, Place, WelfareError
from welfarerules.formula import build
from welfarerules.formula.typed import MONEY, SPAN, Expression, FactType
from welfarerules.kinds.rule_kind import Condition, Lowered, RuleKind, Scope
from welfarerules.kinds.tier_order import Bound, compare_bounds
from welfarerules.money import Money, check_single
from welfarerules.scheme import readings
from welfarerules.scheme.containers import ListOf, Table
from welfarerules.scheme.quantities import parse_duration
from welfarerules.scheme.shapes import Section, key
from welfarerules.scheme.tree import Node
from welfarerules.scheme.values import AMOUNT, FORMULA, Raw, Text, WrittenText
from welfarerules.words import N_

__all__ = ["AMOUNT_KINDS", "Fixed", "Formula", "PerUnit", "Tier", "Tiers"]

NOT_COUNTED: Final = Finding(
    "WR340",
    "{fact!r} is {found}, which cannot be counted one by one",
    'write per = "night", per = "day" or a counting fact',
)
NOT_TIERED: Final = Finding(
    "WR341",
    "{fact!r} is {found}, which has no tiers",
    "write by = a length of time, a count or an amount, such as membership",
)
ONE_BOUND: Final = Finding(
    "WR342",
    "a tier starts either from its bound or above it",
    "write from = ... to start at exactly the bound, or above = ... to start just after it; one of the two",
)
TIERS_FALL: Final = Finding(
    "WR343", "{bound} does not come after {before}", "write the tiers from the lowest bound to the highest"
)
SAME_BOUND: Final = Finding("WR344", "two tiers start at {bound}", "keep one of the two")
UNCLEAR_ORDER: Final = Finding(
    "WR345",
    "{bound} can be longer or shorter than {before}: it depends on the months",
    "write both bounds in one unit, such as days",
)
WRONG_BOUND: Final = Finding("WR346", "{found} is no bound for {fact!r}, which is {type}", "write {example}")

UNITS: Final[Mapping[str, str]] = {"night": "nights", "day": "stay_days", "คืน": "nights", "วัน": "stay_days"}


MOST_TIERS: Final = 200
"""A table has no more tiers than this: every tier reads on from those before it."""


@attrs.frozen(kw_only=True)
class Fixed(Section):
    """``amount = 1000``."""

    pays: int = attrs.field(metadata=key(AMOUNT, N_("the amount that is paid")))


@attrs.frozen(kw_only=True)
class PerUnit(Section):
    """``amount = { per = "night", pays = 200 }``."""

    per: str = attrs.field(
        metadata=key(Text(example='"night"'), N_('what is counted: "night", "day" or a fact that counts something'))
    )
    pays: int = attrs.field(metadata=key(AMOUNT, N_("the amount for each of them")))


@attrs.frozen(kw_only=True)
class Tier(Section):
    """One entry of ``tiers``: a tier holds from its bound up to that of the next; either ``from`` or ``above`` says it.

    ``from`` starts at exactly the bound, ``above`` just after it: who has been a member for 1 year to the day has
    reached the tier ``from = "1 year"``, and not yet ``above = "1 year"``. A bound is written as what the tiers are by:
    a length of time in quotation marks, an amount or a count as a number.
    """

    from_: Node | None = attrs.field(
        default=None,
        metadata=key(Raw(example='"1 year"'), N_("the tier starts at exactly this bound"), name="from"),
    )
    above: Node | None = attrs.field(
        default=None, metadata=key(Raw(example='"1 year"'), N_("the tier starts just after this bound"))
    )
    pays: int = attrs.field(metadata=key(AMOUNT, N_("the amount that is paid in this tier")))


@attrs.frozen(kw_only=True)
class Tiers(Section):
    """``amount = { by = "membership", tiers = [...] }``."""

    by: str = attrs.field(
        metadata=key(
            Text(example='"membership"'), N_("what the tiers are reached by: membership, age, a count or an amount")
        )
    )
    tiers: tuple[Tier, ...] = attrs.field(
        metadata=key(
            ListOf(Table(Tier), most=MOST_TIERS),
            N_("the tiers, from the lowest to the highest; the last one reached pays"),
        )
    )


@attrs.frozen(kw_only=True)
class Formula(Section):
    """``amount = { formula = "200 * nights" }``."""

    formula: WrittenText = attrs.field(metadata=key(FORMULA, N_("a formula that yields money")))


def lower_fixed(section: Fixed, scope: Scope) -> Lowered:
    """The amount itself."""
    return Lowered(_money(section.pays, scope))


def lower_per_unit(section: PerUnit, scope: Scope) -> Lowered | None:
    """The amount times the fact that is counted."""
    fact = _fact(UNITS.get(section.per, section.per), section.place("per"), scope, _counted)
    if fact is None:
        return None
    if not _counted(fact):
        scope.refuse(NOT_COUNTED, section.place("per"), fact=section.per, found=fact.type)
        return None
    return Lowered(build.multiply(_money(section.pays, scope), build.fact(fact.name, scope.facts)))


def lower_formula(section: Formula, scope: Scope) -> Lowered | None:
    """The formula as written."""
    value = scope.formula(section.formula, MONEY)
    return None if value is None else Lowered(value)


def lower_tiers(section: Tiers, scope: Scope) -> Lowered | None:
    """What the highest tier reached pays; the lowest must be reached."""
    fact = _fact(section.by, section.place("by"), scope, _tiered)
    if fact is None:
        return None
    if not _tiered(fact):
        scope.refuse(NOT_TIERED, section.place("by"), fact=section.by, found=fact.type)
        return None
    bounds = [_bound(tier, fact, scope) for tier in section.tiers]
    known = [bound for bound in bounds if bound is not None]
    if len(known) < len(bounds) or not _rise(known, scope):
        return None
    read = build.fact(fact.name, scope.facts)
    reached = [build.compare(bound.sign, read, bound.expression) for bound in known]
    value = _money(section.tiers[0].pays, scope)
    for condition, tier in zip(reached[1:], section.tiers[1:], strict=True):
        value = build.choose(condition, _money(tier.pays, scope), value)
    return Lowered(value, (Condition(reached[0], "tiers", section.tiers[0].at),))


def _counted(fact: FactType) -> bool:
    return fact.type.is_count


def _tiered(fact: FactType) -> bool:
    return fact.type in (SPAN, MONEY) or fact.type.is_count


def _fact(name: str, place: Place, scope: Scope, fits: Callable[[FactType], bool]) -> FactType | None:
    """Return the fact of that name, or None after refusing it and offering only facts that fit there."""
    if scope.facts.find(name) is not None:
        return scope.fact(name, place)
    fitting = scope.facts.only(fact.name for fact in scope.facts if fits(fact))
    return attrs.evolve(scope, known=attrs.evolve(scope.known, table=fitting)).fact(name, place)


def _money(minor: int, scope: Scope) -> Expression:
    return build.money(minor, Money(minor, scope.currency).format(unit="none").replace(",", "").removesuffix(".00"))


def _bound(tier: Tier, fact: FactType, scope: Scope) -> Bound | None:
    written = [node for node in (tier.from_, tier.above) if node is not None]
    if len(written) != 1:
        scope.refuse(ONE_BOUND, tier.at)
        return None
    sign: Literal[">=", ">"] = ">=" if tier.from_ is not None else ">"
    node = written[0]
    try:
        size = _size(node, fact, scope)
    except WelfareError as failure:
        scope.refuse_all(failure, node.at)
        return None
    if size is None:
        example = {"span": '"1 year"', "money": "1000"}.get(fact.type.name, "3")
        scope.refuse(WRONG_BOUND, node.at, found=node.shown, fact=fact.name, type=fact.type, example=example)
        return None
    return Bound(size, sign, node)


def _size(node: Node, fact: FactType, scope: Scope) -> Expression | None:
    if fact.type == SPAN:
        if not isinstance(node.value, str):
            return None
        length = parse_duration(node.value)
        return build.duration(length.count, length.unit)
    if fact.type == MONEY:
        if node.type not in ("integer", "decimal"):
            return None
        amount = Money.of(node.value, scope.currency)
        check_single(amount.minor, scope.currency)
        return _money(amount.minor, scope)
    if node.type == "integer" and isinstance(node.value, int):
        return build.amount_of(node.value, fact.type.unit)
    return None


def _rise(bounds: list[Bound], scope: Scope) -> bool:
    rising = True
    for before, bound in pairwise(bounds):
        match compare_bounds(before, bound, scope.conventions.month_end):
            case "rises":
                continue
            case "same":
                scope.refuse(SAME_BOUND, bound.node.at, bound=bound.node.shown)
            case "falls":
                scope.refuse(TIERS_FALL, bound.node.at, bound=bound.node.shown, before=before.node.shown)
            case "unclear":
                scope.refuse(UNCLEAR_ORDER, bound.node.at, bound=bound.node.shown, before=before.node.shown)
        rising = False
    return rising


AMOUNT_KINDS: Final = (
    RuleKind(
        "fixed",
        "amount",
        Fixed,
        lower=lower_fixed,
        sentences={"en": "pays {pays}", "th": "จ่าย {pays}"},
        doc="The same amount for every claim.",
    ),
    RuleKind(
        "per_unit",
        "amount",
        PerUnit,
        lower=lower_per_unit,
        sentences={"en": "pays {pays} for each {per}", "th": "จ่าย {pays} ต่อหนึ่ง{per}"},
        doc="So much for each night, day or other thing that a fact counts.",
        reads=(readings.COUNTED_BY, readings.CAP_CUTS, readings.FACTS_AS_OF),
        marks=("per",),
    ),
    RuleKind(
        "tiers",
        "amount",
        Tiers,
        lower=lower_tiers,
        sentences={"en": "pays by {by}: {tiers}", "th": "จ่ายตาม{by}: {tiers}"},
        doc="What the highest tier reached pays. A claim below the lowest tier is refused.",
        reads=(readings.MONTH_END, readings.SENIORITY, readings.FACTS_AS_OF),
        marks=("by", "tiers"),
    ),
    RuleKind(
        "formula",
        "amount",
        Formula,
        lower=lower_formula,
        sentences={"en": "pays {formula}", "th": "จ่าย {formula}"},
        doc="What a formula yields.",
        reads=(readings.MONTH_END, readings.ROUNDING, readings.SENIORITY, readings.FACTS_AS_OF),
        marks=("formula",),
    ),
)
