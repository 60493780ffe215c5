"""The kernel's functions compiled with Numba, from the source that plain Python runs.

Every function is compiled with bounds checked, Python's division and no memory management of Numba's own: options of a
caller do not reach its callees, so each function is given them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from numba import njit
from numba.extending import overload, register_jitable

from welfarerules.fund.driver import Kernels
from welfarerules.kernel import books as _books
from welfarerules.kernel import dues as _dues
from welfarerules.kernel import fold as _fold
from welfarerules.kernel import payouts as _payouts
from welfarerules.kernel import periods as _periods
from welfarerules.kernel.base import KERNELS
from welfarerules.kernel.calls import call_program
from welfarerules.kernel.program import run_program

FLAGS: Final[Any] = MappingProxyType({"boundscheck": True, "error_model": "python", "_nrt": False})

AT_EVERY_DUE: Final = (
    _books.post,
    _dues.allocate,
    _dues.book_settled,
    _dues.charge,
    _dues.draw_on_advance,
    _dues.fall_due,
    _dues.first_to_fall,
    _dues.note_settlement,
    _dues.owed_in_all,
    _dues.put_on_wheel,
    _dues.receive,
    _dues.schedule,
    _dues.take_off_wheel,
    _fold.let_dues_fall,
    _fold.read_event,
    _periods.period_amount,
)
"""What runs for every due and every payment. These become part of their callers: handing all tables to a function
costs more than what it does with them, and it made every posting 2.6 times as dear."""


def _call_program(code: Any, start: Any, stop: Any, regs: Any) -> Callable[..., None]:  # noqa: ARG001 - the types that Numba asks with
    """What compiled kernels call in the place of `call_program`."""

    def compiled(code: Any, start: Any, stop: Any, regs: Any) -> None:
        run_program(code, start, stop, regs)

    return compiled


@cache
def compiled_kernels() -> Kernels:
    """The fold and what drives it, compiled on their first call."""
    for function in KERNELS:
        register_jitable(**FLAGS, forceinline=function in AT_EVERY_DUE)(function)
    overload(call_program, jit_options=dict(FLAGS))(_call_program)  # type: ignore[arg-type]
    fold, plan = _fold.fold, _payouts.plan_recurrence

    @njit(nogil=True, **FLAGS)  # type: ignore[untyped-decorator]
    def run_fold(t: Any, stop: int, last_day: int, last_phase: int) -> int:
        return fold(t, stop, last_day, last_phase)

    @njit(nogil=True, **FLAGS)  # type: ignore[untyped-decorator]
    def run_plan(t: Any) -> int:
        return plan(t)

    return Kernels(run_fold, run_plan)
