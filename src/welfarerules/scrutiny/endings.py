"""What ``ends_when`` and the requirements of benefits say of each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from welfarerules.errors import Diagnostic, Finding
from welfarerules.formula.typed import Expression, facts_of
from welfarerules.scheme.model import Requirement, Scheme
from welfarerules.scrutiny.grounds import Grounds, shown
from welfarerules.scrutiny.places import place_of

__all__ = ["odd_endings"]

NEVER_ENDS: Final = Finding(
    "WR753",
    "{formula!r} never holds, and ends no membership",
    "correct the comparison or the number, or remove the key",
)
ENDS_AT_ONCE: Final = Finding(
    "WR754",
    "{formula!r} always holds, and ends every membership on the first due day",
    "correct the comparison or the number, or remove the key",
)
ENDS_FIRST: Final = Finding(
    "WR755",
    "whoever meets {formula!r} ceases to be a member on the next due day, because then {ends!r} holds",
    "correct the requirement, or ends_when under [membership]",
)
ENDED_BEFORE: Final = Finding(
    "WR756",
    "{formula!r} refuses no member: membership ends before, when {ends!r} holds",
    "correct the requirement, or ends_when under [membership]; or remove the requirement",
)


def odd_endings(scheme: Scheme, grounds: Grounds) -> Iterator[Diagnostic]:
    """Tell of a condition that ends no membership or all, and of requirements that it leaves nothing to decide."""
    ends = scheme.membership.ends_when
    if ends is None:
        return
    place = place_of(scheme, "membership.ends_when")
    if grounds.never(ends):
        yield NEVER_ENDS.at(place, formula=ends.text)
    elif grounds.always(ends):
        yield ENDS_AT_ONCE.at(place, formula=ends.text)
    else:
        for benefit in scheme.benefits:
            for requirement in benefit.requires:
                yield from _beside(requirement, ends, grounds)


def _beside(requirement: Requirement, ends: Expression, grounds: Grounds) -> Iterator[Diagnostic]:
    """Where both change at the same bound, a member still has the days up to the next due day."""
    met, unmet = (grounds.alive.where(requirement.condition, holds=holds) for holds in (True, False))
    values = {"formula": shown(requirement), "ends": ends.text}
    if met and unmet.where(ends) and not met.where(ends, holds=False):
        yield ENDS_FIRST.at(requirement.place, **values)
    elif _month_by_month(requirement, ends) and unmet and met.where(ends) and not unmet.where(ends, holds=False):
        yield ENDED_BEFORE.at(requirement.place, **values)


def _month_by_month(requirement: Requirement, ends: Expression) -> bool:
    """Unpaid months grow one by one, and each is looked at on a due day before the next; amounts and days leap."""
    return facts_of(requirement.condition) == facts_of(ends) == {"unpaid_months"}
