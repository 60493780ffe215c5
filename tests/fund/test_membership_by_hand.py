"""Who is a member, since when it counts, and when it ends: beside days counted on a calendar."""

from __future__ import annotations

from typing import Any

import pytest

from strategies.written import (
    DEATH,
    benefit,
    claim,
    codes,
    contribution,
    day,
    dues,
    evaluate,
    fund,
    joined,
    postings,
    shares,
    verdicts,
)
from welfarerules.events import Claimed, Died, Event, Joined, Left, Paid, Payee
from welfarerules.fund import Fund


def left(on: str, identity: str = "left") -> Left:
    """The member called M leaves."""
    return Left(identity, day(on), "M")


def back(on: str, identity: str = "back") -> Joined:
    """The member called M joins again."""
    return Joined(identity, day(on), "M")


def readmitting(rule: str, *tables: str) -> Fund:
    """A fund that counts the membership of one who came back by *rule*."""
    return fund(*tables, membership={"seniority": {"on_readmission": rule}})


@pytest.mark.parametrize(
    ("rule", "since"),
    [
        ("restart", "2020-09-01"),
        ("bridge", "2020-01-01"),
        # July and August, 62 days, are taken out: 62 days after 1 January 2020 is 3 March.
        ("net", "2020-03-03"),
    ],
)
def test_the_membership_of_one_who_came_back_counts_as_the_scheme_says(rule: str, since: str) -> None:
    events = [joined("2020-01-01"), left("2020-06-30"), back("2020-09-01")]
    standing = evaluate(readmitting(rule), events, "2020-10-01").standing("M")
    assert standing.counts_from == day(since)
    assert (standing.joined, standing.status) == (day("2020-09-01"), "active")


def test_one_who_comes_back_the_day_after_leaving_has_no_gap_to_take_out() -> None:
    events = [joined("2020-01-01"), left("2020-06-30"), back("2020-07-01")]
    assert evaluate(readmitting("net"), events, "2020-10-01").standing("M").counts_from == day("2020-01-01")


def test_the_gaps_of_one_who_left_twice_are_all_taken_out() -> None:
    """Ten days from 11 to 20 January and five from 1 to 5 March: 15 days after 1 January."""
    events = [
        joined("2023-01-01"),
        left("2023-01-10"),
        back("2023-01-21"),
        left("2023-02-28", "left-2"),
        back("2023-03-06", "back-2"),
    ]
    assert evaluate(readmitting("net"), events, "2023-04-01").standing("M").counts_from == day("2023-01-16")
    assert evaluate(readmitting("bridge"), events, "2023-04-01").standing("M").counts_from == day("2023-01-01")


@pytest.mark.parametrize(("rule", "pays"), [("restart", "20000.00"), ("net", "20000.00"), ("bridge", "25000.00")])
def test_only_bridging_the_gap_reaches_the_tenth_year(rule: str, pays: str) -> None:
    """A published death table: joined on 1 January 2015, away from 1 July 2018 to the end of the year, died 2025.

    Counted anew 6 years, without the gap nine and a half, from first joining exactly ten.
    """
    tiers = [
        {"from": "1 day", "pays": 10000},
        {"from": "1 year", "pays": 15000},
        {"from": "5 years", "pays": 20000},
        {"from": "10 years", "pays": 25000},
    ]
    under = readmitting(rule, benefit("death", DEATH, amount={"by": "membership", "tiers": tiers}))
    events: list[Event] = [
        joined("2015-01-01"),
        left("2018-06-30"),
        back("2019-01-01"),
        Died("died", day("2025-01-01"), "M"),
        Claimed("claim", day("2025-01-05"), "M", "death", payees=[Payee("spouse", "Somsri")]),
    ]
    assert shares(evaluate(under, events, "2025-02-01")) == [("Somsri", pays)]


