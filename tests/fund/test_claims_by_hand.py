"""Deaths and their payees, benefits that recur, what the committee resolves, what is taken over, closed, reversed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import pytest

from strategies.written import (
    CONVENTIONS,
    DEATH,
    GRANT,
    STAY,
    benefit,
    claim,
    codes,
    contribution,
    day,
    dues,
    evaluate,
    fund,
    joined,
    postings,
    shares,
    stay,
    verdicts,
)
from welfarerules.events import (
    Changed,
    Claimed,
    Closed,
    Died,
    Event,
    Joined,
    Left,
    Opening,
    Paid,
    Payee,
    Received,
    Resolved,
    Reversed,
    Spent,
)
from welfarerules.fund import Fund, Outcome

CHILDREN = [Payee("children", name) for name in ("Mani", "Mana", "Chujai")]


def dying(*, odd: str = "first", **keys: Any) -> Fund:
    """10,000 baht at death."""
    payee = {"order": ["named", "spouse", "children"], "share": "equal", "odd_satang": odd}
    return fund(benefit("death", DEATH, **({"amount": 10000, "payee": payee} | keys)))


def died(*claims: Event) -> list[Event]:
    """The member of 1 January 2020 dies on 10 March 2024."""
    return [joined("2020-01-01"), Died("died", day("2024-03-10"), "M"), *claims]


def claimed(identity: str, on: str, *payees: Payee) -> Claimed:
    """Somebody claims the death benefit."""
    return Claimed(identity, day(on), "M", "death", payees=payees)


def resolved(identity: str, on: str, about: str, *, amount: str | None = None) -> Resolved:
    """The committee approves an amount, or refuses."""
    return Resolved(identity, day(on), about, "approved" if amount else "refused", "4/2567", amount=amount)


@pytest.mark.parametrize(
    ("odd", "paid", "amount"),
    [
        ("first", ["3333.34", "3333.33", "3333.33"], "10000.00"),
        ("last", ["3333.33", "3333.33", "3333.34"], "10000.00"),
        ("fund", ["3333.33", "3333.33", "3333.33"], "9999.99"),
    ],
)
def test_three_children_share_alike_and_the_odd_satang_goes_where_the_scheme_says(
    odd: str, paid: list[str], amount: str
) -> None:
    outcome = evaluate(dying(odd=odd), died(claimed("claim", "2024-03-20", *CHILDREN)), "2024-04-01")
    assert shares(outcome) == list(zip(["Mani", "Mana", "Chujai"], paid, strict=True))
    assert verdicts(outcome) == [("approved", "met", amount)]


def test_two_odd_satang_go_to_one_person() -> None:
    payees = [Payee("children", name) for name in "ABCDEF"]
    outcome = evaluate(dying(amount=100), died(claimed("claim", "2024-03-20", *payees)), "2024-04-01")
    assert shares(outcome) == [("A", "16.70"), *((name, "16.66") for name in "BCDEF")]


@pytest.mark.parametrize(("odd", "paid"), [("first", "3333.34"), ("last", "3333.33"), ("fund", "3333.33")])
def test_what_the_committee_grants_is_shared_by_the_same_rule(odd: str, paid: str) -> None:
    under = dying(odd=odd, requires=["membership >= 10 years"])
    events = died(claimed("claim", "2024-03-20", *CHILDREN), resolved("so", "2024-03-25", "claim", amount="10000"))
    outcome = evaluate(under, events, "2024-04-01")
    assert shares(outcome)[0] == ("Mani", paid)
    assert outcome.decisions[1].amount.minor == (999999 if odd == "fund" else 1000000)


def test_the_first_class_with_a_living_person_takes_all() -> None:
    spouse, named = Payee("spouse", "Somsri"), Payee("named", "Boonmee")
    outcome = evaluate(dying(), died(claimed("claim", "2024-03-20", *CHILDREN, spouse)), "2024-04-01")
    assert shares(outcome) == [("Somsri", "10000.00")]
    outcome = evaluate(dying(), died(claimed("claim", "2024-03-20", spouse, *CHILDREN, named)), "2024-04-01")
    assert shares(outcome) == [("Boonmee", "10000.00")]


def test_a_death_is_paid_once_whoever_claims() -> None:
    events = died(
        claimed("first", "2024-03-20", Payee("spouse", "Somsri")),
        claimed("second", "2024-03-21", *CHILDREN),
        claimed("third", "2024-03-22"),
    )
    outcome = evaluate(dying(), events, "2024-04-01")
    assert verdicts(outcome) == [
        ("approved", "met", "10000.00"),
        ("refused", "already_paid", "0.00"),
        ("refused", "already_paid", "0.00"),
    ]
    assert shares(outcome) == [("Somsri", "10000.00")]


def test_a_claim_that_names_nobody_goes_to_the_committee_and_uses_nothing_up() -> None:
    events = died(claimed("first", "2024-03-20"), claimed("second", "2024-03-21", *CHILDREN[:1]))
    assert verdicts(evaluate(dying(), events, "2024-04-01")) == [
        ("referred", "payee_unknown", "0.00"),
        ("approved", "met", "10000.00"),
    ]


def test_a_payee_of_a_class_that_the_scheme_does_not_know_refuses_the_claim() -> None:
    outcome = evaluate(dying(), died(claimed("claim", "2024-03-20", Payee("cousin", "Piti"))), "2024-04-01")
    assert (codes(outcome), verdicts(outcome)) == (["WR460"], [])


def test_the_death_benefit_of_one_who_lives_or_has_left_is_not_paid() -> None:
    alive = [joined("2020-01-01"), claimed("claim", "2024-03-20", *CHILDREN)]
    assert verdicts(evaluate(dying(), alive, "2024-04-01")) == [("referred", "event_date_unknown", "0.00")]
    gone = [Left("left", day("2024-03-09"), "M"), *died(claimed("claim", "2024-03-20", *CHILDREN))]
    assert verdicts(evaluate(dying(), gone, "2024-04-01")) == [("refused", "not_covered", "0.00")]
    same_day = [Left("a", day("2024-03-10"), "M"), *died(claimed("claim", "2024-03-20", *CHILDREN))]
    assert verdicts(evaluate(dying(), same_day, "2024-04-01")) == [("approved", "met", "10000.00")]


@pytest.mark.parametrize(
    ("bound", "died_on", "pays"),
    [
        ("from", "2023-12-31", "5000.00"),
        ("from", "2024-01-01", "10000.00"),
        ("above", "2024-01-01", "5000.00"),
        ("above", "2024-01-02", "10000.00"),
    ],
)
def test_a_tier_begins_on_its_bound_or_just_after_it(bound: str, died_on: str, pays: str) -> None:
    tiers = [{"from": "1 day", "pays": 5000}, {bound: "4 years", "pays": 10000}]
    events = [joined("2020-01-01"), Died("died", day(died_on), "M"), claimed("claim", "2024-03-20", *CHILDREN[:1])]
    outcome = evaluate(dying(amount={"by": "membership", "tiers": tiers}), events, "2024-04-01")
    assert shares(outcome) == [("Mani", pays)]


def test_a_claim_below_the_first_tier_is_refused_for_it() -> None:
    tiers = [{"from": "5 years", "pays": 5000}]
    outcome = evaluate(
        dying(amount={"by": "membership", "tiers": tiers}), died(claimed("claim", "2024-03-20")), "2024-04-01"
    )
    assert verdicts(outcome) == [("refused", "requirement_not_met", "0.00")]
    assert outcome.decisions[0].requirement == "tiers"


def recurring(every: str, on: str, conventions: Mapping[str, Any] = CONVENTIONS, **keys: Any) -> Fund:
    """10 baht that nobody claims."""
    recurs = {"every": every, "on": on}
    elderly = {**GRANT, "class": "elderly", "event_date": None, "amount": 10, "recurs": recurs}
    return fund(benefit("old_age", elderly, **keys), conventions=conventions)


def test_a_yearly_benefit_is_paid_on_its_day_to_those_who_meet_its_requirements() -> None:
    """Born on 1 October 1960: exactly 60 on the first payment day that counts."""
    under = recurring("year", "1 October", requires=["age >= 60 years", "membership >= 1 year"])
    outcome = evaluate(under, [joined("2018-10-02", born="1960-10-01")], "2022-09-30")
    assert postings(outcome, "benefit_paid") == [("2020-10-01", "10.00"), ("2021-10-01", "10.00")]
    assert outcome.decisions[0].id == "benefit.old_age@2020-10-01/M"
    assert outcome.decisions[0].claim == ""
    born_later = evaluate(under, [joined("2018-10-02", born="1960-10-02")], "2022-09-30")
    assert postings(born_later, "benefit_paid") == [("2021-10-01", "10.00")]


@pytest.mark.parametrize(
    ("month_end", "days"),
    [
        ("clamp", ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"]),
        ("overflow", ["2024-01-31", "2024-03-02", "2024-03-31", "2024-05-01"]),
    ],
)
@pytest.mark.parametrize("start", ["2024-01-01", "2024-01-31"])
def test_a_monthly_benefit_of_the_31st_never_drifts(month_end: str, days: list[str], start: str) -> None:
    under = recurring("month", "day 31", {"month_end": month_end})
    outcome = evaluate(under, [joined(start)], "2024-05-30")
    assert postings(outcome, "benefit_paid") == [(on, "10.00") for on in days]


def test_nothing_recurs_after_leaving_and_the_day_of_leaving_still_counts() -> None:
    events = [joined("2024-01-01"), Left("left", day("2024-03-31"), "M")]
    outcome = evaluate(recurring("month", "day 31"), events, "2024-12-31")
    assert [on for on, _ in postings(outcome, "benefit_paid")] == ["2024-01-31", "2024-02-29", "2024-03-31"]


def test_an_unknown_date_of_birth_refers_and_one_that_is_told_later_decides() -> None:
    under = recurring("year", "1 October", requires=["age >= 60 years"])
    events = [joined("2018-10-02"), Changed("told", day("2020-01-01"), "M", born=day("1950-01-01"))]
    assert verdicts(evaluate(under, events, "2020-12-31")) == [
        ("referred", "requirement_unknown", "0.00"),
        ("approved", "met", "10.00"),
    ]


def granting(**keys: Any) -> Fund:
    """1,000 baht after 180 days, 1,500 a fund year."""
    keys = {"requires": ["membership >= 180 days"], "cap": [{"per": "fund year", "amount": 1500}]} | keys
    return fund(benefit(**keys))


def test_the_committee_may_grant_what_was_refused_and_that_uses_up_the_cap() -> None:
    events = [
        joined("2024-01-01"),
        claim("early", "2024-03-01", occurred="2024-03-01"),
        resolved("so", "2024-03-10", "early", amount="800.50"),
        claim("later", "2024-08-01", occurred="2024-08-01"),
    ]
    outcome = evaluate(granting(), events, "2024-09-01")
    assert verdicts(outcome) == [
        ("refused", "requirement_not_met", "0.00"),
        ("approved", "committee", "800.50"),
        ("approved", "met", "699.50"),
    ]
    resolution = outcome.decisions[1]
    assert (resolution.id, resolution.claim, resolution.date) == ("so", "early", day("2024-03-10"))
    assert postings(outcome, "benefit_paid") == [("2024-03-10", "800.50"), ("2024-08-01", "699.50")]


def test_the_committee_decides_a_claim_once_it_has_granted_it() -> None:
    events = [
        joined("2024-01-01"),
        claim("claim", "2024-03-01", occurred="2024-03-01"),
        resolved("no", "2024-03-10", "claim"),
        resolved("yes", "2024-04-10", "claim", amount="100"),
        resolved("again", "2024-05-10", "claim", amount="100"),
        resolved("back", "2024-06-10", "claim"),
    ]
    outcome = evaluate(granting(), events, "2024-09-01")
    assert [amount for _, _, amount in verdicts(outcome)] == ["0.00", "0.00", "100.00"]
    assert codes(outcome) == ["WR474", "WR474"]
    assert postings(outcome, "benefit_paid") == [("2024-04-10", "100.00")]


def test_a_resolution_of_a_claim_that_was_never_made_is_refused() -> None:
    events = [joined("2024-01-01"), resolved("so", "2024-03-10", "claim", amount="100")]
    assert codes(evaluate(granting(), events, "2024-09-01")) == ["WR461"]
    late = [*events, claim("claim", "2024-03-11", occurred="2024-03-01")]
    assert codes(evaluate(granting(), late, "2024-09-01")) == ["WR461"]


def taken_over(**keys: Any) -> list[Event]:
    """The fund starts on 1 October 2023, with a member of 2020 and cash."""
    opened: dict[str, Any] = {"member": "M", "joined": day("2020-01-01"), "paid_until": day("2023-09-30")} | keys
    return [Opening("cash", day("2023-10-01"), amount="50000.25"), Opening("open", day("2023-10-01"), **opened)]


def test_a_fund_that_starts_mid_life_takes_over_cash_members_and_what_they_paid_ahead() -> None:
    """Of the cash 45 baht are the member's: what the fund itself begins with is 49,955.25."""
    outcome = evaluate(fund(contribution()), taken_over(advance="45"), "2023-11-30")
    assert str(outcome.balances["cash"]) == "50,000.25 baht"
    assert str(outcome.balances["equity:opening"]) == "-49,955.25 baht"
    assert dues(outcome) == [("2023-10-01", "30.00"), ("2023-11-01", "30.00")]
    assert postings(outcome, "from_advance") == [("2023-10-01", "30.00"), ("2023-11-01", "15.00")]
    standing = outcome.standing("M")
    assert (standing.joined, str(standing.contributed), str(standing.owed)) == (
        day("2020-01-01"),
        "45.00 baht",
        "15.00 baht",
    )


