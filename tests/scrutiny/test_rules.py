"""What is told of requirements, amounts, tiers and caps; as much, what is left alone because it may well be meant."""

from __future__ import annotations

import re

import pytest

from welfarerules.loading import loads_scheme
from welfarerules.scrutiny import review

HEAD = """
schema = 1
[scheme]
id = "test"
name = { th = "กองทุน", en = "Fund" }
currency = "THB"
effective = 2020-01-01
[conventions]
fund_year_starts = "1 October"
month_end = "clamp"
facts_as_of = "event"
[membership]
article = "6"
seniority = { on_readmission = "restart" }
on_leaving = { advance = "keep", arrears = "cancel" }
ENDS
[contribution.satja]
article = "7"
name = { th = "สัจจะ", en = "dues" }
rate = "30 per month"
periods = "calendar"
due = "first day"
first_period = "full"
[fact.income]
name = { th = "รายได้", en = "income" }
of = "member"
type = "money"
[fact.class]
name = { th = "ชั้น", en = "class" }
of = "member"
type = "category"
values = ["gold", "silver"]
[benefit.read]
article = "8"
name = { th = "อ่าน", en = "read" }
class = "x"
event_date = "occurred"
requires = ["income < 1000 baht", "class == 'gold'"]
amount = 1
"""
BENEFIT = """
[benefit.aid]
article = "12"
name = { th = "สงเคราะห์", en = "aid" }
class = "x"
event_date = "admitted"
payee = "member"
"""


ABOUT_RULES = re.compile("WR7([01]|2[0-9]|5[3-9])")


def codes(scheme: str) -> list[str]:
    """What is told of rules, by code and path; nothing of names, articles and conventions."""
    found = [each for each in review(loads_scheme(scheme)) if ABOUT_RULES.match(each.code)]
    return [f"{each.code} {each.path.removeprefix('benefit.aid.')}" for each in found]


def told(body: str, *, ends: str = "") -> list[str]:
    """What is told of one benefit."""
    return codes(HEAD.replace("ENDS", f'ends_when = "{ends}"' if ends else "") + BENEFIT + body)


def requires(*formulas: str, amount: str = "1000") -> str:
    written = ", ".join(each if each.startswith("{") else f'"{each}"' for each in formulas)
    return f"requires = [{written}]\namount = {amount}\n"


@pytest.mark.parametrize(
    "formulas",
    [
        ("membership >= 180 days", "age >= 60 years"),
        ("membership >= 365 days", "membership < 1 year"),
        ("membership >= 1 year", "membership <= 1 year"),
        ("unpaid_months < 3", "unpaid_dues < 3"),
        ("income < 3000 baht", "income >= 1000 baht"),
        ("class == 'gold' or class == 'silver' and nights > 3",),
        ("not (nights > 3 and membership < 1 year)",),
        ("between(nights, 0, 10)",),
        ("age >= 110 years",),
        ("{ formula = 'membership >= 180 days', article = '10' }", "membership >= 3 years"),
        ("{ formula = 'membership >= 3 years', otherwise = 'refer' }", "membership >= 180 days"),
        ("if(class == 'gold', nights > 1, nights > 3)",),
        ("nights * 2 > 3 nights or contributed > 500 baht",),
        ("discharged > admitted", "discharged < admitted + 1 year"),
    ],
    ids=" & ".join,
)
def test_requirements_that_may_well_be_meant_are_left_alone(formulas: tuple[str, ...]) -> None:
    assert told(requires(*formulas)) == []


@pytest.mark.parametrize(
    ("formulas", "expected"),
    [
        (("nights < 0",), ["WR701 requires[0]"]),
        (("class == 'gold' and class == 'silver'",), ["WR701 requires[0]"]),
        (("false",), ["WR701 requires[0]"]),
        (("nights >= 0",), ["WR702 requires[0]"]),
        (("class in ('gold', 'silver')",), ["WR702 requires[0]"]),
        (("age < 130 years",), ["WR702 requires[0]"]),
        (("years(membership) >= 5", "membership < 36 months"), ["WR703 requires[1]"]),
        (("class == 'gold'", "nights > 2", "class != 'gold'"), ["WR703 requires[2]"]),
        (("membership >= 3 years", "membership >= 180 days"), ["WR704 requires[1]"]),
        (("membership >= 1 year", "membership >= 12 months"), ["WR704 requires[1]"]),
        (
            ("membership >= 3 years", "{ formula = 'membership >= 180 days', otherwise = 'refer' }"),
            ["WR704 requires[1].formula"],
        ),
        (("class == 'gold'", "nights > 2 or class == 'silver'"), ["WR705 requires[1]"]),
        (("nights > 2 and (class == 'gold' or nights < 2)",), ["WR705 requires[0]"]),
        (("nights > 2 and contributed >= 0 baht",), ["WR706 requires[0]"]),
        (("membership >= 500 years",), ["WR707 requires[0]"]),
        (("age >= 720 months and nights > 3", "age >= 9000 months"), ["WR707 requires[1]"]),
    ],
    ids=str,
)
def test_requirements_that_decide_nothing_or_too_much(formulas: tuple[str, ...], expected: list[str]) -> None:
    assert told(requires(*formulas)) == expected


