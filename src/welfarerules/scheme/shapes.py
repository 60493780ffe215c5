"""How the keys of a scheme are read, strictly: nothing is coerced, and every fault is reported at its place.

A table of the language is an attrs class that derives from `Section`. Each attribute carries a `key`: the shape of
the value and a sentence on what it says. That one statement is what the reader, the JSON Schema for editors and the
reference pages are made from.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final, Generic, TypeVar

import attrs

from welfarerules.errors import Diagnostic, Finding, Place, WelfareError, nearest
from welfarerules.money import Money
from welfarerules.scheme.questions import Question
from welfarerules.scheme.tree import Node, TomlType
from welfarerules.words import N_, Phrase

__all__ = [
    "Key",
    "Reader",
    "Section",
    "Shape",
    "TooManyError",
    "key",
    "keys_of",
    "listed",
    "number_in",
    "read_keys",
    "read_section",
    "refuse_missing",
    "refuse_unknown",
]

UNKNOWN_KEY: Final = Finding("WR102", "unknown key {key!r}", "{hint}")
MISSING_KEY: Final = Finding("WR103", "the key {key!r} is missing", "write {what}: {doc}")
WRONG_TYPE: Final = Finding("WR105", "{found} stands where {wanted} must stand", "{hint}")

TOO_MANY: Final = Finding(
    "WR146",
    "{most} faults were found and there are more; the rest is not told",
    "correct these first, or see whether this is the right file",
)

MOST_FOUND: Final = 1_000
"""How many faults of one text are told: nobody reads more, and a text that is no scheme can have any number."""

_MEANT: Final = N_("write {suggestion!r}")
_ONE_OF_KEYS: Final = N_("remove it; the keys here are {known}")
_NO_KEYS: Final = N_("remove it; nothing stands here")
_EXAMPLE: Final = N_("write {example}")
_AS_NUMBER: Final = N_("write it in plain digits and without quotation marks: {number}")
_WITHOUT_QUOTES: Final = N_("write it without quotation marks, such as {example}")
_KEY: Final = "welfarerules.key"

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
S = TypeVar("S", bound="Section")


class TooManyError(Exception):
    """A text has more faults than anybody reads; carries what is told of them."""

    def __init__(self, found: Sequence[Diagnostic]) -> None:
        super().__init__(found)
        self.found = found


@attrs.define
class Reader:
    """What reading one scheme needs to know, and what it has found so far.

    Attributes:
        file: Name of the file, for the places of what is missing.
        currency: Code of the scheme's currency.
        languages: The languages in which the scheme names things.
        kinds: The registered rule kinds (`welfarerules.plugins.Registry`), for the tables that name one.
        found: All diagnostics, in the order they were found.
        asked: All questions that the scheme leaves open, in the order they were found.
    """

    file: str = ""
    currency: str = "THB"
    languages: tuple[str, ...] = ("th", "en")
    kinds: Any = None
    found: list[Diagnostic] = attrs.field(factory=list)
    asked: list[Question] = attrs.field(factory=list)

    def ask(self, question: Question) -> None:
        """Note that the scheme leaves something open."""
        self.asked.append(question)

    def refuse(self, finding: Finding, place: Place, /, **values: object) -> None:
        """Note that *finding* holds at *place*.

        Raises:
            TooManyError: There are more than `MOST_FOUND` findings.
        """
        self.add([finding.at(place, **values)])

    def refuse_all(self, failure: WelfareError, place: Place) -> None:
        """Note every diagnostic of *failure*, which read a part of the text alone, at *place*.

        Raises:
            TooManyError: As `refuse`.
        """
        self.add(diagnostic.moved(place) for diagnostic in failure.found)

    def add(self, found: Iterable[Diagnostic]) -> None:
        """Note what somebody else found.

        Raises:
            TooManyError: As `refuse`.
        """
        self.found.extend(found)
        if len(self.found) > MOST_FOUND:
            raise TooManyError([*self.found[:MOST_FOUND], TOO_MANY.at(Place(self.file), most=MOST_FOUND)])


class Shape(ABC, Generic[T_co]):
    """What may stand as a value, and what it is read as.

    Attributes:
        accepts: The TOML types it is written in.
        wanted: What a user is told to write.
        example: A value as TOML, for messages and the reference.
    """

    accepts: tuple[TomlType, ...]
    wanted: str
    example: str

    def read(self, node: Node, reader: Reader) -> T_co | None:
        """Return the value, or None after telling *reader* what is wrong."""
        if node.type in self.accepts:
            return self._take(node, reader)
        refuse_type(self, node, reader)
        return None

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return self._schema()

    def mended(self, node: Node, reader: Reader) -> Phrase | None:
        """Return how to write what *node*, of a type that is not accepted, seems to say; None where that is unclear."""
        if node.type != "text" or not {"integer", "decimal"} & set(self.accepts):
            return None
        number = number_in(str(node.value), reader)
        if number is None or ("decimal" not in self.accepts and "." in number):
            return Phrase(_WITHOUT_QUOTES, example=self.example)
        return Phrase(_AS_NUMBER, number=number)

    @abstractmethod
    def _take(self, node: Node, reader: Reader) -> T_co | None:
        """Read a *node* whose TOML type is accepted."""

    @abstractmethod
    def _schema(self) -> dict[str, Any]:
        """Make the JSON Schema of the value."""


def refuse_type(shape: Shape[object], node: Node, reader: Reader) -> None:
    """Note that *node* is of the wrong TOML type for *shape*, unless it was refused already."""
    if node.type == "refused":
        return
    hint = shape.mended(node, reader) or Phrase(_EXAMPLE, example=shape.example)
    reader.refuse(WRONG_TYPE, node.at, found=node.shown, wanted=Phrase(shape.wanted), hint=hint)


def number_in(text: str, reader: Reader) -> str | None:
    """Return the number that *text* says, as it is written in TOML: of ``"1,000 บาท"`` or ``"๕๐"``.

    >>> number_in("1,000 บาท", Reader()), number_in("๕๐", Reader()), number_in("two", Reader())
    ('1000', '50', None)
    """
    try:
        amount = Money.parse(text, reader.currency).to_decimal()
    except WelfareError:
        return None
    return f"{amount:f}" if amount % 1 else str(int(amount))


@attrs.frozen
class Key:
    """One key of a table: how it is called, what may stand there and what it says.

    Attributes:
        name: The key in the text.
        attribute: The attribute of the section that holds it.
        required: Whether the table is refused without it.
        default: What the attribute is without it.
    """

    name: str
    attribute: str
    shape: Shape[Any]
    doc: str
    required: bool
    default: object

    @property
    def example(self) -> str:
        """The key as it is written, such as ``currency = "THB"``; a table by its header."""
        if "..." not in self.shape.example:
            return f"{self.name} = {self.shape.example}"
        return f"[{self.name}]" if self.shape.accepts == ("table",) else self.name


def key(shape: Shape[Any], doc: str, *, name: str = "") -> dict[str, Any]:
    """Return the metadata that makes an attrs attribute a key of a `Section`.

    Args:
        shape: What may stand there.
        doc: What it says, in English: a phrase without a full stop. It is shown to whoever leaves the key out, in
            editors and in the reference.
        name: The key, where it is not a Python name (``class``, ``from``).

    The attribute is required unless it has a default.
    """
    return {_KEY: (shape, doc, name)}


@attrs.frozen(kw_only=True)
class Section:
    """A table of the scheme as it was read; derive one class from it for each kind of table.

    Attributes:
        tolerant: Whether the rest of the table still says something where one of its values cannot be read.
        dispensable: Required attributes without which the rest still says something. They are None where they are
            missing, so that everything else is checked too; the scheme is refused all the same.
        node: The table in the text.
        meant: Keys that have no value here although the text says something about them: a misspelt key probably stands
            for them, or the value was refused. Nobody should be told that they are missing.
    """

    tolerant: ClassVar[bool] = False
    dispensable: ClassVar[frozenset[str]] = frozenset()

    node: Node = attrs.field(eq=False, repr=False)
    meant: frozenset[str] = attrs.field(default=frozenset(), eq=False, repr=False)

    @property
    def at(self) -> Place:
        """Where the table stands."""
        return self.node.key

    def place(self, name: str) -> Place:
        """Return where the value of the key *name* stands, or the table's place if it is not there."""
        if self.has(name):
            return self.node.table[name].at
        return attrs.evolve(self.node.key, path=f"{self.node.key.path}.{name}")

    def has(self, name: str) -> bool:
        """Whether the key *name* stands in the text."""
        return self.node.type == "table" and name in self.node.table


