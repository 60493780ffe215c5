"""Formulas as a member reads them, in the words of either language."""

from __future__ import annotations

from fractions import Fraction

import pytest

from explained_fund import scheme
from scheme_texts import benefit, read, small
from welfarerules.explain.formulas import Formulas, shortened
from welfarerules.explain.names import Names
from welfarerules.explain.teller import Teller
from welfarerules.formula.facts import FactTable, FactType
from welfarerules.formula.nodes import Fact
from welfarerules.formula.parse import parse
from welfarerules.formula.trace import Missing
from welfarerules.formula.value_types import CATEGORY, DATE, MONEY, NUMBER, RATE, TRUTH, Type, count
from welfarerules.loading import loads_scheme

FACTS = FactTable([FactType("poor", "ยากจน", TRUTH), FactType("class", "ชั้น", CATEGORY, ("ก", "ข"))])


def formulas(lang: str, currency: str = "THB") -> Formulas:
    return Formulas(Teller(lang, currency), Names(scheme(), lang))


def written(text: str, wants: Type, lang: str) -> str:
    return formulas(lang).written(parse(text, facts=FACTS, wants=wants, currency="THB", rounding=(4, 1)))


@pytest.mark.parametrize(
    ("text", "wants", "english", "thai"),
    [
        ("membership >= 180 days", TRUTH, "membership ≥ 180 days", "อายุสมาชิก ≥ 180 วัน"),
        ("age > 1 year", TRUTH, "age > 1 year", "อายุ > 1 ปี"),
        ("unpaid_months != 1", TRUTH, "unpaid months ≠ 1 month", "เดือนค้าง ≠ 1 เดือน"),
        ("not (poor or age < 60 years)", TRUTH, "not (poor or age < 60 years)", "ไม่ (ยากจน หรือ อายุ < 60 ปี)"),
        (
            "(poor or true) and nights == 0",
            TRUTH,
            "(poor or yes) and nights = 0 nights",
            "(ยากจน หรือ ใช่) และ คืน = 0 คืน",
        ),
        ('class in ("ก", "ข")', TRUTH, 'class in ("ก", "ข")', 'ชั้น ใน ("ก", "ข")'),
        (
            "discharged - admitted >= 3 days",
            TRUTH,
            "day of discharge − day of admission ≥ 3 days",
            "วันออกจากโรงพยาบาล − วันเข้ารักษา ≥ 3 วัน",
        ),
        (
            "claimed <= died + 4 months",
            TRUTH,
            "day of the claim ≤ day of death + 4 months",
            "วันยื่นคำขอ ≤ วันตาย + 4 เดือน",
        ),
        ('born < "1 มกราคม 2500"', TRUTH, "date of birth < 1 Jan 1957", "วันเกิด < 1 ม.ค. 2500"),
        ("200 * (nights - 1)", MONEY, "200.00 baht × (nights − 1 night)", "200.00 บาท × (คืน − 1 คืน)"),
        (
            "200 * nights - 1 - 2",
            MONEY,
            "200.00 baht × nights − 1.00 baht − 2.00 baht",
            "200.00 บาท × คืน − 1.00 บาท − 2.00 บาท",
        ),
        ("-contributed + 5", MONEY, "−contributions paid + 5.00 baht", "−เงินสมทบสะสม + 5.00 บาท"),
        (
            "half_even(contributed * 6.5%)",
            MONEY,
            "half_even(contributions paid × 6.5%)",
            "ปัดครึ่งเข้าคู่(เงินสมทบสะสม × 6.5%)",
        ),
        (
            "floor(contributed / 3, 1)",
            MONEY,
            "floor(contributions paid ÷ 3, 1.00 baht)",
            "ปัดลง(เงินสมทบสะสม ÷ 3, 1.00 บาท)",
        ),
        ("100 * years(age)", MONEY, "100.00 baht × years(age)", "100.00 บาท × จำนวนปี(อายุ)"),
        (
            "max(100, if(poor, 300, contributed))",
            MONEY,
            "max(100.00 baht, if(poor, 300.00 baht, contributions paid))",
            "มากสุด(100.00 บาท, ถ้า(ยากจน, 300.00 บาท, เงินสมทบสะสม))",
        ),
    ],
)
def test_a_formula_reads_in_either_language(text: str, wants: Type, english: str, thai: str) -> None:
    assert (written(text, wants, "en"), written(text, wants, "th")) == (english, thai)


