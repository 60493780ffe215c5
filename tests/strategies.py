"""Random schemes and random funds under them, aimed at the bounds that the schemes draw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import strategies as st

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

START = date(2019, 1, 1)
AS_OF = date(2023, 6, 30)

WAITING = (30, 90, 180)
ROUNDINGS = ("up", "down", "ceiling", "floor", "half_up", "half_down", "half_even", "05up")


@attrs.frozen
class Drawn:
    """A scheme as text, what its bounds are, and which benefits it has."""

    text: str
    waiting: int
    tiers: tuple[int, ...]
    old_age: int
    benefits: tuple[str, ...]
    readmission: str


def _words(word: str) -> str:
    return f'{{ th = "{word}", en = "{word}" }}'


@st.composite
def contributions(draw: st.DrawFn, name: str, *, monthly: bool) -> str:
    """One contribution of any kind; a monthly one where unpaid months are counted."""
    per_day = draw(st.booleans())
    collected = (
        "monthly" if monthly else draw(st.sampled_from(["monthly", "quarterly", "half-yearly", "yearly", "weekly"]))
    )
    period = {
        "monthly": "month",
        "quarterly": "quarter",
        "half-yearly": "half-year",
        "yearly": "year",
        "weekly": "week",
    }
    periods = draw(st.sampled_from(["calendar", "joining"]))
    day = draw(st.sampled_from(["first day", "last day", "day 5", "day 31", "day 10 of next month"]))
    if collected != "monthly":
        day = day.replace("next month", "month 2")
    if periods == "joining" or collected == "weekly":
        day = draw(st.sampled_from(["first day", "last day"]))
    rate = draw(st.sampled_from(["1", "0.25", "3"])) if per_day else draw(st.sampled_from(["30", "99.99", "100"]))
    lines = [
        f"[contribution.{name}]",
        'article = "7"',
        f"name = {_words(name)}",
        f'rate = "{rate} per {"day" if per_day else period[collected]}"',
        f'collected = "{collected}"',
        f'periods = "{periods}"',
        f'due = "{day}"',
    ]
    if periods == "calendar":
        lines.append(f'first_period = "{draw(st.sampled_from(["proportional", "full", "free"]))}"')
    if per_day:
        basis = draw(st.sampled_from(['"actual"', "365", "360"]))
        lines.append(f"days_in_year = {basis}")
    return "\n".join(lines)


@st.composite
def hospital(draw: st.DrawFn, waiting: int, arrears: str) -> str:
    """A benefit per night or per day of a stay, under caps in any order."""
    unit = draw(st.sampled_from(["night", "day"]))
    caps = [
        f'{{ per = "event", amount = {draw(st.sampled_from([150, 600, 1000]))} }}',
        f'{{ per = "fund year", amount = {draw(st.sampled_from([250, 1000, 1200.5]))} }}',
    ]
    chosen = draw(st.permutations(caps))[: draw(st.integers(0, 2))]
    counted = draw(st.sampled_from(["each night", "admission", "discharge"]))
    late = draw(st.sampled_from(["refuse", "refer"]))
    lines = [
        "[benefit.hospital]",
        'article = "12(2)"',
        f"name = {_words('hospital')}",
        'class = "sickness"',
        'event_date = "admitted"',
        f'requires = ["membership >= {waiting} days", "{arrears}"]',
        f'amount = {{ per = "{unit}", pays = {draw(st.sampled_from([100, 200, 33.33]))} }}',
        f"cap = [{', '.join(chosen)}]",
        'claim_within = "90 days of discharged"',
        f'late = "{late}"',
        'payee = "member"',
    ]
    if any("fund year" in cap for cap in chosen):
        lines.append(f'counted_by = "{counted}"')
    return "\n".join(line for line in lines if line != "cap = []")


@st.composite
def death(draw: st.DrawFn, tiers: Sequence[int], arrears: str) -> str:
    """A benefit at death by tenure, to the member's people."""
    bound = draw(st.sampled_from(["from", "above"]))
    steps = ", ".join(f'{{ {bound} = "{days} days", pays = {3000 + 2500 * k}.5 }}' for k, days in enumerate(tiers))
    odd = draw(st.sampled_from(["first", "last", "fund"]))
    return "\n".join(
        [
            "[benefit.death]",
            'article = "12(4)"',
            f"name = {_words('death')}",
            'class = "death"',
            'event_date = "died"',
            f'requires = ["{arrears}"]',
            f'amount = {{ by = "membership", tiers = [{steps}] }}',
            f'payee = {{ order = ["spouse", "children"], share = "equal", odd_satang = "{odd}" }}',
        ]
    )


