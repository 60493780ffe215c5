"""What can be wrong with a workbook before its rows are read: ``WR490`` to ``WR492``."""

from __future__ import annotations

from typing import Final

from welfarerules.errors import Finding

NO_LIBRARY: Final = Finding(
    "WR490",
    "workbooks are read by {library}, which is not installed",
    "install it by: pip install 'welfarerules[xlsx]'; or save the sheet as 'CSV UTF-8' and give that file",
)
BAD_WORKBOOK: Final = Finding(
    "WR491",
    "the workbook cannot be read: {reason}",
    "open it in the spreadsheet program and save it as .xlsx without a password; or save the sheet as 'CSV UTF-8'",
)
WHICH_SHEET: Final = Finding(
    "WR492",
    "it is not clear which sheet is meant: {reason}",
    "name one with --sheet: {sheets}",
)
