"""Events from a table: a header row of field names, then one event a row. The same for CSV and for workbooks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, Final

import attrs

from welfarerules.errors import Diagnostic, EventError, Place, nearest
from welfarerules.events import _findings as findings
from welfarerules.events._event import FACT, Event, fields_of, is_scalar
from welfarerules.events._forms import Form
from welfarerules.events._rows import Memory, Row, kind_of
from welfarerules.events.catalogue import FIELDS, KIND
from welfarerules.formula.facts import folded

_THAI_FACT: Final = "ข้อเท็จจริง."
_NEEDED: Final = ("kind", "id", "date")
_COLUMNS: Final = {KIND.name: KIND.about.column, **{name: thai for name, thai in FIELDS.items() if name != "facts"}}
_BY_WORD: Final = {folded(word).casefold(): name for name, thai in _COLUMNS.items() for word in (name, thai)}


def columns_named(words: Sequence[str], place: Place) -> tuple[str, ...]:
    """Return the field of each column, ``""`` for a column without a name.

    Raises:
        EventError: The header row is at fault, so that no row can be trusted.
    """
    named = [(word, _column(word)) for word in words]
    missing = [name for name in _NEEDED if name not in {name for _, name in named}]
    found = [findings.MISSING_COLUMN.at(place, columns=", ".join(missing))] if missing else []
    if any(name for _, name in named):
        found += _wrong_columns(named, place)
    if found:
        raise EventError(found)
    return tuple(name or "" for _, name in named)


def _wrong_columns(named: Sequence[tuple[str, str | None]], place: Place) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for word, name in named:
        here = attrs.evolve(place, path=word)
        if name is None:
            yield _unknown_column(word, here)
        elif name and name in first:
            yield findings.REPEATED_COLUMN.at(here, first=first[name], second=word)
        elif name:
            first[name] = word


def _column(word: str) -> str | None:
    """Return the field that a header *word* names, ``""`` for no word, None for an unknown one."""
    if not word:
        return ""
    for prefix in (FACT, _THAI_FACT):
        if word.casefold().startswith(prefix) and len(word) > len(prefix):
            return FACT + word[len(prefix) :].strip()
    return _BY_WORD.get(folded(word).casefold())


def _unknown_column(word: str, place: Place) -> Diagnostic:
    _, dot, name = word.partition(".")
    suggestion = FACT + name if dot and name else nearest(word, (*_COLUMNS, *_COLUMNS.values()))
    if suggestion is None:
        return findings.UNKNOWN_COLUMN.at(place, column=word)
    return findings.MISSPELT_COLUMN.at(place, column=word, suggestion=suggestion)


@attrs.frozen
class _Plan:
    """How rows of one kind are read: which cells hold its fields, and which must be empty."""

    cls: type[Event]
    scalar: bool
    cells: tuple[tuple[int, str, Form, dict[str, Any]], ...]
    facts: tuple[tuple[int, str], ...]
    foreign: tuple[int, ...]
    others: Callable[[Sequence[str]], Iterable[str]]


class RowReader:
    """Reads rows under one header.

    Args:
        columns: The field of each column.
        currency: Of every amount.
        words: The header as it is written, by which the messages call the columns.
    """

    def __init__(self, columns: tuple[str, ...], currency: str, words: Sequence[str] = ()) -> None:
        self._columns = columns
        self._named = _named(columns, words)
        self._kind = columns.index("kind")
        self._plans: dict[str, _Plan] = {}
        self._memory = Memory(currency)

    def read(self, cells: list[str], place: Place) -> Event | None:
        """Return the event in a row at *place*, None if all its *cells* are empty.

        Raises:
            EventError: With everything that is wrong with the row.
        """
        if len(cells) != len(self._columns):
            cells = self._fitted(cells, place)
        plan = self._plans.get(cells[self._kind]) or self._planned(cells, place)
        if plan is None:
            return None
        row = Row(plan.cls, place)
        row.sound = plan.scalar
        values = row.values
        for index, name, form, known in plan.cells:
            cell = cells[index]
            if cell:
                value = known.get(cell)
                if value is not None:
                    values[name] = value
                elif text := cell.strip():
                    self._memory.learn(row, name, form, cell, form.read, text)
        if plan.facts and (facts := _facts(plan, cells)):
            values["facts"] = facts
        if any(plan.others(cells)):
            self._refuse_foreign(row, plan, cells)
        return row.event()

    def _fitted(self, cells: list[str], place: Place) -> list[str]:
        # Spreadsheets leave out empty cells at the end of a row, or add some.
        columns = len(self._columns)
        if any(cell.strip() for cell in cells[columns:]):
            raise EventError(findings.TOO_MANY_CELLS.at(place, cells=len(cells), columns=columns))
        return cells[:columns] + [""] * (columns - len(cells))

    def _planned(self, cells: Sequence[str], place: Place) -> _Plan | None:
        word = cells[self._kind]
        if not any(cell.strip() for cell in cells):
            return None
        plan = self._plans[word] = self._plan(kind_of(word.strip(), place))
        return plan

    def _plan(self, cls: type[Event]) -> _Plan:
        fields = {field.name: field for field in fields_of(cls)}
        has_facts = "facts" in fields
        indexed = list(enumerate(self._columns))
        foreign = tuple(
            index
            for index, name in indexed
            if name != "kind" and name not in fields and not (has_facts and name.startswith(FACT))
        )
        return _Plan(
            cls=cls,
            scalar=is_scalar(cls),
            cells=tuple(
                (index, name, fields[name].about.form, self._memory.known[fields[name].about.form])
                for index, name in indexed
                if name in fields
            ),
            facts=tuple(
                (index, name.removeprefix(FACT)) for index, name in indexed if has_facts and name.startswith(FACT)
            ),
            foreign=foreign,
            others=itemgetter(*foreign) if foreign else _nothing,
        )

    def _refuse_foreign(self, row: Row, plan: _Plan, cells: Sequence[str]) -> None:
        for index in plan.foreign:
            name, value = self._columns[index], cells[index].strip()
            if value and name:
                row.refuse_foreign(name, value, kind=cells[self._kind].strip(), named=self._named)
            elif value:
                row.refuse(findings.UNNAMED_COLUMN.at(row.place, number=index + 1, value=value), "")


def _named(columns: Sequence[str], words: Sequence[str]) -> dict[str, str]:
    """What a file calls its fields; those without a column are called in Thai where the others are."""
    named = {name: word for name, word in zip(columns, words, strict=False) if name}
    thai = any(word and word == _COLUMNS.get(name) != name for name, word in named.items())
    return {**_COLUMNS, "facts": "ข้อเท็จจริง", **named} if thai else named


def _facts(plan: _Plan, cells: Sequence[str]) -> dict[str, str]:
    return {name: cells[index].strip() for index, name in plan.facts if cells[index].strip()}


def _nothing(_: Sequence[str]) -> Iterable[str]:
    return ()
