"""Text → tokens. Both scripts' digits, signs as people type them, and names in any script."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final, Literal

import attrs

from welfarerules.errors import Diagnostic, Place
from welfarerules.formula.facts import folded
from welfarerules.formula.findings import COMMA_IN_NUMBER, OTHER_SIGN, UNCLOSED, UNREADABLE
from welfarerules.formula.vocabulary import KEYWORDS
from welfarerules.words import in_plain_digits

__all__ = ["Source", "Token", "tokens_of"]

# Thai vowels and tone marks above and below a letter are no word characters to `re`, nor are invisible joints.
_LETTER: Final = r"(?:[^\W\d]|[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])"
_DIGIT: Final = "[0-9๐-๙]"
_JOINT: Final = r"[\u200b\u200c\u200d\ufeff]"
_TOKEN: Final = re.compile(
    rf"""
      (?P<space>(?:\s|{_JOINT})+)
    | (?P<commas>{_DIGIT}{{1,3}}(?:,{_DIGIT}{{3}})+(?!{_DIGIT}))
    | (?P<number>{_DIGIT}+(?:\.{_DIGIT}+)?)
    | (?P<name>{_LETTER}(?:{_LETTER}|{_DIGIT}|{_JOINT}|\.(?={_LETTER}))*)
    | (?P<text>"[^"]*"|'[^']*'|“[^”]*”|‘[^’]*’)
    | (?P<unclosed>["'“‘].*)
    | (?P<sign>==|!=|<=|>=|[-+*/()<>,%≥≤≠−×÷])
    | (?P<other>=>|=<|<>|&&|\|\||[=!;&|])
    | (?P<unreadable>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SAME_SIGN: Final[Mapping[str, str]] = MappingProxyType({"≥": ">=", "≤": "<=", "≠": "!=", "−": "-", "×": "*", "÷": "/"})
_INSTEAD: Final[Mapping[str, str]] = MappingProxyType(
    {
        "=": "==",
        "=>": ">=",
        "=<": "<=",
        "<>": "!=",
        "&&": "and",
        "&": "and",
        "||": "or",
        "|": "or",
        "!": "not",
        ";": ",",
    }
)

Kind = Literal["number", "name", "keyword", "text", "sign", "end"]


@attrs.frozen
class Source:
    """A formula's text and where it stands in its file.

    Attributes:
        text: The formula.
        place: Of the string that holds it.
        offset: Characters between `place` and the formula, such as 1 for a quotation mark; None where characters of
            the file and of the formula do not run alike, so that findings point at `place`.
    """

    text: str
    place: Place
    offset: int | None = 0

    def at(self, index: int) -> Place:
        """Return the place of the character at *index* of the text."""
        place = self.place
        if self.offset is None or not place.column:
            return place
        lines_before = self.text.count("\n", 0, index)
        if lines_before:
            column = index - self.text.rfind("\n", 0, index)
            return attrs.evolve(place, line=place.line + lines_before, column=column)
        return attrs.evolve(place, column=place.column + self.offset + index)


@attrs.frozen
class Token:
    """A word, number or sign, with where it starts and ends in the text.

    `value` is what it means: a sign or keyword in its one spelling, a name as written, text without its quotes.
    """

    kind: Kind
    value: str
    start: int
    end: int

    @property
    def number(self) -> Fraction:
        """The exact number it writes."""
        return Fraction(self.value)


def tokens_of(source: Source, found: list[Diagnostic]) -> tuple[Token, ...]:
    """Return the tokens of *source*, the last of kind ``end``; append what cannot be read to *found*."""
    tokens = []
    for match in _TOKEN.finditer(source.text):
        group, text, start = match.lastgroup, match.group(), match.start()
        if group == "space":
            continue
        if group == "number":
            tokens.append(Token("number", in_plain_digits(text), start, match.end()))
        elif group == "name":
            keyword = KEYWORDS.get(folded(text).casefold())
            tokens.append(Token("keyword" if keyword else "name", keyword or text, start, match.end()))
        elif group == "text":
            tokens.append(Token("text", text[1:-1], start, match.end()))
        elif group == "sign":
            tokens.append(Token("sign", _SAME_SIGN.get(text, text), start, match.end()))
        else:
            found.append(_fault(group, text, source.at(start)))
    length = len(source.text)
    return (*tokens, Token("end", "", length, length))


def _fault(group: str | None, text: str, place: Place) -> Diagnostic:
    if group == "commas":
        plain = in_plain_digits(text)
        return COMMA_IN_NUMBER.at(place, found=text, joined=plain.replace(",", ""), apart=plain.replace(",", ", "))
    if group == "unclosed":
        return UNCLOSED.at(place, found=text)
    if group == "other":
        return OTHER_SIGN.at(place, found=text, instead=_INSTEAD[text])
    return UNREADABLE.at(place, found=text)
