"""Random events of every kind, sound by construction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from welfarerules.events import (
    Borrowed,
    Bought,
    Changed,
    Claimed,
    Closed,
    Died,
    Event,
    Joined,
    Left,
    Opening,
    Paid,
    Payee,
    Received,
    Resolved,
    Reversed,
    Spent,
)
from welfarerules.events._letters import in_usual_letters

DAY: Final = date(2025, 10, 1)
LETTERS: Final = st.sampled_from("abMP019ก๑ง์ -_./:,;\"'#+=|&")
words = st.text(st.one_of(LETTERS, st.characters(exclude_categories=("C", "Zl", "Zp"))), min_size=1, max_size=12)
ids = (
    st.text(LETTERS, min_size=1, max_size=8)
    .map(in_usual_letters)
    .map(str.strip)
    .filter(lambda word: word and word[0] not in "#=")
)
plain_ids = st.text(st.sampled_from("ABab019ก_-"), min_size=1, max_size=6)
texts = words.map(str.strip).filter(bool)
amounts = st.integers(1, 10**9).map(lambda minor: Decimal(minor).scaleb(-2))
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
names = texts.map(lambda text: text.replace("|", "/"))
facts = st.dictionaries(plain_ids, st.one_of(texts, amounts, st.booleans(), days, st.integers(0, 10**6)), max_size=3)
payees = st.lists(st.builds(Payee, plain_ids, names), max_size=3, unique=True).map(tuple)


@st.composite
def events(draw: st.DrawFn, identity: st.SearchStrategy[str] = ids) -> Event:
    """An event of any kind."""
    day = draw(days)
    common: dict[str, Any] = {
        "id": draw(identity),
        "date": day,
        "recorded": day + timedelta(days=draw(st.integers(0, 40))),
        "sequence": draw(st.integers(0, 3)),
    }
    return draw(draw(st.sampled_from(_KINDS))(day)(common))


def _before(day: date) -> st.SearchStrategy[date]:
    return st.integers(0, 20_000).map(lambda days: max(day - timedelta(days=days), date(1900, 1, 1)))


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


_Made = Callable[[dict[str, Any]], st.SearchStrategy[Event]]


def _simple(cls: type[Event], **fields: st.SearchStrategy[Any]) -> Callable[[date], _Made]:
    return lambda _: lambda common: st.builds(cls, **{name: st.just(value) for name, value in common.items()}, **fields)


def _opening(day: date) -> _Made:
    def make(common: dict[str, Any]) -> st.SearchStrategy[Event]:
        @st.composite
        def member(draw: st.DrawFn) -> Event:
            joined = draw(_before(day))
            return Opening(
                **common,
                member=draw(ids),
                joined=joined,
                born=draw(_maybe(_before(joined))),
                paid_until=draw(_maybe(st.just(max(joined, day)))),
                advance=draw(_maybe(st.one_of(amounts, st.just(Decimal("0.00"))))),
                used=draw(st.dictionaries(plain_ids, amounts, max_size=2)),
                facts=draw(facts),
            )

        return st.one_of(member(), amounts.map(lambda amount: Opening(**common, amount=amount)))

    return make


def _claimed(day: date) -> _Made:
    def make(common: dict[str, Any]) -> st.SearchStrategy[Event]:
        @st.composite
        def claim(draw: st.DrawFn) -> Event:
            discharged = draw(_maybe(_before(day)))
            return Claimed(
                **common,
                member=draw(ids),
                benefit=draw(plain_ids),
                occurred=draw(_maybe(_before(day))),
                admitted=draw(_maybe(_before(discharged or day))),
                discharged=discharged,
                facts=draw(facts),
                payees=draw(payees),
            )

        return claim()

    return make


def _changed(day: date) -> _Made:
    def make(common: dict[str, Any]) -> st.SearchStrategy[Event]:
        fixed = {name: st.just(value) for name, value in common.items()}
        return st.builds(Changed, **fixed, member=ids, born=_before(day), facts=facts)

    return make


def _joined(day: date) -> _Made:
    def make(common: dict[str, Any]) -> st.SearchStrategy[Event]:
        fixed = {name: st.just(value) for name, value in common.items()}
        return st.builds(Joined, **fixed, member=ids, born=_maybe(_before(day)), facts=facts)

    return make


def _resolved(_: date) -> _Made:
    def make(common: dict[str, Any]) -> st.SearchStrategy[Event]:
        fixed = {name: st.just(value) for name, value in common.items()}
        refused = st.builds(Resolved, **fixed, claim=ids, outcome=st.just("refused"), resolution=texts)
        approved = st.builds(
            Resolved, **fixed, claim=ids, outcome=st.just("approved"), resolution=texts, amount=amounts
        )
        return st.one_of(refused, approved)

    return make


def _reversed(_: date) -> _Made:
    def make(common: dict[str, Any]) -> st.SearchStrategy[Event]:
        others = ids.filter(lambda word: word != common["id"])
        fixed = {name: st.just(value) for name, value in common.items()}
        return st.builds(Reversed, **fixed, event=others, reason=st.one_of(st.just(""), texts))

    return make


_KINDS: Final = (
    _opening,
    _joined,
    _changed,
    _simple(Left, member=ids),
    _simple(Died, member=ids),
    _simple(Paid, member=ids, amount=amounts),
    _claimed,
    _simple(Borrowed, member=ids, loan=plain_ids, amount=amounts),
    _simple(Bought, member=ids, what=texts, amount=amounts),
    _simple(Received, amount=amounts, source=texts),
    _simple(Spent, amount=amounts, purpose=texts),
    _resolved,
    _reversed,
    _simple(Closed),
)
