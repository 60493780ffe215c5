"""The tables of a scheme: every key there is, what may stand there and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

import attrs

from welfarerules.money import ROUNDING_MODES
from welfarerules.scheme.containers import NAMES, Either, ListOf, MapOf, Table
from welfarerules.scheme.model import DayOfYear, RoundingMode
from welfarerules.scheme.quantities import parse_year_day
from welfarerules.scheme.rules import AmountRule, AmountShape, ContributionRule, ContributionShape
from welfarerules.scheme.shapes import Section, key
from welfarerules.scheme.values import (
    AMOUNT,
    DATE,
    TEXT,
    Amount,
    Currency,
    Number,
    Parsed,
    SchemeId,
    Text,
    WarningCode,
    Word,
    Written,
    WrittenText,
)
from welfarerules.words import LANGUAGES, N_

__all__ = [
    "BenefitSection",
    "CapSection",
    "ConventionsSection",
    "FactSection",
    "MeantSection",
    "MembershipSection",
    "OnLeavingSection",
    "PayeeSection",
    "RecursSection",
    "RequirementSection",
    "RequiresSection",
    "RoundingSection",
    "SchemeFile",
    "SchemeSection",
    "SenioritySection",
]

ARTICLE: Final = Text(example='"ข้อ 6"')
YEAR_DAY: Final = Parsed(lambda text, _: parse_year_day(text), N_("a day of the year"), '"1 October"')
WINDOW: Final = Written(N_("a length of time"), '"90 days of discharged"')
UNIT: Final = Either(
    (Text(example='"points"'), NAMES), N_("a text in quotation marks, or a name in each language"), '"points"'
)
CONDITION: Final = Written(N_("a formula in quotation marks"), '"membership >= 180 days"')


@attrs.frozen(kw_only=True)
class SchemeSection(Section):
    """``[scheme]``: what the fund is called and since when its bylaws hold."""

    id: str = attrs.field(metadata=key(SchemeId(), N_("a name for programs")))
    name: Mapping[str, str] = attrs.field(metadata=key(NAMES, N_("the name of the fund in each language")))
    currency: str = attrs.field(metadata=key(Currency(), N_("three letters of ISO 4217")))
    effective: date = attrs.field(metadata=key(DATE, N_("the day since which these bylaws hold")))
    languages: tuple[str, ...] = attrs.field(
        default=("th", "en"),
        metadata=key(
            ListOf(Word(LANGUAGES)), N_("the languages in which everything has a name; both without this key")
        ),
    )
    source: str = attrs.field(default="", metadata=key(TEXT, N_("where the bylaws were taken from")))


@attrs.frozen(kw_only=True)
class RoundingSection(Section):
    """``rounding = { mode = "half_up", to = 0.01 }``."""

    mode: RoundingMode = attrs.field(metadata=key(Word(ROUNDING_MODES), N_("which way an amount is rounded")))
    to: int = attrs.field(metadata=key(Amount(above_zero=True, example="0.01"), N_("the multiple that is kept")))


@attrs.frozen(kw_only=True)
class ConventionsSection(Section):
    """``[conventions]``: where a bylaw can be read two ways, what this scheme says."""

    tolerant = True

    fund_year_starts: DayOfYear | None = attrs.field(
        default=None, metadata=key(YEAR_DAY, N_("the first day of the fund's year"))
    )
    month_end: Literal["clamp", "overflow"] | None = attrs.field(
        default=None,
        metadata=key(
            Word(("clamp", "overflow")),
            N_("a month after 31 January: clamp is 28 February, overflow is 3 March"),
        ),
    )
    rounding: RoundingSection | None = attrs.field(
        default=None, metadata=key(Table(RoundingSection), N_("how an amount that does not come out whole is rounded"))
    )
    facts_as_of: Literal["event", "claim"] | None = attrs.field(
        default=None,
        metadata=key(
            Word(("event", "claim")),
            N_("whether membership, age and arrears are read as of the day it happened or the day of the claim"),
        ),
    )
    cap_cuts: Literal["later nights", "earlier nights"] | None = attrs.field(
        default=None,
        metadata=key(
            Word(("later nights", "earlier nights")),
            N_("which nights a cap per event cuts when a stay spans two fund years"),
        ),
    )
    payments_go_to: tuple[WrittenText, ...] = attrs.field(
        default=(),
        metadata=key(
            ListOf(Written(N_("the id of something to pay"), '"contribution.satja"')),
            N_("in which order a payment settles what fell due on one day"),
        ),
    )


@attrs.frozen(kw_only=True)
class SenioritySection(Section):
    """``seniority = { on_readmission = "restart" }``."""

    on_readmission: Literal["restart", "bridge", "net"] = attrs.field(
        metadata=key(
            Word(("restart", "bridge", "net")),
            N_("membership of one who came back: restart counts anew, bridge from first joining, net minus the gap"),
        )
    )


@attrs.frozen(kw_only=True)
class OnLeavingSection(Section):
    """``on_leaving = { advance = "refund", arrears = "cancel" }``."""

    advance: Literal["refund", "keep"] = attrs.field(
        metadata=key(Word(("refund", "keep")), N_("money paid ahead by one who leaves"))
    )
    arrears: Literal["cancel", "stay owed"] = attrs.field(
        metadata=key(Word(("cancel", "stay owed")), N_("what one who leaves still owes"))
    )


@attrs.frozen(kw_only=True)
class MembershipSection(Section):
    """``[membership]``: who is a member, for how long, and what happens on leaving."""

    tolerant = True
    dispensable = frozenset({"article"})

    article: str = attrs.field(metadata=key(ARTICLE, N_("the article of the bylaws that says so")))
    entry_fee: int = attrs.field(
        default=0, metadata=key(AMOUNT, N_("what is paid once on joining; nothing without this key"))
    )
    seniority: SenioritySection | None = attrs.field(
        default=None, metadata=key(Table(SenioritySection), N_("how membership is counted"))
    )
    on_leaving: OnLeavingSection | None = attrs.field(
        default=None, metadata=key(Table(OnLeavingSection), N_("what becomes of money when a member leaves"))
    )
    ends_when: WrittenText | None = attrs.field(
        default=None,
        metadata=key(
            Written(N_("a formula in quotation marks"), '"days_overdue > 365"'),
            N_("a condition that ends membership; it is looked at on each due day, after that day's dues and payments"),
        ),
    )


@attrs.frozen(kw_only=True)
class FactSection(Section):
    """``[fact.<id>]``: a fact of the scheme's own, which events report."""

    dispensable = frozenset({"name"})

    name: Mapping[str, str] | None = attrs.field(metadata=key(NAMES, N_("what the fact is called in each language")))
    of: Literal["member", "claim"] = attrs.field(
        metadata=key(Word(("member", "claim")), N_("whether it belongs to a member or to a claim"))
    )
    type: Literal["count", "money", "date", "truth", "category"] = attrs.field(
        metadata=key(Word(("count", "money", "date", "truth", "category")), N_("what kind of value it is"))
    )
    unit: str | Mapping[str, str] = attrs.field(
        default="",
        metadata=key(UNIT, N_("what a count counts; a formula writes its English form, or the text that stands here")),
    )
    values: tuple[str, ...] = attrs.field(
        default=(), metadata=key(ListOf(Text(example='"member", "spouse"')), N_("the words that a category may be"))
    )


