"""Random bylaws: valid schemes as TOML text, with the bounds that a fund under them should be aimed at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

import attrs
from hypothesis import strategies as st

START: Final = date(2019, 1, 1)
"""Since when every scheme holds, and the first day on which anybody joins."""

AS_OF: Final = date(2023, 6, 30)

BENEFITS: Final = ("benefit.aid", "benefit.birth", "benefit.death", "benefit.hospital", "benefit.old_age")
WAITING: Final = (30, 90, 180)
WINDOW: Final = 90
ROUNDINGS: Final = ("up", "down", "ceiling", "floor", "half_up", "half_down", "half_even", "05up")
FUND_YEARS: Final = {"1 October": (10, 1), "1 January": (1, 1), "15 April": (4, 15)}

_MONEY: Final = re.compile("⟦([0-9.]+)⟧")
_PERIODS: Final = {"monthly": 12, "quarterly": 4, "half-yearly": 2, "yearly": 1, "weekly": 53}
_PERIOD: Final = {
    "monthly": "month",
    "quarterly": "quarter",
    "half-yearly": "half-year",
    "yearly": "year",
    "weekly": "week",
}


def money(amount: str | int) -> str:
    """Mark an amount in the text of a scheme, so that it can be written in another unit."""
    return f"⟦{amount}⟧"


def words(word: str) -> str:
    """A name in both languages."""
    return f'{{ th = "{word}", en = "{word}" }}'


@attrs.frozen(repr=False, slots=False)
class Drawn:
    """A scheme, what its bounds are, and which benefits it has.

    Attributes:
        template: The TOML text in which every amount is marked.
        yearly: About what a member pays in a year, never less.
        fund_year: Month and day on which fund years start.
    """

    template: str
    waiting: int
    tiers: tuple[int, ...]
    benefits: tuple[str, ...]
    yearly: Decimal
    fund_year: tuple[int, int]

    def __repr__(self) -> str:
        return self.text

    @cached_property
    def text(self) -> str:
        """The scheme in baht."""
        return self.written()

    def written(self, times: Decimal = Decimal(1), currency: str = "THB") -> str:
        """The same scheme in another currency, every amount so many times as large."""
        scaled = _MONEY.sub(lambda found: f"{(Decimal(found[1]) * times).normalize():f}", self.template)
        return scaled.replace("⟦currency⟧", currency)

    @property
    def claimable(self) -> tuple[str, ...]:
        """The benefits that a living member may claim."""
        return tuple(benefit for benefit in self.benefits if benefit not in ("benefit.death", "benefit.old_age"))


@st.composite
def contributions(draw: st.DrawFn, name: str, *, monthly: bool) -> tuple[str, Decimal]:
    """One contribution of any kind, and what it costs in a year; a monthly one where unpaid months are counted."""
    per_day = draw(st.booleans())
    collected = "monthly" if monthly else draw(st.sampled_from(sorted(_PERIODS)))
    periods = draw(st.sampled_from(["calendar", "joining"]))
    day = draw(st.sampled_from(["first day", "last day", "day 5", "day 31", "day 10 of next month"]))
    if collected != "monthly":
        day = day.replace("next month", "month 2").replace("day 5", "day 20")  # no fund year starts later in a month
    if periods == "joining" or collected == "weekly":
        day = draw(st.sampled_from(["first day", "last day"]))
    rate = draw(st.sampled_from(["1", "0.25", "3"])) if per_day else draw(st.sampled_from(["30", "99.99", "100"]))
    lines = [
        f"[contribution.{name}]",
        'article = "7"',
        f"name = {words(name)}",
        f'rate = "{money(rate)} per {"day" if per_day else _PERIOD[collected]}"',
        f'collected = "{collected}"',
        f'periods = "{periods}"',
        f'due = "{day}"',
    ]
    if periods == "calendar":
        lines.append(f'first_period = "{draw(st.sampled_from(["proportional", "full", "free"]))}"')
    if per_day:
        basis = draw(st.sampled_from(['"actual"', "365", "360"]))
        lines.append(f"days_in_year = {basis}")
    return "\n".join(lines), Decimal(rate) * (366 if per_day else _PERIODS[collected])


@st.composite
def requirements(draw: st.DrawFn, *formulas: str) -> str:
    """Some conditions, one of which may send the claim to the committee rather than refuse it."""
    refers = draw(st.integers(-4, len(formulas) - 1))
    written = [f'"{formula}"' for formula in formulas]
    if refers >= 0:
        written[refers] = f'{{ formula = {written[refers]}, article = "9", otherwise = "refer" }}'
    return f"requires = [{', '.join(written)}]"


@st.composite
def hospital(draw: st.DrawFn, waiting: int, arrears: str, *, capped: bool) -> str:
    """A benefit per night or per day of a stay, under caps in any order."""
    caps = [
        f'{{ per = "event", amount = {money(draw(st.sampled_from([150, 600, 1000])))} }}',
        f'{{ per = "fund year", amount = {money(draw(st.sampled_from(["250", "1000", "1200.5"])))} }}',
    ]
    chosen = caps if capped else caps[: draw(st.integers(0, 2))]
    chosen = draw(st.permutations(chosen))
    event_date = draw(st.sampled_from(["admitted", "admitted", "discharged"]))
    unit, pays = draw(st.sampled_from(["night", "day"])), draw(st.sampled_from(["100", "200", "33.33"]))
    lines = [
        "[benefit.hospital]",
        'article = "12(2)"',
        f"name = {words('hospital')}",
        'class = "sickness"',
        f'event_date = "{event_date}"',
        draw(requirements(f"membership >= {waiting} days", arrears)),
        f'amount = {{ per = "{unit}", pays = {money(pays)} }}',
        f'claim_within = "{WINDOW} days of discharged"',
        f'late = "{draw(st.sampled_from(["refuse", "refer"]))}"',
        'payee = "member"',
    ]
    if chosen:
        lines.append(f"cap = [{', '.join(chosen)}]")
    if any("fund year" in cap for cap in chosen):
        counted = ["each night", "each night", "each night", "each night", "admission", "discharge"]
        lines.append(f'counted_by = "{draw(st.sampled_from(counted))}"')
    return "\n".join(lines)


@st.composite
def death(draw: st.DrawFn, tiers: Sequence[int], arrears: str) -> str:
    """A benefit at death by tenure, to the member's people."""
    bound = draw(st.sampled_from(["from", "above"]))
    odd = draw(st.sampled_from(["first", "last", "fund"]))
    steps = ", ".join(
        f'{{ {bound} = "{days} days", pays = {money(f"{3000 + 2500 * k}.5")} }}' for k, days in enumerate(tiers)
    )
    return "\n".join(
        [
            "[benefit.death]",
            'article = "12(4)"',
            f"name = {words('death')}",
            'class = "death"',
            'event_date = "died"',
            draw(requirements(arrears)),
            f'amount = {{ by = "membership", tiers = [{steps}] }}',
            f'payee = {{ order = ["named", "spouse", "children"], share = "equal", odd_satang = "{odd}" }}',
        ]
    )


