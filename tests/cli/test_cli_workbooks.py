"""Workbooks on the command line: the same fund from .xlsx as from .csv."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import Result

from welfarerules.dates import parse_date
from welfarerules.errors import DateError
from workbooks import saved

Call = Callable[..., Result]


def typed(text: str) -> object:
    """What a person sees become of *text* typed into a cell: a date, a number, or the text."""
    if not text:
        return None
    try:
        return parse_date(text)
    except DateError:
        return Decimal(text) if text.replace(".", "", 1).isdigit() else text


@pytest.fixture
def workbook(fund: Path) -> Path:
    """The small fund's events as a workbook with a second sheet that holds something else."""
    rows = [[typed(cell) for cell in row] for row in csv.reader((fund / "fund.csv").read_text("utf-8").splitlines())]
    return saved(fund / "fund.xlsx", {"events": {"rows": rows}, "notes": {"rows": [["call the tambon"]]}})


@pytest.mark.parametrize("command", [["run"], ["explain"]])
def test_a_workbook_decides_what_csv_decides(command: list[str], workbook: Path, call: Call) -> None:
    by_csv = call(*command, "fund.toml", "fund.csv", "--as-of", "2012-08-31")
    by_xlsx = call(*command, "fund.toml", "fund.xlsx", "--as-of", "2012-08-31", "--sheet", "events")
    assert (by_xlsx.exit_code, by_xlsx.stdout, by_xlsx.stderr) == (by_csv.exit_code, by_csv.stdout, by_csv.stderr)


def test_of_several_sheets_one_must_be_named(workbook: Path, call: Call) -> None:
    result = call("run", "fund.toml", "fund.xlsx")
    assert result.exit_code == 1
    assert result.stderr == (
        "fund.xlsx: WR492: it is not clear which sheet is meant: several hold something\n"
        '  fix: name one with --sheet: "events", "notes"\n'
    )


def test_a_refused_cell_is_named_as_the_spreadsheet_names_it(fund: Path, call: Call) -> None:
    saved(
        fund / "bad.xlsx", {"events": {"rows": [["kind", "id", "date", "amount", "source"], ["received", "R1", 5, -1]]}}
    )
    result = call("run", "fund.toml", "bad.xlsx", "--lang", "th")
    assert result.exit_code == 1
    assert "bad.xlsx:C2: WR448 date: ช่องนี้ต้องเป็นวันที่ แต่ในช่องเป็นตัวเลข 5" in result.stderr
    assert "bad.xlsx:D2: WR427 amount" in result.stderr
