"""What the engine finds wrong with an event that reads well by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

import attrs

from welfarerules.dates import Day
from welfarerules.errors import Diagnostic, Finding, Place, nearest
from welfarerules.events import Event
from welfarerules.kernel import codes
from welfarerules.words import in_plain_digits

_NUMBER: Final = re.compile(r"0*([0-9]+?)(?:\.0+)?")

UNKNOWN_MEMBER: Final = Finding(
    "WR450",
    "no joining of a member with the id {member!r} counts",
    "mend the id; if the joining of {member!r} is in the file, mend its row first, otherwise enter it",
)
UNKNOWN_MEMBER_NEAR: Final = Finding(
    "WR451",
    "no joining of a member with the id {member!r} counts",
    "write {suggestion!r}; if the joining of {member!r} is in the file, mend its row first, otherwise enter it",
)
TOO_FINE: Final = Finding(
    "WR452",
    "the amount {amount} is finer than {currency} has coins for",
    "write the amount with at most {decimals} decimals: nothing is rounded silently",
)
NOT_POSITIVE: Final = Finding(
    "WR453", "the amount {amount} is not more than 0", "write what was paid; to undo an event, reverse it"
)
TOO_LARGE: Final = Finding("WR454", "the amount {amount} is beyond what a fund can hold", "check the number of digits")
MISSING: Final = Finding("WR455", "the amount of this {kind!r} event is missing", "say how much money it is about")
PAID_UNTIL_MISSING: Final = Finding(
    "WR456",
    "nothing says up to which day {member!r} had paid when the fund was taken over",
    "write 'paid_until', the last day that is paid for",
)
NO_YEARLY_CAP: Final = Finding(
    "WR457", "{benefit!r} has no cap per fund year that could be used up", "leave {benefit!r} out of 'used'"
)
QUOTED_TOO_LATE: Final = Finding(
    "WR458",
    "the claim is dated {date}, after {as_of}, up to which the fund was evaluated",
    "evaluate as of {date} first",
)
STAY_LENGTH: Final = Finding(
    "WR459", "a stay of {days} days cannot be right", "mend the date of admission or of discharge"
)
UNKNOWN_PAYEE: Final = Finding(
    "WR460", "{payee!r} is no class of payees of this benefit", "write one of these: {known}"
)
UNKNOWN_CLAIM: Final = Finding(
    "WR461",
    "no claim with the id {claim!r} was made before",
    "write the id of the claim that was resolved; if that claim is in the file, mend its row first",
)
NO_RULE: Final = Finding(
    "WR462",
    "this version has no rules for events of the kind {kind!r}, so that no scheme can say what follows from them",
    "leave it out; enter money that came in as 'received' and money that went out as 'spent'",
)
NOT_CLAIMED: Final = Finding(
    "WR463", "{benefit!r} is paid without a claim", "leave the claim out: the benefit is paid on its day by itself"
)
UNKNOWN_BENEFIT: Final = Finding(
    "WR464", "the scheme has no benefit {benefit!r}", "write one that it has: {suggestion}"
)
UNKNOWN_FACT: Final = Finding(
    "WR465", "the scheme declares no fact {fact!r} here", "leave it out, or declare [fact.{fact}] in the scheme"
)
UNKNOWN_FACT_NEAR: Final = Finding(
    "WR466",
    "the scheme declares no fact {fact!r} here",
    "write {suggestion!r}, or declare [fact.{fact}] in the scheme",
)
JOINED_LATER: Final = Finding("WR467", "{member!r} joined only on {joined}", "mend the id, or one of the two dates")
JOINING_REVERSED: Final = Finding(
    "WR478",
    "the joining of {member!r} was reversed",
    "reverse this too; if {member!r} did join, enter the joining again with a new id",
)
UNKNOWN_CLAIM_NEAR: Final = Finding("WR479", "no claim with the id {claim!r} was made before", "write {suggestion!r}")
FACT_OF_MEMBERS: Final = Finding(
    "WR483",
    "{fact!r} is a fact of members, not of claims",
    "enter it in the row of the member's 'joined', or in a row 'changed' dated the day since which it holds",
)
FACT_OF_CLAIMS: Final = Finding(
    "WR484", "{fact!r} is a fact of claims, not of members", "enter it in the row of the member's 'claimed'"
)

ENTERED_BEFORE: Final = Finding(
    "WR489",
    "the id {id!r} was entered before for another event: {kind!r} of {day}",
    "give this event an id of its own; to correct the other one, reverse it",
)

_OTHER_OWNER: Final = MappingProxyType({"member": ("claim", FACT_OF_CLAIMS), "claim": ("member", FACT_OF_MEMBERS)})
"""For a fact that is entered with a member or a claim: whose it may be instead, and what is then told."""

BEFORE_EFFECTIVE: Final = Finding(
    "WR468",
    "this happened on {date}, and the bylaws hold since {effective}",
    "mend the date; members and money from before are entered with the kind 'opening', dated {effective} or later",
)
NO_ORDER: Final = Finding(
    "WR477",
    "the scheme pays this benefit to the member and has no order of payees for it",
    "leave 'payees' out; where the member has died, a resolution names the one person who is paid",
)
PAYEE_MISSING: Final = Finding(
    "WR469",
    "neither the claim {claim!r} nor the resolution names anyone who is entitled to be paid",
    "write in 'payees' whom the committee pays, in one of these classes: {known}",
)

NOT_A_MEMBER: Final = Finding("WR470", "{member!r} is not a member on {date}", "mend the id or the date")
ALREADY_A_MEMBER: Final = Finding(
    "WR471",
    "{member!r} is a member already on {date}",
    "leave this out, or enter when {member!r} left: one who left can join again from the next day on",
)
MEMBER_THEN: Final = Finding(
    "WR800",
    "{member!r} is taken over as one who joined before an earlier membership in these books had ended",
    "write in 'joined' the day on which the membership began that lasts on {date}; the books know the earlier one",
)
NOTHING_TO_PAY: Final = Finding(
    "WR801",
    "members pay nothing under this scheme",
    "enter money that the fund was given as 'received', or write in the scheme what members pay",
)
ALREADY_DEAD: Final = Finding("WR472", "{member!r} had died before {date}", "mend the id or one of the dates")
NEVER_A_MEMBER: Final = Finding(
    "WR473", "{member!r} had not joined by {date}", "mend the id or the date, or enter the joining"
)
CLAIM_ALREADY_PAID: Final = Finding(
    "WR474", "the claim {member!r} was approved already", "leave this out; to undo a payment, reverse the claim"
)
OWES_LESS: Final = Finding(
    "WR475",
    "{member!r} was no longer a member on {date}, and owed less than was paid",
    "give back what is not owed, and enter here what is; what the fund may keep is an event of the kind 'received'",
)
PAID_ONCE: Final = Finding(
    "WR476",
    "the claim {member!r} is for a benefit that is paid once in a life, and it was paid on another claim",
    "leave this out; to pay it on this claim, reverse the other one",
)
NOT_REFERRED: Final = Finding(
    "WR485",
    "the payment {member!r} was not referred to the committee",
    "write the benefit, the day of payment and the member as the decision has them: benefit.old_age@2024-10-01/M001",
)
NOBODY_TO_PAY: Final = Finding(
    "WR486",
    "the member of claim {member!r} has died, and the resolution does not say who is paid",
    "write in 'payees' the one person whom the committee pays, such as heir=สมศรี ใจดี",
)

VERDICTS: Final = MappingProxyType(
    {
        codes.NOT_A_MEMBER: NOT_A_MEMBER,
        codes.ALREADY_A_MEMBER: ALREADY_A_MEMBER,
        codes.ALREADY_DEAD: ALREADY_DEAD,
        codes.NEVER_A_MEMBER: NEVER_A_MEMBER,
        codes.CLAIM_ALREADY_PAID: CLAIM_ALREADY_PAID,
        codes.OWES_LESS: OWES_LESS,
        codes.PAID_ONCE: PAID_ONCE,
        codes.NOT_REFERRED: NOT_REFERRED,
        codes.NOBODY_TO_PAY: NOBODY_TO_PAY,
        codes.MEMBER_THEN: MEMBER_THEN,
    }
)
"""What the kernel found, by its code."""


def verdict(event: Event, code: int) -> Diagnostic:
    """What the kernel found wrong with an event, told."""
    name = "member" if getattr(event, "member", None) else "claim"
    return VERDICTS[code].at(field(event, name), member=getattr(event, name, ""), date=Day(event.date))


def field(event: Event, name: str) -> Place:
    """The place of one field of an event."""
    return attrs.evolve(event.place, path=name)


@attrs.frozen
class Uncounted:
    """Joinings among the events of a fund that do not count.

    Attributes:
        later: By member, the day of a joining after the last day that is looked at.
        reversed: The members whose joining was reversed.
    """

    later: Mapping[str, date] = attrs.field(factory=dict)
    reversed: frozenset[str] = frozenset()


def unknown_member(
    member: str, known: Iterable[str], *, place: Place | None = None, uncounted: Uncounted | None = None
) -> Diagnostic:
    """No joining of that id counts; told with the reason or the id most likely meant, where there is one."""
    if not isinstance(member, str):
        raise TypeError(f"the id of a member is text, not {member!r}")
    at = place if place is not None else Place()
    if uncounted and (joined := uncounted.later.get(member)):
        return JOINED_LATER.at(at, member=member, joined=Day(joined))
    if uncounted and member in uncounted.reversed:
        return JOINING_REVERSED.at(at, member=member)
    ids = tuple(known)
    suggestion = same_number(member, ids) or nearest(member, ids)
    finding = UNKNOWN_MEMBER if suggestion is None else UNKNOWN_MEMBER_NEAR
    return finding.at(at, member=member, suggestion=suggestion)


def unknown_claim(claim: str, known: Iterable[str], *, place: Place) -> Diagnostic:
    """No claim of that id was made before; told with the id whose zeros a spreadsheet took, where there is one."""
    suggestion = same_number(claim, known)
    finding = UNKNOWN_CLAIM if suggestion is None else UNKNOWN_CLAIM_NEAR
    return finding.at(place, claim=claim, suggestion=suggestion)


def unknown_fact(fact: str, of: str, declared: Iterable[tuple[str, str]], *, place: Place) -> Diagnostic:
    """No such fact *of* a member or a claim is declared; *declared* are all facts, each after whose it is."""
    other, misplaced = _OTHER_OWNER[of]
    facts = tuple(declared)
    if (other, fact) in facts:
        return misplaced.at(place, fact=fact)
    suggestion = nearest(fact, [known for owner, known in facts if owner == of])
    finding = UNKNOWN_FACT if suggestion is None else UNKNOWN_FACT_NEAR
    return finding.at(place, fact=fact, suggestion=suggestion)


def same_number(written: str, known: Iterable[str]) -> str | None:
    """Return the one known id that a spreadsheet turns into *written*, a number: ``001`` becomes ``1`` or ``1.0``.

    >>> same_number("1.0", ["001", "010"]), same_number("1", ["01", "001"])
    ('001', None)
    """
    number = _NUMBER.fullmatch(in_plain_digits(written))
    if number is None:
        return None
    alike = [each for each in known if (other := _NUMBER.fullmatch(in_plain_digits(each))) and other[1] == number[1]]
    return alike[0] if len(alike) == 1 else None
