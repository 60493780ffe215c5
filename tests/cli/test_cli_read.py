"""``read``: a scheme as prose, on the screen or in a file."""

from __future__ import annotations

import html
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from welfarerules.report import display_width

Call = Callable[..., Result]
Process = Callable[..., subprocess.CompletedProcess[str]]


def test_a_scheme_is_read_back_with_its_articles(fund: Path, call: Call) -> None:
    result = call("read", "fund.toml", "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "- It pays 200.00 baht for every night. [ข้อ 12(2)]\n" in result.stdout


def test_in_thai(fund: Path, call: Call) -> None:
    result = call("read", "fund.toml", "--lang", "th")
    assert "- จ่ายคืนละ 200.00 บาท [ข้อ 12(2)]\n" in result.stdout


@pytest.mark.parametrize(
    ("form", "begins"), [("text", "Example"), ("markdown", "# Example"), ("html", "<!DOCTYPE html>")]
)
def test_in_every_form(form: str, begins: str, fund: Path, call: Call) -> None:
    text = Path("fund.toml").read_text(encoding="utf-8")
    name = text.split('en = "')[1].split('"')[0]
    result = call("read", "fund.toml", "--lang", "en", "--format", form)
    assert result.stdout.startswith(begins.replace("Example", name))


@pytest.mark.parametrize(("end", "begins"), [(".txt", ""), (".md", "# "), (".html", "<!DOCTYPE html>")])
def test_the_name_of_the_file_says_in_which_form(end: str, begins: str, fund: Path, call: Call) -> None:
    result = call("read", "fund.toml", "--lang", "en", "--out", f"read{end}")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"written: read{end}\n"
    assert Path(f"read{end}").read_text(encoding="utf-8").startswith(begins)


def test_a_form_that_was_asked_for_wins_over_the_name(fund: Path, call: Call) -> None:
    assert call("read", "fund.toml", "--format", "html", "--out", "read.page").exit_code == 0
    assert Path("read.page").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_name_that_says_nothing_is_refused(fund: Path, call: Call) -> None:
    result = call("read", "fund.toml", "--out", "read.pdf")
    assert result.exit_code == 2
    assert "read.pdf cannot be written here: its name must end in .txt, .md, .html, or say which" in result.stderr
    assert not Path("read.pdf").exists()


def test_a_file_is_replaced_only_when_told_to(fund: Path, call: Call) -> None:
    Path("read.md").write_text("kept", encoding="utf-8")
    assert call("read", "fund.toml", "--out", "read.md").exit_code == 2
    assert Path("read.md").read_text(encoding="utf-8") == "kept"
    assert call("read", "fund.toml", "--out", "read.md", "--force").exit_code == 0
    assert Path("read.md").read_text(encoding="utf-8") != "kept"


def test_the_scheme_itself_is_never_written_over(fund: Path, call: Call) -> None:
    before = Path("fund.toml").read_bytes()
    assert call("read", "fund.toml", "--format", "text", "--out", "fund.toml", "--force").exit_code == 2
    assert Path("fund.toml").read_bytes() == before


def test_as_json(fund: Path, call: Call) -> None:
    told = json.loads(call("read", "fund.toml", "--json", "--lang", "en").stdout)
    assert told["lang"] == "en"
    assert told["sections"][0]["title"] == "The fund"


@pytest.mark.parametrize("more", [("--format", "text"), ("--out", "x.md")])
def test_json_goes_with_no_other_form(more: tuple[str, ...], fund: Path, call: Call) -> None:
    result = call("read", "fund.toml", "--json", *more)
    assert result.exit_code == 2
    assert "leave out --format and --out" in result.stderr


def test_a_page_is_whole_whatever_the_output_is_encoded_in(fund: Path, process: Process) -> None:
    page = ("read", "fund.toml", "--lang", "th", "--format", "html")
    plain = process(*page).stdout
    other = process(*page, PYTHONIOENCODING="latin-1", PYTHONUTF8="0").stdout
    assert other.isascii()
    assert html.unescape(other) == html.unescape(plain)


def test_a_scheme_at_fault_is_not_read(fund: Path, call: Call) -> None:
    Path("fund.toml").write_text("schema = 1\n", encoding="utf-8")
    result = call("read", "fund.toml", "--lang", "en", "--out", "read.md")
    assert result.exit_code == 1
    assert "fix:" in result.stderr
    assert not Path("read.md").exists()


def test_lines_fit_into_a_pipe_of_usual_width(fund: Path, call: Call) -> None:
    assert max(map(display_width, call("read", "fund.toml", "--lang", "th").stdout.splitlines())) <= 80


def test_worked_instances_are_told_unless_they_are_not_wanted(fund: Path, call: Call) -> None:
    assert "Worked by the program" in call("read", "fund.toml", "--lang", "en").stdout
    assert "Worked by the program" in call("read", "fund.toml", "--lang", "en", "--examples").stdout
    assert "Worked by the program" not in call("read", "fund.toml", "--lang", "en", "--no-examples").stdout
