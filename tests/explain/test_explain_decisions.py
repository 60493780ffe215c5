"""Every way in which a claim can end, told by what the bylaw and the kernel's notes say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from welfarerules.events import Changed, Claimed, Died, Event, Joined, Left, Paid, Payee
from welfarerules.explain import Explanation, explain
from welfarerules.fund import Fund, Outcome
from welfarerules.loading import loads_scheme

HEAD = """\
schema = 1
[scheme]
id = "th.example.decisions"
name = { th = "ตัวอย่าง", en = "example" }
currency = "THB"
effective = 2010-01-01
[conventions]
fund_year_starts = "1 October"
month_end = "clamp"
rounding = { mode = "half_up", to = 0.01 }
facts_as_of = "AS_OF"
cap_cuts = "CUTS nights"
[membership]
article = "6"
seniority = { on_readmission = "restart" }
on_leaving = { advance = "refund", arrears = "cancel" }
[contribution.pledge]
article = "7"
name = { th = "สัจจะ", en = "pledge" }
rate = "30 per month"
collected = "monthly"
periods = "calendar"
due = "first day"
first_period = "full"
[fact.poor]
name = { th = "ยากจน", en = "is poor" }
of = "member"
type = "truth"
[fact.kind]
name = { th = "ประเภท", en = "kind" }
of = "claim"
type = "category"
values = ["ไฟไหม้", "น้ำท่วม"]
[fact.doors]
name = { th = "ประตู", en = "doors" }
of = "claim"
type = "count"
unit = "doors"
[benefit.help]
article = "12"
name = { th = "ช่วยเหลือ", en = "help" }
class = "help"
"""
JOINED = date(2012, 1, 31)
TODAY = date(2013, 6, 30)
BEFORE: Sequence[Event] = (
    Joined("J", JOINED, member="A", born=date(1950, 2, 28)),
    Paid("P", JOINED, member="A", amount=10_000),
)


def found(benefit: str, *events: Event, facts_as_of: str = "event", cuts: str = "later") -> Outcome:
    """What came of *events* under one benefit."""
    text = HEAD.replace("AS_OF", facts_as_of).replace("CUTS", cuts) + benefit
    return Fund(loads_scheme(text)).evaluate([*BEFORE, *events], TODAY)


def told(outcome: Outcome, **claim: Any) -> Explanation:
    """Why a claim of today would be decided as it would."""
    fields: dict[str, Any] = {"occurred": TODAY, **claim}
    return explain(outcome, outcome.quote(Claimed("Q", TODAY, member="A", benefit="benefit.help", **fields)), lang="en")


def texts(explanation: Explanation, *kinds: str) -> list[str]:
    return [step.text for step in explanation.walk() if step.kind in kinds]


def last(explanation: Explanation) -> str:
    return explanation.steps[-1].text


OCCURRED = 'event_date = "occurred"\npayee = "member"\n'


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        (
            "membership < 3 years",
            (
                "“membership < 3 years” is met: counted from 31 Jan 2012 it holds up to 30 Jan 2015, and the day "
                "that counts is 30 Jun 2013."
            ),
        ),
        (
            "membership <= 1 month",
            (
                "“membership ≤ 1 month” is not met on 30 Jun 2013: counted from 31 Jan 2012 it held up to 29 Feb "
                "2012 only."
            ),
        ),
        (
            "membership > 17 months",
            (
                "“membership > 17 months” is not met on 30 Jun 2013: counted from 31 Jan 2012 it first holds on 1 "
                "Jul 2013."
            ),
        ),
        ("membership == 1 year", "“membership = 1 year” is not met from 31 Jan 2012 to 30 Jun 2013."),
        (
            "occurred - joined > 9 days",
            "“day it happened − day of joining > 9 days” is met from 31 Jan 2012 to 30 Jun 2013.",
        ),
        ("not poor", "“not is poor” is met: not no."),
        ("poor", "“is poor” is not met: no."),
        ("poor == false and doors > 2", "“is poor = no and doors > 2 doors” is met: no = no and 3 doors > 2 doors."),
        ("poor or doors < 2", "“is poor or doors < 2 doors” is not met: not (no or 3 doors < 2 doors)."),
        ('kind == "ไฟไหม้"', '“kind = "ไฟไหม้"” is not met: น้ำท่วม ≠ "ไฟไหม้".'),
        ('kind in ("ไฟไหม้", "น้ำท่วม")', '“kind in ("ไฟไหม้", "น้ำท่วม")” is met: น้ำท่วม in ("ไฟไหม้", "น้ำท่วม").'),
        (
            "years(membership) >= 1",
            "“years(membership) ≥ 1 year” is met: years(31 Jan 2012 to 30 Jun 2013) = 1 year ≥ 1 year.",
        ),
        ("2 * doors == 7", "“2 × doors = 7 doors” is not met: 2 × 3 doors = 6 doors ≠ 7 doors."),
        (
            "half_up(contributed / 7) < 100 baht",
            (
                "“half_up(contributions paid ÷ 7) < 100.00 baht” is met: half_up(540.00 baht ÷ 7) = 77.14 baht < "
                "100.00 baht."
            ),
        ),
        (
            "half_up(contributed / (doors - 3)) < 1",
            "“half_up(contributions paid ÷ (doors − 3 doors)) < 1.00 baht” cannot be computed: it divides by zero.",
        ),
        (
            "occurred > joined + 1 month",
            "“day it happened > day of joining + 1 month” is met: 30 Jun 2013 > 31 Jan 2012 + 1 month = 29 Feb 2012.",
        ),
        ("true", "“yes” is met: yes."),
    ],
)
def test_a_requirement_is_told_with_its_values(formula: str, sentence: str) -> None:
    outcome = found(
        f"{OCCURRED}requires = ['{formula}']\namount = 5\n",
        Changed("F", date(2012, 2, 1), member="A", facts={"poor": False}),
    )
    explanation = told(outcome, facts={"doors": 3, "kind": "น้ำท่วม"})
    group = next(step for step in explanation.steps if step.kind == "requirements")
    assert group.steps[0].text == sentence
    assert group.steps[0].article == "12"


def test_a_division_by_zero_goes_to_the_committee_without_asking_for_facts() -> None:
    explanation = told(
        found(f"{OCCURRED}requires = ['half_up(100 baht / (doors - 3)) < 1 baht']\namount = 5\n"), facts={"doors": 3}
    )
    assert last(explanation) == "Referred to the committee: the bylaw's formula divides by zero here."


def test_an_amount_that_divides_by_zero_goes_to_the_committee() -> None:
    explanation = told(found(OCCURRED + 'amount = { formula = "half_up(100 / doors)" }\n'), facts={"doors": 0})
    assert texts(explanation, "amount")[-1] == "half_up(100.00 baht ÷ doors) cannot be computed: it divides by zero."
    assert last(explanation) == "Referred to the committee: the bylaw's formula divides by zero here."


def test_every_unknown_fact_is_named_once() -> None:
    outcome = found(f"{OCCURRED}requires = ['poor', 'poor or doors > 1']\namount = 5\n")
    assert last(told(outcome)) == "Referred to the committee. It must find out: is poor, doors."


def test_an_unmet_requirement_that_is_the_committees_is_told_as_such() -> None:
    outcome = found(
        OCCURRED + 'requires = [{ formula = "doors > 3", otherwise = "refer", article = "14" }]\namount = 5\n'
    )
    conclusion = told(outcome, facts={"doors": 1}).steps[-1]
    assert conclusion.text.startswith("Referred to the committee: “doors > 3 doors” is not met")
    assert conclusion.article == "14"


def test_one_who_was_no_member_is_told_the_day() -> None:
    outcome = found(OCCURRED + "amount = 5\n")
    assert last(told(outcome, occurred=date(2012, 1, 30))) == "Refused: A was not a member on 30 Jan 2012."


ENDED = f"""{HEAD}
event_date = "died"
amount = 100
payee = {{ order = ["named"], share = "equal", odd_satang = "first" }}
""".replace("AS_OF", "event").replace("CUTS", "later")
ENDED = ENDED.replace("[contribution.pledge]", 'ends_when = "unpaid_months >= 3"\n[contribution.pledge]')


def after_the_end(*more: Event, arrears: str = "cancel") -> Outcome:
    """One who paid for January 2012 alone, and is no member from May on: February to April are three months."""
    text = ENDED.replace('arrears = "cancel"', f'arrears = "{arrears}"')
    events = [Joined("J", date(2012, 1, 1), member="A"), Paid("P", date(2012, 1, 1), member="A", amount=30), *more]
    return Fund(loads_scheme(text)).evaluate(events, date(2012, 12, 31))


DIED = (
    Died("D", date(2012, 8, 1), member="A"),
    Claimed("C", date(2012, 8, 5), member="A", benefit="benefit.help", payees=(Payee("named", "B"),)),
)


def test_a_membership_that_ended_by_itself_is_told_with_its_condition_by_who_stands_and_by_who_claims() -> None:
    outcome = after_the_end(*DIED)
    conclusion = explain(outcome, "C", lang="en").steps[-1]
    assert conclusion.text == (
        "Refused: A was not a member on 1 Aug 2012, because by the bylaw the membership ended by itself on 1 May 2012:"
    )
    condition = "The bylaw ends a membership when this holds on a due day: unpaid months ≥ 3 months."
    assert ([step.text for step in conclusion.steps], conclusion.article) == ([condition], "6")
    standing = explain(outcome, outcome.standing("A"), lang="en").steps[0]
    assert standing.text == (
        "A was a member from 1 Jan 2012; by the bylaw the membership ended by itself on 1 May 2012, before A died on "
        "1 Aug 2012."
    )
    assert [step.text for step in standing.steps] == [condition]


def test_a_membership_that_was_left_did_not_end_by_itself() -> None:
    outcome = after_the_end(Left("L", date(2012, 2, 10), member="A"), *DIED)
    assert last(explain(outcome, "C", lang="en")) == "Refused: A was not a member on 1 Aug 2012."
    standing = explain(outcome, outcome.standing("A"), lang="en").steps[0]
    assert standing.text == "A was a member from 1 Jan 2012 to 10 Feb 2012, and died on 1 Aug 2012."


def test_a_claim_from_before_the_membership_began_says_nothing_of_its_end() -> None:
    early = Claimed("C", date(2012, 6, 5), member="A", benefit="benefit.help", occurred=date(2011, 12, 31))
    text = ENDED.replace('event_date = "died"', 'event_date = "occurred"')
    text = text.replace('payee = { order = ["named"], share = "equal", odd_satang = "first" }', 'payee = "member"')
    events = [Joined("J", date(2012, 1, 1), member="A"), early]
    outcome = Fund(loads_scheme(text)).evaluate(events, date(2012, 12, 31))
    assert outcome.standing("A").status == "ended"
    assert last(explain(outcome, "C", lang="en")) == "Refused: A was not a member on 31 Dec 2011."


def test_an_amount_of_nothing_is_told_with_how_it_came_about() -> None:
    explanation = told(found(OCCURRED + 'amount = { formula = "100 * doors - 500" }\n'), facts={"doors": 3})
    assert texts(explanation, "amount") == [
        "100.00 baht × doors − 500.00 baht = 100.00 baht × 3 doors − 500.00 baht = -200.00 baht",
        "-200.00 baht is less than nothing and counts as nothing.",
    ]
    assert last(explanation) == "Refused: by the bylaw the amount comes to nothing."


@pytest.mark.parametrize(
    ("formula", "rounding"),
    [
        (
            "ceiling(contributed / 7)",
            "77.142857… baht is rounded to a multiple of 0.01 baht (upwards): 77.15 baht. 0.007142… baht is added.",
        ),
        (
            "half_even(contributed / 7, 10)",
            (
                "77.142857… baht is rounded to a multiple of 10.00 baht (to the nearest, a half goes to the even "
                "side): 80.00 baht. 2.857142… baht is added."
            ),
        ),
        (
            "down(contributed / 7)",
            (
                "77.142857… baht is rounded to a multiple of 0.01 baht (towards zero): 77.14 baht. 0.002857… baht is "
                "dropped."
            ),
        ),
        ("up(contributed / 5)", "108.00 baht is a multiple of 0.01 baht already: nothing is rounded."),
    ],
)
def test_a_rounding_says_what_it_took_or_gave(formula: str, rounding: str) -> None:
    explanation = told(found(f'{OCCURRED}amount = {{ formula = "{formula}" }}\n'))
    assert texts(explanation, "rounding") == [rounding]
    step = next(step for step in explanation.walk() if step.kind == "rounding")
    data = step.to_json()["values"]
    assert Fraction(data["exact"]) == Fraction(data["result"]) + Fraction(data["dropped"])


STAY = """\
event_date = "admitted"
payee = "member"
amount = { per = "night", pays = 200 }
"""


def test_earlier_nights_are_cut_where_the_scheme_says_so() -> None:
    outcome = found(
        STAY
        + 'counted_by = "each night"\ncap = [{ per = "event", amount = 500 }, { per = "fund year", amount = 900 }]\n',
        cuts="earlier",
    )
    explanation = told(outcome, occurred=None, admitted=date(2012, 9, 29), discharged=date(2012, 10, 3))
    assert texts(explanation, "part") == [
        "In fund year 2013 (1 Oct 2012 to 30 Sep 2013): 2 nights.",
        "In fund year 2012 (1 Oct 2011 to 30 Sep 2012): 2 nights.",
    ]
    assert texts(explanation, "convention", "sum") == [
        "Where the limit for one time cuts a stay of several fund years, the earlier nights are cut.",
        "Together: 400.00 baht + 100.00 baht = 500.00 baht.",
    ]


def test_a_limit_per_fund_year_says_nothing_of_which_nights_are_cut() -> None:
    """Each year's part is cut by its own limit: no convention decides anything."""
    cap = 'cap = [{ per = "event", amount = 5000 }, { per = "fund year", amount = 300 }]\n'
    outcome = found(f'{STAY}counted_by = "each night"\n{cap}')
    explanation = told(outcome, occurred=None, admitted=date(2012, 9, 29), discharged=date(2012, 10, 3))
    assert texts(explanation, "convention", "sum") == ["Together: 300.00 baht + 300.00 baht = 600.00 baht."]


