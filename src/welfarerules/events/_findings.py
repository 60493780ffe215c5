"""What can be wrong with events before any scheme is known.

``WR400`` to ``WR409`` and ``WR487`` the file, ``WR410`` to ``WR419``, ``WR449`` and ``WR488`` a row, ``WR420`` to
``WR431`` a value, ``WR432`` to ``WR441`` the fields of one event together, ``WR442`` to ``WR446`` events together,
``WR447``, ``WR448`` and ``WR493`` to ``WR499`` workbooks. What needs the scheme or the history of a member is found by
the fund (``WR450`` and up).
"""

from __future__ import annotations

from typing import Final

from welfarerules.errors import Finding

UNREADABLE_FILE: Final = Finding(
    "WR400",
    "the file cannot be read: {reason}",
    "check the name of the file and the right to read it",
)
UNKNOWN_FORMAT: Final = Finding(
    "WR401",
    "the format is not known: {reason}",
    "give the file a name that ends in .csv, .jsonl or .xlsx, whichever of them it is",
)
NO_SHEETS: Final = Finding(
    "WR447",
    "the sheet {sheet!r} is asked for, but only a workbook (.xlsx) has sheets",
    "leave the sheet out, or give a workbook",
)
NOT_UTF8: Final = Finding(
    "WR402",
    "the text is not in UTF-8; it looks like {encoding}",
    "save the file again as UTF-8; in Excel choose the type 'CSV UTF-8 (Comma delimited)'",
)
NO_HEADER: Final = Finding(
    "WR403",
    "the file is empty",
    "let the first row name the columns, such as: kind,id,date,member,amount",
)
WRONG_SEPARATOR: Final = Finding(
    "WR404",
    "the columns are separated by {separator}",
    "save the file with commas between the columns",
)
UNKNOWN_COLUMN: Final = Finding(
    "WR405",
    "no event has a field {column!r}",
    "leave the column out; a fact that the scheme declares is headed 'fact.' and its name",
)
MISSPELT_COLUMN: Final = Finding(
    "WR409",
    "no event has a field {column!r}",
    "write {suggestion!r}, or leave the column out",
)
REPEATED_COLUMN: Final = Finding(
    "WR406",
    "the columns {first!r} and {second!r} are the same field",
    "keep one of the two columns",
)
MISSING_COLUMN: Final = Finding(
    "WR407",
    "the first row does not name the columns {columns}",
    "let the first row name all columns, without a title above it; every event needs kind, id and date",
)
UNNAMED_COLUMN: Final = Finding(
    "WR408",
    "column {number} has no name but holds {value!r}",
    "name the column in the first row, or empty it",
)

TOO_MANY_CELLS: Final = Finding(
    "WR410",
    "the row has {cells} cells but there are {columns} columns",
    'put a value that contains a comma between double quotes, such as "1,250.50"',
)
CUT_AMOUNT: Final = Finding(
    "WR449",
    "{whole} may be one amount: without quotation marks the comma for thousands ends its cell after {first}",
    'write "{whole}" in quotation marks, or {plain}; if {first} and what follows are two values, {apart}',
)
BAD_QUOTES: Final = Finding(
    "WR411",
    "the double quotes of the row do not match",
    "close the quotes in the same line and double those inside a value; a value cannot contain a line break",
)
UNKNOWN_KIND: Final = Finding(
    "WR412",
    "no kind of event is called {kind!r}",
    "write {suggestion}; the kinds are {kinds}",
)
LONG_LINE: Final = Finding(
    "WR488",
    "the line has {length} characters, more than {most}",
    "write one event a line; see whether this is the right file",
)
MISSING_VALUE: Final = Finding(
    "WR413",
    "an event of the kind {kind!r} needs {field!r}",
    "give {field!r}, such as {example!r}",
)
FOREIGN_VALUE: Final = Finding(
    "WR414",
    "an event of the kind {kind!r} has no {field!r}, but the row says {value!r}",
    "empty {field!r}, or correct the kind; it has {fields}",
)
NOT_JSON: Final = Finding(
    "WR415",
    "the line is not JSON: {reason}",
    'write one event as one JSON object on one line, such as {{"kind": "left", "id": "E-1", "date": "2025-10-01", '
    '"member": "M-1"}}',
)
NO_KIND: Final = Finding(
    "WR416",
    "it is not said what kind of event this is",
    "give 'kind', one of {kinds}",
)
UNKNOWN_FIELD: Final = Finding(
    "WR417",
    "an event of the kind {kind!r} has no {field!r}",
    "write {suggestion!r}, or leave {field!r} out",
)
REPEATED_KEY: Final = Finding(
    "WR418",
    "{key!r} is given twice",
    "keep one of the two",
)
WRONG_TYPE: Final = Finding(
    "WR419",
    "{value} is not {wanted}",
    "write it as {example}",
)

BAD_ID: Final = Finding(
    "WR420",
    "{text!r} cannot be an id: it contains {what}",
    "write the id with letters, digits and signs that can be seen",
)
DAMAGED: Final = Finding(
    "WR421",
    "{text!r} is what a spreadsheet made of the id",
    "format the column as text in the spreadsheet and enter the id again",
)
BAD_TEXT: Final = Finding(
    "WR422",
    "{text!r} is empty, begins or ends with a space, or contains a line break or a control character",
    "write it in one line of plain text",
)
BAD_CHOICE: Final = Finding(
    "WR423",
    "{text!r} is none of {choices}",
    "write {suggestion}",
)
BAD_COUNT: Final = Finding(
    "WR424",
    "{text!r} is not a whole number from 0 to {most}",
    "write digits only, such as 2",
)
BAD_PAIRS: Final = Finding(
    "WR425",
    "{text!r} does not read as {wanted}",
    "write it as {example}",
)
REPEATED_NAME: Final = Finding(
    "WR426",
    "{name!r} is named twice",
    "name {name!r} once",
)
NOT_POSITIVE: Final = Finding(
    "WR427",
    "the amount {amount} is not more than 0",
    "write what was moved, without a sign; leave out a row without money, undo a wrong one by 'reversed'",
)
NEGATIVE: Final = Finding(
    "WR428",
    "the amount {amount} is less than 0",
    "write 0 or more",
)
IMPLAUSIBLE_AMOUNT: Final = Finding(
    "WR429",
    "{amount} is not an exact amount of money",
    "write a plain number with the decimals that the currency has, such as 1250.50",
)

