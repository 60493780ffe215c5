"""Make ``th/chamuang.events.csv``: five fund years of a fund of 276 members, all of them invented.

Run ``python schemes/make_chamuang_events.py`` to write the file anew; it comes out the same to the byte, on every
Python that the package supports. Only `Random.random` is used, the one method whose sequence Python promises to keep.

The rates are those of Thailand in rough: deaths by age and sex (UN World Population Prospects 2024), births by age
(the same), hospital stays by age (National Health Security Office, fiscal year 2022). The people pay as people do:
by week, month, quarter or year, in round sums, far ahead, or late.

One baht is one day, so what a member has paid is kept as the last day it covers.
"""

from __future__ import annotations

import csv
import io
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

SEED = 2563
TARGET = Path(__file__).parent / "th" / "chamuang.events.csv"
FIRST, LAST = date(2020, 10, 1), date(2025, 9, 30)
FOUNDED = date(2003, 10, 1)
MEMBERS, TAKEN_OVER = 276, 234
ENTRY_FEE = 20

COLUMNS = (
    "id", "kind", "date", "recorded", "member", "joined", "born", "paid_until", "advance", "amount", "benefit",
    "occurred", "admitted", "discharged", "fact.gpa_hundredths", "fact.graduating", "payees", "source", "purpose",
    "claim", "outcome", "resolution", "event", "reason",
)  # fmt: skip

# Central death rates per 100,000 persons a year, 2015-20, from the age on: men, women.
DEATHS = (
    (0, 848, 662), (1, 53, 49), (5, 37, 26), (10, 61, 34), (15, 165, 54), (20, 185, 59), (25, 212, 69), (30, 271, 92),
    (35, 404, 144), (40, 596, 209), (45, 741, 288), (50, 904, 395), (55, 1140, 515), (60, 1485, 675), (65, 2088, 983),
    (70, 3125, 1635), (75, 4747, 2845), (80, 7271, 5006), (85, 10976, 8591), (90, 16378, 13904),
)  # fmt: skip
# Births per 1,000 women a year, 2023, from the age on.
BIRTHS = ((0, 0), (15, 26), (20, 56), (25, 63), (30, 55), (35, 33), (40, 8), (45, 0))

# How many of a hundred members pay in which way.
HABITS = (
    ("weekly", 16), ("monthly", 36), ("round", 22), ("quarterly", 8), ("yearly", 7), ("ahead", 5), ("irregular", 6),
)  # fmt: skip

# Members whose story is told here and not drawn.
BIRTHDAY_UNKNOWN = ("M007", "M019", "M042", "M077", "M123", "M160")
BIRTHDAY_FOUND = {"M019": date(1951, 7, 9), "M123": date(1948, 3, 30)}
STOP_PAYING = {"M058": date(2021, 12, 1), "M171": date(2023, 3, 1), "M214": date(2024, 1, 1)}
LEAVES, COMES_BACK = ("M096", date(2022, 3, 15)), ("M096", date(2023, 6, 5))
STAYS = {
    ("M012", date(2021, 9, 1)): (date(2021, 9, 28), 5),
    ("M140", date(2023, 9, 1)): (date(2023, 9, 30), 2),
    ("M205", date(2024, 9, 1)): (date(2024, 9, 29), 3),
}
LATE_FAMILY, DIES = "M009", date(2023, 2, 1)
WRITTEN_TWICE = {"M031": date(2021, 6, 1), "M110": date(2024, 9, 1)}
STORIES = {*BIRTHDAY_UNKNOWN, *STOP_PAYING, *WRITTEN_TWICE, *(name for name, _ in STAYS), LEAVES[0], LATE_FAMILY}


@dataclass
class Event:
    """A row to be: its fields, and the row that its field ``claim`` or ``event`` speaks of."""

    kind: str
    day: date
    recorded: date
    fields: dict[str, str]
    about: Event | None = None


Fields = dict[str, object]


def event(kind: str, day: date, fields: Fields, *, recorded: date | None = None, about: Event | None = None) -> Event:
    """A row of *kind*; its fields as the file has them."""
    texts = {name: value.isoformat() if isinstance(value, date) else str(value) for name, value in fields.items()}
    return Event(kind, day, recorded or day, texts, about)


