"""Amounts as people write them, read exactly or refused."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from welfarerules.errors import Diagnostic, Finding, MoneyError, Place
from welfarerules.kernel.base import LIMIT
from welfarerules.kernel.codes import LARGEST_AMOUNT
from welfarerules.money._currencies import CURRENCIES, exponent
from welfarerules.words import in_plain_digits

UNREADABLE_AMOUNT: Final = Finding(
    "WR011",
    "{text!r} is not an amount of money",
    "write a plain number, such as 1250.50 or 1,250.50",
)
WRONG_GROUPING: Final = Finding(
    "WR012",
    "the commas of {text!r} do not separate thousands",
    "write a point before the decimals and a comma before each three digits, such as 1,250.50; or no comma",
)
TOO_MANY_DECIMALS: Final = Finding(
    "WR013",
    "{text!r} has more decimals than {currency}, which has {decimals}",
    "write the amount with at most {decimals} decimals: nothing is rounded silently",
)
OTHER_CURRENCY: Final = Finding(
    "WR014",
    "{text!r} is not in {currency}",
    "write the amount in {currency}, without the name or sign of another currency",
)
INEXACT_AMOUNT: Final = Finding(
    "WR015",
    "{value!r} is of type {type}, which is not an exact amount of money",
    "give a whole number, a Decimal, or text such as '1250.50'",
)
NOT_FINITE: Final = Finding(
    "WR016",
    "{text!r} is not a number",
    "write the amount in digits, such as 1250.50",
)
TOO_LARGE: Final = Finding(
    "WR017",
    "the amount {text} is too large",
    "write an amount of at most {most} {currency}",
)

_DIGITS_SHOWN: Final = 24
_UNIT: Final = r"[^\s0-9.,+−-]+"
_AMOUNT: Final = re.compile(
    rf"(?P<minus>[-−])?\s*(?P<before>{_UNIT})?\s*(?P<late_minus>[-−])?"
    rf"(?P<digits>[0-9][0-9,]*)(?:\.(?P<decimals>[0-9]+|-))?\s*(?P<after>{_UNIT})?"
)
_GROUPED: Final = re.compile(r"[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_NAMES_OF_CURRENCIES: Final = MappingProxyType({"฿": "THB", "บาท": "THB", "baht": "THB"})
_NOT_NUMBERS: Final = frozenset({"nan", "snan", "inf", "infinity"})


def minor_of_text(text: str, currency: str) -> int:
    """Return the minor units that *text* says, or raise `MoneyError`."""
    decimals = exponent(currency)
    plain = in_plain_digits(text).strip()
    if plain.lstrip("+-−").casefold() in _NOT_NUMBERS:
        raise MoneyError(NOT_FINITE.at(Place(), text=text))
    match = _AMOUNT.fullmatch(plain)
    if match is None or (match["minus"] and match["late_minus"]) or (match["before"] and match["after"]):
        raise MoneyError(UNREADABLE_AMOUNT.at(Place(), text=text))
    _check_unit(match["before"] or match["after"], text, currency)
    if not _GROUPED.fullmatch(match["digits"]):
        raise MoneyError(WRONG_GROUPING.at(Place(), text=text))
    # ``1,250.-`` is how Thai price tags say that there are no satang.
    written = "" if match["decimals"] in (None, "-") else match["decimals"]
    if len(written) > decimals:
        raise MoneyError(TOO_MANY_DECIMALS.at(Place(), text=text, currency=currency, decimals=decimals))
    digits = (match["digits"].replace(",", "") + written.ljust(decimals, "0")).lstrip("0") or "0"
    if len(digits) > len(str(LIMIT)):
        raise MoneyError(_too_large(text, currency))
    minor = _within_limit(int(digits), text, currency)
    return -minor if match["minus"] or match["late_minus"] else minor


def minor_of_number(value: object, currency: str) -> int:
    """Return the minor units of an exact number of whole units, or raise `MoneyError`."""
    decimals = exponent(currency)
    if isinstance(value, int) and not isinstance(value, bool):
        return _within_limit(value * 10**decimals, _shown(value), currency)
    if not isinstance(value, Decimal):
        raise MoneyError(INEXACT_AMOUNT.at(Place(), value=value, type=type(value).__name__))
    sign, digits, power = value.as_tuple()
    if not isinstance(power, int):
        raise MoneyError(NOT_FINITE.at(Place(), text=str(value)))
    if not any(digits):
        return 0
    if value.adjusted() + decimals >= len(str(LIMIT)):
        raise MoneyError(_too_large(str(value), currency))
    # Digits, not arithmetic: the caller's decimal context must not matter.
    written = "".join(map(str, digits))
    kept = len(written) + power + decimals
    if kept < len(written) and (kept < 0 or written[kept:].strip("0")):
        raise MoneyError(TOO_MANY_DECIMALS.at(Place(), text=str(value), currency=currency, decimals=decimals))
    minor = _within_limit(int(written[:kept].ljust(kept, "0") or "0"), str(value), currency)
    return -minor if sign else minor


def check_single(minor: int, currency: str) -> None:
    """Refuse *minor* units where they are more than one amount may be; a total may be larger.

    Raises:
        MoneyError: The amount is too large.
    """
    if abs(minor) >= LARGEST_AMOUNT:
        text = str(Decimal(minor).scaleb(-exponent(currency)))
        raise MoneyError(_too_large(text, currency))


def _check_unit(unit: str | None, text: str, currency: str) -> None:
    if unit is None:
        return
    named = _NAMES_OF_CURRENCIES.get(unit.casefold(), unit.upper())
    if named == currency:
        return
    is_money = named in CURRENCIES or unicodedata.category(unit[0]) == "Sc"
    raise MoneyError((OTHER_CURRENCY if is_money else UNREADABLE_AMOUNT).at(Place(), text=text, currency=currency))


def _within_limit(minor: int, text: str, currency: str) -> int:
    if abs(minor) >= LIMIT:
        raise MoneyError(_too_large(text, currency))
    return minor


def _too_large(text: str, currency: str) -> Diagnostic:
    shown = text if len(text) <= _DIGITS_SHOWN else f"{text[:_DIGITS_SHOWN]}…"
    most = (LARGEST_AMOUNT - 1) // 10 ** exponent(currency)
    return TOO_LARGE.at(Place(), text=shown, currency=currency, most=f"{most:,}")


def _shown(value: int) -> str:
    # The text of a number of thousands of digits is neither useful nor, in CPython, always possible.
    return str(value) if value.bit_length() < 256 else f"2^{value.bit_length() - 1}…"
