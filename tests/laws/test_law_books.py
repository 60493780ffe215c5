"""U1: money is neither made nor lost, and what is owed stands in the books beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from strategies import AS_OF, Drawn, Focus, schemes_with_funds
from strategies.reading import evaluated, fund_under, payouts, placed, refused
from strategies.vacuity import need, telling
from welfarerules.events import Closed, Event, Opening, Paid, Received, Spent
from welfarerules.fund import Decision, Outcome
from welfarerules.fund.driver import Driver
from welfarerules.journal import Posting


def counting(outcome: Outcome, events: Iterable[Event]) -> list[Event]:
    """Those of the *placed* events that count."""
    listed = list(events)
    refusals = refused(outcome, listed)
    return [event for event in listed if event not in refusals and event.id not in outcome.reversed]


def moved(outcome: Outcome, *reasons: str) -> int:
    """All that was posted for one of *reasons*, in satang."""
    return sum(posting.amount.minor for posting in outcome.journal if posting.reason in reasons)


def balance(outcome: Outcome, account: str) -> int:
    """What an account stands at, in satang."""
    return outcome.balances[account].minor if account in outcome.balances else 0


@telling
@given(schemes_with_funds())
def test_every_account_stands_at_what_the_postings_moved(drawn: tuple[Drawn, list[Event]]) -> None:
    """U1: by hand from the journal, by `balances` and in the kernel's own table; all accounts together at nothing."""
    scheme, events = drawn
    fund = fund_under(scheme.text)
    outcome = fund.evaluate(events, AS_OF)
    if not need(len(outcome.journal) >= 10):
        return
    added = Counter[str]()
    for posting in outcome.journal:
        assert posting.amount.minor > 0
        added[posting.debit] += posting.amount.minor
        added[posting.credit] -= posting.amount.minor
    assert {account: money.minor for account, money in outcome.balances.items()} == dict(added)
    assert sum(added.values()) == 0
    rows = fund.prepare(events, AS_OF).rows
    kept = Driver(fund.compiled, rows).run(rows.last_day).tables.balances
    assert dict(zip(rows.accounts, kept, strict=True)) == {account: added[account] for account in rows.accounts}


@telling
@given(schemes_with_funds())
def test_every_transaction_balances_in_money_and_in_memo(drawn: tuple[Drawn, list[Event]]) -> None:
    """U1: what is owed never turns into money inside a posting, nor money into what is owed."""
    outcome = evaluated(*drawn)
    transactions = list(outcome.journal.transactions())
    if not need(len(transactions) >= 10):
        return
    assert [posting for each in transactions for posting in each.postings] == list(outcome.journal)
    for each in transactions:
        assert {(posting.date, posting.cause) for posting in each.postings} == {(each.date, each.cause)}
    for posting in outcome.journal:
        assert posting.debit != posting.credit
        assert posting.debit.startswith("memo:") == posting.credit.startswith("memo:")


@telling
@given(schemes_with_funds(focus=Focus(having=["benefit.death"])))
def test_cash_is_the_money_that_came_in_less_the_money_that_went_out(drawn: tuple[Drawn, list[Event]]) -> None:
    """U1: told from the events alone: payments, grants and cash taken over, less spending, refunds and decisions."""
    scheme, plain = drawn
    events = placed(plain)
    outcome = evaluated(scheme, events)
    paid = sum(decision.amount.minor for decision in outcome.decisions)
    if not need(paid > 0):
        return
    counted = counting(outcome, events)
    came = sum(
        int(amount * 100)
        for event in counted
        if isinstance(event, (Opening, Paid, Received)) and (amount := event.amount) is not None
    )
    went = sum(int(event.amount * 100) for event in counted if isinstance(event, Spent))
    assert balance(outcome, "cash") == came - went - moved(outcome, "advance_refunded") - paid


