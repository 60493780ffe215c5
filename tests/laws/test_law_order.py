"""What may not matter: rows told twice or in another order, names, other members, when something was entered."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

import attrs
from hypothesis import given
from hypothesis import strategies as st

from strategies import START, Drawn, Focus, renamed, schemes_with_crowds, schemes_with_funds
from strategies.reading import evaluated, placed, postings_of, refused
from strategies.vacuity import need, telling
from welfarerules.events import Event, Resolved, Reversed, order_key
from welfarerules.fund import Decision, Outcome
from welfarerules.journal import Posting, tick_id

CLAIMING = Focus(having=["benefit.birth", "benefit.hospital"], claims=(1, 4), ends=["", "", "died"])


def pays(outcome: Outcome) -> bool:
    """Whether anything was decided that moves money."""
    return any(decision.amount.minor for decision in outcome.decisions)


@telling
@given(schemes_with_funds(focus=CLAIMING), st.randoms(use_true_random=False))
def test_a_record_handed_in_twice_counts_once(drawn: tuple[Drawn, list[Event]], luck: random.Random) -> None:
    """U3: the same ids with the same content again, any of them, anywhere among the rows: the same outcome."""
    scheme, events = drawn
    once = evaluated(scheme, events)
    if not need(pays(once)):
        return
    again = luck.sample(events, luck.randint(1, len(events)))
    rows = [*events, *map(attrs.evolve, again)]
    luck.shuffle(rows)
    assert evaluated(scheme, rows) == once


@telling
@given(schemes_with_funds(least=2, focus=CLAIMING), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_at_all(drawn: tuple[Drawn, list[Event]], luck: random.Random) -> None:
    """U4: journal, decisions, refusals and standings, in their order and to the satang."""
    scheme, events = drawn
    told = evaluated(scheme, events)
    if not need(pays(told)):
        return
    rows = list(events)
    luck.shuffle(rows)
    assert evaluated(scheme, iter(rows)) == told
    assert list(evaluated(scheme, rows).journal) == list(told.journal)


def person_of(event: Event, events: Mapping[str, Event]) -> str:
    """The member an event is about, "" for the fund itself."""
    if isinstance(event, Resolved):
        return person_of(events[event.claim], events)
    return getattr(event, "member", "")


def pinned(events: Sequence[Event]) -> list[Event]:
    """The same events, those of one member, day and phase kept in their order by `sequence` rather than by id."""
    by_id = {event.id: event for event in events}
    places: defaultdict[tuple[object, ...], int] = defaultdict(int)
    fixed = []
    for event in sorted(events, key=order_key):
        key = (event.date, event.phase, person_of(event, by_id))
        fixed.append(attrs.evolve(event, sequence=places[key]))
        places[key] += 1
    return fixed


@attrs.frozen
class Names:
    """Other names for members and events."""

    members: Mapping[str, str]
    ids: Mapping[str, str]

    def events(self, events: Sequence[Event]) -> list[Event]:
        """The events under their other names."""
        return renamed(events, self.members.__getitem__, lambda identity: self.ids.get(identity, identity))

    def posting(self, posting: Posting) -> Posting:
        """What a posting must have become."""
        member = self.members.get(posting.member, "")
        event = self.ids.get(posting.event, "")
        cause = event or tick_id(posting.rule, posting.date, member)
        return attrs.evolve(posting, member=member, event=event, cause=cause)

    def decision(self, decision: Decision) -> Decision:
        """What a decision must have become."""
        member = self.members[decision.member]
        identity = self.ids.get(decision.id) or tick_id(decision.benefit, decision.date, member)
        claim, same_as = (self.ids.get(claim, "") for claim in (decision.claim, decision.same_as))
        return attrs.evolve(decision, id=identity, claim=claim, same_as=same_as, member=member)


def named_anew(events: Sequence[Event], members: Sequence[str], ids: Sequence[str]) -> Names:
    """Names for the members and events, taken in their order from *members* and *ids*."""
    people = sorted({person for event in events if (person := getattr(event, "member", ""))})
    return Names(
        dict(zip(people, members, strict=False)),
        dict(zip(sorted(event.id for event in events), ids, strict=False)),
    )


@telling
@given(schemes_with_funds(least=2, focus=CLAIMING))
def test_other_names_in_the_same_order_give_the_same_books(drawn: tuple[Drawn, list[Event]]) -> None:
    """U5: posting by posting and decision by decision, number by number."""
    scheme, events = drawn
    told = evaluated(scheme, events)
    if not need(pays(told)):
        return
    names = named_anew(events, [f"ก-{k:03}" for k in range(9)], [f"{k:05}" for k in range(len(events))])
    anew = evaluated(scheme, names.events(events))
    assert [names.posting(posting) for posting in told.journal] == list(anew.journal)
    assert [names.decision(decision) for decision in told.decisions] == list(anew.decisions)
    assert tuple(sorted(names.ids[identity] for identity in told.reversed)) == anew.reversed


@telling
@given(schemes_with_funds(least=2, focus=CLAIMING), st.randoms(use_true_random=False))
def test_other_names_in_any_order_leave_every_member_what_they_had(
    drawn: tuple[Drawn, list[Event]], luck: random.Random
) -> None:
    """U5: where ids decide no order within a member's day, they decide nothing but the order among members."""
    scheme, plain = drawn
    events = placed(pinned(plain))
    told = evaluated(scheme, events)
    if not need(pays(told)):
        return
    members, ids = [f"N{k}" for k in range(9)], [f"{k:05}" for k in range(len(events))]
    luck.shuffle(members)
    luck.shuffle(ids)
    names = named_anew(events, members, ids)
    anew = evaluated(scheme, names.events(events))
    had, has = postings_of(told), postings_of(anew)
    assert has.keys() - {""} == {names.members[member] for member in had if member}
    for member, postings in had.items():
        if member:
            assert has[names.members[member]] == [names.posting(posting) for posting in postings]
            assert decided(anew, names.members[member]) == [names.decision(each) for each in decided(told, member)]
    assert sorted(map(repr, map(names.posting, had.get("", [])))) == sorted(map(repr, has.get("", [])))
    for member, standing in told.standings.items():
        assert anew.standing(names.members[member]) == attrs.evolve(standing, member=names.members[member])
    assert {(each.code, each.line) for each in told.refusals} == {(each.code, each.line) for each in anew.refusals}


