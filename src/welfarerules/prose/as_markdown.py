"""A reading as Markdown (CommonMark, with the tables that GitHub and others know)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from welfarerules.prose.document import Item, Reading, Section
from welfarerules.report.tables import Table

__all__ = ["as_markdown"]

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LIST_MARK: Final = re.compile(r"^(\s*)([-+]|[0-9]+[.)])(\s|$)")


def as_markdown(reading: Reading) -> str:
    """Return *reading* as Markdown."""
    lines = [f"# {_plain(reading.title)}"]
    for paragraph in reading.intro:
        lines += ["", _plain(paragraph)]
    for section in reading.sections:
        lines += _section(section, reading, 2)
    for paragraph in reading.closing:
        lines += ["", "---", "", _plain(paragraph)]
    return "\n".join(lines) + "\n"


def _section(section: Section, reading: Reading, level: int) -> Iterator[str]:
    yield from ("", f"{'#' * level} {_plain(section.title)}{_article(section.article)}")
    if section.items:
        yield ""
        yield from _items(section.items, "", ordered=False)
    if section.examples:
        yield from ("", f"**{_plain(reading.examples_title)}**", "")
        yield from _items(section.examples, "", ordered=False)
    for part in section.sections:
        yield from _section(part, reading, level + 1)


def _items(items: Sequence[Item], indent: str, *, ordered: bool) -> Iterator[str]:
    for number, item in enumerate(items, start=1):
        mark = f"{number}. " if ordered else "- "
        inner = indent + " " * len(mark)
        yield f"{indent}{mark}{_plain(item.text)}{_article(item.article)}"
        if item.table is not None:
            yield ""
            yield from (f"{inner}{line}" for line in _table(item.table))
            yield ""
        yield from _items(item.items, inner, ordered=item.ordered)


def _article(article: str) -> str:
    return f" *{_plain(article)}*" if article else ""


def _table(table: Table) -> Iterator[str]:
    yield _row([column.heading for column in table.columns])
    yield _row(["---:" if column.numbers else ":---" for column in table.columns], raw=True)
    yield from (_row(row) for row in table.rows)


def _row(cells: Sequence[str], *, raw: bool = False) -> str:
    return "| " + " | ".join(cell if raw else _plain(cell) for cell in cells) + " |"


def _plain(text: str) -> str:
    """Return *text* so that Markdown shows it as it stands."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _LIST_MARK.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}{found[3]}", escaped)
