"""Which language the command speaks: what ``--lang`` says, else ``WELFARERULES_LANG``, else the system's."""

from __future__ import annotations

import locale
import os
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

import click

from welfarerules.words import LANGUAGES, N_, say

__all__ = ["VARIABLE", "HelpOption", "begin", "lang_option", "language", "system_language"]

VARIABLE: Final = "WELFARERULES_LANG"
_KEY: Final = "welfarerules.language"
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
    wanted = os.environ.get(VARIABLE, "")
    if wanted and wanted not in LANGUAGES:
        told = N_("{variable} is {found!r}, which is no language: write {known}, or leave it unset")
        lang = system_language({**os.environ, VARIABLE: ""})
        raise click.UsageError(say(told, lang, variable=VARIABLE, found=wanted, known=", ".join(LANGUAGES)), ctx)
    ctx.meta.setdefault(_KEY, system_language(os.environ))


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
        "--lang",
        cls=HelpOption,
        type=click.Choice(LANGUAGES),
        is_eager=True,
        expose_value=False,
        callback=_choose,
        help=N_("Language of everything that is told; WELFARERULES_LANG sets it for good."),
    )(command)


def _choose(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.meta[_KEY] = value
