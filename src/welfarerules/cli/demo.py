"""``welfarerules demo``: a real fund's bylaws over five invented years, from data inside the package."""

from __future__ import annotations

import importlib.resources
import json
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import attrs
import click

from welfarerules.cli.faults import FINE, FOUND
from welfarerules.cli.help import Help, command
from welfarerules.cli.inputs import FILE, Evaluated, evaluated, refuse_overwriting
from welfarerules.cli.language import HelpOption, language
from welfarerules.cli.program import program_started
from welfarerules.cli.schema import SCHEMAS
from welfarerules.cli.screen import Screen
from welfarerules.cli.usage import Refused
from welfarerules.dates import Day
from welfarerules.explain import Explanation, explain
from welfarerules.explain.names import Names, in_language
from welfarerules.fund import Decision, Outcome
from welfarerules.report import decisions_table, replacing, summarise, write_beancount
from welfarerules.words import N_, say

__all__ = ["demo"]

SCHEME: Final = "chamuang.toml"
CASES: Final = "chamuang.cases.toml"
EVENTS: Final = "chamuang.events.csv"
BOOKS: Final = "chamuang.beancount"
_EDITORS: Final = ("scheme", "cases")


@command(
    "demo",
    Help(
        N_("Show what this is: a real fund's benefits, five invented years, three decisions explained."),
        (
            N_(
                "The benefits are those that the Chamuang fund (Phatthalung) has published; the people are invented. "
                "Everything is inside the package: nothing is downloaded and, without --out, nothing is written."
            ),
        ),
        ("welfarerules demo", "welfarerules demo --lang th --out chamuang"),
    ),
)
@click.option(
    "--out",
    cls=HelpOption,
    type=FILE,
    metavar="DIR",
    help=N_("Put the bylaws, the cases, the events and the books into this folder, to try things out on."),
)
@click.option("--force", cls=HelpOption, is_flag=True, help=N_("Replace files of an earlier demo in that folder."))
@click.pass_context
def demo(ctx: click.Context, *, out: Path | None, force: bool) -> int:
    """Show what this is."""
    screen = Screen.of(ctx)
    if out is not None:
        _make_ready(out, force=force)
    with ExitStack() as files:
        folder = importlib.resources.files("welfarerules") / "schemes"
        scheme, events = (
            files.enter_context(importlib.resources.as_file(folder / "th" / name)) for name in (SCHEME, EVENTS)
        )
        done = evaluated(screen, scheme, events, None)
        screen.found(done.refusals)
        _tell(done, screen)
        if out is not None:
            _put(out, done.outcome)
    _next(out, screen, done)
    return FOUND if done.refusals else FINE


def _tell(done: Evaluated, screen: Screen) -> None:
    outcome = done.outcome
    scheme, names = outcome.scheme, Names(outcome.scheme, screen.lang)
    summary = summarise(outcome, refused_events=done.refused)
    screen.say(
        N_("{fund}: {benefits} benefits as published, events up to {day}, everybody invented"),
        fund=in_language(scheme.name, screen.lang),
        benefits=len(scheme.benefits),
        day=Day(outcome.as_of),
    )
    screen.say(
        N_("Events: {events}, refused: {refused}. Postings: {postings}, every transaction balanced."),
        events=f"{done.file.rows:,}",
        refused=f"{done.refused:,}",
        postings=f"{len(outcome.journal):,}",
    )
    screen.say(
        N_("Members: {members}. In the cash box: {cash}. People in arrears: {people}."),
        members=f"{summary.members['active']:,}",
        cash=summary.cash,
        people=sum(line.members for line in summary.arrears),
    )
    screen.tables([decisions_table(summary, names)])
    for decision in _chosen(outcome):
        screen.text()
        screen.text(_shortly(explain(outcome, decision.id, lang=screen.lang), decision).rstrip("\n"))


def _shortly(told: Explanation, decision: Decision) -> str:
    """The explanation without the list of facts, and for a family without the requirements, all of them met."""
    left_out = {"event", "facts", *(["requirements"] if decision.payees else [])}
    return attrs.evolve(told, steps=tuple(step for step in told.steps if step.kind not in left_out)).text()


def _chosen(outcome: Outcome) -> list[Decision]:
    """A stay in hospital that took the most working out, a claim refused by a requirement, and a family that shares."""
    decisions = outcome.decisions
    stays = [each for each in decisions if each.benefit == "benefit.hospital" and each.outcome == "approved"]
    refused = [each for each in decisions if each.reason == "requirement_not_met"]
    families = [each for each in decisions if each.outcome == "approved" and len(each.payees) > 1]
    return [max(stays, key=lambda each: len(each.trace)), refused[0], min(families, key=lambda each: len(each.payees))]


def _make_ready(out: Path, *, force: bool) -> None:
    """Make the folder, if nothing stands in the way of what goes into it."""
    if out.exists() and not out.is_dir():
        lang = language(click.get_current_context())
        raise Refused(say(N_("{file} is a file: name a folder, which may be a new one"), lang, file=out))
    out.mkdir(parents=True, exist_ok=True)
    for name in (SCHEME, CASES, EVENTS, BOOKS, *(f"{kind}.schema.json" for kind in _EDITORS)):
        refuse_overwriting(out / name, (), force=force)


def _put(out: Path, outcome: Outcome) -> None:
    schemes = importlib.resources.files("welfarerules") / "schemes"
    for name in (SCHEME, CASES, EVENTS):
        # The schemas stand beside the copies, not above them.
        text = (schemes / "th" / name).read_text(encoding="utf-8").replace("#:schema ../", "#:schema ", 1)
        with replacing(out / name) as stream:
            stream.write(text)
    for kind in _EDITORS:
        with replacing(out / f"{kind}.schema.json") as stream:
            json.dump(SCHEMAS[kind](), stream, ensure_ascii=False, indent=2)
    with replacing(out / BOOKS) as stream:
        write_beancount(outcome, stream)


def _next(out: Path | None, screen: Screen, done: Evaluated) -> None:
    folder = out if out is not None else Path("chamuang")
    files = f"{folder / SCHEME} {folder / EVENTS}"
    program = program_started()
    screen.text()
    screen.say(N_("What to try next:"))
    if out is None:
        screen.text(f"  {program} demo --out {folder}")
    screen.text(f"  {program} test {folder / CASES}")
    screen.text(f"  {program} run {files} --as-of 2023-09-30")
    screen.text(f"  {program} explain {files} {_chosen(done.outcome)[0].id}")
    screen.say(N_("Change an amount in {file} and run it again."), file=folder / SCHEME)
