"""Random schemes and random funds under them, aimed at the bounds that the schemes draw."""

from __future__ import annotations

from strategies.bylaws import AS_OF, START, Drawn, schemes
from strategies.histories import (
    Focus,
    crowds,
    funds,
    histories,
    named,
    renamed,
    schemes_with_crowds,
    schemes_with_funds,
)

__all__ = [
    "AS_OF",
    "START",
    "Drawn",
    "Focus",
    "crowds",
    "funds",
    "histories",
    "named",
    "renamed",
    "schemes",
    "schemes_with_crowds",
    "schemes_with_funds",
]
