"""Typed expressions → single-assignment programs of whole numbers, run by `welfarerules.kernel.program`.

A value that need not be whole is a pair of registers, numerator and denominator, until a named rounding or a
comparison makes one number of it: nothing is lost on the way. Each instruction remembers the expression that it
computes a part of, so that a run can be told.
"""

from __future__ import annotations

from typing import Final

from welfarerules.formula.assembly import Assembly, Operand, Origin, Ratio, Role
from welfarerules.formula.checks import refuse
from welfarerules.formula.findings import NEEDS_ROUNDING
from welfarerules.formula.nodes import (
    Arithmetic,
    Choice,
    Comparison,
    Constant,
    Duration,
    Expression,
    Extreme,
    Fact,
    Logic,
    Negation,
    Negative,
    OneOf,
    Rounded,
    Shifted,
    WholeUnits,
    walk,
)
from welfarerules.formula.value_types import DURATION, SPAN
from welfarerules.kernel.arithmetic import FLOOR
from welfarerules.kernel.calendar import CLAMP
from welfarerules.kernel.program import (
    ADD,
    ADD_MONTHS,
    AND,
    DIV,
    EQ,
    LE,
    LT,
    MAX,
    MIN,
    NOT,
    OR,
    SELECT,
    SUB,
    WHOLE_MONTHS,
    WIDTH,
)

__all__ = ["Builder", "Operand", "Origin", "Ratio", "Role"]

_MONTHS_A_YEAR: Final = 12


