"""The values of one scheme in the words of one language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import reduce
from typing import Any, Final

from welfarerules.compare.vocabulary import WORDS
from welfarerules.explain.formulas import Formulas
from welfarerules.explain.names import Names, in_language
from welfarerules.explain.roundings import rounding_told
from welfarerules.explain.teller import Teller
from welfarerules.formula.nodes import Choice, Expression
from welfarerules.money import rounding_code
from welfarerules.scheme.model import (
    Amount,
    Benefit,
    Cap,
    Contribution,
    DayOfYear,
    Due,
    Fact,
    Meant,
    Payee,
    PluginRequirement,
    Rate,
    Recurrence,
    Requirement,
    Rounding,
    Scheme,
)
from welfarerules.words import N_, say

__all__ = ["Writer", "tiers_of"]

Rule = Contribution | Benefit | Fact

_NOT_SAID: Final = N_("not said")
_NOTHING: Final = N_("none")
_QUOTED: Final = N_("“{text}”")
_ROUNDED: Final = N_("{mode}, to a multiple of {multiple}")
_TIER: Final = N_("where “{condition}”: {amount}")
_ELSE_NONE: Final = N_("{tiers}; otherwise the claim is refused")
_EVERY_YEAR: Final = N_("every year on {day}")
_EVERY_MONTH: Final = N_("every month on day {day}")
_MEMBER: Final = N_("the member")
_IN_ORDER: Final = N_("the first of these that has anyone, in equal shares: {order}; {rest}")
_IN_ORDER_ONLY: Final = N_("the first of these that has anyone, in equal shares: {order}")
_FIRST_DAY: Final = N_("the first day of the period")
_LAST_DAY: Final = N_("the last day of the period")
_DAY_OF_FIRST: Final = N_("day {day} of the period's first month")
_DAY_OF_LATER: Final = N_("day {day} of month {month}, where the period's first month is month 1")
_REFERS: Final = N_("“{condition}”, or else the committee decides")
_THEN: Final = N_("{first}, then {second}")
_RULE: Final = N_("{id} “{name}”")
_A_LEAP_YEAR: Final = 2000


class Writer:
    """Writes the values of a scheme as a reader of one language says them.

    Args:
        scheme: The scheme.
        lang: A language of this package.
    """

    def __init__(self, scheme: Scheme, lang: str) -> None:
        self.scheme = scheme
        self.lang = lang
        self.formulas = Formulas(Teller(lang, scheme.currency), Names(scheme, lang))

    def say(self, template: str, **values: object) -> str:
        """Return *template* in the writer's language."""
        return say(template, self.lang, **values)

    def money(self, minor: int) -> str:
        """Return an amount of the scheme's currency."""
        teller = self.formulas.teller
        return teller.told(teller.money(minor))

    def rule(self, rule: Rule) -> str:
        """Return the id, the name and the article of a rule."""
        article = "" if isinstance(rule, Fact) else rule.article
        identity = f"fact.{rule.id}" if isinstance(rule, Fact) else rule.id
        return _cited(self.say(_RULE, id=identity, name=in_language(rule.name, self.lang)), article)

    def field(self, owner: type, name: str, value: Any) -> str:
        """Return the value that the field *name* of the class *owner* has."""
        if (owner, name) in WORDS:
            return self.say(_NOT_SAID) if value is None else self.say(WORDS[owner, name][value])
        if name == "entry_fee":
            return self.money(value)
        if isinstance(value, tuple):
            return self._listed(value)
        return self._value(value)

    def requirement(self, requirement: Requirement) -> str:
        """Return a requirement, what becomes of a claim that does not meet it, and its article."""
        template = _REFERS if requirement.otherwise == "refer" else _QUOTED
        condition = self.formulas.written(requirement.condition)
        return _cited(self.say(template, condition=condition, text=condition), requirement.article)

    def condition(self, condition: Expression) -> str:
        """Return a condition, or an amount by formula."""
        return self.formulas.written(condition)

    def _listed(self, values: tuple[Any, ...]) -> str:
        if not values:
            return self.say(_NOTHING)
        if isinstance(values[0], Requirement):
            return "; ".join(map(self.requirement, values))
        if isinstance(values[0], Cap):
            return reduce(lambda first, second: self.say(_THEN, first=first, second=second), map(self._part, values))
        return ", ".join(map(self._value, values))

    def _value(self, value: Any) -> str:
        match value:
            case None:
                return self.say(_NOT_SAID)
            case Expression():
                return self.say(_QUOTED, text=self.formulas.written(value))
            case date():
                return self.formulas.teller.told(value)
            case Mapping():
                return " / ".join(self.say(_QUOTED, text=value[lang]) for lang in sorted(value)) or self.say(_NOTHING)
            case str():
                return self.say(_QUOTED, text=value) if value else self.say(_NOT_SAID)
        return self._part(value)

    def _part(self, value: Any) -> str:
        match value:
            case Amount():
                return self.amount(value)
            case Cap():
                return _cited(self.say(WORDS[Cap, "per"][value.per], amount=self.money(value.minor)), value.article)
            case Rate():
                return self.say(WORDS[Rate, "per"][value.per], amount=self.money(value.minor))
            case Rounding():
                mode = rounding_told(rounding_code(value.mode), self.lang)
                return self.say(_ROUNDED, mode=mode, multiple=self.money(value.to_minor))
            case DayOfYear():
                return self._day_of_year(value.month, value.day)
            case Recurrence():
                if value.every_months == 1:
                    return self.say(_EVERY_MONTH, day=value.day)
                return self.say(_EVERY_YEAR, day=self._day_of_year(value.month, value.day))
            case Due():
                return self._due(value)
            case Payee():
                return self._payee(value)
            case Meant():
                return f"{value.code} {value.at}: {value.reason}"
            case PluginRequirement():
                return f"{value.name} {value.versions}"
        raise TypeError(f"{value!r} is no value of a scheme")

    def amount(self, amount: Amount) -> str:
        """Return what a benefit pays: tiers one by one, a plugin's kind in its own words, all else as a formula."""
        tiers = tiers_of(amount)
        if tiers:
            told = "; ".join(self.tier(condition, value) for condition, value in tiers)
            return self.say(_ELSE_NONE, tiers=told)
        own = amount.told.get(self.lang)
        written = self.formulas.written(amount.value)
        return f"{own} ({written})" if own else written

    def tier(self, condition: Expression, value: Expression) -> str:
        """Return one tier of an amount."""
        written = self.formulas.written
        return self.say(_TIER, condition=written(condition), amount=written(value))

    def _day_of_year(self, month: int, day: int) -> str:
        return self.formulas.teller.told(date(_A_LEAP_YEAR, month, day)).rpartition(" ")[0]

    def _due(self, due: Due) -> str:
        if not due.day:
            return self.say(_LAST_DAY if due.at_end else _FIRST_DAY)
        if not due.months_later:
            return self.say(_DAY_OF_FIRST, day=due.day)
        return self.say(_DAY_OF_LATER, day=due.day, month=due.months_later + 1)

    def _payee(self, payee: Payee) -> str:
        if not payee.order:
            return self.say(_MEMBER)
        order = ", ".join(payee.order)
        if payee.odd_to is None:
            return self.say(_IN_ORDER_ONLY, order=order)
        return self.say(_IN_ORDER, order=order, rest=self.say(WORDS[Payee, "odd_to"][payee.odd_to]))


def _cited(text: str, article: str) -> str:
    return f"{text} [{article}]" if article else text


def tiers_of(amount: Amount) -> tuple[tuple[Expression, Expression], ...]:
    """Return the tiers of an amount, from the lowest: the condition that reaches each, and what it pays.

    None for an amount that has no tiers.
    """
    if amount.kind != "tiers" or len(amount.requires) != 1:
        return ()
    above: list[tuple[Expression, Expression]] = []
    value = amount.value
    while isinstance(value, Choice):
        above.append((value.condition, value.when_true))
        value = value.otherwise
    return ((amount.requires[0].condition, value), *reversed(above))
