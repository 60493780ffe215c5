"""U15: whatever is handed in, there is one answer: what counts is decided, what cannot count is refused with why."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given

from strategies import AS_OF, Drawn
from strategies.messy import messy
from strategies.reading import evaluated, fund_under, placed, refused
from strategies.vacuity import need, telling
from welfarerules.events import Event
from welfarerules.fund import Fund
from welfarerules.fund.wire import outcome_from_json, outcome_to_json
from welfarerules.loading import loads_scheme


@telling
@given(messy())
def test_what_is_refused_says_why_and_moves_nothing(drawn: tuple[Drawn, list[Event]]) -> None:
    """U15: without the refused records the books are the same; each refusal has a place and words in each language."""
    scheme, plain = drawn
    events = placed(plain)
    outcome = evaluated(scheme, events)
    faulty = refused(outcome, events)
    if not need(faulty):
        return
    for refusal in outcome.refusals:
        assert refusal.line > 0
        assert all(refusal.render(lang).strip() for lang in ("th", "en"))
    without = evaluated(scheme, [event for event in events if event not in faulty])
    assert without.refusals == ()
    assert list(without.journal) == list(outcome.journal)
    assert list(without.decisions) == list(outcome.decisions)
    assert without.standings == outcome.standings
    assert without.reversed == outcome.reversed
    faults = {event.id for event in faulty} - {event.id for event in events if event not in faulty}
    assert not faults & {posting.event for posting in outcome.journal}
    assert not faults & {decision.id for decision in outcome.decisions}


@telling
@given(messy())
def test_the_same_records_give_the_same_outcome_in_any_thread(drawn: tuple[Drawn, list[Event]]) -> None:
    """U15: twice the same, by one fund asked from several threads at once, and by another made anew."""
    scheme, events = drawn
    outcome = evaluated(scheme, events)
    if not need(outcome.refusals and len(outcome.journal)):
        return
    fund = fund_under(scheme.text)
    with ThreadPoolExecutor(3) as threads:
        for other in threads.map(lambda rows: fund.evaluate(rows, AS_OF), [events] * 3):
            assert other == outcome
    assert Fund(loads_scheme(scheme.text)).evaluate(events, AS_OF) == outcome


@telling
@given(messy(most=2))
def test_an_outcome_survives_the_way_through_json(drawn: tuple[Drawn, list[Event]]) -> None:
    """U15: what was written to JSON and read back equals what was evaluated, refusals and all."""
    scheme, events = drawn
    outcome = evaluated(scheme, events)
    if not need(outcome.refusals):
        return
    text = json.dumps(outcome_to_json(outcome), ensure_ascii=False)
    assert outcome_from_json(json.loads(text)) == outcome
    assert json.dumps(outcome_to_json(evaluated(scheme, events)), ensure_ascii=False) == text
