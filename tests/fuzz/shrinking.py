"""A smaller document that fails in the same way."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

_LONGEST: Final = 60.0


def shrunk(data: bytes, fails: Callable[[bytes], bool]) -> bytes:
    """Take away lines, then bytes, for as long as what is left still fails."""
    ends = time.monotonic() + _LONGEST
    for parts in (data.split(b"\n"), None):
        joined = b"\n" if parts is not None else b""
        pieces = parts if parts is not None else [bytes([byte]) for byte in data]
        data = joined.join(_fewer(pieces, lambda left, joined=joined: fails(joined.join(left)), ends))  # type: ignore[misc]
    return data


def _fewer(pieces: list[bytes], fails: Callable[[list[bytes]], bool], ends: float) -> list[bytes]:
    """Delete ever smaller runs of *pieces* while what is left fails."""
    size = max(len(pieces) // 2, 1)
    while size and time.monotonic() < ends:
        at, shorter = 0, False
        while at < len(pieces) and time.monotonic() < ends:
            left = pieces[:at] + pieces[at + size :]
            if len(left) < len(pieces) and fails(left):
                pieces, shorter = left, True
            else:
                at += size
        size = size if shorter and size == 1 else size // 2
    return pieces