@pytest.mark.parametrize(
    ("used", "paid"), [("0", "1000.00"), ("500", "1000.00"), ("1400.50", "99.50"), ("1500", "0.00"), ("2000", "0.00")]
)
def test_what_was_had_of_a_cap_before_the_takeover_is_used_up_for_that_fund_year_alone(used: str, paid: str) -> None:
    events = [
        *taken_over(used={"grant": used}),
        claim("this", "2024-01-10", occurred="2024-01-01"),
        claim("next", "2024-11-10", occurred="2024-11-01"),
    ]
    outcome = evaluate(granting(), events, "2024-12-31")
    assert (codes(outcome), [amount for _, _, amount in verdicts(outcome)]) == ([], [paid, "1000.00"])


def closing(*events: Event) -> Outcome:
    """A year with dues, a grant received, an expense and a benefit paid; closed on 30 September."""
    year: list[Event] = [
        joined("2024-01-01"),
        Paid("paid", day("2024-01-01"), "M", "270"),
        Received("grant", day("2024-02-01"), "5000", "town"),
        Spent("books", day("2024-02-02"), "120.75", "books"),
        claim("claim", "2024-08-01", occurred="2024-08-01"),
        Closed("closed", day("2024-09-30")),
    ]
    return evaluate(fund(contribution(), benefit()), [*year, *events], "2024-10-01")


