"""What becomes of a text that somebody hands in: accepted, or refused with everything that is wrong with it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Final

import attrs

import small_fund
from welfarerules.cases import loads_cases
from welfarerules.errors import Diagnostic, WelfareError
from welfarerules.events import loads_events
from welfarerules.fund import Fund
from welfarerules.loading import loads_scheme

AS_OF: Final = date(2012, 12, 31)


@attrs.frozen
class Reading:
    """What came of a text.

    Attributes:
        found: What is wrong with it.
        result: The scheme, the worked cases or the file of events; None where it was refused whole.
        seconds: The work of the processor to read it and to tell what is wrong.
    """

    found: tuple[Diagnostic, ...]
    result: Any
    seconds: float

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of what is wrong, each once."""
        return tuple(sorted({each.code for each in self.found}))


def _scheme(text: str) -> tuple[Any, Sequence[Diagnostic]]:
    return loads_scheme(text, path="fund.toml"), ()


def _cases(text: str) -> tuple[Any, Sequence[Diagnostic]]:
    return loads_cases(text, scheme=small_fund.scheme(), path="fund.cases.toml"), ()


def _events(format: str) -> Callable[[str], tuple[Any, Sequence[Diagnostic]]]:  # noqa: A002 - as the reader calls it
    def read(text: str) -> tuple[Any, Sequence[Diagnostic]]:
        file = loads_events(text, format, path=f"fund.{format}")
        return file, file.refusals

    return read


READERS: Final = MappingProxyType(
    {"scheme": _scheme, "formula": _scheme, "cases": _cases, "csv": _events("csv"), "jsonl": _events("jsonl")}
)
"""How each kind of document is read."""


def read(kind: str, text: str) -> Reading:
    """Read *text* as a document of a *kind* and tell in English what is wrong with it, as the command does."""
    began = time.process_time()
    result: Any = None
    found: Sequence[Diagnostic]
    try:
        result, found = READERS[kind](text)
    except WelfareError as refused:
        found = refused.found
    for each in found:
        each.render()
    return Reading(tuple(found), result, time.process_time() - began)


def seconds_to_evaluate(events: Sequence[Any]) -> float:
    """The work of the processor to evaluate *events* under the small fund's bylaws and to tell what is refused."""
    fund = Fund(small_fund.scheme())
    began = time.process_time()
    outcome = fund.evaluate(events, AS_OF)
    for each in outcome.refusals:
        each.render()
    return time.process_time() - began
