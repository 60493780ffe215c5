"""The way in: a file or a text → a checked `Scheme`, or every diagnostic there is.

The static reading says what a scheme leaves open. Only then instances are worked out under every reading: what cannot
matter need not be stated, and what can is refused with what each reading pays.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from welfarerules.errors import SchemeError
from welfarerules.scheme.model import Scheme
from welfarerules.scheme.read import read_scheme
from welfarerules.scheme.tree import file_text

__all__ = ["load_scheme", "loads_scheme"]


def load_scheme(path: str | Path, *, plugins: Iterable[object] = ()) -> Scheme:
    """Read and check the scheme in a file.

    Args:
        path: A TOML file in UTF-8.
        plugins: Plugins whose rule kinds the scheme may name: modules, objects with the same attributes, or what
            `welfarerules.plugins.discovered` returns. Their order changes nothing.

    Raises:
        SchemeError: With every fault of the scheme, sorted by place, and everything that it leaves open.
        PluginError: A plugin fails; the error names it.
    """
    return loads_scheme(file_text(path), path=str(path), plugins=plugins)


def loads_scheme(text: str, *, path: str = "<text>", plugins: Iterable[object] = ()) -> Scheme:
    """Read and check a scheme given as text; *path* is only shown in messages.

    >>> try:
    ...     loads_scheme("schema = 2", path="fund.toml")
    ... except SchemeError as refused:
    ...     print(refused.found[0].place, refused.found[0].code, refused.found[0].remedy)
    fund.toml:1:10 WR108 write schema = 1, or update the package

    Raises:
        SchemeError: With every fault of the scheme, sorted by place, and everything that it leaves open.
        PluginError: A plugin fails; the error names it.
    """
    draft = read_scheme(text, path=path, plugins=plugins)
    found = list(draft.found)
    if draft.open:
        # A scheme that leaves nothing open is loaded without what works instances out.
        from welfarerules.instances.answers import unanswered

        found += unanswered(draft)
    if found or draft.scheme is None:
        raise SchemeError(found)
    return draft.scheme
