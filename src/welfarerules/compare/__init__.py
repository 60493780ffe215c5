"""What changed in meaning between two schemes, rule by rule, in Thai and English."""

from __future__ import annotations

from welfarerules.compare.change import Change, Comparison
from welfarerules.compare.comparing import compare_schemes

__all__ = ["Change", "Comparison", "compare_schemes"]
