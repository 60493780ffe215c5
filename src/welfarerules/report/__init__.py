"""What an outcome looks like outside: tables for people, rows and ledgers for other programs."""

from __future__ import annotations

from welfarerules.report.beancount import account_name, write_beancount
from welfarerules.report.files import replacing, writable
from welfarerules.report.postings import COLUMNS, posting_row, write_csv, write_jsonl
from welfarerules.report.statement import Statement, statement_of, statement_tables
from welfarerules.report.summary import Summary, decisions_table, summarise, summary_tables
from welfarerules.report.tables import Column, Table, as_text, display_width

__all__ = [
    "COLUMNS",
    "Column",
    "Statement",
    "Summary",
    "Table",
    "account_name",
    "as_text",
    "decisions_table",
    "display_width",
    "posting_row",
    "replacing",
    "statement_of",
    "statement_tables",
    "summarise",
    "summary_tables",
    "writable",
    "write_beancount",
    "write_csv",
    "write_jsonl",
]
