"""The rows that the events of one fund are made into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import attrs

from welfarerules.errors import Diagnostic
from welfarerules.events import Event
from welfarerules.fund.findings import Uncounted
from welfarerules.scheme.model import Benefit


@attrs.define
class FundRows:
    """The rows of one fund, and how large the kernel's tables must be for them.

    Attributes:
        events: `EVENT_WIDTH` numbers for each event, the fields of the kernel's `Event` in their order.
        sources: By event number, the event that the row was made of.
        payees: By event number, the names of the persons entitled.
        resolutions: By event number, the number of a committee's resolution.
        uncounted: Joinings that do not count, for telling of who is not known.
        claim_events: By claim id, its event number; claims are numbered in this order. A payment of a recurring benefit
            that a committee resolves on stands among them with the number -1.
        recurring: By claim number, the benefit, member and day of such a payment.
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
    claim_events: dict[str, int] = attrs.field(factory=dict)
    recurring: dict[int, tuple[int, int, int]] = attrs.field(factory=dict)
    resolutions: dict[int, str] = attrs.field(factory=dict)
    refusals: list[Diagnostic] = attrs.field(factory=list)
    uncounted: Uncounted = attrs.field(factory=Uncounted)
    joinings: int = 0
    facts: int = 0
    most_payees: int = 0
    most_used: int = 0
    longest_stay: int = 0
    expected_dues: int = 0
    closes: bool = False

    @property
    def claims(self) -> int:
        """How many claims there are."""
        return len(self.claim_events)


def payment_named(
    name: str, benefits: Mapping[str, tuple[int, Benefit]], members: Sequence[str]
) -> tuple[int, int, int] | None:
    """Return the benefit, member and day of the payment without a claim that has this id; None where there is none.

    See `welfarerules.journal.tick_id` for how such ids are made.
    """
    rule, _, rest = name.partition("@")
    day, _, member = rest.partition("/")
    number, benefit = benefits.get(rule, (0, None))
    if benefit is None or benefit.recurs is None or member not in members:
        return None
    try:
        return number, members.index(member), date.fromisoformat(day).toordinal()
    except ValueError:
        return None
