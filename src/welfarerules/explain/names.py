"""What the scheme calls its rules, facts and accounts, in the language of the explanation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from welfarerules.explain.teller import quantity
from welfarerules.formula.facts import FactType
from welfarerules.fund.compile import MEMBERSHIP, entry_fee_of
from welfarerules.scheme.model import Scheme, Words
from welfarerules.words import N_, say

__all__ = ["Names", "in_language"]

_MEMBERSHIP: Final = N_("membership")
_ACCOUNTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cash": N_("cash"),
        "liability:advance": N_("paid ahead by members"),
        "income:advance_kept": N_("advances kept when members left"),
        "equity:opening": N_("opening balance"),
        "equity:surplus": N_("surplus carried forward"),
    }
)
_ACCOUNTS_OF: Final[Mapping[str, str]] = MappingProxyType(
    {
        "income:received:": N_("received: {name}"),
        "expense:spent:": N_("spent: {name}"),
        "memo:owed:": N_("owed by members: {name}"),
        "memo:dues:": N_("dues fallen: {name}"),
    }
)
_ENGLISH: Final[Mapping[str, str]] = MappingProxyType(
    {
        "arrears_amount": "overdue amount",
        "contributed": "contributions paid",
        "stay_days": "days of the stay",
        "joined": "day of joining",
        "born": "date of birth",
        "died": "day of death",
        "occurred": "day it happened",
        "admitted": "day of admission",
        "discharged": "day of discharge",
        "claimed": "day of the claim",
        "membership_start": "day from which membership counts",
    }
)
"""What the engine's own facts are called where their names alone would not make a sentence."""


def in_language(words: Words, lang: str) -> str:
    """Return *words* in *lang*, or in the language they were given in.

    >>> in_language({"th": "คลอดบุตร"}, "en")
    'คลอดบุตร'
    """
    return words.get(lang) or next((text for text in words.values() if text), "")


class Names:
    """The names of one scheme in one language.

    Args:
        scheme: The scheme.
        lang: A language of this package.
    """

    def __init__(self, scheme: Scheme, lang: str) -> None:
        self.lang = lang
        contributions = (entry_fee_of(scheme), *scheme.contributions)
        self._rules = {rule.id: in_language(rule.name, lang) or rule.id for rule in contributions}
        self._rules |= {rule.id: in_language(rule.name, lang) or rule.id for rule in scheme.benefits}
        self._rules[MEMBERSHIP] = say(_MEMBERSHIP, lang)
        self._facts = {fact.id: in_language(fact.name, lang) for fact in scheme.facts}
        self._units = {fact.unit: in_language(fact.unit_name, lang) for fact in scheme.facts if fact.unit_name}

    def rule(self, rule_id: str) -> str:
        """Return what the rule of that id is called."""
        return self._rules.get(rule_id, rule_id)

    def fact(self, fact: FactType) -> str:
        """Return what a fact is called; one that the scheme declares, by the name it was given there."""
        known = self._facts.get(fact.name) or (_ENGLISH.get(fact.name) if self.lang == "en" else None)
        return known or fact.label(self.lang)

    def quantity(self, number: int, unit: str) -> str:
        """Return so many of *unit*; one that the scheme declares, by the name it was given there."""
        own = self._units.get(unit)
        return f"{number:,} {own}" if own else quantity(number, unit, self.lang)

    def account(self, account: str) -> str:
        """Return what an account of the books holds."""
        if account in _ACCOUNTS:
            return say(_ACCOUNTS[account], self.lang)
        for start, template in _ACCOUNTS_OF.items():
            if account.startswith(start):
                return say(template, self.lang, name=self.rule(account.removeprefix(start)))
        return self.rule(account.partition(":")[2])