@st.composite
def old_age(draw: st.DrawFn, years: int) -> str:
    """A benefit that recurs, every year or every month."""
    recurs = draw(st.sampled_from(['{ every = "year", on = "1 October" }', '{ every = "month", on = "day 31" }']))
    return "\n".join(
        [
            "[benefit.old_age]",
            'article = "12(3)"',
            f"name = {_words('old age')}",
            'class = "elderly"',
            f'requires = ["age >= {years} years", "membership >= 1 year"]',
            "amount = 200",
            f"recurs = {recurs}",
            'payee = "member"',
        ]
    )


@st.composite
def birth(draw: st.DrawFn, waiting: int) -> str:
    """A fixed benefit, or one by formula with a declared fact."""
    amount = draw(
        st.sampled_from(
            [
                "1000",
                '{ formula = "500 * children" }',
                '{ formula = "min(half_up(contributed * 10%, 1), 800)" }',
                '{ formula = "if(children > 1, 900, half_even(1000 / 3))" }',
            ]
        )
    )
    return "\n".join(
        [
            "[fact.children]",
            'name = { th = "จำนวนบุตร", en = "children" }',
            'of = "claim"',
            'type = "count"',
            'unit = "children"',
            "[benefit.birth]",
            'article = "12(1)"',
            f"name = {_words('birth')}",
            'class = "birth"',
            'event_date = "occurred"',
            f'requires = ["membership >= {waiting} days"]',
            f"amount = {amount}",
            'payee = "member"',
        ]
    )


@st.composite
def schemes(draw: st.DrawFn) -> Drawn:
    """A whole valid scheme."""
    waiting = draw(st.sampled_from(WAITING))
    tiers = tuple(draw(st.sampled_from([(180, 365), (30, 90, 730), (365,)])))
    years = draw(st.sampled_from([40, 60]))
    two = draw(st.booleans())
    monthly = draw(st.booleans())
    arrears = draw(st.sampled_from(["unpaid_dues < 3", "arrears_amount < 100", "days_overdue <= 60"]))
    if monthly:
        arrears = "unpaid_months < 3"
    parts = [draw(contributions("satja", monthly=monthly))]
    if two:
        parts.append(draw(contributions("upkeep", monthly=monthly)))
    fee = draw(st.sampled_from([0, 20]))
    payable = ["membership.entry_fee"] * bool(fee) + ["contribution.satja"] + ["contribution.upkeep"] * two
    order = draw(st.permutations(payable))
    readmission = draw(st.sampled_from(["restart", "bridge", "net"]))
    ends = draw(st.sampled_from(["", 'ends_when = "days_overdue > 365"', 'ends_when = "unpaid_dues >= 6"']))
    head = f"""schema = 1
[scheme]
id = "test.random"
name = {_words("random")}
currency = "THB"
effective = 2019-01-01
[conventions]
fund_year_starts = "{draw(st.sampled_from(["1 October", "1 January", "15 April"]))}"
month_end = "{draw(st.sampled_from(["clamp", "overflow"]))}"
rounding = {{ mode = "{draw(st.sampled_from(ROUNDINGS))}", to = {draw(st.sampled_from(["0.01", "0.25", "1"]))} }}
facts_as_of = "{draw(st.sampled_from(["event", "claim"]))}"
cap_cuts = "{draw(st.sampled_from(["later nights", "earlier nights"]))}"
payments_go_to = [{", ".join(f'"{rule}"' for rule in order)}]
[membership]
article = "6"
entry_fee = {fee}
seniority = {{ on_readmission = "{readmission}" }}
on_leaving = {{ advance = "{draw(st.sampled_from(["refund", "keep"]))}", arrears = "{draw(st.sampled_from(["cancel", "stay owed"]))}" }}
{ends}
"""
    kinds = {
        "benefit.birth": birth(waiting),
        "benefit.hospital": hospital(waiting, arrears),
        "benefit.old_age": old_age(years),
        "benefit.death": death(tiers, arrears),
    }
    chosen = draw(st.sets(st.sampled_from(sorted(kinds)), min_size=2).map(sorted))
    parts += [draw(kinds[benefit]) for benefit in chosen]
    return Drawn("\n".join([head, *parts]), waiting, tiers, years, tuple(chosen), readmission)


def _around(draw: st.DrawFn, days: int) -> int:
    return days + draw(st.sampled_from([-1, 0, 0, 1, 40]))


