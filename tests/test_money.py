"""Money: exact amounts, named roundings with the meanings of `decimal`, splits that add up."""

from __future__ import annotations

import decimal
import itertools
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from welfarerules.errors import MoneyError
from welfarerules.kernel import arithmetic
from welfarerules.kernel.base import LIMIT
from welfarerules.money import (
    CURRENCIES,
    ROUNDING_MODES,
    CurrencyMismatch,
    Money,
    OddTo,
    divide,
    exponent,
    round_to,
    rounding_code,
    share,
    share_down,
)

AMOUNTS = st.integers(-LIMIT + 1, LIMIT - 1)
CODES = st.sampled_from(sorted(CURRENCIES))
MODES = st.sampled_from(ROUNDING_MODES)
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=12).filter(any)
TOTALS = st.integers(0, 10**14)
ODD_TO: tuple[OddTo, ...] = ("first", "last", "largest remainder")


def baht(text: str) -> Money:
    return Money.parse(text, "THB")


def refused(text: object, currency: str = "THB") -> tuple[str, str]:
    """The code and the message of the one diagnostic that refuses *text*."""
    with pytest.raises(MoneyError) as caught:
        Money.of(text, currency)
    (found,) = caught.value.found
    assert found.remedy
    assert all(caught.value.render(lang) for lang in ("en", "th"))
    return found.code, found.message


# amounts


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("1250.50", 125050),
        ("1250.5", 125050),
        ("1250", 125000),
        ("1,250.50", 125050),
        ("1,234,567.89", 123456789),
        ("0.01", 1),
        ("0", 0),
        ("007", 700),
        ("๑,๒๕๐.๕๐ บาท", 125050),
        ("๑๒๕๐.5บาท", 125050),
        ("฿1,250.50", 125050),
        ("฿ 1,250.50", 125050),
        ("1,250.50 ฿", 125050),
        ("1,250.50 THB", 125050),
        ("THB 1,250.50", 125050),
        ("thb1250.5", 125050),
        ("1,250.50 Baht", 125050),
        ("  1,250.50\u00a0บาท ", 125050),
        ("1,250.-", 125000),
        ("1,250.- บาท", 125000),
        ("-1,250.50", -125050),
        ("−1,250.50", -125050),
        ("-฿1,250.50", -125050),
        ("฿-1,250.50", -125050),
        ("- 5 บาท", -500),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, minor: int) -> None:
    assert baht(text) == Money(minor, "THB")
    assert Money.of(text, "THB") == Money(minor, "THB")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "WR011") for text in ("", " ", "บาท", "ten", "1250.", ".50", "1.2.3", "1 250", "+5", "1e3", "0x10")),
        *((text, "WR011") for text in ("--5", "-฿-5", "5-", "฿5 บาท", "5 nights", "5 คืน", "(5)", "1_000", "1/2", "٣٥")),
        *((text, "WR011") for text in ("½", "5²", "5 สตางค์", "1,250.5-", "5;6", "5\n6", "－5")),
        *(
            (text, "WR012")
            for text in ("1,25", "12,50", "1,2500", "12,34,567", "0,250", "1,,250", "1250,", "1234,567", "1250,.50")
        ),
        *((text, "WR013") for text in ("1.005", "0.001", "1.500", "1,250.505 บาท")),
        *((text, "WR014") for text in ("5 USD", "USD 5", "$5", "€5", "5 kes")),
        *((text, "WR016") for text in ("nan", "NaN", "-inf", "Infinity", "sNaN")),
        *((text, "WR017") for text in ("46116860184273879.04", "9" * 30, "1" + "0" * 5000, "-46116860184273879.04")),
    ],
)
def test_what_is_not_clearly_an_amount_is_refused(text: str, code: str) -> None:
    assert refused(text)[0] == code


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("1,25", "the commas of '1,25' do not separate thousands"),
        ("1.005", "'1.005' has more decimals than THB, which has 2"),
        ("5 USD", "'5 USD' is not in THB"),
        (0.1, "0.1 is of type float, which is not an exact amount of money"),
        (True, "True is of type bool, which is not an exact amount of money"),
        (Decimal("1E+40"), "the amount 1E+40 is too large"),
        ("9" * 40, "the amount 999999999999999999999999… is too large"),
    ],
)
def test_a_refusal_shows_what_was_written(value: object, message: str) -> None:
    assert refused(value)[1] == message


