"""Changes that mean nothing: what was refused stays refused, for the same reasons."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType
from typing import Final

import tomli

from fuzz.corpus import Seed

Change = Callable[[Random, str], str]

_TABLE: Final = re.compile(r"(?m)^(?=\[)")


def _as_it_is(_: Random, text: str) -> str:
    return text


def _other_line_ends(_: Random, text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def _a_mark_at_the_start(_: Random, text: str) -> str:
    return "\ufeff" + text.removeprefix("\ufeff")


def _lines_at_the_end(random: Random, text: str) -> str:
    return text + "\n" * random.randint(1, 5)


def _comments(random: Random, text: str) -> str:
    """Comments and blank lines before tables, which end every value in brackets."""
    if '"""' in text or "'''" in text or not _is_toml(text):
        return text
    return _TABLE.sub(lambda _: random.choice(("# ข้อความ = [ไม่มีผล\n", "\n\n", "\t\n", "#\n")), text)


def _tables_elsewhere(random: Random, text: str) -> str:
    """Tables in another order; those of a list keep theirs."""
    if '"""' in text or "'''" in text or "[[" in text or not _is_toml(text):
        return text
    head, *tables = _TABLE.split(text if text.endswith("\n") else f"{text}\n")
    if any(table.count("\n") and not re.match(r"\[[^\]]+\][ \t]*(#.*)?\n", table) for table in tables):
        return text
    random.shuffle(tables)
    return head + "".join(tables)


def _is_toml(text: str) -> bool:
    try:
        tomli.loads(text.removeprefix("\ufeff"))
    except (tomli.TOMLDecodeError, ValueError, RecursionError):
        return False
    return True


def _columns_elsewhere(random: Random, text: str) -> str:
    """Columns in another order. A comma that cuts an amount in two does so between neighbours only."""
    rows = _rows(text)
    if not rows or len({len(row) for row in rows}) > 1 or "" in rows[0] or len(rows[0]) == 1:
        return text
    order = list(range(len(rows[0])))
    random.shuffle(order)
    return _written([[row[at] for at in order] for row in rows])


def _all_in_quotation_marks(_: Random, text: str) -> str:
    rows = _rows(text)
    return _written(rows, quoted=True) if rows else text


def _rows_elsewhere(random: Random, text: str) -> str:
    rows = _rows(text)
    if len(rows) < 2:
        return text
    header, *rest = rows
    random.shuffle(rest)
    return _written([header, *rest])


def _spaces_around_cells(_: Random, text: str) -> str:
    rows = _rows(text)
    return _written([[f" {cell}  " if cell else cell for cell in row] for row in rows]) if rows else text


def _rows(text: str) -> list[list[str]]:
    """The cells of a table whose quotation marks match; of any other, none."""
    lines = [line for line in text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n") if line.strip()]
    try:
        rows = [next(csv.reader([line], strict=True)) for line in lines]
    except csv.Error:
        return []
    return rows if all("\n" not in cell for row in rows for cell in row) else []


def _written(rows: list[list[str]], *, quoted: bool = False) -> str:
    text = io.StringIO()
    if quoted:
        csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    else:
        csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _keys_elsewhere(random: Random, text: str) -> str:
    return "\n".join(_shuffled(random, line) for line in text.split("\n"))


def _shuffled(random: Random, line: str) -> str:
    try:
        pairs = json.loads(line, object_pairs_hook=lambda pairs: pairs, parse_float=str, parse_int=str)
        plain = json.loads(line)
    except (ValueError, RecursionError):
        return line
    if not isinstance(plain, dict) or len(plain) != len(pairs) or re.search(r"[0-9]\.[0-9]|NaN|Infinity", line):
        return line
    keys = list(plain)
    random.shuffle(keys)
    return json.dumps({key: plain[key] for key in keys}, ensure_ascii=random.random() < 0.5, indent=None)


_ANYWHERE: Final[tuple[Change, ...]] = (_as_it_is, _other_line_ends, _a_mark_at_the_start, _lines_at_the_end)
CHANGES: Final[Mapping[str, tuple[Change, ...]]] = MappingProxyType(
    {
        "scheme": (*_ANYWHERE, _comments, _tables_elsewhere),
        "cases": (*_ANYWHERE, _comments),
        "csv": (*_ANYWHERE, _columns_elsewhere, _all_in_quotation_marks, _rows_elsewhere, _spaces_around_cells),
        "jsonl": (*_ANYWHERE, _keys_elsewhere),
    }
)
"""By the kind of document."""


def changed(random: Random, seed: Seed) -> bytes:
    """The seed, changed in ways that mean nothing; as it is where it is not even UTF-8."""
    try:
        text = seed.data.decode("utf-8")
    except UnicodeDecodeError:
        return seed.data
    changes = list(CHANGES[seed.kind])
    if seed.kind == "csv" and _depends_on_neighbours(seed):
        changes = list(_ANYWHERE)
    for change in random.sample(changes, random.randint(1, min(3, len(changes)))):
        text = change(random, text)
    return text.encode("utf-8")


def _depends_on_neighbours(seed: Seed) -> bool:
    """Whether its faults lie in how cells stand beside each other, or in the cells that are too many."""
    return any(f"/{number}-" in seed.name for number in ("404", "405", "406", "407", "408", "410", "411", "449"))
