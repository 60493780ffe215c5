"""Putting what an evaluation of one member alone left behind in the place of what the live books know of them."""

from __future__ import annotations

from typing import Final

import attrs

from welfarerules.fund.alone import Alone
from welfarerules.fund.driver import DUES, SETTLEMENTS
from welfarerules.fund.live import LiveBooks
from welfarerules.kernel import records
from welfarerules.kernel.dues import put_on_wheel, take_off_wheel
from welfarerules.kernel.records import Tables

_DUE_LINKS: Final = frozenset({"due_previous", "due_next"})
_SETTLEMENT_LINKS: Final = frozenset({"settled_previous"})


def settle(live: LiveBooks, member: str, alone: Alone) -> None:
    """Let the live books know of *member* what *alone* knows; balances and totals are booked elsewhere."""
    number, known = live.numbers[member], alone.prepared.rows.members
    source = alone.run.tables if member in known else None
    _Settling(live, number, source).settle(alone)


class _Settling:
    """One member's rows on their way. With no *source* nothing is known of the member any more."""

    def __init__(self, live: LiveBooks, number: int, source: Tables | None) -> None:
        self.live, self.t, self.number, self.source = live, live.tables, number, source
        self.offsets = dict.fromkeys(("dues", "settlements", "spells", "usages", "facts"), 0)

    def settle(self, alone: Alone) -> None:
        self._leave_wheel()
        claims = {0: 0}
        if self.source is not None:
            self._bring_rows(self.source)
            claims |= self._number_claims(alone)
        self._place_member(claims)
        self._place_slots()
        self._place_facts()
        self._sync_lapsing()

    def _leave_wheel(self) -> None:
        for index in self._slots():
            if self.t.slots[index].waits_for:
                take_off_wheel(self.t, index)

    def _slots(self) -> range:
        contributions = self.t.terms[0].contributions
        return range(self.number * contributions, (self.number + 1) * contributions)

    def _bring_rows(self, source: Tables) -> None:
        """Add the rows of the member's histories behind those of everybody; their links move with them."""
        own = source.state[0]
        self._bring_columns(source, DUES, _DUE_LINKS, "dues", own.dues)
        self._bring_columns(source, SETTLEMENTS, _SETTLEMENT_LINKS, "settlements", own.settlements)
        for name, count in (("spells", own.spells), ("usages", own.usages), ("facts", own.facts)):
            offset = self.offsets[name] = getattr(self.t.state[0], name)
            rows = getattr(source, name)[1 : count + 1]
            table = getattr(self.t, name)
            table[offset + 1 : offset + 1 + count] = [
                attrs.evolve(row, previous=row.previous + offset if row.previous else 0) for row in rows
            ]
            setattr(self.t.state[0], name, offset + count)
        self.t.usages.append(records.Usage())

    def _bring_columns(
        self, source: Tables, names: tuple[str, ...], links: frozenset[str], counted: str, count: int
    ) -> None:
        offset = self.offsets[counted] = getattr(self.t.state[0], counted)
        for name in names:
            column: list[int] = getattr(source, name)[1 : count + 1]
            if name in links:
                column = [row + offset if row else 0 for row in column]
            table: list[int] = getattr(self.t, name)
            table[offset + 1 : offset + 1 + count] = column
            table.append(0)
        setattr(self.t.state[0], counted, offset + count)

    def _number_claims(self, alone: Alone) -> dict[int, int]:
        """Give the member's claims their numbers in the live books; returns these by the others, both from 1."""
        rows, own = self.live.rows, alone.prepared.rows
        numbers: dict[int, int] = {}
        for identity, claim in own.claims.items():
            known = rows.claims.get(identity)
            numbers[claim.number + 1] = (
                rows.add_claim(identity, claim.benefit, claim.payees) if known is None else known.number
            ) + 1
        self.live.fit()
        for number, place in numbers.items():
            claim_row = alone.run.tables.claims[number - 1]
            self.t.claims[place - 1] = attrs.evolve(
                claim_row, member=self.number, previous=numbers.get(claim_row.previous, 0)
            )
        return numbers

    def _place_member(self, claims: dict[int, int]) -> None:
        found = self.source.members[0] if self.source is not None else records.Member()
        self.t.members[self.number] = attrs.evolve(
            found,
            spell=self._moved("spells", found.spell),
            usage=self._moved("usages", found.usage),
            claim=claims[found.claim],
        )

    def _place_slots(self) -> None:
        for k, index in enumerate(self._slots()):
            found = self.source.slots[k] if self.source is not None else records.Slot()
            self.t.slots[index] = attrs.evolve(
                found,
                next=0,
                before=0,
                unpaid=self._moved("dues", found.unpaid),
                last_due=self._moved("dues", found.last_due),
                last_settlement=self._moved("settlements", found.last_settlement),
            )
            if found.waits_for:
                put_on_wheel(self.t, index, found.waits_for)

    def _place_facts(self) -> None:
        facts = self.t.terms[0].member_facts
        heads = self.source.fact_heads[:facts] if self.source is not None else [0] * facts
        first = self.number * facts
        self.t.fact_heads[first : first + facts] = [self._moved("facts", head) for head in heads]

    def _sync_lapsing(self) -> None:
        """Have it asked of the member whether the membership ends, if and only if a due of theirs fell today."""
        s = self.t.state[0]
        others = [member for member in self.t.lapsing[: s.lapsing] if member != self.number]
        asked = self.source is not None and self.source.state[0].lapsing > 0
        waiting = [*others, self.number] if asked else others
        self.t.lapsing[: len(waiting)] = waiting
        s.lapsing = len(waiting)

    def _moved(self, name: str, row: int) -> int:
        return row + self.offsets[name] if row else 0