TIERS = "{{ by = '{by}', tiers = [{tiers}] }}"


def tiers(*bounds: tuple[str, int], by: str = "membership") -> str:
    steps = ", ".join(f"{{ {bound}, pays = {pays} }}" for bound, pays in bounds)
    return TIERS.format(by=by, tiers=steps)


YEAR, THREE, FIVE = "from = '1 year'", "from = '3 years'", "from = '5 years'"


@pytest.mark.parametrize(
    ("formulas", "amount", "expected"),
    [
        ((), tiers((YEAR, 100), (THREE, 200)), []),
        (("membership >= 1 year",), tiers((YEAR, 100), (THREE, 200)), []),
        (("membership >= 2 years",), tiers((YEAR, 100), (THREE, 200)), []),
        (("membership >= 90 days",), tiers((YEAR, 100)), ["WR724 amount.tiers[0]"]),
        ((), tiers((YEAR, 200), (THREE, 100)), ["WR720 amount.tiers[1]"]),
        ((), tiers((YEAR, 200), (THREE, 200)), ["WR721 amount.tiers[1]"]),
        ((), tiers(("from = 1000", 200), ("from = 3000", 100), by="income"), []),
        ((), tiers(("from = 1", 100), ("from = 2", 200), by="nights"), []),
        ((), tiers(("from = 1", 200), ("above = 1", 300), by="nights"), []),
        ((), tiers((YEAR, 100), ("above = '1 year'", 200)), ["WR725 amount.tiers[0]"]),
        ((), tiers(("from = 100", 100), ("above = 100", 200), by="income"), ["WR725 amount.tiers[0]"]),
        (("membership > 3 years",), tiers((YEAR, 100), (THREE, 200)), ["WR722 amount.tiers[0]"]),
        (
            ("membership < 3 years",),
            tiers((YEAR, 100), (THREE, 200), (FIVE, 300)),
            ["WR722 amount.tiers[1]", "WR722 amount.tiers[2]"],
        ),
        ((), tiers((YEAR, 100), ("from = '130 years'", 200)), ["WR723 amount.tiers[1]"]),
        ((), tiers(("from = '130 years'", 200)), ["WR707 amount.tiers[0]"]),
        (("membership < 1 year",), tiers((YEAR, 100)), ["WR703 requires[0]"]),
    ],
    ids=str,
)
def test_tiers(formulas: tuple[str, ...], amount: str, expected: list[str]) -> None:
    body = requires(*formulas, amount=amount)
    assert told(body if formulas else body.partition("\n")[2]) == expected


def formula(text: str) -> str:
    return f"{{ formula = '{text}' }}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("200 * nights", []),
        ("if(nights > 3, 800, 200 * nights)", []),
        ("min(200 * nights, 600)", []),
        ("max(200 * nights - 100, 0)", []),
        ("if(income > 1000 baht, 100, 200)", []),
        ("if(years(membership) >= 5, 500, 300)", []),
        ("if(years(membership) >= 5, 500, if(years(membership) >= 2, 800, 300))", ["WR720 amount.formula"]),
        ("if(nights < 3, 500, if(nights < 7, 400, 600))", ["WR720 amount.formula"]),
        ("if(nights < 3, 500, if(nights < 7, 500, 600))", ["WR721 amount.formula"]),
        ("if(nights > 3, 800, if(nights > 5, 1200, 0))", ["WR711 amount.formula"]),
        ("if(nights >= 0, 800, 100)", ["WR711 amount.formula"]),
        ("min(0 * nights, 600)", ["WR710 amount.formula"]),
        ("min(200 * nights, 99999999)", ["WR712 amount.formula"]),
        ("max(200 * nights, 0)", ["WR712 amount.formula"]),
        ("100 - 100", ["WR710 amount.formula"]),
    ],
)
def test_formulas(text: str, expected: list[str]) -> None:
    assert told(f"amount = {formula(text)}") == expected


