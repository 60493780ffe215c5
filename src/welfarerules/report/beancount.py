"""The journal as a Beancount ledger, which ``bean-check`` verifies on its own.

Accounts have ASCII names that two funds with the same bylaws share. What people call them stands in metadata.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final, TextIO

from welfarerules.explain.names import Names, in_language
from welfarerules.fund import Outcome
from welfarerules.fund.compile import CompiledScheme, compile_scheme
from welfarerules.journal import Transaction
from welfarerules.money import Money

__all__ = ["account_name", "write_beancount"]

_ROOTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cash": "Assets:Cash",
        "liability": "Liabilities",
        "equity": "Equity",
        "income": "Income",
        "expense": "Expenses",
        "memo": "Equity:Memo",
    }
)
_FREE_TEXT: Final = ("income:received:", "expense:spent:")
_PLAIN: Final = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
_ESCAPED: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def account_name(account: str) -> str:
    """Return the Beancount account of an account of the journal; no two share one.

    A part that is not plain ASCII, such as a Thai source of money, is named by a digest of its text.

    >>> account_name("cash"), account_name("memo:owed:contribution.satja"), account_name("expense:benefit.old_age")
    ('Assets:Cash', 'Equity:Memo:Owed:Contribution:Satja', 'Expenses:Benefit:Old-age')
    >>> account_name("income:received:เทศบาล")
    'Income:Received:X-a8a909162d'
    """
    root, _, rest = account.partition(":")
    parts = [_ROOTS[root]]
    for start in _FREE_TEXT:
        if account.startswith(start):
            return ":".join([*parts, _part(rest.partition(":")[0]), _part(account.removeprefix(start))])
    parts.extend(_part(word) for word in re.split("[:.]", rest) if rest)
    return ":".join(parts)


def _part(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return (word[0].upper() + word[1:]).replace("_", "-")
    return f"X-{hashlib.sha256(word.encode()).hexdigest()[:10]}"


def write_beancount(outcome: Outcome, stream: TextIO) -> None:
    """Write the journal of *outcome*: accounts opened, a transaction per event or tick, and every balance asserted.

    Amounts of one account within a transaction are added up. The last lines assert that each account stands, to the
    last minor unit, at what `Outcome.balances` says.
    """
    stream.writelines(f"{line}\n" for line in _ledger(outcome))


def _ledger(outcome: Outcome) -> Iterator[str]:
    compiled = compile_scheme(outcome.scheme)
    names = (Names(outcome.scheme, "en"), Names(outcome.scheme, "th"))
    yield f'option "title" {_quoted(in_language(outcome.scheme.name, "en"))}'
    yield f'option "operating_currency" "{outcome.scheme.currency}"'
    yield from _opened(outcome, compiled, names)
    for transaction in outcome.journal.transactions():
        yield ""
        yield from _booked(transaction, names)
    yield ""
    # An assertion holds at the start of its day.
    after = (outcome.as_of + timedelta(days=1)).isoformat()
    for account, balance in outcome.balances.items():
        yield f"{after} balance {account_name(account)}  {balance.to_decimal()} ~ 0 {balance.currency}"


def _opened(outcome: Outcome, compiled: CompiledScheme, names: Iterable[Names]) -> Iterator[str]:
    day = outcome.journal[0].date if len(outcome.journal) else outcome.as_of
    accounts = {*(account for account, _ in compiled.accounts), *outcome.balances}
    for account in sorted(accounts, key=account_name):
        yield ""
        yield f"{day.isoformat()} open {account_name(account)} {outcome.scheme.currency}"
        told = {f"name-{each.lang}": each.account(account) for each in names}
        yield from _metadata({"account": account, **told})


def _booked(transaction: Transaction, names: tuple[Names, Names]) -> Iterator[str]:
    english, thai = names
    postings = transaction.postings
    rules = list(dict.fromkeys(posting.rule for posting in postings))
    member = postings[0].member
    who = f"{_quoted(member)} " if member else ""
    told = ", ".join(english.rule(rule) for rule in rules)
    yield f"{transaction.date.isoformat()} * {who}{_quoted(told)}"
    yield from _metadata(
        {
            "cause": transaction.cause,
            "rule": ", ".join(rules),
            "article": ", ".join(dict.fromkeys(posting.article for posting in postings if posting.article)),
            "name-th": ", ".join(thai.rule(rule) for rule in rules),
            "paid-to": ", ".join(posting.payee for posting in postings if posting.payee),
        }
    )
    for account, amount in _legs(transaction).items():
        yield f"  {account_name(account)}  {amount.to_decimal()} {amount.currency}"


def _legs(transaction: Transaction) -> Mapping[str, Money]:
    """What each account gains or gives in all; accounts that come out even only where all do."""
    legs: dict[str, Money] = {}
    for posting in transaction.postings:
        nothing = Money(0, posting.amount.currency)
        legs[posting.debit] = legs.get(posting.debit, nothing) + posting.amount
        legs[posting.credit] = legs.get(posting.credit, nothing) - posting.amount
    return {account: amount for account, amount in legs.items() if amount.minor} or legs


def _metadata(values: Mapping[str, str]) -> Iterator[str]:
    return (f"  {key}: {_quoted(value)}" for key, value in values.items() if value)


def _quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPED)}"'
