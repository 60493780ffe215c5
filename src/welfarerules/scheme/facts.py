"""Which facts a scheme has, and which of them can be read where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import attrs

from welfarerules.errors import Finding
from welfarerules.formula.facts import BUILT_IN_FACTS, folded
from welfarerules.formula.typed import CATEGORY, DATE, MONEY, TRUTH, FactTable, FactType, count
from welfarerules.formula.vocabulary import is_reserved
from welfarerules.scheme.formulas import Absence, KnownFacts
from welfarerules.scheme.model import Contribution, Fact
from welfarerules.scheme.sections import FactSection
from welfarerules.scheme.shapes import Reader
from welfarerules.words import N_, Phrase

__all__ = ["AS_OF_FACTS", "Facts", "read_facts"]

RESERVED: Final = Finding("WR360", "{name!r} already means something in formulas", "give the fact another name")
TAKEN: Final = Finding("WR361", "another fact is called {name!r} already", "give one of the two another name")
NEEDS_UNIT: Final = Finding(
    "WR362", "the fact counts something, and what is not said", 'write unit = "points" or the like'
)
NO_UNIT: Final = Finding("WR363", "a fact of type {type!r} counts nothing", "remove unit")
NEEDS_VALUES: Final = Finding("WR364", "which words the fact may be is not said", 'write values = ["...", "..."]')
NO_VALUES: Final = Finding("WR365", "a fact of type {type!r} is not a word from a list", "remove values")
SAME_VALUE: Final = Finding("WR366", "{value!r} stands twice among the values", "keep one of the two")

_MEMBER: Final = (
    "membership",
    "age",
    "arrears_amount",
    "unpaid_months",
    "unpaid_dues",
    "days_overdue",
    "contributed",
    "joined",
    "born",
)
AS_OF_FACTS: Final = frozenset(
    {"as_of", "arrears_amount", "unpaid_months", "unpaid_dues", "days_overdue", "contributed"}
)
"""What differs with the day on which it is looked at; members' own facts do too."""

_OR: Final = N_("{first} or {second}")
_STAY: Final = ("nights", "stay_days", "admitted", "discharged")
_OF_EVENT: Final[Mapping[str, tuple[str, ...]]] = {
    "occurred": ("occurred",),
    "admitted": _STAY,
    "discharged": _STAY,
    "died": ("died",),
}
_TYPES: Final = {"money": MONEY, "date": DATE, "truth": TRUTH, "category": CATEGORY}

_NOT_MONTHLY: Final = N_("{contribution} is collected {collected}")
_USE_DUES: Final = N_("use unpaid_dues or days_overdue, which need no months")
_NO_DUES: Final = N_("nothing is collected every month")
_OTHER_DATE: Final = N_('a claim for this benefit has event_date = "{event_date}"')
_CHANGE_DATE: Final = N_("write event_date = {words}, or leave the fact out")
_NO_CLAIM: Final = N_("nobody claims here")
_NO_CLAIM_FACTS: Final = N_("use facts of the member, such as membership, age or days_overdue")


@attrs.frozen
class Facts:
    """The facts of a scheme.

    Attributes:
        declared: Those it declares.
        table: All of them, for formulas.
        absent: By name, why a fact of members cannot be known in this scheme.
        doubtful: Folded names of facts whose declaration was refused.
    """

    declared: tuple[Fact, ...]
    table: FactTable
    absent: Mapping[str, Absence]
    doubtful: frozenset[str] = frozenset()

    @property
    def of_members(self) -> KnownFacts:
        """What is known of a member on any day."""
        names = [name for name in (*_MEMBER, *self._declared("member")) if name not in self.absent]
        others = [fact.name for fact in BUILT_IN_FACTS if fact.name not in _MEMBER] + self._declared("claim")
        no_claim = Absence(Phrase(_NO_CLAIM), Phrase(_NO_CLAIM_FACTS))
        return KnownFacts(self.table.only(names), {**dict.fromkeys(others, no_claim), **self.absent}, self.doubtful)

    def of_claim(self, event_date: str | None) -> KnownFacts:
        """What is known when a benefit is claimed whose event is the date *event_date*; None may be any of them."""
        dates = [event_date] if event_date else list(_OF_EVENT)
        own = (*(name for each in dates for name in _OF_EVENT[each]), "claimed", *self._declared("claim"))
        names = [name for name in (*_MEMBER, *self._declared("member"), *own) if name not in self.absent]
        absent = {
            name: Absence(
                Phrase(_OTHER_DATE, event_date=event_date), Phrase(_CHANGE_DATE, words=_dates_that_know(name))
            )
            for others in _OF_EVENT.values()
            for name in others
            if name not in own
        }
        return KnownFacts(self.table.only(names), {**absent, **self.absent}, self.doubtful)

    def varying(self) -> frozenset[str]:
        """The names of facts that differ with the day on which they are looked at."""
        return AS_OF_FACTS | set(self._declared("member"))

    def _declared(self, of: str) -> list[str]:
        return [fact.id for fact in self.declared if fact.of == of]


