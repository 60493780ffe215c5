"""The formulas of a scheme, read where the facts they may name are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from welfarerules.errors import Diagnostic, Finding, Place
from welfarerules.formula import build
from welfarerules.formula.facts import folded
from welfarerules.formula.findings import FACT_NOT_HERE, NO_SUCH_FACT, UNKNOWN_FACT
from welfarerules.formula.parse import FormulaError, parse
from welfarerules.formula.typed import Expression, FactTable, FactType, Type
from welfarerules.money import rounding_code
from welfarerules.scheme.model import Rounding
from welfarerules.scheme.shapes import Reader
from welfarerules.scheme.values import WrittenText
from welfarerules.words import Phrase

__all__ = ["Absence", "KnownFacts"]

_UNKNOWN: Final = (UNKNOWN_FACT, NO_SUCH_FACT)
ABSENT_FACT: Final = Finding("WR350", "{name!r} is not known here: {reason}", "{remedy}")


@attrs.frozen
class Absence:
    """Why a fact cannot be read at some place, and what to do instead."""

    reason: Phrase
    remedy: Phrase


@attrs.frozen
class KnownFacts:
    """The facts that may be read at one place of a scheme.

    Attributes:
        table: The facts; those that may be read are usable.
        absent: By English name, why another fact may not.
        doubtful: Names of facts whose declaration was refused: nobody is told that they are not declared.
    """

    table: FactTable
    absent: Mapping[str, Absence] = attrs.field(factory=dict)
    doubtful: frozenset[str] = frozenset()

    def formula(
        self, written: WrittenText, wants: Type, rounding: Rounding | None, reader: Reader
    ) -> Expression | None:
        """Return what a formula means, or None after telling *reader* everything that is wrong with it."""
        try:
            return parse(
                written.text,
                facts=self.table,
                wants=wants,
                currency=reader.currency,
                rounding=(rounding_code(rounding.mode), rounding.to_minor) if rounding else None,
                place=written.at,
                offset=written.inner,
            )
        except FormulaError as failure:
            self._refuse(failure.found, reader)
            return None

    def named(self, name: str, place: Place, reader: Reader) -> FactType | None:
        """Return the fact of an English or Thai *name*, or None after refusing it at *place*."""
        try:
            build.fact(name, self.table)
        except FormulaError as failure:
            self._refuse([diagnostic.moved(place) for diagnostic in failure.found], reader)
            return None
        return self.table.find(name)

    def _refuse(self, found: Sequence[Diagnostic], reader: Reader) -> None:
        """Tell *reader* what is wrong, unless it may only follow from a declaration that was refused."""
        unknown = {folded(str(each.values["name"])) for each in found if each.finding in _UNKNOWN}
        if unknown.isdisjoint(self.doubtful):
            reader.add(self._explained(each) for each in found)

    def _explained(self, diagnostic: Diagnostic) -> Diagnostic:
        if diagnostic.finding is not FACT_NOT_HERE:
            return diagnostic
        name = str(diagnostic.values["name"])
        fact = self.table.find(name)
        absence = self.absent.get(fact.name) if fact else None
        if absence is None:
            return diagnostic
        return ABSENT_FACT.at(diagnostic.place, name=name, reason=absence.reason, remedy=absence.remedy)