def test_a_refusal_reads_in_thai() -> None:
    with pytest.raises(MoneyError) as caught:
        baht("๑,๒๕")
    assert caught.value.render("th") == (
        "WR012: เครื่องหมายจุลภาคใน '๑,๒๕' ไม่ได้คั่นหลักพัน\n"
        "  วิธีแก้: ใช้จุดหน้าทศนิยม และจุลภาคคั่นทุกสามหลัก เช่น 1,250.50 หรือไม่ต้องใส่จุลภาค"
    )


def test_the_greatest_amount_is_read_and_the_next_is_not() -> None:
    greatest = Money(LIMIT - 1, "THB")
    assert baht(greatest.format()) == greatest
    assert Money.of(greatest.to_decimal(), "THB") == greatest
    assert refused(Money(LIMIT, "THB").to_decimal())[0] == "WR017"
    assert refused(str(Money(LIMIT, "THB").to_decimal()))[0] == "WR017"


@pytest.mark.parametrize(
    ("value", "minor"),
    [
        (20, 2000),
        (0, 0),
        (-3, -300),
        (Decimal("2.50"), 250),
        (Decimal("2.5000"), 250),
        (Decimal("-0.01"), -1),
        (Decimal("-0"), 0),
        (Decimal("0E+999999"), 0),
        (Decimal("0E-999999"), 0),
        (Decimal("1E+3"), 100000),
        (Decimal("12E-1"), 120),
        (Decimal("100E-4"), 1),
    ],
)
def test_exact_numbers_of_whole_units_become_money(value: object, minor: int) -> None:
    assert Money.of(value, "THB").minor == minor


@pytest.mark.parametrize(
    ("value", "code"),
    [
        *((value, "WR015") for value in (0.0, 1.5, float("nan"), True, None, Fraction(1, 2), [1], b"5", 1j)),
        *((Decimal(text), "WR016") for text in ("NaN", "sNaN", "Infinity", "-Infinity")),
        *((Decimal(text), "WR013") for text in ("0.001", "1.005", "1E-3", "1E-999999", "-12.3456")),
        *((Decimal(text), "WR017") for text in ("1E+999999", "-1E+17", "1" + "0" * 40)),
        *((value, "WR017") for value in (LIMIT, -(10**17))),
        pytest.param(10**5000, "WR017", id="immense"),
    ],
)
def test_inexact_and_immense_numbers_are_refused(value: object, code: str) -> None:
    assert refused(value)[0] == code


def test_parse_takes_text_only() -> None:
    with pytest.raises(TypeError, match=r"Money\.of"):
        Money.parse(5, "THB")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("currency", "meant"), [("thb", "THB"), ("TBH", "THB"), ("KEs", "KES"), ("", "THB"), ("XAU", None)]
)
def test_an_unknown_currency_is_refused_with_a_suggestion(currency: str, meant: str | None) -> None:
    for attempt in (lambda: Money(1, currency), lambda: Money.of(1, currency), lambda: exponent(currency)):
        with pytest.raises(MoneyError) as caught:
            attempt()
        assert caught.value.found[0].code == "WR010"
        if meant:
            assert repr(meant) in caught.value.found[0].remedy


def test_currencies_keep_the_decimals_of_iso_4217() -> None:
    assert len(CURRENCIES) == 165
    assert all(len(code) == 3 and code.isalpha() and code.isupper() for code in CURRENCIES)
    expected = {"THB": 2, "LAK": 2, "MMK": 2, "KHR": 2, "VND": 0, "KES": 2, "NGN": 2, "UGX": 0, "BHD": 3, "CLF": 4}
    assert {code: CURRENCIES[code] for code in expected} == expected


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1,250", "JPY", 1250),
        ("1,250", "KWD", 1250000),
        ("1.125 KWD", "KWD", 1125),
        ("0.0001", "CLF", 1),
        ("5.0", "THB", 500),
    ],
)
def test_each_currency_has_its_own_decimals(text: str, currency: str, minor: int) -> None:
    assert Money.parse(text, currency).minor == minor


def test_a_currency_without_decimals_takes_none() -> None:
    assert refused("5.0", "JPY")[0] == "WR013"
    assert refused(Decimal("0.5"), "JPY")[0] == "WR013"
    assert Money.of(Decimal("5.0"), "JPY").minor == 5


@pytest.mark.parametrize("minor", [1.0, True, None, "1", Decimal(1)])
def test_minor_units_are_whole(minor: object) -> None:
    with pytest.raises(TypeError, match="whole number"):
        Money(minor, "THB")  # type: ignore[arg-type]


def test_money_cannot_be_changed() -> None:
    amount = Money(1, "THB")
    with pytest.raises(AttributeError):
        amount.minor = 2  # type: ignore[misc]
    assert len({amount, Money(1, "THB"), Money(1, "KES")}) == 2


