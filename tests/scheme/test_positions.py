"""The scanner walks texts that tomli accepted: its paths are exactly tomli's, and its places are true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from welfarerules.scheme.positions import (
    LINE_BREAK,
    MAX_DEPTH,
    NEW_ESCAPE,
    TRAILING_COMMA,
    Mark,
    Newer,
    Path,
    Spot,
    TooDeepError,
    scan,
)

BLANKS = st.sampled_from(["", " ", "\t", "  "])
COMMENTS = st.sampled_from(["", "# x", "# ข้อ 12(2) \" ''' [a] = { ]", '#"""'])
CHARACTERS = st.sampled_from([*"ab.#='\"\\[]{},\t \n\u0085\u2028ก", "ิ", "é", "😀"])
BARE_KEYS = st.sampled_from(["a", "b", "c", "-", "1", "2024-01-01", "true"])


def escaped(text: str) -> str:
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "ก": "\\u0e01", "😀": "\\U0001F600"}
    return "".join(escapes.get(character, character) for character in text)


@st.composite
def strings(draw: st.DrawFn, *, one_line: bool = False) -> str:
    text = "".join(draw(st.lists(CHARACTERS, max_size=6)))
    form = draw(st.sampled_from(["basic", "literal", *(() if one_line else ("long", "long literal"))]))
    if form == "literal":
        return "'" + re.sub(r"['\n]", "", text) + "'"
    if form == "long":
        end = draw(st.sampled_from(["", '"', '""', '\\"', "\\\n   "]))
        return '"""' + text.replace("\\", "\\\\").replace('"""', '""\\"').rstrip('"') + end + '"""'
    if form == "long literal":
        return "'''" + text.replace("'''", "''").rstrip("'") + draw(st.sampled_from(["", "'", "''"])) + "'''"
    return f'"{escaped(text)}"'


PLAIN = (
    *("0", "-17", "+1_000", "0xDEAD_beef", "0o17", "0b101", "1.50", "-0.0", "6.02e23", "5E-2", "1_0.0_1"),
    *("true", "false", "nan", "-inf", "+inf", "1979-05-27", "07:32:00", "07:32:00.25"),
    *("1979-05-27T07:32:00Z", "1979-05-27 07:32:00.999-07:00"),
)
SCALARS = st.sampled_from(PLAIN) | strings()


@st.composite
def keys(draw: st.DrawFn) -> str:
    parts = draw(st.lists(BARE_KEYS | strings(one_line=True), min_size=1, max_size=3))
    dot = draw(st.sampled_from([".", " . ", "\t."]))
    return dot.join(parts)


@st.composite
def arrays(draw: st.DrawFn, elements: st.SearchStrategy[str]) -> str:
    gap = st.sampled_from(["", " ", "\n", " # x ]\n", "\n\n  "])
    items = [draw(gap) + item + draw(gap) for item in draw(st.lists(elements, max_size=3))]
    trailing = draw(st.sampled_from(["", ",", ",\n"])) if items else ""
    return "[" + draw(gap) + ",".join(items) + trailing + "]"


@st.composite
def braces(draw: st.DrawFn, elements: st.SearchStrategy[str]) -> str:
    pairs = draw(st.lists(st.tuples(keys(), elements), max_size=3))
    return "{" + draw(BLANKS) + " , ".join(f"{key}{draw(BLANKS)}={draw(BLANKS)}{value}" for key, value in pairs) + "}"


VALUES = st.recursive(SCALARS, lambda inner: arrays(inner) | braces(inner), max_leaves=6)


