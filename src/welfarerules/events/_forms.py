"""How each kind of value in an event is read, checked, written and described. One class a form, nowhere else.

A form reads text (a cell of a CSV file) and data (a value of a JSON object), says what is wrong with a value, writes
it as text and as data, and describes itself to people and to JSON Schema.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar, Final

import attrs

from welfarerules.dates import checked_date, parse_date
from welfarerules.errors import Diagnostic, EventError, Place, WelfareError, slip_of
from welfarerules.events import _findings as findings
from welfarerules.events._letters import in_usual_letters
from welfarerules.formula.facts import folded
from welfarerules.money import Money
from welfarerules.words import Phrase, in_plain_digits

NOWHERE: Final = Place()
MOST_DECIMALS: Final = 4
"""The most decimals that any currency keeps; the fund knows which currency it is."""

LARGEST_POWER: Final = 16
"""An amount has at most one digit more than this before the point."""

FIRST_DAY: Final = datetime.date(1900, 1, 1)
LAST_DAY: Final = datetime.date(2400, 12, 31)
"""Days outside these are taken for slips of the pen, or for a Buddhist year taken for a Gregorian one."""

_PLAIN_AMOUNT: Final = re.compile(rf"-?[0-9]{{1,{LARGEST_POWER + 1}}}(?:\.[0-9]{{1,{MOST_DECIMALS}}})?")
_PLAIN_ID: Final = re.compile("[0-9A-Za-z_./-]+")
_SPREADSHEET: Final = re.compile(
    r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]+|#(?:N/A|REF!|VALUE!|NAME\?|NULL!|NUM!|DIV/0!|#+)|=\".*\""
)
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_MOST_SHOWN: Final = 60
_DIGITS: Final = re.compile(r"[0-9]{1,9}")

Fault = tuple[str, Diagnostic]
"""What is wrong with a value: the part of it (``""`` for the whole), and the finding."""


def exact(value: Decimal | int | str) -> Decimal:
    """Return an exact number of whole units: a Decimal, an int, or plain text such as ``"1250.50"``.

    >>> exact("1250.50"), exact(20)
    (Decimal('1250.50'), Decimal('20'))

    Raises:
        EventError: The text is not a plain number.
        TypeError: The value is a float, a truth value or anything else that may not be exact, or is `Money`: an
            event carries no currency, so that of the amount would be lost.
    """
    if type(value) is Decimal:
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str):
        if _PLAIN_AMOUNT.fullmatch(value):
            return Decimal(value)
        raise EventError(findings.IMPLAUSIBLE_AMOUNT.at(NOWHERE, amount=repr(value)))
    raise TypeError(f"an amount must be a Decimal, an int or text, not {value!r}; Money becomes one by to_decimal()")


def exact_or_none(value: Decimal | int | str | None) -> Decimal | None:
    """As `exact`; None stays None."""
    return None if value is None else exact(value)


@attrs.frozen
class Label:
    """A text that is written in both languages at one place, beside what it names."""

    en: str
    th: str

    def spoken(self, lang: str) -> str:
        """Return the text in *lang*."""
        return self.th if lang == "th" else self.en


class Form:
    """One form of value. `label` says what people write; `example` is text that reads as one."""

    label: ClassVar[Label]
    example: ClassVar[str]

    def read(self, text: str, currency: str, /) -> Any:
        """Return what a stripped, non-empty *text* says, or raise a `WelfareError`."""
        return self.load(text, currency)

    def load(self, data: object, _currency: str, /) -> Any:
        """Return what *data* from a JSON object says, or raise a `WelfareError`."""
        if isinstance(data, str):
            return data.strip()
        raise self.wrong_type(data)

    def sound(self, value: Any) -> bool:
        """Whether nothing is wrong with *value*: the quick way to learn that `faults` has nothing to say."""
        raise NotImplementedError

    def faults(self, value: Any) -> Iterator[Fault]:
        """Say what is wrong with a *value* that is not `sound`.

        Raises:
            TypeError: *value* is not of a type that this form can have.
        """
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """Return *value* as text that `read` reads back."""
        return str(self.dump(value))

    def dump(self, value: Any) -> object:
        """Return *value* as data that `load` reads back."""
        return value

    def schema(self) -> dict[str, object]:
        """Describe the data in JSON Schema."""
        return {"type": "string", "minLength": 1}

    def wrong_type(self, data: object) -> EventError:
        """The refusal of *data* that has not the type this form needs."""
        example = shown(self.mended(data))
        return EventError(findings.WRONG_TYPE.at(NOWHERE, value=shown(data), wanted=self.label, example=example))

    def mended(self, _data: object) -> str:
        """Return a text like the one that *data* of the wrong type should have been."""
        return self.example


class _FreeText(Form):
    """Any text: a number that was given instead is shown as text."""

    def mended(self, data: object) -> str:
        return str(data) if isinstance(data, int | Decimal) and not isinstance(data, bool) else self.example


class Identity(_FreeText):
    """The id of an event, a person or a rule: visible characters that a program can compare."""

    label = Label("an id", "รหัส")
    example = "M-001"

    def sound(self, value: Any) -> bool:
        return type(value) is str and (_PLAIN_ID.fullmatch(value) is not None or not any(self.faults(value)))

    def faults(self, value: Any) -> Iterator[Fault]:
        _must_be(value, str)
        hidden = next((letter for letter in value if not letter.isprintable()), None)
        if not value:
            yield "", findings.BAD_ID.at(NOWHERE, text=value, what=Phrase("nothing"))
        elif value != value.strip():
            yield "", findings.BAD_ID.at(NOWHERE, text=value, what=Phrase("a space at its start or end"))
        elif hidden is not None:
            yield "", findings.BAD_ID.at(NOWHERE, text=value, what=f"U+{ord(hidden):04X}")
        elif (plain := in_usual_letters(value)) != value:
            what = Phrase("letters that look like those of {plain!r} and are others: write these", plain=plain)
            yield "", findings.BAD_ID.at(NOWHERE, text=value, what=what)
        elif _SPREADSHEET.fullmatch(value):
            yield "", findings.DAMAGED.at(NOWHERE, text=value)


@attrs.frozen(eq=False)
class RuleId(Identity):
    """The id of a rule of the scheme; its table may be left out: ``hospital`` is ``benefit.hospital``."""

    table: str

    label = Label("the id of a rule", "รหัสของข้อในระเบียบ")
    example = "benefit.hospital"

    def load(self, data: object, currency: str, /) -> str:
        return self.full(super().load(data, currency))

    def full(self, written: str) -> str:
        """Return the id with its table."""
        return written if "." in written or not written else f"{self.table}.{written}"


class Text(_FreeText):
    """Words for people, in one line."""

    label = Label("text in one line", "ข้อความบรรทัดเดียว")
    example = "มติที่ 4/2568"

    def sound(self, value: Any) -> bool:
        return type(value) is str and value != "" and value == value.strip() and not _CONTROL.search(value)

    def faults(self, value: Any) -> Iterator[Fault]:
        _must_be(value, str)
        if not value or value != value.strip() or _CONTROL.search(value):
            yield "", findings.BAD_TEXT.at(NOWHERE, text=value)


@attrs.frozen(eq=False)
class Choice(Form):
    """One word of a few; each has a Thai name too."""

    thai: Mapping[str, str]

    label = Label("one of a few words", "คำใดคำหนึ่ง")
    example = "approved"

    def load(self, data: object, currency: str, /) -> str:
        word = folded(super().load(data, currency))
        return next((choice for choice, thai in self.thai.items() if folded(thai) == word), word.casefold())

    def sound(self, value: Any) -> bool:
        return value in self.thai

    def faults(self, value: Any) -> Iterator[Fault]:
        _must_be(value, str)
        if value not in self.thai:
            near = slip_of(value, (*self.thai, *self.thai.values()))
            known = Label(", ".join(self.thai), ", ".join(self.thai.values()))
            suggestion = repr(near) if near else Phrase("the one that was meant")
            yield "", findings.BAD_CHOICE.at(NOWHERE, text=value, choices=known, suggestion=suggestion)

    def schema(self) -> dict[str, object]:
        return {"enum": list(self.thai)}


class Day(Form):
    """A date: Buddhist or Gregorian in text, a `datetime.date` in Python, ISO 8601 when written."""

    label = Label("a date", "วันที่")
    example = "2025-10-01"

    def read(self, text: str, _currency: str, /) -> datetime.date:
        return parse_date(text)

    def load(self, data: object, currency: str, /) -> datetime.date:
        return parse_date(super().load(data, currency))

    def sound(self, value: Any) -> bool:
        return type(value) is datetime.date and FIRST_DAY <= value <= LAST_DAY

    def faults(self, value: Any) -> Iterator[Fault]:
        _must_be(value, datetime.date)
        try:
            checked_date(value)
        except WelfareError as error:
            yield from (("", diagnostic) for diagnostic in error.found)
            return
        if value < FIRST_DAY:
            yield "", findings.TOO_LONG_AGO.at(NOWHERE, day=value.isoformat(), first=FIRST_DAY.year)

    def dump(self, value: Any) -> str:
        return str(value.isoformat())

    def schema(self) -> dict[str, object]:
        return {"type": "string", "format": "date"}


@attrs.frozen(eq=False)
class Amount(Form):
    """Money in whole units of the scheme's currency, exactly. `positive`: 0 is refused too."""

    positive: bool = attrs.field(default=True, kw_only=True)

    label = Label("an amount in the scheme's currency", "จำนวนเงินในสกุลเงินของระเบียบ")
    example = "1250.50"

    def read(self, text: str, currency: str, /) -> Decimal:
        return Money.parse(text, currency).to_decimal()

    def load(self, data: object, currency: str, /) -> Decimal:
        if isinstance(data, int) and not isinstance(data, bool):
            return Money.of(data, currency).to_decimal()
        if isinstance(data, (Decimal, float)):
            raise EventError(findings.FRACTION.at(NOWHERE, value=shown(data), example=shown(self.example)))
        return self.read(super().load(data, currency), currency)

    def sound(self, value: Any) -> bool:
        return type(value) is Decimal and _plausible(value) and (value > 0 if self.positive else value >= 0)

    def faults(self, value: Any) -> Iterator[Fault]:
        _must_be(value, Decimal)
        if not _plausible(value):
            yield "", findings.IMPLAUSIBLE_AMOUNT.at(NOWHERE, amount=str(value))
        elif self.positive and value <= 0:
            yield "", findings.NOT_POSITIVE.at(NOWHERE, amount=f"{value:f}")
        elif value < 0:
            yield "", findings.NEGATIVE.at(NOWHERE, amount=f"{value:f}")

    def dump(self, value: Any) -> str:
        return f"{value:f}"

    def schema(self) -> dict[str, object]:
        return {"type": ["string", "integer"], "pattern": r"^[0-9][0-9,]*(\.[0-9]+)?$", "minimum": int(self.positive)}


