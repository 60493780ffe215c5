"""``welfarerules explain``: why something is as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from welfarerules.cli.faults import FINE, Refused
from welfarerules.cli.help import Help, command
from welfarerules.cli.inputs import FILE, as_of_option, evaluated, json_option, member_option
from welfarerules.cli.language import language
from welfarerules.cli.screen import Screen
from welfarerules.explain import explain as explanation_of
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
            N_("Exit status: 0 when it could be explained, 1 when there is no such id or a file is at fault."),
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
@json_option
@click.argument("scheme", type=FILE)
@click.argument("events", type=FILE)
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
    subject = done.outcome.standing(member) if member is not None else str(id)
    told = explanation_of(done.outcome, subject, lang=screen.lang)
    if as_json:
        screen.data(told.to_json())
    else:
        screen.text(told.text().rstrip("\n"))
        if done.refusals:
            screen.gap()
            screen.note(N_("events refused: {refused}; welfarerules run tells why"), refused=f"{done.refused:,}")
    return FINE
