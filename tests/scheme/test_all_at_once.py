"""Whoever mends a scheme is told of everything that is wrong with it at once, not of the next fault after each."""

from __future__ import annotations

from typing import Final

import pytest

from scheme_texts import MONTHLY, benefit, codes, contribution, conventions, faults, small
from welfarerules.loading import loads_scheme

FAULTY: Final = """\
schema = 1

[scheme]
id = "th.example.many"
name = { th = "กองทุนตัวอย่าง", en = "Example fund" }
currency = "THB"

[fact.household]
of = "member"
type = "count"

[contribution.satja]
name = { th = "เงินสัจจะ", en = "pledge" }
rate = "30 per month"
periods = "calendar"
first_period = "proportional"

[contribution.upkeep]
article = "ข้อ 8"
name = { th = "ค่าบำรุง", en = "upkeep" }
rate = "100 per year"
collected = "monthly"

[benefit.hospital]
article = "ข้อ 12"
name = { th = "นอนโรงพยาบาล", en = "hospital" }
class = "sickness"
event_date = "admitted"
amount = { per = "nigth", pays = 200 }
requires = ["membership > 6 months", "household >= 2 persons"]
cap = [{ per = "event", amount = 600 }, { per = "fund year", amount = 1000 }]
claim_within = "90 days of discharged"

[benefit.birth]
article = "ข้อ 12"
class = "birth"
amount = { per = "child" }
requires = ["arrears_amount == 0 bath", "age > 15 years"]
late = "refuse"

[benefit.death]
article = "ข้อ 12"
name = { th = "เสียชีวิต", en = "death" }
class = "death"
event_date = "died"
amount = "10000"
"""

FAULTS: Final = (
    "WR103",
    "WR103 benefit.birth",
    "WR103 benefit.birth.amount",
    "WR103 contribution.satja",
    "WR103 fact.household",
    "WR103 scheme",
    "WR105 benefit.death.amount",
    "WR212 benefit.hospital.amount.per",
    "WR218 benefit.birth.requires[0]",
    "WR301 benefit.hospital.requires[0]",
    "WR302 benefit.hospital.cap[1]",
    "WR303 contribution.satja",
    "WR304 benefit.hospital",
    "WR305 benefit.hospital.cap[0]",
    "WR306 contribution.upkeep",
    "WR311 membership",
    "WR312 membership",
    "WR321 contribution.upkeep.collected",
    "WR322 contribution.upkeep.periods",
    "WR323 contribution.satja.due",
    "WR323 contribution.upkeep.due",
    "WR362 fact.household",
    "WR370 benefit.birth",
    "WR373 benefit.death",
    "WR376 benefit.hospital.claim_within",
    "WR377 benefit.birth.late",
    "WR379 benefit.hospital",
)

MENDED: Final = """\
schema = 1

[scheme]
id = "th.example.many"
name = { th = "กองทุนตัวอย่าง", en = "Example fund" }
currency = "THB"
effective = 2025-10-01

[conventions]
fund_year_starts = "1 October"
month_end = "clamp"
rounding = { mode = "half_up", to = 0.01 }
facts_as_of = "event"
cap_cuts = "later nights"
payments_go_to = ["contribution.satja", "contribution.upkeep"]

[membership]
article = "ข้อ 6"
seniority = { on_readmission = "restart" }
on_leaving = { advance = "refund", arrears = "cancel" }

[fact.household]
name = { th = "คนในบ้าน", en = "household" }
unit = "persons"
of = "member"
type = "count"

[contribution.satja]
article = "ข้อ 7"
due = "first day"
name = { th = "เงินสัจจะ", en = "pledge" }
rate = "30 per month"
periods = "calendar"
first_period = "proportional"

[contribution.upkeep]
article = "ข้อ 8"
name = { th = "ค่าบำรุง", en = "upkeep" }
rate = "100 per year"
collected = "yearly"
periods = "joining"
due = "first day"

[benefit.hospital]
article = "ข้อ 12"
name = { th = "นอนโรงพยาบาล", en = "hospital" }
class = "sickness"
event_date = "admitted"
amount = { per = "night", pays = 200 }
requires = ["membership > 6 months", "household >= 2 persons"]
cap = [{ per = "event", amount = 600 }, { per = "fund year", amount = 1000 }]
claim_within = "90 days of discharged"
late = "refuse"
counted_by = "each night"

[benefit.birth]
name = { th = "คลอดบุตร", en = "birth" }
event_date = "occurred"
article = "ข้อ 12"
class = "birth"
amount = 500
requires = ["arrears_amount == 0 baht", "age > 15 years"]

[benefit.death]
article = "ข้อ 12"
name = { th = "เสียชีวิต", en = "death" }
class = "death"
event_date = "died"
amount = 10000
payee = { order = ["named"], share = "equal", odd_satang = "first" }
"""