@pytest.mark.parametrize(
    ("amount", "caps", "expected"),
    [
        ("{ per = 'night', pays = 200 }", "event 600", []),
        ("{ per = 'night', pays = 200 }", "event 600, fund year 500", []),
        ("1000", "event 1000", ["WR715 cap[0]"]),
        ("1000", "event 999.99", ["WR719 cap[0]"]),
        ("1000", "fund year 1000", []),
        ("1000", "fund year 999", ["WR719 cap[0]"]),
        ("1000", "event 0", ["WR718 cap[0]"]),
        (formula("min(200 * nights, 600)"), "event 600", ["WR715 cap[0]"]),
        (formula("200 * nights"), "event 600, fund year 600", []),
    ],
)
def test_caps(amount: str, caps: str, expected: list[str]) -> None:
    written = re.sub(r"(event|fund year) ([0-9.]+)", r"{ per = '\1', amount = \2 }", caps)
    by_night = "night" in amount
    counted = f"counted_by = '{'each night' if by_night else 'admission'}'\n" if "year" in caps else ""
    head = HEAD.replace("ENDS", "").replace("[membership]", "cap_cuts = 'later nights'\n[membership]")
    assert codes(f"{head}{BENEFIT}amount = {amount}\ncap = [{written}]\n{counted}") == expected


@pytest.mark.parametrize(
    ("ends", "required", "expected"),
    [
        ("unpaid_months >= 12", "unpaid_months < 3", []),
        ("unpaid_months >= 3", "unpaid_months < 3", []),
        ("unpaid_months >= 3", "unpaid_months >= 3", []),
        ("days_overdue > 60", "days_overdue < 90", []),
        ("arrears_amount > 60 baht", "arrears_amount < 90 baht", []),
        ("unpaid_months >= 3 and membership > 1 year", "unpaid_months < 6", []),
        ("unpaid_months >= 3", "unpaid_months < 4", ["WR756 requires[0]"]),
        ("unpaid_months >= 3", "unpaid_months >= 4", ["WR755 requires[0]"]),
        ("days_overdue > 60", "days_overdue >= 90", ["WR755 requires[0]"]),
        ("unpaid_months < 0", "unpaid_months < 3", ["WR753 membership.ends_when"]),
        ("days_overdue < 0 or membership >= 0 days", "unpaid_months < 3", ["WR754 membership.ends_when"]),
    ],
)
def test_what_ends_membership(ends: str, required: str, expected: list[str]) -> None:
    assert told(requires(required), ends=ends) == expected


def test_a_benefit_that_recurs_can_be_capped_for_nothing() -> None:
    recurs = "recurs = { every = 'month', on = 'day 1' }\namount = 100\ncap = [{ per = 'fund year', amount = CAP }]\n"
    scheme = HEAD.replace("ENDS", "") + BENEFIT.replace('event_date = "admitted"\n', "") + recurs
    assert codes(scheme.replace("CAP", "1200")) == ["WR716 cap[0]"]
    assert codes(scheme.replace("CAP", "1199")) == []


def test_a_day_that_months_lack_may_come_once_more_in_a_year() -> None:
    """By overflow, the 31st of February is the 2nd or 3rd of March: one fund year has thirteen, the next eleven."""
    recurs = "recurs = { every = 'month', on = 'day 31' }\namount = 100\ncap = [{ per = 'fund year', amount = 1200 }]\n"
    scheme = HEAD.replace("ENDS", "") + BENEFIT.replace('event_date = "admitted"\n', "") + recurs
    assert codes(scheme) == ["WR716 cap[0]"]
    assert codes(scheme.replace('"clamp"', '"overflow"')) == []


def test_a_death_is_paid_once() -> None:
    payee = 'payee = { order = ["spouse"], share = "equal", odd_satang = "first" }'
    death = BENEFIT.replace('"admitted"', '"died"').replace('payee = "member"', payee) + "amount = 100\n"
    scheme = HEAD.replace("ENDS", "") + death + "cap = [{ per = 'fund year', amount = 100 }]\n"
    assert codes(scheme) == ["WR716 cap[0]"]


def test_nobody_owes_where_nothing_is_to_be_paid() -> None:
    free = re.sub(r"(?s)\[contribution.*?(?=\[fact)", "", HEAD).replace("ENDS", "")
    asks = BENEFIT + requires("unpaid_dues < 3")
    assert codes(free + asks) == ["WR708 requires[0]"]
    assert codes(free.replace("seniority", "entry_fee = 20\nseniority") + asks) == []
