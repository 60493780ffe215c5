"""The rows that the events of one fund are made into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import attrs

from welfarerules.errors import Diagnostic
from welfarerules.events import Claimed, Event
from welfarerules.fund.findings import Uncounted
from welfarerules.scheme.model import Benefit


class ReadClaim(NamedTuple):
    """A claim in numbers: its benefit, its dates, its stay in days, pairs of fact and value, and who is entitled."""

    benefit: int
    occurred: int
    admitted: int
    discharged: int
    stay: int
    facts: list[int]
    payees: tuple[str, ...]


@attrs.frozen
class KnownClaim:
    """A claim that a resolution may be about: its number, its benefit, and the names of the persons entitled."""

    number: int
    benefit: int
    payees: tuple[str, ...] = ()


@attrs.define
class FundRows:
    """The rows of one fund, and how large the kernel's tables must be for them.

    Attributes:
        events: `EVENT_WIDTH` numbers for each event, the fields of the kernel's `Event` in their order.
        sources: By event number, the event that the row was made of.
        payees: By event number, the names of the persons entitled.
        resolutions: By event number, the number of a committee's resolution.
        refused: By id, the events that were left out, each with the reason.
        uncounted: Joinings that do not count, for telling of who is not known.
        claims: The claims by id. A payment of a recurring benefit that a committee resolves on, or that stands although
            it would not be made now, is one of them.
        claim_ids: The ids of the claims by number.
        recurring: By claim number, the benefit, member and day of such a payment.
        stands: By claim number, what was paid on it before all was known and stays paid, in minor units.
        longest_stay: Days of the longest stay in a claim.
        expected_dues: About how many dues will fall; no bound.
        closes: Whether a year is closed.
    """

    members: tuple[str, ...]
    first_day: int
    last_day: int
    accounts: list[str]
    account_kinds: list[int]
    sources: list[Event] = attrs.field(factory=list)
    events: list[int] = attrs.field(factory=list)
    inputs: list[int] = attrs.field(factory=list)
    payees: dict[int, tuple[str, ...]] = attrs.field(factory=dict)
    claims: dict[str, KnownClaim] = attrs.field(factory=dict)
    claim_ids: list[str] = attrs.field(factory=list)
    recurring: dict[int, tuple[int, int, int]] = attrs.field(factory=dict)
    stands: dict[int, int] = attrs.field(factory=dict)
    resolutions: dict[int, str] = attrs.field(factory=dict)
    refused: dict[str, Diagnostic] = attrs.field(factory=dict)
    uncounted: Uncounted = attrs.field(factory=Uncounted)
    joinings: int = 0
    facts: int = 0
    most_payees: int = 0
    most_used: int = 0
    longest_stay: int = 0
    expected_dues: int = 0
    closes: bool = False

    def account(self, name: str, kind: int) -> int:
        """The number of an account, a new one where there is none of that name."""
        if name not in self.accounts:
            self.accounts.append(name)
            self.account_kinds.append(kind)
        return self.accounts.index(name)

    def add_claim(self, identity: str, benefit: int, payees: tuple[str, ...] = (), *, stands: int = 0) -> int:
        """Number a claim; returns its number."""
        number = len(self.claim_ids)
        self.claim_ids.append(identity)
        self.claims[identity] = KnownClaim(number, benefit, payees)
        if stands:
            self.stands[number] = stands
        return number

    def add_payment(self, identity: str, payment: tuple[int, int, int], *, stands: int = 0) -> int:
        """Number a payment of a recurring benefit, given by benefit, member and day; returns its number."""
        number = self.add_claim(identity, payment[0], stands=stands)
        self.recurring[number] = payment
        return number


def payment_named(
    name: str, benefits: Mapping[str, tuple[int, Benefit]], members: Sequence[str]
) -> tuple[int, int, int] | None:
    """Return the benefit, member and day of the payment without a claim that has this id; None where there is none."""
    member = member_of_payment(name, benefits)
    if member is None or member not in members:
        return None
    rule, _, rest = name.partition("@")
    try:
        return benefits[rule][0], members.index(member), date.fromisoformat(rest.partition("/")[0]).toordinal()
    except ValueError:
        return None


def member_of_payment(name: str, benefits: Mapping[str, tuple[int, Benefit]]) -> str | None:
    """Return whom the payment of a recurring benefit with this id is for; None where no benefit is paid under it.

    See `welfarerules.journal.tick_id` for how such ids are made.
    """
    rule, _, rest = name.partition("@")
    _, benefit = benefits.get(rule, (0, None))
    return None if benefit is None or benefit.recurs is None else rest.partition("/")[2]


def paid_members(
    events: Iterable[Event], stands: Mapping[str, int], benefits: Mapping[str, tuple[int, Benefit]]
) -> set[str]:
    """The members who were paid what stands: they are known even where no joining of theirs counts."""
    members = {event.member for event in events if isinstance(event, Claimed) and event.id in stands}
    return members | {member for each in stands if (member := member_of_payment(each, benefits)) is not None}
