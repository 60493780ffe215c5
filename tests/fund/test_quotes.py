"""What a claim would pay: every answer is by itself, whoever asked before and whoever asks at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from typing import Final

import pytest

from documents import ROOT
from welfarerules import Fund, load_scheme
from welfarerules.events import Claimed, Joined, Paid, Payee
from welfarerules.fund import Outcome
from welfarerules.kernel.calls import Code

TODAY: Final = date(2012, 6, 30)

CLAIMS: Final = (
    Claimed("S1", date(2012, 6, 1), "M001", "benefit.study", occurred=date(2012, 5, 1), facts={"graduating": "yes"}),
    Claimed(
        "S2",
        date(2012, 6, 1),
        "M001",
        "benefit.study",
        occurred=date(2012, 5, 1),
        facts={"graduating": "yes", "gpa_hundredths": "360"},
    ),
    Claimed(
        "H1", date(2012, 6, 1), "M001", "benefit.hospital", admitted=date(2011, 9, 28), discharged=date(2011, 10, 4)
    ),
    Claimed("H2", date(2012, 6, 1), "M001", "benefit.hospital", admitted=date(2012, 5, 1), discharged=date(2012, 5, 3)),
    Claimed("H3", date(2012, 6, 1), "M001", "benefit.hospital"),
    Claimed("D1", date(2012, 6, 1), "M002", "benefit.death", payees=(Payee("spouse", "ข"), Payee("spouse", "ค"))),
    Claimed("B1", date(2012, 6, 1), "M001", "benefit.birth", occurred=date(2012, 4, 1)),
)

EVENTS: Final = (
    Joined("J1", date(2011, 1, 1), "M001", born=date(1980, 1, 1)),
    Paid("P1", date(2011, 1, 1), "M001", "1500"),
    Joined("J2", date(2011, 1, 1), "M002", born=date(1950, 1, 1)),
)


@cache
def fund() -> Fund:
    return Fund(load_scheme(ROOT / "schemes" / "th" / "chamuang.toml"))


def outcome() -> Outcome:
    return fund().evaluate(EVENTS, TODAY)


def test_what_was_asked_before_changes_no_answer() -> None:
    """A fact, a payee or a stay of one claim is never taken for that of the next."""
    alone = [outcome().quote(claim) for claim in CLAIMS]
    assert {decision.outcome for decision in alone} == {"approved", "refused", "referred"}
    asked = outcome()
    for claims, answers in ((CLAIMS, alone), (CLAIMS[::-1], alone[::-1])):
        decisions = [asked.quote(claim) for claim in claims]
        assert decisions == answers
        assert [decision.trace for decision in decisions] == [answer.trace for answer in answers]


def test_an_answer_tells_how_it_came_about_however_late_it_is_asked() -> None:
    asked = outcome()
    first = asked.quote(CLAIMS[1])
    for claim in CLAIMS:
        assert asked.quote(claim).trace == outcome().quote(claim).trace
    assert first.trace == outcome().quote(CLAIMS[1]).trace


def test_many_may_ask_at_once() -> None:
    asked = outcome()
    alone = {claim.id: (decision := outcome().quote(claim), decision.trace) for claim in CLAIMS}

    def ask(number: int) -> bool:
        decision = asked.quote(CLAIMS[number % len(CLAIMS)])
        return (decision, decision.trace) == alone[decision.id]

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(2_000)))


def test_a_quote_changes_nothing_of_the_outcome() -> None:
    asked, untouched = outcome(), outcome()
    for claim in CLAIMS:
        asked.quote(claim)
    assert asked == untouched
    assert asked.standings == untouched.standings


@pytest.mark.parametrize("asked_often", CLAIMS, ids=lambda claim: claim.id)
def test_a_rule_that_was_asked_often_changes_no_other(asked_often: Claimed) -> None:
    """A program that ran often is run another way; a fixed amount is a program of no length, where the next begins."""
    alone = {claim.id: outcome().quote(claim) for claim in CLAIMS}
    fresh = Fund(fund().scheme).evaluate(EVENTS, TODAY)
    for _ in range(Code.OFTEN + 1):
        fresh.quote(asked_often)
    assert {claim.id: fresh.quote(claim) for claim in CLAIMS} == alone
