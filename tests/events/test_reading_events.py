"""Reading files of events: what people and spreadsheets write, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.event_strategies import DAY, events
from welfarerules.errors import EventError, MoneyError, Place
from welfarerules.events import (
    Borrowed,
    Claimed,
    Closed,
    Event,
    Left,
    Opening,
    Paid,
    Payee,
    Resolved,
    dumps_events,
    event_from_json,
    event_to_json,
    fields_of,
    loads_events,
    read_events,
)


def one(text: str, form: str = "csv") -> Event:
    """The event of a text that tells one and nothing wrong."""
    file = loads_events(text, form)
    assert not file.refusals
    (event,) = file.events
    return event


def refused(text: str, form: str = "csv") -> list[str]:
    file = loads_events(text, form)
    return [f"{found.line} {found.code} {found.path}" for found in file.refusals]


def row(**cells: str) -> str:
    """A CSV text with one row."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(cells), lineterminator="\n")
    writer.writeheader()
    writer.writerow(cells)
    return text.getvalue()


def test_a_row_tells_an_event_and_where_it_stands() -> None:
    event = one("kind,id,date,member,amount\npaid,P-1,2025-10-01,M-1,365.00\n")
    assert event == Paid("P-1", DAY, "M-1", "365.00")
    assert event.place == Place("<text>", 2)


def test_thai_heads_kinds_dates_and_digits_are_read() -> None:
    text = "ประเภท,รหัส,วันที่,สมาชิก,จำนวนเงิน\nชำระเงิน,P-1,๑ ต.ค. ๒๕๖๘,M-1,๓๖๕.๕๐ บาท\n"
    assert one(text) == Paid("P-1", DAY, "M-1", "365.50")


@pytest.mark.parametrize(
    "day", ["2025-10-01", "2568-10-01", "1/10/2568", "1 ตุลาคม 2568", "Oct 1, 2025", " 2025-10-01 "]
)
def test_a_date_may_be_written_in_any_way_that_has_one_reading(day: str) -> None:
    assert one(row(kind="closed", id="Y-1", date=day)) == Closed("Y-1", DAY)


@pytest.mark.parametrize("word", ["paid", "PAID", " Paid ", "ชำระเงิน", "ชํา ระเงิน"])
def test_a_kind_is_known_by_its_english_or_thai_word(word: str) -> None:
    assert one(row(kind=word, id="P-1", date="2025-10-01", member="M-1", amount="20")).kind == "paid"


def test_the_heads_of_columns_may_be_typed_freely() -> None:
    text = "\ufeffKind, ID ,DATE,Paid_Until\nopening,O-1,2025-10-01,\n"
    assert refused(text) == ["2 WR434 member"]
    event = one("kind,id,date,สมาชิก ,วันเข้า เป็นสมาชิก\nopening,O-1,2025-10-01,M-1,2018-05-01\n")
    assert event == Opening("O-1", DAY, member="M-1", joined=date(2018, 5, 1))


def test_excel_files_are_read_with_their_mark_and_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(
        'kind,id,date,member,amount,\r\npaid,P-1,1/10/2568,M-1,"1,250.50",\r\n,,,,,\r\n'.encode("utf-8-sig")
    )
    file = read_events(path)
    assert file.events == (Paid("P-1", DAY, "M-1", "1250.50"),)
    assert (file.rows, file.refusals) == (1, ())


def test_blank_lines_are_left_out_and_lines_keep_their_numbers() -> None:
    file = loads_events("\n\nkind,id,date,member\n\n  \nleft,L-1,2025-10-01,M-1\r\rleft,L-2,2025-10-01,M-1", "csv")
    assert [event.place.line for event in file.events] == [6, 8]
    assert file.rows == 2


def test_cells_that_a_spreadsheet_leaves_out_or_adds_at_the_end_are_empty() -> None:
    assert one("kind,id,date,member,amount,reason\nleft,L-1,2025-10-01,M-1\n") == Left("L-1", DAY, "M-1")
    assert one("kind,id,date,member\nleft,L-1,2025-10-01,M-1,, \n") == Left("L-1", DAY, "M-1")


