"""Answers to "what would it pay" that outlive the state of the books that gave them."""

from __future__ import annotations

from typing import Final
from weakref import ref

from welfarerules.events import Claimed
from welfarerules.fund.decisions import Decision
from welfarerules.fund.outcome import Books

_MANY: Final = 1000


class Quotes:
    """Decisions on claims that were only asked about. How each came about is noted before the books change."""

    def __init__(self) -> None:
        self._given: list[ref[Decision]] = []

    def ask(self, books: Books, claim: Claimed) -> Decision:
        """Decide *claim* as if it were made now."""
        decision = books.quote(claim)
        self._given.append(ref(decision))
        if len(self._given) > 2 * _MANY:
            self._given = [given for given in self._given if given() is not None]
            if len(self._given) > _MANY:
                self.close()
        return decision

    def close(self) -> None:
        """Note how the decisions came about that somebody still holds: the books are about to change."""
        for given in self._given:
            decision = given()
            if decision is not None:
                object.__setattr__(decision, "_notes", decision.trace)
        self._given.clear()
