"""Findings that no file of a user leads to by itself: each is shown here by its code."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from welfarerules import Fund, WelfareError, loads_scheme
from welfarerules.dates import DayOfYear, add_months, fund_year_of, whole_months
from welfarerules.events import Changed, Claimed, Event, Joined, Paid
from welfarerules.money import Money

SCHEME = """
schema = 1
[scheme]
id = "test.findings"
name = { th = "ทดสอบ", en = "test" }
currency = "JPY"
effective = 2020-01-01
[conventions]
facts_as_of = "event"
payments_go_to = ["contribution.satja"]
[membership]
article = "6"
seniority = { on_readmission = "restart" }
on_leaving = { advance = "refund", arrears = "cancel" }
[fact.income]
name = { th = "รายได้", en = "income" }
of = "member"
type = "money"
[contribution.satja]
article = "7"
name = { th = "เงินสัจจะ", en = "pledge" }
rate = "30 per month"
periods = "calendar"
due = "last day"
first_period = "free"
[benefit.birth]
article = "12"
name = { th = "คลอดบุตร", en = "birth" }
class = "birth"
event_date = "occurred"
requires = ["income < 100000", "membership >= 10 days"]
amount = 1000
payee = "member"
"""

JOINED = Joined("J1", date(2020, 1, 1), "M1")
CLAIM = Claimed("C1", date(2020, 3, 1), "M1", "benefit.birth", occurred=date(2020, 2, 20))


def refused(*events: Event) -> list[str]:
    outcome = Fund(loads_scheme(SCHEME)).evaluate([JOINED, *events], date(2020, 12, 31))
    return [diagnostic.code for diagnostic in outcome.refusals]


def test_an_amount_finer_than_the_currency_is_refused() -> None:
    """WR452: there is no half yen."""
    assert refused(Paid("P1", date(2020, 2, 1), "M1", "30.50")) == ["WR452"]


def test_a_negative_fact_of_money_is_refused() -> None:
    """WR453."""
    assert refused(Changed("X1", date(2020, 2, 1), "M1", facts={"income": Decimal(-1)})) == ["WR453"]


def test_an_amount_that_no_fund_holds_is_refused() -> None:
    """WR454: a slip of the finger must not overflow what is computed."""
    assert refused(Paid("P1", date(2020, 2, 1), "M1", "1" + "0" * 15)) == ["WR454"]


def test_a_claim_after_the_day_of_the_evaluation_cannot_be_quoted() -> None:
    """WR458: what falls due in between is not known."""
    outcome = Fund(loads_scheme(SCHEME)).evaluate([JOINED], date(2020, 2, 28))
    with pytest.raises(WelfareError) as caught:
        outcome.quote(CLAIM)
    assert [diagnostic.code for diagnostic in caught.value.found] == ["WR458"]


def test_amounts_of_two_currencies_do_not_mix() -> None:
    """WR018."""
    with pytest.raises(WelfareError) as caught:
        Money(100, "THB") + Money(100, "JPY")
    assert caught.value.found[0].code == "WR018"


def test_a_fund_year_that_no_calendar_holds_is_refused() -> None:
    """WR033."""
    with pytest.raises(WelfareError) as caught:
        _ = fund_year_of(date(1, 1, 1), DayOfYear(10, 1)).start
    assert caught.value.found[0].code == "WR033"


def test_a_month_beyond_the_calendar_is_refused() -> None:
    """WR034."""
    with pytest.raises(WelfareError) as caught:
        add_months(date(9999, 12, 1), 1, "clamp")
    assert caught.value.found[0].code == "WR034"


def test_a_time_that_ends_before_it_begins_is_refused() -> None:
    """WR035."""
    with pytest.raises(WelfareError) as caught:
        whole_months(date(2020, 1, 31), date(2019, 12, 31), "clamp")
    assert caught.value.found[0].code == "WR035"
