"""Files and outputs that cannot be read or written: which, why and what to do, in the language chosen."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from click.testing import Result

Call = Callable[..., Result]
FILES: Final = ("fund.toml", "fund.csv")
SRC: Final = Path(__file__).resolve().parents[2] / "src"

unix = pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix")


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """Run *command*, in which W is this program."""
    return subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(SRC), "W": f"{sys.executable} -m welfarerules"},
    )


def forbid(monkeypatch: pytest.MonkeyPatch, method: str, number: int) -> None:
    """Let the system refuse a method of every path; file modes mean nothing to an administrator."""

    def refused(self: Path, *_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), str(self))

    monkeypatch.setattr(Path, method, refused)


@pytest.mark.parametrize("command", [("check", "fund.toml"), ("run", *FILES), ("explain", *FILES, "E08")])
def test_a_file_that_may_not_be_read_is_a_finding(
    command: tuple[str, ...], fund: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_, **__: False)
    forbid(monkeypatch, "read_bytes", errno.EACCES)
    monkeypatch.setattr("welfarerules.scheme.tree._start_of", Path.read_bytes)
    told = {lang: call(*command, "--lang", lang) for lang in ("en", "th")}
    assert {result.exit_code for result in told.values()} == {1}
    assert "fund.toml: WR100: the file cannot be read: you have no right to it\n  fix: " in told["en"].stderr
    assert "fund.toml: WR100: อ่านแฟ้มไม่ได้: ท่านไม่มีสิทธิ\n  วิธีแก้: " in told["th"].stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("run", "fund.toml", "nope.csv"), "WR400"),
        (("run", "nope.toml", "fund.csv"), "WR100"),
        (("run", *FILES, "--member", "M22"), "WR451"),
        (("explain", *FILES, "XX"), "WR691"),
        (("explain", *FILES, "--member", "สมชาย"), "WR450"),
    ],
)
def test_what_stops_a_command_is_told_as_json_where_json_is_asked_for(
    arguments: tuple[str, ...], code: str, fund: Path, call: Call
) -> None:
    result = call(*arguments, "--json")
    assert (result.exit_code, result.stderr) == (1, "")
    assert [finding["code"] for finding in json.loads(result.stdout)["findings"]] == [code]


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOENT])
@pytest.mark.parametrize("command", [("run", *FILES, "--out", "books.csv"), ("demo", "--out", "new")])
def test_a_place_where_nothing_may_be_written_is_found_before_any_work(
    command: tuple[str, ...], number: int, fund: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    forbid(monkeypatch, "touch", number)
    result = call(*command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: books.csv " if command[0] == "run" else "error: new/chamuang.toml ")
    assert "there is no such file" not in result.stderr
    assert "\n  fix: " in result.stderr
    assert ".part" not in result.stderr
    assert "วิธีแก้: " in call(*command, "--lang", "th").stderr


@pytest.mark.parametrize("method", ["replace", "unlink"])
def test_a_failure_to_write_names_the_file_of_the_user(
    method: str, fund: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    forbid(monkeypatch, method, errno.EIO)
    result = call("run", *FILES, "--out", "books.csv")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: books.csv cannot be written: the disk or the connection to it failed\n")


def test_a_demo_is_not_put_where_a_file_stands(fund: Path, call: Call) -> None:
    result = call("demo", "--out", "fund.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "fund.csv is a file: name a folder" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
@pytest.mark.parametrize("command", ["run fund.toml fund.csv", "schema", "--help", "run --help"])
def test_an_output_that_is_full_is_told_once(command: str, fund: Path) -> None:
    done = shell(f"$W {command} >/dev/full")
    assert done.returncode == 1
    assert done.stderr == (
        "error: the standard output cannot be written: the disk is full\n"
        "  fix: make room on the disk, or write to another one\n"
    )


@unix
@pytest.mark.parametrize("command", ["run fund.toml fund.csv", "check fund.toml", "schema", "demo"])
def test_a_closed_output_is_like_a_reader_that_went_away(command: str, fund: Path) -> None:
    done = shell(f"$W {command} >&-")
    assert (done.returncode, done.stderr) == (141, "")


@unix
def test_what_was_to_be_written_is_written_though_the_output_is_closed(fund: Path) -> None:
    assert shell("$W run fund.toml fund.csv --out books.csv >&- 2>&-").returncode == 141
    assert (fund / "books.csv").exists()


@unix
@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no device without an end")
def test_a_device_without_an_end_is_refused_at_once(fund: Path) -> None:
    (fund / "endless.toml").symlink_to("/dev/zero")
    for command in ("check endless.toml", "test endless.toml", "run endless.toml fund.csv"):
        done = shell(f"timeout 30 $W {command}")
        assert done.returncode == 1
        assert "endless.toml: WR145: the text has > 200,000 characters" in done.stderr


@unix
@pytest.mark.parametrize(
    ("make", "code", "words"),
    [
        ("touch odd.END", "WR113 WR403", "empty"),
        ("mkdir odd.END", "WR100 WR400", "it is a folder, not a file"),
        ("ln -s odd.END odd.END", "WR100 WR400", "the links lead round in a circle"),
        ("ln -s nowhere odd.END", "WR100 WR400", "there is no such file"),
        ("head -c 999 /dev/zero > odd.END", "WR101 WR402", ""),
        ("printf '\\x7fELF\\1\\0\\xff\\0\\0' > odd.END", "WR107 WR402", ""),
        ("iconv -f utf-8 -t cp874 -c fund.END > odd.END", "WR107 WR402", "TIS-620 (Windows-874)"),
        ("iconv -f utf-8 -t utf-16 fund.END > odd.END", "WR107 WR402", "UTF-16"),
        ("head -c 300 fund.END > odd.END", "WR101 WR413", ""),
        ("(cat fund.END; printf '# \\xe0\\xb8') > odd.END", "WR107 WR402", "ends in the middle of a letter"),
    ],
)
def test_an_odd_file_is_refused_with_a_reason(make: str, code: str, words: str, fund: Path) -> None:
    """As a scheme and as events, by the command itself: never a traceback, never a wait."""
    commands = {"toml": "check odd.toml", "csv": "run fund.toml odd.csv"}
    for (end, command), expected in zip(commands.items(), code.split(), strict=True):
        assert shell(make.replace("END", end)).returncode == 0
        done = shell(f"timeout 30 $W {command}")
        assert done.returncode == 1, done.stderr
        assert expected in done.stderr
        assert words in done.stderr
        assert "Traceback" not in done.stderr


@unix
def test_a_scheme_and_events_may_come_through_a_pipe(fund: Path) -> None:
    done = shell("mkfifo p.toml p.csv; cat fund.toml > p.toml & cat fund.csv > p.csv & timeout 30 $W run p.toml p.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == shell("$W run fund.toml fund.csv").stdout


@unix
@pytest.mark.parametrize(
    "environment", ["LC_ALL=C", "LC_ALL=POSIX PYTHONUTF8=0 PYTHONCOERCECLOCALE=0", "-u HOME COLUMNS=1"]
)
def test_a_bare_environment_changes_no_word(environment: str, fund: Path) -> None:
    plain = shell("env LC_ALL=C.UTF-8 $W run fund.toml fund.csv --lang th")
    bare = shell(f"env {environment} $W run fund.toml fund.csv --lang th")
    assert (bare.returncode, bare.stderr) == (0, "")
    assert bare.stdout == plain.stdout


@unix
def test_a_command_stopped_at_any_moment_leaves_a_whole_file_or_none(fund: Path) -> None:
    whole = fund / "whole.csv"
    assert shell("$W run fund.toml fund.csv --out whole.csv").returncode == 0
    for tenths in range(1, 10, 2):
        shell(f"timeout -s INT 0.{tenths} $W run fund.toml fund.csv --out some.csv")
        some = fund / "some.csv"
        assert not some.exists() or some.read_bytes() == whole.read_bytes()
        some.unlink(missing_ok=True)
        assert not list(fund.glob(".*.part"))
