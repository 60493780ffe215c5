"""The tables of a file of worked cases: every key there is, what may stand there and what it says."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import attrs

from welfarerules.cases.model import NO_DECISION, ExpectedOutcome, ExpectedStatus
from welfarerules.errors import Finding
from welfarerules.money import Money
from welfarerules.scheme.containers import ListOf, Table, schema_of
from welfarerules.scheme.shapes import Reader, Section, Shape, key, read_section, refuse_unknown
from welfarerules.scheme.tree import Node
from welfarerules.scheme.values import AMOUNT, DATE, TEXT, Number, Word
from welfarerules.words import LANGUAGES, N_

__all__ = [
    "BalanceSection",
    "CaseSection",
    "CasesFile",
    "ClaimSection",
    "ExpectationSection",
    "PayeeSection",
    "RecurringSection",
    "RepeatSection",
    "StandingSection",
]

NO_CASE_NAME: Final = Finding("WR600", "the case has no name", 'write name = {{ th = "...", en = "..." }}')
NOTHING_EXPECTED_OF: Final = Finding(
    "WR601",
    "the expectation does not say what it is about",
    "name a claim, a member, a member and a benefit, or an account",
)

MONTHS: Final[Mapping[str, int]] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
DAYS: Final[Mapping[str, int]] = {"day": 1, "week": 7}
OUTCOMES: Final = Word(("approved", "refused", "referred"))
RECURRING_OUTCOMES: Final = Word(("approved", "refused", "referred", NO_DECISION))
STATUSES: Final = Word(("active", "left", "dead", "ended"))
BECAUSE: Final = N_("the requirement that decides against it, as the bylaw writes it, or a reason such as cap_used_up")


@attrs.frozen
class Sum(Shape[Money]):
    """An amount of money; a `signed` one may be less than zero."""

    accepts = ("integer", "decimal")
    wanted: str = N_("an amount of money, a number without a currency")
    example: str = "1500"
    signed: bool = False

    def _take(self, node: Node, reader: Reader) -> Money | None:
        value = node.value
        if self.signed and isinstance(value, int | Decimal) and value < 0:
            owed = AMOUNT.read(attrs.evolve(node, value=-value), reader)
            return None if owed is None else Money(-owed, reader.currency)
        minor = AMOUNT.read(node, reader)
        return None if minor is None else Money(minor, reader.currency)

    def _schema(self) -> dict[str, Any]:
        return {"type": "number"} if self.signed else {"type": "number", "minimum": 0}


@attrs.frozen
class CaseName(Shape[Mapping[str, str]]):
    """A name in at least one language."""

    accepts = ("table",)
    wanted: str = N_("a name in each language")
    example: str = '{ th = "...", en = "..." }'

    def _take(self, node: Node, reader: Reader) -> Mapping[str, str] | None:
        refuse_unknown(node, LANGUAGES, reader)
        read = {language: TEXT.read(node.table[language], reader) for language in LANGUAGES if language in node.table}
        names = {language: name for language, name in read.items() if name is not None}
        if not read:
            reader.refuse(NO_CASE_NAME, node.at)
        return names or None

    def _schema(self) -> dict[str, Any]:
        texts = {language: TEXT.schema() for language in LANGUAGES}
        return {"type": "object", "properties": texts, "additionalProperties": False, "minProperties": 1}


@attrs.frozen(kw_only=True)
class RepeatSection(Section):
    """``repeat = { every = "month", until = 2012-10-05 }`` of an event."""

    every: str = attrs.field(metadata=key(Word((*DAYS, *MONTHS)), N_("how long from one to the next")))
    until: datetime.date = attrs.field(metadata=key(DATE, N_("the last day on which it may happen")))


@attrs.frozen
class EventShape(Shape[Node]):
    """An event as a line of a JSON Lines file has it; it may be repeated and needs no id. It is read later."""

    accepts = ("table",)
    wanted: str = N_("an event in braces")
    example: str = '{ kind = "paid", member = "M-1", date = 2012-02-05, amount = 30 }'

    def _take(self, node: Node, reader: Reader) -> Node | None:  # noqa: ARG002
        return node

    def _schema(self) -> dict[str, Any]:
        return {"$ref": "#/definitions/event"}


@attrs.frozen(kw_only=True)
class PayeeSection(Section):
    """One entry of ``payees``: a person who is paid."""

    name: str = attrs.field(metadata=key(TEXT, N_("the name of the person")))
    pays: Money = attrs.field(metadata=key(Sum(), N_("what the person is paid")))


@attrs.frozen(kw_only=True)
class ClaimSection(Section):
    """What must become of a claim."""

    claim: str = attrs.field(metadata=key(TEXT, N_("the id of a claim among the events")))
    outcome: ExpectedOutcome | None = attrs.field(
        default=None, metadata=key(OUTCOMES, N_("what is decided in the end"))
    )
    pays: Money | None = attrs.field(default=None, metadata=key(Sum(), N_("exactly what is paid")))
    because: str | None = attrs.field(default=None, metadata=key(TEXT, BECAUSE))
    payees: tuple[PayeeSection, ...] | None = attrs.field(
        default=None, metadata=key(ListOf(Table(PayeeSection)), N_("everyone who is paid, in order"))
    )


@attrs.frozen(kw_only=True)
class RecurringSection(Section):
    """What must become of a recurring benefit of a member on a day."""

    member: str = attrs.field(metadata=key(TEXT, N_("the id of the member")))
    benefit: str = attrs.field(metadata=key(TEXT, N_("the id of a benefit that recurs")))
    date: datetime.date = attrs.field(metadata=key(DATE, N_("the day on which it is paid")))
    outcome: ExpectedOutcome | None = attrs.field(
        default=None,
        metadata=key(RECURRING_OUTCOMES, N_('what is decided; "none" where it does not fall to the member')),
    )
    pays: Money | None = attrs.field(default=None, metadata=key(Sum(), N_("exactly what is paid")))
    because: str | None = attrs.field(default=None, metadata=key(TEXT, BECAUSE))


@attrs.frozen(kw_only=True)
class StandingSection(Section):
    """Where a member must stand at the end of the day."""

    member: str = attrs.field(metadata=key(TEXT, N_("the id of the member")))
    status: ExpectedStatus | None = attrs.field(
        default=None, metadata=key(STATUSES, N_("whether the membership lasts, and what ended it"))
    )
    arrears: Money | None = attrs.field(default=None, metadata=key(Sum(), N_("what is overdue")))
    unpaid_months: int | None = attrs.field(
        default=None, metadata=key(Number(), N_("the months that are overdue and not paid in full"))
    )
    advance: Money | None = attrs.field(default=None, metadata=key(Sum(), N_("what is paid ahead")))


@attrs.frozen(kw_only=True)
class BalanceSection(Section):
    """What an account must stand at, at the end of the day."""

    account: str = attrs.field(metadata=key(TEXT, N_('the name of an account, such as "cash"')))
    balance: Money = attrs.field(
        metadata=key(Sum(signed=True), N_("what it stands at: what it received less what it gave"))
    )


ExpectationSection = ClaimSection | RecurringSection | StandingSection | BalanceSection


@attrs.frozen
class ExpectationShape(Shape[ExpectationSection]):
    """One entry of ``expect``: which of its keys stand there says what it is about."""

    accepts = ("table",)
    wanted: str = N_("an expectation in braces")
    example: str = '{ claim = "c1", outcome = "approved", pays = 600 }'

    def _take(self, node: Node, reader: Reader) -> ExpectationSection | None:
        if "claim" in node.table:
            return read_section(ClaimSection, node, reader)
        if "account" in node.table:
            return read_section(BalanceSection, node, reader)
        if "member" in node.table:
            if "benefit" in node.table:
                return read_section(RecurringSection, node, reader)
            return read_section(StandingSection, node, reader)
        reader.refuse(NOTHING_EXPECTED_OF, node.at)
        return None

    def _schema(self) -> dict[str, Any]:
        about = (ClaimSection, RecurringSection, StandingSection, BalanceSection)
        return {"anyOf": [schema_of(section) for section in about]}


@attrs.frozen(kw_only=True)
class CaseSection(Section):
    """``[[case]]``: one worked example."""

    id: str = attrs.field(metadata=key(TEXT, N_("a name for programs, which no other case of the file has")))
    name: Mapping[str, str] = attrs.field(metadata=key(CaseName(), N_("what the case shows, in each language")))
    article: str = attrs.field(default="", metadata=key(TEXT, N_("the article of the bylaws that it is about")))
    as_of: datetime.date = attrs.field(metadata=key(DATE, N_("the day whose end is looked at")))
    events: tuple[Node, ...] = attrs.field(metadata=key(ListOf(EventShape()), N_("what happened")))
    expect: tuple[ExpectationSection, ...] = attrs.field(
        metadata=key(ListOf(ExpectationShape()), N_("what must come out"))
    )


@attrs.frozen
class CasesShape(ListOf[CaseSection]):
    """The cases of a file. One that cannot be read is left out, so that the others are still checked."""

    def _take(self, node: Node, reader: Reader) -> tuple[CaseSection, ...] | None:
        sections = [self.element.read(each, reader) for each in node.items]
        return tuple(section for section in sections if section is not None)


@attrs.frozen(kw_only=True)
class CasesFile(Section):
    """A whole file of worked cases."""

    schema: int = attrs.field(metadata=key(Number(only=(1,)), N_("the version of this language: 1")))
    scheme: str = attrs.field(metadata=key(TEXT, N_("the file of the scheme, seen from the folder of this file")))
    case: tuple[CaseSection, ...] = attrs.field(metadata=key(CasesShape(Table(CaseSection)), N_("the worked examples")))
