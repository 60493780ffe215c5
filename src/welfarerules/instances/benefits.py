"""Instances of a benefit: a member for whom all is well, and one thing varied around each of its bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

import attrs

from welfarerules.dates import Day
from welfarerules.errors import EventError
from welfarerules.events import FactValue
from welfarerules.explain.names import in_language
from welfarerules.formula.typed import Expression, base_facts_of, facts_of
from welfarerules.instances.bounds import Bound, Size, Wish, bounds_in, whole, wishes_of
from welfarerules.instances.probes import Probes, fact_value, numbers_around
from welfarerules.instances.stories import Claim, Count, Story, days, month_end_starts, shifted
from welfarerules.kernel import calendar
from welfarerules.money import Money
from welfarerules.scheme.model import Benefit, Fact, Scheme, Words
from welfarerules.words import N_, Phrase

__all__ = ["BenefitProbes", "Named", "spoken_value"]

_USUAL: Final = N_("nothing out of the ordinary")
_MEMBER_FOR: Final = N_("a member for {length}")
_MEMBER_EXACTLY: Final = N_("a member for {length} to the day")
_MEMBER_LESS: Final = N_("a member for a day less than {length}")
_MEMBER_MORE: Final = N_("a member for a day more than {length}")
_AGED: Final = N_("{length} old, born on {start}")
_AGED_EXACTLY: Final = N_("{length} old to the day, born on {start}")
_AGED_LESS: Final = N_("a day less than {length} old, born on {start}")
_AGED_MORE: Final = N_("a day more than {length} old, born on {start}")
_FROM_TO: Final = N_("a member since {start}, and it happens on {day}")
_BORN_AND: Final = N_("born on {start}, and it happens on {day}")
_BORN_UNKNOWN: Final = N_("the date of birth is not known")
_NIGHTS: Final = N_("a stay of {length}")
_CLAIMED_AFTER: Final = N_("claimed {length} after")
_CLAIMED_ON: Final = N_("counted from {start} and claimed on {day}")
_FACT_IS: Final = N_("“{fact}” is {value}")
_FACT_ANSWER: Final = N_("the answer to “{fact}” is {value}")
_FACT_UNKNOWN: Final = N_("“{fact}” is not known")
_CONTRIBUTED: Final = N_("{amount} paid in so far")

_THROUGH: Final = N_("a member from {start} to {end}")
_YES: Final = N_("yes")
_NO: Final = N_("no")

_USUAL_TENURE: Final = Fraction(1100)
_USUAL_AGE: Final = Fraction(16000)
_YEAR: Final = 365
_THIRTEEN_MONTHS: Final = 400
_STAYS: Final = ("admitted", "discharged")


@attrs.frozen
class Named:
    """What the scheme calls something, in the reader's language as far as it has a name there."""

    words: Words

    def spoken(self, lang: str) -> str:
        """Return the name."""
        return in_language(self.words, lang)


