"""Ways to spoil a document: by the byte, by the word, by the line and by what it is made of."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from random import Random
from types import MappingProxyType
from typing import Any, Final

import tomli

from fuzz.corpus import of_kind, words
from fuzz.formulas import formula
from welfarerules.events.catalogue import EVENT_KINDS

Mutation = Callable[[Random, bytes, str], bytes]
"""Makes another document of the same kind; the same for the same state of the random numbers."""

NASTY: Final = (
    "",
    " ",
    "0",
    "-0",
    "-3",
    "-1",
    "1",
    "2147483648",
    "-9223372036854775809",
    "9" * 30,
    "1" * 5000,
    "0.005",
    "-0.01",
    "1e5",
    "1E+05",
    "1e999999",
    "0x1F",
    "1_000",
    "1,000",
    "1.000,50",
    "๑๒๓",
    "๑,๐๐๐.๕๐",
    "１２",
    "nan",
    "inf",
    "-inf",
    "NaN",
    "true",
    "null",
    "None",
    "0000-00-00",
    "2012-02-30",
    "2555-02-01",
    "1/2/2555",
    "1/2/12",
    "31/12/2555",
    "2012-01-01T00:00:00Z",
    "29 กุมภาพันธ์ 2555",
    "29 ก.พ. 55",
    "44927",
    "1 January 9999",
    "0001-01-01",
    "9999-12-31",
    "100 baht",
    "100 บาท",
    "฿100",
    "ก่่่่ำ้",
    "เเ",
    "ำ",
    "\u0e4d\u0e32",
    "ก\u200bข",
    "\u202eกขค",
    "\ufeff",
    "\u00a0",
    "\u2028",
    "a\u0301" * 20,
    "\x00",
    "\x1b[31m",
    "\r",
    "\n",
    "\t",
    '"',
    "'",
    '"""',
    "\\",
    "\\u0e01",
    "{",
    "}",
    "{}",
    "{value!r}",
    "%s",
    "[",
    "]",
    "[[",
    "#",
    "=",
    ",",
    ";",
    "|",
    ".",
    "..",
    "../../etc/passwd",
    "=1+1",
    "#REF!",
    "[bold]",
    "<script>",
    "__proto__",
    "ถ้า",
    "และ",
    "benefit.death",
    "membership",
    "cash",
    "😀",
    "\U0010ffff",
    "ß",
    "İ",
)
"""What people, spreadsheets and other programs have been seen to write, and what they should not."""

_TOKEN: Final = re.compile(r"\w+|[^\w\s]|\s+")
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_TEXT: Final = re.compile(r'"[^"\n]*"')
_TABLE: Final = re.compile(r"(?m)^(?=\[)")
_ENCODINGS: Final = ("cp874", "utf-16", "utf-16-le", "utf-8-sig", "latin-1", "utf-32", "cp1252", "utf-7")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass") if not _escaped(text) else text.encode("utf-8", "surrogateescape")


def _escaped(text: str) -> bool:
    return any("\udc80" <= letter <= "\udcff" for letter in text)


def _span(random: Random, length: int, most: int = 40) -> slice:
    start = random.randrange(length + 1)
    return slice(start, min(length, start + random.randint(0, most)))


def change_a_byte(random: Random, data: bytes, _: str) -> bytes:
    if not data:
        return b"\x00"
    at = random.randrange(len(data))
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def cut_bytes_out(random: Random, data: bytes, _: str) -> bytes:
    span = _span(random, len(data), random.choice((1, 4, 40, 4000)))
    return data[: span.start] + data[span.stop :]


def break_off(random: Random, data: bytes, _: str) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def repeat_bytes(random: Random, data: bytes, _: str) -> bytes:
    span = _span(random, len(data))
    return data[: span.stop] + data[span] * random.choice((1, 1, 2, 50)) + data[span.stop :]


def encode_otherwise(random: Random, data: bytes, _: str) -> bytes:
    return data.decode("utf-8", "replace").encode(random.choice(_ENCODINGS), "ignore")


