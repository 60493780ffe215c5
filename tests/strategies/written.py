"""Bylaws and events written by hand, key by key, for funds whose books were worked out on paper."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from welfarerules.events import Claimed, Event, Joined
from welfarerules.fund import Decision, Fund, Outcome
from welfarerules.loading import loads_scheme

CONVENTIONS: Final[Mapping[str, Any]] = {
    "fund_year_starts": "1 October",
    "month_end": "clamp",
    "rounding": {"mode": "half_up", "to": Decimal("0.01")},
    "facts_as_of": "event",
    "cap_cuts": "later nights",
}
MEMBERSHIP: Final[Mapping[str, Any]] = {
    "article": "6",
    "seniority": {"on_readmission": "restart"},
    "on_leaving": {"advance": "keep", "arrears": "cancel"},
}
MONTHLY: Final[Mapping[str, Any]] = {
    "article": "7",
    "name": {"th": "เงินสัจจะ", "en": "dues"},
    "rate": "30 per month",
    "periods": "calendar",
    "due": "first day",
    "first_period": "full",
}
GRANT: Final[Mapping[str, Any]] = {
    "article": "12",
    "name": {"th": "สวัสดิการ", "en": "grant"},
    "class": "hardship",
    "event_date": "occurred",
    "amount": 1000,
    "payee": "member",
}
STAY: Final[Mapping[str, Any]] = {
    **GRANT,
    "class": "sickness",
    "event_date": "admitted",
    "amount": {"per": "night", "pays": 200},
}
DEATH: Final[Mapping[str, Any]] = {
    **GRANT,
    "class": "death",
    "event_date": "died",
    "payee": {"order": ["named", "spouse", "children"], "share": "equal", "odd_satang": "first"},
}


def toml(value: Any) -> str:
    """A value as TOML writes it on one line."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {toml(each)}" for key, each in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else str(value)


def table(path: str, /, *given: Mapping[str, Any], **keys: Any) -> str:
    """A table of a scheme: what was *given*, with *keys* put in its place; a key that is None is left out."""
    merged: dict[str, Any] = {}
    for each in (*given, keys):
        merged.update(each)
    lines = [f"{key} = {toml(value)}" for key, value in merged.items() if value is not None]
    return "\n".join([f"[{path}]", *lines])


def fund(
    *tables: str, conventions: Mapping[str, Any] | None = None, membership: Mapping[str, Any] | None = None
) -> Fund:
    """A fund under a scheme of these *tables*, on top of plain conventions and a membership that costs nothing."""
    head = table(
        "scheme", id="test.written", name={"th": "ทดสอบ", "en": "test"}, currency="THB", effective=date(2000, 1, 1)
    )
    parts = [
        "schema = 1",
        head,
        table("conventions", CONVENTIONS, conventions or {}),
        table("membership", MEMBERSHIP, membership or {}),
        *tables,
    ]
    return Fund(loads_scheme("\n".join(parts)))


def contribution(name: str = "satja", /, **keys: Any) -> str:
    """A contribution of 30 baht a month, due on the first, unless *keys* say otherwise."""
    return table(f"contribution.{name}", MONTHLY, keys)


def benefit(name: str = "grant", kind: Mapping[str, Any] = GRANT, /, **keys: Any) -> str:
    """A benefit of a *kind*, unless *keys* say otherwise; ``class_`` stands for the key of that name."""
    return table(f"benefit.{name}", kind, {key.rstrip("_"): value for key, value in keys.items()})


def day(text: str) -> date:
    """A day by its ISO form, such as ``2024-02-29``."""
    return date.fromisoformat(text)


def joined(on: str, *, born: str = "") -> Joined:
    """A member called M joins."""
    return Joined("join", day(on), "M", born=day(born) if born else None)


def claim(
    identity: str, on: str, *, benefit: str = "grant", occurred: str = "", admitted: str = "", discharged: str = ""
) -> Claimed:
    """The member called M claims."""
    return Claimed(
        identity,
        day(on),
        "M",
        benefit,
        occurred=day(occurred) if occurred else None,
        admitted=day(admitted) if admitted else None,
        discharged=day(discharged) if discharged else None,
    )


def stay(identity: str, admitted: str, discharged: str, *, claimed: str = "") -> Claimed:
    """The member called M claims for a stay in hospital, ten days after it unless *claimed* says otherwise."""
    on = claimed or (day(discharged) + timedelta(days=10)).isoformat()
    return claim(identity, on, admitted=admitted, discharged=discharged)


def dues(outcome: Outcome, rule: str = "contribution.satja") -> list[tuple[str, str]]:
    """What fell due under *rule*, by day."""
    return postings(outcome, "due_fell", rule=rule)


def postings(outcome: Outcome, *reasons: str, rule: str = "") -> list[tuple[str, str]]:
    """The postings made for one of *reasons*: their days and amounts in baht."""
    return [
        (posting.date.isoformat(), str(posting.amount.to_decimal()))
        for posting in outcome.journal
        if posting.reason in reasons and rule in ("", posting.rule)
    ]


def settled(outcome: Outcome) -> list[tuple[str, str, str]]:
    """What was paid in: its day, the rule that it went to, and the amount in baht."""
    return [
        (posting.date.isoformat(), posting.rule, str(posting.amount.to_decimal()))
        for posting in outcome.journal
        if posting.reason in ("payment", "paid_ahead", "from_advance")
    ]


def shares(outcome: Outcome) -> list[tuple[str, str]]:
    """What was paid out: to whom, and the amount in baht."""
    return [
        (posting.payee, str(posting.amount.to_decimal()))
        for posting in outcome.journal
        if posting.reason == "benefit_paid"
    ]


def verdicts(outcome: Outcome) -> list[tuple[str, str, str]]:
    """The decisions: outcome, reason and amount in baht."""
    return [verdict(decision) for decision in outcome.decisions]


def verdict(decision: Decision) -> tuple[str, str, str]:
    """A decision: outcome, reason and amount in baht."""
    return decision.outcome, decision.reason, str(decision.amount.to_decimal())


def codes(outcome: Outcome) -> list[str]:
    """The codes of what was refused."""
    return [refusal.code for refusal in outcome.refusals]


def evaluate(under: Fund, events: Iterable[Event], as_of: str) -> Outcome:
    """What comes of *events* by the end of a day."""
    return under.evaluate(events, day(as_of))
