"""What tomli says of a text that is no TOML, in the words of this package and with a remedy."""

from __future__ import annotations

import re
from typing import Final

import tomli

from welfarerules.errors import Diagnostic, Finding, Place
from welfarerules.scheme.thai_keys import key_meant
from welfarerules.words import N_, Phrase, in_plain_digits

__all__ = ["syntax_fault"]

SYNTAX: Final = Finding("WR101", "not TOML: {reason}", "{hint}")

_NUMBER: Final = re.compile(
    r"(?<![\w.])[0-9๐-๙]{1,3}(?:,[0-9๐-๙]{3})+(?:\.[0-9๐-๙]+)?(?!\w)|(?<!\w)[๐-๙]+(?:\.[๐-๙]+)?(?!\w)"
)
_CURLY: Final = frozenset("“”„‟‘’‚«»")
_ENDLESS: Final = ("Unterminated string", "Illegal character")

_CORRECT: Final = N_("correct the text at this place; the rest is read when it is TOML")
_QUOTE: Final = N_('put a text in quotation marks: article = "ข้อ 6"; write numbers and dates without')
_DECIMAL_COMMA: Final = re.compile(r"(?<![\w.,])[0-9๐-๙]+,[0-9๐-๙]{1,2}(?![\w.,])")
_THAI_KEY: Final = re.compile(r"[ \t]{0,40}\[{0,2}[ \t]{0,40}(?P<word>[ก-๛][ก-๛ ]{0,60}?)[ \t]{0,40}[\].=]")
_POINT: Final = N_("write a point before the decimals: {number}")
_PLAIN_DIGITS: Final = N_("write the number in the digits 0 to 9: {number}")
_ENGLISH_KEY: Final = N_("keys are English: write {key} instead of {word}")
_ENGLISH_KEYS: Final = N_(
    "keys are English, in small letters a to z: {word} is none; texts in quotation marks may be Thai"
)
_PLAIN_NUMBER: Final = N_("write the number in plain digits without a comma: {number}")
_STRAIGHT: Final = N_('write straight quotation marks: " instead of {found}')
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
    mended = _mended(failure)
    for beginning, reason, hint in _TOLD:
        if failure.msg.startswith(beginning):
            return SYNTAX.at(place, reason=Phrase(reason), hint=mended or Phrase(hint))
    return SYNTAX.at(place, reason=failure.msg, hint=Phrase(_CORRECT))


def _mended(failure: tomli.TOMLDecodeError) -> Phrase | None:
    """Return how to write what stands at the fault, where it is a number or a quotation mark as people write them."""
    lines = failure.doc.split("\n")
    line = lines[failure.lineno - 1] if failure.lineno <= len(lines) else ""
    at = failure.colno - 1
    curly = [sign for sign in line if sign in _CURLY]
    if curly and (line[at : at + 1] in _CURLY or failure.msg.startswith(_ENDLESS)):
        return Phrase(_STRAIGHT, found=" ".join(dict.fromkeys(curly)))
    if (written := _THAI_KEY.match(line)) and written.start("word") <= at <= written.end():
        word = written["word"]
        meant = key_meant(word)
        return Phrase(_ENGLISH_KEY, key=meant, word=word) if meant else Phrase(_ENGLISH_KEYS, word=word)
    return _number_mended(line, at)


def _number_mended(line: str, at: int) -> Phrase | None:
    """Return how to write the number that stands at *at* in a line; None where there is none, or none at fault."""
    for number in _DECIMAL_COMMA.finditer(line):
        if number.start() <= at <= number.end() + 1:
            return Phrase(_POINT, number=in_plain_digits(number[0]).replace(",", "."))
    for number in _NUMBER.finditer(line):
        if number.start() <= at <= number.end() + 1:
            hint = _PLAIN_NUMBER if "," in number[0] else _PLAIN_DIGITS
            return Phrase(hint, number=in_plain_digits(number[0]).replace(",", ""))
    return None
