"""What must be booked so that balances become those of a fresh evaluation: as few postings as accounts allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from welfarerules.fund.alone import Alone
from welfarerules.fund.compile import CompiledScheme
from welfarerules.fund.live import LiveBooks
from welfarerules.kernel import codes

Move = tuple[int, int, int, int, int]
"""Rule, member, debit, credit and amount of a posting."""


def differences(live: LiveBooks, number: int, alone: Alone) -> dict[int, int]:
    """By account, what the totals of a member (-1 for the fund) lack to be those of *alone*."""
    rows, own = live.rows, alone.prepared.rows
    for account, kind in zip(own.accounts, own.account_kinds, strict=True):
        rows.account(account, kind)
    live.fit()
    places = {account: place for place, account in enumerate(rows.accounts)}
    wanted = {places[account]: total for account, total in alone.totals.items()}
    booked = live.booked(number)
    found = {account: wanted.get(account, 0) - total for account, total in enumerate(booked)}
    return {account: difference for account, difference in found.items() if difference}


def moves(compiled: CompiledScheme, kinds: Sequence[int], member: int, found: Mapping[int, int]) -> Iterator[Move]:
    """Turn differences into postings, money by itself and what is owed by itself; both add up to nothing."""
    owners = _owners(compiled)
    for memo in (False, True):
        own = [account for account in sorted(found) if (kinds[account] == codes.MEMO) is memo]
        yield from _paired(
            [(account, found[account]) for account in own if found[account] > 0],
            [(account, -found[account]) for account in own if found[account] < 0],
            owners,
            member,
        )


def _paired(
    receiving: list[tuple[int, int]], giving: list[tuple[int, int]], owners: Mapping[int, int], member: int
) -> Iterator[Move]:
    while receiving and giving:
        (debit, wanted), (credit, given) = receiving.pop(0), giving.pop(0)
        amount = min(wanted, given)
        yield owners.get(credit, owners.get(debit, 0)), member, debit, credit, amount
        if wanted > amount:
            receiving.insert(0, (debit, wanted - amount))
        if given > amount:
            giving.insert(0, (credit, given - amount))


def _owners(compiled: CompiledScheme) -> dict[int, int]:
    """By account, the rule that moves it; accounts that several rules move are left out."""
    owners = {account: c.rule for c in compiled.contributions for account in (c.income, c.owed, c.dues)}
    return owners | {b.expense: b.rule for b in compiled.benefits}
