"""Stays in hospital: nights and days, what falls outside membership, caps in their order, over two fund years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import attrs
import pytest

from strategies.written import STAY, benefit, claim, codes, day, evaluate, fund, joined, shares, verdicts
from welfarerules.events import Claimed, Died, Event, Left, Opening, Payee, Resolved
from welfarerules.fund import Fund

EVENT, YEAR = {"per": "event", "amount": 600}, {"per": "fund year", "amount": 1000}
BY_DAY = {"per": "day", "pays": 200}


def hospital(*, conventions: Mapping[str, Any] | None = None, **keys: Any) -> Fund:
    """200 baht a night in hospital."""
    return fund(benefit("hospital", STAY, **keys), conventions=conventions)


def stayed(identity: str, admitted: str, discharged: str, *, claimed: str = "") -> Claimed:
    """The member called M claims for a stay."""
    on = claimed or discharged
    return claim(identity, on, benefit="hospital", admitted=admitted, discharged=discharged)


def paid(under: Fund, *events: Event) -> list[str]:
    """What each claim of one who joined on 1 January 2020 paid."""
    outcome = evaluate(under, [joined("2020-01-01"), *events], "2025-12-31")
    assert outcome.refusals == ()
    return [amount for _, _, amount in verdicts(outcome)]


@pytest.mark.parametrize(
    ("caps", "counted_by", "cap_cuts", "expected"),
    [
        # 30 and 31 December | 1 and 2 January, 400 baht each; 100 are left of 2024's thousand.
        ([YEAR, EVENT], "each night", "later nights", "500.00"),  # 100 + 400, not above 600
        ([EVENT, YEAR], "each night", "later nights", "300.00"),  # 600 buy 400 + 200; 100 + 200
        ([EVENT, YEAR], "each night", "earlier nights", "500.00"),  # 600 buy 200 + 400; 100 + 400
        ([YEAR, EVENT], "each night", "earlier nights", "500.00"),
        ([YEAR, EVENT], "admission", "later nights", "100.00"),
        ([EVENT, YEAR], "admission", "later nights", "100.00"),
        ([YEAR, EVENT], "discharge", "later nights", "600.00"),
        ([EVENT, YEAR], "discharge", "later nights", "600.00"),
    ],
)
def test_a_stay_over_the_year_s_end_pays_by_the_order_of_caps_and_the_way_nights_are_counted(
    caps: Sequence[Mapping[str, Any]], counted_by: str, cap_cuts: str, expected: str
) -> None:
    """The published shape of Chamuang's hospital benefit: 200 a night, 600 a stay, 1,000 a year, 900 of it used."""
    under = hospital(
        cap=caps, counted_by=counted_by, conventions={"fund_year_starts": "1 January", "cap_cuts": cap_cuts}
    )
    opening = Opening("open", day("2024-06-01"), member="M", joined=day("2020-01-01"), used={"hospital": "900"})
    outcome = evaluate(under, [opening, stayed("stay", "2024-12-30", "2025-01-03")], "2025-01-31")
    assert [amount for _, _, amount in verdicts(outcome)] == [expected]


@pytest.mark.parametrize(
    ("cap_cuts", "left"), [("later nights", ["450.00", "650.00"]), ("earlier nights", ["450.00", "600.00"])]
)
def test_the_year_whose_nights_were_cut_keeps_its_cap(cap_cuts: str, left: list[str]) -> None:
    """450 for the stay: 100 + 350 when 2025's nights are cut, 50 + 400 when 2024's are; of 2025 stays 650 or 600."""
    caps = [YEAR, {"per": "event", "amount": 450}]
    conventions = {"fund_year_starts": "1 January", "cap_cuts": cap_cuts}
    first = stayed("first", "2024-12-30", "2025-01-03")
    opening = Opening("open", day("2024-06-01"), member="M", joined=day("2020-01-01"), used={"hospital": "900"})
    under = hospital(cap=caps, counted_by="each night", conventions=conventions)
    rest = [stayed(f"more-{k}", f"2025-0{k}-01", f"2025-0{k}-04") for k in (2, 3)]
    outcome = evaluate(under, [opening, first, *rest], "2025-12-31")
    amounts = [Decimal(amount) for _, _, amount in verdicts(outcome)]
    assert [str(amounts[0]), str(sum(amounts[1:]))] == left


def test_the_cap_of_a_fund_year_counts_what_was_paid_in_it_and_nothing_before() -> None:
    """A bug seen elsewhere: a window that always began on 1 October of the calendar year before, so paid 200."""
    under = hospital(cap=[YEAR], counted_by="admission")
    assert paid(
        under, stayed("august", "2023-08-06", "2023-08-10"), stayed("november", "2023-11-12", "2023-11-15")
    ) == ["800.00", "600.00"]