def test_values_take_the_places_of_facts() -> None:
    node = parse("min(100 * nights, contributed) + 1", facts=FACTS, wants=MONEY, currency="THB")
    pattern = formulas("en").pattern(node, (Fact,))
    assert pattern.filled(lambda part: f"<{part.text}>") == "min(100.00 baht × <nights>, <contributed>) + 1.00 baht"


@pytest.mark.parametrize(
    ("value", "kind", "english", "thai"),
    [
        (Missing.UNKNOWN, MONEY, "not known", "ไม่ทราบ"),
        (Missing.FAULT, MONEY, "cannot be computed", "คำนวณไม่ได้"),
        (True, TRUTH, "yes", "ใช่"),
        (False, TRUTH, "no", "ไม่ใช่"),
        ("ก", CATEGORY, "ก", "ก"),
        (5, DATE, "a day beyond the calendar", "วันที่อยู่นอกปฏิทิน"),
        (1, count("nights"), "1 night", "1 คืน"),
        (1200, count("ห้อง"), "1,200 ห้อง", "1,200 ห้อง"),
        (Fraction(5, 2), count("nights"), "2.5", "2.5"),
        (125050, MONEY, "1,250.50 baht", "1,250.50 บาท"),
        (Fraction(100, 3), MONEY, "0.333333… baht", "0.333333… บาท"),
        (Fraction(1, 16), RATE, "6.25%", "6.25%"),
        (3, NUMBER, "3", "3"),
        (Fraction(6, 1), NUMBER, "6", "6"),
    ],
)
def test_a_value_reads_in_either_language(value: object, kind: Type, english: str, thai: str) -> None:
    told = [formulas(lang).value(value, kind) for lang in ("en", "th")]  # type: ignore[arg-type]
    assert told == [english, thai]


def test_money_of_another_currency_keeps_its_code() -> None:
    assert formulas("th", "JPY").value(Fraction(1, 4), MONEY) == "0.25 JPY"


def test_dots_stand_where_decimals_go_on_and_nowhere_else() -> None:
    assert [shortened(Fraction(numerator, 8)) for numerator in (-1, 0, 8, 12345)] == ["−0.125", "0", "1", "1,543.125"]
    assert shortened(Fraction(1, 3)) == "0.333333…"
    assert shortened(Fraction(1, 10**7)) == "0.000000…"


@pytest.mark.parametrize(
    ("unit", "english", "thai"),
    [
        ('{ th = "แต้ม", en = "points" }', "score ≥ 350 points", "คะแนนรวม ≥ 350 แต้ม"),
        ('"points"', "score ≥ 350 points", "คะแนนรวม ≥ 350 points"),
    ],
)
def test_a_unit_of_the_scheme_is_called_what_the_scheme_calls_it(unit: str, english: str, thai: str) -> None:
    fact = f'[fact.score]\nname = {{ th = "คะแนนรวม", en = "score" }}\nof = "claim"\ntype = "count"\nunit = {unit}\n'
    own = read(fact, benefit('amount = 500\nrequires = ["score >= 350 points"]'))
    condition = own.benefits[0].requires[0].condition
    told = [Formulas(Teller(lang, "THB"), Names(own, lang)).written(condition) for lang in ("en", "th")]
    assert told == [english, thai]


def test_a_scheme_in_one_language_writes_its_units_in_it() -> None:
    names = '{ th = "คะแนนรวม" }'
    fact = f'[fact.score]\nname = {names}\nof = "claim"\ntype = "count"\nunit = {{ th = "แต้ม" }}\n'
    text = small(fact, benefit('amount = 500\nrequires = ["score >= 350 แต้ม"]'))
    for english in (', en = "Example"', ', en = "Benefit"'):
        text = text.replace(english, "")
    own = loads_scheme(text.replace("effective", 'languages = ["th"]\neffective'))
    assert (own.facts[0].unit, own.facts[0].unit_name) == ("แต้ม", {"th": "แต้ม"})
