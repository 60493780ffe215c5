"""A law that never had anything to say is not a law that holds: how many examples it was really tried on."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextvars import ContextVar
from typing import Final, ParamSpec

from hypothesis import event, settings

P = ParamSpec("P")

LEAST: Final = 20
"""Percent of the examples of a law that must have something in them that the law is about."""

costly: Final = settings(max_examples=settings().max_examples // 2)
"""Decorates a law whose examples take long: half as many as the profile says."""

very_costly: Final = settings(max_examples=settings().max_examples // 4)
"""A quarter as many."""

_TALLY: ContextVar[list[bool]] = ContextVar("tally")


def telling(law: Callable[P, None]) -> Callable[P, None]:
    """Decorate a law, outside of `given`, so that it fails when too few of its examples passed `need`.

    An example that does not call `need` counts as one that tells nothing.
    """

    @functools.wraps(law)
    def tried(*args: P.args, **kwargs: P.kwargs) -> None:
        tally: list[bool] = []
        token = _TALLY.set(tally)
        try:
            law(*args, **kwargs)
        finally:
            _TALLY.reset(token)
        told = sum(tally)
        assert told * 100 >= LEAST * len(tally) > 0, f"only {told} of {len(tally)} examples had anything to say"

    return tried


def need(condition: object) -> bool:
    """Count an example, and say whether it has in it what the law is about: ``if not need(paid): return``.

    Unlike `assume` it never makes Hypothesis draw again, which would hide how rare the telling examples are.
    """
    _TALLY.get().append(bool(condition))
    event("tells something" if condition else "tells nothing")
    return bool(condition)