def test_claims_of_one_fund_year_use_up_its_cap_together() -> None:
    under = hospital(cap=[EVENT, YEAR], counted_by="each night")
    stays = [stayed(f"stay-{month}", f"2024-{month}-01", f"2024-{month}-05") for month in ("01", "02", "03", "10")]
    outcome = evaluate(under, [joined("2020-01-01"), *stays], "2024-12-31")
    assert verdicts(outcome) == [
        ("approved", "met", "600.00"),
        ("approved", "met", "400.00"),
        ("refused", "cap_used_up", "0.00"),
        ("approved", "met", "600.00"),
    ]


def test_a_refused_claim_uses_up_nothing_of_a_cap() -> None:
    under = hospital(cap=[YEAR], counted_by="each night", requires=["membership >= 180 days"])
    stays = [stayed("early", "2020-03-01", "2020-03-05"), stayed("late", "2020-08-01", "2020-08-06")]
    assert paid(under, *stays) == ["0.00", "1000.00"]


def test_a_claim_entered_for_an_earlier_stay_meets_what_is_left_of_the_cap() -> None:
    """Claims are decided in the order in which they are made, each in the fund year of its own nights."""
    under = hospital(cap=[YEAR], counted_by="each night")
    stays = [
        stayed("second", "2024-03-01", "2024-03-05"),
        stayed("first", "2023-12-01", "2023-12-03", claimed="2024-04-01"),
        stayed("other-year", "2023-09-01", "2023-09-03", claimed="2024-04-02"),
    ]
    assert paid(under, *stays) == ["800.00", "200.00", "400.00"]


def test_four_nights_are_five_days() -> None:
    by_night = hospital(amount={"per": "night", "pays": 100})
    by_day = hospital(amount={"per": "day", "pays": 100})
    events = stayed("stay", "2024-12-30", "2025-01-03")
    assert (paid(by_night, events), paid(by_day, events)) == (["400.00"], ["500.00"])


def test_a_stay_of_one_day_has_no_night() -> None:
    events = stayed("stay", "2024-12-30", "2024-12-30")
    outcome = evaluate(hospital(), [joined("2020-01-01"), events], "2025-01-31")
    assert verdicts(outcome) == [("refused", "nothing_due", "0.00")]
    assert paid(hospital(amount=BY_DAY), events) == ["200.00"]


@pytest.mark.parametrize(("claimed", "expected"), [("2024-06-29", "6000.00"), ("2024-06-30", "0.00")])
def test_days_beyond_the_cap_are_not_paid_and_the_claim_comes_in_time_or_not(claimed: str, expected: str) -> None:
    """A published bylaw: 300 a day for at most 20 days, claimed within 120 days of discharge on 1 March 2024."""
    under = hospital(
        amount={"per": "day", "pays": 300},
        cap=[{"per": "event", "amount": 6000}],
        claim_within="120 days of discharged",
        late="refuse",
    )
    assert paid(under, stayed("stay", "2024-02-06", "2024-03-01", claimed=claimed)) == [expected]


def test_a_late_claim_goes_to_the_committee_where_the_scheme_says_so() -> None:
    under = hospital(claim_within="3 months of discharged", late="refer")
    in_time = stayed("in-time", "2024-11-29", "2024-11-30", claimed="2025-02-28")
    late = stayed("late", "2024-11-28", "2024-11-29", claimed="2025-03-01")
    outcome = evaluate(under, [joined("2020-01-01"), in_time, late], "2025-03-31")
    assert verdicts(outcome) == [("approved", "met", "200.00"), ("referred", "requirement_not_met", "0.00")]
    assert outcome.decisions[1].requirement == "claim_within"


