"""Running worked cases: each is evaluated, and each thing that came out otherwise is told in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from welfarerules.cases.model import (
    NO_DECISION,
    Case,
    CaseFile,
    CaseResult,
    Expectation,
    ExpectedBalance,
    ExpectedClaim,
    ExpectedPayee,
    ExpectedRecurring,
    ExpectedStanding,
)
from welfarerules.dates import Day
from welfarerules.errors import Diagnostic, Finding, in_order, nearest
from welfarerules.fund import Decision, Fund, Outcome
from welfarerules.journal import tick_id
from welfarerules.money import Money
from welfarerules.scheme.model import Scheme
from welfarerules.words import N_, Phrase

__all__ = ["run_case", "run_cases"]

_REMEDY: Final = N_("work the example out by hand again; if it stands, the scheme does not say what was meant")

OUTCOME: Final = Finding("WR650", "{what} is {got}, not {expected}", _REMEDY)
PAYS: Final = Finding("WR651", "{what} pays {got}, not {expected}", _REMEDY)
BECAUSE: Final = Finding("WR652", "{what} is decided because of {got!r}, not of {expected!r}", _REMEDY)
PAYEES: Final = Finding("WR653", "{what} is paid to {got}, not to {expected}", _REMEDY)
STATUS: Final = Finding("WR654", "the membership of {member!r} is {got}, not {expected}", _REMEDY)
ARREARS: Final = Finding("WR655", "{member!r} is {got} in arrears, not {expected}", _REMEDY)
UNPAID_MONTHS: Final = Finding("WR656", "{member!r} has {got} unpaid months, not {expected}", _REMEDY)
ADVANCE: Final = Finding("WR657", "{member!r} has paid {got} ahead, not {expected}", _REMEDY)
BALANCE: Final = Finding("WR658", "the account {account!r} stands at {got}, not at {expected}", _REMEDY)
NO_SUCH_ACCOUNT: Final = Finding("WR659", "the books have no account {account!r}", "write {suggestion!r}")
NEVER_JOINED: Final = Finding(
    "WR660", "{member!r} did not become a member", "see why the event was refused in which {member!r} joins"
)

_CLAIM: Final = N_("the claim {claim!r}")
_RECURRING: Final = N_("{benefit!r} of {member!r} on {day}")
_SHARE: Final = N_("{name} {pays}")
_NOBODY: Final = N_("nobody by name")
_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "approved": N_("approved"),
        "refused": N_("refused"),
        "referred": N_("referred to the committee"),
        NO_DECISION: N_("passed over"),
        "active": N_("active"),
        "left": N_("ended by leaving"),
        "dead": N_("ended by death"),
        "ended": N_("ended by the bylaw"),
    }
)


def run_cases(cases: CaseFile, *, scheme: Scheme | None = None) -> tuple[CaseResult, ...]:
    """Evaluate every case and compare what comes out with what is expected.

    Args:
        cases: From `load_cases`.
        scheme: Bylaws to run them under instead of their own, such as an amended version.
    """
    fund = Fund(cases.scheme if scheme is None else scheme)
    return tuple(run_case(case, fund) for case in cases.cases)


def run_case(case: Case, fund: Fund) -> CaseResult:
    """Evaluate one case under a fund's scheme and compare what comes out with what is expected."""
    outcome = fund.evaluate(case.events, case.as_of)
    found = [*outcome.refusals]
    for expected in case.expect:
        found.extend(_differences(expected, outcome, fund))
    return CaseResult(case, in_order(found), outcome)


