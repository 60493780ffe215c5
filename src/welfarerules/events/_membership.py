"""Events of members: taken over, joined, left, died, changed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, ClassVar, Final

import attrs

from welfarerules.events import _findings as findings
from welfarerules.events._composites import Facts, FactValue, Used, benefit_id, facts_text
from welfarerules.events._event import DAY, IDENTITY, Check, Event, about, not_before, told
from welfarerules.events._forms import Amount, Fault, Label, exact, exact_or_none
from welfarerules.kernel.codes import PHASE_DEATH, PHASE_LEAVING, PHASE_MEMBERSHIP, PHASE_OPENING

MEMBER: Final = about(IDENTITY, "สมาชิก", en="id of the member", th="รหัสสมาชิก", example="M-001")
BORN: Final = about(DAY, "วันเกิด", en="day on which the member was born", th="วันเกิดของสมาชิก", example="1960-04-13")
FACTS: Final = about(
    Facts(),
    "ข้อเท็จจริง",
    en="facts of the member that the scheme declares; in a CSV file a column each, such as `fact.household`",
    th="ข้อเท็จจริงของสมาชิกที่ระเบียบประกาศ ในแฟ้ม CSV แยกคอลัมน์ เช่น `fact.household`",
    example="4",
)


def kept_facts(given: Mapping[str, FactValue | int]) -> Mapping[str, FactValue]:
    """Return a copy of *given* facts; an int is an exact number like any other."""
    return {
        name: Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
        for name, value in given.items()
    }


def _used(given: Mapping[str, Decimal | int | str]) -> Mapping[str, Decimal]:
    return {benefit_id(benefit): exact(amount) for benefit, amount in given.items()}


_OF_MEMBERS: Final = ("joined", "born", "paid_until", "advance", "contributed", "used", "facts")


def _opens_one_thing(event: Any) -> Iterator[Fault]:
    given = [name for name in _OF_MEMBERS if getattr(event, name) not in (None, {})]
    if event.member:
        if event.amount is not None:
            yield "amount", told(findings.CASH_OF_MEMBER)
        if event.joined is None:
            yield "joined", told(findings.JOINED_WHEN)
    elif given:
        yield from ((name, told(findings.NEEDS_MEMBER, field=name)) for name in given)
    elif event.amount is None:
        yield "member", told(findings.OPENS_NOTHING)


@attrs.frozen
class Opening(Event):
    """The fund starts mid-life: one member as the books stand on `date`, or the cash in hand.

    >>> Opening("O-1", datetime.date(2025, 10, 1), amount="125000").amount
    Decimal('125000')
    """

    kind: ClassVar[str] = "opening"
    label: ClassVar[Label] = Label("the fund or a member is taken over", "ยอดยกมา")
    phase: ClassVar[int] = PHASE_OPENING
    checks: ClassVar[tuple[Check, ...]] = (
        not_before("date", "joined"),
        not_before("joined", "born"),
        not_before("paid_until", "joined"),
        Check(("member", "amount", *_OF_MEMBERS), _opens_one_thing),
    )

    member: str = attrs.field(
        default="",
        kw_only=True,
        metadata=about(
            IDENTITY,
            "สมาชิก",
            en="id of the member taken over; without it, the fund's cash is",
            th="รหัสสมาชิกที่ยกมา ถ้าไม่ระบุคือเงินสดของกองทุน",
            example="M-001",
        ),
    )
    joined: datetime.date | None = attrs.field(
        default=None,
        kw_only=True,
        metadata=about(
            DAY,
            "วันเข้าเป็นสมาชิก",
            en="day on which the member joined",
            th="วันที่เข้าเป็นสมาชิก",
            example="2018-05-01",
        ),
    )
    born: datetime.date | None = attrs.field(default=None, kw_only=True, metadata=BORN)
    paid_until: datetime.date | None = attrs.field(
        default=None,
        kw_only=True,
        metadata=about(
            DAY,
            "ส่งเงินถึงวันที่",
            en="last day that the member's contributions are paid for",
            th="วันสุดท้ายที่ส่งเงินครบแล้ว",
            example="2025-09-30",
        ),
    )
    advance: Decimal | None = attrs.field(
        default=None,
        kw_only=True,
        converter=exact_or_none,
        metadata=about(
            Amount(positive=False),
            "เงินส่งล่วงหน้า",
            en="money that the member has paid ahead",
            th="เงินที่สมาชิกส่งไว้ล่วงหน้า",
            example="60.00",
        ),
    )
    contributed: Decimal | None = attrs.field(
        default=None,
        kw_only=True,
        converter=exact_or_none,
        metadata=about(
            Amount(positive=False),
            "เงินสมทบสะสม",
            en="contributions that the member had paid in all, the entry fee not counted; unknown when left out",
            th="เงินสมทบที่สมาชิกส่งมาแล้วทั้งหมด ไม่นับค่าสมัคร ถ้าไม่ระบุถือว่าไม่ทราบ",
            example="2555",
        ),
    )
    used: Mapping[str, Decimal] = attrs.field(
        factory=dict,
        kw_only=True,
        converter=_used,
        hash=False,
        metadata=about(
            Used(),
            "ใช้สวัสดิการแล้ว",
            en="what the member has had of each benefit in the fund year under way",
            th="สวัสดิการที่รับไปแล้วในปีนี้ แยกตามสวัสดิการ",
        ),
    )
    amount: Decimal | None = attrs.field(
        default=None,
        kw_only=True,
        converter=exact_or_none,
        metadata=about(
            Amount(), "จำนวนเงิน", en="the fund's cash, when no member is named", th="เงินสดของกองทุน เมื่อไม่ระบุสมาชิก"
        ),
    )
    facts: Mapping[str, FactValue] = attrs.field(
        factory=dict, kw_only=True, converter=kept_facts, eq=facts_text, hash=False, metadata=FACTS
    )


@attrs.frozen
class Joined(Event):
    """A person became a member."""

    kind: ClassVar[str] = "joined"
    label: ClassVar[Label] = Label("a person became a member", "เข้าเป็นสมาชิก")
    phase: ClassVar[int] = PHASE_MEMBERSHIP
    checks: ClassVar[tuple[Check, ...]] = (not_before("date", "born"),)

    member: str = attrs.field(metadata=MEMBER)
    born: datetime.date | None = attrs.field(default=None, kw_only=True, metadata=BORN)
    facts: Mapping[str, FactValue] = attrs.field(
        factory=dict, kw_only=True, converter=kept_facts, eq=facts_text, hash=False, metadata=FACTS
    )


@attrs.frozen
class Left(Event):
    """A member left the fund."""

    kind: ClassVar[str] = "left"
    label: ClassVar[Label] = Label("a member left", "ลาออก")
    phase: ClassVar[int] = PHASE_LEAVING

    member: str = attrs.field(metadata=MEMBER)


@attrs.frozen
class Died(Event):
    """A member died."""

    kind: ClassVar[str] = "died"
    label: ClassVar[Label] = Label("a member died", "เสียชีวิต")
    phase: ClassVar[int] = PHASE_DEATH

    member: str = attrs.field(metadata=MEMBER)


def _changes_something(event: Any) -> Iterator[Fault]:
    if event.born is None and not event.facts:
        yield "facts", told(findings.CHANGES_NOTHING)


@attrs.frozen
class Changed(Event):
    """Something about a member changed, or became known: from `date` on it holds."""

    kind: ClassVar[str] = "changed"
    label: ClassVar[Label] = Label("something about a member changed", "เปลี่ยนข้อมูลสมาชิก")
    phase: ClassVar[int] = PHASE_MEMBERSHIP
    checks: ClassVar[tuple[Check, ...]] = (
        not_before("date", "born"),
        Check(("born", "facts"), _changes_something),
    )

    member: str = attrs.field(metadata=MEMBER)
    born: datetime.date | None = attrs.field(default=None, kw_only=True, metadata=BORN)
    facts: Mapping[str, FactValue] = attrs.field(
        factory=dict, kw_only=True, converter=kept_facts, eq=facts_text, hash=False, metadata=FACTS
    )
