"""One meaning: the kernel compiled and the kernel in plain Python give the same books, number by number."""

from __future__ import annotations

import ast
import inspect
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strategies import AS_OF, Drawn, Focus, schemes_with_funds
from strategies.vacuity import need, telling
from welfarerules.columns.arrays import ArrayStore, plain
from welfarerules.columns.compiled import compiled_kernels
from welfarerules.events import Claimed, Event, Joined, Opening, Resolved, read_events
from welfarerules.fund import Fund
from welfarerules.fund.driver import Driver, Run
from welfarerules.fund.evaluation import Prepared
from welfarerules.kernel.base import KERNELS
from welfarerules.kernel.calls import Code
from welfarerules.loading import load_scheme, loads_scheme
from welfarerules.money import Money

CHAMUANG = Path(__file__).parents[2] / "schemes" / "th"

STATE = (
    "members",
    "slots",
    "spells",
    "usages",
    "facts",
    "claims",
    "balances",
    "verdicts",
    "due_day",
    "due_month",
    "due_total",
    "due_previous",
    "due_next",
    "settled_day",
    "settled_total",
    "settled_cancelled",
    "settled_previous",
)


def run_plain(fund: Fund, prepared: Prepared, chunk: int) -> Run:
    return Driver(fund.compiled, prepared.rows, chunk=chunk).run(prepared.rows.last_day)


def run_compiled(fund: Fund, prepared: Prepared, chunk: int) -> Run:
    driver = Driver(fund.compiled, prepared.rows, store=ArrayStore(), kernels=compiled_kernels(), chunk=chunk)
    return driver.run(prepared.rows.last_day)


def assert_same(compiled: Run, expected: Run) -> None:
    """Journal, decisions, traces and the state that is left, of arrays and of lists."""
    assert_equal(attrs.evolve(compiled, tables=plain(compiled.tables)), expected)


def assert_equal(run: Run, expected: Run) -> None:
    """Journal, decisions, traces and the state that is left."""
    assert run.journal == expected.journal
    assert run.decisions.by_name == expected.decisions.by_name
    assert run.trace == expected.trace
    for name in STATE:
        assert getattr(run.tables, name) == getattr(expected.tables, name), name


@pytest.mark.parametrize("chunk", [65, 65_536])
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(drawn=schemes_with_funds())
def test_compiled_and_plain_runs_give_the_same_books(chunk: int, drawn: tuple[Drawn, list[Event]]) -> None:
    """Design 2.6: journal, decisions, traces and the state that is left, at any size of chunk."""
    scheme, events = drawn
    fund = Fund(loads_scheme(scheme.text))
    prepared = fund.prepare(events, AS_OF)
    assert_same(run_compiled(fund, prepared, chunk), run_plain(fund, prepared, chunk))


def test_the_example_fund_gives_the_same_books_both_ways() -> None:
    """Five years of 276 members, and a committee that decides what nobody claimed."""
    fund = Fund(load_scheme(CHAMUANG / "chamuang.toml"))
    events = [event for event in read_events(CHAMUANG / "chamuang.events.csv").events if event.date < date(2023, 1, 1)]
    members = {event.member for event in events if isinstance(event, Opening) and event.member}
    resolutions = [
        Resolved(f"R-{member}", date(2022, 10, 2), f"benefit.old_age@2022-10-01/{member}", "refused", "1/2565")
        for member in sorted(members)
    ]
    prepared = fund.prepare([*events, *resolutions], date(2022, 12, 31))
    expected = run_plain(fund, prepared, 65_536)
    assert len(set(expected.tables.verdicts)) > 1
    assert_same(run_compiled(fund, prepared, 65_536), expected)


def test_payments_that_stand_give_the_same_books_both_ways() -> None:
    """A claim that is cut or refused now, one by somebody who never joined, and what recurs, to members and others."""
    fund = Fund(load_scheme(CHAMUANG / "chamuang.toml"))
    day = date(2022, 3, 1)
    stay: dict[str, Any] = {"admitted": date(2022, 2, 1), "discharged": date(2022, 2, 9)}
    events = [
        Joined("J-1", date(2021, 10, 1), "M001", born=date(1950, 4, 13)),
        Joined("J-2", date(2021, 10, 1), "M002", born=date(1990, 4, 13)),
        Claimed("C-1", day, "M001", "benefit.hospital", **stay),
        Claimed("C-2", day, "M002", "benefit.birth", occurred=date(2022, 2, 1), facts={}),
        Claimed("C-3", day, "M003", "benefit.hospital", **stay),
    ]
    paid = {
        "C-1": 70000,
        "C-2": 100000,
        "C-3": 30000,
        "benefit.old_age@2022-10-01/M002": 30000,
        "benefit.old_age@2022-10-01/M004": 60000,
    }
    stands = {claim: Money(minor, "THB") for claim, minor in paid.items()}
    prepared = fund.prepare(events, date(2022, 12, 31), stands=stands)
    expected = run_plain(fund, prepared, 65_536)
    assert [claim.paid for claim in expected.tables.claims] == [paid[claim] for claim in prepared.rows.claim_ids]
    assert sum(
        posting.amount.minor
        for posting in fund.evaluate(events, date(2022, 12, 31), stands=stands).journal
        if posting.credit == "cash"
    ) == sum(paid.values())
    for chunk in (1, 65_536):
        assert_same(run_compiled(fund, prepared, chunk), run_plain(fund, prepared, chunk))


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(drawn=schemes_with_funds(most=2), chunk=st.integers(1, 40))
def test_a_run_that_stops_at_every_full_chunk_gives_the_same_books(
    drawn: tuple[Drawn, list[Event]], chunk: int
) -> None:
    """Resuming is invisible: chunks so small that the fold stops at nearly every step change nothing."""
    scheme, events = drawn
    fund = Fund(loads_scheme(scheme.text))
    prepared = fund.prepare(events, AS_OF)
    expected, stopped = run_plain(fund, prepared, 4096), run_plain(fund, prepared, chunk)
    assert stopped.journal == expected.journal
    assert stopped.decisions.by_name == expected.decisions.by_name
    assert stopped.trace == expected.trace


@telling
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(drawn=schemes_with_funds(focus=Focus(claims=(2, 4))))
def test_programs_made_into_functions_give_the_same_books(drawn: tuple[Drawn, list[Event]]) -> None:
    """Plain Python runs what ran often another way: from its second run on, or never, the books are the same."""
    scheme, events = drawn
    books = []
    for often in (1, 10**9):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Code, "OFTEN", often)
            fund = Fund(loads_scheme(scheme.text))
            books.append(run_plain(fund, fund.prepare(events, AS_OF), 4096))
    need(len(books[0].decisions) > 1)
    assert_equal(*books)


def test_every_kernel_is_compiled() -> None:
    """What is compiled is what `fold` and `plan_recurrence` reach: no kernel lies outside, so none goes uncompared."""
    called: dict[str, set[str]] = {}
    for function in KERNELS:
        tree = ast.parse(inspect.getsource(function))
        calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
        called[function.__name__] = {func.id for func in calls if isinstance(func, ast.Name)}
    called["call_program"] = {"run_program"}  # its compiled twin
    reached, open_names = set[str](), {"fold", "plan_recurrence"}
    while open_names:
        name = open_names.pop()
        reached.add(name)
        open_names |= (called[name] & called.keys()) - reached
    assert called.keys() - reached == set()
