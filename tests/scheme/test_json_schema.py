"""The schema that editors use says what the reader says; ``python tests/scheme/test_json_schema.py`` writes it anew."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from welfarerules.errors import SchemeError
from welfarerules.loading import loads_scheme
from welfarerules.scheme.json_schema import scheme_schema
from welfarerules.scheme.sections import SchemeFile
from welfarerules.scheme.shapes import Section, keys_of

SCHEMES = Path(__file__).resolve().parents[2] / "schemes"
SHIPPED = SCHEMES / "scheme.schema.json"
GOOD = sorted(path for path in SCHEMES.glob("*/*.toml") if path.parent.name != "bad" and ".cases" not in path.name)


def text() -> str:
    return json.dumps(scheme_schema(), ensure_ascii=False, indent=2) + "\n"


def as_json(value: Any) -> Any:
    """A TOML value as the JSON that a schema describes: dates are text there."""
    if isinstance(value, dict):
        return {name: as_json(each) for name, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def faults(scheme: str) -> list[str]:
    validator = jsonschema.Draft7Validator(scheme_schema())
    return [error.message for error in validator.iter_errors(as_json(tomli.loads(scheme)))]


def test_the_shipped_schema_is_fresh() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == text()


def test_the_schema_itself_is_valid() -> None:
    jsonschema.Draft7Validator.check_schema(scheme_schema())


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_every_good_scheme_fits_the_schema(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_taplo_accepts_every_good_scheme(path: Path) -> None:
    assert taplo(path).returncode == 0


def taplo(path: Path) -> subprocess.CompletedProcess[str]:
    command: list[str | Path] = [Path(sys.executable).with_name("taplo"), "check", "--schema", SHIPPED.as_uri(), path]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=path.parent)


def chamuang(old: str, new: str) -> str:
    good = (SCHEMES / "th" / "chamuang.toml").read_text(encoding="utf-8")
    assert old in good
    return good.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[membership]", "[membership]\nentry_feee = 20"),
        ("[conventions]", "[conventions]\nroundings = 1"),
        ("event_date", "event_dat"),
        ('collected = "monthly"', 'colected = "monthly"'),
        ('per = "night"', 'pre = "night"'),
        ("amount = 1000", 'amount = "1000"'),
        ("amount = 1000", "amount = true"),
        ('due = "last day"', "due = 5"),
        ('month_end = "clamp"', 'month_end = "clampp"'),
        ("[benefit.birth]", '[benefit."คลอด"]'),
    ],
)
def test_the_schema_refuses_a_misspelt_key_or_a_wrong_value(old: str, new: str, tmp_path: Path) -> None:
    wrong = chamuang(old, new)
    assert faults(wrong)
    path = tmp_path / "wrong.toml"
    path.write_text(wrong, encoding="utf-8")
    assert taplo(path).returncode != 0


def test_a_kind_of_a_plugin_is_left_open() -> None:
    assert faults(chamuang("amount = 1000", 'amount = { kind = "rice.gift", kilograms = 5 }')) == []


@given(st.data())
def test_whatever_the_schema_refuses_the_reader_refuses_too(data: st.DataObject) -> None:
    lines = (SCHEMES / "th" / "chamuang.toml").read_text(encoding="utf-8").splitlines()
    places = [number for number, line in enumerate(lines) if " = " in line and not line.startswith(("#", " "))]
    number = data.draw(st.sampled_from(places))
    name, _, value = lines[number].partition(" = ")
    changed = data.draw(st.sampled_from(["name", "value"]))
    if changed == "name":
        lines[number] = f"{name}x = {value}"
    else:
        lines[number] = f"{name} = {data.draw(st.sampled_from(['1', '-1', 'true', '[]', '{}', '2025-01-01']))}"
    text = "\n".join(lines)
    try:
        wrong = faults(text)
    except tomli.TOMLDecodeError:
        return
    if wrong:
        with pytest.raises(SchemeError):
            loads_scheme(text)


def test_every_key_has_a_description() -> None:
    def descriptions(schema: dict[str, Any]) -> list[str]:
        here = [each.get("description", "") for each in schema.get("properties", {}).values()]
        inner = [
            description
            for value in schema.values()
            for each in (value if isinstance(value, list) else [value])
            if isinstance(each, dict)
            for description in descriptions(each)
        ]
        return here + inner

    told = descriptions(scheme_schema()["properties"]["benefit"]["additionalProperties"])
    assert len(told) > 20
    assert all(told)


@pytest.mark.parametrize("section", [SchemeFile])
def test_required_keys_of_the_schema_are_those_of_the_reader(section: type[Section]) -> None:
    assert scheme_schema()["required"] == [key.name for key in keys_of(section) if key.required]


if __name__ == "__main__":
    SHIPPED.write_text(text(), encoding="utf-8")
