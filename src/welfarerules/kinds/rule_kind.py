"""What a rule kind is: the keys it adds to a scheme, and what it makes of them.

A kind lowers what a scheme says to what the engine already knows: an amount to an expression of the formula language,
a contribution to `Dues`. It has no other way to act, so every kind is checked, computed and explained alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Generic, Literal, TypeVar

import attrs

from welfarerules.errors import Finding, Place, WelfareError
from welfarerules.formula.typed import Expression, FactTable, FactType, Type
from welfarerules.money import Money
from welfarerules.scheme.formulas import KnownFacts
from welfarerules.scheme.model import Conventions, Due, Rate
from welfarerules.scheme.questions import Convention, Question
from welfarerules.scheme.shapes import Reader, Section, keys_of
from welfarerules.scheme.values import Amount, WrittenText
from welfarerules.words import placeholders

__all__ = ["Condition", "Dues", "Family", "Lowered", "RuleKind", "Scope"]

Family = Literal["amount", "contribution"]
"""Which slot of a scheme a kind fills: what a benefit pays, or what a member pays."""

S = TypeVar("S", bound=Section)

_NAME: Final = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)?")


@attrs.frozen
class Condition:
    """A condition that an amount itself implies, such as that its lowest tier must be reached.

    Attributes:
        condition: A truth value; not met refuses the claim, unknown refers it to the committee.
        source: The key that implies it.
        place: Where that key stands.
    """

    condition: Expression
    source: str
    place: Place


@attrs.frozen
class Lowered:
    """An amount: an expression that yields money, and the conditions that come with it."""

    value: Expression
    requires: tuple[Condition, ...] = ()


@attrs.frozen
class Dues:
    """What a contribution costs and when it falls due, as `welfarerules.scheme.model.Contribution` holds it."""

    rate: Rate
    collected: Literal["daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly", "once"]
    periods: Literal["calendar", "joining"]
    due: Due
    first_period: Literal["proportional", "full", "free"]
    days_in_year: Literal["actual", "365", "360"] | None = None


@attrs.frozen
class Scope:
    """What a kind can see while it lowers one rule.

    Attributes:
        id: The rule, such as ``benefit.hospital``.
        known: The facts that may be read there.
        conventions: What the scheme says where a bylaw can be read two ways.
        reader: Where faults are noted.
    """

    id: str
    known: KnownFacts
    conventions: Conventions
    reader: Reader

    @property
    def facts(self) -> FactTable:
        """The facts that may be read there, for `welfarerules.formula.build`."""
        return self.known.table

    @property
    def currency(self) -> str:
        """Code of the scheme's currency; amounts are in its minor units."""
        return self.reader.currency

    def fact(self, name: str, place: Place) -> FactType | None:
        """Return the fact of an English or Thai *name*, or None after refusing it at *place*."""
        return self.known.named(name, place, self.reader)

    def formula(self, written: WrittenText, wants: Type) -> Expression | None:
        """Return what a formula means, or None after refusing everything that is wrong with it."""
        return self.known.formula(written, wants, self.conventions.rounding, self.reader)

    def refuse(self, finding: Finding, place: Place, /, **values: object) -> None:
        """Note that *finding* holds at *place*; the scheme will be refused with everything else that is wrong."""
        self.reader.refuse(finding, place, **values)

    def ask(self, convention: Convention, finding: Finding, section: Section, /, **values: object) -> None:
        """Ask for a *convention* that the table *section* would state and does not.

        The scheme is refused with *finding*, unless instances show that all readings come to the same. The finding's
        message needs a place for an ``{example}``, which tells what each reading pays or charges.
        """
        if convention.key not in section.meant:
            place = attrs.evolve(section.at, path=section.place(convention.key).path)
            path = tuple(section.at.path.split("."))
            self.reader.ask(Question(convention, finding, place, path, values, rules=(self.id,)))

    def refuse_all(self, failure: WelfareError, place: Place) -> None:
        """Note every diagnostic of *failure* at *place*."""
        self.reader.refuse_all(failure, place)


@attrs.frozen
class RuleKind(Generic[S]):
    """A kind of rule that a scheme can name.

    Attributes:
        name: A plugin's kind is called ``plugin.kind``, and a scheme names it with ``kind = "plugin.kind"``.
        family: The slot it fills.
        fields: The keys it reads: a class that derives from `Section`.
        lower: Makes a `Lowered` (family ``amount``) or `Dues` (family ``contribution``) of what was read, or returns
            None after refusing it through the scope.
        sentences: By language, how the rule is told, with the names of keys in braces.
        doc: What it does, in English, for the reference.
        reads: The conventions that it may ask for, or that the engine reads to do what it says.
        marks: Keys that by themselves say that a table is of this kind. Built-in kinds have them; a plugin's is named.

    Raises:
        ValueError: The name is not one, or a sentence names a key that the kind does not have.
    """

    name: str
    family: Family
    fields: type[S]
    lower: Callable[[S, Scope], Lowered | Dues | None] = attrs.field(kw_only=True)
    sentences: Mapping[str, str] = attrs.field(kw_only=True)
    doc: str = attrs.field(kw_only=True)
    reads: tuple[Convention, ...] = attrs.field(kw_only=True, default=())
    marks: tuple[str, ...] = attrs.field(kw_only=True, default=())

    def __attrs_post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} cannot name a rule kind: write small letters, as in 'rice.gift'")
        keys = {key.name for key in keys_of(self.fields)}
        for language, sentence in self.sentences.items():
            if unknown := sorted(placeholders(sentence) - keys):
                raise ValueError(f"the {language} sentence of {self.name!r} names {unknown[0]!r}, which is not a key")

    def told(self, section: S, currency: str) -> dict[str, str]:
        """Return the kind's sentences with what the scheme wrote put in, by language."""
        written = self.parameters(section)
        money = {key.name for key in keys_of(self.fields) if isinstance(key.shape, Amount)}
        return {
            lang: sentence.format_map(
                {
                    name: Money.of(value, currency).format(lang) if name in money else value
                    for name, value in written.items()
                }
            )
            for lang, sentence in self.sentences.items()
        }

    def parameters(self, section: S) -> dict[str, Any]:
        """Return what the scheme wrote, by key, for reading the rule back."""
        entries = section.node.value
        if not isinstance(entries, Mapping):
            return {key.name: section.node.plain() for key in keys_of(self.fields)}
        return {key.name: entries[key.name].plain() for key in keys_of(self.fields) if key.name in entries}
