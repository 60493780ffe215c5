"""``welfarerules read``: a scheme as prose, to be verified beside the bylaw on paper."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import click

from welfarerules.cli.completing import SCHEME_FILE
from welfarerules.cli.faults import FINE
from welfarerules.cli.help import Help, command
from welfarerules.cli.inputs import FILE, json_option, refuse_overwriting, scheme_of
from welfarerules.cli.language import HelpOption, OneOf
from welfarerules.cli.screen import Screen, on_terminal
from welfarerules.cli.usage import Refused
from welfarerules.prose import Reading, read_back
from welfarerules.report import replacing
from welfarerules.words import N_, say

__all__ = ["FORMATS", "read"]

FORMATS: Final[Mapping[str, Callable[[Reading], str]]] = MappingProxyType(
    {"text": lambda reading: reading.text(width=_width()), "markdown": Reading.markdown, "html": Reading.html}
)
"""How a reading can be written, by name."""

_BY_END: Final[Mapping[str, str]] = MappingProxyType({".txt": "text", ".md": "markdown", ".html": "html"})
_USUAL: Final = 80
_WIDEST: Final = 100


@command(
    "read",
    Help(
        N_("Read a scheme back as prose, so that a committee can verify it beside its bylaw."),
        (
            N_(
                "Tells all that the file says, in whole sentences, each with its article, and what holds for every "
                "fund as far as it can matter to this one: read it aloud and compare it with the bylaw on paper."
            ),
            N_(
                "With --out the reading goes to a file: .txt, .md or .html; the page prints on A4 and needs no other "
                "file."
            ),
            N_("Exit status: 0 when the scheme was read, 1 when it is at fault."),
        ),
        (
            "welfarerules read bylaws.toml",
            "welfarerules read bylaws.toml --lang th --out bylaws.html",
            "welfarerules read bylaws.toml --format markdown",
        ),
    ),
)
@click.option(
    "--format",
    "form",
    cls=HelpOption,
    type=OneOf(tuple(FORMATS)),
    help=N_("What is written. Without it the name of --out says so; text where there is none."),
)
@click.option("--out", cls=HelpOption, type=FILE, metavar="FILE", help=N_("Write the reading to this file."))
@click.option("--force", cls=HelpOption, is_flag=True, help=N_("Replace the file of --out if it exists."))
@click.option(
    "--examples/--no-examples",
    cls=HelpOption,
    default=True,
    help=N_("Whether instances worked out by the program stand below each rule; they do if left out."),
)
@json_option
@click.argument("scheme", type=SCHEME_FILE)
@click.pass_context
def read(
    ctx: click.Context, scheme: Path, *, form: str | None, out: Path | None, force: bool, examples: bool, as_json: bool
) -> int:
    """Read a scheme back."""
    screen = Screen.of(ctx)
    if as_json and (form is not None or out is not None):
        raise Refused(say(N_("--json writes data to standard output: leave out --format and --out"), screen.lang))
    form = form or _form_of(out, screen)
    if out is not None:
        refuse_overwriting(out, (scheme,), force=force)
    with screen.busy(N_("reading the scheme")):
        reading = read_back(scheme_of(scheme), lang=screen.lang, examples=examples)
    if as_json:
        screen.data(reading.to_json())
    elif out is None:
        screen.text(_shown(FORMATS[form](reading).rstrip("\n"), form))
    else:
        with replacing(out) as stream:
            stream.write(FORMATS[form](reading))
        screen.note(N_("written: {file}"), file=out)
    return FINE


def _form_of(out: Path | None, screen: Screen) -> str:
    """What a file is written as by its name."""
    if out is None:
        return "text"
    if out.suffix not in _BY_END:
        told = N_("{file} cannot be written here: its name must end in {known}, or say which with --format")
        raise Refused(say(told, screen.lang, file=out, known=", ".join(_BY_END)))
    return _BY_END[out.suffix]


def _shown(text: str, form: str) -> str:
    """Return *text* for standard output: a page says that it is UTF-8, so in any other encoding it has references."""
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").casefold().replace("-", "")
    return text if form != "html" or encoding == "utf8" else text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _width() -> int:
    """In how many cells text is wrapped: those of the terminal, where there is one."""
    return min(shutil.get_terminal_size().columns, _WIDEST) if on_terminal(sys.stdout) else _USUAL