def test_money_adds_subtracts_negates_and_multiplies() -> None:
    five, two = Money(500, "THB"), Money(200, "THB")
    assert five + two == Money(700, "THB")
    assert two - five == Money(-300, "THB") == -(five - two)
    assert 3 * two == two * 3 == Money(600, "THB")
    assert sum([five, two], Money(0, "THB")) == Money(700, "THB")


def test_money_is_ordered_within_a_currency() -> None:
    amounts = [Money(minor, "THB") for minor in (3, -1, 2)]
    assert sorted(amounts) == [Money(-1, "THB"), Money(2, "THB"), Money(3, "THB")]
    assert max(amounts) == Money(3, "THB")
    low, high = Money(1, "THB"), Money(2, "THB")
    assert low < high
    assert low <= high
    assert high > low
    assert high >= low
    assert not low < low
    assert low <= low


@pytest.mark.parametrize("operator", ["__add__", "__sub__", "__lt__", "__le__", "__gt__", "__ge__"])
def test_two_currencies_never_meet(operator: str) -> None:
    with pytest.raises(CurrencyMismatch) as caught:
        getattr(Money(100, "THB"), operator)(Money(100, "KES"))
    assert caught.value.found[0].message == "1.00 baht and 1.00 KES are in two currencies"
    assert Money(100, "THB") != Money(100, "KES")


@pytest.mark.parametrize("operator", ["__add__", "__sub__", "__lt__", "__le__", "__gt__", "__ge__"])
@pytest.mark.parametrize("other", [1, 1.0, None, Decimal(1), "1"])
def test_money_stands_beside_money_only(operator: str, other: object) -> None:
    with pytest.raises(TypeError, match="beside money"):
        getattr(Money(100, "THB"), operator)(other)
    assert Money(100, "THB") != other


@pytest.mark.parametrize("times", [1.5, Decimal(2), Fraction(1, 2), True, Money(1, "THB"), None])
def test_money_is_multiplied_by_whole_numbers_only(times: object) -> None:
    with pytest.raises(TypeError, match="whole number"):
        Money(100, "THB") * times  # type: ignore[operator]


@pytest.mark.parametrize(
    ("minor", "currency", "en", "th", "sign", "code", "none"),
    [
        (125050, "THB", "1,250.50 baht", "1,250.50 บาท", "฿1,250.50", "1,250.50 THB", "1,250.50"),
        (-5, "THB", "-0.05 baht", "-0.05 บาท", "-฿0.05", "-0.05 THB", "-0.05"),
        (0, "THB", "0.00 baht", "0.00 บาท", "฿0.00", "0.00 THB", "0.00"),
        (125050, "JPY", "125,050 JPY", "125,050 JPY", "125,050 JPY", "125,050 JPY", "125,050"),
        (-1250500, "KWD", "-1,250.500 KWD", "-1,250.500 KWD", "-1,250.500 KWD", "-1,250.500 KWD", "-1,250.500"),
    ],
)
def test_amounts_are_written_for_people(
    minor: int, currency: str, en: str, th: str, sign: str, code: str, none: str
) -> None:
    amount = Money(minor, currency)
    assert (amount.format("en"), amount.format("th"), str(amount)) == (en, th, en)
    assert amount.spoken("th") == th
    assert amount.format(unit="sign") == sign
    assert amount.format("th", unit="code") == code
    assert amount.format("th", unit="none") == none


def test_amounts_are_written_in_thai_digits() -> None:
    assert Money(125050, "THB").format("th", digits="thai") == "๑,๒๕๐.๕๐ บาท"


@pytest.mark.parametrize("wrong", [{"lang": "de"}, {"unit": "x"}, {"digits": "roman"}])
def test_an_unknown_way_to_write_an_amount_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"cannot be written|unknown language"):
        Money(1, "THB").format(**wrong)  # type: ignore[arg-type]


@given(
    minor=AMOUNTS,
    currency=CODES,
    lang=st.sampled_from(["en", "th"]),
    digits=st.sampled_from(["plain", "thai"]),
    unit=st.sampled_from(["word", "sign", "code", "none"]),
)
def test_what_is_written_reads_back(minor: int, currency: str, lang: str, digits: str, unit: str) -> None:
    amount = Money(minor, currency)
    assert Money.parse(amount.format(lang, digits=digits, unit=unit), currency) == amount  # type: ignore[arg-type]


@given(minor=AMOUNTS, currency=CODES)
def test_a_decimal_and_back_is_the_same_amount(minor: int, currency: str) -> None:
    amount = Money(minor, currency)
    assert Money.of(amount.to_decimal(), currency) == amount
    assert -amount.to_decimal().as_tuple().exponent == exponent(currency)  # type: ignore[operator]