@attrs.frozen(slots=False)
class BenefitProbes:
    """Makes the instances of one benefit."""

    probes: Probes
    benefit: Benefit

    @property
    def scheme(self) -> Scheme:
        """The scheme it belongs to."""
        return self.probes.scheme

    @cached_property
    def expressions(self) -> tuple[Expression, ...]:
        """All that is read to decide on it."""
        return (*(each.condition for each in self.benefit.conditions), self.benefit.amount.value)

    @cached_property
    def bounds(self) -> list[Bound]:
        """Where its conditions and its amount turn."""
        return bounds_in(self.expressions)

    @cached_property
    def wishes(self) -> Mapping[tuple[str, str], Wish]:
        """How a member must be who is paid."""
        ends_when = self.scheme.membership.ends_when
        conditions = [each.condition for each in self.benefit.conditions]
        return wishes_of(conditions, never=[ends_when] if ends_when is not None else [])

    @cached_property
    def reads(self) -> frozenset[str]:
        """The facts that it reads, spans by name as well as by their dates."""
        return frozenset().union(*(facts_of(each) | base_facts_of(each) for each in self.expressions))

    @cached_property
    def declared(self) -> Mapping[str, Fact]:
        """The facts that the scheme declares, by id."""
        return {fact.id: fact for fact in self.scheme.facts}

    @property
    def stays(self) -> bool:
        """Whether it is claimed for a stay."""
        return self.benefit.event_date in _STAYS

    @cached_property
    def day(self) -> date:
        """The day of the event; of a recurring benefit, one on which it is paid."""
        recurs, usual = self.benefit.recurs, self.probes.day
        if recurs is None:
            return usual
        first = calendar.month_start(calendar.civil_month(usual.toordinal()) // 12 * 12 + recurs.month - 1)
        policy = calendar.OVERFLOW if self.scheme.conventions.month_end == "overflow" else calendar.CLAMP
        day, turn = first + recurs.day - 1, 0
        while day < usual.toordinal():
            turn += 1
            day = calendar.add_months(first + recurs.day - 1, turn * recurs.every_months, policy)
        return date.fromordinal(day)

    def all(self) -> None:
        """Make every instance."""
        self.tell("usual", Phrase(_USUAL), self.usual())
        for bound in self.bounds:
            self.probes.begin(bound.op)
            if bound.subject == "membership":
                self._tenures(bound)
            elif bound.subject == "age":
                self._ages(bound)
            elif bound.since:
                self._delays(bound)
            elif isinstance(bound.size, Fraction):
                self._numbers(bound.subject, bound.size)
        self.probes.begin()
        self._unknowns()
        if self.benefit.recurs:
            self._ticks()

    def tell(self, probe: str, about: Phrase, story: Story, *claims: Claim) -> None:
        """Keep one instance: the story, and the claims that follow; one that cannot happen at all is none.

        A bound may ask for what cannot be, such as a member of 600 years.
        """
        member = self.probes.next_member
        made = claims or (self.claim(),)
        with suppress(EventError):
            if self.benefit.recurs:
                last = max(self.day, story.opened)
                self.probes.add(probe, about, [story.taken_over(member, last)], as_of=last)
                return
            events = story.events(member, self.benefit, made)
            last = max(each.date for each in events)
            self.probes.add(probe, about, events, claim=f"{member}/{len(made)}", as_of=last)

    def _ticks(self) -> None:
        """A member through all the days of a year, and of one with a longer February, on which it is paid."""
        for later in range(0, 4 * _YEAR, _YEAR):
            member, last = self.probes.next_member, self.day + days(later + _THIRTEEN_MONTHS)
            story = attrs.evolve(self.usual(), opened=max(self.usual().opened, self.day + days(later)))
            about = Phrase(_THROUGH, start=Day(story.opened), end=Day(last))
            with suppress(EventError):
                self.probes.add("ticks", about, [story.taken_over(member, last)], as_of=last)

    def usual(self, day: date | None = None, **changes: Any) -> Story:
        """A member of whom everything holds that is required on *day*."""
        day = day or self.day
        tenure = self._wished("membership", _USUAL_TENURE)
        story = Story(
            joined=day - days(whole(tenure)),
            opened=day,
            born=day - days(whole(self._wished("age", _USUAL_AGE))) if "born" in self.reads else None,
            contributed=self._contributed() if "contributed" in self.reads else None,
            facts=self._facts("member"),
        )
        story = attrs.evolve(story, **changes) if changes else story
        return (
            attrs.evolve(story, opened=max(self.scheme.effective, story.joined)) if "opened" not in changes else story
        )

    def claim(self, day: date | None = None, **changes: Any) -> Claim:
        """A claim for which everything holds that is required."""
        usual = Claim(day or self.day, self._nights(), self._delay(), self._facts("claim"))
        return attrs.evolve(usual, **changes) if changes else usual

    def _wished(self, subject: str, usual: Fraction, since: str = "") -> Fraction:
        wish = self.wishes.get((subject, since))
        if wish is None:
            return usual
        if since == "" and subject in ("membership", "age") and wish.least is not None:
            usual = max(usual, wish.least + 200)
        return wish.near(usual)

    def _contributed(self) -> Decimal:
        return self.probes.money(whole(self._wished("contributed", Fraction(200_000))))

    def _nights(self) -> int:
        return max(whole(self._wished("nights", Fraction(3))), 0)

    def _delay(self) -> int:
        windows = [wish.most for (subject, since), wish in self.wishes.items() if subject == "claimed" and wish.most]
        return max(0, min([10, *(int(most) for most in windows)]))

    def _facts(self, of: str) -> dict[str, FactValue]:
        usual = {"truth": 1, "category": 0, "count": 1, "money": 10_000, "date": self.day.toordinal() - 100}
        return {
            fact.id: fact_value(fact, whole(self._wished(fact.id, Fraction(usual[fact.type]))), self.scheme.currency)
            for fact in self.scheme.facts
            if fact.of == of and fact.id in self.reads
        }

    def _tenures(self, bound: Bound) -> None:
        if not isinstance(bound.size, Size):
            return
        reached = shifted(self.day, bound.size, -1)
        for later, template, length in _lengths(bound.size, _MEMBER_FOR, (_MEMBER_LESS, _MEMBER_EXACTLY, _MEMBER_MORE)):
            self.tell("membership", Phrase(template, length=length), self.usual(joined=reached + days(later)))
        for start, first, last in month_end_starts(bound.size, self.day):
            self.probes.begin(bound.op)
            for day in _each_side(first, last):
                about = Phrase(_FROM_TO, start=Day(start), day=Day(day))
                self._on(day, "membership", about, joined=start)

    def _on(self, day: date, probe: str, about: Phrase, **changes: Any) -> None:
        """An instance whose event is on *day*; what recurs is never on a day of choice."""
        if self.benefit.recurs is None:
            self.tell(probe, about, self.usual(day, **changes), self.claim(day))

    def _ages(self, bound: Bound) -> None:
        if not isinstance(bound.size, Size):
            return
        reached = shifted(self.day, bound.size, -1)
        for later, template, length in _lengths(bound.size, _AGED, (_AGED_LESS, _AGED_EXACTLY, _AGED_MORE)):
            born = reached + days(later)
            self.tell("age", Phrase(template, length=length, start=Day(born)), self._born(born))
        for start, first, last in month_end_starts(bound.size, self.day):
            self.probes.begin(bound.op)
            for day in _each_side(first, last):
                about = Phrase(_BORN_AND, start=Day(start), day=Day(day))
                self._on(day, "age", about, born=start)

    def _born(self, born: date) -> Story:
        usual = self.usual()
        return attrs.evolve(usual, born=born, joined=max(usual.joined, born), opened=max(usual.opened, born))

    def _delays(self, bound: Bound) -> None:
        """How long after a date of the claim it is claimed."""
        if bound.subject != "claimed" or not isinstance(bound.size, Size):
            return
        base = self._base(bound.since)
        if base is None:
            return
        from_day, offset = base
        last = shifted(from_day, bound.size)
        for later in (-1, 0, 1):
            delay = (last - from_day).days + later - offset
            length = Count((last - from_day).days + later, "days")
            if delay >= 0:
                self.tell("claimed", Phrase(_CLAIMED_AFTER, length=length), self.usual(), self.claim(delay=delay))
        for start, first, final in month_end_starts(bound.size, self.day):
            self.probes.begin(bound.op)
            for day in _each_side(first, final):
                happened = start + days((self.day - from_day).days)
                about = Phrase(_CLAIMED_ON, start=Day(start), day=Day(day))
                claim = self.claim(happened, delay=max(0, (day - start).days - offset))
                self.tell("claimed", about, self.usual(happened), claim)

    def _base(self, since: str) -> tuple[date, int] | None:
        """The day that a date of the usual claim is, and the days from it to that from which the delay counts."""
        event_date, nights = self.benefit.event_date, self._nights()
        if since not in (event_date, *(_STAYS if event_date in _STAYS else ())):
            return None
        if event_date not in _STAYS:
            return self.day, 0
        admitted, discharged = self.claim().stay(self.benefit)
        return (discharged, 0) if since == "discharged" else (admitted, nights)

    def _numbers(self, subject: str, bound: Fraction) -> None:
        """A fact that is a number, around its bound."""
        for number in numbers_around(bound):
            if subject in ("nights", "stay_days"):
                self.stay_of(number - (1 if subject == "stay_days" else 0))
            elif subject == "contributed":
                about = Phrase(_CONTRIBUTED, amount=Money(number, self.scheme.currency))
                self.tell("contributed", about, self.usual(contributed=self.probes.money(number)))
            elif subject in self.declared:
                self._fact(self.declared[subject], number)

    def stay_of(self, nights: int) -> None:
        """A stay of so many nights."""
        if self.stays and nights >= 0:
            about = Phrase(_NIGHTS, length=Count(nights, "nights"))
            self.tell("nights", about, self.usual(), self.claim(nights=nights))

    def _fact(self, fact: Fact, number: int) -> None:
        """A declared fact with one value."""
        if fact.type == "category" and number >= len(fact.values):
            return
        value = fact_value(fact, number, self.scheme.currency)
        template = _FACT_ANSWER if fact.type == "truth" else _FACT_IS
        about = Phrase(template, fact=Named(fact.name), value=spoken_value(fact, value, self.scheme.currency))
        self._with_fact(fact, {**self._facts(fact.of), fact.id: value}, about)

    def _with_fact(self, fact: Fact, facts: Mapping[str, FactValue], about: Phrase) -> None:
        if fact.of == "member":
            self.tell("fact", about, self.usual(facts=facts))
        elif self.benefit.recurs is None:
            self.tell("fact", about, self.usual(), self.claim(facts=facts))

    def _unknowns(self) -> None:
        """Each fact that nobody reported, and each word or answer that a fact may be."""
        if "born" in self.reads:
            self.tell("unknown", Phrase(_BORN_UNKNOWN), self.usual(born=None))
        for fact in self.declared.values():
            if fact.id not in self.reads:
                continue
            for number in {"truth": range(2), "category": range(len(fact.values))}.get(fact.type, ()):
                self._fact(fact, number)
            facts = {name: value for name, value in self._facts(fact.of).items() if name != fact.id}
            self._with_fact(fact, facts, Phrase(_FACT_UNKNOWN, fact=Named(fact.name)))


def _lengths(size: Size, counted: str, said: tuple[str, str, str]) -> Iterator[tuple[int, str, Count]]:
    """A start a day too late, on the day and a day early, each with its words; days are counted out."""
    for later, template in zip((1, 0, -1), said, strict=True):
        if size.unit == "days":
            yield later, counted, Count(size.count - later, "days")
        else:
            yield later, template, Count(size.count, size.unit)


def _each_side(first: date, last: date) -> list[date]:
    """Two days that a bound may be, with the day before each and the day after the later."""
    found = {first - days(1), first, last - days(1), last, last + days(1)}
    return sorted(found)


def spoken_value(fact: Fact, value: FactValue, currency: str) -> object:
    """The value of a fact as a message shows it."""
    if isinstance(value, bool):
        return Phrase(_YES if value else _NO)
    if isinstance(value, date):
        return Day(value)
    if fact.type == "money":
        return Money.of(value, currency)
    return str(value)
