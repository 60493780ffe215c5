"""Who is paid, and who gets what equal shares leave over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from welfarerules.prose.document import Item
from welfarerules.prose.voice import Voice
from welfarerules.scheme.model import Benefit
from welfarerules.words import N_

__all__ = ["payees"]

_MEMBER: Final = N_("It is paid to the member.")
_ORDER: Final = N_(
    "It is paid to the first of these groups in which there is somebody; those of that group share it equally, and the "
    "groups after it get nothing:"
)
_GROUPS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "named": N_("those whom the member has named"),
        "spouse": N_("the spouse"),
        "children": N_("the children"),
        "parents": N_("the parents"),
        "siblings": N_("the brothers and sisters"),
    }
)
_ODD: Final[Mapping[str, str]] = MappingProxyType(
    {
        "first": N_("What cannot be shared equally goes to the one named first."),
        "last": N_("What cannot be shared equally goes to the one named last."),
        "fund": N_("What cannot be shared equally stays with the fund."),
    }
)


def payees(voice: Voice, benefit: Benefit) -> Iterator[Item]:
    """Go through the sentences on who is paid."""
    payee = benefit.payee
    if not payee.order:
        yield voice.item(_MEMBER, benefit.article)
        return
    groups = [voice.item(_GROUPS[name]) if name in _GROUPS else Item(voice.quoted(name)) for name in payee.order]
    yield voice.item(_ORDER, benefit.article, groups, ordered=True)
    if payee.odd_to is not None:
        yield voice.item(_ODD[payee.odd_to], benefit.article)
