"""``new``: schemes to start from, in both languages or one, that can be checked as they stand and edited."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
import tomli
from click.testing import Result

from documents import ROOT
from welfarerules.cli.starting import CALLED, KINDS, WRITTEN_IN, scheme_to_start_from
from welfarerules.compare import compare_schemes
from welfarerules.errors import SchemeError
from welfarerules.loading import load_scheme, loads_scheme

Call = Callable[..., Result]
THAI: Final = re.compile("[\u0e01-\u0e5b]")
EVERY: Final = pytest.mark.parametrize("kind", list(KINDS))
IN_EVERY: Final = pytest.mark.parametrize("written", WRITTEN_IN)


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def taplo(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Call taplo, which comes with its Python package."""
    program = Path(sys.executable).with_name("taplo")
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)


def comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#") and line != "#" and not line.startswith("#:")]


@EVERY
@IN_EVERY
def test_what_is_written_is_checked_formatted_and_worked_through_without_a_change(
    kind: str, written: str, call: Call
) -> None:
    made = call("new", kind, "--lang", written, "--out", "bylaws.toml", "--cases")
    assert (made.exit_code, made.stderr) == (0, "")
    checked = call("check", "bylaws.toml")
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert call("test", "bylaws.cases.toml").exit_code == 0
    for arguments in (("check", "bylaws.toml", "bylaws.cases.toml"), ("fmt", "--check", "bylaws.toml")):
        done = taplo(*arguments)
        assert done.returncode == 0, done.stderr
    assert taplo("check", "bylaws.toml").stderr.count("error") == 0


@EVERY
def test_the_languages_say_the_same(kind: str) -> None:
    both, thai, english = (loads_scheme(scheme_to_start_from(kind, written)) for written in ("both", "th", "en"))
    for one in (thai, english):
        assert compare_schemes(both, one).same
        assert {change.aspect for change in compare_schemes(both, one).changes} <= {
            "name",
            "languages",
            "article",
            "requires",
        }


@EVERY
def test_one_language_leaves_out_the_other(kind: str) -> None:
    thai, english = scheme_to_start_from(kind, "th"), scheme_to_start_from(kind, "en")
    assert not THAI.search(english)
    assert all(THAI.search(line) for line in comments(thai))
    assert "[example" not in thai
    assert "[decide" not in thai
    assert (load(thai)["scheme"]["languages"], load(english)["scheme"]["languages"]) == (["th"], ["en"])
    both = comments(scheme_to_start_from(kind, "both"))
    assert {line for line in comments(thai) if "──" not in line} < set(both)


def load(text: str) -> dict[str, dict[str, object]]:
    return tomli.loads(text)


@EVERY
@IN_EVERY
def test_every_convention_is_marked_and_tells_its_choices(kind: str, written: str) -> None:
    """The keys of conventions and all that has a few words to choose from are marked as the group's to decide."""
    text = scheme_to_start_from(kind, written)
    mark = {"th": "ตัดสิน]", "en": "decide]", "both": "ตัดสิน/decide]"}[written]
    for name in load(text)["conventions"]:
        said = text.partition(f"\n{name} = ")[2]
        assert mark in said.partition("\n\n")[0].partition("\n#")[0], name
    for key in (
        "seniority",
        "on_leaving",
        "ends_when",
        "periods",
        "due",
        "first_period",
        "late",
        "odd_satang",
        "order",
    ):
        for line in text.splitlines():
            if line.startswith(f"{key} = "):
                assert mark in line, line
    for words in ('"clamp"', '"restart"', '"refund"', '"calendar"', '"proportional"', '"refer"', '"event"'):
        if any(line.startswith("#") and words in line for line in text.splitlines()):
            continue
        assert words not in text


EDITS: Final = [
    (r"(?m)^entry_fee = [0-9]+", "entry_fee = 35.50"),
    (r"(?m)^effective = \S+( ตุลาคม [0-9]+\")?", "effective = 2026-01-01"),
    (r'on_readmission = "restart"', 'on_readmission = "net"'),
    (r'advance = "refund", arrears = "cancel"', 'advance = "keep", arrears = "stay owed"'),
    (r'facts_as_of = "event"', 'facts_as_of = "claim"'),
    (r'month_end = "clamp"', 'month_end = "overflow"'),
    (r'(?m)^fund_year_starts = "[^"]*"', 'fund_year_starts = "1 มกราคม"'),
    (r'cap_cuts = "later nights"', 'cap_cuts = "earlier nights"'),
    (r'(?m)^due = "last day"', 'due = "day 5 of next month"'),
    (r'(?m)^first_period = "\w+"', 'first_period = "free"'),
    (r'(?m)^periods = "calendar"((.|\n)*?)\nfirst_period = [^\n]*', r'periods = "joining"\1'),
    (r'odd_satang = "first"', 'odd_satang = "fund"'),
    (r'late = "\w+"', 'late = "refer"'),
    (r'per = "night", pays = 100', 'per = "day", pays = 150'),
    (r'counted_by = "each night"', 'counted_by = "discharge"'),
    (r"(?m)^ends_when = .*\n", ""),
    (r"pays = ([0-9]+) \}", r"pays = \g<1>0 }"),
    (r'from = "180 (days|วัน)"', 'above = "90 days"'),
    (r'"90 days of discharged"', '"6 months of discharged"'),
]


