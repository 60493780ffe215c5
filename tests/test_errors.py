"""Diagnostics: where, what and the remedy, in every language, in one order."""

from __future__ import annotations

import errno
import json
import os
import pickle
import random

import pytest

from welfarerules.errors import (
    DateError,
    Diagnostic,
    EventError,
    Finding,
    MoneyError,
    Place,
    PluginError,
    SchemeError,
    WelfareError,
    nearest,
    system_reason,
)
from welfarerules.money import Money
from welfarerules.words import LANGUAGES, Phrase, say

NO_PERIOD = Finding("WR104", "{text!r} does not say per what", 'write "{rate} per year" or "{rate} per month"')
HERE = Place("schemes/x.toml", 24, 12, "loan.ordinary.interest.rate")


def at(file: str = "", line: int = 0, column: int = 0, path: str = "", code: str = "WR199") -> Diagnostic:
    return Finding(code, "wrong", "mend it").at(Place(file, line, column, path))


def test_a_diagnostic_renders_place_code_key_message_and_remedy() -> None:
    assert NO_PERIOD.at(HERE, text="6%", rate="6%").render() == (
        "schemes/x.toml:24:12: WR104 loan.ordinary.interest.rate: '6%' does not say per what\n"
        '  fix: write "6% per year" or "6% per month"'
    )


def test_a_diagnostic_renders_in_thai() -> None:
    found = PluginError("rice", "check", "ValueError: 3").found[0].moved(Place("ก.toml", 3))
    assert found.render("th") == (
        "ก.toml:3: WR500: ส่วนเสริม 'rice' ทำงานล้มเหลวใน check: ValueError: 3\n"
        "  วิธีแก้: แก้ไขหรือปรับรุ่นส่วนเสริม 'rice' หรือทำงานโดยไม่ใช้ส่วนเสริมนี้"
    )


@pytest.mark.parametrize(
    ("place", "start"),
    [
        (Place(), "WR199: "),
        (Place(path="loan.rate"), "WR199 loan.rate: "),
        (Place("a.toml"), "a.toml: WR199: "),
        (Place("a.toml", 3), "a.toml:3: WR199: "),
        (Place("a.toml", 3, 7, "loan"), "a.toml:3:7: WR199 loan: "),
        (Place("", 3, 7), "3:7: WR199: "),
        (Place("a.toml", 0, 7), "a.toml: WR199: "),
    ],
)
def test_only_what_is_known_of_a_place_is_shown(place: Place, start: str) -> None:
    assert Finding("WR199", "wrong", "mend it").at(place).render() == f"{start}wrong\n  fix: mend it"


@pytest.mark.parametrize("values", [{}, {"text": "6%"}, {"rate": "6%", "txt": "6%"}])
def test_a_finding_reported_without_a_value_fails_where_it_is_reported(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="WR104 was reported without a value for"):
        NO_PERIOD.at(HERE, **values)


def test_values_may_have_any_name() -> None:
    assert Finding("WR199", "{self} {place} {lang_}", "x").at(HERE, self=1, place=2, lang_=3).message == "1 2 3"


