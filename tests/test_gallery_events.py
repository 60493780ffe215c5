"""The gallery of refused events: each file stands beside the exact text that a user sees."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from welfarerules.errors import Diagnostic
from welfarerules.events import combine, effective, read_events

ROOT: Final = Path(__file__).parents[1]
GALLERY: Final = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "schemes" / "bad").iterdir()
    if path.name.endswith((".events.csv", ".events.jsonl"))
)


def refusals(path: str) -> tuple[Diagnostic, ...]:
    """All that is refused in a file before any scheme is known."""
    file = read_events(path)
    combined = combine(file.events)
    return (*file.refusals, *combined.refusals, *effective(combined.events).refusals)


def expected_of(path: str) -> Path:
    return ROOT / Path(path).with_suffix(".expected.txt")


def test_the_gallery_is_there() -> None:
    assert len(GALLERY) >= 8


@pytest.mark.parametrize("path", GALLERY)
def test_a_refused_file_says_exactly_what_stands_beside_it(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    told = "\n".join(found.render() for found in refusals(path)) + "\n"
    assert told == expected_of(path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", GALLERY)
def test_every_row_counts_or_is_told_of(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    file = read_events(path)
    lines = {found.line for found in file.refusals}
    assert file.rows == len(file.events) + len(lines) or lines == {1}


def test_no_expected_text_is_left_over() -> None:
    wanted = {expected_of(path) for path in GALLERY}
    assert set((ROOT / "schemes" / "bad").glob("*.events.expected.txt")) == wanted