def test_facts_stand_in_columns_of_their_own() -> None:
    text = row(
        kind="claimed",
        id="C-1",
        date="2025-10-09",
        member="M-1",
        benefit="study",
        **{"fact.gpa": "350", "ข้อเท็จจริง.จบปีนี้": "ใช่"},
    )
    assert one(text) == Claimed("C-1", date(2025, 10, 9), "M-1", "study", facts={"gpa": "350", "จบปีนี้": "ใช่"})


def test_several_values_stand_in_one_cell() -> None:
    claim = row(
        kind="claimed",
        id="C-1",
        date="2025-10-09",
        member="M-1",
        benefit="death",
        payees="spouse=สมศรี ใจดี | children=มาลี",
    )
    assert one(claim) == Claimed(
        "C-1", date(2025, 10, 9), "M-1", "death", payees=(Payee("spouse", "สมศรี ใจดี"), Payee("children", "มาลี"))
    )
    opening = row(
        kind="opening",
        id="O-1",
        date="2025-10-01",
        member="M-1",
        joined="2018-05-01",
        used="hospital=600.00|birth=๑,๐๐๐",
    )
    event = one(opening)
    assert isinstance(event, Opening)
    assert event.used == {"benefit.hospital": Decimal(600), "benefit.birth": Decimal(1000)}


def test_an_outcome_may_be_said_in_thai() -> None:
    text = row(
        kind="มติคณะกรรมการ", id="R-1", date="2025-10-01", claim="C-1", outcome="อนุมัติ", amount="5", resolution="4/2568"
    )
    assert one(text) == Resolved("R-1", DAY, "C-1", "approved", "4/2568", amount=5)


def test_all_that_is_wrong_with_a_row_is_told_at_once_and_the_other_rows_count() -> None:
    text = "kind,id,date,member,amount,benefit\npaid,,31/2/2568,M-1,-5,hospital\npaid,P-2,2025-10-01,M-1,20,\n"
    assert refused(text) == ["2 WR427 amount", "2 WR414 benefit", "2 WR021 date", "2 WR413 id"]
    file = loads_events(text, "csv")
    assert file.events == (Paid("P-2", DAY, "M-1", 20),)
    assert file.rows == 2


def test_a_date_that_could_not_be_read_is_not_compared() -> None:
    text = row(
        kind="claimed", id="C-1", date="2025-10-09", member="M-1", benefit="x", admitted="5/6", discharged="2025-10-01"
    )
    assert refused(text) == ["2 WR020 admitted"]


def test_an_amount_that_could_not_be_read_is_not_missing() -> None:
    text = row(
        kind="resolved", id="R-1", date="2025-10-01", claim="C-1", outcome="approved", amount="1,5", resolution="4"
    )
    assert refused(text) == ["2 WR012 amount"]


def test_amounts_have_the_decimals_of_the_currency_that_is_given() -> None:
    text = row(kind="received", id="G-1", date="2025-10-01", amount="1.250", source="grant")
    assert [found.code for found in loads_events(text, "csv", currency="THB").refusals] == ["WR013"]
    assert not loads_events(text, "csv", currency="KWD").refusals
    with pytest.raises(MoneyError):
        loads_events(text, "csv", currency="BAHT")


def test_one_bad_quote_does_not_swallow_the_rest() -> None:
    text = 'kind,id,date,source,amount\nreceived,G-1,2025-10-01,"อบต,5\nreceived,G-2,2025-10-01,"ก ""ข"", ค",5\n'
    assert refused(text) == ["2 WR411 "]
    assert [event.id for event in loads_events(text, "csv").events] == ["G-2"]


def test_a_header_at_fault_refuses_the_file_but_counts_its_rows() -> None:
    file = loads_events("kind,id,date,ammount\npaid,P-1,2025-10-01,5\n\npaid,P-2,2025-10-01,5\n", "csv")
    assert (file.events, file.rows) == ((), 2)
    assert [found.code for found in file.refusals] == ["WR409"]


