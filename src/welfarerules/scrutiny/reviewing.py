"""All that is suspicious in a scheme, but for what it says is meant so."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from welfarerules.errors import Diagnostic, Finding
from welfarerules.scheme.model import Meant, Scheme
from welfarerules.scrutiny.amounts import odd_amounts
from welfarerules.scrutiny.articles import odd_articles
from welfarerules.scrutiny.caps import odd_caps
from welfarerules.scrutiny.endings import odd_endings
from welfarerules.scrutiny.grounds import Grounds
from welfarerules.scrutiny.names import odd_names
from welfarerules.scrutiny.requirements import odd_requirements
from welfarerules.scrutiny.tiers import odd_tiers
from welfarerules.scrutiny.unread import unread

__all__ = ["review"]

MARKS_NOTHING: Final = Finding(
    "WR700",
    "nothing that is told as {code} stands at {at!r}",
    "remove the entry, or write the code and the key of a warning that is told",
)

_READ: Final[tuple[Callable[[Scheme], Iterable[Diagnostic]], ...]] = (odd_names, odd_articles, unread)
_PROVED: Final[tuple[Callable[[Scheme, Grounds], Iterable[Diagnostic]], ...]] = (
    odd_requirements,
    odd_amounts,
    odd_tiers,
    odd_caps,
    odd_endings,
)


def review(scheme: Scheme) -> tuple[Diagnostic, ...]:
    """Return everything that is suspicious in a scheme, in the order of its text.

    A scheme that leaves something open is refused when it is loaded. What is found here can be computed and is lawful,
    but hardly anybody means it: a cap that no claim can reach, a requirement that always holds. Every diagnostic is a
    warning. What the scheme says is meant so, under ``[[meant]]``, is left out; an entry there that marks nothing is
    told itself.

    >>> from importlib.resources import as_file, files
    >>> from welfarerules.loading import load_scheme
    >>> with as_file(files("welfarerules") / "schemes" / "th" / "chamuang.toml") as bylaws:
    ...     review(load_scheme(bylaws))
    ()
    """
    grounds = Grounds.of(scheme)
    found = [diagnostic for check in _READ for diagnostic in check(scheme)]
    found += [diagnostic for check in _PROVED for diagnostic in check(scheme, grounds)]
    told = [diagnostic for diagnostic in found if not any(_marks(meant, diagnostic) for meant in scheme.meant)]
    idle = [meant for meant in scheme.meant if not any(_marks(meant, diagnostic) for diagnostic in found)]
    told += [MARKS_NOTHING.at(meant.place, code=meant.code, at=meant.at) for meant in idle]
    return tuple(sorted(told, key=lambda diagnostic: diagnostic.sort_key))


def _marks(meant: Meant, diagnostic: Diagnostic) -> bool:
    if meant.code != diagnostic.code or not diagnostic.path.startswith(meant.at):
        return False
    return diagnostic.path[len(meant.at) :][:1] in ("", ".", "[")
