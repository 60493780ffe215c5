"""Languages: every message is found, translated, and asks for the same values in each language."""

from __future__ import annotations

import io
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

import welfarerules.words
from welfarerules.locale.extract import messages
from welfarerules.words import LANGUAGES, N_, Phrase, in_plain_digits, in_thai_digits, placeholders, say

PACKAGE = Path(welfarerules.words.__file__).parent
ROOT = PACKAGE.parent.parent
KEYWORDS = {"N_": None, "say": None, "Phrase": None, "Finding": None}
TRANSLATED = [lang for lang in LANGUAGES if lang != "en"]
ROOMS = sorted(
    path.name for path in PACKAGE.iterdir() if path.suffix == ".py" or (path.is_dir() and any(path.glob("*.py")))
)


def catalogue(lang: str, kind: str) -> Catalog:
    with (PACKAGE / "locale" / lang / "LC_MESSAGES" / f"welfarerules.{kind}").open("rb") as stream:
        return read_po(stream, locale=lang) if kind == "po" else read_mo(stream)


def extracted(room: str) -> set[str]:
    """Every message of one module or folder of the package, found by the mapping that developers use."""
    with (ROOT / "babel.cfg").open() as stream:
        mapping, _ = parse_mapping_cfg(stream)  # type: ignore[no-untyped-call]
    ((_, method),) = mapping
    path = PACKAGE / room
    files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return {str(found[1]) for file in files for found in extract_from_file(method, file, keywords=KEYWORDS)}


def test_english_is_the_source_itself() -> None:
    assert say("unknown key {key!r}", "en", key="rat") == "unknown key 'rat'"


def test_thai_comes_from_the_catalogue() -> None:
    assert say("{amount} baht", "th", amount="1,250.50") == "1,250.50 บาท"


def test_a_message_without_a_translation_is_told_in_english() -> None:
    assert say("no catalogue holds this {thing}", "th", thing="sentence") == "no catalogue holds this sentence"


def test_an_empty_template_stays_empty_in_every_language() -> None:
    """To gettext the empty message is the header of the catalogue."""
    assert [say("", lang) for lang in LANGUAGES] == ["", ""]


@pytest.mark.parametrize("lang", ["de", "", "TH", "th_TH"])
def test_an_unknown_language_is_refused_with_the_languages_there_are(lang: str) -> None:
    with pytest.raises(ValueError, match="the languages are en, th"):
        say("{amount} baht", lang, amount=1)


def test_a_missing_value_is_loud() -> None:
    with pytest.raises(KeyError, match="amount"):
        say("{amount} baht", "th")


def test_an_installation_without_the_thai_catalogue_says_so_and_speaks_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    welfarerules.words._catalogue.cache_clear()
    try:
        assert say("{amount} baht", "en", amount=1) == "1 baht"
        with pytest.raises(FileNotFoundError, match="incomplete"):
            say("{amount} baht", "th", amount=1)
    finally:
        welfarerules.words._catalogue.cache_clear()


def test_a_phrase_waits_for_the_language_of_its_reader() -> None:
    phrase = Phrase("{amount} baht", amount=5)
    assert [say("<{what}>", lang, what=phrase) for lang in LANGUAGES] == ["<5 baht>", "<5 บาท>"]
    assert phrase == Phrase("{amount} baht", amount=5)
    assert hash(phrase) == hash(Phrase("{amount} baht", amount=5))


@pytest.mark.parametrize("name", ["template", "self", "values"])
def test_no_ordinary_name_of_a_value_is_taken(name: str) -> None:
    assert say("<{" + name + "}>", "en", **{name: 1}) == "<1>"
    assert Phrase("<{" + name + "}>", **{name: 1}).spoken("en") == "<1>"


def test_marking_changes_nothing() -> None:
    assert N_("text") == "text"


@pytest.mark.parametrize(
    ("template", "names"),
    [("no values", set()), ("{key!r} of {table}", {"key", "table"}), ("{{literal}} {n:>3}", {"n"})],
)
def test_placeholders_are_the_names_of_a_template(template: str, names: set[str]) -> None:
    assert placeholders(template) == names


@pytest.mark.parametrize("template", ["{}", "{0}", "{a.b}", "{a[0]}", "{", "}"])
def test_a_placeholder_that_is_not_a_plain_name_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match=r"placeholder|'[{}]'"):
        placeholders(template)


@given(st.text(alphabet=string.digits + ".,- ก฿"))
def test_thai_digits_come_back(text: str) -> None:
    assert in_plain_digits(in_thai_digits(text)) == text
    assert not set(in_thai_digits(text)) & set(string.digits)


def test_only_thai_digits_become_plain() -> None:
    assert in_plain_digits("๐๑๒๓๔๕๖๗๘๙ 12 ٣ ５") == "0123456789 12 ٣ ５"


def test_both_texts_of_a_finding_are_found_as_messages_of_their_own() -> None:
    source = b"""
A = Finding("WR100", "one {a}", "two {a}")
B = Finding(
    "WR101",
    "three "
    "and more",
    "four",
)
C = Finding(code, message, remedy)
D = say("five", lang, n=1), N_("six"), Phrase("seven {n}", n=N_("eight"))
E = print("not this")
"""
    found = [
        text if isinstance(text, str) else text[0] for _, _, text, _ in messages(io.BytesIO(source), KEYWORDS, (), {})
    ]
    assert sorted(text for text in found if text) == [
        "eight", "five", "four", "one {a}", "seven {n}", "six", "three and more", "two {a}",
    ]  # fmt: skip


def test_messages_are_collected_from_the_whole_package() -> None:
    assert "{amount} baht" in extracted("money")
    assert extracted("errors.py") >= {
        "plugin {plugin!r} failed in {where}: {reason}",
        "mend or update plugin {plugin!r}, or run without it",
    }


@pytest.mark.promise
@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_message_is_translated(lang: str, room: str) -> None:
    translations = catalogue(lang, "po")
    missing = {text for text in extracted(room) if text not in translations or not translations[text].string}
    assert not missing


@pytest.mark.promise
@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_translation_needs_no_other_values_than_its_source(lang: str) -> None:
    """A placeholder that only the translation has would be a traceback for its readers alone."""
    for message in catalogue(lang, "po"):
        if message.id and message.string:
            assert placeholders(str(message.string)) == placeholders(str(message.id)), message.id


@pytest.mark.promise
@pytest.mark.parametrize("lang", TRANSLATED)
def test_the_compiled_catalogue_is_that_of_the_text(lang: str) -> None:
    written = {message.id: message.string for message in catalogue(lang, "po") if message.id and message.string}
    compiled = {message.id: message.string for message in catalogue(lang, "mo") if message.id}
    assert compiled == written, "run the commands that src/welfarerules/words.py states"