@dataclass
class Person:
    """An invented member and how far the money reaches."""

    id: str
    woman: bool
    born: date
    joined: date
    habit: str
    covered: date
    left: date | None = None
    died: date | None = None
    stop_paying: date | None = None
    events: list[Event] = field(default_factory=list)

    def add(self, kind: str, day: date, fields: Fields, *, recorded: date | None = None) -> Event:
        """Let something happen to this member."""
        added = event(kind, day, {"member": self.id, **fields}, recorded=recorded)
        self.events.append(added)
        return added

    def age(self, day: date) -> int:
        """Full years on *day*."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))

    def is_member(self, day: date) -> bool:
        """Whether *day* lies after joining and before leaving or death."""
        end = min((day for day in (self.left, self.died) if day), default=date.max)
        return self.joined <= day < end


class Draw:
    """Draws of chance, all from one sequence."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed).random

    def chance(self, part: int, whole: int) -> bool:
        """True *part* times in *whole*."""
        return self._random() * whole < part

    def below(self, stop: int) -> int:
        """A number from 0 to before *stop*."""
        return int(self._random() * stop)

    def weighted(self, weights: tuple[tuple[str, int], ...]) -> str:
        """One of the words, each as often as its weight."""
        words = [word for word, weight in weights for _ in range(weight)]
        return words[self.below(len(words))]


