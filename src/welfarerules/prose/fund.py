"""What the fund is called and what its file says of itself; and the facts that the fund declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from welfarerules.explain.names import in_language
from welfarerules.prose.document import Item, Section
from welfarerules.prose.voice import Voice
from welfarerules.scheme.model import Fact
from welfarerules.words import N_

__all__ = ["fund_chapter", "own_facts_chapter"]

_TITLE: Final = N_("The fund")
_NAME: Final = N_("The fund is called “{name}”.")
_EFFECTIVE: Final = N_("These bylaws hold from {day} on.")
_BAHT: Final = N_("All amounts are in baht.")
_CURRENCY: Final = N_("All amounts are in the currency {code}.")
_SOURCE: Final = N_("The bylaws were taken from this source: {source}")
_ID: Final = N_("Programs know the fund as {id}.")
_LANGUAGES: Final[Mapping[tuple[str, ...], str]] = MappingProxyType(
    {
        ("en",): N_("The file gives names in English."),
        ("th",): N_("The file gives names in Thai."),
        ("en", "th"): N_("The file gives every name in Thai and in English."),
    }
)
_PLUGIN: Final = N_("The file needs the plugin “{name}” of a version {versions}; it was read with version {version}.")
_MEANT: Final = N_("The checker finds {at} suspicious ({code}); the file says that it is meant so, and why: {reason}")

_FACTS_TITLE: Final = N_("What else the fund asks")
_NO_FACTS: Final = N_("The file asks for nothing besides.")
_FACT: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("member", "count"): N_("{fact} is a number of {unit}, reported of each member."),
        ("member", "money"): N_("{fact} is an amount of money, reported of each member."),
        ("member", "date"): N_("{fact} is a date, reported of each member."),
        ("member", "truth"): N_("{fact} is a yes or a no, reported of each member."),
        ("member", "category"): N_("{fact} is one of these words, reported of each member: {values}."),
        ("claim", "count"): N_("{fact} is a number of {unit}, told with each claim."),
        ("claim", "money"): N_("{fact} is an amount of money, told with each claim."),
        ("claim", "date"): N_("{fact} is a date, told with each claim."),
        ("claim", "truth"): N_("{fact} is a yes or a no, told with each claim."),
        ("claim", "category"): N_("{fact} is one of these words, told with each claim: {values}."),
    }
)


def fund_chapter(voice: Voice) -> Section:
    """Return the chapter on the fund itself."""
    return Section(title=voice.say(_TITLE), id="scheme", items=tuple(_sentences(voice)))


def _sentences(voice: Voice) -> Iterator[Item]:
    scheme = voice.scheme
    yield voice.item(_NAME, name=in_language(scheme.name, voice.lang))
    yield voice.item(_EFFECTIVE, day=voice.day(scheme.effective))
    yield voice.item(_BAHT) if scheme.currency == "THB" else voice.item(_CURRENCY, code=scheme.currency)
    if scheme.source:
        yield voice.item(_SOURCE, source=scheme.source)
    yield voice.item(_ID, id=scheme.id)
    languages = tuple(sorted(set(scheme.languages)))
    if languages in _LANGUAGES:
        yield voice.item(_LANGUAGES[languages])
    for plugin in scheme.plugins:
        yield voice.item(_PLUGIN, name=plugin.name, versions=plugin.versions, version=plugin.version)
    for meant in scheme.meant:
        yield voice.item(_MEANT, at=meant.at, code=meant.code, reason=meant.reason)


def own_facts_chapter(voice: Voice) -> Section:
    """Return the chapter on the facts that the scheme declares."""
    told = tuple(_fact(voice, fact) for fact in voice.scheme.facts)
    return Section(title=voice.say(_FACTS_TITLE), items=told or (voice.item(_NO_FACTS),))


def _fact(voice: Voice, fact: Fact) -> Item:
    name = voice.quoted(voice.names.declared(fact.id))
    unit = in_language(fact.unit_name, voice.lang) or fact.unit
    values = ", ".join(voice.quoted(value) for value in fact.values)
    return voice.item(_FACT[fact.of, fact.type], fact=name, unit=unit, values=values)
