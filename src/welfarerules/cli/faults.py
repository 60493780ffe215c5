"""How the command ends: which exit status, and what is said when something went wrong."""

from __future__ import annotations

import errno
import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import click

from welfarerules._about import __version__
from welfarerules.cli.help import Group
from welfarerules.cli.language import begin
from welfarerules.cli.screen import Screen
from welfarerules.cli.usage import in_own_words
from welfarerules.errors import WelfareError, system_reason
from welfarerules.words import N_, Phrase

__all__ = ["DEFECT", "FINE", "FOUND", "GONE", "INTERRUPTED", "USAGE", "Main"]

FINE: Final = 0
FOUND: Final = 1
"""Something that the user wrote was found wrong, or a file could not be read or written."""
USAGE: Final = 2
"""The command line itself is wrong."""
DEFECT: Final = 70
"""A defect of this program."""
INTERRUPTED: Final = 130
"""Stopped with Ctrl-C."""
GONE: Final = 141
"""Whoever read the output went away."""


class Main(Group):
    """The command: no fault of the user's ends in a traceback."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Make the context, with the language of the environment."""
        _forgive(sys.stdout)
        _forgive(sys.stderr)
        return super().make_context(info_name, args, parent, **extra)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments."""
        with _ending(ctx):
            begin(ctx)
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> None:
        """Run the command and leave with its exit status."""
        with _ending(ctx):
            status = super().invoke(ctx)
            _flush()
        ctx.exit(status or FINE)


@contextmanager
def _ending(ctx: click.Context) -> Iterator[None]:
    """Leave with the exit status of whatever goes wrong, once it is told."""
    try:
        yield
    except click.UsageError as error:
        raise in_own_words(error, ctx) from None
    except (click.ClickException, click.Abort, click.exceptions.Exit):
        raise
    except KeyboardInterrupt:
        Screen.of(ctx).gap()
        Screen.of(ctx).note(N_("stopped; no file was left half-written"))
        ctx.exit(INTERRUPTED)
    except BrokenPipeError:
        _let_go()
        ctx.exit(GONE)
    except WelfareError as error:
        Screen.of(ctx).refused(error.found)
        ctx.exit(FOUND)
    except OSError as error:
        _tell_unwritten(Screen.of(ctx), error)
        ctx.exit(FOUND)
    except Exception as error:  # noqa: BLE001 - the last resort: whatever it is, it is told
        _confess(Screen.of(ctx), error)
        ctx.exit(DEFECT)


def _flush() -> None:
    """See that all was written. An output that the shell closed is like a reader that went away."""
    if sys.stdout is None:
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))
    sys.stdout.flush()


def _tell_unwritten(screen: Screen, error: OSError) -> None:
    """Tell which file could not be written. Files that cannot be read are told where they are read."""
    if error.filename is None:
        _let_go()
    file = error.filename or Phrase("the standard output")
    # That a file is not there yet is no reason.
    nowhere = error.errno == errno.ENOENT
    reason = Phrase("no file can be made there") if nowhere else system_reason(error)
    full = error.errno == errno.ENOSPC
    screen.advise(
        Phrase("error: {file} cannot be written: {reason}", file=file, reason=reason),
        N_("make room on the disk, or write to another one") if full else N_("name a place where you may write"),
    )


def _forgive(stream: Any) -> None:
    """Let an output that cannot show Thai show escapes instead of failing."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")


def _let_go() -> None:
    """Send what is still buffered nowhere: Python flushes once more when it ends."""
    with suppress(AttributeError, OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _confess(screen: Screen, error: Exception) -> None:
    """Say that this is a defect, and keep the traceback where it can be sent from."""
    told = "".join(traceback.format_exception(error))
    about = f"welfarerules {__version__}, Python {platform.python_version()}, {platform.platform()}\n\n"
    try:
        handle, name = tempfile.mkstemp(prefix="welfarerules-", suffix=".txt", text=True)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(about + told)
    except OSError:
        click.echo(about + told, err=True)
        name = ""
    screen.note(N_("this is a defect of welfarerules, not of your files: {error}"), error=_short(error))
    if name:
        screen.note(N_("what happened is written down in {file}"), file=Path(name))
    screen.note(N_("please report it with that text and, if you can share them, the files"))


def _short(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]
