"""The README keeps its form: five lines, two commands, links that lead somewhere."""

from __future__ import annotations

import re
import tomllib
from typing import Final

import pytest

from documents import ROOT, fences

pytestmark = pytest.mark.promise

README: Final = ROOT / "README.md"
COMMANDS: Final = [
    "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/welfarerules demo\n",
    'python3 -m venv .venv && .venv/bin/pip install -e ".[dev]" && .venv/bin/pytest\n',
]


def test_it_says_what_it_is_in_five_lines() -> None:
    about = README.read_text(encoding="utf-8").partition("<!-- about -->\n")[2].partition("<!-- /about -->")[0]
    assert len(about.splitlines()) == 5


def test_it_holds_exactly_the_two_commands() -> None:
    assert [text for language, text in fences(README) if language == "sh"] == COMMANDS
    assert {language for language, _ in fences(README)} == {"sh"}


def test_the_gate_takes_the_test_command_from_here() -> None:
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "README.md" in gate
    assert "pip install -e" not in gate


def test_its_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README.read_text(encoding="utf-8"))
    assert links
    assert not [link for link in links if "://" not in link and not (ROOT / link).exists()]


def test_the_project_file_promises_what_the_readme_does() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"welfarerules": "welfarerules.cli:main"}
    assert "dev" in project["optional-dependencies"]
    assert project["license"] == "Apache-2.0"
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