def end_lines_otherwise(random: Random, data: bytes, _: str) -> bytes:
    return data.replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n", b"\x0b", b"\xe2\x80\xa8", b"\x85")))


def insert_something_nasty(random: Random, data: bytes, _: str) -> bytes:
    text = _text(data)
    at = random.randrange(len(text) + 1)
    return _bytes(text[:at] + random.choice(NASTY) + text[at:])


def _replaced(random: Random, data: bytes, pattern: re.Pattern[str], by: Callable[[str], str]) -> bytes:
    text = _text(data)
    found = list(pattern.finditer(text))
    if not found:
        return data
    for match in sorted(
        random.sample(found, min(len(found), random.choice((1, 1, 1, 2, 5)))), key=lambda m: -m.start()
    ):
        text = text[: match.start()] + by(match[0]) + text[match.end() :]
    return _bytes(text)


def another_number(random: Random, data: bytes, _: str) -> bytes:
    def other(number: str) -> str:
        value = Decimal(number)
        near = (value + 1, value - 1, -value, value * 10, value * 10**6, value / 100, value + Decimal("0.5"))
        return random.choice((*map(str, near), random.choice(NASTY)))

    return _replaced(random, data, _NUMBER, other)


def another_text(random: Random, data: bytes, kind: str) -> bytes:
    def other(_: str) -> str:
        word = random.choice((random.choice(NASTY), random.choice(words(kind)).strip('"')))
        return json.dumps(word, ensure_ascii=random.random() < 0.1)

    return _replaced(random, data, _TEXT, other)


def another_word(random: Random, data: bytes, kind: str) -> bytes:
    return _replaced(random, data, _TOKEN, lambda _: random.choice((random.choice(NASTY), random.choice(words(kind)))))


def misspell_a_word(random: Random, data: bytes, _: str) -> bytes:
    def slipped(word: str) -> str:
        at = random.randrange(len(word))
        swapped = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
        return random.choice((swapped, word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word.upper()))

    return _replaced(random, data, re.compile(r"\w{2,}"), slipped)


def misspell_a_key(random: Random, data: bytes, _: str) -> bytes:
    """As people do: the value stays, and somebody takes it for missing."""
    written = re.compile(r"(?m)(?<=[{,\n])( *)([a-z_]{3,})(?= *=)|(?<=\")[a-z_]{3,}(?=\":)")

    def slipped(key: str) -> str:
        at = random.randrange(len(key) - 1)
        return random.choice((key[:at] + key[at + 1] + key[at] + key[at + 2 :], key[:-1], key + "s"))

    return _replaced(random, data, written, slipped)


def swap_words(random: Random, data: bytes, _: str) -> bytes:
    tokens = _TOKEN.findall(_text(data))
    if len(tokens) > 1:
        first, second = random.randrange(len(tokens)), random.randrange(len(tokens))
        tokens[first], tokens[second] = tokens[second], tokens[first]
    return _bytes("".join(tokens))


def shuffle_lines(random: Random, data: bytes, _: str) -> bytes:
    lines = data.split(b"\n")
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(4):
        case 0:
            del lines[at]
        case 1:
            lines.insert(other, lines[at])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case _:
            lines = [line for line in lines if random.random() < 0.9]
    return b"\n".join(lines)


def borrow_lines(random: Random, data: bytes, kind: str) -> bytes:
    lines, others = data.split(b"\n"), random.choice(of_kind(kind)).data.split(b"\n")
    at = random.randrange(len(lines) + 1)
    return b"\n".join([*lines[:at], *others[_span(random, len(others), 8)], *lines[at:]])


def shuffle_tables(random: Random, data: bytes, kind: str) -> bytes:
    tables = _TABLE.split(_text(data))
    if random.random() < 0.5:
        tables += random.sample(others := _TABLE.split(_text(random.choice(of_kind(kind)).data)), min(len(others), 2))
    if random.random() < 0.3:
        tables.append(random.choice(tables))
    head, *rest = tables
    random.shuffle(rest)
    return _bytes(head + "".join(rest[: random.choice((len(rest), len(rest), max(len(rest) - 1, 0)))]))


