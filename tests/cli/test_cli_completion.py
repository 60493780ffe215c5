"""``completion``: what a shell completes, asked of the command as a shell asks it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from click.shell_completion import ShellComplete
from click.testing import Result

import small_fund
from welfarerules.cli import main
from welfarerules.cli.completion import PROGRAM, SHELLS, VARIABLE

Call = Callable[..., Result]
SRC: Final = Path(__file__).resolve().parents[2] / "src"


def completed(*words: str) -> list[str]:
    """What the last of *words* can become."""
    *before, incomplete = words
    items = ShellComplete(main, {}, PROGRAM, VARIABLE).get_completions(before, incomplete)
    return [item.value for item in items if item.type == "plain"]


def helped(*words: str) -> dict[str, str | None]:
    """As `completed`, each with what it is."""
    *before, incomplete = words
    items = ShellComplete(main, {}, PROGRAM, VARIABLE).get_completions(before, incomplete)
    return {item.value: item.help for item in items}


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_its_script(shell: str, call: Call) -> None:
    result = call("completion", shell)
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"{VARIABLE}={shell}_complete" in result.stdout
    assert re.search(rf"(?m)^ *(complete|compdef) .*{PROGRAM}", result.stdout)


def test_another_shell_is_refused(call: Call) -> None:
    assert "'csh' is none of 'bash', 'zsh', 'fish'" in call("completion", "csh").stderr
    assert call("completion").exit_code == 2
    assert "ยังไม่ได้ระบุ" in call("completion", "--lang", "th").stderr


def test_commands_and_options() -> None:
    assert completed("") == sorted(main.commands)
    assert completed("ch") == ["check"]
    assert "--member" in completed("quote", "--")
    assert completed("run", "--as") == ["--as-of"]


def test_words_to_choose_from() -> None:
    assert completed("check", "--lang", "") == ["en", "th"]
    assert completed("new", "--lang", "") == ["en", "th", "both"]
    assert completed("schema", "--kind", "") == ["scheme", "events", "cases", "outcome"]
    assert completed("completion", "") == list(SHELLS)
    assert completed("new", "") == ["one-baht", "pledge", "funeral", "sickness"]
    assert completed("new", "ฌา") == ["ฌาปนกิจ"]
    assert helped("new", "fun") == {
        "funeral": "a funeral fund with a monthly due that pays at death and at nothing else"
    }


def test_files_by_the_end_of_their_name(fund: Path) -> None:
    (fund / "archive").mkdir()
    (fund / "notes.txt").write_text("", encoding="utf-8")
    assert completed("check", "") == ["archive/", "fund.toml"]
    assert completed("check", "fund.toml", "f") == ["fund.toml"]
    assert completed("test", "f") == ["fund.cases.toml"]
    assert completed("run", "fund.toml", "f") == ["fund.csv"]
    for command in ("explain", "quote"):
        assert completed(command, "fund.toml", "") == ["archive/", "fund.csv"]
    assert completed("diff", "fund.toml", "fu") == ["fund.toml"]
    assert completed("read", "fu") == ["fund.toml"]


def test_a_folder_alone_is_looked_into(fund: Path) -> None:
    (fund / "bylaws" / "2568").mkdir(parents=True)
    (fund / "bylaws" / "2568" / "new.toml").write_text("", encoding="utf-8")
    assert completed("check", "by") == ["bylaws/2568/new.toml"]
    assert completed("check", f"{fund}/by") == [f"{fund}/bylaws/2568/new.toml"]
    (fund / "bylaws" / "old.toml").write_text("", encoding="utf-8")
    assert completed("check", "by") == ["bylaws/2568/", "bylaws/old.toml"]


def test_where_no_file_fits_the_shell_decides(fund: Path) -> None:
    items = ShellComplete(main, {}, PROGRAM, VARIABLE).get_completions(["check"], "zz")
    assert [(item.value, item.type) for item in items] == [("zz", "file")]
    assert completed("check", "no/such/folder/") == []


def test_ids_of_benefits_and_members_come_from_the_files(fund: Path) -> None:
    files = ("quote", "fund.toml", "fund.csv")
    assert helped(*files, "--benefit", "") == {"hospital": "hospital stay", "death": "death"}
    assert completed(*files, "--benefit", "benefit.h") == ["benefit.hospital"]
    assert completed(*files, "--member", "") == ["M1", "M2", "M3"]
    assert completed("run", "fund.toml", "fund.csv", "--member", "M2") == ["M2"]
    assert helped(*files, "--lang", "th", "--benefit", "d") == {"death": "เสียชีวิต"}


def test_members_of_other_files(fund: Path) -> None:
    (fund / "thai.csv").write_text("รหัส,ประเภท,วันที่,สมาชิก\nE1,สมัคร,2555-01-01,ก\n", encoding="utf-8-sig")
    (fund / "lines.jsonl").write_text('{"kind": "joined", "member": "ข"}\n\n{"kind": "spent"}\n', encoding="utf-8")
    assert completed("run", "fund.toml", "thai.csv", "--member", "") == ["ก"]
    assert completed("run", "fund.toml", "lines.jsonl", "--member", "") == ["ข"]


@pytest.mark.parametrize("text", ["", "benefit = 3", "[benefit]\nx = 3", "schema = ", "\x00", "[benefit.x]\nname = 3"])
def test_a_scheme_that_cannot_be_read_completes_what_it_can(text: str, fund: Path) -> None:
    (fund / "odd.toml").write_text(text, encoding="utf-8")
    assert set(completed("quote", "odd.toml", "fund.csv", "--benefit", "")) <= {"x"}


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a,b\n1,2\n", b"member\n\n", b'"'])
def test_events_that_cannot_be_read_complete_nothing(content: bytes, fund: Path) -> None:
    for name in ("odd.csv", "odd.jsonl", "odd.xlsx"):
        (fund / name).write_bytes(content)
        assert completed("run", "fund.toml", name, "--member", "") == []
    assert completed("run", "fund.toml", "missing.csv", "--member", "") == []
    assert completed("run", "--member", "") == []


@pytest.mark.skipif(sys.platform == "win32" or shutil.which("bash") is None, reason="no bash")
def test_bash_completes_with_the_script(fund: Path, call: Call) -> None:
    program = fund / "bin" / PROGRAM
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\nfrom welfarerules.cli import main\nmain(prog_name={PROGRAM!r})\n", encoding="utf-8"
    )
    program.chmod(0o755)
    (fund / "script.bash").write_text(call("completion", "bash").stdout, encoding="utf-8")
    asked = (
        "source script.bash; "
        'try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); '
        '_welfarerules_completion welfarerules; echo "${COMPREPLY[*]}"; }; '
        "try welfarerules che; try welfarerules check fu; try welfarerules quote fund.toml fund.csv --benefit h; "
        "complete -p welfarerules"
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", asked],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(SRC), "PATH": f"{program.parent}:{os.environ['PATH']}"},
    )
    assert done.stdout.splitlines() == [
        "check",
        "fund.toml",
        "hospital",
        "complete -o nosort -F _welfarerules_completion welfarerules",
    ]
    assert done.stderr == ""


def test_a_large_file_of_events_is_left_alone(fund: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("welfarerules.cli.completing._MOST_BYTES", len(small_fund.EVENTS) // 2)
    assert completed("run", "fund.toml", "fund.csv", "--member", "") == []
