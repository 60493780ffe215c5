"""What the fund pays: each ``[benefit.<id>]`` made into a `Benefit`, or refused with everything that is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final, Literal

import attrs

from welfarerules.errors import Finding, Place, WelfareError
from welfarerules.formula import build
from welfarerules.formula.typed import DATE, TRUTH, Expression, base_facts_of, facts_of, linear_in
from welfarerules.kinds.rule_kind import Scope
from welfarerules.scheme.conventions import NEEDS_FACTS_AS_OF
from welfarerules.scheme.facts import Facts
from welfarerules.scheme.formulas import KnownFacts
from welfarerules.scheme.lowering import lower_amount
from welfarerules.scheme.model import Amount, Benefit, Cap, Conventions, Payee, Recurrence, Requirement
from welfarerules.scheme.quantities import Window, parse_month_day, parse_window, parse_year_day
from welfarerules.scheme.questions import Convention, Question
from welfarerules.scheme.readings import COUNTED_BY, FACTS_AS_OF, LATE
from welfarerules.scheme.sections import BenefitSection, PayeeSection, RequirementSection
from welfarerules.scheme.shapes import Reader, listed
from welfarerules.scheme.values import WrittenText

__all__ = ["read_benefit"]

NEEDS_EVENT_DATE: Final = Finding(
    "WR370",
    "which date of a claim is the day it happened is not said",
    'write event_date = "occurred", "admitted", "discharged" or "died"; or recurs, for a benefit nobody claims',
)
NO_CLAIM: Final = Finding("WR371", "{key!r} says nothing about a benefit that is paid without a claim", "remove it")
DEATH_DATE: Final = Finding(
    "WR372", 'a benefit of the class "death" is paid when the member dies', 'write event_date = "died"'
)
NEEDS_PAYEE: Final = Finding(
    "WR373",
    "who is paid when the member has died is not said",
    'write payee = {{ order = ["named", "spouse", "children", "parents"], share = "equal", odd_satang = "first" }}',
)
SAME_CLASS: Final = Finding("WR374", "{name!r} stands twice in the order of payees", "keep one of the two")
SAME_CAP: Final = Finding("WR375", "there are two caps per {per}", "keep the one that holds")
NEEDS_LATE: Final = Finding(
    "WR376",
    "what becomes of a claim that comes too late is not said{example}",
    'write late = "refuse" or late = "refer" (the committee decides)',
)
NEVER_LATE: Final = Finding("WR377", "no claim is late: claim_within is not said", "write claim_within, or remove late")
NOT_A_DATE: Final = Finding("WR378", "{fact!r} is {found}, not a date", "write one of {known}")
NEEDS_COUNTED_BY: Final = Finding(
    "WR379",
    "in which fund year a stay counts that spans two of them is not said{example}",
    'write counted_by = "each night" (each in its own year), "admission" or "discharge" (all in the year of that day)',
)
NOTHING_COUNTED: Final = Finding(
    "WR380", "counted_by says nothing where no cap per fund year meets a stay", "remove it, or write the cap"
)
NOT_BY_NIGHT: Final = Finding(
    "WR381",
    "{amount!r} cannot be told apart into nights, so that each counts in its own fund year",
    'write so much for each night, or counted_by = "admission" or "discharge"',
)
SAME_REQUIREMENT: Final = Finding("WR382", "{formula!r} is required twice", "keep one of the two")

_STAYS: Final = ("admitted", "discharged")
_UNREAD_AMOUNT: Final = Amount("", build.money(0))
"""Stands for an amount that was refused."""

_CLAIM_KEYS: Final = ("event_date", "facts_as_of", "claim_within", "late", "counted_by")


def read_benefit(
    name: str,
    section: BenefitSection,
    facts: Facts,
    conventions: Conventions,
    reader: Reader,
    *,
    stated: frozenset[str],
) -> Benefit:
    """Return the benefit *name*, after telling *reader* everything that is wrong with it.

    Where something is missing or wrong the benefit is not what the scheme says, and serves only to find out what else
    is. The scheme says something about the conventions *stated*, even if it cannot be read: they are not missing.
    """
    return _Benefit(f"benefit.{name}", section, facts, conventions, reader, stated).read()


@attrs.define
class _Benefit:
    id: str
    section: BenefitSection
    facts: Facts
    conventions: Conventions
    reader: Reader
    stated: frozenset[str]

    def read(self) -> Benefit:
        section = self.section
        known = self._known()
        amount = self._amount(known)
        requires = self._requires(known)
        payee, caps, recurs = self._payee(), self._caps(), self._recurs()
        expressions = [amount.value, *(each.condition for each in (*amount.requires, *requires))]
        benefit = Benefit(
            id=self.id,
            article=section.article,
            name=section.name,
            welfare_class=section.welfare_class,
            event_date=section.event_date or "tick",
            facts_as_of=self._facts_as_of(expressions),
            requires=requires,
            amount=amount,
            caps=caps,
            counted_by=section.counted_by or ("each night" if self._counting_unsaid(caps) else "event"),
            payee=payee,
            recurs=recurs,
            place=section.at,
        )
        self._check_counting(benefit)
        return benefit

    def _refuse(self, finding: Finding, key: str = "", /, **values: object) -> None:
        self.reader.refuse(finding, self.section.place(key) if key else self.section.at, **values)

    def _ask(self, convention: Convention, finding: Finding, place: Place) -> None:
        """Note that this benefit leaves a convention open."""
        path = tuple(self.id.split("."))
        self.reader.ask(Question(convention, finding, place, path, rules=(self.id,)))

    def _known(self) -> KnownFacts:
        section = self.section
        if section.recurs:
            for key in _CLAIM_KEYS:
                if section.has(key):
                    self._refuse(NO_CLAIM, key, key=key)
            return self.facts.of_members
        if section.event_date is None:
            if not section.meant & {"event_date", "recurs"}:
                self._refuse(NEEDS_EVENT_DATE)
        elif section.welfare_class == "death" and section.event_date != "died":
            self._refuse(DEATH_DATE, "event_date")
        return self.facts.of_claim(section.event_date)

    def _amount(self, known: KnownFacts) -> Amount:
        rule = self.section.amount
        scope = Scope(self.id, known, self.conventions, self.reader)
        lowered = lower_amount(rule.kind, rule.section, scope) if rule else None
        if rule is None or lowered is None:
            return _UNREAD_AMOUNT
        article = self.section.article
        implied = tuple(
            Requirement(each.condition, each.source, article, place=each.place) for each in lowered.requires
        )
        return Amount(
            kind=rule.kind.name,
            value=lowered.value,
            requires=implied,
            parameters=rule.kind.parameters(rule.section),
            told=rule.kind.told(rule.section, self.reader.currency) if "." in rule.kind.name else {},
            unit=_unit(lowered.value, known),
        )

    def _requires(self, known: KnownFacts) -> tuple[Requirement, ...]:
        requirements: list[Requirement] = []
        for entry in self.section.requires:
            written = entry.formula if isinstance(entry, RequirementSection) else entry
            condition = known.formula(written, TRUTH, self.conventions.rounding, self.reader)
            if condition is None:
                continue
            if written.text in [other.source for other in requirements]:
                self.reader.refuse(SAME_REQUIREMENT, written.at, formula=written.text)
            article = (entry.article if isinstance(entry, RequirementSection) else "") or self.section.article
            otherwise = entry.otherwise if isinstance(entry, RequirementSection) else "refuse"
            requirements.append(Requirement(condition, written.text, article, otherwise, place=written.at))
        return (*requirements, *self._window(known))

    def _window(self, known: KnownFacts) -> Iterable[Requirement]:
        section = self.section
        if section.recurs:
            return
        if section.claim_within is None:
            if section.late and "claim_within" not in section.meant:
                self._refuse(NEVER_LATE, "late")
            return
        window = self._within(section.claim_within, known)
        if window is None:
            return
        if section.late is None and "late" not in section.meant:
            self._ask(LATE, NEEDS_LATE, section.place("claim_within"))
        fact = known.named(window.fact, section.place("claim_within"), self.reader)
        if fact is None:
            return
        dates = [each.name for each in known.table if each.type == DATE and each.name != "claimed"]
        if fact.name not in dates:
            self._refuse(NOT_A_DATE, "claim_within", fact=window.fact, found=fact.type, known=listed(dates))
            return
        length = window.duration
        counted_from = build.fact(fact.name, known.table)
        last = build.date_plus(counted_from, build.duration(length.count, length.unit))
        condition = build.compare("<=", build.fact("claimed", known.table), last)
        place = section.place("claim_within")
        yield Requirement(condition, "claim_within", section.article, section.late or "refuse", place=place)

    def _within(self, written: WrittenText, known: KnownFacts) -> Window | None:
        """Return how long a claim is in time, None after refusing what says no time from a date."""
        event = known.table.find(self.section.event_date or "occurred")
        try:
            return parse_window(written.text, event.name, event.thai) if event else parse_window(written.text)
        except WelfareError as failure:
            self.reader.refuse_all(failure, written.at)
            return None

    def _payee(self) -> Payee:
        payee = self.section.payee
        if not isinstance(payee, PayeeSection):
            if self.section.event_date == "died" and "payee" not in self.section.meant:
                self._refuse(NEEDS_PAYEE, "payee" if self.section.has("payee") else "")
            return Payee()
        if self.section.recurs:
            self._refuse(NO_CLAIM, "payee", key="payee")
        for name, times in Counter(payee.order).items():
            if times > 1:
                self.reader.refuse(SAME_CLASS, payee.place("order"), name=name)
        return Payee(payee.order, payee.odd_satang)

    def _caps(self) -> tuple[Cap, ...]:
        seen = set()
        for cap in self.section.cap:
            if cap.per in seen:
                self.reader.refuse(SAME_CAP, cap.at, per=cap.per)
            seen.add(cap.per)
        article = self.section.article
        return tuple(Cap(cap.per, cap.amount, cap.article or article, place=cap.at) for cap in self.section.cap)

    def _recurs(self) -> Recurrence | None:
        recurs = self.section.recurs
        if recurs is None:
            return None
        try:
            if recurs.every == "year":
                day = parse_year_day(recurs.on.text)
                return Recurrence(12, day.month, day.day)
            return Recurrence(1, 1, parse_month_day(recurs.on.text).day)
        except WelfareError as failure:
            self.reader.refuse_all(failure, recurs.on.at)
            return None

    def _facts_as_of(self, expressions: list[Expression]) -> Literal["event", "claim"]:
        stated = self.section.facts_as_of or self.conventions.facts_as_of
        if self.section.recurs or stated:
            return stated or "event"
        varying = self.facts.varying()
        reading = [each for each in expressions if base_facts_of(each) & varying]
        if reading and "facts_as_of" not in self.stated | self.section.meant:
            names = sorted(
                name for each in reading for name in facts_of(each) if name in varying or name in ("membership", "age")
            )
            self.reader.ask(
                Question(
                    FACTS_AS_OF,
                    NEEDS_FACTS_AS_OF,
                    self.section.at,
                    (FACTS_AS_OF.table,),
                    {"facts": listed(list(dict.fromkeys(names)))},
                    rules=(self.id,),
                    provable=self.section.event_date == "died",  # a death ends the membership: both days are one
                )
            )
        return "event"

    def _counts(self, caps: Iterable[Cap]) -> bool:
        """Whether a cap per fund year meets a stay."""
        return self.section.event_date in _STAYS and any(cap.per == "fund year" for cap in caps)

    def _counting_unsaid(self, caps: Iterable[Cap]) -> bool:
        return self.section.counted_by is None and self._counts(caps)

    def _check_counting(self, benefit: Benefit) -> None:
        written, meant = self.section.counted_by, self.section.meant
        counts = self._counts(benefit.caps)
        unclear = "cap" in meant or not (self.section.event_date or self.section.recurs)
        if written is None:
            if counts and "counted_by" not in meant:
                self._ask(COUNTED_BY, NEEDS_COUNTED_BY, self.section.at)
        elif not counts and not unclear:
            self._refuse(NOTHING_COUNTED, "counted_by")
        elif not counts or benefit.amount is _UNREAD_AMOUNT:
            return
        elif written == "each night" and benefit.amount.unit not in ("nights", "stay_days"):
            self._refuse(NOT_BY_NIGHT, "counted_by", amount=benefit.amount.value.text)


def _unit(value: Expression, known: KnownFacts) -> str:
    """Return the counting fact that an amount is proportional to; the nights of a stay before any other."""
    named = facts_of(value)
    counts = [fact.name for fact in known.table if fact.type.is_count and fact.name in named]
    first = sorted(counts, key=lambda name: (name not in ("nights", "stay_days"), name))
    return next((name for name in first if linear_in(value, name)), "")
