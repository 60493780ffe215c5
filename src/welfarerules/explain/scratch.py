"""A piece of the kernel run once more beside the books, so that an explanation says what the kernel would do."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from welfarerules.fund.compile import CompiledScheme
from welfarerules.journal import Names, Posting, RecordedPostings
from welfarerules.kernel import records
from welfarerules.kernel.codes import POSTING_WIDTH
from welfarerules.kernel.records import Tables

__all__ = ["posted", "scratch"]


def scratch(compiled: CompiledScheme, *, postings: int) -> Tables:
    """Return tables that hold nothing but the scheme's terms and room for so many postings."""
    empty: Tables = Tables(*([] for _ in Tables._fields))
    return empty._replace(
        terms=[compiled.terms],
        state=[records.State(day=1)],
        balances=[0] * len(compiled.accounts),
        journal=[0] * (postings * POSTING_WIDTH),
    )


def posted(tables: Tables, compiled: CompiledScheme, *, payees: int = 0) -> Sequence[Posting]:
    """Return the postings that were made on *tables*; each of so many *payees* is called by a number from 0."""
    names = Names(
        currency=compiled.scheme.currency,
        accounts=tuple(name for name, _ in compiled.accounts),
        rules=compiled.rules,
        benefits=compiled.benefit_ids,
        members=("",),
        events=(),
        payees={-1: tuple(str(payee) for payee in range(payees))},
    )
    numbers = array("q", tables.journal[: tables.state[0].journal * POSTING_WIDTH])
    return RecordedPostings(memoryview(numbers), names)
