"""Every command and option stands in the docs and in a test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import click
import pytest

from source_tree import ROOT
from welfarerules.cli import main

pytestmark = pytest.mark.promise

REFERENCE: Final = ROOT / "docs" / "reference" / "command.md"
HERE: Final = ROOT / "tests" / "architecture"


def options() -> Iterator[tuple[str, str]]:
    """Command path and longest name of every option: ``("run", "--out")``."""

    def visit(command: click.Command, path: str) -> Iterator[tuple[str, str]]:
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.hidden:
                yield path, max(parameter.opts, key=len)
        for name, child in getattr(command, "commands", {}).items():
            yield from visit(child, f"{path} {name}".strip())

    yield from visit(main, "")


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command below the first."""

    def visit(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
        for name, child in getattr(command, "commands", {}).items():
            yield f"{path} {name}".strip(), child
            yield from visit(child, f"{path} {name}".strip())

    yield from visit(main, "")


def text_of_tests() -> str:
    """The text of all tests but these."""
    return "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("*.py")) if HERE not in path.parents
    )


def names(word: str, text: str) -> bool:
    """Whether *text* has *word* as a word of its own."""
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


def test_every_option_is_documented() -> None:
    page = REFERENCE.read_text(encoding="utf-8")
    assert not [f"{path} {option}" for path, option in sorted(set(options())) if not names(option, page)]


def test_every_option_is_tested() -> None:
    tested = text_of_tests()
    assert not sorted({option for _, option in options() if not names(option, tested)})


def test_every_command_is_documented_tested_and_says_what_it_does() -> None:
    page, tested = REFERENCE.read_text(encoding="utf-8"), text_of_tests()
    wrong = []
    for path, command in commands():
        if not command.help:
            wrong.append(f"{path} has no help")
        if f"welfarerules {path}" not in page:
            wrong.append(f"{path} is not in {REFERENCE.name}")
        if f'"{path.split()[-1]}"' not in tested:
            wrong.append(f"{path} is not tested")
        options = (parameter for parameter in command.params if isinstance(parameter, click.Option))
        wrong += [f"{path} {option.opts[0]} has no help" for option in options if not option.help]
    assert not wrong, "\n".join(wrong)


def test_every_command_that_reads_events_takes_a_sheet_of_a_workbook() -> None:
    """Give it `sheet_option` of `welfarerules.cli.inputs`, and read the events by `evaluated` or with its sheet."""
    readers = [(path, command) for path, command in commands() if "events" in {each.name for each in command.params}]
    assert len(readers) >= 3
    assert not [path for path, command in readers if "sheet" not in {each.name for each in command.params}]
