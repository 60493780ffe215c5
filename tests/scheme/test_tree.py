"""Text becomes a tree with places, or is refused in plain words."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfarerules.errors import Place, SchemeError
from welfarerules.loading import load_scheme, loads_scheme
from welfarerules.scheme.tree import (
    LONG_NUMBER,
    NOT_UTF8,
    TOO_DEEP,
    UNREADABLE,
    canonical,
    decoded,
    file_text,
    read_tree,
)


def refusal(text: str) -> SchemeError:
    with pytest.raises(SchemeError) as refused:
        read_tree(text, file="fund.toml")
    return refused.value


def test_every_value_knows_its_key_and_its_own_place() -> None:
    root, found = read_tree("[benefit.birth]\namount = { pays = 2.50 }\n", file="fund.toml")
    pays = root.table["benefit"].table["birth"].table["amount"].table["pays"]
    assert found == []
    assert pays.value == Decimal("2.50")
    assert pays.key == Place("fund.toml", 2, 12, "benefit.birth.amount.pays")
    assert pays.at == Place("fund.toml", 2, 19, "benefit.birth.amount.pays")


def test_a_path_is_written_as_in_the_text() -> None:
    root, _ = read_tree('[[a."ข้อ 1".b]]\nx = [[1]]\n', file="")
    inner = root.table["a"].table["ข้อ 1"].table["b"].items[0].table["x"].items[0].items[0]
    assert inner.at.path == 'a."ข้อ 1".b[0].x[0][0]'


@pytest.mark.parametrize(
    ("text", "inner"),
    [('x = "abc"', 1), ("x = 'abc'", 1), ('x = """abc"""', None), (r'x = "a\u0062c"', None), (r"x = 'a\b'", 1)],
)
def test_a_text_says_where_its_characters_begin_if_they_run_like_those_of_the_file(
    text: str, inner: int | None
) -> None:
    root, _ = read_tree(text, file="")
    assert root.table["x"].inner == inner


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("x = true", "true"),
        ('x = "a\\nb"', '"a\\nb"'),
        ("x = 'ข้อ'", '"ข้อ"'),
        ("x = 1_000", "1000"),
        ("x = 2.50", "2.50"),
        ("x = 2025-10-01", "2025-10-01"),
    ],
)
def test_a_value_is_shown_as_toml_writes_it(text: str, shown: str) -> None:
    root, _ = read_tree(text, file="")
    assert root.table["x"].shown == shown


@pytest.mark.parametrize("literal", ["nan", "+inf", "-inf", "1e99999999999999999999"])
def test_what_is_no_exact_number_is_refused_once(literal: str) -> None:
    root, found = read_tree(f"x = {literal}", file="")
    assert [diagnostic.code for diagnostic in found] == ["WR117"]
    assert root.table["x"].type == "refused"


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("a = 1\nb = ข้อ 6", 2, 5, "no value of TOML stands here"),
        ("a = 1\na = 2", 2, 6, "the same key is written twice"),
        ("[a]\n[a]", 2, 3, "the same table is written twice"),
        ("a = 1 b = 2", 1, 7, "something stands after the value"),
        ("a", 1, 2, "a key stands here without = and a value"),
        ('a = "x', 1, 7, "a text has no end"),
        ("a = [1, 2", 1, 10, "a list is not closed, or a comma is missing in it"),
        ("a = { b = 1", 1, 12, "braces are not closed, or a comma is missing in them"),
        ("a = 2025-02-30", 1, 5, "there is no such day"),
        ("ก = 1", 1, 1, "neither a key, a table nor a comment begins here"),
        ("[ก]", 1, 2, "no key begins here"),
    ],
)
def test_a_fault_of_syntax_is_one_diagnostic_with_its_place(text: str, line: int, column: int, said: str) -> None:
    (fault,) = refusal(text).found
    assert (fault.code, fault.line, fault.column) == ("WR101", line, column)
    assert fault.message == f"not TOML: {said}"


def test_what_tomli_says_otherwise_is_passed_on() -> None:
    (fault,) = refusal("a = '\u0001'").found
    assert fault.message.startswith("not TOML: ")


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_an_empty_scheme_is_refused_as_such(text: str) -> None:
    assert [diagnostic.code for diagnostic in refusal(text).found] == ["WR113"]


def test_what_is_nested_too_deeply_is_refused() -> None:
    for depth in (40, 5000):
        assert refusal("x = " + "[" * depth + "]" * depth).found[0].finding == TOO_DEEP


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    assert refusal("x = " + "9" * 5000).found[0].finding == LONG_NUMBER


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    plain = "schema = 2\n# ข้อ\n"
    marked = "\ufeff" + plain.replace("\n", "\r\n")
    assert decoded(marked.encode(), file="") == marked.removeprefix("\ufeff")
    assert canonical(marked) == plain
    assert loads_refusal(marked) == loads_refusal(plain)


def loads_refusal(text: str) -> str:
    with pytest.raises(SchemeError) as refused:
        loads_scheme(text)
    return str(refused.value)


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        ("# ก\nname = 'กองทุน'".encode("cp874"), 1, "it looks like Thai in the old encoding TIS-620 (Windows-874)"),
        ("a = 1\nb = 'ก'".encode("tis-620"), 2, "it looks like Thai in the old encoding TIS-620 (Windows-874)"),
        ("schema = 1".encode("utf-16"), 1, "it looks like UTF-16"),
        (b"a = 'caf\xe9'\n", 1, "it looks like Thai in the old encoding TIS-620 (Windows-874)"),
        (b"a = '\x80'\n", 1, "byte 0x80 cannot stand here"),
    ],
)
def test_another_encoding_is_named(data: bytes, line: int, said: str) -> None:
    with pytest.raises(SchemeError) as refused:
        decoded(data, file="fund.toml")
    (fault,) = refused.value.found
    assert (fault.finding, fault.line) == (NOT_UTF8, line)
    assert said in fault.message


def test_half_a_character_is_refused() -> None:
    assert refusal("a = '\ud800'").found[0].finding == NOT_UTF8


def test_a_file_that_is_not_there_is_told_by_name(tmp_path: Path) -> None:
    for path, said in ((tmp_path / "nowhere.toml", "there is no such file"), (tmp_path, "it is a folder, not a file")):
        with pytest.raises(SchemeError) as refused:
            load_scheme(path)
        (fault,) = refused.value.found
        assert fault.finding == UNREADABLE
        assert (fault.file, fault.message) == (str(path), f"the file cannot be read: {said}")


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(SchemeError):
        file_text("a\0b.toml")


def tried(text: str | bytes) -> object:
    try:
        return loads_scheme(text if isinstance(text, str) else decoded(text, file="fund.toml"))
    except SchemeError as refused:
        return refused.render("th")


@given(st.text(max_size=60) | st.binary(max_size=60))
def test_nothing_that_is_typed_ends_in_a_traceback(text: str | bytes) -> None:
    assert tried(text)
