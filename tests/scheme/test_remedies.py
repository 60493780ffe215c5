"""A remedy shows what stands in the scheme, written as it must be: whoever copies it is not refused again."""

from __future__ import annotations

import pytest

from scheme_texts import MONTHLY, benefit, contribution, faults, read, small
from welfarerules.scheme.read import read_scheme


def remedy(*parts: str) -> str:
    (fault,) = faults(small(*parts))
    return fault.remedy


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('"1000"', "1000"),
        ('"๕๐"', "50"),
        ('"1,000 บาท"', "1000"),
        ('"50.25 THB"', "50.25"),
        ('"150 * nights"', '{ formula = "150 * nights" }'),
        ('"min(150 baht * คืน, 500 baht)"', '{ formula = "min(150 baht * คืน, 500 baht)" }'),
        ('"floor(50% * contributed)"', '{ formula = "floor(50% * contributed)" }'),
    ],
)
def test_an_amount_in_quotation_marks_is_told_how_it_is_written(written: str, value: str) -> None:
    told = remedy(MONTHLY, benefit(f"amount = {written}", event_date="admitted"))
    assert told.endswith(value)
    read(MONTHLY, benefit(f"amount = {value}", event_date="admitted"))


@pytest.mark.parametrize("written", ['"two hundred"', '"200 per night"', '"1,00"'])
def test_a_text_that_says_no_amount_is_not_told_to_lose_its_quotation_marks_alone(written: str) -> None:
    told = remedy(MONTHLY, benefit(f"amount = {written}", event_date="admitted"))
    assert told == 'write it without quotation marks, such as 1000, or { per = "night", pays = 200 }'


@pytest.mark.parametrize(("written", "number"), [('"๒๐"', "20"), ('"1,250.50"', "1250.50")])
def test_any_other_amount_in_quotation_marks_is_told_too(written: str, number: str) -> None:
    told = remedy(MONTHLY, benefit(f'amount = 1\ncap = [{{ per = "event", amount = {written} }}]'))
    assert told == f"write it in plain digits and without quotation marks: {number}"


def test_a_rate_without_a_period_keeps_its_number() -> None:
    told = remedy(contribution('rate = 30\nperiods = "calendar"\ndue = "first day"\nfirst_period = "full"'))
    assert told == 'write an amount per period or once, such as "30 per month" or "30 once"'


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("amount = 1,000", "write the number in plain digits without a comma: 1000"),
        ("amount = 12,345,678.50", "write the number in plain digits without a comma: 12345678.50"),
        ("amount = ๑,๐๐๐", "write the number in plain digits without a comma: 1000"),
        ("amount = ๕๐", "write the number in the digits 0 to 9: 50"),
        ("amount = 300,50", "write a point before the decimals: 300.50"),
        ("amount = ๓๐๐,๕", "write a point before the decimals: 300.5"),
        ('amount = { per = "night", pays = 300,50 }', "write a point before the decimals: 300.50"),
        ("ค่าสมัคร = 20", "keys are English: write entry_fee instead of ค่าสมัคร"),
        ("[สวัสดิการ.birth]", "keys are English: write benefit instead of สวัสดิการ"),
        (
            "แมว = 20",
            "keys are English, in small letters a to z: แมว is none; texts in quotation marks may be Thai",
        ),
        ('amount = { per = "night", pays = 1,000 }', "write the number in plain digits without a comma: 1000"),
        ("class = “birth”", 'write straight quotation marks: " instead of “ ”'),
        ('class = "birth”', 'write straight quotation marks: " instead of ”'),
        ("article = ข้อ 6", 'put a text in quotation marks: article = "ข้อ 6"; write numbers and dates without'),
        ('amount = 5 # not "1,000"\nclass = x', None),
    ],
)
def test_a_text_that_is_no_toml_is_told_what_to_write(line: str, told: str | None) -> None:
    (fault,) = faults(f"[benefit.birth]\n{line}\n")
    assert fault.code == "WR101"
    assert fault.remedy == (told or 'put a text in quotation marks: article = "ข้อ 6"; write numbers and dates without')


