"""Events in workbooks: the same events as the same rows in CSV, and never a value that the spreadsheet made up."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfarerules.errors import EventError
from welfarerules.events import (
    EVENT_KINDS,
    Closed,
    Paid,
    dumps_events,
    event_to_json,
    fields_of,
    loads_events,
    read_events,
)
from welfarerules.events._forms import Amount, Count, Day
from workbooks import HEADER, events_in, repacked, saved

DAY = date(2012, 1, 5)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "events.xlsx"


def told(path: Path, **given: Any) -> list[str]:
    """Place, code and path of each refusal."""
    file = read_events(path, **given)
    return [f"{str(found.place).rpartition(':')[2]} {found.code} {found.path}".strip() for found in file.refusals]


def refusal(path: Path, **given: Any) -> str:
    with pytest.raises(EventError) as caught:
        read_events(path, **given)
    return str(caught.value)


@pytest.mark.parametrize(
    ("entered", "amount"),
    [
        (29.75, "29.75"),
        (30, "30"),
        (0.1, "0.1"),
        (1250.5, "1250.5"),
        (99999999.99, "99999999.99"),
        ("๒๙.๗๕", "29.75"),
        ("1,250.50 บาท", "1250.50"),
        ({"number": 1250.5, "format": '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)'}, "1250.50"),
        ({"number": 30, "format": "[$฿-41E]#,##0.00"}, "30"),
    ],
)
def test_an_amount_is_exactly_what_was_typed(path: Path, entered: object, amount: str) -> None:
    events_in(path, ["paid", "P-1", DAY, "M001", entered])
    assert read_events(path).events == (Paid("P-1", DAY, "M001", Decimal(amount)),)


def test_a_sum_that_the_spreadsheet_computed_in_binary_is_not_rounded_here(path: Path) -> None:
    events_in(path, ["paid", "P-1", DAY, "M001", "0.30"])

    def computed(_: str, part: bytes) -> bytes:
        return part.replace(b't="inlineStr"><is><t>0.30</t></is>', b"><v>0.30000000000000004</v>").replace(
            b't="s"><v>8</v>', b"><v>0.30000000000000004</v>"
        )

    path.write_bytes(repacked(path, computed))
    assert told(path) == ["E2 WR499 amount"]


@pytest.mark.parametrize("currency", ["THB", "JPY"])
def test_an_amount_has_no_more_decimals_than_the_currency(path: Path, currency: str) -> None:
    events_in(path, ["paid", "P-1", DAY, "M001", 30.5], ["paid", "P-2", DAY, "M001", 30])
    assert told(path, currency=currency) == ([] if currency == "THB" else ["E2 WR499 amount"])


@pytest.mark.parametrize("entered", [DAY, "5 ม.ค. 2555", "๕ มกราคม พ.ศ. ๒๕๕๕", "5/1/2555", "2012-01-05"])
def test_a_day_is_read_from_a_date_and_from_text(path: Path, entered: object) -> None:
    events_in(path, ["paid", "P-1", entered, "M001", 30])
    assert [event.date for event in read_events(path).events] == [DAY]


def test_a_buddhist_year_in_a_date_cell_is_refused_with_its_gregorian_reading(path: Path) -> None:
    """A spreadsheet takes 2555 for a year five centuries ahead; nobody can tell what else it got wrong."""
    events_in(path, ["paid", "P-1", {"date": "2555-01-05"}, "M001", 30])
    assert told(path) == ["C2 WR027 date"]
    assert "write 2012-01-05" in read_events(path).refusals[0].remedy


def test_the_29th_of_february_of_a_buddhist_year_stays_text_and_is_read(path: Path) -> None:
    """2555 is no leap year to a spreadsheet, which keeps what was typed."""
    events_in(path, ["paid", "P-1", "29/2/2555", "M001", 30])
    assert [event.date for event in read_events(path).events] == [date(2012, 2, 29)]


def test_a_date_of_a_workbook_that_counts_from_1904_is_the_one_it_shows(path: Path) -> None:
    events_in(path, ["paid", "P-1", DAY, "M001", 30])
    path.write_bytes(repacked(path, lambda _, part: part.replace(b"<workbookPr ", b'<workbookPr date1904="1" ')))
    shifted = [event.date for event in read_events(path).events]
    assert shifted == [DAY + timedelta(days=1462)]


@pytest.mark.parametrize(
    ("entered", "member"),
    [
        ("๐๐๗", "๐๐๗"),
        ("007", "007"),
        (7, "7"),
        ({"number": 7, "format": "000"}, "007"),
        (3100500123456, "3100500123456"),
    ],
)
def test_an_id_is_what_the_cell_shows(path: Path, entered: object, member: str) -> None:
    events_in(path, ["paid", "P-1", DAY, entered, 30])
    assert [getattr(event, "member", None) for event in read_events(path).events] == [member]


def test_a_number_whose_zeros_may_have_been_lost_is_refused(path: Path) -> None:
    rows = [["paid", f"P-{n}", DAY, member, 30] for n, member in enumerate(["007", 7, 8, "๐๐๘"])]
    events_in(path, *rows)
    assert told(path) == ["D3 WR497 member", "D4 WR497 member"]


def test_hidden_rows_count_as_they_do_when_the_sheet_is_saved_as_csv(path: Path) -> None:
    rows = [HEADER, ["paid", "P-1", DAY, "M001", 30], ["paid", "P-2", DAY, "M001", 30]]
    saved(path, {"events": {"rows": rows, "hidden_rows": [3]}})
    assert [event.id for event in read_events(path).events] == ["P-1", "P-2"]


def test_empty_rows_and_columns_are_passed_over_and_rows_keep_their_numbers(path: Path) -> None:
    rows = [
        [],
        ["kind", "id", "date", None, "member", "amount"],
        [],
        ["paid", "P-1", DAY, None, "M001", -1],
        ["  "],
        [],
    ]
    saved(path, {"events": {"rows": rows}})
    assert told(path) == ["F4 WR427 amount"]
    assert read_events(path).rows == 1


def test_a_value_in_a_column_without_a_name_is_refused(path: Path) -> None:
    events_in(path, ["paid", "P-1", DAY, "M001", 30, "?"], ["paid", "P-2", DAY, "M001", 30])
    file = read_events(path)
    assert [found.code for found in file.refusals] == ["WR410"]
    assert [event.id for event in file.events] == ["P-2"]


def test_merged_cells_far_from_any_value_do_no_harm(path: Path) -> None:
    rows = [HEADER, ["paid", "P-1", DAY, "M001", 30]]
    saved(path, {"events": {"rows": rows, "merged": ["G2:G3", "A9:E9"]}})
    assert [event.id for event in read_events(path).events] == ["P-1"]


def test_a_fact_of_any_type_reaches_the_event_as_text(path: Path) -> None:
    header = ["kind", "id", "date", "member", "fact.gpa", "fact.graduating", "ข้อเท็จจริง.since", "fact.level"]
    events_in(path, ["joined", "J-1", DAY, "M001", 350, True, DAY, "primary"], header=header)
    facts = read_events(path).events[0].facts  # type: ignore[attr-defined]
    assert facts == {"gpa": "350", "graduating": "true", "since": "2012-01-05", "level": "primary"}


def test_the_only_visible_sheet_that_holds_something_is_read(path: Path) -> None:
    rows = {"rows": [HEADER, ["closed", "Y-1", DAY]]}
    saved(path, {"empty": {}, "events": rows, "lists": {"rows": [["paid"]], "state": "hidden"}})
    assert read_events(path).events == (Closed("Y-1", DAY),)
    assert read_events(path, sheet="events").events == (Closed("Y-1", DAY),)
    assert "WR407" in str(read_events_refused(path, "lists"))


def read_events_refused(path: Path, sheet: str) -> EventError:
    with pytest.raises(EventError) as caught:
        read_events(path, sheet=sheet)
    return caught.value


def test_an_empty_sheet_is_an_empty_file(path: Path) -> None:
    saved(path, {"events": {}})
    assert "WR403" in refusal(path)


def test_a_text_has_no_sheets(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("kind,id,date\n", encoding="utf-8")
    assert "WR447" in refusal(tmp_path / "events.csv", sheet="events")


@pytest.mark.parametrize("library", ["openpyxl", "defusedxml"])
def test_without_the_extra_the_remedy_names_it(path: Path, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    events_in(path, ["closed", "Y-1", DAY])
    monkeypatch.setitem(sys.modules, library, None)
    told = refusal(path)
    assert "WR490" in told
    assert "pip install 'welfarerules[xlsx]'" in told


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no workbook, or is damaged"),
        (b"kind,id,date\n", "no workbook, or is damaged"),
        (b"PK\x03\x04 broken", "no workbook, or is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "protected by a password, or of the old kind .xls"),
    ],
)
def test_what_is_no_workbook_is_refused_as_a_whole(path: Path, data: bytes, reason: str) -> None:
    path.write_bytes(data)
    assert f"WR491: the workbook cannot be read: it is {reason}" in refusal(path)


def test_a_workbook_that_swells_is_not_opened(path: Path) -> None:
    events_in(path, ["closed", "Y-1", DAY])
    swollen = repacked(path, lambda name, part: part + b" " * 120_000_000 if name.endswith("workbook.xml") else part)
    assert len(swollen) < 1_000_000
    path.write_bytes(swollen)
    assert "too large when unpacked" in refusal(path)


def test_entities_that_swell_are_not_expanded(path: Path) -> None:
    events_in(path, ["closed", "Y-1", DAY])
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    path.write_bytes(repacked(path, lambda name, part: bomb + part if name.startswith("xl/worksheets/") else part))
    assert "WR491" in refusal(path)


@pytest.mark.parametrize(
    "area",
    [
        b'<mergeCells><mergeCell ref="A5:XFD1048576"/></mergeCells>',
        b"<mergeCells><mergeCell ref='$a$5:$xfd$1048576' /></mergeCells>",
        b'<hyperlinks><hyperlink display="x" ref="A5:XFD1048576"/></hyperlinks>',
    ],
)
def test_areas_without_end_are_not_walked_through(path: Path, area: bytes) -> None:
    events_in(path, ["closed", "Y-1", DAY])
    path.write_bytes(repacked(path, lambda _, part: part.replace(b"</sheetData>", b"</sheetData>" + area)))
    assert "too many of its cells are merged" in refusal(path)


@pytest.mark.parametrize("area", ["&#65;5:XFD1048576", "A5:", "5:9", ""])
def test_areas_written_as_no_spreadsheet_writes_them_are_not_opened(path: Path, area: str) -> None:
    events_in(path, ["closed", "Y-1", DAY])
    merge = f'</sheetData><mergeCells><mergeCell ref="{area}"/></mergeCells>'.encode()
    path.write_bytes(repacked(path, lambda _, part: part.replace(b"</sheetData>", merge)))
    assert "WR491" in refusal(path)


def test_a_part_in_another_encoding_is_not_opened(path: Path) -> None:
    events_in(path, ["closed", "Y-1", DAY])

    def recoded(name: str, part: bytes) -> bytes:
        return part.decode("utf-8").encode("utf-16") if "worksheets" in name else part

    path.write_bytes(repacked(path, recoded))
    assert "WR491" in refusal(path)


@given(st.binary(max_size=400), st.integers(0, 10**6), st.sampled_from(["archive", "part"]))
def test_no_damage_ends_in_anything_but_a_refusal(damage: bytes, where: int, what: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = events_in(Path(folder) / "e.xlsx", ["paid", "P-1", DAY, "M001", 30], ["closed", "Y-1", DAY])

        def damaged(data: bytes) -> bytes:
            at = where % (len(data) + 1)
            return data[:at] + damage + data[at + len(damage) // 2 :]

        path.write_bytes(
            damaged(path.read_bytes())
            if what == "archive"
            else repacked(path, lambda name, part: damaged(part) if "sheet1" in name or "styles" in name else part)
        )
        with contextlib.suppress(EventError):
            file = read_events(path)
            assert file.rows >= len(file.events)


def test_a_single_cell_far_below_does_not_make_a_million_rows(path: Path) -> None:
    events_in(path, ["closed", "Y-1", DAY])
    far = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>closed</t></is></c></row></sheetData>'
    path.write_bytes(repacked(path, lambda _, part: part.replace(b"</sheetData>", far)))
    assert [found.line for found in read_events(path).refusals] == [1048576, 1048576]


def test_a_field_is_read_the_same_in_every_kind_of_event() -> None:
    """A cell is understood by its column, before the kind of the row is known."""
    forms: dict[str, set[str]] = {}
    for cls in EVENT_KINDS.values():
        for field in fields_of(cls):
            form = field.about.form
            word = next((known.__name__ for known in (Amount, Count, Day) if isinstance(form, known)), "words")
            forms.setdefault(field.name, set()).add(word)
    assert not {name: words for name, words in forms.items() if len(words) > 1}


amounts = st.integers(1, 10**11).map(lambda minor: Decimal(minor) / 100)
days = st.dates(date(1950, 1, 1), date(2399, 12, 31))


@given(st.lists(st.tuples(days, st.sampled_from(["M001", "ก", "007"]), amounts), max_size=6))
def test_a_workbook_tells_the_same_events_as_csv(rows: list[tuple[date, str, Decimal]]) -> None:
    events = [Paid(f"P-{n}", day, member, amount) for n, (day, member, amount) in enumerate(rows)]
    with tempfile.TemporaryDirectory() as folder:
        path = events_in(Path(folder) / "e.xlsx", *(["paid", e.id, e.date, e.member, float(e.amount)] for e in events))
        file = read_events(path)
    assert not file.refusals
    by_csv = loads_events(dumps_events(events, "csv"), "csv").events
    # A trailing zero is not part of a number: 30.50 is the number 30.5.
    assert [{**event_to_json(e), "amount": Decimal(str(event_to_json(e)["amount"]))} for e in file.events] == [
        {**event_to_json(e), "amount": Decimal(str(event_to_json(e)["amount"]))} for e in by_csv
    ]
