"""A reading as one HTML page: it needs no other file, has no script, and prints on A4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from welfarerules.prose.document import Item, Reading, Section
from welfarerules.report.tables import Table

__all__ = ["as_html"]

_STYLE: Final = """\
@page { size: A4; margin: 20mm 18mm }
:root { color-scheme: light }
body { font-family: "TH Sarabun New", Sarabun, "Noto Sans Thai", "Noto Serif Thai", "Leelawadee UI", Thonburi, Tahoma,
       "Droid Sans Thai", system-ui, sans-serif; font-size: 13pt; line-height: 1.6; color: #111; background: #fff;
       max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere }
h1 { font-size: 1.6em; line-height: 1.3 }
h2 { font-size: 1.3em; border-bottom: 1px solid #888; margin-top: 2em; break-after: avoid }
h3 { font-size: 1.1em; margin-top: 1.6em; break-after: avoid }
.article { color: #444; white-space: nowrap }
.id { color: #666; font: 0.75em ui-monospace, Consolas, monospace; font-weight: normal }
li { margin: 0.25em 0; break-inside: avoid-page }
.read > li { list-style: "\\2610\\00a0" }
table { border-collapse: collapse; margin: 0.4em 0; break-inside: avoid }
th, td { border: 1px solid #888; padding: 0.2em 0.7em; text-align: left; vertical-align: top }
td.number, th.number { text-align: right; white-space: nowrap }
.worked { border-left: 3px solid #888; padding-left: 1em; break-inside: avoid-page }
.worked > p { font-weight: bold; margin: 0.5em 0 0 }
footer { margin-top: 3em; border-top: 1px solid #888; font-size: 0.8em; color: #444 }
@media print { body { margin: 0; padding: 0; max-width: none } }
"""


def as_html(reading: Reading) -> str:
    """Return *reading* as a page."""
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(reading.lang)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(reading.title)}</title>",
        f"<style>\n{_STYLE}</style>",
        "</head>",
        "<body>",
        f"<h1>{escape(reading.title)}</h1>",
        *(f"<p>{escape(paragraph)}</p>" for paragraph in reading.intro),
    ]
    for section in reading.sections:
        lines += _section(section, reading, 2)
    if reading.closing:
        lines += ["<footer>", *(f"<p>{escape(paragraph)}</p>" for paragraph in reading.closing), "</footer>"]
    return "\n".join([*lines, "</body>", "</html>"]) + "\n"


def _section(section: Section, reading: Reading, level: int) -> Iterator[str]:
    anchor = f' id="{escape(section.id)}"' if section.id else ""
    shown = f' <span class="id">{escape(section.id)}</span>' if "." in section.id else ""
    yield f"<section{anchor}>"
    yield f"<h{level}>{escape(section.title)}{_article(section.article)}{shown}</h{level}>"
    if section.items:
        yield from _items(section.items, ordered=False, classes=' class="read"')
    if section.examples:
        yield f'<div class="worked"><p>{escape(reading.examples_title)}</p>'
        yield from _items(section.examples, ordered=False)
        yield "</div>"
    for part in section.sections:
        yield from _section(part, reading, level + 1)
    yield "</section>"


def _items(items: Sequence[Item], *, ordered: bool, classes: str = "") -> Iterator[str]:
    tag = "ol" if ordered else "ul"
    yield f"<{tag}{classes}>"
    for item in items:
        yield f"<li>{escape(item.text)}{_article(item.article)}"
        if item.table is not None:
            yield from _table(item.table)
        if item.items:
            yield from _items(item.items, ordered=item.ordered)
        yield "</li>"
    yield f"</{tag}>"


def _article(article: str) -> str:
    return f' <span class="article">[{escape(article)}]</span>' if article else ""


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    yield _row("th", table, [column.heading for column in table.columns])
    yield from (_row("td", table, row) for row in table.rows)
    yield "</table>"


def _row(tag: str, table: Table, cells: Sequence[str]) -> str:
    number = ' class="number"'
    told = (
        f"<{tag}{number if column.numbers else ''}>{escape(cell)}</{tag}>"
        for column, cell in zip(table.columns, cells, strict=True)
    )
    return f"<tr>{''.join(told)}</tr>"
