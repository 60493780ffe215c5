"""Who is a member, for how long, and what becomes of money when a membership ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from welfarerules.prose.conditions import conditions
from welfarerules.prose.document import Item, Section
from welfarerules.prose.voice import Voice
from welfarerules.words import N_

__all__ = ["membership_chapter"]

_TITLE: Final = N_("Membership")
_FEE: Final = N_("Whoever joins pays an entry fee of {amount} on the day of joining, and again at every later joining.")
_NO_FEE: Final = N_("Nothing is paid for joining.")
_READMISSION: Final[Mapping[str, str]] = MappingProxyType(
    {
        "restart": N_("Whoever left and joins again is counted as a member anew, from the day of joining again."),
        "bridge": N_(
            "Whoever left and joins again is counted as a member from the day of first joining; the time between "
            "counts too."
        ),
        "net": N_(
            "Whoever left and joins again keeps the time of membership from before; the time between does not count."
        ),
    }
)
_ADVANCE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "refund": N_(
            "When a membership ends, by leaving, by death or by these rules, money that was paid ahead is given back."
        ),
        "keep": N_(
            "When a membership ends, by leaving, by death or by these rules, money that was paid ahead is not given "
            "back: the fund keeps it."
        ),
    }
)
_ARREARS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cancel": N_("What is still owed when a membership ends is given up and not asked for any more."),
        "stay owed": N_("What is still owed when a membership ends stays owed and must be paid."),
    }
)
_ENDS: Final = N_(
    "A membership ends by itself when, on a due day of the member, after all that falls due and is paid on that day, "
    "this is so:"
)
_ENDS_ALL: Final = N_(
    "A membership ends by itself when, on a due day of the member, after all that falls due and is paid on that day, "
    "all of this is so:"
)
_NEVER_ENDS: Final = N_("The file says of nothing that it ends a membership by itself.")


def membership_chapter(voice: Voice) -> Section:
    """Return the chapter on members."""
    membership = voice.scheme.membership
    return Section(title=voice.say(_TITLE), id="membership", article=membership.article, items=tuple(_sentences(voice)))


def _sentences(voice: Voice) -> Iterator[Item]:
    membership = voice.scheme.membership
    article = membership.article
    if membership.entry_fee:
        yield voice.item(_FEE, article, amount=voice.money(membership.entry_fee))
    else:
        yield voice.item(_NO_FEE, article)
    yield voice.item(_READMISSION[membership.on_readmission], article)
    yield voice.item(_ADVANCE[membership.advance_on_leaving], article)
    yield voice.item(_ARREARS[membership.arrears_on_leaving], article)
    if membership.ends_when is None:
        yield voice.item(_NEVER_ENDS, article)
    else:
        asked = conditions(voice, membership.ends_when)
        yield voice.item(_ENDS if len(asked) == 1 else _ENDS_ALL, article, asked)
