"""Worked cases: what is read, what is refused, and how a difference is told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import attrs
import pytest

from welfarerules.cases import (
    CaseError,
    CaseFile,
    CaseResult,
    ExpectedBalance,
    ExpectedClaim,
    ExpectedPayee,
    ExpectedRecurring,
    ExpectedStanding,
    load_cases,
    loads_cases,
    run_cases,
)
from welfarerules.errors import SchemeError
from welfarerules.events import Claimed, Joined, Paid
from welfarerules.loading import loads_scheme
from welfarerules.money import Money
from welfarerules.scheme.model import Scheme

BYLAWS: Final = """
schema = 1
[scheme]
id = "th.example.monthly"
name = { th = "กองทุนตัวอย่าง", en = "Example fund" }
currency = "THB"
effective = 2010-01-01
[conventions]
month_end = "clamp"
facts_as_of = "event"
fund_year_starts = "1 January"
[membership]
article = "ข้อ 6"
seniority = { on_readmission = "restart" }
on_leaving = { advance = "keep", arrears = "cancel" }
[contribution.dues]
article = "ข้อ 7"
name = { th = "เงินสมทบ", en = "dues" }
rate = "10 per month"
periods = "calendar"
due = "first day"
first_period = "free"
[benefit.birth]
article = "ข้อ 12(1)"
name = { th = "คลอดบุตร", en = "birth" }
class = "birth"
event_date = "occurred"
requires = ["membership >= 60 days"]
amount = 500.50
[benefit.yearly]
article = "ข้อ 12(2)"
name = { th = "รายปี", en = "yearly" }
class = "elderly"
requires = ["age >= 60 years"]
amount = 100
recurs = { every = "year", on = "1 June" }
[benefit.death]
article = "ข้อ 12(3)"
name = { th = "เสียชีวิต", en = "death" }
class = "death"
event_date = "died"
amount = 100
payee = { order = ["spouse", "children"], share = "equal", odd_satang = "last" }
"""

JOINED: Final = '{ kind = "joined", member = "A", date = 2012-01-04 }'


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return loads_scheme(BYLAWS)


def cases(
    scheme: Scheme, *events: str, expect: str = '{ member = "A", status = "active" }', as_of: str = "2012-12-15"
) -> CaseFile:
    """One case of these events."""
    happened = ",\n  ".join(events or (JOINED,))
    text = f"""schema = 1
