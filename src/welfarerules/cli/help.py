"""Commands that tell their help in two languages, with examples that can be typed as they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import attrs
import click

from welfarerules.cli.language import HelpOption, choose, lang_option, language
from welfarerules.cli.usage import Misused, in_own_words, unknown
from welfarerules.words import N_, Phrase, say

__all__ = ["Command", "Group", "Help", "command"]

Run = Callable[..., int]


@attrs.frozen
class Help:
    """What a command says of itself.

    Attributes:
        summary: One sentence.
        body: Further paragraphs.
        examples: Lines to type.
    """

    summary: str
    body: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    def plain(self) -> str:
        """Return all of it in English, as one text."""
        return "\n\n".join((self.summary, *self.body, *(f"    {example}" for example in self.examples)))

    def write(self, formatter: click.HelpFormatter, lang: str) -> None:
        """Write it in *lang*."""
        for paragraph in (self.summary, *self.body):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(say(paragraph, lang))
        if self.examples:
            with formatter.section(say(N_("Examples"), lang)):
                for example in self.examples:
                    formatter.write(f"{' ' * formatter.current_indent}{example}\n")


def _show(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click calls it
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


_HELP: Final = HelpOption(
    ["-h", "--help"], is_flag=True, is_eager=True, expose_value=False, callback=_show, help=N_("Show this help.")
)


class Command(click.Command):
    """A command with a `Help`, whose help and usage are told in the language chosen."""

    allow_extra_args = True  # they are refused below, in this program's own words

    def __init__(self, *args: Any, words: Help, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "help": words.plain()})
        self.words = words

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, the language first, wherever it stands."""
        choose(ctx, args)
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            raise in_own_words(error, ctx) from None
        if rest and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            raise Misused(Phrase("there is nothing to do with {extra!r}", extra=" ".join(rest)), ctx)
        return rest

    def get_help_option(self, ctx: click.Context) -> click.Option:  # noqa: ARG002 - click passes it
        """Return the option ``--help``, told in the language chosen."""
        return _HELP

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        prefix = say(N_("Usage:"), language(ctx))
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=f"{prefix} ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        records = [param.get_help_record(ctx) for param in self.get_params(ctx) if isinstance(param, click.Option)]
        with formatter.section(say(N_("Options"), language(ctx))):
            formatter.write_dl([record for record in records if record is not None])

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language chosen."""
        self.words.write(formatter, language(ctx))

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - click passes it
        """Return the summary in the language chosen, however long it is."""
        return say(self.words.summary, language(click.get_current_context(silent=True)))


class Group(Command, click.Group):
    """A command that has others below it."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        with formatter.section(say(N_("Commands"), language(ctx))):
            formatter.write_dl([(name, self.commands[name].get_short_help_str()) for name in self.list_commands(ctx)])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that *args* begin with."""
        if args[0] not in self.commands and not ctx.resilient_parsing:
            raise Misused(unknown(Phrase("no such command {found!r}", found=args[0]), args[0], self.commands), ctx)
        return super().resolve_command(ctx, args)


def command(name: str, words: Help, *, lang: Callable[[Command], Command] = lang_option) -> Callable[[Run], Command]:
    """Make a function that returns its exit status a command called *name*, with ``--lang`` and ``--help``.

    Args:
        name: What is typed.
        words: What it says of itself.
        lang: Gives it ``--lang``, where that is not the one that all commands have.
    """

    def made(run: Run) -> Command:
        # Put on the command itself, the option that every command has stands behind its own in the help.
        return lang(click.command(name, cls=Command, words=words)(run))

    return made
