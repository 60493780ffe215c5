"""Look for a document that this package neither takes nor refuses properly, for as long as there is time.

From the root of the repository::

    python tests/fuzz --minutes 60
    python tests/fuzz --seed 7 --only 1234        # one input of a run once more
    python tests/fuzz --large                     # texts of a megabyte, each timed

A run prints its seed; with it and the number of an input that input can be made again. What fails is kept in the
folder ``--keep`` twice: as it was made, and as small as it could be made, with the traceback beside it. The exit
status is 1 when anything failed.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from fuzz.corpus import ENDS, KINDS  # noqa: E402 - the folder of the tests comes first
from fuzz.large import LARGE  # noqa: E402
from fuzz.reading import read, seconds_to_evaluate  # noqa: E402
from fuzz.running import Failure, counted, every, made, smaller, tried  # noqa: E402


def main() -> int:
    """Run what the command line asks for."""
    options = _options()
    if options.large:
        return _large(options.size, options.kind)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.only is not None:
            failure = tried(made(options.seed, options.only, options.kind), folder)
            print(failure.told if failure else "nothing fails")
            return 1 if failure else 0
        return _search(options, folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python tests/fuzz", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=1.0, help="how long to search (1)")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="of the random numbers")
    parser.add_argument("--only", type=int, help="try this one input of the run")
    parser.add_argument("--kind", action="append", choices=KINDS, help="only documents of this kind; may be repeated")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-failures"), help="where failures are kept")
    parser.add_argument("--large", action="store_true", help="time large texts instead")
    parser.add_argument("--size", type=int, default=1_000_000, help="characters of a large text")
    options = parser.parse_args()
    options.kind = options.kind or list(KINDS)
    return options


def _search(options: argparse.Namespace, folder: Path) -> int:
    print(f"seed {options.seed}, {options.minutes:g} minutes", flush=True)
    ends = time.monotonic() + 60 * options.minutes
    inputs: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    for each in every(options.seed, options.kind):
        if time.monotonic() > ends:
            break
        inputs[each.what] += 1
        failure = tried(each, folder)
        if failure is None:
            continue
        failures[failure.alike] += 1
        if failures[failure.alike] == 1:
            _keep(failure, options, folder)
    print(f"{sum(inputs.values()):,} inputs:\n{counted(inputs)}")
    print(f"{len(failures)} kinds of failures:\n{counted(failures)}" if failures else "nothing failed")
    return 1 if failures else 0


def _keep(failure: Failure, options: argparse.Namespace, folder: Path) -> None:
    """Write a failure down, as it was made and smaller."""
    options.keep.mkdir(parents=True, exist_ok=True)
    number, end = failure.input.number, ENDS[failure.input.seed.kind]
    name = f"{options.seed}-{number}"
    print(f"input {number} of seed {options.seed} ({failure.input.seed.name}): {failure.alike}", flush=True)
    (options.keep / f"{name}{end}").write_bytes(failure.input.data)
    (options.keep / f"{name}.txt").write_text(failure.told, encoding="utf-8", errors="backslashreplace")
    (options.keep / f"{name}.small{end}").write_bytes(smaller(failure, folder))


def _large(size: int, kinds: list[str]) -> int:
    """Time texts of *size* characters; a second is too long to read one and to tell what is wrong with it."""
    slow = 0
    for kind, texts in LARGE.items():
        if kind not in {*kinds, *(["formula"] if "scheme" in kinds else [])}:
            continue
        for name, make in texts.items():
            reading = read(kind, make(size))
            more = ""
            if kind in {"csv", "jsonl"} and reading.result:
                more = f"{seconds_to_evaluate(reading.result.events):6.2f} s to evaluate"
            slow += reading.seconds > 1
            mark = "SLOW" if reading.seconds > 1 else ""
            print(f"{kind:8} {name:36} {reading.seconds:6.2f} s {mark:4} {more}", flush=True)
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main())
