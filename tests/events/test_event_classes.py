"""One class a kind: what its constructor takes, keeps and refuses."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given

from events.event_strategies import DAY, events
from welfarerules.errors import EventError, Place
from welfarerules.events import (
    EVENT_KINDS,
    Changed,
    Claimed,
    Closed,
    Event,
    Joined,
    Left,
    Opening,
    Paid,
    Payee,
    Resolved,
    Reversed,
    fields_of,
)
from welfarerules.money import Money


def codes(make: Callable[[], Event]) -> list[str]:
    with pytest.raises(EventError) as caught:
        make()
    return [f"{diagnostic.code} {diagnostic.path}" for diagnostic in caught.value.found]


@pytest.mark.parametrize("given_amount", [Decimal("30.50"), "30.50", Decimal("30.5000")])
def test_an_amount_is_kept_exactly(given_amount: Decimal | str) -> None:
    assert Paid("P-1", DAY, "M-1", given_amount).amount == Decimal("30.50")


@pytest.mark.parametrize("wrong", [30.5, True, None, Money(3050, "THB"), b"30"])
def test_what_may_not_be_exact_is_no_amount(wrong: Any) -> None:
    """Money carries a currency that an event would lose; whoever has Money says which amount is meant."""
    with pytest.raises(TypeError, match="an amount must be"):
        Paid("P-1", DAY, "M-1", wrong)


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("-1", "WR427"),
        (-1, "WR427"),
        (0, "WR427"),
        ("0.00", "WR427"),
        ("1,250.50", "WR429"),
        ("1e2", "WR429"),
        ("", "WR429"),
        (Decimal("NaN"), "WR429"),
        (Decimal("Infinity"), "WR429"),
        (Decimal("0.00001"), "WR429"),
        (10**17, "WR429"),
        (Decimal("1E+1000000"), "WR429"),
    ],
)
def test_an_amount_that_cannot_be_moved_is_refused(amount: Any, code: str) -> None:
    with pytest.raises(EventError) as caught:
        Paid("P-1", DAY, "M-1", amount)
    assert [found.code for found in caught.value.found] == [code]


def test_an_event_is_recorded_on_the_day_it_happened_unless_it_says_otherwise() -> None:
    assert Left("L-1", DAY, "M-1").recorded == DAY
    assert Left("L-1", DAY, "M-1", recorded=date(2025, 10, 3)).recorded == date(2025, 10, 3)
    assert codes(lambda: Left("L-1", DAY, "M-1", recorded=date(2025, 9, 30))) == ["WR433 recorded"]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    assert codes(lambda: Paid("", date(2568, 10, 1), "M-1 ", -1)) == [
        "WR427 amount",
        "WR027 date",
        "WR420 id",
        "WR420 member",
    ]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Paid(7, DAY, "M-1", 1), "id: 7 must be a str"),  # type: ignore[arg-type]
        (lambda: Paid("P-1", "2025-10-01", "M-1", 1), "date: '2025-10-01' must be a date"),  # type: ignore[arg-type]
        (lambda: Paid("P-1", datetime(2025, 10, 1), "M-1", 1), "must be a date"),  # noqa: DTZ001
        (lambda: Paid("P-1", DAY, "M-1", 1, sequence=True), "sequence: True must be a int"),
        (lambda: Claimed("C-1", DAY, "M-1", "x", payees=[("spouse", "ก")]), "must all be of the class Payee"),  # type: ignore[list-item]
        (lambda: Joined("J-1", DAY, "M-1", facts={"a": 1.5}), "must be a Decimal"),  # type: ignore[dict-item]
    ],
)
def test_a_value_of_another_type_is_a_type_error(make: Callable[[], Event], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        make()


@pytest.mark.parametrize("identity", ["M-1", "สมศรี ใจดี", "0012", "a.b/c", "1E+", "#1", "ก๑"])
def test_an_id_may_be_any_visible_text(identity: str) -> None:
    assert Left("L-1", DAY, identity).member == identity


@pytest.mark.parametrize(
    "identity", ["", " M", "M ", "M\u200b1", "M\n1", "M\u00a01", "1E+12", "1.1e+5", "#N/A", "####", '="0012"']
)
def test_an_id_that_a_person_could_not_tell_from_another_is_refused(identity: str) -> None:
    with pytest.raises(EventError) as caught:
        Left("L-1", DAY, identity)
    assert {found.code for found in caught.value.found} <= {"WR420", "WR421"}


@pytest.mark.parametrize("year", [1, 25, 1899])
def test_a_year_of_long_ago_is_a_slip_of_the_pen(year: int) -> None:
    assert codes(lambda: Closed("Y-1", date(year, 10, 1))) == ["WR431 date"]


def test_a_buddhist_year_taken_for_a_gregorian_one_is_refused_with_its_reading() -> None:
    with pytest.raises(EventError) as caught:
        Closed("Y-1", date(2568, 9, 30))
    assert "write 2025-09-30" in caught.value.found[0].remedy


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["WR434 member"]),
        ({"joined": DAY}, ["WR435 joined"]),
        ({"amount": 5, "born": DAY, "used": {"hospital": 5}}, ["WR435 born", "WR435 used"]),
        ({"member": "M-1", "joined": DAY, "amount": 5}, ["WR436 amount"]),
        ({"member": "M-1"}, ["WR437 joined"]),
        ({"member": "M-1", "joined": date(2025, 10, 2)}, ["WR432 date"]),
        ({"member": "M-1", "joined": DAY, "born": date(2025, 10, 2)}, ["WR432 joined"]),
        ({"member": "M-1", "joined": DAY, "paid_until": date(2025, 9, 30)}, ["WR432 paid_until"]),
        ({"member": "M-1", "joined": DAY, "advance": -1}, ["WR428 advance"]),
        ({"member": "M-1", "joined": DAY, "used": {"hospital": "a"}}, ["WR429 "]),
        ({"member": "M-1", "joined": DAY, "used": {"hospital": -1}}, ["WR428 used"]),
    ],
)
def test_an_opening_takes_over_one_member_or_the_cash(fields: dict[str, Any], expected: list[str]) -> None:
    assert codes(lambda: Opening("O-1", DAY, **fields)) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"occurred": date(2025, 10, 2)}, ["WR432 date"]),
        ({"admitted": DAY, "discharged": date(2025, 9, 30)}, ["WR432 discharged"]),
        ({"payees": [Payee("spouse", "")]}, ["WR422 payees"]),
        ({"payees": [Payee("spouse", "ก|ข")]}, ["WR425 payees"]),
        ({"payees": [Payee("spouse=", "ก")]}, ["WR425 payees"]),
        ({"payees": [Payee("spouse", "ก"), Payee("spouse", "ก")]}, ["WR426 payees"]),
        ({"facts": {"gpa": "\n"}}, ["WR422 fact.gpa"]),
        ({"facts": {"gpa": Decimal("NaN")}}, ["WR429 fact.gpa"]),
        ({"facts": {"until": date(2568, 1, 1)}}, ["WR027 fact.until"]),
        ({"facts": {"": "1"}}, ["WR420 facts"]),
    ],
)
def test_a_claim_that_cannot_be_so_is_refused(fields: dict[str, Any], expected: list[str]) -> None:
    assert codes(lambda: Claimed("C-1", DAY, "M-1", "hospital", **fields)) == expected


def test_a_change_must_change_something() -> None:
    assert codes(lambda: Changed("H-1", DAY, "M-1")) == ["WR438 facts"]
    assert codes(lambda: Changed("H-1", DAY, "M-1", born=date(2025, 10, 2))) == ["WR432 date"]


def test_a_committee_that_approves_names_the_amount_and_one_that_refuses_does_not() -> None:
    assert codes(lambda: Resolved("R-1", DAY, "C-1", "approved", "4/2568")) == ["WR439 amount"]
    assert codes(lambda: Resolved("R-1", DAY, "C-1", "refused", "4/2568", amount=1)) == ["WR440 amount"]
    assert codes(lambda: Resolved("R-1", DAY, "C-1", "maybe", "4/2568", amount=1)) == ["WR423 outcome"]


def test_no_event_reverses_itself() -> None:
    assert codes(lambda: Reversed("V-1", DAY, "V-1")) == ["WR441 event"]


def test_a_rule_may_be_named_without_its_table() -> None:
    assert Claimed("C-1", DAY, "M-1", "hospital") == Claimed("C-1", DAY, "M-1", "benefit.hospital")
    opening = Opening("O-1", DAY, member="M-1", joined=DAY, used={"hospital": "600"})
    assert opening.used == {"benefit.hospital": Decimal(600)}


def test_a_fact_is_the_same_whether_it_came_from_a_program_or_from_a_file() -> None:
    typed = Joined("J-1", DAY, "M-1", facts={"gpa": Decimal("3.50"), "poor": True, "since": DAY, "rooms": 4})
    told = Joined("J-1", DAY, "M-1", facts={"rooms": "4", "since": "2025-10-01", "poor": "true", "gpa": "3.50"})
    assert typed == told
    assert hash(typed) == hash(told)
    assert typed != attrs.evolve(told, facts={"gpa": "3.51"})


def test_where_an_event_was_read_does_not_make_it_another() -> None:
    assert Left("L-1", DAY, "M-1", place=Place("a.csv", 2)) == Left("L-1", DAY, "M-1")


def test_a_refusal_names_the_place_of_the_event() -> None:
    with pytest.raises(EventError, match=r"^a\.csv:2: WR427 amount"):
        Paid("P-1", DAY, "M-1", 0, place=Place("a.csv", 2))


def test_what_is_handed_in_can_be_changed_afterwards() -> None:
    facts: dict[str, Any] = {"gpa": 350}
    event = Joined("J-1", DAY, "M-1", facts=facts)
    facts["gpa"] = 400
    assert event.facts == {"gpa": Decimal(350)}


def test_an_event_cannot_be_changed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Left("L-1", DAY, "M-1").member = "M-2"  # type: ignore[misc]
    assert not hasattr(Left("L-1", DAY, "M-1"), "__dict__")


@given(events())
def test_an_event_travels_between_processes(event: Event) -> None:
    assert pickle.loads(pickle.dumps(event)) == event
    assert copy.deepcopy(event) == event
    assert hash(copy.deepcopy(event)) == hash(event)


@pytest.mark.parametrize("cls", EVENT_KINDS.values(), ids=lambda cls: cls.kind)
def test_every_field_says_what_it_is(cls: type[Event]) -> None:
    named = {attribute.name for attribute in attrs.fields(cls)} - {"place"}
    assert named == {field.name for field in fields_of(cls)}
    for field in fields_of(cls):
        about = field.about
        assert about.column
        assert about.help.en
        assert about.help.th
        if field.name != "facts":  # each has a column of its own
            assert about.form.sound(about.form.read(about.example, "THB"))


def test_kinds_are_called_as_their_classes() -> None:
    assert all(cls.__name__.casefold() == kind for kind, cls in EVENT_KINDS.items())
    assert len({cls.label.th for cls in EVENT_KINDS.values()}) == len(EVENT_KINDS)
