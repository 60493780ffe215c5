"""The shapes of single values and of the things they are put together from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final, TypeVar

import attrs

from welfarerules.dates import checked_date, parse_date
from welfarerules.errors import Finding, Place, WelfareError, nearest
from welfarerules.money import Money, exponent
from welfarerules.scheme.shapes import Reader, Section, Shape, keys_of, listed, read_section, refuse_unknown
from welfarerules.scheme.tree import Node, TomlType
from welfarerules.words import N_, Phrase

__all__ = [
    "AMOUNT",
    "DATE",
    "FORMULA",
    "NAMES",
    "TEXT",
    "Amount",
    "Currency",
    "Either",
    "ListOf",
    "MapOf",
    "Names",
    "Number",
    "Parsed",
    "Raw",
    "Table",
    "Text",
    "Word",
    "WrittenText",
    "schema_of",
]

NO_TEXT: Final = Finding("WR118", "the text is empty", "write {example}, or remove the key")
WRONG_WORD: Final = Finding("WR106", "{found} is not one of the words that may stand here", "{hint}")
OUT_OF_RANGE: Final = Finding("WR109", "{found} is out of range", "write a whole number from {least} to {most}")
NEGATIVE: Final = Finding("WR110", "{found} is less than zero", "write an amount of {least} or more")
TOO_SMALL: Final = Finding("WR111", "{found} is too small", "write an amount of {least} or more")
EMPTY_LIST: Final = Finding("WR112", "the list is empty", "write at least one, or remove the key")
BAD_ID: Final = Finding(
    "WR114",
    "{id!r} cannot name a rule",
    "write small letters a to z, digits and _, beginning with a letter, such as {suggestion!r}",
)
NO_NAME: Final = Finding(
    "WR119",
    "there is no name in the language {language!r}",
    'write {language} = "...", or leave {language} out of scheme.languages',
)

_MEANT: Final = N_("write {suggestion!r}; the words are {words}")
_WORDS: Final = N_("write one of {words}")
_MOST: Final = 10**9
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
    """A whole number from `least` to `most`, or one of `only`."""

    accepts = ("integer",)
    wanted: str = N_("a whole number")
    example: str = "1"
    least: int = 0
    most: int = _MOST
    only: tuple[int, ...] = ()

    def _take(self, node: Node, reader: Reader) -> int | None:
        number = node.value
        if not isinstance(number, int):
            raise TypeError(f"{number!r} is not a whole number")
        if self.only and number not in self.only:
            hint = Phrase(_WORDS, words=listed([str(each) for each in self.only]))
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
    wanted: str = N_("an amount of money, a number without a currency")
    example: str = "20"
    above_zero: bool = False

    def _take(self, node: Node, reader: Reader) -> int | None:
        try:
            amount = Money.of(node.value, reader.currency)
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
            return checked_date(node.value) if isinstance(node.value, date) else parse_date(str(node.value))
        except WelfareError as failure:
            reader.refuse_all(failure, node.at)
            return None

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "examples": ["1 ตุลาคม 2568"]}


@attrs.frozen
class Names(Shape[Mapping[str, str]]):
    """A name in each language of the scheme."""

    accepts = ("table",)
    wanted: str = N_("a name in each language")
    example: str = '{ th = "คลอดบุตร", en = "Birth" }'

    def _take(self, node: Node, reader: Reader) -> Mapping[str, str] | None:
        meant = refuse_unknown(node, reader.languages, reader)
        names = {}
        for language in reader.languages:
            entry = node.table.get(language)
            if entry is None and language not in meant:
                reader.refuse(NO_NAME, node.key, language=language)
            name = TEXT.read(entry, reader) if entry else None
            if name is not None:
                names[language] = name
        return names if len(names) == len(reader.languages) else None

    def _schema(self) -> dict[str, Any]:
        languages = {language: TEXT.schema() for language in ("th", "en")}
        return {"type": "object", "properties": languages, "additionalProperties": False, "minProperties": 1}


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


@attrs.frozen
class ListOf(Shape[tuple[T, ...]]):
    """An array in which every element has one shape."""

    accepts = ("array",)
    element: Shape[T]
    wanted: str = N_("a list in square brackets")
    example: str = attrs.field()

    @example.default
    def _example_of_one(self) -> str:
        return f"[{self.element.example}]"

    def _take(self, node: Node, reader: Reader) -> tuple[T, ...] | None:
        if not node.items:
            reader.refuse(EMPTY_LIST, node.at)
            return None
        values = [self.element.read(each, reader) for each in node.items]
        read = tuple(value for value in values if value is not None)
        return read if len(read) == len(values) else None

    def _schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.element.schema(), "minItems": 1}


@attrs.frozen
class Table(Shape[S]):
    """A table with keys of its own."""

    accepts = ("table",)
    section: type[S]
    wanted: str = N_("a table")
    example: str = "{ ... }"

    def _take(self, node: Node, reader: Reader) -> S | None:
        return read_section(self.section, node, reader)

    def _schema(self) -> dict[str, Any]:
        return schema_of(self.section)


@attrs.frozen
class MapOf(Shape[Mapping[str, T]]):
    """Entries by id, such as ``[benefit.hospital]`` and ``[benefit.birth]``.

    What cannot be read is left out, so that the rest is still checked. The ids of rules are checked; other names,
    such as those of plugins, need not be ids.
    """

    accepts = ("table",)
    element: Shape[T]
    strict_ids: bool = True
    wanted: str = N_("a table for each id")
    example: str = "[....id]"

    def _take(self, node: Node, reader: Reader) -> Mapping[str, T] | None:
        read = {}
        for name, entry in node.table.items():
            if self.strict_ids and not _is_id(name):
                reader.refuse(BAD_ID, entry.key, id=name, suggestion=_as_id(name))
            value = self.element.read(entry, reader)
            if value is not None:
                read[name] = value
        return read

    def _schema(self) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": "object", "additionalProperties": self.element.schema()}
        return schema | ({"propertyNames": {"pattern": "^[a-z][a-z0-9_]*$"}} if self.strict_ids else {})


@attrs.frozen
class Either(Shape[Any]):
    """One of several shapes, told apart by the TOML type of what is written."""

    shapes: tuple[Shape[Any], ...]
    wanted: str
    example: str
    accepts: tuple[TomlType, ...] = attrs.field()

    @accepts.default
    def _all_accepted(self) -> tuple[TomlType, ...]:
        return tuple(name for shape in self.shapes for name in shape.accepts)

    def _take(self, node: Node, reader: Reader) -> Any:
        return next(shape for shape in self.shapes if node.type in shape.accepts).read(node, reader)

    def _schema(self) -> dict[str, Any]:
        return {"anyOf": [shape.schema() for shape in self.shapes]}


TEXT: Final = Text()
AMOUNT: Final = Amount()
DATE: Final = DateValue()
NAMES: Final = Names()
FORMULA: Final = Written(N_("a formula in quotation marks"), '"200 * nights"')


def _is_id(name: str) -> bool:
    return _ID.fullmatch(name) is not None


def _as_id(name: str) -> str:
    """Return an id that resembles *name*."""
    letters = re.sub(r"[^a-z0-9_]+", "_", name.lower()).strip("_").lstrip("0123456789_")
    return letters or "hospital"


def _quoted(words: Iterable[str]) -> str:
    return listed([f'"{word}"' for word in words])


def schema_of(section: type[Section], *, closed: bool = True) -> dict[str, Any]:
    """Return the JSON Schema of a table that is read as *section*."""
    keys = keys_of(section)
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {each.name: {**each.shape.schema(), "description": each.doc} for each in keys},
    }
    if required := [each.name for each in keys if each.required]:
        schema["required"] = required
    if closed:
        schema["additionalProperties"] = False
    return schema
