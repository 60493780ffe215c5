"""The way in: text → a checked expression, or every fault in it."""

from __future__ import annotations

from typing import Final

import attrs

from welfarerules.errors import Diagnostic, Place
from welfarerules.formula.check import Checker
from welfarerules.formula.checks import adapted
from welfarerules.formula.facts import FactTable
from welfarerules.formula.findings import (
    IN_WORDS,
    NEEDS_ROUNDING,
    NO_SUCH_FACT,
    NOT_A_CONDITION,
    NOT_MONEY,
    UNEXPECTED,
    UNKNOWN_FACT,
    UNKNOWN_UNIT,
    WRONG_RESULT,
    FormulaError,
)
from welfarerules.formula.grammar import read
from welfarerules.formula.lower import Builder
from welfarerules.formula.nodes import Expression
from welfarerules.formula.tokens import Source
from welfarerules.formula.value_types import DURATION, MONEY, SPAN, TRUTH, Type
from welfarerules.formula.wording import in_signs

__all__ = ["FormulaError", "parse"]

_OF_WORDS: Final = (UNEXPECTED, UNKNOWN_FACT, NO_SUCH_FACT, UNKNOWN_UNIT)
"""What is found first where a word stands in place of a sign."""


def parse(
    text: str,
    *,
    facts: FactTable,
    wants: Type,
    currency: str,
    rounding: tuple[int, int] | None = None,
    place: Place = Place(),  # noqa: B008 - a frozen record
    offset: int | None = 0,
) -> Expression:
    """Return what the formula *text* means.

    Args:
        text: The formula.
        facts: The facts it may name.
        wants: The type its value must have.
        currency: Of every amount in it; its code in ISO 4217.
        rounding: What ``round(x)`` means: a rounding code of `kernel.arithmetic` and the multiple kept, in minor units;
            None where the scheme does not say.
        place: Where the string stands that holds the formula.
        offset: Characters between `place` and the formula (1 for a quotation mark); None where the characters of file
            and formula do not run alike (escapes), so that every fault is reported at `place`.

    >>> amount = parse("200 * คืน", facts=FactTable(), wants=MONEY, currency="THB")
    >>> amount.left.value, amount.right.fact.name
    (Fraction(20000, 1), 'nights')

    Raises:
        FormulaError: With every fault that could be told; a mistake in the grammar hides those behind it.
    """
    source = Source(text, place, offset)
    try:
        return _parsed(source, facts, wants, currency, rounding)
    except FormulaError as failure:
        if failure.found[0].finding not in _OF_WORDS:
            raise
        instead = in_signs(text)
        if instead == text:
            raise
        try:
            _parsed(attrs.evolve(source, text=instead), facts, wants, currency, rounding)
        except FormulaError:
            raise failure from None
        raise FormulaError(IN_WORDS.at(source.at(0), instead=f'"{instead}"')) from None


def _parsed(
    source: Source, facts: FactTable, wants: Type, currency: str, rounding: tuple[int, int] | None
) -> Expression:
    """Return what a formula means that is written with signs."""
    tree = read(source)
    checker = Checker(source, facts, currency, rounding)
    checked = checker.checked(tree, money=wants == MONEY)
    if checker.found or checked is None:
        raise FormulaError({diagnostic.sort_key: diagnostic for diagnostic in checker.found}.values())
    fitted = adapted(checked, wants)
    if fitted is None:
        raise FormulaError(_wrong_result(checked, wants, source.at(tree.start)))
    if not fitted.is_whole:
        raise FormulaError(NEEDS_ROUNDING.at(source.at(tree.start), text=fitted.text))
    if wants in (SPAN, DURATION):
        return fitted
    try:
        Builder().lower(fitted)
    except FormulaError as error:
        raise FormulaError(attrs.evolve(fault, place=_place_in(fault, source)) for fault in error.found) from None
    return fitted


def _wrong_result(expression: Expression, wants: Type, place: Place) -> Diagnostic:
    if wants == MONEY and expression.type.is_quantity:
        return NOT_MONEY.at(place, text=expression.text, found=expression.type)
    if wants == TRUTH:
        return NOT_A_CONDITION.at(place, text=expression.text, found=expression.type)
    return WRONG_RESULT.at(place, text=expression.text, found=expression.type, wanted=wants)


def _place_in(fault: Diagnostic, source: Source) -> Place:
    """Findings of lowering know only the column within the formula."""
    return source.at(max(fault.place.column - 1, 0))
