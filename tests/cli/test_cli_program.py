"""A command that is proposed can be typed where it is read."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest

from welfarerules.cli.program import program_started


def proposed(name: str) -> str:
    with click.Context(click.Command("welfarerules"), info_name=name):
        return program_started()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in an environment that is not active, started from the folder that the environment is in."""
    program = tmp_path / ".venv" / "bin" / "welfarerules"
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "argv", [".venv/bin/welfarerules", "demo"])
    return program


@pytest.mark.usefixtures("installed")
def test_a_program_that_the_shell_does_not_find_is_named_by_its_path() -> None:
    assert proposed("welfarerules") == ".venv/bin/welfarerules"


def test_a_whole_path_is_shortened_below_this_folder_and_kept_elsewhere(
    installed: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [str(installed), "demo"])
    assert proposed("welfarerules") == ".venv/bin/welfarerules"
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert proposed("welfarerules") == str(installed)


def test_a_path_with_a_blank_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "my fund" / "welfarerules"
    program.parent.mkdir()
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    monkeypatch.setattr(sys, "argv", [str(program)])
    assert proposed("welfarerules") == f"'{program}'"


def test_a_program_that_the_shell_finds_is_named_alone(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(installed.parent))
    assert proposed("welfarerules") == "welfarerules"


def test_a_module_is_named_with_the_python_that_runs_it() -> None:
    assert proposed("python -m welfarerules").endswith(f"{Path(sys.executable).name} -m welfarerules")
