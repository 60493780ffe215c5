"""Lengths of time that are given in two ways: refused where they differ, taken where they cannot."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfarerules.formula.parse import FormulaError, parse
from welfarerules.formula.twofold import Length, readings_of
from welfarerules.formula.typed import TRUTH, FactTable

UNITS = ("days", "weeks", "months", "years")


def codes_of(text: str) -> list[str]:
    """The codes of what is wrong with a formula, none where nothing is."""
    try:
        parse(text, facts=FactTable(), wants=TRUTH, currency="THB")
    except FormulaError as refused:
        return [found.code for found in refused.found]
    return []


@pytest.mark.parametrize(
    "text",
    [
        "membership >= 180 days (6 months)",
        "membership >= ๑๘๐ วัน (๖ เดือน)",
        "membership >= 180 วัน (6 เดือน) and age >= 60 years",
        "membership >= 365 days or 1 year",
        "age < 20 ปี or membership >= 30 วัน หรือ 1 เดือน",
    ],
)
def test_two_lengths_that_differ_are_refused(text: str) -> None:
    assert codes_of(text) == ["WR244"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("membership >= 1 year (12 months)", "membership >= 1 year"),
        ("membership >= 2 weeks (14 days) and age > 3 years", "membership >= 2 weeks and age > 3 years"),
        ("membership >= 12 เดือน หรือ 1 ปี", "membership >= 12 เดือน"),
    ],
)
def test_two_lengths_that_are_always_one_are_that_one(text: str, plain: str) -> None:
    def read(formula: str) -> object:
        return parse(formula, facts=FactTable(), wants=TRUTH, currency="THB")

    assert type(read(text)) is type(read(plain))
    assert str(read(text)).count("Duration(") == str(read(plain)).count("Duration(")


@pytest.mark.parametrize(
    "text", ["membership >= 180 days or 6 months < age", "nights > 3 nights (4 nights)", "membership >= 6 months (2)"]
)
def test_what_only_looks_alike_is_read_as_it_is_written(text: str) -> None:
    assert "WR244" not in codes_of(text)


@given(
    st.builds(Length, st.integers(1, 500), st.sampled_from(UNITS)),
    st.builds(Length, st.integers(1, 500), st.sampled_from(UNITS)),
    st.dates(date(1950, 1, 1), date(2050, 1, 1)),
)
def test_two_lengths_are_taken_for_one_only_where_they_lead_to_one_day_from_every_day(
    one: Length, other: Length, day: date
) -> None:
    if readings_of(one, other, "cover") is None:
        assert one.after(day) == other.after(day)
    else:
        assert any(
            one.after(date(2011, month, 31)) != other.after(date(2011, month, 31)) for month in (1, 3, 5, 7)
        ) or (one.after(date(2012, 1, 4)) != other.after(date(2012, 1, 4)))