def test_a_scheme_with_many_faults_is_told_of_all_of_them_in_one_go() -> None:
    assert sorted(f"{fault.code} {fault.path}".strip() for fault in faults(FAULTY)) == sorted(FAULTS)


def test_once_all_of_them_are_mended_the_scheme_is_sound() -> None:
    assert len(loads_scheme(MENDED).benefits) == 3


@pytest.mark.parametrize(
    ("rule", "also"),
    [
        (
            contribution('rate = "30 per month"\nperiods = "calendar"\nfirst_period = "proportional"'),
            ["WR303", "WR323"],
        ),
        (contribution('rate = "1 per day"\ncollected = "yearly"\nperiods = "calendar"\ndue = "last day"'), ["WR302"]),
        (contribution('rate = "30 per month"\ncollected = "yearly"'), ["WR321", "WR322", "WR323"]),
        (contribution('rate = 30\ndue = "some day"'), ["WR105", "WR128"]),
        (benefit('amount = "much"\ncap = [{ per = "fund year", amount = 5 }]'), ["WR105", "WR302"]),
        (benefit('amount = 1\nrequires = ["age > 15 yaers"]', event_date=""), ["WR218", "WR370"]),
        (benefit('amount = 1\nclaim_within = "1 month of occurred"', event_date=""), ["WR301", "WR370", "WR376"]),
    ],
)
def test_a_fault_in_a_rule_does_not_hide_its_others(rule: str, also: list[str]) -> None:
    text = small(rule, conventions_=conventions(fund_year_starts=None, month_end=None, rounding=None))
    assert set(also) <= set(codes(text))


@pytest.mark.parametrize(
    "declaration",
    ['of = "claim"\ntype = "count"\nname = { th = "ก", en = "x" }', 'of = "claim"\ntype = "count"\nunit = "x"'],
)
def test_a_fact_whose_declaration_is_refused_is_not_missed_in_formulas(declaration: str) -> None:
    text = small(MONTHLY, f"[fact.household]\n{declaration}\n", benefit('amount = 1\nrequires = ["household > 3 x"]'))
    assert len(codes(text)) == 1
    amount = small(MONTHLY, f"[fact.household]\n{declaration}\n", benefit('amount = { per = "household", pays = 5 }'))
    assert len(codes(amount)) == 1


@pytest.mark.parametrize(
    ("body", "only"),
    [
        ('amount = 1\ncounted_by = "each night"', "WR370"),
        ('amount = { per = "night", pays = 200 }', "WR370"),
    ],
)
def test_what_an_unsaid_date_would_decide_is_not_told_against(body: str, only: str) -> None:
    assert codes(small(MONTHLY, benefit(body, event_date=""))) == [only]


@pytest.mark.parametrize(
    ("body", "event_date", "only"),
    [
        ('amount = "much"\ncounted_by = "each night"\ncap = [{ per = "fund year", amount = 5 }]', "admitted", "WR105"),
        ('amount = 1\ncounted_by = "admission"\ncap = [{ per = "fund year", amount = "x" }]', "admitted", "WR105"),
        ('amount = 1\nlate = "refuse"\nclaim_within = 90', "occurred", "WR105"),
    ],
)
def test_what_a_refused_value_would_decide_is_not_told_against(body: str, event_date: str, only: str) -> None:
    assert codes(small(MONTHLY, benefit(body, event_date=event_date))) == [only]


def test_a_requirement_that_cannot_be_read_hides_no_other() -> None:
    text = small(MONTHLY, benefit('amount = 1\nrequires = [3, "membershp >= 3 days", "age > 15 yeras"]'))
    assert codes(text) == ["WR105", "WR212", "WR218"]


@pytest.mark.parametrize("key", ["name", "type", "unit", "values"])
@pytest.mark.parametrize("fact", ["category", "count"])
def test_a_misspelt_key_of_a_fact_is_told_and_no_more(fact: str, key: str) -> None:
    """What the value would have said is unknown then: nothing that follows from it is told, and nothing is assumed."""
    keys = {
        "name": '{ th = "ระดับ", en = "level" }',
        "of": '"claim"',
        "type": f'"{fact}"',
        **({"values": '["low", "high"]'} if fact == "category" else {"unit": '"steps"'}),
    }
    if key not in keys:
        return
    slip = key[:-2] + key[-1] + key[-2]
    lines = [f"{slip if name == key else name} = {value}" for name, value in keys.items()]
    found = faults(small("\n".join(["", "[fact.level]", *lines, ""])))
    assert [(each.code, each.path) for each in found] == [("WR102", f"fact.level.{slip}")]
