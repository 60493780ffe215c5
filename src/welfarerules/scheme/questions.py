"""What a scheme leaves open: conventions as data, and the questions that a static reading ends with.

A convention says how a sentence is meant that can be read in several ways. The reading of a scheme notes a question
wherever a rule reads a convention that is not stated; whether the answer matters is found above, by working instances
out under every reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

import attrs

from welfarerules.errors import Diagnostic, Finding, Place
from welfarerules.scheme.tree import Node, read_tree
from welfarerules.words import Phrase

__all__ = ["Convention", "Question", "Reading", "answered", "merged"]

_NAME: Final = "answer"


@attrs.frozen
class Reading:
    """One of the ways in which a sentence can be meant.

    Attributes:
        written: What a scheme writes for it, as TOML: ``"clamp"`` with its quotation marks.
        says: What it means, in English; a message for translators.
        short: How it is called where several are listed; as it is written without this.
    """

    written: str
    says: str
    short: str = ""

    @property
    def shown(self) -> str:
        """What it is called in a list of readings."""
        return self.short or self.written


@attrs.frozen
class Convention:
    """Something that a bylaw can leave open.

    Attributes:
        key: The key that states it.
        table: The table it is written in: ``conventions``, ``membership``, ``contribution`` or ``benefit``.
        readings: Its readings, the commonest first; those that are tried, where there is no end of them.
        about: What it decides, in English; a message for translators.
        read_by: What reads it besides the kinds of rules that say so, in English, for the reference.
        dated: Whether it decides when something falls due, more than how much.
        probes: The probes of `welfarerules.instances` that tell its readings apart; none where no story does.
    """

    key: str
    table: str
    readings: tuple[Reading, ...]
    about: str
    probes: tuple[str, ...] = ()
    dated: bool = attrs.field(kw_only=True, default=False)
    read_by: str = attrs.field(kw_only=True, default="")


@attrs.frozen
class Question:
    """A convention that some rule reads and the scheme does not state.

    Attributes:
        finding: What is said if it matters; its message has a place for an ``{example}``.
        place: The first rule that reads it.
        path: The table in which the answer belongs, as keys from the root.
        values: What else the message needs.
        readings: Its readings in this scheme, where they are others than those of the convention.
        rules: Ids of the rules that read it.
        provable: Whether it follows from the rules that all readings come to the same. It is believed only where no
            instance says otherwise.
    """

    convention: Convention
    finding: Finding
    place: Place
    path: tuple[str, ...]
    values: Mapping[str, object] = attrs.field(factory=dict, hash=False)
    readings: tuple[Reading, ...] = attrs.field(kw_only=True)
    rules: tuple[str, ...] = attrs.field(kw_only=True, default=())
    provable: bool = attrs.field(kw_only=True, default=False)

    @readings.default
    def _of_the_convention(self) -> tuple[Reading, ...]:
        return self.convention.readings

    @property
    def same(self) -> tuple[str, ...]:
        """What questions have in common that one answer settles."""
        return (*self.path, self.convention.key)

    def diagnostic(self, example: Phrase | str = "") -> Diagnostic:
        """Return the refusal, with what each reading comes to where an instance tells it."""
        return self.finding.at(self.place, example=example, **self.values)


def merged(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Return one question for each answer that is missing: the first that may matter, else the first."""
    found: dict[tuple[str, ...], list[Question]] = {}
    for question in sorted(questions, key=lambda each: (each.provable, each.place)):
        found.setdefault(question.same, []).append(question)
    return tuple(
        attrs.evolve(
            asked[0],
            rules=tuple(dict.fromkeys(rule for each in asked for rule in each.rules)),
            provable=all(each.provable for each in asked),
        )
        for asked in found.values()
    )


def answered(root: Node, path: Sequence[str], key: str, written: str) -> Node:
    """Return the tree *root* as if *key* were *written* in the table at *path*; a table that is not there is made."""
    if not path:
        answer = _read(written)
        return attrs.evolve(root, value={**root.table, key: attrs.evolve(answer, key=root.key, at=root.at)})
    inner = root.table.get(path[0]) or attrs.evolve(root, value={})
    return attrs.evolve(root, value={**root.table, path[0]: answered(inner, path[1:], key, written)})


@cache
def _read(written: str) -> Node:
    return read_tree(f"{_NAME} = {written}", file="")[0].table[_NAME]
