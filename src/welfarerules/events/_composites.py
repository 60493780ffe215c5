"""The forms of values that hold several: benefits used, payees, and the facts that a scheme declares."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, Literal

import attrs

from welfarerules.dates import parse_date
from welfarerules.errors import Diagnostic, EventError, Finding, nearest
from welfarerules.events import _findings as findings
from welfarerules.events._forms import (
    LARGEST_POWER,
    NOWHERE,
    Amount,
    Day,
    Fault,
    Form,
    Identity,
    Label,
    RuleId,
    Text,
    shown,
)
from welfarerules.money import Money
from welfarerules.words import Phrase, in_plain_digits

BENEFIT: Final = RuleId("benefit")
_NAME: Final = Identity()
_WORDS: Final = Text()
_DAY: Final = Day()
_USED: Final = Amount(positive=False)


def benefit_id(written: str) -> str:
    """Return the id of a benefit with its table: ``hospital`` is ``benefit.hospital``."""
    return BENEFIT.full(written)


FactValue = Decimal | datetime.date | bool | str
"""The value of a fact. Text is what a file says; `fact_value` reads it once the scheme has told the fact's type."""

TRUTHS: Final[Mapping[str, bool]] = {
    "true": True, "yes": True, "ใช่": True, "จริง": True,
    "false": False, "no": False, "ไม่ใช่": False, "ไม่": False, "เท็จ": False,
}  # fmt: skip


@attrs.frozen
class Payee:
    """A person who may be paid.

    Attributes:
        cls: What the person is to the member, in the words of the scheme's order of payees: ``spouse``, ``children``.
        name: The person's name.

    >>> Payee("spouse", "สมศรี ใจดี").name
    'สมศรี ใจดี'
    """

    cls: str
    name: str


