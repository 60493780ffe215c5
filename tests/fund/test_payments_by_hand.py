"""Where a payment goes: the oldest due first, ties in the scheme's order, the rest ahead; entry fees; what is owed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from strategies.written import (
    contribution,
    day,
    dues,
    evaluate,
    fund,
    joined,
    postings,
    settled,
)
from welfarerules.events import Event, Joined, Left, Opening, Paid
from welfarerules.fund import Fund

SATJA, UPKEEP, FEE, AHEAD = "contribution.satja", "contribution.upkeep", "membership.entry_fee", "membership"


def paid(on: str, amount: str, identity: str = "") -> Paid:
    """The member called M pays."""
    return Paid(identity or f"paid-{on}", day(on), "M", amount)


def two(order: Sequence[str] = (SATJA, UPKEEP), **upkeep: Any) -> Fund:
    """30 baht a month due on the first and 50 a month for upkeep, paid in an *order* where they fall on one day."""
    return fund(
        contribution(),
        contribution("upkeep", **({"rate": "50 per month"} | upkeep)),
        conventions={"payments_go_to": list(order)},
    )


def test_a_payment_settles_the_oldest_due_first_across_contributions() -> None:
    """Due: 1 January 30, 5 January 50, 1 February 30, 5 February 50. Of 100 the last 20 go to 1 February."""
    events = [joined("2024-01-01"), paid("2024-02-10", "100"), paid("2024-02-11", "5"), paid("2024-02-12", "54.50")]
    outcome = evaluate(two(due="day 5"), events, "2024-02-12")
    assert settled(outcome) == [
        ("2024-02-10", SATJA, "50.00"),
        ("2024-02-10", UPKEEP, "50.00"),
        ("2024-02-11", SATJA, "5.00"),
        ("2024-02-12", SATJA, "5.00"),
        ("2024-02-12", UPKEEP, "49.50"),
    ]
    assert str(outcome.standing("M").owed) == "0.50 baht"


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ([SATJA, UPKEEP], [(SATJA, "30.00"), (UPKEEP, "30.00")]),
        ([UPKEEP, SATJA], [(UPKEEP, "50.00"), (SATJA, "10.00")]),
    ],
)
def test_dues_of_one_day_are_paid_in_the_order_of_the_scheme(order: list[str], expected: list[tuple[str, str]]) -> None:
    outcome = evaluate(two(order), [joined("2024-01-01"), paid("2024-01-01", "60")], "2024-01-02")
    assert settled(outcome) == [("2024-01-01", rule, amount) for rule, amount in expected]


@pytest.mark.parametrize(("order", "rule"), [([SATJA, UPKEEP], SATJA), ([UPKEEP, SATJA], UPKEEP)])
def test_money_paid_ahead_goes_to_dues_of_one_day_in_that_order_too(order: list[str], rule: str) -> None:
    """1 April 2024 was a Monday: the month's 30 and the week's 10 fall together, and only 5 baht are left.

    By then 30 and five weeks of 10 were paid (1, 4, 11, 18 and 25 March). Neither which of the two was put down for
    the day first, nor the names of the contributions, may decide.
    """
    events = [joined("2024-03-01"), paid("2024-03-01", "85")]
    outcome = evaluate(two(order, rate="10 per week"), events, "2024-04-01")
    assert settled(outcome)[-1] == ("2024-04-01", rule, "5.00")
    assert sum(Decimal(amount) for on, _, amount in settled(outcome) if on == "2024-03-01") == 85


def test_what_is_left_over_is_paid_ahead_and_used_up_due_by_due() -> None:
    outcome = evaluate(fund(contribution()), [joined("2024-01-01"), paid("2024-01-01", "100")], "2024-04-01")
    assert settled(outcome) == [
        ("2024-01-01", SATJA, "30.00"),
        ("2024-01-01", AHEAD, "70.00"),
        ("2024-02-01", SATJA, "30.00"),
        ("2024-03-01", SATJA, "30.00"),
        ("2024-04-01", SATJA, "10.00"),
    ]
    standing = outcome.standing("M")
    assert (str(standing.owed), str(standing.advance)) == ("20.00 baht", "0.00 baht")
    assert str(standing.contributed) == "100.00 baht"


def test_a_fund_that_collects_nothing_takes_no_money_of_members() -> None:
    """Nothing in such a scheme says what becomes of it when the member leaves."""
    outcome = evaluate(fund(), [joined("2024-01-01"), paid("2024-01-02", "5")], "2024-02-01")
    assert [refusal.code for refusal in outcome.refusals] == ["WR801"]
    assert settled(outcome) == []


def with_fee(**membership: Any) -> Fund:
    """An entry fee of 20 baht, paid before the month's 30."""
    return fund(
        contribution(), conventions={"payments_go_to": [FEE, SATJA]}, membership={"entry_fee": 20, **membership}
    )


