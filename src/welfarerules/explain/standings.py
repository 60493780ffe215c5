"""Where a member stands, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from welfarerules.explain.dues import Due
from welfarerules.explain.explanation import Step, Value
from welfarerules.explain.formulas import Formulas
from welfarerules.explain.teller import quantity
from welfarerules.fund import Standing
from welfarerules.journal import Posting
from welfarerules.scheme.model import Scheme
from welfarerules.words import N_

__all__ = ["ended_by_itself", "ending_steps", "standing_steps", "standing_title"]

_TITLE: Final = N_("Member {member} on {as_of}")
_STATUS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "active": N_("{member} has been a member since {joined}."),
        "left": N_("{member} was a member from {joined} and left on {ended}."),
        "dead": N_("{member} was a member from {joined} and died; the membership ended on {ended}."),
        "dead_later": N_("{member} was a member from {joined} to {ended}, and died on {died}."),
        "ended": N_("{member} was a member from {joined}; by the bylaw the membership ended by itself on {ended}."),
        "ended_died": N_(
            "{member} was a member from {joined}; by the bylaw the membership ended by itself on {ended}, before "
            "{member} died on {died}."
        ),
    }
)
_ENDS_WHEN: Final = N_("The bylaw ends a membership when this holds on a due day: {formula}.")
_AT_THE_END: Final = frozenset({"due_cancelled", "advance_refunded", "advance_kept"})
"""Reasons of what is booked as a membership ends."""

_COUNTS: Final = N_("Membership counts from {counts_from}.")
_COUNTS_EARLIER: Final = N_("Earlier membership counts too, so membership counts from {counts_from}.")
_OWES: Final = N_("{owed} is owed in all:")
_OWES_NOTHING: Final = N_("Nothing is owed.")
_OPEN: Final = N_("{open} for “{rule}”, due on {due}.")
_OPEN_FOR: Final = N_("{open} for “{rule}” from {first} to {last}, due on {due}.")
_OVERDUE: Final = N_("{arrears} of it is overdue. The oldest has been overdue for: {days}.")
_OVERDUE_MONTHS: Final = N_("{arrears} of it is overdue, from this many months: {months}. The oldest for: {days}.")
_NOT_OVERDUE: Final = N_("Nothing of it is overdue on {as_of}: a due is overdue from the day after its due day.")
_AHEAD: Final = N_("{advance} is paid ahead. It is taken for what falls due next.")
_NOTHING_AHEAD: Final = N_("Nothing is paid ahead.")
_CONTRIBUTED: Final = N_("By these books, {contributed} was paid in contributions, the entry fee not counted.")


def standing_title(formulas: Formulas, standing: Standing, as_of: date) -> str:
    """Return whose standing it is."""
    return formulas.teller.say(_TITLE, member=standing.member, as_of=as_of)


def ended_by_itself(standing: Standing, postings: Iterable[Posting]) -> bool:
    """Whether the bylaw ended the membership, rather than the member or a death.

    Of one who has died since, only what was booked as the membership ended still tells.

    Args:
        standing: Where the member stands.
        postings: The member's.
    """
    if standing.status != "dead" or standing.died == standing.ended:
        return standing.status == "ended"
    on_a_due_day = f"@{standing.ended}/{standing.member}"
    return any(posting.reason in _AT_THE_END and posting.cause.endswith(on_a_due_day) for posting in postings)


def ending_steps(formulas: Formulas, scheme: Scheme) -> tuple[Step, ...]:
    """Return by which condition memberships end by themselves."""
    membership = scheme.membership
    if membership.ends_when is None:
        return ()
    formula = formulas.written(membership.ends_when)
    return (formulas.teller.step("ends_when", _ENDS_WHEN, article=membership.article, formula=formula),)


def standing_steps(
    formulas: Formulas, scheme: Scheme, standing: Standing, as_of: date, open_dues: Sequence[Due], *, lapsed: bool
) -> Iterator[Step]:
    """Go through where a member stands at the end of the day *as_of*.

    Args:
        formulas: Writes in the language wanted.
        scheme: The scheme.
        standing: The standing.
        as_of: The day of the evaluation.
        open_dues: The member's dues that are not settled in full, in the order they fell.
        lapsed: Whether the membership `ended_by_itself`.
    """
    teller, article = formulas.teller, scheme.membership.article
    yield _status(formulas, scheme, standing, lapsed=lapsed)
    counts = _COUNTS if standing.counts_from == standing.joined else _COUNTS_EARLIER
    yield teller.step("counts", counts, article=article, counts_from=standing.counts_from)
    if standing.owed.minor == 0:
        yield teller.step("owed", _OWES_NOTHING, data={"owed": standing.owed})
    else:
        steps = (*(_open(formulas, scheme, due) for due in open_dues), _overdue(formulas, standing, as_of))
        yield teller.step("owed", _OWES, owed=standing.owed, steps=steps)
    template = _AHEAD if standing.advance.minor else _NOTHING_AHEAD
    yield teller.step("advance", template, advance=standing.advance)
    yield teller.step("contributed", _CONTRIBUTED, contributed=standing.contributed)


def _status(formulas: Formulas, scheme: Scheme, standing: Standing, *, lapsed: bool) -> Step:
    told: str = standing.status
    if standing.status == "dead" and standing.died != standing.ended:
        told = "ended_died" if lapsed else "dead_later"
    return formulas.teller.step(
        "status",
        _STATUS[told],
        article=scheme.membership.article,
        steps=ending_steps(formulas, scheme) if lapsed else (),
        data={"status": standing.status},
        member=standing.member,
        joined=standing.joined,
        ended=standing.ended,
        died=standing.died,
    )


def _open(formulas: Formulas, scheme: Scheme, due: Due) -> Step:
    values: dict[str, Value] = {
        "open": formulas.teller.money(due.open),
        "rule": formulas.names.rule(due.rule),
        "due": due.due,
    }
    if due.period is not None:
        values |= {"first": due.period.covered_from, "last": due.period.last}
    article = next((rule.article for rule in scheme.contributions if rule.id == due.rule), scheme.membership.article)
    template = _OPEN if due.period is None else _OPEN_FOR
    return formulas.teller.filled("open", template, values, article=article, data={"id": due.rule})


def _overdue(formulas: Formulas, standing: Standing, as_of: date) -> Step:
    teller = formulas.teller
    data: dict[str, Value] = {
        "arrears": standing.arrears,
        "unpaid_months": standing.unpaid_months,
        "unpaid_dues": standing.unpaid_dues,
        "days_overdue": standing.days_overdue,
    }
    if standing.arrears.minor == 0:
        return teller.step("arrears", _NOT_OVERDUE, data=data, as_of=as_of)
    days = quantity(standing.days_overdue, "days", teller.lang)
    if standing.unpaid_months == 0:
        return teller.step("arrears", _OVERDUE, data=data, arrears=standing.arrears, days=days)
    return teller.step(
        "arrears", _OVERDUE_MONTHS, data=data, arrears=standing.arrears, days=days, months=standing.unpaid_months
    )