@st.composite
def old_age(draw: st.DrawFn) -> str:
    """A benefit that recurs, every year or every month."""
    recurs = draw(st.sampled_from(['{ every = "year", on = "1 October" }', '{ every = "month", on = "day 31" }']))
    return "\n".join(
        [
            "[benefit.old_age]",
            'article = "12(3)"',
            f"name = {words('old age')}",
            'class = "elderly"',
            f'requires = ["age >= {draw(st.sampled_from([40, 60]))} years", "membership >= 1 year"]',
            f"amount = {money(200)}",
            f"recurs = {recurs}",
            'payee = "member"',
        ]
    )


@st.composite
def birth(draw: st.DrawFn, waiting: int) -> str:
    """A fixed benefit, or one by formula with a declared fact."""
    amount = draw(
        st.sampled_from(
            [
                money(1000),
                f'{{ formula = "{money(500)} * children" }}',
                f'{{ formula = "if(children > 1, {money(900)}, half_even({money(1000)} / 3, {money("0.01")}))" }}',
            ]
        )
    )
    return "\n".join(
        [
            "[benefit.birth]",
            'article = "12(1)"',
            f"name = {words('birth')}",
            'class = "birth"',
            'event_date = "occurred"',
            draw(requirements(f"membership >= {waiting} days")),
            f"amount = {amount}",
            'payee = "member"',
        ]
    )


