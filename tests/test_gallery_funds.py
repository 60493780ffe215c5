"""The gallery of events that read well and yet cannot be under the scheme: each file beside the text that a user sees.

After a message was changed on purpose, `python tests/test_gallery_funds.py` writes the texts anew; read what changed.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from welfarerules import Fund, load_scheme, read_events
from welfarerules.events import Joined

ROOT: Final = Path(__file__).parents[1]
GALLERY: Final = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "schemes" / "bad").glob("*.fund.csv"))
AS_OF: Final = date(2022, 12, 31)


def told(path: str) -> str:
    """All that is refused of a file under the Chamuang bylaws."""
    file = read_events(ROOT / path)
    fund = Fund(load_scheme(ROOT / "schemes" / "th" / "chamuang.toml"))
    outcome = fund.evaluate(file.events, AS_OF)
    found = (*file.refusals, *outcome.refusals)
    return "\n".join(diagnostic.render().replace(f"{ROOT.as_posix()}/", "") for diagnostic in found) + "\n"


def expected_of(path: str) -> Path:
    return ROOT / Path(path).with_suffix(".expected.txt")


@pytest.mark.parametrize("path", GALLERY)
def test_a_refused_event_says_exactly_what_stands_beside_it(path: str) -> None:
    assert told(path) == expected_of(path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", GALLERY)
def test_the_other_events_still_count(path: str) -> None:
    file = read_events(ROOT / path)
    outcome = Fund(load_scheme(ROOT / "schemes" / "th" / "chamuang.toml")).evaluate(file.events, AS_OF)
    refused = {diagnostic.line for diagnostic in (*file.refusals, *outcome.refusals)}
    joined = [
        event.member
        for event in file.events
        if isinstance(event, Joined)
        and event.place.line not in refused
        and event.date <= AS_OF
        and event.id not in outcome.reversed
    ]
    assert set(joined) <= set(outcome.standings)


if __name__ == "__main__":
    for name in GALLERY:
        expected_of(name).write_text(told(name), encoding="utf-8")
