"""Community welfare funds: bylaws in TOML, events in, every baht decided, booked and explained.

>>> from datetime import date
>>> from importlib.resources import as_file, files
>>> import welfarerules
>>> example = files("welfarerules") / "schemes" / "th"
>>> with as_file(example / "chamuang.toml") as bylaws, as_file(example / "chamuang.events.csv") as happened:
...     scheme = welfarerules.load_scheme(bylaws)
...     events = welfarerules.read_events(happened).events
>>> outcome = welfarerules.Fund(scheme).evaluate(events, as_of=date(2023, 9, 30))
>>> sum(balance.minor for balance in outcome.balances.values())
0

Names are loaded when they are first used; importing the package costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from welfarerules._about import __version__

if TYPE_CHECKING:
    from welfarerules import events as events
    from welfarerules import explain as explain
    from welfarerules.compare import Change, Comparison, compare_schemes
    from welfarerules.errors import (
        DateError,
        Diagnostic,
        EventError,
        MoneyError,
        Place,
        PluginError,
        SchemeError,
        WelfareError,
    )
    from welfarerules.events import EventFile, loads_events, read_events
    from welfarerules.explain import Explanation
    from welfarerules.fund import Decision, Entry, Flag, Fund, Ledger, Outcome, Standing
    from welfarerules.fund.wire import outcome_from_json, outcome_to_json
    from welfarerules.journal import Journal, Posting, Transaction
    from welfarerules.loading import load_scheme, loads_scheme
    from welfarerules.money import Money
    from welfarerules.prose import Reading, read_back
    from welfarerules.scheme.model import Scheme
    from welfarerules.scrutiny import review

__all__ = [
    "Change",
    "Comparison",
    "DateError",
    "Decision",
    "Diagnostic",
    "Entry",
    "EventError",
    "EventFile",
    "Explanation",
    "Flag",
    "Fund",
    "Journal",
    "Ledger",
    "Money",
    "MoneyError",
    "Outcome",
    "Place",
    "PluginError",
    "Posting",
    "Reading",
    "Scheme",
    "SchemeError",
    "Standing",
    "Transaction",
    "WelfareError",
    "__version__",
    "compare_schemes",
    "load_scheme",
    "loads_events",
    "loads_scheme",
    "outcome_from_json",
    "outcome_to_json",
    "read_back",
    "read_events",
    "review",
]

_MODULES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "compare": ("Change", "Comparison", "compare_schemes"),
        "errors": (
            "DateError",
            "Diagnostic",
            "EventError",
            "MoneyError",
            "Place",
            "PluginError",
            "SchemeError",
            "WelfareError",
        ),
        "events": ("EventFile", "loads_events", "read_events"),
        "explain": ("Explanation",),
        "fund": ("Decision", "Entry", "Flag", "Fund", "Ledger", "Outcome", "Standing"),
        "fund.wire": ("outcome_from_json", "outcome_to_json"),
        "journal": ("Journal", "Posting", "Transaction"),
        "money": ("Money",),
        "prose": ("Reading", "read_back"),
        "scheme.model": ("Scheme",),
        "loading": ("load_scheme", "loads_scheme"),
        "scrutiny": ("review",),
    }
)
_WHERE: Final[Mapping[str, str]] = MappingProxyType(
    {name: f"welfarerules.{module}" for module, names in _MODULES.items() for name in names}
)


def __getattr__(name: str) -> Any:
    if name in ("events", "explain"):
        return import_module(f"welfarerules.{name}")
    if name in _WHERE:
        found = getattr(import_module(_WHERE[name]), name)
        globals()[name] = found
        return found
    raise AttributeError(f"module 'welfarerules' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
