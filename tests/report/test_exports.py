"""Postings as rows, files that are whole or not there, and tables that line up."""

from __future__ import annotations

import csv
import io
import json
import stat
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import small_fund
from welfarerules.report import COLUMNS, Column, Table, as_text, display_width, replacing, write_csv, write_jsonl


def test_csv_has_a_row_for_each_posting_with_exact_amounts() -> None:
    journal = small_fund.outcome().journal
    stream = io.StringIO()
    write_csv(journal, stream)
    text = stream.getvalue()
    assert text.startswith("\ufeffnumber,date,debit"), "spreadsheets need the mark to show Thai"
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == len(journal)
    for row, posting in zip(rows, journal, strict=True):
        assert Decimal(row["amount"]) == posting.amount.to_decimal()
        assert (row["debit"], row["credit"], row["article"]) == (posting.debit, posting.credit, posting.article)
        assert row["decision"] == ("" if posting.decision is None else str(posting.decision))


def test_json_lines_say_the_same_as_csv() -> None:
    journal = small_fund.outcome().journal
    stream = io.StringIO()
    write_jsonl(journal, stream)
    rows = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [list(row) for row in rows] == [list(COLUMNS)] * len(journal)
    assert rows[0]["amount"] == "50000.50"
    assert rows[0]["decision"] is None
    assert "ข้อ 7" in stream.getvalue(), "Thai stands as it is"


def test_a_file_takes_its_place_only_when_it_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "books.csv"
    target.write_text("old", encoding="utf-8")
    with replacing(target) as stream:
        stream.write("new\n")
        assert target.read_text(encoding="utf-8") == "old"
    assert target.read_bytes() == b"new\n"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("failure", [OSError("disk full"), KeyboardInterrupt(), ValueError("a defect")])
def test_a_failure_leaves_what_was_there(failure: BaseException, tmp_path: Path) -> None:
    target = tmp_path / "books.csv"
    target.write_text("old", encoding="utf-8")

    def fails() -> None:
        with replacing(target) as stream:
            stream.write("half")
            raise failure

    with pytest.raises(type(failure)):
        fails()
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_is_followed_and_permissions_are_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "books.csv", tmp_path / "link.csv"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    with replacing(link) as stream:
        stream.write("new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_new_file_has_the_permissions_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    with replacing(tmp_path / "books.csv") as stream:
        stream.write("new")
    assert (tmp_path / "books.csv").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_folder_that_is_not_there_is_told_by_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), replacing(tmp_path / "nowhere" / "books.csv"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_thai_columns_line_up() -> None:
    """Vowels above and below a letter take no room of their own."""
    table = Table(
        "สวัสดิการ",
        (Column("สวัสดิการ"), Column("จ่าย", numbers=True)),
        (("ผู้สูงอายุ", "200.00"), ("นอนโรงพยาบาล", "1,000.00")),
        ("รวม", "1,200.00"),
    )
    lines = as_text(table).splitlines()
    assert {display_width(line) for line in lines[1:]} == {display_width("นอนโรงพยาบาล") + 2 + 8}
    assert lines[-2].replace(" ", "") == "-" * (display_width("นอนโรงพยาบาล") + 8)


def test_columns_without_headings_have_no_empty_line() -> None:
    assert as_text(Table("Member", (Column(""), Column("")), (("status", "active"),))) == "Member\nstatus  active"


def test_a_row_fills_its_table() -> None:
    with pytest.raises(ValueError, match="does not fill 2 columns"):
        Table("", (Column("a"), Column("b")), (("1",),))
