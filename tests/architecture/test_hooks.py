"""What a plugin author relies on: five lines on every hook, and signatures that change only with the API number."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from source_tree import ROOT
from welfarerules import hookspecs

pytestmark = pytest.mark.promise

SNAPSHOT: Final = Path(__file__).with_name("hook_api.json")
CONTRACT: Final = ("Called:", "Combined:", "Order:", "Errors:", "Since:")


def hooks() -> dict[str, Callable[..., Any]]:
    """Every hook specification by name."""
    return {
        name: value
        for name, value in sorted(vars(hookspecs).items())
        if name.startswith("welfarerules_") and inspect.isfunction(value)
    }


def api() -> dict[str, Any]:
    """The API number and each hook's signature, as the snapshot keeps them."""
    return {
        "HOOK_API": hookspecs.HOOK_API,
        "hooks": {name: str(inspect.signature(hook)) for name, hook in hooks().items()},
    }


def test_signatures_are_those_of_the_api_number() -> None:
    """A new hook or a further argument keeps the number; anything else raises it. Either way write the snapshot anew:

    ``python tests/architecture/test_hooks.py``
    """
    assert api() == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(hooks()))
def test_a_hook_states_its_contract_in_five_lines(name: str) -> None:
    lines = [line.strip() for line in (inspect.getdoc(hooks()[name]) or "").splitlines()]
    stated = [word for line in lines for word in CONTRACT if line.startswith(word)]
    assert stated == list(CONTRACT)


@pytest.mark.parametrize("name", sorted(hooks()))
def test_a_hook_has_typed_arguments_without_defaults(name: str) -> None:
    """With pluggy 1.6 one is never passed a parameter that has a default."""
    signature = inspect.signature(hooks()[name])
    assert signature.return_annotation is not inspect.Signature.empty
    for parameter in signature.parameters.values():
        assert parameter.default is inspect.Parameter.empty
        assert parameter.annotation is not inspect.Parameter.empty


def _text_of(folder: str, suffix: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).rglob(f"*{suffix}")))


@pytest.mark.parametrize("name", sorted(hooks()))
def test_a_hook_is_documented_tested_and_used(name: str) -> None:
    """A hook is added only with something that implements it: a built-in kind or an example plugin."""
    assert name in _text_of("docs/reference", ".md")
    assert name in _text_of("tests", ".py")
    implemented = re.compile(rf"def {name}\(")
    users = [
        path
        for folder in ("src", "plugins")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "tests" not in path.parts
        and path.name != "hookspecs.py"
        and implemented.search(path.read_text(encoding="utf-8"))
    ]
    assert users


if __name__ == "__main__":
    SNAPSHOT.write_text(json.dumps(api(), indent=2) + "\n", encoding="utf-8")
