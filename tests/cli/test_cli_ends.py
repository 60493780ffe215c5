"""How the command ends, what it speaks, and that pipes stay clean."""

from __future__ import annotations

import json
import os
import runpy
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click
import pytest
from click.testing import Result

import small_fund
from welfarerules._about import __version__
from welfarerules.cli import main
from welfarerules.cli.language import system_language

Call = Callable[..., Result]
Process = Callable[..., subprocess.CompletedProcess[str]]
FILES: Final = ("fund.toml", "fund.csv")
THAI: Final = range(0x0E01, 0x0E5C)
SRC: Final = Path(__file__).resolve().parents[2] / "src"


def thai(text: str) -> bool:
    return any(ord(letter) in THAI for letter in text)


def every_command() -> list[str]:
    return sorted(main.commands)


def test_the_version(call: Call) -> None:
    assert call("--version").stdout == f"welfarerules, version {__version__}\n"


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_of_everything_has_an_example(flag: str, call: Call) -> None:
    assert "Exit status: 0 fine; 1" in call(flag).stdout
    for name in every_command():
        told = call(name, flag).stdout
        assert f"welfarerules {name}" in told
        assert "Examples:" in told


@pytest.mark.parametrize("name", ["check", "run", "explain", "test", "schema", "demo"])
def test_help_speaks_thai(name: str, call: Call) -> None:
    """The summary, the paragraphs and every option."""
    told = call(name, "--lang", "th", "-h").stdout
    context = click.Context(main.commands[name])
    for parameter in main.commands[name].params:
        if isinstance(parameter, click.Option):
            assert str(parameter.help) not in " ".join(told.split()), parameter.name
    assert thai(told)
    assert context.command.help is not None
    assert thai(call("--lang", "th", "--help").stdout)