@given(minor=AMOUNTS, prec=st.integers(1, 4), rounding=st.sampled_from([decimal.ROUND_UP, decimal.ROUND_FLOOR]))
def test_no_decimal_context_changes_anything(minor: int, prec: int, rounding: str) -> None:
    amount = Money(minor, "THB")
    text, exact = amount.format(), amount.to_decimal()
    signals = [decimal.Inexact, decimal.Rounded, decimal.Subnormal, decimal.FloatOperation]
    with decimal.localcontext(decimal.Context(prec=prec, rounding=rounding, Emin=0, Emax=0, traps=signals)):
        assert amount.to_decimal().compare_total(exact) == 0
        assert Money.of(exact, "THB") == Money.parse(text, "THB") == amount
        assert amount.format() == text


@given(st.text(alphabet="0123456789๐๕,.-−฿$บาท THBnaife+eE/", max_size=14))
@example("1,250.50")
def test_any_text_is_an_amount_or_a_refusal_with_a_remedy(text: str) -> None:
    try:
        amount: Money | MoneyError = baht(text)
    except MoneyError as error:
        amount = error
    if isinstance(amount, Money):
        assert baht(amount.format()) == amount
    else:
        assert [bool(found.remedy) for found in amount.found] == [True]


# roundings


def exactly(numerator: int, denominator: int, mode: str) -> int:
    """What `decimal` makes of a quotient.

    A quotient need not end; rounded by 05UP to far more digits than it has, it falls neither on nor over a tie.
    """
    precise = decimal.Context(prec=120, rounding=decimal.ROUND_05UP, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)
    quotient = precise.divide(Decimal(numerator), Decimal(denominator))
    return int(quotient.quantize(Decimal(1), rounding=f"ROUND_{mode.upper()}", context=precise))


@pytest.mark.parametrize("mode", ROUNDING_MODES)
def test_every_rounding_is_that_of_decimal(mode: str) -> None:
    """Design 2.1: the names and meanings of `decimal`, for negative numbers as well."""
    for numerator, denominator in itertools.product(range(-130, 131), [*range(-13, 0), *range(1, 14), 20, 50, 100]):
        assert divide(numerator, denominator, mode) == exactly(numerator, denominator, mode), (numerator, denominator)


@given(numerator=st.integers(-(10**40), 10**40), denominator=st.integers(-(10**20), 10**20), mode=MODES)
def test_every_rounding_is_that_of_decimal_for_immense_numbers(numerator: int, denominator: int, mode: str) -> None:
    assume(denominator != 0)
    assert divide(numerator, denominator, mode) == exactly(numerator, denominator, mode)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("up", arithmetic.UP),
        ("down", arithmetic.DOWN),
        ("ceiling", arithmetic.CEILING),
        ("floor", arithmetic.FLOOR),
        ("half_up", arithmetic.HALF_UP),
        ("half_down", arithmetic.HALF_DOWN),
        ("half_even", arithmetic.HALF_EVEN),
        ("05up", arithmetic.ZERO_FIVE_UP),
    ],
)
def test_a_name_has_the_code_of_the_kernel(name: str, code: int) -> None:
    assert rounding_code(name) == code == ROUNDING_MODES.index(name)
    assert f"ROUND_{name.upper()}" in dir(decimal)


@pytest.mark.parametrize("mode", ["HALF_UP", "ROUND_HALF_UP", "half-up", "", "nearest"])
def test_an_unknown_rounding_is_refused(mode: str) -> None:
    with pytest.raises(ValueError, match="the roundings are up, down"):
        divide(1, 2, mode)


def test_a_misspelt_rounding_brings_a_suggestion() -> None:
    with pytest.raises(ValueError, match="did you mean 'half_up'"):
        divide(1, 2, "halfup")


@pytest.mark.parametrize("numerator", [-1, 0, 1])
def test_nothing_is_divided_by_zero(numerator: int) -> None:
    with pytest.raises(ZeroDivisionError):
        divide(numerator, 0, "half_up")


@given(minor=AMOUNTS, multiple=st.integers(1, 10**6), mode=MODES)
def test_rounding_to_a_multiple_moves_less_than_it(minor: int, multiple: int, mode: str) -> None:
    rounded = round_to(minor, multiple, mode)
    assert rounded % multiple == 0
    assert abs(rounded - minor) < multiple
    assert round_to(rounded, multiple, mode) == rounded


@pytest.mark.parametrize("multiple", [0, -25])
def test_there_is_no_rounding_to_a_multiple_of_nothing(multiple: int) -> None:
    with pytest.raises(ValueError, match="multiple"):
        round_to(100, multiple, "down")


