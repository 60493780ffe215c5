"""``welfarerules test``: do the worked cases come out as they say?"""

from __future__ import annotations

from pathlib import Path

import attrs
import click

from welfarerules.cases import CaseResult, load_cases, run_cases
from welfarerules.cli.completing import CASES_FILE
from welfarerules.cli.faults import FINE, FOUND
from welfarerules.cli.help import Help, command
from welfarerules.cli.inputs import json_option, plugins
from welfarerules.cli.screen import Screen
from welfarerules.errors import Diagnostic, WelfareError
from welfarerules.explain.names import in_language
from welfarerules.words import N_

__all__ = ["test"]


@attrs.frozen
class Tested:
    """A file of worked cases: how each came out, or what is wrong with the file."""

    path: Path
    results: tuple[CaseResult, ...] = ()
    found: tuple[Diagnostic, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the file is fine and every case came out as it says."""
        return not self.found and all(result.passed for result in self.results)


@command(
    "test",
    Help(
        N_("Run worked cases and tell every difference from what they say must come out."),
        (
            N_(
                "A file of cases names its scheme. Each case is a fund of its own: what happened, and the claims, "
                "standings and balances that must follow. Differences are told on standard error."
            ),
            N_("Exit status: 0 when every case comes out, 1 when one does not or a file is at fault."),
        ),
        ("welfarerules test bylaws.cases.toml",),
    ),
)
@json_option
@click.argument("cases", metavar="CASES...", nargs=-1, required=True, type=CASES_FILE)
@click.pass_context
def test(ctx: click.Context, cases: tuple[Path, ...], *, as_json: bool) -> int:
    """Run worked cases."""
    screen = Screen.of(ctx)
    tested = []
    for path in cases:
        with screen.busy(N_("working through {file}"), file=path):
            tested.append(_tested(path))
    passed = all(file.passed for file in tested)
    if as_json:
        screen.data({"passed": passed, "files": [_plain(file, screen) for file in tested]})
    else:
        for file in tested:
            _tell(file, screen)
    return FINE if passed else FOUND


def _tested(path: Path) -> Tested:
    try:
        return Tested(path, tuple(run_cases(load_cases(path, plugins=plugins()))))
    except WelfareError as error:
        return Tested(path, found=error.found)


def _plain(file: Tested, screen: Screen) -> dict[str, object]:
    return {
        "file": str(file.path),
        "findings": screen.findings(file.found),
        "cases": [
            {
                "case": result.case.id,
                "name": dict(result.case.name),
                "passed": result.passed,
                "differences": screen.findings(result.differences),
            }
            for result in file.results
        ],
    }


def _tell(file: Tested, screen: Screen) -> None:
    screen.found(file.found)
    for result in file.results:
        case = result.case
        template = N_("as it says   {case}: {name}") if result.passed else N_("DIFFERENT    {case}: {name}")
        screen.say(template, case=case.id, name=in_language(case.name, screen.lang))
        screen.found(result.differences)
    wrong = sum(not result.passed for result in file.results)
    if file.found:
        screen.say(N_("{file}: refused, findings: {count}"), file=file.path, count=len(file.found))
    else:
        screen.say(
            N_("{file}: cases: {count}, coming out as they say: {right}, different: {wrong}"),
            file=file.path,
            count=len(file.results),
            right=len(file.results) - wrong,
            wrong=wrong,
        )
