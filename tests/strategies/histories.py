"""Random funds under a drawn scheme: what happens to its members, around the bounds that the scheme draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import ROUND_UP, Decimal
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from strategies.bylaws import AS_OF, START, WINDOW, Drawn, schemes
from welfarerules.events import (
    Changed,
    Claimed,
    Closed,
    Died,
    Event,
    Joined,
    Left,
    Opening,
    Paid,
    Payee,
    Received,
    Resolved,
    Reversed,
    Spent,
)

BORN: Final = (None, date(1955, 2, 28), date(1955, 2, 28), date(1979, 10, 1), date(1980, 2, 29), date(2000, 1, 31))
SOMEBODY: Final = "M"

_SATANG: Final = Decimal("0.01")


@attrs.frozen
class Focus:
    """What a law is about: it draws more of that.

    Attributes:
        having: Benefits that the scheme must have; others may come with them.
        capped: Whether stays in hospital have both caps.
        claims: How many claims a member makes while alive, at least and at most.
        payees: The most persons who are paid at a death.
        ends: How a membership may end.
        pays: How members pay: well ahead, in a rhythm with some missed, until they stop, late but at once, never.
        near: What the days of claims lie near to: a bound of the scheme, the turn of a fund year, the end of the
            membership, or anything within a year or two.
        lapses: Whether the scheme may end memberships by itself.
    """

    having: Sequence[str] = ()
    capped: bool = False
    claims: tuple[int, int] = (0, 3)
    payees: int = 3
    lapses: bool = True
    ends: Sequence[str] = ("", "", "left", "left and back", "died")
    pays: Sequence[str] = ("ahead", "ahead", "rhythm", "rhythm", "stops", "catches up", "never")
    near: Sequence[str] = ("bound", "bound", "turn", "year", "end")


ANYTHING: Final = Focus()


def days(count: int) -> timedelta:
    """So many days."""
    return timedelta(days=count)


@st.composite
def histories(draw: st.DrawFn, drawn: Drawn, focus: Focus = ANYTHING) -> list[Event]:
    """What happens to one member: joins, pays in some rhythm, claims around the scheme's bounds, may leave or die."""
    joined = START + days(draw(st.integers(0, 400)))
    born = draw(st.sampled_from(BORN))
    facts = draw(st.sampled_from([{}, {"income": "poor"}, {"income": "enough"}]))
    events: list[Event] = [Joined("join", joined, SOMEBODY, born=born, facts=facts)]
    if draw(st.integers(0, 7)) == 7:
        events = [draw(_opening(drawn, joined, born))]
    end = draw(st.sampled_from(focus.ends))
    last = joined + days(_around(draw, draw(st.sampled_from([200, *drawn.tiers, 637, 1000]))))
    events += draw(_payments(drawn, joined, focus))
    events += draw(_claims(drawn, joined, last, focus))
    if end == "died":
        events.append(Died("died", last, SOMEBODY))
        if "benefit.death" in drawn.benefits:
            events += draw(_deaths(last, focus.payees))
    elif end:
        events.append(Left("left", last, SOMEBODY))
        if end == "left and back":
            back = last + days(draw(st.sampled_from([1, 2, 90, 200])))
            events.append(Joined("back", back, SOMEBODY, born=born))
            events += [Paid("back-pay", back, SOMEBODY, drawn.yearly * 2)] * draw(st.integers(0, 1))
    return events


def named(history: Sequence[Event], member: str) -> list[Event]:
    """The same history as that of *member*; the ids of its events begin with it."""
    return renamed(history, lambda _: member, lambda identity: f"{member}-{identity}")


def renamed(events: Sequence[Event], member: Callable[[str], str], identity: Callable[[str], str]) -> list[Event]:
    """The same events with other names for members and events."""
    return [_renamed(event, member, identity) for event in events]


def _renamed(event: Event, member: Callable[[str], str], identity: Callable[[str], str]) -> Event:
    changes: dict[str, Any] = {"id": identity(event.id)}
    if getattr(event, "member", ""):
        changes["member"] = member(getattr(event, "member", ""))
    if isinstance(event, Resolved):
        changes["claim"] = identity(event.claim)
    if isinstance(event, Reversed):
        changes["event"] = identity(event.event)
    return attrs.evolve(event, **changes)


