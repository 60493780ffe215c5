"""From what stands under ``expect`` to typed expectations about things that exist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from welfarerules.cases.model import (
    Expectation,
    ExpectedBalance,
    ExpectedClaim,
    ExpectedPayee,
    ExpectedRecurring,
    ExpectedStanding,
)
from welfarerules.cases.sections import (
    BalanceSection,
    ClaimSection,
    ExpectationSection,
    RecurringSection,
    StandingSection,
)
from welfarerules.errors import Finding, nearest
from welfarerules.events import Claimed, Event, Joined, Opening
from welfarerules.fund.decisions import REASONS
from welfarerules.scheme.model import Benefit, Scheme
from welfarerules.scheme.shapes import Reader, Section, keys_of, listed
from welfarerules.words import N_, Phrase

__all__ = ["Known", "expectation"]

NOTHING_EXPECTED: Final = Finding("WR606", "nothing is expected here", "say at least one of {keys}")
UNKNOWN_CLAIM: Final = Finding("WR607", "no claim of this case has the id {claim!r}", "{hint}")
UNKNOWN_MEMBER: Final = Finding("WR608", "nobody with the id {member!r} joins in this case", "{hint}")
UNKNOWN_RECURRING: Final = Finding("WR609", "the scheme has no benefit {benefit!r} that recurs", "{hint}")
UNKNOWN_REASON: Final = Finding("WR610", "{benefit!r} cannot be decided because of {because!r}", "{hint}")

_MEANT: Final = N_("write {suggestion!r}")
_ONE_OF: Final = N_("write one of {known}")
_NONE: Final = N_("leave it out: there is none here")
_BENEFIT: Final = "benefit."


class Known:
    """What expectations may name in a scheme."""

    def __init__(self, scheme: Scheme) -> None:
        self.currency = scheme.currency
        self.benefits = {benefit.id: benefit for benefit in scheme.benefits}

    def recurring(self) -> list[str]:
        """Ids of the benefits that are paid without a claim."""
        return [name for name, benefit in self.benefits.items() if benefit.recurs is not None]


def reasons_of(benefit: Benefit) -> list[str]:
    """All that a decision on *benefit* can be because of: its requirements as written, and the engine's reasons."""
    sources = [requirement.source for requirement in (*benefit.amount.requires, *benefit.requires)]
    return [*dict.fromkeys(sources), *(reason for reason in REASONS if not reason.startswith("requirement"))]


def expectation(
    section: ExpectationSection, known: Known, events: Sequence[Event], reader: Reader
) -> Expectation | None:
    """Return what *section* expects, or None after telling *reader* what it names in vain."""
    before = len(reader.found)
    choices = [key.name for key in keys_of(type(section)) if not key.required]
    if choices and not any(section.has(name) or name in section.meant for name in choices):
        reader.refuse(NOTHING_EXPECTED, section.at, keys=listed(choices))
    match section:
        case ClaimSection():
            made: Expectation = _of_claim(section, known, events, reader)
        case RecurringSection():
            made = _of_recurring(section, known, events, reader)
        case StandingSection():
            _check_member(section, section.member, events, reader)
            made = ExpectedStanding(
                section.member, section.status, section.arrears, section.unpaid_months, section.advance, section.at
            )
        case BalanceSection():
            made = ExpectedBalance(section.account, section.balance, section.at)
    return made if len(reader.found) == before else None


def _of_claim(section: ClaimSection, known: Known, events: Sequence[Event], reader: Reader) -> ExpectedClaim:
    claims = {event.id: event.benefit for event in events if isinstance(event, Claimed)}
    if section.claim not in claims:
        hint = _hint(section.claim, claims)
        reader.refuse(UNKNOWN_CLAIM, section.place("claim"), claim=section.claim, hint=hint)
    else:
        _check_reason(section, section.because, known.benefits.get(claims[section.claim]), reader)
    people = None
    if section.payees is not None:
        people = tuple(ExpectedPayee(payee.name, payee.pays) for payee in section.payees)
    return ExpectedClaim(section.claim, section.outcome, section.pays, section.because, people, section.at)


def _of_recurring(
    section: RecurringSection, known: Known, events: Sequence[Event], reader: Reader
) -> ExpectedRecurring:
    _check_member(section, section.member, events, reader)
    name = section.benefit if section.benefit.startswith(_BENEFIT) else f"{_BENEFIT}{section.benefit}"
    if name not in known.recurring():
        short = [benefit.removeprefix(_BENEFIT) for benefit in known.recurring()]
        hint = _hint(section.benefit.removeprefix(_BENEFIT), short)
        reader.refuse(UNKNOWN_RECURRING, section.place("benefit"), benefit=section.benefit, hint=hint)
    _check_reason(section, section.because, known.benefits.get(name), reader)
    return ExpectedRecurring(
        section.member, name, section.date, section.outcome, section.pays, section.because, section.at
    )


def _check_member(section: Section, member: str, events: Iterable[Event], reader: Reader) -> None:
    members = {event.member for event in events if isinstance(event, Joined | Opening) and event.member}
    if member not in members:
        reader.refuse(UNKNOWN_MEMBER, section.place("member"), member=member, hint=_hint(member, members))


def _check_reason(section: Section, because: str | None, benefit: Benefit | None, reader: Reader) -> None:
    if because is not None and benefit is not None and because not in reasons_of(benefit):
        hint = _hint(because, reasons_of(benefit))
        reader.refuse(UNKNOWN_REASON, section.place("because"), benefit=benefit.id, because=because, hint=hint)


def _hint(word: str, known: Iterable[str]) -> Phrase:
    names = sorted(known)
    suggestion = names[0] if len(names) == 1 else nearest(word, names)
    if suggestion:
        return Phrase(_MEANT, suggestion=suggestion)
    return Phrase(_ONE_OF, known=listed(names)) if names else Phrase(_NONE)
