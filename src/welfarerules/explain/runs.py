"""The registers of a decision put back from its notes, and read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final

from welfarerules.explain.notes import Notes, PartNote
from welfarerules.formula.assembly import Origin
from welfarerules.formula.facts import BUILT_IN_FACTS, FactType
from welfarerules.formula.nodes import Choice, Constant, Expression, Extreme, Fact, Rounded, walk
from welfarerules.formula.trace import Missing, Step, Value, steps
from welfarerules.formula.typed import base_facts_of
from welfarerules.formula.value_types import DATE, TRUTH
from welfarerules.fund.compile import CompiledScheme
from welfarerules.kernel.base import FAULT, UNKNOWN
from welfarerules.kernel.program import WIDTH
from welfarerules.scheme.model import Requirement

__all__ = ["Programs", "Run"]


_LENGTHS: Final = frozenset({"nights", "stay_days"})
_STAY: Final = tuple(fact for fact in BUILT_IN_FACTS if fact.name in ("admitted", "discharged"))


class Programs:
    """The programs of one benefit, and where in them each part of its formulas is computed.

    Args:
        compiled: The scheme.
        number: The benefit's place in it.
    """

    def __init__(self, compiled: CompiledScheme, number: int) -> None:
        self.compiled = compiled
        self.benefit = compiled.scheme.benefits[number]
        self.row = row = compiled.benefits[number]
        written = (*self.benefit.amount.requires, *self.benefit.requires)
        lowered = compiled.requirements[row.conditions_from : row.conditions_to]
        self.requirements: Sequence[tuple[Requirement, int]] = [
            (requirement, record.register) for requirement, record in zip(written, lowered, strict=True)
        ]
        self.fact_registers = {
            compiled.loaded[k]: compiled.loads[k].register for k in range(row.loads_from, row.loads_to)
        }
        self._parts: dict[int, tuple[Expression, ...]] = {}
        self._by_node: dict[int, int] = {}
        self._by_register: dict[int, int] = {}
        for i in (*range(row.requires_from, row.requires_to), *range(row.amount_from, row.amount_to)):
            origin = compiled.origins[i]
            if origin.value is not None:
                self._by_node[id(origin.node)] = i
                self._by_register[compiled.code[i * WIDTH + 1]] = i

    def registers_read(self, node: Expression) -> tuple[int, ...]:
        """Return the registers of the facts that *node* reads: all that it is computed from."""
        return tuple(self.fact_registers[name] for name in sorted(base_facts_of(node)))

    def parts(self, node: Expression) -> Sequence[Expression]:
        """Return the parts of *node* that take a step of their own in telling: choices, extremes and roundings."""
        found = self._parts.get(id(node))
        if found is None:
            found = self._parts[id(node)] = tuple(_told_parts(node))
        return found

    @cached_property
    def event(self) -> FactType | None:
        """The date of a claim that is its event; None for a benefit that nobody claims."""
        return next((fact for fact in BUILT_IN_FACTS if fact.name == self.benefit.event_date), None)

    @cached_property
    def facts(self) -> Sequence[FactType]:
        """The facts that the benefit reads, in the order of its loads."""
        known = self._facts_read
        return [known[name] for name in self.compiled.loaded[self.row.loads_from : self.row.loads_to]]

    @cached_property
    def _facts_read(self) -> Mapping[str, FactType]:
        formulas = [requirement.condition for requirement, _ in self.requirements] + [self.benefit.amount.value]
        nodes = (node for formula in formulas for node in walk(formula))
        return {node.fact.name: node.fact for node in nodes if isinstance(node, Fact)}

    @cached_property
    def _read_by(self) -> Mapping[int, int]:
        """By a part of a formula, an instruction that reads its value."""
        return {id(part.node): i for i in self._by_node.values() for part in self.compiled.origins[i].operands}

    @cached_property
    def _by_meaning(self) -> Mapping[Expression, int]:
        return {self.compiled.origins[i].node: i for i in self._by_node.values()}

    def instruction(self, node: Expression, register: int | None) -> int | None:
        """Return the instruction that completes *node*; None for what needs none, a fact or a constant.

        A part that stands in the benefit's formulas twice is computed once: then it is found by its register, if that
        is known, or by what it says.
        """
        found = self._by_node.get(id(node))
        if found is None and register is not None:
            found = self._by_register.get(register)
        if found is None and not isinstance(node, Fact | Constant):
            found = self._by_meaning.get(node)
        return found

    def reader(self, node: Expression) -> int | None:
        """Return an instruction that reads the value of *node*, for a part that needed none of its own."""
        return self._read_by.get(id(node))

    def origin(self, node: Expression, register: int | None = None) -> Origin | None:
        """Return what the compiler noted on the instruction that completes *node*."""
        i = self.instruction(node, register)
        return None if i is None else self.compiled.origins[i]

    def run(self, notes: Notes) -> Run:
        """Put back what the facts and requirements were."""
        registers, compiled, row = list(self.compiled.template), self.compiled, self.row
        for load, value in zip(compiled.loads[row.loads_from : row.loads_to], notes.facts, strict=True):
            registers[load.register] = value
        self._fill(registers, row.requires_from, notes.requirements)
        return Run(self, registers)

    def empty_run(self) -> Run:
        """Return a run of which nothing is known: nothing was computed before the decision fell."""
        return Run(self, list(self.compiled.template))

    def run_of_part(self, run: Run, notes: Notes, part: PartNote) -> Run:
        """Put back what was computed for one fund year, beside the facts of *run*."""
        registers = run.registers.copy()
        if len(notes.parts) > 1 and self.row.unit_register:
            registers[self.row.unit_register] = part.units
        self._fill(registers, self.row.amount_from, part.registers)
        return Run(self, registers)

    def _fill(self, registers: list[int], first: int, values: Sequence[int]) -> None:
        code = self.compiled.code
        for at, value in zip(range(first * WIDTH + 1, len(code), WIDTH), values, strict=False):
            registers[code[at]] = value


class Run:
    """The registers after a benefit's programs ran."""

    def __init__(self, programs: Programs, registers: list[int]) -> None:
        self.programs = programs
        self.registers = registers

    def step(self, node: Expression, register: int | None = None) -> Step | None:
        """Return how *node* was computed; None for a fact, a constant or what comes to the same as its only part."""
        i = self.programs.instruction(node, register)
        return None if i is None else self._step(i)

    def value(self, node: Expression) -> Value:
        """Return what a part of a formula came to."""
        step = self.step(node)
        if step is not None:
            return step.value
        i = self.programs.reader(node)
        operands = () if i is None else self._step(i).operands
        return next((operand.value for operand in operands if operand.node is node), Missing.UNKNOWN)

    def _step(self, i: int) -> Step:
        compiled = self.programs.compiled
        return steps(compiled.origins, compiled.code, i, i + 1, self.registers)[0]

    def fact(self, fact: FactType) -> Value:
        """Return the value of a fact that the benefit reads."""
        return read(self.raw(fact), fact)

    def raw(self, fact: FactType) -> int:
        """Return the value of a fact as its register holds it; unknown for one that the benefit does not read."""
        register = self.programs.fact_registers.get(fact.name)
        return UNKNOWN if register is None else self.registers[register]

    def missing(self, node: Expression) -> Sequence[FactType]:
        """Return the facts that *node* reads and nobody reported; for the length of a stay, its dates."""
        facts = {part.fact.name: part.fact for part in walk(node) if isinstance(part, Fact)}
        found: list[FactType] = []
        for fact in facts.values():
            if self.fact(fact) is Missing.UNKNOWN:
                found.extend(self.missing_dates() if fact.name in _LENGTHS else (fact,))
        return found

    def missing_dates(self) -> Sequence[FactType]:
        """Return those of the two dates of a stay that are not known."""
        loaded = self.programs.facts
        known = {fact.name for fact in loaded if not isinstance(self.fact(fact), Missing)}
        return [fact for fact in _STAY if fact.name not in known and fact.name != self.programs.benefit.event_date]


def _told_parts(node: Expression) -> Iterator[Expression]:
    for part in node.children:
        if isinstance(part, Choice | Extreme | Rounded):
            yield part
        elif part.type not in (TRUTH, DATE):
            yield from _told_parts(part)


def read(raw: int, fact: FactType) -> Value:
    """Return the number that a register holds as a value of the fact's type."""
    if raw in (UNKNOWN, FAULT):
        return Missing.UNKNOWN if raw == UNKNOWN else Missing.FAULT
    kind = fact.type.name
    if kind == "date":
        return date.fromordinal(raw) if 1 <= raw <= date.max.toordinal() else raw
    if kind == "category":
        return fact.values[raw]
    return raw == 1 if kind == "truth" else raw
