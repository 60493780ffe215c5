"""Why money moved: a posting, or all postings of one event or due day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

import attrs

from welfarerules.explain.accruals import accrual_steps
from welfarerules.explain.dues import Due, MemberDues
from welfarerules.explain.explanation import Step, Value
from welfarerules.explain.formulas import Formulas
from welfarerules.fund.compile import CompiledScheme
from welfarerules.journal import Posting
from welfarerules.words import N_

__all__ = ["Postings"]

_SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "due_fell": N_("Member {member} owes {amount} for “{rule}”, due on {due}."),
        "due_fell_for": N_("Member {member} owes {amount} for “{rule}” from {first} to {last}, due on {due}."),
        "due_settled": N_("What member {member} owes for “{rule}” goes down by {amount}."),
        "due_cancelled": N_(
            "{amount} that member {member} owed for “{rule}” is given up, because the membership ended on {date}."
        ),
        "payment": N_("Member {member} paid {amount} for “{rule}” on {date}."),
        "from_advance": N_("{amount} for “{rule}” was taken on {date} from what member {member} had paid ahead."),
        "paid_ahead": N_("Member {member} paid {amount} on {date} beyond what was due. It is kept as paid ahead."),
        "advance_refunded": N_(
            "{amount} that member {member} had paid ahead is given back, because the membership ended on {date}."
        ),
        "advance_kept": N_(
            "{amount} that member {member} had paid ahead stays with the fund, because the membership ended on {date}."
        ),
        "benefit_paid": N_("{amount} is paid on {date} to member {member} for “{rule}”."),
        "benefit_paid_to": N_("{amount} is paid on {date} to {payee} for “{rule}” of member {member}."),
        "money_received": N_("The fund received {amount} on {date} from “{name}”."),
        "money_spent": N_("The fund spent {amount} on {date} on “{name}”."),
        "opening_balance": N_("The books begin on {date} with {amount} in cash."),
        "opening_advance": N_("The books begin on {date} with {amount} that member {member} had paid ahead."),
        "adjusted": N_("On {date} the books of the fund were put right by {amount}, because of entry {event}."),
        "adjusted_for": N_(
            "On {date} what is booked for member {member} was put right by {amount}, because of entry {event}."
        ),
        "year_closed": N_("The year was closed on {date}: {amount} of “{name}” is carried to the surplus."),
        "year_closed_out": N_("The year was closed on {date}: {amount} of “{name}” is taken from the surplus."),
    }
)
_ENTERED_LATER: Final = N_("It was due before the books began, and was entered when they did, on {date}.")
_SETTLED: Final = N_("By {as_of} nothing of it is owed any more.")
_OPEN: Final = N_("By {as_of}, {open} of it is still owed.")

_SETTLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "all": N_("{amount} settles what was due on {due}."),
        "all_for": N_("{amount} settles what was due on {due} for {first} to {last}."),
        "part": N_("{amount} goes to what was due on {due}; {open} of that stays open."),
        "given_up": N_("{amount} of what was due on {due} is given up."),
        "given_up_for": N_("{amount} of what was due on {due} for {first} to {last} is given up."),
        "part_for": N_("{amount} goes to what was due on {due} for {first} to {last}; {open} of that stays open."),
    }
)
_BOOKED: Final = N_("Booked: {amount}, debit “{debit}”, credit “{credit}”.")

_WITHOUT_ARTICLE: Final = frozenset({"money_received", "money_spent", "opening_balance", "year_closed", "adjusted"})


@attrs.frozen
class Postings:
    """Tells postings.

    Attributes:
        formulas: Writes in the language wanted.
        compiled: The scheme.
        as_of: The day of the evaluation.
        dues_of: The dues of a member, by id.
        decided: The steps that explain the decision of that number.
    """

    formulas: Formulas
    compiled: CompiledScheme
    as_of: date
    dues_of: Callable[[str], MemberDues]
    decided: Callable[[int], tuple[Step, ...]]

    def told(self, posting: Posting) -> Step:
        """Return why a posting was made, with what it settled, and how it was booked."""
        return self._told(posting, tuple(self._below(posting)))

    def all_told(self, postings: Sequence[Posting]) -> Iterator[Step]:
        """Go through the postings of one transaction; what several of them say is said once."""
        explained: set[int] = set()
        for posting in postings:
            again = posting.decision in explained or posting.reason == "due_settled"
            yield self._told(posting, () if again else tuple(self._below(posting)))
            if posting.decision is not None:
                explained.add(posting.decision)

    def _told(self, posting: Posting, below: tuple[Step, ...]) -> Step:
        variant, values = self._variant(posting)
        article = "" if posting.reason in _WITHOUT_ARTICLE else posting.article
        steps = (*below, self._booked(posting))
        return self.formulas.teller.filled(posting.reason, _SENTENCES[variant], values, article=article, steps=steps)

    def _variant(self, posting: Posting) -> tuple[str, Mapping[str, Value]]:
        """Which sentence fits, and what fills it."""
        values: dict[str, Value] = {
            "amount": posting.amount,
            "date": posting.date,
            "member": posting.member,
            "rule": self.formulas.names.rule(posting.rule),
        }
        match posting.reason:
            case "due_fell":
                due = self._due(posting)
                values["due"] = posting.date if due is None else due.due
                if due is not None and due.period is not None:
                    values |= {"first": due.period.covered_from, "last": due.period.last}
                    return "due_fell_for", values
            case "benefit_paid" if posting.payee:
                values["payee"] = posting.payee
                return "benefit_paid_to", values
            case "money_received":
                values["name"] = posting.credit.rpartition(":")[2]
            case "money_spent":
                values["name"] = posting.debit.rpartition(":")[2]
            case "opening_balance" if posting.member:
                return "opening_advance", values
            case "adjusted":
                values["event"] = posting.event
                return ("adjusted_for" if posting.member else "adjusted"), values
            case "year_closed":
                gives = posting.credit == "equity:surplus"
                values["name"] = self.formulas.names.account(posting.debit if gives else posting.credit)
                return ("year_closed" if gives else "year_closed_out"), values
        return posting.reason, values

    def _below(self, posting: Posting) -> Iterator[Step]:
        if posting.reason == "due_fell":
            yield from self._due_steps(posting)
        elif posting.reason in ("payment", "from_advance", "due_cancelled", "due_settled"):
            yield from self._settled(posting)
        elif posting.decision is not None:
            yield from self.decided(posting.decision)

    def _due(self, posting: Posting) -> Due | None:
        return next((due for due in self.dues_of(posting.member).dues if due.posting == posting.number), None)

    def _due_steps(self, posting: Posting) -> Iterator[Step]:
        teller, due = self.formulas.teller, self._due(posting)
        if due is None:
            return
        yield from accrual_steps(self.formulas, self.compiled, due)
        if due.due < posting.date:
            yield teller.step("entered", _ENTERED_LATER, date=posting.date)
        if due.open:
            yield teller.step("open", _OPEN, as_of=self.as_of, open=teller.money(due.open))
        else:
            yield teller.step("open", _SETTLED, as_of=self.as_of)

    def _settled(self, posting: Posting) -> Iterator[Step]:
        teller, found = self.formulas.teller, self.dues_of(posting.member)
        for part in found.settled.get(posting.number, ()):
            due = found.dues[part.due]
            given_up = posting.reason == "due_cancelled"
            variant = "given_up" if given_up else "part" if part.open else "all"
            values: dict[str, Value] = {"amount": teller.money(part.minor), "due": due.due}
            if part.open:
                values["open"] = teller.money(part.open)
            if due.period is not None:
                variant += "_for"
                values |= {"first": due.period.covered_from, "last": due.period.last}
            yield teller.filled("settles", _SETTLES[variant], values)

    def _booked(self, posting: Posting) -> Step:
        name = self.formulas.names.account
        return self.formulas.teller.step(
            "booked",
            _BOOKED,
            data={"number": posting.number, "debit": posting.debit, "credit": posting.credit},
            amount=posting.amount,
            credit=name(posting.credit),
            debit=name(posting.debit),
        )
