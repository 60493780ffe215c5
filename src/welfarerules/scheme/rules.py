"""Rules that are of a kind: which kind a table is of, and the table read as that kind says."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

import attrs

from welfarerules.errors import Finding, nearest
from welfarerules.kinds.rule_kind import Family, RuleKind
from welfarerules.scheme.containers import NAMES
from welfarerules.scheme.model import Rate
from welfarerules.scheme.quantities import NO_PERIOD, parse_rate
from welfarerules.scheme.shapes import (
    Key,
    Reader,
    Section,
    Shape,
    key,
    keys_of,
    listed,
    number_in,
    read_section,
    refuse_missing,
    refuse_unknown,
)
from welfarerules.scheme.tree import Node
from welfarerules.scheme.values import AMOUNT, Parsed, Text
from welfarerules.words import N_, Phrase

__all__ = ["RATE", "AmountRule", "AmountShape", "ContributionRule", "ContributionSection", "ContributionShape"]

UNKNOWN_KIND: Final = Finding("WR133", "unknown kind {kind}", "{hint}")
NO_KIND: Final = Finding(
    "WR134", "the table does not say how much", 'write per and pays, by and tiers, formula, or kind = "plugin.kind"'
)
TWO_KINDS: Final = Finding("WR135", "{first!r} and {second!r} are two rules for one amount", "keep one of the two")
NOT_FOR_THIS_RATE: Final = Finding("WR136", '{key!r} says nothing about the rate "{rate}"', "remove it")

_CALCULATES: Final = re.compile("[-+*/(<>]|[A-Za-zก-๛] *%|% *[A-Za-zก-๛]")
_EXAMPLE: Final = N_("write {example}")
_MEANT: Final = N_("write {suggestion!r}")
_KINDS: Final = N_("the kinds here are {known}")
_LOAD: Final = N_("load the plugin that offers it, and name it under [requires.plugins]; the kinds here are {known}")


@attrs.frozen
class Rated(Parsed[Rate]):
    """So much money per period, or once."""

    def mended(self, node: Node, _: Reader) -> Phrase | None:
        """Return a bare number with a period."""
        return Phrase(NO_PERIOD.remedy, amount=node.shown) if node.type in ("integer", "decimal") else None


RATE: Final = Rated(parse_rate, N_("an amount per period in quotation marks"), '"1 per day"')


@attrs.frozen
class AmountRule:
    """How much a benefit pays: the kind, and the table as that kind reads it."""

    kind: RuleKind[Any]
    section: Section


@attrs.frozen(kw_only=True)
class ContributionSection(Section):
    """What every ``[contribution.<id>]`` has, whatever its kind."""

    tolerant = True
    dispensable = frozenset({"article", "name"})

    article: str = attrs.field(metadata=key(Text(example='"ข้อ 7"'), N_("the article of the bylaws that says so")))
    name: Mapping[str, str] = attrs.field(metadata=key(NAMES, N_("what the contribution is called in each language")))


@attrs.frozen
class ContributionRule:
    """A contribution: what it has in any case, its kind, and the table as that kind reads it."""

    common: ContributionSection
    kind: RuleKind[Any]
    section: Section


@attrs.frozen
class AmountShape(Shape[AmountRule]):
    """An amount: a number, or a table of one of the registered kinds."""

    accepts = ("integer", "decimal", "table")
    wanted: str = N_("an amount of money or a table that says how it is found")
    example: str = '1000, or { per = "night", pays = 200 }'

    def _take(self, node: Node, reader: Reader) -> AmountRule | None:
        if node.type != "table":
            kind = reader.kinds.kind("amount", "fixed")
            pays = AMOUNT.read(node, reader)
            return None if pays is None else AmountRule(kind, kind.fields(node=node, pays=pays))
        kind = _named_kind("amount", node, reader) if "kind" in node.table else _marked_kind(node, reader)
        section = read_section(kind.fields, node, reader, also=("kind",)) if kind else None
        return AmountRule(kind, section) if kind and section else None

    def mended(self, node: Node, reader: Reader) -> Phrase | None:
        """Return a number as such and what calculates something as a formula."""
        text = str(node.value)
        if node.type == "text" and number_in(text, reader) is None and _CALCULATES.search(text):
            return Phrase(_EXAMPLE, example=f"{{ formula = {json.dumps(text, ensure_ascii=False)} }}")
        return super().mended(node, reader)

    def _schema(self) -> dict[str, Any]:
        return {"$ref": "#/definitions/amount"}


@attrs.frozen
class ContributionShape(Shape[ContributionRule]):
    """A contribution: a table whose kind the period of its rate says."""

    accepts = ("table",)
    wanted: str = N_("a table")
    example: str = "[contribution.satja]"

    def _take(self, node: Node, reader: Reader) -> ContributionRule | None:
        kind = self._kind(node, reader)
        others = {name for each in reader.kinds.of_family("contribution") for name in _names(each.fields)}
        own = {*_names(kind.fields), "kind"} if kind else {*others, "kind"}
        foreign = set() if "kind" in node.table else others - own
        for name in sorted(foreign & node.table.keys()):
            rate = node.table["rate"].value
            reader.refuse(NOT_FOR_THIS_RATE, node.table[name].key, key=name, rate=rate)
        names = [*_names(ContributionSection), *sorted(own)]
        meant = refuse_unknown(node, names, reader, also=sorted(foreign))
        common = read_section(ContributionSection, node, reader, meant=meant)
        if kind is None:
            if not {"rate", "kind"} & (node.table.keys() | meant):
                refuse_missing(_rate_key(reader), node, reader)
            _read_apart(node, reader)
            return None
        section = read_section(kind.fields, node, reader, meant=meant)
        return ContributionRule(common, kind, section) if common and section else None

    def _kind(self, node: Node, reader: Reader) -> RuleKind[Any] | None:
        if "kind" in node.table:
            return _named_kind("contribution", node, reader)
        entry = node.table.get("rate")
        rate = RATE.read(entry, reader) if entry else None
        return _marked("contribution", rate.per, reader)[0] if rate else None

    def _schema(self) -> dict[str, Any]:
        return {"$ref": "#/definitions/contribution"}


def _names(section: type[Section]) -> list[str]:
    return [each.name for each in keys_of(section)]


def _marked(family: Family, mark: str, reader: Reader) -> list[RuleKind[Any]]:
    kinds: list[RuleKind[Any]] = reader.kinds.marked(family, mark)
    return kinds


def _read_apart(node: Node, reader: Reader) -> None:
    """Refuse the values that no contribution could have, where its rate does not say which kind it is of."""
    if "kind" in node.table:
        return
    (by_day,) = _marked("contribution", "day", reader)
    for each in keys_of(by_day.fields):
        if each.name in node.table and each.name != "rate":
            each.shape.read(node.table[each.name], reader)


def _rate_key(reader: Reader) -> Key:
    (by_month,) = _marked("contribution", "month", reader)
    return next(each for each in keys_of(by_month.fields) if each.name == "rate")


def _named_kind(family: Family, node: Node, reader: Reader) -> RuleKind[Any] | None:
    entry = node.table["kind"]
    name = Text(example='"rice.gift"').read(entry, reader)
    if name is None:
        return None
    kind: RuleKind[Any] | None = reader.kinds.kind(family, name)
    if kind is None:
        names = [each.name for each in reader.kinds.of_family(family)]
        suggestion = nearest(name, names)
        template = _MEANT if suggestion else _LOAD if "." in name else _KINDS
        hint = Phrase(template, suggestion=suggestion, known=listed(names))
        reader.refuse(UNKNOWN_KIND, entry.at, kind=entry.shown, hint=hint)
    return kind


def _marked_kind(node: Node, reader: Reader) -> RuleKind[Any] | None:
    found: dict[str, tuple[str, RuleKind[Any]]] = {}
    for name in node.table:
        for kind in _marked("amount", name, reader):
            found.setdefault(kind.name, (name, kind))
    if len(found) == 1:
        return next(iter(found.values()))[1]
    if found:
        (first, _), (second, _) = list(found.values())[:2]
        reader.refuse(TWO_KINDS, node.table[second].key, first=first, second=second)
        return None
    kinds = reader.kinds.of_family("amount")
    pays = {name for kind in kinds for name in _names(kind.fields)}
    marks = [mark for kind in kinds for mark in kind.marks]
    if not refuse_unknown(node, marks, reader, also=sorted(pays)):
        reader.refuse(NO_KIND, node.at)
    return None
