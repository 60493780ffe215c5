"""What nobody should hand in and somebody will: contradictory, impossible and misspelt records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import attrs
from hypothesis import strategies as st

from strategies.bylaws import START, Drawn, schemes
from strategies.histories import funds
from welfarerules.events import (
    Borrowed,
    Bought,
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

Mess = Callable[[str, date, str], Event]
"""Makes a bad record: its id, its day, and the member it is about."""

MESSES: Final[Sequence[Mess]] = (
    Joined,
    lambda i, day, who: Joined(i, day, who, facts={"income": "rich"}),
    lambda i, day, who: Joined(i, day, who, facts={"incone": "poor"}),
    Left,
    Died,
    lambda i, _, who: Died(i, START - timedelta(days=9), who),
    lambda i, _, who: Paid(i, START - timedelta(days=9), who, 30),
    lambda i, day, who: Paid(i, day, who, "0.001"),
    lambda i, day, who: Paid(i, day, who, Decimal("1E+15")),
    lambda i, day, who: Bought(i, day, who, "rice", 100),
    lambda i, day, who: Borrowed(i, day, who, "emergency", 100),
    lambda i, day, who: Changed(i, day, who, facts={"children": 3}),
    lambda i, day, who: Opening(i, day, member=who, joined=day),
    lambda i, day, who: Opening(i, day, member=who, joined=day, paid_until=day),
    lambda i, day, who: Opening(i, day, member=who, joined=day - timedelta(days=9), paid_until=day + timedelta(days=9)),
    lambda i, day, who: Opening(i, day, member=who, joined=day, paid_until=day, used={"benefit.birth": 1}),
    lambda i, day, who: Opening(i, day, member=who, joined=day, paid_until=day, used={"benefit.luck": 1}),
    lambda i, day, who: Claimed(i, day, who, "benefit.luck", occurred=day),
    lambda i, day, who: Claimed(i, day, who, "benefit.old_age"),
    lambda i, day, who: Claimed(i, day, who, "benefit.birth"),
    lambda i, day, who: Claimed(i, day, who, "benefit.birth", occurred=day, facts={"children": "two"}),
    lambda i, day, who: Claimed(i, day, who, "benefit.birth", occurred=day, facts={"children": Decimal("1E+16")}),
    lambda i, day, who: Claimed(i, day, who, "benefit.birth", occurred=day, facts={"income": "poor"}),
    lambda i, day, who: Claimed(i, day, who, "benefit.death", payees=[Payee("cousin", "somebody")]),
    lambda i, day, who: Claimed(i, day, who, "benefit.hospital", discharged=day),
    lambda i, day, who: Claimed(i, day, who, "benefit.hospital", admitted=day - timedelta(days=3700), discharged=day),
    lambda i, day, _: Resolved(i, day, "nothing", "approved", "9/2563", amount=100),
    lambda i, day, who: Resolved(i, day, f"{who}-claim-0", "approved", "9/2563", amount=100),
    lambda i, day, who: Resolved(i, day, f"{who}-claim-0", "approved", "9/2563", amount="0.001"),
    lambda i, day, _: Reversed(i, day, "nothing"),
    lambda i, day, who: Reversed(i, day, f"{who}-join"),
    lambda i, day, _: Reversed(i, day, "reversed"),
    lambda i, day, _: Received(i, day, "0.005", "wind"),
    lambda i, day, _: Spent(i, day, Decimal("1E+14"), "castle"),
    lambda i, day, _: Closed(i, day),
)


@st.composite
def messes(draw: st.DrawFn, events: Sequence[Event]) -> list[Event]:
    """Bad records beside a fund's good ones; some of them contradict a good one under its own id."""
    bad: list[Event] = []
    for number in range(draw(st.integers(1, 8))):
        day = START + timedelta(days=draw(st.integers(0, 1600)))
        who = draw(st.sampled_from(["M0", "M0", "M1", "nobody"]))
        bad.append(draw(st.sampled_from(MESSES))(f"mess-{number}", day, who))
    for event in draw(st.lists(st.sampled_from(events), max_size=2)) if events else []:
        later = event.date + timedelta(days=draw(st.integers(1, 40)))
        bad.append(
            attrs.evolve(event, sequence=7) if isinstance(event, Claimed) else attrs.evolve(event, recorded=later)
        )
    return bad


@st.composite
def messy(draw: st.DrawFn, *, most: int = 3) -> tuple[Drawn, list[Event]]:
    """A scheme, and a fund in whose records there are some that cannot be. Not for laws about fairness."""
    drawn = draw(schemes())
    good = draw(funds(drawn, most=most))
    return drawn, [*good, *draw(messes(good))]
