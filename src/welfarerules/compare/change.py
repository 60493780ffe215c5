"""What changed between two schemes: sentences, each about one thing that one rule says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, Final, Literal

import attrs

from welfarerules.compare.weights import Weight
from welfarerules.scheme.model import Words
from welfarerules.words import N_, say

__all__ = ["Change", "Comparison"]

Kind = Literal["added", "removed", "changed"]

_SAME: Final = N_("Nothing changed in meaning.")
_MEANING: Final = N_("What the bylaws say changed:")
_WORDING: Final = N_("Names, articles and the like changed; no decision depends on them:")
_FIRST: Final[Mapping[Weight, str]] = {"meaning": _MEANING, "wording": _WORDING}


@attrs.frozen
class Change:
    """One thing that changed.

    Attributes:
        subject: Id of the rule, such as ``benefit.hospital``; ``scheme``, ``conventions`` or ``membership``.
        aspect: What of it: a field of the model such as ``amount``; ``""`` where the whole rule came or went.
        kind: Whether it is new, gone or otherwise than before.
        weight: ``meaning``, or ``wording`` where no decision depends on it.
        heading: The rule with its name and article, by language.
        told: The change in a sentence, by language.
        was, now: What was said before, and what is said now, by language; empty where nothing was or is.
        details: Sentences that say more, each by language.
    """

    subject: str
    aspect: str
    kind: Kind
    weight: Weight
    heading: Words
    told: Words
    was: Words = attrs.field(factory=dict)
    now: Words = attrs.field(factory=dict)
    details: tuple[Words, ...] = ()

    def to_json(self, lang: str) -> dict[str, Any]:
        """Return the change as plain values, in one language."""
        return {
            "subject": self.subject,
            "aspect": self.aspect,
            "kind": self.kind,
            "weight": self.weight,
            "text": self.told[lang],
            "was": self.was.get(lang),
            "now": self.now.get(lang),
            "details": [detail[lang] for detail in self.details],
        }


@attrs.frozen
class Comparison:
    """All that changed from one scheme to another, rule by rule.

    Attributes:
        changes: In the order in which a scheme is read.
    """

    changes: tuple[Change, ...]

    @property
    def same(self) -> bool:
        """Whether nothing changed in meaning: every decision comes out as before."""
        return not self.of("meaning")

    def of(self, weight: Weight) -> tuple[Change, ...]:
        """Return the changes of one weight."""
        return tuple(change for change in self.changes if change.weight == weight)

    def text(self, lang: str) -> str:
        """Return all changes as plain text, a sentence a line: first those of meaning, then those of wording.

        Raises:
            ValueError: There is no such language.
        """
        lines = [say(_SAME, lang)] if self.same else []
        for weight, first in _FIRST.items():
            found = self.of(weight)
            if found:
                lines += [*([""] if lines else []), say(first, lang), *_told(found, lang)]
        return "\n".join(lines) + "\n"

    def to_json(self, lang: str = "en") -> dict[str, Any]:
        """Return the comparison as plain values."""
        return {"same": self.same, "changes": [change.to_json(lang) for change in self.changes]}


def _told(changes: tuple[Change, ...], lang: str) -> Iterator[str]:
    for heading, group in groupby(changes, key=lambda change: change.heading[lang]):
        yield heading
        for change in group:
            yield f"  - {change.told[lang]}"
            yield from (f"    - {detail[lang]}" for detail in change.details)
