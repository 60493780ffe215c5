"""Every block in the README and the docs is run, or is of a kind that is only shown."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from documents import ROOT, RUN, SHOWN_ONLY, completed, fences, pages, read, with_tables

pytestmark = pytest.mark.promise

# Commands that a page may show although the gate does not run them as they stand.
FOR_MAINTAINERS = {
    "HYPOTHESIS_PROFILE=deep .venv/bin/pytest",
    ".venv/bin/python docs/_generate.py",
    ".venv/bin/python tests/fuzz --minutes 60",
    ".venv/bin/python tests/fuzz --large",
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A reader's folder: beside it the schemes that pages refer to."""
    (tmp_path / "schemes").symlink_to(ROOT / "schemes")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    yield tmp_path
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None) or "").startswith(str(tmp_path)):
            del sys.modules[name]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_blocks_do_what_the_page_says(page: Path, desk: Path) -> None:
    for example in read(page):
        example.evaluate()


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_block_escapes(page: Path) -> None:
    """A new language gets a runner in documents.py, or a reason to be shown only."""
    assert {language for language, _ in fences(page)} <= RUN | SHOWN_ONLY


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_shell_lines_are_those_that_the_gate_runs(page: Path) -> None:
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8") + (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [line for language, text in fences(page) if language == "sh" for line in text.splitlines() if line]
    assert [line for line in lines if line not in gate and line not in FOR_MAINTAINERS] == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_module_of_a_page_is_used_by_it(page: Path) -> None:
    """A module is only saved: something after it must import it, or it was never run."""
    text = page.read_text(encoding="utf-8")
    for name in re.findall(r"(?m)^:caption: (\w+)\.py$", text):
        used = rf"import {name}\b|from {name} import|= \"{name}\""
        assert re.search(used, text), name


def page_of(tmp_path: Path, text: str) -> Path:
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    return page


@pytest.mark.parametrize(
    "text",
    [
        "```python\nassert 1 == 2\n```\n",
        "```python\n>>> 1 + 1\n3\n```\n",
        "```json\n{1}\n```\n",
        "```csv\nid,kind\n```\n",
        "```console\n$ rm -r x\n```\n",
        "```console\n$ cat missing.txt\n```\n",
        "```toml\nschema =\n```\n",
    ],
)
def test_a_block_that_does_not_hold_fails(text: str, desk: Path) -> None:
    """The runner itself: a page that lies is caught."""
    failures = 0
    for example in read(page_of(desk, text)):
        try:
            example.evaluate()
        except Exception:  # noqa: BLE001 - whatever the block raised
            failures += 1
    assert failures == 1


def test_names_and_captioned_files_carry_on_to_later_blocks(desk: Path) -> None:
    text = (
        "```python\nx = 1\n```\n\n```python\n>>> x + 1\n2\n```\n\n"
        "```{code-block} csv\n:caption: events.csv\n\nid,kind\ne1,joined\n```\n\n"
        "```console\n$ cat events.csv\nid,kind\n...\n$ echo $?\n0\n```\n"
    )
    examples = list(read(page_of(desk, text)))
    assert len(examples) == 4
    for example in examples:
        example.evaluate()
    assert (desk / "events.csv").read_text(encoding="utf-8") == "id,kind\ne1,joined\n"


def test_tables_that_are_added_replace_those_of_the_same_name() -> None:
    before = 'schema = 1\n\n[scheme]\nid = "a"\n\n[benefit.birth]\namount = 1\n'
    assert with_tables(before, "[benefit.death]\namount = 3\n\n[scheme]\nid = 'b'\n") == (
        "schema = 1\n\n[scheme]\nid = 'b'\n\n[benefit.birth]\namount = 1\n\n[benefit.death]\namount = 3\n"
    )


def test_tables_alone_are_completed_to_a_scheme() -> None:
    import tomli

    whole = tomli.loads(completed('[conventions]  # ours\nmonth_end = "overflow"\n\n[benefit.birth]\namount = 1000\n'))
    assert list(whole) == ["schema", "conventions", "benefit", "scheme", "membership", "contribution"]
    assert whole["conventions"]["month_end"] == "overflow"
    assert whole["conventions"]["facts_as_of"] == "event"
    assert list(tomli.loads(completed('[contribution.own]\nrate = "1 per day"\n'))["contribution"]) == ["own"]
