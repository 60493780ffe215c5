"""Names that say too little: two rules of one name, a name that is missing in one language in all but form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from welfarerules.errors import Diagnostic, Finding
from welfarerules.formula.value_types import UNITS
from welfarerules.scheme.model import Benefit, Contribution, Fact, Scheme, Words
from welfarerules.scrutiny.places import place_of

__all__ = ["odd_names"]

ONE_UNIT_NAME: Final = Finding(
    "WR731",
    "{unit!r} has one name for the readers of {languages}",
    'write a name in each language: unit = {{ th = "...", en = "..." }}',
)
SAME_IN_BOTH: Final = Finding(
    "WR732",
    "the name {name!r} is the same in the languages {languages}",
    "write the name that readers of each language know it by",
)
SAME_NAME: Final = Finding(
    "WR733", "{other} is called {name!r} too", "give one of the two a name by which members can tell them apart"
)

_KNOWN_UNITS: Final = frozenset(word for words in UNITS for word in words)


def odd_names(scheme: Scheme) -> Iterator[Diagnostic]:
    """Tell of units with one name in a scheme of several languages, and of names that do not tell things apart."""
    yield from _same_in_both(scheme, "scheme.name", scheme.name)
    for fact in scheme.facts:
        yield from _same_in_both(scheme, f"fact.{fact.id}.name", fact.name)
        yield from _unit(scheme, fact)
    for family in (scheme.contributions, scheme.benefits):
        for rule in family:
            yield from _same_in_both(scheme, f"{rule.id}.name", rule.name)
        yield from _same_name(scheme, family)


def _same_in_both(scheme: Scheme, path: str, names: Words) -> Iterator[Diagnostic]:
    """A name without a letter, such as a number, may be the same in any language."""
    if len(names) > 1 and len(set(names.values())) == 1:
        name = next(iter(names.values()))
        if any(letter.isalpha() for letter in name):
            yield SAME_IN_BOTH.at(place_of(scheme, path), name=name, languages=", ".join(names))


def _unit(scheme: Scheme, fact: Fact) -> Iterator[Diagnostic]:
    if fact.unit and fact.unit not in _KNOWN_UNITS and not fact.unit_name and len(scheme.languages) > 1:
        place = place_of(scheme, f"fact.{fact.id}.unit")
        yield ONE_UNIT_NAME.at(place, unit=fact.unit, languages=", ".join(scheme.languages))


def _same_name(scheme: Scheme, family: Iterable[Benefit | Contribution]) -> Iterator[Diagnostic]:
    first: dict[tuple[str, str], str] = {}
    for rule in family:
        others = {first.setdefault((lang, name), rule.id): name for lang, name in rule.name.items()}
        for other, name in others.items():
            if other != rule.id:
                yield SAME_NAME.at(place_of(scheme, f"{rule.id}.name"), other=other, name=name)
