"""A fund small enough to work out by hand: three invented people, one stay in hospital, one death."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from welfarerules.events import loads_events
from welfarerules.fund import Fund, Outcome
from welfarerules.loading import loads_scheme
from welfarerules.scheme.model import Scheme

SCHEME: Final = """\
schema = 1

[scheme]
id = "th.example.small"
name = { th = "กองทุนตัวอย่าง", en = "Example fund" }
currency = "THB"
effective = 2010-10-01

[conventions]
fund_year_starts = "1 October"
month_end = "clamp"
rounding = { mode = "half_up", to = 0.01 }
facts_as_of = "event"
cap_cuts = "later nights"
payments_go_to = ["membership.entry_fee", "contribution.satja"]

[membership]
article = "ข้อ 6"
entry_fee = 20
seniority = { on_readmission = "restart" }
on_leaving = { advance = "keep", arrears = "cancel" }

[contribution.satja]
article = "ข้อ 7"
name = { th = "เงินสัจจะวันละบาท", en = "one baht a day" }
rate = "1 per day"
collected = "monthly"
periods = "calendar"
due = "last day"
first_period = "proportional"
days_in_year = "actual"

[benefit.hospital]
article = "ข้อ 12(2)"
name = { th = "นอนโรงพยาบาล", en = "hospital stay" }
class = "sickness"
event_date = "admitted"
requires = [
  { formula = "membership >= 180 days", article = "ข้อ 10" },
  { formula = "unpaid_months < 3", article = "ข้อ 9" },
]
amount = { per = "night", pays = 200 }
cap = [{ per = "event", amount = 600 }, { per = "fund year", amount = 1000 }]
counted_by = "each night"
claim_within = "90 days of discharged"
late = "refuse"
payee = "member"

[benefit.death]
article = "ข้อ 12(4)"
name = { th = "เสียชีวิต", en = "death" }
class = "death"
event_date = "died"
amount = 10000
claim_within = "120 days of died"
late = "refer"
payee = { order = ["named", "spouse", "children"], share = "equal", odd_satang = "first" }
"""

EVENTS: Final = """\
id,kind,date,member,born,amount,benefit,admitted,discharged,payees,source,purpose
E01,opening,2011-10-01,,,50000.50,,,,,,
E02,joined,2011-10-01,M1,1970-05-05,,,,,,,
E03,joined,2011-10-01,M2,1950-05-05,,,,,,,
E04,paid,2011-10-01,M1,,386,,,,,,
E05,paid,2011-10-05,M2,,51,,,,,,
E06,received,2012-01-10,,,1000,,,,,เทศบาลตัวอย่าง,
E07,spent,2012-01-11,,,120.25,,,,,,"ค่าสมุด ""เล่มใหญ่"", ปากกา"
E08,claimed,2012-07-09,M1,,,hospital,2012-07-01,2012-07-06,,,
E09,joined,2012-07-15,M3,,,,,,,,
E10,claimed,2012-08-09,M3,,,hospital,2012-08-01,2012-08-03,,,
E11,died,2012-08-10,M1,,,,,,,,
E12,claimed,2012-08-20,M1,,,death,,,children=มานี ตัวอย่าง|children=มานะ ตัวอย่าง|children=ชูใจ ตัวอย่าง,,
"""

CASES: Final = """\
schema = 1
scheme = "fund.toml"

[[case]]
id = "joining"
name = { th = "ค่าสมัครยี่สิบบาท", en = "joining costs twenty baht" }
as_of = 2012-01-04
events = [
  { kind = "joined", member = "A", date = 2012-01-04 },
  { kind = "paid", member = "A", date = 2012-01-04, amount = 20 },
]
expect = [{ member = "A", arrears = 0 }, { account = "cash", balance = 20 }]
"""

BAD_ROW: Final = "E13,paid,2012-08-21,M9,,5,,,,,,\n"
"""Nobody called M9 ever joined."""

AS_OF: Final = date(2012, 8, 31)


def put(folder: Path, *, events: str = EVENTS, scheme: str = SCHEME, cases: str = CASES) -> None:
    """Write the fund's files into *folder*."""
    for name, text in (("fund.toml", scheme), ("fund.csv", events), ("fund.cases.toml", cases)):
        (folder / name).write_text(text, encoding="utf-8")


@cache
def scheme() -> Scheme:
    """The fund's bylaws."""
    return loads_scheme(SCHEME, path="fund.toml")


@cache
def outcome(extra: str = "") -> Outcome:
    """What came of the fund, with *extra* rows of events."""
    return Fund(scheme()).evaluate(loads_events(EVENTS + extra, "csv", path="fund.csv").events, AS_OF)
