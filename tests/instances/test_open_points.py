"""What a scheme leaves open: what each reading pays is said, and what cannot matter is not asked."""

from __future__ import annotations

import re

import pytest

from scheme_texts import benefit, codes, contribution, conventions, faults, small
from welfarerules.errors import Diagnostic
from welfarerules.instances.answers import OpenPoints
from welfarerules.loading import loads_scheme
from welfarerules.scheme.questions import answered
from welfarerules.scheme.read import read_scheme
from welfarerules.scheme.readings import CONVENTIONS
from welfarerules.scheme.tree import read_tree

STAY = """
requires = ["membership >= 6 months"]
amount = { per = "night", pays = 200 }
cap = [{ per = "event", amount = 600 }, { per = "fund year", amount = 1000 }]
counted_by = "each night"
"""
DEATH = """
requires = ["unpaid_dues < 3", "membership >= 180 days"]
amount = 5000
payee = { order = ["spouse"], share = "equal", odd_satang = "first" }
"""
MONTHLY = 'rate = "30 per month"\nperiods = "calendar"\nfirst_period = "full"\n'
YEARLY = 'rate = "300 per year"\nperiods = "calendar"\nfirst_period = "full"\n'


def only(text: str) -> Diagnostic:
    (fault,) = faults(text)
    return fault


def told(text: str, lang: str = "en") -> str:
    return only(text).render(lang).split("\n")[0]


def test_the_end_of_a_month_is_told_by_the_day_on_which_one_reading_pays_and_the_other_does_not() -> None:
    text = small(benefit(STAY, event_date="admitted"), conventions_=conventions(month_end=None))
    assert '"clamp" pays 600.00 baht, "overflow" pays nothing' in told(text)
    assert "a member since 31 March 2028, and it happens on 30 September 2028" in told(text)


def test_the_example_is_told_in_thai_too() -> None:
    text = small(benefit(STAY, event_date="admitted"), conventions_=conventions(month_end=None))
    assert '"clamp" จ่าย 600.00 บาท, "overflow" ไม่จ่าย' in told(text, "th")
    assert "31 มีนาคม 2571" in told(text, "th")


def test_which_nights_a_cap_cuts_is_told_by_what_a_stay_over_the_turn_of_the_year_pays() -> None:
    text = small(benefit(STAY, event_date="admitted"), conventions_=conventions(cap_cuts=None))
    assert '"later nights" pays nothing, "earlier nights" pays 600.00 baht' in told(text)


def test_the_start_of_the_fund_year_is_told_by_two_stays() -> None:
    text = small(benefit(STAY, event_date="admitted"), conventions_=conventions(fund_year_starts=None))
    assert '"1 October" pays 600.00 baht, "1 January" pays nothing' in told(text)


def test_the_day_of_the_facts_is_told_by_one_who_pays_too_late() -> None:
    text = small(
        contribution(MONTHLY + 'due = "last day"'),
        benefit('requires = ["unpaid_months < 3"]\namount = 100'),
        conventions_=conventions(facts_as_of=None),
    )
    assert '"event" pays nothing, "claim" pays 100.00 baht' in told(text)


def test_the_count_after_coming_back_is_told_apart_for_all_three_readings() -> None:
    left = """
[membership]
article = "ข้อ 6"
on_leaving = { advance = "refund", arrears = "cancel" }
"""
    message = told(small(benefit('requires = ["membership >= 180 days"]\namount = 100'), membership=left))
    assert '"restart" pays nothing, "bridge" or "net" pays 100.00 baht' in message
    assert '"restart" or "net" pays nothing, "bridge" pays 100.00 baht' in message


def test_a_due_day_that_february_lacks_is_told_by_the_days_on_which_it_falls() -> None:
    text = small(contribution(MONTHLY + 'due = "ภายในวันที่ 30"'), conventions_=conventions(month_end=None))
    assert '"clamp" charges 30.00 baht on 28 February 2027, "overflow" charges 30.00 baht on 2 March 2027' in told(text)


def test_an_entry_fee_alone_can_be_paid_ahead_and_owed_on_leaving() -> None:
    membership = '\n[membership]\narticle = "ข้อ 6"\nentry_fee = 20\n'
    message = told(small(membership=membership))
    assert '"refund"/"cancel" or "refund"/"stay owed" gives back 20.00 baht' in message


