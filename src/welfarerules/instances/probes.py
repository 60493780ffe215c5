"""What every probe of a rule shares: the scheme it belongs to, and instances named one after another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

import attrs

from welfarerules.events import Event, FactValue
from welfarerules.instances.bounds import whole
from welfarerules.instances.model import Instance
from welfarerules.instances.stories import usual_day
from welfarerules.money import Money
from welfarerules.scheme.model import Fact, Scheme
from welfarerules.words import Phrase

__all__ = ["Probes", "fact_value", "numbers_around"]

_SOME: Final = 3
_AHEAD: Final = 1000
"""How many times a rate a member pays at once who is to owe nothing for long."""


@attrs.define
class Probes:
    """The instances of one rule, as they are made.

    Attributes:
        rule: The rule's id.
        made: The instances so far.
        series, op: Those of the instances that come next.
    """

    scheme: Scheme
    rule: str
    made: list[Instance] = attrs.field(factory=list)
    series: int = 0
    op: str = ""
    _told: set[tuple[str, str]] = attrs.field(factory=set)

    @property
    def day(self) -> date:
        """The day on which something happens where the day itself is not what is varied."""
        return usual_day(self.scheme)

    @property
    def next_member(self) -> str:
        """Whom the next instance is about."""
        return f"{self.rule}-{len(self.made) + 1}"

    def add(self, probe: str, about: Phrase, events: Sequence[Event], *, claim: str = "", as_of: date) -> None:
        """Keep an instance about `next_member`, unless it is told already or an event lies before the bylaws held."""
        told = probe, about.spoken("en")
        if told not in self._told and all(event.date >= self.scheme.effective for event in events):
            self._told.add(told)
            member = self.next_member
            own = Instance(self.rule, probe, about, member, tuple(events), claim, as_of, self.series, self.op)
            self.made.append(own)

    def begin(self, op: str = "") -> None:
        """Begin another series: what is told from now on differs only in how far something is varied."""
        self.series, self.op = self.series + 1, op

    def money(self, minor: int) -> Decimal:
        """Minor units as an event states them."""
        return Money(minor, self.scheme.currency).to_decimal()

    def least(self) -> int:
        """The least that is ever charged at once, in minor units: of the entry fee and the rates."""
        charged = [*(each.rate.minor for each in self.scheme.contributions), self.scheme.membership.entry_fee]
        return min(filter(None, charged), default=1)

    def ahead(self) -> Decimal:
        """Somewhat more than a member owes on joining."""
        dearest = max((each.rate.minor for each in self.scheme.contributions), default=0)
        return self.money(_SOME * dearest + 2 * self.scheme.membership.entry_fee)

    def plenty(self) -> Decimal:
        """What a member pays who is to owe nothing for years."""
        dearest = max((each.rate.minor for each in self.scheme.contributions), default=0)
        return self.money(_AHEAD * (dearest + self.scheme.membership.entry_fee) + 1)


def numbers_around(bound: Fraction) -> list[int]:
    """The whole numbers next to a bound: one below, the bound, one above."""
    nearest = whole(bound)
    return [number for number in (nearest - 1, nearest, nearest + 1) if number >= 0]


def fact_value(fact: Fact, number: int, currency: str) -> FactValue:
    """Return what an event says of a declared fact: of minor units, the code of a word, a count."""
    if fact.type == "truth":
        return bool(number)
    if fact.type == "category":
        return fact.values[max(0, min(number, len(fact.values) - 1))]
    if fact.type == "date":
        return date.fromordinal(max(1, number))
    return Money(number, currency).to_decimal() if fact.type == "money" else Decimal(number)
