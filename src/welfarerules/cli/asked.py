"""The claim that is asked about: put together from options, from one line of fields, or from JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import attrs

from welfarerules.cli.usage import Refused
from welfarerules.errors import Diagnostic, EventError, Place
from welfarerules.events import Claimed, event_from_json, fields_of
from welfarerules.formula.facts import folded
from welfarerules.scheme.model import Scheme
from welfarerules.words import N_, Phrase, say

__all__ = ["ID", "LINE", "at_options", "claim_from_line", "claim_from_options", "of_scheme"]

ID: Final = "?"
"""The id of a claim that is only asked about."""

LINE: Final = "--claim"

_OPTION_OF: Final[Mapping[str, str]] = MappingProxyType(
    {field.name: f"--{field.name}" for field in fields_of(Claimed)} | {"facts": "--fact", "payees": "--payee"}
)
_FIELD_NAMED: Final[Mapping[str, str]] = MappingProxyType(
    {folded(word).casefold(): field.name for field in fields_of(Claimed) for word in (field.name, field.about.column)}
    | {"ประเภท": "kind"}
)
_FACT: Final = ("fact.", "ข้อเท็จจริง.")
_SIGNS: Final = "=:"


def claim_from_options(given: Mapping[str, Any], *, lang: str) -> Claimed:
    """Return the claim that the options of the command describe.

    Args:
        given: By field: text, a date, or what stands behind each ``--fact`` and ``--payee``.
        lang: Of what is told of a pair that is none.

    Raises:
        Refused: A fact or payee is no pair.
        EventError: What is said cannot be so; the findings name the options.
    """
    data = {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items() if value}
    data["facts"] = dict(_pair(text, "--fact", N_("--fact gpa=350"), lang) for text in given.get("facts", ()))
    people = (_pair(text, "--payee", N_('--payee "spouse=Somsri"'), lang) for text in given.get("payees", ()))
    data["payees"] = [{"class": cls, "name": name} for cls, name in people]
    return _claim(data, Place(), at_options)


def claim_from_line(text: str, day: date, *, lang: str) -> Claimed:
    """Return the claim that one line describes: a JSON object, or fields with commas between them.

    Args:
        text: ``{"member": "M001", ...}``, or ``member=M001, benefit=birth, ...``; fields have their names of the
            files of events, English or Thai.
        day: The day of the claim where the line says none.
        lang: Of what is told of a line that cannot be read.

    Raises:
        Refused: The line is neither.
        EventError: What it says cannot be so.
    """
    data = _loaded(text, lang) if text.lstrip().startswith("{") else _fields(text, lang)
    return _claim({"date": day.isoformat(), **data}, Place(LINE), lambda found: found)


def of_scheme(claim: Claimed, scheme: Scheme) -> Claimed:
    """Return *claim* with the benefit's id, where it was called by its name.

    A name that two benefits share, or that is an id as well, is left as it is.
    """
    wanted = folded(claim.benefit.removeprefix("benefit.")).casefold()
    ids = [benefit.id for benefit in scheme.benefits]
    if claim.benefit in ids:
        return claim
    named = {
        benefit.id
        for benefit in scheme.benefits
        if wanted in {folded(name).casefold() for name in benefit.name.values()}
    }
    return attrs.evolve(claim, benefit=named.pop()) if len(named) == 1 else claim


def at_options(found: Diagnostic) -> Diagnostic:
    """Return *found*, which names a field, at the option that says it."""
    field, _, rest = found.path.partition(".")
    option = _OPTION_OF.get({"fact": "facts"}.get(field, field))
    if option is None:
        return found
    return found.moved(Place(f"{option} {rest}" if rest else option))


def _claim(data: Mapping[str, object], place: Place, moved: Any) -> Claimed:
    try:
        event = event_from_json({"kind": "claimed", **data, "id": ID}, place=place)
    except EventError as error:
        raise EventError(map(moved, error.found)) from None
    if not isinstance(event, Claimed):
        raise Refused(f"{LINE}: {event.kind}")
    return event


def _pair(text: str, option: str, example: str, lang: str) -> tuple[str, str]:
    """Read ``name=value`` or ``name:value``."""
    at = min((text.index(sign) for sign in _SIGNS if sign in text), default=-1)
    name, value = text[:at].strip(), text[at + 1 :].strip()
    if at < 0 or not name or not value:
        told = N_("{option} {text!r} is no name with a value: write {example}")
        raise Refused(say(told, lang, option=option, text=text, example=Phrase(example)))
    return name, value


def _loaded(text: str, lang: str) -> dict[str, object]:
    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        _refuse_repeated((name for name, _ in pairs), lang)
        return dict(pairs)

    try:
        loaded = json.loads(text, parse_float=Decimal, object_pairs_hook=unique)
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise Refused(say(N_("{option} is no JSON: {reason}"), lang, option=LINE, reason=error)) from None
    _of_claims(loaded, lang)
    return dict(loaded)


def _fields(text: str, lang: str) -> dict[str, object]:
    """Read ``member=M001, benefit=hospital, fact.gpa=350``."""
    parts = [part for part in text.split(",") if part.strip()]
    pairs = [_pair(part, LINE, N_('--claim "member=M001, benefit=birth, occurred=2025-10-01"'), lang) for part in parts]
    named = [(_field(name), value) for name, value in pairs]
    _refuse_repeated((name for name, _ in named), lang)
    data: dict[str, object] = {name: value for name, value in named if not name.startswith("fact.")}
    data["facts"] = {name.removeprefix("fact."): value for name, value in named if name.startswith("fact.")}
    if "payees" in data:
        people = [
            _pair(one, LINE, N_('--claim "..., payees=spouse=Somsri|children=Malee"'), lang)
            for one in str(data["payees"]).split("|")
        ]
        data["payees"] = [{"class": cls, "name": name} for cls, name in people]
    _of_claims(data, lang)
    return data


def _field(word: str) -> str:
    for prefix in _FACT:
        if word.casefold().startswith(prefix):
            return f"fact.{word[len(prefix) :].strip()}"
    return _FIELD_NAMED.get(folded(word).casefold(), word)


def _of_claims(data: Mapping[str, object], lang: str) -> None:
    """A line may say which kind of event it is, as a line of a file does; only claims can be asked about."""
    kind = str(data.get("kind") or Claimed.kind).strip()
    if kind.casefold() not in (Claimed.kind, Claimed.label.th):
        raise Refused(
            say(N_("{option} is about {kind!r}: only a claim can be asked about"), lang, option=LINE, kind=kind)
        )


def _refuse_repeated(names: Iterable[str], lang: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise Refused(say(N_("{option} says {name!r} twice: keep one of the two"), lang, option=LINE, name=name))
        seen.add(name)
