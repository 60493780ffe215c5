"""The kernel's notes on a decision, read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import attrs

from welfarerules.kernel import codes

__all__ = ["CapNote", "Notes", "PartNote", "read_notes"]


class CapNote(NamedTuple):
    """What a cap made of an amount. `cap` counts from 0 within the benefit; the others are minor units."""

    cap: int
    before: int
    room: int
    after: int


class PartNote(NamedTuple):
    """One fund year of a claim.

    Attributes:
        year: The calendar year in which the fund year starts.
        units: Nights or days of a stay that fall into it; 0 where the case is not divided.
        raw: The amount before caps, in minor units; `UNKNOWN` or `FAULT` where it has none.
        registers: What the program of the amount wrote.
        caps: In their order.
    """

    year: int
    units: int
    raw: int
    registers: list[int]
    caps: list[CapNote]

    @property
    def paid(self) -> int:
        """What is left after the caps, in minor units."""
        return self.caps[-1].after if self.caps else max(self.raw, 0)


@attrs.frozen
class Notes:
    """All notes on one decision.

    Attributes:
        facts: Values, in the order of the benefit's loads.
        requirements: What the program of the requirements wrote.
    """

    facts: tuple[int, ...] = ()
    requirements: tuple[int, ...] = ()
    parts: tuple[PartNote, ...] = ()


def read_notes(notes: Sequence[int]) -> Notes:
    """Return what the kernel noted on a decision.

    >>> read_notes([codes.NOTE_FACTS, 1, 3, codes.NOTE_PART, 3, 2012, 0, 500]).parts[0].raw
    500
    """
    facts: tuple[int, ...] = ()
    requirements: tuple[int, ...] = ()
    parts: list[PartNote] = []
    at, end = 0, len(notes)
    while at < end:
        note, first = notes[at], at + 2
        at = first + notes[at + 1]
        if note == codes.NOTE_FACTS:
            facts = tuple(notes[first:at])
        elif note == codes.NOTE_REQUIREMENTS:
            requirements = tuple(notes[first:at])
        elif note == codes.NOTE_PART:
            parts.append(PartNote(notes[first], notes[first + 1], notes[first + 2], [], []))
        elif note == codes.NOTE_AMOUNT:
            parts[-1].registers.extend(notes[first:at])
        elif note == codes.NOTE_CAP:
            parts[-1].caps.append(CapNote(*notes[first:at]))
    return Notes(facts, requirements, tuple(parts))