@telling
@given(schemes_with_funds(focus=Focus(pays=["rhythm", "stops", "never"])))
def test_memo_accounts_mirror_what_members_owe(drawn: tuple[Drawn, list[Event]]) -> None:
    """U1: owed and dues are opposites; together they, and the money paid ahead, are what the standings say."""
    outcome = evaluated(*drawn)
    owed = [account for account in outcome.balances if account.startswith("memo:owed:")]
    if not need(any(balance(outcome, account) for account in owed)):
        return
    for account in owed:
        assert balance(outcome, account) == -balance(outcome, account.replace("memo:owed:", "memo:dues:")) >= 0
    standings = outcome.standings.values()
    assert sum(balance(outcome, account) for account in owed) == sum(each.owed.minor for each in standings)
    assert -balance(outcome, "liability:advance") == sum(each.advance.minor for each in standings)
    assert all(0 <= each.arrears.minor <= each.owed.minor for each in standings)
    assert moved(outcome, "due_settled") == moved(outcome, "payment", "from_advance")


@telling
@given(schemes_with_funds(focus=Focus(having=["benefit.birth", "benefit.death"])))
def test_the_postings_of_a_payout_sum_to_the_decision(drawn: tuple[Drawn, list[Event]]) -> None:
    """U1: every approved decision is carried out once and whole; nothing else takes money from a benefit."""
    outcome = evaluated(*drawn)
    if not need(any(decision.amount.minor for decision in outcome.decisions)):
        return
    carried_out = payouts(outcome)
    for number, decision in enumerate(outcome.decisions):
        postings = carried_out.get(number, [])
        assert sum(posting.amount.minor for posting in postings) == decision.amount.minor
        assert bool(postings) <= (decision.outcome == "approved")
        for posting in postings:
            assert (posting.reason, posting.credit) == ("benefit_paid", "cash")
            assert (posting.rule, posting.member, posting.date) == (decision.benefit, decision.member, decision.date)
    assert moved(outcome, "benefit_paid") == sum(decision.amount.minor for decision in outcome.decisions)


@telling
@given(schemes_with_funds(focus=Focus(having=["benefit.death"], payees=5, pays=["ahead"], ends=["died"])))
def test_equal_shares_differ_by_the_odd_satang_alone(drawn: tuple[Drawn, list[Event]]) -> None:
    """U1, U6: the payees of one class are paid alike, but for the one whom the scheme names; or the fund keeps it."""
    scheme, events = drawn
    outcome = evaluated(scheme, events)
    shared = [
        (decision, postings)
        for number, decision in enumerate(outcome.decisions)
        if len(postings := payouts(outcome).get(number, [])) > 1
    ]
    if not need(shared):
        return
    odd_to = {benefit.id: benefit.payee.odd_to for benefit in outcome.scheme.benefits}
    for decision, postings in shared:
        assert tuple(posting.payee for posting in postings) == decision.payees
        check_shares(decision, postings, odd_to[decision.benefit] or "")


def check_shares(decision: Decision, postings: list[Posting], odd_to: str) -> None:
    """The shares of one payout are what the scheme says of them."""
    share, odd = divmod(decision.amount.minor, len(postings))
    expected = [share] * len(postings)
    if odd_to == "fund":
        assert odd == 0
    else:
        expected[0 if odd_to == "first" else -1] += odd
    assert [posting.amount.minor for posting in postings] == expected


@telling
@given(schemes_with_funds(), st.integers(200, 1000))
def test_closing_a_year_carries_all_income_and_expense_to_the_surplus(
    drawn: tuple[Drawn, list[Event]], after: int
) -> None:
    """U1: what was earned and spent stands in the surplus afterwards, to the satang; nothing else is touched."""
    scheme, events = drawn
    day = AS_OF - timedelta(days=after)
    before = evaluated(scheme, events, day)
    closed = evaluated(scheme, [*events, Closed("~year", day)], day)
    earned = [account for account in before.balances if account.startswith(("income:", "expense:"))]
    if not need(any(balance(before, account) for account in earned)):
        return
    assert all(balance(closed, account) == 0 for account in earned)
    surplus = balance(closed, "equity:surplus") - balance(before, "equity:surplus")
    assert surplus == sum(balance(before, account) for account in earned)
    others = set(before.balances) - set(earned) - {"equity:surplus"}
    assert all(balance(before, account) == balance(closed, account) for account in others)
