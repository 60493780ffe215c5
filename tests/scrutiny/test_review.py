"""A second look at schemes: what is told, what is marked as meant, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

import welfarerules
from welfarerules.errors import Finding, Place, SchemeError
from welfarerules.loading import load_scheme, loads_scheme
from welfarerules.scrutiny import review

CHAMUANG = Path(__file__).resolve().parents[2] / "schemes" / "th" / "chamuang.toml"

HEAD = """
schema = 1
[scheme]
id = "test"
name = { th = "กองทุน", en = "Fund" }
currency = "THB"
effective = 2020-01-01
[membership]
article = "6"
"""
UNREAD = """
[fact.village]
name = { th = "หมู่บ้าน", en = "Village" }
of = "member"
type = "category"
values = ["1", "2"]
"""


def marked(code: str, at: str) -> str:
    return f'[[meant]]\ncode = "{code}"\nat = "{at}"\nreason = "so decided"\n'


def told(text: str) -> list[str]:
    """Code and path of each warning."""
    return [f"{found.code} {found.path}" for found in review(loads_scheme(text))]


def test_the_example_scheme_has_no_warning() -> None:
    assert review(load_scheme(CHAMUANG)) == ()


def test_a_scheme_with_warnings_is_loaded() -> None:
    assert welfarerules.review(loads_scheme(HEAD + UNREAD))[0].code == "WR730"


def test_a_warning_has_its_place_in_the_text() -> None:
    (found,) = review(loads_scheme(HEAD + UNREAD, path="fund.toml"))
    assert found.place == Place("fund.toml", 11, 7, "fact.village")
    assert found.severity == "warning"
    assert found.render().startswith("fund.toml:11:7: warning WR730 fact.village: ")
    assert found.render("th").startswith("fund.toml:11:7: ข้อสังเกต WR730 fact.village: ")
    assert found.to_json()["severity"] == "warning"


@pytest.mark.parametrize("at", ["fact.village", "fact"])
def test_what_is_meant_is_not_told(at: str) -> None:
    assert told(HEAD + marked("WR730", at) + UNREAD) == []


@pytest.mark.parametrize(
    ("code", "at"), [("WR731", "fact.village"), ("WR730", "fact.vil"), ("WR730", "fact.village.name")]
)
def test_an_entry_marks_its_code_at_its_key_or_below_and_nothing_else(code: str, at: str) -> None:
    assert told(HEAD + marked(code, at) + UNREAD) == ["WR700 meant[0]", "WR730 fact.village"]


def test_an_entry_without_a_reason_is_refused() -> None:
    with pytest.raises(SchemeError) as refused:
        loads_scheme(HEAD + marked("WR730", "fact").replace('"so decided"', '" "'))
    assert [found.code for found in refused.value.found] == ["WR118"]


def test_only_codes_of_their_own_group_are_warnings() -> None:
    assert Finding("WR700", "a", "b").severity == "warning"
    assert {Finding(f"WR{k}50", "a", "b").severity for k in "01234568"} == {"error"}


def benefits(*articles: str) -> str:
    return "".join(
        f'[benefit.b{k}]\narticle = "{article}"\nname = {{ th = "ก{k}", en = "b{k}" }}\nclass = "other"\n'
        'event_date = "occurred"\namount = 100\n'
        for k, article in enumerate(articles)
    )


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        (("12", "12", "12"), []),
        (("12(1)", "12(2)"), []),
        (("12(1)", "12 (1)"), ["WR740 benefit.b1.article"]),
        (("12(1)", "12(๑)", "13"), ["WR740 benefit.b1.article"]),
        (("12", "13", "12"), ["WR740 benefit.b2.article"]),
    ],
)
def test_one_article_for_all_benefits_is_common_and_one_for_some_of_them_a_slip(
    articles: tuple[str, ...], expected: list[str]
) -> None:
    assert told(HEAD + benefits(*articles)) == expected


def test_what_holds_for_the_fund_as_a_whole_may_be_stated_beforehand() -> None:
    whole = 'fund_year_starts = "1 October"\nmonth_end = "clamp"\nrounding = { mode = "half_up", to = 0.25 }\n'
    assert told(HEAD + "[conventions]\n" + whole) == []
    assert told(HEAD + "[conventions]\n" + whole + 'cap_cuts = "later nights"') == ["WR750 conventions.cap_cuts"]
