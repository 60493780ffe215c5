"""``welfarerules schema``: the JSON Schemas of all files and of the outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import click

from welfarerules.cases import cases_schema
from welfarerules.cli.faults import FINE
from welfarerules.cli.help import Help, command
from welfarerules.cli.language import HelpOption, OneOf
from welfarerules.cli.screen import Screen
from welfarerules.events.schema import events_schema
from welfarerules.fund.wire_schema import outcome_schema
from welfarerules.scheme.json_schema import scheme_schema
from welfarerules.words import N_

__all__ = ["SCHEMAS", "schema"]


SCHEMAS: Final[Mapping[str, Callable[[], Any]]] = MappingProxyType(
    {
        "scheme": scheme_schema,
        "events": events_schema,
        "cases": cases_schema,
        "outcome": outcome_schema,
    }
)
"""The kinds of documents, each with what makes its schema."""


@command(
    "schema",
    Help(
        N_("Print the JSON Schema of a kind of file, for editors and other programs."),
        (
            N_(
                "An editor that knows TOML completes and checks a scheme whose first line is "
                "#:schema scheme.schema.json once the schema is saved beside it."
            ),
        ),
        ("welfarerules schema > scheme.schema.json", "welfarerules schema --kind events > events.schema.json"),
    ),
)
@click.option(
    "--kind",
    cls=HelpOption,
    type=OneOf(tuple(SCHEMAS)),
    default="scheme",
    help=N_(
        "Which files it describes: schemes (if left out), lines of events (.jsonl), worked cases, or what run writes "
        "as .json."
    ),
)
@click.pass_context
def schema(ctx: click.Context, *, kind: str) -> int:
    """Print a JSON Schema."""
    Screen.of(ctx).data(SCHEMAS[kind]())
    return FINE
