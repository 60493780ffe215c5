"""The events that a ledger has taken: by id, by whom they concern, and which were reversed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from welfarerules.events import (
    Claimed,
    Closed,
    Event,
    Joined,
    Opening,
    Resolved,
    Reversed,
    event_from_json,
    event_to_json,
    order_key,
)
from welfarerules.fund.fund_rows import member_of_payment
from welfarerules.fund.rows import RowMaker

FUND = ""
"""Whom events concern that concern no member: the fund itself."""

Key = tuple[date, int, int, str]


class EventBook:
    """Events that were posted. Each concerns one member, or the fund.

    An event is kept as the text that a snapshot holds of it as well; one that came from a snapshot is read when it is
    needed.

    Attributes:
        reversed_by: By id of an event that was reversed, the id of the reversal.
        newest: By whom they concern, the place in the order of events of the last one.
        closed: The place of the last closing.
    """

    def __init__(self, maker: RowMaker) -> None:
        self._maker = maker
        self._currency = maker.compiled.scheme.currency
        self._texts: dict[str, str] = {}
        self._events: dict[str, Event] = {}
        self._of: dict[str, list[str]] = {}
        self._numbers: dict[str, int] = {}
        self._places: list[int] = []
        self._claimants: dict[str, str] = {}
        self._closings: list[str] = []
        self.reversed_by: dict[str, str] = {}
        self.newest: dict[str, Key] = {}
        self.closed: Key | None = None

    def __len__(self) -> int:
        return len(self._texts)

    def __iter__(self) -> Iterator[Event]:
        return map(self._event, self._texts)

    def get(self, identity: str) -> Event | None:
        """The event of that id."""
        return self._event(identity) if identity in self._texts else None

    def concerned(self, event: Event) -> str | None:
        """Whom *event* concerns; None where it resolves on a claim that nobody made."""
        if isinstance(event, Resolved):
            return self._claimants.get(event.claim) or member_of_payment(event.claim, self._maker.benefits)
        return getattr(event, "member", FUND)

    def add(self, event: Event, concerned: str) -> None:
        """Keep *event*."""
        self._events[event.id] = event
        self._texts[event.id] = json.dumps(event_to_json(event), ensure_ascii=False)
        self._of.setdefault(concerned, []).append(event.id)
        self._places.append(self._numbers.setdefault(concerned, len(self._numbers)))
        if isinstance(event, Reversed):
            self.reversed_by[event.event] = event.id
            return
        key = order_key(event)
        self.newest[concerned] = max(key, self.newest.get(concerned, key))
        if isinstance(event, Claimed):
            self._claimants[event.id] = event.member
        elif isinstance(event, Closed):
            self._closings.append(event.id)
            self.closed = max(key, self.closed or key)

    def counting(self, concerned: str, *more: Event, without: str = "", closings: bool = True) -> list[Event]:
        """The events of one member, or of the fund, in their order and with *more*; none that was reversed.

        Args:
            concerned: The member, `FUND` for the fund.
            more: Events to put among them.
            without: Id of an event to leave out.
            closings: Whether the closings of the fund are among those of a member.
        """
        names = [*self._of.get(concerned, ())]
        if concerned != FUND and closings:
            names += self._closings
        kept = [self._event(name) for name in names if name not in self.reversed_by and name != without]
        return sorted([*(event for event in kept if not isinstance(event, Reversed)), *more], key=order_key)

    def withdrawn(self, concerned: str) -> list[Event]:
        """The events of one member that were reversed."""
        return [self._event(name) for name in self._of.get(concerned, ()) if name in self.reversed_by]

    def concerns(self, concerned: str) -> bool:
        """Whether any event concerns *concerned*."""
        return concerned in self._of

    def once_joined(self) -> frozenset[str]:
        """The members with a joining that was reversed."""
        events = map(self._event, self.reversed_by)
        return frozenset(event.member for event in events if isinstance(event, Joined | Opening))

    def joins(self, member: str) -> bool:
        """Whether a joining of *member* counts."""
        return any(isinstance(event, Joined | Opening) for event in self.counting(member, closings=False))

    def everybody(self) -> Iterator[str]:
        """Whom any event concerns, the fund last."""
        yield from (concerned for concerned in self._of if concerned != FUND)
        yield FUND

    def header(self) -> dict[str, Any]:
        """What of the book is plain values other than the events themselves."""
        return {
            "ids": [*self._texts],
            "of": [*self._of],
            "reversed_by": self.reversed_by,
            "newest": {name: _plain(key) for name, key in self.newest.items()},
            "closed": None if self.closed is None else _plain(self.closed),
            "closings": self._closings,
            "claimants": self._claimants,
        }

    def places(self) -> Sequence[int]:
        """For each event whom it concerns, by their places in the header."""
        return self._places

    def text(self) -> str:
        """The events as JSON Lines, in the order in which they were posted."""
        return "\n".join(self._texts.values())

    def restore(self, header: Mapping[str, Any], places: Sequence[int], text: str) -> None:
        """Take up what `header`, `places` and `text` gave."""
        names = header["ids"]
        self._texts.update(zip(names, text.split("\n"), strict=bool(names)))
        lists: list[list[str]] = [self._of.setdefault(concerned, []) for concerned in header["of"]]
        self._numbers.update((concerned, number) for number, concerned in enumerate(header["of"]))
        self._places += places
        for name, place in zip(names, places, strict=True):
            lists[place].append(name)
        self.reversed_by.update(header["reversed_by"])
        self.newest.update((name, _key(key)) for name, key in header["newest"].items())
        self.closed = None if header["closed"] is None else _key(header["closed"])
        self._closings += header["closings"]
        self._claimants.update(header["claimants"])

    def _event(self, identity: str) -> Event:
        event = self._events.get(identity)
        if event is None:
            read = event_from_json(json.loads(self._texts[identity]), currency=self._currency)
            event = self._events[identity] = read
        return event


def _plain(key: Key) -> list[Any]:
    return [key[0].isoformat(), *key[1:]]


def _key(plain: Sequence[Any]) -> Key:
    return date.fromisoformat(plain[0]), plain[1], plain[2], plain[3]
