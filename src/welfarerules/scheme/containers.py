"""The shapes of tables, lists and choices: what values are put together in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final, TypeVar

import attrs

from welfarerules.errors import Finding
from welfarerules.scheme.shapes import Reader, Section, Shape, keys_of, read_section, refuse_unknown
from welfarerules.scheme.tree import Node, TomlType
from welfarerules.scheme.values import TEXT, Word
from welfarerules.words import LANGUAGES, N_, Phrase

__all__ = ["NAMES", "Either", "ListOf", "MapOf", "Names", "Table", "schema_of"]

EMPTY_LIST: Final = Finding("WR112", "the list is empty", "write at least one, or remove the key")
LONG_LIST: Final = Finding(
    "WR147", "the list has {count} entries, more than {most}", "no bylaw needs so many: join those that are alike"
)
BAD_ID: Final = Finding(
    "WR114",
    "{id!r} cannot name a rule",
    "write small letters a to z, digits and _, beginning with a letter, such as {suggestion!r}",
)
NO_NAME: Final = Finding(
    "WR119",
    "there is no name in the language {language!r}",
    'write {language} = "..."; or, for a scheme without names in that language, languages = [{others}] under [scheme]',
)

OTHER_LANGUAGE: Final = Finding(
    "WR151",
    "the language {language!r} is not among the languages of the scheme",
    "remove the name, or write languages = [{languages}] under [scheme], with a name in each for everything",
)

_EXAMPLE: Final = N_("write {example}")
_CHOOSE: Final = N_("write for example {example}, with what the bylaws say of {choices}")
_ID: Final = re.compile(r"[a-z][a-z0-9_]*")

T = TypeVar("T")
S = TypeVar("S", bound=Section)


@attrs.frozen
class Names(Shape[Mapping[str, str]]):
    """A name in each language of the scheme."""

    accepts = ("table",)
    wanted: str = N_("a name in each language")
    example: str = '{ th = "คลอดบุตร", en = "Birth" }'

    def _take(self, node: Node, reader: Reader) -> Mapping[str, str] | None:
        others = [each for each in LANGUAGES if each in node.table and each not in reader.languages]
        for language in others:
            listed = ", ".join(f'"{each}"' for each in (*reader.languages, language))
            reader.refuse(OTHER_LANGUAGE, node.table[language].key, language=language, languages=listed)
        meant = refuse_unknown(node, reader.languages, reader, also=others)
        names = {}
        for language in reader.languages:
            entry = node.table.get(language)
            if entry is None and language not in meant:
                reader.refuse(NO_NAME, node.key, language=language, others=_others(language, reader))
            name = TEXT.read(entry, reader) if entry else None
            if name is not None:
                names[language] = name
        return names if len(names) == len(reader.languages) else None

    def _schema(self) -> dict[str, Any]:
        languages = {each: {**TEXT.schema(), "description": f"the name in the language {each}"} for each in LANGUAGES}
        return {"type": "object", "properties": languages, "additionalProperties": False, "minProperties": 1}


@attrs.frozen
class ListOf(Shape[tuple[T, ...]]):
    """An array in which every element has one shape.

    Attributes:
        apart: Each element means something by itself: what cannot be read is left out, so that the rest is still
            checked.
    """

    accepts = ("array",)
    element: Shape[T]
    wanted: str = N_("a list in square brackets")
    example: str = attrs.field()
    most: int | None = attrs.field(default=None, kw_only=True)
    apart: bool = attrs.field(default=False, kw_only=True)

    @example.default
    def _example_of_one(self) -> str:
        return f"[{self.element.example}]"

    def mended(self, node: Node, reader: Reader) -> Phrase | None:
        """Return a text that stands alone as a list of one."""
        if isinstance(self.element, Table) and (entry := self.element.written_out(node)):
            return self.element.proposed(f"[{entry}]")
        if node.type != "text" or "text" not in self.element.accepts:
            return super().mended(node, reader)
        return Phrase(_EXAMPLE, example=f"[{json.dumps(node.value, ensure_ascii=False)}]")

    def _take(self, node: Node, reader: Reader) -> tuple[T, ...] | None:
        if not node.items:
            reader.refuse(EMPTY_LIST, node.at)
            return None
        if self.most is not None and len(node.items) > self.most:
            reader.refuse(LONG_LIST, node.at, count=f"{len(node.items):,}", most=self.most)
            return None
        values = [self.element.read(each, reader) for each in node.items]
        read = tuple(value for value in values if value is not None)
        return read if self.apart or len(read) == len(values) else None

    def _schema(self) -> dict[str, Any]:
        most = {} if self.most is None else {"maxItems": self.most}
        return {"type": "array", "items": self.element.schema(), "minItems": 1, **most}


@attrs.frozen
class Table(Shape[S]):
    """A table with keys of its own."""

    accepts = ("table",)
    section: type[S]
    wanted: str = N_("a table")
    example: str = "{ ... }"

    def mended(self, node: Node, reader: Reader) -> Phrase | None:  # noqa: ARG002
        """Return an example of the whole table."""
        entry = self.written_out(node)
        return self.proposed(entry) if entry else None

    def proposed(self, example: str) -> Phrase:
        """Return the remedy with an *example*: where its words are choices, nobody is told which to take."""
        chosen = {each.name: each.shape.words for each in keys_of(self.section) if isinstance(each.shape, Word)}
        if not chosen:
            return Phrase(_EXAMPLE, example=example)
        choices = "; ".join(
            f"{name}: {', '.join(json.dumps(word) for word in words)}" for name, words in chosen.items()
        )
        return Phrase(_CHOOSE, example=example, choices=choices)

    def written_out(self, node: Node) -> str:
        """Return the table with the keys that it needs, a number that stands in its place under the key of numbers."""
        keys = keys_of(self.section)
        needed = [each for each in keys if each.required] or list(keys)
        values = {each.name: each.shape.example for each in needed}
        numbers = [each.name for each in needed if node.type in each.shape.accepts]
        if node.type in ("integer", "decimal") and len(numbers) == 1:
            values[numbers[0]] = str(node.value)
        if any("..." in example for example in values.values()):
            return ""
        return "{ " + ", ".join(f"{name} = {example}" for name, example in values.items()) + " }"

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


NAMES: Final = Names()


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


def _others(language: str, reader: Reader) -> str:
    """Return the languages of the scheme but one as TOML lists them; all there are where it has only that one."""
    others = [each for each in reader.languages if each != language] or [each for each in LANGUAGES if each != language]
    return ", ".join(f'"{each}"' for each in others)


def _is_id(name: str) -> bool:
    return _ID.fullmatch(name) is not None


def _as_id(name: str) -> str:
    """Return an id that resembles *name*."""
    letters = re.sub(r"[^a-z0-9_]+", "_", name.lower()).strip("_").lstrip("0123456789_")
    return letters or "hospital"
