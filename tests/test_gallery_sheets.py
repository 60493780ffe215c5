"""The gallery of refused workbooks: each is told as JSON, made here, and stands beside the exact text it gets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from welfarerules.errors import EventError
from welfarerules.events import read_events
from workbooks import saved

BAD: Final = Path(__file__).parents[1] / "schemes" / "bad"
GALLERY: Final = sorted(path.name for path in BAD.glob("*.sheet.json"))


def told(name: str) -> str:
    """All that is refused in the workbook that *name* tells."""
    given = json.loads((BAD / name).read_text(encoding="utf-8"))
    saved(Path("events.xlsx"), given["sheets"])
    try:
        refusals = read_events("events.xlsx", sheet=given.get("sheet")).refusals
    except EventError as error:
        refusals = error.found
    return "\n".join(found.render() for found in refusals) + "\n"


def test_the_gallery_is_there() -> None:
    assert len(GALLERY) >= 5


@pytest.mark.parametrize("name", GALLERY)
def test_a_refused_workbook_says_exactly_what_stands_beside_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert told(name) == (BAD / name).with_suffix("").with_suffix(".sheet.expected.txt").read_text(encoding="utf-8")


def test_no_expected_text_is_left_over() -> None:
    wanted = {name.replace(".sheet.json", ".sheet.expected.txt") for name in GALLERY}
    assert {path.name for path in BAD.glob("*.sheet.expected.txt")} == wanted
