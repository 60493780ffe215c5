"""A fund: one scheme, and what follows from it for all that happened."""

from __future__ import annotations

from welfarerules.fund.decisions import Decision
from welfarerules.fund.evaluation import Fund
from welfarerules.fund.outcome import Outcome, Standing

__all__ = ["Decision", "Fund", "Outcome", "Standing"]
