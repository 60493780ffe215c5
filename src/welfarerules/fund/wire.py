"""An outcome as JSON and back: ``welfarerules.outcome``, version 1.

Money is text in the currency that the document names (``"1250.50"``), days are ISO dates, and every object has its
keys in one order. What is read back equals what was written; only `Outcome.quote` needs the evaluation itself. The
scheme is written as it was understood, not as it was spelt: formulas as checked expressions, places left out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Any, Final, TypeVar

import attrs
from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from welfarerules.errors import Diagnostic, EventError, Finding, MoneyError, Place
from welfarerules.formula import nodes
from welfarerules.formula.nodes import Expression
from welfarerules.fund import wire_values as values
from welfarerules.fund.decisions import Decision
from welfarerules.fund.outcome import Outcome, Standing
from welfarerules.journal import Journal, Posting
from welfarerules.money import Money
from welfarerules.scheme.model import Amount, Scheme

__all__ = ["EXPRESSIONS", "FORMAT", "VERSION", "keys_of", "outcome_from_json", "outcome_to_json"]

FORMAT: Final = "welfarerules.outcome"
VERSION: Final = 1
"""Version of the structure. It grows with any change to what is written."""

NOT_AN_OUTCOME: Final = Finding(
    "WR480", "this is not an outcome: its format is {found}", "give what outcome_to_json or run --out FILE.json wrote"
)
UNKNOWN_VERSION: Final = Finding(
    "WR481",
    "this outcome is of version {found}; version {known} can be read",
    "evaluate the events again, or use the release of welfarerules that wrote it",
)
DAMAGED: Final = Finding(
    "WR482", "the outcome is damaged: {reason}", "the file was changed after it was written: evaluate the events again"
)

_LEFT_OUT: Final = frozenset({"place", "places", "path"})
"""Attributes of a scheme that say where it was read from. They take no part in equality."""

EXPRESSIONS: Final[Mapping[str, type[Expression]]] = MappingProxyType(
    {
        cls.__name__.lower(): cls
        for cls in (
            nodes.Arithmetic,
            nodes.Choice,
            nodes.Comparison,
            nodes.Constant,
            nodes.Duration,
            nodes.Extreme,
            nodes.Fact,
            nodes.Logic,
            nodes.Negation,
            nodes.Negative,
            nodes.OneOf,
            nodes.Rounded,
            nodes.Shifted,
            nodes.Span,
            nodes.WholeUnits,
        )
    }
)
"""The kinds of expression by the word that stands under ``is``."""

_KEYS: Final[Mapping[tuple[type, str], str]] = MappingProxyType({(Decision, "_notes"): "trace"})
"""Attributes that are written under another key."""

_TAGS: Final[Mapping[type, str]] = MappingProxyType({cls: tag for tag, cls in EXPRESSIONS.items()})

_T = TypeVar("_T")


def outcome_to_json(outcome: Outcome) -> dict[str, Any]:
    """Return *outcome* as plain values, ready for `json.dumps`. Equal outcomes give equal documents."""
    converter = _converter(outcome.scheme.currency)
    written = converter.unstructure
    return {
        "format": FORMAT,
        "version": VERSION,
        "currency": outcome.scheme.currency,
        "as_of": outcome.as_of.isoformat(),
        "scheme": written(outcome.scheme),
        "balances": written(dict(outcome.balances)),
        "standings": [written(outcome.standings[member]) for member in sorted(outcome.standings)],
        "decisions": [written(decision) for decision in outcome.decisions],
        "postings": [written(posting) for posting in outcome.journal],
        "refusals": [written(refusal) for refusal in outcome.refusals],
        "reversed": list(outcome.reversed),
    }


def scheme_fingerprint(scheme: Scheme) -> str:
    """Return what tells a scheme from any other: a hash of all that it says, as it was understood."""
    written = json.dumps(_converter(scheme.currency).unstructure(scheme), sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def outcome_from_json(data: object) -> Outcome:
    """Return the outcome that `outcome_to_json` wrote. It equals the one that was written.

    Args:
        data: What `json.loads` gives.

    Raises:
        EventError: *data* is no outcome, is of a version that this release does not read, or was changed.
    """
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        found = data.get("format") if isinstance(data, Mapping) else None
        raise EventError(NOT_AN_OUTCOME.at(Place(path="format"), found=json.dumps(found, default=repr)))
    if data.get("version") != VERSION or isinstance(data["version"], bool):
        found = json.dumps(data.get("version"), default=repr)
        raise EventError(UNKNOWN_VERSION.at(Place(path="version"), found=found, known=VERSION))
    try:
        converter = _converter(_currency(data))
        document = converter.structure(data, _Document)
    except BaseValidationError as error:
        raise EventError([_damaged(line) for line in transform_error(error, format_exception=_told)]) from None
    except (MoneyError, ValueError) as error:
        raise EventError(_damaged(f"{error} @ $")) from None
    return document.outcome()


@attrs.frozen
class _Document:
    format: str
    version: int
    currency: str
    as_of: date
    scheme: Scheme
    balances: Mapping[str, Money]
    standings: tuple[Standing, ...]
    decisions: tuple[Decision, ...]
    postings: tuple[Posting, ...]
    refusals: tuple[Diagnostic, ...]
    reversed: tuple[str, ...]

    def outcome(self) -> Outcome:
        journal = Journal(self.postings, self.currency)
        if journal.balances != self.balances:
            raise EventError(_damaged("the balances are not those of the postings @ $.balances"))
        if self.scheme.currency != self.currency:
            raise EventError(_damaged("the currency is not that of the scheme @ $.currency"))
        self._check_payouts()
        return Outcome(
            scheme=self.scheme,
            as_of=self.as_of,
            journal=journal,
            decisions=self.decisions,
            refusals=self.refusals,
            standings=MappingProxyType({standing.member: standing for standing in self.standings}),
            reversed=self.reversed,
        )

    def _check_payouts(self) -> None:
        """Refuse postings out of their place, and decisions that paid something else than the books say."""
        paid = [0] * len(self.decisions)
        for place, posting in enumerate(self.postings):
            if posting.number != place:
                raise EventError(_damaged(f"the posting is not number {posting.number} @ $.postings[{place}].number"))
            if posting.decision is not None:
                if not 0 <= posting.decision < len(paid):
                    raise EventError(_damaged(f"there is no such decision @ $.postings[{place}].decision"))
                paid[posting.decision] += posting.amount.minor
        for number, decision in enumerate(self.decisions):
            if decision.amount.minor != paid[number]:
                raise EventError(_damaged(f"the postings pay something else @ $.decisions[{number}].amount"))


def _currency(data: Mapping[str, object]) -> str:
    found = data.get("currency")
    if not isinstance(found, str):
        raise ValueError(f"{found!r} is no currency")
    return Money(0, found).currency


def _damaged(line: str) -> Diagnostic:
    reason, _, path = line.rpartition(" @ ")
    return DAMAGED.at(Place(path=path.removeprefix("$").removeprefix(".")), reason=reason)


def _told(error: BaseException, expected: type | None) -> str:
    if isinstance(error, KeyError):
        return f"{error.args[0]!r} is missing"
    if isinstance(error, ForbiddenExtraKeysError):
        return f"{', '.join(sorted(map(repr, error.extra_fields)))} should not be here"
    if isinstance(error, MoneyError):
        return error.found[0].message
    return str(error) or f"not a {getattr(expected, '__name__', expected)}"


@cache
def _converter(currency: str) -> Converter:
    """The converter for documents in one currency; making one takes longer than using it."""
    converter = Converter(forbid_extra_keys=True)
    _read_strictly(converter)
    converter.register_unstructure_hook(Money, lambda money: _amount(money, currency))
    converter.register_structure_hook(Money, lambda data, _: Money.parse(_exactly(str, data), currency))
    converter.register_unstructure_hook(Diagnostic, lambda found: _written_diagnostic(converter, found))
    converter.register_structure_hook(Diagnostic, lambda data, _: _read_diagnostic(converter, data))
    converter.register_structure_hook_factory(_is_record, lambda cls: _reader(converter, cls))
    converter.register_unstructure_hook_factory(_is_record, lambda cls: _writer(converter, cls))
    converter.register_structure_hook_func(lambda cls: cls is Expression, lambda data, _: _expression(converter, data))
    converter.register_unstructure_hook_func(
        lambda cls: cls is Expression, lambda node: {"is": _TAGS[type(node)], **converter.unstructure(node)}
    )
    return converter


def _read_strictly(converter: Converter) -> None:
    """Take no value for another: cattrs by itself would call ``str`` and ``int``."""
    for cls in (str, bool):
        converter.register_structure_hook(cls, lambda data, expected: _exactly(expected, data))
    converter.register_structure_hook(int, lambda data, _: values.read_integer(data))
    converter.register_unstructure_hook(int, values.written_integer)
    converter.register_structure_hook(date, lambda data, _: values.read_date(data))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(Fraction, lambda data, _: values.read_fraction(data))
    converter.register_unstructure_hook(Fraction, str)


def _is_record(cls: Any) -> bool:
    return isinstance(cls, type) and attrs.has(cls) and cls not in (Expression, Diagnostic, Money)


def _exactly(expected: type[_T], data: object) -> _T:
    if type(data) is not expected:
        raise ValueError(f"{data!r} is not a {expected.__name__}")
    return data


def _amount(money: Money, currency: str) -> str:
    if money.currency != currency:
        raise TypeError(f"{money!r} is not in {currency}")
    return str(money.to_decimal())


def keys_of(cls: type) -> Iterator[tuple[str, str]]:
    """Return the attributes of a record that are written, each with the key that it is written under."""
    for field in attrs.fields(cls):
        if field.eq or field.name not in _LEFT_OUT:
            yield field.name, _KEYS.get((cls, field.name), field.name)


def _changed(cls: type) -> dict[str, Any]:
    """How attributes are written that do not go by their types."""
    kept = dict(keys_of(cls))
    changed = {field.name: override(omit=True) for field in attrs.fields(cls) if field.name not in kept}
    if cls is Amount:
        changed["parameters"] = override(
            unstruct_hook=lambda table: values.written_value(table)["table"],
            struct_hook=lambda table, _: values.read_value({"table": table}),
        )
    if cls is Decision:
        changed["_notes"] = override(
            rename=kept["_notes"],
            unstruct_hook=lambda notes: list(map(values.written_integer, notes() if callable(notes) else notes)),
            struct_hook=lambda notes, _: tuple(map(values.read_integer, notes)),
        )
    return changed


def _writer(converter: Converter, cls: type) -> Callable[[Any], dict[str, Any]]:
    return make_dict_unstructure_fn(cls, converter, **_changed(cls))


def _reader(converter: Converter, cls: type) -> Callable[..., Any]:
    keys = [key for _, key in keys_of(cls)]
    read: Callable[..., Any] = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True, **_changed(cls))

    def strictly(data: Any, expected: type) -> Any:
        if not isinstance(data, Mapping):
            raise ValueError(f"{data!r} is not an object")
        if missing := [key for key in keys if key not in data]:
            raise ValueError(f"{', '.join(map(repr, missing))} is missing")
        return read(data, expected)

    return strictly


def _expression(converter: Converter, data: object) -> Expression:
    if isinstance(data, Mapping) and data.get("is") in EXPRESSIONS:
        inner = {name: value for name, value in data.items() if name != "is"}
        return converter.structure(inner, EXPRESSIONS[str(data["is"])])
    raise ValueError(f"{data!r} is no expression")


def _written_diagnostic(converter: Converter, found: Diagnostic) -> dict[str, Any]:
    return {
        "finding": converter.unstructure(found.finding),
        "place": converter.unstructure(found.place),
        "values": values.written_value(found.values)["table"],
        "message": found.message,
        "remedy": found.remedy,
    }


@attrs.frozen
class _WrittenDiagnostic:
    finding: Finding
    place: Place
    values: Mapping[str, Any]
    message: str
    remedy: str


def _read_diagnostic(converter: Converter, data: object) -> Diagnostic:
    written = converter.structure(data, _WrittenDiagnostic)
    found = written.finding.at(written.place, **values.read_value({"table": written.values}))
    if (written.message, written.remedy) != (found.message, found.remedy):
        raise ValueError(f"{written.message!r} is not what was found")
    return found