def _around(draw: st.DrawFn, bound: int) -> int:
    return bound + draw(st.sampled_from([0, -1, 1, 0, 40]))


@st.composite
def _opening(draw: st.DrawFn, drawn: Drawn, taken_over: date, born: date | None) -> Event:
    since = taken_over - days(draw(st.integers(0, 900)))
    paid_until = draw(
        st.sampled_from([taken_over, taken_over - days(1), taken_over - days(45), taken_over - days(400)])
    )
    used = {"benefit.aid": draw(st.sampled_from(["0", "850"]))} if "benefit.aid" in drawn.benefits else {}
    return Opening(
        "open",
        taken_over,
        member=SOMEBODY,
        joined=since,
        born=born,
        paid_until=max(since, paid_until),
        advance=draw(st.sampled_from([None, "45.50"])),
        used=used,
    )


@st.composite
def _payments(draw: st.DrawFn, drawn: Drawn, joined: date, focus: Focus) -> list[Event]:
    way = draw(st.sampled_from(focus.pays))
    if way == "ahead":
        return [Paid("ahead", joined + days(draw(st.integers(0, 9))), SOMEBODY, drawn.yearly * 6)]
    if way == "never":
        return []
    every, times = draw(st.sampled_from([(31, 14), (91, 18), (365, 5)]))
    share = (drawn.yearly * every / 365).quantize(_SATANG, ROUND_UP) + draw(st.sampled_from([0, 0, 20]))
    first = draw(st.sampled_from([0, 3]))
    missed: set[int] = draw(st.sets(st.integers(1, times - 1), max_size=4))
    if way == "stops":
        times = min(times, draw(st.integers(1, 8)))
    paid: list[Event] = [
        Paid(f"pay-{k}", joined + days(k * every + first), SOMEBODY, share) for k in range(times) if k not in missed
    ]
    if way == "catches up":
        paid.append(Paid("late", joined + days(draw(st.integers(150, 700))), SOMEBODY, drawn.yearly * 3))
    return paid


@st.composite
def _claims(draw: st.DrawFn, drawn: Drawn, joined: date, last: date, focus: Focus) -> list[Event]:
    if not drawn.claimable:
        return []
    events: list[Event] = []
    for k, claim in enumerate(
        draw(st.lists(_claim(drawn, joined, last, focus), min_size=focus.claims[0], max_size=focus.claims[1]))
    ):
        events.append(attrs.evolve(claim, id=f"claim-{k}"))
        if draw(st.integers(0, 6)) == 6:
            day = claim.date + days(draw(st.integers(1, 20)))
            events.append(draw(_resolved(f"claim-{k}", day)))
    return events


@st.composite
def _resolved(draw: st.DrawFn, claim: str, day: date) -> Event:
    approved = draw(st.booleans())
    amount = draw(st.sampled_from(["120.50", "100"])) if approved else None
    return Resolved(f"{claim}-resolved", day, claim, "approved" if approved else "refused", "1/2563", amount=amount)


@st.composite
def _claim(draw: st.DrawFn, drawn: Drawn, joined: date, last: date, focus: Focus) -> Claimed:
    benefit = draw(st.sampled_from([each for each in drawn.claimable if each in focus.having] or drawn.claimable))
    happened = draw(_happened(drawn, joined, last, focus))
    if benefit == "benefit.hospital":
        discharged = happened + days(draw(st.sampled_from([3, 1, 0, 9, 3, 9, 400])))
        claimed = discharged + days(draw(st.sampled_from([20, 0, WINDOW, WINDOW + 1])))
        return Claimed("claim", claimed, SOMEBODY, benefit, admitted=happened, discharged=discharged)
    claimed = happened + days(draw(st.sampled_from([20, 0, 60])))
    told = benefit == "benefit.birth" and draw(st.integers(0, 4))
    facts: dict[str, Any] = {"children": draw(st.integers(1, 3))} if told else {}
    return Claimed("claim", claimed, SOMEBODY, benefit, occurred=happened, facts=facts)