def test_a_closed_year_leaves_its_result_in_the_surplus_and_the_next_begins_at_nothing() -> None:
    """270 + 5,000 - 120.75 - 1,000 = 4,149.25; the due of 1 October is not paid."""
    balances = {account: str(money.to_decimal()) for account, money in closing().balances.items() if money.minor}
    assert balances == {
        "cash": "4149.25",
        "equity:surplus": "-4149.25",
        "memo:owed:contribution.satja": "30.00",
        "memo:dues:contribution.satja": "-30.00",
    }
    assert sorted(amount for _, amount in postings(closing(), "year_closed")) == [
        "1000.00",
        "120.75",
        "270.00",
        "5000.00",
    ]


def test_a_year_closed_twice_is_closed_once() -> None:
    again = closing(Closed("closed-2", day("2024-09-30")))
    assert list(again.journal) == list(closing().journal)


def test_a_reversed_payment_was_never_made() -> None:
    events = [
        joined("2024-01-01"),
        Paid("paid", day("2024-01-05"), "M", "30"),
        claim("claim", "2024-01-20", occurred="2024-01-15"),
        Reversed("wrong", day("2024-06-01"), "paid", reason="typed for another"),
    ]
    under = fund(contribution(), benefit(requires=["arrears_amount == 0"]))
    assert verdicts(evaluate(under, events[:-1], "2024-01-31")) == [("approved", "met", "1000.00")]
    outcome = evaluate(under, events, "2024-01-31")
    assert verdicts(outcome) == [("refused", "requirement_not_met", "0.00")]
    assert (outcome.reversed, postings(outcome, "payment")) == (("paid",), [])


