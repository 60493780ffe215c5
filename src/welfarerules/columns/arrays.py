"""Tables as arrays: a record of the kernel is a row of whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, Final, TypeVar

import attrs
import numpy as np

from welfarerules.kernel import records, terms
from welfarerules.kernel.calls import Code
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
        "event": records.Event,
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

    def tables(self, tables: Tables) -> Tables:
        """All tables together: a tuple, as Numba reads it."""
        return tables

    def code(self, code: Code) -> Any:
        """A table of instructions."""
        return self.ints(code, len(code))

    def ints(self, values: Sequence[int], size: int) -> Any:
        """A table of whole numbers."""
        table = np.empty(size, np.int64)
        table[: len(values)] = values
        table[len(values) :] = 0  # written to at once, as a list is: the first touch of memory is no work of a kernel
        return table

    def larger(self, table: Any, size: int) -> Any:
        """The same rows in a larger table."""
        grown = np.zeros(size, table.dtype)
        grown[: len(table)] = table
        return grown

    def columns(self, table: Any, names: Sequence[str], count: int) -> Sequence[Any]:
        """The first rows, a column for each name."""
        return [np.ascontiguousarray(table[name][:count]) for name in names]

    def sink(self, expected: int) -> ArraySink:
        """Room for what is expected, larger when it must be."""
        return ArraySink(expected)

    def row(self, table: Any, index: int) -> Any:
        """A row whose attributes can be read and set."""
        return table.view(np.recarray)[index]


class ArraySink:
    """Whole numbers in one array, made large at once: fresh memory is the dearest part of a long journal."""

    def __init__(self, expected: int) -> None:
        self._numbers = np.empty(max(expected, 1024), np.int64)
        self._count = 0

    def add(self, table: Any, count: int) -> None:
        """Keep the first numbers of a table."""
        end = self._count + count
        if end > len(self._numbers):
            grown = np.empty(2 * end, np.int64)
            grown[: self._count] = self._numbers[: self._count]
            self._numbers = grown
        self._numbers[self._count : end] = table[:count]
        self._count = end

    def kept(self) -> memoryview:
        """All that was kept."""
        kept: Any = self._numbers[: self._count]
        return memoryview(kept)


def plain(tables: Tables) -> Tables:
    """The same tables as lists of records: what reads the plain kernel's tables reads these too."""
    converted = {}
    for name, table in tables._asdict().items():
        record = _RECORDS.get(name)
        converted[name] = [record(*row) for row in table.tolist()] if record else table.tolist()
    return Tables(**converted)
