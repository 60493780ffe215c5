"""The command ``welfarerules``, put together."""

from __future__ import annotations

import click

from welfarerules._about import __version__
from welfarerules.cli.check import check
from welfarerules.cli.completion import completion
from welfarerules.cli.demo import demo
from welfarerules.cli.differ import diff
from welfarerules.cli.explain import explain
from welfarerules.cli.faults import Main
from welfarerules.cli.help import Help
from welfarerules.cli.language import HelpOption, lang_option
from welfarerules.cli.new import new
from welfarerules.cli.plugged import plugins
from welfarerules.cli.quote import quote
from welfarerules.cli.read import read
from welfarerules.cli.run import run
from welfarerules.cli.schema import schema
from welfarerules.cli.usage import Misused
from welfarerules.cli.worked import test
from welfarerules.words import N_, Phrase

__all__ = ["main"]


@click.group(
    "welfarerules",
    cls=Main,
    words=Help(
        N_("Bylaws of a community welfare fund as TOML: every baht decided, booked and explained."),
        (
            N_("Start with: welfarerules demo"),
            N_(
                "Exit status: 0 fine; 1 something was found wrong in a scheme, in events or in cases, or a file could "
                "not be read or written; 2 the command line is wrong; 70 a defect of this program; 130 stopped with "
                "Ctrl-C; 141 the reader of the output went away."
            ),
        ),
    ),
    commands=[new, check, read, run, explain, quote, test, diff, plugins, schema, completion, demo],
    invoke_without_command=True,
    no_args_is_help=True,
    subcommand_metavar="COMMAND [ARGS]...",
)
@lang_option
@click.version_option(__version__, "--version", prog_name="welfarerules", cls=HelpOption, help=N_("Show the version."))
@click.pass_context
def main(ctx: click.Context) -> None:
    """Stand before the commands."""
    if ctx.invoked_subcommand is None:
        raise Misused(Phrase("a command is missing"), ctx)
