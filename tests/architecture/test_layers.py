"""Imports go down only; each third-party library has its room; importing the package stays light."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Final

import pytest

from source_tree import SRC, Module, imports, modules

pytestmark = pytest.mark.promise

# From the bottom up. A module may import rooms of lower rows and of its own row.
LAYERS: Final = (
    ("_about", "kernel", "locale", "words"),
    ("errors",),
    ("dates", "money", "sheets"),
    ("formula",),
    ("events",),
    ("hookspecs", "kinds", "plugins", "scheme"),
    ("fund", "journal", "scrutiny"),
    ("cases", "columns", "compare", "explain", "fairness", "instances", "loading"),
    ("prose", "report"),
    ("cli",),
    ("__main__",),
)
LEVEL: Final = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}

# Who may use which library. attrs and the standard library are everybody's.
LIBRARIES: Final = {
    "attrs": set(LEVEL),
    "babel": {"locale"},  # collects messages for translators; nothing imports it at run time
    "cattrs": set(LEVEL) - {"kernel"},
    "click": {"cli"},
    "dateutil": {"dates"},
    "hypothesis": {"fairness"},
    "numba": {"columns"},
    "numpy": {"columns"},
    "openpyxl": {"sheets"},
    "packaging": {"plugins", "scheme"},
    "pluggy": {"hookspecs", "plugins"},
    "rich": {"cli", "report"},
    "tomli": {"cases", "scheme"},
}

# No clock, no chance, no network and no other process below the command.
NOT_IN_THE_ENGINE: Final = {
    "locale",
    "random",
    "secrets",
    "socket",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "uuid",
}
CLOCKS: Final = {"fromtimestamp", "now", "today", "utcnow"}

HEAVY: Final = {"babel", "click", "hypothesis", "llvmlite", "numba", "numpy", "openpyxl", "rich"}


def inner(module: Module) -> Iterator[tuple[int, str]]:
    """Line and room of each import from the package itself; ``""`` is its `__init__`."""
    rooms = {other.room for other in modules()}
    for line, name in imports(module.tree):
        package, *rest = name.split(".")
        if package == "welfarerules":
            yield line, rest[0] if rest and rest[0] in rooms else ""


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.path)
def test_imports_go_down_only(module: Module) -> None:
    if not module.room:
        return  # the package's own face may name every room
    assert module.room in LEVEL, f"{module.path}: give the room {module.room!r} a layer in {__file__}"
    wrong = [
        f"{module.path}:{line}: {module.room} imports {room or 'the face of the package'}"
        for line, room in inner(module)
        if room not in LEVEL or LEVEL[room] > LEVEL[module.room]
    ]
    assert not wrong, "\n".join(wrong)


def test_the_kernel_imports_only_itself() -> None:
    wrong = [
        f"{module.path}:{line}: {room or 'the face of the package'}"
        for module in modules()
        if module.room == "kernel"
        for line, room in inner(module)
        if room != "kernel"
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.path)
def test_a_library_is_used_in_its_own_rooms_only(module: Module) -> None:
    wrong = []
    for line, name in imports(module.tree):
        library = name.partition(".")[0]
        if library in sys.stdlib_module_names or library == "welfarerules":
            if library in NOT_IN_THE_ENGINE and module.room not in {"cli", "columns", "fairness", "report"}:
                wrong.append(f"{module.path}:{line}: {library} in {module.room}")
        elif library not in LIBRARIES or module.room not in LIBRARIES[library]:
            wrong.append(f"{module.path}:{line}: {library} in {module.room or 'the face of the package'}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.path)
def test_imports_are_absolute(module: Module) -> None:
    wrong = [f"{module.path}:{line}: {name}" for line, name in imports(module.tree) if name.startswith(".")]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.path)
def test_the_engine_reads_no_clock(module: Module) -> None:
    wrong = [
        f"{module.path}:{node.lineno}: .{node.func.attr}()"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
        if module.room != "cli"
    ]
    assert not wrong, "\n".join(wrong)


def test_modules_do_not_import_each_other_in_circles() -> None:
    """While a module loads, it needs only modules that can be loaded without it."""
    names = {module.name for module in modules()}
    needs = {module.name: set(_needed_to_load(module.tree, names)) - {module.name} for module in modules()}
    while needs:
        ready = {name for name, needed in needs.items() if not needed & needs.keys()}
        assert ready, f"circular imports among {sorted(needs)}"
        needs = {name: needed for name, needed in needs.items() if name not in ready}


def _needed_to_load(tree: ast.Module, names: set[str]) -> Iterator[str]:
    for statement in tree.body:
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            for _, name in imports(statement):
                module = name if name in names else name.rpartition(".")[0]
                if module in names - {"welfarerules"}:
                    yield module


def test_importing_the_package_pulls_in_nothing_heavy() -> None:
    """Nor does using every public name: the extras and the command's libraries stay outside the engine."""
    code = (
        "import json, sys, welfarerules\n"
        "imported = sorted(sys.modules)\n"
        "missing = [name for name in welfarerules.__all__ if not hasattr(welfarerules, name)]\n"
        "print(json.dumps([imported, sorted(sys.modules), missing]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(SRC)}
    )
    imported, used, missing = json.loads(done.stdout)
    assert not HEAVY & {name.partition(".")[0] for name in imported}
    assert not HEAVY & {name.partition(".")[0] for name in used}
    assert not missing


def test_public_names_are_literal_sorted_and_listed() -> None:
    """Tools that do not run the package must see its face."""
    face = next(module for module in modules() if module.name == "welfarerules")
    listed = next(
        ast.literal_eval(node.value)
        for node in face.tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    )
    assert list(listed) == sorted(set(listed))
    import welfarerules

    assert set(listed) <= set(dir(welfarerules))
