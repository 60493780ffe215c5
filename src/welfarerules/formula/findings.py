"""Every fault that a formula can have. Codes WR201 to WR249 belong to this room."""

from __future__ import annotations

from typing import Final

from welfarerules.errors import Finding, WelfareError

LONGEST_TEXT: Final = 2_000
MOST_PARTS: Final = 500
DEEPEST: Final = 50


class FormulaError(WelfareError):
    """A formula was refused."""


# Reading the text.
TOO_LONG: Final = Finding(
    "WR201",
    "a formula of {length} characters is too long",
    "keep it under {most} characters: put part of it into a requirement or a benefit of its own",
)
TOO_DEEP: Final = Finding(
    "WR202",
    "the formula is nested more than {most} deep",
    "leave out parentheses that change nothing, or group a long chain: (a + b) + (c + d)",
)
TOO_MANY_PARTS: Final = Finding(
    "WR203",
    "the formula has more than {most} parts",
    "put part of it into a requirement or a benefit of its own",
)
EMPTY: Final = Finding("WR204", "the formula is empty", "write what it computes, such as '200 * nights'")
UNREADABLE: Final = Finding(
    "WR205",
    "formulas know no {found!r}",
    "use names, numbers, + - * / ( ) and == != < <= > >=",
)
OTHER_SIGN: Final = Finding("WR206", "formulas do not write {found!r}", "write {instead!r}")
UNCLOSED: Final = Finding("WR207", "the quoted text {found} has no end", "close it with a quotation mark")
COMMA_IN_NUMBER: Final = Finding(
    "WR208",
    "{found!r} can be one number or several",
    "write {joined!r} for one number, {apart!r} for several",
)
UNEXPECTED: Final = Finding("WR209", "{expected} was expected, not {found!r}", "look at what stands before {found!r}")
IN_WORDS: Final = Finding("WR245", "a formula compares with signs, not with words", "write {instead}")
ENDS_EARLY: Final = Finding("WR210", "the formula ends where {expected} was expected", "write the rest of it")
CHAINED: Final = Finding(
    "WR211",
    "the comparison {found!r} follows another",
    "write 'a < b and b < c', or between(b, a, c), which counts both bounds in",
)

# Names and numbers.
UNKNOWN_FACT: Final = Finding("WR212", "unknown fact {name!r}", "write {suggestion!r}, or declare it as [fact.{name}]")
NO_SUCH_FACT: Final = Finding("WR213", "unknown fact {name!r}", "declare it as [fact.{name}], or use one of {known}")
FACT_NOT_HERE: Final = Finding("WR214", "the fact {name!r} is not known here", "use one of {known}")
UNKNOWN_FUNCTION: Final = Finding("WR215", "unknown function {name!r}", "write {suggestion!r}")
NO_SUCH_FUNCTION: Final = Finding("WR216", "unknown function {name!r}", "use one of {known}")
ARGUMENTS: Final = Finding("WR217", "{name!r} takes {wanted}, not {given}", "write {example!r}")
UNKNOWN_UNIT: Final = Finding(
    "WR218", "{unit!r} after {number!r} is no unit", "use one of {known}, or put a sign between"
)
PERCENT_IN_WORDS: Final = Finding("WR243", "{unit!r} after {number!r} is no unit", "write {number}%")
BROKEN_DURATION: Final = Finding(
    "WR219",
    "{text!r} is not a whole number of {unit}",
    "write it in a smaller unit: 18 months for one and a half years",
)
TWO_LENGTHS: Final = Finding(
    "WR244",
    '"{text}" can mean {first} or {second}, for one who joined on {start}',
    "write the one that is meant: {choice} or {other}",
)
LONG_DURATION: Final = Finding("WR220", "{text!r} is longer than {most} years", "write a shorter time")
NO_ORDER: Final = Finding("WR221", "{text!r}: {found} is neither more nor less than another", "write == or !=")
TEXT_ALONE: Final = Finding(
    "WR222",
    "the word {text!r} stands beside nothing that is a word or a date",
    "compare it with a fact that is one, or leave out the quotation marks",
)
UNKNOWN_VALUE: Final = Finding("WR223", "{fact!r} is never {value!r}", "write {suggestion!r}")
NO_SUCH_VALUE: Final = Finding("WR224", "{fact!r} is never {value!r}", "use one of {known}")

# Types and units.
WRONG_RESULT: Final = Finding("WR225", "{text!r} is {found}, not {wanted}", "write a formula that gives {wanted}")
NOT_MONEY: Final = Finding(
    "WR226", "{text!r} is {found}, not an amount of money", "multiply it by an amount: 200 * {text}"
)
NOT_A_CONDITION: Final = Finding("WR227", "{text!r} is {found}, not a yes or no", "compare it with something")
CANNOT_ADD: Final = Finding("WR228", "{left} and {right} cannot be added or subtracted", "use values of one kind")
CANNOT_MULTIPLY: Final = Finding("WR229", "{left} and {right} cannot be multiplied", "give a unit to one factor only")
CANNOT_DIVIDE: Final = Finding(
    "WR230", "{left} cannot be divided by {right}", "divide by a plain number, or by a value of the same kind"
)
CANNOT_COMPARE: Final = Finding("WR231", "{left} and {right} cannot be compared", "compare values of one kind")
CANNOT_CHOOSE: Final = Finding("WR232", "{name!r} would give {left} or {right}", "use values of one kind")
CANNOT_ROUND: Final = Finding("WR233", "{text!r} is {found} and cannot be rounded", "round an amount or a number")
SPAN_WITHOUT_UNIT: Final = Finding(
    "WR234",
    "{text!r} does not say in which unit",
    "compare {span!r} with '180 days', '6 months' or '3 years', or write days({span}), months({span}) or years({span})",
)
NOT_A_SPAN: Final = Finding(
    "WR235", "{name!r} counts the time between two dates, and {text!r} is {found}", "write {name}(membership)"
)
AMBIGUOUS: Final = Finding(
    "WR236",
    "whether {number!r} or {rounded!r} is an amount of money changes the result",
    "write '{number} {currency}' for an amount or '{number} times' for a number; an amount by an amount is a number",
)

# Exactness.
NEEDS_ROUNDING: Final = Finding(
    "WR237",
    "{text!r} need not come out whole",
    "write half_up({text}), or another rounding: half_even, half_down, floor, ceiling, up, down",
)
NO_ROUNDING_DECLARED: Final = Finding(
    "WR238",
    "{text!r} rounds as the scheme says, and the scheme does not say",
    'declare conventions.rounding = {{ mode = "half_up", to = 0.01 }}, or name the rounding here',
)
BAD_MULTIPLE: Final = Finding(
    "WR239",
    "{text!r} is nothing to round to",
    "write a number above zero that {unit} can be counted in",
)
VARIABLE_RATIO: Final = Finding(
    "WR240",
    "{text!r} is a ratio whose divisor can change",
    "round it by name, or compare products: a > b * c instead of a / b > c",
)
DIVIDES_BY_ZERO: Final = Finding("WR241", "{text!r} divides by zero", "divide by something else")
TOO_LARGE: Final = Finding(
    "WR242",
    "{text!r} can pass the largest number that is computed exactly",
    "multiply fewer facts, or put min() around them",
)
