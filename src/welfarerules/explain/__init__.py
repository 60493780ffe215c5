"""Explanations: what the engine noted, told in whole sentences of Thai or English.

Nothing here decides or computes: an explanation is read from a decision's trace, from the postings and from the
scheme.
"""

from __future__ import annotations

from welfarerules.explain.explainer import Explainer, Subject
from welfarerules.explain.explaining import explain
from welfarerules.explain.explanation import Explanation, Step
from welfarerules.explain.ledgers import LedgerExplainer

__all__ = ["Explainer", "Explanation", "LedgerExplainer", "Step", "Subject", "explain"]
