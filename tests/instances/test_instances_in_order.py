"""An instance varies one thing, and everything else about it is in order: all paid, and a member still."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheme_texts import MEMBERSHIP, MONTHLY, benefit, read, small
from strategies.bylaws import Drawn, schemes
from welfarerules.events import Claimed, Died, Opening, Paid
from welfarerules.fund import Fund
from welfarerules.instances import Instance, instances_of, work
from welfarerules.loading import load_scheme, loads_scheme
from welfarerules.scheme.model import Scheme

CHAMUANG: Final = Path(__file__).resolve().parents[2] / "schemes" / "th" / "chamuang.toml"
EVERYTHING: Final = Path(__file__).resolve().parents[1] / "prose" / "everything.toml"

MEMBERSHIP_ENDS: Final = f'{MEMBERSHIP}ends_when = "unpaid_months >= 12"\n'
STEPS: Final = benefit(
    """\
amount = { by = "membership", tiers = [
  { from = "180 days", pays = 3000 }, { above = "1 year", pays = 5000 }, { from = "5 years", pays = 7000 },
] }
claim_within = "90 days of died"
late = "refuse"
payee = { order = ["named"], share = "equal", odd_satang = "first" }
""",
    event_date="died",
)


def steps() -> Scheme:
    """Steps "from" and "above" a time, and memberships that end by themselves."""
    text = small(MONTHLY, STEPS, membership=MEMBERSHIP_ENDS)
    return loads_scheme(text.replace("effective = 2025-10-01", "effective = 2023-01-01"), path="steps.toml")


def counting_day(scheme: Scheme, instance: Instance) -> date:
    """The day that counts for the claim an instance is about."""
    if not instance.claim:
        return instance.as_of
    event_date = next(each.event_date for each in scheme.benefits if each.id == instance.rule)
    claim = next(event for event in instance.events if event.id == instance.claim)
    died = next((event.date for event in instance.events if isinstance(event, Died)), None)
    day = died if event_date == "died" else getattr(claim, event_date)
    assert isinstance(day, date)
    return day


def about_arrears(instance: Instance) -> bool:
    pays_late = instance.probe == "late" and any(isinstance(event, Paid) for event in instance.events)
    return instance.probe == "arrears" or pays_late


def out_of_order(scheme: Scheme, instances: Iterable[Instance]) -> list[str]:
    """What is wrong, on the day that counts, with members with whom nothing should be wrong."""
    found = []
    for each in instances:
        if each.rule.startswith("benefit.") and not about_arrears(each):
            day = counting_day(scheme, each)
            standing = Fund(scheme).evaluate(each.events, day).standing(each.member)
            if standing.arrears.minor or (standing.status != "active" and standing.ended != day):
                found.append(f"{each.probe}: {each.about.spoken('en')}: {standing.status}, {standing.arrears}")
    return found


def told(scheme: Scheme, probe: str) -> dict[str, str]:
    found = [one for one in work(scheme) if one.instance.probe == probe]
    return {one.instance.about.spoken("en"): one.consequence.spoken("en") for one in found}


@pytest.mark.parametrize("scheme", [load_scheme(CHAMUANG), load_scheme(EVERYTHING), steps()], ids=lambda each: each.id)
def test_who_is_not_in_arrears_owes_nothing_overdue_and_is_a_member_on_the_day_that_counts(scheme: Scheme) -> None:
    instances = [each for each in instances_of(scheme) if not about_arrears(each)]
    assert len(instances) > 20
    assert not out_of_order(scheme, instances)


@given(schemes(), st.data())
def test_in_any_scheme_too(drawn: Drawn, data: st.DataObject) -> None:
    scheme = loads_scheme(drawn.text)
    benefits = [each for each in instances_of(scheme) if each.rule.startswith("benefit.")]
    chosen = data.draw(st.lists(st.sampled_from(benefits), max_size=10, unique_by=lambda each: each.member))
    assert not out_of_order(scheme, chosen)


def alike(instance: Instance) -> list[object]:
    """What two of one series have in common, whatever it is that the series varies."""
    varied = {"nights": {"nights"}, "contributed": {"contributed"}, "fact": {"facts"}, "cap": {"used"}}
    left_out = varied.get(instance.probe, set())
    found: list[object] = []
    for event in instance.events:
        of_claim = (event.facts, event.payees, event.benefit) if isinstance(event, Claimed) else ()
        known: dict[str, object] = {"facts": of_claim}
        if isinstance(event, Opening):
            known = {"facts": event.facts, "contributed": event.contributed, "used": event.used}
        if isinstance(event, Claimed) and event.admitted and event.discharged:
            known["nights"] = event.discharged - event.admitted
        found.append((event.kind, *(value for name, value in known.items() if name not in left_out)))
    return found


@given(schemes())
def test_instances_of_one_series_differ_in_nothing_but_what_it_varies(drawn: Drawn) -> None:
    by_series: dict[tuple[str, str, int], list[Instance]] = {}
    for each in instances_of(loads_scheme(drawn.text)):
        if each.series and each.op:
            by_series.setdefault((each.rule, each.probe, each.series), []).append(each)
    for series in by_series.values():
        for other in series[1:]:
            assert alike(other) == alike(series[0]), (series[0].about.spoken("en"), other.about.spoken("en"))


def test_a_bound_at_the_end_of_a_month_is_told_from_both_sides() -> None:
    """Five years from 29 February end on 28 February; a member who has not paid would be none by then."""
    found = {about: paid for about, paid in told(steps(), "membership").items() if "2024" in about and "2029" in about}
    assert found == {
        f"a member since 29 February 2024, and it happens on {day} 2029": paid
        for day, paid in [
            ("27 February", "pays 5,000.00 baht"),
            ("28 February", "pays 7,000.00 baht"),
            ("1 March", "pays 7,000.00 baht"),
            ("2 March", "pays 7,000.00 baht"),
        ]
    }


def test_arrears_are_told_so_that_they_can_be_counted_by_hand() -> None:
    """Paid to the end of June and due on the last day: July, August and September are three months on 1 October."""
    due = MONTHLY.replace("first day", "last day")
    scheme = read(due, benefit('requires = ["unpaid_months < 3"]\namount = 100'))
    found = told(scheme, "arrears")
    begun = "a member since 1 July 2023 who has paid all that is for the time up to and including 30 June 2027"
    assert found[f"{begun}, and nothing after; it happens on 30 September 2027"] == "pays 100.00 baht"
    assert found[f"{begun}, and nothing after; it happens on 1 October 2027"] == "pays nothing"


def test_a_usual_member_does_not_end_a_membership_by_age_or_by_a_fact() -> None:
    """What ends a membership is kept from, as what a benefit requires is kept to."""
    scheme = read(
        MONTHLY,
        benefit('requires = ["age >= 20 years"]\namount = 100'),
        membership=f'{MEMBERSHIP}ends_when = "age >= 40 years"\n',
    )
    assert not out_of_order(scheme, [each for each in instances_of(scheme) if each.probe == "usual"])
    assert told(scheme, "usual") == {"nothing out of the ordinary": "pays 100.00 baht"}
