"""What a written formula would yield, judged before it is checked: where plain numbers are amounts of money.

In ``200 * nights`` the 200 is an amount when money is wanted, in ``arrears_amount < 100`` because money stands on the
other side. Where two readings would give different results, the reader of formulas refuses to choose.
"""

from __future__ import annotations

from collections.abc import Callable

from welfarerules.formula.grammar import Raw
from welfarerules.formula.value_types import CATEGORY, DATE, MONEY, NUMBER, RATE, SPAN, TRUTH, Type, count
from welfarerules.formula.vocabulary import ROUNDINGS, function_named

__all__ = ["Shapes"]

_ROUNDING = frozenset((*ROUNDINGS, "round"))


class Shapes:
    """The types of the parts of one formula, as far as they show.

    Args:
        type_of_atom: Returns the type of a name or a quantity, None for one that is not known.
    """

    def __init__(self, type_of_atom: Callable[[Raw], Type | None]) -> None:
        self._type_of_atom = type_of_atom
        self._known: dict[int, Type | None] = {}

    def of(self, raw: Raw) -> Type | None:
        """Return the type *raw* shows by itself; None where something in it is unknown."""
        if id(raw) not in self._known:
            self._known[id(raw)] = self._judged(raw)
        return self._known[id(raw)]

    def is_money(self, raw: Raw) -> bool:
        """Whether *raw* is an amount of money whatever stands around it."""
        return self.of(raw) == MONEY

    def _judged(self, raw: Raw) -> Type | None:
        if raw.kind in {"name", "quantity"}:
            return self._type_of_atom(raw)
        if raw.kind == "arithmetic":
            left, right = (self.of(part) for part in raw.parts)
            judge = {"*": _of_product, "/": _of_quotient}.get(raw.value, _of_sum)
            return judge(left, right)
        if raw.kind == "negative":
            return self.of(raw.parts[0])
        if raw.kind == "call":
            return self._of_call(raw)
        plain = {"number": NUMBER, "percent": RATE, "text": CATEGORY}
        return plain.get(raw.kind, TRUTH)

    def _of_call(self, raw: Raw) -> Type | None:
        name = function_named(raw.value)
        if name in {"days", "months", "years"}:
            return count(name)
        if name == "between" or name is None:
            return TRUTH if name else None
        values = [self.of(part) for part in self.values_of(raw)]
        if None in values:
            return None
        return next((value for value in values if value != NUMBER), NUMBER)

    def values_of(self, raw: Raw) -> tuple[Raw, ...]:
        """The parts of a call of which it yields one, or which it rounds."""
        name = function_named(raw.value)
        if name == "if":
            return raw.parts[1:]
        return raw.parts[:1] if name in _ROUNDING else raw.parts

    def adapts(self, raw: Raw) -> bool:
        """Whether *raw* is an amount of money where one is wanted: a plain number in it then is one."""
        if raw.kind == "number":
            return True
        if raw.kind == "negative":
            return self.adapts(raw.parts[0])
        if raw.kind == "arithmetic":
            left, right = raw.parts
            if raw.value == "*":
                return self.adapts(left) or self.adapts(right)
            return self.adapts(left) if raw.value == "/" else self._all_adapt(raw.parts)
        if raw.kind == "call" and function_named(raw.value) not in {None, "between", "days", "months", "years"}:
            return self._all_adapt(self.values_of(raw))
        return False

    def _all_adapt(self, parts: tuple[Raw, ...]) -> bool:
        adapting = [self.adapts(part) for part in parts]
        return any(adapting) and all(fits or self.is_money(part) for fits, part in zip(adapting, parts, strict=True))

    def is_soft(self, raw: Raw) -> bool:
        """Whether *raw* rounds something whose unit, and so the result, depends on which number is an amount."""
        if raw.kind == "call" and function_named(raw.value) in _ROUNDING and raw.parts:
            return self.adapts(raw.parts[0]) or self._divides_money(raw.parts[0])
        return any(self.is_soft(part) for part in raw.parts)

    def _divides_money(self, raw: Raw) -> bool:
        if raw.kind == "arithmetic" and raw.value == "/":
            left, right = raw.parts
            if self.is_money(left) and self.adapts(right):
                return True
        return any(self._divides_money(part) for part in raw.parts)


def _of_sum(left: Type | None, right: Type | None) -> Type | None:
    if left is None or right is None:
        return None
    if left == DATE:
        return SPAN if right == DATE else DATE
    if MONEY in (left, right):
        return MONEY
    return right if left == NUMBER else left


def _of_product(left: Type | None, right: Type | None) -> Type | None:
    if left is None or right is None:
        return None
    if MONEY in (left, right):
        return MONEY
    return next((kind for kind in (left, right) if kind not in (NUMBER, RATE)), NUMBER)


def _of_quotient(left: Type | None, right: Type | None) -> Type | None:
    if left is None or right is None:
        return None
    return NUMBER if left in (right, RATE) else left
