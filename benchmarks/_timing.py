"""Medians of several runs, and a line to print them on."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable


def median_seconds(action: Callable[[], object], *, runs: int = 7, number: int = 1) -> float:
    """The median over *runs* of the seconds that *action* takes, each run averaged over *number* calls."""
    taken = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        for _ in range(number):
            action()
        taken.append((time.perf_counter() - start) / number)
    return statistics.median(taken)


def line(what: str, figure: float, unit: str, *, bound: float | None = None) -> str:
    """One result; with its bound, whether it is kept."""
    text = f"{what:<58} {figure:>10,.2f} {unit}"
    if bound is not None:
        text += f"   (bound {bound:,g} {unit}: {'kept' if figure <= bound else 'MISSED'})"
    return text