def test_a_reversed_claim_gives_its_cap_back() -> None:
    stays = [
        claim(f"stay-{k}", f"2024-0{k}-09", benefit="stay", admitted=f"2024-0{k}-01", discharged=f"2024-0{k}-05")
        for k in (1, 2)
    ]
    under = fund(benefit("stay", STAY, cap=[{"per": "fund year", "amount": 1000}], counted_by="admission"))
    events = [joined("2020-01-01"), *stays]
    assert [amount for _, _, amount in verdicts(evaluate(under, events, "2024-03-01"))] == ["800.00", "200.00"]
    undone = Reversed("undo", day("2024-02-20"), "stay-1")
    assert [amount for _, _, amount in verdicts(evaluate(under, [*events, undone], "2024-03-01"))] == ["800.00"]


def test_one_whose_joining_is_reversed_never_was_a_member() -> None:
    events = [
        joined("2024-01-01"),
        Joined("other", day("2024-01-01"), "N"),
        Paid("paid", day("2024-01-05"), "M", "30"),
        Reversed("wrong", day("2024-01-06"), "join"),
    ]
    outcome = evaluate(fund(contribution()), events, "2024-01-31")
    assert codes(outcome) == ["WR478"]
    assert set(outcome.standings) == {"N"}
    assert next(iter(outcome.journal)).member == "N"


