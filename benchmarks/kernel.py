"""The kernel compiled against the kernel in plain Python, on one fund; their books compared number by number."""

from __future__ import annotations

import gc
import statistics
import time
from datetime import date

import attrs
from _funds import FIRST_DAY, monthly_payments, scheme
from _timing import line

from welfarerules.columns.arrays import ArrayStore
from welfarerules.columns.compiled import compiled_kernels
from welfarerules.fund import Fund
from welfarerules.fund.driver import Driver, Kernels, Run
from welfarerules.fund.evaluation import Prepared
from welfarerules.fund.store import PlainStore, Store
from welfarerules.kernel.codes import POSTING_WIDTH
from welfarerules.kernel.records import Tables

YEARS = 15
CHUNK = 65_536


@attrs.frozen
class Timed:
    """One run: seconds in all, seconds within the fold (draining and making room left out), and what it left."""

    whole: float
    fold: float
    run: Run


def timed(fund: Fund, prepared: Prepared, store: Store, kernels: Kernels, chunk: int) -> Timed:
    """Run once; the tables are made beforehand."""
    within = 0.0

    def fold(tables: Tables, stop: int, last_day: int) -> int:
        nonlocal within
        start = time.perf_counter()
        found = kernels.fold(tables, stop, last_day)
        within += time.perf_counter() - start
        return found

    driver = Driver(fund.compiled, prepared.rows, store=store, kernels=attrs.evolve(kernels, fold=fold), chunk=chunk)
    gc.collect()
    start = time.perf_counter()
    run = driver.run(prepared.rows.last_day)
    return Timed(time.perf_counter() - start, within, run)


def main() -> None:
    """Print the figures: both ways in turn, so that a machine that slows down slows both."""
    fund = Fund(scheme())
    prepared = fund.prepare(monthly_payments(700, YEARS), date(FIRST_DAY.year + YEARS, 1, 1))
    compiled_by_numba = compiled_kernels()
    small = fund.prepare(monthly_payments(2, 1), date(FIRST_DAY.year + 1, 1, 1))
    start = time.perf_counter()
    timed(fund, small, ArrayStore(), compiled_by_numba, CHUNK)
    print(line("compiling, once", time.perf_counter() - start, "s"))
    wholes, folds = [], []
    for _ in range(7):
        plain = timed(fund, prepared, PlainStore(), Kernels(), 4096)
        compiled = timed(fund, prepared, ArrayStore(), compiled_by_numba, CHUNK)
        wholes.append((plain.whole, compiled.whole))
        folds.append((plain.fold, compiled.fold))
    postings = len(plain.run.journal) // POSTING_WIDTH
    print(f"{postings:,} postings")
    for what, pairs, bound in (("the kernel", folds, 20.0), ("with its chunks drained", wholes, None)):
        for way, seconds in zip(("plain", "compiled"), zip(*pairs, strict=True), strict=True):
            print(line(f"{what}, {way}, per posting", statistics.median(seconds) / postings * 1e9, "ns"))
        ratio = statistics.median(before / after for before, after in pairs)
        kept = "" if bound is None else f" (bound {bound:g}: {'kept' if ratio >= bound else 'MISSED'})"
        print(f"{what}, run by run: {ratio:.1f} times faster{kept}")
    print(f"books equal: {plain.run.journal == compiled.run.journal and plain.run.trace == compiled.run.trace}")


if __name__ == "__main__":
    main()
