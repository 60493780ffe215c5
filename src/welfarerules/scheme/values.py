"""The shapes of single values and of the things they are put together from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final, TypeVar

import attrs

from welfarerules.dates import checked_date, parse_date
from welfarerules.errors import Finding, Place, WelfareError, nearest
from welfarerules.money import Money, check_single, exponent
from welfarerules.scheme.shapes import Reader, Section, Shape, listed
from welfarerules.scheme.tree import Node
from welfarerules.words import N_, Phrase

__all__ = [
    "AMOUNT",
    "DATE",
    "FORMULA",
    "TEXT",
    "Amount",
    "Currency",
    "Number",
    "Parsed",
    "Raw",
    "SchemeId",
    "Text",
    "WarningCode",
    "Word",
    "WrittenText",
]

NO_TEXT: Final = Finding("WR118", "the text is empty", "write {example}, or remove the key")
WRONG_WORD: Final = Finding("WR106", "{found} is not one of the words that may stand here", "{hint}")
OUT_OF_RANGE: Final = Finding("WR109", "{found} is out of range", "write a whole number from {least} to {most}")
NEGATIVE: Final = Finding("WR110", "{found} is less than zero", "write an amount of {least} or more")
TOO_SMALL: Final = Finding("WR111", "{found} is too small", "write an amount of {least} or more")
BAD_SCHEME_ID: Final = Finding(
    "WR141",
    "{found} cannot name a scheme",
    'write small letters a to z and digits, in parts with . - or _ between them, such as "th.example.one-baht"',
)
NOT_A_WARNING: Final = Finding(
    "WR142",
    "{found} is not the code of a warning",
    'write the code as `welfarerules check` tells it, such as "WR740"',
)
_MEANT: Final = N_('write "{suggestion}"; the words are {words}')
_WORDS: Final = N_("write one of {words}")
_MOST: Final = 10**9
_SCHEME_ID: Final = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")
_WARNING: Final = re.compile("WR7[0-9]{2}")
_ID: Final = re.compile(r"[a-z][a-z0-9_]*")

T = TypeVar("T")
S = TypeVar("S", bound=Section)


@attrs.frozen
class WrittenText:
    """A text whose meaning is read later, and where it stands.

    Attributes:
        at: Where the value begins.
        inner: How many characters after that the text begins; see `Node`.
    """

    text: str
    at: Place
    inner: int | None = None


@attrs.frozen
class Text(Shape[str]):
    """Any text that is not empty."""

    accepts = ("text",)
    wanted: str = N_("a text in quotation marks")
    example: str = '"..."'

    def _take(self, node: Node, reader: Reader) -> str | None:
        text = str(node.value)
        if not text.strip():
            reader.refuse(NO_TEXT, node.at, example=self.example)
            return None
        return text

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1}


@attrs.frozen
class SchemeId(Shape[str]):
    """A name for programs: it may stand in a file's name and never needs quotation marks."""

    accepts = ("text",)
    wanted: str = N_("a name for programs in quotation marks")
    example: str = '"th.example.one-baht"'

    def _take(self, node: Node, reader: Reader) -> str | None:
        text = str(node.value)
        if not _SCHEME_ID.fullmatch(text):
            reader.refuse(BAD_SCHEME_ID, node.at, found=node.shown)
            return None
        return text

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{_SCHEME_ID.pattern}$", "examples": ["th.example.one-baht"]}


@attrs.frozen
class WarningCode(Shape[str]):
    """The code of something that is suspicious but refuses nothing."""

    accepts = ("text",)
    wanted: str = N_("the code of a warning in quotation marks")
    example: str = '"WR740"'

    def _take(self, node: Node, reader: Reader) -> str | None:
        if not _WARNING.fullmatch(str(node.value)):
            reader.refuse(NOT_A_WARNING, node.at, found=node.shown)
            return None
        return str(node.value)

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{_WARNING.pattern}$", "examples": ["WR740"]}


@attrs.frozen
class Written(Shape[WrittenText]):
    """A text that is read later, when everything it may name is known."""

    accepts = ("text",)
    wanted: str
    example: str

    def _take(self, node: Node, reader: Reader) -> WrittenText | None:
        text = Text(example=self.example).read(node, reader)
        return None if text is None else WrittenText(text, node.at, node.inner)

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "examples": [self.example.strip('"')]}


@attrs.frozen
class Raw(Shape[Node]):
    """A text or a number that is read later."""

    accepts = ("text", "integer", "decimal")
    wanted: str = N_("a number, or a text in quotation marks")
    example: str = "1"

    def _take(self, node: Node, _: Reader) -> Node | None:
        return node

    def _schema(self) -> dict[str, Any]:
        return {"type": ["string", "number"], "examples": [self.example.strip('"')]}