@st.composite
def member_events(draw: st.DrawFn, drawn: Drawn, member: str) -> list[Event]:
    """What happens to one member: joins, pays in some rhythm, claims around the scheme's bounds, may leave or die."""
    joined = START + timedelta(days=draw(st.integers(0, 400)))
    born = draw(st.sampled_from([None, date(1955, 2, 28), date(1979, 10, 1), date(1980, 2, 29), date(2000, 1, 31)]))
    events: list[Event] = [Joined(f"{member}-join", joined, member, born=born)]
    if draw(st.integers(0, 9)) == 0:
        since = joined - timedelta(days=draw(st.integers(0, 900)))
        paid_until = draw(st.sampled_from([None, joined, joined - timedelta(days=45)]))
        events = [
            Opening(
                f"{member}-open",
                joined,
                member=member,
                joined=since,
                born=born,
                paid_until=paid_until and max(since, paid_until),
                advance=draw(st.sampled_from([None, "45.50"])),
            )
        ]
    events += draw(_payments(member, joined))
    events += draw(_claims(drawn, member, joined))
    end = draw(st.sampled_from(["", "", "", "left", "left and back", "died"]))
    last = joined + timedelta(days=_around(draw, draw(st.sampled_from([200, *drawn.tiers, 1000]))))
    if end == "died":
        events.append(Died(f"{member}-died", last, member))
        if "benefit.death" in drawn.benefits:
            people = draw(st.integers(0, 3))
            payees = tuple(Payee("children", f"child {k}") for k in range(people))
            claimed = last + timedelta(days=draw(st.integers(0, 30)))
            events.append(Claimed(f"{member}-death", claimed, member, "benefit.death", payees=payees))
    elif end:
        events.append(Left(f"{member}-left", last, member))
        if end == "left and back":
            back = last + timedelta(days=draw(st.integers(1, 200)))
            events.append(Joined(f"{member}-again", back, member, born=born))
    return events


@st.composite
def _payments(draw: st.DrawFn, member: str, joined: date) -> list[Event]:
    every = draw(st.sampled_from([30, 31, 91, 365]))
    amount = draw(st.sampled_from(["30", "31", "93", "365", "40.25", "500"]))
    missed = draw(st.sets(st.integers(0, 20), max_size=8))
    times = draw(st.integers(0, 16))
    return [
        Paid(f"{member}-pay-{k}", joined + timedelta(days=k * every + 3), member, amount)
        for k in range(times)
        if k not in missed
    ]


@st.composite
def _claims(draw: st.DrawFn, drawn: Drawn, member: str, joined: date) -> list[Event]:
    events: list[Event] = []
    for k in range(draw(st.integers(0, 3))):
        benefit = draw(st.sampled_from(drawn.benefits))
        event = joined + timedelta(days=_around(draw, draw(st.sampled_from([drawn.waiting, 250, 600, 637, 730, 1000]))))
        identity = f"{member}-claim-{k}"
        if benefit == "benefit.birth":
            claimed = event + timedelta(days=draw(st.integers(0, 60)))
            facts: dict[str, Any] = {"children": draw(st.integers(1, 3))} if draw(st.integers(0, 4)) else {}
            events.append(Claimed(identity, claimed, member, benefit, occurred=event, facts=facts))
        elif benefit == "benefit.hospital":
            discharged = event + timedelta(days=draw(st.sampled_from([0, 1, 3, 9, 400])))
            claimed = discharged + timedelta(days=draw(st.sampled_from([0, 20, 90, 91])))
            events.append(Claimed(identity, claimed, member, benefit, admitted=event, discharged=discharged))
        if events and events[-1].id == identity and draw(st.integers(0, 5)) == 0:
            day = events[-1].date + timedelta(days=draw(st.integers(0, 20)))
            events.append(Resolved(f"{identity}-resolved", day, identity, "approved", "1/2563", amount="120.75"))
    return events


@st.composite
def funds(draw: st.DrawFn, drawn: Drawn, *, least: int = 1, most: int = 4) -> list[Event]:
    """All events of a fund under a drawn scheme, in no particular order."""
    members = draw(st.lists(st.just(None), min_size=least, max_size=most))
    events: list[Event] = []
    for number, _ in enumerate(members):
        events += draw(member_events(drawn, f"M{number}"))
    extra = draw(st.integers(0, 3))
    if extra >= 1:
        events.append(Received("grant", START + timedelta(days=300), "1000", "grant"))
    if extra >= 2:
        events.append(Spent("spent", START + timedelta(days=310), "55.25", "stationery"))
    if extra >= 3:
        events.append(Closed("closed", START + timedelta(days=638)))
        events.append(Changed("changed", START + timedelta(days=700), "M0", born=date(1950, 1, 1)))
        events.append(Reversed("reversed", START + timedelta(days=900), "spent", reason="typed twice"))
    return [event for event in events if event.date <= AS_OF]


@st.composite
def schemes_with_funds(draw: st.DrawFn, *, least: int = 1, most: int = 4) -> tuple[Drawn, list[Event]]:
    """A scheme and a fund under it."""
    drawn = draw(schemes())
    return drawn, draw(funds(drawn, least=least, most=most))
