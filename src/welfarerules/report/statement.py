"""One member's statement: where they stand, what was decided, and the money that changed hands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs

from welfarerules.dates import format_date
from welfarerules.explain.names import Names
from welfarerules.fund import Decision, Outcome
from welfarerules.fund.outcome import Standing
from welfarerules.journal import Posting
from welfarerules.money import Money
from welfarerules.report.postings import posting_row
from welfarerules.report.summary import STATUSES
from welfarerules.report.tables import Column, Table
from welfarerules.words import N_, say

__all__ = ["OUTCOMES", "Statement", "statement_of", "statement_tables"]

OUTCOMES = (("approved", N_("approved")), ("refused", N_("refused")), ("referred", N_("for the committee")))
"""The outcomes of a decision and what they are called."""


@attrs.frozen
class Statement:
    """What concerns one member.

    Attributes:
        postings: All of the member's postings, dues among them.
    """

    standing: Standing
    decisions: tuple[Decision, ...]
    postings: tuple[Posting, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the statement as plain values: amounts as decimal text, dates in ISO form."""
        return {
            "standing": _plain(self.standing),
            "decisions": [_plain(decision) for decision in self.decisions],
            "postings": [posting_row(posting) for posting in self.postings],
        }


def statement_of(outcome: Outcome, member: str) -> Statement:
    """Return the statement of *member*.

    Raises:
        EventError: Nobody of that id ever joined.
    """
    return Statement(
        outcome.standing(member),
        tuple(decision for decision in outcome.decisions if decision.member == member),
        tuple(posting for posting in outcome.journal if posting.member == member),
    )


def _plain(record: Standing | Decision) -> dict[str, Any]:
    fields = (field.name for field in attrs.fields(type(record)) if not field.name.startswith("_"))
    return {name: _json(getattr(record, name)) for name in fields}


def _json(value: object) -> object:
    if isinstance(value, Money):
        return str(value.to_decimal())
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def statement_tables(statement: Statement, names: Names) -> tuple[Table, ...]:
    """Return the tables of *statement* in the language of *names*; a table that would be empty is left out."""
    made = (_standing(statement.standing, names.lang), _decided(statement, names), _money(statement, names))
    return tuple(table for table in made if table.rows)


def _standing(standing: Standing, lang: str) -> Table:
    rows = [
        (say(N_("status"), lang), say(STATUSES[standing.status], lang)),
        (say(N_("joined"), lang), _day(standing.joined, lang)),
        (say(N_("membership counts from"), lang), _day(standing.counts_from, lang)),
        *([(say(N_("membership ended"), lang), _day(standing.ended, lang))] if standing.ended else []),
        (say(N_("contributed"), lang), _number(standing.contributed)),
        (say(N_("owed"), lang), _number(standing.owed)),
        (say(N_("of this overdue"), lang), _number(standing.arrears)),
        (say(N_("unpaid months"), lang), str(standing.unpaid_months)),
        (say(N_("paid ahead"), lang), _number(standing.advance)),
    ]
    title = say(N_("Member {member} ({currency})"), lang, member=standing.member, currency=standing.owed.currency)
    return Table(title, (Column(""), Column("", numbers=True)), tuple(rows))


def _decided(statement: Statement, names: Names) -> Table:
    lang = names.lang
    words = dict(OUTCOMES)
    return Table(
        say(N_("Decisions"), lang),
        (
            Column(say(N_("date"), lang)),
            Column(say(N_("id"), lang)),
            Column(say(N_("benefit"), lang)),
            Column(say(N_("outcome"), lang)),
            Column(say(N_("paid"), lang), numbers=True),
        ),
        tuple(
            (
                _day(decision.date, lang),
                decision.id,
                names.rule(decision.benefit),
                say(words[decision.outcome], lang),
                _number(decision.amount) if decision.amount.minor else "",
            )
            for decision in statement.decisions
        ),
    )


def _money(statement: Statement, names: Names) -> Table:
    lang = names.lang
    return Table(
        say(N_("Money that changed hands"), lang),
        (
            Column(say(N_("date"), lang)),
            Column(say(N_("for"), lang)),
            Column(say(N_("money in"), lang), numbers=True),
            Column(say(N_("money out"), lang), numbers=True),
        ),
        tuple(_movements(statement, names)),
    )


def _movements(statement: Statement, names: Names) -> Iterator[tuple[str, ...]]:
    for posting in statement.postings:
        day = _day(posting.date, names.lang)
        if posting.debit == "cash":
            yield day, names.account(posting.credit), _number(posting.amount), ""
        elif posting.credit == "cash":
            yield day, names.account(posting.debit), "", _number(posting.amount)


def _day(day: date, lang: str) -> str:
    return format_date(day, lang, style="short")


def _number(amount: Money) -> str:
    return amount.format(unit="none")
