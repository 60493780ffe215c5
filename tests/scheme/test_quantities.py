"""Quantities with units: one grammar, in Thai and English."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfarerules.errors import WelfareError
from welfarerules.scheme.model import DayOfYear, Duration, Rate
from welfarerules.scheme.quantities import (
    DueDay,
    Window,
    parse_due,
    parse_duration,
    parse_month_day,
    parse_rate,
    parse_window,
    parse_year_day,
)

PERIODS = ("day", "week", "month", "quarter", "half-year", "year")
THAI_PERIODS = ("วัน", "สัปดาห์", "เดือน", "ไตรมาส", "ครึ่งปี", "ปี")
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@given(st.integers(1, 10**9), st.integers(0, 5), st.booleans(), st.booleans())
def test_a_rate_reads_alike_in_either_language_and_either_digits(
    minor: int, period: int, thai: bool, thai_digits: bool
) -> None:
    amount = f"{minor // 100}.{minor % 100:02d}"
    text = f"{amount} บาทต่อ{THAI_PERIODS[period]}" if thai else f"{amount} per {PERIODS[period]}"
    text = text.translate(THAI_DIGITS) if thai_digits else text
    assert parse_rate(text, "THB") == Rate(minor, PERIODS[period])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("1 per day", Rate(100, "day")),
        ("1 ต่อวัน", Rate(100, "day")),
        ("  30   per   month ", Rate(3000, "month")),
        ("1,200 per year", Rate(120000, "year")),
        ("20 once", Rate(2000, "once")),
        ("๒๐ ครั้งเดียว", Rate(2000, "once")),
        ("20 baht once", Rate(2000, "once")),
        ("30/month", Rate(3000, "month")),
        ("180 per half year", Rate(18000, "half-year")),
        ("30 Per Month", Rate(3000, "month")),
    ],
)
def test_a_rate_may_be_written_in_several_ways(text: str, rate: Rate) -> None:
    assert parse_rate(text, "THB") == rate


def test_a_rate_is_in_minor_units_of_the_currency() -> None:
    assert parse_rate("30 per month", "JPY") == Rate(30, "month")
    assert parse_rate("0.005 per day", "KWD") == Rate(5, "day")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("6%", "WR104"),
        ("30", "WR104"),
        ("30 per", "WR121"),
        ("per month", "WR121"),
        ("", "WR121"),
        ("once", "WR121"),
        ("thirty", "WR121"),
        ("30 per fortnight", "WR120"),
        ("30 per 2 months", "WR120"),
        ("0 per month", "WR122"),
        ("-30 per month", "WR122"),
        ("6% per year", "WR011"),
        ("30.005 per month", "WR013"),
        ("1,00 per month", "WR012"),
    ],
)
def test_a_rate_that_is_none_is_told_what_is_missing(text: str, code: str) -> None:
    with pytest.raises(WelfareError) as refused:
        parse_rate(text, "THB")
    assert [diagnostic.code for diagnostic in refused.value.found] == [code]


@pytest.mark.parametrize(
    ("text", "meant", "rate"),
    [
        ("เดือนละ 30 บาท", "30 ต่อเดือน", Rate(3000, "month")),
        ("วันละ ๑ บาท", "1 ต่อวัน", Rate(100, "day")),
        ("สัปดาห์ละ 7 บาท", "7 ต่อสัปดาห์", Rate(700, "week")),
        ("อาทิตย์ละ 7", "7 ต่อสัปดาห์", Rate(700, "week")),
        ("ปีละ 1,200.50 บาท", "1,200.50 ต่อปี", Rate(120050, "year")),
        ("30 บาท ทุกเดือน", "30 ต่อเดือน", Rate(3000, "month")),
        ("30 บาท รายเดือน", "30 ต่อเดือน", Rate(3000, "month")),
        ("ครั้งเดียว 20 บาท", "20 ครั้งเดียว", Rate(2000, "once")),
        ("30 baht a month", "30 per month", Rate(3000, "month")),
        ("30 baht each month", "30 per month", Rate(3000, "month")),
        ("30 monthly", "30 per month", Rate(3000, "month")),
        ("30 per mth", "30 per month", Rate(3000, "month")),
        ("30/mo", "30 per month", Rate(3000, "month")),
        ("30 per months", "30 per month", Rate(3000, "month")),
        ("30 per mounth", "30 per month", Rate(3000, "month")),
        ("365 THB per annum", "365 per year", Rate(36500, "year")),
    ],
)
def test_a_rate_in_other_words_is_told_as_it_is_written(text: str, meant: str, rate: Rate) -> None:
    with pytest.raises(WelfareError) as refused:
        parse_rate(text, "THB")
    assert [diagnostic.remedy for diagnostic in refused.value.found] == [f'write "{meant}"']
    assert parse_rate(meant, "THB") == rate


@pytest.mark.parametrize(
    "text", ["thirty a month", "0 baht a month", "เดือนละ", "30 per 2 months", "30 dollars a month"]
)
def test_no_rate_is_proposed_where_none_is_certain(text: str) -> None:
    with pytest.raises(WelfareError) as refused:
        parse_rate(text, "THB")
    assert [diagnostic.remedy for diagnostic in refused.value.found] in (
        ['write "1 per day" or "20 once"'],
        ["write one of day, week, month, quarter, half-year, year"],
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ภายใน 60 วัน", "60 วัน นับแต่ วันเสียชีวิต"),
        ("๖ เดือน", "6 เดือน นับแต่ วันเสียชีวิต"),
        ("within 60 days", "60 days of died"),
        ("6 months", "6 months of died"),
        ("soon", "90 days of died"),
    ],
)
def test_a_window_without_its_date_keeps_its_length_and_takes_the_day_it_happened(text: str, meant: str) -> None:
    with pytest.raises(WelfareError) as refused:
        parse_window(text, "died", "วันเสียชีวิต")
    assert [diagnostic.remedy for diagnostic in refused.value.found] == [
        f'write "{meant}", with the date it is counted from'
    ]
    parse_window(meant)


@pytest.mark.parametrize("text", ["within 60 days of occurred", "ภายใน 60 วัน นับแต่ occurred"])
def test_a_window_may_say_that_it_is_one(text: str) -> None:
    assert parse_window(text) == Window(Duration(60, "days"), "occurred")


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("180 days", Duration(180, "days")),
        ("1 day", Duration(1, "days")),
        ("๑๘๐ วัน", Duration(180, "days")),
        ("6 เดือน", Duration(6, "months")),
        ("3ปี", Duration(3, "years")),
        ("2 weeks", Duration(14, "days")),
        ("1,095 days", Duration(1095, "days")),
        ("0 days", Duration(0, "days")),
        ("12 months (1 year)", Duration(12, "months")),
        ("2 สัปดาห์ หรือ 14 วัน", Duration(14, "days")),
    ],
)
def test_a_length_of_time_is_in_one_unit(text: str, duration: Duration) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("180", "WR123"),
        ("180 moons", "WR124"),
        ("1.5 years", "WR125"),
        ("-1 days", "WR126"),
        ("half a year", "WR126"),
        ("", "WR126"),
        ("201 years", "WR127"),
        ("180 days (6 months)", "WR148"),
        ("365 วัน หรือ 1 ปี", "WR148"),
        ("1-5 ปี", "WR150"),
        ("5 ถึง 10 ปี", "WR150"),
        ("180 days (6 nights)", "WR124"),
        ("9" * 5000 + " days", "WR127"),
    ],
)
def test_a_length_of_time_that_is_none_is_refused(text: str, code: str) -> None:
    with pytest.raises(WelfareError) as refused:
        parse_duration(text)
    assert [diagnostic.code for diagnostic in refused.value.found] == [code]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("first day", DueDay(0)),
        ("วันแรก", DueDay(0)),
        ("last day", DueDay(0, at_end=True)),
        ("วันสุดท้าย", DueDay(0, at_end=True)),
        ("day 5", DueDay(5)),
        ("วันที่ ๕", DueDay(5)),
        ("ภายในวันที่ 30", DueDay(30)),
        ("by day 5 of next month", DueDay(5, 0)),
        ("day 5 of next month", DueDay(5, 0)),
        ("วันที่ 5 ของเดือนถัดไป", DueDay(5, 0)),
        ("day 31 of month 4", DueDay(31, 4)),
        ("วันที่ 31 ของเดือนที่ 4", DueDay(31, 4)),
    ],
)
def test_a_due_day_counts_within_its_period(text: str, due: DueDay) -> None:
    assert parse_due(text) == due


@pytest.mark.parametrize(
    ("text", "code"),
    [("5", "WR128"), ("day five", "WR128"), ("day 0", "WR129"), ("day 32", "WR129"), ("day 5 of month 0", "WR132")],
)
def test_a_due_day_that_is_none_is_refused(text: str, code: str) -> None:
    with pytest.raises(WelfareError) as refused:
        parse_due(text)
    assert [diagnostic.code for diagnostic in refused.value.found] == [code]


@pytest.mark.parametrize(
    "text",
    ["90 days of discharged", "90 days after discharged", "90 days from discharged", "90 วัน นับแต่ discharged"],
)
def test_a_window_counts_from_a_date(text: str) -> None:
    assert parse_window(text) == Window(Duration(90, "days"), "discharged")


def test_a_window_may_name_its_date_in_thai() -> None:
    assert parse_window("90 วันนับจากวันออกจากโรงพยาบาล").fact == "วันออกจากโรงพยาบาล"


def test_days_that_come_back_are_read() -> None:
    assert parse_year_day("1 ตุลาคม") == parse_year_day("1 October") == DayOfYear(10, 1)
    assert parse_month_day("day 28").day == parse_month_day("วันที่ 28").day == 28


def tried(parse: Callable[[str], object], text: str) -> object:
    try:
        return parse(text)
    except WelfareError as refused:
        return refused.render("th")


@given(st.text(max_size=30))
def test_no_text_ends_in_a_traceback_of_a_quantity(text: str) -> None:
    for parse in (parse_duration, parse_due, parse_window, parse_month_day, parse_year_day):
        assert tried(parse, text)
    assert tried(lambda rate: parse_rate(rate, "THB"), text)
