"""Nothing hangs: a text takes time in proportion to its length, however strange it is.

`fuzz` does the same by hand with texts of a megabyte; these are smaller, so that a square shows and a build does not
wait.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import pytest

import small_fund
from fuzz.large import LARGE
from fuzz.reading import read, seconds_to_evaluate
from welfarerules.errors import slip_of
from welfarerules.events import Paid, combine, loads_events
from welfarerules.events._rows import MOST_CHARACTERS as LONGEST_LINE
from welfarerules.events.reading import MOST_FOUND as MOST_IN_EVENTS
from welfarerules.kinds.amounts import MOST_TIERS
from welfarerules.scheme.shapes import MOST_FOUND
from welfarerules.scheme.tree import MOST_CHARACTERS

SIZE: Final = 60_000
SLOWEST: Final = 6.0
"""Seconds of one processor, some fifty times what they take: a slow machine that counts coverage still passes, a square
does not."""


def every() -> Iterator[tuple[str, str]]:
    return ((kind, name) for kind, texts in LARGE.items() for name in texts)


@pytest.mark.parametrize(("kind", "name"), list(every()))
def test_a_strange_text_is_read_or_refused_at_once(kind: str, name: str) -> None:
    reading = read(kind, LARGE[kind][name](SIZE))
    assert reading.seconds < SLOWEST
    assert reading.found or reading.result is not None
    if kind in {"csv", "jsonl"} and reading.result:
        assert seconds_to_evaluate(reading.result.events) < SLOWEST


@pytest.mark.parametrize("name", ["one id with many contents", "claims", "members joining again and again"])
def test_many_events_that_have_to_do_with_each_other_take_no_square_of_the_time(name: str) -> None:
    events = read("csv", LARGE["csv"][name](400_000)).result.events
    assert len(events) > 6_000
    assert seconds_to_evaluate(events) < 4 * SLOWEST


def test_a_scheme_or_a_file_of_cases_may_only_be_so_long() -> None:
    filler = "#" * MOST_CHARACTERS
    for kind, text in (("scheme", small_fund.SCHEME), ("cases", small_fund.CASES)):
        assert read(kind, (text + filler)[:MOST_CHARACTERS]).found == ()
        (refusal,) = read(kind, text + filler).found
        assert refusal.code == "WR145"
        assert f"more than {MOST_CHARACTERS:,}" in refusal.message


@pytest.mark.parametrize("name", ["unknown keys", "wrong requirements", "benefits without anything"])
def test_only_so_many_faults_of_a_scheme_are_told_and_that_there_are_more(name: str) -> None:
    found = read("scheme", LARGE["scheme"][name](150_000)).found
    assert len(found) == MOST_FOUND + 1
    assert [each.code for each in found].count("WR146") == 1


def test_only_so_many_faults_of_worked_cases_are_told() -> None:
    assert "WR146" in read("cases", LARGE["cases"]["empty cases"](SIZE)).codes


def test_a_table_of_tiers_may_only_be_so_long() -> None:
    def with_tiers(number: int) -> str:
        tiers = ", ".join(f'{{ from = "{n} days", pays = {n} }}' for n in range(1, number + 1))
        return small_fund.SCHEME.replace("amount = 10000", f'amount = {{ by = "membership", tiers = [{tiers}] }}')

    assert read("scheme", with_tiers(MOST_TIERS)).found == ()
    assert read("scheme", with_tiers(MOST_TIERS + 1)).codes == ("WR147",)


def test_events_with_more_faults_than_anybody_reads_are_refused_whole() -> None:
    """Some rows are good; in a file that is not what it is taken for, even these count for nothing."""
    good = "kind,id,date,member,amount\npaid,P,2012-02-01,M1,20\n"
    few = loads_events(good + "x\n" * MOST_IN_EVENTS, "csv")
    assert (len(few.events), len(few.refusals), few.rows) == (1, MOST_IN_EVENTS, MOST_IN_EVENTS + 1)
    many = loads_events(good + "x\n" * (MOST_IN_EVENTS + 1), "csv", path="fund.csv")
    assert (many.events, len(many.refusals), many.rows) == ((), MOST_IN_EVENTS + 1, MOST_IN_EVENTS + 2)
    assert [str(each.place) for each in many.refusals if each.code == "WR487"] == ["fund.csv"]


@pytest.mark.parametrize(("kind", "end"), [("csv", ""), ("jsonl", "}")])
def test_a_line_of_events_may_only_be_so_long(kind: str, end: str) -> None:
    start = {"csv": "P,paid,2012-02-01,M1,,20", "jsonl": '{"kind": "left", "id": "L", "date": "2012-01-01"'}[kind]
    header = {"csv": "id,kind,date,member,born,amount\n", "jsonl": ""}[kind]
    row = start.ljust(LONGEST_LINE - len(end)) + end
    assert "WR488" not in read(kind, header + row).codes
    (refusal,) = read(kind, header + " " + row).found
    assert (refusal.code, refusal.line) == ("WR488", header.count("\n") + 1)


def test_a_long_name_is_not_written_down_once_for_every_key_below_it() -> None:
    long = f"[benefit.{'d' * 90_000}]\n" + "".join(f"k{n} = 1\n" for n in range(900))
    tracemalloc.start()
    found = read("scheme", small_fund.SCHEME + long).found
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 30_000_000
    assert all(len(each.path) < 300 for each in found)


def test_a_long_value_is_shown_by_its_beginning() -> None:
    (refusal,) = loads_events(f"kind,id,date\n{'k' * 5_000},P,2012-02-01", "csv").refusals
    assert len(refusal.render("en")) < 600
    assert "'kkkk" in refusal.message
    assert "k…'" in refusal.message


def test_words_of_very_different_length_are_not_compared_letter_by_letter() -> None:
    assert slip_of("paid" * 10_000, ["paid", "spent"]) is None
    assert slip_of("paaid", ["paid", "spent"]) == "paid"


def test_events_that_say_the_same_in_other_words_are_one() -> None:
    day = small_fund.AS_OF
    alike = [Paid("P", day, "M1", amount) for amount in (20, "20.00", Decimal("20.0"))]
    assert len(combine(alike).events) == 1
    assert [each.code for each in combine([*alike, Paid("P", day, "M1", 21)]).refusals] == ["WR442"] * 2