def test_a_header_that_lacks_columns_and_has_wrong_ones_is_told_of_both() -> None:
    assert refused("kind,ident,datum,date,zzz\n") == ["1 WR407 ", "1 WR409 datum", "1 WR409 ident", "1 WR405 zzz"]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_separators_than_commas_are_named(separator: str) -> None:
    assert refused(f"kind{separator}id{separator}date\n") == ["1 WR404 "]


@pytest.mark.parametrize(
    ("data", "said", "line"),
    [
        ("kind,id,date\nปิดบัญชี,Y-1,2025-10-01\n".encode("cp874"), "TIS-620", 2),
        ("kind,id,date\n".encode("utf-16"), "UTF-16", 1),
        ("kind,id,date\n".encode("utf-16-be"), "UTF-16", 1),
        (b"PK\x03\x04\xff", "a workbook of a spreadsheet", 1),
        (b"kind\x81\x8d", "another encoding", 1),
    ],
)
def test_text_that_is_not_utf_8_is_refused_with_what_it_looks_like(
    tmp_path: Path, data: bytes, said: str, line: int
) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(data)
    (found,) = read_events(path).refusals
    assert (found.code, found.line) == ("WR402", line)
    assert said in found.message
    assert "CSV UTF-8" in found.remedy


def test_a_file_that_is_not_there_is_an_error_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(EventError, match="WR400: the file cannot be read: there is no such file") as caught:
        read_events(tmp_path / "none.csv")
    assert "ไม่มีแฟ้มนี้" in caught.value.render("th")


@pytest.mark.parametrize("name", ["events", "events.csv", "events.d"])
def test_a_folder_is_told_from_a_file_of_another_format(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(EventError, match="WR400: the file cannot be read: it is a folder, not a file"):
        read_events(tmp_path / name)


@pytest.mark.parametrize("name", ["events.xls", "events", "-"])
def test_a_format_that_is_not_known_is_an_error(tmp_path: Path, name: str) -> None:
    """The remedy is one that works on the command line too."""
    with pytest.raises(EventError, match=r"WR401: .* ends in none of \.csv, \.jsonl and \.xlsx") as caught:
        read_events(tmp_path / name)
    assert "format=" not in str(caught.value)
    with pytest.raises(EventError, match=r"WR401: .* 'toml' is neither 'csv' nor 'jsonl'"):
        loads_events("", "toml")


def test_the_format_can_be_said(tmp_path: Path) -> None:
    path = tmp_path / "events.txt"
    path.write_text('{"kind": "closed", "id": "Y-1", "date": "2025-10-01"}\n', encoding="utf-8")
    assert read_events(path, format="jsonl").events == (Closed("Y-1", DAY),)


@pytest.mark.parametrize("amount", ["365.50", "๓๖๕.๕๐", "365.5 บาท"])
def test_a_line_of_json_tells_an_event(amount: str) -> None:
    line = json.dumps({"kind": "paid", "id": "P-1", "date": "2025-10-01", "member": "M-1", "amount": amount})
    event = one(f"\n{line}\n", "jsonl")
    assert event == Paid("P-1", DAY, "M-1", "365.50")
    assert event.place == Place("<text>", 2)


def test_null_and_empty_text_in_json_count_as_left_out() -> None:
    data = {"kind": "left", "id": "L-1", "date": "2025-10-01", "recorded": None, "member": "M-1", "amount": ""}
    assert event_from_json(data) == Left("L-1", DAY, "M-1")
    with pytest.raises(EventError, match="WR413 member"):
        event_from_json({**data, "member": " "})


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"amount": 365.5}, "WR430 amount"),
        ({"amount": True}, "WR419 amount"),
        ({"amount": [1]}, "WR419 amount"),
        ({"sequence": "two"}, "WR424 sequence"),
        ({"sequence": 1.5}, "WR419 sequence"),
        ({"sequence": -1}, "WR424 sequence"),
        ({"date": 20251001}, "WR419 date"),
        ({"id": 7}, "WR419 id"),
        ({"kind": 7}, "WR412 kind"),
        ({"kind": None}, "WR416 kind"),
        ({"memberr": "M-1"}, "WR417 memberr"),
        ({"benefit": "hospital"}, "WR414 benefit"),
        ({"x": [{}]}, "WR414 x"),
    ],
)
def test_json_of_another_shape_is_refused(changed: dict[str, Any], expected: str) -> None:
    data = {"kind": "paid", "id": "P-1", "date": "2025-10-01", "member": "M-1", "amount": 365}
    with pytest.raises(EventError) as caught:
        event_from_json({**data, **changed}, place=Place("a", 3))
    assert [f"{found.code} {found.path}" for found in caught.value.found] == [expected]
    assert {found.line for found in caught.value.found} == {3}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"payees": "spouse=ก"}, "WR419 payees"),
        ({"payees": [{"class": "spouse"}]}, "WR419 payees"),
        ({"payees": [{"class": "spouse", "name": 3}]}, "WR419 payees"),
        ({"facts": "gpa"}, "WR419 facts"),
        ({"facts": {"gpa": 3.5}}, "WR419 facts"),
        ({"facts": {"gpa": {}}}, "WR419 facts"),
        ({"facts": {"gpa": ""}}, "WR419 facts"),
    ],
)
def test_a_claim_of_another_shape_is_refused(fields: dict[str, Any], expected: str) -> None:
    data = {"kind": "claimed", "id": "C-1", "date": "2025-10-01", "member": "M-1", "benefit": "death"}
    with pytest.raises(EventError) as caught:
        event_from_json({**data, **fields})
    assert [f"{found.code} {found.path}" for found in caught.value.found] == [expected]


