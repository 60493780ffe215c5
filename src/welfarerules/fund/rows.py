"""A fund's events made into the kernel's rows: names to numbers, amounts to minor units, days to ordinals.

What a single event says wrongly under its scheme is found here; what only the fund's history shows (joining twice,
dying twice) is found by the kernel and told by `verdicts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Context, Decimal, Inexact
from typing import Any, Final

import attrs

from welfarerules import events as ev
from welfarerules.dates import Day
from welfarerules.errors import Diagnostic, WelfareError, nearest
from welfarerules.formula.facts import FactType
from welfarerules.formula.value_types import MONEY, count
from welfarerules.fund import findings
from welfarerules.fund.compile import CompiledScheme
from welfarerules.fund.fund_rows import FundRows, KnownClaim, ReadClaim, paid_members, payment_named
from welfarerules.kernel import codes
from welfarerules.kernel.base import UNKNOWN
from welfarerules.kernel.calendar import fund_year
from welfarerules.money import exponent
from welfarerules.scheme.model import Benefit, Fact

LONGEST_STAY: Final = 3_660
"""Days; a longer stay is taken for a mistyped year."""

NOTHING: Final = (0, 0, 0, 0)
_JOININGS: Final = (ev.Joined, ev.Opening)
_EXACT: Final = Context(prec=60, traps=[Inexact])

# What the lowering of formulas takes for granted: beyond it a formula could overflow.
_LARGEST_FACT: Final = {"money": FactType("any", "", MONEY).largest, "count": FactType("any", "", count("any")).largest}


Values = tuple[int, int, int, int]
"""What a kind of event says beyond day, kind and member: the fields `a` to `d` of the kernel's `Event`."""

_Maker = Callable[[FundRows, Any], Values]


class RefusalError(Exception):
    """An event is refused: carries why. Never leaves this room."""

    def __init__(self, found: Diagnostic) -> None:
        self.found = found