@pytest.mark.parametrize(
    ("length", "last_refused", "first_paid"),
    [("180 days", "2012-07-01", "2012-07-02"), ("6 months", "2012-07-03", "2012-07-04")],
)
def test_180_days_and_6_months_of_waiting_end_on_two_days(length: str, last_refused: str, first_paid: str) -> None:
    """Joined on 4 January 2012: 180 days later is 2 July in a leap year, six months later 4 July."""
    under = fund(benefit(requires=[f"membership >= {length}"]))
    events = [
        joined("2012-01-04"),
        claim("before", "2012-07-10", occurred=last_refused),
        claim("after", "2012-07-11", occurred=first_paid),
    ]
    assert verdicts(evaluate(under, events, "2012-08-01")) == [
        ("refused", "requirement_not_met", "0.00"),
        ("approved", "met", "1000.00"),
    ]


def lapsing(formula: str, **membership: Any) -> Fund:
    """A fund of two contributions of one day that ends memberships by itself."""
    return fund(
        contribution(),
        contribution("upkeep", rate="50 per month"),
        conventions={"payments_go_to": ["contribution.satja", "contribution.upkeep"]},
        membership={"ends_when": formula, **membership},
    )


@pytest.mark.parametrize("arrears", ["cancel", "stay owed"])
def test_a_membership_ends_on_the_due_day_on_which_the_bylaw_s_condition_holds(arrears: str) -> None:
    """Unpaid since 1 January 2024: 31 days on 1 February, 60 on 1 March, 91 on 1 April.

    It is looked at when all dues of the day have fallen, so both contributions of 1 April are due.
    """
    under = lapsing("days_overdue > 60", on_leaving={"advance": "keep", "arrears": arrears})
    outcome = evaluate(under, [joined("2024-01-01")], "2024-12-31")
    days = ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"]
    assert dues(outcome) == [(on, "30.00") for on in days]
    assert dues(outcome, "contribution.upkeep") == [(on, "50.00") for on in days]
    standing = outcome.standing("M")
    assert (standing.status, standing.ended) == ("ended", day("2024-04-01"))
    cancelled = [("2024-04-01", "120.00"), ("2024-04-01", "200.00")] if arrears == "cancel" else []
    assert postings(outcome, "due_cancelled") == cancelled
    assert str(standing.owed) == ("0.00 baht" if cancelled else "320.00 baht")


def test_a_due_of_the_day_itself_is_not_yet_unpaid_when_the_end_is_looked_at() -> None:
    under = fund(contribution(), membership={"ends_when": "unpaid_dues >= 3"})
    outcome = evaluate(under, [joined("2024-01-01")], "2024-12-31")
    assert outcome.standing("M").ended == day("2024-04-01")
    events = [joined("2024-01-01"), Paid("paid", day("2024-03-31"), "M", "30")]
    assert evaluate(under, events, "2024-12-31").standing("M").ended == day("2024-05-01")


def test_one_whose_membership_ended_is_covered_no_more_and_may_join_again() -> None:
    under = fund(contribution(), benefit(), membership={"ends_when": "unpaid_dues >= 3"})
    events = [
        joined("2024-01-01"),
        claim("on-the-day", "2024-04-02", occurred="2024-04-01"),
        claim("after", "2024-04-03", occurred="2024-04-02"),
        back("2024-06-01"),
        claim("again", "2024-06-02", occurred="2024-06-01"),
    ]
    assert verdicts(evaluate(under, events, "2024-06-30")) == [
        ("approved", "met", "1000.00"),
        ("refused", "not_covered", "0.00"),
        ("approved", "met", "1000.00"),
    ]


def test_a_death_ends_the_membership_and_all_dues() -> None:
    events = [joined("2024-01-01"), Died("died", day("2024-02-01"), "M"), Paid("paid", day("2024-01-01"), "M", "100")]
    under = fund(contribution(), membership={"on_leaving": {"advance": "refund", "arrears": "cancel"}})
    outcome = evaluate(under, events, "2024-06-01")
    assert [on for on, _ in dues(outcome)] == ["2024-01-01", "2024-02-01"]
    assert postings(outcome, "advance_refunded") == [("2024-02-01", "40.00")]
    assert (outcome.standing("M").status, outcome.standing("M").ended) == ("dead", day("2024-02-01"))


