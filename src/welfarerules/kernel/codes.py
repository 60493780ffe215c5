"""The codes of the kernel: small whole numbers with names."""

from __future__ import annotations

from typing import Final

# What a run of the fold returns.
DONE: Final = 0
FULL: Final = 1

# Kinds of event.
OPENING: Final = 0
OPENING_CASH: Final = 1
JOINED: Final = 2
CHANGED: Final = 3
PAID: Final = 4
RECEIVED: Final = 5
CLAIMED: Final = 6
RESOLVED: Final = 7
SPENT: Final = 8
LEFT: Final = 9
DIED: Final = 10
CLOSED: Final = 11

# The order of a day.
PHASE_OPENING: Final = 0
PHASE_MEMBERSHIP: Final = 1
PHASE_DUES: Final = 2
PHASE_MONEY: Final = 3
PHASE_LAPSING: Final = 4
PHASE_RECURRING: Final = 5
PHASE_DEATH: Final = 6
PHASE_CLAIMS: Final = 7
PHASE_RESOLUTIONS: Final = 8
PHASE_LEAVING: Final = 9
PHASE_CLOSING: Final = 10
PHASE_OVER: Final = 11

# An event in the table of events: the fields of `records.Event` in their order.
EVENT_WIDTH: Final = 10
EVENT_KIND: Final = 1
EVENT_PHASE: Final = 2
EVENT_MEMBER: Final = 3
EVENT_A: Final = 4
EVENT_FIRST: Final = 8

# Status of a person.
NEVER: Final = 0
ACTIVE: Final = 1
GONE: Final = 2
DEAD: Final = 3
ENDED: Final = 4

# Seniority of one who joins again.
RESTART: Final = 0
BRIDGE: Final = 1
NET: Final = 2

# Contributions.
IN_DAYS: Final = 0
IN_MONTHS: Final = 1
ONCE: Final = 2
PROPORTIONAL: Final = 0
FULL_PERIOD: Final = 1
FREE: Final = 2
ACTUAL: Final = 0
BASIS_365: Final = 1
BASIS_360: Final = 2

# Benefits.
ON_OCCURRED: Final = 0
ON_ADMITTED: Final = 1
ON_DISCHARGED: Final = 2
ON_DIED: Final = 3
ON_TICK: Final = 4
NO_UNIT: Final = 0
UNIT_NIGHTS: Final = 1
UNIT_STAY_DAYS: Final = 2
BY_EVENT: Final = 0
BY_NIGHT: Final = 1
BY_ADMISSION: Final = 2
BY_DISCHARGE: Final = 3
PER_EVENT: Final = 0
PER_YEAR: Final = 1
ODD_FIRST: Final = 0
ODD_LAST: Final = 1
ODD_FUND: Final = 2

# Outcomes of a decision.
UNDECIDED: Final = 0
APPROVED: Final = 1
REFUSED: Final = 2
REFERRED: Final = 3

# Why a decision is as it is.
MET: Final = 0
NOT_COVERED: Final = 1
EVENT_DATE_UNKNOWN: Final = 2
REQUIREMENT_NOT_MET: Final = 3
REQUIREMENT_UNKNOWN: Final = 4
AMOUNT_UNKNOWN: Final = 5
NOTHING_DUE: Final = 6
CAP_USED_UP: Final = 7
ALREADY_PAID: Final = 8
PAYEE_UNKNOWN: Final = 9
COMMITTEE: Final = 10
SAME_EVENT: Final = 11
STANDS: Final = 12

# What became of an event.
TAKEN: Final = 0
NOT_A_MEMBER: Final = 1
ALREADY_A_MEMBER: Final = 2
ALREADY_DEAD: Final = 3
NEVER_A_MEMBER: Final = 4
CLAIM_ALREADY_PAID: Final = 5
OWES_LESS: Final = 6
PAID_ONCE: Final = 7
NOT_REFERRED: Final = 8
NOBODY_TO_PAY: Final = 9
MEMBER_THEN: Final = 10

# Why a posting was made.
DUE_FELL: Final = 0
DUE_SETTLED: Final = 1
DUE_CANCELLED: Final = 2
PAYMENT: Final = 3
FROM_ADVANCE: Final = 4
PAID_AHEAD: Final = 5
ADVANCE_REFUNDED: Final = 6
ADVANCE_KEPT: Final = 7
BENEFIT_PAID: Final = 8
MONEY_RECEIVED: Final = 9
MONEY_SPENT: Final = 10
OPENING_BALANCE: Final = 11
YEAR_CLOSED: Final = 12
ADJUSTED: Final = 13

# A posting in the journal: day, event, rule, member, debit, credit, amount, reason, detail, decision.
POSTING_WIDTH: Final = 10

# Kinds of account.
ASSET: Final = 0
LIABILITY: Final = 1
EQUITY: Final = 2
INCOME: Final = 3
EXPENSE: Final = 4
MEMO: Final = 5

# Facts that the kernel knows.
AS_OF: Final = 0
MEMBERSHIP_START: Final = 1
DIED_ON: Final = 2
OCCURRED: Final = 3
ADMITTED: Final = 4
DISCHARGED: Final = 5
CLAIMED_ON: Final = 6
NIGHTS: Final = 7
STAY_DAYS: Final = 8
ARREARS_AMOUNT: Final = 9
UNPAID_MONTHS: Final = 10
UNPAID_DUES: Final = 11
DAYS_OVERDUE: Final = 12
CONTRIBUTED: Final = 13
MEMBER_FACT: Final = 14
CLAIM_FACT: Final = 15
JOINED_ON: Final = 16

# Notes in a trace: each is its code, the number of values that follow, then the values.
NOTE_FACTS: Final = 1
NOTE_REQUIREMENTS: Final = 2
NOTE_AMOUNT: Final = 3
NOTE_PART: Final = 4
NOTE_CAP: Final = 5
NOTE_END: Final = 6

OPEN_ENDED: Final = 3_652_059
"""End of a membership that has not ended: the last ordinal that `datetime.date` knows."""

LARGEST_AMOUNT: Final = 10**15
"""No single amount may reach this: ten million million baht, in satang."""