scheme = "bylaws.toml"
[[case]]
id = "one"
name = {{ th = "หนึ่ง", en = "one" }}
as_of = {as_of}
events = [
  {happened},
]
expect = [
  {expect},
]
"""
    return loads_cases(text, scheme=scheme, path="one.cases.toml")


def result(scheme: Scheme, *events: str, expect: str, as_of: str = "2012-12-15") -> CaseResult:
    """How that case comes out."""
    return run_cases(cases(scheme, *events, expect=expect, as_of=as_of))[0]


def refused(scheme: Scheme, *events: str, expect: str = '{ member = "A", status = "active" }') -> list[str]:
    """Codes and places of what is refused in that case."""
    with pytest.raises(CaseError) as caught:
        cases(scheme, *events, expect=expect)
    return [f"{found.code} {found.line}:{found.column}" for found in caught.value.found]


def test_a_case_is_read_with_everything_it_says(scheme: Scheme) -> None:
    claim = '{ id = "c1", kind = "claimed", member = "A", benefit = "birth", date = 2012-05-01, occurred = 2012-04-20 }'
    file = cases(scheme, JOINED, claim, expect='{ claim = "c1", outcome = "approved", pays = 500.50 }')
    (case,) = file.cases
    assert file.scheme == scheme
    assert (case.id, case.name["th"], case.article, case.as_of) == ("one", "หนึ่ง", "", date(2012, 12, 15))
    assert case.events == (
        Joined("#1", date(2012, 1, 4), "A"),
        Claimed("c1", date(2012, 5, 1), "A", "benefit.birth", occurred=date(2012, 4, 20)),
    )
    assert case.expect == (ExpectedClaim("c1", "approved", Money(50050, "THB")),)


def test_every_kind_of_expectation_is_read(scheme: Scheme) -> None:
    died = '{ kind = "died", member = "A", date = 2012-05-01 }'
    payees = '[{ class = "spouse", name = "X" }]'
    claim = f'{{ id = "c1", kind = "claimed", member = "A", benefit = "death", date = 2012-05-02, payees = {payees} }}'
    wanted = (
        '{ claim = "c1", because = "payee_unknown", payees = [{ name = "X", pays = 100 }] }',
        '{ member = "A", benefit = "yearly", date = "1 มิถุนายน 2555", outcome = "none", pays = 0 }',
        '{ member = "A", status = "dead", arrears = 1.25, unpaid_months = 2, advance = 3 }',
        '{ account = "cash", balance = -100 }',
    )
    (case,) = cases(scheme, JOINED, died, claim, expect=",\n  ".join(wanted)).cases
    assert case.expect == (
        ExpectedClaim("c1", because="payee_unknown", payees=(ExpectedPayee("X", Money(10000, "THB")),)),
        ExpectedRecurring("A", "benefit.yearly", date(2012, 6, 1), "none", Money(0, "THB")),
        ExpectedStanding("A", "dead", Money(125, "THB"), 2, Money(300, "THB")),
        ExpectedBalance("cash", Money(-10000, "THB")),
    )
    assert [each.place.line for each in case.expect] == [13, 14, 15, 16]


def test_a_repeated_event_happens_on_days_counted_from_the_first(scheme: Scheme) -> None:
    """31 January, then the ends of shorter months, then the 31st again."""
    paid = (
        '{ id = "p", kind = "paid", member = "A", date = 2012-01-31, amount = 10, '
        'repeat = { every = "month", until = 2012-04-30 } }'
    )
    (case,) = cases(scheme, JOINED, paid).cases
    assert case.events[1:] == (
        Paid("p.1", date(2012, 1, 31), "A", "10"),
        Paid("p.2", date(2012, 2, 29), "A", "10"),
        Paid("p.3", date(2012, 3, 31), "A", "10"),
        Paid("p.4", date(2012, 4, 30), "A", "10"),
    )


@pytest.mark.parametrize(
    ("every", "until", "days"),
    [
        ("day", "2012-02-02", ["2012-02-01", "2012-02-02"]),
        ("week", "2012-02-14", ["2012-02-01", "2012-02-08"]),
        ("quarter", "2012-08-01", ["2012-02-01", "2012-05-01", "2012-08-01"]),
        ("half-year", "2012-07-31", ["2012-02-01"]),
        ("year", "2012-02-01", ["2012-02-01"]),
    ],
)
def test_an_event_is_repeated_up_to_its_last_day(scheme: Scheme, every: str, until: str, days: list[str]) -> None:
    repeat = f'{{ every = "{every}", until = {until} }}'
    paid = f'{{ kind = "paid", member = "A", date = 2012-02-01, amount = 10, repeat = {repeat} }}'
    (case,) = cases(scheme, JOINED, paid).cases
    assert [event.date.isoformat() for event in case.events[1:]] == days


def test_dates_and_amounts_stand_as_people_write_them(scheme: Scheme) -> None:
    paid = '{ kind = "paid", member = "A", date = "๕ กุมภาพันธ์ ๒๕๕๕", amount = 30.50 }'
    (case,) = cases(scheme, JOINED, paid).cases
    assert case.events[1] == Paid("#2", date(2012, 2, 5), "A", Decimal("30.50"))


def test_a_buddhist_year_without_quotation_marks_is_refused(scheme: Scheme) -> None:
    assert refused(scheme, '{ kind = "joined", member = "A", date = 2555-01-04 }') == ["WR027 8:43"]


@pytest.mark.parametrize(
    ("event", "found"),
    [
        ('{ kind = "joind", member = "A", date = 2012-01-04 }', ["WR412 8:12"]),
        ('{ kind = "joined", membr = "A", date = 2012-01-04 }', ["WR413 8:3", "WR417 8:30"]),
        ('{ kind = "joined", member = "A", date = 2012-01-04, born = 2013-01-01 }', ["WR432 8:43"]),
        ('{ kind = "paid", member = "A", date = 2012-01-04, amount = -5 }', ["WR427 8:62"]),
        ('{ kind = "paid", member = "A", date = 2012-01-04, amount = 0.001 }', ["WR013 8:62"]),
        ('{ kind = "joined", member = "A", date = 2012-12-16 }', ["WR604 8:43"]),
        ('{ member = "A", date = 2012-01-04 }', ["WR416 8:3"]),
        ('"joined"', ["WR105 8:3"]),
    ],
)
def test_a_bad_event_is_refused_at_the_field_that_is_wrong(scheme: Scheme, event: str, found: list[str]) -> None:
    codes = refused(scheme, event)
    assert codes == found


@pytest.mark.parametrize(
    ("expect", "found"),
    [
        ('{ claim = "c1", outcome = "approved" }', ["WR607 11:13"]),
        ('{ member = "B", status = "active" }', ["WR608 11:14"]),
        ('{ member = "A", benefit = "birth", date = 2012-06-01, outcome = "none" }', ["WR609 11:29"]),
        ('{ member = "A", benefit = "yearly", date = 2012-06-01, because = "age >= 6 years" }', ["WR610 11:68"]),
        ('{ member = "A" }', ["WR606 11:3"]),
        ('{ status = "active" }', ["WR601 11:3"]),
        ('{ member = "A", status = "activ" }', ["WR106 11:28"]),
        ('{ member = "A", arears = 0 }', ["WR102 11:19"]),
        ('{ account = "cash" }', ["WR103 11:3"]),
        ('{ member = "A", advance = -1 }', ["WR110 11:29"]),
    ],
)
def test_a_bad_expectation_is_refused(scheme: Scheme, expect: str, found: list[str]) -> None:
    assert refused(scheme, JOINED, expect=expect) == found


def test_all_faults_of_all_cases_are_told_at_once(scheme: Scheme) -> None:
    text = """schema = 1
