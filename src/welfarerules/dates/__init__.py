"""Dates of a fund: months added without drift, fund years, the Buddhist Era, and dates as people write them.

>>> from welfarerules.dates import add_months, format_date, parse_date
>>> joined = parse_date("๓๑ มกราคม ๒๕๖๘")
>>> joined
datetime.date(2025, 1, 31)
>>> format_date(add_months(joined, 1, "clamp"), "th")
'28 กุมภาพันธ์ 2568'

Nothing here reads a clock.
"""

from __future__ import annotations

from welfarerules.dates._era import be_to_ce, be_year, ce_to_be
from welfarerules.dates._fund_year import DayOfYear, FundYear, MonthAndDay, fund_year_of, parse_day_of_year
from welfarerules.dates._months import Month, month_named
from welfarerules.dates._reading import checked_date, must_be_day, parse_date
from welfarerules.dates._stepping import (
    MONTH_ENDS,
    Counting,
    MonthEnd,
    Period,
    add_months,
    age,
    due_dates,
    period_between,
    whole_days,
    whole_months,
    whole_years,
)
from welfarerules.dates._writing import Day, format_date

__all__ = [
    "MONTH_ENDS",
    "Counting",
    "Day",
    "DayOfYear",
    "FundYear",
    "Month",
    "MonthAndDay",
    "MonthEnd",
    "Period",
    "add_months",
    "age",
    "be_to_ce",
    "be_year",
    "ce_to_be",
    "checked_date",
    "due_dates",
    "format_date",
    "fund_year_of",
    "month_named",
    "must_be_day",
    "parse_date",
    "parse_day_of_year",
    "period_between",
    "whole_days",
    "whole_months",
    "whole_years",
]
