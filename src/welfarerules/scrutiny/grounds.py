"""What is certain before a rule is looked at: the ground on which everything else is proved."""

from __future__ import annotations

from typing import Final

import attrs

from welfarerules.formula.boxes import Length
from welfarerules.formula.build import fact
from welfarerules.formula.regions import Region
from welfarerules.formula.typed import Expression
from welfarerules.scheme.model import Benefit, Requirement, Scheme

__all__ = ["LIFE_YEARS", "Grounds", "shown"]

LIFE_YEARS: Final = 120
"""Nobody is older, or a member for longer."""

_LIFE_DAYS: Final = LIFE_YEARS * 366
_SPANS: Final = ("membership", "age")
_OWED: Final = ("arrears_amount", "unpaid_dues", "unpaid_months", "days_overdue")


def shown(requirement: Requirement) -> str:
    """Return a requirement as its formula, also one that follows from a key."""
    return requirement.condition.text if requirement.source in ("tiers", "claim_within") else requirement.source


@attrs.frozen
class Grounds:
    """What is certain in a scheme, and where the conditions of its benefits can hold.

    Attributes:
        ever: What no arithmetic excludes: nobody was a member before joining, and where nothing is to be paid, nothing
            is owed.
        whoever_owes: That for people who live no longer than people do, whether or not anything is to be paid.
        alive: All of that.
    """

    ever: Region
    whoever_owes: Region
    alive: Region
    # By the identity of conditions, which the scheme keeps alive.
    _known: dict[tuple[int, ...], Region] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    @classmethod
    def of(cls, scheme: Scheme) -> Grounds:
        """Return the grounds of *scheme*."""
        ever, whoever_owes = Region(), Region()
        for name in _SPANS:
            ever = ever.with_span(fact(name), Length(least=0))
            whoever_owes = whoever_owes.with_span(fact(name), Length(least=0, most=_LIFE_DAYS))
        alive = whoever_owes
        if not scheme.contributions and not scheme.membership.entry_fee:
            for name in _OWED:
                ever, alive = ever.with_number(name, 0, 0), alive.with_number(name, 0, 0)
        return cls(ever, whoever_owes, alive)

    def eligible(self, benefit: Benefit, *, but: Requirement | None = None) -> Region:
        """Return where a claim meets all conditions of *benefit*, or all but one."""
        return self.where(tuple(each for each in benefit.conditions if each is not but))

    def where(self, requirements: tuple[Requirement, ...]) -> Region:
        """Return where a claim meets all *requirements*. What was asked for once is known from then on."""
        conditions = tuple(each.condition for each in requirements)
        return self._looked_at(conditions, twice=True)

    def _looked_at(self, conditions: tuple[Expression, ...], *, twice: bool) -> Region:
        key = (twice, *map(id, conditions))
        if key not in self._known:
            if twice:
                self._known[key] = self._looked_at(conditions, twice=False).narrowed_by(conditions)
            elif conditions:
                self._known[key] = self._looked_at(conditions[:-1], twice=False).where(conditions[-1])
            else:
                self._known[key] = self.alive
        return self._known[key]

    def never(self, condition: Expression) -> bool:
        """Whether *condition* holds for nobody."""
        return not self.alive.where(condition)

    def always(self, condition: Expression) -> bool:
        """Whether *condition* fails for nobody."""
        return not self.alive.where(condition, holds=False)

    def together(self, requirements: tuple[Requirement, ...]) -> bool:
        """Whether somebody may meet all *requirements*."""
        return bool(self.where(requirements))
