"""Requirements: the bylaw's formula with the values put in, and whether it is met."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from welfarerules.explain.explanation import Step
from welfarerules.explain.explanation import Value as Told
from welfarerules.explain.formulas import Formulas
from welfarerules.explain.kept import Kept
from welfarerules.explain.runs import Programs, Run
from welfarerules.formula.assembly import Operand
from welfarerules.formula.facts import AS_OF
from welfarerules.formula.nodes import Comparison, Constant, Expression, Fact, Logic, Negation, Shifted, Span
from welfarerules.formula.value_types import SPAN
from welfarerules.kernel.base import UNKNOWN
from welfarerules.words import N_

__all__ = ["PUT_IN", "VERDICTS", "Condition", "put_in"]

PUT_IN: Final = (Fact, Span)
"""The parts of a condition in whose place their values are put."""

_Tell = Callable[[Run, str, dict[str, Told]], str]
_LAST_DAY: Final = date.max.toordinal()

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
_BOUNDS: Final[Mapping[str, tuple[str, int, Mapping[str, str]]]] = MappingProxyType(
    {">=": ("first", 0, _FROM), ">": ("first", 1, _FROM), "<=": ("last", 0, _UP_TO), "<": ("last", -1, _UP_TO)}
)
"""By sign: what the bound of a span is called, how many days after the day reached it lies, and how it is told."""

_OPPOSITE: Final[Mapping[str, str]] = MappingProxyType(
    {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
)


class Condition:
    """How one condition of a benefit is told in one language: what does not change from claim to claim.

    Args:
        formulas: Writes in the language wanted.
        programs: Those of the benefit.
        node: The condition.
        register: Where its value stands, if that is known.
        kind: What its step is called.
        article: The article that demands it.
        source: The condition as the scheme writes it.
    """

    def __init__(
        self,
        formulas: Formulas,
        programs: Programs,
        node: Expression,
        register: int | None = None,
        *,
        kind: str = "requirement",
        article: str = "",
        source: str = "",
    ) -> None:
        origin = programs.origin(node, register)
        self.formulas = formulas
        self.node = node if origin is None else origin.node
        self.article, self.kind = article, kind
        self.formula = formulas.written(self.node)
        self._fixed: dict[str, Told] = {"formula": self.formula}
        if source:
            self._fixed["source"] = source
        self._operands = () if origin is None else origin.operands
        self._register = register
        if origin is not None and origin.value is not None:
            self._register = origin.value.numerator
        elif isinstance(node, Fact):
            self._register = programs.fact_registers[node.fact.name]
        self._tell = self._teller()
        self._reads = programs.registers_read(self.node)
        self._kept = Kept[Step]()
        self._below: tuple[Condition, ...] = ()
        if isinstance(self.node, Logic | Negation):
            self._below = tuple(
                Condition(formulas, programs, part.node, part.value.numerator, kind=kind) for part in self._operands
            )

    def verdict(self, run: Run) -> str:
        """Return one of `VERDICTS`."""
        if self._register is None:
            return "met" if isinstance(self.node, Constant) and self.node.value == 1 else "unmet"
        value = run.registers[self._register]
        return "met" if value == 1 else "unmet" if value == 0 else "unknown" if value == UNKNOWN else "fault"

    def told(self, run: Run) -> Step:
        """Return what became of the condition."""
        registers = run.registers
        numbers = tuple([registers[register] for register in self._reads])
        return self._kept.get(numbers) or self._kept.put(numbers, self._told(run))

    def _told(self, run: Run) -> Step:
        verdict = self.verdict(run)
        values = self._fixed | {"verdict": verdict}
        if verdict in ("met", "unmet"):
            template = self._tell(run, verdict, values)
        else:
            template = _PLAIN[verdict]
            values["missing"] = tuple(self.formulas.names.fact(fact) for fact in run.missing(self.node))
        below = tuple(part.told(run) for part in self._below)
        return self.formulas.teller.filled(self.kind, template, values, article=self.article, steps=below)

    def _teller(self) -> _Tell:
        """What finds the sentence that fits the shape of the condition, and adds what fills it."""
        node = self.node
        if not isinstance(node, Comparison):
            return self._plain
        if node.left.type == SPAN:
            to_now = isinstance(node.left, Span) and isinstance(node.left.end, Fact) and node.left.end.fact == AS_OF
            return self._span if to_now and node.op in _BOUNDS else self._time
        claimed = isinstance(node.left, Fact) and node.left.fact.name == "claimed"
        return self._window if claimed and node.op == "<=" and isinstance(node.right, Shifted) else self._plain

    def _days(self, run: Run) -> tuple[date | None, ...]:
        return tuple(_day(run.registers[operand.value.numerator]) for operand in self._operands)

    def _span(self, run: Run, verdict: str, values: dict[str, Told]) -> str:
        start, reached, end = self._days(run)
        word, step, sentences = _BOUNDS[self.node.op]  # type: ignore[attr-defined]
        bound = None if reached is None else _day(reached.toordinal() + step)
        if bound is None:
            return self._time(run, verdict, values)
        values |= {"start": start, "end": end, word: bound}
        return sentences[verdict]

    def _time(self, run: Run, verdict: str, values: dict[str, Told]) -> str:
        start, _, end = self._days(run)
        values |= {"start": start, "end": end}
        return _TIME[verdict]

    def _window(self, run: Run, verdict: str, values: dict[str, Told]) -> str:
        claimed, last = self._days(run)
        if last is None:
            return self._plain(run, verdict, values)
        values |= {"claimed": claimed, "last": last}
        return _WITHIN[verdict]

    def _plain(self, run: Run, verdict: str, values: dict[str, Told]) -> str:
        values["values"] = self._with_values(run, holds=verdict == "met")
        return _PLAIN[verdict]

    def _with_values(self, run: Run, *, holds: bool) -> str:
        """The condition with its values put in, turned into its opposite where it does not hold."""
        node, formulas = self.node, self.formulas
        if isinstance(node, Fact | Constant):
            return formulas.teller.told(holds)
        if isinstance(node, Comparison) and node.left.type != SPAN:
            left, right = (self._side(run, operand) for operand in self._operands)
            return formulas.compared(node.op if holds else _OPPOSITE[node.op], left, right)
        text = formulas.pattern(node, PUT_IN).filled(lambda part: put_in(formulas, run, part))
        return text if holds else formulas.denied(text)

    def _side(self, run: Run, operand: Operand) -> str:
        """One side of a comparison: with its values, and what they come to."""
        node, formulas = operand.node, self.formulas
        if isinstance(node, Constant):
            return formulas.written(node)
        if isinstance(node, Fact):
            return put_in(formulas, run, node)
        step = run.step(node, operand.value.numerator)
        text = formulas.pattern(node, PUT_IN).filled(lambda part: put_in(formulas, run, part))
        return text if step is None else f"{text} = {formulas.value(step.value, step.type)}"


def put_in(formulas: Formulas, run: Run, part: Expression) -> str:
    """Return the value of a part of a formula that is a fact, or the time between two."""
    if isinstance(part, Span) and isinstance(part.start, Fact) and isinstance(part.end, Fact):
        return formulas.between(run.fact(part.start.fact), run.fact(part.end.fact))
    return formulas.value(run.fact(part.fact), part.type) if isinstance(part, Fact) else part.text


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if 1 <= ordinal <= _LAST_DAY else None