def test_a_second_claim_for_the_event_of_one_that_was_approved_goes_to_the_committee() -> None:
    events = [
        joined("2020-01-01"),
        claim("first", "2024-03-20", occurred="2024-03-10"),
        claim("again", "2024-03-21", occurred="2024-03-10"),
        claim("another", "2024-03-22", occurred="2024-03-11"),
        resolved("twins", "2024-03-25", "again", amount="1000"),
    ]
    outcome = evaluate(fund(benefit()), events, "2024-04-01")
    assert verdicts(outcome) == [
        ("approved", "met", "1000.00"),
        ("referred", "same_event", "0.00"),
        ("approved", "met", "1000.00"),
        ("approved", "committee", "1000.00"),
    ]
    assert [decision.same_as for decision in outcome.decisions] == ["", "first", "", ""]


def test_a_claim_for_the_event_of_one_that_was_refused_is_decided_by_itself() -> None:
    under = fund(benefit(requires=["membership >= 30 days"]), benefit("other"))
    events = [
        joined("2024-01-01"),
        claim("early", "2024-01-20", occurred="2024-01-10"),
        claim("again", "2024-01-21", occurred="2024-01-10"),
        claim("other", "2024-01-22", benefit="other", occurred="2024-01-10"),
    ]
    assert [outcome for outcome, _, _ in verdicts(evaluate(under, events, "2024-04-01"))] == [
        "refused",
        "refused",
        "approved",
    ]


@pytest.mark.parametrize(
    ("per", "admitted", "discharged", "outcome"),
    [
        ("night", "2024-03-05", "2024-03-09", "approved"),
        ("day", "2024-03-05", "2024-03-09", "referred"),
        ("night", "2024-03-04", "2024-03-09", "referred"),
        ("night", "2024-02-20", "2024-03-02", "referred"),
        ("night", "2024-02-20", "2024-03-01", "approved"),
        ("day", "2024-02-20", "2024-03-01", "referred"),
        ("night", "2024-03-02", "2024-03-03", "referred"),
    ],
)
def test_no_night_is_paid_twice_under_two_ids(per: str, admitted: str, discharged: str, outcome: str) -> None:
    """The stay paid before is from 1 to 5 March: its day of discharge is a day that counts, but no night."""
    under = fund(benefit("grant", STAY, amount={"per": per, "pays": 200}))
    events = [joined("2020-01-01"), stay("first", "2024-03-01", "2024-03-05"), stay("next", admitted, discharged)]
    decided = {each.claim: each.outcome for each in evaluate(under, events, "2024-06-01").decisions}
    assert sorted(decided.values()) == sorted(["approved", outcome])


def test_a_resolution_counts_after_the_claims_of_its_day_whatever_their_ids() -> None:
    under = fund(benefit(requires=["membership >= 10 years"]))
    events = [
        joined("2020-01-01"),
        claim("Z", "2024-03-20", occurred="2024-03-10"),
        resolved("A", "2024-03-20", "Z", amount="500"),
    ]
    outcome = evaluate(under, events, "2024-04-01")
    assert codes(outcome) == []
    assert verdicts(outcome)[1] == ("approved", "committee", "500.00")


