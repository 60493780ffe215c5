"""What the fields of a scheme are called, what their words mean, and what each convention governs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from welfarerules.scheme.model import (
    Benefit,
    Cap,
    Contribution,
    Conventions,
    Fact,
    Membership,
    Payee,
    Rate,
    Requirement,
    Scheme,
)
from welfarerules.words import N_

__all__ = ["GOVERNS", "LABELS", "WORDS"]

LABELS: Final[Mapping[type, Mapping[str, str]]] = MappingProxyType(
    {
        Scheme: {
            "id": N_("The id of the scheme"),
            "name": N_("The name of the fund"),
            "currency": N_("The currency"),
            "effective": N_("The day since which the bylaws hold"),
            "languages": N_("The languages in which everything has a name"),
            "source": N_("Where the bylaws were taken from"),
            "plugins": N_("The plugins that are required"),
            "meant": N_("What looks suspicious and is meant so"),
        },
        Conventions: {
            "fund_year_starts": N_("The first day of the fund's year"),
            "month_end": N_("A day that a month lacks"),
            "rounding": N_("The rounding"),
            "facts_as_of": N_("The day on which facts are read"),
            "cap_cuts": N_("Which nights a limit cuts"),
            "payments_go_to": N_("The order in which a payment settles dues"),
        },
        Membership: {
            "article": N_("The article"),
            "entry_fee": N_("The entry fee"),
            "on_readmission": N_("The membership of one who comes back"),
            "advance_on_leaving": N_("Money paid ahead by one who leaves"),
            "arrears_on_leaving": N_("What one who leaves still owes"),
            "ends_when": N_("The condition that ends membership"),
        },
        Contribution: {
            "article": N_("The article"),
            "name": N_("The name"),
            "rate": N_("The rate"),
            "collected": N_("How often it is collected"),
            "periods": N_("Where its periods begin"),
            "due": N_("The due day"),
            "first_period": N_("What is paid for the first, incomplete period"),
            "days_in_year": N_("The days that cost something"),
        },
        Fact: {
            "name": N_("The name"),
            "of": N_("Whose fact it is"),
            "type": N_("What kind of value it is"),
            "unit": N_("What it counts"),
            "values": N_("The words it may be"),
            "unit_name": N_("The name of what it counts"),
        },
        Benefit: {
            "article": N_("The article"),
            "name": N_("The name"),
            "welfare_class": N_("The class of welfare"),
            "event_date": N_("The day of the event"),
            "facts_as_of": N_("The day on which facts are read"),
            "requires": N_("The order of the requirements, or their articles"),
            "amount": N_("The amount"),
            "caps": N_("The limits"),
            "counted_by": N_("The fund year in which it counts"),
            "payee": N_("Who is paid"),
            "recurs": N_("When it is paid without a claim"),
        },
    }
)
"""What each field is called at the start of a sentence."""

GOVERNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "fund_year_starts": N_(
            "It governs limits per fund year, and periods of contributions that are collected by the quarter or year."
        ),
        "month_end": N_("It governs every span counted in months or years, and days of a month that some months lack."),
        "rounding": N_("It governs every amount that does not come out whole and that no formula rounds by itself."),
        "facts_as_of": N_("It governs membership, age and arrears in benefits that do not say so themselves."),
        "cap_cuts": N_("It governs stays over two fund years that the limit per claim cuts."),
        "payments_go_to": N_("It governs which of several dues of one day is settled first."),
    }
)
"""What each convention governs."""

_DAYS: Final = {
    "event": N_("the day it happened"),
    "claim": N_("the day of the claim"),
}

WORDS: Final[Mapping[tuple[type, str], Mapping[str, str]]] = MappingProxyType(
    {
        (Conventions, "month_end"): {
            "clamp": N_("the last day of the shorter month"),
            "overflow": N_("as many days into the month after"),
        },
        (Conventions, "facts_as_of"): _DAYS,
        (Conventions, "cap_cuts"): {
            "later nights": N_("the later nights"),
            "earlier nights": N_("the earlier nights"),
        },
        (Membership, "on_readmission"): {
            "restart": N_("counted anew from the return"),
            "bridge": N_("counted from the first joining"),
            "net": N_("counted without the time away"),
        },
        (Membership, "advance_on_leaving"): {"refund": N_("given back"), "keep": N_("kept by the fund")},
        (Membership, "arrears_on_leaving"): {"cancel": N_("cancelled"), "stay owed": N_("still owed")},
        (Rate, "per"): {
            "day": N_("{amount} per day"),
            "week": N_("{amount} per week"),
            "month": N_("{amount} per month"),
            "quarter": N_("{amount} per quarter"),
            "half-year": N_("{amount} per half-year"),
            "year": N_("{amount} per year"),
            "once": N_("{amount} once"),
        },
        (Contribution, "collected"): {
            "daily": N_("every day"),
            "weekly": N_("every week"),
            "monthly": N_("every month"),
            "quarterly": N_("every quarter"),
            "half-yearly": N_("every half-year"),
            "yearly": N_("every year"),
            "once": N_("once"),
        },
        (Contribution, "periods"): {
            "calendar": N_("with the calendar, for everyone alike"),
            "joining": N_("with each member's day of joining"),
        },
        (Contribution, "first_period"): {
            "proportional": N_("a share by days"),
            "full": N_("the whole period"),
            "free": N_("nothing is paid"),
        },
        (Contribution, "days_in_year"): {
            "actual": N_("every day"),
            "365": N_("every day but 29 February"),
            "360": N_("30 days in every month"),
        },
        (Fact, "of"): {"member": N_("the member's"), "claim": N_("the claim's")},
        (Fact, "type"): {
            "count": N_("a whole number"),
            "money": N_("an amount of money"),
            "date": N_("a date"),
            "truth": N_("a yes or no"),
            "category": N_("a word from a list"),
        },
        (Benefit, "event_date"): {
            "occurred": N_("the day it occurred"),
            "admitted": N_("the day of admission"),
            "discharged": N_("the day of discharge"),
            "died": N_("the day of death"),
            "tick": N_("the day of payment"),
        },
        (Benefit, "facts_as_of"): _DAYS,
        (Benefit, "counted_by"): {
            "each night": N_("each night in its own fund year"),
            "admission": N_("all in the fund year of the admission"),
            "discharge": N_("all in the fund year of the discharge"),
            "event": N_("the fund year in which it happened"),
        },
        (Requirement, "otherwise"): {
            "refuse": N_("refused"),
            "refer": N_("referred to the committee"),
        },
        (Cap, "per"): {"event": N_("{amount} per claim"), "fund year": N_("{amount} per fund year")},
        (Payee, "odd_to"): {
            "first": N_("what equal shares leave over goes to the first person named"),
            "last": N_("what equal shares leave over goes to the last person named"),
            "fund": N_("what equal shares leave over stays in the fund"),
        },
    }
)
"""What each word that a field may be means."""
