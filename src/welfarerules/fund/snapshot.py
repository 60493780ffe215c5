"""The live books as bytes and back: a line that says what it is, a header of plain values, whole numbers, events.

The first line is ``welfarerules.ledger``, the version and a checksum of the rest. The second is JSON: names and counts,
and how long what follows is. Then come the tables as 64-bit whole numbers, the lowest byte first, then the events as
JSON Lines in the order in which they were posted. Nothing in it is executed when it is read.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, Final

import attrs

from welfarerules.errors import EventError, Finding, Place
from welfarerules.fund.driver import DUES, SETTLEMENTS
from welfarerules.fund.entry import Flag
from welfarerules.fund.evaluation import Fund
from welfarerules.fund.event_book import EventBook
from welfarerules.fund.fund_rows import KnownClaim
from welfarerules.fund.live import LiveBooks
from welfarerules.fund.wire import scheme_fingerprint
from welfarerules.kernel import records
from welfarerules.money import Money
from welfarerules.scheme.model import Scheme

FORMAT: Final = "welfarerules.ledger"
VERSION: Final = 1
"""Version of the structure. It grows with any change to what is written."""

NOT_A_SNAPSHOT: Final = Finding(
    "WR395", "this is not a snapshot of a ledger", "give what Ledger.snapshot returned, byte for byte"
)
OTHER_VERSION: Final = Finding(
    "WR396",
    "this snapshot is of version {found}; version {known} can be read",
    "post all events to a new ledger, or use the release of welfarerules that wrote it",
)
OTHER_SCHEME: Final = Finding(
    "WR397",
    "this snapshot is of a ledger under other bylaws: {found}, not {scheme}",
    "restore it with the bylaws it was made under; under other bylaws, post all events to a new ledger",
)
OTHER_CONTENTS: Final = Finding(
    "WR399",
    "this snapshot is of a ledger under {scheme}, but the file said something else then:"
    " its fingerprint was {found} and is {known} now",
    "restore it with the file as it was; under bylaws that have changed, post all events to a new ledger",
)
DAMAGED: Final = Finding(
    "WR398",
    "the snapshot is damaged: what it holds is not what was written",
    "take an earlier one and post the events since, or post all events to a new ledger",
)

_LONGEST: Final = 100
"""No first line has so many bytes."""

_SHOWN: Final = 8
"""So much of a fingerprint is shown."""

_RECORDS: Final[Mapping[str, type[Any]]] = {
    "members": records.Member,
    "slots": records.Slot,
    "spells": records.Spell,
    "usages": records.Usage,
    "facts": records.MemberFact,
    "claims": records.Claim,
}
_USED: Final = {"spells": "spells", "usages": "usages", "facts": "facts"}
_ROW_COUNTS: Final = ("most_payees", "most_used", "longest_stay", "closes")
_RECURRENCE: Final = ("next_day", "turn", "anchor_month")


@attrs.frozen
class Kept:
    """What a ledger is made of."""

    book: EventBook
    live: LiveBooks | None
    known: Mapping[str, int]
    flags: Mapping[str, tuple[Flag, ...]]
    refused: Sequence[str]


def written(fund: Fund, kept: Kept) -> bytes:
    """Return what is *kept* as bytes. The same always gives the same bytes."""
    header: dict[str, Any] = {
        "scheme": fund.scheme.id,
        "fingerprint": scheme_fingerprint(fund.scheme),
        "known": [*kept.known],
        "flags": [_flag(flag) for flags in kept.flags.values() for flag in flags],
        "refused": sorted(kept.refused),
        "book": kept.book.header(),
    }
    tables: dict[str, Sequence[int]] = {"concerned": kept.book.places()}
    if kept.live is not None:
        header["live"] = _live_header(kept.live)
        tables |= _live_tables(kept.live)
    header["tables"] = {name: len(table) for name, table in tables.items()}
    body = b"".join([*map(_packed, tables.values()), kept.book.text().encode()])
    rest = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + body
    return f"{FORMAT} {VERSION} {_check(rest)}\n".encode() + rest


def read(fund: Fund, data: bytes) -> Kept:
    """Return what `written` was given.

    Raises:
        EventError: *data* is no snapshot, is of another version or of other bylaws, or was changed.
    """
    try:
        header, body = _opened(data)
        _must_be_of(fund.scheme, header)
        return _kept(fund, header, body)
    except (AttributeError, KeyError, IndexError, TypeError, ValueError):
        raise _refused(DAMAGED, "header") from None


def _must_be_of(scheme: Scheme, header: Mapping[str, Any]) -> None:
    found, known = header.get("fingerprint"), scheme_fingerprint(scheme)
    if header.get("scheme") != scheme.id:
        raise _refused(OTHER_SCHEME, "scheme", found=header.get("scheme"), scheme=scheme.id)
    if found != known:
        raise _refused(OTHER_CONTENTS, "scheme", scheme=scheme.id, found=str(found)[:_SHOWN], known=known[:_SHOWN])


def _kept(fund: Fund, header: Mapping[str, Any], body: memoryview) -> Kept:
    tables, text = _tables(header["tables"], body)
    live = _live(fund, header["live"], tables) if "live" in header else None
    book = EventBook(fund.maker)
    book.restore(header["book"], tables["concerned"], text.decode())
    known = {member: live.numbers[member] for member in header["known"]} if live is not None else {}
    return Kept(book, live, known, _flags(header["flags"], fund.scheme.currency), header["refused"])


def _opened(data: bytes) -> tuple[dict[str, Any], memoryview]:
    """The header and what comes after it."""
    first, _, _ = bytes(data[:_LONGEST]).partition(b"\n")
    name, version, *check = [*first.decode(errors="replace").split(" "), ""]
    if name != FORMAT:
        raise _refused(NOT_A_SNAPSHOT, "format")
    if version != str(VERSION):
        raise _refused(OTHER_VERSION, "version", found=version, known=VERSION)
    rest = memoryview(data)[len(first) + 1 :]
    if check[0] != _check(rest):
        raise _refused(DAMAGED, "check")
    end = data.find(b"\n", len(first) + 1)
    header: dict[str, Any] = json.loads(data[len(first) + 1 : end])
    return header, memoryview(data)[end + 1 :]


def _check(data: bytes | memoryview) -> str:
    return f"{zlib.crc32(data):08x}"


def _refused(finding: Finding, path: str, **values: object) -> EventError:
    return EventError(finding.at(Place(path=path), **values))


def _packed(numbers: Sequence[int]) -> bytes:
    packed = array("q", numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _tables(lengths: Mapping[str, int], body: memoryview) -> tuple[dict[str, list[int]], bytes]:
    """The tables by name, and the bytes behind them."""
    tables, at = {}, 0
    for name, length in lengths.items():
        numbers = array("q", bytes(body[at : at + 8 * length]))
        if sys.byteorder == "big":
            numbers.byteswap()
        tables[name] = numbers.tolist()
        at += 8 * length
    return tables, bytes(body[at:])


def _live_header(live: LiveBooks) -> dict[str, Any]:
    rows, t = live.rows, live.tables
    return {
        "state": attrs.asdict(attrs.evolve(live.state, event=0, budget=0)),
        "people": live.people,
        "accounts": rows.accounts[live.width :],
        "kinds": rows.account_kinds[live.width :],
        "claims": rows.claim_ids,
        "claimed": {name: [claim.number, claim.benefit, *claim.payees] for name, claim in rows.claims.items()},
        "rows": {name: getattr(rows, name) for name in _ROW_COUNTS},
        "recurrence": [[getattr(benefit, name) for name in _RECURRENCE] for benefit in t.benefits],
        "days": len(t.wheel),
        "posted": live.posted,
        "decided": live.decided,
    }


def _live_tables(live: LiveBooks) -> dict[str, Sequence[int]]:
    t, s = live.tables, live.state
    tables: dict[str, Sequence[int]] = {
        "balances": t.balances,
        "fact_heads": t.fact_heads,
        "lapsing": t.lapsing[: s.lapsing],
        "totals": live.totals,
        "fund_totals": live.fund_totals,
        "moved": live.moved,
    }
    waiting = [day for day, slot in enumerate(t.wheel) if slot]
    tables["days"] = waiting
    tables["wheel"] = [t.wheel[day] for day in waiting]
    tables["wheel_ends"] = [t.wheel_ends[day] for day in waiting]
    for names, count in ((DUES, s.dues), (SETTLEMENTS, s.settlements)):
        tables |= {name: getattr(t, name)[: count + 1] for name in names}
    for name, record in _RECORDS.items():
        table = getattr(t, name)
        used = table[: getattr(s, _USED[name]) + 1] if name in _USED else table
        tables |= {f"{name}.{field}": column for field, column in _columns(record, used)}
    return tables


def _columns(record: type[Any], table: Sequence[Any]) -> Iterator[tuple[str, Sequence[int]]]:
    for field in attrs.fields(record):
        yield field.name, list(map(attrgetter(field.name), table))


def _live(fund: Fund, header: Mapping[str, Any], tables: Mapping[str, list[int]]) -> LiveBooks:
    live = LiveBooks(fund.compiled, fund.maker, header["state"]["first_day"])
    rows, t = live.rows, live.tables
    live.people += header["people"]
    live.numbers.update((member, number) for number, member in enumerate(live.people))
    rows.accounts += header["accounts"]
    rows.account_kinds += header["kinds"]
    rows.claim_ids += header["claims"]
    for name, (number, benefit, *payees) in header["claimed"].items():
        rows.claims[name] = KnownClaim(number, benefit, tuple(payees))
    for name in _ROW_COUNTS:
        setattr(rows, name, header["rows"][name])
    for benefit, values in zip(t.benefits, header["recurrence"], strict=True):
        for name, value in zip(_RECURRENCE, values, strict=True):
            setattr(benefit, name, value)
    t.state[0] = records.State(**header["state"])
    for wheel in (t.wheel, t.wheel_ends):
        wheel.extend([0] * (header["days"] - len(wheel)))
    live.first_posting, live.first_decision = header["posted"], header["decided"]
    _fill(live, tables)
    return live


def _fill(live: LiveBooks, tables: Mapping[str, list[int]]) -> None:
    t = live.tables
    for name, record in _RECORDS.items():
        fields = [tables[f"{name}.{field.name}"] for field in attrs.fields(record)]
        _replace(getattr(t, name), list(map(record, *fields)))
    for name in (*DUES, *SETTLEMENTS, "balances", "fact_heads", "lapsing"):
        _replace(getattr(t, name), tables[name])
    _replace(live.totals, tables["totals"])
    _replace(live.fund_totals, tables["fund_totals"])
    _replace(live.moved, tables["moved"])
    for day, head, end in zip(tables["days"], tables["wheel"], tables["wheel_ends"], strict=True):
        t.wheel[day], t.wheel_ends[day] = head, end
    live.reserve()


def _replace(table: list[Any], rows: Sequence[Any]) -> None:
    """Begin *table* with *rows*; it stays as long as it is at least."""
    table[: len(rows)] = rows


def _flag(flag: Flag) -> list[Any]:
    money: Callable[[Money], int] = attrgetter("minor")
    return [
        flag.claim,
        flag.member,
        flag.benefit,
        flag.article,
        money(flag.paid),
        money(flag.replay),
        flag.reason,
        flag.because,
        flag.found_on.isoformat(),
    ]


def _flags(rows: Sequence[Sequence[Any]], currency: str) -> dict[str, tuple[Flag, ...]]:
    flags: dict[str, tuple[Flag, ...]] = {}
    for claim, member, benefit, article, paid, replay, reason, because, found_on in rows:
        flag = Flag(
            claim,
            member,
            benefit,
            article,
            Money(paid, currency),
            Money(replay, currency),
            reason,
            because,
            date.fromisoformat(found_on),
        )
        flags[member] = (*flags.get(member, ()), flag)
    return flags
