"""A command line that is wrong, told in the language chosen and in this program's own words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any, Final

import click

from welfarerules.cli.language import language
from welfarerules.errors import nearest
from welfarerules.words import N_, Phrase, say

__all__ = ["Misused", "Refused", "in_own_words", "unknown"]

_NEAR: Final = N_("{what}; did you mean {suggestion!r}?")


_HELP: Final[tuple[type[Exception], ...]] = (getattr(click.exceptions, "NoArgsIsHelpError", click.exceptions.Exit),)
"""What shows the help of a command that was given nothing; click 8.1 shows it and exits."""


class Refused(click.UsageError):
    """The command line asks for something that cannot be done."""


class Misused(click.UsageError):
    """A wrong command line, shown with how it is used and where the help is.

    Args:
        told: What is wrong.
        ctx: Of the command that was called.
    """

    def __init__(self, told: Phrase | str, ctx: click.Context) -> None:
        self.context = ctx
        super().__init__(told.spoken(language(ctx)) if isinstance(told, Phrase) else told, ctx)

    def show(self, file: IO[Any] | None = None) -> None:
        """Write it to standard error."""
        lang, path = language(self.context), self.context.command_path
        hint = say(N_("Try '{command} --help' for help."), lang, command=path)
        told = say(N_("error: {message}"), lang, message=self.format_message())
        click.echo(f"{self.context.get_usage()}\n{hint}\n\n{told}", file=file, err=True)


def in_own_words(error: click.UsageError, ctx: click.Context) -> click.UsageError:
    """Return *error* as this program tells it.

    Args:
        error: What click found, or the command itself.
        ctx: Of the command that was read, for an error that does not know its own.
    """
    if isinstance(error, (Misused, *_HELP)):
        return error
    where = error.ctx or ctx
    return Misused(_told(error, where), where)


def _told(error: click.UsageError, ctx: click.Context) -> Phrase | str:
    match error:
        case click.NoSuchOption():
            return unknown(
                Phrase("no such option {found!r}", found=error.option_name), error.option_name, _options(ctx)
            )
        case click.BadOptionUsage():
            flag = _options(ctx).get(error.option_name)
            wanted = N_("{option} takes no value") if flag else N_("{option} needs a value")
            return Phrase(wanted, option=error.option_name)
        case click.MissingParameter() if error.param is not None:
            return Phrase("the argument {what} is missing", what=error.param.get_error_hint(ctx))
        case click.BadParameter() if error.param is not None:
            return Phrase("wrong value for {what}: {why}", what=error.param.get_error_hint(ctx), why=error.message)
        case _:
            return error.format_message()


def _options(ctx: click.Context) -> dict[str, bool]:
    """Every name of an option, and whether it takes no value."""
    options = (param for param in ctx.command.get_params(ctx) if isinstance(param, click.Option))
    return {name: option.is_flag for option in options for name in option.opts}


def unknown(what: Phrase, word: str, known: Iterable[str]) -> Phrase:
    """Return that there is no such *word*, with what was most likely meant."""
    suggestion = nearest(word, known)
    return what if suggestion is None else Phrase(_NEAR, what=what, suggestion=suggestion)
