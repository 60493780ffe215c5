"""A remedy shows what stands in the scheme, written as it must be: whoever copies it is not refused again."""

from __future__ import annotations

import pytest

from scheme_texts import MONTHLY, benefit, contribution, faults, read, small


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
        ("amount = ๕๐", "write the number in plain digits without a comma: 50"),
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
