"""Explanations: what the engine noted, told in whole sentences of Thai or English.

Nothing here decides or computes: an explanation is read from a decision's trace, from the postings and from the
scheme.
"""

from __future__ import annotations

from welfarerules.explain.explainer import Explainer, Subject, explain
from welfarerules.explain.explanation import Explanation, Step

__all__ = ["Explainer", "Explanation", "Step", "Subject", "explain"]
