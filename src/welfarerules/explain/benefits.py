"""What the explanations of one benefit in one language share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Final

from welfarerules.explain.amounts import Amounts
from welfarerules.explain.conditions import Condition
from welfarerules.explain.explanation import Step, Value
from welfarerules.explain.formulas import Formulas
from welfarerules.explain.kept import Kept
from welfarerules.explain.notes import Notes, PartNote
from welfarerules.explain.runs import Programs, Run, read
from welfarerules.formula.facts import AS_OF, FactType
from welfarerules.formula.nodes import Expression
from welfarerules.formula.trace import Missing
from welfarerules.kernel.base import FAULT, UNKNOWN
from welfarerules.scheme.model import Cap
from welfarerules.words import N_

__all__ = ["BenefitBook", "CapLine", "FactLine"]

_FACT: Final = N_("{fact}: {value}")
_BELOW_ZERO: Final = N_("{raw} is less than nothing and counts as nothing.")
_VALUE: Final = "\0"

_WITHIN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "event": N_("The limit per claim is {limit}; {room} of it is left. {before} stays within it."),
        "fund year": N_("The limit per fund year is {limit}; {room} of it is left. {before} stays within it."),
    }
)
_CUT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "event": N_(
            "The limit per claim is {limit}; {room} of it is left. Of {before}, {cut} is cut and {after} remains."
        ),
        "fund year": N_(
            "The limit per fund year is {limit}; {room} of it is left. Of {before}, {cut} is cut and {after} remains."
        ),
    }
)


class FactLine:
    """How one fact is told in one language.

    Attributes:
        fact: The fact.
    """

    def __init__(self, formulas: Formulas, fact: FactType) -> None:
        self.formulas = formulas
        self.fact = fact
        label = formulas.names.fact(fact)
        self._around = formulas.teller.say(_FACT, fact=label, value=_VALUE).split(_VALUE)
        self._fixed: dict[str, Value] = {"fact": label, "name": fact.name}
        if fact.type.unit:
            self._fixed["unit"] = fact.type.unit
        self._kept = Kept[Step]()

    def told(self, raw: int) -> Step:
        """Return the fact with the value that its register holds."""
        return self._kept.get((raw,)) or self._kept.put((raw,), self._told(raw))

    def _told(self, raw: int) -> Step:
        value, kind = read(raw, self.fact), self.fact.type
        before, after = self._around
        text = f"{before}{self.formulas.value(value, kind)}{after}"
        return Step("fact", text, "", self._fixed | {"value": self.formulas.data(value, kind)})


class CapLine:
    """How one cap of a benefit is told in one language."""

    def __init__(self, formulas: Formulas, cap: Cap) -> None:
        self.formulas = formulas
        self.cap = cap
        self._kept = Kept[Step]()

    def told(self, before: int, room: int, after: int) -> Step:
        """Return what the cap made of an amount.

        Args:
            before: The amount, in minor units.
            room: What was left under the cap.
            after: What remains.
        """
        numbers = before, room, after
        return self._kept.get(numbers) or self._kept.put(numbers, self._told(before, room, after))

    def _told(self, before: int, room: int, after: int) -> Step:
        teller, cap = self.formulas.teller, self.cap
        return teller.step(
            "cap",
            _WITHIN[cap.per] if after == before else _CUT[cap.per],
            article=cap.article,
            limit=teller.money(cap.minor),
            before=teller.money(before),
            room=teller.money(room),
            after=teller.money(after),
            cut=teller.money(before - after),
        )


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
        self._amounts = Kept[tuple[Step, ...]]()
        self._read_by_amount = programs.registers_read(programs.benefit.amount.value)

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

    @cached_property
    def caps(self) -> Sequence[CapLine]:
        """The benefit's caps, in their order."""
        return [CapLine(self.formulas, cap) for cap in self.programs.benefit.caps]

    def condition(self, node: Expression, kind: str) -> Condition:
        """Return how a condition within the amount is told."""
        key = id(node), kind
        if key not in self._conditions:
            self._conditions[key] = Condition(self.formulas, self.programs, node, kind=kind)
        return self._conditions[key]

    def amount(self, run: Run, notes: Notes, part: PartNote) -> tuple[Step, ...]:
        """Return how the amount of one fund year was computed, before caps.

        Args:
            run: The facts of the decision.
            notes: All notes on it.
            part: The fund year.
        """
        if part.raw in (UNKNOWN, FAULT):  # what is missing may be told by facts that the amount does not read
            return self._told(run, notes, part)
        registers = run.registers
        numbers = (part.units, part.raw, *part.registers, *[registers[register] for register in self._read_by_amount])
        return self._amounts.get(numbers) or self._amounts.put(numbers, self._told(run, notes, part))

    def _told(self, run: Run, notes: Notes, part: PartNote) -> tuple[Step, ...]:
        programs = self.programs
        amounts = Amounts(self.formulas, programs, self.condition, programs.run_of_part(run, notes, part))
        raw = Missing.UNKNOWN if part.raw == UNKNOWN else Missing.FAULT if part.raw == FAULT else part.raw
        steps = [*amounts.told(programs.benefit.amount.value, raw, programs.row.amount_register)]
        if isinstance(raw, int) and raw < 0:
            steps.append(self.formulas.teller.step("amount", _BELOW_ZERO, raw=self.formulas.teller.money(raw)))
        return tuple(steps)
