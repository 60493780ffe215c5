"""The currencies of the world and how many decimals each keeps."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from welfarerules.errors import Finding, MoneyError, Place, nearest

UNKNOWN_CURRENCY: Final = Finding(
    "WR010",
    "unknown currency {currency!r}",
    "write the three letters of ISO 4217, such as {suggestion!r}",
)

# ISO 4217 list one as published on 2026-01-01, without the codes that have no minor unit (metals, funds, testing).
_CODES_BY_EXPONENT: Final = (
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
    (2, "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW"),
    (2, "CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF"),
    (2, "IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK"),
    (2, "MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP"),
    (2, "SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG"),
    (2, "YER ZAR ZMW ZWG"),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
)

CURRENCIES: Final[Mapping[str, int]] = MappingProxyType(
    {code: exponent for exponent, codes in _CODES_BY_EXPONENT for code in codes.split()}
)
"""Code to exponent: an amount counts ``10 ** -exponent`` of the currency's unit."""


def exponent(currency: str) -> int:
    """Return how many decimals *currency* keeps.

    >>> exponent("THB"), exponent("JPY"), exponent("KWD")
    (2, 0, 3)

    Raises:
        MoneyError: *currency* is not an active ISO 4217 code in upper case.
    """
    try:
        return CURRENCIES[currency]
    except KeyError:
        suggestion = nearest(currency, CURRENCIES) or "THB"
        raise MoneyError(UNKNOWN_CURRENCY.at(Place(), currency=currency, suggestion=suggestion)) from None
