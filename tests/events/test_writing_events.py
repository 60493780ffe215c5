"""What is written is read back as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from events.event_strategies import DAY, events
from welfarerules.errors import EventError
from welfarerules.events import (
    Claimed,
    Closed,
    Event,
    Left,
    Paid,
    Payee,
    Received,
    Reversed,
    dumps_events,
    event_from_json,
    event_to_json,
    loads_events,
    read_events,
    write_events,
)


@given(st.lists(events(), max_size=5), st.sampled_from(["csv", "jsonl"]))
@example([Received("a,b", DAY, "0.01", 'ก "ข", ค;|=')], "csv")
@example([Claimed("c", DAY, "M", "x", payees=(Payee("named", "=ก = ข"),), facts={"a,b": "1", "=": "x"})], "csv")
def test_events_that_were_written_are_read_back(told: list[Event], form: str) -> None:
    file = loads_events(dumps_events(told, form), form)
    assert not file.refusals
    assert file.events == tuple(told)
    assert dumps_events(file.events, form) == dumps_events(told, form) or any(_typed(event) for event in told)


def _typed(event: Event) -> bool:
    return bool(getattr(event, "facts", None))


@given(events())
def test_json_of_an_event_is_plain_and_reads_back(event: Event) -> None:
    data = json.loads(json.dumps(event_to_json(event)))
    assert event_from_json(data) == event


def test_json_leaves_out_what_has_its_default_value() -> None:
    assert event_to_json(Closed("Y-1", DAY, recorded=DAY)) == {"kind": "closed", "id": "Y-1", "date": "2025-10-01"}


def test_json_has_amounts_as_text_and_dates_in_iso_8601() -> None:
    claim = Claimed(
        "C-1", DAY, "M-1", "death", occurred=DAY, facts={"rooms": 2, "poor": True}, payees=(Payee("spouse", "ก"),)
    )
    assert event_to_json(claim) == {
        "kind": "claimed",
        "id": "C-1",
        "date": "2025-10-01",
        "member": "M-1",
        "benefit": "benefit.death",
        "occurred": "2025-10-01",
        "facts": {"poor": True, "rooms": "2"},
        "payees": [{"class": "spouse", "name": "ก"}],
    }


def test_a_csv_file_has_only_the_columns_that_are_used() -> None:
    told = [Left("L-1", DAY, "M-1"), Reversed("V-1", DAY, "L-1")]
    assert (
        dumps_events(told, "csv")
        == "kind,id,date,member,event\nleft,L-1,2025-10-01,M-1,\nreversed,V-1,2025-10-01,,L-1\n"
    )
    assert dumps_events([], "csv") == "kind,id,date\n"
    assert dumps_events([], "jsonl") == ""


@pytest.mark.parametrize("name", ["events.csv", "events.jsonl"])
def test_a_file_is_written_in_the_format_of_its_name(tmp_path: Path, name: str) -> None:
    told = (Paid("P-1", DAY, "M-1", "30.50"), Left("L-1", DAY, "สมาชิก 1"))
    write_events(tmp_path / name, told)
    assert read_events(tmp_path / name).events == told
    assert not (tmp_path / name).read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_file_for_excel_begins_with_the_mark_that_excel_needs(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    write_events(path, [Left("L-1", DAY, "สมาชิก")], for_excel=True)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfkind")
    assert read_events(path).events == (Left("L-1", DAY, "สมาชิก"),)


def test_a_format_that_is_not_known_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(EventError, match="WR401"):
        write_events(tmp_path / "events.xlsx", [])
    assert not list(tmp_path.iterdir())
