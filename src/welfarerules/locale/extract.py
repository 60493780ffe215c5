"""Collects messages from source text, for Babel; nothing imports this at run time.

Babel reads two arguments of one call as a singular and its plural. A `Finding` holds two messages of their own, what
is wrong and the remedy; this yields them one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any, Final, cast

from babel.messages.extract import extract_python

__all__ = ["messages"]

_FINDING: Final = "Finding"
_Found = tuple[int, str | None, "str | tuple[str | None, ...]", list[str]]


def messages(
    source: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[_Found]:
    """Yield every message as Babel's extractors do: line, function, text, comments."""
    # Babel's own annotations name the results of another of its functions here.
    found = cast("Iterator[_Found]", extract_python(source, keywords, comment_tags, cast("Any", options)))
    for line, function, text, comments in found:
        if function != _FINDING or isinstance(text, str):
            yield line, function, text, comments
            continue
        # The first argument is the code; one that is not a literal text is None.
        for argument in text[1:]:
            if argument:
                yield line, None, argument, comments
