"""Why a ledger's books are as they are, in both languages: what was found late, and what changed."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest

import small_fund
from welfarerules import EventError, Fund, Ledger
from welfarerules.events import Claimed, Joined, Paid, Received, Reversed
from welfarerules.explain import LedgerExplainer, explain

CLAIM: Final = Claimed(
    "C", date(2012, 7, 9), "A", "benefit.hospital", admitted=date(2012, 7, 1), discharged=date(2012, 7, 4)
)


def ledger(*events: Any) -> Ledger:
    """A ledger in which A joined, and *events* were posted."""
    kept = Fund(small_fund.scheme()).open()
    for event in (Joined("J", date(2011, 10, 1), "A"), *events):
        kept.post(event)
    return kept


def found_late() -> Ledger:
    """A receipt was found that makes a refused claim good."""
    return ledger(CLAIM, Paid("P", date(2011, 10, 1), "A", 386, recorded=date(2012, 9, 2)))


def reversed_payment() -> Ledger:
    """The payment on whose strength a claim was paid was none."""
    return ledger(Paid("P", date(2011, 10, 1), "A", 386), CLAIM, Reversed("X", date(2012, 8, 1), "P"))


def test_an_adjustment_tells_what_was_found_and_what_is_decided_otherwise() -> None:
    kept = found_late()
    told = explain(kept, kept.adjustments[0], lang="en")
    assert told.title == "What entry P put right on 2 Sep 2012"
    assert told.steps[0].values["day"] == date(2011, 10, 1)
    assert told.steps[0].text.endswith(
        "is of 1 Oct 2011 and was recorded on 2 Sep 2012, when later days were booked already."
    )
    text = told.text()
    assert "What was booked before stays in the books as it is." in text
    assert "A decision is another one now:" in text
    assert "approved, 600.00" in text
    assert explain(kept, "P", lang="en") == told


def test_an_adjustment_is_told_in_thai() -> None:
    kept = found_late()
    text = explain(kept, "P", lang="th").text()
    assert "รายการที่ลงบัญชีไปแล้วคงไว้ตามเดิม" in text
    assert "ผลการพิจารณาเปลี่ยนเป็นดังนี้" in text
    assert "ปรับปรุงบัญชีส่วนของสมาชิก A" in text


def test_each_posting_of_an_adjustment_says_why_and_how_it_was_booked() -> None:
    kept = found_late()
    for posting in kept.adjustments[0].postings:
        told = explain(kept, posting, lang="en")
        assert told.subject == str(posting.number)
        assert "because of entry P" in told.text()
        assert "Booked:" in told.text()


def test_a_reversal_tells_what_it_takes_back_and_what_stands() -> None:
    kept = reversed_payment()
    text = explain(kept, "X", lang="en").text()
    assert "Entry X of 1 Aug 2012 reverses P" in text
    assert "was paid on claim C." in text
    assert "What was paid is not taken back." in text
    flag = explain(kept, kept.flags[0], lang="en")
    assert flag.kind == "flag"
    assert flag.steps[1].values["replay"] == kept.flags[0].replay
    thai = explain(kept, kept.flags[0], lang="th").text()
    assert "ขอให้คณะกรรมการพิจารณา" in thai


@pytest.mark.parametrize(("lang", "sentence"), [("en", "It stays paid"), ("th", "เงินที่จ่ายไปแล้วให้คงไว้")])
def test_a_decision_that_stands_says_so(lang: str, sentence: str) -> None:
    kept = reversed_payment()
    assert sentence in explain(kept, "C", lang=lang).text()
    assert sentence in explain(kept, kept.decisions[-1], lang=lang).text()


def test_what_was_issued_is_explained_as_an_evaluation_explains_it() -> None:
    kept = ledger(Paid("P", date(2011, 10, 1), "A", 386), CLAIM)
    fresh = kept.fund.evaluate(kept.events, date(2012, 7, 9))
    for subject in ("P", "C", "A", "contribution.satja@2011-10-31/A"):
        assert explain(kept, subject) == explain(fresh, subject)
    for posting, same in zip(kept.journal, fresh.journal, strict=True):
        assert explain(kept, posting).steps == explain(fresh, same).steps
    assert explain(kept, kept.standing("A")).kind == "standing"


def test_a_posting_that_a_late_entry_overtook_is_still_told() -> None:
    kept = found_late()
    for posting in kept.journal:
        assert explain(kept, posting, lang="en").steps


def test_a_quote_is_explained_as_it_was_when_it_was_given() -> None:
    kept = ledger(Paid("P", date(2011, 10, 1), "A", 386))
    kept.advance(date(2012, 7, 9))
    asked = kept.quote(CLAIM)
    before = explain(kept, asked).text()
    asked = kept.quote(CLAIM)
    kept.post(Paid("P-2", date(2012, 7, 10), "A", 386))
    kept.post(Reversed("X", date(2012, 8, 1), "P"))
    assert explain(kept, asked).text() == before


def test_what_concerns_the_fund_and_what_moves_nothing_is_told() -> None:
    kept = ledger(Received("G", date(2012, 1, 10), 1000, "เทศบาลตัวอย่าง"))
    assert "เทศบาลตัวอย่าง" in explain(kept, "G", lang="en").text()
    late = Received("G-2", date(2011, 12, 1), 5, "เทศบาลตัวอย่าง", recorded=date(2012, 2, 1))
    kept.post(late)
    assert "the books of the fund were put right" in explain(kept, "G-2", lang="en").text()
    joined = kept.event("J")
    assert joined is not None
    assert explain(kept, joined, lang="en").kind == "event"


def test_what_is_unknown_cannot_be_explained() -> None:
    kept: Any = ledger()
    with pytest.raises(EventError, match="WR691"):
        explain(kept, "nobody")
    with pytest.raises(TypeError, match="nothing to explain"):
        explain(kept, 5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="unknown language"):
        LedgerExplainer(kept, lang="fr")
    with pytest.raises(TypeError, match="a flag"):
        explain(small_fund.outcome(), reversed_payment().flags[0])
