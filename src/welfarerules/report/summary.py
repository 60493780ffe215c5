"""What an evaluation came to: members, money, decisions and arrears of a fund, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

import attrs

from welfarerules.explain.names import Names
from welfarerules.fund import Outcome
from welfarerules.fund.outcome import Standing
from welfarerules.money import Money
from welfarerules.report.tables import Column, Table
from welfarerules.scheme.model import Words
from welfarerules.words import N_, say

__all__ = [
    "STATUSES",
    "Arrears",
    "BenefitTotal",
    "CashFlow",
    "Summary",
    "decisions_table",
    "summarise",
    "summary_tables",
]

STATUSES: Final[Mapping[str, str]] = {
    "active": N_("member"),
    "left": N_("left the fund"),
    "dead": N_("died"),
    "ended": N_("ended by the bylaw"),
}
"""What a member's status is called."""

ADVANCE: Final = "liability:advance"
_OVERDUE_UP_TO: Final = (30, 90, 180)


@attrs.frozen
class CashFlow:
    """Money that came into the cash box from one account, and money that went to it."""

    account: str
    came_in: Money
    went_out: Money


@attrs.frozen
class BenefitTotal:
    """How often one benefit was decided which way, and what it paid. Each claim counts once, by the last decision."""

    benefit: str
    approved: int
    refused: int
    referred: int
    paid: Money


@attrs.frozen
class Arrears:
    """How many owe dues that fell due so many days ago, and how much. `most_days` is None for the longest."""

    least_days: int
    most_days: int | None
    members: int
    amount: Money


@attrs.frozen
class Summary:
    """A fund at the end of a day.

    Attributes:
        fund: The fund's name.
        members: How many have each status, by the word in `Standing.status`.
        cash_flows: By account, in the order in which it first met the cash box.
        cash: What is in the cash box.
        cash_below_zero_on: The first day at whose end less than nothing was in it: something is missing in the events.
        benefits: In the order of the scheme.
        arrears: By age, youngest first.
        refused_events: How many events do not count.
    """

    fund: Words
    scheme: str
    as_of: date
    members: Mapping[str, int]
    cash_flows: tuple[CashFlow, ...]
    cash: Money
    cash_below_zero_on: date | None
    benefits: tuple[BenefitTotal, ...]
    arrears: tuple[Arrears, ...]
    postings: int
    refused_events: int

    def to_json(self) -> dict[str, Any]:
        """Return the summary as plain values: amounts as decimal text, dates in ISO form."""
        return {
            "fund": dict(self.fund),
            "scheme": self.scheme,
            "as_of": self.as_of.isoformat(),
            "currency": self.cash.currency,
            "members": dict(self.members),
            "cash_flows": [_plain(flow) for flow in self.cash_flows],
            "cash": str(self.cash.to_decimal()),
            "cash_below_zero_on": self.cash_below_zero_on.isoformat() if self.cash_below_zero_on else None,
            "benefits": [_plain(benefit) for benefit in self.benefits],
            "arrears": [_plain(line) for line in self.arrears],
            "postings": self.postings,
            "refused_events": self.refused_events,
        }


def _plain(line: attrs.AttrsInstance) -> dict[str, Any]:
    values = {field.name: getattr(line, field.name) for field in attrs.fields(type(line))}
    return {name: str(value.to_decimal()) if isinstance(value, Money) else value for name, value in values.items()}


def summarise(outcome: Outcome, *, refused_events: int | None = None) -> Summary:
    """Add up what *outcome* holds.

    Args:
        outcome: Of an evaluation.
        refused_events: How many events do not count, those that could not even be read among them; by default those
            that the evaluation refused.
    """
    currency = outcome.scheme.currency
    standings = tuple(outcome.standings.values())
    counted = Counter(standing.status for standing in standings)
    box = _cash_box(outcome)
    return Summary(
        fund=outcome.scheme.name,
        scheme=outcome.scheme.id,
        as_of=outcome.as_of,
        members={status: counted[status] for status in STATUSES},  # type: ignore[index]
        cash_flows=tuple(box.flows(currency)),
        cash=outcome.balances.get("cash", Money(0, currency)),
        cash_below_zero_on=box.below_zero_on(),
        benefits=tuple(_benefits(outcome)),
        arrears=tuple(_arrears(standings, currency)),
        postings=len(outcome.journal),
        refused_events=len(outcome.refusals) if refused_events is None else refused_events,
    )


@attrs.frozen
class _CashBox:
    """What moved through the cash box, in minor units: by account, and on each day."""

    came_in: Mapping[str, int]
    went_out: Mapping[str, int]
    by_day: Mapping[date, int]

    def flows(self, currency: str) -> Iterator[CashFlow]:
        for account in {**self.came_in, **self.went_out}:
            came_in, went_out = self.came_in.get(account, 0), self.went_out.get(account, 0)
            yield CashFlow(account, Money(came_in, currency), Money(went_out, currency))

    def below_zero_on(self) -> date | None:
        left = 0
        for day, moved in sorted(self.by_day.items()):
            left += moved
            if left < 0:
                return day
        return None


def _cash_box(outcome: Outcome) -> _CashBox:
    came_in: Counter[str] = Counter()
    went_out: Counter[str] = Counter()
    by_day: Counter[date] = Counter()
    for posting in outcome.journal:
        if posting.debit == "cash":
            came_in[posting.credit] += posting.amount.minor
            by_day[posting.date] += posting.amount.minor
        elif posting.credit == "cash":
            went_out[posting.debit] += posting.amount.minor
            by_day[posting.date] -= posting.amount.minor
    return _CashBox(came_in, went_out, by_day)


