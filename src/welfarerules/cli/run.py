"""``welfarerules run``: a fund's events under its scheme, summed up and written out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final, TextIO

import click

from welfarerules.cli.completing import EVENTS_FILE, SCHEME_FILE
from welfarerules.cli.faults import FINE, FOUND
from welfarerules.cli.help import Help, command
from welfarerules.cli.inputs import (
    FILE,
    Evaluated,
    as_of_option,
    evaluated,
    json_option,
    member_option,
    refuse_overwriting,
    sheet_option,
)
from welfarerules.cli.language import HelpOption, language
from welfarerules.cli.screen import Screen
from welfarerules.cli.usage import Refused
from welfarerules.dates import Day
from welfarerules.explain.names import Names, in_language
from welfarerules.fund import Outcome
from welfarerules.fund.wire import outcome_to_json
from welfarerules.journal import Posting
from welfarerules.report import (
    Statement,
    Summary,
    replacing,
    statement_of,
    statement_tables,
    summarise,
    summary_tables,
    write_beancount,
    write_csv,
    write_jsonl,
)
from welfarerules.words import N_, Phrase, say

__all__ = ["FORMATS", "run"]

Writer = Callable[[Outcome, TextIO], None]


def _write_json(outcome: Outcome, stream: TextIO) -> None:
    json.dump(outcome_to_json(outcome), stream, ensure_ascii=False, indent=1)
    stream.write("\n")


FORMATS: Final[Mapping[str, Writer]] = MappingProxyType(
    {
        ".csv": lambda outcome, stream: write_csv(outcome.journal, stream),
        ".jsonl": lambda outcome, stream: write_jsonl(outcome.journal, stream),
        ".beancount": write_beancount,
        ".json": _write_json,
    }
)
"""What can be written, by the end of the file's name."""

_BY_MEMBER: Final = MappingProxyType({".csv": write_csv, ".jsonl": write_jsonl})


@command(
    "run",
    Help(
        N_("Evaluate a fund: read its events under its scheme and decide every baht."),
        (
            N_(
                "Tells the members, the cash box, the decisions and the arrears at the end of the day --as-of. Events "
                "that cannot be are refused one by one, told with file and line on standard error; all others count."
            ),
            N_(
                "With --out the books go to a file: postings as .csv or .jsonl, a ledger for Beancount as .beancount, "
                "or the whole outcome as .json. The file appears when it is complete, or not at all."
            ),
            N_("Exit status: 0 when every event counts, 1 when some are refused; the rest is done in either case."),
        ),
        (
            "welfarerules run bylaws.toml events.csv",
            "welfarerules run bylaws.toml events.csv --as-of 2025-09-30 --out books.beancount",
            "welfarerules run bylaws.toml events.csv --member M001",
        ),
    ),
)
@as_of_option
@click.option(
    "--out",
    cls=HelpOption,
    type=FILE,
    metavar="FILE",
    help=N_("Write the books to this file: .csv, .jsonl, .beancount or .json."),
)
@click.option("--force", cls=HelpOption, is_flag=True, help=N_("Replace the file of --out if it exists."))
@member_option(N_("Tell of this member only; a file of --out then has only their postings (.csv, .jsonl)."))
@sheet_option
@json_option
@click.argument("scheme", type=SCHEME_FILE)
@click.argument("events", type=EVENTS_FILE)
@click.pass_context
def run(
    ctx: click.Context,
    scheme: Path,
    events: Path,
    *,
    as_of: date | None,
    out: Path | None,
    force: bool,
    member: str | None,
    as_json: bool,
) -> int:
    """Evaluate a fund."""
    screen = Screen.of(ctx)
    if out is not None:
        _check_out(out, (scheme, events), member, force=force)
    done = evaluated(screen, scheme, events, as_of)
    if member is not None:
        done.outcome.standing(member)
    if out is not None:
        with screen.busy(N_("writing {file}"), file=out):
            _write(done.outcome, out, member)
    told = _told_of(done, member)
    if as_json:
        screen.data(_plain(done, told, screen))
    else:
        screen.found((*done.refusals, *done.warnings))
        _tell(done, told, screen)
    _close(done, told, out, screen)
    return FOUND if done.refusals else FINE


def _check_out(out: Path, inputs: tuple[Path, ...], member: str | None, *, force: bool) -> None:
    lang = language(click.get_current_context())
    known = FORMATS if member is None else _BY_MEMBER
    if out.suffix not in known:
        told = N_("{file} cannot be written here: its name must end in {known}")
        if out.suffix in FORMATS:
            told = N_("{file} cannot be written of one member: its name must end in {known}, or leave out --member")
        raise Refused(say(told, lang, file=out, known=", ".join(known)))
    refuse_overwriting(out, inputs, force=force)


def _write(outcome: Outcome, out: Path, member: str | None) -> None:
    with replacing(out) as stream:
        if member is None:
            FORMATS[out.suffix](outcome, stream)
        else:
            _BY_MEMBER[out.suffix](_postings_of(outcome, member), stream)


def _postings_of(outcome: Outcome, member: str) -> list[Posting]:
    return [posting for posting in outcome.journal if posting.member == member]


def _told_of(done: Evaluated, member: str | None) -> Summary | Statement:
    if member is None:
        return summarise(done.outcome, refused_events=done.refused)
    return statement_of(done.outcome, member)


def _plain(done: Evaluated, told: Summary | Statement, screen: Screen) -> dict[str, object]:
    as_of = done.outcome.as_of.isoformat()
    refusals, warnings = screen.findings(done.refusals), screen.findings(done.warnings)
    return {"as_of": as_of, **told.to_json(), "events": done.file.rows, "refusals": refusals, "warnings": warnings}


def _tell(done: Evaluated, told: Summary | Statement, screen: Screen) -> None:
    outcome = done.outcome
    names = Names(outcome.scheme, screen.lang)
    screen.say(
        N_("{fund}, {day}: events: {events}, postings: {postings}"),
        fund=in_language(outcome.scheme.name, screen.lang),
        day=Day(outcome.as_of),
        events=f"{done.file.rows:,}",
        postings=f"{len(outcome.journal):,}",
    )
    screen.tables(summary_tables(told, names) if isinstance(told, Summary) else statement_tables(told, names))


def _close(done: Evaluated, told: Summary | Statement, out: Path | None, screen: Screen) -> None:
    if isinstance(told, Summary) and told.cash_below_zero_on is not None:
        screen.gap()
        screen.advise(
            Phrase(
                "by the end of {day} more cash had gone out than had come in: a cash box cannot be below zero",
                day=Day(told.cash_below_zero_on),
            ),
            N_("enter the opening cash as an 'opening' event without a member, or the receipt that is missing"),
        )
    if done.refusals:
        screen.gap()
        screen.note(N_("events refused: {refused}; they count for nothing, all others do"), refused=f"{done.refused:,}")
    if out is not None:
        screen.note(N_("written: {file}"), file=out)