class Builder(Assembly):
    """Lowers all the expressions of one scheme into one register file.

    >>> from welfarerules.formula.build import fact, money, multiply
    >>> from welfarerules.kernel.program import run_program
    >>> builder = Builder()
    >>> amount = builder.lower(multiply(money(20000), fact("nights")))
    >>> registers = list(builder.template)
    >>> registers[builder.fact_registers["nights"]] = 3
    >>> run_program(builder.code, 0, builder.position, registers)
    >>> registers[amount]
    60000

    Args:
        month_end: What a month after the 31st is: `kernel.calendar.CLAMP` or `OVERFLOW`.
    """

    def __init__(self, *, month_end: int = CLAMP) -> None:
        super().__init__()
        self.month_end = month_end

    def lower(self, expression: Expression) -> int:
        """Append the instructions of *expression* and return the register of its value.

        Parts that the program at hand has computed already are not computed again.

        Raises:
            FormulaError: Its value need not be whole, or can pass what is computed exactly for its facts.
            ValueError: It is a span or a duration, which is no single number.
        """
        if expression.type in (SPAN, DURATION):
            raise ValueError(f"{expression.text!r} is {expression.type}: compare it, or count its whole units")
        if not expression.is_whole:
            refuse(NEEDS_ROUNDING, text=expression.text)
        values: Values = {}
        for node in walk(expression):
            if node.type not in (SPAN, DURATION):
                values[id(node)] = self._lowered(node, values)
        return values[id(expression)].numerator

    def _lowered(self, node: Expression, values: Values) -> Ratio:
        self._node = node
        first = self.position
        value, operands = self._computed(node, values)
        if node.is_whole and value.denominator != self.one:
            value = self._whole(self.quotient(value, FLOOR))
        for index in range(self.position - 1, first - 1, -1):
            if self.code[WIDTH * index + 1] == value.numerator:
                self.origins[index] = Origin(node, value, operands)
                break
        self._node = None
        return value

    def _computed(self, node: Expression, values: Values) -> Lowered:
        match node:
            case Constant():
                return Ratio(self.constant(node.value.numerator), self.constant(node.value.denominator)), ()
            case Fact():
                return self._whole(self.fact(node.fact)), ()
            case Arithmetic():
                return self._arithmetic(node, values)
            case Negative():
                return self._negative(node, values)
            case Extreme():
                return self._extreme(node, values)
            case Rounded():
                return self._rounded(node, values)
            case Shifted():
                return self._shifted(node, values)
            case WholeUnits():
                return self._whole_units(node, values)
            case Comparison():
                return self._comparison(node, values)
            case OneOf():
                return self._one_of(node, values)
            case Logic():
                return self._logic(node, values)
            case Negation():
                return self._negation(node, values)
            case Choice():
                return self._choice(node, values)
        raise TypeError(f"{type(node).__name__} has no value")

    def _whole(self, register: int) -> Ratio:
        return Ratio(register, self.one)

    def _arithmetic(self, node: Arithmetic, values: Values) -> Lowered:
        left, right = (values[id(part)] for part in node.children)
        operands = _operands(node.children, values)
        if node.op == "*":
            return self.product(left, right), operands
        if node.op == "/":
            return self.product(left, self._inverse(right)), operands
        numerators, denominator = self.over_one_denominator(left, right)
        return Ratio(self.emit(ADD if node.op == "+" else SUB, *numerators), denominator), operands

    def _inverse(self, ratio: Ratio) -> Ratio:
        """Turn a ratio over; where it is a constant its sign stays above."""
        value, below = self.value_of(ratio.numerator), self.value_of(ratio.denominator)
        if value is not None and below is not None and value < 0:
            return Ratio(self.constant(-below), self.constant(-value))
        return Ratio(ratio.denominator, ratio.numerator)

    def _negative(self, node: Negative, values: Values) -> Lowered:
        value = values[id(node.operand)]
        return Ratio(self.emit(SUB, self.constant(0), value.numerator), value.denominator), _operands(
            node.children, values
        )

    def _extreme(self, node: Extreme, values: Values) -> Lowered:
        op = MIN if node.op == "min" else MAX
        (found, *others), denominator = self.over_one_denominator(*(values[id(item)] for item in node.items))
        for other in others:
            found = self.emit(op, found, other)
        return Ratio(found, denominator), _operands(node.items, values)

    def _rounded(self, node: Rounded, values: Values) -> Lowered:
        value = values[id(node.operand)]
        return self._whole(self.quotient(value, node.mode, node.multiple)), (Operand("unrounded", node.operand, value),)

    def _shifted(self, node: Shifted, values: Values) -> Lowered:
        date = values[id(node.date)]
        return self._whole(self._moved(date.numerator, node.duration, node.sign)), (Operand("start", node.date, date),)

    def _moved(self, day: int, duration: Duration, sign: int = 1) -> int:
        if duration.unit == "days":
            return self.emit(ADD, day, self.constant(sign * duration.count))
        return self.emit(ADD_MONTHS, day, self.constant(sign * duration.months), self.month_end)

    def _whole_units(self, node: WholeUnits, values: Values) -> Lowered:
        start, end = (values[id(part)] for part in node.span_counted.children)
        if node.unit == "days":
            found = self.emit(SUB, end.numerator, start.numerator)
        else:
            found = self.emit(WHOLE_MONTHS, start.numerator, end.numerator, self.month_end)
        if node.unit == "years":
            found = self.emit(DIV, found, self.constant(_MONTHS_A_YEAR), FLOOR)
        return self._whole(found), _dates(node.span_counted, values)

    def _comparison(self, node: Comparison, values: Values) -> Lowered:
        if node.left.type == SPAN and isinstance(node.right, Duration):
            start, end = _dates(node.left, values)
            reached = self._moved(start.value.numerator, node.right)
            # The span reaches the duration where the date moved by it does not lie after the end.
            found = self._compared(node.op, end.value.numerator, reached)
            return self._whole(found), (start, Operand("reached", node.right, self._whole(reached)), end)
        (left, right), _ = self.over_one_denominator(*(values[id(part)] for part in node.children))
        return self._whole(self._compared(node.op, left, right)), _operands(node.children, values)

    def _compared(self, sign: str, left: int, right: int) -> int:
        if sign in ("==", "!="):
            equal = self.emit(EQ, left, right)
            return equal if sign == "==" else self.emit(NOT, equal, equal)
        low, high = (left, right) if sign in ("<", "<=") else (right, left)
        return self.emit(LT if sign in ("<", ">") else LE, low, high)

    def _one_of(self, node: OneOf, values: Values) -> Lowered:
        (item, *options), _ = self.over_one_denominator(*(values[id(part)] for part in node.children))
        found = self.emit(EQ, item, options[0])
        for option in options[1:]:
            found = self.emit(OR, found, self.emit(EQ, item, option))
        return self._whole(found), _operands((node.item,), values)

    def _logic(self, node: Logic, values: Values) -> Lowered:
        left, right = (values[id(part)].numerator for part in node.children)
        return self._whole(self.emit(AND if node.op == "and" else OR, left, right)), _operands(node.children, values)

    def _negation(self, node: Negation, values: Values) -> Lowered:
        operand = values[id(node.operand)].numerator
        return self._whole(self.emit(NOT, operand, operand)), _operands(node.children, values)

    def _choice(self, node: Choice, values: Values) -> Lowered:
        condition = values[id(node.condition)].numerator
        first, second = values[id(node.when_true)], values[id(node.otherwise)]
        if self.value_of(first.denominator) is not None and self.value_of(second.denominator) is not None:
            (above, other), below = self.over_one_denominator(first, second)
        else:
            above, other = first.numerator, second.numerator
            below = self.emit(SELECT, condition, first.denominator, second.denominator)
        return Ratio(self.emit(SELECT, condition, above, other), below), _operands(node.children, values)


Values = dict[int, Ratio]
Lowered = tuple[Ratio, tuple[Operand, ...]]


def _operands(nodes: tuple[Expression, ...], values: Values) -> tuple[Operand, ...]:
    return tuple(Operand("operand", node, values[id(node)]) for node in nodes)


def _dates(span: Expression, values: Values) -> tuple[Operand, Operand]:
    """Where a span runs from and to."""
    start, end = span.children
    return Operand("start", start, values[id(start)]), Operand("end", end, values[id(end)])
