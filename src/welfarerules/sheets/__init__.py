"""Workbooks of a spreadsheet, as rows of cells whose values are exact. The only user of openpyxl."""

from __future__ import annotations

from welfarerules.sheets.cells import Broken, Cell, Sheet, Unresolved, Value
from welfarerules.sheets.workbook import read_sheet

__all__ = ["Broken", "Cell", "Sheet", "Unresolved", "Value", "read_sheet"]
