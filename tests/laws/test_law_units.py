"""U8: the unit in which money is written changes nothing but the figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given

from strategies import AS_OF, Drawn, Focus, schemes_with_funds
from strategies.reading import evaluated, fund_under
from strategies.vacuity import need, telling
from welfarerules.events import Event, Opening
from welfarerules.fund import Outcome
from welfarerules.money import Money

SHARED = Focus(having=["benefit.birth", "benefit.death", "benefit.hospital"], claims=(1, 3))
WHOLE = attrs.evolve(SHARED, payees=2)
"""At most two payees: what the schemes pay at a death is even in satang, so nothing is left over by their shares."""


def times(events: Sequence[Event], factor: Decimal) -> list[Event]:
    """The same events with every amount so many times as large."""
    return [_times(event, factor) for event in events]


def _times(event: Event, factor: Decimal) -> Event:
    changes: dict[str, Any] = {
        name: getattr(event, name) * factor for name in ("amount", "advance") if getattr(event, name, None) is not None
    }
    if isinstance(event, Opening):
        changes["used"] = {benefit: amount * factor for benefit, amount in event.used.items()}
    return attrs.evolve(event, **changes)


def figures(value: Any, factor: int, currency: str) -> Any:
    """The same record with its money so many times as large, in another currency."""
    if isinstance(value, Money):
        return Money(value.minor * factor, currency)
    changes = {
        field.name: Money(money.minor * factor, currency)
        for field in attrs.fields(type(value))
        if field.init and isinstance(money := getattr(value, field.name), Money)
    }
    return attrs.evolve(value, **changes)


def check(told: Outcome, other: Outcome, factor: int, currency: str) -> None:
    """Every figure of *other* is that of *told*, so many times as large."""
    assert [figures(posting, factor, currency) for posting in told.journal] == list(other.journal)
    # A requirement is cited as the scheme writes it, with its amounts.
    decided = [attrs.evolve(figures(decision, factor, currency), requirement="") for decision in told.decisions]
    assert decided == [attrs.evolve(decision, requirement="") for decision in other.decisions]
    assert {who: figures(each, factor, currency) for who, each in told.standings.items()} == dict(other.standings)
    assert {account: figures(money, factor, currency) for account, money in told.balances.items()} == other.balances


@telling
@given(schemes_with_funds(focus=WHOLE))
def test_a_hundred_times_the_money_gives_a_hundred_times_every_figure(drawn: tuple[Drawn, list[Event]]) -> None:
    """U8: rates, caps, bounds, roundings and payments times 100: exact, the rounding being to 100 times as much."""
    scheme, events = drawn
    told = evaluated(scheme, events)
    if not need(any(decision.amount.minor for decision in told.decisions)):
        return
    hundred = Decimal(100)
    check(told, fund_under(scheme.written(hundred)).evaluate(times(events, hundred), AS_OF), 100, "THB")


@pytest.mark.parametrize(("currency", "factor"), [("JPY", "100"), ("KWD", "0.1")])
def test_the_currency_decides_nothing_but_where_the_point_stands(currency: str, factor: str) -> None:
    """U8: in yen, that have no small change, and in dinars, that have thousandths, satang for satang the same."""

    @telling
    @given(schemes_with_funds(focus=SHARED))
    def law(drawn: tuple[Drawn, list[Event]]) -> None:
        scheme, events = drawn
        told = evaluated(scheme, events)
        if not need(any(decision.amount.minor for decision in told.decisions)):
            return
        scaled = fund_under(scheme.written(Decimal(factor), currency))
        check(told, scaled.evaluate(times(events, Decimal(factor)), AS_OF), 1, currency)

    law()
