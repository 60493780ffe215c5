"""The gallery of bad schemes: each file carries, in its leading comment lines, the exact text a user sees.

Most are refused; the warnings of one that is not are told instead.

A file is read as if ``welfarerules check`` had been run in its folder. After a message has changed on purpose,
``python tests/test_gallery_schemes.py`` writes the comments anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from welfarerules.errors import Diagnostic, WelfareError
from welfarerules.loading import loads_scheme
from welfarerules.scheme.tree import decoded
from welfarerules.scrutiny import review

BAD = Path(__file__).resolve().parents[1] / "schemes" / "bad"
SCHEMES = sorted(path for path in BAD.glob("*.toml") if not path.name.endswith(".cases.toml"))


def expected(data: bytes) -> str:
    lines = []
    for line in data.decode("utf-8", "replace").splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").removeprefix(" "))
    return "\n".join(lines)


def found(path: Path) -> tuple[Diagnostic, ...]:
    try:
        return review(loads_scheme(decoded(path.read_bytes(), file=path.name), path=path.name))
    except WelfareError as refused:
        return refused.found


def told(path: Path) -> str:
    return "\n".join(diagnostic.render() for diagnostic in found(path))


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_a_bad_scheme_carries_the_exact_text_a_user_sees(path: Path) -> None:
    assert found(path)
    assert told(path) == expected(path.read_bytes())


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_every_fault_of_the_gallery_has_a_place_in_its_file(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace").splitlines()
    for fault in found(path):
        assert fault.file == path.name
        assert fault.line == 0 or fault.column <= len(text[fault.line - 1]) + 1


def rewrite(path: Path) -> None:
    """Put what is told above the scheme; its length moves the lines it names, so this settles."""
    said = expected(path.read_bytes())
    scheme = path.read_text(encoding="utf-8", errors="surrogateescape").split("\n", said.count("\n") + 1)[-1]
    while (now := told(path)) != said:
        said = now
        comment = "".join(f"# {line}".rstrip() + "\n" for line in said.split("\n"))
        path.write_text(comment + scheme, encoding="utf-8", errors="surrogateescape")


def test_the_gallery_is_not_empty() -> None:
    assert len(SCHEMES) >= 40


if __name__ == "__main__":
    for each in SCHEMES:
        rewrite(each)
