"""Instances: every bound of a rule is told from both sides, and all of them together come out as each alone."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheme_texts import MONTHLY, benefit, read
from strategies.bylaws import schemes
from strategies.vacuity import very_costly
from welfarerules.fund import Fund
from welfarerules.instances import Instance, Worked, instances_of, work
from welfarerules.loading import load_scheme, loads_scheme
from welfarerules.scheme.model import Scheme
from welfarerules.words import LANGUAGES

CHAMUANG = Path(__file__).resolve().parents[2] / "schemes" / "th" / "chamuang.toml"


@cache
def chamuang() -> Scheme:
    return load_scheme(CHAMUANG)


@cache
def worked() -> tuple[Worked, ...]:
    return work(chamuang())


def told(rule: str, probe: str, scheme: Scheme | None = None) -> dict[str, str]:
    """What varies and what it comes to, in English."""
    found = worked() if scheme is None else work(scheme)
    return {
        one.instance.about.spoken("en"): one.consequence.spoken("en")
        for one in found
        if (one.instance.rule, one.instance.probe) == (rule, probe)
    }


def test_a_length_of_membership_is_probed_a_day_less_on_the_day_and_a_day_more() -> None:
    assert told("benefit.birth", "membership") == {
        "a member for 179 days": "pays nothing",
        "a member for 180 days": "pays 1,000.00 baht",
        "a member for 181 days": "pays 1,000.00 baht",
    }


def test_an_age_is_probed_a_day_less_on_the_day_and_a_day_more() -> None:
    assert told("benefit.old_age", "age") == {
        "a day less than 60 years old, born on 2 October 1946": "pays nothing",
        "60 years old to the day, born on 1 October 1946": "pays 200.00 baht",
        "a day more than 60 years old, born on 30 September 1946": "pays 200.00 baht",
    }


def test_every_tier_is_probed_on_both_sides_of_its_bound() -> None:
    found = told("benefit.death", "membership")
    assert found["a member for 179 days"] == "pays nothing"
    assert found["a member for 180 days"] == "pays 3,000.00 baht"
    for length, below, reached in (("1 year", "3,000", "5,000"), ("5 years", "7,000", "10,000")):
        assert found[f"a member for a day less than {length}"] == f"pays {below}.00 baht"
        assert found[f"a member for {length} to the day"] == f"pays {reached}.00 baht"


def test_a_window_for_claims_is_probed_up_to_the_day_after_its_last() -> None:
    assert told("benefit.hospital", "claimed") == {
        "claimed 89 days after": "pays 600.00 baht",
        "claimed 90 days after": "pays 600.00 baht",
        "claimed 91 days after": "pays nothing",
    }


def test_a_cap_is_probed_around_the_night_that_reaches_it_and_with_nothing_left() -> None:
    assert told("benefit.hospital", "nights")["a stay of 2 nights"] == "pays 400.00 baht"
    assert told("benefit.hospital", "nights")["a stay of 4 nights"] == "pays 600.00 baht"
    assert told("benefit.hospital", "cap") == {
        "1,000.00 baht had already in this fund year": "pays nothing",
        "999.99 baht had already in this fund year": "pays 0.01 baht",
        "500.00 baht had already in this fund year": "pays 500.00 baht",
    }


def test_arrears_are_probed_on_the_due_day_and_the_day_after() -> None:
    found = told("benefit.birth", "arrears")
    begun = "a member since 1 July 2001 who has paid all that is for the time up to and including 30 June 2005"
    assert found[f"{begun}, and nothing after; it happens on 30 September 2005"] == "pays 1,000.00 baht"
    assert found[f"{begun}, and nothing after; it happens on 1 October 2005"] == "pays nothing"


def test_a_fact_that_nobody_reported_sends_the_claim_to_the_committee() -> None:
    unknown = [each for each in told("benefit.study", "fact").items() if "is not known" in each[0]]
    assert len(unknown) == 2
    assert {consequence for _, consequence in unknown} == {"goes to the committee"}
    assert told("benefit.old_age", "unknown") == {"the date of birth is not known": "goes to the committee"}


def test_months_are_probed_from_a_day_that_the_month_reached_lacks() -> None:
    """Half a year from 31 March is 30 September by clamping, 1 October by running over; no September has 31 days."""
    scheme = read(benefit('requires = ["membership >= 6 months"]\namount = 100'))
    found = {about: paid for about, paid in told("benefit.birth", "membership", scheme).items() if "since" in about}
    assert found == {
        f"a member since 31 March 2028, and it happens on {day}": paid
        for day, paid in [
            ("29 September 2028", "pays nothing"),
            ("30 September 2028", "pays 100.00 baht"),
            ("1 October 2028", "pays 100.00 baht"),
            ("2 October 2028", "pays 100.00 baht"),
        ]
    }


def test_a_contribution_is_probed_on_the_first_day_of_a_period_within_it_and_on_days_some_months_lack() -> None:
    days = " ".join(told("contribution.satja", "joining"))
    for day in ("1 July", "2 July", "31 July", "29 February", "30 September", "1 October"):
        assert f"joins on {day}" in days


def test_leaving_is_probed_with_money_paid_ahead_and_with_arrears() -> None:
    scheme = read(MONTHLY)
    found = told("membership", "leaving", scheme)
    assert any(consequence.startswith("gives back") for consequence in found.values())
    assert any(consequence.startswith("charges") for consequence in found.values())


def test_each_instance_is_about_a_member_of_its_own_and_claims_what_it_says() -> None:
    found = instances_of(chamuang())
    assert len({each.member for each in found}) == len(found) > 200
    for each in found:
        assert each.events[-1].date <= each.as_of
        assert not each.claim or each.claim in {event.id for event in each.events}


def test_the_instances_of_one_rule_are_those_that_the_whole_scheme_has_of_it() -> None:
    for rule in ("membership", "contribution.satja", "benefit.hospital"):
        assert instances_of(chamuang(), rule=rule) == tuple(
            each for each in instances_of(chamuang()) if each.rule == rule
        )
    assert instances_of(chamuang(), rule="benefit.nothing") == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_instance_is_explained_as_its_decision_or_its_member_is(lang: str) -> None:
    paid = next(one for one in worked() if one.instance.rule == "benefit.hospital")
    owing = next(one for one in worked() if one.instance.rule == "contribution.satja")
    assert paid.explain(lang).steps
    assert owing.explain(lang).steps


def test_every_instance_is_told_in_thai() -> None:
    for one in worked():
        assert re.search("[ก-๛]", one.instance.about.spoken("th"))
        assert re.search("[ก-๛]", one.consequence.spoken("th"))
        assert not re.search("[a-z]{3}", one.instance.about.spoken("th"))


def alone(scheme: Scheme, instance: Instance) -> tuple[list[tuple[object, ...]], object]:
    """Postings and decision of an instance that is evaluated by itself."""
    outcome = Fund(scheme).evaluate(instance.events, instance.as_of)
    name = instance.claim or f"{instance.rule}@{instance.as_of.isoformat()}/{instance.member}"
    decision = next((each for each in outcome.decisions if each.id == name), None)
    return [(each.date, each.debit, each.credit, each.amount) for each in outcome.journal], decision


@very_costly
@given(st.data())
def test_all_instances_of_a_scheme_together_come_out_as_each_alone(data: st.DataObject) -> None:
    """They share a fund for speed; no story may meddle with another, nor go on after it is over."""
    scheme = loads_scheme(data.draw(schemes()).text)
    found = work(scheme)
    for one in data.draw(st.lists(st.sampled_from(found), max_size=4)):
        postings = [(each.date, each.debit, each.credit, each.amount) for each in one.postings]
        assert (postings, one.decision) == alone(scheme, one.instance)


@very_costly
@given(schemes())
def test_a_scheme_has_always_the_same_instances(drawn: object) -> None:
    text = drawn.text  # type: ignore[attr-defined]
    assert instances_of(loads_scheme(text)) == instances_of(loads_scheme(text))


@pytest.mark.parametrize("impossible", ["age >= 600 years", "membership >= 150 years"])
def test_what_cannot_happen_to_anybody_is_no_instance(impossible: str) -> None:
    """Nobody who is known to a fund was born, or joined, before 1900."""
    scheme = read(benefit(f'requires = ["{impossible}"]\namount = 100'))
    assert all(one.outcome != "approved" for one in work(scheme) if one.instance.rule.startswith("benefit."))
