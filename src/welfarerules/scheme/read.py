"""The static reading of a scheme: its text → a `Draft`, with every diagnostic there is and what it leaves open."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from welfarerules.errors import Diagnostic, Finding, Place, SchemeError
from welfarerules.formula.typed import TRUTH, FactTable
from welfarerules.kinds.rule_kind import RuleKind, Scope
from welfarerules.scheme.benefits import read_benefit
from welfarerules.scheme.conventions import (
    ENTRY_FEE,
    MEMBERSHIP_CONVENTIONS,
    Rules,
    check_conventions,
    conventions_of,
)
from welfarerules.scheme.facts import Facts, read_facts
from welfarerules.scheme.formulas import KnownFacts
from welfarerules.scheme.lowering import lower_dues
from welfarerules.scheme.model import Benefit, Contribution, Conventions, Meant, Membership, Scheme
from welfarerules.scheme.questions import Question, Reading, answered, merged
from welfarerules.scheme.requirements import check_plugins, registry_for
from welfarerules.scheme.rules import ContributionRule
from welfarerules.scheme.sections import (
    BenefitSection,
    ConventionsSection,
    MeantSection,
    MembershipSection,
    SchemeFile,
    SchemeSection,
)
from welfarerules.scheme.shapes import Reader, TooManyError, read_keys
from welfarerules.scheme.tree import Node, canonical, holds_cases, places_of, read_tree
from welfarerules.scheme.values import Currency
from welfarerules.words import LANGUAGES

__all__ = ["SCHEMA", "Draft", "read_scheme"]

SCHEMA: Final = 1
"""The version of the scheme language that this package reads."""

OTHER_SCHEMA: Final = Finding(
    "WR108",
    "the scheme is written in version {found} of the language, and this package reads version {known}",
    "write schema = {known}, or update the package",
)
PLUGIN_NOT_REQUIRED: Final = Finding(
    "WR137",
    "the kind {kind!r} belongs to the plugin {plugin!r}, which the scheme does not require",
    'write under [requires.plugins] {plugin} = "{versions}"',
)
WORKED_CASES: Final = Finding(
    "WR152", "these are worked cases, not a scheme", "test them with welfarerules test; check the scheme they name"
)


@attrs.frozen
class Draft:
    """A scheme as far as its text alone says what it means.

    Attributes:
        scheme: The scheme; None where something keeps it from being whole. Where something is open, it is not yet to be
            relied on.
        found: Everything that is wrong with it, in the order it was found.
        open: What it leaves open although some rule reads it.
    """

    scheme: Scheme | None
    found: tuple[Diagnostic, ...]
    open: tuple[Question, ...]
    _root: Node = attrs.field(repr=False)
    _reader: Reader = attrs.field(repr=False)
    _fingerprint: str = attrs.field(repr=False)

    def under(self, *answers: tuple[Question, Reading]) -> Draft:
        """Return the draft that these answers make of this one."""
        root = self._root
        for question, reading in answers:
            root = answered(root, question.path, question.convention.key, reading.written)
        return _draft(root, attrs.evolve(self._reader, found=[], asked=[]), self._fingerprint)


def read_scheme(text: str, *, path: str = "<text>", plugins: Iterable[object] = ()) -> Draft:
    """Read a scheme given as text and check all that can be checked without working anything out.

    `welfarerules.loading` makes a scheme of the draft, or refuses it.

    >>> read_scheme("schema = 1", path="fund.toml").found[0].place
    Place(file='fund.toml', line=1, column=1, path='')

    Args:
        text: TOML.
        path: Only shown in messages.
        plugins: As for `welfarerules.loading.load_scheme`.

    Raises:
        SchemeError: The text is no TOML, or is written in another version of the language.
        PluginError: A plugin fails; the error names it.
    """
    text = canonical(text)
    root, found = read_tree(text, file=path)
    if holds_cases(root):
        raise SchemeError(WORKED_CASES.at(root.table["case"].key))
    _check_schema(root)
    currency, languages = _spoken_for(root)
    reader = Reader(file=path, currency=currency, languages=languages, kinds=registry_for(root, plugins))
    try:
        draft = _draft(root, reader, hashlib.sha256(text.encode()).hexdigest())
    except TooManyError as many:
        raise SchemeError([*found, *many.found]) from None
    return attrs.evolve(draft, found=(*found, *draft.found)) if found else draft


def _draft(root: Node, reader: Reader, fingerprint: str) -> Draft:
    scheme = _Scheme(root, reader).read(fingerprint)
    return Draft(scheme, tuple(reader.found), merged(reader.asked), root, reader, fingerprint)


def _check_schema(root: Node) -> None:
    """Refuse a scheme of another version before any of its keys is taken for a mistake."""
    node = root.table.get("schema")
    if node is not None and node.type == "integer" and node.value != SCHEMA:
        raise SchemeError(OTHER_SCHEMA.at(node.at, found=node.shown, known=SCHEMA))


def _spoken_for(root: Node) -> tuple[str, tuple[str, ...]]:
    """Return currency and languages, which the rest is read by; what is wrong with them is told later."""
    node = root.table.get("scheme")
    entries = node.table if node and node.type == "table" else {}
    values, _ = read_keys(SchemeSection, node, Reader()) if node and entries else ({}, None)
    currency = Currency().read(entries["currency"], Reader()) if "currency" in entries else None
    return currency or "THB", values.get("languages", tuple(reversed(LANGUAGES)))


class _Scheme:
    """One reading of one scheme: sections first, then what they mean together."""

    def __init__(self, root: Node, reader: Reader) -> None:
        self.reader = reader
        self.values, self.meant = read_keys(SchemeFile, root, reader)
        self.root = root

    def read(self, fingerprint: str) -> Scheme | None:
        section: ConventionsSection | None = self.values.get("conventions")
        unread = section is None and "conventions" in self.root.table
        conventions = conventions_of(section)
        plugins = check_plugins(self.values.get("requires"), self.reader.kinds, self.reader)
        contributions = self._contributions(conventions)
        payables = self._payables()
        whole = len(contributions) == len(payables.keys() - {ENTRY_FEE})
        known = contributions if whole else None
        facts = read_facts(self.values.get("fact", {}), known, self.reader, names=self._fact_names())
        membership = self._membership(facts, conventions)
        stated = frozenset({"facts_as_of"}) if unread else section.meant if section else frozenset()
        benefits = self._benefits(facts, conventions, stated)
        header: SchemeSection | None = self.values.get("scheme")
        if not unread:
            rules = Rules(membership, contributions, benefits)
            check_conventions(section, rules, self.reader, payables=payables, unsaid=self._unsaid())
        if header is None or membership is None:
            return None
        return Scheme(
            id=header.id,
            name=header.name,
            currency=header.currency,
            effective=header.effective,
            conventions=conventions,
            membership=membership,
            contributions=contributions,
            benefits=benefits,
            facts=facts.declared,
            plugins=plugins,
            languages=header.languages,
            source=header.source,
            path=self.reader.file,
            fingerprint=fingerprint,
            meant=self._meant(),
            places=places_of(self.root),
        )

    def _meant(self) -> tuple[Meant, ...]:
        sections: tuple[MeantSection, ...] = self.values.get("marked", ())
        return tuple(Meant(each.code, each.at_key, each.reason, each.at) for each in sections)

    def _unsaid(self) -> Mapping[str, Place]:
        """Return what the text does not say about membership, each with the place where it belongs."""
        section: MembershipSection | None = self.values.get("membership")
        if section is None:
            missing = "membership" not in self.root.table and "membership" not in self.meant
            return (
                dict.fromkeys(MEMBERSHIP_CONVENTIONS, attrs.evolve(self.root.key, path="membership")) if missing else {}
            )
        said = {name for name in MEMBERSHIP_CONVENTIONS if section.has(name) or name in section.meant}
        return {name: section.at for name in MEMBERSHIP_CONVENTIONS if name not in said}

    def _payables(self) -> dict[str, Place]:
        """Return the id of all that the text says members pay, also of what could not be read, with its place."""
        payables = {}
        membership: MembershipSection | None = self.values.get("membership")
        if membership and membership.has("entry_fee") and (membership.entry_fee or "entry_fee" in membership.meant):
            payables[ENTRY_FEE] = membership.place("entry_fee")
        contributions = self.root.table.get("contribution")
        if contributions and contributions.type == "table":
            payables |= {f"contribution.{name}": node.key for name, node in contributions.table.items()}
        return payables

    def _fact_names(self) -> dict[str, str]:
        """Return the id of each fact that the text declares, with its Thai name as far as that can be read."""
        facts = self.root.table.get("fact")
        names = {}
        for fact, node in facts.table.items() if facts and facts.type == "table" else ():
            name = node.table.get("name") if node.type == "table" else None
            thai = name.table.get("th") if name and name.type == "table" else None
            names[fact] = str(thai.value) if thai and thai.type == "text" else ""
        return names

    def _contributions(self, conventions: Conventions) -> tuple[Contribution, ...]:
        rules: Mapping[str, ContributionRule] = self.values.get("contribution", {})
        contributions = []
        known = KnownFacts(FactTable(only=()))
        for name, rule in rules.items():
            scope = Scope(f"contribution.{name}", known, conventions, self.reader)
            self._check_owner(rule.kind, rule.section.place("kind"))
            dues = lower_dues(rule.kind, rule.section, scope)
            if dues is not None:
                common = rule.common
                contributions.append(
                    Contribution(
                        id=scope.id,
                        article=common.article,
                        name=common.name,
                        rate=dues.rate,
                        collected=dues.collected,
                        periods=dues.periods,
                        due=dues.due,
                        first_period=dues.first_period,
                        days_in_year=dues.days_in_year,
                        place=common.at,
                    )
                )
        return tuple(contributions)

    def _membership(self, facts: Facts, conventions: Conventions) -> Membership | None:
        section: MembershipSection | None = self.values.get("membership")
        if section is None:
            return None
        seniority, leaving = section.seniority, section.on_leaving
        ends_when = None
        if section.ends_when is not None:
            ends_when = facts.of_members.formula(section.ends_when, TRUTH, conventions.rounding, self.reader)
        return Membership(
            article=section.article,
            entry_fee=section.entry_fee,
            on_readmission=seniority.on_readmission if seniority else "restart",
            advance_on_leaving=leaving.advance if leaving else "keep",
            arrears_on_leaving=leaving.arrears if leaving else "cancel",
            ends_when=ends_when,
            place=section.at,
        )

    def _benefits(self, facts: Facts, conventions: Conventions, stated: frozenset[str]) -> tuple[Benefit, ...]:
        sections: Mapping[str, BenefitSection] = self.values.get("benefit", {})
        benefits = []
        for name, section in sections.items():
            if section.amount:
                self._check_owner(section.amount.kind, section.amount.section.place("kind"))
            benefits.append(read_benefit(name, section, facts, conventions, self.reader, stated=stated))
        return tuple(benefits)

    def _check_owner(self, kind: RuleKind[Any], place: Place) -> None:
        """Refuse a plugin's kind in a scheme that does not require the plugin."""
        owner = self.reader.kinds.owner(kind)
        requires = self.values.get("requires")
        if owner.name in self.reader.kinds.plugins and owner.name not in (requires.plugins if requires else {}):
            self.reader.refuse(PLUGIN_NOT_REQUIRED, place, kind=kind.name, plugin=owner.name, versions=owner.versions)
