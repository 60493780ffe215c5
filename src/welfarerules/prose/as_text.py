"""A reading as plain text, for terminals and pipes: no line is wider than asked, no Thai letter torn apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from welfarerules.prose.document import Item, Reading, Section
from welfarerules.report.tables import as_text as table_text
from welfarerules.report.tables import display_width

__all__ = ["as_text", "wrapped"]

_LEAST: Final = 20
_LEADING: Final = "เแโใไ"
"""Vowels written before the letter they belong to."""

_TRAILING: Final = "ะาำๅๆฯ"
"""Letters and signs that cannot begin a line."""

_MARKS: Final = ("Mn", "Mc", "Me")
_CLOSING: Final = ")]}”’.,;:!?%"
_OPENING: Final = "([{“‘"
_TIE: Final = "\u00a0"
_BRACKETED: Final = re.compile(r"\[[^\]]{1,30}\]")
_COUNTED: Final = re.compile(r"(?<=[0-9]) (?=[A-Za-z\u0e01-\u0e5b])")
_YEAR: Final = re.compile(r"(?<=[a-z.\u0e01-\u0e5b]) (?=(?:1[89]|2[0-9])[0-9]{2}\b)")


def as_text(reading: Reading, width: int) -> str:
    """Return *reading* in lines of at most *width* cells, as far as its words and tables allow."""
    width = max(width, _LEAST)
    lines = [*wrapped(reading.title, width), "=" * min(width, display_width(reading.title))]
    for paragraph in reading.intro:
        lines += ["", *wrapped(paragraph, width)]
    for section in reading.sections:
        lines += ["", "", *_heading(section, width, "=")]
        lines += _section(section, reading, width)
    for paragraph in reading.closing:
        lines += ["", "", *wrapped(paragraph, width)]
    return "\n".join(lines) + "\n"


def _heading(section: Section, width: int, rule: str) -> Iterator[str]:
    title = f"{section.title} [{section.article}]" if section.article else section.title
    lines = wrapped(title, width)
    yield from lines
    yield rule * max(map(display_width, lines))


def _section(section: Section, reading: Reading, width: int) -> Iterator[str]:
    yield from _items(section.items, width, "", ordered=False)
    if section.examples:
        yield from ("", *wrapped(f"{reading.examples_title}:", width))
        yield from _items(section.examples, width, "", ordered=False)
    for part in section.sections:
        yield from ("", *_heading(part, width, "-"))
        yield from _section(part, reading, width)


def _items(items: Sequence[Item], width: int, indent: str, *, ordered: bool) -> Iterator[str]:
    for number, item in enumerate(items, start=1):
        mark = f"{number}. " if ordered else "- "
        text = f"{item.text} [{item.article}]" if item.article else item.text
        first, *rest = wrapped(text, width - len(indent) - len(mark))
        inner = indent + " " * len(mark)
        yield f"{indent}{mark}{first}"
        yield from (f"{inner}{line}" for line in rest)
        if item.table is not None:
            yield from (f"{inner}{line}".rstrip() for line in table_text(item.table).split("\n")[1:])
        yield from _items(item.items, width, inner, ordered=item.ordered)


def wrapped(text: str, width: int) -> list[str]:
    """Return *text* in lines of at most *width* cells, broken at spaces; a longer piece of Thai between clusters.

    >>> wrapped("the limit is one thousand baht", 12)
    ['the limit is', 'one thousand', 'baht']
    >>> wrapped("ค้างชำระ", 4)
    ['ค้าง', 'ชำระ']
    """
    lines = [""]
    for word in _tied(text).split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if display_width(joined) <= width:
            lines[-1] = joined
            continue
        pieces = _pieces(word, width)
        if not lines[-1]:
            lines.pop()
        lines += pieces
    return [line.replace(_TIE, " ") for line in lines]


def _tied(text: str) -> str:
    """Keep together what stands in square brackets, and a number with the unit behind it."""
    tied = _BRACKETED.sub(lambda found: found[0].replace(" ", _TIE), text)
    for together in (_COUNTED, _YEAR):
        tied = together.sub(_TIE, tied)
    return tied


def _pieces(word: str, width: int) -> list[str]:
    """A word in pieces that fit, cut only where Thai may be cut; a piece that cannot be cut stays as long as it is."""
    pieces = [""]
    for cluster in _clusters(word):
        if pieces[-1] and display_width(pieces[-1] + cluster) > width:
            pieces.append(cluster)
        else:
            pieces[-1] += cluster
    return pieces


def _clusters(word: str) -> Iterator[str]:
    """The parts of a word between which a line may end."""
    start = 0
    for at in range(1, len(word)):
        if _may_break(word, at):
            yield word[start:at]
            start = at
    yield word[start:]


def _may_break(word: str, at: int) -> bool:
    before, after = word[at - 1], word[at]
    if before in _LEADING or before in _OPENING or after in _TRAILING or after in _CLOSING:
        return False
    if unicodedata.category(after) in _MARKS:
        return False
    return "\u0e01" <= before <= "\u0e5b" or "\u0e01" <= after <= "\u0e5b"
