"""The published fund: everything it decides and a sample of all it books, in both languages."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from welfarerules.events import read_events
from welfarerules.explain import Explainer, Subject
from welfarerules.fund import Fund, Outcome
from welfarerules.loading import load_scheme
from welfarerules.words import LANGUAGES

SCHEMES: Final = Path(__file__).parents[2] / "schemes" / "th"
UNFILLED: Final = re.compile(r"[{}]|\bNone\b")
EVERY: Final = 97


@cache
def chamuang() -> Outcome:
    """Five years of the fund."""
    events = read_events(SCHEMES / "chamuang.events.csv").events
    return Fund(load_scheme(SCHEMES / "chamuang.toml")).evaluate(events, date(2025, 9, 30))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_decision_and_standing_reads_without_a_gap(lang: str) -> None:
    explainer = Explainer(chamuang(), lang=lang)
    subjects: tuple[Subject, ...] = (*chamuang().decisions, *chamuang().standings.values())
    for subject in subjects:
        text = explainer.explain(subject).text()
        assert text
        assert not UNFILLED.search(text), text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_transactions_of_every_kind_read_without_a_gap(lang: str) -> None:
    explainer = Explainer(chamuang(), lang=lang)
    transactions = list(chamuang().journal.transactions())
    kinds = {tuple(posting.reason for posting in one.postings): one for one in transactions}
    for transaction in (*kinds.values(), *transactions[::EVERY]):
        explanation = explainer.explain(transaction)
        assert not UNFILLED.search(explanation.text()), explanation
        booked = [step.values["number"] for step in explanation.walk() if step.kind == "booked"]
        assert booked == [posting.number for posting in transaction.postings]


def test_nearly_every_due_tells_its_period() -> None:
    explainer = Explainer(chamuang(), lang="en")
    fell = [posting for posting in chamuang().journal if posting.reason == "due_fell"][::EVERY]
    contributions = [posting for posting in fell if posting.rule.startswith("contribution.")]
    told = ["first" in explainer.explain(posting).steps[0].values for posting in contributions]
    assert sum(told) * 100 >= 98 * len(told)
