"""Thai words that people write for keys of a scheme: keys are English, and each word stands for one of them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["key_meant"]

_WORDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "scheme": ("ระเบียบ", "กองทุน"),
        "id": ("รหัส",),
        "name": ("ชื่อ", "ชื่อกองทุน", "ชื่อสวัสดิการ"),
        "currency": ("สกุลเงิน",),
        "effective": ("วันที่ใช้บังคับ", "ใช้ตั้งแต่", "วันเริ่มใช้"),
        "languages": ("ภาษา",),
        "membership": ("สมาชิก", "สมาชิกภาพ", "การเป็นสมาชิก"),
        "article": ("ข้อ", "มาตรา", "ระเบียบข้อ"),
        "entry_fee": ("ค่าสมัคร", "ค่าธรรมเนียม", "ค่าธรรมเนียมแรกเข้า", "ค่าแรกเข้า"),
        "on_leaving": ("ลาออก", "เมื่อลาออก"),
        "seniority": ("อายุสมาชิก", "การนับอายุสมาชิก"),
        "ends_when": ("พ้นสภาพ", "สิ้นสุดเมื่อ", "พ้นจากสมาชิกภาพ"),
        "contribution": ("เงินสมทบ", "เงินสัจจะ", "เงินออม"),
        "rate": ("อัตรา", "อัตราเงินสมทบ"),
        "collected": ("เก็บ", "การเก็บ", "เก็บเงิน"),
        "due": ("ครบกำหนด", "วันครบกำหนด", "กำหนดจ่าย"),
        "periods": ("งวด",),
        "first_period": ("งวดแรก",),
        "days_in_year": ("วันในปี",),
        "benefit": ("สวัสดิการ", "สิทธิประโยชน์"),
        "class": ("ประเภท", "ชนิด"),
        "event_date": ("วันเกิดเหตุ",),
        "amount": ("จำนวนเงิน", "เงินสวัสดิการ", "จ่าย"),
        "requires": ("เงื่อนไข", "คุณสมบัติ"),
        "cap": ("เพดาน", "ไม่เกิน", "วงเงิน", "วงเงินสูงสุด"),
        "claim_within": ("ยื่นภายใน", "ระยะเวลายื่น", "ขอภายใน"),
        "payee": ("ผู้รับ", "ผู้รับเงิน", "ผู้รับประโยชน์"),
        "recurs": ("จ่ายประจำ", "จ่ายทุกปี"),
        "conventions": ("ข้อตกลง", "หลักเกณฑ์"),
        "fund_year_starts": ("ปีบัญชี", "ปีบัญชีเริ่ม", "วันเริ่มปีบัญชี"),
        "rounding": ("การปัดเศษ", "ปัดเศษ"),
        "fact": ("ข้อเท็จจริง",),
        "per": ("ต่อ",),
        "pays": ("จ่าย", "จ่ายครั้งละ"),
    }
)
_BY_WORD: Final = {word: key for key, words in reversed(tuple(_WORDS.items())) for word in words}


def key_meant(word: str) -> str | None:
    """Return the key for which the Thai *word* stands, None where it is not known.

    >>> key_meant("ค่าสมัคร"), key_meant("ค่า สมัคร"), key_meant("แมว")
    ('entry_fee', 'entry_fee', None)
    """
    return _BY_WORD.get("".join(word.split()))
