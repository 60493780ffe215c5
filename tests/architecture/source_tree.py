"""The package as syntax trees: what the tests in this folder look at."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import attrs

ROOT: Final = Path(__file__).resolve().parents[2]
SRC: Final = ROOT / "src"
PACKAGE: Final = SRC / "welfarerules"

FUNCTION: Final = (ast.FunctionDef, ast.AsyncFunctionDef)


@attrs.frozen
class Module:
    """One source file.

    Attributes:
        name: Dotted, such as ``welfarerules.kernel.base``.
        path: Relative to the repository, with forward slashes.
        room: First part of the name below the package (``kernel``), ``""`` for the package itself.
    """

    name: str
    path: str
    room: str
    text: str = attrs.field(repr=False)
    tree: ast.Module = attrs.field(repr=False, eq=False)


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the package, sorted by path."""
    return tuple(_module(path) for path in sorted(PACKAGE.rglob("*.py")) if "schemes" not in path.parts)


def modules_of(*rooms: str) -> list[Module]:
    """The modules of *rooms*."""
    return [module for module in modules() if module.room in rooms]


def _module(path: Path) -> Module:
    parts = path.relative_to(SRC).with_suffix("").parts
    parts = parts[:-1] if parts[-1] == "__init__" else parts
    text = path.read_text(encoding="utf-8")
    room = parts[1] if len(parts) > 1 else ""
    return Module(".".join(parts), path.relative_to(ROOT).as_posix(), room, text, ast.parse(text))


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything imported anywhere in *tree*, inside functions too.

    ``from a import b`` gives ``a.b``: *b* may be a module.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                yield node.lineno, "." * node.level + (node.module or "")
            else:
                for alias in node.names:
                    yield node.lineno, f"{node.module}.{alias.name}"


def functions(tree: ast.AST) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function and method with its qualified name, nested ones too."""

    def visit(node: ast.AST, prefix: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, FUNCTION):
                yield prefix + child.name, child
                yield from visit(child, f"{prefix}{child.name}.")
            elif isinstance(child, ast.ClassDef):
                yield from visit(child, f"{prefix}{child.name}.")
            else:
                yield from visit(child, prefix)

    yield from visit(tree, "")
