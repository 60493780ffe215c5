"""What a committee pays uses up the cap of the same fund year as the claim itself would have."""

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
id = "th.example.resolved"
name = { en = "Example fund" }
languages = ["en"]
currency = "THB"
effective = 2010-10-01

[conventions]
fund_year_starts = "15 April"
facts_as_of = "event"

[membership]
article = "6"

[fact.certificate]
name = { en = "certificate" }
of = "claim"
type = "truth"

[benefit.hospital]
article = "12"
name = { en = "hospital stay" }
class = "sickness"
event_date = "EVENT_DATE"
requires = ["certificate"]
amount = { per = "night", pays = 200 }
cap = [{ per = "fund year", amount = 1000 }]
counted_by = "COUNTED_BY"
"""

# The stay that is resolved spans 15 April, the start of a fund year; the other lies after it.
EVENTS: Final = """\
id,kind,date,member,benefit,admitted,discharged,fact.certificate,claim,outcome,resolution,amount
E1,joined,2020-01-01,M1,,,,,,,,
E2,claimed,2024-05-04,M1,hospital,2024-04-13,2024-04-17,,,,,
E3,resolved,2024-05-05,,,,,,E2,approved,1/2567,800
E4,claimed,2024-08-10,M1,hospital,2024-08-01,2024-08-09,yes,,,,
"""


@pytest.mark.parametrize(
    ("event_date", "counted_by", "left"),
    [
        ("admitted", "admission", "1,000.00"),
        ("admitted", "discharge", "200.00"),
        ("discharged", "admission", "1,000.00"),
        ("discharged", "discharge", "200.00"),
    ],
)
def test_a_resolved_stay_counts_in_the_fund_year_that_the_scheme_says(
    event_date: str, counted_by: str, left: str
) -> None:
    scheme = loads_scheme(SCHEME.replace("EVENT_DATE", event_date).replace("COUNTED_BY", counted_by))
    outcome = Fund(scheme).evaluate(loads_events(EVENTS, "csv").events, date(2024, 12, 31))
    assert outcome.refusals == ()
    assert [(decision.id, decision.amount.format(unit="none")) for decision in outcome.decisions][1:] == [
        ("E3", "800.00"),
        ("E4", left),
    ]
