"""Schemes that are read back in these tests, without what differs with every comment of their files."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import attrs

from welfarerules import load_scheme, read_back
from welfarerules.prose import Reading
from welfarerules.scheme.model import Scheme

TESTS: Final = Path(__file__).parent
CHAMUANG: Final = TESTS.parent / "schemes" / "th" / "chamuang.toml"
EVERYTHING: Final = TESTS / "prose" / "everything.toml"
FINGERPRINT: Final = "0123456789abcdef"


@cache
def scheme_in(path: Path) -> Scheme:
    """The scheme in a file, as if its text had that fingerprint."""
    return attrs.evolve(load_scheme(path), fingerprint=FINGERPRINT)


@cache
def reading_of(path: Path, lang: str) -> Reading:
    """The scheme in a file read back, with examples: worked out once for all tests."""
    return read_back(scheme_in(path), lang=lang)
