"""The events that a ledger has taken: by id, by whom they concern, and which were reversed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from welfarerules.events import Claimed, Closed, Event, Joined, Opening, Resolved, Reversed, order_key
from welfarerules.fund.fund_rows import member_of_payment
from welfarerules.fund.rows import RowMaker

FUND = ""
"""Whom events concern that concern no member: the fund itself."""

Key = tuple[date, int, int, str]


class EventBook:
    """Events that were posted. Each concerns one member, or the fund.

    Attributes:
        reversed_by: By id of an event that was reversed, the id of the reversal.
        newest: By whom they concern, the place in the order of events of the last one.
        closed: The place of the last closing.
    """

    def __init__(self, maker: RowMaker) -> None:
        self._maker = maker
        self._events: dict[str, Event] = {}
        self._of: dict[str, list[str]] = {}
        self._claimants: dict[str, str] = {}
        self._closings: list[Event] = []
        self.reversed_by: dict[str, str] = {}
        self.newest: dict[str, Key] = {}
        self.closed: Key | None = None

    def __len__(self) -> int:
        return len(self._events)

    def __iter__(self) -> Iterator[Event]:
        return iter(self._events.values())

    def get(self, identity: str) -> Event | None:
        """The event of that id."""
        return self._events.get(identity)

    def concerned(self, event: Event) -> str | None:
        """Whom *event* concerns; None where it resolves on a claim that nobody made."""
        if isinstance(event, Resolved):
            return self._claimants.get(event.claim) or member_of_payment(event.claim, self._maker.benefits)
        return getattr(event, "member", FUND)

    def add(self, event: Event, concerned: str) -> None:
        """Keep *event*."""
        self._events[event.id] = event
        if isinstance(event, Reversed):
            self.reversed_by[event.event] = event.id
            return
        self._of.setdefault(concerned, []).append(event.id)
        key = order_key(event)
        self.newest[concerned] = max(key, self.newest.get(concerned, key))
        if isinstance(event, Claimed):
            self._claimants[event.id] = event.member
        elif isinstance(event, Closed):
            self._closings.append(event)
            self.closed = max(key, self.closed or key)

    def counting(self, concerned: str, *more: Event, without: str = "", closings: bool = True) -> list[Event]:
        """The events of one member, or of the fund, in their order and with *more*; none that was reversed.

        Args:
            concerned: The member, `FUND` for the fund.
            more: Events to put among them.
            without: Id of an event to leave out.
            closings: Whether the closings of the fund are among those of a member.
        """
        events = [self._events[identity] for identity in self._of.get(concerned, ())]
        if concerned != FUND and closings:
            events += self._closings
        kept = [event for event in events if event.id not in self.reversed_by and event.id != without]
        return sorted([*kept, *more], key=order_key)

    def withdrawn(self, concerned: str) -> list[Event]:
        """The events of one member that were reversed."""
        return [self._events[identity] for identity in self._of.get(concerned, ()) if identity in self.reversed_by]

    def concerns(self, concerned: str) -> bool:
        """Whether any event concerns *concerned*."""
        return concerned in self._of

    def once_joined(self) -> frozenset[str]:
        """The members with a joining that was reversed."""
        events = (self._events[identity] for identity in self.reversed_by)
        return frozenset(event.member for event in events if isinstance(event, Joined | Opening))

    def joins(self, member: str) -> bool:
        """Whether a joining of *member* counts."""
        return any(isinstance(event, Joined | Opening) for event in self.counting(member))

    def everybody(self) -> Iterator[str]:
        """Whom any event concerns, the fund last."""
        yield from (concerned for concerned in self._of if concerned != FUND)
        yield FUND
