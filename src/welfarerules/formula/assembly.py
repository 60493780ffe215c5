"""The register file and the instructions of one scheme, as they are put together."""

from __future__ import annotations

import math
from typing import Literal

import attrs

from welfarerules.errors import Place
from welfarerules.formula.bounds import Bounds, bounds_of
from welfarerules.formula.facts import FactType
from welfarerules.formula.findings import TOO_LARGE, FormulaError
from welfarerules.formula.nodes import Expression
from welfarerules.formula.value_types import Type
from welfarerules.kernel.base import LIMIT, UNKNOWN
from welfarerules.kernel.program import DIV, MUL, SELECT, WIDTH

__all__ = ["Assembly", "Operand", "Origin", "Ratio", "Role"]

Role = Literal["operand", "unrounded", "start", "reached", "end"]


@attrs.frozen
class Ratio:
    """An exact value: the registers of its numerator and its denominator."""

    numerator: int
    denominator: int


@attrs.frozen
class Operand:
    """A value that an expression was computed from, and where it stands in the registers."""

    role: Role
    node: Expression
    value: Ratio


@attrs.frozen
class Origin:
    """Why an instruction is there.

    Attributes:
        node: The expression that it computes, or computes a part of.
        value: Where the value of `node` stands, on the instruction that completes it; None on the others.
        operands: On that instruction, what `node` was computed from.
    """

    node: Expression
    value: Ratio | None = None
    operands: tuple[Operand, ...] = ()

    @property
    def text(self) -> str:
        """The expression as written."""
        return self.node.text

    @property
    def type(self) -> Type:
        """The type of the expression."""
        return self.node.type


class Assembly:
    """Registers with their bounds, and instructions.

    Attributes:
        code: Five whole numbers for each instruction.
        template: The register file before a run: constants in place, everything else unknown.
        fact_registers: Where the value of each fact goes, by its English name.
        origins: Why each instruction is there.
    """

    def __init__(self) -> None:
        self.code: list[int] = []
        self.template: list[int] = []
        self.fact_registers: dict[str, int] = {}
        self.origins: list[Origin] = []
        self._bounds: list[Bounds] = []
        self._constants: dict[int, int] = {}
        self._values: dict[int, int] = {}
        self._shared: dict[tuple[int, int, int, int], int] = {}
        self._node: Expression | None = None
        self.one = self.constant(1)

    @property
    def position(self) -> int:
        """Index of the next instruction."""
        return len(self.code) // WIDTH

    def begin(self) -> int:
        """Start a program that is run by itself: it relies on no register that another one writes.

        Returns:
            Its first instruction.
        """
        self._shared.clear()
        return self.position

    def fact(self, fact: FactType) -> int:
        """Return the register of a fact's value, the same for every program."""
        if fact.name not in self.fact_registers:
            self.fact_registers[fact.name] = self._register(UNKNOWN, (fact.least, fact.largest))
        return self.fact_registers[fact.name]

    def constant(self, value: int) -> int:
        """Return the register that holds *value*."""
        if value not in self._constants:
            self._check((value, value))
            register = self._register(value, (value, value))
            self._constants[value] = register
            self._values[register] = value
        return self._constants[value]

    def value_of(self, register: int) -> int | None:
        """Return the constant that *register* holds, None where it holds none."""
        return self._values.get(register)

    def bounds(self, register: int) -> Bounds:
        """Return the least and the greatest value that *register* can hold, missing values aside."""
        return self._bounds[register]

    def emit(self, op: int, x: int, y: int, z: int = 0) -> int:
        """Return the register of ``op(x, y, z)``, computed once within a program."""
        key = (op, x, y, z)
        if key not in self._shared:
            of_z = self._bounds[z] if op == SELECT else (0, 0)
            bounds = bounds_of(op, self._bounds[x], self._bounds[y], of_z)
            self._check(bounds)
            register = self._register(UNKNOWN, bounds)
            self.code.extend((op, register, x, y, z))
            self.origins.append(Origin(self._of_node))
            self._shared[key] = register
        return self._shared[key]

    def times(self, x: int, y: int) -> int:
        """Return the register of a product; of two constants, and of 1 and anything, without computing it."""
        of_x, of_y = self.value_of(x), self.value_of(y)
        if of_x is not None and of_y is not None:
            return self.constant(of_x * of_y)
        if x == self.one:
            return y
        return x if y == self.one else self.emit(MUL, x, y)

    def product(self, left: Ratio, right: Ratio) -> Ratio:
        """Return the product of two exact values, with what two constants share taken out."""
        first, second = self._reduced(left.numerator, right.denominator)
        third, fourth = self._reduced(right.numerator, left.denominator)
        return Ratio(self.times(first, third), self.times(fourth, second))

    def _reduced(self, numerator: int, denominator: int) -> tuple[int, int]:
        above, below = self.value_of(numerator), self.value_of(denominator)
        if above is None or below is None or numerator == denominator == self.one:
            return numerator, denominator
        shared = math.gcd(above, below)
        return self.constant(above // shared), self.constant(below // shared)

    def over_one_denominator(self, *ratios: Ratio) -> tuple[list[int], int]:
        """Return the numerators over a denominator they share, and that denominator.

        Only the sums of at most two ratios may have denominators that change.
        """
        known = [self.value_of(ratio.denominator) for ratio in ratios]
        if len({ratio.denominator for ratio in ratios}) == 1:
            return [ratio.numerator for ratio in ratios], ratios[0].denominator
        if None not in known:
            shared = math.lcm(*(value for value in known if value is not None))
            scales = [self.constant(shared // value) for value in known if value is not None]
            numerators = [self.times(ratio.numerator, scale) for ratio, scale in zip(ratios, scales, strict=True)]
            return numerators, self.constant(shared)
        left, right = ratios
        numerators = [self.times(left.numerator, right.denominator), self.times(right.numerator, left.denominator)]
        return numerators, self.times(left.denominator, right.denominator)

    def quotient(self, ratio: Ratio, mode: int, multiple: int = 1) -> int:
        """Return the register of an exact value rounded to a multiple."""
        if multiple == 1 and ratio.denominator == self.one:
            return ratio.numerator
        divisor = self.times(ratio.denominator, self.constant(multiple))
        return self.times(self.emit(DIV, ratio.numerator, divisor, mode), self.constant(multiple))

    def _register(self, value: int, bounds: Bounds) -> int:
        self.template.append(value)
        self._bounds.append(bounds)
        return len(self.template) - 1

    @property
    def _of_node(self) -> Expression:
        if self._node is None:
            raise ValueError("an instruction outside of any expression")
        return self._node

    def _check(self, bounds: Bounds) -> None:
        if bounds[0] > -LIMIT and bounds[1] < LIMIT:
            return
        node = self._of_node
        raise FormulaError(TOO_LARGE.at(Place(column=node.column), text=node.text))
