"""How an amount was computed, step by step, with every rounding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Final

from welfarerules.explain.conditions import PUT_IN, Condition, put_in
from welfarerules.explain.explanation import Step
from welfarerules.explain.explanation import Value as Told
from welfarerules.explain.formulas import Formulas
from welfarerules.explain.roundings import rounding_step
from welfarerules.explain.runs import Programs, Run
from welfarerules.formula.nodes import Choice, Constant, Expression, Extreme, Fact, Rounded, Shifted, WholeUnits
from welfarerules.formula.trace import Missing, Value
from welfarerules.formula.value_types import TRUTH
from welfarerules.words import N_

__all__ = ["Amounts"]

_FIXED: Final = N_("The bylaw pays {result}.")
_COMPUTED: Final = N_("{formula} = {values} = {result}")
_EVALUATED: Final = N_("{formula} = {result}")
_UNKNOWN: Final = N_("{formula} cannot be computed, because this is not known: {missing}.")
_FAULT: Final = N_("{formula} cannot be computed: it divides by zero.")
_APPLIES: Final = N_("So this applies: {formula}.")
_TIER_PAYS: Final = N_("This tier pays {result}.")

_PUT_IN: Final = (*PUT_IN, Choice, Extreme, Rounded, WholeUnits)


class Amounts:
    """Tells how an amount was computed, for one run of a benefit's program.

    Args:
        formulas: Writes in the language wanted.
        programs: Those of the benefit.
        condition: Returns how a condition within the amount is told, given the kind of its step.
        run: The run.
    """

    def __init__(
        self, formulas: Formulas, programs: Programs, condition: Callable[[Expression, str], Condition], run: Run
    ) -> None:
        self.formulas = formulas
        self.teller = formulas.teller
        self.condition = condition
        self.run = run
        self.tiers = programs.benefit.amount.kind == "tiers"
        self._done: set[int] = set()

    def told(self, node: Expression, value: Value, register: int | None = None) -> Iterator[Step]:
        """Go through the steps by which the amount *node* came to *value*; the last one says what it is."""
        if isinstance(node, Constant):
            yield self._said(_FIXED, node)
        elif isinstance(node, Fact):
            yield self._computed(node, value)
        else:
            steps = list(self._steps(node, register, value))
            yield from steps or [self._computed(node, value)]

    def _said(self, template: str, node: Constant) -> Step:
        result = self.formulas.number(node.value, node.type)
        return self.teller.step("amount", template, data={"result": self._data(node)}, result=result)

    def _data(self, node: Constant) -> Told:
        value = node.value
        return self.formulas.data(int(value) if value.denominator == 1 else value, node.type)

    def _steps(self, node: Expression, register: int | None = None, value: Value | None = None) -> Iterator[Step]:
        """The steps of *node* and its parts; none for what was told before, or took no computing."""
        i = self.run.programs.instruction(node, register)
        if i is None or i in self._done:
            return
        self._done.add(i)
        node = self.run.programs.compiled.origins[i].node
        if isinstance(node, Choice):
            yield from self._choice(node)
            return
        for part in self.run.programs.parts(node):
            yield from self._steps(part)
        if isinstance(node, Rounded):
            step = self.run.step(node, register)
            if step is not None:
                yield from self._rounding(node, step.value, step.operands[0].value)
        elif not isinstance(node, WholeUnits | Shifted) and node.type != TRUTH:
            yield self._computed(node, self.run.value(node) if value is None else value)

    def _computed(self, node: Expression, value: Value) -> Step:
        formula = self.formulas.written(node)
        if value is Missing.FAULT:
            return self.teller.step("amount", _FAULT, formula=formula, result=None)
        if value is Missing.UNKNOWN:
            missing = tuple(self.formulas.names.fact(fact) for fact in self.run.missing(node))
            return self.teller.step("amount", _UNKNOWN, formula=formula, missing=missing, result=None)
        result, data = self.formulas.value(value, node.type), {"result": self.formulas.data(value, node.type)}
        values = self.formulas.pattern(node, _PUT_IN).filled(self._put_in)
        if values == formula or isinstance(node, Fact):
            return self.teller.step("amount", _EVALUATED, data=data, formula=formula, result=result)
        return self.teller.step("amount", _COMPUTED, data=data, formula=formula, values=values, result=result)

    def _put_in(self, part: Expression) -> str:
        if isinstance(part, Choice | Extreme | Rounded | WholeUnits):
            return self.formulas.value(self.run.value(part), part.type)
        return put_in(self.formulas, self.run, part)

    def _rounding(self, node: Rounded, value: Value, exact: Value) -> Iterator[Step]:
        operand = node.operand
        if isinstance(operand, Constant) and operand.text.count(" ") > 1:
            result = self.formulas.value(exact, node.type)
            yield self.teller.step("amount", _EVALUATED, formula=operand.text, result=result)
        elif not isinstance(operand, Fact | Constant | Choice | Extreme | Rounded | WholeUnits):
            yield self._computed(operand, exact)
        if isinstance(exact, int | Fraction) and isinstance(value, int):
            yield rounding_step(
                self.formulas, exact=exact, result=value, mode=node.mode, multiple=node.multiple, kind=node.type
            )
        else:
            yield self._computed(node, value)

    def _choice(self, node: Choice) -> Iterator[Step]:
        """The conditions that decided, and the value they chose; of tiers, the one reached and the next."""
        asked: list[Condition] = []
        verdict = "unmet"
        arm: Expression = node
        while isinstance(arm, Choice) and verdict == "unmet":
            asked.append(self.condition(arm.condition, "tier" if self.tiers else "choice"))
            verdict = asked[-1].verdict(self.run)
            arm = arm.when_true if verdict == "met" else arm.otherwise
        for condition in asked[-2 if verdict == "met" else -1 :] if self.tiers else asked:
            yield condition.told(self.run)
        if verdict in ("unknown", "fault"):
            yield self._computed(node, Missing(verdict))
        elif self.tiers and isinstance(arm, Constant):
            yield self._said(_TIER_PAYS, arm)
        else:
            formula = self.formulas.written(arm)
            if isinstance(arm, Fact):
                formula = f"{formula} = {put_in(self.formulas, self.run, arm)}"
            yield self.teller.step("amount", _APPLIES, formula=formula)
            yield from self._steps(arm)
