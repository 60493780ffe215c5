"""The first inputs of one run of the fuzzer, and that it finds what it looks for. By hand it runs for an hour."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Final

import attrs
import pytest

from fuzz import properties
from fuzz.corpus import ENDS, KINDS, ROOT, Seed, of_kind, seeds
from fuzz.harmless import changed
from fuzz.mutations import ANY, FITTING, Mutation
from fuzz.properties import BrokenError, check, faults
from fuzz.running import Failure, Input, made, smaller, tried
from fuzz.shrinking import shrunk

RUN: Final = 1
"""Another seed would find other things; the same one fails for the same reason on every machine."""

EACH: Final = 40
SECONDS: Final = 3.0


@pytest.mark.parametrize("kind", KINDS)
def test_no_document_makes_it_stumble(kind: str, tmp_path: Path) -> None:
    ends = time.monotonic() + SECONDS
    for number in range(EACH):
        failure = tried(made(RUN, number, [kind]), tmp_path)
        assert failure is None, f"python tests/fuzz --seed {RUN} --kind {kind} --only {number}\n{failure.told}"
        if time.monotonic() > ends:
            break
    assert number >= 5


@pytest.mark.parametrize("seed", [seed for seed in seeds() if seed.refused], ids=lambda seed: Path(seed.name).name)
def test_what_the_gallery_refuses_is_refused_for_the_same_reasons_after_every_harmless_change(
    seed: Seed, tmp_path: Path
) -> None:
    """Line ends, a byte order mark, comments, blank lines, the order of tables, columns, rows and keys."""
    path = tmp_path / f"seed{ENDS[seed.kind]}"
    path.write_bytes(seed.data)
    before = faults(seed.kind, path)
    for number in range(3):
        path.write_bytes(changed(Random(f"{seed.name} {number}"), seed))
        assert faults(seed.kind, path) == before, path.read_text(encoding="utf-8")
    assert before or seed.name.startswith("schemes/bad/7")


@pytest.mark.parametrize(
    ("kind", "mutation"), [(kind, each) for kind in KINDS for each in dict.fromkeys((*ANY, *FITTING[kind]))]
)
def test_a_mutation_makes_the_same_of_the_same_and_something_else_of_most(kind: str, mutation: Mutation) -> None:
    others = 0
    for number in range(12):
        data = of_kind(kind)[number % len(of_kind(kind))].data
        once, again = (mutation(Random(number), data, kind) for _ in range(2))
        assert once == again
        others += once != data
    assert others >= 1


def test_a_traceback_is_a_failure_and_is_made_smaller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that cannot count to the letter z."""

    def broken(path: Path, **_: object) -> None:
        if b"z" in path.read_bytes():
            raise ZeroDivisionError("z")
        raise BrokenError("another thing")

    monkeypatch.setattr(properties, "load_scheme", broken)
    seed = attrs.evolve(of_kind("scheme")[0], data=b"a = 1\nb = 'xyz'\nc = 2\n")
    failure = tried(Input(0, seed, seed.data, harmless=False), tmp_path)
    assert isinstance(failure, Failure)
    assert "ZeroDivisionError" in failure.alike
    assert smaller(failure, tmp_path) == b"z"


def test_shrinking_keeps_only_what_is_needed() -> None:
    data = b"\n".join(b"line %d" % n for n in range(40))
    assert shrunk(data, lambda left: b"7" in left and b"31" in left) == b"317"


def test_what_holds_no_longer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "fuzzed.csv"
    path.write_bytes(of_kind("csv")[0].data)
    check("csv", path)
    monkeypatch.setattr(properties, "dumps_events", lambda *_: "kind,id,date\n")
    with pytest.raises(BrokenError, match="read back as something else"):
        check("csv", path)


def test_the_fuzzer_can_be_run_by_hand(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "tests/fuzz", "--seed", str(RUN), "--minutes", "0.01", "--keep", str(tmp_path / "kept")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(f"seed {RUN}, ")
    assert "nothing failed" in done.stdout
    assert not (tmp_path / "kept").exists()
