"""What was owed on the last day of a membership still counts for what is claimed for that day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from welfarerules import Fund, load_scheme
from welfarerules.events import Claimed, Died, Event, Joined, Opening, Paid, Payee

SCHEME = Path(__file__).parents[2] / "schemes" / "th" / "chamuang.toml"
DIED = date(2013, 6, 10)


def history(paid: str, claimed: date) -> list[Event]:
    return [
        Joined("J", date(2010, 10, 1), "M"),
        Paid("P", date(2010, 10, 1), "M", paid),
        Died("D", DIED, "M"),
        Claimed("C", claimed, "M", "benefit.death", payees=(Payee("spouse", "ผู้รับตัวอย่าง"),)),
    ]


@pytest.mark.parametrize("claimed", [DIED, date(2013, 6, 20)])
def test_arrears_given_up_at_death_still_refuse_the_claim(claimed: date) -> None:
    """The bylaw lets go of what the dead owed; it does not pretend that it had been paid."""
    outcome = Fund(load_scheme(SCHEME)).evaluate(history("800", claimed), date(2013, 7, 1))
    (decision,) = outcome.decisions
    assert (decision.outcome, decision.requirement) == ("refused", "unpaid_months < 3")
    assert outcome.standings["M"].owed.minor == outcome.standings["M"].arrears.minor == 0


@pytest.mark.parametrize("claimed", [DIED, date(2013, 6, 20)])
def test_a_death_may_be_claimed_on_its_own_day(claimed: date) -> None:
    outcome = Fund(load_scheme(SCHEME)).evaluate(history("1200", claimed), date(2013, 7, 1))
    assert [decision.outcome for decision in outcome.decisions] == ["approved"]


def test_the_rest_of_a_period_paid_in_part_falls_due_after_an_opening() -> None:
    """Paid up to 10 October: the 21 days left of October are owed, at one baht a day."""
    taken_over = Opening("O", date(2025, 10, 15), member="M", joined=date(2015, 4, 1), paid_until=date(2025, 10, 10))
    standing = Fund(load_scheme(SCHEME)).evaluate([taken_over], date(2025, 10, 31)).standings["M"]
    assert standing.owed.minor == 2100
