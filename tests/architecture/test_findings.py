"""Every fault has one code, a remedy, words in each language, a place in the docs and an example."""

from __future__ import annotations

import ast
import importlib
import re
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from source_tree import ROOT, Module, modules
from welfarerules.errors import Finding
from welfarerules.words import LANGUAGES, placeholders, say

pytestmark = pytest.mark.promise

BAD: Final = ROOT / "schemes" / "bad"
REFERENCE: Final = ROOT / "docs" / "reference" / "errors.md"

# Which room reports which codes.
ROOMS: Final = {
    "0": {"dates", "money"},
    "1": {"scheme"},
    "2": {"formula", "kinds", "scheme"},
    "3": {"fund", "kinds", "scheme"},
    "4": {"events", "fund", "sheets"},
    "5": {"errors", "hookspecs", "plugins", "scheme"},
    "6": {"cases", "explain"},
    "7": {"events", "scrutiny"},
    "8": {"fund"},
}

# Codes that the gallery does not show yet, each with the test that shows the fault instead: "WR205 tests/formula/x.py".
# The list only shrinks: an entry whose fault has come into the gallery, has gone or is shown nowhere fails.
ELSEWHERE: Final = Path(__file__).with_name("not_in_the_gallery.txt")


@cache
def findings() -> tuple[tuple[str, Finding], ...]:
    """Every finding with its qualified name, where it is declared, in the order of the codes."""
    found = [
        (f"{module.name}.{name}", value)
        for module in modules()
        if "Finding(" in module.text
        for name, value in vars(importlib.import_module(module.name)).items()
        if isinstance(value, Finding) and name in _declared(module)
    ]
    return tuple(sorted(found, key=lambda item: (item[1].code, item[0])))


def _declared(module: Module) -> set[str]:
    """Names that *module* itself binds at its top."""
    targets = (node.target for node in module.tree.body if isinstance(node, ast.AnnAssign))
    others = (target for node in module.tree.body if isinstance(node, ast.Assign) for target in node.targets)
    return {target.id for target in (*targets, *others) if isinstance(target, ast.Name)}


def test_there_are_findings() -> None:
    """Guards the collection itself: with none, everything below would pass."""
    assert len(findings()) >= 10


def test_a_finding_is_a_module_constant() -> None:
    """One made on the way could be neither listed nor translated."""
    wrong = []
    for module in modules():
        listed = {
            id(node.value)
            for node in module.tree.body
            if isinstance(node, (ast.AnnAssign, ast.Assign)) and isinstance(node.value, ast.Call)
        }
        wrong += [
            f"{module.path}:{node.lineno}"
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Finding" and id(node) not in listed
        ]
    assert not wrong, "\n".join(wrong)


def test_no_two_findings_share_a_code() -> None:
    by_code: dict[str, list[str]] = {}
    for name, finding in findings():
        by_code.setdefault(finding.code, []).append(name)
    assert not {code: names for code, names in by_code.items() if len(names) > 1}


def test_the_first_digit_says_which_room_reports() -> None:
    wrong = [
        f"{finding.code} {name}"
        for name, finding in findings()
        if name.split(".")[1] not in ROOMS.get(finding.code[2], ())
    ]
    assert not wrong, "\n".join(wrong)


def unlike_a_phrase(text: str) -> bool:
    """Whether *text* starts with a capital (a name in capitals may stand there), ends in a stop or has loose ends."""
    starts = re.match(r"[a-z0-9{\"'`\[]|[A-Z]{2}", text)
    return not starts or text != text.strip() or re.search(r"[A-Za-z0-9}]\.$", text) is not None


def test_a_message_is_a_phrase_and_a_remedy_an_instruction() -> None:
    wrong = [
        f"{finding.code} {name}: {text!r}"
        for name, finding in findings()
        for text in (finding.message, finding.remedy)
        if unlike_a_phrase(text)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_every_finding_is_told_in_every_language(lang: str) -> None:
    wrong = []
    for _, finding in findings():
        for text in (finding.message, finding.remedy):
            fillers = {word: f"<{word}>" for word in placeholders(text)}
            told = say(text, lang, **fillers)
            bare = re.sub(r"\W|\d|_", "", re.sub(r"\{.*?\}", "", text))
            if bare and told == say(text, "en", **fillers):
                wrong.append(f"{finding.code} {text!r}: no words in {lang}")
            elif any(filler not in told for filler in fillers.values()):
                wrong.append(f"{finding.code} {text!r}: the words in {lang} lose a value")
    assert not wrong, "\n".join(wrong)


def test_every_code_is_documented() -> None:
    """docs/_generate.py writes the page; this says so in its own words if it was forgotten."""
    page = REFERENCE.read_text(encoding="utf-8")
    assert not sorted({finding.code for _, finding in findings()} - set(re.findall(r"WR\d{3}", page)))


@cache
def shown() -> frozenset[str]:
    """Codes that the gallery shows."""
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in sorted(BAD.rglob("*")) if path.is_file())
    return frozenset(code for text in texts for code in re.findall(r"\bWR\d{3}\b", text))


def shown_elsewhere() -> dict[str, str]:
    """The list: code to the test file that shows it."""
    lines = ELSEWHERE.read_text(encoding="utf-8").splitlines()
    return {code: place.strip() for code, _, place in (line.partition(" ") for line in lines if line.strip())}


@cache
def words_of_tests() -> dict[str, frozenset[str]]:
    """The words of each test file, but of those in this folder."""
    tests = (path for path in sorted((ROOT / "tests").rglob("test_*.py")) if path.parent != ELSEWHERE.parent)
    return {
        path.relative_to(ROOT).as_posix(): frozenset(re.findall(r"\w+", path.read_text(encoding="utf-8")))
        for path in tests
    }


def showing(name: str, finding: Finding) -> list[str]:
    """The test files that name *finding* by its code or its constant."""
    return [path for path, words in words_of_tests().items() if {finding.code, name.rpartition(".")[2]} & words]


def test_every_code_has_an_example_in_the_gallery() -> None:
    missing = {finding.code: name for name, finding in findings()}.items()
    wrong = [f"{code} {name}" for code, name in missing if code not in shown() | shown_elsewhere().keys()]
    assert not wrong, "add a file to schemes/bad for\n" + "\n".join(wrong)


def test_the_list_of_codes_without_an_example_only_shrinks() -> None:
    codes = {finding.code: (name, finding) for name, finding in findings()}
    listed = shown_elsewhere()
    assert list(listed) == sorted(set(listed)), "one line per code, in order"
    assert not listed.keys() & shown(), "these have an example now: take them off the list"
    assert not listed.keys() - codes.keys(), "these no longer exist: take them off the list"
    wrong = [f"{code} {place}" for code, place in listed.items() if place not in showing(*codes[code])]
    assert not wrong, "these tests do not show the code:\n" + "\n".join(wrong)


def test_the_gallery_shows_only_codes_that_exist() -> None:
    assert not shown() - {finding.code for _, finding in findings()}


def main() -> None:
    """Print the list as it could be now, for whoever shortens it; codes that no test shows come without a place."""
    for name, finding in findings():
        if finding.code not in shown():
            print(finding.code, *showing(name, finding)[:1])  # noqa: T201 - a script


if __name__ == "__main__":
    main()
