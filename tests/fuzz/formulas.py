"""Formulas made at random: most of them read, many have a type, some mean something."""

from __future__ import annotations

from random import Random
from typing import Final

_FACTS: Final = (
    "membership",
    "age",
    "nights",
    "stay_days",
    "คืน",
    "unpaid_months",
    "days_overdue",
    "arrears_amount",
    "contributed",
    "savings",
    "joined",
    "born",
    "occurred",
    "อายุ",
    "gpa_hundredths",
    "graduating",
    "nobody_knows",
)
_LITERALS: Final = (
    "0",
    "1",
    "3",
    "0.5",
    "2.50",
    "100",
    "1000000000000",
    "0.0000001",
    "180 days",
    "1 year",
    "6 เดือน",
    "5%",
    "100 baht",
    "100 บาท",
    "2012-02-29",
    '"gold"',
    "true",
    "false",
    "๑๐",
    "unknown",
)
_BETWEEN: Final = (
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "<",
    "<=",
    "=",
    "==",
    "!=",
    ">",
    ">=",
    "and",
    "or",
    "และ",
    "หรือ",
    "**",
)
_CALLS: Final = (
    "min",
    "max",
    "if",
    "round",
    "round_down",
    "floor",
    "years",
    "months",
    "days",
    "whole",
    "known",
    "abs",
    "ceil",
    "sum",
    "ถ้า",
    "น้อยสุด",
)


def formula(random: Random, depth: int | None = None) -> str:
    """A formula at most so deep; now and then absurdly deep or long."""
    if depth is None:
        depth = random.choice((1, 2, 2, 3, 3, 4, 6))
        if random.random() < 0.03:
            return _absurd(random)
    if depth <= 0 or random.random() < 0.15:
        return random.choice((random.choice(_FACTS), random.choice(_LITERALS)))
    match random.randrange(8):
        case 0 | 1 | 2 | 3:
            return f"{formula(random, depth - 1)} {random.choice(_BETWEEN)} {formula(random, depth - 1)}"
        case 4 | 5:
            arguments = ", ".join(formula(random, depth - 1) for _ in range(random.choice((1, 2, 2, 3, 3))))
            return f"{random.choice(_CALLS)}({arguments})"
        case 6:
            return f"({formula(random, depth - 1)})"
        case _:
            return f"{random.choice(('not ', '-', 'ไม่ '))}{formula(random, depth - 1)}"


def _absurd(random: Random) -> str:
    inner, times = formula(random, 2), random.choice((10, 60, 400))
    match random.randrange(4):
        case 0:
            return "(" * times + inner + ")" * times
        case 1:
            return f" {random.choice(_BETWEEN)} ".join([inner] * times)
        case 2:
            return "min(1, " * times + inner + ")" * times
        case _:
            # Doubles with every step wherever shared parts are gone through twice.
            for _ in range(random.choice((4, 7))):
                inner = f"if({inner} > 1, {inner}, 1)"
            return inner
