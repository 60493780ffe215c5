"""What must hold of any document, whoever wrote it and however wrong it is."""

from __future__ import annotations

import importlib
import json
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import small_fund
from fuzz.corpus import ROOT
from welfarerules.cases import load_cases, run_cases
from welfarerules.errors import Diagnostic, WelfareError
from welfarerules.events import Claimed, Died, Event, Joined, Paid, dumps_events, loads_events, read_events
from welfarerules.explain import Explainer
from welfarerules.explain.names import Names
from welfarerules.fund import Fund, Outcome
from welfarerules.fund.wire import outcome_from_json, outcome_to_json
from welfarerules.loading import load_scheme
from welfarerules.report import as_text, statement_of, statement_tables, summarise, summary_tables
from welfarerules.report.summary import Summary
from welfarerules.scheme.model import Scheme
from welfarerules.scrutiny import review
from welfarerules.words import LANGUAGES

SLOWEST: Final = 2.0
"""Seconds of one processor that a document of a few kilobytes may take to read and to tell what is wrong with it."""

LONGEST_WAIT: Final = 60
"""Seconds after which anything hangs."""

GALLERY_DAY: Final = date(2022, 12, 31)
"""The day up to which the gallery's events are looked at."""

_SOME: Final = 12


class BrokenError(AssertionError):
    """Something that must hold does not."""


class HangsError(BaseException):
    """It took longer than anybody waits. No exception that somebody might catch on the way."""


def must(holds: object, what: str) -> None:
    """Raise unless something holds."""
    if not holds:
        raise BrokenError(what)


