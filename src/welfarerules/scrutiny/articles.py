"""Articles that may have been cited by a slip: one for two rules, two for one requirement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from welfarerules.errors import Diagnostic, Finding
from welfarerules.scheme.model import Scheme
from welfarerules.scrutiny.places import place_of
from welfarerules.words import in_plain_digits

__all__ = ["odd_articles"]

CITED_TWICE: Final = Finding(
    "WR740",
    "{other} cites {article!r} too",
    "look up both in the bylaws, and cite for each rule the article that says it",
)
CITED_OTHERWISE: Final = Finding(
    "WR741",
    "{formula!r} is required here by {article!r}, and in {other} by {elsewhere!r}",
    'cite one article for it: {{ formula = "{formula}", article = "{elsewhere}" }}',
)

_PART: Final = "("


def odd_articles(scheme: Scheme) -> Iterator[Diagnostic]:
    """Tell of articles that two rules cite, and of requirements that cite another article in another benefit."""
    yield from _cited_twice(scheme)
    yield from _cited_otherwise(scheme)


def _bare(article: str) -> str:
    return "".join(in_plain_digits(article).split()).casefold()


def _cited_twice(scheme: Scheme) -> Iterator[Diagnostic]:
    """Bylaws with one article for all benefits or contributions are common; then it tells nothing to cite it."""
    first: dict[str, str] = {}
    for family in (scheme.contributions, scheme.benefits):
        cited = {_bare(rule.article) for rule in family}
        if len(family) > 1 and len(cited) == 1 and _PART not in next(iter(cited)):
            continue
        for rule in family:
            other = first.setdefault(_bare(rule.article), rule.id)
            if other != rule.id:
                yield CITED_TWICE.at(place_of(scheme, f"{rule.id}.article"), other=other, article=rule.article)


def _cited_otherwise(scheme: Scheme) -> Iterator[Diagnostic]:
    """A requirement that cites its benefit's article, where the same one cites an article of its own elsewhere."""
    own: dict[str, tuple[str, str]] = {}
    for benefit in scheme.benefits:
        for requirement in benefit.requires:
            if _bare(requirement.article) != _bare(benefit.article):
                own.setdefault(requirement.source, (benefit.id, requirement.article))
    for benefit in scheme.benefits:
        for requirement in benefit.requires:
            other, elsewhere = own.get(requirement.source, ("", ""))
            if other and other != benefit.id and _bare(elsewhere) != _bare(requirement.article):
                yield CITED_OTHERWISE.at(
                    requirement.place,
                    formula=requirement.source,
                    article=requirement.article,
                    other=other,
                    elsewhere=elsewhere,
                )
