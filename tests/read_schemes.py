"""Schemes that are read back in these tests, without what differs with every comment of their files."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import attrs

from welfarerules import load_scheme
from welfarerules.scheme.model import Scheme

TESTS: Final = Path(__file__).parent
CHAMUANG: Final = TESTS.parent / "schemes" / "th" / "chamuang.toml"
EVERYTHING: Final = TESTS / "prose" / "everything.toml"
FINGERPRINT: Final = "0123456789abcdef"


@cache
def scheme_in(path: Path) -> Scheme:
    """The scheme in a file, as if its text had that fingerprint."""
    return attrs.evolve(load_scheme(path), fingerprint=FINGERPRINT)
