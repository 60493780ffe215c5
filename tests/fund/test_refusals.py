"""What is told of an event that cannot count says why, and a remedy that works when it is followed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import pytest

from small_fund import SCHEME
from welfarerules.errors import Diagnostic
from welfarerules.events import Borrowed, Bought, Changed, Claimed, Event, Joined, Opening, Paid, Resolved, Reversed
from welfarerules.fund import Fund
from welfarerules.loading import loads_scheme

DAY: Final = date(2012, 1, 10)
AS_OF: Final = date(2012, 3, 31)
FACTS: Final = """
[fact.household]
name = { th = "คนในบ้าน", en = "household" }
of = "member"
type = "count"
unit = "persons"

[fact.damage]
name = { th = "ค่าเสียหาย", en = "damage" }
of = "claim"
type = "money"
"""
FUND: Final = Fund(loads_scheme(SCHEME + FACTS))
PAID: Final = Paid("P-1", DAY, "001", 30)


def refused(*events: Event) -> list[Diagnostic]:
    return list(FUND.evaluate(events, AS_OF).refusals)


def only(*events: Event) -> Diagnostic:
    (found,) = refused(*events)
    return found


def test_whoever_joins_only_after_the_last_day_is_told_of_with_that_day() -> None:
    found = only(PAID, Joined("J-1", AS_OF + timedelta(days=9), "001"), Joined("J-2", AS_OF + timedelta(days=1), "001"))
    assert (found.code, found.message) == ("WR467", "'001' joined only on 1 April 2012")


@pytest.mark.parametrize("kind", [Joined, Opening])
def test_whoever_has_had_the_joining_reversed_is_told_of_so(kind: type[Joined | Opening]) -> None:
    keys = {"joined": DAY, "paid_until": DAY} if kind is Opening else {}
    joining = kind("J-1", DAY, member="001", **keys)  # type: ignore[arg-type]
    undone = Reversed("X-1", DAY, "J-1")
    assert only(PAID, joining, undone).code == "WR478"
    assert refused(PAID, joining, undone, Joined("J-2", DAY, "001")) == []
    assert refused(PAID, joining, undone, Reversed("X-2", DAY, "P-1")) == []


def test_nobody_is_told_to_enter_a_joining_twice() -> None:
    assert "if the joining of '001' is in the file, mend its row first" in only(PAID).remedy


@pytest.mark.parametrize(
    ("written", "known"), [("1", "001"), ("1.0", "001"), ("๑", "001"), ("10", "0010"), ("0", "000")]
)
def test_zeros_that_a_spreadsheet_took_from_an_id_are_missed(written: str, known: str) -> None:
    joining = Joined("J-1", DAY, known)
    found = only(joining, Paid("P-1", DAY, written, 30))
    assert (found.code, found.remedy.partition(";")[0]) == ("WR451", f"write {known!r}")
    claim = Claimed(known, DAY, known, "hospital", admitted=DAY, discharged=DAY)
    told = only(joining, claim, Resolved("R-1", DAY, written, "refused", "1/2555"))
    assert (told.code, told.remedy) == ("WR479", f"write {known!r}")


def test_zeros_are_not_missed_where_two_ids_could_be_meant() -> None:
    found = only(Joined("J-1", DAY, "00001"), Joined("J-2", DAY, "000001"), Paid("P-1", DAY, "1", 30))
    assert found.code == "WR450"


def test_a_fact_of_the_other_owner_is_sent_there() -> None:
    joining = Joined("J-1", DAY, "001")
    stay = {"admitted": DAY, "discharged": DAY}
    claim = Claimed("C-1", DAY, "001", "hospital", facts={"household": 4}, **stay)  # type: ignore[arg-type]
    assert only(joining, claim).code == "WR483"
    assert only(joining, Changed("H-1", DAY, "001", facts={"damage": 100})).code == "WR484"


@pytest.mark.parametrize(
    "event", [Borrowed("B-1", DAY, "001", "emergency", 500), Bought("B-1", DAY, "001", "ข้าวสาร", 190)]
)
def test_nobody_is_told_to_write_a_rule_that_cannot_be_written(event: Event) -> None:
    found = only(Joined("J-1", DAY, "001"), event)
    assert found.code == "WR462"
    assert "rule" not in found.remedy