def test_a_stay_counted_by_one_day_names_that_days_year() -> None:
    outcome = found(STAY + 'counted_by = "discharge"\ncap = [{ per = "fund year", amount = 500 }]\n')
    explanation = told(outcome, occurred=None, admitted=date(2012, 9, 29), discharged=date(2012, 10, 3))
    assert texts(explanation, "part") == ["It counts in fund year 2013 (1 Oct 2012 to 30 Sep 2013)."]
    unknown = told(outcome, occurred=None, admitted=date(2012, 9, 29))
    assert last(unknown) == "Referred to the committee. It must find out: day of discharge."


def test_facts_as_of_the_claim_say_so() -> None:
    outcome = found(f"{OCCURRED}requires = ['poor == false']\namount = 5\n", facts_as_of="claim")
    assert texts(told(outcome), "facts") == [
        "These facts were used, as they stood on the day of the claim, 30 Jun 2013:"
    ]
    left = found(
        f"{OCCURRED}requires = ['poor == false']\namount = 5\n",
        Left("L", date(2013, 5, 1), member="A"),
        facts_as_of="claim",
    )
    explanation = told(left, occurred=date(2013, 4, 1))
    assert texts(explanation, "facts") == [
        "These facts were used, as they stood on the last day of membership, 1 May 2013:"
    ]


