"""The runner of lowered formulas: a single-assignment program over whole numbers.

An instruction is five whole numbers: ``op, dst, x, y, z``. It reads the registers ``x`` and ``y`` and writes ``dst``.
``z`` is the rounding of `DIV`, the month-end policy of `ADD_MONTHS` and `WHOLE_MONTHS`, and the register of the other
value of `SELECT`. No register is written twice, so after a run the registers are its trace.

Logic has three values: 0, 1 and missing. A missing value is `UNKNOWN` or `FAULT` and spreads; where two meet, `FAULT`
does. Only what is decided anyway stays so: 0 and anything is 0, 1 or anything is 1.
"""

from __future__ import annotations

from typing import Final

from welfarerules.kernel.arithmetic import divide
from welfarerules.kernel.base import FAULT, kernel
from welfarerules.kernel.calendar import add_months, whole_months

WIDTH: Final = 5

ADD: Final = 0
SUB: Final = 1
MUL: Final = 2
DIV: Final = 3
MIN: Final = 4
MAX: Final = 5
LT: Final = 6
LE: Final = 7
EQ: Final = 8
AND: Final = 9
OR: Final = 10
NOT: Final = 11
SELECT: Final = 12
ADD_MONTHS: Final = 13
WHOLE_MONTHS: Final = 14


@kernel
def spread(x: int, y: int) -> int:
    """What becomes of two values of which at least one is missing.

    >>> from welfarerules.kernel.base import UNKNOWN
    >>> spread(7, UNKNOWN) == UNKNOWN, spread(UNKNOWN, FAULT) == FAULT
    (True, True)
    """
    if x > FAULT:
        return y
    if y > FAULT:
        return x
    return max(x, y)


@kernel
def run_program(code: list[int], start: int, stop: int, regs: list[int]) -> None:
    """Run the instructions from *start* up to *stop*, counted in instructions, on *regs*.

    >>> regs = [7, 2, 0]
    >>> run_program([DIV, 2, 0, 1, 4], 0, 1, regs)
    >>> regs
    [7, 2, 4]
    """
    for i in range(start, stop):
        at = 5 * i
        op = code[at]
        dst = code[at + 1]
        x = regs[code[at + 2]]
        y = regs[code[at + 3]]
        z = code[at + 4]
        if op == AND:
            regs[dst] = 0 if x == 0 or y == 0 else 1 if x > FAULT and y > FAULT else spread(x, y)
        elif op == OR:
            regs[dst] = 1 if x == 1 or y == 1 else 0 if x > FAULT and y > FAULT else spread(x, y)
        elif op == SELECT:
            regs[dst] = y if x == 1 else regs[z] if x == 0 else x
        elif x <= FAULT or y <= FAULT:
            regs[dst] = spread(x, y)
        elif op == LE:
            regs[dst] = 1 if x <= y else 0
        elif op == LT:
            regs[dst] = 1 if x < y else 0
        elif op == MUL:
            regs[dst] = x * y
        elif op == ADD:
            regs[dst] = x + y
        elif op == SUB:
            regs[dst] = x - y
        elif op == DIV:
            regs[dst] = divide(x, y, z) if y != 0 else FAULT
        elif op == EQ:
            regs[dst] = 1 if x == y else 0
        elif op == MIN:
            regs[dst] = min(x, y)
        elif op == MAX:
            regs[dst] = max(x, y)
        elif op == NOT:
            regs[dst] = 1 - x
        elif op == ADD_MONTHS:
            regs[dst] = add_months(x, y, z)
        else:
            regs[dst] = whole_months(x, y, z)
