"""Facts are text in a file; the scheme says what they are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pytest

from welfarerules.errors import WelfareError
from welfarerules.events import FactValue, fact_value

Type = Literal["count", "money", "date", "truth", "category"]


@pytest.mark.parametrize(
    ("value", "declared", "expected"),
    [
        ("3", "count", Decimal(3)),
        ("๓๕๐", "count", Decimal(350)),
        (Decimal(3), "count", Decimal(3)),
        ("1,250.50", "money", Decimal("1250.50")),
        (Decimal("2.5"), "money", Decimal("2.50")),
        ("1 ต.ค. 2568", "date", date(2025, 10, 1)),
        (date(2025, 10, 1), "date", date(2025, 10, 1)),
        ("TRUE", "truth", True),
        ("ไม่ใช่", "truth", False),
        (False, "truth", False),
        ("primary", "category", "primary"),
        ("1", "category", "1"),
    ],
)
def test_a_fact_is_read_as_the_type_that_the_scheme_declares(value: FactValue, declared: Type, expected: Any) -> None:
    read = fact_value(value, declared, values=("primary", "1"))
    assert read == expected
    assert read.__class__ is expected.__class__


@pytest.mark.parametrize(
    ("value", "declared"),
    [
        ("3.5", "count"),
        ("-1", "count"),
        (Decimal("3.5"), "count"),
        (True, "count"),
        ("²", "count"),
        ("three", "count"),
        (True, "money"),
        ("1.005", "money"),
        (date(2025, 10, 1), "money"),
        ("1/2/2025", "date"),
        (Decimal(1), "date"),
        (True, "date"),
        ("1", "truth"),
        (Decimal(1), "truth"),
        ("primry", "category"),
        (Decimal(1), "category"),
    ],
)
def test_a_fact_of_another_type_is_refused_with_a_remedy(value: FactValue, declared: Type) -> None:
    with pytest.raises(WelfareError) as caught:
        fact_value(value, declared, values=("primary", "1"))
    assert caught.value.found[0].remedy


def test_a_misspelt_category_suggests_the_right_one() -> None:
    with pytest.raises(WelfareError, match='write it as "primary"'):
        fact_value("primry", "category", values=("secondary", "primary"))