def _differences(expected: Expectation, outcome: Outcome, fund: Fund) -> Iterator[Diagnostic]:
    match expected:
        case ExpectedClaim():
            decided = [each for each in outcome.decisions if each.claim == expected.claim]
            what = Phrase(_CLAIM, claim=expected.claim)
            yield from _of_decision(expected, what, decided[-1] if decided else None)
            if expected.payees is not None:
                yield from _of_payees(expected, what, outcome, decided)
        case ExpectedRecurring():
            payment = tick_id(expected.benefit, expected.date, expected.member)
            found = [each for each in outcome.decisions if payment in (each.id, each.claim)]
            named = {"benefit": expected.benefit, "member": expected.member, "day": Day(expected.date)}
            yield from _of_decision(expected, Phrase(_RECURRING, **named), found[-1] if found else None)
        case ExpectedStanding():
            yield from _of_standing(expected, outcome)
        case ExpectedBalance():
            yield from _of_balance(expected, outcome, fund)


def _of_decision(
    expected: ExpectedClaim | ExpectedRecurring, what: Phrase, decision: Decision | None
) -> Iterator[Diagnostic]:
    place = expected.place
    got = decision.outcome if decision else NO_DECISION
    if expected.outcome is not None and expected.outcome != got:
        words = Phrase(_WORDS[got]), Phrase(_WORDS[expected.outcome])
        yield OUTCOME.at(place, what=what, got=words[0], expected=words[1])
    if expected.pays is not None:
        paid = decision.amount if decision else Money(0, expected.pays.currency)
        if paid != expected.pays:
            yield PAYS.at(place, what=what, got=paid, expected=expected.pays)
    if expected.because is not None:
        reason = (decision.requirement or decision.reason) if decision else NO_DECISION
        if reason != expected.because:
            yield BECAUSE.at(place, what=what, got=reason, expected=expected.because)


def _of_payees(
    expected: ExpectedClaim, what: Phrase, outcome: Outcome, decided: list[Decision]
) -> Iterator[Diagnostic]:
    decisions = {decision.id for decision in decided}
    paid = tuple(
        ExpectedPayee(posting.payee, posting.amount)
        for posting in outcome.journal
        if posting.payee and posting.event in decisions
    )
    if paid != expected.payees:
        yield PAYEES.at(expected.place, what=what, got=_People(paid), expected=_People(expected.payees or ()))


def _of_standing(expected: ExpectedStanding, outcome: Outcome) -> Iterator[Diagnostic]:
    member, place = expected.member, expected.place
    standing = outcome.standings.get(member)
    if standing is None:
        yield NEVER_JOINED.at(place, member=member, expected=member, got="")
        return
    if expected.status not in (None, standing.status):
        words = Phrase(_WORDS[standing.status]), Phrase(_WORDS[str(expected.status)])
        yield STATUS.at(place, member=member, got=words[0], expected=words[1])
    for finding, wanted, got in (
        (ARREARS, expected.arrears, standing.arrears),
        (UNPAID_MONTHS, expected.unpaid_months, standing.unpaid_months),
        (ADVANCE, expected.advance, standing.advance),
    ):
        if wanted not in (None, got):
            yield finding.at(place, member=member, got=got, expected=wanted)


def _of_balance(expected: ExpectedBalance, outcome: Outcome, fund: Fund) -> Iterator[Diagnostic]:
    account, balances = expected.account, outcome.balances
    accounts = {name for name, _ in fund.compiled.accounts} | balances.keys()
    if account not in accounts:
        suggestion = nearest(account, accounts) or "cash"
        yield NO_SUCH_ACCOUNT.at(
            expected.place, account=account, suggestion=suggestion, expected=expected.balance, got=""
        )
        return
    got = balances.get(account, Money(0, expected.balance.currency))
    if got != expected.balance:
        yield BALANCE.at(expected.place, account=account, got=got, expected=expected.balance)


class _People(tuple[ExpectedPayee, ...]):
    """Payees with their shares, as a reader of any language lists them."""

    __slots__ = ()

    def spoken(self, lang: str) -> str:
        """Return the names and shares in *lang*."""
        people = (Phrase(_SHARE, name=payee.name, pays=payee.pays).spoken(lang) for payee in self)
        return ", ".join(people) or Phrase(_NOBODY).spoken(lang)