@pytest.mark.parametrize(
    ("code", "message", "remedy"),
    [
        ("W104", "x", "y"),
        ("WR1044", "x", "y"),
        ("wr104", "x", "y"),
        ("WR104", "", "y"),
        ("WR104", "x", ""),
        ("WR104", "x {}", "y"),
        ("WR104", "x", "y {a.b}"),
        ("WR104", "x {", "y"),
    ],
)
def test_a_malformed_finding_cannot_be_declared(code: str, message: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Finding(code, message, remedy)


def test_a_diagnostic_is_plain_json() -> None:
    found = NO_PERIOD.at(HERE, text="๖%", rate="6%")
    assert json.loads(json.dumps(found.to_json())) == {
        "code": "WR104",
        "severity": "error",
        "path": "loan.ordinary.interest.rate",
        "file": "schemes/x.toml",
        "line": 24,
        "column": 12,
        "message": "'๖%' does not say per what",
        "remedy": 'write "6% per year" or "6% per month"',
    }
    assert found.to_json() == {name: getattr(found, name) for name in found.to_json()}


def test_values_are_told_in_the_language_of_the_reader() -> None:
    found = Finding("WR199", "{paid} for {what}", "pay {paid}").at(
        Place(), paid=Money(2000, "THB"), what=Phrase("{amount} baht", amount=3)
    )
    assert found.message == "20.00 baht for 3 baht"
    assert found.to_json(lang="th")["message"] == "20.00 บาท for 3 บาท"


def test_later_changes_of_the_values_do_not_reach_a_diagnostic() -> None:
    values: dict[str, object] = {"text": "6%", "rate": "6%"}
    found = Diagnostic(NO_PERIOD, HERE, values)
    values["text"] = "7%"
    assert found.message == "'6%' does not say per what"


def test_diagnostics_are_sorted_as_the_text_is_read() -> None:
    in_order = [
        at(),
        at("a.toml", 2, 9),
        at("a.toml", 10, 1, code="WR101"),
        at("a.toml", 10, 1, code="WR102"),
        at("a.toml", 10, 1, "z", code="WR100"),
        at("a.toml", 10, 2),
        at("b.toml", 1, 1),
    ]
    shuffled = random.Random(1).sample(in_order, len(in_order))
    assert SchemeError(shuffled).found == tuple(in_order)


@pytest.mark.parametrize("kind", [SchemeError, EventError, MoneyError, DateError])
def test_every_error_carries_all_it_found_and_tells_it(kind: type[WelfareError]) -> None:
    error = kind([at("b.toml"), at("a.toml")])
    assert [found.file for found in error.found] == ["a.toml", "b.toml"]
    assert str(error) == "a.toml: WR199: wrong\n  fix: mend it\nb.toml: WR199: wrong\n  fix: mend it"
    assert error.render("th").count("วิธีแก้") == 2
    assert isinstance(error, WelfareError)


def test_an_error_takes_a_single_diagnostic() -> None:
    assert SchemeError(at()).found == (at(),)


def test_an_error_without_a_diagnostic_cannot_be_raised() -> None:
    with pytest.raises(ValueError, match="at least one"):
        SchemeError([])


def test_amounts_and_dates_that_cannot_be_read_are_value_errors_too() -> None:
    assert issubclass(MoneyError, ValueError)
    assert issubclass(DateError, ValueError)


def test_a_plugin_error_names_the_plugin() -> None:
    error = PluginError("rice", "welfarerules_rule_kinds", "KeyError: 'x'")
    assert (error.plugin, error.where, error.reason) == ("rice", "welfarerules_rule_kinds", "KeyError: 'x'")
    assert "plugin 'rice'" in str(error)
    assert error.found[0].code == "WR500"


@pytest.mark.parametrize(
    "error", [SchemeError([at("a.toml", 3)]), MoneyError(at()), PluginError("rice", "check", "boom")]
)
def test_errors_cross_process_borders(error: WelfareError) -> None:
    """Funds are evaluated in worker processes; what they raise must come back whole."""
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert copy.found == error.found
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)


def test_diagnostics_can_stand_in_sets() -> None:
    assert len({at("a.toml"), at("a.toml"), at("b.toml")}) == 2


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("nigths", "nights"),
        ("Nights", "nights"),
        ("เดือนค้าง", "เดือนค้าง"),
        ("เดอนค้าง", "เดือนค้าง"),
        ("membershp", "membership"),
        ("rice", None),
        ("", None),
    ],
)
def test_the_nearest_word_is_what_was_probably_meant(word: str, meant: str | None) -> None:
    words = ["nights", "membership", "เดือนค้าง", "stay_days"]
    assert nearest(word, words) == meant
    assert nearest(word, set(words)) == meant
    assert nearest(word, iter(reversed(words))) == meant


def test_the_nearest_word_is_kept_as_it_is_written() -> None:
    assert nearest("thb", ["THB", "TTD"]) == "THB"


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EISDIR])
def test_what_the_system_refuses_is_told_in_every_language(number: int) -> None:
    reason = system_reason(OSError(number, os.strerror(number)))
    assert len({say("{reason}", lang, reason=reason) for lang in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("failure", "told"),
    [(OSError(9999, "no such luck"), "no such luck"), (OSError("odd"), "odd"), (ValueError("null byte"), "null byte")],
)
def test_an_unusual_reason_is_told_as_the_system_does(failure: OSError | ValueError, told: str) -> None:
    assert system_reason(failure) == told


def test_a_message_never_moves_the_cursor_or_hides_what_follows() -> None:
    """A file may hold anything; what is told of it must stay where it stands and be seen."""
    plain = Finding("WR199", "it says {text}", "write {text!r} anew")
    for sign in ("\x1b[2J", "\r", "\n  fix: pay", "\0", "\u202e", "\u200b", "\ud800"):
        diagnostic = plain.at(Place("x.toml", 3, 1, f"a{sign}b"), text=f"a{sign}b")
        for lang in LANGUAGES:
            assert all(line.isprintable() for line in diagnostic.render(lang).split("\n"))
            assert diagnostic.render(lang).count("\n") == 1
            assert str(diagnostic.to_json(lang=lang)["message"]).isprintable()