# splits


@given(total=TOTALS, weights=WEIGHTS)
def test_a_split_that_keeps_the_rest_conserves(total: int, weights: list[int]) -> None:
    parts, rest = share_down(total, weights)
    assert sum(parts) + rest == total
    assert 0 <= rest < len(weights)
    assert all(part >= 0 for part in parts)


@given(total=TOTALS, weights=WEIGHTS)
def test_equal_weights_get_equal_parts(total: int, weights: list[int]) -> None:
    parts, _ = share_down(total, weights)
    assert len(set(zip(weights, parts, strict=True))) == len(set(weights))


@given(total=TOTALS, weights=WEIGHTS, data=st.data())
def test_the_order_of_the_weights_changes_no_part(total: int, weights: list[int], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(weights))))
    parts, rest = share_down(total, weights)
    assert share_down(total, [weights[index] for index in order]) == ([parts[index] for index in order], rest)


@given(total=TOTALS, more=st.integers(0, 10**6), weights=WEIGHTS)
def test_more_to_split_gives_nobody_less(total: int, more: int, weights: list[int]) -> None:
    """Fairness 5.2: resource monotonicity, which the largest remainder would break."""
    before, _ = share_down(total, weights)
    after, _ = share_down(total + more, weights)
    assert all(later >= earlier for earlier, later in zip(before, after, strict=True))


@given(total=TOTALS, weights=WEIGHTS, odd_to=st.sampled_from(ODD_TO))
def test_a_split_of_everything_conserves_and_stays_near_the_exact_share(
    total: int, weights: list[int], odd_to: OddTo
) -> None:
    parts = share(total, weights, odd_to=odd_to)
    down, rest = share_down(total, weights)
    assert sum(parts) == total
    extra = [part - low for part, low in zip(parts, down, strict=True)]
    assert all(given == 0 for given, weight in zip(extra, weights, strict=True) if weight == 0)
    assert all(given in (0, rest if odd_to != "largest remainder" else 1) for given in extra)


@given(total=TOTALS, weights=WEIGHTS)
def test_the_largest_remainders_are_the_largest(total: int, weights: list[int]) -> None:
    parts = share(total, weights, odd_to="largest remainder")
    everything = sum(weights)
    dropped = [Fraction(total * weight, everything) % 1 for weight in weights]
    gained = [part - total * weight // everything for part, weight in zip(parts, weights, strict=True)]
    served = [size for size, extra in zip(dropped, gained, strict=True) if extra]
    unserved = [size for size, extra in zip(dropped, gained, strict=True) if not extra]
    assert not served or not unserved or min(served) >= max(unserved)


@pytest.mark.parametrize(
    ("total", "weights", "odd_to", "parts"),
    [
        (100, [1, 1, 1], "first", [34, 33, 33]),
        (101, [1, 1, 1], "first", [35, 33, 33]),
        (101, [1, 1, 1], "last", [33, 33, 35]),
        (101, [0, 1, 1, 0], "first", [0, 51, 50, 0]),
        (101, [0, 1, 1, 0], "last", [0, 50, 51, 0]),
        (101, [1, 1, 1], "largest remainder", [34, 34, 33]),
        (5, [1, 3], "largest remainder", [1, 4]),
        (1, [1, 2, 3], "largest remainder", [0, 0, 1]),
        (2, [1, 3], "largest remainder", [0, 2]),
        (3335, [90, 10], "largest remainder", [3002, 333]),
        (0, [1, 2], "first", [0, 0]),
        (7, [5], "last", [7]),
    ],
)
def test_the_odd_units_go_where_it_is_said(total: int, weights: list[int], odd_to: OddTo, parts: list[int]) -> None:
    """33.35 baht in 90 and 10 per cent, each rounded alone, would come to 33.36."""
    assert share(total, weights, odd_to=odd_to) == parts


@pytest.mark.parametrize(
    ("total", "weights", "message"),
    [
        (-1, [1], "negative total"),
        (1, [1, -1, 1], "a weight is negative: -1"),
        (1, [], "no weight is positive"),
        (1, [0, 0], "no weight is positive"),
    ],
)
def test_a_split_that_means_nothing_is_refused(total: int, weights: list[int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        share_down(total, weights)
    with pytest.raises(ValueError, match=message):
        share(total, weights, odd_to="first")


def test_who_gets_the_odd_units_has_no_default() -> None:
    with pytest.raises(TypeError, match="odd_to"):
        share(100, [1, 1, 1])  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="'fund'"):
        share(100, [1, 1, 1], odd_to="fund")  # type: ignore[arg-type]