@pytest.mark.parametrize(
    ("end", "by_night", "by_day"),
    [
        # In hospital from 8 to 15 March. The nights of 8, 9 and 10 March begin in membership; so do those days.
        (Left("left", day("2024-03-10"), "M"), "600.00", "600.00"),
        # Nobody sleeps on the day of death; it is a day of the stay all the same.
        (Died("died", day("2024-03-10"), "M"), "400.00", "600.00"),
        (Left("left", day("2024-03-14"), "M"), "1400.00", "1400.00"),
        (Left("left", day("2024-03-15"), "M"), "1400.00", "1600.00"),
        (Died("died", day("2024-03-15"), "M"), "1400.00", "1600.00"),
    ],
    ids=["left", "died", "left the day before", "left at discharge", "died at discharge"],
)
def test_only_what_falls_into_membership_is_paid(end: Event, by_night: str, by_day: str) -> None:
    stay = stayed("stay", "2024-03-08", "2024-03-15", claimed="2024-03-20")
    events = end, attrs.evolve(stay, payees=(Payee("spouse", "Somsri"),))
    to_the_family: Mapping[str, Any] = {"payee": {"order": ["spouse"], "share": "equal", "odd_satang": "first"}}
    by_year: Mapping[str, Any] = {"cap": [{"per": "fund year", "amount": 9000}], "counted_by": "each night"}
    counted: Mapping[str, Any]
    for counted in ({}, by_year):
        assert paid(hospital(**counted, **to_the_family), *events) == [by_night]
        assert paid(hospital(amount=BY_DAY, **counted, **to_the_family), *events) == [by_day]


def test_a_stay_that_began_before_joining_is_paid_from_joining_on_where_discharge_is_the_event() -> None:
    under = hospital(event_date="discharged")
    events = [joined("2024-03-10"), stayed("stay", "2024-03-08", "2024-03-12")]
    assert verdicts(evaluate(under, events, "2024-04-01")) == [("approved", "met", "400.00")]
    assert verdicts(evaluate(hospital(), events, "2024-04-01")) == [("refused", "not_covered", "0.00")]


def test_a_stay_without_a_discharge_goes_to_the_committee() -> None:
    outcome = evaluate(
        hospital(),
        [joined("2020-01-01"), claim("open", "2024-03-20", benefit="hospital", admitted="2024-03-08")],
        "2024-04-01",
    )
    assert verdicts(outcome) == [("referred", "amount_unknown", "0.00")]


def test_every_night_over_a_year_s_end_is_paid_out_in_one_payment() -> None:
    under = hospital(cap=[YEAR], counted_by="each night")
    outcome = evaluate(under, [joined("2020-01-01"), stayed("stay", "2024-09-28", "2024-10-04")], "2024-10-31")
    assert shares(outcome) == [("", "1200.00")]


def test_nights_may_be_paid_by_formula() -> None:
    under = hospital(amount={"formula": "min(nights, 3) * 150 baht"})
    assert paid(under, stayed("stay", "2024-03-01", "2024-03-09")) == ["450.00"]


def test_what_is_claimed_for_one_who_has_died_is_not_paid_to_the_dead() -> None:
    """The scheme pays the member: whom it pays instead, a resolution says."""
    died = [joined("2020-01-01"), Died("died", day("2024-03-16"), "M")]
    stay = stayed("stay", "2024-03-08", "2024-03-15", claimed="2024-03-20")
    resolution = Resolved("so", day("2024-03-25"), "stay", "approved", "4/2567", amount=1400)
    somsri = Payee("spouse", "Somsri")
    assert verdicts(evaluate(hospital(), [*died, stay], "2024-04-01")) == [("referred", "payee_unknown", "0.00")]
    named = evaluate(hospital(), [*died, stay, attrs.evolve(resolution, payees=(somsri,))], "2024-04-01")
    assert shares(named) == [("Somsri", "1400.00")]
    assert codes(evaluate(hospital(), [*died, stay, resolution], "2024-04-01")) == ["WR486"]
    outcome = evaluate(hospital(), [*died, attrs.evolve(stay, payees=(somsri,))], "2024-04-01")
    assert codes(outcome) == ["WR477"]
    two = attrs.evolve(resolution, payees=(somsri, Payee("child", "Mani")))
    assert codes(evaluate(hospital(), [*died, stay, two], "2024-04-01")) == ["WR477"]


def test_what_the_committee_pays_for_a_stay_counts_in_the_fund_years_of_its_nights() -> None:
    """One night in the year that ends and four in the next: 200 and 800 of the 1,000 that a committee grants."""
    under = hospital(
        cap=[{"per": "fund year", "amount": 1000}],
        counted_by="each night",
        claim_within="10 days of discharged",
        late="refer",
    )
    late = stayed("late", "2024-09-30", "2024-10-05", claimed="2024-11-01")
    resolution = Resolved("so", day("2024-11-02"), "late", "approved", "4/2567", amount=1000)
    last = stayed("last", "2024-12-05", "2024-12-10", claimed="2024-12-12")
    outcome = evaluate(under, [joined("2020-01-01"), late, resolution, last], "2025-01-01")
    assert verdicts(outcome)[-1] == ("approved", "met", "200.00")
