r"""Everything a user reads, in the languages of this package.

English text in the source is the key of each message; the other languages live in
``locale/<language>/LC_MESSAGES/welfarerules.po``. After changing any text, from the root of the repository::

    pybabel extract --mapping babel.cfg --no-default-keywords --keywords "N_ say Phrase Finding" \
        --sort-by-file --no-wrap --add-location file --output-file welfarerules.pot src/welfarerules
    pybabel update --domain welfarerules --input-file welfarerules.pot --output-dir src/welfarerules/locale \
        --no-fuzzy-matching --no-wrap --ignore-pot-creation-date
    pybabel compile --domain welfarerules --directory src/welfarerules/locale --statistics

translating what ``update`` left empty before the last. The template (``.pot``) is not kept.
"""

from __future__ import annotations

import gettext
import importlib.resources
import string
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, Final, Protocol, runtime_checkable

import attrs

__all__ = ["DOMAIN", "LANGUAGES", "N_", "Phrase", "Spoken", "in_plain_digits", "in_thai_digits", "placeholders", "say"]

DOMAIN: Final = "welfarerules"
LANGUAGES: Final = ("en", "th")

_THAI_DIGITS: Final = "๐๑๒๓๔๕๖๗๘๙"
_TO_THAI: Final = str.maketrans(string.digits, _THAI_DIGITS)
_TO_PLAIN: Final = str.maketrans(_THAI_DIGITS, string.digits)


@runtime_checkable
class Spoken(Protocol):
    """A value that reads differently in each language; `say` asks it before filling a placeholder."""

    def spoken(self, lang: str) -> str:
        """Return the value as a reader of *lang* writes it."""


def N_(text: str) -> str:
    """Mark *text* for translation and return it unchanged.

    >>> N_("unknown key {key!r}")
    'unknown key {key!r}'
    """
    return text


def say(template: str, /, lang: str, **values: object) -> str:
    """Translate *template* into *lang* and fill its named placeholders.

    A value that is itself a `Phrase` (or anything else that is `Spoken`) is put in the same language.

    >>> say("unknown key {key!r}", "en", key="rat")
    "unknown key 'rat'"

    Raises:
        ValueError: *lang* is not one of `LANGUAGES`.
        KeyError: A placeholder has no value.
    """
    translated = _catalogue(lang).gettext(template) if template else ""
    return translated.format_map({name: _spoken(value, lang) for name, value in values.items()})


@attrs.frozen(init=False)
class Phrase:
    """A template with its values, kept until the reader's language is known.

    It can stand as a value in another template.

    >>> say("pay {what}", "en", what=Phrase("{n} nights", n=3))
    'pay 3 nights'
    """

    template: str
    values: Mapping[str, object] = attrs.field(hash=False)

    def __init__(self, template: str, /, **values: object) -> None:
        self.__attrs_init__(template, values)

    def spoken(self, lang: str) -> str:
        """Return the phrase in *lang*."""
        return say(self.template, lang, **self.values)


@lru_cache(maxsize=4096)
def placeholders(template: str) -> frozenset[str]:
    """Return the names that *template* needs a value for.

    >>> sorted(placeholders("{key!r} is not {wanted}"))
    ['key', 'wanted']

    Raises:
        ValueError: A placeholder is not a plain name, or the braces do not match.
    """
    names = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
    for name in names:
        if not name.isidentifier():
            raise ValueError(f"placeholder {name!r} in {template!r} is not a plain name")
    return frozenset(names)


def in_thai_digits(text: str) -> str:
    """Return *text* with every digit 0 to 9 written in Thai.

    >>> in_thai_digits("1,250.50")
    '๑,๒๕๐.๕๐'
    """
    return text.translate(_TO_THAI)


def in_plain_digits(text: str) -> str:
    """Return *text* with every Thai digit written as 0 to 9; nothing else changes.

    >>> in_plain_digits("ข้อ ๑๒(๒)")
    'ข้อ 12(2)'
    """
    return text.translate(_TO_PLAIN)


def _spoken(value: object, lang: str) -> object:
    kind: Any = type(value)  # a class is hashable, whatever its instances are
    return value.spoken(lang) if _speaks(kind) else value  # type: ignore[attr-defined]


@lru_cache(maxsize=1024)
def _speaks(kind: type[Any]) -> bool:
    """Whether values of a type are `Spoken`; to ask each value takes longer than to say it."""
    return callable(getattr(kind, "spoken", None))


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}; the languages are {', '.join(LANGUAGES)}")
    if lang == "en":
        return gettext.NullTranslations()
    compiled = importlib.resources.files("welfarerules") / "locale" / lang / "LC_MESSAGES" / f"{DOMAIN}.mo"
    try:
        with compiled.open("rb") as stream:
            return gettext.GNUTranslations(stream)
    except FileNotFoundError:
        raise FileNotFoundError(f"the catalogue {compiled} is missing: this installation is incomplete") from None