FRACTION: Final = Finding(
    "WR430",
    "the number {value} may not be exact: programs keep such numbers in binary",
    "write the amount as text, such as {example}",
)
TOO_LONG_AGO: Final = Finding(
    "WR431",
    "the year of {day} cannot be right: it lies before {first}",
    "correct the year",
)
WRONG_ORDER: Final = Finding(
    "WR432",
    "{field!r} ({day}) lies before {earlier_field!r} ({earlier})",
    "correct one of the two dates",
)
ENTERED_BEFORE: Final = Finding(
    "WR433",
    "it was entered on {recorded}, before it happened on {day}",
    "correct 'date' or 'recorded'; an event is entered once it has happened",
)
OPENS_NOTHING: Final = Finding(
    "WR434",
    "the opening names neither a member nor an amount of cash",
    "give 'member' to take over a member, or 'amount' to take over the fund's cash",
)
NEEDS_MEMBER: Final = Finding(
    "WR435",
    "an opening without a member has no {field!r}",
    "give 'member', or leave {field!r} out",
)
CASH_OF_MEMBER: Final = Finding(
    "WR436",
    "the opening of a member has no 'amount'",
    "write money that the member has paid ahead as 'advance'; enter the fund's cash as an opening of its own",
)
JOINED_WHEN: Final = Finding(
    "WR437",
    "the opening of a member does not say when the member joined",
    "give 'joined'; how long a membership has lasted counts from that day",
)
CHANGES_NOTHING: Final = Finding(
    "WR438",
    "the event changes nothing",
    "give what has changed: 'born' or a fact of the member",
)
APPROVED_WITHOUT_AMOUNT: Final = Finding(
    "WR439",
    "the committee approved the claim but no 'amount' is given",
    "give the amount that the committee resolved to pay",
)
REFUSED_WITH_AMOUNT: Final = Finding(
    "WR440",
    "the committee refused the claim, yet 'amount' is {amount}",
    "leave 'amount' out, or write 'approved'",
)
REVERSES_ITSELF: Final = Finding(
    "WR441",
    "the event {event!r} reverses itself",
    "give the id of the event that was wrong",
)

TOO_MANY: Final = Finding(
    "WR487",
    "{most} faults were found and there are more: the rest was not read, and nothing of the file counts",
    "correct these first; so many have one cause, such as the way a column is written",
)
REUSED_ID: Final = Finding(
    "WR442",
    "the id {id!r} stands for two different events: {kind!r} of {day} here, and another {elsewhere}",
    "give each event an id of its own; neither counts until then",
)
REVERSES_UNKNOWN: Final = Finding(
    "WR443",
    "there is no event {reversed_id!r} to reverse",
    "correct the id; an event that was refused needs no reversal",
)
REVERSES_REVERSAL: Final = Finding(
    "WR444",
    "{reversed_id!r} is itself a reversal, which cannot be reversed",
    "enter the event that {reversed_id!r} took back once more, with a new id",
)
REVERSED_ALREADY: Final = Finding(
    "WR445",
    "{reversed_id!r} was reversed already, by {by!r}",
    "leave this reversal out; the event counts for nothing all the same",
)
REVERSED_TOO_EARLY: Final = Finding(
    "WR446",
    "{reversed_id!r} was entered on {entered}, after this reversal on {recorded}",
    "correct 'recorded'; an event is reversed once it has been entered",
)

NUMBER_FOR_DATE: Final = Finding(
    "WR448",
    "the cell holds the number {number} where a date is wanted",
    "format the cell as a date and see that it shows the right one, or write the date as text, such as {example}",
)
MERGED_CELLS: Final = Finding(
    "WR493",
    "the cells {cells} are merged, so it is not clear to which of them the value belongs",
    "split the merged cells and write the value into each that it is meant for",
)
BROKEN_CELL: Final = Finding(
    "WR494",
    "the cell holds {error}, by which the spreadsheet says that it could not compute the value",
    "mend the formula, or write the value itself",
)
NO_RESULT: Final = Finding(
    "WR495",
    "the result of the formula {formula!r} is not in the file",
    "open the workbook in the spreadsheet program and save it again, or write the value itself",
)
MADE_OF_IT: Final = Finding(
    "WR496",
    "the cell holds {text}, which a spreadsheet may have made of something else that was entered",
    "format the column as text and enter it again as it should read",
)
LOST_ZEROS: Final = Finding(
    "WR497",
    "the number {number} stands in a column that also has the text {text!r}: its zeros may have been lost",
    "format the column as text and enter {text!r}, if that is meant; otherwise give one of the two another id",
)
SHOWN_OTHERWISE: Final = Finding(
    "WR498",
    "the cell holds {value} but shows something else, by its format {format!r}",
    "format the cell as a plain number, or as text, and see that it shows what is meant",
)
TOO_FINE: Final = Finding(
    "WR499",
    "the cell holds {value}, with more decimals than {currency} has; what it shows is rounded",
    "write the amount itself, or let the formula say how it is rounded, such as =ROUND(…,{decimals})",
)
