"""The reference pages are what the code makes of them, and leave nothing out."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest

from documents import ROOT

pytestmark = pytest.mark.promise

REFERENCE: Final = ROOT / "docs" / "reference"
NAMES: Final = (
    "api.md",
    "command.md",
    "conventions.md",
    "errors.md",
    "events.md",
    "formula.md",
    "hooks.md",
    "scheme.md",
)


def generators() -> Mapping[str, Callable[[], str]]:
    """The pages by name; docs/ is no package, so its script is loaded by path."""
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "_generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pages: Mapping[str, Callable[[], str]] = module.PAGES
    return pages


def test_every_generated_page_is_looked_at() -> None:
    assert tuple(generators()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_fresh(name: str) -> None:
    """If not: ``python docs/_generate.py``."""
    assert (REFERENCE / name).read_text(encoding="utf-8") == generators()[name]()


def says() -> Mapping[str, Mapping[str, Any]]:
    """The words that the pages add to what the code says."""
    given: Mapping[str, Mapping[str, Any]] = tomllib.loads((ROOT / "docs" / "_says.toml").read_text(encoding="utf-8"))
    return given


def test_every_fact_and_function_is_told_with_an_example() -> None:
    from welfarerules.formula.facts import BUILT_IN_FACTS
    from welfarerules.formula.vocabulary import FUNCTIONS

    assert list(says()["fact"]) == [fact.name for fact in BUILT_IN_FACTS]
    assert list(says()["function"]) == list(FUNCTIONS)
    assert all(told["says"] for group in ("fact", "function") for told in says()[group].values())


@pytest.mark.parametrize("group", ["fact", "function"])
def test_every_example_of_a_formula_is_read_and_uses_what_it_shows(group: str) -> None:
    from welfarerules.formula.facts import FactTable, folded
    from welfarerules.formula.findings import FormulaError
    from welfarerules.formula.parse import parse
    from welfarerules.formula.typed import MONEY, TRUTH

    for name, told in says()[group].items():
        assert re.search(rf"\b{name}\b", told["example"]), name
        for wants in (TRUTH, MONEY):
            try:
                parse(told["example"], facts=FactTable(), wants=wants, currency="THB", rounding=(4, 1))
                break
            except FormulaError as refusal:
                found = refusal
        else:
            raise AssertionError(f"{folded(name)}: {told['example']!r}: {found}")


def test_signs_are_told_as_the_grammar_has_them() -> None:
    from welfarerules.errors import Place
    from welfarerules.formula.grammar import read
    from welfarerules.formula.tokens import Source

    signs = (REFERENCE / "formula.md").read_text(encoding="utf-8").partition("## Signs")[2].partition("## Words")[0]
    examples = re.findall(r"(?m)`([^`]+)` \|$", signs)
    values = re.findall(r"`([^`]+)`", signs.partition("## Values")[2])
    assert (len(examples), len(values)) >= (8, 18)
    assert all(read(Source(example, Place())) for example in (*examples, *values))


def test_every_kind_of_event_is_told_with_an_example_that_is_read() -> None:
    from welfarerules.events import EVENT_KINDS, event_from_json

    assert list(says()["event"]) == list(EVENT_KINDS)
    shown = re.findall(r"```json\n(.*)\n```", (REFERENCE / "events.md").read_text(encoding="utf-8"))
    assert [event_from_json(json.loads(line)).kind for line in shown] == list(EVENT_KINDS)


def test_every_kind_of_rule_is_told_with_an_example() -> None:
    from welfarerules.kinds.built_in import welfarerules_rule_kinds

    assert set(says()["kind"]) == {f"{kind.family}.{kind.name}" for kind in welfarerules_rule_kinds()}
    page = (REFERENCE / "scheme.md").read_text(encoding="utf-8")
    assert all(example.strip() in page for group in ("kind", "section") for example in says()[group].values())


def test_every_quantity_is_read_as_it_is_told() -> None:
    """Each text in quotation marks in the table of quantities reads as what its row says."""
    from welfarerules.dates import parse_date
    from welfarerules.scheme import quantities

    readers: Mapping[str, Callable[[str], object]] = {
        "so much per what": lambda text: quantities.parse_rate(text, "THB"),
        "a length of time": quantities.parse_duration,
        "when in its period a due falls": quantities.parse_due,
        "how long after a date": quantities.parse_window,
        "a day of every year": quantities.parse_year_day,
        "a day of every month": quantities.parse_month_day,
        "a date": parse_date,
    }
    page = (REFERENCE / "scheme.md").read_text(encoding="utf-8").partition("## Quantities")[2]
    rows = {row[0]: row[1:] for row in re.findall(r"^\| ([^|`]+) \| (.*) \| (.*) \|$", page, re.MULTILINE)}
    for name, read in readers.items():
        texts = re.findall(r"`\"([^\"]+)\"`", " ".join(rows[name]))
        assert len(texts) >= 2, name
        assert [read(text) for text in texts], name


def test_every_code_of_the_gallery_is_shown_with_its_words() -> None:
    page = (REFERENCE / "errors.md").read_text(encoding="utf-8")
    parts = re.split(r"(?m)^### (WR[0-9]{3})$", page)[1:]
    silent = [
        code
        for code, text in zip(parts[::2], parts[1::2], strict=True)
        if "Shown by" in text and "Such as:" not in text
    ]
    assert silent == []


def test_every_key_that_may_be_left_out_says_what_a_scheme_means_without_it() -> None:
    """The generator fails where one is missing; this finds those that are told and no longer there."""
    page = (REFERENCE / "scheme.md").read_text(encoding="utf-8")
    for section, keys in says()["without"].items():
        for key, told in keys.items():
            assert f"| `{key}` | {told} |" in page, f"{section}.{key}"


@pytest.mark.parametrize(
    "left_out", ["month_end", "facts_as_of", "fund_year_starts", "seniority", "counted_by", "payee"]
)
def test_what_is_asked_for_where_it_matters_is_asked_for(left_out: str) -> None:
    from welfarerules import SchemeError, loads_scheme

    whole = (ROOT / "schemes" / "th" / "chamuang.toml").read_text(encoding="utf-8")
    loads_scheme(whole)
    silent = re.sub(rf"(?m)^{left_out} = .*\n", "", whole)
    assert silent != whole
    with pytest.raises(SchemeError, match="WR3"):
        loads_scheme(silent)
