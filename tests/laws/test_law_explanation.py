"""U16: the trace that explanations are told from is what decided: it adds up, and nothing outside of it mattered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
from hypothesis import given

from strategies import AS_OF, Drawn, Focus, schemes_with_funds
from strategies.reading import evaluated, fund_under, notes_of
from strategies.vacuity import need, telling
from welfarerules.events import Claimed, Event, Opening
from welfarerules.fund import Decision, Fund
from welfarerules.fund.compile import CompiledScheme
from welfarerules.kernel.base import FAULT
from welfarerules.kernel.program import WIDTH
from welfarerules.scheme.model import Scheme

CLAIMING = Focus(having=["benefit.birth", "benefit.death", "benefit.hospital"], claims=(1, 4), ends=["", "died"])
UNTRACED = ("not_covered", "event_date_unknown", "already_paid", "same_event", "committee")


def traced(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions that came out of a benefit's requirements and amount."""
    return [decision for decision in decisions if decision.reason not in UNTRACED]


@telling
@given(schemes_with_funds(focus=CLAIMING))
def test_the_parts_and_caps_of_a_trace_sum_to_the_payout(drawn: tuple[Drawn, list[Event]]) -> None:
    """U16: part by part, each cap takes what the one before left; what is left of all parts is what was paid."""
    scheme, events = drawn
    outcome = evaluated(scheme, events)
    if not need(any(decision.amount.minor for decision in traced(outcome.decisions))):
        return
    benefits = {benefit.id: benefit for benefit in outcome.scheme.benefits}
    for decision in traced(outcome.decisions):
        benefit, notes = benefits[decision.benefit], notes_of(decision)
        total = 0
        for part in notes.parts:
            assert [cap[0] for cap in part.caps] == list(range(len(part.caps)))
            before = max(part.raw, 0)
            for number, arrived, room, after in part.caps:
                assert arrived == before
                assert 0 <= room <= benefit.caps[number].minor
                before = min(arrived, room)
                assert after == before
            total += part.paid
        if decision.outcome == "approved":
            kept = total % len(decision.payees) if benefit.payee.odd_to == "fund" else 0
            assert decision.amount.minor == total - kept
        elif decision.reason in ("nothing_due", "cap_used_up"):
            assert total < max(len(decision.payees), 1)
            assert any(part.raw > 0 for part in notes.parts) == (decision.reason == "cap_used_up")


def condition_values(decision: Decision, compiled: CompiledScheme) -> list[int]:
    """What each requirement of the benefit came to, those that its amount implies first."""
    b = compiled.benefits[compiled.benefit_ids.index(decision.benefit)]
    notes = notes_of(decision)
    registers = {compiled.code[WIDTH * at + 1] for at in range(b.requires_from, b.requires_to)}
    written = [compiled.code[WIDTH * at + 1] for at in range(b.requires_from, b.requires_to)]
    assert len(registers) == len(written) == len(notes.requirements)
    loaded = [compiled.loads[at].register for at in range(b.loads_from, b.loads_to)]
    values: Mapping[int, int] = dict(zip([*loaded, *written], [*notes.facts, *notes.requirements], strict=True))
    return [values[compiled.requirements[at].register] for at in range(b.conditions_from, b.conditions_to)]


@telling
@given(schemes_with_funds(focus=CLAIMING))
def test_the_reason_given_is_the_one_in_the_trace(drawn: tuple[Drawn, list[Event]]) -> None:
    """U16: a claim is refused for a requirement that the trace shows unmet, referred for one it shows unknown."""
    scheme, events = drawn
    fund = fund_under(scheme.text)
    outcome = fund.evaluate(events, AS_OF)
    benefits = {benefit.id: benefit for benefit in outcome.scheme.benefits}
    cited = 0
    for decision in traced(outcome.decisions):
        benefit = benefits[decision.benefit]
        requirements = [*benefit.amount.requires, *benefit.requires]
        values = condition_values(decision, fund.compiled)
        refusing = [
            requirement.source
            for requirement, value in zip(requirements, values, strict=True)
            if value == 0 and requirement.otherwise == "refuse"
        ]
        open_ones = [requirement.source for requirement, value in zip(requirements, values, strict=True) if value != 1]
        cited += bool(decision.requirement)
        if refusing:
            assert (decision.outcome, decision.requirement) == ("refused", refusing[0])
        elif open_ones:
            assert (decision.outcome, decision.requirement) == ("referred", open_ones[0])
            unknown = values[[each.source for each in requirements].index(open_ones[0])] <= FAULT
            assert (decision.reason == "requirement_unknown") == unknown
        else:
            assert not decision.requirement
    need(cited)


def same_books(scheme: Scheme, other: Scheme, events: Sequence[Event]) -> bool:
    """Whether two schemes give the same books, decisions and standings."""
    told, anew = (Fund(each).evaluate(events, AS_OF) for each in (scheme, other))
    return (
        list(told.journal) == list(anew.journal)
        and list(told.decisions) == list(anew.decisions)
        and told.standings == anew.standings
        and told.refusals == anew.refusals
    )


@telling
@given(schemes_with_funds(most=3, focus=Focus(having=["benefit.aid", "benefit.birth", "benefit.hospital"])))
def test_dropping_a_benefit_that_decided_nothing_changes_nothing(drawn: tuple[Drawn, list[Event]]) -> None:
    """U16: a benefit that nobody claimed and that paid nobody could be struck from the bylaws."""
    scheme, events = drawn
    outcome = evaluated(scheme, events)
    named = {event.benefit for event in events if isinstance(event, Claimed)}
    named |= {benefit for event in events if isinstance(event, Opening) for benefit in event.used}
    named |= {decision.benefit for decision in outcome.decisions}
    kept = tuple(benefit for benefit in outcome.scheme.benefits if benefit.id in named)
    if need(len(kept) < len(outcome.scheme.benefits) and outcome.decisions):
        assert same_books(outcome.scheme, attrs.evolve(outcome.scheme, benefits=kept), events)


@telling
@given(schemes_with_funds(most=3, focus=CLAIMING))
def test_dropping_a_requirement_that_was_always_met_changes_nothing(drawn: tuple[Drawn, list[Event]]) -> None:
    """U16: no requirement works but through the value that the trace shows of it."""
    scheme, events = drawn
    fund = fund_under(scheme.text)
    outcome = fund.evaluate(events, AS_OF)
    benefits, dropped = [], 0
    for benefit in outcome.scheme.benefits:
        decisions = [each for each in traced(outcome.decisions) if each.benefit == benefit.id]
        values = [condition_values(decision, fund.compiled) for decision in decisions]
        implied = len(benefit.amount.requires)
        needed = tuple(
            requirement
            for number, requirement in enumerate(benefit.requires, implied)
            if benefit.recurs or not values or any(row[number] != 1 for row in values)
        )
        dropped += len(benefit.requires) - len(needed)
        benefits.append(attrs.evolve(benefit, requires=needed))
    if need(dropped):
        assert same_books(outcome.scheme, attrs.evolve(outcome.scheme, benefits=tuple(benefits)), events)
