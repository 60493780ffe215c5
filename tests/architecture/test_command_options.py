"""Every command and option stands in the docs and in a test."""

from __future__ import annotations

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


def tests() -> str:
    """The text of all tests but these."""
    return "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("*.py")) if HERE not in path.parents
    )


@pytest.mark.parametrize(("path", "option"), sorted(set(options())))
def test_an_option_is_documented_and_tested(path: str, option: str) -> None:
    assert option in REFERENCE.read_text(encoding="utf-8")
    assert f'"{option}' in tests()


@pytest.mark.parametrize(
    ("path", "command"), list(commands()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_command_says_what_it_does(path: str, command: click.Command) -> None:
    assert command.help
    assert f"welfarerules {path}" in REFERENCE.read_text(encoding="utf-8")
    assert f'"{path.split()[-1]}"' in tests()
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{path} {parameter.opts[0]} has no help"
