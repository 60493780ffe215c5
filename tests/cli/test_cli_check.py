"""``check``, ``schema`` and ``test``: what is wrong with files, and what they must look like."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import tomli
from click.testing import Result

import small_fund
from welfarerules.fund.wire import outcome_to_json

Call = Callable[..., Result]


def test_a_fine_scheme_is_said_to_be_fine(fund: Path, call: Call) -> None:
    result = call("check", "fund.toml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "fund.toml: fine: Example fund, contributions: 1, benefits: 2\n"


def test_all_findings_of_all_files_are_told_at_once(fund: Path, call: Call) -> None:
    bad = small_fund.SCHEME.replace("entry_fee", "entry_fe").replace("mode =", "mod =")
    (fund / "bad.toml").write_text(bad, encoding="utf-8")
    result = call("check", "bad.toml", "missing.toml", "fund.toml")
    assert result.exit_code == 1
    assert {line.partition(":")[0] for line in result.stderr.splitlines() if ": WR" in line} == {
        "bad.toml",
        "missing.toml",
    }
    assert result.stderr.count("bad.toml:") >= 2
    assert "entry_fee" in result.stderr
    assert "fund.toml: fine" in result.stdout
    assert "bad.toml: refused" in result.stdout


def test_findings_as_json(fund: Path, call: Call) -> None:
    (fund / "empty.toml").write_text("", encoding="utf-8")
    result = call("check", "--json", "empty.toml", "fund.toml")
    assert (result.exit_code, result.stderr) == (1, "")
    told = json.loads(result.stdout)
    assert told["fine"] is False
    assert told["schemes"][0]["findings"][0]["code"] == "WR113"
    assert told["schemes"][1] == {"file": "fund.toml", "scheme": "th.example.small", "findings": []}


def test_warnings_are_told_and_change_the_status_only_when_asked(fund: Path, call: Call) -> None:
    odd = (
        small_fund.SCHEME
        + """
[fact.village]
name = { th = "หมู่บ้าน", en = "village" }
of = "member"
type = "category"
values = ["1", "2"]
"""
    )
    (fund / "odd.toml").write_text(odd, encoding="utf-8")
    result = call("check", "odd.toml", "fund.toml")
    assert result.exit_code == 0
    assert "warning WR730 fact.village" in result.stderr
    assert "odd.toml: warnings: 1\n" in result.stdout
    assert "fund.toml: warnings" not in result.stdout
    assert "ข้อสังเกต WR730 fact.village" in call("check", "--lang", "th", "odd.toml").stderr
    assert call("check", "--strict", "odd.toml", "fund.toml").exit_code == 1
    assert call("check", "--strict", "fund.toml").exit_code == 0
    for options, fine in (((), True), (("--strict",), False)):
        told = json.loads(call("check", "--json", *options, "odd.toml").stdout)
        assert told["fine"] is fine
        assert told["schemes"][0]["scheme"] == "th.example.small"
        assert [found["severity"] for found in told["schemes"][0]["findings"]] == ["warning"]


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", "schéma".encode("latin-1"), b"schema = ", b"[" * 2000, b"\x00"],
    ids=["empty", "utf16", "latin1", "half", "deep", "nul"],
)
def test_no_file_whatsoever_ends_in_a_traceback(content: bytes, fund: Path, call: Call) -> None:
    (fund / "odd.toml").write_bytes(content)
    for command in (("check", "odd.toml"), ("run", "odd.toml", "fund.csv"), ("test", "odd.toml")):
        result = call(*command)
        assert result.exit_code == 1
        assert "odd.toml" in result.stderr
        assert "WR" in result.stderr
    (fund / "odd.csv").write_bytes(content)
    result = call("run", "fund.toml", "odd.csv")
    assert result.exit_code == 1
    assert "odd.csv" in result.stderr


def test_worked_cases_that_come_out(fund: Path, call: Call) -> None:
    result = call("test", "fund.cases.toml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "joining: joining costs twenty baht" in result.stdout
    assert result.stdout.endswith("cases: 1, coming out as they say: 1, different: 0\n")


def test_a_case_that_comes_out_otherwise_is_told_in_a_sentence(fund: Path, call: Call) -> None:
    (fund / "fund.cases.toml").write_text(small_fund.CASES.replace("balance = 20", "balance = 21"), encoding="utf-8")
    result = call("test", "fund.cases.toml")
    assert result.exit_code == 1
    assert "fund.cases.toml:12:" in result.stderr
    assert "20.00 baht" in result.stderr
    assert "21.00 baht" in result.stderr
    assert "DIFFERENT" in result.stdout
    told = json.loads(call("test", "--json", "fund.cases.toml").stdout)
    assert told["passed"] is False
    assert told["files"][0]["cases"][0]["differences"][0]["code"].startswith("WR6")


def test_a_file_of_cases_that_cannot_be_read_does_not_stop_the_others(fund: Path, call: Call) -> None:
    result = call("test", "none.toml", "fund.cases.toml")
    assert result.exit_code == 1
    assert "none.toml" in result.stderr
    assert "joining" in result.stdout


@pytest.mark.parametrize("kind", ["scheme", "events", "cases", "outcome"])
def test_every_kind_of_file_has_a_schema_that_is_one(kind: str, call: Call) -> None:
    result = call("schema", "--kind", kind)
    assert (result.exit_code, result.stderr) == (0, "")
    schema = json.loads(result.stdout)
    jsonschema.validators.validator_for(schema).check_schema(schema)


def test_the_schemas_describe_the_files(fund: Path, call: Call) -> None:
    def of(kind: str) -> Any:
        return json.loads(call("schema", "--kind", kind).stdout)

    plain = json.loads(json.dumps(tomli.loads(small_fund.SCHEME), default=str))
    jsonschema.validate(plain, of("scheme"))
    jsonschema.validate(json.loads(json.dumps(outcome_to_json(small_fund.outcome()))), of("outcome"))
    assert call("schema").stdout == call("schema", "--kind", "scheme").stdout
