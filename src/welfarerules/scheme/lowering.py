"""Rule kinds at work: each lowers its own table, and is named where it fails."""

from __future__ import annotations

from typing import Any

from welfarerules.errors import PluginError
from welfarerules.formula.typed import MONEY, TRUTH, facts_of
from welfarerules.kinds.rule_kind import Dues, Lowered, RuleKind, Scope
from welfarerules.scheme.shapes import Section

__all__ = ["lower_amount", "lower_dues"]


def lower_amount(kind: RuleKind[Any], section: Section, scope: Scope) -> Lowered | None:
    """Return what an amount kind makes of its table, or None after the kind refused it.

    Raises:
        PluginError: The kind fails, or makes something that is no amount here.
    """
    lowered = _lowered(kind, section, scope)
    if lowered is None:
        return None
    if not isinstance(lowered, Lowered):
        raise _failure(kind, scope, f"it made {type(lowered).__name__}, not Lowered")
    if lowered.value.type != MONEY or not lowered.value.is_whole:
        raise _failure(kind, scope, f"{lowered.value.text!r} is not a whole amount of money")
    if any(each.condition.type != TRUTH for each in lowered.requires):
        raise _failure(kind, scope, "a condition of it is not a yes or no")
    expressions = (lowered.value, *(each.condition for each in lowered.requires))
    for name in sorted(frozenset().union(*(facts_of(each) for each in expressions))):
        fact = scope.facts.find(name)
        if fact is None or not scope.facts.usable(fact):
            raise _failure(kind, scope, f"it reads the fact {name!r}, which is not known here")
    return lowered


def lower_dues(kind: RuleKind[Any], section: Section, scope: Scope) -> Dues | None:
    """Return what a contribution kind makes of its table, or None after the kind refused it.

    Raises:
        PluginError: The kind fails, or makes something else.
    """
    dues = _lowered(kind, section, scope)
    if dues is not None and not isinstance(dues, Dues):
        raise _failure(kind, scope, f"it made {type(dues).__name__}, not Dues")
    return dues


def _lowered(kind: RuleKind[Any], section: Section, scope: Scope) -> object:
    before = len(scope.reader.found) + len(scope.reader.asked)
    try:
        lowered = kind.lower(section, scope)
    except Exception as failure:
        raise _failure(kind, scope, f"{type(failure).__name__}: {failure}") from failure
    told = len(scope.reader.found) + len(scope.reader.asked) > before
    if lowered is None and not told and not (section.meant or scope.known.doubtful):
        raise _failure(kind, scope, "it refused the table without saying why")
    return lowered


def _failure(kind: RuleKind[Any], scope: Scope, reason: str) -> PluginError:
    owner = scope.reader.kinds.owner(kind)
    return PluginError(owner.name, f"kind {kind.name!r} of version {owner.version}, used by {scope.id}", reason)
