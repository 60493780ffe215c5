"""What the hand-written pages claim, compared with what is so."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
import tomli

from documents import ROOT, pages

pytestmark = pytest.mark.promise

DOCS: Final = ROOT / "docs"
THAI: Final = re.compile("[\u0e01-\u0e5b]")


def rows(page: Path) -> list[list[str]]:
    """The cells of every table row of *page*, without heads and rules."""
    lines = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    heads = {number - 1 for number, row in enumerate(cells) if set(row[0]) == {"-"}}
    return [row for number, row in enumerate(cells) if set(row[0]) != {"-"} and number not in heads]


def test_the_glossary_stands_side_by_side_in_order() -> None:
    terms = rows(DOCS / "glossary.md")
    assert len(terms) >= 45
    assert [row[0] for row in terms] == sorted({row[0] for row in terms}, key=str.casefold)
    for english, meaning, thai, in_thai in terms:
        assert english
        assert meaning
        assert not THAI.search(english + meaning)
        assert THAI.search(thai)
        assert THAI.search(in_thai)
    assert len({row[2] for row in terms}) == len(terms)


def test_the_glossary_does_not_contradict_itself_on_facts() -> None:
    """A fact of the formula language that is a term carries the term's Thai word."""
    from welfarerules.formula.facts import BUILT_IN_FACTS

    thai = {row[0]: row[2] for row in rows(DOCS / "glossary.md")}
    facts = {fact.name.replace("_", " ").rstrip("s"): fact.thai for fact in BUILT_IN_FACTS}
    assert {name: thai[name] for name in thai.keys() & facts} == {name: facts[name] for name in thai.keys() & facts}


def test_the_table_of_roundings_is_computed() -> None:
    import decimal

    from welfarerules.money import ROUNDING_MODES, divide

    table = {
        row[0].split("`")[1]: row[1:] for row in rows(DOCS / "explanation" / "exact-money.md") if row[0].startswith("`")
    }
    assert set(table) == set(ROUNDING_MODES)
    for name, cells in table.items():
        mode = getattr(decimal, f"ROUND_{name.upper()}")
        for tenths, cell in zip((25, 35, -25, 21, -21), cells, strict=True):
            shown = int(cell.replace("−", "-"))
            assert divide(tenths, 10, name) == shown, (name, tenths)
            assert int((Decimal(tenths) / 10).quantize(Decimal(1), rounding=mode)) == shown, (name, tenths)


def test_decisions_are_numbered_titled_and_formed_alike() -> None:
    records = sorted((DOCS / "adr").glob("[0-9]*.md"))
    assert [path.name[:4] for path in records] == [f"{number:04}" for number in range(1, len(records) + 1)]
    for path in records:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]}: ")
        assert re.findall(r"(?m)^## (.+)$", text) == ["Status", "Context", "Decision", "Consequences"]


def test_every_dependency_has_its_reason() -> None:
    project = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    record = (DOCS / "adr" / "0002-dependencies.md").read_text(encoding="utf-8")
    wanted = [
        *project["dependencies"],
        *project["optional-dependencies"]["columns"],
        *project["optional-dependencies"]["fairness"],
        *project["optional-dependencies"]["xlsx"],
    ]
    assert not [name for name in (re.split(r"[<>=\[ ]", line)[0] for line in wanted) if name not in record]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert not [link for link in links if "://" not in link and not (page.parent / link).exists()]


def outline(page: Path) -> list[str]:
    """Headings by level, and blocks by language, name, class and commands: what two languages of a page share."""
    text = page.read_text(encoding="utf-8").replace(" --lang th", "")
    return re.findall(r"(?m)^(#+ |```\{?[a-z].*|:caption: .*|:class: .*|\$ .*)", text)


def test_the_tutorial_says_the_same_in_both_languages() -> None:
    tutorial = DOCS / "tutorial"
    english, thai = tutorial / "bylaws-in-20-minutes.md", tutorial / "bylaws-in-20-minutes.th.md"
    assert outline(english) == outline(thai)
    numbers = [re.findall(r"[0-9]+", page.read_text(encoding="utf-8").partition("## ")[0]) for page in (english, thai)]
    assert numbers[0][:1] == ["20"]
    assert {"2567", "30", "180", "500", "1", "000", "2", "10"} <= set(numbers[0]) & set(numbers[1])
    tables = [re.findall(r"(?m)^\[[a-z_.]+\]$", page.read_text(encoding="utf-8")) for page in (english, thai)]
    assert tables[0] == tables[1]


def test_every_public_name_is_in_the_reference() -> None:
    import welfarerules

    reference = (DOCS / "reference" / "api.md").read_text(encoding="utf-8")
    assert not [name for name in welfarerules.__all__ if not re.search(rf"\b{name}\b", reference)]


def test_the_change_log_has_the_kinds_of_change_it_names() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert set(re.findall(r"(?m)^### (.+)$", text)) <= {"breaking", "semantics", "added", "fixed"}


def test_the_page_on_worked_cases_leaves_nothing_out() -> None:
    from welfarerules.cases import sections
    from welfarerules.fund import Fund
    from welfarerules.fund.decisions import REASONS
    from welfarerules.loading import load_scheme
    from welfarerules.scheme.shapes import Section, keys_of

    text = (DOCS / "reference" / "cases.md").read_text(encoding="utf-8")
    tables = [each for each in vars(sections).values() if isinstance(each, type) and issubclass(each, Section)]
    keys = {key.name for table in tables for key in keys_of(table)}
    words = {word for word in REASONS if not word.startswith("requirement")}
    accounts = {name for name, _ in Fund(load_scheme(ROOT / "schemes" / "th" / "chamuang.toml")).compiled.accounts}
    rules = {re.sub(r"(contribution|benefit)\..*", r"\1.ID", account) for account in accounts}
    named = {*keys, *words, *rules - {"memo:owed:membership.entry_fee", "memo:dues:membership.entry_fee"}}
    assert {word for word in named if f"`{word}`" not in text} == set()
