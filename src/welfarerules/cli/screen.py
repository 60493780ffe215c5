"""What goes to the screen: data to standard output, findings and progress to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final, Literal, TextIO

import attrs
import click

from welfarerules.cli.language import language
from welfarerules.errors import Diagnostic
from welfarerules.report import Table, as_text, display_width
from welfarerules.words import N_, Phrase, say

__all__ = ["AS_JSON", "Screen"]

AS_JSON: Final = "welfarerules.json"
"""Under which a context keeps whether JSON was asked for."""

_LEAST_TEXT: Final = 12
_BETWEEN: Final = 3


@attrs.frozen
class Screen:
    """Where a command speaks, in one language.

    Standard output carries what was asked for and nothing else; it is plain text unless it is a terminal.
    """

    lang: str
    as_json: bool = False

    @classmethod
    def of(cls, ctx: click.Context) -> Screen:
        """Return the screen in the language chosen."""
        return cls(language(ctx), bool(ctx.meta.get(AS_JSON)))

    def say(self, template: str, **values: object) -> None:
        """Write a sentence to standard output."""
        click.echo(say(template, self.lang, **values))

    def text(self, text: str = "") -> None:
        """Write *text* as it stands to standard output."""
        click.echo(text)

    def note(self, template: str, **values: object) -> None:
        """Write a sentence to standard error."""
        click.echo(say(template, self.lang, **values), err=True)

    def advise(self, message: Phrase, remedy: str) -> None:
        """Write what is wrong and what to do about it to standard error."""
        self.note(N_("{message}\n  fix: {remedy}"), message=message, remedy=Phrase(remedy))

    def gap(self) -> None:
        """Write an empty line to standard error."""
        click.echo(err=True)

    def found(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Write findings to standard error."""
        for diagnostic in diagnostics:
            click.echo(diagnostic.render(self.lang), err=True)

    def refused(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Write the findings for which nothing else could be told: as JSON where that was asked for."""
        if self.as_json:
            self.data({"findings": self.findings(diagnostics)})
        else:
            self.found(diagnostics)

    def data(self, data: object) -> None:
        """Write *data* to standard output as JSON."""
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))

    def findings(self, diagnostics: Iterable[Diagnostic]) -> list[dict[str, str | int]]:
        """Return findings as plain values."""
        return [diagnostic.to_json(lang=self.lang) for diagnostic in diagnostics]

    def tables(self, tables: Iterable[Table]) -> None:
        """Write *tables* to standard output: framed on a terminal, in plain columns elsewhere."""
        shown = _framed if on_terminal(sys.stdout) else _plain
        shown(list(tables))

    @contextmanager
    def busy(self, template: str, **values: object) -> Iterator[None]:
        """Show on a terminal's standard error that something takes its time, and for how long already."""
        if not on_terminal(sys.stderr):
            yield
            return
        with _progress(say(template, self.lang, **values)):
            yield


def on_terminal(stream: TextIO | None) -> bool:
    """Whether people read *stream* as it is written. There is none where the shell closed it."""
    return stream is not None and stream.isatty()


def _plain(tables: list[Table]) -> None:
    for table in tables:
        click.echo()
        click.echo(as_text(table))


def _framed(tables: list[Table]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Framed
    from rich.text import Text

    console = Console(highlight=False)
    shown = console.width
    for table in tables:
        framed = Framed(
            title=Text(table.title, style="bold"),
            title_justify="left",
            box=box.SIMPLE_HEAD,
            pad_edge=False,
            show_header=bool(table.headings),
        )
        for column in table.columns:
            justify: Literal["left", "right"] = "right" if column.numbers else "left"
            framed.add_column(Text(column.heading), justify=justify, overflow="fold", no_wrap=column.numbers)
        for number, row in enumerate(table.rows):
            last = bool(table.total) and number == len(table.rows) - 1
            framed.add_row(*map(Text, row), end_section=last)
        if table.total:
            framed.add_row(*(Text(cell, style="bold") for cell in table.total))
        console.width = max(shown, _least_width(table))
        console.print(framed)


def _least_width(table: Table) -> int:
    """How narrow a table may become: words are folded, numbers never; where these do not fit, lines run over."""
    lines = [row for row in (table.headings, *table.rows, table.total) if row]
    widths = [max(map(display_width, cells)) for cells in zip(*lines, strict=True)]
    least = [
        width if column.numbers else min(width, _LEAST_TEXT)
        for column, width in zip(table.columns, widths, strict=True)
    ]
    return sum(least) + _BETWEEN * len(least)


def _progress(text: str) -> Any:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
    )
    progress.add_task(text.replace("[", r"\["))
    return progress
