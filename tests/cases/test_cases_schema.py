"""The schema that editors use for worked cases; ``python tests/cases/test_cases_schema.py`` writes it anew."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest
import tomli

from welfarerules.cases import cases_schema

SCHEMES: Final = Path(__file__).resolve().parents[2] / "schemes"
SHIPPED: Final = SCHEMES / "cases.schema.json"
GOOD: Final = sorted(path for path in SCHEMES.glob("*/*.cases.toml") if path.parent.name != "bad")
TAPLO: Final = Path(sys.executable).with_name("taplo")

CASE: Final = """
schema = 1
scheme = "fund.toml"
[[case]]
id = "one"
name = { en = "one" }
as_of = 2012-12-15
events = [
  { kind = "joined", member = "A", date = "4 มกราคม 2555" },
  { kind = "paid", member = "A", date = 2012-02-05, amount = 30.50, repeat = { every = "month", until = 2012-10-05 } },
]
expect = [{ member = "A", status = "active" }]
"""


def text() -> str:
    return json.dumps(cases_schema(), ensure_ascii=False, indent=2) + "\n"


def as_json(value: Any) -> Any:
    """A TOML value as the JSON that a schema describes."""
    if isinstance(value, dict):
        return {name: as_json(each) for name, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def faults(cases: str) -> list[str]:
    validator = jsonschema.Draft7Validator(cases_schema())
    values = tomli.loads(cases, parse_float=Decimal)
    return [error.message for error in validator.iter_errors(as_json(values))]


def test_the_shipped_schema_is_fresh() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == text()


def test_the_schema_itself_is_valid() -> None:
    jsonschema.Draft7Validator.check_schema(cases_schema())


def test_there_are_cases_to_try_it_on() -> None:
    assert GOOD


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_every_good_file_of_cases_fits_the_schema(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_taplo_accepts_every_good_file_of_cases(path: Path) -> None:
    done = subprocess.run([str(TAPLO), "check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('kind = "joined", member', 'kind = "joined", membr'),
        ('kind = "joined"', 'kind = "joind"'),
        ('status = "active"', 'status = "activ"'),
        ("amount = 30.50", "amount = true"),
        ('every = "month"', 'every = "fortnight"'),
        ('member = "A", status = "active"', 'status = "active"'),
        ('name = { en = "one" }', 'name = "one"'),
        ("schema = 1", "schema = 2"),
    ],
)
def test_an_editor_sees_what_the_reader_would_refuse(right: str, wrong: str) -> None:
    assert faults(CASE) == []
    assert faults(CASE.replace(right, wrong, 1))


if __name__ == "__main__":
    SHIPPED.write_text(text(), encoding="utf-8")
