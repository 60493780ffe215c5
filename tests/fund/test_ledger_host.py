"""The host of the how-to page, killed at random moments: nothing is lost and nothing is doubled."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import documents
import small_fund
from welfarerules import Fund, Ledger
from welfarerules.events import Claimed, Event, Joined, Paid, Reversed, dumps_events, loads_events

PAGE: Final = documents.ROOT / "docs" / "how-to" / "keep-a-ledger.md"
START: Final = date(2011, 10, 1)

WORKER: Final = """\
import sys
from datetime import date
from welfarerules import load_scheme, read_events
import books
books.SNAPSHOT_EVERY = 7
host = books.Books("fund.sqlite", load_scheme("fund.toml"))
print("ready", flush=True)
for event in read_events("fund.jsonl").events:
    host.post(event)
host.advance(date(2013, 9, 30))
print("done", flush=True)
"""


def events() -> Iterator[Event]:
    """Entries of two years in the order in which they are made: some late, some taken back, one claim each."""
    for member in ("A", "B", "C"):
        yield Joined(f"J-{member}", START, member, born=date(1970, 5, 5))
    for week in range(40):
        day = START + timedelta(days=10 * week)
        for member in ("A", "B"):
            yield Paid(f"P-{member}-{week}", day, member, 7 + week % 5)
        if week % 4 == 0:
            yield Paid(f"P-C-{week}", START + timedelta(days=week), "C", 30, recorded=day)
        if week % 10 == 9:
            yield Reversed(f"X-{week}", day, f"P-A-{week - 3}")
            stay: dict[str, Any] = {"admitted": day - timedelta(days=3), "discharged": day}
            yield Claimed(f"C-{week}", day, "A", "benefit.hospital", **stay)


def uninterrupted() -> Ledger:
    """The same entries in a ledger that was never stopped."""
    ledger = Fund(small_fund.scheme()).open()
    for event in loads_events(dumps_events(events(), "jsonl"), "jsonl").events:
        ledger.post(event)
    ledger.advance(date(2013, 9, 30))
    return ledger


def module_of_the_page() -> str:
    """The host as the page has it."""
    (text,) = (
        text.partition("\n\n")[2]
        for language, text in documents.fences(PAGE)
        if language == "python" and text.startswith(":caption: books.py")
    )
    return text


def put(folder: Path) -> None:
    """Write all that the worker needs."""
    (folder / "books.py").write_text(module_of_the_page(), encoding="utf-8")
    (folder / "worker.py").write_text(WORKER, encoding="utf-8")
    (folder / "fund.toml").write_text(small_fund.SCHEME, encoding="utf-8")
    (folder / "fund.jsonl").write_text(dumps_events(events(), "jsonl"), encoding="utf-8")


def started(folder: Path) -> subprocess.Popen[str]:
    """A worker that has taken up the books and begins to post."""
    path = os.pathsep.join([str(documents.ROOT / "src"), str(folder)])
    worker = subprocess.Popen(
        [sys.executable, "worker.py"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert worker.stdout is not None
    assert worker.stderr is not None
    assert worker.stdout.readline() == "ready\n", worker.stderr.read()
    return worker


def kill_after(folder: Path, moment: float) -> None:
    """Kill a worker so many seconds after it took up the books."""
    with started(folder) as worker:
        time.sleep(moment)
        worker.kill()


def saved(folder: Path) -> list[tuple[object, ...]]:
    """The postings in the file."""
    file = sqlite3.connect(folder / "fund.sqlite")
    try:
        return file.execute("SELECT * FROM postings ORDER BY number").fetchall()
    finally:
        file.close()


def test_a_host_that_is_killed_at_random_moments_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    """After every kill the file holds the beginning of what a ledger that was never stopped issued, in the end all."""
    put(tmp_path)
    whole = [
        (p.number, p.date.isoformat(), p.debit, p.credit, p.amount.minor, p.cause, p.reason)
        for p in uninterrupted().journal
    ]
    luck = random.Random(4)
    progress = [0]
    while progress[-1] < len(whole) and len(progress) < 25:
        kill_after(tmp_path, luck.uniform(0, 0.15))
        found = saved(tmp_path)
        assert found == whole[: len(found)]
        assert len(found) >= progress[-1]
        progress.append(len(found))
    with started(tmp_path) as worker:
        told, wrong = worker.communicate()
    assert told == "done\n", wrong
    assert saved(tmp_path) == whole
    assert len({after for after in progress if 0 < after < len(whole)}) >= 3
