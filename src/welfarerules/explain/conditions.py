"""Requirements: the bylaw's formula with the values put in, and whether it is met."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from welfarerules.explain.explanation import Step
from welfarerules.explain.explanation import Value as Told
from welfarerules.explain.formulas import Formulas
from welfarerules.explain.runs import Run
from welfarerules.formula import trace
from welfarerules.formula.facts import AS_OF
from welfarerules.formula.nodes import Comparison, Constant, Expression, Fact, Logic, Negation, Shifted, Span
from welfarerules.formula.trace import Missing, Reading, Value
from welfarerules.formula.value_types import SPAN
from welfarerules.words import N_

__all__ = ["VERDICTS", "Conditions"]

VERDICTS: Final = ("met", "unmet", "unknown", "fault")
"""What a step of kind ``requirement`` can say under ``verdict``."""

_PLAIN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "met": N_("“{formula}” is met: {values}."),
        "unmet": N_("“{formula}” is not met: {values}."),
        "unknown": N_("“{formula}” cannot be judged, because this is not known: {missing}."),
        "fault": N_("“{formula}” cannot be computed: it divides by zero."),
    }
)
_FROM: Final[Mapping[str, str]] = MappingProxyType(
    {
        "met": N_(
            "“{formula}” is met: counted from {start} it holds from {first} on, and the day that counts is {end}."
        ),
        "unmet": N_("“{formula}” is not met on {end}: counted from {start} it first holds on {first}."),
    }
)
_UP_TO: Final[Mapping[str, str]] = MappingProxyType(
    {
        "met": N_("“{formula}” is met: counted from {start} it holds up to {last}, and the day that counts is {end}."),
        "unmet": N_("“{formula}” is not met on {end}: counted from {start} it held up to {last} only."),
    }
)
_WITHIN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "met": N_("“{formula}” is met: it was claimed on {claimed}, and the last day to claim was {last}."),
        "unmet": N_("“{formula}” is not met: it was claimed on {claimed}, but the last day to claim was {last}."),
    }
)
_TIME: Final[Mapping[str, str]] = MappingProxyType(
    {
        "met": N_("“{formula}” is met from {start} to {end}."),
        "unmet": N_("“{formula}” is not met from {start} to {end}."),
    }
)
_OPPOSITE: Final[Mapping[str, str]] = MappingProxyType(
    {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
)


class Conditions:
    """Tells conditions of one benefit in one language."""

    def __init__(self, formulas: Formulas, run: Run) -> None:
        self.formulas = formulas
        self.teller = formulas.teller
        self.run = run

    def told(
        self,
        node: Expression,
        register: int | None = None,
        *,
        kind: str = "requirement",
        known: Value | None = None,
        article: str = "",
        source: str = "",
    ) -> Step:
        """Return what became of a condition.

        Args:
            node: The condition.
            kind: What the step is called.
            register: Where its value stands, if that is known.
            known: Its value, where it stands in no register of its own.
            article: The article that demands it.
            source: The condition as the scheme writes it.
        """
        step = self.run.step(node, register)
        value = self._value(node, known) if step is None else step.value
        node = node if step is None else step.node
        verdict = _verdict(value)
        formula = self.formulas.written(node)
        values: dict[str, Told] = {"verdict": verdict, "formula": formula}
        if source:
            values["source"] = source
        template = _PLAIN[verdict]
        if verdict in ("met", "unmet"):
            template = self._sentence(node, step, verdict, values)
        elif verdict == "unknown":
            values["missing"] = self.unknown(node)
        below = tuple(self.told(part.node, kind=kind, known=part.value) for part in _conditions_in(node, step))
        return self.teller.filled(kind, template, values, article=article, steps=below)

    def _value(self, node: Expression, known: Value | None) -> Value:
        if known is None and isinstance(node, Fact):
            return self.run.fact(node.fact)
        return Missing.UNKNOWN if known is None else known

    def _sentence(self, node: Expression, step: trace.Step | None, verdict: str, values: dict[str, Told]) -> str:
        """The template that fits the shape of the condition; its values are added to *values*."""
        if step is not None and isinstance(node, Comparison):
            if node.left.type == SPAN:
                return self._span(node, step, verdict, values)
            if isinstance(node.right, Shifted) and isinstance(node.left, Fact) and node.left.fact.name == "claimed":
                claimed, last = (_day(operand) for operand in step.operands)
                if node.op == "<=" and claimed is not None and last is not None:
                    values.update(claimed=claimed, last=last)
                    return _WITHIN[verdict]
        values["values"] = self._with_values(node, step, holds=verdict == "met")
        return _PLAIN[verdict]

    def _span(self, node: Comparison, step: trace.Step, verdict: str, values: dict[str, Told]) -> str:
        start, reached, end = (_day(operand) for operand in step.operands)
        if start is not None and end is not None:
            values.update(start=start, end=end)
            to_now = isinstance(node.left, Span) and isinstance(node.left.end, Fact) and node.left.end.fact == AS_OF
            if reached is not None and to_now and node.op in (">", ">="):
                first = reached if node.op == ">=" else _next(reached, 1)
                if first is not None:
                    values["first"] = first
                    return _FROM[verdict]
            if reached is not None and to_now and node.op in ("<", "<="):
                last = reached if node.op == "<=" else _next(reached, -1)
                if last is not None:
                    values["last"] = last
                    return _UP_TO[verdict]
            return _TIME[verdict]
        values["values"] = self._with_values(node, step, holds=verdict == "met")
        return _PLAIN[verdict]

    def _with_values(self, node: Expression, step: trace.Step | None, *, holds: bool) -> str:
        """The condition with its values put in, turned into its opposite where it does not hold."""
        if step is None:
            return self.teller.told(self._value(node, None) is True)
        if isinstance(node, Comparison) and node.left.type != SPAN:
            left, right = (self._side(reading) for reading in step.operands)
            return self.formulas.compared(node.op if holds else _OPPOSITE[node.op], left, right)
        text = self.formulas.written(node, self.put_in)
        return text if holds else self.formulas.denied(text)

    def _side(self, reading: Reading) -> str:
        """One side of a comparison: with its values, and what they come to."""
        text = self.formulas.written(reading.node, self.put_in)
        value = self.formulas.value(reading.value, reading.type)
        return text if text == value or isinstance(reading.node, Constant) else f"{text} = {value}"

    def put_in(self, part: Expression) -> str | None:
        """Return the value of a part of a formula that is a fact, or counts the time between two."""
        if isinstance(part, Fact):
            return self.formulas.value(self.run.fact(part.fact), part.type)
        if isinstance(part, Span) and isinstance(part.start, Fact) and isinstance(part.end, Fact):
            return self.formulas.between(self.run.fact(part.start.fact), self.run.fact(part.end.fact))
        return None

    def unknown(self, node: Expression) -> tuple[str, ...]:
        """Return the names of the facts that *node* reads and nobody reported."""
        return tuple(self.formulas.names.fact(fact) for fact in self.run.missing(node))


def _verdict(value: Value) -> str:
    if isinstance(value, Missing):
        return value.value
    return "met" if value else "unmet"


def _conditions_in(node: Expression, step: trace.Step | None) -> tuple[Reading, ...]:
    """The conditions that a condition is made of."""
    return step.operands if step is not None and isinstance(node, (Logic, Negation)) else ()


def _day(reading: Reading) -> date | None:
    return reading.value if isinstance(reading.value, date) else None


def _next(day: date, step: int) -> date | None:
    """The day after, or before; None where the calendar ends."""
    try:
        return day + timedelta(days=step)
    except OverflowError:
        return None
