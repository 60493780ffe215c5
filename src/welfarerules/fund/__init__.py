"""A fund: one scheme, and what follows from it for all that happened."""

from __future__ import annotations

from welfarerules.fund.decisions import Decision
from welfarerules.fund.entry import Entry, Flag
from welfarerules.fund.evaluation import Fund
from welfarerules.fund.ledger import Ledger
from welfarerules.fund.outcome import Outcome, Standing

__all__ = ["Decision", "Entry", "Flag", "Fund", "Ledger", "Outcome", "Standing"]
