"""Deciding one claim of a member with five years of history, and explaining it, beside a rule written by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from _funds import monthly_payments, scheme
from _timing import line, median_seconds

from welfarerules import Fund
from welfarerules.events import Claimed
from welfarerules.explain import explain

ADMITTED, DISCHARGED, CLAIMED = date(2014, 9, 29), date(2014, 10, 3), date(2014, 10, 20)


def by_hand(joined: date, unpaid: int, used: dict[int, Decimal], admitted: date, discharged: date) -> Decimal:
    """The same benefit as a programmer would hard-code it; arrears and what was used before are given to it."""
    if admitted < joined + timedelta(days=180) or unpaid >= 3:
        return Decimal(0)
    nights: dict[int, int] = {}
    night = admitted
    while night < discharged:
        year = night.year + (night.month >= 10)
        nights[year] = nights.get(year, 0) + 1
        night += timedelta(days=1)
    paid, left = Decimal(0), Decimal(600)
    for year, count in nights.items():
        part = min(Decimal(200) * count, left)
        left -= part
        paid += min(part, Decimal(1000) - used.get(year, Decimal(0)))
    return paid


def differing(count: int) -> list[Claimed]:
    """Claims of one member over four years, no two of the same days: hardly a sentence of one serves another."""
    claims = []
    for number in range(count):
        admitted = date(2010, 8, 1) + timedelta(days=number * 1_500 // count)
        discharged = admitted + timedelta(days=number % 11)
        claims.append(
            Claimed(
                f"D{number}",
                discharged + timedelta(days=number % 7),
                "M00000",
                "benefit.hospital",
                admitted=admitted,
                discharged=discharged,
            )
        )
    return claims


def main() -> None:
    """Print the figures."""
    outcome = Fund(scheme()).evaluate(monthly_payments(1, 5), date(2014, 12, 31))
    claim = Claimed("C1", CLAIMED, "M00000", "benefit.hospital", admitted=ADMITTED, discharged=DISCHARGED)
    decision = outcome.quote(claim)
    hand = by_hand(outcome.standings["M00000"].joined, 0, {}, ADMITTED, DISCHARGED)
    if decision.amount.to_decimal() != hand:
        raise SystemExit(f"the two ways disagree: {decision.amount} and {hand}")
    explain(outcome, decision, lang="th")
    decide = median_seconds(lambda: outcome.quote(claim), runs=15, number=500)
    told = median_seconds(lambda: explain(outcome, outcome.quote(claim), lang="th").text(), runs=15, number=100)
    joined = outcome.standings["M00000"].joined
    manual = median_seconds(lambda: by_hand(joined, 0, {}, ADMITTED, DISCHARGED), runs=15, number=500)
    others = differing(300)
    decide_others = median_seconds(lambda: [outcome.quote(one) for one in others], runs=15) / len(others)
    tell_others = median_seconds(
        lambda: [explain(outcome, outcome.quote(one), lang="th").text() for one in others], runs=15
    ) / len(others)
    print(line("deciding one claim", decide * 1e6, "us", bound=15))
    print(line("explaining it, more", (told - decide) * 1e6, "us", bound=100))
    print(line("deciding one of 300 claims that differ", decide_others * 1e6, "us", bound=15))
    print(line("explaining it, more", (tell_others - decide_others) * 1e6, "us", bound=100))
    print(line("by hand with Decimal, arrears given", manual * 1e6, "us"))
    print(f"ratio of deciding to by hand: {decide / manual:.2f}")


if __name__ == "__main__":
    main()
