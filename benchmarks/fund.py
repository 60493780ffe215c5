"""A whole fund: read from CSV and evaluated in plain Python; time, memory and growth with the number of members."""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from _funds import FIRST_DAY, monthly_payments, scheme
from _timing import line

from welfarerules import Fund, read_events
from welfarerules.events import write_events

YEARS = 15
AS_OF = date(FIRST_DAY.year + YEARS, 1, 1)
RUNS = 5


def one(path: str) -> None:
    """Read and evaluate once; print seconds of both, postings and the most memory that was held."""
    fund = Fund(scheme())
    start = time.perf_counter()
    events = read_events(path).events
    read = time.perf_counter()
    outcome = fund.evaluate(events, AS_OF)
    done = time.perf_counter()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(read - start, done - read, len(outcome.journal), most, len(outcome.refusals))


def figures(path: str) -> tuple[float, float, int, float]:
    """Medians over fresh interpreters."""
    found = []
    for _ in range(RUNS):
        done = subprocess.run([sys.executable, __file__, path], check=True, capture_output=True, text=True)
        found.append(tuple(float(word) for word in done.stdout.split()))
    middle = [sorted(column)[RUNS // 2] for column in zip(*found, strict=True)]
    if middle[4]:
        raise SystemExit("events were refused")
    return middle[0], middle[1], int(middle[2]), middle[3]


def main() -> None:
    """Print the figures."""
    per_payment = []
    with tempfile.TemporaryDirectory() as folder:
        for members in (100, 700, 5_000):
            path = Path(folder) / f"{members}.csv"
            write_events(path, monthly_payments(members, YEARS))
            gc.collect()
            read, evaluate, postings, memory = figures(str(path))
            payments = members * YEARS * 12
            per_payment.append(evaluate / payments)
            print(f"{members:,} members, {payments:,} payments, {postings:,} postings")
            judged = members == 700
            print(line("  reading the CSV", read, "s", bound=1.5 if judged else None))
            print(line("  evaluating", evaluate, "s", bound=1.5 if judged else None))
            print(line("  most memory held", memory, "MB", bound=300 if judged else None))
            print(line("  evaluating, per payment", evaluate / payments * 1e6, "us"))
    print(f"ratio of time per payment, 5,000 to 100 members: {per_payment[2] / per_payment[0]:.2f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(sys.argv[1])
    else:
        main()
