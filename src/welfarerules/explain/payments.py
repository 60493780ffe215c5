"""What is paid: fund year by fund year, cap by cap, and to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from welfarerules.dates import FundYear
from welfarerules.explain.benefits import BenefitBook
from welfarerules.explain.explanation import Step, Value
from welfarerules.explain.names import in_language
from welfarerules.explain.notes import Notes, PartNote
from welfarerules.explain.runs import Programs, Run
from welfarerules.explain.scratch import posted, scratch
from welfarerules.explain.teller import quantity
from welfarerules.fund import Decision
from welfarerules.kernel import codes, records
from welfarerules.kernel.calendar import fund_year_start
from welfarerules.kernel.payouts import pay_out
from welfarerules.words import N_

__all__ = ["amount_steps", "payment_steps"]

_AMOUNT: Final = N_("The amount:")
_RULE: Final = N_("In the words of the bylaw, the fund {rule}.")
_PART: Final = N_("In {year} ({start} to {end}): {units}.")
_YEAR: Final = N_("It counts in {year} ({start} to {end}).")
_TOGETHER: Final = N_("Together: {sum} = {total}.")
_LATER_CUT: Final = N_("Where the limit for one time cuts a stay of several fund years, the later nights are cut.")
_EARLIER_CUT: Final = N_("Where the limit for one time cuts a stay of several fund years, the earlier nights are cut.")

_MEMBER_PAID: Final = N_("Member {payee} is paid {amount}.")
_SHARED: Final = N_("{amount} is shared equally; the number of people is {people}.")
_PAYEE_PAID: Final = N_("{payee} is paid {amount}.")
_PAYEE_PAID_ODD: Final = N_("{payee} is paid {amount}, {odd} of which is what could not be shared equally.")
_ODD_STAYS: Final = N_("{odd} cannot be shared equally and stays with the fund.")


def amount_steps(book: BenefitBook, run: Run, notes: Notes) -> Iterator[Step]:
    """Go through the steps that lead to the amount, as far as it could be computed."""
    if not notes.parts:
        return
    formulas, programs = book.formulas, book.programs
    parts = [_part(book, run, notes, part) for part in notes.parts]
    told = in_language(programs.benefit.amount.told, formulas.teller.lang)
    rule = [formulas.teller.step("rule", _RULE, rule=told)] if told else []
    below = [*rule, *(step for steps in parts for step in steps)]
    if len(notes.parts) > 1:
        teller = formulas.teller
        paid = [teller.told(teller.money(part.paid)) for part in notes.parts]
        if _cut_per_event(programs, notes):
            earlier = programs.compiled.terms.cap_cuts == 1
            below.append(teller.step("convention", _EARLIER_CUT if earlier else _LATER_CUT))
        total = teller.money(sum(part.paid for part in notes.parts))
        below.append(teller.step("sum", _TOGETHER, sum=" + ".join(paid), total=total))
    yield formulas.teller.step("amounts", _AMOUNT, steps=tuple(below))


def _cut_per_event(programs: Programs, notes: Notes) -> bool:
    """Whether a cap per event took something: one per fund year cuts each year's part by itself."""
    caps = programs.benefit.caps
    return any(caps[note.cap].per == "event" and note.after < note.before for part in notes.parts for note in part.caps)


def _part(book: BenefitBook, run: Run, notes: Notes, part: PartNote) -> Sequence[Step]:
    """The steps of one fund year, under a heading where the year matters."""
    formulas, programs = book.formulas, book.programs
    teller, benefit = formulas.teller, programs.benefit
    steps = [*book.amount(run, notes, part)]
    steps += [book.caps[cap].told(before, room, after) for cap, before, room, after in part.caps]
    if benefit.counted_by != "each night" and all(cap.per != "fund year" for cap in benefit.caps):
        return steps
    terms = programs.compiled.terms
    year, start, end = _fund_year(part.year, terms.fund_year_month, terms.fund_year_day, teller.lang)
    if benefit.counted_by == "each night":
        unit = "days" if programs.row.unit == codes.UNIT_STAY_DAYS else "nights"
        units = quantity(part.units, unit, teller.lang)
        data: dict[str, Value] = {"units": part.units, "unit": unit}
        return [teller.step("part", _PART, data=data, year=year, start=start, end=end, units=units, steps=tuple(steps))]
    return [teller.step("part", _YEAR, year=year, start=start, end=end, steps=tuple(steps))]


@lru_cache(maxsize=256)
def _fund_year(year: int, month: int, day: int, lang: str) -> tuple[str, date, date]:
    start = date.fromordinal(fund_year_start(year, month, day))
    end = date.fromordinal(fund_year_start(year + 1, month, day) - 1)
    return FundYear(start, end).name(lang), start, end


def payment_steps(book: BenefitBook, notes: Notes, decision: Decision) -> Iterator[Step]:
    """Go through who is paid how much; the kernel itself shares the amount out once more."""
    teller, programs = book.formulas.teller, book.programs
    if not decision.payees:
        yield teller.step("payment", _MEMBER_PAID, payee=decision.member, amount=decision.amount)
        return
    shares = _shares(programs, decision)
    odd_stays = sum(part.paid for part in notes.parts) - decision.amount.minor if notes.parts else 0
    if len(shares) > 1:
        shared = teller.money(decision.amount.minor + odd_stays)
        yield teller.step("shares", _SHARED, amount=shared, people=len(shares))
    if odd_stays:
        yield teller.step("odd", _ODD_STAYS, odd=teller.money(odd_stays))
    least = min(shares)
    for payee, share in zip(decision.payees, shares, strict=True):
        if share == least:
            yield teller.step("payment", _PAYEE_PAID, payee=payee, amount=teller.money(share))
        else:
            odd = teller.money(share - least)
            yield teller.step("payment", _PAYEE_PAID_ODD, payee=payee, amount=teller.money(share), odd=odd)


def _shares(programs: Programs, decision: Decision) -> Sequence[int]:
    """What the kernel posts to each payee, in minor units; nothing is posted to one who gets nothing."""
    compiled, people = programs.compiled, len(decision.payees)
    if people == 1:
        return [decision.amount.minor]
    t = scratch(compiled, postings=people)
    pay_out(t, -1, records.Case(amount=decision.amount.minor, payees=people), programs.row)
    shares = [0] * people
    for posting in posted(t, compiled, payees=people):
        shares[int(posting.payee)] = posting.amount.minor
    return shares