def test_the_committee_says_whom_it_pays_where_the_claim_names_nobody() -> None:
    somsri = Payee("spouse", "Somsri")
    nobody = died(claimed("claim", "2024-03-20"), resolved("so", "2024-03-25", "claim", amount="10000"))
    outcome = evaluate(dying(), nobody, "2024-04-01")
    assert (codes(outcome), shares(outcome)) == (["WR469"], [])
    named = [attrs.evolve(event, payees=(somsri,)) if isinstance(event, Resolved) else event for event in nobody]
    assert shares(evaluate(dying(), named, "2024-04-01")) == [("Somsri", "10000.00")]
    cousin = [
        attrs.evolve(event, payees=(Payee("cousin", "P"),)) if isinstance(event, Resolved) else event
        for event in nobody
    ]
    assert codes(evaluate(dying(), cousin, "2024-04-01")) == ["WR460"]


def test_no_resolution_pays_a_death_that_another_claim_was_paid_for() -> None:
    somsri = Payee("spouse", "Somsri")
    events = died(
        claimed("first", "2024-03-20"),
        claimed("second", "2024-03-21", somsri),
        attrs.evolve(resolved("so", "2024-03-25", "first", amount="10000"), payees=(somsri,)),
    )
    outcome = evaluate(dying(), events, "2024-04-01")
    assert codes(outcome) == ["WR476"]
    assert shares(outcome) == [("Somsri", "10000.00")]


def test_nothing_that_happened_before_the_bylaws_held_is_judged_by_them() -> None:
    events = [
        Joined("early", day("1999-12-31"), "M"),
        Opening("open", day("2000-01-01"), member="M", joined=day("1990-01-01"), paid_until=day("1999-12-31")),
        claim("claim", "2000-01-02", occurred="2000-01-01"),
    ]
    outcome = evaluate(fund(benefit(requires=["membership >= 10 years"])), events, "2000-04-01")
    assert codes(outcome) == ["WR468"]
    assert verdicts(outcome) == [("approved", "met", "1000.00")]


def pensions(*, requires: str = "age >= 60 years") -> Fund:
    """A fund that pays 200 baht every 1 October."""
    keys = {"event_date": None, "recurs": {"every": "year", "on": "1 October"}}
    return fund(benefit("old", **keys, requires=[requires], amount=200, class_="elderly"))


def test_the_committee_can_decide_a_payment_without_a_claim_that_was_referred_to_it() -> None:
    """Nobody knows when M was born; the committee finds out and pays, once."""
    payment = "benefit.old@2020-10-01/M"
    events = [
        joined("2020-01-01"),
        resolved("so", "2020-10-05", payment, amount="200"),
        resolved("again", "2020-10-06", payment, amount="200"),
        resolved("other", "2020-10-07", "benefit.old@2019-10-01/M", amount="200"),
    ]
    outcome = evaluate(pensions(), events, "2020-12-31")
    assert codes(outcome) == ["WR474", "WR485"]
    assert verdicts(outcome) == [("referred", "requirement_unknown", "0.00"), ("approved", "committee", "200.00")]
    assert outcome.decisions[1].claim == payment == outcome.decisions[0].id
    assert postings(outcome, "benefit_paid") == [("2020-10-05", "200.00")]


@pytest.mark.parametrize("claim_id", ["benefit.old@2020-10-01/N", "benefit.old@soon/M", "benefit.young@2020-10-01/M"])
def test_a_resolution_on_a_payment_that_cannot_be_is_refused(claim_id: str) -> None:
    outcome = evaluate(pensions(), [joined("2020-01-01"), resolved("so", "2020-10-05", claim_id)], "2020-12-31")
    assert codes(outcome) == ["WR461"]


def test_a_payment_that_was_made_or_refused_by_the_bylaw_was_not_referred() -> None:
    payment = "benefit.old@2020-10-01/M"
    for born, code in (("1950-01-01", "WR474"), ("2000-01-01", "WR485")):
        events = [joined("2020-01-01", born=born), resolved("so", "2020-10-05", payment, amount="200")]
        assert codes(evaluate(pensions(), events, "2020-12-31")) == [code]
