"""``welfarerules new``: a commented scheme to start from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from welfarerules.cli.faults import FINE
from welfarerules.cli.help import Help, command
from welfarerules.cli.inputs import FILE, json_option, refuse_overwriting
from welfarerules.cli.language import HelpOption, OneOf, language
from welfarerules.cli.schema import SCHEMAS
from welfarerules.cli.screen import Screen
from welfarerules.cli.starting import CALLED, KINDS, WRITTEN_IN, cases_to_start_from, scheme_to_start_from
from welfarerules.cli.usage import Misused, Refused, unknown
from welfarerules.report import replacing
from welfarerules.words import N_, Phrase, say

__all__ = ["new"]


def _kinds(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[Any]:
    """The kinds of funds, for a shell."""
    lang = language(ctx)
    thai = {called: KINDS[kind] for called, kind in CALLED.items() if lang == "th" or incomplete}
    known = {**KINDS, **thai}
    return [CompletionItem(kind, help=say(says, lang)) for kind, says in known.items() if kind.startswith(incomplete)]


def _lang_option(run: Any) -> Any:
    """Give the command its own ``--lang``, which is also the language of the file."""
    return click.option(
        "--lang",
        "written",
        cls=HelpOption,
        type=OneOf(WRITTEN_IN),
        is_eager=True,
        help=N_("Language of the comments and names, and of everything that is told; both if left out."),
    )(run)


@command(
    "new",
    Help(
        N_("Print or write a commented scheme to start from, by kind of fund."),
        (
            N_(
                "The scheme is complete and can be checked as it stands. Invented figures are marked [example], and "
                "wherever a bylaw can be read in more than one way, [decide]: the choices and what each of them does "
                "stand above the line."
            ),
            N_("Nothing is asked and nothing is overwritten. Without --out the scheme goes to standard output."),
        ),
        (
            "welfarerules new --list",
            "welfarerules new one-baht --out bylaws.toml",
            "welfarerules new ฌาปนกิจ --lang th --out ระเบียบ.toml --cases",
        ),
    ),
    lang=_lang_option,
)
@click.option("--list", "listed", cls=HelpOption, is_flag=True, help=N_("List the kinds of funds there are."))
@click.option(
    "--out",
    cls=HelpOption,
    type=FILE,
    metavar="FILE",
    help=N_("Write the scheme to this file, which must not exist, and beside it the schema for editors."),
)
@click.option(
    "--cases", cls=HelpOption, is_flag=True, help=N_("With --out: also write worked cases beside it (.cases.toml).")
)
@json_option
@click.argument("kind", required=False, shell_complete=_kinds)
@click.pass_context
def new(
    ctx: click.Context,
    *,
    kind: str | None,
    listed: bool,
    out: Path | None,
    cases: bool,
    written: str | None,
    as_json: bool,
) -> int:
    """Print or write a scheme to start from."""
    screen = Screen.of(ctx)
    if listed:
        _list(screen, as_json=as_json)
        return FINE
    chosen = _chosen(kind, ctx)
    text = scheme_to_start_from(chosen, written or "both")
    if out is None:
        if cases:
            raise Refused(say(N_("--cases writes a file beside that of --out: say --out too"), language(ctx)))
        if as_json:
            screen.data({"kind": chosen, "scheme": text})
        else:
            screen.text(text.rstrip("\n"))
        return FINE
    files = {out: text}
    if cases:
        files[out.with_suffix(".cases.toml")] = cases_to_start_from(chosen, written or "both", out.name)
    _check(out, files, language(ctx))
    made = _write(files, ("scheme", "cases") if cases else ("scheme",), out.parent)
    _close(screen, chosen, out, made, as_json=as_json)
    return FINE


def _list(screen: Screen, *, as_json: bool) -> None:
    if as_json:
        screen.data({"kinds": [{"kind": kind, "says": say(says, screen.lang)} for kind, says in KINDS.items()]})
        return
    thai = {kind: called for called, kind in CALLED.items()}
    for kind, says in KINDS.items():
        named = f"{kind} ({thai[kind]})" if screen.lang == "th" else kind
        screen.say(N_("{kind}: {says}"), kind=named, says=Phrase(says))


def _chosen(kind: str | None, ctx: click.Context) -> str:
    if kind is None:
        raise Misused(Phrase("say which kind of fund: {kinds}", kinds=", ".join(KINDS)), ctx)
    chosen = CALLED.get(kind, kind.casefold())
    if chosen not in KINDS:
        told = Phrase("there is no kind of fund {found!r}; there are {kinds}", found=kind, kinds=", ".join(KINDS))
        raise Misused(unknown(told, kind, (*KINDS, *CALLED)), ctx)
    return chosen


def _check(out: Path, files: Mapping[Path, str], lang: str) -> None:
    """Refuse before anything is written."""
    if out.suffix != ".toml" or out.name.endswith(".cases.toml"):
        raise Refused(say(N_("{file} is no name for a scheme: it must end in .toml"), lang, file=out))
    for file in files:
        if file.is_file():
            told = N_("{file} exists already and is never overwritten: choose another name")
            raise Refused(say(told, lang, file=file))
        refuse_overwriting(file, (), force=True)


def _write(files: Mapping[Path, str], schemas: tuple[str, ...], folder: Path) -> list[Path]:
    """Write all files, and those schemas that are not there yet; return what was written."""
    described = {folder / f"{kind}.schema.json": SCHEMAS[kind] for kind in schemas}
    missing = {
        file: json.dumps(of(), ensure_ascii=False, indent=2) for file, of in described.items() if not file.exists()
    }
    for file, text in {**files, **missing}.items():
        with replacing(file) as stream:
            stream.write(text)
    return [*files, *missing]


def _close(screen: Screen, kind: str, out: Path, made: list[Path], *, as_json: bool) -> None:
    if as_json:
        screen.data({"kind": kind, "files": [str(file) for file in made]})
        return
    for file in made:
        screen.say(N_("written: {file}"), file=file)
    screen.text()
    screen.say(N_("What to do next: replace every figure marked [example], decide every line marked [decide], then"))
    screen.text(f"  welfarerules check {out}")
    for file in made:
        if file.name.endswith(".cases.toml"):
            screen.text(f"  welfarerules test {file}")