@st.composite
def _happened(draw: st.DrawFn, drawn: Drawn, joined: date, last: date, focus: Focus) -> date:
    near = draw(st.sampled_from(focus.near))
    if near == "turn":
        turn = date(draw(st.sampled_from([2021, 2022, 2020])), *drawn.fund_year)
        return turn + days(draw(st.sampled_from([-2, -1, 0, 1, -5, -2])))
    if near == "end":
        return last + days(draw(st.sampled_from([-2, -1, 0, 1, -8])))
    if near == "year":
        return joined + days(draw(st.integers(200, 900)))
    return joined + days(_around(draw, draw(st.sampled_from([drawn.waiting, 250, 365, 637, *drawn.tiers]))))


@st.composite
def _deaths(draw: st.DrawFn, died: date, most: int) -> list[Event]:
    """A claim after a death; sometimes nobody is named, sometimes the committee decides, sometimes others claim too."""
    day = died + days(draw(st.sampled_from([1, 30, 0])))
    people = draw(st.sampled_from([*range(1, most + 1), 0]))
    payees = [Payee("spouse" if people == 1 else "children", f"person {k}") for k in range(people)]
    events: list[Event] = [Claimed("death", day, SOMEBODY, "benefit.death", payees=payees)]
    then = draw(st.sampled_from(["", "", "resolved", "claimed again"]))
    if then == "resolved":
        events.append(draw(_resolved("death", day + days(5))))
    elif then:
        again = [Payee("named", "somebody else")]
        events.append(Claimed("again", day + days(5), SOMEBODY, "benefit.death", payees=again))
    return events


@st.composite
def affairs(draw: st.DrawFn) -> list[Event]:
    """What happens to the fund itself, or is put right."""
    happened: list[Event] = [
        Opening("cash", START, amount="5000.25"),
        Received("grant", START + days(300), "1000", "grant"),
        Spent("spent", START + days(310), "55.25", "stationery"),
        Spent("typo", START + days(311), "5525", "stationery"),
        Reversed("reversed", START + days(900), "typo", reason="typed twice"),
        Closed("closed", START + days(638)),
    ]
    return happened[: draw(st.integers(0, len(happened)))]


@st.composite
def funds(draw: st.DrawFn, drawn: Drawn, *, least: int = 1, most: int = 4, focus: Focus = ANYTHING) -> list[Event]:
    """All events of a fund under a drawn scheme, in no particular order."""
    people = draw(st.lists(histories(drawn, focus), min_size=least, max_size=most))
    events = draw(affairs())
    for number, history in enumerate(people):
        events += named(history, f"M{number}")
    if draw(st.integers(0, 5)) == 5:
        events.append(Changed("changed", START + days(700), "M0", born=date(1950, 1, 1), facts={"income": "poor"}))
    paid = [event.id for event in events if isinstance(event, Paid)]
    if paid and draw(st.integers(0, 5)) == 5:
        events.append(Reversed("unpaid", AS_OF, draw(st.sampled_from(paid))))
    return [event for event in events if event.date <= AS_OF]


@st.composite
def crowds(draw: st.DrawFn, drawn: Drawn, *, focus: Focus = ANYTHING) -> list[Event]:
    """A fund of a few histories, each of which happens to several members."""
    events = draw(affairs())
    for number, history in enumerate(draw(st.lists(histories(drawn, focus), min_size=1, max_size=3))):
        for copy in range(draw(st.sampled_from([1, 2, 5]))):
            events += named(history, f"M{number}{copy}")
    return [event for event in events if event.date <= AS_OF]


@st.composite
def schemes_with_funds(
    draw: st.DrawFn, *, least: int = 1, most: int = 4, focus: Focus = ANYTHING
) -> tuple[Drawn, list[Event]]:
    """A scheme and a fund under it."""
    drawn = draw(schemes(having=focus.having, capped=focus.capped, lapses=focus.lapses))
    return drawn, draw(funds(drawn, least=least, most=most, focus=focus))


@st.composite
def schemes_with_crowds(draw: st.DrawFn, *, focus: Focus = ANYTHING) -> tuple[Drawn, list[Event]]:
    """A scheme and a fund under it in which several members fare alike."""
    drawn = draw(schemes(having=focus.having, capped=focus.capped, lapses=focus.lapses))
    return drawn, draw(crowds(drawn, focus=focus))
