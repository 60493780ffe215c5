"""A fund in which everything happens that a committee would want explained. Its people are invented."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final

from welfarerules.events import loads_events
from welfarerules.fund import Fund, Outcome
from welfarerules.loading import loads_scheme
from welfarerules.scheme.model import Scheme

SCHEME: Final = """\
schema = 1

[scheme]
id = "th.example.explained"
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
seniority = { on_readmission = "bridge" }
on_leaving = { advance = "refund", arrears = "cancel" }
ends_when = "unpaid_months >= 12"

[contribution.satja]
article = "ข้อ 7"
name = { th = "เงินสัจจะรายเดือน", en = "monthly pledge" }
rate = "30 per month"
collected = "monthly"
periods = "calendar"
due = "first day"
first_period = "proportional"

[fact.rooms]
name = { th = "จำนวนห้องที่เสียหาย", en = "rooms damaged" }
of = "claim"
type = "count"
unit = "ห้อง"

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
cap = [{ per = "event", amount = 600 }, { per = "fund year", amount = 1000, article = "ข้อ 13" }]
counted_by = "each night"
claim_within = "90 days of discharged"
late = "refuse"
payee = "member"

[benefit.old_age]
article = "ข้อ 12(3)"
name = { th = "เบี้ยผู้สูงอายุ", en = "old age" }
class = "elderly"
recurs = { every = "year", on = "1 October" }
requires = ["age >= 60 years", "membership > 1 year"]
amount = 200
payee = "member"

[benefit.death]
article = "ข้อ 12(4)"
name = { th = "เสียชีวิต", en = "death" }
class = "death"
event_date = "died"
requires = ["unpaid_months < 3 or contributed >= 300"]
claim_within = "120 days of died"
late = "refer"
payee = { order = ["named", "spouse", "children"], share = "equal", odd_satang = "first" }

[benefit.death.amount]
by = "membership"
tiers = [
  { from = "180 days", pays = 3000 },
  { from = "1 year", pays = 5000 },
  { from = "3 years", pays = 7000 },
]

[benefit.repair]
article = "ข้อ 12(5)"
name = { th = "ซ่อมบ้าน", en = "house repair" }
class = "disaster"
event_date = "occurred"
amount = { formula = "min(100 * rooms + floor(contributed / 7, 1), if(rooms > 2, 900, 400))" }
payee = "member"
"""

EVENTS: Final = """\
id,kind,date,member,born,amount,benefit,occurred,admitted,discharged,fact.rooms,payees,claim,outcome,resolution,source,purpose
B01,opening,2010-10-01,,,20000,,,,,,,,,,,
A01,joined,2010-10-01,A,1970-05-05,,,,,,,,,,,,
A02,paid,2010-10-01,A,,1000,,,,,,,,,,,
C01,joined,2010-10-01,C,,,,,,,,,,,,,
C02,paid,2010-10-01,C,,1000,,,,,,,,,,,
F01,joined,2010-10-01,F,1940-02-29,,,,,,,,,,,,
F02,paid,2010-10-01,F,,1000,,,,,,,,,,,
D01,joined,2010-10-15,D,1950-05-05,,,,,,,,,,,,
D02,paid,2010-10-15,D,,466.45,,,,,,,,,,,
H01,joined,2011-10-01,H,1980-01-31,,,,,,,,,,,,
H02,paid,2011-10-01,H,,300,,,,,,,,,,,
E01,joined,2011-09-01,E,1975-07-07,,,,,,,,,,,,
E02,paid,2011-09-01,E,,95,,,,,,,,,,,
R01,received,2012-01-10,,,500,,,,,,,,,,เทศบาลตัวอย่าง,
S01,spent,2012-01-11,,,120.25,,,,,,,,,,,ค่าสมุด
G01,joined,2012-01-15,G,1990-09-09,,,,,,,,,,,,
A03,claimed,2012-01-20,A,,,hospital,,2012-01-10,2012-01-13,,,,,,,
H03,left,2012-02-15,H,,,,,,,,,,,,,
G02,paid,2012-03-05,G,,110,,,,,,,,,,,
G03,paid,2012-03-06,G,,33.55,,,,,,,,,,,
A04,claimed,2012-03-09,A,,,hospital,,2011-11-01,2011-11-04,,,,,,,
E03,claimed,2012-03-20,E,,,hospital,,2012-03-10,2012-03-12,,,,,,,
D03,died,2012-03-21,D,,,,,,,,,,,,,
E04,resolved,2012-04-02,,,250,,,,,,,E03,approved,3/2555,,
D04,claimed,2012-04-03,D,,,death,,,,,children=มานี ตัวอย่าง|children=มานะ ตัวอย่าง|children=ชูใจ ตัวอย่าง,,,,,
A05,claimed,2012-05-20,A,,,hospital,,2012-05-10,2012-05-11,,,,,,,
B02,joined,2012-06-01,B,1985-12-12,,,,,,,,,,,,
B03,paid,2012-06-01,B,,500,,,,,,,,,,,
B04,claimed,2012-08-10,B,,,hospital,,2012-08-01,2012-08-03,,,,,,,
A06,claimed,2012-10-10,A,,,hospital,,2012-09-29,2012-10-03,,,,,,,
A07,claimed,2012-11-01,A,,,hospital,,2012-09-10,2012-09-12,,,,,,,
A08,claimed,2012-11-02,A,,,repair,2012-10-20,,,2,,,,,,
A09,claimed,2012-11-03,A,,,repair,2012-10-21,,,,,,,,,
A10,claimed,2012-11-04,A,,,hospital,,2012-10-30,,,,,,,,
A11,claimed,2012-11-05,A,,,hospital,,,2012-10-31,,,,,,,
Y01,closed,2012-11-30,,,,,,,,,,,,,,
"""

AS_OF: Final = date(2012, 12, 31)


@cache
def scheme() -> Scheme:
    """The fund's bylaws."""
    return loads_scheme(SCHEME, path="explained.toml")


@cache
def outcome() -> Outcome:
    """What came of the fund."""
    return Fund(scheme()).evaluate(loads_events(EVENTS, "csv").events, AS_OF)
