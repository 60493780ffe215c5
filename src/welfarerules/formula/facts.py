"""The facts that formulas can read: those the engine knows, and those a scheme declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from welfarerules.errors import nearest
from welfarerules.formula.value_types import CATEGORY, DATE, MONEY, SPAN, Type, count

__all__ = ["AS_OF", "BUILT_IN_FACTS", "MEMBERSHIP_START", "FactTable", "FactType", "folded"]

_LARGEST: Final = {"money": 10**13, "count": 10**9, "date": 3_652_059, "truth": 1}
_LEAST: Final = {"money": -(10**13), "count": 0, "date": 1, "truth": 0}


def folded(word: str) -> str:
    """Return *word* with the ways of typing one Thai word made equal, to look it up by.

    Spaces and invisible joints go; two letters ``เ`` are ``แ``, a circle and ``า`` are ``ำ``.

    >>> folded("เเม่") == folded("แม่")
    True
    """
    kept = "".join(letter for letter in word if not letter.isspace() and letter not in "\u200b\u200c\u200d\ufeff")
    return kept.replace("\u0e40\u0e40", "\u0e41").replace("\u0e4d\u0e32", "\u0e33")


@attrs.frozen
class FactType:
    """A fact by name and type.

    Attributes:
        name: The English name: letters, digits, ``_`` and ``.``.
        thai: The Thai name, ``""`` if it has none. Spaces in it are left out in formulas.
        type: Its type; a count carries its unit.
        values: The words a category may be, in the order of their codes.
        start, end: Of a span: the facts it runs from and to.
        least, largest: The sane bounds of its value, both included, that no formula may overflow within.

    >>> FactType("rooms", "ห้อง", count("rooms")).largest
    1000000000
    """

    name: str
    thai: str
    type: Type
    values: tuple[str, ...] = ()
    start: FactType | None = attrs.field(default=None, kw_only=True)
    end: FactType | None = attrs.field(default=None, kw_only=True)
    least: int = attrs.field(kw_only=True)
    largest: int = attrs.field(kw_only=True)

    @least.default
    def _default_least(self) -> int:
        return _LEAST.get(self.type.name, 0)

    @largest.default
    def _default_largest(self) -> int:
        return max(len(self.values) - 1, 0) if self.type == CATEGORY else _LARGEST.get(self.type.name, 0)

    def __attrs_post_init__(self) -> None:
        if (self.type == CATEGORY) != bool(self.values):
            raise ValueError(f"fact {self.name!r}: a category needs its values, any other type has none")
        if (self.type == SPAN) != (self.start is not None and self.end is not None):
            raise ValueError(f"fact {self.name!r}: a span needs its start and end, any other type has neither")
        if self.type.name not in {"money", "count", "date", "truth", "category", "span"}:
            raise ValueError(f"fact {self.name!r}: no fact can be of type {self.type.name!r}")

    def label(self, lang: str) -> str:
        """Return the name as a reader of *lang* would say it.

        >>> FactType("days_overdue", "วันค้าง", count("days")).label("en")
        'days overdue'
        """
        return self.thai if lang == "th" and self.thai else self.name.replace("_", " ")


AS_OF: Final = FactType("as_of", "วันที่พิจารณา", DATE)
"""The day as of which facts are read: the end of every span. Formulas cannot name it."""

MEMBERSHIP_START: Final = FactType("membership_start", "วันเริ่มนับอายุสมาชิก", DATE)
"""The day from which membership counts, which is not always the day of joining. Formulas cannot name it."""

_BORN: Final = FactType("born", "วันเกิด", DATE)

BUILT_IN_FACTS: Final = (
    FactType("membership", "อายุสมาชิก", SPAN, start=MEMBERSHIP_START, end=AS_OF),
    FactType("age", "อายุ", SPAN, start=_BORN, end=AS_OF),
    FactType("arrears_amount", "ยอดค้าง", MONEY, least=0),
    FactType("unpaid_months", "เดือนค้าง", count("months"), largest=10**5),
    FactType("unpaid_dues", "งวดค้าง", count("dues"), largest=10**7),
    FactType("days_overdue", "วันค้าง", count("days"), largest=10**7),
    FactType("contributed", "เงินสมทบสะสม", MONEY, least=0),
    FactType("nights", "คืน", count("nights"), largest=10**5),
    FactType("stay_days", "วันนอน", count("days"), largest=10**5),
    FactType("joined", "วันเข้าเป็นสมาชิก", DATE),
    _BORN,
    FactType("died", "วันตาย", DATE),
    FactType("occurred", "วันเกิดเหตุ", DATE),
    FactType("admitted", "วันเข้ารักษา", DATE),
    FactType("discharged", "วันออกจากโรงพยาบาล", DATE),
    FactType("claimed", "วันยื่นคำขอ", DATE),
)
"""The facts the engine itself knows, in the order they are listed to a user."""


class FactTable:
    """The facts that one scheme's formulas can name: the built-in ones and *declared*.

    >>> facts = FactTable([FactType("gpa", "เกรดเฉลี่ย", count("hundredths"))])
    >>> facts.find("คืน").name, facts.find("gpa").thai, facts.find("nigths")
    ('nights', 'เกรดเฉลี่ย', None)
    >>> facts.nearest("nigths")
    'nights'

    Raises:
        ValueError: Two facts share a name. Ask `find` before declaring one.
    """

    def __init__(self, declared: Iterable[FactType] = (), *, only: Iterable[str] | None = None) -> None:
        self._facts = (*BUILT_IN_FACTS, *declared)
        self._usable = frozenset(fact.name for fact in self._facts) if only is None else frozenset(only)
        self._by_name: dict[str, FactType] = {}
        for fact in self._facts:
            self._add(fact)
        self._add(AS_OF)
        self._add(MEMBERSHIP_START)

    def _add(self, fact: FactType) -> None:
        for name in filter(None, dict.fromkeys((fact.name, folded(fact.thai)))):
            if name in self._by_name:
                raise ValueError(f"two facts are called {name!r}")
            self._by_name[name] = fact

    def find(self, name: str) -> FactType | None:
        """Return the fact of that English or Thai name, whether or not it is usable here."""
        return self._by_name.get(folded(name))

    def usable(self, fact: FactType) -> bool:
        """Whether the formula at hand may read *fact*."""
        return fact.name in self._usable

    def only(self, names: Iterable[str]) -> FactTable:
        """Return the same facts, of which a formula may read those in *names* (English) and no others."""
        declared = self._facts[len(BUILT_IN_FACTS) :]
        return FactTable(declared, only=self._usable.intersection(names))

    def nearest(self, word: str) -> str | None:
        """Return the name, in the language of *word*, of the usable fact that was most likely meant."""
        return nearest(folded(word), (name for name, fact in self._by_name.items() if self.usable(fact)))

    def __iter__(self) -> Iterator[FactType]:
        """Go through the usable facts in the order they are listed."""
        return (fact for fact in self._facts if self.usable(fact))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.find(name) is not None
