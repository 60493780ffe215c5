"""``welfarerules explain``: why something is as it is."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from welfarerules.cli.completing import EVENTS_FILE, SCHEME_FILE
from welfarerules.cli.faults import FINE, FOUND
from welfarerules.cli.help import Help, command
from welfarerules.cli.inputs import Evaluated, as_of_option, evaluated, json_option, member_option, sheet_option
from welfarerules.cli.language import language
from welfarerules.cli.screen import Screen
from welfarerules.cli.usage import Refused
from welfarerules.errors import EventError
from welfarerules.explain import Explainer, Explanation
from welfarerules.words import N_, say

__all__ = ["explain"]


@command(
    "explain",
    Help(
        N_("Explain a decision, a posting or where a member stands, citing the articles."),
        (
            N_(
                "ID is the id of a claim or of any other event, or of something that fell due by itself, such as "
                "benefit.old_age@2024-10-01/M001. With --member, it tells where the member stands instead."
            ),
            N_(
                "Exit status: 0 when it could be explained, 1 when there is no such id, a file is at fault or events "
                "are refused."
            ),
        ),
        (
            "welfarerules explain bylaws.toml events.csv E00421",
            "welfarerules explain bylaws.toml events.csv benefit.old_age@2024-10-01/M001 --lang th",
            "welfarerules explain bylaws.toml events.csv --member M001 --as-of 2025-09-30",
        ),
    ),
)
@as_of_option
@member_option(N_("Tell where this member stands."))
@sheet_option
@json_option
@click.argument("scheme", type=SCHEME_FILE)
@click.argument("events", type=EVENTS_FILE)
@click.argument("id", required=False)
@click.pass_context
def explain(
    ctx: click.Context,
    scheme: Path,
    events: Path,
    *,
    id: str | None,  # noqa: A002 - the argument's name in the help
    as_of: date | None,
    member: str | None,
    as_json: bool,
) -> int:
    """Explain something."""
    screen = Screen.of(ctx)
    if (id is None) == (member is None):
        raise Refused(say(N_("give either the ID of a decision or posting, or --member"), language(ctx)))
    done = evaluated(screen, scheme, events, as_of)
    explainer = Explainer(done.outcome, lang=screen.lang)
    if member is not None:
        told = explainer.explain(done.outcome.standing(member))
    else:
        told = _told(explainer, str(id), done, events, screen)
    if as_json:
        screen.data({**told.to_json(), "refusals": screen.findings(done.refusals)})
    else:
        screen.text(told.text().rstrip("\n"))
        if done.refusals:
            screen.gap()
            screen.note(N_("events refused: {refused}; welfarerules run tells why"), refused=f"{done.refused:,}")
    return FOUND if done.refusals else FINE


def _told(explainer: Explainer, id: str, done: Evaluated, file: Path, screen: Screen) -> Explanation:  # noqa: A002
    """Explain what has that id in the outcome, or else the event that has it in the file."""
    try:
        return explainer.explain(id)
    except EventError:
        rows = [event for event in done.file.events if event.id == id]
        lines = {event.place.line for event in rows} or _lines_naming(id, file)
        refused = [found for found in done.refusals if found.line in lines]
        if refused:
            screen.note(N_("the row of {id!r} was refused and counts for nothing:"), id=id)
            raise EventError(refused) from None
        if not rows:
            raise
    return explainer.explain(rows[0])


def _lines_naming(id: str, file: Path) -> set[int]:  # noqa: A002
    """The lines of *file* that hold *id* as a word of its own: a row that cannot be read has no id."""
    if not file.is_file():
        return set()  # a pipe cannot be read twice
    text = file.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n")
    word = re.compile(rf"(?<![\w-]){re.escape(id)}(?![\w-])")
    return {number for number, line in enumerate(text.split("\n"), start=1) if word.search(line)}
