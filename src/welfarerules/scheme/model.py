"""What a scheme says, as typed values: the result of reading and checking its TOML.

Every amount is in minor units of the scheme's currency, every day a `datetime.date`. Ids are dotted paths of the
TOML tables (``benefit.hospital``); they name the rule in postings, explanations, errors and amendments.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

import attrs

from welfarerules.errors import Place
from welfarerules.formula.typed import Expression

Words = Mapping[str, str]
"""A text in several languages: language code (``"th"``, ``"en"``) to text."""

RoundingMode = Literal["up", "down", "ceiling", "floor", "half_up", "half_down", "half_even", "05up"]


@attrs.frozen
class Rounding:
    """A named rounding. `mode` is a rounding of `decimal` without its ``ROUND_``; `to_minor` the multiple kept."""

    mode: RoundingMode
    to_minor: int


@attrs.frozen
class DayOfYear:
    """A day that comes back every year, such as 1 October."""

    month: int
    day: int


@attrs.frozen
class Duration:
    """A span of calendar time, counted in one unit."""

    count: int
    unit: Literal["days", "months", "years"]


@attrs.frozen
class Conventions:
    """Where a bylaw can be read two ways, what this scheme says.

    A convention is None where the scheme does not state it, which the checker allows only where no rule reads it.
    """

    fund_year_starts: DayOfYear | None = None
    month_end: Literal["clamp", "overflow"] | None = None
    rounding: Rounding | None = None
    facts_as_of: Literal["event", "claim"] | None = None
    cap_cuts: Literal["later nights", "earlier nights"] | None = None
    payments_go_to: tuple[str, ...] = ()


@attrs.frozen
class Membership:
    """Who is a member, for how long, and what happens on leaving."""

    article: str
    entry_fee: int = 0
    on_readmission: Literal["restart", "bridge", "net"] = "restart"
    advance_on_leaving: Literal["refund", "keep"] = "keep"
    arrears_on_leaving: Literal["cancel", "stay owed"] = "cancel"
    ends_when: Expression | None = None
    place: Place = attrs.field(factory=Place, eq=False, repr=False)


@attrs.frozen
class Rate:
    """So much money per period. `per` is ``"once"`` for a one-off contribution."""

    minor: int
    per: Literal["day", "week", "month", "quarter", "half-year", "year", "once"]


@attrs.frozen
class Contribution:
    """What every member pays, and when it falls due."""

    id: str
    article: str
    name: Words
    rate: Rate
    collected: Literal["daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly", "once"]
    periods: Literal["calendar", "joining"]
    due: Due
    first_period: Literal["proportional", "full", "free"]
    days_in_year: Literal["actual", "365", "360"] | None = None
    place: Place = attrs.field(factory=Place, eq=False, repr=False)


@attrs.frozen
class Due:
    """When a period's contribution falls due.

    Attributes:
        day: Day of the month (1 to 31), or 0 for the period's own first or last day.
        months_later: Months after the period's first month, for a `day` of the month.
        at_end: With `day` 0: the period's last day rather than its first.
    """

    day: int
    months_later: int = 0
    at_end: bool = False


@attrs.frozen
class Fact:
    """A fact that the scheme itself declares, of a member or of a claim.

    Attributes:
        unit: What a count counts, as formulas write it.
        unit_name: What it is called in each language, where the scheme says so.
    """

    id: str
    name: Words
    of: Literal["member", "claim"]
    type: Literal["count", "money", "date", "truth", "category"]
    unit: str = ""
    values: tuple[str, ...] = ()
    unit_name: Words = attrs.field(factory=dict)
    place: Place = attrs.field(factory=Place, eq=False, repr=False)


@attrs.frozen
class Requirement:
    """A condition of a benefit.

    Attributes:
        condition: A truth value; unknown refers the claim to the committee.
        source: The formula as written, or the key that implies it (``claim_within``).
        article: Where the bylaw says so.
        otherwise: What an unmet requirement does.
    """

    condition: Expression
    source: str
    article: str
    otherwise: Literal["refuse", "refer"] = "refuse"
    place: Place = attrs.field(factory=Place, eq=False, repr=False)


@attrs.frozen
class Amount:
    """How much a benefit pays.

    Attributes:
        kind: Name of the registered amount kind that lowered it (``fixed``, ``per_unit``, ``tiers``, ``formula`` or
            a plugin's).
        value: Money, in the formula language.
        requires: Conditions that the kind itself implies (a tier must be reached).
        parameters: What the scheme wrote, by key, for reading back.
        told: The rule in words, by language, where a plugin's kind brought its own.
        unit: Name of the counting fact that `value` is proportional to, ``""`` if none.
    """

    kind: str
    value: Expression
    requires: tuple[Requirement, ...] = ()
    parameters: Mapping[str, Any] = attrs.field(factory=dict)
    unit: str = ""
    told: Words = attrs.field(factory=dict)


@attrs.frozen
class Cap:
    """The most that is paid per claim (``event``) or per fund year, in minor units."""

    per: Literal["event", "fund year"]
    minor: int
    article: str
    place: Place = attrs.field(factory=Place, eq=False, repr=False)


@attrs.frozen
class Recurrence:
    """A benefit that is paid without a claim, on the same day of every year or month.

    Attributes:
        every_months: 12 for a year, 1 for a month.
        month: Month of the first payment in a year (1 to 12); 1 for a monthly one.
        day: Day of the month (1 to 31).
    """

    every_months: int
    month: int
    day: int


@attrs.frozen
class Payee:
    """Who is paid.

    Attributes:
        order: Classes of payees, the first class with a living person takes all; empty when the member is paid.
        odd_to: Who gets the satang that an equal share leaves over: the first or last named person, or the fund.
    """

    order: tuple[str, ...] = ()
    odd_to: Literal["first", "last", "fund"] | None = None


@attrs.frozen
class Benefit:
    """What the fund pays, to whom, under which requirements and up to which caps."""

    id: str
    article: str
    name: Words
    welfare_class: str
    event_date: Literal["occurred", "admitted", "discharged", "died", "tick"]
    facts_as_of: Literal["event", "claim"]
    requires: tuple[Requirement, ...]
    amount: Amount
    caps: tuple[Cap, ...] = ()
    counted_by: Literal["each night", "admission", "discharge", "event"] = "event"
    payee: Payee = attrs.field(factory=Payee)
    recurs: Recurrence | None = None
    place: Place = attrs.field(factory=Place, eq=False, repr=False)

    @property
    def conditions(self) -> tuple[Requirement, ...]:
        """All that must hold: what its amount implies, then what it requires."""
        return (*self.amount.requires, *self.requires)


@attrs.frozen
class PluginRequirement:
    """A plugin that a scheme needs.

    Attributes:
        versions: The range of versions it was written for.
        version: The version it was read with.
    """

    name: str
    versions: str
    version: str = ""


@attrs.frozen
class Meant:
    """Something suspicious that a scheme says is meant so.

    Attributes:
        code: The code of the warning.
        at: The rule or key at which it is told, or one that holds it: ``benefit.death``.
        reason: Why it is meant so.
    """

    code: str
    at: str
    reason: str
    place: Place = attrs.field(factory=Place, eq=False, repr=False)


@attrs.frozen
class Scheme:
    """A fund's bylaws, checked. Made by `load_scheme` or `loads_scheme`; immutable.

    Attributes:
        meant: What `review` finds suspicious and the scheme says is meant so.
        places: Where each key of the text stands, by its path: a table at its name, anything else at its value.
    """

    id: str
    name: Words
    currency: str
    effective: date
    conventions: Conventions
    membership: Membership
    contributions: tuple[Contribution, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    facts: tuple[Fact, ...] = ()
    plugins: tuple[PluginRequirement, ...] = ()
    languages: tuple[str, ...] = ("th", "en")
    source: str = ""
    path: str = attrs.field(default="<text>", eq=False)
    fingerprint: str = ""
    meant: tuple[Meant, ...] = ()
    places: Mapping[str, Place] = attrs.field(factory=dict, eq=False, repr=False)