@pytest.mark.parametrize(
    ("environment", "arguments", "spoken"),
    [
        ({}, (), "en"),
        ({"LANG": "th_TH.UTF-8"}, (), "th"),
        ({"LC_ALL": "th_TH.UTF-8"}, (), "th"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "th_TH.UTF-8"}, (), "en"),
        ({"WELFARERULES_LANG": "th"}, (), "th"),
        ({"WELFARERULES_LANG": "en", "LANG": "th_TH.UTF-8"}, (), "en"),
        ({"WELFARERULES_LANG": "th"}, ("--lang", "en"), "en"),
        ({"WELFARERULES_LANG": "en"}, ("--lang", "th"), "th"),
    ],
)
def test_the_language_is_what_was_asked_for_nearest(
    environment: dict[str, str],
    arguments: tuple[str, ...],
    spoken: str,
    fund: Path,
    call: Call,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for result in (call("check", "fund.toml", *arguments), call(*arguments, "check", "fund.toml")):
        assert thai(result.stdout) == (spoken == "th")


def test_the_nearer_lang_wins(fund: Path, call: Call) -> None:
    assert thai(call("--lang", "en", "check", "--lang", "th", "fund.toml").stdout)


def test_a_language_nobody_speaks_is_refused(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call("--lang", "fr", "demo").exit_code == 2
    monkeypatch.setenv("WELFARERULES_LANG", "fr")
    result = call("check", "x.toml")
    assert result.exit_code == 2
    assert "WELFARERULES_LANG is 'fr'" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [("nonsense",), ("run",), ("run", "fund.toml"), ("check",), ("check", "--nonsense"), ("schema", "--kind", "poem")],
)
def test_a_wrong_command_line_ends_with_2(arguments: tuple[str, ...], call: Call) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert "Usage: welfarerules" in result.stderr


def test_a_defect_is_owned_up_to_and_its_traceback_kept(
    fund: Path, call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("no such luck")

    monkeypatch.setattr("welfarerules.cli.run.summarise", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    result = call("run", *FILES)
    assert result.exit_code == 70
    assert "defect of welfarerules, not of your files: ZeroDivisionError: no such luck" in result.stderr
    assert "Traceback" not in result.stderr
    (kept,) = tmp_path.glob("welfarerules-*.txt")
    assert str(kept) in result.stderr
    text = kept.read_text(encoding="utf-8")
    assert text.startswith(f"welfarerules {__version__}, Python ")
    assert "Traceback (most recent call last)" in text


def test_where_nothing_can_be_kept_the_traceback_is_shown(
    fund: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("welfarerules.cli.run.summarise", lambda *_, **__: 1 // 0)
    monkeypatch.setattr("tempfile.tempdir", str(fund / "nowhere"))
    result = call("run", *FILES)
    assert result.exit_code == 70
    assert "Traceback" in result.stderr


def test_ctrl_c_ends_with_130_and_leaves_nothing_half_written(
    fund: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", stopped)
    before = sorted(fund.iterdir())
    result = call("run", *FILES, "--out", "books.csv")
    assert result.exit_code == 130
    assert "stopped" in result.stderr
    assert sorted(fund.iterdir()) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for other processes")
def test_a_real_ctrl_c(fund: Path) -> None:
    """The file of events is a pipe that nobody writes to: the command waits for it."""
    os.mkfifo(fund / "pipe.csv")
    # What a shell starts in the background ignores Ctrl-C, and so would what these tests start.
    heeded = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    running = subprocess.Popen(
        [sys.executable, "-c", f"{heeded}; from welfarerules.cli import main; main()", "run", "fund.toml", "pipe.csv"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SRC)},
    )
    with (fund / "pipe.csv").open("w", encoding="utf-8"):  # opens when the command opens it
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    assert told == "\nstopped; no file was left half-written\n"


def test_ctrl_c_while_the_command_is_being_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import sys\n"
        "class Stop:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'welfarerules.cli.app': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Stop())\n"
        "import welfarerules.cli"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env={"PYTHONPATH": str(SRC)}
    )
    assert (done.returncode, done.stderr) == (130, "")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix")
def test_a_reader_that_goes_away_is_no_reason_to_complain(fund: Path) -> None:
    script = f'"{sys.executable}" -m welfarerules schema --kind outcome | head -c 1; echo; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(
        ["bash", "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(SRC)},
    )
    first, status = done.stdout.split()
    assert first == "{"
    assert status in {"0", "141"}, "0 when everything fitted into the pipe"
    assert done.stderr == ""


def test_a_pipe_gets_plain_text_and_nothing_else(fund: Path, process: Process) -> None:
    small_fund.put(fund, events=small_fund.EVENTS + small_fund.BAD_ROW)
    done = process("run", *FILES)
    assert done.returncode == 1
    assert "\x1b" not in done.stdout + done.stderr
    assert "─" not in done.stdout
    assert "WR450" in done.stderr
    assert "WR450" not in done.stdout
    told = process("run", *FILES, "--json")
    assert json.loads(told.stdout)["refused_events"] == 1


def test_rich_is_not_even_loaded_for_a_pipe(fund: Path) -> None:
    code = (
        "import sys\nfrom welfarerules.cli import main\n"
        "try:\n    main(['run', 'fund.toml', 'fund.csv'])\nexcept SystemExit:\n    pass\n"
        "print('rich' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(SRC)},
    )
    assert done.stderr == "False\n"


def on_a_terminal(fund: Path, **environment: str) -> str:
    """What the command shows on a terminal that says it can colour."""
    pty = pytest.importorskip("pty")
    master, slave = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "welfarerules", "run", *FILES],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=fund,
        env={
            **os.environ,
            "PYTHONPATH": str(SRC),
            "TERM": "xterm-256color",
            "COLUMNS": "100",
            **environment,
        },
    )
    os.close(slave)
    shown = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(master)
    assert running.wait(timeout=30) == 0
    return shown.decode("utf-8", errors="replace")


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of Unix")
def test_a_terminal_gets_colour_unless_it_wants_none(fund: Path) -> None:
    bold = "\x1b[1m"
    assert bold in on_a_terminal(fund)
    plain = on_a_terminal(fund, NO_COLOR="1")
    assert "hospital stay" in plain
    assert "\x1b[3" not in plain, "no colour"


NUMBERS = ("50,000.50", "40.00", "397.00", "120.25", "10,000.00", "51,437.50", "10,720.25", "10,600.00", "311.00")


@pytest.mark.parametrize("width", ["40", "20", "5"])
def test_no_number_is_cut_however_narrow_the_terminal(
    width: str, fund: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("welfarerules.cli.screen.on_terminal", lambda _: True)
    monkeypatch.setenv("COLUMNS", width)
    words = call("run", *FILES).stdout.split()
    assert set(NUMBERS) <= set(words)
    assert not [word for word in words if "…" in word]
    assert "hospital" in words, "words may be folded, not lost"


def test_tables_are_framed_on_a_terminal(fund: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("welfarerules.cli.screen.on_terminal", lambda _: True)
    shown = call("run", *FILES, "--member", "M1", "--as-of", "2012-08-31").stdout
    assert "─" in shown
    assert "Money that changed hands" in shown
    assert "10,000.00" in call("run", *FILES, "--as-of", "2012-08-31").stdout


def test_the_package_can_be_run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["welfarerules", "--version"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("welfarerules", run_name="__main__")
    assert ended.value.code == 0
    assert __version__ in capsys.readouterr().out


def test_a_broken_pipe_ends_with_141(fund: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr("click.echo", broken)
    result = call("check", "fund.toml")
    assert (result.exit_code, result.output) == (141, "")


def test_the_language_of_a_system_without_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, lang in (("Thai_Thailand", "th"), ("th_TH", "th"), ("English_Thailand", "en"), (None, "en")):
        monkeypatch.setattr("locale.getlocale", lambda name=name: (name, "UTF-8"))
        assert system_language({}) == lang


def test_an_output_that_knows_no_thai_gets_escapes(fund: Path, process: Process) -> None:
    done = process("check", "fund.toml", "--lang", "th", PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "\\u0e01" in done.stdout


def test_ascii_is_taken_for_an_encoding_that_nobody_chose(fund: Path, process: Process) -> None:
    done = process("check", "fund.toml", "--lang", "th", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, "")
    assert thai(done.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the work of other processes")
def test_the_demo_needs_nothing_but_the_package(
    tmp_path: Path, process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a wheel installs it: the files themselves, no links, nothing beside them. In less than five seconds' work."""
    resource = pytest.importorskip("resource")
    installed, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    package = SRC / "welfarerules"
    left_behind = shutil.ignore_patterns("__pycache__", "bad", "make_*.py", ".*_cache")
    shutil.copytree(package, installed / "welfarerules", ignore=left_behind)
    elsewhere.mkdir()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    monkeypatch.chdir(elsewhere)
    done = process("demo", "--lang", "th", PYTHONPATH=str(installed), PYTHONSAFEPATH="1")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (done.returncode, done.stderr) == (0, "")
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 5
    assert done.stdout.count("ข้อ 12") >= 3
    assert len(done.stdout.splitlines()) <= 62
    assert list(elsewhere.iterdir()) == []


def test_what_the_demo_puts_down_can_be_tried_out(tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = call("demo", "--out", "chamuang", "--lang", "en")
    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "chamuang").iterdir()) == [
        "cases.schema.json",
        "chamuang.beancount",
        "chamuang.cases.toml",
        "chamuang.events.csv",
        "chamuang.toml",
        "scheme.schema.json",
    ]
    first = (tmp_path / "chamuang" / "chamuang.toml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "#:schema scheme.schema.json"
    commands = [line.split()[1:] for line in result.stdout.splitlines() if line.startswith("  welfarerules ")]
    assert len(commands) == 3
    for command in commands:
        assert call(*command).exit_code == 0, command
    again = call("demo", "--out", "chamuang")
    assert again.exit_code == 2
    assert "--force" in again.stderr
    assert call("demo", "--out", "chamuang", "--force").exit_code == 0
