"""Tables as arrays: a record of the kernel is a row of whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, Final, TypeVar

import attrs
import numpy as np

from welfarerules.kernel import records, terms
from welfarerules.kernel.records import Tables

R = TypeVar("R")

_RECORDS: Final = MappingProxyType(
    {
        "terms": terms.Terms,
        "contributions": terms.Contribution,
        "benefits": terms.Benefit,
        "requirements": terms.Requirement,
        "loads": terms.Load,
        "caps": terms.Cap,
        "events": records.Event,
        "state": records.State,
        "members": records.Member,
        "slots": records.Slot,
        "spells": records.Spell,
        "usages": records.Usage,
        "facts": records.MemberFact,
        "claims": records.Claim,
        "case": records.Case,
        "parts": records.Part,
        "decisions": records.Decision,
    }
)


def dtype_of(record: type[attrs.AttrsInstance]) -> np.dtype[Any]:
    """The row that has the same fields as a record."""
    return np.dtype([(field.name, np.int64) for field in attrs.fields(record)])


class ArrayStore:
    """Tables as NumPy arrays of 64-bit whole numbers."""

    def rows(self, record: Any, rows: Sequence[Any], size: int) -> Any:
        """A table of records."""
        table = np.empty(size, dtype_of(record))
        table[:] = attrs.astuple(record())
        for k, row in enumerate(rows):
            table[k] = attrs.astuple(row)
        return table

    def ints(self, values: Sequence[int], size: int) -> Any:
        """A table of whole numbers."""
        table = np.zeros(size, np.int64)
        table[: len(values)] = values
        return table

    def larger(self, table: Any, size: int) -> Any:
        """The same rows in a larger table."""
        grown = np.zeros(size, table.dtype)
        grown[: len(table)] = table
        return grown

    def columns(self, table: Any, names: Sequence[str], count: int) -> Sequence[Any]:
        """The first rows, a column for each name."""
        return [np.ascontiguousarray(table[name][:count]) for name in names]

    def numbers(self, table: Any, count: int) -> Any:
        """The first whole numbers."""
        return table[:count]

    def row(self, table: Any, index: int) -> Any:
        """A row whose attributes can be read and set."""
        return table.view(np.recarray)[index]


def plain(tables: Tables) -> Tables:
    """The same tables as lists of records: what reads the plain kernel's tables reads these too."""
    converted = {}
    for name, table in tables._asdict().items():
        record = _RECORDS.get(name)
        converted[name] = [record(*row) for row in table.tolist()] if record else table.tolist()
    return Tables(**converted)