@attrs.frozen(kw_only=True)
class RequirementSection(Section):
    """One entry of ``requires``, where the formula alone does not say enough."""

    formula: WrittenText = attrs.field(metadata=key(CONDITION, N_("what must hold")))
    article: str = attrs.field(
        default="", metadata=key(ARTICLE, N_("the article that says so; the benefit's without this key"))
    )
    otherwise: Literal["refuse", "refer"] = attrs.field(
        default="refuse",
        metadata=key(
            Word(("refuse", "refer")),
            N_("whether a claim that does not meet it is refused or referred to the committee"),
        ),
    )


@attrs.frozen(kw_only=True)
class CapSection(Section):
    """One entry of ``cap``."""

    per: Literal["event", "fund year"] = attrs.field(
        metadata=key(Word(("event", "fund year")), N_("whether it caps one claim or all claims of a fund year"))
    )
    amount: int = attrs.field(metadata=key(AMOUNT, N_("the most that is paid")))
    article: str = attrs.field(
        default="", metadata=key(ARTICLE, N_("the article that says so; the benefit's without this key"))
    )


@attrs.frozen(kw_only=True)
class PayeeSection(Section):
    """``payee = { order = [...], share = "equal", odd_satang = "first" }``."""

    order: tuple[str, ...] = attrs.field(
        metadata=key(
            ListOf(Text(example='"spouse", "children"')),
            N_("classes of payees; the first class with a living person takes all"),
        )
    )
    share: Literal["equal"] = attrs.field(metadata=key(Word(("equal",)), N_("how the persons of one class share")))
    odd_satang: Literal["first", "last", "fund"] = attrs.field(
        metadata=key(
            Word(("first", "last", "fund")),
            N_("who gets what equal shares leave over: the first or the last person named, or the fund"),
        )
    )


@attrs.frozen(kw_only=True)
class RecursSection(Section):
    """``recurs = { every = "year", on = "1 October" }``: paid without a claim."""

    every: Literal["year", "month"] = attrs.field(metadata=key(Word(("year", "month")), N_("how often it is paid")))
    on: WrittenText = attrs.field(
        metadata=key(
            Written(N_("a day in quotation marks"), '"1 October"'),
            N_('the day it is paid: "1 October" for every year, "day 1" for every month'),
        )
    )


