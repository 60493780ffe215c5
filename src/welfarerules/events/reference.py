"""The catalogue of events as tables for the documentation, made from the classes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from welfarerules.events._event import Event, EventField, fields_of
from welfarerules.events.catalogue import EVENT_KINDS, KIND
from welfarerules.words import N_, say

_HEADINGS: Final = (N_("field"), N_("Thai column"), N_("what it holds"), N_("needed"), N_("meaning"), N_("example"))
_EVERY: Final = N_("Every event has these:")
_YES: Final = N_("yes")
_NOTHING_MORE: Final = N_("It has no further fields.")


def catalogue_table(lang: str) -> str:
    """Return all kinds of event and their fields as Markdown: what all share first, then the kinds by the day's order.

    >>> print(catalogue_table("en").splitlines()[5])
    | `id` | รหัส | an id | yes | the event's own id; the same id with the same content counts once | `E-0001` |

    Raises:
        ValueError: *lang* is not a language of this package.
    """
    shared = fields_of(Event)
    lines = [say(_EVERY, lang), "", *_table((KIND, *shared), lang)]
    for cls in EVENT_KINDS.values():
        own = [field for field in fields_of(cls) if field.name not in {common.name for common in shared}]
        lines += ["", f"### `{cls.kind}` · {cls.label.th}", ""]
        lines += [cls.label.en, ""] if lang == "en" else []
        lines += _table(own, lang) if own else [say(_NOTHING_MORE, lang)]
    return "\n".join(lines) + "\n"


def _table(fields: Sequence[EventField], lang: str) -> Iterator[str]:
    yield _line(say(heading, lang) for heading in _HEADINGS)
    yield _line("---" for _ in _HEADINGS)
    for field in fields:
        about = field.about
        needed = say(_YES, lang) if field.required else ""
        column = about.column if field.name != "facts" else f"{about.column}.…"
        yield _line(
            (
                f"`{field.name}`",
                column,
                about.form.label.spoken(lang),
                needed,
                about.help.spoken(lang),
                _code(about.example),
            )
        )


def _line(cells: Iterator[str] | Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _code(text: str) -> str:
    escaped = text.replace("|", r"\|")
    return f"`{escaped}`"
