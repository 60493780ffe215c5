"""A warning is never wrong. What it says decides nothing can be changed, and nothing else changes.

The schemes are random ones into which odd requirements and caps are put; what the checker then finds is believed and
acted on, and the fund is evaluated both ways.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import cast

import attrs
from hypothesis import given
from hypothesis import strategies as st

from strategies import Drawn, Focus, funds, schemes
from strategies.reading import evaluated, notes_of
from strategies.vacuity import need, telling
from welfarerules.errors import Diagnostic
from welfarerules.events import Event
from welfarerules.fund import Decision, Outcome
from welfarerules.loading import loads_scheme
from welfarerules.money import Money
from welfarerules.scrutiny import review

UNREACHABLE = {"WR701", "WR703", "WR707", "WR710", "WR718"}
IDLE_REQUIREMENTS = {"WR702", "WR704", "WR708"}
IDLE_AMOUNTS = {"WR715", "WR716", "WR717", "WR722", "WR723"}

ANY_CLAIM = (
    ("membership >= 5 years", "membership < 3 years"),
    ("membership >= 0 days",),
    ("membership < 30 days",),
    ("membership >= 60 days", "membership >= 2 months"),
    ("days(membership) >= 400", "membership < 1 year"),
    ("age >= 40 years", "age > 30 years"),
    ("age >= 60 years", "not age > 50 years"),
    ("age < 500 years",),
    ("membership > 900 years",),
    ("income == 'poor'", "income in ('poor', 'enough')"),
    ("income == 'poor'", "not (income == 'poor')"),
    ("income == 'poor' or membership >= 0 days",),
    ("contributed >= 0 baht", "contributed < 90000 baht or contributed >= 90000 baht"),
    ("days_overdue < 0",),
    ("unpaid_dues <= 2", "arrears_amount <= 100 baht", "days_overdue <= 61"),
)
ODD = {
    "benefit.hospital": (
        ("nights < 0",),
        ("nights <= 3",),
        ("nights <= 1", "nights < 5"),
        ("between(nights, 9, 2)",),
        ("discharged < admitted + 10 days", "discharged >= admitted"),
    ),
    "benefit.birth": (
        ("children >= 0 children",),
        ("children <= 2 children",),
        ("children > 2 children", "children < 3 children"),
    ),
}
REACHABLE = {
    "benefit.hospital": (("nights <= 3",), ("nights <= 1", "nights < 5")),
    "benefit.birth": (("children <= 2 children",), ("children >= 0 children", "children < 3 children")),
    "benefit.death": (("membership > 370 days",), ("membership < 400 days",), ("age < 500 years",)),
}
HIGH = (
    "[{ per = 'event', amount = 1500 }]",
    "[{ per = 'event', amount = 20000 }, { per = 'fund year', amount = 1000 }]",
    "[{ per = 'fund year', amount = 2400 }]",
    "[{ per = 'fund year', amount = 20000 }]",
)
LOW = (
    "[{ per = 'event', amount = 100 }]",
    "[{ per = 'event', amount = 199.75 }, { per = 'fund year', amount = 900 }]",
    "[{ per = 'fund year', amount = 300 }]",
)
NONE = "[{ per = 'fund year', amount = 2400 }, { per = 'event', amount = 0 }]"
FOCUS = Focus(having=["benefit.birth", "benefit.death", "benefit.hospital"], claims=(2, 5))
PAID = attrs.evolve(FOCUS, claims=(3, 6), pays=["ahead"], ends=["died", ""], near=["year", "bound"], lapses=False)


@st.composite
def odd_funds(
    draw: st.DrawFn,
    focus: Focus = FOCUS,
    odd: Mapping[str, Sequence[Sequence[str]]] = MappingProxyType(ODD),
    caps: Sequence[str] = (*LOW, *HIGH, NONE),
    anything: Sequence[Sequence[str]] = ANY_CLAIM,
) -> tuple[Drawn, list[Event]]:
    """A fund under a scheme with odd requirements and caps in its benefits."""
    drawn = draw(schemes(having=focus.having, lapses=focus.lapses))
    head, *sections = re.split(r"(?m)^(?=\[benefit\.)", drawn.template)
    for k, section in enumerate(sections):
        benefit = section[1 : section.index("]")]
        required = _listed(draw(st.sampled_from((*odd.get(benefit, ()), *anything))))
        sections[k] = section.replace("requires = [", f"requires = [{required}", 1)
        if benefit not in ("benefit.hospital", "benefit.aid"):
            sections[k] = sections[k].replace("amount = ", f"cap = {draw(st.sampled_from(caps))}\namount = ", 1)
    drawn = attrs.evolve(drawn, template=head + "".join(sections))
    return drawn, draw(funds(drawn, least=2, most=3, focus=focus))


def _listed(formulas: Sequence[str]) -> str:
    """In other spacing than the scheme's own, which refuses to say the same twice."""
    return "".join(f'"{formula.replace(" ", "  ", 1)}", ' for formula in formulas)


