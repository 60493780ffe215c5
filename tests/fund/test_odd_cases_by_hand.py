"""Odd cases that a page of the docs promises an answer for, worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from welfarerules import Fund, loads_scheme
from welfarerules.events import Claimed, Event, Joined, Left, Opening, Paid, Resolved
from welfarerules.explain import explain
from welfarerules.fund import Outcome

HEAD: Final = """\
schema = 1
[scheme]
id = "x"
name = { en = "X" }
languages = ["en"]
currency = "THB"
effective = 2000-01-01
[conventions]
fund_year_starts = "1 October"
month_end = "clamp"
rounding = { mode = "half_up", to = 0.01 }
facts_as_of = "event"
cap_cuts = "later nights"
[membership]
article = "1"
seniority = { on_readmission = "net" }
on_leaving = { advance = "refund", arrears = "cancel" }
"""
JOINED: Final = Joined("J", date(2020, 1, 1), "M")


def evaluated(rules: str, *events: Event, to: date, head: str = HEAD) -> Outcome:
    return Fund(loads_scheme(head + rules)).evaluate(events, to)


def hospital(event_date: str, amount: str, more: str = "") -> str:
    return (
        f'[benefit.h]\narticle = "2"\nname = {{ en = "H" }}\nclass = "s"\nevent_date = "{event_date}"\n'
        f"amount = {amount}\n{more}\n"
    )


def stay(claim: str, admitted: date, discharged: date, claimed: date | None = None) -> Claimed:
    return Claimed(claim, claimed or discharged, "M", "benefit.h", admitted=admitted, discharged=discharged)


def contribution(text: str) -> str:
    return f'[contribution.a]\narticle = "7"\nname = {{ en = "D" }}\n{text}\n'


@pytest.mark.parametrize("first", [0, 1])
def test_two_claims_for_one_day_of_the_event_are_never_both_paid_by_the_bylaw(first: int) -> None:
    """A stay of no night and one that begins on its day share no night, but they are one admission."""
    claims = [
        stay("a", date(2024, 3, 1), date(2024, 3, 1), date(2024, 3, 6)),
        stay("b", date(2024, 3, 1), date(2024, 3, 5), date(2024, 3, 7 - 2 * first)),
    ]
    found = evaluated(hospital("admitted", "1000"), JOINED, *claims, to=date(2024, 4, 1))
    assert sorted(decision.outcome for decision in found.decisions) == ["approved", "referred"]
    assert {decision.reason for decision in found.decisions} == {"met", "same_event"}


@pytest.mark.parametrize("amount", ['{ per = "day", pays = 200 }', '{ formula = "min(stay_days, 10) * 200" }'])
def test_a_day_that_two_stays_share_is_not_paid_twice_however_the_amount_is_written(amount: str) -> None:
    claims = stay("a", date(2024, 3, 1), date(2024, 3, 5)), stay("b", date(2024, 3, 5), date(2024, 3, 7))
    found = evaluated(hospital("admitted", amount), JOINED, *claims, to=date(2024, 4, 1))
    assert [decision.reason for decision in found.decisions] == ["met", "same_event"]


def test_a_grant_for_nights_of_one_fund_year_uses_up_the_cap_of_that_year() -> None:
    """All four nights lie before 1 October, though the day of discharge does not: 5 × 200 is left for December."""
    rules = hospital(
        "discharged",
        '{ per = "night", pays = 200 }',
        'cap = [{ per = "fund year", amount = 1000 }]\ncounted_by = "each night"\n'
        'claim_within = "10 days of discharged"\nlate = "refer"',
    )
    found = evaluated(
        rules,
        JOINED,
        stay("a", date(2024, 9, 27), date(2024, 10, 1), date(2024, 11, 1)),
        Resolved("R", date(2024, 11, 2), "a", "approved", "1/2567", amount=800),
        stay("b", date(2024, 12, 1), date(2024, 12, 6)),
        to=date(2024, 12, 31),
    )
    assert [decision.amount.minor for decision in found.decisions] == [0, 80_000, 100_000]


@pytest.mark.parametrize(("paid", "owed"), [(365, 0), (364, 1), (200, 165), (0, 365)])
def test_what_was_paid_of_a_year_still_counts_for_one_who_left_and_came_back(paid: int, owed: int) -> None:
    rules = contribution('rate = "365 per year"\nperiods = "calendar"\ndue = "first day"\nfirst_period = "full"')
    money = [Paid("P", date(2025, 10, 1), "M", paid)] if paid else []
    events = (
        Joined("J", date(2025, 10, 1), "M"),
        *money,
        Left("L", date(2026, 3, 10), "M"),
        Joined("K", date(2026, 3, 20), "M"),
    )
    found = evaluated(rules, *events, to=date(2026, 4, 1))
    assert found.standings["M"].owed.minor == owed * 100
    due = [posting for posting in found.journal if posting.reason == "due_fell"][-1]
    told = explain(found, due, lang="en").text()
    assert (f"{paid}.00 baht of it was paid before the member left and came back" in told) == (paid in (364, 200))


@pytest.mark.parametrize(("paid", "owed"), [(365, 0), (364, 1), (170, 195), (100, 195), (0, 195)])
def test_of_a_rate_per_day_the_days_that_were_paid_for_are_not_charged_again(paid: int, owed: int) -> None:
    """1 October to 19 March are 170 days; 195 are left of the year from 20 March on."""
    rules = contribution(
        'rate = "1 per day"\ncollected = "yearly"\nperiods = "calendar"\ndue = "first day"\n'
        'first_period = "proportional"\ndays_in_year = "actual"'
    )
    money = [Paid("P", date(2025, 10, 1), "M", paid)] if paid else []
    events = (
        Joined("J", date(2025, 10, 1), "M"),
        *money,
        Left("L", date(2026, 3, 10), "M"),
        Joined("K", date(2026, 3, 20), "M"),
    )
    assert evaluated(rules, *events, to=date(2026, 9, 30)).standings["M"].owed.minor == owed * 100


def test_no_due_falls_before_the_period_that_it_is_for() -> None:
    """By overflow the second period begins on 3 March; a due day on the 1st would charge one who left on that day."""
    rules = contribution('rate = "30 per month"\nperiods = "joining"\ndue = "day 1 of month 2"')
    head = HEAD.replace("clamp", "overflow").replace('"cancel"', '"stay owed"')
    events = Joined("J", date(2025, 1, 31), "M"), Left("L", date(2025, 3, 1), "M")
    found = evaluated(rules, *events, to=date(2025, 3, 2), head=head)
    assert [posting.covers_from for posting in found.journal] == [date(2025, 1, 31)]


def test_a_taken_over_membership_that_overlaps_an_earlier_one_is_refused() -> None:
    opening = Opening("O", date(2024, 10, 1), member="M", joined=date(2018, 1, 1))
    found = evaluated("", JOINED, Left("L", date(2024, 6, 30), "M"), opening, to=date(2024, 12, 31))
    assert [refusal.code for refusal in found.refusals] == ["WR800"]
    assert found.standings["M"].counts_from == date(2020, 1, 1)


def test_a_taken_over_membership_after_an_earlier_one_counts() -> None:
    opening = Opening("O", date(2024, 10, 1), member="M", joined=date(2024, 8, 1))
    found = evaluated("", JOINED, Left("L", date(2024, 6, 30), "M"), opening, to=date(2024, 12, 31))
    assert not found.refusals
    assert found.standings["M"].status == "active"


def test_a_membership_ends_only_on_a_day_on_which_a_due_fell() -> None:
    """Of 360 days in a year the 30th of a month is free when it has a 31st: nothing falls, and nothing is asked."""
    rules = contribution('rate = "1 per day"\ncollected = "daily"\ndays_in_year = 360')
    head = HEAD.replace("[membership]\n", '[membership]\nends_when = "unpaid_dues >= 3"\n')
    found = evaluated(rules, Joined("J", date(2021, 7, 27), "M"), to=date(2021, 8, 5), head=head)
    fell = [posting.date for posting in found.journal if posting.reason == "due_fell"]
    assert date(2021, 7, 30) not in fell
    assert found.standings["M"].ended in fell


def test_a_day_that_was_paid_by_the_books_before_is_not_called_the_day_of_joining() -> None:
    rules = contribution(
        'rate = "1 per day"\ncollected = "monthly"\nperiods = "calendar"\ndue = "last day"\n'
        'first_period = "proportional"\ndays_in_year = "actual"'
    )
    opening = Opening("O", date(2025, 10, 1), member="M", joined=date(2015, 1, 1), paid_until=date(2025, 10, 10))
    found = evaluated(rules, opening, to=date(2025, 11, 1))
    told = explain(found, found.journal[0], lang="en").text()
    assert "Only the days from 11 Oct 2025 on are paid for: those before were paid already." in told


def test_money_of_a_member_is_refused_where_members_owe_nothing() -> None:
    """What becomes of it on leaving, no convention of such a scheme says."""
    paid = Paid("P", date(2020, 2, 1), "M", 30)
    ahead = Opening("O", date(2020, 2, 1), member="N", joined=date(2019, 1, 1), advance=30)
    found = evaluated("", JOINED, paid, ahead, to=date(2020, 12, 31))
    assert [refusal.code for refusal in found.refusals] == ["WR801", "WR801"]
    assert not found.balances
