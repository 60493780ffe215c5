"""What a file of worked cases says, as typed values, and how a case came out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Final, Literal

import attrs

from welfarerules.errors import Diagnostic, Place, WelfareError
from welfarerules.events import Event
from welfarerules.fund import Outcome
from welfarerules.money import Money
from welfarerules.scheme.model import Scheme

__all__ = [
    "NO_DECISION",
    "Case",
    "CaseError",
    "CaseFile",
    "CaseResult",
    "Expectation",
    "ExpectedBalance",
    "ExpectedClaim",
    "ExpectedOutcome",
    "ExpectedPayee",
    "ExpectedRecurring",
    "ExpectedStanding",
]

NO_DECISION: Final = "none"
"""The outcome of a recurring benefit that does not fall to a member: nothing is decided and nothing is paid."""

ExpectedOutcome = Literal["approved", "refused", "referred", "none"]
ExpectedStatus = Literal["active", "left", "dead", "ended"]


class CaseError(WelfareError):
    """A file of worked cases was refused."""


@attrs.frozen
class ExpectedPayee:
    """A person who must be paid, and how much."""

    name: str
    pays: Money


@attrs.frozen
class ExpectedClaim:
    """What must become of a claim. What is None is not looked at.

    Attributes:
        claim: Id of the claim.
        outcome: What is decided in the end: by the committee, where it resolved on the claim.
        pays: What is paid in all; nothing unless approved.
        because: The requirement that decides against it, as the bylaw writes it, or the engine's word for another
            reason, such as ``cap_used_up``.
        payees: Everyone who is paid, in order.
    """

    claim: str
    outcome: ExpectedOutcome | None = None
    pays: Money | None = None
    because: str | None = None
    payees: tuple[ExpectedPayee, ...] | None = None
    place: Place = attrs.field(factory=Place, eq=False, repr=False)


@attrs.frozen
class ExpectedRecurring:
    """What must become of a recurring benefit of one member on one of its days; the rest as in `ExpectedClaim`.

    Attributes:
        benefit: Id of the benefit, such as ``benefit.old_age``.
        outcome: ``none`` where the benefit does not fall to the member.
    """

    member: str
    benefit: str
    date: datetime.date
    outcome: ExpectedOutcome | None = None
    pays: Money | None = None
    because: str | None = None
    place: Place = attrs.field(factory=Place, eq=False, repr=False)


@attrs.frozen
class ExpectedStanding:
    """Where a member must stand at the end of the case's day. What is None is not looked at."""

    member: str
    status: ExpectedStatus | None = None
    arrears: Money | None = None
    unpaid_months: int | None = None
    advance: Money | None = None
    place: Place = attrs.field(factory=Place, eq=False, repr=False)


@attrs.frozen
class ExpectedBalance:
    """What an account of the books must stand at, at the end of the case's day."""

    account: str
    balance: Money
    place: Place = attrs.field(factory=Place, eq=False, repr=False)


Expectation = ExpectedClaim | ExpectedRecurring | ExpectedStanding | ExpectedBalance


@attrs.frozen
class Case:
    """A worked example: what happened, the day whose end is looked at, and what must come out.

    Attributes:
        id: Stable, and unique in its file.
        name: In each language in which it has one.
        article: The article of the bylaw that the case is about, ``""`` if it says none.
        events: What happened; a repeated event stands here as often as it happened.
    """

    id: str
    name: Mapping[str, str] = attrs.field(hash=False)
    article: str
    as_of: datetime.date
    events: tuple[Event, ...]
    expect: tuple[Expectation, ...]
    place: Place = attrs.field(factory=Place, eq=False, repr=False)


@attrs.frozen
class CaseFile:
    """A file of worked cases. Made by `load_cases` or `loads_cases`; immutable.

    Attributes:
        scheme: The bylaws that the cases are about.
        path: The file, as its messages name it.
    """

    scheme: Scheme
    cases: tuple[Case, ...]
    path: str = attrs.field(default="<text>", eq=False)


@attrs.frozen
class CaseResult:
    """How one case came out.

    Attributes:
        differences: What came out otherwise, each one sentence at the place of the expectation, with ``expected`` and
            ``got`` among its values. An event that was refused is told by its refusal.
        outcome: All that came out, to explain from.
    """

    case: Case
    differences: tuple[Diagnostic, ...]
    outcome: Outcome = attrs.field(eq=False, repr=False)

    @property
    def passed(self) -> bool:
        """Whether everything came out as expected."""
        return not self.differences
