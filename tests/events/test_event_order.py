"""One order for all rows; what is told twice; what is taken back."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.event_strategies import DAY, events
from welfarerules.errors import Place
from welfarerules.events import (
    Claimed,
    Closed,
    Died,
    Event,
    Joined,
    Left,
    Opening,
    Paid,
    Received,
    Resolved,
    Reversed,
    Spent,
    combine,
    effective,
    order_key,
)

# So few ids that reuse, repetition and reversal happen all the time.
few_ids = st.sampled_from(["a", "b", "c", "d"])
small_days = st.integers(0, 3).map(lambda days: DAY + timedelta(days=days))
few_events = st.one_of(
    st.builds(Paid, few_ids, small_days, st.just("M-1"), st.integers(1, 2), sequence=st.integers(0, 1)),
    st.builds(Left, few_ids, small_days, st.just("M-1")),
    st.tuples(few_ids, small_days, few_ids, st.integers(0, 2))
    .filter(lambda drawn: drawn[0] != drawn[2])
    .map(lambda drawn: Reversed(drawn[0], drawn[1], drawn[2], recorded=drawn[1] + timedelta(days=drawn[3]))),
)


def test_a_day_goes_by_phases() -> None:
    """Money that comes in on a day and a death on it count for a claim of that day; a claim comes before leaving."""
    told: list[Event] = [
        Opening("k", DAY, amount=5),
        Joined("j", DAY, "M-1"),
        Paid("i", DAY, "M-1", 20),
        Received("h", DAY, 20, "grant"),
        Claimed("g", DAY, "M-1", "hospital"),
        Resolved("f", DAY, "g", "refused", "1"),
        Spent("e", DAY, 5, "paper"),
        Left("d", DAY, "M-1"),
        Died("c", DAY, "M-2"),
        Closed("b", DAY),
        Joined("a", DAY + timedelta(days=1), "M-1"),
    ]
    groups = [
        [event.id for event in group] for _, group in itertools.groupby(combine(told).events, key=lambda e: e.phase)
    ]
    assert groups == [["k"], ["j"], ["h", "i"], ["c"], ["e", "g"], ["f"], ["d"], ["b"], ["a"]]


def test_within_a_phase_the_sequence_counts_and_then_the_id() -> None:
    told = [Paid("a", DAY, "M-1", 1, sequence=2), Paid("c", DAY, "M-1", 2), Paid("b", DAY, "M-1", 3)]
    assert [event.id for event in combine(told).events] == ["b", "c", "a"]


def test_what_is_told_twice_counts_once_and_keeps_its_first_place() -> None:
    told = [
        Paid("P-1", DAY, "M-1", "30.00", place=Place("b.csv", 2)),
        Paid("P-1", DAY, "M-1", 30, place=Place("a.csv", 9)),
    ]
    combined = combine(told)
    assert combined.events == (told[0],)
    assert combined.events[0].place == Place("a.csv", 9)
    assert not combined.refusals


def test_one_id_for_two_things_refuses_both_and_names_both_places() -> None:
    told = [
        Paid("P-1", DAY, "M-1", 30, place=Place("a.csv", 2)),
        Paid("P-1", DAY, "M-1", 31, place=Place("a.csv", 3)),
        Paid("P-1", DAY, "M-1", 30, place=Place("a.csv", 4)),
        Left("L-1", DAY, "M-1"),
    ]
    combined = combine(told)
    assert [event.id for event in combined.events] == ["L-1"]
    assert [(found.line, found.path) for found in combined.refusals] == [(2, "id"), (3, "id")]
    assert "at a.csv:3" in combined.refusals[0].message
    assert "at a.csv:2" in combined.refusals[1].message


def test_events_that_come_from_a_program_are_named_by_their_day() -> None:
    combined = combine([Paid("P-1", DAY, "M-1", 30), Left("P-1", date(2025, 10, 2), "M-1")])
    assert [found.message.partition(": ")[2] for found in combined.refusals] == [
        "'left' of 2 October 2025 here, and another of 1 October 2025",
        "'paid' of 1 October 2025 here, and another of 2 October 2025",
    ]


@given(st.lists(few_events, max_size=8), st.data())
def test_the_order_of_rows_changes_nothing(told: list[Event], data: st.DataObject) -> None:
    placed = [_at(event, line) for line, event in enumerate(told, start=2)]
    shuffled = data.draw(st.permutations(placed))
    assert combine(shuffled) == combine(placed)
    assert effective(combine(shuffled).events) == effective(combine(placed).events)
    assert [event.place for event in combine(shuffled).events] == [event.place for event in combine(placed).events]


def _at(event: Event, line: int) -> Event:
    return attrs.evolve(event, place=Place("a.csv", line))


@given(st.lists(few_events, max_size=8))
def test_telling_everything_twice_changes_nothing(told: list[Event]) -> None:
    assert combine([*told, *told]) == combine(told)
    assert combine(combine(told).events).events == combine(told).events


@given(st.lists(few_events, max_size=8))
def test_every_event_counts_is_told_of_or_was_reversed(told: list[Event]) -> None:
    combined = combine(told)
    refused = {found.values["id"] for found in combined.refusals}
    assert {event.id for event in told} == {event.id for event in combined.events} | refused
    assert {event.id for event in combined.events}.isdisjoint(refused)
    result = effective(combined.events)
    kept = {event.id for event in result.events}
    reversals = {event.id for event in combined.events if isinstance(event, Reversed)}
    assert kept.isdisjoint(result.reversed_ids)
    assert kept | result.reversed_ids | reversals == {event.id for event in combined.events}
    assert len(result.refusals) == len(reversals) - len(result.reversed_ids)


@given(st.lists(events(), max_size=6))
def test_the_order_is_total(told: list[Event]) -> None:
    ordered = combine(told).events
    keys = [order_key(event) for event in ordered]
    assert keys == sorted(set(keys))


def test_an_event_and_its_reversal_leave_nothing() -> None:
    paid, other = Paid("P-1", DAY, "M-1", 30), Paid("P-2", DAY, "M-1", 30)
    result = effective([paid, other, Reversed("V-1", DAY + timedelta(days=3), "P-1", reason="จดซ้ำ")])
    assert result == ((other,), (), frozenset({"P-1"}))


def test_a_reversal_of_nothing_or_of_a_reversal_is_refused() -> None:
    paid = Paid("P-1", DAY, "M-1", 30)
    told = [paid, Reversed("V-1", DAY, "P-1"), Reversed("V-2", DAY, "V-1"), Reversed("V-3", DAY, "P-9")]
    result = effective(told)
    assert result.events == ()
    assert [found.code for found in result.refusals] == ["WR443", "WR444"]
    assert "with a new id" in result.refusals[1].remedy


def test_of_two_reversals_of_one_event_the_later_is_refused() -> None:
    told = [Paid("P-1", DAY, "M-1", 30), Reversed("V-1", DAY + timedelta(days=2), "P-1"), Reversed("V-2", DAY, "P-1")]
    result = effective(told)
    assert result.reversed_ids == {"P-1"}
    assert [(found.code, found.values["by"]) for found in result.refusals] == [("WR445", "V-2")]


@pytest.mark.parametrize(("entered", "refused"), [(DAY, []), (DAY + timedelta(days=1), ["WR446"])])
def test_an_event_is_reversed_once_it_was_entered(entered: date, refused: list[str]) -> None:
    result = effective([Paid("P-1", DAY, "M-1", 30, recorded=entered), Reversed("V-1", DAY, "P-1")])
    assert [found.code for found in result.refusals] == refused
    assert len(result.events) == len(refused)
