"""A run read back: which part of a formula came to which value, from which values.

Everything here is read from the registers that the run wrote; nothing is computed a second time.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from welfarerules.formula.assembly import Operand, Origin, Ratio, Role
from welfarerules.formula.nodes import Constant, Expression, Fact, Rounded
from welfarerules.formula.value_types import CATEGORY, DATE, TRUTH, Type
from welfarerules.kernel.base import FAULT, UNKNOWN
from welfarerules.kernel.program import WIDTH

__all__ = ["Missing", "Reading", "Step", "Value", "steps"]


_QUOTES: Final = "\"'“”‘’"


class Missing(enum.Enum):
    """A value that is not there."""

    UNKNOWN = "unknown"
    """Nobody reported a fact that it depends on."""

    FAULT = "fault"
    """It cannot be computed: something was divided by zero."""


Value = int | Fraction | bool | date | str | Missing
"""Money in minor units, counts and numbers as whole numbers, or as fractions until they are rounded; dates; words."""


@attrs.frozen
class Reading:
    """A value that went into a step.

    Attributes:
        role: ``start``, ``reached`` and ``end`` of a span (the date its start and a duration lead to stands between
            them), ``unrounded`` for what is rounded, else ``operand``.
        text: The part of the formula it is the value of.
        type: Its type.
        value: The value.
        node: The expression it is the value of.
    """

    role: Role
    text: str
    type: Type
    value: Value
    node: Expression = attrs.field(repr=False, eq=False)


@attrs.frozen
class Step:
    """One part of a formula, computed.

    Attributes:
        text: The part as written.
        type: Its type.
        value: What it came to.
        operands: What it was computed from.
        node: The expression.
    """

    text: str
    type: Type
    value: Value
    operands: tuple[Reading, ...]
    node: Expression = attrs.field(repr=False, eq=False)

    @property
    def dropped(self) -> Fraction | None:
        """What a rounding took away, negative where it added; None for anything else, or a missing value."""
        if not isinstance(self.node, Rounded) or not isinstance(self.value, int):
            return None
        unrounded = self.operands[0].value
        return Fraction(unrounded) - self.value if isinstance(unrounded, (int, Fraction)) else None


def steps(origins: Sequence[Origin], code: Sequence[int], start: int, stop: int, regs: Sequence[int]) -> list[Step]:
    """Return the parts of a program that ran from instruction *start* up to *stop*, in the order of their computing.

    Args:
        origins: `Builder.origins`.
        code: `Builder.code`.
        start: First instruction.
        stop: The instruction after the last.
        regs: The registers after the run.

    >>> from welfarerules.formula.build import fact, money, multiply
    >>> from welfarerules.formula.lower import Builder
    >>> from welfarerules.kernel.program import run_program
    >>> builder = Builder()
    >>> _ = builder.lower(multiply(money(20000, "200"), fact("nights")))
    >>> regs = list(builder.template)
    >>> regs[builder.fact_registers["nights"]] = 3
    >>> run_program(builder.code, 0, builder.position, regs)
    >>> for step in steps(builder.origins, builder.code, 0, builder.position, regs):
    ...     print(step.text, "=", step.value, [(operand.text, operand.value) for operand in step.operands])
    200 * nights = 60000 [('200', 20000), ('nights', 3)]

    Raises:
        ValueError: *origins* and *code* are not of one `Builder`.
    """
    found = []
    for index in range(start, stop):
        origin = origins[index]
        if origin.value is not None:
            if code[WIDTH * index + 1] != origin.value.numerator:
                raise ValueError("the origins are those of another program")
            value = _told(origin.node, origin.type, origin.value, regs)
            operands = tuple(_reading(operand, regs) for operand in origin.operands)
            found.append(Step(origin.text, origin.type, value, operands, origin.node))
    return found


def _reading(operand: Operand, regs: Sequence[int]) -> Reading:
    kind = DATE if operand.role in ("start", "reached", "end") else operand.node.type
    return Reading(operand.role, operand.node.text, kind, _told(operand.node, kind, operand.value, regs), operand.node)


def _told(node: Expression, kind: Type, ratio: Ratio, regs: Sequence[int]) -> Value:
    above, below = regs[ratio.numerator], regs[ratio.denominator]
    if FAULT in (above, below) or below == 0:
        return Missing.FAULT
    if UNKNOWN in (above, below):
        return Missing.UNKNOWN
    if kind == TRUTH:
        return above == 1
    if kind == DATE:
        return date.fromordinal(above) if 1 <= above <= date.max.toordinal() else above
    if kind == CATEGORY:
        return _word(node, above)
    exact = Fraction(above, below)
    return exact.numerator if exact.denominator == 1 else exact


def _word(node: Expression, code: int) -> Value:
    if isinstance(node, Fact) and 0 <= code < len(node.fact.values):
        return node.fact.values[code]
    return node.text.strip(_QUOTES) if isinstance(node, Constant) else code