def another_formula(random: Random, data: bytes, _: str) -> bytes:
    """Put a formula made at random in the place of one."""
    written = re.compile(r'(?<=formula = )"[^"\n]*"|(?<=ends_when = )"[^"\n]*"')
    return _replaced(random, data, written, lambda _: json.dumps(formula(random), ensure_ascii=False))


def change_a_value(random: Random, data: bytes, kind: str) -> bytes:
    """Change, add, rename or take out a value of a TOML document, wherever it stands in it."""
    try:
        document: Any = tomli.loads(_text(data), parse_float=Decimal)
    except (tomli.TOMLDecodeError, ValueError, RecursionError):
        return data
    for _ in range(random.choice((1, 1, 2, 4))):
        _change(random, document, kind)
    return _bytes(toml(document))


def _change(random: Random, document: Any, kind: str) -> None:
    held = [each for each in _holders(document) if each]
    if not held:
        return
    at = random.choice(held)
    keys = list(at) if isinstance(at, dict) else list(range(len(at)))
    key = random.choice(keys)
    match random.randrange(6):
        case 0:
            del at[key]
        case 1 if isinstance(at, dict):
            at[random.choice((random.choice(words(kind)).strip('"'), random.choice(NASTY)))] = at.pop(key)
        case 2:
            at[key] = _value(random, kind)
        case 3 if isinstance(at, dict):
            at[random.choice(words(kind)).strip('"')] = _value(random, kind)
        case 4:
            other = random.choice(held)
            part = random.choice(list(other.values()) if isinstance(other, dict) else other)
            at[key] = part if _depth(part) < 5 and part is not at and not _inside(at, part) else 1
        case _:
            for _ in range(random.choice((1, 3, 40))):
                at[key] = [at[key]] if random.random() < 0.5 else {"a": at[key]}


def _inside(needle: Any, value: Any) -> bool:
    return any(each is needle for each in _holders(value))


def _depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0)


def _holders(value: Any) -> list[Any]:
    if not isinstance(value, (dict, list)):
        return []
    inner = value.values() if isinstance(value, dict) else value
    return [value, *(found for each in inner for found in _holders(each))]


def _value(random: Random, kind: str) -> Any:
    return random.choice(
        (
            random.choice(NASTY),
            random.choice(words(kind)).strip('"'),
            formula(random),
            {"formula": formula(random)},
            random.choice((0, 1, -1, 10**6, 10**18, -(10**30))),
            Decimal(random.choice(("0.005", "1E+30", "-0.01", "2.50"))),
            random.choice((True, False)),
            random.choice(
                (
                    date(2012, 2, 29),
                    date(1, 1, 1),
                    date(9999, 12, 31),
                    time(1, 2),
                    datetime.fromisoformat("2012-01-01T00:00:00"),
                )
            ),
            [],
            {},
            [random.choice(words(kind)).strip('"')],
            {random.choice(words(kind)).strip('"'): random.choice(NASTY)},
        )
    )


