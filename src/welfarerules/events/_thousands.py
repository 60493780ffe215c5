"""Amounts of a CSV file that a comma for thousands may have cut in two: ``1,250`` without quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from welfarerules.errors import EventError, Place
from welfarerules.events import _findings as findings
from welfarerules.events._event import Event, at, fields_of, required_by
from welfarerules.events._forms import Amount, Text
from welfarerules.events.catalogue import EVENT_KINDS, KIND
from welfarerules.money import exponent
from welfarerules.words import N_, Phrase, in_plain_digits, in_thai_digits

_MONEY: Final = frozenset(
    field.name for cls in EVENT_KINDS.values() for field in fields_of(cls) if isinstance(field.about.form, Amount)
)
_WRITTEN_OUT: Final = frozenset(
    field.name for cls in EVENT_KINDS.values() for field in fields_of(cls) if isinstance(field.about.form, Text)
)
"""Fields in which a text stands: three digits and nothing else are no name and no purpose."""
_FIRST: Final = re.compile(r"[-+]?[0-9]{1,3}")
_MORE: Final = re.compile(r"[0-9]{3}((?:\.(?:[0-9]+|-))?\s*(?:บาท|baht|thb|฿)?)", re.IGNORECASE)
_LONGEST_FIRST: Final = len("-100")
_SHORTEST_MORE: Final = len("250")

_WITH_DECIMALS: Final = N_("write {first} with decimals, as {exact}")
_APART: Final = N_("move another column between the two")


class Thousands:
    """Looks for cut amounts in the rows under one header.

    Where the kind needs the next column, a row is let through if reading one number would leave something empty that
    is needed: in ``amount,member`` the cells ``30,001`` are an amount and a member. In ``amount,source`` they are not.

    Args:
        columns: The field of each column.
        currency: Whose decimals amounts may have.
    """

    def __init__(self, columns: Sequence[str], currency: str) -> None:
        self._columns = columns
        self._currency = currency
        self._kind = columns.index(KIND.name)
        self._money = [index for index, name in enumerate(columns) if name in _MONEY]

    def check(self, cells: Sequence[str], place: Place) -> None:
        """Look at a row as it was cut.

        Raises:
            EventError: An amount of it may be cut in two.
        """
        for index in self._money:
            following = index + 1
            if len(cells) <= following or len(cells[following]) < _SHORTEST_MORE:
                continue
            if len(cells[index].strip()) <= _LONGEST_FIRST and (parts := self._parts(cells, index)):
                raise self._refusal(parts, self._columns[index], place)

    def _parts(self, cells: Sequence[str], index: int) -> list[str]:
        """Return the cells that may be one amount, the most there can be; none where they are not."""
        parts = [cells[index].strip()]
        if not _FIRST.fullmatch(in_plain_digits(parts[0])):
            return []
        for cell in cells[index + 1 :]:
            more = _MORE.fullmatch(in_plain_digits(cell.strip()))
            if more is None:
                break
            parts.append(cell.strip())
            if more[1]:
                break
        needed = self._needed(cells)
        if index + 1 in needed and self._columns[index + 1] not in _WRITTEN_OUT:
            while len(parts) > 1 and self._leaves_empty(needed, cells, index, len(parts) - 1):
                parts.pop()
        return parts if len(parts) > 1 else []

    def _needed(self, cells: Sequence[str]) -> list[int]:
        """Return the columns that an event of the kind of the row needs."""
        word = cells[self._kind].strip() if self._kind < len(cells) else ""
        cls: type[Event] | None = EVENT_KINDS.get(KIND.about.form.load(word, ""))
        names = required_by(cls) if cls else ()
        return [index for index, name in enumerate(self._columns) if name in names]

    def _leaves_empty(self, needed: Sequence[int], cells: Sequence[str], index: int, fewer: int) -> bool:
        """Whether a column that is needed is empty when all after *index* moves to the left by *fewer* cells."""
        moved = [cell.strip() for cell in (*cells[: index + 1], *cells[index + 1 + fewer :])]
        return not all(column < len(moved) and moved[column] for column in needed if column > index)

    def _refusal(self, parts: Sequence[str], field: str, place: Place) -> EventError:
        first, whole = parts[0], ",".join(parts)
        apart = Phrase(_WITH_DECIMALS if exponent(self._currency) else _APART, first=first, exact=_exact(first))
        found = findings.CUT_AMOUNT.at(place, whole=whole, plain="".join(parts), first=first, apart=apart)
        return EventError(at(found, place, field))


def _exact(whole: str) -> str:
    return f"{whole}.00" if whole.isascii() else in_thai_digits(f"{whole}.00")
