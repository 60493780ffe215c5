"""What a committee reads, word for word, in both languages.

After a wanted change, write the files anew and read every difference before keeping it::

    WELFARERULES_WRITE_GOLDEN=1 pytest tests/explain/test_explain_golden.py
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from explained_fund import outcome
from welfarerules.explain import Subject, explain
from welfarerules.fund import Decision, Outcome
from welfarerules.journal import Posting, Transaction
from welfarerules.words import LANGUAGES

GOLDEN: Final = Path(__file__).with_name("golden")
SWITCH: Final = "WELFARERULES_WRITE_GOLDEN"


def decision(identity: str) -> Callable[[Outcome], Decision]:
    return lambda found: next(one for one in found.decisions if one.id == identity)


def transaction(cause: str) -> Callable[[Outcome], Transaction]:
    return lambda found: next(one for one in found.journal.transactions() if one.cause == cause)


def posting(cause: str, reason: str) -> Callable[[Outcome], Posting]:
    return lambda found: next(one for one in found.journal if (one.cause, one.reason) == (cause, reason))


CASES: Final[dict[str, Callable[[Outcome], Subject]]] = {
    "a-stay-across-the-year-end": decision("A06"),
    "refused-in-the-waiting-period": decision("B04"),
    "birth-date-unknown": decision("benefit.old_age@2012-10-01/C"),
    "a-death-shared-by-three": decision("D04"),
    "refused-for-arrears": decision("E03"),
    "old-age-by-itself": decision("benefit.old_age@2012-10-01/F"),
    "limit-used-up": decision("A07"),
    "claimed-too-late": decision("A04"),
    "a-committee-resolution": decision("E04"),
    "a-formula-with-roundings": decision("A08"),
    "a-fact-of-the-claim-unknown": decision("A09"),
    "day-of-admission-unknown": decision("A11"),
    "a-payment-for-three-dues-and-ahead": transaction("G02"),
    "a-due-taken-from-what-was-paid-ahead": transaction("contribution.satja@2012-04-01/G"),
    "leaving-with-a-refund": transaction("H03"),
    "a-first-period-in-part": posting("contribution.satja@2012-01-15/G", "due_fell"),
    "a-benefit-paid-to-one-of-three": posting("D04", "benefit_paid"),
    "a-membership-ended-by-the-bylaw": lambda found: found.standing("E"),
    "a-member-in-arrears": lambda found: found.standing("G"),
    "closing-the-year": transaction("Y01"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_the_statement_reads_as_it_was_approved(name: str, lang: str) -> None:
    text = explain(outcome(), CASES[name](outcome()), lang=lang).text()
    path = GOLDEN / f"{name}.{lang}.txt"
    if os.environ.get(SWITCH):
        assert not os.environ.get("CI"), "a build machine only compares"
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_every_statement_that_is_kept_is_compared() -> None:
    kept = {path.name for path in GOLDEN.iterdir()}
    assert kept == {f"{name}.{lang}.txt" for name in CASES for lang in LANGUAGES}
