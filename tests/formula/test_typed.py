"""Types, facts, and what can be asked about a checked formula."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from random_formulas import ATOM, Facts, Written, conditions, fact_values, money_formulas, read, run
from welfarerules.formula.facts import folded
from welfarerules.formula.parse import parse
from welfarerules.formula.typed import (
    BUILT_IN_FACTS,
    CATEGORY,
    DATE,
    MONEY,
    NUMBER,
    SPAN,
    TRUTH,
    Expression,
    FactTable,
    FactType,
    Type,
    base_facts_of,
    count,
    facts_of,
    linear_in,
    reads_month_end,
    walk,
)
from welfarerules.formula.value_types import UNITS, unit_named, unit_spoken
from welfarerules.formula.vocabulary import FUNCTIONS, KEYWORDS, function_named, is_reserved
from welfarerules.kernel.base import FAULT, UNKNOWN

FACTS = FactTable([FactType("bonus", "เงินเพิ่ม", MONEY), FactType("officer", "", TRUTH)])


def formula(text: str, wants: Type = MONEY) -> Expression:
    return parse(text, facts=FACTS, wants=wants, currency="THB", rounding=(4, 1))


def test_every_built_in_fact_is_found_under_both_names() -> None:
    table = FactTable()
    for fact in BUILT_IN_FACTS:
        assert fact.thai
        assert table.find(fact.name) is table.find(fact.thai) is fact
    assert [fact.name for fact in table] == [fact.name for fact in BUILT_IN_FACTS]


def test_the_ends_of_spans_are_known_but_no_formula_reads_them() -> None:
    table = FactTable()
    for name in ("as_of", "membership_start"):
        fact = table.find(name)
        assert fact is not None
        assert not table.usable(fact)
        assert name in table


@pytest.mark.parametrize(("one", "other"), [("เเม่", "แม่"), ("จ\u0e4d\u0e32นวน", "จำนวน"), ("ยอด ค้าง\u200b", "ยอดค้าง")])
def test_ways_of_typing_a_thai_word_are_one(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_a_declared_fact_stands_after_the_built_in_ones() -> None:
    names = [fact.name for fact in FACTS]
    assert names[-2:] == ["bonus", "officer"]
    assert FACTS.find("เงิน เพิ่ม") is FACTS.find("bonus")


@pytest.mark.parametrize(
    "fact", [FactType("nights", "", MONEY), FactType("x", "คืน", MONEY), FactType("as_of", "", DATE)]
)
def test_two_facts_of_one_name_are_refused(fact: FactType) -> None:
    with pytest.raises(ValueError, match="two facts are called"):
        FactTable([fact])


def test_a_narrower_table_lists_and_suggests_only_what_is_usable() -> None:
    table = FACTS.only(["nights", "bonus", "ไม่มี"])
    assert [fact.name for fact in table] == ["nights", "bonus"]
    assert table.nearest("membershi") is None
    assert table.nearest("nigth") == "nights"
    assert table.nearest("คน") == "คืน"
    assert [fact.name for fact in table.only(["nights", "membership"])] == ["nights"]


@pytest.mark.parametrize(("kind", "values"), [(CATEGORY, ()), (MONEY, ("a",)), (NUMBER, ()), (SPAN, ())])
def test_a_fact_that_makes_no_sense_cannot_be_declared(kind: Type, values: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="fact 'x'"):
        FactType("x", "", kind, values)


def test_types_and_facts_are_told_in_both_languages() -> None:
    assert str(count("nights")) == "a number of nights"
    assert FactType("days_overdue", "วันค้าง", count("days")).label("en") == "days overdue"
    assert FactType("days_overdue", "วันค้าง", count("days")).label("th") == "วันค้าง"
    assert FactType("officer", "", TRUTH).label("th") == "officer"
    assert [unit_spoken("nights", lang) for lang in ("en", "th")] == ["nights", "คืน"]
    assert unit_spoken("rooms", "th") == "rooms"


def test_units_facts_functions_and_words_share_no_name_they_could_be_confused_by() -> None:
    spoken = [word for words in UNITS for word in words]
    assert len(spoken) == len(set(spoken))
    assert [unit_named(word) for word in ("คืน", "night", "ปี", "kg")] == ["nights", "nights", "years", None]
    functions = [name for pair in FUNCTIONS.items() for name in pair]
    assert len(functions) == len(set(functions))
    assert all(function_named(name) for name in functions)
    facts = {name for fact in BUILT_IN_FACTS for name in (fact.name, fact.thai)}
    assert not facts & set(functions)
    assert not facts & set(KEYWORDS)
    assert all(is_reserved(name) for name in (*functions, *facts, *KEYWORDS, "as_of"))
    assert not is_reserved("gpa")


@pytest.mark.parametrize(
    ("text", "named", "base"),
    [
        ("membership >= 3 years", {"membership"}, {"membership_start", "as_of"}),
        ("age > 60 years and unpaid_months < 3", {"age", "unpaid_months"}, {"born", "as_of", "unpaid_months"}),
        ("claimed - discharged <= 90 days", {"claimed", "discharged"}, {"claimed", "discharged"}),
        ("born > joined", {"born", "joined"}, {"born", "joined"}),
        ("1 < 2", set(), set()),
    ],
)
def test_the_facts_of_a_formula(text: str, named: set[str], base: set[str]) -> None:
    expression = formula(text, TRUTH)
    assert facts_of(expression) == named
    assert base_facts_of(expression) == base


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("membership >= 180 days", False),
        ("membership >= 6 months", True),
        ("membership >= 1 year", True),
        ("days(membership) >= 180", False),
        ("months(membership) >= 6", True),
        ("years(age) >= 60", True),
        ("claimed <= discharged + 90 days", False),
        ("claimed <= discharged + 3 months", True),
        ("unpaid_months < 3 months", False),
    ],
)
def test_whether_the_month_end_convention_matters(text: str, reads: bool) -> None:
    assert reads_month_end(formula(text, TRUTH)) == reads


@pytest.mark.parametrize(
    ("text", "linear"),
    [
        ("200 * nights", True),
        ("nights * 200 / 4", True),
        ("200 * nights + 50 * nights", True),
        ("200 * nights - 0", True),
        ("-(200 * nights)", True),
        ("0", True),
        ("0 * nights", True),
        ("bonus * nights", True),
        ("if(officer, 300, 200) * nights", True),
        ("if(officer, 300 * nights, 200 * nights)", True),
        ("if(officer, 300 * nights, 0)", True),
        ("min(300 * nights, 200 * nights)", True),
        ("min(300 * nights, 0)", True),
        ("half_up(200 * nights)", True),
        ("floor(200 * nights, 100)", True),
        ("floor(200 * nights, 300)", False),
        ("half_up(200 * nights * 33%)", True),
        ("half_up(200 * nights / 3)", False),
        ("200 * nights + 100", False),
        ("200", False),
        ("bonus", False),
        ("200 * nights * nights", False),
        ("if(nights > 3, 300 * nights, 200 * nights)", False),
        ("if(officer, 300 * nights, 200)", False),
        ("min(200 * nights, 600)", False),
        ("200 * (nights - 1)", False),
        ("200 * stay_days", False),
        ("half_up(200 / nights)", False),
        ("half_up(contributed / 3) * nights", True),
    ],
)
def test_an_amount_is_told_to_be_proportional_to_the_nights(text: str, linear: bool) -> None:
    assert linear_in(formula(text), "nights") == linear


def test_least_of_multiples_is_no_multiple_of_what_can_change_sign() -> None:
    assert not linear_in(formula("min(3 * bonus, 2 * bonus)"), "bonus")
    assert linear_in(formula("min(3 * contributed, 2 * contributed)"), "contributed")


PER_NIGHT = (
    "{} * nights",
    "if(officer, {} * nights, 2 times * nights * {})",
    "-max({} * nights, nights * {}) / 1",
    "{}",
)


@given(st.sampled_from(PER_NIGHT), money_formulas, fact_values, st.integers(0, 25), st.integers(0, 25))
def test_a_proportional_amount_for_two_parts_is_the_sum_of_both(
    shape: str, amount: Written, facts: Facts, first: int, second: int
) -> None:
    """Only because of this may a stay be divided over two fund years."""
    written = Written(shape.format(amount.text, amount.text), ATOM, amount.meaning)
    expression = read(written, MONEY)
    if "nights" not in amount.text:
        assert linear_in(expression, "nights") or shape == "{}"
    if linear_in(expression, "nights"):
        whole, one, other = (
            run(expression, {**facts, "nights": Fraction(nights)}, "clamp")
            for nights in (first + second, first, second)
        )
        assert whole in (UNKNOWN, FAULT) or one + other == whole


@given(conditions)
def test_parts_are_computed_before_what_is_made_of_them(written: Written) -> None:
    seen: set[int] = set()
    expression = read(written, TRUTH)
    for node in walk(expression):
        assert all(id(child) in seen for child in node.children)
        seen.add(id(node))
    assert id(expression) in seen
