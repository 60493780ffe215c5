"""The most that is paid, in the order in which it is cut, and the fund year in which a claim counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from welfarerules.prose.document import Item
from welfarerules.prose.voice import Voice
from welfarerules.scheme.model import Benefit
from welfarerules.words import N_

__all__ = ["limits"]

_LIMITS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "event": N_("No more than {amount} is paid at a time."),
        "fund year": N_("No more than {amount} is paid to one member in one fund year, however many times."),
    }
)
_IN_ORDER: Final = N_("Two limits hold, in this order; the second one cuts what the first one has left:")
_DIVIDED: Final[Mapping[tuple[str, ...], str]] = MappingProxyType(
    {
        ("event", "fund year"): N_(
            "Of such a stay, what the limit for the year cuts has used up the limit for one time all the same."
        ),
        ("fund year", "event"): N_(
            "Of such a stay, what the limit for the year cuts does not use up the limit for one time."
        ),
    }
)
_NO_LIMIT: Final = N_("The file sets no limit to it.")
_COUNTED: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("each night", "nights"): N_(
            "A stay in hospital that touches two fund years is divided: each night counts in the fund year in which "
            "that night begins."
        ),
        ("each night", "stay_days"): N_(
            "A stay in hospital that touches two fund years is divided: each day counts in its own fund year."
        ),
        ("admission", ""): N_(
            "A stay in hospital that touches two fund years counts wholly in the one in which the day of admission "
            "lies."
        ),
        ("discharge", ""): N_(
            "A stay in hospital that touches two fund years counts wholly in the one in which the day of discharge "
            "lies."
        ),
        ("event", "occurred"): N_("A claim counts in the fund year in which it happened, whenever it is made."),
        ("event", "died"): N_("A claim counts in the fund year of the death, whenever it is made."),
        ("event", "tick"): N_("A payment counts in the fund year of its own day."),
    }
)


def limits(voice: Voice, benefit: Benefit) -> Iterator[Item]:
    """Go through the sentences on what a benefit pays at most."""
    caps = tuple(voice.item(_LIMITS[cap.per], cap.article, amount=voice.money(cap.minor)) for cap in benefit.caps)
    if len(caps) > 1:
        yield voice.item(_IN_ORDER, benefit.article, caps, ordered=True)
    else:
        yield from caps or (voice.item(_NO_LIMIT, benefit.article),)
    if any(cap.per == "fund year" for cap in benefit.caps):
        by = {"each night": benefit.amount.unit, "event": benefit.event_date}.get(benefit.counted_by, "")
        template = _COUNTED.get((benefit.counted_by, by))
        if template is not None:
            yield voice.item(template, benefit.article)
    order = tuple(cap.per for cap in benefit.caps)
    if benefit.counted_by == "each night" and order in _DIVIDED:
        yield voice.item(_DIVIDED[order], benefit.article)
