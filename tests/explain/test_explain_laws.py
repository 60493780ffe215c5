"""U16 and what belongs to it: an explanation says what was decided and booked, all of it and nothing else."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from explained_fund import AS_OF, outcome, scheme
from strategies import Drawn, Focus, schemes_with_funds
from strategies.reading import evaluated, payouts
from strategies.vacuity import need, telling
from welfarerules.events import Claimed, Event, Joined, Paid
from welfarerules.explain import Explainer, Explanation, Step, Subject
from welfarerules.explain.dues import member_dues, with_periods
from welfarerules.explain.phrasebook import forget
from welfarerules.fund import Decision, Fund, Outcome
from welfarerules.fund.wire import outcome_from_json, outcome_to_json
from welfarerules.money import Money
from welfarerules.words import LANGUAGES

OWING: Final = Focus(pays=("rhythm", "stops", "never", "catches up"))
UNFILLED: Final = re.compile(r"[{}]|\bNone\b|\bMissing\b")
THAI: Final = re.compile("[\u0e01-\u0e5b]")


def money(step: Step, name: str = "amount") -> int:
    """An amount that a step tells, in satang."""
    value = step.values[name]
    assert isinstance(value, Money)
    return value.minor


def steps(explanation: Explanation, *kinds: str) -> list[Step]:
    """The steps of some kinds, without what was decided earlier on the same claim."""
    found = [step for step in explanation.steps if step.kind != "before"]
    return [inner for step in found for inner in step.walk() if inner.kind in kinds]


def shape(step: Step) -> tuple[object, ...]:
    return (step.kind, step.article, sorted(step.values), tuple(shape(inner) for inner in step.steps))


def check_wording(explanation: Explanation) -> None:
    for text in (explanation.title, *(step.text for step in explanation.walk())):
        assert text
        assert not UNFILLED.search(text), text
    assert json.loads(json.dumps(explanation.to_json()))["title"] == explanation.title


def check_decision(explanation: Explanation, decision: Decision) -> None:
    """The amounts that are told add up to what is paid, and the conclusion follows from the requirements."""
    verdicts = [
        step.values["verdict"] for group in explanation.steps if group.kind == "requirements" for step in group.steps
    ]
    conclusion = explanation.steps[-1]
    assert conclusion.kind == "conclusion"
    assert sum(money(step) for step in steps(explanation, "payment")) == decision.amount.minor
    if decision.outcome == "approved":
        assert set(verdicts) <= {"met"}
        assert money(conclusion) == decision.amount.minor
    if decision.reason == "requirement_not_met":
        assert "unmet" in verdicts
    if decision.reason == "requirement_unknown":
        assert {"unknown", "fault"} & set(verdicts)
        assert "missing" not in conclusion.values or conclusion.values["missing"]


def check_amount(explanation: Explanation, decision: Decision) -> None:
    """Each limit starts from what the one before it left; what the last ones leave is what is paid."""
    for group in explanation.walk():
        caps = [step for step in group.steps if step.kind == "cap"]
        for step in caps:
            assert money(step, "after") == min(money(step, "before"), money(step, "room"))
            assert money(step, "after") + money(step, "cut") == money(step, "before")
        for before, after in pairwise(caps):
            assert money(after, "before") == money(before, "after")
    odd = sum(money(step, "odd") for step in steps(explanation, "odd"))
    for step in steps(explanation, "sum"):
        assert decision.outcome != "approved" or money(step, "total") - odd == decision.amount.minor


@telling
@given(schemes_with_funds())
def test_amounts_that_are_told_add_up_to_what_was_decided_and_booked(drawn: tuple[Drawn, list[Event]]) -> None:
    """U16: on random funds, whatever is decided."""
    found = evaluated(*drawn)
    booked = payouts(found)
    if not need(booked):
        return
    explainer = Explainer(found, lang="en")
    for number, decision in enumerate(found.decisions):
        explanation = explainer.explain(decision)
        check_decision(explanation, decision)
        check_amount(explanation, decision)
        told = Counter((step.values["payee"], step.values["amount"]) for step in steps(explanation, "payment"))
        told -= Counter({key: count for key, count in told.items() if key[1] == Money(0, "THB")})
        assert told == Counter((posting.payee or posting.member, posting.amount) for posting in booked.get(number, ()))


@telling
@given(schemes_with_funds())
def test_both_languages_tell_the_same_in_whole_sentences(drawn: tuple[Drawn, list[Event]]) -> None:
    found = evaluated(*drawn)
    if not need(found.decisions):
        return
    english, thai = (Explainer(found, lang=lang) for lang in ("en", "th"))
    of_each_kind = {tuple(posting.reason for posting in one.postings): one for one in found.journal.transactions()}
    subjects: tuple[Subject, ...] = (*found.decisions, *found.standings.values(), *of_each_kind.values())
    for subject in subjects:
        pair = english.explain(subject), thai.explain(subject)
        for explanation in pair:
            check_wording(explanation)
        assert [shape(step) for step in pair[0].steps] == [shape(step) for step in pair[1].steps]
        assert THAI.search(pair[1].title)


@telling
@given(schemes_with_funds(focus=Focus(claims=(2, 4))))
def test_what_was_told_before_changes_no_explanation(drawn: tuple[Drawn, list[Event]]) -> None:
    """Sentences are kept for claims that read the same numbers: each decision is told as if it were the first."""
    found = evaluated(*drawn)
    if not need(len(found.decisions) > 1):
        return
    for lang in LANGUAGES:
        kept = Explainer(found, lang=lang)
        told = [kept.explain(decision) for decision in found.decisions]
        assert [kept.explain(decision) for decision in reversed(found.decisions)] == told[::-1]
        for decision, explanation in zip(found.decisions, told, strict=True):
            forget()
            assert Explainer(found, lang=lang).explain(decision) == explanation


@telling
@given(schemes_with_funds(focus=Focus(claims=(1, 1))))
def test_an_outcome_read_back_is_explained_in_the_same_words(drawn: tuple[Drawn, list[Event]]) -> None:
    found = evaluated(*drawn)
    if not need(found.decisions):
        return
    again = outcome_from_json(outcome_to_json(found))
    first, second = Explainer(found, lang="en"), Explainer(again, lang="en")
    for one, other in zip(found.decisions, again.decisions, strict=True):
        assert first.explain(one) == second.explain(other)
    for member, standing in found.standings.items():
        assert first.explain(standing) == second.explain(again.standings[member])


@telling
@given(schemes_with_funds())
def test_what_a_payment_settled_is_the_payment(drawn: tuple[Drawn, list[Event]]) -> None:
    found = evaluated(*drawn)
    explainer = Explainer(found, lang="en")
    if not need(any(posting.reason == "payment" for posting in found.journal)):
        return
    for posting in found.journal:
        if posting.reason in ("payment", "from_advance", "due_cancelled", "due_settled"):
            explanation = explainer.explain(posting)
            parts = [step for step in explanation.walk() if step.kind == "settles"]
            assert sum(money(step) for step in parts) == posting.amount.minor


def due_days(found: Outcome, member: str) -> dict[str, list[date]]:
    """By contribution, the due days in the kernel's own table, in the order in which the dues fell."""
    assert found._books is not None
    tables, compiled = found._books.tables, found._books.compiled
    days: dict[str, list[date]] = {}
    for k, rule in enumerate(compiled.contribution_ids):
        row = tables.slots[found._books.members[member] * len(compiled.contribution_ids) + k].last_due
        days[rule] = []
        while row:
            days[rule].insert(0, date.fromordinal(tables.due_day[row]))
            row = tables.due_previous[row]
    return days


