"""``welfarerules check``: everything that is wrong with schemes, and everything that is suspicious."""

from __future__ import annotations

from pathlib import Path

import attrs
import click

from welfarerules.cli.completing import SCHEME_FILE
from welfarerules.cli.faults import FINE, FOUND
from welfarerules.cli.help import Help, command
from welfarerules.cli.inputs import json_option, scheme_of
from welfarerules.cli.language import HelpOption
from welfarerules.cli.screen import Screen
from welfarerules.errors import Diagnostic, WelfareError
from welfarerules.explain.names import in_language
from welfarerules.scheme.model import Scheme
from welfarerules.scrutiny import review
from welfarerules.words import N_

__all__ = ["check"]


@attrs.frozen
class Checked:
    """A scheme file: the scheme with what is suspicious in it, or what is wrong with it."""

    path: Path
    scheme: Scheme | None
    found: tuple[Diagnostic, ...] = ()


def _checked(path: Path) -> Checked:
    """Read one scheme and keep what is wrong with it; a scheme that can be computed is looked at a second time."""
    try:
        scheme = scheme_of(path)
    except WelfareError as error:
        return Checked(path, None, error.found)
    return Checked(path, scheme, review(scheme))


@command(
    "check",
    Help(
        N_("Check schemes and tell everything that is wrong with them."),
        (
            N_(
                "Each fault is told with its file, line and column, and with what to do about it, on standard error. "
                "All faults of all files are told at once."
            ),
            N_(
                "A warning is told of what can be computed, but hardly anybody means: a cap that no claim reaches, a "
                "requirement that always holds. It refuses nothing. What is meant so is marked in the scheme, under "
                "[[meant]] with code, at and reason, and no longer told."
            ),
            N_(
                "Exit status: 0 when every scheme is fine, 1 when one is not. Warnings do not change it, unless "
                "--strict is given."
            ),
        ),
        (
            "welfarerules check bylaws.toml",
            "welfarerules check --strict bylaws.toml",
            "welfarerules check --json schemes/*.toml",
        ),
    ),
)
@click.option("--strict", cls=HelpOption, is_flag=True, help=N_("End with status 1 where there are warnings, too."))
@json_option
@click.argument("schemes", metavar="SCHEME...", nargs=-1, required=True, type=SCHEME_FILE)
@click.pass_context
def check(ctx: click.Context, schemes: tuple[Path, ...], *, strict: bool, as_json: bool) -> int:
    """Check schemes."""
    screen = Screen.of(ctx)
    results = [_checked(path) for path in schemes]
    fine = all(result.scheme is not None and not (strict and result.found) for result in results)
    if as_json:
        screen.data({"fine": fine, "schemes": [_plain(result, screen) for result in results]})
    else:
        for result in results:
            _tell(result, screen)
    return FINE if fine else FOUND


def _plain(result: Checked, screen: Screen) -> dict[str, object]:
    return {
        "file": str(result.path),
        "scheme": result.scheme.id if result.scheme else None,
        "findings": screen.findings(result.found),
    }


def _tell(result: Checked, screen: Screen) -> None:
    screen.found(result.found)
    if result.scheme is None:
        screen.say(N_("{file}: refused, findings: {count}"), file=result.path, count=len(result.found))
        return
    scheme = result.scheme
    screen.say(
        N_("{file}: fine: {name}, contributions: {contributions}, benefits: {benefits}"),
        file=result.path,
        name=in_language(scheme.name, screen.lang),
        contributions=len(scheme.contributions),
        benefits=len(scheme.benefits),
    )
    if result.found:
        screen.say(N_("{file}: warnings: {count}"), file=result.path, count=len(result.found))
