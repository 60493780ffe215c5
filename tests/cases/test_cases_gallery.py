"""Each bad file of worked cases carries, in its leading comment, the exact text that a user sees.

``python tests/cases/test_cases_gallery.py`` writes those comments anew; read them before you keep them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from welfarerules.cases import load_cases, loads_cases, run_cases
from welfarerules.errors import WelfareError
from welfarerules.loading import load_scheme

SCHEMES: Final = Path(__file__).resolve().parents[2] / "schemes"
GALLERY: Final = sorted((SCHEMES / "bad").glob("*.cases.toml"))


def leading(text: str) -> list[str]:
    """The lines of the comment that *text* begins with."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line)
    return lines


def told(text: str, name: str) -> str:
    """What is wrong with the cases of *text*, or what comes out otherwise."""
    scheme = load_scheme(SCHEMES / "th" / "chamuang.toml")
    try:
        results = run_cases(loads_cases(text, scheme=scheme, path=name))
    except WelfareError as refused:
        return refused.render()
    return "\n".join(difference.render() for result in results for difference in result.differences)


def commented(text: str) -> list[str]:
    """*text* as the lines of a comment."""
    return [f"# {line}" for line in text.splitlines()]


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.name)
def test_a_bad_file_of_cases_says_what_it_must(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert commented(told(text, path.name)) == leading(text)


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.name)
def test_the_codes_of_a_bad_file_begin_with_that_of_its_name(path: Path) -> None:
    assert f"WR{path.name[:3]}" in path.read_text(encoding="utf-8")


def test_a_file_that_is_not_there_is_told_as_cases_are() -> None:
    with pytest.raises(WelfareError, match=r"^nowhere\.cases\.toml: WR100: .*: there is no such file"):
        load_cases("nowhere.cases.toml")


def written_anew(path: Path) -> str:
    """The text of *path* under the comment that it must carry; the comment's length moves the lines it speaks of."""
    text = path.read_text(encoding="utf-8")
    body = "\n".join(text.splitlines()[len(leading(text)) :])
    for _ in range(3):
        text = "\n".join([*commented(told(text, path.name)), body.rstrip("\n")]).rstrip("\n") + "\n"
    return text


if __name__ == "__main__":
    for bad in GALLERY:
        bad.write_text(written_anew(bad), encoding="utf-8")