@attrs.frozen
class Word(Shape[str]):
    """One of a few words."""

    accepts = ("text",)
    words: tuple[str, ...]
    wanted: str = N_("one of a few words in quotation marks")
    example: str = attrs.field()

    @example.default
    def _first_word(self) -> str:
        return f'"{self.words[0]}"'

    def _take(self, node: Node, reader: Reader) -> str | None:
        if node.value in self.words:
            return str(node.value)
        suggestion = nearest(str(node.value), self.words)
        hint = Phrase(_MEANT if suggestion else _WORDS, suggestion=suggestion, words=_quoted(self.words))
        reader.refuse(WRONG_WORD, node.at, found=node.shown, hint=hint)
        return None

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.words)}


@attrs.frozen
class Number(Shape[int]):
    """A whole number from `least` to `most`, or one of `only`; `beside` are words that may stand there instead."""

    accepts = ("integer",)
    wanted: str = N_("a whole number")
    example: str = "1"
    least: int = 0
    most: int = _MOST
    only: tuple[int, ...] = ()
    beside: tuple[str, ...] = ()

    def _take(self, node: Node, reader: Reader) -> int | None:
        number = node.value
        if not isinstance(number, int):
            raise TypeError(f"{number!r} is not a whole number")
        if self.only and number not in self.only:
            hint = Phrase(
                _WORDS,
                words=listed([_quoted(self.beside), *map(str, self.only)] if self.beside else [*map(str, self.only)]),
            )
            reader.refuse(WRONG_WORD, node.at, found=node.shown, hint=hint)
            return None
        if not self.only and not self.least <= number <= self.most:
            reader.refuse(OUT_OF_RANGE, node.at, found=node.shown, least=self.least, most=self.most)
            return None
        return number

    def _schema(self) -> dict[str, Any]:
        if self.only:
            return {"type": "integer", "enum": list(self.only)}
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@attrs.frozen
class Amount(Shape[int]):
    """An amount of money of the scheme's currency, read as minor units."""

    accepts = ("integer", "decimal")
    wanted: str = N_("an amount of money")
    example: str = "20"
    above_zero: bool = False

    def _take(self, node: Node, reader: Reader) -> int | None:
        try:
            amount = Money.of(node.value, reader.currency)
            check_single(amount.minor, reader.currency)
        except WelfareError as failure:
            reader.refuse_all(failure, node.at)
            return None
        least = Money(1 if self.above_zero else 0, reader.currency)
        if amount < least:
            finding = NEGATIVE if amount.minor < 0 else TOO_SMALL
            reader.refuse(finding, node.at, found=node.shown, least=least.format(unit="none"))
            return None
        return amount.minor

    def _schema(self) -> dict[str, Any]:
        return {"type": "number", "exclusiveMinimum" if self.above_zero else "minimum": 0}


@attrs.frozen
class Currency(Shape[str]):
    """The code of a currency."""

    accepts = ("text",)
    wanted: str = N_("the code of a currency")
    example: str = '"THB"'

    def _take(self, node: Node, reader: Reader) -> str | None:
        try:
            exponent(str(node.value))
        except WelfareError as failure:
            reader.refuse_all(failure, node.at)
            return None
        return str(node.value)

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["THB"]}


@attrs.frozen
class DateValue(Shape[date]):
    """A day: a TOML date, or a text with a Thai or English month or a year of the Buddhist Era."""

    accepts = ("date", "text")
    wanted: str = N_("a date")
    example: str = '2025-10-01 or "1 ตุลาคม 2568"'

    def _take(self, node: Node, reader: Reader) -> date | None:
        try:
            return checked_date(node.value if isinstance(node.value, date) else parse_date(str(node.value)))
        except WelfareError as failure:
            reader.refuse_all(failure, node.at)
            return None

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "examples": ["1 ตุลาคม 2568"]}


@attrs.frozen
class Parsed(Shape[T]):
    """A short text with a grammar of its own, such as ``"1 per day"``.

    Attributes:
        parse: Takes the text and the scheme's currency; returns what it says, or raises a `WelfareError`.
    """

    accepts = ("text",)
    parse: Callable[[str, str], T]
    wanted: str
    example: str

    def _take(self, node: Node, reader: Reader) -> T | None:
        text = str(node.value)
        try:
            return self.parse(text, reader.currency)
        except WelfareError as failure:
            reader.refuse_all(failure, node.at)
            return None

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "examples": [self.example.strip('"')]}


TEXT: Final = Text()
AMOUNT: Final = Amount()
DATE: Final = DateValue()
FORMULA: Final = Written(N_("a formula in quotation marks"), '"200 * nights"')


def _quoted(words: Iterable[str]) -> str:
    return listed([f'"{word}"' for word in words])
