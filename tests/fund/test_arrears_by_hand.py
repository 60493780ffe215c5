"""When a due is overdue, how arrears are counted, and as of which day a claim sees them."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from strategies.written import benefit, claim, contribution, day, evaluate, fund, joined, verdicts
from welfarerules.events import Claimed, Left, Opening, Paid
from welfarerules.fund import Fund


def paid(on: str, amount: str) -> Paid:
    """The member called M pays."""
    return Paid(f"paid-{on}", day(on), "M", amount)


@pytest.mark.parametrize(
    ("as_of", "owed", "arrears", "dues", "days"),
    [
        ("2024-01-01", "30.00", "0.00", 0, 0),
        ("2024-01-02", "30.00", "30.00", 1, 1),
        ("2024-01-31", "30.00", "30.00", 1, 30),
        ("2024-02-01", "60.00", "30.00", 1, 31),
        ("2024-02-02", "60.00", "60.00", 2, 32),
    ],
)
def test_a_due_is_overdue_from_the_day_after_its_due_day(
    as_of: str, owed: str, arrears: str, dues: int, days: int
) -> None:
    standing = evaluate(fund(contribution()), [joined("2024-01-01")], as_of).standing("M")
    assert (str(standing.owed.to_decimal()), str(standing.arrears.to_decimal())) == (owed, arrears)
    assert (standing.unpaid_dues, standing.unpaid_months, standing.days_overdue) == (dues, dues, days)


def two() -> Fund:
    """Two contributions a month, both due on the first."""
    order = {"payments_go_to": ["contribution.satja", "contribution.upkeep"]}
    return fund(contribution(), contribution("upkeep", rate="50 per month"), conventions=order)


@pytest.mark.parametrize(
    ("payment", "months", "dues", "days"),
    [
        # nothing paid of 30 + 50 in January and in February
        (None, 2, 4, 32),
        # January's first contribution whole
        ("30", 2, 3, 32),
        # January's second not quite
        ("79.99", 2, 3, 32),
        # January whole
        ("80", 1, 2, 1),
        # one of February's
        ("110", 1, 1, 1),
        ("160", 0, 0, 0),
    ],
)
def test_a_month_is_unpaid_once_however_many_of_its_dues_are(
    payment: str | None, months: int, dues: int, days: int
) -> None:
    events = [joined("2024-01-01"), *([paid("2024-02-01", payment)] if payment else [])]
    standing = evaluate(two(), events, "2024-02-02").standing("M")
    assert (standing.unpaid_months, standing.unpaid_dues, standing.days_overdue) == (months, dues, days)


def granting(formula: str, as_of: str, /, **keys: Any) -> Fund:
    """1,000 baht to one who meets a condition, read as of a day."""
    return fund(contribution(), benefit(requires=[formula], **keys), conventions={"facts_as_of": as_of})


PAID_UP_LATE = [
    joined("2024-01-01"),
    paid("2024-02-15", "60"),
    claim("claim", "2024-02-20", occurred="2024-02-10"),
]
"""Two months owed when it happened, nothing when it was claimed."""

FELL_BEHIND = [
    joined("2024-01-01"),
    paid("2024-01-05", "30"),
    claim("claim", "2024-02-10", occurred="2024-01-20"),
]
"""Nothing owed when it happened, a month when it was claimed."""


@pytest.mark.parametrize(
    "formula", ["arrears_amount == 0", "unpaid_months < 1", "unpaid_dues == 0", "days_overdue == 0"]
)
@pytest.mark.parametrize(
    ("events", "facts_as_of", "outcome"),
    [
        (PAID_UP_LATE, "event", "refused"),
        (PAID_UP_LATE, "claim", "approved"),
        (FELL_BEHIND, "event", "approved"),
        (FELL_BEHIND, "claim", "refused"),
    ],
    ids=["late-event", "late-claim", "behind-event", "behind-claim"],
)
def test_arrears_are_those_of_the_day_that_the_scheme_names(
    formula: str, events: list[Any], facts_as_of: str, outcome: str
) -> None:
    assert evaluate(granting(formula, facts_as_of), events, "2024-03-01").decisions[0].outcome == outcome
    other = "claim" if facts_as_of == "event" else "event"
    overridden = granting(formula, other, facts_as_of=facts_as_of)
    assert evaluate(overridden, events, "2024-03-01").decisions[0].outcome == outcome


def test_what_is_paid_on_the_day_itself_counts_for_that_day() -> None:
    events = [joined("2024-01-01"), paid("2024-01-20", "30"), claim("claim", "2024-01-25", occurred="2024-01-20")]
    assert verdicts(evaluate(granting("arrears_amount == 0", "event"), events, "2024-02-01")) == [
        ("approved", "met", "1000.00")
    ]


def test_a_due_of_the_day_of_the_event_does_not_stand_against_it() -> None:
    events = [joined("2024-01-01"), claim("claim", "2024-01-25", occurred="2024-01-01")]
    assert verdicts(evaluate(granting("arrears_amount == 0", "event"), events, "2024-02-01")) == [
        ("approved", "met", "1000.00")
    ]


def test_contributions_paid_in_count_up_to_the_day_and_without_what_is_paid_ahead() -> None:
    """30 settled by 10 January; 60 more on 1 February, of which 30 are ahead for March."""
    under = granting("contributed >= 0 baht", "event", amount={"formula": "contributed"})
    events = [
        joined("2024-01-01"),
        paid("2024-01-05", "30"),
        paid("2024-02-01", "60"),
        claim("early", "2024-02-20", occurred="2024-01-10"),
        claim("later", "2024-02-21", occurred="2024-02-10"),
        claim("last", "2024-03-21", occurred="2024-03-10"),
    ]
    amounts = [amount for _, _, amount in verdicts(evaluate(under, events, "2024-04-01"))]
    assert amounts == ["30.00", "60.00", "90.00"]


def test_a_claim_made_after_leaving_sees_what_was_owed_before_it_was_cancelled() -> None:

    events: list[Any] = [
        joined("2024-01-01"),
        Left("left", day("2024-02-10"), "M"),
        Claimed("claim", day("2024-02-20"), "M", "grant", occurred=day("2024-02-05")),
    ]
    assert verdicts(evaluate(granting("arrears_amount == 0", "event"), events, "2024-03-01")) == [
        ("refused", "requirement_not_met", "0.00")
    ]


def test_a_month_is_unpaid_once_though_its_dues_fell_on_different_days() -> None:
    """One contribution is unpaid for February and March, the other for March and April: three months."""
    under = fund(
        contribution("a", due="last day"),
        contribution("c", due="first day", rate="10 per month"),
        conventions={"payments_go_to": ["contribution.a", "contribution.c"]},
    )
    events = [
        joined("2020-01-01"),
        Paid("one", day("2020-01-31"), "M", "40"),
        Paid("two", day("2020-02-01"), "M", "10"),
    ]
    standing = evaluate(under, events, "2020-04-20").standing("M")
    assert (standing.unpaid_dues, standing.unpaid_months) == (4, 3)


def test_what_one_who_was_taken_over_had_contributed_is_unknown_unless_the_opening_says() -> None:
    under = fund(contribution(), benefit(requires=["contributed >= 500"]))
    opening = Opening("open", day("2020-10-01"), member="M", joined=day("2010-10-01"), paid_until=day("2020-09-30"))
    asked = claim("claim", "2020-10-05", occurred="2020-10-03")
    assert verdicts(evaluate(under, [opening, asked], "2020-10-05")) == [("referred", "requirement_unknown", "0.00")]
    for amount, expected in (("499.99", "refused"), ("500", "approved"), ("0", "refused")):
        said = attrs.evolve(opening, contributed=amount)
        assert verdicts(evaluate(under, [said, asked], "2020-10-05"))[0][0] == expected


def test_all_but_the_entry_fee_counts_as_contributed() -> None:
    under = fund(
        contribution("share", rate="100 once", periods=None, due=None, first_period=None),
        membership={"entry_fee": 20},
        conventions={"payments_go_to": ["membership.entry_fee", "contribution.share"]},
    )
    events = [joined("2020-01-01"), Paid("paid", day("2020-01-01"), "M", "120")]
    assert evaluate(under, events, "2020-02-01").standing("M").contributed.minor == 10000
