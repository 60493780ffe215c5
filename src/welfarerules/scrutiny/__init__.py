"""A second look at a scheme that can be computed: what is suspicious in it, although nothing is left open."""

from __future__ import annotations

from welfarerules.scrutiny.reviewing import review

__all__ = ["review"]