@telling
@given(schemes_with_funds())
def test_a_due_is_told_with_the_period_that_the_kernel_let_fall(drawn: tuple[Drawn, list[Event]]) -> None:
    """Every due of every membership, due day by due day as the kernel wrote it."""
    found = evaluated(*drawn)
    all_dues = 0
    for member, standing in found.standings.items():
        mine = [posting for posting in found.journal if posting.member == member]
        dues = with_periods(member_dues(mine), found.compiled, (*standing.earlier, standing.joined)).dues
        for rule, days in due_days(found, member).items():
            of_rule = [due for due in dues if due.rule == rule]
            for due, day in zip(of_rule, days, strict=True):
                if rule == "membership.entry_fee":
                    assert due.period is None
                    continue
                all_dues += 1
                assert due.period is not None
                assert due.due == day
                assert due.period.first <= due.period.covered_from <= due.period.last
    need(all_dues)


@telling
@given(schemes_with_funds(focus=OWING))
def test_open_dues_are_what_a_member_owes(drawn: tuple[Drawn, list[Event]]) -> None:
    found = evaluated(*drawn)
    explainer = Explainer(found, lang="en")
    owing = [standing for standing in found.standings.values() if standing.owed.minor]
    if not need(owing):
        return
    for standing in owing:
        explanation = explainer.explain(standing)
        parts = [step for step in explanation.walk() if step.kind == "open"]
        assert sum(money(step, "open") for step in parts) == standing.owed.minor
        overdue = [step for step in parts if step.values["due"] < found.as_of]  # type: ignore[operator]
        if all("first" in step.values for step in parts):
            assert sum(money(step, "open") for step in overdue) == standing.arrears.minor


@given(st.dates(date(2010, 10, 1), date(2011, 6, 30)), st.integers(0, 200))
def test_the_first_day_that_is_told_is_the_first_day(joined: date, later: int) -> None:
    """A refusal in the waiting period names the day on which the same claim would have been in time."""
    stay = joined + timedelta(days=later)
    events = [
        Joined("J", joined, member="A"),
        Paid("P", joined, member="A", amount=1000),
        Claimed("C", stay, member="A", benefit="benefit.hospital", admitted=stay, discharged=stay),
    ]
    found = Fund(scheme()).evaluate(events, AS_OF)
    conclusion = Explainer(found, lang="en").explain("C").steps[-1]
    first = conclusion.values.get("first")
    assert (first is not None) == (later < 180)
    if isinstance(first, date):
        asked = [first - timedelta(days=1), first]
        quotes = [
            found.quote(Claimed("Q", day, member="A", benefit="benefit.hospital", admitted=day, discharged=day))
            for day in asked
        ]
        assert [quote.requirement for quote in quotes] == ["membership >= 180 days", ""]


def test_everything_in_the_example_can_be_explained_in_both_languages() -> None:
    for lang in LANGUAGES:
        explainer = Explainer(outcome(), lang=lang)
        subjects: tuple[Subject, ...] = (*outcome().decisions, *outcome().journal, *outcome().standings.values())
        for subject in subjects:
            check_wording(explainer.explain(subject))
