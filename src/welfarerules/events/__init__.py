r"""What happened in a fund: one class for each kind of event, readers and writers, and the one order of events.

>>> from welfarerules.events import loads_events
>>> text = "kind,id,date,member,amount\njoined,J-1,1 ต.ค. 2568,M-1,\npaid,P-1,2025-10-05,M-1,๓๐.๕๐\n"
>>> file = loads_events(text, "csv")
>>> file.events[1].amount, file.refusals
(Decimal('30.50'), ())
"""

from __future__ import annotations

from welfarerules.events._composites import FactValue, Payee, fact_value
from welfarerules.events._decisions import Closed, Resolved, Reversed
from welfarerules.events._event import About, Event, EventField, fields_of
from welfarerules.events._jsonl import event_from_json
from welfarerules.events._membership import Changed, Died, Joined, Left, Opening
from welfarerules.events._payments import Borrowed, Bought, Claimed, Paid, Received, Spent
from welfarerules.events.catalogue import EVENT_KINDS
from welfarerules.events.order import Combined, Effective, combine, effective, order_key
from welfarerules.events.reading import EventFile, loads_events, read_events
from welfarerules.events.reference import catalogue_table
from welfarerules.events.schema import events_schema
from welfarerules.events.suspicions import suspicious_events
from welfarerules.events.writing import dumps_events, event_to_json, write_events

__all__ = [
    "EVENT_KINDS",
    "About",
    "Borrowed",
    "Bought",
    "Changed",
    "Claimed",
    "Closed",
    "Combined",
    "Died",
    "Effective",
    "Event",
    "EventField",
    "EventFile",
    "FactValue",
    "Joined",
    "Left",
    "Opening",
    "Paid",
    "Payee",
    "Received",
    "Resolved",
    "Reversed",
    "Spent",
    "catalogue_table",
    "combine",
    "dumps_events",
    "effective",
    "event_from_json",
    "event_to_json",
    "events_schema",
    "fact_value",
    "fields_of",
    "loads_events",
    "order_key",
    "read_events",
    "suspicious_events",
    "write_events",
]