DEATH = """\
event_date = "died"
amount = 100
payee = { order = ["spouse"], share = "equal", odd_satang = "ODD" }
"""


@pytest.mark.parametrize(
    ("odd_to", "sentences"),
    [
        (
            "last",
            [
                "100.00 baht is shared equally; the number of people is 3.",
                "B is paid 33.33 baht.",
                "C is paid 33.33 baht.",
                "D is paid 33.34 baht, 0.01 baht of which is what could not be shared equally.",
            ],
        ),
        (
            "fund",
            [
                "100.00 baht is shared equally; the number of people is 3.",
                "0.01 baht cannot be shared equally and stays with the fund.",
                "B is paid 33.33 baht.",
                "C is paid 33.33 baht.",
                "D is paid 33.33 baht.",
            ],
        ),
    ],
)
def test_the_odd_satang_is_told(odd_to: str, sentences: list[str]) -> None:
    outcome = found(DEATH.replace("ODD", odd_to), Died("D", date(2013, 6, 1), member="A"))
    people = tuple(Payee("spouse", name) for name in "BCD")
    explanation = told(outcome, occurred=None, payees=people)
    assert texts(explanation, "shares", "odd", "payment") == sentences


def test_a_death_without_payees_or_claimed_twice() -> None:
    death = Died("D", date(2013, 6, 1), member="A")
    claim = Claimed("C", date(2013, 6, 2), member="A", benefit="benefit.help", payees=(Payee("spouse", "B"),))
    outcome = found(DEATH.replace("ODD", "first"), death, claim)
    assert texts(explain(outcome, "C", lang="en"), "payment") == ["B is paid 100.00 baht."]
    assert last(told(outcome, occurred=None)) == "Refused: this is paid once only, and it was paid before."
    unnamed = last(told(found(DEATH.replace("ODD", "first"), death), occurred=None))
    assert unnamed == "Referred to the committee. It must find out who is to be paid: the claim names nobody."


