"""Every fault of a formula: where it is, what is said, and how to put it right."""

# ruff: noqa: E501 - one fault to a row
from __future__ import annotations

import pytest

from welfarerules.errors import Finding, Place
from welfarerules.formula import findings
from welfarerules.formula.parse import FormulaError, parse
from welfarerules.formula.typed import CATEGORY, MONEY, TRUTH, FactTable, FactType, Type

FACTS = FactTable([FactType("class", "ชั้น", CATEGORY, ("gold", "silver")), FactType("officer", "กรรมการ", TRUTH)]).only(
    ["membership", "nights", "unpaid_months", "contributed", "arrears_amount", "joined", "class", "officer"]
)
KNOWN = "membership, arrears_amount, unpaid_months, contributed, nights, joined, class, officer"
UNITS = "baht, satang, nights, days, weeks, months, years, dues, times"
FUNCTIONS = "min, max, if, between, days, months, years, round, half_up, half_even, half_down, floor, ceiling, up, down, zero_five_up"
OTHERS = "half_even, half_down, floor, ceiling, up, down"
IN_UNITS = (
    "compare 'membership' with '180 days', '6 months' or '3 years', "
    "or write days(membership), months(membership) or years(membership)"
)

REFUSED: list[tuple[str, Type, int, str, str, str]] = [
    ("1" * 2_001, MONEY, 1, "WR201", "a formula of 2001 characters is too long",
     "keep it under 2000 characters: put part of it into a requirement or a benefit of its own"),
    ("1" + " + 1" * 50, MONEY, 1, "WR202", "the formula is nested more than 50 deep",
     "leave out parentheses that change nothing, or group a long chain: (a + b) + (c + d)"),
    ("nights in (" + ", ".join("1" * 500) + ")", TRUTH, 1, "WR203", "the formula has more than 500 parts",
     "put part of it into a requirement or a benefit of its own"),
    ("  ", MONEY, 1, "WR204", "the formula is empty", "write what it computes, such as '200 * nights'"),
    ("200 $ nights", MONEY, 5, "WR205", "formulas know no '$'", "use names, numbers, + - * / ( ) and == != < <= > >="),
    ("nights = 3", TRUTH, 8, "WR206", "formulas do not write '='", "write '=='"),
    ("officer && nights > 1", TRUTH, 9, "WR206", "formulas do not write '&&'", "write 'and'"),
    ('class == "gold', TRUTH, 10, "WR207", 'the quoted text "gold has no end', "close it with a quotation mark"),
    ("๑,๐๐๐ * nights", MONEY, 1, "WR208", "'๑,๐๐๐' can be one number or several", "write '1000' for one number, '1, 000' for several"),
    ("percent nights", MONEY, 9, "WR209", "a number, a fact or a parenthesis was expected, not 'nights'", "look at what stands before 'nights'"),
    ("200 * * nights", MONEY, 7, "WR209", "a number, a fact or a parenthesis was expected, not '*'", "look at what stands before '*'"),
    ("nights nights", MONEY, 8, "WR209", "an operator or the end was expected, not 'nights'", "look at what stands before 'nights'"),
    ("nights ไม่น้อยกว่า 3", TRUTH, 1, "WR245", "a formula compares with signs, not with words", 'write "nights >= 3"'),
    ("(200 nights", MONEY, 12, "WR210", "the formula ends where ')' was expected", "write the rest of it"),
    ("1 < nights < 3", TRUTH, 12, "WR211", "the comparison '<' follows another",
     "write 'a < b and b < c', or between(b, a, c), which counts both bounds in"),
    ("200 * nigths", MONEY, 7, "WR212", "unknown fact 'nigths'", "write 'nights', or declare it as [fact.nigths]"),
    ("200 * คืืน", MONEY, 7, "WR212", "unknown fact 'คืืน'", "write 'คืน', or declare it as [fact.คืืน]"),
    ("200 * zzz", MONEY, 7, "WR213", "unknown fact 'zzz'", f"declare it as [fact.zzz], or use one of {KNOWN}"),
    ("days_overdue > 3", TRUTH, 1, "WR214", "the fact 'days_overdue' is not known here", f"use one of {KNOWN}"),
    ("halfup(200)", MONEY, 1, "WR215", "unknown function 'halfup'", "write 'half_up'"),
    ("ปัดลด(200)", MONEY, 1, "WR215", "unknown function 'ปัดลด'", "write 'ปัดลง'"),
    ("sum(1, 2)", MONEY, 1, "WR216", "unknown function 'sum'", f"use one of {FUNCTIONS}"),
    ("if(officer, 1)", MONEY, 1, "WR217", "'if' takes three values, not 2", "write 'if(condition, a, b)'"),
    ("min(1)", MONEY, 1, "WR217", "'min' takes two or more values, not 1", "write 'min(a, b)'"),
    ("floor()", MONEY, 1, "WR217", "'floor' takes one or two values, not 0", "write 'floor(a)'"),
    ("days(membership, 2) > 1", TRUTH, 1, "WR217", "'days' takes one value, not 2", "write 'days(membership)'"),
    ("nights in ()", TRUTH, 1, "WR217", "'in' takes at least one value, not 0", "write 'x in (a, b)'"),
    ("200 kg * nights", MONEY, 1, "WR218", "'kg' after '200' is no unit", f"use one of {UNITS}, or put a sign between"),
    ("33 percent * nights", MONEY, 4, "WR243", "'percent' after '33' is no unit", "write 33%"),
    ("33 เปอร์เซ็นต์ * nights", MONEY, 1, "WR243", "'เปอร์เซ็นต์' after '33' is no unit", "write 33%"),
    ("membership > 1.5 years", TRUTH, 14, "WR219", "'1.5 years' is not a whole number of years",
     "write it in a smaller unit: 18 months for one and a half years"),
    ("membership >= 180 days (6 months)", TRUTH, 15, "WR244",
     ('"180 days (6 months)" can mean 180 days (cover from 2 July 2012) or 6 months (from 4 July 2012), '
      "for one who joined on 4 January 2012"),
     "write the one that is meant: 180 days or 6 months"),
    ("membership > 1001 years", TRUTH, 14, "WR220", "'1001 years' is longer than 1000 years", "write a shorter time"),
    ('class > "gold"', TRUTH, 1, "WR221", "'class > \"gold\"': a word from a list is neither more nor less than another",
     "write == or !="),
    ('nights == "gold"', TRUTH, 11, "WR222", "the word 'gold' stands beside nothing that is a word or a date",
     "compare it with a fact that is one, or leave out the quotation marks"),
    ('class == "slver"', TRUTH, 10, "WR223", "'class' is never 'slver'", "write 'silver'"),
    ('class in ("gold", "x")', TRUTH, 19, "WR224", "'class' is never 'x'", "use one of gold, silver"),
    ("officer", MONEY, 1, "WR225", "'officer' is a yes or no, not an amount of money", "write a formula that gives an amount of money"),
    ("nights", MONEY, 1, "WR226", "'nights' is a number of nights, not an amount of money", "multiply it by an amount: 200 * nights"),
    ("nights", TRUTH, 1, "WR227", "'nights' is a number of nights, not a yes or no", "compare it with something"),
    ("nights and officer", TRUTH, 1, "WR227", "'nights' is a number of nights, not a yes or no", "compare it with something"),
    ("nights + unpaid_months", MONEY, 1, "WR228", "a number of nights and a number of months cannot be added or subtracted",
     "use values of one kind"),
    ("contributed + nights", MONEY, 1, "WR228", "an amount of money and a number of nights cannot be added or subtracted",
     "use values of one kind"),
    ("contributed * arrears_amount", MONEY, 1, "WR229", "an amount of money and an amount of money cannot be multiplied",
     "give a unit to one factor only"),
    ("contributed / officer", MONEY, 1, "WR230", "an amount of money cannot be divided by a yes or no",
     "divide by a plain number, or by a value of the same kind"),
    ("contributed > nights", TRUTH, 1, "WR231", "an amount of money and a number of nights cannot be compared",
     "compare values of one kind"),
    ("unpaid_months >= 1 year", TRUTH, 1, "WR231", "a number of months and a length of time cannot be compared",
     "compare values of one kind"),
    ("min(contributed, nights)", MONEY, 1, "WR232", "'min' would give an amount of money or a number of nights", "use values of one kind"),
    ("if(officer, contributed, true)", MONEY, 1, "WR232", "'if' would give an amount of money or a yes or no", "use values of one kind"),
    ("floor(joined)", MONEY, 1, "WR233", "'joined' is a date and cannot be rounded", "round an amount or a number"),
    ("membership >= 3", TRUTH, 1, "WR234", "'membership >= 3' does not say in which unit", IN_UNITS),
    ("100 * membership", MONEY, 1, "WR234", "'100 * membership' does not say in which unit", IN_UNITS),
    ("years(joined) > 3", TRUTH, 1, "WR235", "'years' counts the time between two dates, and 'joined' is a date", "write years(membership)"),
    ("500 * floor(contributed / 1000)", MONEY, 1, "WR236",
     "whether '500' or 'floor(contributed / 1000)' is an amount of money changes the result",
     "write '500 baht' for an amount or '500 times' for a number; an amount by an amount is a number"),
    ("floor(contributed / 1000) > 2", TRUTH, 29, "WR236",
     "whether '2' or 'floor(contributed / 1000)' is an amount of money changes the result",
     "write '2 baht' for an amount or '2 times' for a number; an amount by an amount is a number"),
    ("contributed * 6%", MONEY, 1, "WR237", "'contributed * 6%' need not come out whole",
     f"write half_up(contributed * 6%), or another rounding: {OTHERS}"),
    ("200.555", MONEY, 1, "WR237", "'200.555' need not come out whole", f"write half_up(200.555), or another rounding: {OTHERS}"),
    ("round(contributed / 3)", MONEY, 1, "WR238", "'round(contributed / 3)' rounds as the scheme says, and the scheme does not say",
     'declare conventions.rounding = { mode = "half_up", to = 0.01 }, or name the rounding here'),
    ("floor(contributed, 0)", MONEY, 1, "WR239", "'floor(contributed, 0)' is nothing to round to",
     "write a number above zero that an amount of money can be counted in"),
    ("floor(contributed, 0.001)", MONEY, 1, "WR239", "'floor(contributed, 0.001)' is nothing to round to",
     "write a number above zero that an amount of money can be counted in"),
    ("floor(contributed, nights)", MONEY, 20, "WR239", "'nights' is nothing to round to",
     "write a number above zero that an amount of money can be counted in"),
    ("arrears_amount / contributed > 0.5", TRUTH, 1, "WR240", "'arrears_amount / contributed' is a ratio whose divisor can change",
     "round it by name, or compare products: a > b * c instead of a / b > c"),
    ("min(contributed / nights, 3)", MONEY, 1, "WR240", "'contributed / nights' is a ratio whose divisor can change",
     "round it by name, or compare products: a > b * c instead of a / b > c"),
    ("floor(contributed, zzz)", MONEY, 20, "WR213", "unknown fact 'zzz'", f"declare it as [fact.zzz], or use one of {KNOWN}"),
    ("half_up(100 / (contributed / arrears_amount))", MONEY, 9, "WR240",
     "'(contributed / arrears_amount)' is a ratio whose divisor can change",
     "round it by name, or compare products: a > b * c instead of a / b > c"),
    ("contributed / (3 - 3)", MONEY, 1, "WR241", "'contributed / (3 - 3)' divides by zero", "divide by something else"),
    ("contributed * nights * unpaid_months", MONEY, 1, "WR242",
     "'contributed * nights * unpaid_months' can pass the largest number that is computed exactly",
     "multiply fewer facts, or put min() around them"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wants", "column", "code", "message", "remedy"),
    REFUSED,
    ids=[f"{code} {text[:40]}" for text, _, _, code, _, _ in REFUSED],
)
def test_a_formula_is_refused(text: str, wants: Type, column: int, code: str, message: str, remedy: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text, facts=FACTS, wants=wants, currency="THB", place=Place("x.toml", 4, 1), offset=0)
    found = caught.value.found[0]
    assert (found.code, found.line, found.column, found.message, found.remedy) == (code, 4, column, message, remedy)
    assert len(caught.value.found) == 1


def test_every_finding_of_this_room_is_shown_here() -> None:
    declared = {value.code for value in vars(findings).values() if isinstance(value, Finding)}
    assert declared == {code for _, _, _, code, _, _ in REFUSED}


def test_a_date_that_cannot_be_read_is_told_as_dates_are() -> None:
    with pytest.raises(FormulaError) as caught:
        parse('joined > "31/02/2568"', facts=FACTS, wants=TRUTH, currency="THB", place=Place("x.toml", 4, 1), offset=0)
    assert [(found.code[:4], found.column) for found in caught.value.found] == [("WR02", 10)]


def test_names_known_in_thai_are_listed_in_thai() -> None:
    with pytest.raises(FormulaError) as caught:
        parse("200 * ฟฟฟ", facts=FACTS, wants=MONEY, currency="THB")
    assert "อายุสมาชิก, ยอดค้าง" in caught.value.found[0].remedy
