"""All instances of a scheme, rule by rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import Final

import attrs

from welfarerules.formula.typed import base_facts_of
from welfarerules.fund import Fund
from welfarerules.fund.compile import ENTRY_FEE, MEMBERSHIP
from welfarerules.instances.arrears import DueDays, around_arrears, around_readmission, due_days, paid_up, too_late
from welfarerules.instances.benefits import BenefitProbes
from welfarerules.instances.dues import around_joining, around_lapsing, around_leaving, around_payments
from welfarerules.instances.model import Instance
from welfarerules.instances.probes import Probes
from welfarerules.instances.stories import days, usual_day
from welfarerules.instances.turns import around_caps, around_years, several_people
from welfarerules.scheme.model import Benefit, Scheme

__all__ = ["instances_of"]

_YEAR: Final = 365
_OWED: Final = frozenset({"arrears_amount", "unpaid_months", "unpaid_dues", "days_overdue"})


def instances_of(scheme: Scheme, *, rule: str = "") -> tuple[Instance, ...]:
    """Return the instances of a scheme: membership first, then contributions and benefits as the scheme has them.

    The same scheme always has the same instances. Each is about a member of its own.

    Args:
        scheme: The bylaws.
        rule: Id of one rule, to have the instances of that alone: ``benefit.hospital``, ``contribution.satja``,
            ``membership``.
    """
    makers = dict(_Maker(scheme).makers())
    chosen = makers if not rule else {rule: makers[rule]} if rule in makers else {}
    found: list[Instance] = []
    for name, make in chosen.items():
        probes = Probes(scheme, name)
        make(probes)
        found += probes.made
    return tuple(found)


@attrs.frozen(slots=False)
class _Maker:
    scheme: Scheme

    def makers(self) -> Iterator[tuple[str, Callable[[Probes], None]]]:
        """Each rule with what makes its instances."""
        yield MEMBERSHIP, self._membership
        for contribution in self.scheme.contributions:
            yield contribution.id, partial(around_joining, contribution=contribution)
        for benefit in self.scheme.benefits:
            yield benefit.id, partial(self._benefit, benefit=benefit)

    def _membership(self, probes: Probes) -> None:
        ids = [each.id for each in self.scheme.contributions]
        if self.scheme.membership.entry_fee:
            ids.insert(0, ENTRY_FEE)
        if ids:
            around_leaving(probes)
            around_payments(probes, ids)
            around_lapsing(probes)

    def _benefit(self, made: Probes, benefit: Benefit) -> None:
        probes = BenefitProbes(made, benefit)
        probes.all()
        around_caps(probes)
        around_years(probes)
        several_people(probes)
        too_late(probes)
        if any(base_facts_of(each) & _OWED for each in probes.expressions):
            around_arrears(probes, self._dues)
        around_readmission(probes)

    @cached_property
    def _dues(self) -> DueDays:
        day = usual_day(self.scheme)
        since = paid_up(self.scheme, day - days(_YEAR))
        return due_days(Fund(self.scheme), since, day + days(2 * _YEAR))
