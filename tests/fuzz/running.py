"""One input after another, each made from a seed and a number alone, so that any of them can be made again."""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Final

import attrs

from fuzz.corpus import ENDS, KINDS, Seed, of_kind
from fuzz.harmless import changed
from fuzz.mutations import mutated
from fuzz.properties import BrokenError, HangsError, check, faults, must
from fuzz.shrinking import shrunk

sys.set_int_max_str_digits(4300)

_HARMLESS: Final = 0.15
_PACKAGE: Final = "welfarerules"


@attrs.frozen
class Input:
    """A document to read.

    Attributes:
        number: Its place in the run.
        seed: What it was made from.
        harmless: Whether it must be refused for the same reasons as that.
    """

    number: int
    seed: Seed
    data: bytes
    harmless: bool

    @property
    def what(self) -> str:
        """What was done to the seed, for the count."""
        return f"{self.seed.kind}, {'changed harmlessly' if self.harmless else 'spoilt'}"


@attrs.frozen
class Failure:
    """An input of which something does not hold that must."""

    input: Input
    error: BaseException
    told: str

    @property
    def alike(self) -> str:
        """The same for failures that have one cause: the error and where in the package it came from."""
        frames = [
            frame for frame in traceback.extract_tb(self.error.__traceback__) if f"/{_PACKAGE}/" in frame.filename
        ]
        where = f"{Path(frames[-1].filename).name}:{frames[-1].name}" if frames else ""
        text = str(self.error)[:40] if isinstance(self.error, BrokenError) else ""
        return f"{type(self.error).__name__} {where} {text}".strip()


def made(run: int, number: int, kinds: Sequence[str] = KINDS) -> Input:
    """Return the input of that number in a run."""
    random = Random(f"{run}/{number}")
    kind = random.choice(kinds)
    seeds = of_kind(kind)
    refused = [seed for seed in seeds if seed.refused]
    if refused and random.random() < _HARMLESS:
        seed = random.choice(refused)
        return Input(number, seed, changed(random, seed), harmless=True)
    seed = random.choice([each for each in seeds if not each.refused] if random.random() < 0.5 else seeds)
    return Input(number, seed, mutated(random, seed.data, kind), harmless=False)


def tried(each: Input, folder: Path) -> Failure | None:
    """Read an input, use what it says, and return what does not hold."""
    path = folder / f"fuzzed{ENDS[each.seed.kind]}"
    path.write_bytes(each.data)
    try:
        check(each.seed.kind, path)
        if each.harmless:
            _as_before(each, path)
    except (Exception, HangsError) as error:  # noqa: BLE001 - whatever it is, it is a defect
        return Failure(each, error, "".join(traceback.format_exception(error)))
    return None


def _as_before(each: Input, path: Path) -> None:
    now = faults(each.seed.kind, path)
    path.write_bytes(each.seed.data)
    before = faults(each.seed.kind, path)
    must(now == before, f"{each.seed.name} is refused because of {before}, and after harmless changes of {now}")


def every(run: int, kinds: Sequence[str], start: int = 0) -> Iterator[Input]:
    """Make the inputs of a run without an end."""
    number = start
    while True:
        yield made(run, number, kinds)
        number += 1


def smaller(failure: Failure, folder: Path) -> bytes:
    """Return the smallest document found that fails alike. A harmless change has to be read as a whole."""
    if failure.input.harmless:
        return failure.input.data

    def fails(data: bytes) -> bool:
        again = tried(attrs.evolve(failure.input, data=data), folder)
        return again is not None and again.alike == failure.alike

    return shrunk(failure.input.data, fails)


def counted(inputs: Counter[str]) -> str:
    """Return how many inputs of each kind there were."""
    return "\n".join(f"  {what:32}{number:>10,}" for what, number in sorted(inputs.items()))
