"""How a reading looks: no Thai letter torn apart, nothing that HTML or Markdown would take for its own."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from read_schemes import CHAMUANG, EVERYTHING, reading_of, scheme_in
from welfarerules import read_back
from welfarerules.prose import Item, Reading, Section
from welfarerules.prose.as_text import wrapped
from welfarerules.report import Column, Table, display_width
from welfarerules.words import LANGUAGES

THAI = st.text(st.sampled_from("กขคงนมรลวสอเแโใไะาำิีุู่้๊๋็์ๆฯ0123 “”()[]ab.,"), max_size=120)
NASTY = '<script>alert("x")</script> & *a* _b_ [c](d) `e` | # \\ ข้อ 12(2)'


def a_reading(text: str) -> Reading:
    table = Table("", (Column(text), Column("n", numbers=True)), ((text, "1"),))
    item = Item(text, text, (Item(text), Item(text)), ordered=True, table=table)
    section = Section(title=text, id='benefit."x"', article=text, items=(item,), examples=(item,))
    chapter = Section(title=text, sections=(section,))
    return Reading(lang="th", title=text, intro=(text,), examples_title=text, sections=(chapter,), closing=(text,))


@given(THAI, st.integers(4, 60))
def test_wrapping_loses_nothing_but_the_spaces_at_the_ends_of_lines(text: str, width: int) -> None:
    assert "".join(wrapped(text, width)).replace(" ", "") == text.replace(" ", "")


@given(THAI, st.integers(4, 60))
def test_no_line_begins_with_half_a_letter_or_ends_with_a_vowel_that_waits_for_one(text: str, width: int) -> None:
    words = " ".join(text.split())
    begins = {word[0] for word in words.split(" ") if word}
    ends = {word[-1] for word in words.split(" ") if word}
    for line in filter(None, wrapped(words, width)):
        assert line[0] in begins or not (unicodedata.category(line[0]).startswith("M") or line[0] in "ะาำๆฯ")
        assert line[-1] in ends or line[-1] not in "เแโใไ"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_no_line_of_a_reading_is_wider_than_asked(lang: str, width: int) -> None:
    reading = reading_of(CHAMUANG, lang)
    wide = [line for line in reading.text(width=width).splitlines() if display_width(line) > width]
    assert [line for line in wide if "  " not in line.strip() and "http" not in line] == []


def test_a_number_stays_with_what_it_counts_and_an_article_in_one_piece() -> None:
    assert wrapped("ค้างชำระไม่ถึง 3 เดือน [ข้อ 12(2)]", 16) == ["ค้างชำระไม่ถึง", "3 เดือน", "[ข้อ 12(2)]"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_every_form_says_every_sentence_and_every_cell(lang: str, form: str) -> None:
    reading = reading_of(EVERYTHING, lang)
    written = reading.text(width=10_000) if form == "text" else getattr(reading, form)()
    plain = words_of(written) if form == "html" else written.replace("\\", "")
    for section in reading.walk():
        for item in all_items(section.items):
            assert item.text in plain
            assert item.article in plain
            assert item.table is None or all(cell in plain for row in item.table.rows for cell in row)


def test_worked_instances_stand_below_their_rule_in_every_form() -> None:
    reading = reading_of(CHAMUANG, "en")
    for text in (reading.text(), reading.markdown().replace("*", ""), words_of(reading.html())):
        told = ("It pays 1,000.00 baht each time.", "A member for 179 days", "It pays 200.00 baht for every night.")
        assert sorted(told, key=text.index) == list(told)
        assert "Worked by the program" in text


def all_items(items: tuple[Item, ...]) -> list[Item]:
    return [each for item in items for each in (item, *all_items(item.items))]


class Page(HTMLParser):
    """What a page shows, and whether its tags match."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []
        self.seen: set[str] = set()
        self.attributes: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {f"{tag}.{name}": value for name, value in attrs}
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def words_of(html: str) -> str:
    page = Page()
    page.feed(html)
    page.close()
    assert page.open == []
    return "".join(page.texts)


def test_the_page_shows_what_stands_there_and_runs_nothing() -> None:
    html = a_reading(NASTY).html()
    page = Page()
    page.feed(html)
    assert "script" not in page.seen
    assert page.seen.isdisjoint({"img", "link", "iframe", "object"})
    assert "".join(page.texts).count(NASTY) == 2 + 18  # the title stands on the tab of the browser too
    assert page.attributes["section.id"] == 'benefit."x"'


def test_the_page_needs_no_other_file_and_names_its_language() -> None:
    html = reading_of(CHAMUANG, "th").html()
    assert html.startswith('<!DOCTYPE html>\n<html lang="th">')
    assert not re.search(r"(src|href)=|url\(|@import", html)
    assert "size: A4" in html


def test_markdown_shows_what_stands_there() -> None:
    lines = a_reading(NASTY).markdown().splitlines()
    told = [line for line in lines if "script" in line]
    assert told
    for line in told:
        assert "\\<script\\>" in line
        assert "\\*a\\*" in line
        assert "\\[c\\](d)" in line


@pytest.mark.parametrize("text", ["1. a", "- a", "+ a", "12) a"])
def test_a_sentence_that_looks_like_a_list_is_none(text: str) -> None:
    assert "\\" in a_reading(text).markdown().splitlines()[2]


def test_a_reading_as_plain_values_has_all_that_the_text_has() -> None:
    reading = reading_of(CHAMUANG, "en")
    data = reading.to_json()
    assert [section["id"] for section in data["sections"][3]["sections"]] == [
        benefit.id for benefit in scheme_in(CHAMUANG).benefits
    ]
    death = data["sections"][3]["sections"][3]["items"]
    assert ("1 year completed, but not yet 3 years", "5,000.00 baht") in [
        tuple(row) for item in death if item["table"] for row in item["table"]["rows"]
    ]


def test_a_scheme_without_a_text_has_no_fingerprint_to_tell() -> None:
    scheme = attrs.evolve(scheme_in(CHAMUANG), fingerprint="")
    assert read_back(scheme, lang="en").closing == ()


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown language 'de'"):
        read_back(scheme_in(CHAMUANG), lang="de")
