"""One member's events evaluated without those of others: what a late entry changes, and what stands all the same.

Members are independent of each other but for the balances of accounts and the closing of a year, which goes through
what each of them moved. So whatever is learnt late about one of them is learnt by evaluating that one again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import attrs

from welfarerules.errors import Diagnostic
from welfarerules.events import Event
from welfarerules.fund.decisions import Decision
from welfarerules.fund.driver import Run
from welfarerules.fund.evaluation import Fund, Prepared, verdicts
from welfarerules.fund.outcome import Outcome
from welfarerules.kernel.codes import PHASE_OVER

CHUNK = 256
"""Rows of the journal that are written before they are drained."""


@attrs.frozen
class Until:
    """How far an evaluation goes: to what falls due before *phase* of *day*."""

    day: int
    phase: int = PHASE_OVER

    @property
    def date(self) -> date:
        """The day."""
        return date.fromordinal(self.day)


@attrs.frozen
class Alone:
    """What comes of one member's events.

    Attributes:
        prepared: The events.
        run: What the kernel left behind.
        outcome: The same, told.
    """

    prepared: Prepared
    run: Run
    outcome: Outcome

    @property
    def refused(self) -> Mapping[str, Diagnostic]:
        """By id, the events that do not count."""
        return self.prepared.rows.refused | verdicts(self.prepared.rows, self.run)

    @property
    def paid(self) -> dict[str, int]:
        """By id of a claim or a recurring payment, what is paid on it in all, in minor units."""
        paid: dict[str, int] = {}
        for decision in self.outcome.decisions:
            if decision.outcome == "approved":
                paid[about(decision)] = paid.get(about(decision), 0) + decision.amount.minor
        return paid

    @property
    def totals(self) -> dict[str, int]:
        """What each account received less what it gave, in minor units."""
        balances = zip(self.prepared.rows.accounts, self.run.tables.balances, strict=True)
        return {account: balance for account, balance in balances if balance}


def about(decision: Decision) -> str:
    """The id of the claim that a decision is about, or that of the payment of a recurring benefit."""
    return decision.claim or decision.id


def evaluate_alone(
    fund: Fund, events: Sequence[Event], until: Until, *, withdrawn: Iterable[Event] = (), stands: Mapping[str, int]
) -> Alone:
    """Evaluate *events*, in their order and each once, as far as *until*."""
    rows = fund.maker.rows(events, until.date, withdrawn=withdrawn, stands=stands)
    prepared = Prepared(rows, tuple(rows.refused.values()), ())
    run = fund.run(prepared, until.day, until.phase, chunk=CHUNK)
    return Alone(prepared, run, fund.outcome(prepared, run, until.date))


@attrs.frozen
class Lasting:
    """One member's events evaluated so that nothing that was paid is taken back.

    Attributes:
        alone: What comes of them.
        plain: What would come of them if nothing had been paid yet.
        stands: By id of a claim or a recurring payment, what was paid on it and would not be paid now.
    """

    alone: Alone
    plain: Alone
    stands: Mapping[str, int]


def let_stand(
    fund: Fund, events: Sequence[Event], until: Until, paid: Mapping[str, int], *, withdrawn: Iterable[Event] = ()
) -> Lasting:
    """Evaluate *events* and let stand what was *paid* where less would be paid now.

    What stands uses up caps, and may so make another claim smaller than it was paid: then that one stands too.
    """
    stands: dict[str, int] = {}
    plain = alone = evaluate_alone(fund, events, until, withdrawn=withdrawn, stands=stands)
    while True:
        now = alone.paid
        short = {claim: amount for claim, amount in paid.items() if now.get(claim, 0) < amount}
        if not short:
            return Lasting(alone, plain, stands)
        if short.keys() <= stands.keys():
            raise RuntimeError(f"what was paid cannot stand: {', '.join(sorted(short))}")
        stands |= short
        alone = evaluate_alone(fund, events, until, withdrawn=withdrawn, stands=stands)
