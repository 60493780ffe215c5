"""An explanation: a title and a small tree of steps, told in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import attrs

from welfarerules.money import Money

__all__ = ["FORMAT", "VERSION", "Explanation", "Step", "Value"]

FORMAT: Final = "welfarerules.explanation"
VERSION: Final = 1
"""Version of the structure that `Explanation.to_json` returns. Steps and values may be added under one version."""

Value = Money | date | int | str | bool | tuple[str, ...] | None
"""What a sentence is filled with. None stands for what is not known."""


@attrs.frozen(slots=False)  # made in half the time
class Step:
    """One sentence of an explanation, and those that say more of it.

    Attributes:
        kind: What it tells, such as ``fact``, ``requirement``, ``cap`` or ``conclusion``; the same in every language.
        text: The sentence.
        article: The article of the bylaw that demands it, ``""`` if none does.
        values: What the sentence was filled with, by name.
        steps: What follows from it or leads to it.
    """

    kind: str
    text: str
    article: str = ""
    values: Mapping[str, Value] = attrs.field(factory=dict, hash=False)
    steps: tuple[Step, ...] = ()

    def walk(self) -> Iterator[Step]:
        """Go through this step and all below it, in the order they are read."""
        yield self
        for step in self.steps:
            yield from step.walk()

    def to_json(self) -> dict[str, Any]:
        """Return the step as plain values: money as decimal text, dates in ISO form."""
        return {
            "kind": self.kind,
            "text": self.text,
            "article": self.article,
            "values": {name: plain(value) for name, value in self.values.items()},
            "steps": [step.to_json() for step in self.steps],
        }


@attrs.frozen
class Explanation:
    """Why something is as it is. Immutable.

    Attributes:
        kind: ``decision``, ``posting``, ``transaction``, ``standing`` or ``event``.
        subject: Id of the decision, transaction or event, number of the posting, or id of the member.
        lang: The language it is told in.
        currency: ISO 4217 code of every amount in it.
        title: What is explained.
        steps: The reasons, in the order they are read.
    """

    kind: str
    subject: str
    lang: str
    currency: str
    title: str
    steps: tuple[Step, ...]

    def walk(self) -> Iterator[Step]:
        """Go through every step, in the order they are read."""
        for step in self.steps:
            yield from step.walk()

    def text(self) -> str:
        """Return the explanation as plain text, a sentence a line, each article in brackets after its sentence."""
        lines = [self.title]
        _write(self.steps, "", lines)
        return "\n".join(lines) + "\n"

    def to_json(self) -> dict[str, Any]:
        """Return the explanation as plain values, ready for `json.dumps`.

        Money is text such as ``"1250.50"`` in `currency`, days are ISO dates, what is not known is None. `FORMAT` and
        `VERSION` say which structure it is.
        """
        return {
            "format": FORMAT,
            "version": VERSION,
            "kind": self.kind,
            "subject": self.subject,
            "language": self.lang,
            "currency": self.currency,
            "title": self.title,
            "steps": [step.to_json() for step in self.steps],
        }

    def __str__(self) -> str:
        return self.text().rstrip("\n")


def _write(steps: tuple[Step, ...], indent: str, lines: list[str]) -> None:
    deeper = indent + "  "
    for step in steps:
        lines.append(f"{indent}- {step.text} [{step.article}]" if step.article else f"{indent}- {step.text}")
        if step.steps:
            _write(step.steps, deeper, lines)


def plain(value: Value) -> str | int | bool | list[str] | None:
    """Return *value* as JSON has it.

    >>> from datetime import date
    >>> plain(Money(125050, "THB")), plain(date(2012, 1, 4)), plain(None)
    ('1250.50', '2012-01-04', None)
    """
    if isinstance(value, Money):
        return value.format(unit="none").replace(",", "")
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