def _benefits(outcome: Outcome) -> Iterator[BenefitTotal]:
    # A committee's resolution is a decision on the same claim: the last word counts.
    final = {decision.claim or decision.id: decision for decision in outcome.decisions}.values()
    decided = Counter((decision.benefit, decision.outcome) for decision in final)
    paid: dict[str, int] = {}
    for decision in final:
        paid[decision.benefit] = paid.get(decision.benefit, 0) + decision.amount.minor
    for benefit in outcome.scheme.benefits:
        yield BenefitTotal(
            benefit=benefit.id,
            approved=decided[benefit.id, "approved"],
            refused=decided[benefit.id, "refused"],
            referred=decided[benefit.id, "referred"],
            paid=Money(paid.get(benefit.id, 0), outcome.scheme.currency),
        )


def _arrears(standings: Iterable[Standing], currency: str) -> Iterator[Arrears]:
    late = [standing for standing in standings if standing.arrears.minor]
    bounds: list[tuple[int, int | None]] = []
    least = 1
    for most in _OVERDUE_UP_TO:
        bounds.append((least, most))
        least = most + 1
    for least_days, most_days in [*bounds, (least, None)]:
        found = [
            standing
            for standing in late
            if least_days <= standing.days_overdue and (most_days is None or standing.days_overdue <= most_days)
        ]
        total = sum(standing.arrears.minor for standing in found)
        yield Arrears(least_days, most_days, len(found), Money(total, currency))


def summary_tables(summary: Summary, names: Names) -> tuple[Table, ...]:
    """Return the tables of *summary* in the language of *names*; a table that would be empty is left out."""
    lang = names.lang
    made = (_members(summary, lang), _cash(summary, names), decisions_table(summary, names), _late(summary, lang))
    return tuple(table for table in made if table.rows)


def _members(summary: Summary, lang: str) -> Table:
    return Table(
        say(N_("Members"), lang),
        (Column(say(N_("status"), lang)), Column(say(N_("people"), lang), numbers=True)),
        tuple((say(STATUSES[status], lang), f"{count:,}") for status, count in summary.members.items() if count),
    )


def _cash(summary: Summary, names: Names) -> Table:
    lang = names.lang
    nothing = Money(0, summary.cash.currency)
    came_in = sum((flow.came_in for flow in summary.cash_flows), nothing)
    went_out = sum((flow.went_out for flow in summary.cash_flows), nothing)
    left = _number(summary.cash)
    return Table(
        say(N_("Cash box ({currency}): {balance} left"), lang, currency=nothing.currency, balance=left),
        (
            Column(say(N_("for"), lang)),
            Column(say(N_("money in"), lang), numbers=True),
            Column(say(N_("money out"), lang), numbers=True),
        ),
        tuple(
            (_flow_name(flow, names), _or_blank(flow.came_in), _or_blank(flow.went_out)) for flow in summary.cash_flows
        ),
        (say(N_("in all"), lang), _number(came_in), _number(went_out)),
    )


def _flow_name(flow: CashFlow, names: Names) -> str:
    """What money moved for. What was paid ahead stays told as that, though most of it has been used for dues since."""
    return say(N_("paid before it was due"), names.lang) if flow.account == ADVANCE else names.account(flow.account)


def decisions_table(summary: Summary, names: Names) -> Table:
    """Return how often each benefit was decided which way, and what it paid."""
    lang = names.lang
    headings = (N_("approved"), N_("refused"), N_("for the committee"), N_("paid"))
    lines = [line for line in summary.benefits if line.approved or line.refused or line.referred]
    paid = sum((line.paid for line in lines), Money(0, summary.cash.currency))
    return Table(
        say(N_("Decisions"), lang),
        (Column(say(N_("benefit"), lang)), *(Column(say(heading, lang), numbers=True) for heading in headings)),
        tuple(
            (
                names.rule(line.benefit),
                f"{line.approved:,}",
                f"{line.refused:,}",
                f"{line.referred:,}",
                _number(line.paid),
            )
            for line in lines
        ),
        (
            say(N_("in all"), lang),
            f"{sum(line.approved for line in lines):,}",
            f"{sum(line.refused for line in lines):,}",
            f"{sum(line.referred for line in lines):,}",
            _number(paid),
        ),
    )


def _late(summary: Summary, lang: str) -> Table:
    lines = [line for line in summary.arrears if line.members]
    total = sum((line.amount for line in lines), Money(0, summary.cash.currency))
    return Table(
        say(N_("Arrears"), lang),
        (
            Column(say(N_("days since the oldest unpaid due"), lang)),
            Column(say(N_("people"), lang), numbers=True),
            Column(say(N_("overdue"), lang), numbers=True),
        ),
        tuple((_days(line, lang), f"{line.members:,}", _number(line.amount)) for line in lines),
        (say(N_("in all"), lang), f"{sum(line.members for line in lines):,}", _number(total)),
    )


def _days(line: Arrears, lang: str) -> str:
    if line.most_days is None:
        return say(N_("{days} and more"), lang, days=line.least_days)
    return f"{line.least_days}–{line.most_days}"


def _number(amount: Money) -> str:
    return amount.format(unit="none")


def _or_blank(amount: Money) -> str:
    return _number(amount) if amount.minor else ""
