"""A fund that pays monthly: the material of the benchmarks."""

from __future__ import annotations

import random
from datetime import date, timedelta

from welfarerules import Scheme, loads_scheme
from welfarerules.events import Event, Joined, Paid

SCHEME = """
schema = 1
[scheme]
id = "bench.monthly"
name = { th = "กองทุนตัวอย่าง", en = "example fund" }
currency = "THB"
effective = 2005-01-01
[conventions]
fund_year_starts = "1 October"
month_end = "clamp"
facts_as_of = "event"
cap_cuts = "later nights"
[membership]
article = "6"
seniority = { on_readmission = "restart" }
on_leaving = { advance = "refund", arrears = "cancel" }
[contribution.satja]
article = "7"
name = { th = "เงินสัจจะ", en = "pledge" }
rate = "30 per month"
periods = "calendar"
due = "day 5"
first_period = "full"
[benefit.hospital]
article = "12"
name = { th = "เจ็บป่วย", en = "hospital" }
class = "sickness"
event_date = "admitted"
requires = ["membership >= 180 days", "unpaid_months < 3"]
amount = { per = "night", pays = 200 }
cap = [{ per = "event", amount = 600 }, { per = "fund year", amount = 1000 }]
counted_by = "each night"
payee = "member"
"""

FIRST_DAY = date(2010, 1, 1)


def scheme() -> Scheme:
    """Bylaws with one monthly contribution and one benefit."""
    return loads_scheme(SCHEME)


def monthly_payments(members: int, years: int, *, seed: int = 1) -> list[Event]:
    """Members who join in the first month and pay about what is due every month: 12 payments a year each."""
    draw = random.Random(seed)
    events: list[Event] = []
    for number in range(members):
        member = f"M{number:05}"
        joined = FIRST_DAY + timedelta(days=draw.randrange(28))
        events.append(Joined(f"J{number:05}", joined, member, born=date(1960, 5, 1)))
        for month in range(years * 12):
            day = date(FIRST_DAY.year + month // 12, month % 12 + 1, 28)
            events.append(Paid(f"P{number:05}-{month:03}", day, member, draw.choice(["30", "30", "30", "60", "29.75"])))
    return events
