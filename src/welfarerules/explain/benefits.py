"""What the explanations of one benefit in one language share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from welfarerules.explain.conditions import Condition
from welfarerules.explain.explanation import Step, Value
from welfarerules.explain.formulas import Formulas
from welfarerules.explain.runs import Programs, Run
from welfarerules.formula.facts import AS_OF, FactType
from welfarerules.formula.nodes import Expression
from welfarerules.words import N_

__all__ = ["BenefitBook", "FactLine"]

_FACT: Final = N_("{fact}: {value}")
_VALUE: Final = "\0"


class FactLine:
    """How one fact is told in one language."""

    def __init__(self, formulas: Formulas, fact: FactType) -> None:
        self.formulas = formulas
        self.fact = fact
        label = formulas.names.fact(fact)
        self._around = formulas.teller.say(_FACT, fact=label, value=_VALUE).split(_VALUE)
        self._fixed: dict[str, Value] = {"fact": label, "name": fact.name}
        if fact.type.unit:
            self._fixed["unit"] = fact.type.unit

    def told(self, run: Run) -> Step:
        """Return the fact with its value."""
        value, kind = run.fact(self.fact), self.fact.type
        before, after = self._around
        text = f"{before}{self.formulas.value(value, kind)}{after}"
        return Step("fact", text, "", self._fixed | {"value": self.formulas.data(value, kind)})


class BenefitBook:
    """The programs of a benefit, and how its conditions are told. What it makes, it keeps.

    Args:
        formulas: Writes in the language wanted.
        programs: The benefit's programs.
    """

    def __init__(self, formulas: Formulas, programs: Programs) -> None:
        self.formulas = formulas
        self.programs = programs
        self._conditions: dict[tuple[int, str], Condition] = {}

    @cached_property
    def requirements(self) -> Sequence[Condition]:
        """The benefit's requirements, in their order."""
        return [
            Condition(
                self.formulas,
                self.programs,
                requirement.condition,
                register,
                article=requirement.article,
                source=requirement.source,
            )
            for requirement, register in self.programs.requirements
        ]

    @cached_property
    def facts(self) -> Sequence[FactLine]:
        """The facts that the benefit reads, except the day itself as of which it reads them."""
        return [FactLine(self.formulas, fact) for fact in self.programs.facts if fact.name != AS_OF.name]

    def condition(self, node: Expression, kind: str) -> Condition:
        """Return how a condition within the amount is told."""
        key = id(node), kind
        if key not in self._conditions:
            self._conditions[key] = Condition(self.formulas, self.programs, node, kind=kind)
        return self._conditions[key]
