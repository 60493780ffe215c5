"""``ends_when`` may be a single fact or a plain truth: then it needs no program, and ends a membership all the same."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from welfarerules.events import loads_events
from welfarerules.fund import Fund
from welfarerules.loading import loads_scheme

SCHEME: Final = """\
schema = 1

[scheme]
id = "th.example.lapsing"
name = { en = "Example fund" }
languages = ["en"]
currency = "THB"
effective = 2010-10-01

[membership]
article = "6"
on_leaving = { advance = "refund", arrears = "cancel" }
ends_when = "ENDS_WHEN"

[contribution.monthly]
article = "7"
name = { en = "monthly contribution" }
rate = "30 per month"
periods = "calendar"
due = "day 20"
first_period = "full"

[fact.expelled]
name = { en = "expelled" }
of = "member"
type = "truth"
"""

EVENTS: Final = """\
id,kind,date,member,fact.expelled
E1,joined,2024-01-15,M1,no
E2,changed,2024-02-01,M1,yes
"""


@pytest.mark.parametrize(
    ("ends_when", "ended"),
    [
        ("expelled", date(2024, 2, 20)),
        ("not not expelled", date(2024, 2, 20)),
        ("not expelled", date(2024, 1, 20)),
        ("true", date(2024, 1, 20)),
        ("false", None),
    ],
)
def test_a_membership_ends_on_the_first_due_day_on_which_it_holds(ends_when: str, ended: date | None) -> None:
    scheme = loads_scheme(SCHEME.replace("ENDS_WHEN", ends_when))
    outcome = Fund(scheme).evaluate(loads_events(EVENTS, "csv").events, date(2024, 6, 1))
    assert outcome.standing("M1").ended == ended