@contextmanager
def in_time() -> Iterator[None]:
    """Stop what hangs, where the system can."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise HangsError(f"longer than {LONGEST_WAIT} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, LONGEST_WAIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def check(kind: str, path: Path) -> tuple[str, ...] | None:
    """Read the document at *path* as a *kind* and try everything that must hold of it.

    Returns:
        The codes of what is wrong with it, with repetitions; None where it was accepted with nothing wrong.

    Raises:
        BrokenError: Something does not hold.
        HangsError: It takes too long.
        Exception: Anything else is a defect too.
    """
    with in_time():
        began = time.process_time()
        found, result = _read(kind, path)
        _told(found, path)
        took = time.process_time() - began
        must(took < SLOWEST, f"took {took:.1f} s to read")
        if result is not None:
            _used(kind, result)
    return tuple(sorted(each.code for each in found)) or None


def faults(kind: str, path: Path) -> tuple[str, ...]:
    """Return the codes of everything that is wrong with the document at *path*, each once.

    Events are also looked at under the Chamuang bylaws: the gallery holds some that only a fund can refuse.
    """
    found, result = _read(kind, path)
    if kind in {"csv", "jsonl"} and result is not None:
        found = (*found, *_chamuang().evaluate(result, GALLERY_DAY).refusals)
    return tuple(sorted({each.code for each in found}))


def _read(kind: str, path: Path) -> tuple[Sequence[Diagnostic], Any]:
    try:
        match kind:
            case "scheme":
                scheme = load_scheme(path, plugins=plugins())
                _told(review(scheme), path)
                return (), scheme
            case "cases":
                return (), load_cases(path, scheme=small_fund.scheme())
            case _:
                file = read_events(path, format=kind)
                must(file.refusals or len(file.events) == file.rows, "a row is neither an event nor refused")
                return file.refusals, file.events
    except WelfareError as refused:
        return refused.found, None


def _told(found: Iterable[Diagnostic], path: Path) -> None:
    """Everything that is wrong is told in each language, with its place, and as JSON."""
    for each in found:
        must(each.file in (str(path), ""), f"{each.code} names the file {each.file!r}")
        must(each.line >= 0, f"{each.code} has no line")
        for lang in LANGUAGES:
            must(each.render(lang).strip() and each.code in each.render(lang), f"{each.code} is not told in {lang}")
            data = each.to_json(lang=lang)
            must(json.loads(json.dumps(data)) == data, f"{each.code} does not survive JSON")
            must(data["message"] and data["remedy"], f"{each.code} lacks a message or a remedy in {lang}")
        must(all(line == line.rstrip("\r") for line in each.render().split("\n")), f"{each.code} overwrites its line")
        must("\x1b" not in each.render() and "\0" not in each.render(), f"{each.code} moves the cursor")


def _use_scheme(scheme: Scheme) -> None:
    fund = Fund(scheme)
    _evaluated(fund, history(scheme), scheme.effective + timedelta(days=1500))


def _use_cases(cases: Any) -> None:
    for result in run_cases(cases):
        for difference in result.differences:
            for lang in LANGUAGES:
                must(difference.render(lang), "a difference is not told")


def _use_events(events: Sequence[Event]) -> None:
    for form in ("csv", "jsonl"):
        again = loads_events(dumps_events(events, form), form)
        must(not again.refusals, f"what was written as {form} is refused: {again.refusals[:1]}")
        must(again.events == tuple(events), f"what was written as {form} is read back as something else")
    for fund in (_small(), _chamuang()):
        _evaluated(fund, events, date(2026, 1, 1))


def _used(kind: str, result: Any) -> None:
    match kind:
        case "scheme":
            _use_scheme(result)
        case "cases":
            _use_cases(result)
        case _:
            _use_events(result)


@cache
def plugins() -> tuple[ModuleType, ...]:
    """The example plugins, installed or not."""
    sources = sorted((ROOT / "plugins").glob("*/src"))
    sys.path.extend(str(source) for source in sources if str(source) not in sys.path)
    return tuple(
        importlib.import_module(path.name) for source in sources for path in sorted(source.glob("welfarerules_*"))
    )


@cache
def _small() -> Fund:
    return Fund(small_fund.scheme())


@cache
def _chamuang() -> Fund:
    return Fund(load_scheme(ROOT / "schemes" / "th" / "chamuang.toml"))


def history(scheme: Scheme) -> list[Event]:
    """Two members who pay, claim everything there is, and of whom one dies."""
    start = scheme.effective
    events: list[Event] = []
    for number, who in enumerate(("ก", "ข")):
        joined = start + timedelta(days=30 * number)
        events.append(Joined(f"J{who}", joined, who, born=date(1950 + 5 * number, 2, 28)))
        events += [Paid(f"P{who}{n}", joined + timedelta(days=90 * n), who, 97) for n in range(14)]
        day = joined + timedelta(days=1100)
        for benefit in scheme.benefits:
            events += [
                Claimed(f"O{who}{benefit.id}", day, who, benefit.id, occurred=day),
                Claimed(f"S{who}{benefit.id}", day, who, benefit.id, admitted=day - timedelta(5), discharged=day),
                Claimed(f"N{who}{benefit.id}", day, who, benefit.id),
            ]
    events.append(Died("D", start + timedelta(days=1200), "ก"))
    events += [
        Claimed(f"D{benefit.id}", start + timedelta(days=1210), "ก", benefit.id, occurred=start + timedelta(days=1200))
        for benefit in scheme.benefits
    ]
    return events


def _evaluated(fund: Fund, events: Sequence[Event], as_of: date) -> None:
    try:
        outcome = fund.evaluate(events, as_of)
    except WelfareError as refused:
        must(refused.found, "refused without a reason")
        return
    for refusal in outcome.refusals:
        for lang in LANGUAGES:
            must(refusal.render(lang), f"{refusal.code} is not told")
    _balanced(outcome)
    data = json.dumps(outcome_to_json(outcome), ensure_ascii=False)
    must(outcome_from_json(json.loads(data)) == outcome, "the outcome does not survive JSON")
    _explained(outcome)


def _balanced(outcome: Outcome) -> None:
    """No money is made or lost, nobody is paid less than nothing, and only who is approved is paid."""
    sums = Counter[str]()
    paid = Counter[int | None]()
    for posting in outcome.journal:
        must(posting.amount.minor > 0, f"{posting} is not positive")
        must(
            posting.debit.startswith("memo:") == posting.credit.startswith("memo:"), f"{posting} turns debt into money"
        )
        sums[posting.debit] += posting.amount.minor
        sums[posting.credit] -= posting.amount.minor
        if posting.reason == "benefit_paid":
            paid[posting.decision] += posting.amount.minor
    must(sum(sums.values()) == 0, "the books do not balance")
    must(
        {name: money.minor for name, money in outcome.balances.items()} == dict(sums), "balances differ from the books"
    )
    for number, decision in enumerate(outcome.decisions):
        must(decision.amount.minor >= 0, f"{decision.id} pays less than nothing")
        approved = decision.amount.minor if decision.outcome == "approved" else 0
        must(paid.pop(number, 0) == approved, f"{decision.id} is {decision.outcome} and yet something else was paid")
    must(not +paid, "something was paid that nobody decided")


def _explained(outcome: Outcome) -> None:
    subjects: list[Any] = [*outcome.decisions[:_SOME], *outcome.journal[:_SOME], *list(outcome.standings.values())[:3]]
    for lang in LANGUAGES:
        explainer = Explainer(outcome, lang=lang)
        for subject in subjects:
            told = explainer.explain(subject)
            must(told.text().strip() and told.to_json(), "an explanation says nothing")
    _summed(outcome, summarise(outcome))


def _summed(outcome: Outcome, summary: Summary) -> None:
    for lang in LANGUAGES:
        names = Names(outcome.scheme, lang)
        for table in summary_tables(summary, names):
            must(as_text(table) or not table.rows, "a table says nothing")
        for member in list(outcome.standings)[:2]:
            statement_tables(statement_of(outcome, member), names)
