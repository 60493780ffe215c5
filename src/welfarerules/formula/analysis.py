"""Questions about a checked formula."""

from __future__ import annotations

from typing import Literal

from welfarerules.formula.nodes import (
    Arithmetic,
    Choice,
    Comparison,
    Constant,
    Duration,
    Expression,
    Extreme,
    Fact,
    Negative,
    Rounded,
    Shifted,
    Span,
    WholeUnits,
    walk,
)
from welfarerules.formula.value_types import SPAN

__all__ = ["base_facts_of", "facts_of", "linear_in", "reads_month_end"]

Standing = Literal["zero", "free", "proportional", "tangled"]


def facts_of(expression: Expression) -> frozenset[str]:
    """Return the English names of the facts that *expression* names, a span by its own name.

    >>> from welfarerules.formula.build import compare, duration, fact
    >>> sorted(facts_of(compare(">=", fact("membership"), duration(180, "days"))))
    ['membership']
    """
    named = {node.fact.name for node in walk(expression) if isinstance(node, Span) and node.fact is not None}
    return frozenset(named) | _read(expression, through_spans=False)


def base_facts_of(expression: Expression) -> frozenset[str]:
    """Return the names of the facts whose values *expression* is computed from: a span by the dates it runs between.

    >>> from welfarerules.formula.build import compare, duration, fact
    >>> sorted(base_facts_of(compare(">=", fact("membership"), duration(180, "days"))))
    ['as_of', 'membership_start']
    """
    return _read(expression, through_spans=True)


def _read(expression: Expression, *, through_spans: bool) -> frozenset[str]:
    read: set[str] = set()
    stack = [expression]
    while stack:
        node = stack.pop()
        if isinstance(node, Fact):
            read.add(node.fact.name)
        if through_spans or not (isinstance(node, Span) and node.fact is not None):
            stack.extend(node.children)
    return frozenset(read)


def reads_month_end(expression: Expression) -> bool:
    """Whether what *expression* says depends on the convention for the ends of months.

    >>> from welfarerules.formula.build import compare, duration, fact
    >>> [reads_month_end(compare(">=", fact("membership"), duration(6, unit))) for unit in ("days", "months")]
    [False, True]
    """
    return any(
        (isinstance(node, WholeUnits) and node.unit != "days")
        or (isinstance(node, Shifted) and node.duration.unit != "days")
        or (isinstance(node, Comparison) and _moves_by_months(node))
        for node in walk(expression)
    )


def _moves_by_months(comparison: Comparison) -> bool:
    length = comparison.right
    return comparison.left.type == SPAN and isinstance(length, Duration) and length.unit != "days"


def linear_in(expression: Expression, fact_name: str) -> bool:
    """Whether *expression* is the fact times something that does not depend on it.

    Only then may an amount for ten nights be told apart into seven nights of one year and three of the next.

    >>> from welfarerules.formula.build import fact, money, multiply, number, add
    >>> a_night = multiply(money(20000), fact("nights"))
    >>> linear_in(a_night, "nights"), linear_in(add(a_night, money(100)), "nights")
    (True, False)
    """
    standings: dict[int, Standing] = {}
    for node in walk(expression):
        standings[id(node)] = _standing(node, fact_name, [standings[id(child)] for child in node.children])
    return standings[id(expression)] in {"proportional", "zero"}


def _standing(node: Expression, fact_name: str, parts: list[Standing]) -> Standing:
    if isinstance(node, Constant):
        return "zero" if node.value == 0 else "free"
    if isinstance(node, Fact):
        return "proportional" if node.fact.name == fact_name else "free"
    if isinstance(node, Arithmetic):
        return _of_arithmetic(node.op, parts[0], parts[1])
    if isinstance(node, Negative):
        return parts[0]
    if isinstance(node, Choice) and parts[0] in {"free", "zero"}:
        return _together(parts[1:])
    if isinstance(node, Extreme) and _never_negative(node, fact_name):
        return _together(parts)
    if isinstance(node, Rounded) and _changes_nothing(node):
        return parts[0]
    return "free" if all(part in {"free", "zero"} for part in parts) else "tangled"


def _of_arithmetic(op: str, left: Standing, right: Standing) -> Standing:
    if op in "+-":
        return _together([left, right])
    if "tangled" in (left, right):
        return "tangled"
    if op == "*":
        if "zero" in (left, right):
            return "zero"
        if left == right == "proportional":
            return "tangled"
        return "proportional" if "proportional" in (left, right) else "free"
    return "tangled" if right == "proportional" else left


def _together(parts: list[Standing]) -> Standing:
    """The standing of a sum of *parts*; zero is proportional to anything and depends on nothing."""
    kinds = set(parts) - {"zero"}
    if not kinds:
        return "zero"
    return kinds.pop() if len(kinds) == 1 else "tangled"


def _never_negative(node: Extreme, fact_name: str) -> bool:
    """Least and greatest of multiples of a fact are a multiple of it, unless the fact can change sign."""
    facts = [part.fact for part in walk(node) if isinstance(part, Fact) and part.fact.name == fact_name]
    return all(fact.least >= 0 for fact in facts)


def _changes_nothing(node: Rounded) -> bool:
    grain = node.operand.grain
    return grain is not None and (grain / node.multiple).denominator == 1
