"""Runs the blocks of a Markdown page, in the order in which a reader would.

- ``python``: executed; a block that starts with ``>>>`` is compared as a doctest. Names carry on to later blocks.
- ``toml``: a scheme, which must be accepted. Tables alone are completed from `BASE` first. A table ``[project]`` is
  some package's, and only has to be TOML.
- ``json``: must parse.
- ``console``: each line after ``$`` is a command, what follows is its output (``...`` stands for anything).
  ``welfarerules`` runs in place, ``cat FILE`` shows a file, ``echo $?`` the last exit status. A command that fails
  must show its output; one that shows none must succeed.

A directive ``{code-block} toml`` (or csv, json) with a ``:caption:`` is also saved under that name for the blocks after
it. With ``:class: refused`` a scheme must be refused, and console blocks show how.
"""

from __future__ import annotations

import doctest
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import tomli
from sybil import Document, Example
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
        PythonCodeBlockParser(doctest_optionflags=doctest.ELLIPSIS),
        CodeBlockParser("toml", _toml),
        CodeBlockParser("json", _json),
        CodeBlockParser("csv", _csv),
        CodeBlockParser("console", _console),
    )
    return Document.parse(str(page), *parsers)


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
    path.write_text(example.parsed, encoding="utf-8")
    return path


def _toml(example: Example) -> str | None:
    path = _saved(example)
    given = tomli.loads(example.parsed)
    if "project" in given or (path is not None and path.name.endswith(".cases.toml")):
        return None
    from welfarerules import SchemeError, loads_scheme

    try:
        loads_scheme(completed(example.parsed))
    except SchemeError as refusal:
        return None if "refused" in example.region.lexemes.get("options", {}).get("class", "") else str(refusal)
    return (
        "accepted, but shown as refused"
        if "refused" in example.region.lexemes.get("options", {}).get("class", "")
        else None
    )


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


def _run(command: str, last: int) -> tuple[str, int]:
    """Output and exit status of one command."""
    name, *arguments = shlex.split(command)
    if name == "cat":
        return "".join(Path(path).read_text(encoding="utf-8") for path in arguments), 0
    if command == "echo $?":
        return f"{last}\n", 0
    if name != "welfarerules":
        return f"only welfarerules, cat and echo $? are run, not {name}", 127
    from click.testing import CliRunner

    from welfarerules.cli import main

    result = CliRunner().invoke(main, arguments, prog_name="welfarerules")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output, result.exit_code
