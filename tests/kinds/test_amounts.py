"""The built-in amount kinds lower to expressions that say what the text says."""

from __future__ import annotations

import pytest

from scheme_texts import benefit, codes, only_benefit, small
from welfarerules.formula.typed import facts_of
from welfarerules.scheme.model import Amount


def amount(text: str, *, event_date: str = "occurred", before: str = "") -> Amount:
    return only_benefit(f"amount = {text}", event_date=event_date, before=before).amount


FACTS = """
[fact.wreaths]
name = { th = "พวงหรีด", en = "wreaths" }
of = "claim"
type = "count"
unit = "wreaths"
[fact.cost]
name = { th = "ค่าใช้จ่าย", en = "cost" }
of = "claim"
type = "money"
"""


@pytest.mark.parametrize(("text", "says"), [("1000", "1000"), ("1000.50", "1000.50"), ("0", "0")])
def test_a_fixed_amount_is_itself(text: str, says: str) -> None:
    found = amount(text)
    assert (found.kind, found.value.text, found.unit) == ("fixed", says, "")


@pytest.mark.parametrize(
    ("per", "fact"),
    [("night", "nights"), ("คืน", "nights"), ("nights", "nights"), ("day", "stay_days"), ("วัน", "stay_days")],
)
def test_an_amount_per_unit_of_a_stay_is_proportional_to_it(per: str, fact: str) -> None:
    found = amount(f'{{ per = "{per}", pays = 200 }}', event_date="admitted")
    assert (found.kind, found.value.text, found.unit) == ("per_unit", f"200 * {fact}", fact)


@pytest.mark.parametrize("per", ["wreaths", "พวงหรีด"])
def test_an_amount_may_be_per_anything_that_is_counted(per: str) -> None:
    found = amount(f'{{ per = "{per}", pays = 99.50 }}', before=FACTS)
    assert (found.value.text, found.unit) == ("99.50 * wreaths", "wreaths")


def test_tiers_are_a_choice_from_the_highest_down_and_require_the_lowest() -> None:
    found = amount(
        '{ by = "membership", tiers = [{ from = "180 days", pays = 3000 }, { above = "1 year", pays = 5000 }] }'
    )
    assert found.value.text == "if(membership > 1 year, 5000, 3000)"
    (lowest,) = found.requires
    assert (lowest.condition.text, lowest.source, lowest.otherwise) == ("membership >= 180 days", "tiers", "refuse")
    assert lowest.article == "ข้อ 12"


@pytest.mark.parametrize(
    ("tiers", "text"),
    [
        (
            'by = "wreaths", tiers = [{ from = 1, pays = 100 }, { above = 3, pays = 200 }]',
            "if(wreaths > 3 wreaths, 200, 100)",
        ),
        (
            'by = "cost", tiers = [{ from = 500, pays = 100 }, { from = 1000.50, pays = 200 }]',
            "if(cost >= 1000.50, 200, 100)",
        ),
        (
            'by = "อายุ", tiers = [{ from = "60 ปี", pays = 100 }, { from = "70 ปี", pays = 200 }]',
            "if(age >= 70 years, 200, 100)",
        ),
    ],
)
def test_tiers_may_go_by_a_count_an_amount_or_an_age(tiers: str, text: str) -> None:
    found = amount(f"{{ {tiers} }}", before=FACTS)
    assert found.value.text == text


def test_from_and_above_one_bound_are_two_tiers() -> None:
    tiers = '{ from = "1 year", pays = 3000 }, { above = "1 year", pays = 5000 }'
    assert amount(f'{{ by = "membership", tiers = [{tiers}] }}').value.text.startswith("if(membership > 1 year")


def test_a_formula_is_kept_as_written() -> None:
    found = amount('{ formula = "200 * คืน" }', event_date="admitted")
    assert (found.kind, found.value.text, found.unit) == ("formula", "200 * คืน", "nights")


def test_a_formula_need_not_be_proportional() -> None:
    assert amount('{ formula = "500 + 200 * nights" }', event_date="admitted").unit == ""


def test_a_formula_rounds_as_the_scheme_says() -> None:
    assert facts_of(amount('{ formula = "round(contributed / 3)" }').value) == {"contributed"}


def test_what_the_scheme_wrote_is_kept_for_reading_back() -> None:
    found = amount('{ by = "membership", tiers = [{ from = "1 year", pays = 5000 }] }')
    assert found.parameters == {"by": "membership", "tiers": ({"from": "1 year", "pays": 5000},)}


def test_a_kind_may_be_named() -> None:
    assert amount('{ kind = "fixed", pays = 1000 }') == amount("{ kind = 'fixed', pays = 1000 }")
    assert amount('{ kind = "per_unit", per = "night", pays = 200 }', event_date="admitted").unit == "nights"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{ per = "age", pays = 200 }', "WR340"),
        ('{ by = "joined", tiers = [{ from = "1 year", pays = 1 }] }', "WR341"),
        ('{ by = "membership", tiers = [{ pays = 1 }] }', "WR342"),
        ('{ by = "membership", tiers = [{ from = "1 year", above = "1 year", pays = 1 }] }', "WR342"),
        ('{ by = "membership", tiers = [{ from = "2 years", pays = 1 }, { from = "1 year", pays = 2 }] }', "WR343"),
        ('{ by = "membership", tiers = [{ above = "1 year", pays = 1 }, { from = "1 year", pays = 2 }] }', "WR343"),
        ('{ by = "membership", tiers = [{ from = "1 year", pays = 1 }, { from = "12 months", pays = 2 }] }', "WR344"),
        ('{ by = "membership", tiers = [{ from = "1 year", pays = 1 }, { from = "366 days", pays = 2 }] }', "WR345"),
        ('{ by = "membership", tiers = [{ from = 1, pays = 1 }] }', "WR346"),
        ('{ by = "membership", tiers = [{ from = "1 yaer", pays = 1 }] }', "WR124"),
        ('{ by = "membership", tiers = [] }', "WR112"),
        ('{ by = "cost", tiers = [{ from = "1 year", pays = 1 }] }', "WR346"),
        ('{ by = "wreaths", tiers = [{ from = 1.5, pays = 1 }] }', "WR346"),
        ('{ formula = "nights" }', "WR350"),
        ('{ formula = "membership" }', "WR225"),
        ("{ pays = 200 }", "WR134"),
        ('{ per = "night" }', "WR103"),
        ('{ per = "night", pays = 200, formula = "1" }', "WR135"),
        ('{ kind = "fixd", pays = 1 }', "WR133"),
    ],
)
def test_an_amount_that_does_not_hold_is_refused(text: str, code: str) -> None:
    assert codes(small(FACTS, benefit(f"amount = {text}"))) == [code]