@st.composite
def statements(draw: st.DrawFn) -> str:
    comment = draw(BLANKS) + draw(COMMENTS)
    match draw(st.sampled_from(["pair", "pair", "pair", "table", "table", "tables", "blank"])):
        case "pair":
            return f"{draw(BLANKS)}{draw(keys())}{draw(BLANKS)}={draw(BLANKS)}{draw(VALUES)}{comment}"
        case "table":
            return f"{draw(BLANKS)}[{draw(BLANKS)}{draw(keys())}{draw(BLANKS)}]{comment}"
        case "tables":
            return f"{draw(BLANKS)}[[{draw(BLANKS)}{draw(keys())}{draw(BLANKS)}]]{comment}"
    return comment


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Build a document statement by statement, leaving out each that tomli would refuse where it stands."""
    text = ""
    for statement in draw(st.lists(statements(), max_size=12)):
        longer = text + statement + "\n"
        try:
            tomli.loads(longer)
        except tomli.TOMLDecodeError:
            continue
        text = longer
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def paths_of(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if path:
        yield path, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inner:
        yield from paths_of(each, (*path, name))


def rest_of(text: str, spot: Spot) -> str:
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join([lines[spot.line - 1][spot.column - 1 :], *lines[spot.line :]])


@given(documents())
def test_the_paths_are_exactly_those_of_tomli(text: str) -> None:
    assert set(scan(text).marks) == {path for path, _ in paths_of(tomli.loads(text))}


@given(documents())
def test_every_key_is_written_where_the_mark_says(text: str) -> None:
    for path, mark in scan(text).marks.items():
        if isinstance(name := path[-1], str):
            written = re.match(r"""[\w-]+|'[^'\n]*'|"(?:[^"\\\n]|\\.)*\"""", rest_of(text, mark.key))
            assert written
            assert next(iter(tomli.loads(f"{written.group()} = 1"))) == name


@given(documents())
def test_every_scalar_begins_where_the_mark_says(text: str) -> None:
    """Reading a value from its mark to some later place gives the value; nothing shorter is needed."""
    marks = scan(text).marks
    for path, value in paths_of(tomli.loads(text, parse_float=str)):
        if not isinstance(value, dict | list):
            rest = rest_of(text, marks[path].value)
            ends = [end for end in range(1, len(rest) + 1) if _reads_as(rest[:end], value)]
            assert ends


def _reads_as(text: str, value: object) -> bool:
    try:
        return bool(tomli.loads(f"key = {text}", parse_float=str)["key"] == value)
    except tomli.TOMLDecodeError:
        return False


def test_a_table_stands_at_its_own_header_else_where_it_is_first_named() -> None:
    marks = scan("[a.b]\n[a.c]\n[a]\n[d.e]\n[d.f]\n").marks
    assert marks["a",].key == Spot(3, 2)
    assert marks["d",].key == Spot(4, 2)
    assert marks["a", "c"].key == Spot(2, 4)


def test_a_header_below_an_array_of_tables_belongs_to_its_last_element() -> None:
    marks = scan("[[a]]\n[a.b]\nx = 1\n[[a]]\n[a.b]\nx = 2\n").marks
    assert marks["a", 0, "b", "x"] == Mark(Spot(3, 1), Spot(3, 5))
    assert marks["a", 1, "b", "x"] == Mark(Spot(6, 1), Spot(6, 5))


def test_columns_count_characters_not_bytes() -> None:
    marks = scan('name = { th = "ค่าน้ำ", en = "water" }').marks
    assert marks["name", "en"] == Mark(Spot(1, 25), Spot(1, 30))


@pytest.mark.parametrize(
    ("text", "what", "spot"),
    [
        ("a = {\nb = 1 }", LINE_BREAK, Spot(1, 6)),
        ("a = { b = 1 # x\n}", LINE_BREAK, Spot(1, 13)),
        ("a = { b = 1, }", TRAILING_COMMA, Spot(1, 12)),
        (r'a = "\e"', NEW_ESCAPE, Spot(1, 6)),
        (r'a = "\\\x41"', NEW_ESCAPE, Spot(1, 8)),
        (r'"\x41" = 1', NEW_ESCAPE, Spot(1, 2)),
    ],
)
def test_what_only_toml_1_1_allows_is_reported(text: str, what: str, spot: Spot) -> None:
    assert scan(text).newer == (Newer(what, spot),)


@pytest.mark.parametrize("text", [r'a = "\\e"', r"a = '\e'", "a = [\n1,\n]", "a = { b = [\n1,\n] }", 'a = "{,}"'])
def test_what_toml_1_0_allows_is_not_called_newer(text: str) -> None:
    assert scan(text).newer == ()


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * (MAX_DEPTH + 1) + "1" + "]" * (MAX_DEPTH + 1),
        "a = " + "{b = " * (MAX_DEPTH + 1) + "1" + "}" * (MAX_DEPTH + 1),
        ".".join("a" * (MAX_DEPTH + 1)) + " = 1",
        "[" + ".".join("a" * (MAX_DEPTH + 1)) + "]",
    ],
)
def test_what_is_nested_too_deeply_is_refused_before_python_gives_up(text: str) -> None:
    with pytest.raises(TooDeepError):
        scan(text)


def test_exact_literals_survive() -> None:
    assert tomli.loads("x = 2.50", parse_float=Decimal) == {"x": Decimal("2.50")}