@st.composite
def aid(draw: st.DrawFn, waiting: int) -> str:
    """A benefit that asks for the member's own standing, whatever the convention says of the day it is read on."""
    paid = f"min(half_up(contributed * 10%, {money(1)}), {money(800)})"
    return "\n".join(
        [
            "[benefit.aid]",
            'article = "12(5)"',
            f"name = {words('aid')}",
            'class = "hardship"',
            'event_date = "occurred"',
            f'facts_as_of = "{draw(st.sampled_from(["event", "claim"]))}"',
            draw(requirements(f"membership > {waiting} days", "income == 'poor' or days_overdue == 0")),
            f'amount = {{ formula = "{paid}" }}',
            f'cap = [{{ per = "fund year", amount = {money(900)} }}]',
            'payee = "member"',
        ]
    )


FACTS: Final = """
[fact.children]
name = { th = "จำนวนบุตร", en = "children" }
of = "claim"
type = "count"
unit = "children"
[fact.income]
name = { th = "ฐานะ", en = "income" }
of = "member"
type = "category"
values = ["poor", "enough"]
"""


@st.composite
def conventions(draw: st.DrawFn, payable: Iterable[str], fee: str, year: str, *, lapses: bool) -> str:
    """The head of a scheme: what it says where a bylaw can be read two ways."""
    order = draw(st.permutations(sorted(payable)))
    named = '", "'.join(order)
    lapse = draw(st.sampled_from(["", "", "days_overdue > 365", "unpaid_dues >= 6 and membership > 1 year"]))
    ends = f'ends_when = "{lapse}"' if lapse and lapses else ""
    leaving = draw(st.tuples(st.sampled_from(["refund", "keep"]), st.sampled_from(["cancel", "stay owed"])))
    return f"""schema = 1
[scheme]
id = "test.random"
name = {words("random")}
currency = "⟦currency⟧"
effective = 2019-01-01
[conventions]
fund_year_starts = "{year}"
month_end = "{draw(st.sampled_from(["clamp", "overflow"]))}"
rounding = {{ mode = "{draw(st.sampled_from(ROUNDINGS))}", to = {money(draw(st.sampled_from(["0.01", "0.25", "1"])))} }}
facts_as_of = "{draw(st.sampled_from(["event", "claim"]))}"
cap_cuts = "{draw(st.sampled_from(["later nights", "earlier nights"]))}"
{f'payments_go_to = ["{named}"]' if order else ""}
[membership]
article = "6"
entry_fee = {money(fee)}
seniority = {{ on_readmission = "{draw(st.sampled_from(["restart", "bridge", "net"]))}" }}
on_leaving = {{ advance = "{leaving[0]}", arrears = "{leaving[1]}" }}
{ends}
{FACTS}"""


@st.composite
def schemes(draw: st.DrawFn, *, having: Sequence[str] = (), capped: bool = False, lapses: bool = True) -> Drawn:
    """A whole valid scheme.

    Args:
        having: Benefits that it must have; others may come with them.
        capped: Whether stays in hospital have both caps.
        lapses: Whether it may end memberships by itself.
    """
    waiting = draw(st.sampled_from(WAITING))
    names = draw(st.sampled_from([["satja"], ["satja", "upkeep"], ["satja"], ["satja", "upkeep"], []]))
    monthly = bool(names) and draw(st.booleans())
    tiers = tuple(draw(st.sampled_from([(180, 365), (30, 90, 730), (365,)])))
    arrears = draw(st.sampled_from(["unpaid_dues < 3", f"arrears_amount < {money(100)}", "days_overdue <= 60"]))
    if monthly:
        arrears = "unpaid_months < 3"
    paid = [draw(contributions(name, monthly=monthly)) for name in names]
    fee = draw(st.sampled_from(["0", "20"]))
    payable = [*(["membership.entry_fee"] if fee != "0" else []), *(f"contribution.{name}" for name in names)]
    year = draw(st.sampled_from(sorted(FUND_YEARS)))
    kinds = {
        "benefit.aid": aid(waiting),
        "benefit.birth": birth(waiting),
        "benefit.death": death(tiers, arrears),
        "benefit.hospital": hospital(waiting, arrears, capped=capped),
        "benefit.old_age": old_age(),
    }
    chosen = sorted({*having, *draw(st.sets(st.sampled_from(BENEFITS), min_size=2))})
    head = draw(conventions(payable, fee, year, lapses=lapses))
    template = "\n".join([head, *(text for text, _ in paid), *(draw(kinds[benefit]) for benefit in chosen)])
    yearly = max(sum((cost for _, cost in paid), Decimal(fee)), Decimal(10))
    return Drawn(template, waiting, tiers, tuple(chosen), yearly, FUND_YEARS[year])