class Count(Form):
    """A whole number, 0 or more."""

    label = Label("a whole number", "จำนวนเต็ม")
    example = "2"
    most: ClassVar[int] = 10**9 - 1

    def load(self, data: object, currency: str, /) -> int:
        if isinstance(data, int) and not isinstance(data, bool):
            return data
        text = super().load(data, currency)
        if not _DIGITS.fullmatch(in_plain_digits(text)):
            raise EventError(findings.BAD_COUNT.at(NOWHERE, text=text, most=self.most))
        return int(in_plain_digits(text))

    def sound(self, value: Any) -> bool:
        return type(value) is int and 0 <= value <= self.most

    def faults(self, value: Any) -> Iterator[Fault]:
        _must_be(value, int)
        if not 0 <= value <= self.most:
            yield "", findings.BAD_COUNT.at(NOWHERE, text=str(value), most=self.most)

    def schema(self) -> dict[str, object]:
        return {"type": "integer", "minimum": 0, "maximum": self.most}


def shown(data: object) -> str:
    """Return *data* as JSON would say it, cut where it is long."""
    text = str(data) if isinstance(data, Decimal) else json.dumps(data, ensure_ascii=False, default=str)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _must_be(value: object, wanted: type) -> None:
    # A truth value is an int and a moment is a date to `isinstance`; neither may stand for the other here.
    if type(value) is not wanted:
        raise TypeError(f"{value!r} must be a {wanted.__name__}")


def _plausible(value: Decimal) -> bool:
    return value.is_finite() and _within_reach(value)


# Asked of every event: few amounts are ever different.
@lru_cache(maxsize=1024)
def _within_reach(value: Decimal) -> bool:
    """Whether a finite *value* is not absurdly large and no finer than any currency."""
    _, digits, power = value.as_tuple()
    finer = int(power) < -MOST_DECIMALS and any(digits[int(power) + MOST_DECIMALS :])
    return value.adjusted() <= LARGEST_POWER and not finer
