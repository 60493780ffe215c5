"""What a committee reads aloud, word for word, in both languages.

After a wanted change, write the files anew and read every difference before keeping it::

    WELFARERULES_WRITE_GOLDEN=1 pytest tests/prose/test_prose_golden.py
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest

from read_schemes import CHAMUANG, EVERYTHING, scheme_in
from welfarerules import read_back
from welfarerules.prose import Reading
from welfarerules.words import LANGUAGES

GOLDEN: Final = Path(__file__).with_name("golden")
SWITCH: Final = "WELFARERULES_WRITE_GOLDEN"
SCHEMES: Final[Mapping[str, Path]] = {"chamuang": CHAMUANG, "everything": EVERYTHING}
FORMS: Final[Mapping[str, Callable[[Reading], str]]] = {
    "txt": lambda reading: reading.text(width=100),
    "md": Reading.markdown,
    "html": Reading.html,
}
KEPT: Final = (
    *(f"{name}.{lang}.txt" for name in SCHEMES for lang in LANGUAGES),
    "chamuang.th.md",
    "chamuang.th.html",
)


@pytest.mark.parametrize("kept", KEPT)
def test_a_scheme_reads_as_it_was_approved(kept: str) -> None:
    name, lang, form = kept.split(".")
    text = FORMS[form](read_back(scheme_in(SCHEMES[name]), lang=lang, examples=False))
    path = GOLDEN / kept
    if os.environ.get(SWITCH):
        assert not os.environ.get("CI"), "a build machine only compares"
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_every_reading_that_is_kept_is_compared() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(KEPT)