TIERS = (
    "amount = { by = 'doors', tiers = [{ from = 1, pays = 10 }, { above = 4, pays = 20 }, { from = 9, pays = 30 }] }\n"
)


@pytest.mark.parametrize(
    ("doors", "sentences"),
    [
        (1, ["“doors > 4 doors” is not met: 1 doors ≤ 4 doors.", "This tier pays 10.00 baht."]),
        (
            5,
            [
                "“doors ≥ 9 doors” is not met: 5 doors < 9 doors.",
                "“doors > 4 doors” is met: 5 doors > 4 doors.",
                "This tier pays 20.00 baht.",
            ],
        ),
        (9, ["“doors ≥ 9 doors” is met: 9 doors ≥ 9 doors.", "This tier pays 30.00 baht."]),
    ],
)
def test_a_tier_is_told_with_the_next_one(doors: int, sentences: list[str]) -> None:
    explanation = told(found(OCCURRED + TIERS), facts={"doors": doors})
    assert texts(explanation, "tier", "amount") == sentences


def test_the_tree_of_a_decision_is_stable() -> None:
    """The kinds that programs rely on; `VERSION` grows when one of them changes its meaning."""
    explanation = told(
        found(f"{OCCURRED}requires = ['doors > 0']\namount = 5\ncap = [{{ per = 'fund year', amount = 4 }}]\n"),
        facts={"doors": 1},
    )
    assert explanation.to_json() == {
        "format": "welfarerules.explanation",
        "version": 1,
        "kind": "decision",
        "subject": "Q",
        "language": "en",
        "currency": "THB",
        "title": "“help” for member A: approved, 4.00 baht",
        "steps": explanation.to_json()["steps"],
    }
    assert [step["kind"] for step in explanation.to_json()["steps"]] == [
        "claim", "event", "facts", "requirements", "amounts", "payment", "conclusion",
    ]  # fmt: skip
    cap = next(step for step in explanation.walk() if step.kind == "cap").to_json()
    assert cap["values"] == {"limit": "4.00", "before": "5.00", "room": "4.00", "after": "4.00", "cut": "1.00"}
    fact = next(step for step in explanation.walk() if step.kind == "fact").to_json()
    assert fact == {
        "kind": "fact",
        "text": "doors: 1 doors",
        "article": "",
        "values": {"fact": "doors", "name": "doors", "unit": "doors", "value": 1},
        "steps": [],
    }


