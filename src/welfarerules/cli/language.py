"""Which language the command speaks: what ``--lang`` says, else ``WELFARERULES_LANG``, else the system's."""

from __future__ import annotations

import locale
import os
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise, takewhile
from typing import Any, Final, TypeVar

import click

from welfarerules.words import LANGUAGES, N_, say

__all__ = ["VARIABLE", "HelpOption", "OneOf", "begin", "choose", "lang_option", "language", "system_language"]

VARIABLE: Final = "WELFARERULES_LANG"
_KEY: Final = "welfarerules.language"
_OPTION: Final = "--lang"
_LOCALES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")

F = TypeVar("F", bound=Callable[..., Any])


def language(ctx: click.Context | None) -> str:
    """Return the language that was chosen; English where nothing has been looked at yet."""
    return "en" if ctx is None else str(ctx.meta.get(_KEY, "en"))


def system_language(environment: Mapping[str, str]) -> str:
    """Return Thai where the system speaks Thai, else English.

    >>> system_language({"LANG": "th_TH.UTF-8"}), system_language({"LC_ALL": "C", "LANG": "th_TH.UTF-8"})
    ('th', 'en')
    """
    wanted = environment.get(VARIABLE, "")
    if wanted in LANGUAGES:
        return wanted
    named = next((environment[name] for name in _LOCALES if environment.get(name)), None)
    if named is None:
        named = locale.getlocale()[0] or ""
    return "th" if named.casefold().startswith(("th", "thai")) else "en"


def begin(ctx: click.Context) -> None:
    """Look at the environment before anything else is read."""
    ctx.meta.setdefault(_KEY, system_language(os.environ))
    wanted = os.environ.get(VARIABLE, "")
    if wanted and wanted not in LANGUAGES:
        told = N_("{variable} is {found!r}, which is no language: write {known}, or leave it unset")
        values = {"variable": VARIABLE, "found": wanted, "known": ", ".join(LANGUAGES)}
        raise click.UsageError(say(told, language(ctx), **values), ctx)


def choose(ctx: click.Context, args: Sequence[str]) -> None:
    """Take the language from *args* before they are read, for what is told of reading them."""
    words = [*takewhile(lambda word: word != "--", args), ""]
    for word, following in pairwise(words):
        name, equals, value = word.partition("=")
        wanted = value if equals else following
        if name == _OPTION and wanted in LANGUAGES:
            ctx.meta[_KEY] = wanted


class OneOf(click.Choice):  # type: ignore[type-arg]  # click 8.1 has no type arguments
    """One of a few words; any other is refused in the language chosen."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the word."""
        if value not in self.choices:
            known = ", ".join(map(repr, self.choices))
            self.fail(say(N_("{found!r} is none of {known}"), language(ctx), found=value, known=known), param, ctx)
        return super().convert(value, param, ctx)


class HelpOption(click.Option):
    """An option whose help is told in the language chosen."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and its help."""
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        return record[0], record[1].replace(self.help, say(self.help, language(ctx)), 1)


def lang_option(command: F) -> F:
    """Give *command* the option ``--lang``."""
    return click.option(
        _OPTION,
        cls=HelpOption,
        type=OneOf(LANGUAGES),
        is_eager=True,
        expose_value=False,
        help=N_("Language of everything that is told; WELFARERULES_LANG sets it for good."),
    )(command)