def _dates_that_know(fact: str) -> str | Phrase:
    """The dates of events with which a fact is known, as a message lists them."""
    dates = [f'"{event_date}"' for event_date, facts in _OF_EVENT.items() if fact in facts]
    said: str | Phrase = dates[-1] if dates else ""
    for date in reversed(dates[:-1]):
        said = Phrase(_OR, first=date, second=said)
    return said


def read_facts(
    sections: Mapping[str, FactSection],
    contributions: Sequence[Contribution] | None,
    reader: Reader,
    *,
    names: Mapping[str, str],
) -> Facts:
    """Return the facts of a scheme that has these *contributions*, after refusing declarations that do not hold.

    None stands for contributions that could not be read: then nobody is told what they do not allow. The *names* are
    the ids and the Thai names of all facts that the text declares, also of those that could not be read.
    """
    taken: set[str] = set()
    declared, types = [], []
    for name, section in sections.items():
        if _is_sound(name, section, taken, reader) and section.name is not None:
            thai = section.name.get("th", "")
            unit, unit_name = _unit(section.unit)
            kind = count(unit) if section.type == "count" else _TYPES[section.type]
            types.append(FactType(name, thai, kind, section.values))
            declared.append(
                Fact(
                    id=name,
                    name=section.name,
                    of=section.of,
                    type=section.type,
                    unit=unit,
                    values=section.values,
                    unit_name=unit_name,
                    place=section.at,
                )
            )
    sound = {fact.id for fact in declared}
    doubtful = {folded(each) for name, thai in names.items() if name not in sound for each in (name, thai) if each}
    return Facts(tuple(declared), FactTable(types), _absent(contributions), frozenset(doubtful))


def _unit(written: str | Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
    """Return a unit as formulas write it, and its name in each language where it has several."""
    if isinstance(written, str):
        return written, {}
    return written.get("en") or next(iter(written.values())), written


def _is_sound(name: str, section: FactSection, taken: set[str], reader: Reader) -> bool:
    sound = True
    thai = section.name.get("th", "") if section.name else ""

    def refuse(finding: Finding, key: str, **values: object) -> None:
        nonlocal sound
        sound = False
        reader.refuse(finding, section.place(key) if key else section.at, **values)

    def need(finding: Finding, key: str) -> None:
        nonlocal sound
        sound = False
        if key not in section.meant:
            refuse(finding, "")

    for key, each in (("", name), ("name", thai)):
        if each and is_reserved(each):
            refuse(RESERVED, key, name=each)
        elif each and folded(each) in taken:
            refuse(TAKEN, key, name=each)
    if section.type == "count" and not section.unit:
        need(NEEDS_UNIT, "unit")
    if section.type != "count" and section.unit:
        refuse(NO_UNIT, "unit", type=section.type)
    if section.type == "category" and not section.values:
        need(NEEDS_VALUES, "values")
    if section.type != "category" and section.values:
        refuse(NO_VALUES, "values", type=section.type)
    for value in _repeated(section.values):
        refuse(SAME_VALUE, "values", value=value)
    if sound:
        taken.update(folded(each) for each in (name, thai) if each)
    return sound


def _repeated(words: Iterable[str]) -> list[str]:
    return [word for word, times in Counter(words).items() if times > 1]


def _absent(contributions: Sequence[Contribution] | None) -> dict[str, Absence]:
    """Months in arrears can be counted only where everything periodic is collected by the month."""
    if contributions is None:
        return {}
    periodic = [each for each in contributions if each.collected != "once"]
    other = next((each for each in periodic if each.collected != "monthly"), None)
    if periodic and other is None:
        return {}
    if other is None:
        return {"unpaid_months": Absence(Phrase(_NO_DUES), Phrase(_USE_DUES))}
    reason = Phrase(_NOT_MONTHLY, contribution=other.id, collected=other.collected)
    return {"unpaid_months": Absence(reason, Phrase(_USE_DUES))}
