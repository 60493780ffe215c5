"""What a scheme need not say cannot matter: where it may be left out, no reading of it changes any book."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs
from hypothesis import given
from hypothesis import strategies as st

from strategies.bylaws import AS_OF, ROUNDINGS, Drawn, schemes
from strategies.histories import funds
from strategies.vacuity import need, telling, very_costly
from welfarerules.errors import SchemeError
from welfarerules.events import Event, Opening, Paid
from welfarerules.fund import Fund, Outcome
from welfarerules.loading import loads_scheme
from welfarerules.scheme.model import Scheme

READINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "fund_year_starts": ('"1 October"', '"1 January"', '"15 April"'),
    "month_end": ('"clamp"', '"overflow"'),
    "rounding": tuple(f'{{ mode = "{mode}", to = 0.01 }}' for mode in ROUNDINGS),
    "facts_as_of": ('"event"', '"claim"'),
    "cap_cuts": ('"later nights"', '"earlier nights"'),
    "seniority": tuple(f'{{ on_readmission = "{word}" }}' for word in ("restart", "bridge", "net")),
    "on_leaving": tuple(
        f'{{ advance = "{advance}", arrears = "{arrears}" }}'
        for advance in ("refund", "keep")
        for arrears in ("cancel", "stay owed")
    ),
}
CODES: Final = {
    "fund_year_starts": "WR302",
    "month_end": "WR301",
    "rounding": "WR303",
    "facts_as_of": "WR304",
    "cap_cuts": "WR305",
    "payments_go_to": "WR306",
    "seniority": "WR311",
    "on_leaving": "WR312",
}


def without(text: str, key: str) -> str:
    """The scheme with nothing said about a convention."""
    return re.sub(rf"^{key} = .*\n", "", text, flags=re.MULTILINE)


def readings(text: str, key: str) -> Iterator[str]:
    """The scheme by every reading of a convention; what only rounds to more than a satang is none."""
    if key == "payments_go_to":
        yield text
        yield re.sub(rf"^{key} = \[(.*)\]$", _turned, text, flags=re.MULTILINE)
        return
    for reading in READINGS[key]:
        yield re.sub(rf"^{key} = .*$", f"{key} = {reading}", text, flags=re.MULTILINE)


def _turned(found: re.Match[str]) -> str:
    return f"payments_go_to = [{', '.join(reversed(found[1].split(', ')))}]"


def paying_only_what_is_due(scheme: Scheme, events: list[Event]) -> list[Event]:
    """Where members never owe anything nobody pays in; what becomes of such money when they leave, no bylaw says."""
    if scheme.contributions or scheme.membership.entry_fee:
        return events
    kept = (event for event in events if not isinstance(event, Paid))
    return [attrs.evolve(event, advance=None) if isinstance(event, Opening) else event for event in kept]


def accepted(text: str) -> Scheme | None:
    try:
        return loads_scheme(text)
    except SchemeError:
        return None


def books(outcome: Outcome) -> tuple[Counter[Any], Counter[Any]]:
    """What is booked and decided, whatever the order of a day."""
    booked: Counter[Any] = Counter(
        (each.date, each.debit, each.credit, each.amount, each.member, each.rule) for each in outcome.journal
    )
    return booked, Counter((each.id, each.outcome, each.amount) for each in outcome.decisions)


@telling
@given(schemes(), st.sampled_from(sorted(CODES)), st.data())
def test_what_may_be_left_out_changes_no_book(drawn: Drawn, key: str, data: st.DataObject) -> None:
    scheme = accepted(without(drawn.text, key))
    if not need(scheme is not None and f"{key} =" in drawn.text):
        return
    assert scheme is not None
    events = paying_only_what_is_due(scheme, data.draw(funds(drawn)))
    said = [scheme, *map(loads_scheme, readings(drawn.text, key))]
    first, *others = (books(Fund(each).evaluate(events, AS_OF)) for each in said)
    for other in others:
        assert other == first


@telling
@given(schemes(), st.sampled_from(sorted(CODES)))
def test_what_may_not_be_left_out_is_asked_for_by_its_own_code_and_mostly_with_an_example(
    drawn: Drawn, key: str
) -> None:
    try:
        loads_scheme(without(drawn.text, key))
    except SchemeError as refused:
        (found,) = refused.found
        assert found.code == CODES[key]
        need("for instance" in found.message)
    else:
        need(condition=False)


@very_costly
@given(schemes(), st.sets(st.sampled_from(sorted(CODES)), min_size=2, max_size=4))
def test_what_is_missing_together_is_asked_for_together(drawn: Drawn, keys: set[str]) -> None:
    """A convention that is asked for alone is asked for beside others too."""
    alone = {code for key in keys for code in _asked(without(drawn.text, key))}
    text = drawn.text
    for key in keys:
        text = without(text, key)
    assert alone <= _asked(text)


def _asked(text: str) -> set[str]:
    try:
        loads_scheme(text)
    except SchemeError as refused:
        return {found.code for found in refused.found}
    return set()