def months() -> Iterator[date]:
    """The first days of the five years' months."""
    for number in range(FIRST.year * 12 + FIRST.month - 1, LAST.year * 12 + LAST.month):
        yield date(number // 12, number % 12 + 1, 1)


def month_end(day: date) -> date:
    """The last day of the month of *day*."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def later(day: date, days: int) -> date:
    """*days* after *day*."""
    return day + timedelta(days)


def by_age(table: tuple[tuple[int, ...], ...], age: int) -> tuple[int, ...]:
    """The row of *table* for *age*."""
    return max(row for row in table if row[0] <= age)


# ── people ────────────────────────────────────────────────────────────────────────────────────────────────────────


def make_person(draw: Draw, number: int) -> Person:
    """A member who was taken over from the old book, or who joins within the five years."""
    name = f"M{number:03}"
    taken_over = number <= TAKEN_OVER
    if not taken_over:
        step = (LAST - FIRST).days // (MEMBERS - TAKEN_OVER + 1)
        joined = later(FIRST, step * (number - TAKEN_OVER) + draw.below(20))
    elif number <= 70:
        joined = FOUNDED
    else:
        joined = later(FOUNDED, draw.below(6200))
    lowest, spread = {0: (4, 14), 1: (60, 28), 2: (60, 28)}.get(draw.below(9), (18, 42))
    age = max(lowest + draw.below(spread), FIRST.year - joined.year + 1)
    born = date(FIRST.year - age, 1 + draw.below(12), 1 + draw.below(28))
    person = Person(name, draw.chance(56, 100), born, joined, draw.weighted(HABITS), later(joined, -1))
    person.stop_paying = STOP_PAYING.get(name)
    if person.stop_paying:
        person.habit = "monthly"
    if name in BIRTHDAY_UNKNOWN:
        person.born = date(1938 + draw.below(14), 6, 15)
    return person


def begin(draw: Draw, person: Person) -> None:
    """The first event of a member: taken over from the old book, or joined and paid the fee."""
    fields: Fields = {} if person.id in BIRTHDAY_UNKNOWN else {"born": person.born}
    if person.joined >= FIRST:
        person.add("joined", person.joined, fields)
        pay(draw, person, person.joined, (month_end(person.joined) - person.covered).days, extra=ENTRY_FEE)
        return
    person.covered = later(FIRST, -1)
    if person.habit == "yearly" and draw.chance(1, 2):
        person.covered = date(2020, 12, 31)
    elif person.habit == "irregular":
        person.covered = date(2020, 7, 31) if draw.chance(1, 2) else date(2020, 8, 31)
    fields |= {"joined": person.joined, "paid_until": person.covered}
    if person.habit == "ahead":
        advance = 40 + draw.below(30) * 10
        fields["advance"] = advance
        person.covered = later(person.covered, advance)
    person.add("opening", FIRST, fields)


# ── payments ──────────────────────────────────────────────────────────────────────────────────────────────────────


def pay(draw: Draw, person: Person, day: date, amount: int, *, extra: int = 0) -> None:
    """One payment; one in eighty reaches the book two to ten weeks later."""
    if amount + extra <= 0 or day > LAST:
        return
    recorded = min(later(day, 14 + draw.below(57)), LAST) if draw.chance(1, 80) else day
    person.add("paid", day, {"amount": amount + extra}, recorded=recorded)
    person.covered = later(person.covered, amount)


def pay_month(draw: Draw, person: Person, first: date) -> None:
    """What a member brings in the month that begins on *first*, by habit."""
    end = month_end(first)
    day = max(later(first, 3 + draw.below(5)), person.joined)
    if person.stop_paying and first >= person.stop_paying:
        return
    if not person.is_member(day):
        return
    behind = (end - person.covered).days
    if person.habit == "weekly":
        pay_sundays(draw, person, first)
    elif person.habit == "round":
        pay(draw, person, day, behind if first.month == 10 or behind > 45 else 30)
    elif person.habit == "irregular":
        if behind > 270 or draw.chance(1, 16):
            pay(draw, person, day, behind)
        elif draw.chance(3, 5):
            pay(draw, person, day, 30)
    elif person.habit == "ahead":
        if behind > 0:
            pay(draw, person, day, 500 * (1 + draw.below(2)))
    elif person.habit == "monthly":
        if not draw.chance(1, 45):
            pay(draw, person, day, behind)
    elif behind > 0:
        pay(draw, person, day, behind + days_ahead(person.habit, end))


def pay_sundays(draw: Draw, person: Person, first: date) -> None:
    """Seven baht every Sunday; a missed week is made up on the next."""
    day = later(first, (6 - first.weekday()) % 7)
    while day <= month_end(first):
        if person.is_member(day) and day > person.joined and not draw.chance(1, 40):
            weeks = max(round((later(day, 6) - person.covered).days / 7), 1)
            if person.covered < later(day, 6):
                pay(draw, person, day, 7 * weeks)
        day = later(day, 7)


def days_ahead(habit: str, end: date) -> int:
    """Days from a month's *end* to the end of the quarter, or of the fund year."""
    while not (end.month == 9 or (habit == "quarterly" and end.month % 3 == 0)):
        following = month_end(later(end, 1))
        return (following - end).days + days_ahead(habit, following)
    return 0


# ── what happens to people ────────────────────────────────────────────────────────────────────────────────────────


def claim(draw: Draw, person: Person, day: date, fields: Fields) -> None:
    """A claim some weeks after *day*, now and then too late; none if the member is gone or the five years are over."""
    filed = later(day, 95 + draw.below(30)) if draw.chance(1, 30) else later(day, 2 + draw.below(40))
    if filed <= LAST and person.is_member(filed):
        person.add("claimed", filed, fields)


def fall_ill(draw: Draw, person: Person, first: date) -> None:
    """Perhaps a hospital stay that begins in the month of *first*."""
    old = person.age(first) >= 60
    admitted, nights = STAYS.get((person.id, first), (date.min, 0))
    if not nights:
        if not draw.chance(22 if old else 13, 1200):
            return
        admitted, nights = later(first, draw.below(monthrange(first.year, first.month)[1])), 1
        while draw.chance(80 if old else 68, 100) and nights < 40:
            nights += 1
    discharged = later(admitted, nights)
    if all(past.fields.get("discharged", "") < admitted.isoformat() for past in person.events):
        claim(draw, person, discharged, {"benefit": "hospital", "admitted": admitted, "discharged": discharged})


def bear(draw: Draw, person: Person, first: date) -> None:
    """Perhaps a birth; half as often that of a father who is the family's only member."""
    rate = by_age(BIRTHS, person.age(first))[1]
    if draw.chance(rate if person.woman else rate // 2, 12_000):
        born = later(first, draw.below(28))
        claim(draw, person, born, {"benefit": "birth", "occurred": born})


def graduate(draw: Draw, person: Person, first: date) -> None:
    """In March, perhaps a child's results; one school in six does not tell the grade."""
    if first.month != 3 or not 32 <= person.age(first) <= 52 or not draw.chance(1, 14):
        return
    results = date(first.year, 3, 31)
    fields: Fields = {"benefit": "study", "occurred": results}
    if not draw.chance(1, 6):
        fields["fact.gpa_hundredths"] = 330 + draw.below(71)
    fields["fact.graduating"] = "true" if draw.chance(9, 10) else "false"
    claim(draw, person, results, fields)


def die(draw: Draw, person: Person, first: date) -> None:
    """Perhaps a death, and the family's claim."""
    rate = by_age(DEATHS, person.age(first))[2 if person.woman else 1]
    late = (person.id, first) == (LATE_FAMILY, DIES)
    if not late and (person.id in STORIES or not draw.chance(rate, 1_200_000)):
        return
    day = max(later(first, draw.below(28)), later(max(past.day for past in person.events), 1))
    if day > LAST:
        return
    person.died = day
    person.add("died", day, {})
    filed = later(day, 134 if late else 5 + draw.below(60))
    if filed > LAST:
        return
    request = person.add("claimed", filed, {"benefit": "death", "payees": payees(draw, person.age(day))})
    if late:
        resolution: Fields = {"outcome": "approved", "amount": 15000, "resolution": "5/2566"}
        person.events.append(event("resolved", later(filed, 17), resolution, about=request))


def payees(draw: Draw, age: int) -> str:
    """Whom the family names: plainly invented people."""
    people = {"named": 1 if draw.chance(1, 4) else 0}
    people["spouse"] = 1 if age >= 25 and draw.chance(1, 2) else 0
    people["children"] = 1 + draw.below(4) if age >= 30 else 0
    people["parents"] = 2 if age < 50 else 0
    relations = [relation for relation, count in people.items() for _ in range(count)] or ["named"]
    first = 1 + draw.below(400)
    return "|".join(f"{relation}=ผู้รับตัวอย่าง {first + number}" for number, relation in enumerate(relations))


def leave(draw: Draw, person: Person, first: date) -> None:
    """Perhaps a resignation; one member comes back."""
    resigned = later(first, 9)
    if (person.id, first) == (LEAVES[0], LEAVES[1].replace(day=1)):
        resigned = LEAVES[1]
    elif person.id in STORIES or not person.is_member(resigned) or not draw.chance(14, 12_000):
        return
    if all(past.day < resigned for past in person.events):
        person.left = resigned
        person.add("left", resigned, {})


def come_back(draw: Draw, person: Person, first: date) -> None:
    """The one member who comes back."""
    name, day = COMES_BACK
    if (person.id, first) == (name, day.replace(day=1)):
        person.left, person.joined, person.covered = None, day, later(day, -1)
        begin(draw, person)


def live(draw: Draw, person: Person) -> None:
    """Five years of one member."""
    begin(draw, person)
    for first in months():
        if person.died or month_end(first) < person.joined:
            continue
        leave(draw, person, first)
        come_back(draw, person, first)
        pay_month(draw, person, first)
        stopped = person.stop_paying is not None and first > later(person.stop_paying, 120)
        if not stopped and later(first, -30) > person.joined and person.is_member(later(first, 27)):
            for happen in (fall_ill, bear, graduate, die):
                happen(draw, person, first)
    if person.id in BIRTHDAY_FOUND:
        person.add("changed", date(2022, 11, 7), {"born": BIRTHDAY_FOUND[person.id]})
    write_twice(person)


def write_twice(person: Person) -> None:
    """Two members have a payment written into the book twice; the second is reversed nine days later."""
    since = WRITTEN_TWICE.get(person.id, date.max)
    payment = next((past for past in person.events if past.kind == "paid" and past.day >= since), None)
    if payment:
        again = person.add("paid", payment.day, {"amount": payment.fields["amount"]})
        person.events.append(event("reversed", later(payment.day, 9), {"reason": "จดซ้ำ"}, about=again))


# ── the fund itself ───────────────────────────────────────────────────────────────────────────────────────────────


def money_of_the_fund(draw: Draw) -> Iterator[Event]:
    """What the old book left, grants, interest, office costs, and the close of each year."""
    yield event("opening", FIRST, {"amount": "386450.75"})
    for first in months():
        cost = 120 + 10 * draw.below(50)
        yield event("spent", later(first, 19 + draw.below(8)), {"amount": cost, "purpose": "ค่าวัสดุสำนักงาน"})
        if first.month == 2:
            yield event("received", later(first, 13), {"amount": 30000, "source": "อบต. ชะมวง"})
        if first.month == 8 and first.year % 2 == 0:
            match = 40000 + 5 * draw.below(4000)
            yield event("received", later(first, 21), {"amount": match, "source": "เงินสมทบจากรัฐ"})
        if first.month in (6, 12):
            interest = f"{300 + draw.below(400)}.{draw.below(100):02}"
            yield event("received", month_end(first), {"amount": interest, "source": "ดอกเบี้ยเงินฝาก"})
        if first.month == 9:
            yield event("closed", month_end(first), {})


# ── the file ──────────────────────────────────────────────────────────────────────────────────────────────────────


def make_events(seed: int = SEED) -> list[Event]:
    """All events, in the order in which they came into the book."""
    draw = Draw(seed)
    events = list(money_of_the_fund(draw))
    for number in range(1, MEMBERS + 1):
        person = make_person(draw, number)
        live(draw, person)
        events += person.events
    return sorted((found for found in events if found.day <= LAST), key=lambda found: (found.recorded, found.day))


def as_csv(events: list[Event]) -> str:
    """The text of the file: one row per event, numbered as they came in."""
    ids = {id(found): f"E{number:05}" for number, found in enumerate(events, start=1)}
    text = io.StringIO()
    rows = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    rows.writeheader()
    for found in events:
        row = {"id": ids[id(found)], "kind": found.kind, "date": found.day.isoformat(), **found.fields}
        if found.recorded != found.day:
            row["recorded"] = found.recorded.isoformat()
        if found.about:
            row["claim" if found.kind == "resolved" else "event"] = ids[id(found.about)]
        rows.writerow(row)
    return text.getvalue()


if __name__ == "__main__":
    TARGET.write_text(as_csv(make_events()), encoding="utf-8", newline="\n")
    print(f"wrote {TARGET}")
