"""A whole scheme read back."""

from __future__ import annotations

from typing import Final

from welfarerules.explain.names import in_language
from welfarerules.prose.always import always_chapter
from welfarerules.prose.benefits import benefits_chapter
from welfarerules.prose.contributions import contributions_chapter
from welfarerules.prose.counting import counting_chapter
from welfarerules.prose.document import Reading
from welfarerules.prose.examples import with_examples
from welfarerules.prose.fund import fund_chapter, own_facts_chapter
from welfarerules.prose.membership import membership_chapter
from welfarerules.prose.voice import Voice
from welfarerules.scheme.model import Scheme
from welfarerules.words import LANGUAGES, N_

__all__ = ["read_back"]

_TITLE: Final = N_("{fund}: what the file says")
_WHAT: Final = N_(
    "This is what the file says, told in words, and in the last chapter what holds for every fund, as far as it can "
    "matter to this one."
)
_HOW: Final = N_(
    "Read it aloud, sentence by sentence, beside the bylaw on paper: where the two differ, or where one is silent, the "
    "file must be changed before it is used."
)
_FINGERPRINT: Final = N_(
    "Fingerprint of the file: {fingerprint}. A file that was changed by as little as a letter has another one."
)
_SHOWN: Final = 16
_GROUP: Final = 4
_EXAMPLES: Final = N_("Worked by the program")


def read_back(scheme: Scheme, *, lang: str = "th", examples: bool = True) -> Reading:
    """Return *scheme* as prose, for a committee that verifies that its file says what its bylaws say.

    All that the file says is in it; and in a last chapter what holds for every fund, as far as it can matter to this
    one.

    Args:
        scheme: The scheme.
        lang: ``"th"`` or ``"en"``.
        examples: Whether instances worked out by the engine stand below each rule.

    >>> from importlib.resources import as_file, files
    >>> from welfarerules import load_scheme, read_back
    >>> with as_file(files("welfarerules") / "schemes" / "th" / "chamuang.toml") as bylaws:
    ...     reading = read_back(load_scheme(bylaws), lang="en")
    >>> [section.title for section in reading.sections][:2]
    ['The fund', 'Membership']

    Raises:
        ValueError: *lang* is no language of this package.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}; the languages are {', '.join(LANGUAGES)}")
    voice = Voice(scheme, lang)
    sections = (
        fund_chapter(voice),
        membership_chapter(voice),
        contributions_chapter(voice),
        benefits_chapter(voice),
        counting_chapter(voice),
        own_facts_chapter(voice),
        always_chapter(voice),
    )
    return Reading(
        lang=lang,
        title=voice.say(_TITLE, fund=in_language(scheme.name, lang)),
        intro=(voice.say(_WHAT), voice.say(_HOW)),
        examples_title=voice.say(_EXAMPLES),
        sections=with_examples(voice, sections) if examples else sections,
        closing=_closing(voice),
    )


def _closing(voice: Voice) -> tuple[str, ...]:
    """By what a committee knows again the file that it has verified."""
    shown = voice.scheme.fingerprint[:_SHOWN]
    if not shown:
        return ()
    groups = " ".join(shown[at : at + _GROUP] for at in range(0, len(shown), _GROUP))
    return (voice.say(_FINGERPRINT, fingerprint=groups),)
