"""Where the kernel's tables live in plain Python, and what any other home of them must offer."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from operator import attrgetter
from typing import Any, Final, Protocol, TypeVar, cast

import attrs

from welfarerules.kernel.calls import Code
from welfarerules.kernel.records import Tables

R = TypeVar("R")


_PlainTables: Final = attrs.make_class("PlainTables", Tables._fields, slots=True)


def plain_tables(*tables: Any) -> Tables:
    """Return tables, in the order of `Tables`, as plain Python reads them: a slot is found in a third of the time."""
    return cast("Tables", _PlainTables(*tables))


class Sink(Protocol):
    """Keeps the whole numbers that are drained from a chunk."""

    def add(self, table: Any, count: int) -> None:
        """Keep the first *count* numbers of a table."""

    def kept(self) -> memoryview:
        """All that was kept: 64-bit whole numbers."""


class Store(Protocol):
    """Where tables live: lists of records in plain Python, arrays when compiled."""

    def rows(self, record: type[R], rows: Sequence[R], size: int) -> Any:
        """A table that begins with *rows* and is filled up to *size* with rows as the record's defaults say."""

    def tables(self, tables: Tables) -> Tables:
        """All tables together, in the form that kernels read fastest."""

    def code(self, code: Code) -> Any:
        """A table of instructions; nothing writes to it."""

    def ints(self, values: Sequence[int], size: int) -> Any:
        """A table of whole numbers that begins with *values* and is filled up to *size* with 0."""

    def larger(self, table: Any, size: int) -> Any:
        """The same rows in a table of *size*, the new ones as the record's defaults say."""

    def columns(self, table: Any, names: Sequence[str], count: int) -> Sequence[Sequence[int]]:
        """The first *count* rows, a column for each of *names*."""

    def sink(self, expected: int) -> Sink:
        """Something to keep whole numbers in, of which so many are expected."""

    def row(self, table: Any, index: int) -> Any:
        """A row whose attributes can be read and set."""


class PlainStore:
    """Tables as Python lists of records."""

    def rows(self, record: type[R], rows: Sequence[R], size: int) -> list[R]:
        """A table of records."""
        return [*rows, *[record() for _ in range(size - len(rows))]]

    def tables(self, tables: Tables) -> Tables:
        """All tables together."""
        return plain_tables(*tables)

    def code(self, code: Code) -> Code:
        """The instructions themselves: what was made of them serves every run."""
        return code

    def ints(self, values: Sequence[int], size: int) -> list[int]:
        """A table of whole numbers."""
        return [*values, *[0] * (size - len(values))]

    def larger(self, table: list[Any], size: int) -> list[Any]:
        """The same rows in a larger table."""
        make, more = type(table[0]), size - len(table)
        table.extend([0] * more if make is int else [make() for _ in range(more)])
        return table

    def columns(self, table: list[Any], names: Sequence[str], count: int) -> Sequence[Sequence[int]]:
        """The first rows, a column for each name."""
        if count == 0:
            return [()] * len(names)
        return list(zip(*map(attrgetter(*names), table[:count]), strict=True))

    def sink(self, expected: int) -> PlainSink:
        """Room that grows by itself."""
        del expected
        return PlainSink()

    def row(self, table: list[R], index: int) -> R:
        """A row whose attributes can be read and set."""
        return table[index]


class PlainSink:
    """Whole numbers in an array of the standard library."""

    def __init__(self) -> None:
        self._numbers: array[int] = array("q")

    def add(self, table: list[int], count: int) -> None:
        """Keep the first numbers of a table."""
        self._numbers.extend(array("q", table[:count]))  # an array of a list is made far faster than it is extended

    def kept(self) -> memoryview:
        """All that was kept."""
        return memoryview(self._numbers)
