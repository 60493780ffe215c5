"""Runs the blocks of a Markdown page, in the order in which a reader would.

- ``python``: executed; a block that starts with ``>>>`` is compared as a doctest. Names carry on to later blocks. One
  with a caption is a module instead, saved for later blocks, one of which must import it or offer it as a plugin.
- ``toml``: a scheme, which must be accepted. Tables alone are completed from `BASE` first; a file with a caption and a
  table ``[scheme]`` is whole. A table ``[project]`` is
  some package's, and only has to be TOML.
- ``json``: must parse.
- ``console``: each line after ``$`` is a command, what follows is its output (``...`` stands for anything).
  ``welfarerules`` runs in place, ``cat FILE`` shows a file, ``echo $?`` the last exit status. A command that fails
  must show its output; one that shows none must succeed. ``pip install .`` makes the entry points of the folder's
  ``pyproject.toml`` known, as an installation does.

A directive ``{code-block} toml`` (or csv, json, python) with a ``:caption:`` is also saved under that name for the
blocks after it. With ``:class: refused`` a scheme must be refused, and console blocks show how. With ``:class: added``
the tables of the block replace those of the same name in that file, the others are added to it, and the whole is
looked at.
"""

from __future__ import annotations

import doctest
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import tomli
from sybil import Document, Example, Region
from sybil.parsers.markdown.lexers import FencedCodeBlockLexer
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser

ROOT: Final = Path(__file__).resolve().parents[1]

BASE: Final = {
    "": "schema = 1",
    "scheme": 'id = "example"\nname = { en = "Example" }\ncurrency = "THB"\neffective = 2020-01-01\nlanguages = ["en"]',
    "conventions": "\n".join(
        (
            'fund_year_starts = "1 October"',
            'month_end = "clamp"',
            'rounding = { mode = "half_up", to = 0.01 }',
            'facts_as_of = "event"',
            'cap_cuts = "later nights"',
        )
    ),
    "membership": "\n".join(
        (
            'article = "1"',
            'seniority = { on_readmission = "restart" }',
            'on_leaving = { advance = "refund", arrears = "cancel" }',
        )
    ),
    "contribution": "\n".join(
        (
            "[contribution.dues]",
            'article = "2"',
            'name = { en = "Dues" }',
            'rate = "30 per month"',
            'collected = "monthly"',
            'periods = "calendar"',
            'due = "first day"',
            'first_period = "full"',
        )
    ),
}

SHOWN_ONLY: Final = {"mermaid", "sh", "text"}
RUN: Final = {"console", "csv", "json", "python", "toml"}


def pages() -> list[Path]:
    """Every page whose blocks are run."""
    return [ROOT / "README.md", *sorted(path for path in (ROOT / "docs").rglob("*.md") if "_build" not in path.parts)]


def read(page: Path) -> Document:
    """Parse *page* into runnable examples."""
    parsers = (
        _PythonParser(doctest_optionflags=doctest.ELLIPSIS),
        CodeBlockParser("toml", _toml),
        CodeBlockParser("json", _json),
        CodeBlockParser("csv", _csv),
        CodeBlockParser("console", _console),
    )
    return Document.parse(str(page), *parsers)


class _PythonParser(PythonCodeBlockParser):
    """Runs Python, but saves a block with a caption."""

    def __call__(self, document: Document) -> Iterator[Region]:
        for region in super().__call__(document):
            if "caption" in region.lexemes.get("options", {}):
                region.evaluator = _module
            yield region


def _module(example: Example) -> None:
    assert _saved(example)
    compile(example.parsed, example.path, "exec")


def fences(page: Path) -> Iterator[tuple[str, str]]:
    """Language and text of every plain fenced block and every ``code-block`` of *page*."""
    document = Document(page.read_text(encoding="utf-8"), str(page))
    for region in FencedCodeBlockLexer(".*")(document):
        info = region.lexemes["language"].strip()
        named = re.fullmatch(r"\{(\S+)\} *(.*)", info)
        if named is None:
            yield info, region.lexemes["source"]
        elif named[1] == "code-block":
            yield named[2], region.lexemes["source"]