def warnings(text: str, codes: set[str]) -> list[Diagnostic]:
    return [found for found in review(loads_scheme(text)) if found.code in codes]


def benefit_of(found: Diagnostic) -> str:
    return ".".join(re.split(r"[.\[]", found.path)[:2])


def by_the_engine(outcome: Outcome) -> list[Decision]:
    return [decision for decision in outcome.decisions if decision.reason != "committee"]


def put_in_place(text: str, found: Diagnostic, pattern: str, written: str) -> str:
    """The scheme with what stands at a warning written otherwise."""
    lines = text.split("\n")
    before, after = lines[found.line - 1][: found.column - 1], lines[found.line - 1][found.column - 1 :]
    changed, times = re.subn(pattern, written, after, count=1)
    assert times == 1, found
    return "\n".join([*lines[: found.line - 1], before + changed, *lines[found.line :]])


def decided(outcome: Outcome) -> dict[str, tuple[str, str, int]]:
    return {each.id: (each.member, each.outcome, each.amount.minor) for each in by_the_engine(outcome)}


@telling
@given(odd_funds())
def test_a_benefit_that_nobody_can_reach_is_never_paid(drawn: tuple[Drawn, list[Event]]) -> None:
    scheme, events = drawn
    unreachable = {benefit_of(found) for found in warnings(scheme.text, UNREACHABLE)}
    told = [each for each in by_the_engine(evaluated(scheme, events)) if each.benefit in unreachable]
    if need(told):
        assert not [each for each in told if each.outcome == "approved"]


@telling
@given(odd_funds())
def test_a_requirement_that_refuses_nobody_can_be_left_out(drawn: tuple[Drawn, list[Event]]) -> None:
    """Only what it referred to the committee, because a fact is unknown, may come out otherwise."""
    scheme, events = drawn
    found = warnings(scheme.text, IDLE_REQUIREMENTS)
    before = evaluated(scheme, events)
    concerned = {benefit_of(each) for each in found}
    if not need(any(each.benefit in concerned for each in by_the_engine(before))):
        return
    for each in found:
        without = put_in_place(scheme.text, each, '"[^"]*"', '"true"')
        after = decided(evaluated(attrs.evolve(scheme, template=without), events))
        unclear = set[str]()
        for identity, (member, outcome, amount) in decided(before).items():
            if outcome == "referred":
                unclear.add(member)
            assert member in unclear or after[identity] == (member, outcome, amount), each


@telling
@given(odd_funds(PAID, REACHABLE, HIGH, [()]))
def test_what_no_claim_reaches_can_be_written_otherwise(drawn: tuple[Drawn, list[Event]]) -> None:
    """Caps that never bind and tiers that nobody reaches: any other amount there leaves every posting as it is."""
    scheme, events = drawn
    found = warnings(scheme.text, IDLE_AMOUNTS)
    before = evaluated(scheme, events)
    concerned = {benefit_of(each) for each in found}
    if not need(any(each.benefit in concerned and each.amount.minor for each in by_the_engine(before))):
        return
    for each in found:
        otherwise = put_in_place(scheme.text, each, "(amount|pays) = [0-9.]+", r"\1 = 77777777")
        after = evaluated(attrs.evolve(scheme, template=otherwise), events)
        assert decided(after) == decided(before), each


@telling
@given(odd_funds(PAID, {}, LOW, [()]))
def test_what_a_cap_always_cuts_comes_to_more_before(drawn: tuple[Drawn, list[Event]]) -> None:
    scheme, events = drawn
    found = warnings(scheme.text, {"WR719"})
    least = {benefit_of(each): cast(Money, each.values["least"]) for each in found}
    told = [each for each in by_the_engine(evaluated(scheme, events)) if each.benefit in least]
    paid = [each for each in told if each.outcome == "approved"]
    if need(paid):
        for each in paid:
            before = sum(part.raw for part in notes_of(each).parts)
            assert Money(before, "THB") >= least[each.benefit] > each.amount
