"""Why a claim or a recurring benefit was decided as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from welfarerules.dates import FundYear
from welfarerules.explain.amounts import Amounts
from welfarerules.explain.conditions import Conditions
from welfarerules.explain.explanation import Step
from welfarerules.explain.formulas import Formulas
from welfarerules.explain.notes import Notes, PartNote, read_notes
from welfarerules.explain.runs import Programs, Run
from welfarerules.explain.teller import quantity
from welfarerules.formula.facts import AS_OF
from welfarerules.formula.trace import Missing
from welfarerules.formula.value_types import MONEY
from welfarerules.fund import Decision
from welfarerules.kernel import codes, records
from welfarerules.kernel.base import FAULT, UNKNOWN
from welfarerules.kernel.calendar import fund_year_start
from welfarerules.kernel.payouts import pay_out
from welfarerules.kernel.records import Tables
from welfarerules.money import Money
from welfarerules.words import N_

__all__ = ["DecisionTeller"]
