"""``welfarerules diff``: what changed in meaning between two schemes."""

from __future__ import annotations

from pathlib import Path

import click

from welfarerules.cli.completing import SCHEME_FILE
from welfarerules.cli.faults import FINE, FOUND
from welfarerules.cli.help import Help, command
from welfarerules.cli.inputs import json_option, scheme_of
from welfarerules.cli.screen import Screen
from welfarerules.compare import compare_schemes
from welfarerules.errors import Diagnostic, WelfareError
from welfarerules.scheme.model import Scheme
from welfarerules.words import N_

__all__ = ["diff"]


@command(
    "diff",
    Help(
        N_("Tell what changed in meaning between two schemes, rule by rule."),
        (
            N_(
                "Tells in sentences what each rule said and what it says now. Names and articles are told apart from "
                "what decides. Comments, the order of tables and other spellings of one value are no change."
            ),
            N_(
                "A rule is known by its id: one that was given another id is told as gone and new, with a hint. In "
                "formulas, the two sides of a sum or of 'and' count as changed when they swap places."
            ),
            N_(
                "Exit status: 0 when nothing changed in meaning, names and articles aside; 1 when something did, or a "
                "scheme is at fault."
            ),
        ),
        (
            "welfarerules diff bylaws-2567.toml bylaws-2568.toml",
            "welfarerules diff bylaws-2567.toml bylaws-2568.toml --lang th",
            "welfarerules diff --json old.toml new.toml",
        ),
    ),
)
@json_option
@click.argument("old", type=SCHEME_FILE)
@click.argument("new", type=SCHEME_FILE)
@click.pass_context
def diff(ctx: click.Context, old: Path, new: Path, *, as_json: bool) -> int:
    """Tell what changed."""
    screen = Screen.of(ctx)
    before, after = _both(old, new)
    found = compare_schemes(before, after)
    if as_json:
        screen.data({"old": _plain(old, before), "new": _plain(new, after), **found.to_json(screen.lang)})
    else:
        screen.text(found.text(screen.lang).rstrip("\n"))
    return FINE if found.same else FOUND


def _both(*paths: Path) -> list[Scheme]:
    """Read all schemes, or refuse with everything that is wrong with any of them."""
    schemes: list[Scheme] = []
    found: list[Diagnostic] = []
    for path in paths:
        try:
            schemes.append(scheme_of(path))
        except WelfareError as error:
            found.extend(error.found)
    if found:
        raise WelfareError(found)
    return schemes


def _plain(path: Path, scheme: Scheme) -> dict[str, str]:
    return {"file": str(path), "scheme": scheme.id, "effective": scheme.effective.isoformat()}
