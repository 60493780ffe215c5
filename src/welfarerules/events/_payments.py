"""Events that move money: paid, claimed, borrowed, bought, received, spent."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Final

import attrs

from welfarerules.events._composites import (
    BENEFIT,
    Facts,
    FactValue,
    Payee,
    People,
    benefit_id,
    facts_text,
    payees_given,
)
from welfarerules.events._event import DAY, TEXT, Check, Event, about, not_before
from welfarerules.events._forms import Amount, Label, RuleId, exact
from welfarerules.events._membership import MEMBER, kept_facts
from welfarerules.kernel.codes import PHASE_CLAIMS, PHASE_MONEY

LOAN: Final = RuleId("loan")
_AMOUNT: Final = Amount()


def loan_id(written: str) -> str:
    """Return the id of a loan with its table: ``emergency`` is ``loan.emergency``."""
    return LOAN.full(written)


@attrs.frozen
class Paid(Event):
    """A member paid money in.

    >>> Paid("P-1", datetime.date(2025, 10, 1), "M-001", "365.00").amount
    Decimal('365.00')
    """

    kind: ClassVar[str] = "paid"
    label: ClassVar[Label] = Label("a member paid money in", "ชำระเงิน")
    phase: ClassVar[int] = PHASE_MONEY

    member: str = attrs.field(metadata=MEMBER)
    amount: Decimal = attrs.field(
        converter=exact,
        metadata=about(_AMOUNT, "จำนวนเงิน", en="what the member paid", th="จำนวนเงินที่สมาชิกชำระ", example="365.00"),
    )


@attrs.frozen
class Claimed(Event):
    """A benefit was claimed for a member. `date` is the day of the claim.

    >>> Claimed("C-1", datetime.date(2025, 10, 9), "M-001", "hospital", admitted=datetime.date(2025, 10, 1)).benefit
    'benefit.hospital'
    """

    kind: ClassVar[str] = "claimed"
    label: ClassVar[Label] = Label("a benefit was claimed", "ขอรับสวัสดิการ")
    phase: ClassVar[int] = PHASE_CLAIMS
    checks: ClassVar[tuple[Check, ...]] = (
        not_before("date", "occurred"),
        not_before("date", "admitted"),
        not_before("date", "discharged"),
        not_before("discharged", "admitted"),
    )

    member: str = attrs.field(metadata=MEMBER)
    benefit: str = attrs.field(
        converter=benefit_id,
        metadata=about(
            BENEFIT,
            "สวัสดิการ",
            en="id of the benefit; `benefit.` may be left out",
            th="รหัสสวัสดิการในระเบียบ ไม่ต้องเขียน `benefit.` ก็ได้",
            example="hospital",
        ),
    )
    occurred: datetime.date | None = attrs.field(
        default=None,
        kw_only=True,
        metadata=about(DAY, "วันเกิดเหตุ", en="day of a birth, an accident …", th="วันที่เกิดเหตุ เช่น วันคลอด"),
    )
    admitted: datetime.date | None = attrs.field(
        default=None,
        kw_only=True,
        metadata=about(DAY, "วันเข้ารักษา", en="first day in hospital", th="วันแรกที่นอนโรงพยาบาล"),
    )
    discharged: datetime.date | None = attrs.field(
        default=None,
        kw_only=True,
        metadata=about(
            DAY, "วันออกจากโรงพยาบาล", en="last day in hospital", th="วันที่ออกจากโรงพยาบาล", example="2025-10-04"
        ),
    )
    facts: Mapping[str, FactValue] = attrs.field(
        factory=dict,
        kw_only=True,
        converter=kept_facts,
        eq=facts_text,
        hash=False,
        metadata=about(
            Facts(),
            "ข้อเท็จจริง",
            en="facts of the claim that the scheme declares; in a CSV file a column each, such as `fact.gpa`",
            th="ข้อเท็จจริงของคำขอที่ระเบียบประกาศ ในแฟ้ม CSV แยกคอลัมน์ เช่น `fact.gpa`",
            example="350",
        ),
    )
    payees: tuple[Payee, ...] = attrs.field(
        default=(),
        kw_only=True,
        converter=payees_given,
        metadata=about(
            People(), "ผู้รับเงิน", en="who may be paid, in order within each class", th="ผู้มีสิทธิรับเงิน เรียงตามลำดับ"
        ),
    )


@attrs.frozen
class Borrowed(Event):
    """A member took a loan. It reads well, but no scheme of this version can have rules for it."""

    kind: ClassVar[str] = "borrowed"
    label: ClassVar[Label] = Label("a member took a loan; this version has no rules for loans and refuses it", "กู้เงิน")
    phase: ClassVar[int] = PHASE_CLAIMS

    member: str = attrs.field(metadata=MEMBER)
    loan: str = attrs.field(
        converter=loan_id,
        metadata=about(
            LOAN,
            "เงินกู้",
            en="id of the loan's rule; `loan.` may be left out",
            th="รหัสเงินกู้ในระเบียบ ไม่ต้องเขียน `loan.` ก็ได้",
            example="emergency",
        ),
    )
    amount: Decimal = attrs.field(
        converter=exact, metadata=about(_AMOUNT, "จำนวนเงิน", en="what was lent", th="จำนวนเงินที่กู้", example="5000")
    )


@attrs.frozen
class Bought(Event):
    """A member bought something. It reads well, but no scheme of this version can have rules for it."""

    kind: ClassVar[str] = "bought"
    label: ClassVar[Label] = Label(
        "a member bought something; this version has no rules for purchases and refuses it", "ซื้อสินค้า"
    )
    phase: ClassVar[int] = PHASE_MONEY

    member: str = attrs.field(metadata=MEMBER)
    what: str = attrs.field(metadata=about(TEXT, "สินค้า", en="what was bought", th="สิ่งที่ซื้อ", example="ข้าวสาร 5 กก."))
    amount: Decimal = attrs.field(
        converter=exact, metadata=about(_AMOUNT, "จำนวนเงิน", en="its price", th="ราคา", example="190")
    )


@attrs.frozen
class Received(Event):
    """The fund received money from someone other than a member."""

    kind: ClassVar[str] = "received"
    label: ClassVar[Label] = Label("the fund received money, not from a member", "รับเงินจากแหล่งอื่น")
    phase: ClassVar[int] = PHASE_MONEY

    amount: Decimal = attrs.field(
        converter=exact,
        metadata=about(_AMOUNT, "จำนวนเงิน", en="what was received", th="จำนวนเงินที่รับ", example="50000"),
    )
    source: str = attrs.field(
        metadata=about(TEXT, "แหล่งที่มา", en="where it came from", th="แหล่งที่มาของเงิน", example="เงินสมทบจาก อบต.")
    )


@attrs.frozen
class Spent(Event):
    """The fund spent money on something other than a benefit."""

    kind: ClassVar[str] = "spent"
    label: ClassVar[Label] = Label("the fund spent money, not on a benefit", "จ่ายเงินอื่น")
    phase: ClassVar[int] = PHASE_CLAIMS

    amount: Decimal = attrs.field(
        converter=exact,
        metadata=about(_AMOUNT, "จำนวนเงิน", en="what was spent", th="จำนวนเงินที่จ่าย", example="350"),
    )
    purpose: str = attrs.field(
        metadata=about(TEXT, "วัตถุประสงค์", en="what it was spent on", th="จ่ายเพื่ออะไร", example="ค่าเครื่องเขียน")
    )
