"""The reference pages are what the code makes of them."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from typing import Final

import pytest

from documents import ROOT

pytestmark = pytest.mark.promise

REFERENCE: Final = ROOT / "docs" / "reference"
NAMES: Final = ("api.md", "command.md", "errors.md", "events.md", "formula.md", "hooks.md", "scheme.md")


def generators() -> Mapping[str, Callable[[], str]]:
    """The pages by name; docs/ is no package, so its script is loaded by path."""
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "_generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pages: Mapping[str, Callable[[], str]] = module.PAGES
    return pages


def test_every_generated_page_is_looked_at() -> None:
    assert tuple(generators()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_fresh(name: str) -> None:
    """If not: ``python docs/_generate.py``."""
    assert (REFERENCE / name).read_text(encoding="utf-8") == generators()[name]()