@attrs.frozen(kw_only=True)
class BenefitSection(Section):
    """``[benefit.<id>]``: what the fund pays, to whom, under which requirements and up to which caps."""

    tolerant = True
    dispensable = frozenset({"article", "name", "welfare_class", "amount"})

    article: str = attrs.field(metadata=key(ARTICLE, N_("the article of the bylaws that says so")))
    name: Mapping[str, str] = attrs.field(metadata=key(NAMES, N_("what the benefit is called in each language")))
    welfare_class: str = attrs.field(
        metadata=key(
            Text(example='"sickness"'),
            N_("the class of welfare, a free word"),
            name="class",
        )
    )
    event_date: Literal["occurred", "admitted", "discharged", "died"] | None = attrs.field(
        default=None,
        metadata=key(
            Word(("occurred", "admitted", "discharged", "died")), N_("which date of a claim is the day it happened")
        ),
    )
    facts_as_of: Literal["event", "claim"] | None = attrs.field(
        default=None,
        metadata=key(Word(("event", "claim")), N_("the convention of the same name, for this benefit alone")),
    )
    requires: tuple[WrittenText | RequirementSection, ...] = attrs.field(
        default=(),
        metadata=key(
            ListOf(
                Either(
                    (CONDITION, Table(RequirementSection)),
                    N_("a formula in quotation marks, or a table"),
                    CONDITION.example,
                ),
                apart=True,
            ),
            N_("what must hold for a claim to be paid"),
        ),
    )
    amount: AmountRule | None = attrs.field(metadata=key(AmountShape(), N_("how much is paid")))
    cap: tuple[CapSection, ...] = attrs.field(
        default=(), metadata=key(ListOf(Table(CapSection)), N_("the most that is paid, in the order the caps apply"))
    )
    counted_by: Literal["each night", "admission", "discharge"] | None = attrs.field(
        default=None,
        metadata=key(
            Word(("each night", "admission", "discharge")), N_("in which fund year the nights of a stay count")
        ),
    )
    claim_within: WrittenText | None = attrs.field(
        default=None, metadata=key(WINDOW, N_("how long after a date a claim may be made"))
    )
    late: Literal["refuse", "refer"] | None = attrs.field(
        default=None,
        metadata=key(Word(("refuse", "refer")), N_("whether a late claim is refused or referred to the committee")),
    )
    payee: Literal["member"] | PayeeSection = attrs.field(
        default="member",
        metadata=key(
            Either((Word(("member",)), Table(PayeeSection)), N_('"member", or a table with an order'), '"member"'),
            N_("who is paid; the member without this key"),
        ),
    )
    recurs: RecursSection | None = attrs.field(
        default=None, metadata=key(Table(RecursSection), N_("when it is paid without a claim"))
    )


@attrs.frozen(kw_only=True)
class MeantSection(Section):
    """``[[meant]]``: something that `welfarerules check` finds suspicious, and that is meant so."""

    code: str = attrs.field(metadata=key(WarningCode(), N_("the code of the warning")))
    at_key: str = attrs.field(
        metadata=key(
            Text(example='"benefit.death"'),
            N_("the rule or key at which it is told, or one that holds that key"),
            name="at",
        )
    )
    reason: str = attrs.field(metadata=key(Text(example='"the members decided so"'), N_("why it is meant so")))


@attrs.frozen(kw_only=True)
class RequiresSection(Section):
    """``[requires]``: what this scheme needs to be read."""

    plugins: Mapping[str, WrittenText] = attrs.field(
        factory=dict,
        metadata=key(
            MapOf(Written(N_("a range of versions in quotation marks"), '">=1,<2"'), strict_ids=False),
            N_("the plugins whose rule kinds it names, each with the range of versions it was written for"),
        ),
    )


@attrs.frozen(kw_only=True)
class SchemeFile(Section):
    """A whole scheme."""

    schema: int = attrs.field(metadata=key(Number(only=(1,)), N_("the version of this language: 1")))
    scheme: SchemeSection = attrs.field(
        metadata=key(Table(SchemeSection), N_("what the fund is called and since when its bylaws hold"))
    )
    conventions: ConventionsSection | None = attrs.field(
        default=None,
        metadata=key(Table(ConventionsSection), N_("where a bylaw can be read two ways, what this scheme says")),
    )
    membership: MembershipSection = attrs.field(
        metadata=key(Table(MembershipSection), N_("who is a member, for how long, and what happens on leaving"))
    )
    contribution: Mapping[str, ContributionRule] = attrs.field(
        factory=dict, metadata=key(MapOf(ContributionShape()), N_("what every member pays, by id"))
    )
    fact: Mapping[str, FactSection] = attrs.field(
        factory=dict, metadata=key(MapOf(Table(FactSection)), N_("facts of the scheme's own, by id"))
    )
    benefit: Mapping[str, BenefitSection] = attrs.field(
        factory=dict, metadata=key(MapOf(Table(BenefitSection)), N_("what the fund pays, by id"))
    )
    requires: RequiresSection | None = attrs.field(
        default=None, metadata=key(Table(RequiresSection), N_("what this scheme needs to be read"))
    )
    marked: tuple[MeantSection, ...] = attrs.field(
        default=(),
        metadata=key(ListOf(Table(MeantSection)), N_("what is suspicious and meant so, with the reason"), name="meant"),
    )
