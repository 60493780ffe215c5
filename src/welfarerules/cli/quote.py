"""``welfarerules quote``: what a claim would pay, without its being entered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import click

from welfarerules.cli.asked import LINE, at_options, claim_from_line, claim_from_options, of_scheme
from welfarerules.cli.completing import EVENTS_FILE, SCHEME_FILE, benefits
from welfarerules.cli.faults import FINE, FOUND
from welfarerules.cli.help import Help, command
from welfarerules.cli.inputs import DATE, Evaluated, evaluated, json_option, member_option, sheet_option, today
from welfarerules.cli.language import HelpOption, language
from welfarerules.cli.screen import Screen
from welfarerules.cli.usage import Refused
from welfarerules.dates import Day
from welfarerules.errors import EventError
from welfarerules.events import Claimed
from welfarerules.explain import Explainer
from welfarerules.explain.explanation import plain
from welfarerules.fund import Decision
from welfarerules.words import N_, say

__all__ = ["quote"]

_LONG: Final = timedelta(days=31)
"""Events that end longer ago than this are told of: dues of a whole month may have been paid since."""


@command(
    "quote",
    Help(
        N_("Tell what a claim would pay, and why, without its being entered."),
        (
            N_(
                "Say what is claimed with the options, or in one line with --claim. The claim is decided as if it were "
                "entered on its day, after everything else of that day. Nothing is written."
            ),
            N_(
                "A benefit for a member's death is quoted once the member's death (kind died) is among the events: to "
                "ask beforehand, add that event to a copy of the file."
            ),
            N_("Dates are written as everywhere: 2025-10-01, 1 October 2025, 1 ตุลาคม 2568, ๑ ต.ค. ๒๕๖๘ or today."),
            N_(
                "Exit status: 0 when it could be decided, whichever way; 1 when there can be no such claim, a file is "
                "at fault or events are refused; 2 when the command line is wrong."
            ),
        ),
        (
            (
                "welfarerules quote bylaws.toml events.csv --member M001 --benefit hospital "
                "--admitted 2025-10-01 --discharged 2025-10-04"
            ),
            (
                'welfarerules quote bylaws.toml events.csv --member M001 --benefit คลอดบุตร --occurred "1 ตุลาคม 2568" '
                "--date วันนี้ --lang th"
            ),
            (
                "welfarerules quote bylaws.toml events.csv --member M001 --benefit study --occurred 2025-04-01 "
                "--fact graduating=yes --fact gpa_hundredths=350"
            ),
            (
                'welfarerules quote bylaws.toml events.csv --claim "สมาชิก=M001, สวัสดิการ=death, '
                'ผู้รับเงิน=children=มานี ตัวอย่าง|children=มานะ ตัวอย่าง"'
            ),
        ),
    ),
)
@member_option(N_("Whose claim it is."))
@click.option(
    "--benefit",
    cls=HelpOption,
    metavar="ID",
    shell_complete=benefits,
    help=N_("What is claimed: the benefit's id, or its name."),
)
@click.option(
    "--date",
    "day",
    cls=HelpOption,
    type=DATE,
    help=N_("Day of the claim, up to which events are looked at; today if left out."),
)
@click.option("--occurred", cls=HelpOption, type=DATE, help=N_("Day it happened: of a birth, an accident."))
@click.option("--admitted", cls=HelpOption, type=DATE, help=N_("First day in hospital."))
@click.option("--discharged", cls=HelpOption, type=DATE, help=N_("Last day in hospital."))
@click.option(
    "--fact",
    "facts",
    cls=HelpOption,
    metavar="NAME=VALUE",
    multiple=True,
    help=N_("A fact of the claim that the scheme declares; once for each."),
)
@click.option(
    "--payee",
    "payees",
    cls=HelpOption,
    metavar="CLASS=NAME",
    multiple=True,
    help=N_("Somebody who may be paid, such as spouse=Somsri; once for each, in order."),
)
@click.option(
    LINE,
    "line",
    cls=HelpOption,
    metavar="TEXT",
    help=N_("The whole claim in one line: fields as in a file of events, with commas between them, or a JSON object."),
)
@sheet_option
@json_option
@click.argument("scheme", type=SCHEME_FILE)
@click.argument("events", type=EVENTS_FILE)
@click.pass_context
def quote(
    ctx: click.Context,
    /,
    scheme: Path,
    events: Path,
    *,
    line: str | None,
    day: date | None,
    as_json: bool,
    **given: Any,
) -> int:
    """Tell what a claim would pay."""
    screen = Screen.of(ctx)
    claim = _asked(line, day, given, language(ctx))
    done = evaluated(screen, scheme, events, claim.date)
    try:
        decision = done.outcome.quote(of_scheme(claim, done.outcome.scheme))
    except EventError as error:
        raise error if line is not None else EventError(map(at_options, error.found)) from None
    _note_what_is_not_known(done, claim.date, screen)
    told = Explainer(done.outcome, lang=screen.lang).explain(decision)
    if as_json:
        screen.data({"decision": _plain(decision), **told.to_json(), "refusals": screen.findings(done.refusals)})
    else:
        screen.text(told.text().rstrip("\n"))
        screen.say(N_("This was only asked: nothing is entered and nothing is booked."))
        _note_a_death_to_come(done, decision, screen)
        if done.refusals:
            screen.gap()
            screen.note(N_("events refused: {refused}; welfarerules run tells why"), refused=f"{done.refused:,}")
    return FOUND if done.refusals else FINE


def _asked(line: str | None, day: date | None, given: Mapping[str, Any], lang: str) -> Claimed:
    options = {name: value for name, value in given.items() if value}
    if line is not None:
        if options or day is not None:
            raise Refused(say(N_("give either --claim or the options that say what is claimed"), lang))
        return claim_from_line(line, today(), lang=lang)
    for name in ("member", "benefit"):
        if not options.get(name):
            told = N_(
                "the option {option} is missing: say who claims what with --member and --benefit, or with --claim"
            )
            raise Refused(say(told, lang, option=f"--{name}"))
    return claim_from_options({**options, "date": day or today()}, lang=lang)


def _note_what_is_not_known(done: Evaluated, day: date, screen: Screen) -> None:
    """Say where the answer rests on nothing having happened."""
    last = max((event.date for event in done.file.events if event.date <= day), default=None)
    if day > today():
        screen.note(N_("{day} is still to come: this is the answer if nothing else happens until then"), day=Day(day))
    elif last is not None and day - last > _LONG:
        told = N_("the events end on {last}: this is the answer if nothing happened from then to {day}")
        screen.note(told, last=Day(last), day=Day(day))


def _note_a_death_to_come(done: Evaluated, decision: Decision, screen: Screen) -> None:
    """Say how a benefit for a death is quoted while the member is not known to have died."""
    at_death = {benefit.id for benefit in done.outcome.scheme.benefits if benefit.event_date == "died"}
    if decision.reason == "event_date_unknown" and decision.benefit in at_death:
        told = N_(
            "no event says that {member} has died: a benefit for a death is decided once one does (kind died); to ask "
            "beforehand, add it to a copy of the events"
        )
        screen.note(told, member=decision.member)


def _plain(decision: Decision) -> dict[str, object]:
    return {
        "outcome": decision.outcome,
        "amount": plain(decision.amount),
        "reason": decision.reason,
        "requirement": decision.requirement,
        "article": decision.article,
        "benefit": decision.benefit,
        "member": decision.member,
        "date": decision.date.isoformat(),
        "event_date": decision.event_date.isoformat() if decision.event_date else None,
        "as_of": decision.as_of.isoformat(),
        "payees": list(decision.payees),
    }
