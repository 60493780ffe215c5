"""The built-in contribution kinds: what they need said, and what contradicts them."""

from __future__ import annotations

import pytest

from scheme_texts import codes, contribution, faults, only_contribution, small
from welfarerules.scheme.model import Due, Rate

PER_DAY = {
    "rate": '"1 per day"',
    "collected": '"monthly"',
    "periods": '"calendar"',
    "due": '"first day"',
    "first_period": '"proportional"',
    "days_in_year": '"actual"',
}
PER_QUARTER = {
    "rate": '"90 per quarter"',
    "periods": '"calendar"',
    "due": '"last day"',
    "first_period": '"full"',
}


def body(keys: dict[str, str], **changes: str | None) -> str:
    return "\n".join(f"{name} = {value}" for name, value in {**keys, **changes}.items() if value is not None)


def test_a_rate_per_day_is_collected_by_any_period() -> None:
    found = only_contribution(body(PER_DAY, collected='"half-yearly"', days_in_year="360"))
    assert (found.rate, found.collected, found.days_in_year) == (Rate(100, "day"), "half-yearly", "360")
    assert (found.id, found.article, found.first_period) == ("contribution.satja", "ข้อ 7", "proportional")


def test_a_rate_per_period_says_itself_how_often_it_is_collected() -> None:
    found = only_contribution(body(PER_QUARTER))
    assert (found.collected, found.due, found.days_in_year) == ("quarterly", Due(0, at_end=True), None)
    assert found == only_contribution(body(PER_QUARTER, collected='"quarterly"'))


def test_what_is_paid_once_needs_nothing_else() -> None:
    found = only_contribution('rate = "20 once"')
    assert (found.collected, found.periods, found.due) == ("once", "joining", Due(0))
    assert found == only_contribution('rate = "20 once"\ncollected = "once"')


def test_a_daily_collection_has_no_part_of_a_period_and_one_due_day() -> None:
    found = only_contribution('rate = "1 per day"\ncollected = "daily"\ndays_in_year = 365')
    assert (found.collected, found.due, found.first_period) == ("daily", Due(0), "full")


@pytest.mark.parametrize(
    ("collected", "written", "due"),
    [
        ("monthly", "day 5", Due(5)),
        ("monthly", "day 5 of next month", Due(5, 1)),
        ("monthly", "day 5 of month 2", Due(5, 1)),
        ("quarterly", "day 31 of month 3", Due(31, 2)),
        ("quarterly", "day 5 of month 4", Due(5, 3)),
        ("yearly", "day 15 of month 13", Due(15, 12)),
        ("weekly", "last day", Due(0, at_end=True)),
    ],
)
def test_a_due_day_counts_months_from_the_first_of_the_period(collected: str, written: str, due: Due) -> None:
    assert only_contribution(body(PER_DAY, collected=f'"{collected}"', due=f'"{written}"')).due == due


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ("collected", "WR320"),
        ("periods", "WR322"),
        ("due", "WR323"),
        ("first_period", "WR324"),
        ("days_in_year", "WR326"),
        ("rate", "WR103"),
    ],
)
def test_what_can_be_read_two_ways_must_be_said(missing: str, code: str) -> None:
    assert code in codes(small(contribution(body(PER_DAY, **{missing: None}))))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"collected": '"monthly"'}, "WR321"),
        ({"days_in_year": "365"}, "WR136"),
        ({"periods": '"joining"', "first_period": '"full"'}, "WR325"),
        ({"due": '"day 5 of next month"'}, "WR329"),
        ({"due": '"day 5 of month 5"'}, "WR330"),
        ({"periods": '"joining"', "first_period": None, "due": '"day 5"'}, "WR331"),
        ({"rate": '"7 per week"', "due": '"day 5"'}, "WR328"),
        ({"rate": '"90 per quater"'}, "WR120"),
        ({"rate": "90"}, "WR105"),
        ({"first_perod": '"full"', "first_period": None}, "WR102"),
        ({"kind": '"weekly.market"'}, "WR133"),
    ],
)
def test_what_contradicts_the_rate_is_refused(changes: dict[str, str | None], code: str) -> None:
    assert codes(small(contribution(body(PER_QUARTER, **changes)))) == [code]


def test_keys_of_the_whole_table_are_checked_once() -> None:
    (fault,) = faults(small(contribution(body(PER_QUARTER, artcle='"ข้อ 7"')).replace('article = "ข้อ 7"\n', "", 1)))
    assert (fault.code, fault.remedy) == ("WR102", "write 'article'")


def test_what_cannot_be_read_is_not_called_missing() -> None:
    assert codes(small(contribution(body(PER_QUARTER, due="5", periods='"calender"')))) == ["WR106", "WR105"]
