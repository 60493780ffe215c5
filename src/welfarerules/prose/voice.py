"""Who reads a scheme aloud: one language, the names that its own scheme gives, and formulas to the last digit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Final

from welfarerules.dates import format_date
from welfarerules.explain.explanation import Value
from welfarerules.explain.formulas import Formulas
from welfarerules.explain.names import Names
from welfarerules.explain.teller import Teller, quantity
from welfarerules.formula.checks import decimal_text
from welfarerules.formula.facts import AS_OF, BUILT_IN_FACTS, MEMBERSHIP_START, FactType
from welfarerules.formula.nodes import Constant, Duration, Expression
from welfarerules.formula.value_types import CATEGORY, DATE, Type
from welfarerules.prose.document import Item
from welfarerules.report.tables import Table
from welfarerules.scheme.model import DayOfYear, Scheme
from welfarerules.words import N_

__all__ = ["Voice"]

_DAY_OF_YEAR: Final = 2001
"""A year without 29 February, which is no day of every year."""

_QUOTED: Final = N_("“{text}”")
_BOTH: Final = N_("{first} and {second}")


class Voice:
    """Makes the sentences of one scheme in one language."""

    def __init__(self, scheme: Scheme, lang: str) -> None:
        self.scheme = scheme
        self.lang = lang
        self.names = _OwnNames(scheme, lang)
        self.teller = Teller(lang, scheme.currency)
        self.formulas = _Exact(self.teller, self.names)

    def say(self, template: str, **values: Value) -> str:
        """Return *template* in the voice's language, filled with *values*."""
        return self.teller.say(template, **values)

    def item(
        self,
        template: str,
        article: str = "",
        items: Iterable[Item] = (),
        *,
        ordered: bool = False,
        table: Table | None = None,
        **values: Value,
    ) -> Item:
        """Return a sentence made of *template*."""
        return Item(self.say(template, **values), article, tuple(items), ordered=ordered, table=table)

    def money(self, minor: int) -> str:
        """Return an amount of minor units."""
        return self.teller.told(self.teller.money(minor))

    def quoted(self, text: str) -> str:
        """Return *text* in the quotation marks of a name."""
        return self.say(_QUOTED, text=text)

    def fact(self, fact: FactType) -> str:
        """Return what a fact is called, in quotation marks."""
        return self.quoted(self.names.fact(fact))

    def length(self, length: Duration) -> str:
        """Return a length of time."""
        return quantity(length.count, length.unit, self.lang)

    def formula(self, node: Expression) -> str:
        """Return *node* in the symbols of formulas, in quotation marks."""
        return self.quoted(self.formulas.written(node))

    def constant(self, node: Constant) -> str:
        """Return a value that is written out."""
        return self.quoted(node.text.strip("\"'“”‘’")) if node.type == CATEGORY else self.formulas.written(node)

    def day(self, day: date) -> str:
        """Return a date in full."""
        return format_date(day, self.lang)

    def day_of_year(self, day: DayOfYear) -> str:
        """Return a day that comes back every year."""
        return self.day(date(_DAY_OF_YEAR, day.month, day.day)).rpartition(" ")[0]

    def listed(self, texts: Iterable[str]) -> str:
        """Return *texts* in one sentence."""
        given = list(texts)
        if len(given) < 2:
            return "".join(given)
        return self.say(_BOTH, first=", ".join(given[:-1]), second=given[-1])


class _OwnNames(Names):
    """Names of which no two are alike: where the scheme gives one name twice, the id stands behind it."""

    def __init__(self, scheme: Scheme, lang: str) -> None:
        super().__init__(scheme, lang)
        self._rules = self._told_apart(self._rules, ())
        built_in = (*BUILT_IN_FACTS, AS_OF, MEMBERSHIP_START)
        self._facts = self._told_apart(self._facts, [super(_OwnNames, self).fact(fact) for fact in built_in])

    def declared(self, fact_id: str) -> str:
        """Return what the fact that the scheme declares under this id is called."""
        return self._facts[fact_id]

    def _told_apart(self, names: dict[str, str], others: Iterable[str]) -> dict[str, str]:
        times = Counter((*names.values(), *others))
        return {key: f"{name} ({key})" if times[name] > 1 else name for key, name in names.items()}


class _Exact(Formulas):
    """Formulas in which every number has all its digits: what is no decimal stays a fraction."""

    def _constant(self, node: Constant) -> str:
        return (
            format_date(date.fromordinal(int(node.value)), self.teller.lang)
            if node.type == DATE
            else super()._constant(node)
        )

    def _ratio(self, value: Fraction, kind: Type) -> str:
        if kind.name == "rate":
            return f"{_digits(value * 100)}%"
        if kind.name != "money":
            return _digits(value)
        nothing = self.teller.money(0)
        number = _digits(value / self._per_unit)
        return nothing.format(self.teller.lang).replace(nothing.format(unit="none"), number)


def _digits(value: Fraction) -> str:
    text = decimal_text(value)
    return f"({text.replace(' / ', ' ÷ ')})" if "/" in text else text
