"""A rounding told: what it was, to what, and what was dropped."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from welfarerules.explain.explanation import Step, Value
from welfarerules.explain.formulas import Formulas
from welfarerules.formula.value_types import Type
from welfarerules.formula.vocabulary import ROUNDINGS
from welfarerules.kernel import arithmetic
from welfarerules.words import N_, say

__all__ = ["rounding_step", "rounding_told"]

_CUT: Final = N_("{exact} is rounded to a multiple of {multiple} ({mode}): {result}. {dropped} is dropped.")
_RAISED: Final = N_("{exact} is rounded to a multiple of {multiple} ({mode}): {result}. {added} is added.")
_EVEN: Final = N_("{exact} is a multiple of {multiple} already: nothing is rounded.")

_MODES: Final[Mapping[int, str]] = MappingProxyType(
    {
        arithmetic.UP: N_("away from zero"),
        arithmetic.DOWN: N_("towards zero"),
        arithmetic.CEILING: N_("upwards"),
        arithmetic.FLOOR: N_("downwards"),
        arithmetic.HALF_UP: N_("to the nearest, a half goes up"),
        arithmetic.HALF_DOWN: N_("to the nearest, a half goes down"),
        arithmetic.HALF_EVEN: N_("to the nearest, a half goes to the even side"),
        arithmetic.ZERO_FIVE_UP: N_("away from zero if it would end in 0 or 5"),
    }
)
_NAMES: Final[Mapping[int, str]] = MappingProxyType({code: name for name, code in ROUNDINGS.items()})


def rounding_told(mode: int, lang: str) -> str:
    """Return which way a rounding goes: *mode* is a rounding code of `kernel.arithmetic`."""
    return say(_MODES[mode], lang)


def rounding_step(
    formulas: Formulas, *, exact: Fraction | int, result: int, mode: int, multiple: int, kind: Type
) -> Step:
    """Return how *exact* became *result*.

    Args:
        formulas: Writes in the language wanted.
        exact: Before, in minor units for money.
        result: After.
        mode: A rounding code of `kernel.arithmetic`.
        multiple: What the result is a multiple of.
        kind: The type of all three.
    """
    dropped = Fraction(exact) - result
    number, data = formulas.number, formulas.data
    told: dict[str, Value] = {"exact": number(exact, kind), "multiple": number(multiple, kind)}
    plain = {
        "exact": data(Fraction(exact), kind),
        "multiple": data(multiple, kind),
        "mode": _NAMES[mode],
        "result": data(result, kind),
        "dropped": data(dropped, kind),
    }
    if dropped == 0:
        return formulas.teller.filled("rounding", _EVEN, told, data=plain)
    told |= {"result": number(result, kind), "mode": formulas.teller.say(_MODES[mode])}
    if dropped > 0:
        return formulas.teller.filled("rounding", _CUT, told | {"dropped": number(dropped, kind)}, data=plain)
    return formulas.teller.filled("rounding", _RAISED, told | {"added": number(-dropped, kind)}, data=plain)