def test_used_benefits_are_an_object_in_json() -> None:
    data = {"kind": "opening", "id": "O-1", "date": "2025-10-01", "member": "M-1", "joined": "2018-05-01"}
    event = event_from_json({**data, "used": {"hospital": 600, "birth": "0.50"}})
    assert event_to_json(event)["used"] == {"benefit.birth": "0.50", "benefit.hospital": "600.00"}
    for wrong, code in (
        ("hospital=600", "WR419"),
        ({"hospital": 1, "benefit.hospital": 1}, "WR426"),
        ({"a|b": 1}, "WR420"),
    ):
        with pytest.raises(EventError, match=code):
            event_from_json({**data, "used": wrong})


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "7",
        "null",
        '{"kind": NaN}',
        "[" * 100_000,
        '{"amount": ' + "9" * 5000 + "}",
        '{"a": 1e99999999999999999999}',
    ],
)
def test_a_line_that_is_no_object_is_refused_and_the_next_one_counts(line: str) -> None:
    file = loads_events(f'{line}\n{{"kind": "closed", "id": "Y-1", "date": "2025-10-01"}}\n', "jsonl")
    assert [found.line for found in file.refusals] == [1]
    assert file.events == (Closed("Y-1", DAY),)


def test_a_key_given_twice_is_refused_at_any_depth() -> None:
    assert refused('{"kind": "closed", "kind": "left"}', "jsonl") == ["1 WR418 kind"]
    assert refused('{"kind": "claimed", "facts": {"a": 1, "a": 2}}', "jsonl") == ["1 WR418 a"]


def test_each_message_has_words_in_every_language() -> None:
    text = "kind,id,date,member,amount\npiad,P-1,2025-10-01,M-1,5\npaid,,1/2/3,M-1\u200b,-5\n"
    for found in loads_events(text, "csv").refusals:
        assert found.render("en")
        assert found.render("th")


@given(st.text())
def test_no_text_makes_a_reader_fail(text: str) -> None:
    for form in ("csv", "jsonl"):
        file = loads_events(text, form)
        assert file.rows <= len(text) + 1
        assert all(found.render() for found in file.refusals)


