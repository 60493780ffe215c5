"""Postings and the balances they move."""

from __future__ import annotations

from welfarerules.kernel.base import kernel
from welfarerules.kernel.codes import EXPENSE, INCOME, POSTING_WIDTH, YEAR_CLOSED
from welfarerules.kernel.records import Tables


@kernel
def post(
    t: Tables, event: int, rule: int, member: int, debit: int, credit: int, amount: int, reason: int, detail: int
) -> int:
    """Move *amount* from account *credit* to account *debit* on the day reached; nothing when it is 0."""
    if amount == 0:
        return 0
    s = t.state[0]
    journal = t.journal
    at = s.journal * POSTING_WIDTH
    journal[at] = s.day
    journal[at + 1] = event
    journal[at + 2] = rule
    journal[at + 3] = member
    journal[at + 4] = debit
    journal[at + 5] = credit
    journal[at + 6] = amount
    journal[at + 7] = reason
    journal[at + 8] = detail
    journal[at + 9] = s.decision
    s.journal += 1
    t.balances[debit] += amount
    t.balances[credit] -= amount
    return 0


@kernel
def close_year(t: Tables, event: int) -> int:
    """Carry every income and expense to the surplus."""
    terms = t.terms[0]
    for account in range(len(t.balances)):
        kind = t.account_kinds[account]
        balance = t.balances[account]
        if kind == INCOME or kind == EXPENSE:
            if balance > 0:
                post(t, event, terms.membership_rule, -1, terms.surplus, account, balance, YEAR_CLOSED, 0)
            elif balance < 0:
                post(t, event, terms.membership_rule, -1, account, terms.surplus, -balance, YEAR_CLOSED, 0)
    return 0
