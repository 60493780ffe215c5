"""The JSON Schema and the reference table are what the classes say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest
from hypothesis import given

from events.event_strategies import events
from welfarerules.events import EVENT_KINDS, Event, catalogue_table, event_to_json, events_schema, fields_of
from welfarerules.events.catalogue import FIELDS
from welfarerules.events.schema import schema_text

FILE: Final = Path(__file__).parents[2] / "schemes" / "events.schema.json"
VALID: Final = jsonschema.Draft202012Validator(
    events_schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)
PAID: Final = {"kind": "paid", "id": "P-1", "date": "2025-10-01", "member": "M-1", "amount": "365.00"}


def test_the_file_is_fresh() -> None:
    """If not, src/welfarerules/events/schema.py says how to make it."""
    assert FILE.read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text()))


@given(events())
def test_every_event_that_is_written_fits_the_schema(event: Event) -> None:
    VALID.validate(event_to_json(event))


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "piad"},
        {"amount": 365.5},
        {"amount": 0},
        {"amount": "-5"},
        {"amount": "12 baht"},
        {"date": "1/10/2568"},
        {"benefit": "hospital"},
        {"id": ""},
        {"sequence": -1},
    ],
)
def test_what_the_reader_would_refuse_or_a_program_should_not_write_does_not_fit(changed: dict[str, Any]) -> None:
    VALID.validate(PAID)
    assert not VALID.is_valid({**PAID, **changed})


@pytest.mark.parametrize("name", ["kind", "id", "date", "member", "amount"])
def test_what_every_event_of_the_kind_needs_is_required(name: str) -> None:
    assert not VALID.is_valid({key: value for key, value in PAID.items() if key != name})


@pytest.mark.parametrize("lang", ["en", "th"])
def test_the_table_lists_every_kind_and_field(lang: str) -> None:
    table = catalogue_table(lang)
    for kind, cls in EVENT_KINDS.items():
        section = table.partition(f"### `{kind}`")[2].partition("###")[0]
        assert cls.label.th in section
        for field in fields_of(cls):
            assert f"| `{field.name}` |" in section + table.partition("###")[0]
    assert all(line.count(" | ") == 5 for line in table.splitlines() if line.startswith("| "))


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown language"):
        catalogue_table("fr")


def test_no_two_fields_share_a_column_and_one_field_has_one_name() -> None:
    assert len(set(FIELDS.values())) == len(FIELDS)
    for cls in EVENT_KINDS.values():
        for field in fields_of(cls):
            assert FIELDS[field.name] == field.about.column
