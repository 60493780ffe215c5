"""What several commands take: schemes, events, a date, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

import attrs
import click

from welfarerules.cli.completing import members
from welfarerules.cli.language import HelpOption, language
from welfarerules.cli.screen import AS_JSON, Screen
from welfarerules.cli.usage import Refused
from welfarerules.dates import Day, parse_date
from welfarerules.errors import DateError, Diagnostic, EventError, in_order
from welfarerules.events import EventFile, read_events, suspicious_events
from welfarerules.fund import Fund, Outcome
from welfarerules.loading import load_scheme
from welfarerules.plugins import discovered
from welfarerules.report import writable
from welfarerules.scheme.model import Scheme
from welfarerules.words import N_, say

__all__ = [
    "DATE",
    "FILE",
    "Evaluated",
    "as_of_option",
    "evaluated",
    "json_option",
    "member_option",
    "plugins",
    "scheme_of",
    "sheet_option",
    "today",
]

FILE: Final = click.Path(path_type=Path, readable=False)
"""A file that need not be there: whoever reads or writes it tells what is wrong with it."""

F = TypeVar("F", bound=Callable[..., Any])

_TODAY: Final = ("today", "วันนี้")
_LISTED: Final = 5
_SHEET: Final = "welfarerules.sheet"


def today() -> date:
    """Return the day it is here."""
    return date.today()  # noqa: DTZ011 - a fund lives by its own calendar day


class _Date(click.ParamType):  # type: ignore[type-arg]  # click 8.1 has no type arguments
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        if value in _TODAY:
            return today()
        try:
            return parse_date(str(value))
        except DateError as error:
            self.fail(error.render(language(ctx)), param, ctx)


DATE: Final = _Date()
"""A date as people write it, or today."""


def as_of_option(command: F) -> F:
    """Give *command* the option ``--as-of``."""
    return click.option(
        "--as-of",
        cls=HelpOption,
        type=DATE,
        help=N_(
            "Last day that is looked at: 2025-09-30, 30 September 2025, 30 กันยายน 2568 or today. "
            "The day of the last event up to today if left out."
        ),
    )(command)


def json_option(command: F) -> F:
    """Give *command* the option ``--json``."""
    return click.option(
        "--json",
        "as_json",
        cls=HelpOption,
        is_flag=True,
        callback=_choose_json,
        help=N_("Write JSON instead of text to standard output."),
    )(command)


def _choose_json(ctx: click.Context, _: click.Parameter, value: bool) -> bool:  # noqa: FBT001 - click calls it
    ctx.meta[AS_JSON] = value
    return value


def member_option(text: str) -> Callable[[F], F]:
    """Give a command the option ``--member``, which *text* describes."""
    return click.option("--member", cls=HelpOption, metavar="ID", shell_complete=members, help=text)


def sheet_option(command: F) -> F:
    """Give *command* the option ``--sheet``, by which `evaluated` reads its events."""
    return click.option(
        "--sheet",
        cls=HelpOption,
        metavar="NAME",
        expose_value=False,
        callback=_choose_sheet,
        help=N_("The sheet of a workbook of events; needed only where several hold something."),
    )(command)


def _choose_sheet(ctx: click.Context, _: click.Parameter, value: str | None) -> str | None:
    ctx.meta[_SHEET] = value
    return value


def plugins() -> Sequence[Any]:
    """Return the plugins that are installed; a scheme says which of them it requires."""
    return discovered()


def scheme_of(path: Path) -> Scheme:
    """Read a scheme with the plugins that are installed.

    Raises:
        WelfareError: The scheme or a plugin it requires is at fault.
    """
    return load_scheme(path, plugins=plugins())


@attrs.frozen
class Evaluated:
    """A fund that was evaluated, and all that does not count: what could not be read, and what could not be."""

    outcome: Outcome
    file: EventFile
    refusals: tuple[Diagnostic, ...]

    @property
    def refused(self) -> int:
        """How many events do not count. An event may be told of more than once."""
        unread = self.file.rows - len(self.file.events)
        return unread + len({(found.file, found.line) for found in self.outcome.refusals})

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What is suspicious in the events that count."""
        refused = {found.line for found in self.outcome.refusals}
        outcome = self.outcome
        return suspicious_events(
            event
            for event in self.file.events
            if event.date <= outcome.as_of and event.id not in outcome.reversed and event.place.line not in refused
        )


def evaluated(screen: Screen, scheme_file: Path, events_file: Path, as_of: date | None) -> Evaluated:
    """Read a scheme and events, and evaluate the fund.

    Raises:
        WelfareError: The scheme is refused, or there are events but none that could be read.
    """
    with screen.busy(N_("reading the scheme")):
        scheme = scheme_of(scheme_file)
    with screen.busy(N_("reading the events")):
        sheet = click.get_current_context().meta.get(_SHEET)
        file = read_events(events_file, currency=scheme.currency, sheet=sheet)
    if file.refusals and not file.events:
        raise EventError(file.refusals)
    day = _last_day(file, screen) if as_of is None else as_of
    _note_too_early(file, day, screen)
    with screen.busy(N_("evaluating {count} events up to {day}"), count=f"{len(file.events):,}", day=Day(day)):
        outcome = Fund(scheme).evaluate(file.events, day)
    return Evaluated(outcome, file, in_order((*file.refusals, *outcome.refusals)))


def _last_day(file: EventFile, screen: Screen) -> date:
    """The day of the last event; one that lies after today is more likely a slip of the pen."""
    now = today()
    ahead = [event for event in file.events if event.date > now]
    if ahead:
        told = N_(
            "events dated after today: {count}; they are left out: correct the year, or name a day with --as-of to "
            "count them"
        )
        screen.note(told, count=f"{len(ahead):,}")
        for event in ahead[:_LISTED]:
            screen.note(N_("  {place}: {id}, {day}"), place=event.place, id=event.id, day=Day(event.date))
        if more := ahead[_LISTED:]:
            screen.note(N_("  and {count} more"), count=f"{len(more):,}")
    return max((event.date for event in file.events if event.date <= now), default=now)


def _note_too_early(file: EventFile, day: date, screen: Screen) -> None:
    first = min((event.date for event in file.events), default=day)
    if first > day:
        screen.note(
            N_("no event lies on or before {day}; the first is of {first}: name that day or a later one with --as-of"),
            day=Day(day),
            first=Day(first),
        )


def same_file(one: Path, other: Path) -> bool:
    """Whether two names stand for one existing file."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def refuse_overwriting(out: Path, inputs: Sequence[Path], *, force: bool) -> None:
    """Refuse to write over a file that was read, or over any file unless told to.

    Raises:
        Refused: *out* stands for such a file, for a folder, or for a place in a folder that does not exist.
        OSError: Nothing can be written there.
    """
    lang = language(click.get_current_context(silent=True))
    if any(same_file(out, given) for given in inputs):
        raise Refused(say(N_("{file} is read here and cannot be written to: choose another name"), lang, file=out))
    if out.is_dir():
        raise Refused(say(N_("{file} is a folder: name a file in it"), lang, file=out))
    if not out.parent.is_dir():
        raise Refused(say(N_("there is no folder {folder} to write {file} in"), lang, folder=out.parent, file=out.name))
    if out.exists() and not force:
        raise Refused(say(N_("{file} exists already: choose another name, or replace it with --force"), lang, file=out))
    writable(out)
