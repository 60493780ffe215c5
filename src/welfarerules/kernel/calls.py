"""What kernels call that is one thing in plain Python and another compiled: the same results, found faster."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from welfarerules.kernel.program import run_program


class Code(list[int]):
    """Instructions in plain Python, and the functions that were made of programs which ran often.

    Args:
        code: Five whole numbers for each instruction.
        make: Makes a function of the instructions from one to before another; see `welfarerules.formula.specialise`.
    """

    OFTEN: Final = 200
    """A program that ran so often is worth the milliseconds that making a function of it takes."""

    def __init__(self, code: Iterable[int], make: Callable[[int, int], Callable[[list[int]], None]]) -> None:
        super().__init__(code)
        self.made: dict[int, Callable[[list[int]], None]] = {}
        self._make = make
        self._runs: dict[int, int] = {}

    def run(self, start: int, stop: int, regs: list[int]) -> None:
        """Run a program of which no function was made yet."""
        runs = self._runs[start] = self._runs.get(start, 0) + 1
        if runs >= self.OFTEN:
            self.made[start] = self._make(start, stop)
        run_program(self, start, stop, regs)


def call_program(code: list[int], start: int, stop: int, regs: list[int]) -> None:
    """Do what `run_program` does; compiled, this is `run_program`.

    >>> from welfarerules.kernel.program import DIV
    >>> regs = [7, 2, 0]
    >>> call_program([DIV, 2, 0, 1, 4], 0, 1, regs)
    >>> regs
    [7, 2, 4]
    """
    if type(code) is not Code:
        run_program(code, start, stop, regs)
    elif start == stop:
        return  # an amount that is fixed computes nothing, and the next program begins where it stands
    elif start in code.made:
        code.made[start](regs)
    else:
        code.run(start, stop, regs)
