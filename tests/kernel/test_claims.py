"""Stays cut into fund years and caps in their order, beside a model that goes night by night."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import event, given
from hypothesis import strategies as st

from strategies.written import STAY, benefit, claim, evaluate, fund
from welfarerules.events import Event, Joined, Left

RATE = 200
JOINED = date(2020, 6, 1)


@st.composite
def stays(draw: st.DrawFn) -> list[tuple[date, date]]:
    """Stays around the turns of two fund years."""
    found = []
    for _ in range(draw(st.integers(1, 4))):
        admitted = date(draw(st.sampled_from([2021, 2022])), 10, 1) + timedelta(days=draw(st.integers(-9, 3)))
        found.append((admitted, admitted + timedelta(days=draw(st.sampled_from([0, 1, 4, 9, 370])))))
    return found


def share_a_night(stay: tuple[date, date], other: tuple[date, date], *, by_day: bool) -> bool:
    """Whether two stays pay for one night, or for one day; a second claim for the same dates always may be the same."""
    nights = [{first + timedelta(days=k) for k in range((last - first).days + by_day)} for first, last in (stay, other)]
    return stay == other or bool(nights[0] & nights[1])


def night_by_night(
    stay: tuple[date, date],
    caps: list[tuple[str, int]],
    used: dict[int, int],
    *,
    by_day: bool,
    earlier: bool,
    end: date,
) -> int:
    """What a stay pays when each cap in turn looks at each night in turn, and at what it let pass before.

    The nights of a fund year go through all caps before the next year's do; *earlier* cuts begin with the last year.
    """
    length = (stay[1] - stay[0]).days + by_day
    nights = [stay[0] + timedelta(days=k) for k in range(length) if stay[0] + timedelta(days=k) <= end]
    years = sorted({year_of(night) for night in nights}, reverse=earlier)
    passed_event, total = 0, 0
    for year in years:
        amount = RATE * sum(year_of(night) == year for night in nights)
        for per, most in caps:
            if per == "event":
                amount = min(amount, most - passed_event)
                passed_event += amount
            else:
                amount = min(amount, max(most - used.get(year, 0), 0))
        used[year] = used.get(year, 0) + amount
        total += amount
    return total


def year_of(night: date) -> int:
    """The fund year, which starts on 1 October."""
    return night.year if night.month >= 10 else night.year - 1


@given(
    stays(),
    st.permutations([("event", 600), ("fund year", 1000)]),
    st.integers(0, 2),
    st.sampled_from([150, 600, 5000]),
    st.sampled_from([150, 1000, 9000]),
    st.booleans(),
    st.booleans(),
    st.integers(0, 900),
)
def test_stays_pay_what_a_walk_over_their_nights_pays(
    given_stays: list[tuple[date, date]],
    order: list[tuple[str, int]],
    count: int,
    per_event: int,
    per_year: int,
    by_day: bool,
    earlier: bool,
    left_after: int,
) -> None:
    """All of it together: caps in any order, cuts at either end, nights or days, and a membership that may end."""
    amounts = {"event": per_event, "fund year": per_year}
    caps = [(per, amounts[per]) for per, _ in order][:count]
    end = date(2021, 9, 15) + timedelta(days=left_after)
    under = fund(
        benefit(
            "stay",
            STAY,
            amount={"per": "day" if by_day else "night", "pays": RATE},
            cap=[{"per": per, "amount": amount} for per, amount in caps] or None,
            counted_by="each night" if any(per == "fund year" for per, _ in caps) else None,
        ),
        conventions={"cap_cuts": "earlier nights" if earlier else "later nights"},
    )
    events: list[Event] = [Joined("join", JOINED, "M"), Left("left", end, "M")]
    for k, (admitted, discharged) in enumerate(given_stays):
        text = (date(2024, 1, 1) + timedelta(days=k)).isoformat()
        events.append(
            claim(f"{k}", text, benefit="stay", admitted=admitted.isoformat(), discharged=discharged.isoformat())
        )
    used: dict[int, int] = {}
    expected: list[int] = []
    for k, stay in enumerate(given_stays):
        before = zip(expected, given_stays[:k], strict=True)
        again = any(paid and share_a_night(stay, other, by_day=by_day) for paid, other in before)
        counts = stay[0] <= end and not again
        expected.append(night_by_night(stay, caps, used, by_day=by_day, earlier=earlier, end=end) if counts else 0)
    outcome = evaluate(under, events, "2024-02-01")
    assert [decision.amount.minor for decision in outcome.decisions] == [100 * amount for amount in expected]
    event("pays" if any(expected) else "pays nothing")
