"""What tomli says of a text that is no TOML, in the words of this package and with a remedy."""

from __future__ import annotations

from typing import Final

import tomli

from welfarerules.errors import Diagnostic, Finding, Place
from welfarerules.words import N_, Phrase

__all__ = ["syntax_fault"]

SYNTAX: Final = Finding("WR101", "not TOML: {reason}", "{hint}")

_CORRECT: Final = N_("correct the text at this place; the rest is read when it is TOML")
_QUOTE: Final = N_('put a text in quotation marks: article = "ข้อ 6"; write numbers and dates without')
_KEEP_ONE: Final = N_("keep one of the two")
_ONE_A_LINE: Final = N_("write one key and its value on a line, and comments after #")

_TOLD: Final = (
    ("Invalid value", N_("no value of TOML stands here"), _QUOTE),
    ("Cannot overwrite a value", N_("the same key is written twice"), _KEEP_ONE),
    ("Duplicate inline table key", N_("the same key is written twice"), _KEEP_ONE),
    ("Cannot declare", N_("the same table is written twice"), _KEEP_ONE),
    ("Cannot redefine namespace", N_("the same table is written twice"), _KEEP_ONE),
    ("Cannot mutate immutable namespace", N_("a table in braces cannot be added to"), _ONE_A_LINE),
    ("Expected newline or end of document", N_("something stands after the value"), _ONE_A_LINE),
    ("Expected '=' after a key", N_("a key stands here without = and a value"), _ONE_A_LINE),
    ("Invalid statement", N_("neither a key, a table nor a comment begins here"), _ONE_A_LINE),
    (
        "Invalid initial character for a key part",
        N_("no key begins here"),
        N_("write keys in small letters a to z, digits and _"),
    ),
    ("Unclosed array", N_("a list is not closed, or a comma is missing in it"), N_("write ] at its end")),
    ("Unclosed inline table", N_("braces are not closed, or a comma is missing in them"), N_("write }} at their end")),
    ("Unterminated string", N_("a text has no end"), N_("write a quotation mark at its end")),
    ("Illegal character '\\n'", N_("a text has no end on its line"), N_("write a quotation mark at its end")),
    ("Unescaped '\\' in a string", N_("a backslash stands in a text"), N_("write it twice, or quote the text with '")),
    ("Invalid date", N_("there is no such day"), N_("correct the day, the month or the year")),
)
"""The beginning of tomli's message, what is said instead, and the remedy."""


def syntax_fault(failure: tomli.TOMLDecodeError, *, file: str) -> Diagnostic:
    """Return what *failure* found, at its place in *file*.

    >>> try:
    ...     tomli.loads("article = ข้อ 6")
    ... except tomli.TOMLDecodeError as failure:
    ...     print(syntax_fault(failure, file="fund.toml").render())
    fund.toml:1:11: WR101: not TOML: no value of TOML stands here
      fix: put a text in quotation marks: article = "ข้อ 6"; write numbers and dates without
    """
    place = Place(file, failure.lineno, failure.colno)
    for beginning, reason, hint in _TOLD:
        if failure.msg.startswith(beginning):
            return SYNTAX.at(place, reason=Phrase(reason), hint=Phrase(hint))
    return SYNTAX.at(place, reason=failure.msg, hint=Phrase(_CORRECT))