def toml(document: Mapping[str, Any]) -> str:
    """A document as TOML: a table of it under a header, everything below that in braces."""
    lines = [f"{_key(key)} = {_inline(value)}" for key, value in document.items() if not isinstance(value, dict)]
    for key, value in document.items():
        if isinstance(value, dict) and any(isinstance(each, dict) for each in value.values()):
            plain = {name: each for name, each in value.items() if not isinstance(each, dict)}
            lines += [f"[{_key(key)}]", *(f"{_key(name)} = {_inline(each)}" for name, each in plain.items())]
            for name, each in value.items():
                if isinstance(each, dict):
                    lines += [f"[{_key(key)}.{_key(name)}]", *(f"{_key(k)} = {_inline(v)}" for k, v in each.items())]
        elif isinstance(value, dict):
            lines += [f"[{_key(key)}]", *(f"{_key(name)} = {_inline(each)}" for name, each in value.items())]
    return "\n".join(lines) + "\n"


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _quoted(key)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_inline(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return str(value).replace("E+", "e").replace("E", "e") if value.is_finite() else str(value).lower()
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def change_a_cell(random: Random, data: bytes, kind: str) -> bytes:
    """Change cells, columns and rows of a table as people do in a spreadsheet."""
    try:
        rows = list(csv.reader(io.StringIO(_text(data).replace("\0", ""))))
    except csv.Error:
        return data
    if not rows:
        return data
    for _ in range(random.choice((1, 1, 2, 5))):
        _change_table(random, rows, kind)
    text = io.StringIO()
    delimiter = "," if random.random() < 0.95 else random.choice(";\t|")
    if random.random() < 0.7:
        csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    else:
        csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return _bytes(text.getvalue())


def _change_table(random: Random, rows: list[list[str]], kind: str) -> None:
    row = random.choice(rows)
    other = random.choice(rows)
    at = random.randrange(len(row)) if row else 0
    match random.randrange(8):
        case 0 | 1 | 2 if row:
            word = random.choice((random.choice(NASTY), random.choice(words(kind)), random.choice(other or [""])))
            row[at] = word.strip('"')
        case 3:
            rows.insert(random.randrange(len(rows) + 1), [*other])
        case 4 if row:
            row.insert(at, row.pop(random.randrange(len(row))))
        case 5:
            first, second = random.randrange(30), random.randrange(30)
            for each in rows:
                if max(first, second) < len(each):
                    each[first], each[second] = each[second], each[first]
        case 6 if row:
            row[at : at + 1] = random.choice(([], [row[at], ""], [random.choice(NASTY), row[at]]))
        case _:
            for each in rows[1:]:
                if at < len(each):
                    each[at] = random.choice(("", each[at], row[at] if at < len(row) else ""))


def change_an_object(random: Random, data: bytes, kind: str) -> bytes:
    """Change one line of JSON."""
    lines = _text(data).split("\n")
    at = random.randrange(len(lines))
    try:
        event = json.loads(lines[at])
    except (ValueError, RecursionError):
        return data
    if not isinstance(event, (dict, list)) or not event:
        return data
    for _ in range(random.choice((1, 2, 4))):
        _change(random, event, kind)
    if isinstance(event, dict) and random.random() < 0.2:
        event["kind"] = random.choice(tuple(EVENT_KINDS))
    lines[at] = json.dumps(event, ensure_ascii=random.random() < 0.2, default=str)
    return _bytes("\n".join(lines))


ANY: Final[tuple[Mutation, ...]] = (
    change_a_byte,
    cut_bytes_out,
    break_off,
    repeat_bytes,
    encode_otherwise,
    end_lines_otherwise,
    insert_something_nasty,
    another_number,
    another_text,
    another_word,
    misspell_a_word,
    swap_words,
    shuffle_lines,
    borrow_lines,
)
"""Those that fit any document."""

_TOML: Final[tuple[Mutation, ...]] = (misspell_a_key, change_a_value, change_a_value, change_a_value, shuffle_tables)
FITTING: Final[Mapping[str, tuple[Mutation, ...]]] = MappingProxyType(
    {
        "scheme": (*_TOML, another_formula, another_formula, another_number, another_text),
        "cases": _TOML,
        "csv": (change_a_cell,) * 8,
        "jsonl": (misspell_a_key, *(change_an_object,) * 8),
    }
)
"""Those that know what a document is made of. They keep it readable, and so reach what lies behind reading."""

LONGEST: Final = 100_000


def mutated(random: Random, data: bytes, kind: str) -> bytes:
    """Spoil a document once or several times."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        mutations = FITTING[kind] if random.random() < 0.6 else ANY
        data = random.choice(mutations)(random, data, kind)[:LONGEST]
    return data
