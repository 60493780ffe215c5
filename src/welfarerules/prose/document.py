"""What is read aloud: chapters of sentences, each with its article, and the tables and worked instances below them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from welfarerules.report.tables import Table

__all__ = ["Item", "Reading", "Section"]


@attrs.frozen
class Item:
    """A sentence.

    Attributes:
        text: The sentence, in the language of the reading.
        article: The article of the bylaws that says so, ``""`` where the file names none.
        items: What it introduces.
        ordered: Whether those stand in an order that means something.
        table: The table it introduces.
    """

    text: str
    article: str = ""
    items: tuple[Item, ...] = ()
    ordered: bool = attrs.field(default=False, kw_only=True)
    table: Table | None = attrs.field(default=None, kw_only=True)

    def to_json(self) -> dict[str, Any]:
        """Return the sentence as plain values."""
        table = self.table
        return {
            "text": self.text,
            "article": self.article,
            "items": [item.to_json() for item in self.items],
            "ordered": self.ordered,
            "table": None if table is None else {"headings": table.headings, "rows": table.rows},
        }


@attrs.frozen(kw_only=True)
class Section:
    """A chapter, or the part of one that tells a single rule.

    Attributes:
        title: Its heading.
        id: The rule that it tells, such as ``benefit.hospital``; ``""`` for a chapter.
        article: The article of that rule.
        items: Its sentences.
        sections: Its parts.
        examples: Worked instances of the rule, computed by the engine.
    """

    title: str
    id: str = ""
    article: str = ""
    items: tuple[Item, ...] = ()
    sections: tuple[Section, ...] = ()
    examples: tuple[Item, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the section as plain values."""
        return {
            "title": self.title,
            "id": self.id,
            "article": self.article,
            "items": [item.to_json() for item in self.items],
            "sections": [section.to_json() for section in self.sections],
            "examples": [example.to_json() for example in self.examples],
        }


@attrs.frozen(kw_only=True)
class Reading:
    """A scheme read back as prose, made by `read_back`.

    Attributes:
        lang: Its language, ``"th"`` or ``"en"``.
        title: Its heading.
        intro: What it is, and what to do with it.
        examples_title: What stands above worked instances.
        sections: Its chapters.
        closing: What stands below everything.
    """

    lang: str
    title: str
    intro: tuple[str, ...]
    examples_title: str
    sections: tuple[Section, ...]
    closing: tuple[str, ...] = ()

    def walk(self) -> Iterator[Section]:
        """Go through all sections, each before its parts."""
        stack = list(reversed(self.sections))
        while stack:
            section = stack.pop()
            yield section
            stack.extend(reversed(section.sections))

    def text(self, *, width: int = 80) -> str:
        """Return the reading as plain text.

        Args:
            width: In how many cells of a terminal each line must fit.
        """
        from welfarerules.prose.as_text import as_text

        return as_text(self, width)

    def markdown(self) -> str:
        """Return the reading as Markdown."""
        from welfarerules.prose.as_markdown import as_markdown

        return as_markdown(self)

    def html(self) -> str:
        """Return the reading as one HTML page that needs no other file and prints on A4."""
        from welfarerules.prose.as_html import as_html

        return as_html(self)

    def to_json(self) -> dict[str, Any]:
        """Return the reading as plain values."""
        return {
            "lang": self.lang,
            "title": self.title,
            "intro": list(self.intro),
            "sections": [section.to_json() for section in self.sections],
            "closing": list(self.closing),
        }