def completed(text: str) -> str:
    """A whole scheme made of *text*, some tables of one: what it leaves out comes from `BASE`."""
    given = tomli.loads(text)
    for table, body in BASE.items():
        if table == "":
            text = text if "schema" in given else f"{body}\n{text}"
        elif table not in given:
            text = f"{text}\n{body}\n" if body.startswith("[") else f"{text}\n[{table}]\n{body}\n"
        elif table != "contribution":
            lines = [line for line in body.splitlines() if line.partition(" = ")[0] not in given[table]]
            header = re.search(rf"(?m)^\[{table}\][^\n]*$", text)
            assert header, f"[{table}] must stand as a table of its own"
            text = "\n".join([text[: header.end()], *lines]) + text[header.end() :]
    return text


def _saved(example: Example) -> Path | None:
    """Write a captioned block to the file it is named after."""
    name = example.region.lexemes.get("options", {}).get("caption", "").strip("`")
    if not name:
        return None
    path = Path(name)
    assert ".." not in path.parts, f"{name}: a caption names a file below the page's own folder"
    assert not path.is_absolute(), f"{name}: a caption names a file below the page's own folder"
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if "added" in _classes(example) else ""
    path.write_text(with_tables(before, example.parsed) if before else example.parsed, encoding="utf-8")
    return path


def _classes(example: Example) -> list[str]:
    return list(example.region.lexemes.get("options", {}).get("class", "").split())


def with_tables(text: str, more: str) -> str:
    """Return *text* with the tables of *more*: one of the same name is replaced, a new one stands at the end."""
    for table in re.split(r"(?m)^(?=\[)", more)[1:]:
        name = table[: table.index("]") + 1]
        whole = rf"(?ms)^{re.escape(name)}.*?(?=^\[|\Z)"
        one = f"{table.rstrip()}\n"
        found = re.search(whole, text)
        text = f"{text[: found.start()]}{one}\n{text[found.end() :]}" if found else f"{text.rstrip()}\n\n{one}"
    return text


def _toml(example: Example) -> str | None:
    path = _saved(example)
    text = example.parsed if path is None else path.read_text(encoding="utf-8")
    given = tomli.loads(text)
    if "project" in given or "requires" in given or (path is not None and path.name.endswith(".cases.toml")):
        return None  # what needs a plugin is looked at by the command, once that is installed
    from welfarerules import SchemeError, loads_scheme

    shown_as_refused = "refused" in _classes(example)
    try:
        loads_scheme(text if path is not None and "scheme" in given else completed(text))
    except SchemeError as refusal:
        return None if shown_as_refused else str(refusal)
    return "accepted, but shown as refused" if shown_as_refused else None


def _json(example: Example) -> str | None:
    _saved(example)
    json.loads(example.parsed)
    return None


def _csv(example: Example) -> str | None:
    return None if _saved(example) else "a table of events needs a caption: the name it is saved under"


def _console(example: Example) -> str | None:
    last = 0
    for command, expected in _commands(example.parsed):
        output, last = _run(command, last)
        if expected and not doctest.OutputChecker().check_output(expected, _trimmed(output), doctest.ELLIPSIS):
            return f"$ {command}\nexpected:\n{expected}\ngot (exit status {last}):\n{_trimmed(output)}"
        if not expected and last != 0:
            return f"$ {command}\nended with status {last}:\n{output}"
    return None


def _commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command with the output shown below it."""
    for part in re.split(r"(?m)^\$ ", text)[1:]:
        command, _, output = part.partition("\n")
        yield command, _trimmed(output)


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines()) + "\n" if text.strip() else ""


def _installed(project: dict[str, Any]) -> str:
    """Make a project's entry points known in the current folder, which must be importable."""
    name, version = project["name"], project["version"]
    folder = Path(f"{name.replace('-', '_')}-{version}.dist-info")
    folder.mkdir()
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
    groups = (
        f"[{group}]\n" + "".join(f"{point} = {target}\n" for point, target in points.items())
        for group, points in project["entry-points"].items()
    )
    (folder / "entry_points.txt").write_text("\n".join(groups), encoding="utf-8")
    return f"Successfully installed {name}-{version}\n"


def _run(command: str, last: int) -> tuple[str, int]:
    """Output and exit status of one command."""
    name, *arguments = shlex.split(command)
    if name == "cat":
        return "".join(Path(path).read_text(encoding="utf-8") for path in arguments), 0
    if command == "echo $?":
        return f"{last}\n", 0
    if command == "pip install .":
        return _installed(tomli.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]), 0
    if name != "welfarerules":
        return f"only welfarerules, cat, pip install . and echo $? are run, not {name}", 127
    from click.testing import CliRunner

    from welfarerules.cli import main

    result = CliRunner().invoke(main, arguments, prog_name="welfarerules")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output, result.exit_code