@pytest.mark.parametrize(
    ("formula", "sentences"),
    [
        ("half_up(10.5 * 3)", ["half_up(31.50 baht) = 31.50 baht"]),
        ("half_up(contributed)", ["half_up(contributions paid) = half_up(540.00 baht) = 540.00 baht"]),
        ("contributed", ["contributions paid = 540.00 baht"]),
        ("1 * contributed", ["1 × contributions paid = 1 × 540.00 baht = 540.00 baht"]),
        (
            "min(half_up(contributed), 9)",
            ["min(half_up(contributions paid), 9.00 baht) = min(540.00 baht, 9.00 baht) = 9.00 baht"],
        ),
        (
            "if(doors > 2, contributed, 4)",
            ["“doors > 2 doors” is met: 3 doors > 2 doors.", "So this applies: contributions paid = 540.00 baht."],
        ),
        (
            "if(doors > 3, 5, 100 * days(membership))",
            [
                "“doors > 3 doors” is not met: 3 doors ≤ 3 doors.",
                "So this applies: 100.00 baht × days(membership).",
                "100.00 baht × days(membership) = 100.00 baht × 516 days = 51,600.00 baht",
            ],
        ),
        (
            "floor(7 baht / 2, 1) + floor(7 baht / 2, 1)",
            [
                "7 baht / 2 = 3.50 baht",
                "floor(3.50 baht, 1.00 baht) + floor(3.50 baht, 1.00 baht) = 3.00 baht + 3.00 baht = 6.00 baht",
            ],
        ),
    ],
)
def test_every_amount_is_told_however_little_there_is_to_compute(formula: str, sentences: list[str]) -> None:
    """What is written twice is computed once, and told once."""
    explanation = told(found(f'{OCCURRED}amount = {{ formula = "{formula}" }}\n'), facts={"doors": 3})
    assert texts(explanation, "amount", "choice") == sentences
