"""The journal as rows, one posting each: CSV and JSON Lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Final, TextIO

from welfarerules.journal import Posting

__all__ = ["COLUMNS", "posting_row", "write_csv", "write_jsonl"]

COLUMNS: Final = (
    "number",
    "date",
    "debit",
    "credit",
    "amount",
    "currency",
    "rule",
    "article",
    "member",
    "cause",
    "event",
    "reason",
    "payee",
    "decision",
    "covers_from",
)
"""The columns of both formats: the attributes of `Posting`, the amount apart from its currency."""

_AS_THEY_ARE: Final = tuple(name for name in COLUMNS if name not in {"date", "amount", "currency", "covers_from"})


def posting_row(posting: Posting) -> dict[str, str | int | None]:
    """Return a posting as plain values; its amount is a decimal string such as ``"1250.50"``.

    >>> from datetime import date
    >>> from welfarerules.money import Money
    >>> paid = Posting(0, date(2012, 1, 4), "cash", "income:contribution.satja", Money(3100, "THB"),
    ...                "contribution.satja", "ข้อ 7", "M001", "E1", "E1", "payment", "", None)
    >>> posting_row(paid)["amount"], posting_row(paid)["decision"]
    ('31.00', None)
    """
    values: dict[str, str | int | None] = {name: getattr(posting, name) for name in _AS_THEY_ARE}
    values["date"] = posting.date.isoformat()
    values["covers_from"] = posting.covers_from.isoformat() if posting.covers_from else None
    values["amount"] = str(posting.amount.to_decimal())
    values["currency"] = posting.amount.currency
    return {name: values[name] for name in COLUMNS}


def write_csv(postings: Iterable[Posting], stream: TextIO) -> None:
    """Write *postings* as CSV under a heading row.

    The first character is a byte order mark: without it, spreadsheets show Thai as gibberish. What a posting
    does not have, such as the decision that it carries out, is an empty cell.
    """
    stream.write("\ufeff")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(posting_row(posting).values() for posting in postings)


def write_jsonl(postings: Iterable[Posting], stream: TextIO) -> None:
    """Write *postings* as JSON Lines, one object a line."""
    stream.writelines(_lines(postings))


def _lines(postings: Iterable[Posting]) -> Iterator[str]:
    for posting in postings:
        yield json.dumps(posting_row(posting), ensure_ascii=False) + "\n"