def keys_of(section: type[Section]) -> tuple[Key, ...]:
    """Return the keys of *section* in the order they are declared."""
    keys = []
    for attribute in attrs.fields(section):
        if _KEY in attribute.metadata:
            shape, doc, name = attribute.metadata[_KEY]
            required = attribute.default is attrs.NOTHING
            keys.append(Key(name or attribute.name, attribute.name, shape, doc, required, attribute.default))
    return tuple(keys)


def read_section(
    section: type[S], node: Node, reader: Reader, *, also: Sequence[str] = (), meant: frozenset[str] | None = None
) -> S | None:
    """Read the table *node* as *section*; None after telling *reader* of anything that keeps it from being whole.

    Args:
        section: What to read the table as.
        node: A table.
        reader: Collects what is refused.
        also: Further keys that stand in the table and are read by somebody else.
        meant: What `refuse_unknown` returned, where unknown keys have been refused already.
    """
    values, meant = read_keys(section, node, reader, also=also, meant=meant)
    keys = keys_of(section)
    unread = {each.name for each in keys if each.name in node.table and each.attribute not in values}
    absent = {each.attribute for each in keys if each.required and each.attribute not in values}
    if absent - section.dispensable or (unread and not section.tolerant):
        return None
    return section(node=node, meant=meant | unread, **dict.fromkeys(absent), **values)


