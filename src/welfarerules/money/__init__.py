"""Exact money: whole minor units in one currency, named roundings, and splits that add up.

>>> from welfarerules.money import Money, divide, share_down
>>> dues = Money.parse("๑,๒๕๐.๕๐ บาท", "THB")
>>> print(dues.format("th"))
1,250.50 บาท
>>> divide(dues.minor, 12, "half_up")
10421
>>> share_down(dues.minor, [2, 1])
([83366, 41683], 1)

Nothing here converts currencies, uses floats, or depends on a `decimal` context.
"""

from __future__ import annotations

from welfarerules.money._amount import CurrencyMismatch, Money
from welfarerules.money._currencies import CURRENCIES, exponent
from welfarerules.money._reading import check_single
from welfarerules.money._rounding import ROUNDING_MODES, RoundingMode, divide, round_to, rounding_code
from welfarerules.money._sharing import OddTo, share, share_down

__all__ = [
    "CURRENCIES",
    "ROUNDING_MODES",
    "CurrencyMismatch",
    "Money",
    "OddTo",
    "RoundingMode",
    "check_single",
    "divide",
    "exponent",
    "round_to",
    "rounding_code",
    "share",
    "share_down",
]