def test_the_entry_fee_falls_due_on_joining_and_counts_as_no_contribution() -> None:
    outcome = evaluate(with_fee(), [joined("2024-01-16"), paid("2024-01-16", "25")], "2024-01-31")
    assert dues(outcome, FEE) == [("2024-01-16", "20.00")]
    assert settled(outcome) == [("2024-01-16", FEE, "20.00"), ("2024-01-16", SATJA, "5.00")]
    standing = outcome.standing("M")
    assert (str(standing.contributed), str(standing.arrears)) == ("5.00 baht", "25.00 baht")


def test_one_who_joins_again_pays_the_entry_fee_again() -> None:
    events = [
        joined("2024-01-01"),
        Left("left", day("2024-03-15"), "M"),
        Joined("back", day("2024-06-10"), "M"),
    ]
    outcome = evaluate(with_fee(), events, "2024-06-30")
    assert dues(outcome, FEE) == [("2024-01-01", "20.00"), ("2024-06-10", "20.00")]
    assert [on for on, _ in dues(outcome)] == ["2024-01-01", "2024-02-01", "2024-03-01", "2024-06-10"]


def leaving(advance: str, arrears: str, *events: Event) -> tuple[Fund, list[Event]]:
    """A member of 1 January leaves on 10 March."""
    under = fund(contribution(), membership={"on_leaving": {"advance": advance, "arrears": arrears}})
    return under, [joined("2024-01-01"), Left("left", day("2024-03-10"), "M"), *events]


@pytest.mark.parametrize(("advance", "reason"), [("refund", "advance_refunded"), ("keep", "advance_kept")])
def test_money_paid_ahead_is_refunded_or_kept_on_leaving(advance: str, reason: str) -> None:
    """200 baht less three months of 30 leave 110."""
    outcome = evaluate(*leaving(advance, "cancel", paid("2024-01-01", "200")), "2024-04-01")
    assert postings(outcome, "advance_refunded", "advance_kept") == [("2024-03-10", "110.00")]
    assert postings(outcome, reason) == [("2024-03-10", "110.00")]
    assert str(outcome.balances["cash"]) == ("90.00 baht" if advance == "refund" else "200.00 baht")
    assert str(outcome.balances["liability:advance"]) == "0.00 baht"


def test_what_one_who_leaves_owes_is_cancelled_where_the_scheme_says_so() -> None:
    outcome = evaluate(*leaving("keep", "cancel", paid("2024-01-20", "45")), "2024-04-01")
    assert postings(outcome, "due_cancelled") == [("2024-03-10", "45.00")]
    standing = outcome.standing("M")
    assert (standing.status, str(standing.owed), str(standing.contributed)) == ("left", "0.00 baht", "45.00 baht")


def test_what_one_who_leaves_owes_stays_owed_where_the_scheme_says_so_and_can_still_be_paid() -> None:
    under, events = leaving("keep", "stay owed", paid("2024-01-20", "45"))
    outcome = evaluate(under, events, "2024-04-01")
    assert postings(outcome, "due_cancelled") == []
    standing = outcome.standing("M")
    assert (str(standing.arrears), standing.unpaid_months, standing.days_overdue) == ("45.00 baht", 2, 60)
    outcome = evaluate(under, [*events, paid("2024-04-01", "45")], "2024-04-01")
    assert settled(outcome)[-1] == ("2024-04-01", SATJA, "45.00")
    assert str(outcome.standing("M").owed) == "0.00 baht"


def test_one_taken_over_pays_the_oldest_of_what_was_owed_before() -> None:
    """Owed: 1 February 30, 5 February 50, 1 March 30, 5 March 50, 1 April 30, 5 April 50. Ahead: 100."""
    opening = Opening(
        "open", day("2024-04-10"), member="M", joined=day("2024-01-01"), paid_until=day("2024-01-31"), advance="100"
    )
    for order in ([SATJA, UPKEEP], [UPKEEP, SATJA]):
        outcome = evaluate(two(order, due="day 5"), [opening], "2024-04-10")
        for rule in (SATJA, UPKEEP):
            taken = [Decimal(amount) for _, to, amount in settled(outcome) if to == rule]
            assert sum(taken) == 50
        standing = outcome.standing("M")
        # The oldest due that is not whole is that of 1 March: 40 days.
        assert (str(standing.owed), standing.days_overdue) == ("140.00 baht", 40)
