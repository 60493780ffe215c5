"""Letters that look alike: what people see as one name may be written in several ways, which programs tell apart."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_UPPER: Final = "ั\u0e34-\u0e37็ํ"
_TONE: Final = "่-๋"
_USUAL: Final = (
    (re.compile("เเ"), "แ"),
    (re.compile(f"([{_TONE}])([{_UPPER}])"), r"\2\1"),
    (re.compile(f"ํ([{_TONE}]?)า"), r"\1ำ"),
    (re.compile(f"([{_UPPER}{_TONE}\u0e38-\u0e3a์๎])\\1+"), r"\1"),
)
"""What is typed for another letter or in another order, and looks the same; and what should have been typed."""


def in_usual_letters(text: str) -> str:
    """Return *text* as it is usually typed, if it looks like that.

    >>> in_usual_letters("เเดง") == "แดง", in_usual_letters("นํ้า") == "น้ำ", in_usual_letters("M-001")
    (True, True, 'M-001')
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    for pattern, usual in _USUAL:
        text = pattern.sub(usual, text)
    return text
