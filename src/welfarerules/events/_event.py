"""What all events share, and what each field of an event says of itself."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from types import SimpleNamespace
from typing import Any, ClassVar, Final, cast

import attrs

from welfarerules.dates import Day as SpokenDay
from welfarerules.errors import Diagnostic, EventError, Finding, Place
from welfarerules.events import _findings as findings
from welfarerules.events._forms import Count, Day, Fault, Form, Identity, Label, Text

DAY: Final = Day()
IDENTITY: Final = Identity()
TEXT: Final = Text()

FACT: Final = "fact."
"""What stands before the name of a fact, as the head of a column and in messages."""

_ABOUT: Final = "about"


@attrs.frozen
class About:
    """What a field says of itself: the one source of readers, writers, the JSON Schema and the reference table.

    Attributes:
        form: How its values are read, checked and written.
        column: Its Thai name, which may head a column of a CSV file.
        help: What it means.
        example: A value, as text.
    """

    form: Form
    column: str
    help: Label
    example: str


@attrs.frozen
class EventField:
    """One field of a kind of event.

    Attributes:
        name: Its English name, the same in Python, JSON and CSV files.
        about: What it says of itself.
        required: Whether every event of the kind needs it.
        default: Its value when it is left out; None for `recorded`, which is then `date`.
    """

    name: str
    about: About
    required: bool
    default: Any


def about(form: Form, column: str, *, en: str, th: str, example: str = "") -> Mapping[str, About]:
    """Return the metadata of a field."""
    return {_ABOUT: About(form, column, Label(en, th), example or form.example)}


@attrs.frozen
class Check:
    """Something that must hold between the fields of an event.

    Attributes:
        fields: What it looks at; it is left out when one of these could not be read.
        tell: Says what is wrong with an event.
    """

    fields: tuple[str, ...]
    tell: Callable[[Any], Iterator[Fault]]


def not_before(field: str, earlier_field: str) -> Check:
    """The check that one date of an event does not lie before another."""

    def tell(event: Any) -> Iterator[Fault]:
        day, earlier = getattr(event, field), getattr(event, earlier_field)
        if day is not None and earlier is not None and day < earlier:
            yield (
                field,
                told(
                    findings.WRONG_ORDER,
                    field=field,
                    day=SpokenDay(day),
                    earlier_field=earlier_field,
                    earlier=SpokenDay(earlier),
                ),
            )

    return Check((field, earlier_field), tell)


def told(finding: Finding, **values: object) -> Diagnostic:
    """Return an occurrence of *finding* that has no place yet."""
    return finding.at(Place(), **values)


def _entered_afterwards(event: Any) -> Iterator[Fault]:
    if event.recorded < event.date:
        yield "recorded", told(findings.ENTERED_BEFORE, recorded=SpokenDay(event.recorded), day=SpokenDay(event.date))


ENTERED_AFTERWARDS: Final = Check(("date", "recorded"), _entered_afterwards)
"""An event is entered on the day it happened, or later."""


@attrs.frozen
class Event:
    """A fact that someone reports. Immutable; two events are equal when all but `place` is equal.

    Attributes:
        id: The event's own id; the same id with the same content counts once.
        date: Day on which it happened.
        recorded: Day on which it was entered; the same as `date` unless given.
        sequence: Place among the events of one day and phase.
        place: The file and row that it was read from.

    Raises:
        EventError: What the event says cannot be so. Carries everything that is wrong with it.
        TypeError: A value is not of the type its field has.
    """

    kind: ClassVar[str] = ""
    label: ClassVar[Label] = Label("event", "เหตุการณ์")
    phase: ClassVar[int]
    checks: ClassVar[tuple[Check, ...]] = ()

    id: str = attrs.field(
        metadata=about(
            IDENTITY,
            "รหัส",
            en="the event's own id; the same id with the same content counts once",
            th="รหัสของรายการ รหัสเดียวกันเนื้อความเดียวกันนับครั้งเดียว",
            example="E-0001",
        )
    )
    date: datetime.date = attrs.field(
        metadata=about(DAY, "วันที่", en="day on which it happened", th="วันที่เกิดเหตุการณ์", example="2025-10-01")
    )
    recorded: datetime.date = attrs.field(
        kw_only=True,
        metadata=about(
            DAY,
            "วันที่บันทึก",
            en="day on which it was entered; the same as `date` unless given",
            th="วันที่บันทึกรายการ ถ้าไม่ระบุคือวันเดียวกับวันที่เกิด",
            example="2025-10-03",
        ),
    )
    sequence: int = attrs.field(
        default=0,
        kw_only=True,
        metadata=about(
            Count(),
            "ลำดับ",
            en="place among the events of one day and phase",
            th="ลำดับก่อนหลังของรายการในวันและขั้นเดียวกัน",
            example="2",
        ),
    )
    place: Place = attrs.field(factory=Place, kw_only=True, eq=False, repr=False)

    @recorded.default
    def _as_it_happened(self) -> datetime.date:
        return self.date

    def __attrs_post_init__(self) -> None:
        cls: Any = type(self)
        if self.recorded is self.date and _all_sound(cls, self) and not any(any(c.tell(self)) for c in cls.checks):
            return
        values = {field.name: getattr(self, field.name) for field in fields_of(cls)}
        if self.recorded is self.date:
            del values["recorded"]
        found = [at(diagnostic, self.place, path) for path, diagnostic in faults_of(cls, values)]
        if found:
            raise EventError(found)


def fields_of(cls: type[Event]) -> tuple[EventField, ...]:
    """Return the fields that events of a kind have, `kind` itself and `place` left out: the common ones first.

    >>> [field.name for field in fields_of(Event)]
    ['id', 'date', 'recorded', 'sequence']
    """
    kind: Any = cls  # a class is hashable, whatever its instances are
    return _fields(kind)


@cache
def _fields(cls: type[Any]) -> tuple[EventField, ...]:
    return tuple(_field(attribute) for attribute in attrs.fields(cls) if _ABOUT in attribute.metadata)


def _field(attribute: attrs.Attribute[Any]) -> EventField:
    default: Any = attribute.default
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        default = None if default.takes_self else default.factory()
    required = default is attrs.NOTHING
    return EventField(attribute.name, attribute.metadata[_ABOUT], required, None if required else default)


def required_by(cls: type[Event]) -> frozenset[str]:
    """Return the fields that every event of a kind needs."""
    kind: Any = cls
    return _required(kind)


@cache
def _required(cls: type[Any]) -> frozenset[str]:
    return frozenset(field.name for field in fields_of(cls) if field.required)


def forms_of(cls: type[Event]) -> Mapping[str, Form]:
    """Return the form of each field of a kind."""
    kind: Any = cls
    return _forms(kind)


@cache
def _forms(cls: type[Any]) -> Mapping[str, Form]:
    return {field.name: field.about.form for field in fields_of(cls)}


def is_scalar(cls: type[Event]) -> bool:
    """Whether the fields of a kind are plain values with nothing to check between them."""
    kind: Any = cls
    return _is_scalar(kind)


@cache
def _is_scalar(cls: type[Any]) -> bool:
    return not cls.checks and not any(isinstance(field.default, Mapping | tuple) for field in fields_of(cls))


def restored(cls: type[Event], values: Mapping[str, Any], place: Place) -> Event:
    """Return the event of an `is_scalar` kind all of whose *values* are known to be sound.

    As when an event is unpickled, nothing is converted or checked again; that is most of the time of a large file.
    """
    day = values["date"]
    if values.get("recorded", day) < day:
        return cls(place=place, **values)  # which says what is wrong
    kind: Any = cls
    event: Any = cls.__new__(cls)
    event.__setstate__({**_defaults(kind), "recorded": day, "place": place, **values})
    return cast(Event, event)


@cache
def _defaults(cls: type[Any]) -> Mapping[str, object]:
    return {field.name: field.default for field in fields_of(cls) if not field.required}


def faults_of(cls: type[Event], values: Mapping[str, Any], unread: AbstractSet[str] = frozenset()) -> Iterator[Fault]:
    """Say all that is wrong with the *values* of an event's fields.

    Args:
        cls: The kind of event.
        values: By field; one that is left out has its default.
        unread: Fields that have a value which could not be read.

    Raises:
        TypeError: A value is not of the type its field has.
    """
    wrong = set(unread)
    whole: dict[str, Any] = {}
    for field in fields_of(cls):
        value = whole[field.name] = values.get(field.name, field.default)
        if field.name in wrong or (field.name not in values and not field.required):
            continue
        for part, diagnostic in _faults(field, value):
            wrong.add(field.name)
            yield f"{FACT}{part}" if part else field.name, diagnostic
    if whole["recorded"] is None:
        whole["recorded"] = whole["date"]
    # What cannot be right is not compared with anything.
    for check in (ENTERED_AFTERWARDS, *cls.checks):
        if wrong.isdisjoint(check.fields):
            yield from check.tell(SimpleNamespace(**whole))


def _faults(field: EventField, value: Any) -> Iterator[Fault]:
    try:
        if field.required or field.name == "recorded" or value != field.default:
            yield from field.about.form.faults(value)
    except TypeError as error:
        raise TypeError(f"{field.name}: {error}") from None


def _all_sound(cls: Any, event: Event) -> bool:
    """Whether nothing is wrong with any field: the quick way to learn that `faults_of` has nothing to say of them."""
    for name, default, sound in _screens(cls):
        value = getattr(event, name)
        if value is not default and value != default and not sound(value):
            return False
    return True


@cache
def _screens(cls: type[Any]) -> tuple[tuple[str, object, Callable[[Any], bool]], ...]:
    return tuple(
        (field.name, attrs.NOTHING if field.required else field.default, field.about.form.sound)
        for field in fields_of(cls)
        if field.name != "recorded"
    )


def at(diagnostic: Diagnostic, place: Place, path: str) -> Diagnostic:
    """Return *diagnostic* at the field *path* of the event that stands at *place*."""
    return diagnostic.moved(Place(place.file, place.line, place.column, path))
