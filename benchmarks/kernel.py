"""The kernel compiled against the kernel in plain Python, on one fund; their books compared number by number."""

from __future__ import annotations

from datetime import date

from _funds import FIRST_DAY, monthly_payments, scheme
from _timing import line

from welfarerules.columns.arrays import ArrayStore
from welfarerules.columns.compiled import compiled_kernels
from welfarerules.fund import Fund
from welfarerules.fund.driver import Driver, Kernels, Run
from welfarerules.fund.evaluation import Prepared
from welfarerules.fund.store import PlainStore, Store
from welfarerules.kernel.codes import POSTING_WIDTH

YEARS = 15
CHUNK = 65_536


def timed(fund: Fund, prepared: Prepared, store: Store, kernels: Kernels, chunk: int) -> tuple[float, Run]:
    """The median seconds of seven runs, tables made beforehand, and the last run."""
    import statistics
    import time

    taken = []
    for _ in range(7):
        driver = Driver(fund.compiled, prepared.rows, store=store, kernels=kernels, chunk=chunk)
        start = time.perf_counter()
        run = driver.run(prepared.rows.last_day)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken), run


def main() -> None:
    """Print the figures."""
    fund = Fund(scheme())
    prepared = fund.prepare(monthly_payments(700, YEARS), date(FIRST_DAY.year + YEARS, 1, 1))
    plain_seconds, plain = timed(fund, prepared, PlainStore(), Kernels(), 4096)
    kernels = compiled_kernels()
    small = fund.prepare(monthly_payments(2, 1), date(FIRST_DAY.year + 1, 1, 1))
    Driver(fund.compiled, small.rows, store=ArrayStore(), kernels=kernels).run(small.rows.last_day)  # compiles
    compiled_seconds, compiled = timed(fund, prepared, ArrayStore(), kernels, CHUNK)
    postings = len(plain.journal) // POSTING_WIDTH
    print(f"{postings:,} postings")
    print(line("plain Python, per posting", plain_seconds / postings * 1e9, "ns"))
    print(line("compiled, per posting, drained", compiled_seconds / postings * 1e9, "ns"))
    print(f"ratio: {plain_seconds / compiled_seconds:.1f} times faster (bound 20)")
    print(f"books equal: {plain.journal == compiled.journal and plain.trace == compiled.trace}")


if __name__ == "__main__":
    main()
