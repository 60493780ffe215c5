"""Small schemes as text, put together for one question at a time."""

from __future__ import annotations

import pytest

from welfarerules.errors import Diagnostic, SchemeError
from welfarerules.loading import loads_scheme
from welfarerules.scheme.model import Benefit, Contribution, Scheme

HEAD = """schema = 1
[scheme]
id = "th.example.small"
name = { th = "ตัวอย่าง", en = "Example" }
currency = "THB"
effective = 2025-10-01
"""

CONVENTIONS: dict[str, str] = {
    "fund_year_starts": '"1 October"',
    "month_end": '"clamp"',
    "rounding": '{ mode = "half_up", to = 0.01 }',
    "facts_as_of": '"event"',
    "cap_cuts": '"later nights"',
}

MEMBERSHIP = """
[membership]
article = "ข้อ 6"
seniority = { on_readmission = "restart" }
on_leaving = { advance = "refund", arrears = "cancel" }
"""


def conventions(**changes: str | None) -> str:
    """The conventions, all stated, but for *changes*; None leaves one out."""
    stated = {**CONVENTIONS, **changes}
    return "[conventions]\n" + "".join(f"{name} = {value}\n" for name, value in stated.items() if value is not None)


def contribution(body: str, *, name: str = "satja") -> str:
    return f'\n[contribution.{name}]\narticle = "ข้อ 7"\nname = {{ th = "เงินสัจจะ", en = "Pledge" }}\n{body}\n'


def benefit(body: str, *, name: str = "birth", event_date: str = "occurred", welfare_class: str = "sickness") -> str:
    happened = f'event_date = "{event_date}"\n' if event_date else ""
    names = '{ th = "สวัสดิการ", en = "Benefit" }'
    return f'\n[benefit.{name}]\narticle = "ข้อ 12"\nname = {names}\nclass = "{welfare_class}"\n{happened}{body}\n'


MONTHLY = contribution('rate = "30 per month"\nperiods = "calendar"\ndue = "first day"\nfirst_period = "full"')


def small(*parts: str, conventions_: str | None = None, membership: str = MEMBERSHIP) -> str:
    """A scheme of *parts*, with everything stated that the parts leave out."""
    return "".join([HEAD, conventions() if conventions_ is None else conventions_, membership, *parts])


def read(*parts: str, conventions_: str | None = None, membership: str = MEMBERSHIP) -> Scheme:
    return loads_scheme(small(*parts, conventions_=conventions_, membership=membership), path="small.toml")


def only_benefit(body: str, *, event_date: str = "occurred", **more: str) -> Benefit:
    (found,) = read(more.pop("before", ""), benefit(body, event_date=event_date, **more)).benefits
    return found


def only_contribution(body: str) -> Contribution:
    (found,) = read(contribution(body)).contributions
    return found


def faults(text: str) -> list[Diagnostic]:
    """What is wrong with a scheme; there must be something."""
    with pytest.raises(SchemeError) as refused:
        loads_scheme(text, path="small.toml")
    return list(refused.value.found)


def codes(text: str) -> list[str]:
    return [fault.code for fault in faults(text)]
