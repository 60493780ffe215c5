"""One statement per key: it reads strictly, and makes the schema and the reference."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from welfarerules.scheme.containers import Either, ListOf, MapOf, Table
from welfarerules.scheme.sections import SchemeFile
from welfarerules.scheme.shapes import Reader, Section, Shape, key, keys_of, read_section
from welfarerules.scheme.tree import Node, read_tree
from welfarerules.scheme.values import AMOUNT, DATE, OUT_OF_RANGE, TEXT, Number, Word


def node(text: str) -> Node:
    return read_tree(f"x = {text}", file="fund.toml")[0].table["x"]


def reading(shape: Shape[object], text: str) -> tuple[object, list[str]]:
    reader = Reader(file="fund.toml")
    return shape.read(node(text), reader), [diagnostic.code for diagnostic in reader.found]


@attrs.frozen(kw_only=True)
class Shelf(Section):
    """A table for these tests."""

    books: int = attrs.field(metadata=key(Number(), "how many books"))
    colour: str = attrs.field(default="red", metadata=key(Word(("red", "blue")), "what colour"))
    kind_of: str = attrs.field(default="", metadata=key(TEXT, "what kind", name="class"))


class Loose(Shelf):
    tolerant = True


@pytest.mark.parametrize(
    ("shape", "text", "value"),
    [
        (TEXT, '"x"', "x"),
        (Number(), "5", 5),
        (Number(only=(365, 360)), "360", 360),
        (AMOUNT, "20", 2000),
        (AMOUNT, "20.05", 2005),
        (AMOUNT, "2e1", 2000),
        (Word(("red", "blue")), '"blue"', "blue"),
        (DATE, "2025-10-01", date(2025, 10, 1)),
        (DATE, '"1 ต.ค. 2568"', date(2025, 10, 1)),
        (ListOf(Number()), "[1, 2]", (1, 2)),
    ],
)
def test_what_is_right_is_read(shape: Shape[object], text: str, value: object) -> None:
    assert reading(shape, text) == (value, [])


@pytest.mark.parametrize(
    ("shape", "text", "code"),
    [
        (TEXT, "5", "WR105"),
        (TEXT, "true", "WR105"),
        (TEXT, "2025-10-01", "WR105"),
        (TEXT, '"  "', "WR118"),
        (Number(), "true", "WR105"),
        (Number(), '"5"', "WR105"),
        (Number(), "5.0", "WR105"),
        (Number(), "-1", "WR109"),
        (Number(least=1, most=3), "4", "WR109"),
        (Number(only=(365, 360)), "364", "WR106"),
        (AMOUNT, '"20"', "WR105"),
        (AMOUNT, "true", "WR105"),
        (AMOUNT, "-0.01", "WR110"),
        (AMOUNT, "0.005", "WR013"),
        (AMOUNT, "99999999999999999999", "WR017"),
        (Word(("red", "blue")), '"Red"', "WR106"),
        (DATE, "2568-10-01", "WR027"),
        (DATE, "2025-10-01T00:00:00", "WR105"),
        (DATE, "20251001", "WR105"),
        (ListOf(Number()), "[]", "WR112"),
        (ListOf(Number()), "5", "WR105"),
        (ListOf(Number()), "[1, true]", "WR105"),
        (Either((TEXT, Number()), "a text or a number", "5"), "[]", "WR105"),
        (MapOf(Number()), "{ Upper = 1 }", "WR114"),
    ],
)
def test_nothing_is_coerced(shape: Shape[object], text: str, code: str) -> None:
    assert reading(shape, text)[1] == [code]


def test_the_range_is_told() -> None:
    reader = Reader()
    Number(least=1, most=31).read(node("32"), reader)
    assert (reader.found[0].finding, reader.found[0].remedy) == (OUT_OF_RANGE, "write a whole number from 1 to 31")


def test_what_was_refused_already_is_not_refused_again() -> None:
    assert reading(AMOUNT, "nan") == (None, [])


def test_a_table_is_read_key_by_key() -> None:
    reader = Reader()
    shelf = read_section(Shelf, node('{ books = 3, class = "law" }'), reader)
    assert shelf is not None
    assert (shelf.books, shelf.colour, shelf.kind_of, reader.found) == (3, "red", "law", [])
    assert shelf.place("books").column == 15
    assert shelf.place("colour").path == "x.colour"
    assert not shelf.has("colour")


def test_every_fault_of_a_table_is_found() -> None:
    reader = Reader()
    assert read_section(Shelf, node('{ book = 3, colour = "rde", pages = 4 }'), reader) is None
    assert [(fault.code, fault.path) for fault in reader.found] == [
        ("WR102", "x.book"),
        ("WR102", "x.pages"),
        ("WR106", "x.colour"),
    ]


def test_a_misspelt_key_stands_for_the_one_that_is_missing() -> None:
    reader = Reader()
    shelf = read_section(Shelf, node('{ books = 3, color = "blue" }'), reader)
    assert shelf is not None
    assert shelf.meant == {"colour"}
    assert reader.found[0].remedy == "write 'colour'"


def test_a_tolerant_table_keeps_what_can_be_read() -> None:
    reader = Reader()
    shelf = read_section(Loose, node('{ books = 3, colour = "rde" }'), reader)
    assert shelf is not None
    assert (shelf.books, shelf.colour, set(shelf.meant)) == (3, "red", {"colour"})
    assert read_section(Shelf, node('{ books = 3, colour = "rde" }'), Reader()) is None


def test_keys_of_somebody_else_are_left_alone() -> None:
    reader = Reader()
    assert read_section(Shelf, node('{ books = 3, kind = "x" }'), reader, also=("kind",))
    assert reader.found == []


def all_sections(section: type[Section]) -> set[type[Section]]:
    found = {section}
    for each in keys_of(section):
        stack: list[object] = [each.shape]
        while stack:
            shape = stack.pop()
            if isinstance(shape, Table):
                found |= all_sections(shape.section)
            stack += [inner for name in ("element", "shapes") for inner in _inner(shape, name)]
    return found


def _inner(shape: object, name: str) -> list[object]:
    inner = getattr(shape, name, ())
    return list(inner) if isinstance(inner, tuple) else [inner]


@pytest.mark.parametrize("section", sorted(all_sections(SchemeFile), key=str))
def test_every_key_says_what_it_says_without_a_full_stop(section: type[Section]) -> None:
    for each in keys_of(section):
        assert each.doc
        assert not each.doc.endswith(".")
        assert each.shape.wanted
        assert each.shape.example
        assert each.shape.schema()