def decided(outcome: Outcome, member: str) -> list[Decision]:
    """The decisions about one member, in their order."""
    return [decision for decision in outcome.decisions if decision.member == member]


@telling
@given(schemes_with_crowds(focus=CLAIMING))
def test_a_member_fares_alone_as_among_the_others(drawn: tuple[Drawn, list[Event]]) -> None:
    """U7: all others dropped, each member's decisions, postings and standing stay what they were."""
    scheme, plain = drawn
    events = placed(plain)
    together = evaluated(scheme, events)
    by_id = {event.id: event for event in events}
    members = sorted(together.standings)
    if not need(len(members) > 1 and pays(together)):
        return
    faulty = {event.id for event in refused(together, events)}
    for member in {members[0], members[len(members) // 2], members[-1]}:
        own = [event for event in events if person_of(event, by_id) in ("", member)]
        own = [event for event in own if not isinstance(event, Reversed) or by_id[event.event] in own]
        alone = evaluated(scheme, own)
        assert postings_of(alone).get(member, []) == postings_of(together).get(member, [])
        assert decided(alone, member) == decided(together, member)
        assert alone.standing(member) == together.standing(member)
        assert {event.id for event in refused(alone, own)} == {event.id for event in own if event.id in faulty}


@telling
@given(schemes_with_funds(focus=CLAIMING), st.lists(st.integers(0, 400), min_size=1, max_size=20))
def test_an_entry_made_late_counts_as_if_made_at_once(drawn: tuple[Drawn, list[Event]], lags: list[int]) -> None:
    """U10: after any late entry the books are those of prompt ones; only `recorded` tells them apart."""
    scheme, events = drawn
    prompt = evaluated(scheme, events)
    if not need(pays(prompt) and any(lags)):
        return
    assert evaluated(scheme, [later(event, lags[k % len(lags)]) for k, event in enumerate(events)]) == prompt


def later(event: Event, lag: int) -> Event:
    """The same event entered *lag* days after it happened; a reversal after everything else."""
    return attrs.evolve(event, recorded=event.date + timedelta(days=1000 if isinstance(event, Reversed) else lag))


@telling
@given(schemes_with_funds(focus=CLAIMING), st.integers(0, 1300))
def test_the_books_as_of_a_day_are_the_beginning_of_those_of_any_later_day(
    drawn: tuple[Drawn, list[Event]], after: int
) -> None:
    """U10: what happens later, or is looked at later, changes no posting, decision or number of before."""
    scheme, events = drawn
    day = START + timedelta(days=after)
    whole, early = evaluated(scheme, events), evaluated(scheme, events, day)
    if not need(0 < len(early.journal) < len(whole.journal)):
        return
    assert list(early.journal) == [posting for posting in whole.journal if posting.date <= day]
    assert list(early.decisions) == [decision for decision in whole.decisions if decision.date <= day]
    assert early.reversed == whole.reversed
