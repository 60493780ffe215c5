"""The way in: a file or a text of worked cases → a checked `CaseFile`, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

import attrs

from welfarerules.cases.expecting import Known, expectation
from welfarerules.cases.model import Case, CaseError, CaseFile, Expectation
from welfarerules.cases.sections import DAYS, MONTHS, CaseSection, CasesFile, RepeatSection
from welfarerules.dates import Day, add_months, checked_date
from welfarerules.errors import Diagnostic, EventError, Finding, Place, SchemeError, WelfareError
from welfarerules.events import Event, event_from_json
from welfarerules.loading import load_scheme
from welfarerules.scheme.containers import Table
from welfarerules.scheme.model import Scheme
from welfarerules.scheme.shapes import Reader, TooManyError, read_keys
from welfarerules.scheme.tree import EMPTY, Node, canonical, file_text, holds_bylaws, read_tree

__all__ = ["load_cases", "loads_cases"]

NO_CASES: Final = Finding("WR602", "there are no cases", 'begin with schema = 1, scheme = "...toml" and [[case]]')
BYLAWS: Final = Finding(
    "WR612",
    "this is a scheme, not worked cases",
    "check it with welfarerules check; worked cases stand in a file of their own",
)
REPEATED_CASE: Final = Finding("WR603", "another case is called {id!r} too", "give each case an id of its own")
AFTER_THE_DAY: Final = Finding(
    "WR604",
    "the event of {day} lies after {as_of}, the day whose end is looked at",
    "correct the date of the event, or look at a later day",
)
REPEATED_ENTRY: Final = Finding(
    "WR605",
    "an event that is repeated has no 'recorded' of its own",
    "leave 'recorded' out, or write the events singly",
)
NEVER_HAPPENS: Final = Finding(
    "WR611",
    "the event is repeated until {until}, which lies before it first happens on {day}",
    "correct one of the two dates",
)

REPEAT: Final = Table(RepeatSection)


def load_cases(path: str | Path, *, scheme: Scheme | None = None, plugins: Iterable[object] = ()) -> CaseFile:
    """Read and check the worked cases in a file.

    Args:
        path: A TOML file in UTF-8.
        scheme: The bylaws the cases are about; without it, those that the file names under ``scheme``, seen from its
            own folder.
        plugins: Passed on to `load_scheme`.

    Raises:
        CaseError: With every fault of the file, sorted by place.
        SchemeError: The scheme that the file names is refused.
        PluginError: A plugin fails; the error names it.
    """
    try:
        text = file_text(path)
    except SchemeError as failure:
        raise CaseError(failure.found) from failure
    return loads_cases(text, scheme=scheme, path=str(path), plugins=plugins)


def loads_cases(
    text: str, *, scheme: Scheme | None = None, path: str = "<text>", plugins: Iterable[object] = ()
) -> CaseFile:
    """Read and check worked cases given as text, as `load_cases` does.

    Raises:
        CaseError: With every fault of the text, sorted by place.
        SchemeError: The scheme that the text names is refused.
        PluginError: A plugin fails; the error names it.
    """
    root, found = _tree(text, path)
    if holds_bylaws(root) and "case" not in root.table:
        raise CaseError(BYLAWS.at(Place(path, 1, 1)))
    bylaws = scheme if scheme is not None else _named_scheme(root, path, plugins)
    reader = Reader(file=path, currency=bylaws.currency if bylaws else "THB", found=found)
    try:
        cases = _cases(root, bylaws, reader)
    except TooManyError as many:
        raise CaseError(many.found) from None
    if reader.found or bylaws is None:
        raise CaseError(reader.found)
    return CaseFile(bylaws, cases, path)


def _cases(root: Node, bylaws: Scheme | None, reader: Reader) -> tuple[Case, ...]:
    """Read the cases; what is wrong with them, *reader* is told."""
    values, _ = read_keys(CasesFile, root, reader)
    sections: tuple[CaseSection, ...] = values.get("case", ())
    _refuse_repeated(sections, reader)
    known = Known(bylaws) if bylaws else None
    return tuple(_Case(section, reader).read(known) for section in sections)


def _tree(text: str, path: str) -> tuple[Node, list[Diagnostic]]:
    try:
        return read_tree(canonical(text), file=path)
    except SchemeError as failure:
        if failure.found[0].finding == EMPTY:
            raise CaseError(NO_CASES.at(Place(path, 1, 1))) from failure
        raise CaseError(failure.found) from failure


def _named_scheme(root: Node, path: str, plugins: Iterable[object]) -> Scheme | None:
    """The scheme that the file names; None if it names none, which is told with everything else."""
    node = root.table.get("scheme")
    if node is None or node.type != "text" or not node.value:
        return None
    return load_scheme(Path(path).parent / str(node.value), plugins=plugins)


def _refuse_repeated(sections: Iterable[CaseSection], reader: Reader) -> None:
    seen = set()
    for section in sections:
        if section.id in seen:
            reader.refuse(REPEATED_CASE, section.place("id"), id=section.id)
        seen.add(section.id)


class _Case:
    """One case in the reading."""

    def __init__(self, section: CaseSection, reader: Reader) -> None:
        self.section = section
        self.reader = reader

    def read(self, known: Known | None) -> Case:
        """The case; if anything in it is refused, only as much of it as could be read."""
        section, found = self.section, self.reader.found
        before = len(found)
        events = tuple(
            event for number, node in enumerate(section.events, start=1) for event in self._happened(node, number)
        )
        wanted: list[Expectation] = []
        if known and len(found) == before:
            made = [expectation(each, known, events, self.reader) for each in section.expect]
            wanted = [each for each in made if each is not None]
        return Case(section.id, section.name, section.article, section.as_of, events, tuple(wanted), section.at)

    def _happened(self, node: Node, number: int) -> Iterator[Event]:
        """The events that one entry tells, in the order of their dates; none if it is refused."""
        before = len(self.reader.found)
        repeat = self._repeat(node)
        data = {name: self._data(entry) for name, entry in node.table.items() if name != "repeat"}
        if len(self.reader.found) > before:
            return
        try:
            event = event_from_json({"id": f"#{number}", **data}, place=node.at, currency=self.reader.currency)
        except EventError as failure:
            self.reader.add(each.moved(_place(node, each.path)) for each in failure.found)
            return
        self._check_days(node, event.date, repeat)
        if len(self.reader.found) > before:
            return
        if repeat is None:
            yield event
            return
        for turn, day in enumerate(_days(event.date, repeat), start=1):
            yield attrs.evolve(event, id=f"{event.id}.{turn}", date=day, recorded=day)

    def _check_days(self, node: Node, first: date, repeat: RepeatSection | None) -> None:
        as_of = self.section.as_of
        if repeat is None and first > as_of:
            self.reader.refuse(AFTER_THE_DAY, _place(node, "date"), day=Day(first), as_of=Day(as_of))
        elif repeat is not None and repeat.until > as_of:
            self.reader.refuse(AFTER_THE_DAY, repeat.place("until"), day=Day(repeat.until), as_of=Day(as_of))
        elif repeat is not None and repeat.until < first:
            self.reader.refuse(NEVER_HAPPENS, repeat.place("until"), until=Day(repeat.until), day=Day(first))

    def _repeat(self, node: Node) -> RepeatSection | None:
        entry = node.table.get("repeat")
        if entry is None:
            return None
        if "recorded" in node.table:
            self.reader.refuse(REPEATED_ENTRY, node.table["recorded"].key)
        return REPEAT.read(entry, self.reader)

    def _data(self, node: Node) -> object:
        """What stands in a node, as a line of JSON would have it."""
        match node.value:
            case date():
                try:
                    return checked_date(node.value).isoformat()
                except WelfareError as failure:
                    self.reader.refuse_all(failure, node.at)
                    return None
            case Decimal():
                return f"{node.value:f}"
            case dict():
                return {name: self._data(entry) for name, entry in node.table.items()}
            case tuple():
                return [self._data(each) for each in node.items]
        return node.value


def _place(node: Node, field: str) -> Place:
    """Where a *field* of an event stands, or the event itself if the field is left out."""
    entry = node.table.get(field.partition(".")[0])
    return attrs.evolve(entry.at if entry else node.at, path=f"{node.at.path}.{field}" if field else node.at.path)


def _days(first: date, repeat: RepeatSection) -> Iterator[date]:
    """The days of a repeated event, counted from the first: 31 January, 28 February, 31 March."""
    turn = 0
    day = first
    while day <= repeat.until:
        yield day
        turn += 1
        if repeat.every in DAYS:
            day = first + timedelta(DAYS[repeat.every] * turn)
        else:
            day = add_months(first, MONTHS[repeat.every] * turn, "clamp")