@pytest.mark.parametrize(
    "text",
    [
        small(contribution(YEARLY + 'due = "day 31"'), conventions_=conventions(month_end=None)),
        small(
            benefit('amount = 200\nrecurs = { every = "year", on = "31 December" }', event_date=""),
            conventions_=conventions(month_end=None),
        ),
        small(
            contribution('rate = "7 per week"\nperiods = "calendar"\ndue = "last day"\nfirst_period = "proportional"'),
            conventions_=conventions(rounding=None),
        ),
        small(
            contribution(MONTHLY + 'due = "last day"'),
            benefit(DEATH, event_date="died", welfare_class="death"),
            conventions_=conventions(facts_as_of=None),
        ),
    ],
    ids=["due on 31 October of every year", "paid on 31 December", "7 baht a week", "only at death"],
)
def test_what_instances_show_not_to_matter_need_not_be_said(text: str) -> None:
    assert loads_scheme(text).id == "th.example.small"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (small(contribution(MONTHLY + 'due = "day 29"'), conventions_=conventions(month_end=None)), "WR301"),
        (
            small(
                benefit('amount = 200\nrecurs = { every = "month", on = "day 31" }', event_date=""),
                conventions_=conventions(month_end=None),
            ),
            "WR301",
        ),
        (
            small(
                contribution(
                    'rate = "10 per week"\nperiods = "calendar"\ndue = "last day"\nfirst_period = "proportional"'
                ),
                conventions_=conventions(rounding=None),
            ),
            "WR303",
        ),
        (
            small(
                contribution(MONTHLY + 'due = "last day"'),
                benefit(DEATH, event_date="died", welfare_class="death"),
                benefit('requires = ["unpaid_dues < 3"]\namount = 100', name="study"),
                conventions_=conventions(facts_as_of=None),
            ),
            "WR304",
        ),
    ],
    ids=["due on day 29", "paid on day 31 of every month", "10 baht a week", "at death and otherwise"],
)
def test_what_is_much_like_it_but_matters_is_asked_for(text: str, code: str) -> None:
    assert only(text).code == code
    assert "for instance" in only(text).message


def test_what_does_not_matter_under_one_answer_alone_is_asked_for_while_the_other_is_open() -> None:
    """Due on 31 October while fund years start in October; nobody has said that they do."""
    text = small(
        contribution(YEARLY + 'due = "day 31"'), conventions_=conventions(month_end=None, fund_year_starts=None)
    )
    assert "WR302" in codes(text)


def test_everything_that_is_open_is_asked_for_at_once() -> None:
    silent = '\n[membership]\narticle = "ข้อ 6"\n'
    text = small(
        contribution('rate = "90 per quarter"\nperiods = "calendar"\ndue = "last day"\nfirst_period = "proportional"'),
        benefit(STAY, event_date="admitted"),
        conventions_="",
        membership=silent,
    )
    assert sorted(codes(text)) == ["WR301", "WR302", "WR303", "WR304", "WR305", "WR311", "WR312"]


def test_beside_a_fault_what_is_open_is_asked_for_without_an_example() -> None:
    text = small(benefit(STAY + "colour = 1", event_date="admitted"), conventions_=conventions(month_end=None))
    assert sorted(codes(text)) == ["WR102", "WR301"]
    assert not any("for instance" in fault.message for fault in faults(text))


def test_a_draft_under_an_answer_is_the_scheme_that_states_it() -> None:
    text = small(benefit(STAY, event_date="admitted"), conventions_=conventions(month_end=None))
    draft = read_scheme(text)
    (question,) = draft.open
    for reading in question.readings:
        scheme = draft.under((question, reading)).scheme
        stated = small(benefit(STAY, event_date="admitted"), conventions_=conventions(month_end=reading.written))
        assert scheme is not None
        assert scheme.conventions == loads_scheme(stated).conventions
        assert scheme.benefits == loads_scheme(stated).benefits


def test_an_answer_makes_the_table_that_is_missing() -> None:
    root, _ = read_tree('a = 1\n[b]\n"c" = 2', file="x.toml")
    assert answered(root, ("b", "d"), "e", '"f"').plain() == {"a": 1, "b": {"c": 2, "d": {"e": "f"}}}
    assert root.plain() == {"a": 1, "b": {"c": 2}}


def test_every_reading_of_every_convention_tells_something_apart_or_is_one_of_many_roundings() -> None:
    """Each convention with readings has probes, and the example shows each reading by its own name."""
    for convention in CONVENTIONS:
        assert convention.probes
        names = [reading.shown for reading in convention.readings]
        assert len(set(names)) == len(names)


def test_open_points_tell_each_instance_that_comes_out_otherwise() -> None:
    text = small(benefit(STAY, event_date="admitted"), conventions_=conventions(month_end=None))
    draft = read_scheme(text)
    found = OpenPoints(draft).tellings(draft.open[0])
    assert found
    for telling in found:
        assert re.search("since|born|counted", telling.instance.about.spoken("en"))
        assert len({each.spoken("en") for each in telling.consequences}) == 2


@pytest.mark.parametrize("effective", ["0101-01-01", "1700-02-28", "2399-12-31"])
def test_what_is_open_is_asked_for_at_the_ends_of_the_calendar_too(effective: str) -> None:
    """No story reaches back before the first day there is; the question stands all the same."""
    waiting = 'requires = ["membership >= 200 years", "age >= 900 years"]\namount = 100'
    text = small(benefit(waiting), conventions_=conventions(month_end=None)).replace("2025-10-01", effective)
    assert codes(text) == ["WR301"]


@pytest.mark.parametrize("currency", ["JPY", "KWD", "USD"])
def test_what_is_open_is_asked_for_in_any_currency(currency: str) -> None:
    text = small(benefit(STAY, event_date="admitted"), conventions_=conventions(cap_cuts=None, rounding=None))
    assert codes(text.replace("THB", currency)) == ["WR305"]