@given(st.lists(st.lists(st.text(st.sampled_from('paidM1-0,."|=๑ก/ 2568\u200b'), max_size=10), min_size=5, max_size=6)))
def test_no_cells_make_a_reader_fail(rows: list[list[str]]) -> None:
    """Whatever is in the cells, each row gives one event or at least one refusal that names its line."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["kind", "id", "date", "member", "amount", "fact.a"])
    writer.writerows([["paid", *row[1:]] for row in rows])
    file = loads_events(text.getvalue(), "csv")
    assert file.rows == len(rows)
    assert {found.line for found in file.refusals} | {event.place.line for event in file.events} == set(
        range(2, len(rows) + 2)
    )


@given(st.lists(events(), max_size=6))
def test_a_row_makes_the_same_event_as_the_constructor(told: list[Event]) -> None:
    """The reader does not check twice what it has checked: what comes out must be what the class would make."""
    for event in loads_events(dumps_events(told, "csv"), "csv").events:
        fields = {field.name: getattr(event, field.name) for field in fields_of(type(event))}
        assert type(event)(**fields) == event
        assert repr(type(event)(**fields)) == repr(event)


def test_values_are_read_once_but_rows_stay_apart() -> None:
    """What a text was read as is kept: two rows with the same cells give two equal events, not one."""
    text = row(kind="borrowed", id="B-1", date="2025-10-01", member="M-1", loan="emergency", amount="5000")
    again = text + text.splitlines()[1].replace("B-1", "B-2") + "\n"
    first, second = loads_events(again, "csv").events
    assert first == Borrowed("B-1", DAY, "M-1", "loan.emergency", 5000)
    assert second == Borrowed("B-2", DAY, "M-1", "emergency", 5000)


AMOUNT_BEFORE: dict[str, str] = {
    "amount,sequence": "paid,P-1,2025-10-01,M-1,{}",
    "amount,sequence,reason": "paid,P-1,2025-10-01,M-1,{}",
    "amount,benefit": "paid,P-1,2025-10-01,M-1,{}",
    "amount,source": "received,R-1,2025-10-01,,{},ทอดผ้าป่า",
    "amount": "opening,O-1,2025-10-01,,{}",
    "advance,joined": "opening,O-1,2025-10-01,M-1,{},2020-10-01",
}


@pytest.mark.parametrize("written", ["1,250", "๑,๒๕๐", "-1,250", " 12, 250.50", "365,000", "1,250,000"])
@pytest.mark.parametrize("columns", AMOUNT_BEFORE)
def test_an_amount_that_a_comma_may_have_cut_in_two_is_refused_alone(columns: str, written: str) -> None:
    text = f"kind,id,date,member,{columns}\n{AMOUNT_BEFORE[columns].format(written)}\n"
    field = columns.partition(",")[0]
    assert refused(text) == [f"2 WR449 {field}"]
    (found,) = loads_events(text, "csv").refusals
    assert f'"{"".join(written.split())}"' in found.remedy


@pytest.mark.parametrize("written", ["1.00,250", '"1,250",3', "1250,250", "1,25", "1,2500", "1,", ",250"])
def test_an_amount_that_no_comma_has_cut_is_not_doubted(written: str) -> None:
    text = f"kind,id,date,member,amount,sequence\npaid,P-1,2025-10-01,M-1,{written}\n"
    assert "WR449" not in str(loads_events(text, "csv").refusals)


def test_an_amount_before_a_column_that_would_be_empty_otherwise_is_whole() -> None:
    paid = one("kind,id,date,amount,member\npaid,P-1,2025-10-01,30,001\n")
    assert isinstance(paid, Paid)
    assert (paid.amount, paid.member) == (Decimal(30), "001")
    assert refused("kind,id,date,amount,member\npaid,P-1,2025-10-01,1,250,001\n") == ["2 WR449 amount"]


def test_columns_are_named_as_the_file_names_them() -> None:
    text = "ประเภท,รหัส,วันที่,สมาชิก,จำนวนเงิน\nเข้าเป็นสมาชิก,J-1,2020-12-01,M002,30\n"
    (found,) = loads_events(text, "csv").refusals
    assert found.message == "an event of the kind 'เข้าเป็นสมาชิก' has no 'จำนวนเงิน', but the row says '30'"
    assert found.path == "amount"
    assert not re.search("[a-z]", found.remedy.partition("it has ")[2])
    assert "รหัส, วันที่" in found.remedy


@pytest.mark.parametrize("end", ["1,250", "1,250,000", "12,345.50", "1,250 บาท", "1,250.-"])
def test_three_digits_are_no_text_beside_an_amount_although_the_text_is_needed(end: str) -> None:
    assert refused(f"kind,id,date,amount,source\nreceived,R-1,2025-10-01,{end}\n")[0] == "2 WR449 amount"
    one("kind,id,date,amount,source\nreceived,R-1,2025-10-01,1.00,250\n")
    one("kind,id,date,amount,source\nreceived,R-1,2025-10-01,1,250 คน\n")


def test_a_kind_behind_a_cut_amount_does_not_hide_it() -> None:
    assert refused("id,date,amount,kind,member\nP-1,2025-10-01,1,250,paid,M-1\n") == ["2 WR449 amount"]


def test_where_a_currency_has_no_decimals_another_column_keeps_two_values_apart() -> None:
    text = "kind,id,date,member,amount,sequence\npaid,P-1,2025-10-01,M-1,1,250\n"
    (found,) = loads_events(text, "csv", currency="JPY").refusals
    assert "move another column between the two" in found.remedy


@given(st.lists(events(), max_size=4))
def test_no_amount_that_this_package_writes_is_doubted(written: list[Event]) -> None:
    assert "WR449" not in str(loads_events(dumps_events(written, "csv"), "csv").refusals)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("piad", "paid"),
        ("payed", "paid"),
        ("recieved", "received"),
        ("ชำระเงน", "ชำระเงิน"),
        ("กู่เงิน", "กู้เงิน"),
    ],
)
def test_a_misspelt_kind_is_recognized(written: str, meant: str) -> None:
    (found,) = loads_events(f"kind,id,date\n{written},P-1,2025-10-01\n", "csv").refusals
    assert found.remedy.startswith(f"write {meant!r};")


@pytest.mark.parametrize(
    "written", ["ฝากเงิน", "จ่ายเงิน", "ได้เงิน", "รับเงิน", "ยืมเงิน", "คืนเงิน", "ออมเงิน", "sent", "lent", "loaned", "repaid"]
)
def test_no_kind_of_another_meaning_is_suggested(written: str) -> None:
    (found,) = loads_events(f"kind,id,date\n{written},P-1,2025-10-01\n", "csv").refusals
    assert found.remedy.startswith("write the kind that was meant; the kinds are opening, joined, ")
    assert "ยอดยกมา, เข้าเป็นสมาชิก, เปลี่ยนข้อมูลสมาชิก, ชำระเงิน, " in found.render("th")


@pytest.mark.parametrize(
    ("outcome", "remedy"),
    [
        ("aproved", "write 'approved'"),
        ("อนุมติ", "write 'อนุมัติ'"),
        ("unapproved", "write the one that was meant"),
        ("ปฏิเสธ", "write the one that was meant"),
    ],
)
def test_no_decision_of_another_meaning_is_suggested(outcome: str, remedy: str) -> None:
    text = f"kind,id,date,claim,outcome,resolution\nresolved,R-1,2025-10-01,C-1,{outcome},4/2568\n"
    assert [found.remedy for found in loads_events(text, "csv").refusals] == [remedy]


@pytest.mark.parametrize(
    ("field", "value", "example"),
    [("id", 5, '"5"'), ("member", 12, '"12"'), ("id", [5], '"M-001"'), ("date", 5, '"2025-10-01"')],
)
def test_a_number_that_should_be_a_text_is_shown_as_one(field: str, value: object, example: str) -> None:
    data = {"kind": "left", "id": "L-1", "date": "2025-10-01", "member": "M-1", field: value}
    (found,) = loads_events(json.dumps(data), "jsonl").refusals
    assert found.remedy == f"write it as {example}"
