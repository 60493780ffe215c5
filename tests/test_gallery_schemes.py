"""The gallery of refused schemes: each file carries, in its leading comment lines, the exact text a user sees.

A file is read as if ``welfarerules check`` had been run in its folder. After a message has changed on purpose,
``python tests/test_gallery_schemes.py`` writes the comments anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from welfarerules.errors import WelfareError
from welfarerules.scheme.read import loads_scheme
from welfarerules.scheme.tree import decoded

BAD = Path(__file__).resolve().parents[1] / "schemes" / "bad"
SCHEMES = sorted(path for path in BAD.glob("*.toml") if not path.name.endswith(".cases.toml"))


def expected(data: bytes) -> str:
    lines = []
    for line in data.decode("utf-8", "replace").splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").removeprefix(" "))
    return "\n".join(lines)


def refusal(path: Path) -> WelfareError:
    with pytest.raises(WelfareError) as refused:
        loads_scheme(decoded(path.read_bytes(), file=path.name), path=path.name)
    return refused.value


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_a_refused_scheme_carries_the_exact_text_a_user_sees(path: Path) -> None:
    assert str(refusal(path)) == expected(path.read_bytes())


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_every_fault_of_the_gallery_has_a_place_in_its_file(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace").splitlines()
    for fault in refusal(path).found:
        assert fault.file == path.name
        assert fault.line == 0 or fault.column <= len(text[fault.line - 1]) + 1


def rewrite(path: Path) -> None:
    """Put the text of the refusal above the scheme; its length moves the lines it names, so this settles."""
    said = expected(path.read_bytes())
    scheme = path.read_text(encoding="utf-8").split("\n", said.count("\n") + 1)[-1]
    while (now := str(refusal(path))) != said:
        said = now
        comment = "".join(f"# {line}".rstrip() + "\n" for line in said.split("\n"))
        path.write_text(comment + scheme, encoding="utf-8")


def test_the_gallery_is_not_empty() -> None:
    assert len(SCHEMES) >= 40


if __name__ == "__main__":
    for each in SCHEMES:
        rewrite(each)
