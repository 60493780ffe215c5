"""A scheme made into the kernel's tables: formulas to programs, names to numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from welfarerules.formula.lower import Builder, Origin
from welfarerules.formula.specialise import specialise
from welfarerules.formula.typed import Expression, base_facts_of
from welfarerules.journal import Rule
from welfarerules.kernel import codes
from welfarerules.kernel import terms as records
from welfarerules.kernel.calendar import add_months, civil_month, month_start
from welfarerules.kernel.calls import Code
from welfarerules.money import rounding_code
from welfarerules.scheme.model import Benefit, Contribution, Due, Rate, Scheme

ENTRY_FEE: Final = "membership.entry_fee"
MEMBERSHIP: Final = "membership"

_MONTH_END: Final = {None: 0, "clamp": 0, "overflow": 1}
_READMISSION: Final = {"restart": codes.RESTART, "bridge": codes.BRIDGE, "net": codes.NET}
_FIRST_PERIOD: Final = {"proportional": codes.PROPORTIONAL, "full": codes.FULL_PERIOD, "free": codes.FREE}
_BASIS: Final = {None: codes.ACTUAL, "actual": codes.ACTUAL, "365": codes.BASIS_365, "360": codes.BASIS_360}
_COLLECTED: Final = {
    "daily": (codes.IN_DAYS, 1),
    "weekly": (codes.IN_DAYS, 7),
    "monthly": (codes.IN_MONTHS, 1),
    "quarterly": (codes.IN_MONTHS, 3),
    "half-yearly": (codes.IN_MONTHS, 6),
    "yearly": (codes.IN_MONTHS, 12),
    "once": (codes.ONCE, 1),
}
_EVENT_DATE: Final = {
    "occurred": codes.ON_OCCURRED,
    "admitted": codes.ON_ADMITTED,
    "discharged": codes.ON_DISCHARGED,
    "died": codes.ON_DIED,
    "tick": codes.ON_TICK,
}
_UNIT: Final = {"": codes.NO_UNIT, "nights": codes.UNIT_NIGHTS, "stay_days": codes.UNIT_STAY_DAYS}
_COUNTED_BY: Final = {
    "event": codes.BY_EVENT,
    "each night": codes.BY_NIGHT,
    "admission": codes.BY_ADMISSION,
    "discharge": codes.BY_DISCHARGE,
}
_CAP: Final = {"event": codes.PER_EVENT, "fund year": codes.PER_YEAR}
_ODD: Final = {None: codes.ODD_FIRST, "first": codes.ODD_FIRST, "last": codes.ODD_LAST, "fund": codes.ODD_FUND}
_OTHERWISE: Final = {"refuse": codes.REFUSED, "refer": codes.REFERRED}
_FACTS: Final = {
    "as_of": codes.AS_OF,
    "membership_start": codes.MEMBERSHIP_START,
    "joined": codes.JOINED_ON,
    "died": codes.DIED_ON,
    "occurred": codes.OCCURRED,
    "admitted": codes.ADMITTED,
    "discharged": codes.DISCHARGED,
    "claimed": codes.CLAIMED_ON,
    "nights": codes.NIGHTS,
    "stay_days": codes.STAY_DAYS,
    "arrears_amount": codes.ARREARS_AMOUNT,
    "unpaid_months": codes.UNPAID_MONTHS,
    "unpaid_dues": codes.UNPAID_DUES,
    "days_overdue": codes.DAYS_OVERDUE,
    "contributed": codes.CONTRIBUTED,
}


@attrs.frozen
class CompiledScheme:
    """The constant tables of a scheme, and what their numbers stand for.

    Attributes:
        loaded: By load, the name of the fact it loads.
        origins: By instruction, what it computes; the explanation is told from it.
        member_facts, claim_facts: Declared facts by number; member fact 0 is the date of birth.
    """

    scheme: Scheme
    terms: records.Terms
    contributions: tuple[records.Contribution, ...]
    benefits: tuple[records.Benefit, ...]
    requirements: tuple[records.Requirement, ...]
    loads: tuple[records.Load, ...]
    caps: tuple[records.Cap, ...]
    code: Code
    template: tuple[int, ...]
    loaded: tuple[str, ...]
    origins: tuple[Origin, ...]
    accounts: tuple[tuple[str, int], ...]
    rules: tuple[Rule, ...]
    contribution_ids: tuple[str, ...]
    benefit_ids: tuple[str, ...]
    member_facts: tuple[str, ...]
    claim_facts: tuple[str, ...]

    def trace_length(self, parts: int) -> int:
        """The most notes that one decision over so many fund years leaves."""
        return max((self.notes_of(b, parts) for b in self.benefits), default=1)

    def notes_of(self, b: records.Benefit, parts: int) -> int:
        """The most notes that one decision on this benefit over so many fund years leaves."""
        facts = b.loads_to - b.loads_from
        requires = b.requires_to - b.requires_from
        amount = b.amount_to - b.amount_from
        caps = b.caps_to - b.caps_from
        return facts + requires + parts * (amount + 6 * caps + 7) + 8

    def placed(self, benefits: Sequence[records.Benefit], first_day: int) -> Sequence[records.Benefit]:
        """Set each recurring benefit to its first payment on or after *first_day*."""
        for b in benefits:
            if b.every_months:
                year = civil_month(first_day) // 12 - 1
                b.anchor_month = year * 12 + b.anchor_month
                first = month_start(b.anchor_month) + b.anchor_day - 1
                b.turn = 0
                while True:
                    b.next_day = add_months(first, b.turn * b.every_months, self.terms.month_end)
                    if b.next_day >= first_day:
                        break
                    b.turn += 1
        return benefits


class _Compiler:
    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self.month_end = _MONTH_END[scheme.conventions.month_end]
        self.builder = Builder(month_end=self.month_end)
        self.requirements: list[records.Requirement] = []
        self.loads: list[records.Load] = []
        self.loaded: list[str] = []
        self.caps: list[records.Cap] = []
        self.accounts: list[tuple[str, int]] = []
        self.rules: list[Rule] = []
        self.member_facts = ("born", *(fact.id for fact in scheme.facts if fact.of == "member"))
        self.claim_facts = tuple(fact.id for fact in scheme.facts if fact.of == "claim")

    def compiled(self) -> CompiledScheme:
        terms = self._terms()
        payables = self._payables()
        contributions = tuple(self._contribution(payable) for payable in payables)
        terms.contributions = len(contributions)
        benefits = tuple(self._benefit(benefit) for benefit in self.scheme.benefits)
        code, template = tuple(self.builder.code), tuple(self.builder.template)
        return CompiledScheme(
            scheme=self.scheme,
            terms=terms,
            contributions=contributions,
            benefits=benefits,
            requirements=tuple(self.requirements),
            loads=tuple(self.loads),
            caps=tuple(self.caps),
            code=Code(code, lambda start, stop: specialise(code, start, stop, template)),
            template=template,
            loaded=tuple(self.loaded),
            origins=tuple(self.builder.origins),
            accounts=tuple(self.accounts),
            rules=tuple(self.rules),
            contribution_ids=tuple(payable.id for payable in payables),
            benefit_ids=tuple(benefit.id for benefit in self.scheme.benefits),
            member_facts=self.member_facts,
            claim_facts=self.claim_facts,
        )

    def _account(self, name: str, kind: int) -> int:
        self.accounts.append((name, kind))
        return len(self.accounts) - 1

    def _rule(self, rule_id: str, article: str) -> int:
        self.rules.append(Rule(rule_id, article))
        return len(self.rules) - 1

    def _terms(self) -> records.Terms:
        scheme, membership = self.scheme, self.scheme.membership
        year = scheme.conventions.fund_year_starts
        terms = records.Terms(
            month_end=self.month_end,
            fund_year_month=year.month if year else 1,
            fund_year_day=year.day if year else 1,
            cap_cuts=1 if scheme.conventions.cap_cuts == "earlier nights" else 0,
            readmission=_READMISSION[membership.on_readmission],
            refund_advance=1 if membership.advance_on_leaving == "refund" else 0,
            cancel_arrears=1 if membership.arrears_on_leaving == "cancel" else 0,
            member_facts=len(self.member_facts),
            membership_rule=self._rule(MEMBERSHIP, membership.article),
            cash=self._account("cash", codes.ASSET),
            advance=self._account("liability:advance", codes.LIABILITY),
            kept=self._account("income:advance_kept", codes.INCOME),
            opening=self._account("equity:opening", codes.EQUITY),
            surplus=self._account("equity:surplus", codes.EQUITY),
        )
        if membership.ends_when is not None:
            terms.may_lapse = 1
            terms.ends_from = self.builder.begin()
            terms.ends_register = self.builder.lower(membership.ends_when)
            terms.ends_to = self.builder.position
            terms.ends_loads_from, terms.ends_loads_to = self._load([membership.ends_when])
        return terms

    def _payables(self) -> list[Contribution]:
        """What members pay, the entry fee included, in the order in which payments go to them."""
        scheme, membership = self.scheme, self.scheme.membership
        payables = list(scheme.contributions)
        if membership.entry_fee:
            payables.insert(0, entry_fee_of(scheme))
        order = {rule_id: place for place, rule_id in enumerate(scheme.conventions.payments_go_to)}
        return sorted(payables, key=lambda payable: order.get(payable.id, 0))

    def _contribution(self, c: Contribution) -> records.Contribution:
        unit, every = _COLLECTED[c.collected]
        rounding = self.scheme.conventions.rounding
        return records.Contribution(
            rule=self._rule(c.id, c.article),
            rate=c.rate.minor,
            per_day=1 if c.rate.per == "day" else 0,
            unit=unit,
            every=every,
            from_joining=1 if c.periods == "joining" else 0,
            due_day=c.due.day,
            due_months_later=c.due.months_later,
            due_at_end=1 if c.due.at_end else 0,
            first_period=_FIRST_PERIOD[c.first_period],
            basis=_BASIS[c.days_in_year],
            counts_months=1 if c.collected == "monthly" else 0,
            contributes=0 if c.id == ENTRY_FEE else 1,
            rounding=rounding_code(rounding.mode) if rounding else 0,
            round_to=rounding.to_minor if rounding else 1,
            income=self._account(f"income:{c.id}", codes.INCOME),
            owed=self._account(f"memo:owed:{c.id}", codes.MEMO),
            dues=self._account(f"memo:dues:{c.id}", codes.MEMO),
        )

    def _benefit(self, b: Benefit) -> records.Benefit:
        row = self._programs(b)
        caps_from = len(self.caps)
        self.caps.extend(records.Cap(_CAP[cap.per], cap.minor) for cap in b.caps)
        unit = b.amount.unit if b.amount.unit in _UNIT else ""
        return attrs.evolve(
            row,
            rule=self._rule(b.id, b.article),
            event_date=_EVENT_DATE[b.event_date],
            as_of_claim=1 if b.facts_as_of == "claim" else 0,
            unit=_UNIT[unit],
            pays_days=1 if "stay_days" in base_facts_of(b.amount.value) else 0,
            unit_register=self.builder.fact_registers.get(unit, 0),
            counted_by=_COUNTED_BY[b.counted_by],
            caps_from=caps_from,
            caps_to=len(self.caps),
            payees=1 if b.payee.order else 0,
            odd_to=_ODD[b.payee.odd_to],
            every_months=b.recurs.every_months if b.recurs else 0,
            anchor_month=b.recurs.month - 1 if b.recurs else 0,
            anchor_day=b.recurs.day if b.recurs else 0,
            expense=self._account(f"expense:{b.id}", codes.EXPENSE),
        )

    def _programs(self, b: Benefit) -> records.Benefit:
        """Lower the requirements of a benefit to one program and its amount to another."""
        builder = self.builder
        requires_from = builder.begin()
        conditions_from = len(self.requirements)
        for requirement in b.conditions:
            register = builder.lower(requirement.condition)
            self.requirements.append(records.Requirement(register, _OTHERWISE[requirement.otherwise]))
        requires_to = builder.position
        amount_from = builder.begin()
        amount_register = builder.lower(b.amount.value)
        loads_from, loads_to = self._load([*(known.condition for known in b.conditions), b.amount.value])
        return records.Benefit(
            loads_from=loads_from,
            loads_to=loads_to,
            requires_from=requires_from,
            requires_to=requires_to,
            conditions_from=conditions_from,
            conditions_to=len(self.requirements),
            amount_from=amount_from,
            amount_to=builder.position,
            amount_register=amount_register,
        )

    def _load(self, expressions: Iterable[Expression]) -> tuple[int, int]:
        names = sorted(set().union(*(base_facts_of(expression) for expression in expressions)))
        first = len(self.loads)
        for name in names:
            fact, argument = self._fact(name)
            self.loads.append(records.Load(fact, self.builder.fact_registers[name], argument))
            self.loaded.append(name)
        return first, len(self.loads)

    def _fact(self, name: str) -> tuple[int, int]:
        if name in _FACTS:
            return _FACTS[name], 0
        if name in self.member_facts:
            return codes.MEMBER_FACT, self.member_facts.index(name)
        return codes.CLAIM_FACT, self.claim_facts.index(name)


def entry_fee_of(scheme: Scheme) -> Contribution:
    """The entry fee as what it is: a contribution that falls due once, on joining."""
    return Contribution(
        id=ENTRY_FEE,
        article=scheme.membership.article,
        name={"th": "ค่าสมัครสมาชิก", "en": "entry fee"},
        rate=Rate(scheme.membership.entry_fee, "once"),
        collected="once",
        periods="joining",
        due=Due(0),
        first_period="full",
    )


def compile_scheme(scheme: Scheme) -> CompiledScheme:
    """Lower a checked scheme to the kernel's tables. The same scheme always gives the same tables."""
    return _Compiler(scheme).compiled()
