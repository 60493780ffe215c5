"""The kernel's functions compiled with Numba, from the source that plain Python runs.

Every function is compiled with bounds checked, Python's division and no memory management of Numba's own: options of a
caller do not reach its callees, so each function is given them.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import Any, Final

from numba import njit
from numba.extending import register_jitable

from welfarerules.fund.driver import Kernels
from welfarerules.kernel import fold as _fold
from welfarerules.kernel import payouts as _payouts
from welfarerules.kernel.base import KERNELS

FLAGS: Final[Any] = MappingProxyType({"boundscheck": True, "error_model": "python", "_nrt": False})


@cache
def compiled_kernels() -> Kernels:
    """The fold and what drives it, compiled on their first call."""
    for function in KERNELS:
        register_jitable(**FLAGS)(function)
    fold, plan = _fold.fold, _payouts.plan_recurrence

    @njit(nogil=True, **FLAGS)  # type: ignore[untyped-decorator]
    def run_fold(t: Any, stop: int, last_day: int) -> int:
        return fold(t, stop, last_day)

    @njit(nogil=True, **FLAGS)  # type: ignore[untyped-decorator]
    def run_plan(t: Any) -> int:
        return plan(t)

    return Kernels(run_fold, run_plan)
