"""Events of the committee and the books: resolved, reversed, closed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from types import MappingProxyType
from typing import Any, ClassVar, Final

import attrs

from welfarerules.events import _findings as findings
from welfarerules.events._composites import Payee, People, payees_given
from welfarerules.events._event import IDENTITY, TEXT, Check, Event, about, told
from welfarerules.events._forms import Amount, Choice, Fault, Label, exact_or_none
from welfarerules.kernel.codes import PHASE_CLOSING, PHASE_RESOLUTIONS

OUTCOME: Final = Choice(MappingProxyType({"approved": "อนุมัติ", "refused": "ไม่อนุมัติ"}))


def _amount_goes_with_approval(event: Any) -> Iterator[Fault]:
    if event.outcome == "approved" and event.amount is None:
        yield "amount", told(findings.APPROVED_WITHOUT_AMOUNT)
    elif event.outcome == "refused" and event.amount is not None:
        yield "amount", told(findings.REFUSED_WITH_AMOUNT, amount=f"{event.amount:f}")


@attrs.frozen
class Resolved(Event):
    """The committee decided on a claim: what was referred to it, or a decision it overrides."""

    kind: ClassVar[str] = "resolved"
    label: ClassVar[Label] = Label("the committee decided on a claim", "มติคณะกรรมการ")
    phase: ClassVar[int] = PHASE_RESOLUTIONS
    checks: ClassVar[tuple[Check, ...]] = (Check(("outcome", "amount"), _amount_goes_with_approval),)

    claim: str = attrs.field(
        metadata=about(IDENTITY, "คำขอ", en="id of the event that claimed", th="รหัสรายการคำขอ", example="C-0001")
    )
    outcome: str = attrs.field(
        metadata=about(OUTCOME, "ผลการพิจารณา", en="`approved` or `refused`", th="`อนุมัติ` หรือ `ไม่อนุมัติ`")
    )
    resolution: str = attrs.field(
        metadata=about(
            TEXT, "มติที่", en="number of the resolution in the minutes", th="เลขที่มติในรายงานการประชุม", example="4/2568"
        )
    )
    amount: Decimal | None = attrs.field(
        default=None,
        kw_only=True,
        converter=exact_or_none,
        metadata=about(
            Amount(),
            "จำนวนเงิน",
            en="what is paid; needed when it is approved",
            th="จำนวนเงินที่จ่าย ต้องระบุเมื่ออนุมัติ",
            example="3000",
        ),
    )
    payees: tuple[Payee, ...] = attrs.field(
        default=(),
        kw_only=True,
        converter=payees_given,
        metadata=about(
            People(),
            "ผู้รับเงิน",
            en="who is paid, where the committee says so; else whom the claim names",
            th="ผู้รับเงินตามมติ ถ้าไม่ระบุจ่ายตามที่คำขอบอกไว้",
        ),
    )


def _reverses_another(event: Any) -> Iterator[Fault]:
    if event.event == event.id:
        yield "event", told(findings.REVERSES_ITSELF, event=event.event)


@attrs.frozen
class Reversed(Event):
    """An event was wrong and counts for nothing. It stays in the records, and so does this."""

    kind: ClassVar[str] = "reversed"
    label: ClassVar[Label] = Label("an event was wrong and counts for nothing", "กลับรายการ")
    phase: ClassVar[int] = PHASE_CLOSING
    checks: ClassVar[tuple[Check, ...]] = (Check(("id", "event"), _reverses_another),)

    event: str = attrs.field(
        metadata=about(IDENTITY, "รายการ", en="id of the event that was wrong", th="รหัสรายการที่ผิด", example="P-0007")
    )
    reason: str = attrs.field(
        default="",
        kw_only=True,
        metadata=about(TEXT, "เหตุผล", en="why it was wrong", th="เหตุที่กลับรายการ", example="บันทึกซ้ำ"),
    )


@attrs.frozen
class Closed(Event):
    """The books of a year were closed: its income and expenses go to the surplus."""

    kind: ClassVar[str] = "closed"
    label: ClassVar[Label] = Label("the books of a year were closed", "ปิดบัญชี")
    phase: ClassVar[int] = PHASE_CLOSING