scheme = "bylaws.toml"
[[case]]
id = "one"
name = { en = "one" }
as_of = 2012-12-15
events = [{ kind = "joind", member = "A", date = 2012-01-04 }]
expect = [{ member = "A", status = "active" }]
[[case]]
id = "two"
name = { en = "two" }
asof = 2012-12-15
events = [{ kind = "joined", member = "A", date = 2012-01-04 }]
expect = [{ member = "A", status = "active" }]
[[case]]
id = "one"
name = { en = "three" }
as_of = 2012-12-15
events = [{ kind = "joined", member = "A", date = 2012-01-04 }]
expect = [{ member = "B", status = "active" }]
"""
    with pytest.raises(CaseError) as caught:
        loads_cases(text, scheme=scheme)
    assert [(found.code, found.line) for found in caught.value.found] == [
        ("WR412", 7),
        ("WR102", 12),
        ("WR603", 16),
        ("WR608", 20),
    ]


def test_a_case_that_comes_out_has_no_differences(scheme: Scheme) -> None:
    """Ten baht fall due on the first of February and of March; 15 are paid."""
    paid = '{ kind = "paid", member = "A", date = 2012-02-01, amount = 15 }'
    expect = '{ member = "A", status = "active", arrears = 5, unpaid_months = 1, advance = 0 }'
    done = result(scheme, JOINED, paid, expect=expect, as_of="2012-03-15")
    assert done.passed
    assert done.differences == ()
    assert done.outcome.standing("A").owed == Money(500, "THB")


@pytest.mark.parametrize(
    ("expect", "message"),
    [
        ('{ claim = "c1", outcome = "refused" }', "the claim 'c1' is approved, not refused"),
        ('{ claim = "c1", pays = 500 }', "the claim 'c1' pays 500.50 baht, not 500.00 baht"),
        (
            '{ claim = "c1", because = "nothing_due" }',
            "the claim 'c1' is decided because of 'met', not of 'nothing_due'",
        ),
        (
            '{ claim = "c1", payees = [{ name = "X", pays = 500.50 }] }',
            "the claim 'c1' is paid to nobody by name, not to X 500.50 baht",
        ),
        (
            '{ member = "A", benefit = "yearly", date = 2012-06-01, outcome = "none" }',
            "'benefit.yearly' of 'A' on 1 June 2012 is referred to the committee, not passed over",
        ),
        ('{ member = "A", status = "dead" }', "the membership of 'A' is active, not ended by death"),
        ('{ member = "A", arrears = 0 }', "'A' is 40.00 baht in arrears, not 0.00 baht"),
        ('{ member = "A", unpaid_months = 3 }', "'A' has 4 unpaid months, not 3"),
        ('{ member = "A", advance = 1 }', "'A' has paid 0.00 baht ahead, not 1.00 baht"),
        ('{ account = "cash", balance = 0 }', "the account 'cash' stands at -500.50 baht, not at 0.00 baht"),
        ('{ account = "cahs", balance = 0 }', "the books have no account 'cahs'"),
    ],
)
def test_a_difference_is_told_in_one_sentence_at_its_expectation(scheme: Scheme, expect: str, message: str) -> None:
    claim = '{ id = "c1", kind = "claimed", member = "A", benefit = "birth", date = 2012-05-01, occurred = 2012-04-20 }'
    done = result(scheme, JOINED, claim, expect=expect, as_of="2012-06-01")
    (difference,) = done.differences
    assert not done.passed
    assert difference.message == message
    assert (difference.file, difference.line) == ("one.cases.toml", 12)
    assert {"expected", "got"} <= difference.values.keys()


def test_what_was_expected_and_what_came_out_can_be_read_by_programs(scheme: Scheme) -> None:
    (difference,) = result(scheme, JOINED, expect='{ member = "A", arrears = 0 }', as_of="2012-03-15").differences
    assert (difference.values["expected"], difference.values["got"]) == (Money(0, "THB"), Money(2000, "THB"))


def test_an_event_that_the_engine_refuses_fails_the_case(scheme: Scheme) -> None:
    done = result(scheme, JOINED, JOINED, expect='{ member = "A", status = "active" }')
    (difference,) = done.differences
    assert (difference.code, difference.line) == ("WR471", 9)


def test_the_shares_of_payees_are_compared_in_order(scheme: Scheme) -> None:
    """100 baht among three: 33.33 each, and the odd satang to the last."""
    died = '{ kind = "died", member = "A", date = 2012-05-01 }'
    people = ", ".join(f'{{ class = "children", name = "{name}" }}' for name in "XYZ")
    claim = (
        f'{{ id = "c1", kind = "claimed", member = "A", benefit = "death", date = 2012-05-02, payees = [{people}] }}'
    )
    shares = (
        "["
        + ", ".join(f'{{ name = "{n}", pays = {p} }}' for n, p in zip("XYZ", ("33.33", "33.33", "33.34"), strict=True))
        + "]"
    )
    assert result(scheme, JOINED, died, claim, expect=f'{{ claim = "c1", pays = 100, payees = {shares} }}').passed


def test_a_committees_resolution_is_the_last_word_on_a_claim(scheme: Scheme) -> None:
    claim = '{ id = "c1", kind = "claimed", member = "A", benefit = "birth", date = 2012-02-01, occurred = 2012-01-20 }'
    resolved = (
        '{ kind = "resolved", claim = "c1", date = 2012-02-10, outcome = "approved", amount = 250, '
        'resolution = "1/2555" }'
    )
    before = '{ claim = "c1", outcome = "refused", because = "membership >= 60 days" }'
    after = '{ claim = "c1", outcome = "approved", pays = 250 }'
    assert result(scheme, JOINED, claim, expect=before).passed
    assert result(scheme, JOINED, claim, resolved, expect=after).passed


def test_cases_can_be_run_under_other_bylaws(scheme: Scheme) -> None:
    """An amended version: does what the committee worked out still come out?"""
    claim = '{ id = "c1", kind = "claimed", member = "A", benefit = "birth", date = 2012-05-01, occurred = 2012-04-20 }'
    file = cases(scheme, JOINED, claim, expect='{ claim = "c1", pays = 500.50 }')
    amended = loads_scheme(BYLAWS.replace("500.50", "750"))
    assert run_cases(file)[0].passed
    assert not run_cases(file, scheme=amended)[0].passed


def test_cases_find_their_scheme_beside_them(tmp_path: Path, scheme: Scheme) -> None:
    (tmp_path / "bylaws.toml").write_text(BYLAWS, encoding="utf-8")
    text = 'schema = 1\nscheme = "bylaws.toml"\n[[case]]\nid = "one"\nname = { en = "one" }\nas_of = 2012-02-15\n'
    text += f'events = [{JOINED}]\nexpect = [{{ member = "A", arrears = 10 }}]\n'
    (tmp_path / "one.cases.toml").write_text(text, encoding="utf-8")
    file = load_cases(tmp_path / "one.cases.toml")
    assert file.scheme == attrs.evolve(scheme, fingerprint=file.scheme.fingerprint)
    assert all(done.passed for done in run_cases(file))


def test_the_faults_of_a_scheme_are_told_as_the_schemes(tmp_path: Path) -> None:
    (tmp_path / "bylaws.toml").write_text("schema = 2", encoding="utf-8")
    (tmp_path / "one.cases.toml").write_text('schema = 1\nscheme = "bylaws.toml"\n', encoding="utf-8")
    with pytest.raises(SchemeError) as caught:
        load_cases(tmp_path / "one.cases.toml")
    assert Path(caught.value.found[0].file).name == "bylaws.toml"


def test_a_file_without_a_scheme_is_refused_with_everything_else() -> None:
    with pytest.raises(CaseError) as caught:
        loads_cases("schema = 3\ncases = 1\n")
    assert [found.code for found in caught.value.found] == ["WR103", "WR106", "WR102"]
