"""The schemes to start from: which kinds there are, and their text in both languages or in one."""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Final

from welfarerules.words import LANGUAGES, N_

__all__ = ["CALLED", "KINDS", "WRITTEN_IN", "cases_to_start_from", "scheme_to_start_from"]

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "one-baht": N_("a one-baht-a-day welfare fund: birth, hospital, old age and death"),
        "pledge": N_("a group with the same monthly pledge for everyone: birth, hospital and death"),
        "funeral": N_("a funeral fund with a monthly due that pays at death and at nothing else"),
        "sickness": N_("a small club that helps whoever lies in hospital"),
    }
)
"""The kinds of funds, each with what it is."""

CALLED: Final[Mapping[str, str]] = MappingProxyType(
    {"วันละบาท": "one-baht", "สัจจะ": "pledge", "ฌาปนกิจ": "funeral", "เจ็บป่วย": "sickness"}
)
"""What the kinds are called in Thai."""

WRITTEN_IN: Final = (*LANGUAGES, "both")

_THAI: Final = re.compile("[\u0e01-\u0e5b]")
_COMMENT: Final = re.compile(r"\s*#(?!:)")
_RULED: Final = re.compile(r"# ── (?P<th>.+) · (?P<en>.+?) ─+")
_MARK: Final = re.compile(r"\s+# \[(?P<th>[^/\]]+)/(?P<en>[^\]]+)\]$")
_MARKED: Final = re.compile(r"(?P<said>.*?)\s+(?P<mark># \[[^\]]+\])$")
_NAMES: Final = re.compile(r'\{ th = (?P<th>"[^"]*"), en = (?P<en>"[^"]*") \}')
_WRITTEN_OUT: Final = re.compile(r'(?:formula|ends_when|because|from) = "(?P<text>[^"]*)"')
_WIDTH: Final = 100

_IN_THAI: Final = tuple(
    (re.compile(rf"\b{english}\b"), thai)
    for english, thai in {
        "membership": "อายุสมาชิก",
        "unpaid_months": "เดือนค้าง",
        "age": "อายุ",
        "days": "วัน",
        "months": "เดือน",
        "years?": "ปี",
    }.items()
)
_IN_ENGLISH: Final = tuple(
    (re.compile(thai), english)
    for thai, english in {
        r'"1 ตุลาคม 2568"': "2025-10-01",
        r'"1 ตุลาคม"': '"1 October"',
        r'"([0-9]+) ต่อวัน"': r'"\1 per day"',
        r'"([0-9]+) ต่อเดือน"': r'"\1 per month"',
        r'"ข้อ ([0-9()]+)"': r'"article \1"',
        r'"([กข]) ตัวอย่าง"': r'"Example \1"',
        r"\bก\b": "A",
        r"\bข\b": "B",
    }.items()
)


def scheme_to_start_from(kind: str, written: str) -> str:
    """Return the commented scheme of a *kind*, its schema beside it.

    Args:
        kind: One of `KINDS`.
        written: ``"th"``, ``"en"`` or ``"both"``.
    """
    return _told(_packaged(f"{kind}.toml"), written)


def cases_to_start_from(kind: str, written: str, scheme: str) -> str:
    """Return worked cases for the scheme of a *kind*, which is in the file *scheme* beside them."""
    text = _told(_packaged(f"{kind}.cases.toml"), written)
    return text.replace(f'scheme = "{kind}.toml"', f'scheme = "{scheme}"', 1)


def _packaged(name: str) -> str:
    file = importlib.resources.files("welfarerules") / "schemes" / "new" / name
    return file.read_text(encoding="utf-8").replace("#:schema ../", "#:schema ", 1)


def _told(text: str, written: str) -> str:
    if written == "both":
        return text
    lines = [_line(line, written) for line in text.splitlines() if _speaks(line, written)]
    return "\n".join(_aligned(_without_repeated(lines))) + "\n"


def _speaks(line: str, lang: str) -> bool:
    """Whether a line is for readers of *lang*: all but comments in the other language."""
    if not _COMMENT.match(line) or _RULED.match(line) or line.strip() == "#":
        return True
    return bool(_THAI.search(line)) == (lang == "th")


def _line(line: str, lang: str) -> str:
    """One line in one language: its mark, its names and its values as a reader of that language writes them."""
    if ruled := _RULED.match(line):
        start = f"# ── {ruled[lang]} "
        return start + "─" * (_WIDTH - len(start))
    if _COMMENT.match(line):
        return line
    line = _MARK.sub(lambda mark: f" # [{mark[lang]}]", line)
    line = _NAMES.sub(lambda names: f"{{ {lang} = {names[lang]} }}", line)
    line = line.replace('languages = ["th", "en"]', f'languages = ["{lang}"]')
    if lang == "th":
        return _WRITTEN_OUT.sub(lambda found: _replaced(found[0], found["text"]), line)
    for thai, english in _IN_ENGLISH:
        line = thai.sub(english, line)
    return line


def _replaced(whole: str, formula: str) -> str:
    thai = formula
    for english, word in _IN_THAI:
        thai = english.sub(word, thai)
    return whole.replace(f'"{formula}"', f'"{thai}"')


def _without_repeated(lines: Sequence[str]) -> Iterator[str]:
    """Leave out an empty comment line after another."""
    for number, line in enumerate(lines):
        if line != "#" or lines[number - 1] != "#":
            yield line


def _aligned(lines: Iterator[str]) -> Iterator[str]:
    """Put the marks of lines that follow each other below each other, as formatters of TOML do."""
    for together, group in groupby(lines, key=_says_a_value):
        said = [(match["said"], match["mark"]) if (match := _MARKED.match(line)) else (line, "") for line in group]
        width = max(len(text) for text, _ in said)
        yield from (f"{text:<{width}} {mark}" if together and mark else text for text, mark in said)


def _says_a_value(line: str) -> bool:
    return bool(line) and not _COMMENT.match(line) and line[0] not in "[]" and not line.endswith("[")