@EVERY
@IN_EVERY
@pytest.mark.parametrize(("pattern", "replacement"), EDITS, ids=lambda value: value[:24])
def test_typical_edits_leave_a_scheme_that_is_fine(kind: str, written: str, pattern: str, replacement: str) -> None:
    text = scheme_to_start_from(kind, written)
    changed = re.sub(pattern, replacement, text)
    if changed != text and ("month_end" in text or not re.search(r"joining|6 months", replacement)):
        loads_scheme(changed)
    elif changed != text:
        # What the new rule leaves open is told with its choices.
        with pytest.raises(SchemeError) as refused:
            loads_scheme(changed)
        assert {found.code for found in refused.value.found} == {"WR301"}


@pytest.mark.parametrize(("pattern", "_"), EDITS, ids=lambda value: value[:24])
def test_every_edit_changes_some_kind(pattern: str, _: str) -> None:
    assert any(re.search(pattern, scheme_to_start_from(kind, "both")) for kind in KINDS)


def test_the_packaged_schemes_are_the_kinds_and_no_others() -> None:
    folder = ROOT / "schemes" / "new"
    assert {path.stem for path in folder.glob("*.toml") if ".cases" not in path.name} == set(KINDS)
    assert {path.name.removesuffix(".cases.toml") for path in folder.glob("*.cases.toml")} == set(KINDS)
    assert set(CALLED.values()) == set(KINDS)


def test_without_out_the_scheme_goes_to_standard_output(call: Call) -> None:
    result = call("new", "one-baht")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == scheme_to_start_from("one-baht", "both")
    assert list(Path().iterdir()) == []


def test_kinds_are_listed(call: Call) -> None:
    listed = call("new", "--list")
    assert listed.exit_code == 0
    assert [line.partition(":")[0] for line in listed.stdout.splitlines()] == list(KINDS)
    assert "one-baht (วันละบาท): กองทุน" in call("new", "--list", "--lang", "th").stdout
    told = json.loads(call("new", "--list", "--json").stdout)
    assert [each["kind"] for each in told["kinds"]] == list(KINDS)


@pytest.mark.parametrize(("called", "kind"), list(CALLED.items()))
def test_a_kind_may_be_called_in_thai(called: str, kind: str, call: Call) -> None:
    assert call("new", called, "--lang", "en").stdout == scheme_to_start_from(kind, "en")


def test_the_language_of_the_messages_is_that_of_the_file(call: Call) -> None:
    assert "เขียนแล้ว" in call("new", "funeral", "--lang", "th", "--out", "ก.toml").stdout
    assert "written: b.toml" in call("new", "funeral", "--lang", "both", "--out", "b.toml").stdout
    assert load_scheme("ก.toml").languages == ("th",)
    assert load_scheme("b.toml").languages == ("th", "en")


def test_what_to_do_next_is_told(call: Call) -> None:
    result = call("new", "sickness", "--out", "club.toml", "--cases")
    assert result.stdout == (
        "written: club.toml\nwritten: club.cases.toml\n"
        "written: scheme.schema.json\nwritten: cases.schema.json\n"
        "\n"
        "What to do next: replace every figure marked [example], decide every line marked [decide], then\n"
        "  welfarerules check club.toml\n"
        "  welfarerules test club.cases.toml\n"
    )
    again = json.loads(call("new", "pledge", "--out", "pledge.toml", "--json").stdout)
    assert again == {"kind": "pledge", "files": ["pledge.toml"]}


def test_nothing_is_ever_overwritten(call: Call) -> None:
    Path("bylaws.toml").write_text("ours", encoding="utf-8")
    result = call("new", "one-baht", "--out", "bylaws.toml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "bylaws.toml exists already and is never overwritten: choose another name" in result.stderr
    Path("new.cases.toml").write_text("ours", encoding="utf-8")
    assert call("new", "one-baht", "--out", "new.toml", "--cases").exit_code == 2
    Path("scheme.schema.json").write_text("{}", encoding="utf-8")
    assert call("new", "one-baht", "--out", "other.toml").exit_code == 0
    assert {path.name: path.read_text(encoding="utf-8") for path in Path().iterdir() if path.name != "other.toml"} == {
        "bylaws.toml": "ours",
        "new.cases.toml": "ours",
        "scheme.schema.json": "{}",
    }


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "say which kind of fund: one-baht, pledge, funeral, sickness"),
        (
            ("onebaht",),
            "there is no kind of fund 'onebaht'; there are one-baht, pledge, funeral, sickness; did",
        ),
        (("one-baht", "--out", "bylaws.txt"), "bylaws.txt is no name for a scheme: it must end in .toml"),
        (("one-baht", "--out", "a.cases.toml"), "a.cases.toml is no name for a scheme"),
        (("one-baht", "--out", "no/where.toml"), "there is no folder no to write where.toml in"),
        (("one-baht", "--cases"), "say --out too"),
        (("one-baht", "--lang", "de"), "'de' is none of"),
    ],
)
def test_a_command_line_that_is_wrong(arguments: tuple[str, ...], told: str, call: Call) -> None:
    result = call("new", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert list(Path().iterdir()) == []


def test_json_carries_the_text(call: Call) -> None:
    told = json.loads(call("new", "one-baht", "--json", "--lang", "en").stdout)
    assert told == {"kind": "one-baht", "scheme": scheme_to_start_from("one-baht", "en")}