class RowMaker:
    """Makes rows under one scheme. Holds what is looked up again and again."""

    def __init__(self, compiled: CompiledScheme) -> None:
        scheme = compiled.scheme
        self.compiled = compiled
        self.exponent = exponent(scheme.currency)
        self.benefits: Mapping[str, tuple[int, Benefit]] = {b.id: (k, b) for k, b in enumerate(scheme.benefits)}
        self.facts: Mapping[tuple[str, str], Fact] = {(fact.of, fact.id): fact for fact in scheme.facts}
        self.fact_numbers = {
            "member": {name: k for k, name in enumerate(compiled.member_facts)},
            "claim": {name: k for k, name in enumerate(compiled.claim_facts)},
        }
        self._minor: dict[Decimal, int] = {}
        makers: Mapping[type[ev.Event], tuple[_Maker, int]] = {
            ev.Opening: (self._opening, codes.OPENING),
            ev.Joined: (self._joined, codes.JOINED),
            ev.Changed: (self._changed, codes.CHANGED),
            ev.Paid: (self._paid, codes.PAID),
            ev.Received: (self._received, codes.RECEIVED),
            ev.Bought: (self._no_rule, codes.PAID),
            ev.Claimed: (self._claim, codes.CLAIMED),
            ev.Resolved: (self._resolved, codes.RESOLVED),
            ev.Spent: (self._spent, codes.SPENT),
            ev.Borrowed: (self._no_rule, codes.PAID),
            ev.Left: (self._left, codes.LEFT),
            ev.Died: (self._left, codes.DIED),
            ev.Closed: (self._closed, codes.CLOSED),
        }
        self._makers = {
            kind: (make, code, "member" in attrs.fields_dict(kind)) for kind, (make, code) in makers.items()
        }

    def rows(
        self,
        ordered: Sequence[ev.Event],
        as_of: date,
        *,
        withdrawn: Iterable[ev.Event] = (),
        stands: Mapping[str, int] | None = None,
    ) -> FundRows:
        """Make the rows of *ordered* events up to *as_of*. An event at fault is left out and told of.

        Args:
            ordered: What counts.
            as_of: The last day that is looked at.
            withdrawn: Events that were reversed; they only serve to tell why somebody is not known.
            stands: By id of a claim or of a recurring payment, what stays paid on it, in minor units.
        """
        past = [event for event in ordered if event.date <= as_of]
        known = [event for event in past if event.date >= self.compiled.scheme.effective]
        joined = _joined(known)
        last_day = as_of.toordinal()
        paid = stands or {}
        rows = FundRows(
            members=tuple(sorted({*joined, *paid_members(known, paid, self.benefits)} if paid else joined)),
            first_day=known[0].date.toordinal() if known else last_day,
            last_day=last_day,
            accounts=[name for name, _ in self.compiled.accounts],
            account_kinds=[kind for _, kind in self.compiled.accounts],
            uncounted=findings.Uncounted(_joined(ordered[len(past) :]), frozenset(_joined(withdrawn))),
        )
        rows.refused |= {event.id: self.too_early(event) for event in past[: len(past) - len(known)]}
        numbers = {member: number for number, member in enumerate(rows.members)}
        for identity, amount in paid.items():
            payment = payment_named(identity, self.benefits, rows.members)
            if payment is not None:
                rows.add_payment(identity, payment, stands=amount)
                rows.first_day = min(rows.first_day, payment[2])
        for event in known:
            try:
                self.add(rows, numbers, event)
            except RefusalError as refusal:
                rows.refused[event.id] = refusal.found
                continue
            if isinstance(event, ev.Claimed) and event.id in paid:
                rows.stands[rows.claims[event.id].number] = paid[event.id]
        return rows

    def too_early(self, event: ev.Event) -> Diagnostic:
        """That an event is from before the bylaws held."""
        place, effective = findings.field(event, "date"), self.compiled.scheme.effective
        return findings.BEFORE_EFFECTIVE.at(place, date=Day(event.date), effective=Day(effective))

    def add(self, rows: FundRows, numbers: Mapping[str, int], event: ev.Event) -> None:
        """Add the row of an event; *numbers* are those of the members who are known.

        Raises:
            RefusalError: The event is at fault; nothing was added.
        """
        make, kind, about_member = self._makers[type(event)]
        number = 0
        if about_member and event.member:  # type: ignore[attr-defined]  # the table says which kinds have one
            member: str = event.member  # type: ignore[attr-defined]
            found = numbers.get(member)
            if found is None:
                place = findings.field(event, "member")
                raise RefusalError(findings.unknown_member(member, numbers, place=place, uncounted=rows.uncounted))
            number = found
        elif kind == codes.OPENING:
            kind = codes.OPENING_CASH
        inputs = rows.inputs
        first = len(inputs)
        try:
            values = make(rows, event)
        except RefusalError:
            del inputs[first:]
            raise
        rows.events += (event.date.toordinal(), kind, event.phase, number, *values, first, len(inputs))
        rows.sources.append(event)

    def _minor_units(self, event: ev.Event, name: str, amount: Decimal) -> int:
        """The amount in minor units; refused when the currency has no such small change, or it is not positive."""
        known = self._minor.get(amount)
        if known is not None:
            return known
        scaled = amount.scaleb(self.exponent, _EXACT)
        minor = int(scaled)
        if scaled != minor:
            place, currency = findings.field(event, name), self.compiled.scheme.currency
            raise RefusalError(
                findings.TOO_FINE.at(place, amount=f"{amount:f}", currency=currency, decimals=self.exponent)
            )
        if minor <= 0:
            raise RefusalError(findings.NOT_POSITIVE.at(findings.field(event, name), amount=f"{amount:f}"))
        if minor >= codes.LARGEST_AMOUNT:
            raise RefusalError(findings.TOO_LARGE.at(findings.field(event, name), amount=f"{amount:f}"))
        self._minor[amount] = minor
        return minor

    def _needed(self, event: ev.Event, amount: Decimal | None) -> int:
        if amount is None:
            raise RefusalError(findings.MISSING.at(findings.field(event, "amount"), kind=event.kind))
        return self._minor_units(event, "amount", amount)

    def _paid(self, _rows: FundRows, event: ev.Paid) -> Values:
        amount = self._minor_units(event, "amount", event.amount)
        self._must_charge(event, "kind")
        return amount, 0, 0, 0

    def _must_charge(self, event: ev.Event, field: str) -> None:
        if not self.compiled.contributions:  # nobody could say what becomes of the money
            raise RefusalError(findings.NOTHING_TO_PAY.at(findings.field(event, field)))

    def _joined(self, rows: FundRows, event: ev.Joined) -> Values:
        self._learn(rows, event, event.born, event.facts)
        self._expect(rows, event.date.toordinal())
        return NOTHING

    def _expect(self, rows: FundRows, start: int) -> None:
        """Count one who joins, and about how many dues will fall for them."""
        rows.joinings += 1
        days = max(rows.last_day - start, 0) + 1
        for c in self.compiled.contributions:
            length = {codes.IN_MONTHS: 28 * c.every, codes.IN_DAYS: c.every}.get(c.unit, days)
            rows.expected_dues += days // length + 2

    def _changed(self, rows: FundRows, event: ev.Changed) -> Values:
        self._learn(rows, event, event.born, event.facts)
        return NOTHING

    def _left(self, _rows: FundRows, _event: ev.Left | ev.Died) -> Values:
        return NOTHING

    def _closed(self, rows: FundRows, _event: ev.Closed) -> Values:
        rows.closes = True
        return NOTHING

    def _opening(self, rows: FundRows, event: ev.Opening) -> Values:
        if not event.member:
            return self._needed(event, event.amount), 0, 0, 0
        joined, paid_until = event.joined or event.date, event.paid_until or event.date
        if event.paid_until is None and self.compiled.contributions:
            raise RefusalError(findings.PAID_UNTIL_MISSING.at(findings.field(event, "paid_until"), member=event.member))
        if event.advance:
            self._must_charge(event, "advance")
        advance = self._minor_or_none(event, "advance", event.advance)
        known = event.contributed
        rows.inputs.append(UNKNOWN if known is None else self._minor_or_none(event, "contributed", known))
        for benefit_id, amount in event.used.items():
            rows.inputs += self._used(event, benefit_id, amount)
        self._learn(rows, event, event.born, event.facts)
        rows.most_used = max(rows.most_used, len(event.used))
        self._expect(rows, joined.toordinal())
        return joined.toordinal(), paid_until.toordinal(), advance, len(event.used)

    def _minor_or_none(self, event: ev.Opening, name: str, amount: Decimal | None) -> int:
        return self._minor_units(event, name, amount) if amount else 0

    def _used(self, event: ev.Opening, benefit_id: str, amount: Decimal) -> tuple[int, int, int]:
        number, _ = self._benefit(event, "used", benefit_id)
        b, terms = self.compiled.benefits[number], self.compiled.terms
        for cap in range(b.caps_from, b.caps_to):
            if self.compiled.caps[cap].per == codes.PER_YEAR:
                year = fund_year(event.date.toordinal(), terms.fund_year_month, terms.fund_year_day)
                return cap, year, self._minor_or_none(event, "used", amount)
        raise RefusalError(findings.NO_YEARLY_CAP.at(findings.field(event, "used"), benefit=benefit_id))

    def _claim(self, rows: FundRows, event: ev.Claimed) -> Values:
        read = self.read_claim(event)
        number = rows.add_claim(event.id, read.benefit, read.payees)
        rows.inputs += (number, len(read.payees), *read.facts)
        rows.payees[len(rows.sources)] = read.payees
        rows.most_payees = max(rows.most_payees, len(read.payees))
        rows.longest_stay = max(rows.longest_stay, read.stay)
        return read.benefit, read.occurred, read.admitted, read.discharged

    def read_claim(self, event: ev.Claimed) -> ReadClaim:
        """What a claim says, in numbers.

        Raises:
            RefusalError: It names a benefit, fact, payee or date that cannot be.
        """
        benefit = self._claimable(event)
        admitted, discharged = _day(event.admitted), _day(event.discharged)
        stay = discharged - admitted if admitted != UNKNOWN and discharged != UNKNOWN else 0
        if stay > LONGEST_STAY:
            raise RefusalError(findings.STAY_LENGTH.at(findings.field(event, "discharged"), days=stay))
        facts: list[int] = []
        for name, value in event.facts.items():
            facts += self._fact(event, "claim", name, value)
        payees = self._entitled(event, self.benefits[event.benefit][1]) if event.payees else ()
        return ReadClaim(benefit, _day(event.occurred), admitted, discharged, stay, facts, payees)

    def _entitled(self, event: ev.Claimed | ev.Resolved, benefit: Benefit) -> tuple[str, ...]:
        """The names of the persons of the first class in the benefit's order of payees that has anyone."""
        order = benefit.payee.order
        for payee in event.payees:
            if order and payee.cls not in order:
                raise RefusalError(
                    findings.UNKNOWN_PAYEE.at(findings.field(event, "payees"), payee=payee.cls, known=", ".join(order))
                )
        if not order:
            return self._without_order(event)
        for cls in order:
            people = tuple(payee.name for payee in event.payees if payee.cls == cls)
            if people:
                return people
        return ()

    def _without_order(self, event: ev.Claimed | ev.Resolved) -> tuple[str, ...]:
        """The one person whom a committee names where the scheme pays the member."""
        if isinstance(event, ev.Claimed) or len(event.payees) > 1:
            raise RefusalError(findings.NO_ORDER.at(findings.field(event, "payees")))
        return (event.payees[0].name,)

    def _resolved(self, rows: FundRows, event: ev.Resolved) -> Values:
        claim = self._resolved_claim(rows, event)
        approved = event.outcome == "approved"
        amount = self._needed(event, event.amount) if approved else 0
        benefit = self.compiled.scheme.benefits[claim.benefit]
        named = self._entitled(event, benefit) if event.payees else ()
        payees = named or claim.payees
        if approved and benefit.payee.order and not payees:
            place, known = findings.field(event, "payees"), ", ".join(benefit.payee.order)
            raise RefusalError(findings.PAYEE_MISSING.at(place, claim=event.claim, known=known))
        rows.payees[len(rows.sources)] = payees
        rows.most_payees = max(rows.most_payees, len(payees))
        rows.resolutions[len(rows.sources)] = event.resolution
        return claim.number, codes.APPROVED if approved else codes.REFUSED, amount, len(named)

    def _resolved_claim(self, rows: FundRows, event: ev.Resolved) -> KnownClaim:
        """The claim resolved on."""
        if event.claim not in rows.claims:
            payment = payment_named(event.claim, self.benefits, rows.members)
            if payment is None:
                place = findings.field(event, "claim")
                raise RefusalError(findings.unknown_claim(event.claim, rows.claims, place=place))
            rows.add_payment(event.claim, payment)
        return rows.claims[event.claim]

    def _received(self, rows: FundRows, event: ev.Received) -> Values:
        amount = self._minor_units(event, "amount", event.amount)
        return amount, rows.account(f"income:received:{event.source}", codes.INCOME), 0, 0

    def _spent(self, rows: FundRows, event: ev.Spent) -> Values:
        amount = self._minor_units(event, "amount", event.amount)
        return amount, rows.account(f"expense:spent:{event.purpose}", codes.EXPENSE), 0, 0

    def _no_rule(self, _rows: FundRows, event: ev.Borrowed | ev.Bought) -> Values:
        raise RefusalError(findings.NO_RULE.at(findings.field(event, "kind"), kind=event.kind))

    def _claimable(self, event: ev.Claimed) -> int:
        number, benefit = self._benefit(event, "benefit", event.benefit)
        if benefit.recurs is not None:
            raise RefusalError(findings.NOT_CLAIMED.at(findings.field(event, "benefit"), benefit=event.benefit))
        return number

    def _benefit(self, event: ev.Event, field: str, benefit_id: str) -> tuple[int, Benefit]:
        found = self.benefits.get(benefit_id)
        if found is None:
            suggestion = nearest(benefit_id, self.benefits) or ", ".join(self.benefits)
            raise RefusalError(
                findings.UNKNOWN_BENEFIT.at(findings.field(event, field), benefit=benefit_id, suggestion=suggestion)
            )
        return found

    def _learn(
        self,
        rows: FundRows,
        event: ev.Joined | ev.Changed | ev.Opening,
        born: date | None,
        facts: Mapping[str, ev.FactValue],
    ) -> None:
        before = len(rows.inputs)
        if born is not None:
            rows.inputs += (0, born.toordinal())
        for name, value in facts.items():
            rows.inputs += self._fact(event, "member", name, value)
        rows.facts += (len(rows.inputs) - before) // 2

    def _fact(self, event: ev.Event, of: str, name: str, value: ev.FactValue) -> tuple[int, int]:
        fact = self.facts.get((of, name))
        if fact is None:
            place = findings.field(event, f"fact.{name}")
            raise RefusalError(findings.unknown_fact(name, of, self.facts, place=place))
        return self.fact_numbers[of][name], self._fact_value(event, fact, value)

    def _fact_value(self, event: ev.Event, fact: Fact, value: ev.FactValue) -> int:
        place = findings.field(event, f"fact.{fact.id}")
        try:
            read = ev.fact_value(value, fact.type, values=fact.values, currency=self.compiled.scheme.currency)
        except WelfareError as error:
            raise RefusalError(error.found[0].moved(place)) from None
        if isinstance(read, bool):
            return 1 if read else 0
        if isinstance(read, date):
            return read.toordinal()
        if isinstance(read, str):
            return fact.values.index(read)
        number = self._minor_units(event, place.path, read) if fact.type == "money" and read else int(read)
        if number > _LARGEST_FACT[fact.type]:
            raise RefusalError(findings.TOO_LARGE.at(place, amount=f"{read:f}"))
        return number


def _joined(events: Iterable[ev.Event]) -> dict[str, date]:
    """Who joined, and on which day first."""
    days: dict[str, date] = {}
    for event in events:
        if isinstance(event, _JOININGS) and event.member:
            days.setdefault(event.member, event.date)
    return days


def _day(day: date | None) -> int:
    return UNKNOWN if day is None else day.toordinal()