def read_keys(
    section: type[Section],
    node: Node,
    reader: Reader,
    *,
    also: Sequence[str] = (),
    meant: frozenset[str] | None = None,
) -> tuple[dict[str, Any], frozenset[str]]:
    """Read what can be read of the table *node* as *section*: attribute to value, and the keys that were meant."""
    keys = keys_of(section)
    if meant is None:
        meant = refuse_unknown(node, [each.name for each in keys], reader, also=also)
    values: dict[str, Any] = {}
    for each in keys:
        entry = node.table.get(each.name)
        if entry is None:
            if each.required and each.name not in meant:
                refuse_missing(each, node, reader)
            continue
        value = each.shape.read(entry, reader)
        if value is not None:
            values[each.attribute] = value
    return values, meant


def refuse_missing(missing: Key, node: Node, reader: Reader) -> None:
    """Note that the table *node* lacks a key."""
    reader.refuse(MISSING_KEY, node.key, key=missing.name, what=missing.example, doc=Phrase(missing.doc))


def refuse_unknown(node: Node, names: Sequence[str], reader: Reader, *, also: Sequence[str] = ()) -> frozenset[str]:
    """Refuse every key of the table *node* but *names* and *also*; return those of *names* that were meant."""
    meant = set()
    free = [name for name in names if name not in node.table]
    for name, entry in node.table.items():
        if name in names or name in also:
            continue
        same_table = entry.type == "table" and name.casefold() in names
        suggestion = name.casefold() if same_table else nearest(name, free)
        if suggestion:
            meant.add(suggestion)
            hint = Phrase(_MEANT, suggestion=suggestion)
        elif known := listed(sorted({*names, *also})):
            hint = Phrase(_ONE_OF_KEYS, known=known)
        else:
            hint = Phrase(_NO_KEYS)
        reader.refuse(UNKNOWN_KEY, entry.key, key=name, hint=hint)
    return frozenset(meant)


def listed(words: Sequence[str] | Mapping[str, object]) -> str:
    """Return *words* as a message lists them."""
    return ", ".join(words)
