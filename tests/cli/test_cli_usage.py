"""A wrong command line and the help, in the language chosen wherever it is chosen."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import pytest
from click.testing import Result

Call = Callable[..., Result]

WRONG: Final = (
    (("nonsense",), "no such command 'nonsense'"),
    (("chek", "x.toml"), "no such command 'chek'; did you mean 'check'?"),
    (("--", "-x"), "no such command '-x'"),
    (("--lang", "en"), "a command is missing"),
    (("--nonsense",), "no such option '--nonsense'"),
    (("run", "--jsn", "a", "b"), "no such option '--jsn'; did you mean '--json'?"),
    (("run",), "the argument 'SCHEME' is missing"),
    (("check",), "the argument 'SCHEME...' is missing"),
    (("run", "a", "b", "c", "d"), "there is nothing to do with 'c d'"),
    (("run", "a", "b", "--out"), "--out needs a value"),
    (("run", "--json=3", "a", "b"), "--json takes no value"),
    (("run", "--as-of", "2555", "a", "b"), "wrong value for '--as-of': WR020: '2555' is not a date"),
    (("schema", "--kind", "poem"), "wrong value for '--kind': 'poem' is none of 'scheme', 'events'"),
    (("check", "--lang", "fr", "x"), "wrong value for '--lang': 'fr' is none of 'en', 'th'"),
    (("explain", "a", "b"), "give either the ID"),
)
IDS: Final = [" ".join(arguments) for arguments, _ in WRONG]
CLICKS_WORDS: Final = re.compile(
    r"Usage|Options|Commands|Examples|Try |[Ee]rror:|[Mm]issing|[Ii]nvalid|[Nn]o such|is not one of|requires|unexpected"
)


@pytest.mark.parametrize(("arguments", "told"), WRONG, ids=IDS)
def test_a_wrong_command_line_says_what_is_wrong_and_where_the_help_is(
    arguments: tuple[str, ...], told: str, call: Call
) -> None:
    result = call(*arguments)
    named = f" {arguments[0]}" if arguments[0] in {"check", "explain", "run", "schema"} else ""
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Usage: welfarerules{named} ")
    assert f"Try 'welfarerules{named} --help' for help." in result.stderr
    assert f"error: {told}" in result.stderr


@pytest.mark.parametrize("arguments", [arguments for arguments, _ in WRONG if "--lang" not in arguments])
def test_it_says_so_in_thai_without_a_word_of_clicks(arguments: tuple[str, ...], call: Call) -> None:
    where = 1 if arguments[0] in {"check", "explain", "run", "schema"} else 0
    for given in (("--lang", "th", *arguments), (*arguments[:where], "--lang", "th", *arguments[where:])):
        told = call(*given).stderr
        assert told.startswith("วิธีใช้: welfarerules")
        assert "ผิดพลาด: " in told
        assert not CLICKS_WORDS.search(told), told


@pytest.mark.parametrize("arguments", [("--lang", "th"), ("--lang=th",)], ids=" ".join)
@pytest.mark.parametrize("name", ["", "check", "run", "explain", "test", "schema", "demo"])
def test_help_is_in_the_language_chosen_before_or_behind_it(name: str, arguments: tuple[str, ...], call: Call) -> None:
    path = (name,) if name else ()
    told = call(*path, "--help", *arguments)
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout == call(*path, *arguments, "--help").stdout
    assert told.stdout.startswith("วิธีใช้: welfarerules")
    assert not CLICKS_WORDS.search(told.stdout), told.stdout


def test_a_word_behind_the_end_of_the_options_chooses_no_language(call: Call) -> None:
    assert call("check", "--", "--lang", "th").stdout.startswith("--lang: refused")


def test_a_command_that_is_given_nothing_shows_its_help(call: Call) -> None:
    result = call()
    assert "Commands:" in result.output
    assert "error:" not in result.output
