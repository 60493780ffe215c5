"""Formulas are read as written, in either language, with exact amounts; nothing is executed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfarerules.errors import Place
from welfarerules.formula.build import (
    add,
    amount_of,
    between,
    both,
    category,
    choose,
    compare,
    divide,
    duration,
    either,
    fact,
    greatest,
    least,
    money,
    multiply,
    negative,
    number,
    one_of,
    opposite,
    percent,
    rounded,
    span,
    subtract,
    truth,
    whole_units,
)
from welfarerules.formula.parse import FormulaError, parse
from welfarerules.formula.typed import (
    CATEGORY,
    DURATION,
    MONEY,
    NUMBER,
    SPAN,
    TRUTH,
    Expression,
    FactTable,
    FactType,
    Type,
    count,
    walk,
)
from welfarerules.kernel.arithmetic import FLOOR, HALF_UP

FACTS = FactTable(
    [
        FactType("class", "ชั้น", CATEGORY, ("gold", "silver")),
        FactType("officer", "กรรมการ", TRUTH),
        FactType("gpa", "เกรด เฉลี่ย", count("hundredths")),
        FactType("household.size", "", count("people")),
    ]
)


def read(
    text: str, wants: Type = MONEY, *, rounding: tuple[int, int] | None = None, currency: str = "THB"
) -> Expression:
    return parse(text, facts=FACTS, wants=wants, currency=currency, rounding=rounding)


def shape(expression: Expression) -> object:
    """An expression without its words."""
    own = {
        name: getattr(expression, name)
        for name in ("op", "value", "count", "unit", "mode", "multiple", "sign")
        if hasattr(expression, name)
    }
    if hasattr(expression, "fact") and expression.fact is not None:
        own["fact"] = expression.fact.name
    return (type(expression).__name__, expression.type, own, tuple(shape(part) for part in expression.children))


def f(name: str) -> Expression:
    return fact(name, FACTS)


NIGHTS = f("nights")
YEAR = duration(1, "years")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("200", money(20000)),
        ("200.50", money(20050)),
        ("๒๐๐.๕", money(20050)),
        ("200 baht", money(20000)),
        ("200 บาท", money(20000)),
        ("200บาท", money(20000)),
        ("200 THB", money(20000)),
        ("50 satang", money(50)),
        ("๕๐ สตางค์", money(50)),
        ("-200", money(-20000)),
        ("+200", money(20000)),
        ("(200)", money(20000)),
        ("200 * nights", multiply(money(20000), NIGHTS)),
        ("nights * 200", multiply(NIGHTS, money(20000))),
        ("200 * คืน", multiply(money(20000), NIGHTS)),
        ("๒๐๐*คืน", multiply(money(20000), NIGHTS)),
        ("200 × คืน", multiply(money(20000), NIGHTS)),
        ("200 บาท * คืน", multiply(money(20000), NIGHTS)),
        ("200 *\n  nights", multiply(money(20000), NIGHTS)),
        ("contributed - arrears_amount - 5", subtract(subtract(f("contributed"), f("arrears_amount")), money(500))),
        ("contributed − (arrears_amount − 5)", subtract(f("contributed"), subtract(f("arrears_amount"), money(500)))),
        ("5 + 10 * nights", add(money(500), multiply(money(1000), NIGHTS))),
        ("(5 + 10) * nights", multiply(money(1500), NIGHTS)),
        ("-contributed + 5", add(negative(f("contributed")), money(500))),
        ("min(3 * contributed, 30000)", least(multiply(number(3), f("contributed")), money(3000000))),
        ("max(100, 20 * คืน, 5)", greatest(money(10000), multiply(money(2000), NIGHTS), money(500))),
        ("มากสุด(100, 20 * คืน)", greatest(money(10000), multiply(money(2000), NIGHTS))),
        (
            "if(membership >= 1 year, 500, 200)",
            choose(compare(">=", f("membership"), YEAR), money(50000), money(20000)),
        ),
        ("ถ้า(กรรมการ, 500, 200)", choose(f("officer"), money(50000), money(20000))),
        ("half_up(contributed * 6%)", rounded(multiply(f("contributed"), percent(Fraction(6, 100))), HALF_UP)),
        ("half_up(contributed * ร้อยละ 6)", rounded(multiply(f("contributed"), percent(Fraction(6, 100))), HALF_UP)),
        ("half_up(contributed * percent 6)", rounded(multiply(f("contributed"), percent(Fraction(6, 100))), HALF_UP)),
        ("ปัดลง(contributed / 3, 1)", rounded(divide(f("contributed"), number(3)), FLOOR, multiple=100)),
        ("floor(contributed / 3, 0.25)", rounded(divide(f("contributed"), number(3)), FLOOR, multiple=25)),
        ("floor(contributed / 3, 50 satang)", rounded(divide(f("contributed"), number(3)), FLOOR, multiple=50)),
        ("200 * floor(nights / 2)", multiply(money(20000), rounded(divide(NIGHTS, number(2)), FLOOR))),
        (
            "500 * floor(contributed / 1000 baht)",
            multiply(money(50000), rounded(divide(f("contributed"), money(100000)), FLOOR)),
        ),
        ("2 times * floor(contributed / 3)", multiply(number(2), rounded(divide(f("contributed"), number(3)), FLOOR))),
        ("2 เท่า * ปัดลง(contributed / 3)", multiply(number(2), rounded(divide(f("contributed"), number(3)), FLOOR))),
        ("100 * years(membership)", multiply(money(10000), whole_units("years", f("membership")))),
        ("100 * จำนวนปี(อายุสมาชิก)", multiply(money(10000), whole_units("years", f("membership")))),
        ("10 * household.size", multiply(money(1000), f("household.size"))),
        ("10 * nights * household.size", multiply(multiply(money(1000), NIGHTS), f("household.size"))),
        ("nights * household.size * 10", multiply(multiply(NIGHTS, f("household.size")), money(1000))),
        ("1000 / nights * 0", multiply(divide(money(100000), NIGHTS), number(0))),
    ],
)
def test_an_amount_reads_as(text: str, expected: Expression) -> None:
    found = read(text) if expected.is_whole else read(f"floor({text})").children[0]
    assert shape(found) == shape(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("true", truth(1)),
        ("เท็จ", truth(0)),
        ("officer", f("officer")),
        ("unpaid_months < 3", compare("<", f("unpaid_months"), number(3))),
        ("3 > unpaid_months", compare(">", number(3), f("unpaid_months"))),
        ("membership > 1 week + 3 days", compare(">", f("membership"), duration(10, "days"))),
        ("เดือนค้าง < ๓", compare("<", f("unpaid_months"), number(3))),
        ("unpaid_months < 3 months", compare("<", f("unpaid_months"), amount_of(3, "months"))),
        ("วันค้าง > 365 วัน", compare(">", f("days_overdue"), amount_of(365, "days"))),
        ("nights >= 3 nights", compare(">=", NIGHTS, amount_of(3, "nights"))),
        ("household.size ≥ 3 people", compare(">=", f("household.size"), amount_of(3, "people"))),
        ("nights ≠ 3", compare("!=", NIGHTS, number(3))),
        ("arrears_amount <= 100", compare("<=", f("arrears_amount"), money(10000))),
        ("200 * nights > arrears_amount", compare(">", multiply(money(20000), NIGHTS), f("arrears_amount"))),
        ("membership >= 3 years", compare(">=", f("membership"), duration(3, "years"))),
        ("3 years <= membership", compare(">=", f("membership"), duration(3, "years"))),
        ("membership > 2 weeks", compare(">", f("membership"), duration(14, "days"))),
        ("membership >= 1 year + 6 months", compare(">=", f("membership"), duration(18, "months"))),
        ("อายุ ≥ ๖๐ ปี", compare(">=", f("age"), duration(60, "years"))),
        ("claimed <= discharged + 90 days", compare("<=", f("claimed"), add(f("discharged"), duration(90, "days")))),
        ("claimed - discharged <= 3 เดือน", compare("<=", span(f("discharged"), f("claimed")), duration(3, "months"))),
        ('class == "gold"', compare("==", f("class"), category("gold", f("class")))),
        ("“gold” != ชั้น", compare("!=", category("gold", f("class")), f("class"))),
        (
            "class in ('gold', 'silver')",
            one_of(f("class"), category("gold", f("class")), category("silver", f("class"))),
        ),
        ("nights in (1, 3)", one_of(NIGHTS, number(1), number(3))),
        ("between(nights, 1, 3)", between(NIGHTS, amount_of(1, "nights"), amount_of(3, "nights"))),
        (
            "officer and nights > 1 or not officer",
            either(both(f("officer"), compare(">", NIGHTS, number(1))), opposite(f("officer"))),
        ),
        (
            "officer และ (nights > 1 หรือ ไม่ officer)",
            both(f("officer"), either(compare(">", NIGHTS, number(1)), opposite(f("officer")))),
        ),
        ("not nights == 1", opposite(compare("==", NIGHTS, number(1)))),
        ("officer == true", compare("==", f("officer"), truth(1))),
        ("เกรดเฉลี่ย >= 350", compare(">=", f("gpa"), number(350))),
        ("contributed * 6% > 12.34", compare(">", multiply(f("contributed"), percent(Fraction(6, 100))), money(1234))),
    ],
)
def test_a_condition_reads_as(text: str, expected: Expression) -> None:
    assert shape(read(text, TRUTH)) == shape(expected)


@pytest.mark.parametrize(
    "text", ['occurred >= "2025-10-01"', 'occurred >= "1 ตุลาคม 2568"', '"๑ ตุลาคม ๒๕๖๘" <= occurred']
)
def test_a_quoted_text_beside_a_date_is_a_date(text: str) -> None:
    values = [node.value for node in walk(read(text, TRUTH)) if hasattr(node, "value")]
    assert values == [739_525]


def test_every_part_knows_its_text_and_column() -> None:
    expression = read("if(membership >= 180 วัน, (200 * คืน), 0)")
    parts = {node.text: node.column for node in walk(expression) if node.column}
    assert parts == {
        "if(membership >= 180 วัน, (200 * คืน), 0)": 1,
        "membership >= 180 วัน": 4,
        "membership": 4,
        "180 วัน": 18,
        "(200 * คืน)": 27,
        "200": 28,
        "คืน": 34,
        "0": 40,
    }
    assert expression.span == (1, 42)


def test_a_declared_rounding_applies_to_money_and_whole_numbers() -> None:
    amount = read("round(contributed / 3)", rounding=(HALF_UP, 25))
    assert shape(amount) == shape(rounded(divide(f("contributed"), number(3)), HALF_UP, multiple=25))
    nights = read("round(nights / 2)", count("nights"), rounding=(HALF_UP, 25))
    assert shape(nights) == shape(rounded(divide(NIGHTS, number(2)), HALF_UP))


def test_a_currency_keeps_its_own_decimals() -> None:
    assert shape(read("1500", currency="JPY")) == shape(money(1500))
    assert shape(read("1.5 KWD", currency="KWD")) == shape(money(1500))


def test_a_span_or_a_duration_is_read_where_one_is_wanted() -> None:
    assert shape(read("อายุสมาชิก", SPAN)) == shape(f("membership"))
    assert shape(read("1 year", DURATION)) == shape(YEAR)


def test_a_number_is_read_where_one_is_wanted() -> None:
    assert shape(read("3", count("nights"))) == shape(amount_of(3, "nights"))
    assert shape(read("3", NUMBER)) == shape(number(3))


@pytest.mark.parametrize(
    "text",
    [
        "เดือนค้าง < 3 และ อายุ >= 60 ปี",
        "เดือนค้าง\u200b < 3 \u200bและ อายุ >= 60 ปี",
        "เดือนค้าง<3 AND อายุ>=60 Years",
    ],
)
def test_spaces_seen_or_unseen_and_capitals_change_nothing(text: str) -> None:
    assert shape(read(text, TRUTH)) == shape(read("unpaid_months < 3 and age >= 60 years", TRUTH))


def test_where_wholeness_is_certain_no_rounding_is_asked_for() -> None:
    for text in ("0.5 * 200 * nights", "nights * (200 * 50%)", "200 * nights / 4", "min(0.5 * 200, 300 / 4)"):
        assert read(text).is_whole


def column(text: str, place: Place, offset: int | None) -> tuple[int, int]:
    with pytest.raises(FormulaError) as caught:
        parse(text, facts=FACTS, wants=MONEY, currency="THB", place=place, offset=offset)
    return caught.value.found[0].line, caught.value.found[0].column


def test_a_fault_is_placed_in_the_file() -> None:
    assert column("200 * nigths", Place("x.toml", 7, 12), 1) == (7, 19)
    assert column("200 *\n  nigths", Place("x.toml", 7, 12), 3) == (8, 3)
    assert column("200 * nigths", Place("x.toml", 7, 12), None) == (7, 12)
    assert column("200 * nigths", Place("x.toml"), 0) == (0, 0)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(FormulaError) as caught:
        read("if(nigths > 3, sum(1), 2 kg) + membership * 2")
    assert [found.code for found in caught.value.found] == ["WR212", "WR216", "WR218", "WR234"]


def test_an_unknown_name_hides_no_other_fault() -> None:
    with pytest.raises(FormulaError) as caught:
        read("min(zzz * 2, 3 / yyy, xxx - 1, -qqq) + half_up(nights) + 2 kg")
    assert [found.code for found in caught.value.found] == ["WR213"] * 4 + ["WR218"]


@pytest.mark.parametrize("opening", ["(", "-", "not ", "min(1, ", "if(true, 1, ", "half_up(", "x in (", "1 + (2 * ("])
def test_no_depth_of_nesting_breaks_the_reader(opening: str) -> None:
    with pytest.raises(FormulaError) as caught:
        read((opening * 2_000)[:1_990] + "1")
    assert caught.value.found[0].code in {"WR202", "WR203", "WR210"}


@pytest.mark.parametrize("joint", [" + ", " * ", " and ", ", ", " < "])
def test_no_length_of_chain_breaks_the_reader(joint: str) -> None:
    with pytest.raises(FormulaError):
        read(joint.join("1" * 400))


def test_forty_steps_deep_is_read() -> None:
    deep = "1" + " + 1" * 40
    assert shape(read(deep)) == shape(money(4100))
    nested = "(" * 40 + "1" + ")" * 40
    assert shape(read(nested)) == shape(money(100))


LETTERS = st.text(alphabet='0123๔.,+-*/()<>=!"“” abnightsคืน%\n\u200b&', max_size=40)
PIECES = st.lists(
    st.sampled_from(
        [
            "200",
            "nights",
            "คืน",
            "membership",
            "+",
            "-",
            "*",
            "/",
            "(",
            ")",
            ",",
            "min(",
            "if(",
            "and",
            "ไม่",
            "<",
            ">=",
            "6%",
            "3_days",
            "บาท",
            "'gold'",
            "class",
            "in_(",
            "floor(",
            "true",
            "officer",
            "1_year",
            "joined",
            "contributed",
        ]
    ),
    max_size=14,
).map(lambda pieces: " ".join(pieces).replace("_", " "))


@given(LETTERS | PIECES, st.sampled_from([MONEY, TRUTH, NUMBER, count("nights")]))
def test_any_text_is_read_or_refused_with_reasons(text: str, wants: Type) -> None:
    try:
        expression = read(text, wants)
    except FormulaError as error:
        told = error.render("en")
    else:
        told = ""
        assert expression.type == wants
        assert expression.is_whole
    assert not told or "fix: " in told
