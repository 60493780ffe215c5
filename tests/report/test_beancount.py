"""The ledger stands before Beancount's own check, and its balances are the outcome's."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from beancount import loader
from beancount.core import data, realization
from hypothesis import given, settings
from hypothesis import strategies as st

import small_fund
from strategies import AS_OF, Drawn, schemes_with_funds
from welfarerules.events import Event
from welfarerules.fund import Fund, Outcome
from welfarerules.loading import loads_scheme
from welfarerules.report import account_name, write_beancount


def ledger(outcome: Outcome) -> str:
    stream = io.StringIO()
    write_beancount(outcome, stream)
    return stream.getvalue()


def loaded(text: str) -> list[Any]:
    entries, errors, _ = loader.load_string(text)
    assert not errors
    return list(entries)


def test_bean_check_accepts_it_and_balances_are_the_outcomes() -> None:
    outcome = small_fund.outcome()
    root = realization.realize(loaded(ledger(outcome)))  # type: ignore[no-untyped-call]
    for account, money in outcome.balances.items():
        node = realization.get(root, account_name(account))  # type: ignore[no-untyped-call]
        found = node.balance.get_currency_units("THB")
        assert found.number == money.to_decimal(), account


@settings(max_examples=20)
@given(schemes_with_funds(least=1, most=3))
def test_every_fund_passes_the_check(drawn: tuple[Drawn, list[Event]]) -> None:
    scheme, events = drawn
    outcome = Fund(loads_scheme(scheme.text)).evaluate(events, AS_OF)
    entries = loaded(ledger(outcome))
    transactions = [entry for entry in entries if isinstance(entry, data.Transaction)]
    assert len(transactions) == len(list(outcome.journal.transactions()))


def test_a_satang_too_much_would_be_noticed() -> None:
    """The assertions leave no tolerance."""
    text = ledger(small_fund.outcome())
    line = next(line for line in text.splitlines() if " balance Assets:Cash " in line)
    amount = line.split()[3]
    wrong = line.replace(amount, str(Decimal(amount) + Decimal("0.01")))
    _, errors, _ = loader.load_string(text.replace(line, wrong))
    assert len(errors) == 1


def test_every_account_of_the_bylaws_is_opened_with_its_names() -> None:
    opened = {
        entry.account: entry.meta for entry in loaded(ledger(small_fund.outcome())) if isinstance(entry, data.Open)
    }
    assert opened["Equity:Memo:Owed:Contribution:Satja"]["account"] == "memo:owed:contribution.satja"
    assert opened["Expenses:Benefit:Hospital"]["name-th"] == "นอนโรงพยาบาล"
    assert "Equity:Surplus" in opened, "an account that never moved is opened too"
    assert all(name.isascii() for name in opened)


def test_an_event_is_one_transaction_with_the_legs_of_an_account_added_up() -> None:
    entries = loaded(ledger(small_fund.outcome()))
    death = [entry for entry in entries if isinstance(entry, data.Transaction) and entry.meta["cause"] == "E12"]
    assert len(death) == 1
    assert [(leg.account, leg.units and leg.units.number) for leg in death[0].postings] == [
        ("Expenses:Benefit:Death", Decimal("10000.00")),
        ("Assets:Cash", Decimal("-10000.00")),
    ]
    assert death[0].payee == "M1"
    assert death[0].meta["article"] == "ข้อ 12(4)"
    assert death[0].meta["name-th"] == "เสียชีวิต"
    assert death[0].meta["paid-to"] == "มานี ตัวอย่าง, มานะ ตัวอย่าง, ชูใจ ตัวอย่าง"


def test_quotation_marks_in_what_people_wrote_do_no_harm() -> None:
    entries = loaded(ledger(small_fund.outcome()))
    spent = next(each for each in entries if isinstance(each, data.Open) and each.account.startswith("Expenses:Spent:"))
    assert spent.meta["account"] == 'expense:spent:ค่าสมุด "เล่มใหญ่", ปากกา'


def test_a_fund_in_which_nothing_happened_is_a_ledger_too() -> None:
    empty = Fund(small_fund.scheme()).evaluate((), small_fund.AS_OF)
    assert not [entry for entry in loaded(ledger(empty)) if isinstance(entry, data.Transaction)]


WORDS = st.sampled_from(["a", "A", "a_b", "a-b", "a.b", "a:b", "x", "ก", "", "X-ca978112ca", "1"]) | st.text(max_size=4)


@given(st.lists(WORDS, min_size=2, max_size=2, unique=True))
def test_no_two_sources_of_money_share_an_account(words: list[str]) -> None:
    one, other = (account_name(f"income:received:{word}") for word in words)
    assert one != other
    assert one.isascii()


@pytest.mark.parametrize(
    ("account", "name"),
    [
        ("liability:advance", "Liabilities:Advance"),
        ("income:advance_kept", "Income:Advance-kept"),
        ("income:membership.entry_fee", "Income:Membership:Entry-fee"),
        ("expense:spent:paper", "Expenses:Spent:Paper"),
        ("equity:opening", "Equity:Opening"),
    ],
)
def test_accounts_read_as_beancount_users_write_them(account: str, name: str) -> None:
    assert account_name(account) == name
