"""Ledgers put away and taken up again, and what cannot be taken up."""

from __future__ import annotations

import re
import zlib
from datetime import date
from typing import Any, Final

import pytest

import small_fund
from welfarerules import EventError, Fund, Ledger, loads_scheme
from welfarerules.events import Claimed, Closed, Joined, Paid, Received, Reversed
from welfarerules.explain import explain

EVENTS: Final = (
    Joined("J", date(2011, 10, 1), "ก", born=date(1970, 5, 5)),
    Paid("P", date(2011, 10, 1), "ก", 386),
    Received("G", date(2012, 1, 10), 1000, "เทศบาลตัวอย่าง"),
    Claimed("C", date(2012, 7, 9), "ก", "benefit.hospital", admitted=date(2012, 7, 1), discharged=date(2012, 7, 4)),
    Reversed("X", date(2012, 8, 1), "P"),
    Closed("Y", date(2012, 9, 30)),
)


def kept() -> Ledger:
    """A ledger with something of everything, a payment that stands among it."""
    ledger = Fund(small_fund.scheme()).open()
    for event in EVENTS:
        ledger.post(event)
    return ledger


def test_a_restored_ledger_knows_all_but_what_it_issued() -> None:
    ledger = kept()
    restored = Fund(small_fund.scheme()).restore(ledger.snapshot())
    assert restored.balances == ledger.balances
    assert restored.flags == ledger.flags != ()
    assert restored.events == EVENTS
    assert restored.as_of == ledger.as_of
    assert restored.standing("ก") == ledger.standing("ก")
    assert restored.issued == ledger.issued == len(ledger.journal)
    assert len(restored.journal) == len(restored.decisions) == len(restored.adjustments) == 0
    assert explain(restored, "C").text() == explain(ledger, "C").text()


def test_a_restored_ledger_takes_an_entry_from_its_first_day_and_knows_what_it_was_told() -> None:
    restored = Fund(small_fund.scheme()).restore(kept().snapshot())
    assert all(restored.post(event).repeated for event in EVENTS)
    entry = restored.post(Paid("P-2", date(2011, 10, 1), "ก", 386, recorded=date(2012, 10, 5)))
    assert (entry.late, entry.first) == (True, kept().issued)
    assert restored.flags == ()
    assert [posting.number for posting in restored.issued_since(entry.first)] == list(range(entry.first, entry.end))
    with pytest.raises(ValueError, match="before number"):
        restored.issued_since(entry.first - 1)


def test_an_empty_ledger_can_be_put_away() -> None:
    fund = Fund(small_fund.scheme())
    restored = fund.restore(fund.open().snapshot())
    assert (restored.as_of, restored.issued, restored.events, restored.issued_since(0)) == (None, 0, (), ())
    restored.post(EVENTS[0])
    assert restored.as_of == date(2011, 10, 1)


def test_the_same_ledger_gives_the_same_bytes() -> None:
    assert kept().snapshot() == kept().snapshot()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "WR395"),
        (b"{}", "WR395"),
        (b"welfarerules.outcome 1\n{}\n", "WR395"),
        (b"welfarerules.ledger 2\n{}\n", "WR396"),
        (b"welfarerules.ledger \xff\n{}\n", "WR396"),
        (b"welfarerules.ledger", "WR396"),
        (b"welfarerules.ledger 1", "WR398"),
        (b"welfarerules.ledger 1 00000000\n{}\n", "WR398"),
    ],
)
def test_what_is_no_snapshot_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(EventError) as caught:
        Fund(small_fund.scheme()).restore(data)
    assert caught.value.found[0].code == code


@pytest.mark.parametrize("at", [-1, -40, 500, 1000])
def test_a_snapshot_that_was_changed_is_refused(at: int) -> None:
    data = bytearray(kept().snapshot())
    data[at] ^= 1
    with pytest.raises(EventError) as caught:
        Fund(small_fund.scheme()).restore(bytes(data))
    assert caught.value.found[0].code == "WR398"


def test_a_snapshot_that_was_cut_off_is_refused() -> None:
    with pytest.raises(EventError, match="WR398"):
        Fund(small_fund.scheme()).restore(kept().snapshot()[:-8])


@pytest.mark.parametrize("part", [b'"tables":', b'"state":', b'"of":', b'"flags":', b'{"scheme":'])
def test_a_snapshot_whose_header_lacks_something_is_refused(part: bytes) -> None:
    """Even one whose checksum was made for it."""
    _, _, rest = kept().snapshot().partition(b"\n")
    header, _, body = rest.partition(b"\n")
    assert part in header
    for changed in (header.replace(part, part.replace(b'"', b'"x', 1)), header[:-1], b"[]"):
        forged = changed + b"\n" + body
        with pytest.raises(EventError, match=r"WR39[78]"):
            Fund(small_fund.scheme()).restore(f"welfarerules.ledger 1 {zlib.crc32(forged):08x}\n".encode() + forged)


def test_other_bylaws_cannot_take_it_up() -> None:
    other = loads_scheme(small_fund.SCHEME.replace("th.example.small", "th.example.other"))
    with pytest.raises(EventError, match=r"WR397.*other bylaws: th\.example\.small, not th\.example\.other"):
        Fund(other).restore(kept().snapshot())


def test_bylaws_that_were_changed_and_kept_their_id_cannot_take_it_up() -> None:
    """WR399: the id is the same, so that the message tells the contents apart."""
    other = loads_scheme(small_fund.SCHEME.replace("pays = 200", "pays = 300"))
    with pytest.raises(EventError) as caught:
        Fund(other).restore(kept().snapshot())
    told = re.search(r"was ([0-9a-f]{8}) and is ([0-9a-f]{8}) now", str(caught.value))
    assert told is not None
    assert told[1] != told[2]
    assert caught.value.found[0].code == "WR399"
    assert "รหัสตรวจเนื้อหา" in caught.value.found[0].render("th")


@pytest.mark.parametrize("given", [None, "welfarerules.ledger", 5])
def test_only_bytes_are_a_snapshot(given: Any) -> None:
    with pytest.raises(TypeError, match="a snapshot is bytes, not"):
        Fund(small_fund.scheme()).restore(given)
