"""Values of any kind in JSON: what a diagnostic was filled with, what a scheme wrote for an amount.

Text, truth values, None and whole numbers stand as themselves and a list as a list; anything else is an object with
one key that says what it is, such as ``{"decimal": "1250.50"}`` or ``{"date": "2012-01-04"}``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from welfarerules.dates import Day
from welfarerules.money import Money
from welfarerules.words import Phrase

__all__ = [
    "SAFE",
    "read_date",
    "read_decimal",
    "read_fraction",
    "read_integer",
    "read_value",
    "written_decimal",
    "written_integer",
    "written_value",
]

SAFE: Final = 2**53
"""Whole numbers from here on are written as text: many readers of JSON lose their last digits."""

_WHOLE: Final = re.compile(r"-?[0-9]{1,20}")
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FRACTION: Final = re.compile(r"-?[0-9]+(/[1-9][0-9]*)?")
_EXACT: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def written_integer(number: int) -> int | str:
    """Return *number* as JSON has it.

    >>> written_integer(200), written_integer(-(2**63))
    (200, '-9223372036854775808')
    """
    return number if -SAFE < number < SAFE else str(number)


def read_integer(data: object) -> int:
    """Return the number that `written_integer` wrote.

    Raises:
        ValueError: It is none.
    """
    if isinstance(data, int) and not isinstance(data, bool):
        return data
    if isinstance(data, str) and _WHOLE.fullmatch(data):
        return int(data)
    raise ValueError(f"{data!r} is not a whole number")


def read_date(data: object) -> date:
    """Return an ISO date.

    Raises:
        ValueError: It is none.
    """
    if isinstance(data, str) and _ISO.fullmatch(data):
        return date.fromisoformat(data)
    raise ValueError(f"{data!r} is not an ISO date")


def written_decimal(number: Decimal) -> str:
    """Return *number* with all its decimals, never with an exponent.

    >>> written_decimal(Decimal("1.250E+3")), written_decimal(Decimal("3.50"))
    ('1250', '3.50')
    """
    return f"{number:f}"


def read_decimal(data: object) -> Decimal:
    """Return an exact decimal number.

    Raises:
        ValueError: It is none.
    """
    if isinstance(data, str) and _EXACT.fullmatch(data):
        return Decimal(data)
    raise ValueError(f"{data!r} is not a decimal number in text")


def read_fraction(data: object) -> Fraction:
    """Return an exact ratio, such as ``"6/100"``.

    Raises:
        ValueError: It is none.
    """
    if isinstance(data, str) and _FRACTION.fullmatch(data):
        return Fraction(data)
    raise ValueError(f"{data!r} is not a ratio in text")


def written_value(value: object) -> Any:
    """Return *value* as JSON has it.

    >>> written_value({"nights": Decimal("3"), "on": (date(2012, 1, 4), True)})
    {'table': {'nights': {'decimal': '3'}, 'on': {'tuple': [{'date': '2012-01-04'}, True]}}}

    Raises:
        TypeError: No JSON is agreed for a value of its type.
    """
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        written = written_integer(value)
        return {"integer": written} if isinstance(written, str) else written
    if isinstance(value, list):
        return [written_value(item) for item in value]
    for kind, (cls, write, _) in _KINDS.items():
        if isinstance(value, cls):
            return {kind: write(value)}
    raise TypeError(f"no JSON is agreed for {value!r}")


def read_value(data: object) -> Any:
    """Return the value that `written_value` wrote.

    Raises:
        ValueError: *data* was not written by it.
    """
    if data is None or isinstance(data, bool | str | int):
        return data
    if isinstance(data, list):
        return [read_value(item) for item in data]
    if isinstance(data, Mapping) and len(data) == 1:
        ((kind, inner),) = data.items()
        if kind == "integer":
            return read_integer(inner)
        if kind in _KINDS:
            try:
                return _KINDS[kind][2](inner)
            except (TypeError, AttributeError, InvalidOperation) as error:
                raise ValueError(f"{inner!r} is no {kind}") from error
    raise ValueError(f"{data!r} is no value")


def _written_table(table: Mapping[str, object]) -> dict[str, Any]:
    return {name: written_value(table[name]) for name in sorted(table)}


def _read_table(data: Mapping[str, object]) -> dict[str, Any]:
    return {name: read_value(value) for name, value in data.items()}


def _read_money(data: list[str]) -> Money:
    amount, currency = data
    return Money.parse(amount, currency)


def _read_phrase(data: list[Any]) -> Phrase:
    template, values = data
    if not isinstance(template, str):
        raise ValueError(f"{template!r} is not a text")
    return Phrase(template, **_read_table(values))


_Kind = tuple[type, Callable[[Any], Any], Callable[[Any], Any]]

_KINDS: Final[Mapping[str, _Kind]] = MappingProxyType(
    {
        "decimal": (Decimal, written_decimal, read_decimal),
        "ratio": (Fraction, str, read_fraction),
        "money": (Money, lambda money: [str(money.to_decimal()), money.currency], _read_money),
        "date": (date, date.isoformat, read_date),
        "day": (Day, lambda day: day.date.isoformat(), lambda data: Day(read_date(data))),
        "phrase": (Phrase, lambda phrase: [phrase.template, _written_table(phrase.values)], _read_phrase),
        "tuple": (
            tuple,
            lambda items: [written_value(item) for item in items],
            lambda data: tuple(map(read_value, data)),
        ),
        "table": (Mapping, _written_table, _read_table),
    }
)
"""By tag: the type, how it is written and how it is read."""
