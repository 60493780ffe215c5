"""What the fuzzer starts from: every scheme, file of events and file of cases there is, good and bad."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import attrs

import small_fund

ROOT: Final = Path(__file__).resolve().parents[2]
BAD: Final = ROOT / "schemes" / "bad"
KINDS: Final = ("scheme", "cases", "csv", "jsonl")
ENDS: Final[Mapping[str, str]] = MappingProxyType(
    {"scheme": ".toml", "cases": ".cases.toml", "csv": ".csv", "jsonl": ".jsonl"}
)
"""How a file of each kind is called."""

_ROWS: Final = 40
_WORD: Final = re.compile(r'[A-Za-z_]\w*|[ก-๎]+|"[^"\n]{1,40}"|[0-9][0-9.,/-]*|[<>=!+*/%|-]+')


@attrs.frozen
class Seed:
    """A text to start from."""

    name: str
    kind: str
    data: bytes
    refused: bool


@cache
def seeds() -> tuple[Seed, ...]:
    """All of them, in one order."""
    found = [
        Seed("small", "scheme", small_fund.SCHEME.encode(), refused=False),
        Seed("small", "cases", small_fund.CASES.encode(), refused=False),
        Seed("small", "csv", small_fund.EVENTS.encode(), refused=False),
    ]
    for path in sorted(ROOT.glob("schemes/**/*")) + sorted(ROOT.glob("plugins/*/schemes/*")):
        kind = kind_of(path)
        if kind:
            found += _of_file(path, kind, refused=path.parent == BAD)
    found += [_as_lines(seed) for seed in found if seed.kind == "csv" and not seed.refused]
    return tuple(found)


def kind_of(path: Path) -> str | None:
    """What kind of document a file is, None for any other."""
    return next((kind for kind in reversed(KINDS) if path.name.endswith(ENDS[kind])), "scheme" if _toml(path) else None)


def _toml(path: Path) -> bool:
    return path.suffix == ".toml" and not path.name.endswith(".cases.toml")


def _of_file(path: Path, kind: str, *, refused: bool) -> Sequence[Seed]:
    data = path.read_bytes()
    name = path.relative_to(ROOT).as_posix()
    if kind != "csv" or data.count(b"\n") <= 2 * _ROWS:
        return [Seed(name, kind, data, refused=refused)]
    header, *rows = data.splitlines(keepends=True)
    some = rows[:: max(len(rows) // (3 * _ROWS), 1)]
    parts = [some[at : at + _ROWS] for at in range(0, len(some), _ROWS)]
    return [Seed(f"{name}#{n}", kind, header + b"".join(part), refused=refused) for n, part in enumerate(parts)]


def _as_lines(seed: Seed) -> Seed:
    header, *rows = seed.data.decode().splitlines()
    names = header.split(",")
    lines = []
    for row in rows:
        cells = zip(names, row.split(","), strict=False)
        lines.append(json.dumps({name: cell for name, cell in cells if cell and "." not in name}, ensure_ascii=False))
    return Seed(f"{seed.name} as lines", "jsonl", "\n".join(lines).encode(), refused=False)


@cache
def of_kind(kind: str) -> tuple[Seed, ...]:
    """Those of one kind."""
    return tuple(seed for seed in seeds() if seed.kind == kind)


@cache
def words(kind: str) -> tuple[str, ...]:
    """Every word, number, text and sign that the documents of a kind are made of."""
    texts = (seed.data.decode("utf-8", "replace") for seed in of_kind(kind))
    return tuple(sorted({word for text in texts for word in _WORD.findall(text)}))
