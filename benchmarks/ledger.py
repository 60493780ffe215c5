"""A live ledger of 5,000 members with five years behind it: asking, posting, late entries, snapshots."""

from __future__ import annotations

import json
import random
import statistics
import time
from datetime import date, timedelta

from _funds import monthly_payments, scheme
from _timing import line, median_seconds

from welfarerules import Fund, Ledger
from welfarerules.events import Claimed, Event, Paid, order_key

MEMBERS = 5_000
YEARS = 5
AS_OF = date(2014, 12, 31)
RECORDED = date(2015, 1, 2)


def posting(ledger: Ledger, events: list[Event]) -> float:
    """The median seconds that posting one event takes, by itself: on a day that has come."""
    taken = []
    for event in events:
        ledger.advance(event.date - timedelta(days=1))
        start = time.perf_counter()
        ledger.post(event)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def late(ledger: Ledger, times: int) -> float:
    """The median seconds that a payment of five years ago takes, of a member who has paid every month since."""
    draw, taken = random.Random(2), []
    for number in range(times):
        event = Paid(f"late-{number}", date(2010, 2, 3), f"M{draw.randrange(MEMBERS):05}", "30", recorded=RECORDED)
        start = time.perf_counter()
        entry = ledger.post(event)
        taken.append(time.perf_counter() - start)
        if not (entry.late and entry.postings):
            raise SystemExit(f"{event.id} changed nothing")
    return statistics.median(taken)


def main() -> None:
    """Print the figures."""
    events = sorted(monthly_payments(MEMBERS, YEARS), key=order_key)
    fund = Fund(scheme())
    ledger = fund.open()
    post = posting(ledger, events)
    ledger.advance(AS_OF)
    stay = {"admitted": date(2014, 9, 29), "discharged": date(2014, 10, 3)}
    claim = Claimed("C1", AS_OF, "M00007", "benefit.hospital", **stay)
    alone = fund.evaluate([event for event in events if getattr(event, "member", "") == "M00007"], AS_OF)
    if ledger.quote(claim) != alone.quote(claim):
        raise SystemExit("the ledger and the evaluation disagree")
    quote = median_seconds(lambda: ledger.quote(claim), runs=15, number=500)
    beside = median_seconds(lambda: alone.quote(claim), runs=15, number=500)
    adjust = late(ledger, 50)
    kept = ledger.snapshot()
    put_away = median_seconds(ledger.snapshot, runs=5)
    plain = median_seconds(lambda: json.dumps([[event.id, str(event.date)] for event in events]), runs=5)
    taken_up = median_seconds(lambda: fund.restore(kept), runs=5)
    print(line("posting one event", post * 1e6, "us", bound=50))
    print(line("quoting one claim", quote * 1e6, "us", bound=15))
    print(f"ratio of quoting to Outcome.quote: {quote / beside:.2f}")
    print(line("a payment five years late", adjust * 1e3, "ms", bound=20))
    print(line(f"a snapshot of {len(kept) / 1e6:.0f} MB", put_away, "s", bound=0.5))
    print(line("restoring it", taken_up, "s", bound=0.5))
    print(f"ratio of a snapshot to writing ids and dates as JSON: {put_away / plain:.2f}")


if __name__ == "__main__":
    main()
