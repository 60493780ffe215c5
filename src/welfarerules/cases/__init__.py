"""Worked cases: examples that a committee can read, write and check a scheme against.

>>> from welfarerules.cases import loads_cases, run_cases
>>> from welfarerules.loading import loads_scheme
>>> scheme = loads_scheme('''
... schema = 1
... [scheme]
... id = "th.example.yearly"
... name = { th = "กองทุนตัวอย่าง", en = "Example fund" }
... currency = "THB"
... effective = 2010-01-01
... [membership]
... article = "ข้อ 6"
... entry_fee = 20
... seniority = { on_readmission = "restart" }
... on_leaving = { advance = "keep", arrears = "cancel" }
... ''')
>>> cases = loads_cases('''
... schema = 1
... scheme = "fund.toml"
... [[case]]
... id = "joining"
... name = { en = "joining costs twenty baht" }
... as_of = 2012-01-31
... events = [
...   { kind = "joined", member = "A", date = 2012-01-04 },
...   { kind = "paid", member = "A", date = 2012-01-04, amount = 15 },
... ]
... expect = [{ member = "A", arrears = 4 }]
... ''', scheme=scheme)
>>> (result,) = run_cases(cases)
>>> print(*(difference.message for difference in result.differences))
'A' is 5.00 baht in arrears, not 4.00 baht
"""

from __future__ import annotations

from welfarerules.cases.json_schema import cases_schema
from welfarerules.cases.model import (
    NO_DECISION,
    Case,
    CaseError,
    CaseFile,
    CaseResult,
    Expectation,
    ExpectedBalance,
    ExpectedClaim,
    ExpectedPayee,
    ExpectedRecurring,
    ExpectedStanding,
)
from welfarerules.cases.reading import load_cases, loads_cases
from welfarerules.cases.running import run_case, run_cases

__all__ = [
    "NO_DECISION",
    "Case",
    "CaseError",
    "CaseFile",
    "CaseResult",
    "Expectation",
    "ExpectedBalance",
    "ExpectedClaim",
    "ExpectedPayee",
    "ExpectedRecurring",
    "ExpectedStanding",
    "cases_schema",
    "load_cases",
    "loads_cases",
    "run_case",
    "run_cases",
]
