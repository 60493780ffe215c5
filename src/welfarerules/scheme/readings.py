"""The conventions that every scheme may have to state, each with the ways in which it can be read."""

from __future__ import annotations

from typing import Final

from welfarerules.scheme.questions import Convention, Reading
from welfarerules.words import N_

__all__ = [
    "CAP_CUTS",
    "COLLECTED",
    "CONVENTIONS",
    "COUNTED_BY",
    "DAYS_IN_YEAR",
    "DUE",
    "FACTS_AS_OF",
    "FIRST_PERIOD",
    "FUND_YEAR_STARTS",
    "LATE",
    "MONTH_END",
    "ON_LEAVING",
    "PAYMENTS_GO_TO",
    "PERIODS",
    "ROUNDING",
    "SENIORITY",
]

MONTH_END: Final = Convention(
    "month_end",
    "conventions",
    (
        Reading('"clamp"', N_("the last day of the month stands for the day it lacks")),
        Reading('"overflow"', N_("the days that the month lacks run on into the next")),
    ),
    N_("what becomes of a day that a month lacks, when months or years are counted"),
    ("age", "claimed", "joining", "membership", "ticks"),
    read_by="`requires`, `ends_when` and `claim_within` that count months or years; `recurs` on a day after the 28th",
)
FUND_YEAR_STARTS: Final = Convention(
    "fund_year_starts",
    "conventions",
    (
        Reading('"1 October"', N_("the fund's year is the state's budget year")),
        Reading('"1 January"', N_("the fund's year is the calendar year")),
    ),
    N_("on which day the fund's year starts"),
    ("cap", "fund year", "joining", "stay"),
    read_by="`cap` per fund year",
)
ROUNDING: Final = Convention(
    "rounding",
    "conventions",
    tuple(
        Reading(f'{{ mode = "{mode}", to = 0.01 }}', says, f'"{mode}"')
        for mode, says in (
            ("half_up", N_("to the nearest satang, halves up")),
            ("half_even", N_("to the nearest satang, halves to the even one")),
            ("half_down", N_("to the nearest satang, halves down")),
            ("down", N_("what is less than a satang is dropped")),
            ("up", N_("what is less than a satang is a whole one")),
        )
    ),
    N_("how an amount that does not come out whole is rounded"),
    ("joining",),
)
FACTS_AS_OF: Final = Convention(
    "facts_as_of",
    "conventions",
    (
        Reading('"event"', N_("as of the day it happened")),
        Reading('"claim"', N_("as of the day of the claim")),
    ),
    N_("as of which day membership, age and arrears are read"),
    ("late",),
    read_by="requirements on arrears, on membership or on the member's own facts, except at death",
)
CAP_CUTS: Final = Convention(
    "cap_cuts",
    "conventions",
    (
        Reading('"later nights"', N_("the last nights are not paid")),
        Reading('"earlier nights"', N_("the first nights are not paid")),
    ),
    N_("which nights a cap per event cuts when a stay spans two fund years"),
    ("stay",),
    read_by="`cap` per event beside one per fund year, where each night counts in its own year",
)
PAYMENTS_GO_TO: Final = Convention(
    "payments_go_to",
    "conventions",
    (),
    N_("what a payment settles first of what fell due on one day"),
    ("joining", "payments"),
    read_by="payments, where there are two things to pay",
)
SENIORITY: Final = Convention(
    "seniority",
    "membership",
    (
        Reading('{ on_readmission = "restart" }', N_("membership counts anew"), '"restart"'),
        Reading('{ on_readmission = "bridge" }', N_("membership counts from first joining"), '"bridge"'),
        Reading('{ on_readmission = "net" }', N_("membership counts without the time between"), '"net"'),
    ),
    N_("how the membership of one who left and came back is counted"),
    ("returning",),
    read_by="every formula and every tier that reads `membership`",
)
ON_LEAVING: Final = Convention(
    "on_leaving",
    "membership",
    tuple(
        Reading(f'{{ advance = "{advance}", arrears = "{arrears}" }}', says, f'"{advance}"/"{arrears}"')
        for advance, arrears, says in (
            ("refund", "cancel", N_("an advance is given back, arrears are given up")),
            ("keep", "cancel", N_("an advance is kept, arrears are given up")),
            ("refund", "stay owed", N_("an advance is given back, arrears stay owed")),
            ("keep", "stay owed", N_("an advance is kept, arrears stay owed")),
        )
    ),
    N_("what becomes of money paid ahead, and of what is owed, when a member leaves"),
    ("leaving",),
    read_by="membership, where there is anything to pay",
)
COLLECTED: Final = Convention(
    "collected",
    "contribution",
    (
        Reading('"monthly"', N_("once a month")),
        Reading('"weekly"', N_("once a week")),
        Reading('"daily"', N_("every day")),
        Reading('"quarterly"', N_("every three months")),
        Reading('"half-yearly"', N_("every six months")),
        Reading('"yearly"', N_("once a year")),
    ),
    N_("how often a rate per day is collected"),
    ("joining",),
    dated=True,
)
PERIODS: Final = Convention(
    "periods",
    "contribution",
    (
        Reading('"calendar"', N_("periods are those of the calendar")),
        Reading('"joining"', N_("each member's periods begin with the day of joining")),
    ),
    N_("where the periods of a contribution begin"),
    ("joining",),
    dated=True,
)
DUE: Final = Convention(
    "due",
    "contribution",
    (
        Reading('"last day"', N_("at the end of the period")),
        Reading('"first day"', N_("at the beginning of the period")),
    ),
    N_("on which day of its period a contribution falls due"),
    ("joining",),
    dated=True,
)
FIRST_PERIOD: Final = Convention(
    "first_period",
    "contribution",
    (
        Reading('"proportional"', N_("by days, from the day of joining")),
        Reading('"full"', N_("the whole period")),
        Reading('"free"', N_("nothing is paid for it")),
    ),
    N_("what one who joins within a period pays for it"),
    ("joining",),
)
DAYS_IN_YEAR: Final = Convention(
    "days_in_year",
    "contribution",
    (
        Reading('"actual"', N_("every day costs the rate")),
        Reading("365", N_("29 February is free")),
        Reading("360", N_("every month has 30 days")),
    ),
    N_("which days of a year a rate per day is charged for"),
    ("joining",),
)
COUNTED_BY: Final = Convention(
    "counted_by",
    "benefit",
    (
        Reading('"each night"', N_("each night counts in its own fund year")),
        Reading('"admission"', N_("all nights count in the year of the admission")),
        Reading('"discharge"', N_("all nights count in the year of the discharge")),
    ),
    N_("in which fund year a stay counts that spans two of them"),
    ("fund year", "stay"),
    read_by="`cap` per fund year on a stay",
)
LATE: Final = Convention(
    "late",
    "benefit",
    (
        Reading('"refuse"', N_("a late claim is refused")),
        Reading('"refer"', N_("the committee decides on a late claim")),
    ),
    N_("what becomes of a claim that comes too late"),
    ("claimed",),
    read_by="`claim_within`",
)

CONVENTIONS: Final = (
    FUND_YEAR_STARTS,
    MONTH_END,
    ROUNDING,
    FACTS_AS_OF,
    CAP_CUTS,
    PAYMENTS_GO_TO,
    SENIORITY,
    ON_LEAVING,
    COLLECTED,
    PERIODS,
    DUE,
    FIRST_PERIOD,
    DAYS_IN_YEAR,
    COUNTED_BY,
    LATE,
)
"""Every convention of the scheme language, in the order the reference lists them."""