def fact_text(value: FactValue) -> str:
    """Return the value of a fact as a file would say it.

    >>> fact_text(Decimal("3.50")), fact_text(True), fact_text(datetime.date(2025, 10, 1)), fact_text("primary")
    ('3.50', 'true', '2025-10-01', 'primary')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, datetime.date) else value


def facts_text(facts: Mapping[str, FactValue]) -> dict[str, str]:
    """Return all *facts* as a file would say them: facts are equal when these are."""
    return {name: fact_text(value) for name, value in facts.items()}


def fact_value(
    value: FactValue,
    type: Literal["count", "money", "date", "truth", "category"],  # noqa: A002  a fact's key is called so
    *,
    values: Iterable[str] = (),
    currency: str = "THB",
) -> FactValue:
    """Return the *value* of a fact that the scheme declared with *type*, read from text where it is text.

    >>> fact_value("๓๕๐", "count"), fact_value("ใช่", "truth"), fact_value("1 ต.ค. 2568", "date")
    (Decimal('350'), True, datetime.date(2025, 10, 1))

    Args:
        value: What the event says.
        type: The fact's type. A count is whole and 0 or more.
        values: The words of a category.
        currency: Of a fact of type money.

    Raises:
        WelfareError: The value is not of that type. The diagnostics have no place: move them.
    """
    if type == "category":
        known = tuple(values)
        if isinstance(value, str) and value in known:
            return value
        raise _not_a(fact_text(value), " | ".join(known), nearest(fact_text(value), known) or ", ".join(known[:1]))
    if type == "date":
        if isinstance(value, datetime.date):
            return value
        if isinstance(value, str):
            return parse_date(value)
    if type == "truth":
        read = TRUTHS.get(value.casefold()) if isinstance(value, str) else value
        if isinstance(read, bool):
            return read
    if type == "money" and not isinstance(value, bool | datetime.date):
        return Money.of(value, currency).to_decimal()
    if type == "count" and not isinstance(value, bool | datetime.date):
        digits = in_plain_digits(fact_text(value))
        if digits.isascii() and digits.isdigit():
            return Decimal(digits)
    wanted, example = _WANTED[type]
    raise _not_a(fact_text(value), wanted, example)


_WANTED: Final[Mapping[str, tuple[Phrase, str]]] = {
    "count": (Phrase("a whole number, 0 or more"), "3"),
    "money": (Phrase("an amount of money"), "1250.50"),
    "date": (Phrase("a date"), "2025-10-01"),
    "truth": (Phrase("true or false"), "true"),
}


def _not_a(text: str, wanted: str | Phrase, example: str) -> EventError:
    return EventError(findings.WRONG_TYPE.at(NOWHERE, value=shown(text), wanted=wanted, example=shown(example)))


class Used(Form):
    """How much of each benefit a member has had already this fund year."""

    label = Label("benefits and amounts", "สวัสดิการและจำนวนเงิน")
    example = "hospital=600.00|birth=1000.00"

    def read(self, text: str, currency: str, /) -> dict[str, Decimal]:
        pairs = _pairs(text, Phrase("benefits with amounts"), self.example)
        return self._collected(pairs, currency)

    def load(self, data: object, currency: str, /) -> dict[str, Decimal]:
        if not isinstance(data, dict):
            raise self.wrong_type(data)
        return self._collected(data.items(), currency)

    def _collected(self, pairs: Iterable[tuple[str, object]], currency: str) -> dict[str, Decimal]:
        used: dict[str, Decimal] = {}
        for name, amount in pairs:
            benefit = BENEFIT.full(name)
            if benefit in used:
                raise EventError(findings.REPEATED_NAME.at(NOWHERE, name=benefit))
            used[benefit] = _USED.load(amount, currency)
        return used

    def sound(self, value: Any) -> bool:
        return not value or not any(self.faults(value))

    def faults(self, value: Any) -> Iterator[Fault]:
        for benefit, amount in value.items():
            yield from _NAME.faults(benefit)
            if any(sign in benefit for sign in "=|"):
                yield "", findings.BAD_ID.at(NOWHERE, text=benefit, what="= |")
            yield from _USED.faults(amount)

    def write(self, value: Any) -> str:
        return "|".join(f"{benefit}={amount}" for benefit, amount in self.dump(value).items())

    def dump(self, value: Any) -> dict[str, str]:
        return {benefit: _USED.dump(value[benefit]) for benefit in sorted(value)}

    def schema(self) -> dict[str, object]:
        return {"type": "object", "additionalProperties": _USED.schema()}


def payees_given(given: Iterable[Payee]) -> tuple[Payee, ...]:
    """Return payees as they are kept.

    Raises:
        TypeError: One of them is no `Payee`.
    """
    people = tuple(given)
    if any(not isinstance(payee, Payee) for payee in people):
        raise TypeError(f"payees: {people!r} must all be of the class Payee")
    return people


class People(Form):
    """Who may be paid: what each is to the member, and the name. Their order counts."""

    label = Label("classes and names", "ความสัมพันธ์และชื่อ")
    example = "spouse=สมศรี ใจดี|children=มาลี ใจดี"

    def read(self, text: str, _currency: str, /) -> tuple[Payee, ...]:
        return tuple(Payee(cls, name) for cls, name in _pairs(text, Phrase("classes with names"), self.example))

    def load(self, data: object, _currency: str, /) -> tuple[Payee, ...]:
        if not isinstance(data, list):
            raise self._not_people(data)
        return tuple(self._person(item) for item in data)

    def _person(self, data: object) -> Payee:
        if isinstance(data, dict) and data.keys() == {"class", "name"}:
            cls, name = data["class"], data["name"]
            if isinstance(cls, str) and isinstance(name, str):
                return Payee(cls.strip(), name.strip())
        raise self._not_people(data)

    def _not_people(self, data: object) -> EventError:
        example = '[{"class": "spouse", "name": "สมศรี ใจดี"}]'
        return EventError(findings.WRONG_TYPE.at(NOWHERE, value=shown(data), wanted=self.label, example=example))

    def sound(self, value: Any) -> bool:
        return not value or not any(self.faults(value))

    def faults(self, value: Any) -> Iterator[Fault]:
        seen = set()
        for payee in value:
            yield from _NAME.faults(payee.cls)
            yield from _WORDS.faults(payee.name)
            if any(sign in payee.cls for sign in "=|") or "|" in payee.name:
                shown = f"{payee.cls}={payee.name}"
                yield "", _misread(findings.BAD_PAIRS, shown, Phrase("classes with names"), self.example)
            if payee in seen:
                yield "", findings.REPEATED_NAME.at(NOWHERE, name=f"{payee.cls}={payee.name}")
            seen.add(payee)

    def write(self, value: Any) -> str:
        return "|".join(f"{payee.cls}={payee.name}" for payee in value)

    def dump(self, value: Any) -> list[dict[str, str]]:
        return [{"class": payee.cls, "name": payee.name} for payee in value]

    def schema(self) -> dict[str, object]:
        text = {"type": "string", "minLength": 1}
        person = {"type": "object", "properties": {"class": text, "name": text}}
        return {
            "type": "array",
            "items": {**person, "required": ["class", "name"], "additionalProperties": False},
            "uniqueItems": True,
        }


class Facts(Form):
    """Facts that the scheme declares, by name. In a CSV file each has a column of its own, ``fact.`` and its name."""

    label = Label("facts that the scheme declares", "ข้อเท็จจริงที่ระเบียบประกาศไว้")
    example = "350"

    def load(self, data: object, _currency: str, /) -> dict[str, FactValue]:
        if not isinstance(data, dict):
            raise EventError(
                findings.WRONG_TYPE.at(NOWHERE, value=shown(data), wanted=self.label, example='{"gpa": "350"}')
            )
        return {name.strip(): self._value(value) for name, value in data.items()}

    def _value(self, data: object) -> FactValue:
        if isinstance(data, bool):
            return data
        if isinstance(data, int):
            return Decimal(data)
        if isinstance(data, str) and data.strip():
            return data.strip()
        wanted = Phrase("text, a whole number, true or false")
        raise EventError(findings.WRONG_TYPE.at(NOWHERE, value=shown(data), wanted=wanted, example=shown(self.example)))

    def sound(self, value: Any) -> bool:
        return not value or not any(self.faults(value))

    def faults(self, value: Any) -> Iterator[Fault]:
        for name, fact in value.items():
            for _, diagnostic in _NAME.faults(name):
                yield name, diagnostic
            for _, diagnostic in self._faults_of(fact):
                yield name, diagnostic

    def _faults_of(self, fact: object) -> Iterator[Fault]:
        if isinstance(fact, str):
            yield from _WORDS.faults(fact)
        elif isinstance(fact, datetime.date):
            yield from _DAY.faults(fact)
        elif isinstance(fact, Decimal):
            if not fact.is_finite() or fact.adjusted() > LARGEST_POWER:
                yield "", findings.IMPLAUSIBLE_AMOUNT.at(NOWHERE, amount=str(fact))
        elif not isinstance(fact, bool):
            raise TypeError(f"{fact!r} must be a Decimal, a date, a bool or text")

    def dump(self, value: Any) -> dict[str, object]:
        return {name: fact if isinstance(fact, bool) else fact_text(fact) for name, fact in sorted(value.items())}

    def schema(self) -> dict[str, object]:
        return {"type": "object", "additionalProperties": {"type": ["string", "integer", "boolean"]}}


def _pairs(text: str, wanted: Phrase, example: str) -> list[tuple[str, str]]:
    """Read ``name=value|name=value``."""
    pairs = []
    for part in text.split("|"):
        name, sign, value = (piece.strip() for piece in part.partition("="))
        if not (name and sign and value):
            raise EventError(_misread(findings.BAD_PAIRS, text, wanted, example))
        pairs.append((name, value))
    return pairs


def _misread(finding: Finding, text: str, wanted: Phrase, example: str) -> Diagnostic:
    return finding.at(NOWHERE, text=text, wanted=wanted, example=example)