@pytest.mark.parametrize("header", ["Benefit.birth", "BENEFIT.birth"])
def test_a_table_in_capitals_is_told_in_small_letters_even_where_that_stands_too(header: str) -> None:
    text = small(MONTHLY, benefit("amount = 1", name="study"), benefit("amount = 1").replace("benefit.birth", header))
    assert [fault.remedy for fault in faults(text)] == ["write 'benefit'"]


@pytest.mark.parametrize("word", ["percent", "เปอร์เซ็นต์", "ร้อยละ"])
def test_a_percentage_in_words_is_told_with_its_sign(word: str) -> None:
    assert remedy(MONTHLY, benefit(f'amount = {{ formula = "33 {word} * contributed" }}')) == "write 33%"


def test_only_facts_that_can_be_counted_are_offered_for_counting() -> None:
    told = remedy(MONTHLY, benefit('amount = { per = "week", pays = 200 }', event_date="admitted"))
    assert "nights" in told
    assert not {"membership", "age", "joined", "admitted"} & set(told.replace(",", " ").split())


def test_only_facts_that_have_tiers_are_offered_for_tiers() -> None:
    told = remedy(MONTHLY, benefit('amount = { by = "rank", tiers = [{ from = 1, pays = 5 }] }'))
    assert {"membership", "age"} <= set(told.replace(",", " ").split())
    assert "joined" not in told.replace(",", " ").split()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("อายุสมาชิก มากกว่า 1 ปี", "อายุสมาชิก > 1 ปี"),
        ("อายุสมาชิกมากกว่า 1 ปี", "อายุสมาชิก > 1 ปี"),
        ("อายุสมาชิก ไม่น้อยกว่า ๑๘๐ วัน", "อายุสมาชิก >= ๑๘๐ วัน"),
        ("อายุ 60 ปีขึ้นไป", "อายุ >= 60 ปี"),
        ("อายุ ตั้งแต่ 60 ปีบริบูรณ์ขึ้นไป", "อายุ >= 60 ปี"),
        ("อายุสมาชิก ไม่เกิน 1 ปี และ อายุ 60 ปีขึ้นไป", "อายุสมาชิก <= 1 ปี และ อายุ >= 60 ปี"),
        ("membership is at least 180 days", "membership >= 180 days"),
        ("membership more than 1 year", "membership > 1 year"),
        ("membership 180 days or more", "membership >= 180 days"),
    ],
)
def test_a_comparison_in_words_is_told_with_its_sign_and_that_is_read(written: str, told: str) -> None:
    text = small(MONTHLY, benefit(f'amount = 1\nrequires = ["{written}"]'))
    (fault,) = [each for each in faults(text) if each.code.startswith("WR2")]
    assert (fault.code, fault.remedy) == ("WR245", f'write "{told}"')
    assert not [each for each in read_scheme(text.replace(written, told)).found if each.code.startswith("WR2")]


def test_words_that_compare_nothing_are_not_turned_into_signs() -> None:
    (fault,) = faults(small(MONTHLY, benefit('amount = 1\nrequires = ["มากกว่า มากกว่า 1"]')))
    assert fault.code == "WR209"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("cap = 500", '[{ per = "event", amount = 500 }], with what the bylaws say of per: "event", "fund year"'),
        ('cap = "much"', '[{ per = "event", amount = 20 }], with what the bylaws say of per: "event", "fund year"'),
    ],
)
def test_a_table_is_shown_whole_with_the_number_that_stood_in_its_place(written: str, told: str) -> None:
    assert remedy(MONTHLY, benefit(f"amount = 1\n{written}")) == f"write for example {told}"


def test_what_becomes_of_money_on_leaving_is_shown_with_all_that_it_can_be() -> None:
    text = small(MONTHLY, benefit("amount = 1")) + "\n"
    start = text.index("on_leaving")
    line = text[start : text.index("\n", start)]
    (fault,) = faults(text.replace(line, 'on_leaving = "ไม่คืน"'))
    assert fault.remedy == (
        'write for example { advance = "refund", arrears = "cancel" }, with what the bylaws say of '
        'advance: "refund", "keep"; arrears: "cancel", "stay owed"'
    )
