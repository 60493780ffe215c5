"""The vocabulary of checked formulas: types, facts, expressions and questions about them.

>>> facts = FactTable()
>>> [fact.name for fact in facts if fact.type == SPAN]
['membership', 'age']
"""

from __future__ import annotations

from welfarerules.formula.analysis import base_facts_of, facts_of, linear_in, reads_month_end
from welfarerules.formula.facts import AS_OF, BUILT_IN_FACTS, MEMBERSHIP_START, FactTable, FactType
from welfarerules.formula.nodes import (
    Arithmetic,
    Choice,
    Comparison,
    Constant,
    Duration,
    Expression,
    Extreme,
    Fact,
    Logic,
    Negation,
    Negative,
    OneOf,
    Rounded,
    Shifted,
    Span,
    WholeUnits,
    walk,
)
from welfarerules.formula.value_types import CATEGORY, DATE, DURATION, MONEY, NUMBER, RATE, SPAN, TRUTH, Type, count

__all__ = [
    "AS_OF",
    "BUILT_IN_FACTS",
    "CATEGORY",
    "DATE",
    "DURATION",
    "MEMBERSHIP_START",
    "MONEY",
    "NUMBER",
    "RATE",
    "SPAN",
    "TRUTH",
    "Arithmetic",
    "Choice",
    "Comparison",
    "Constant",
    "Duration",
    "Expression",
    "Extreme",
    "Fact",
    "FactTable",
    "FactType",
    "Logic",
    "Negation",
    "Negative",
    "OneOf",
    "Rounded",
    "Shifted",
    "Span",
    "Type",
    "WholeUnits",
    "base_facts_of",
    "count",
    "facts_of",
    "linear_in",
    "reads_month_end",
    "walk",
]
