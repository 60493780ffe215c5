"""What a shell can complete: files by the end of their name, and the ids that stand in files named before.

Whatever cannot be read completes nothing: a shell that is asked for words is no place for messages.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import click
from click.shell_completion import CompletionItem

from welfarerules.cli.language import language
from welfarerules.errors import WelfareError
from welfarerules.events.catalogue import FIELDS
from welfarerules.explain.names import in_language
from welfarerules.scheme.tree import canonical, file_text, read_tree

__all__ = ["CASES_FILE", "EVENTS_FILE", "SCHEME_FILE", "benefits", "members"]

Item = CompletionItem

_CASES: Final = ".cases.toml"
_MOST_BYTES: Final = 8_000_000
"""A larger file of events is not looked through while somebody waits for a word."""

_MEMBER: Final = frozenset({"member", FIELDS["member"]})


class _Files(click.Path):
    """A file that need not be there, completed by the end of its name."""

    def __init__(self, *endings: str, but: str = "") -> None:
        super().__init__(path_type=Path, readable=False)
        self._endings = endings
        self._but = but

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click passes it
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[Item]:
        """Return the files and folders that begin like *incomplete*; where there are none, leave it to the shell."""
        found = self._beginning(incomplete)
        while len(found) == 1 and found[0].endswith("/") and (inside := self._beginning(found[0])):
            # A shell puts a space behind the only word it is given.
            found = inside
        return [CompletionItem(each) for each in found] or [CompletionItem(incomplete, type="file")]

    def _beginning(self, start: str) -> list[str]:
        folder, slash, name = start.rpartition("/")
        with suppress(OSError, ValueError):
            return sorted(self._fitting(Path(folder + slash or "."), folder + slash, name))
        return []

    def _fitting(self, folder: Path, shown: str, start: str) -> Iterator[str]:
        for path in folder.iterdir():
            name = path.name
            if not name.startswith(start) or (name.startswith(".") and not start):
                continue
            if path.is_dir():
                yield f"{shown}{name}/"
            elif name.endswith(self._endings) and not (self._but and name.endswith(self._but)):
                yield f"{shown}{name}"


SCHEME_FILE: Final = _Files(".toml", but=_CASES)
CASES_FILE: Final = _Files(_CASES)
EVENTS_FILE: Final = _Files(".csv", ".jsonl", ".ndjson", ".xlsx", ".xlsm")


def _quietly(complete: Callable[[click.Context, str], Iterable[Item]]) -> Callable[..., list[Item]]:
    """Make a callback of click's that completes nothing where something goes wrong."""

    def completed(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[Item]:
        with suppress(WelfareError, OSError, ValueError, LookupError, TypeError, csv.Error, RecursionError):
            return list(complete(ctx, incomplete))
        return []

    return completed


def _file(ctx: click.Context, argument: str) -> Path:
    """The file that stands before as that argument. While an option lacks its value, click leaves arguments unread."""
    read: Path | None = ctx.params.get(argument)
    names = [param.name for param in ctx.command.params if isinstance(param, click.Argument)]
    return read or Path(ctx.args[names.index(argument)])


def _benefits(ctx: click.Context, incomplete: str) -> Iterator[Item]:
    """The benefits of the scheme that stands before, by id, each with its name."""
    root, _ = read_tree(canonical(file_text(_file(ctx, "scheme"))), file="")
    lang = language(ctx)
    table = root.table.get("benefit")
    for name, node in table.table.items() if table and table.type == "table" else ():
        if name.startswith(incomplete.removeprefix("benefit.")):
            told = node.table.get("name") if node.type == "table" else None
            words = {key: str(each.value) for key, each in told.table.items()} if told and told.type == "table" else {}
            yield CompletionItem(
                f"benefit.{name}" if "." in incomplete else name, help=in_language(words, lang) or None
            )


def _members(ctx: click.Context, incomplete: str) -> Iterator[Item]:
    """The members that the events which stand before name."""
    path = _file(ctx, "events")
    if path.stat().st_size > _MOST_BYTES:
        return
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows: Iterable[Mapping[str, Any]] = (
            csv.DictReader(stream) if path.suffix == ".csv" else (json.loads(line) for line in stream if line.strip())
        )
        found = {str(row[key]).strip() for row in rows for key in _MEMBER if row.get(key)}
    yield from (CompletionItem(member) for member in sorted(found) if member.startswith(incomplete))


benefits: Final = _quietly(_benefits)
members: Final = _quietly(_members)