def test_what_cannot_have_happened_to_a_member_is_refused() -> None:
    events = [
        Paid("early", day("2023-12-31"), "M", "30"),
        joined("2024-01-01"),
        Joined("twice", day("2024-02-01"), "M"),
        left("2024-03-01"),
        left("2024-04-01", "left-2"),
        Died("died", day("2024-05-01"), "M"),
        Died("died-2", day("2024-05-02"), "M"),
        back("2024-06-01"),
    ]
    outcome = evaluate(fund(), events, "2024-12-31")
    assert sorted(codes(outcome)) == ["WR470", "WR471", "WR472", "WR472", "WR801"]
    assert list(outcome.journal) == []


def test_one_who_brings_all_arrears_on_the_due_day_stays_a_member() -> None:
    """`ends_when` is asked after the day's money is in."""
    under = fund(contribution(), membership={"ends_when": "unpaid_dues >= 3"})
    late = [joined("2024-01-01"), Paid("paid", day("2024-04-01"), "M", "120")]
    assert evaluate(under, late, "2024-06-30").standing("M").status == "active"
    too_late = [joined("2024-01-01"), Paid("paid", day("2024-04-02"), "M", "120")]
    outcome = evaluate(under, too_late, "2024-06-30")
    assert (outcome.standing("M").status, outcome.standing("M").ended) == ("ended", day("2024-04-01"))
    assert codes(outcome) == ["WR475"]


def test_one_who_no_longer_is_a_member_can_pay_what_is_owed_and_no_more() -> None:
    under = fund(contribution(), membership={"on_leaving": {"advance": "refund", "arrears": "stay owed"}})
    events = [
        joined("2024-01-01"),
        left("2024-02-15"),
        Paid("too-much", day("2024-03-01"), "M", "60.01"),
        Paid("part", day("2024-03-02"), "M", "20"),
        Paid("rest", day("2024-03-03"), "M", "40"),
        Paid("nothing-owed", day("2024-03-04"), "M", "1"),
    ]
    outcome = evaluate(under, events, "2024-06-30")
    assert codes(outcome) == ["WR475", "WR475"]
    assert postings(outcome, "payment") == [("2024-03-02", "20.00"), ("2024-03-03", "40.00")]
    assert outcome.standing("M").owed.minor == 0
    assert "liability:advance" not in outcome.balances


@pytest.mark.parametrize("periods", ["calendar", "joining"])
@pytest.mark.parametrize("first_period", ["full", "proportional", "free"])
def test_a_month_that_was_charged_is_not_charged_again_to_one_who_comes_back_within_it(
    periods: str, first_period: str
) -> None:
    keys = {"periods": periods, "first_period": first_period if periods == "calendar" else None}
    paid = Paid("paid", day("2024-01-01"), "M", "60")
    events = [joined("2024-01-01"), paid, left("2024-02-10"), back("2024-02-20")]
    outcome = evaluate(fund(contribution(**keys)), events, "2024-03-31")
    fallen = ["2024-01-01", "2024-02-01", "2024-03-01" if periods == "calendar" else "2024-03-20"]
    assert dues(outcome) == [(on, "30.00") for on in fallen]


def test_a_month_that_was_given_up_is_charged_to_one_who_comes_back_within_it() -> None:
    events = [joined("2024-01-01"), left("2024-02-10"), back("2024-02-20")]
    outcome = evaluate(fund(contribution()), events, "2024-02-29")
    assert dues(outcome) == [("2024-01-01", "30.00"), ("2024-02-01", "30.00"), ("2024-02-20", "30.00")]
    assert postings(outcome, "due_cancelled") == [("2024-02-10", "60.00")]
