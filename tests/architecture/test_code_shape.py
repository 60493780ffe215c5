"""Small modules and functions, exact numbers, no state that outlives a call."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

import pytest

from source_tree import ROOT, Module, functions, modules, modules_of

pytestmark = pytest.mark.promise

MODULE_LINES: Final = 400
FUNCTION_LINES: Final = 40

# What may be larger, how large, and why. An entry that is no longer needed must go.
LONG_MODULES: Final[dict[str, tuple[int, str]]] = {}
LONG_FUNCTIONS: Final[dict[str, tuple[int, str]]] = {}

# Rooms that deal in time spent and widths of columns, never in money.
MAY_FLOAT: Final = {"cli", "columns", "fairness", "report"}

# Numbers that are not exact and need not be: how alike two words are.
FLOATS: Final = {("src/welfarerules/errors.py", "0.6")}

READ_ONLY: Final = {"AbstractSet", "Collection", "Iterable", "Mapping", "Sequence", "frozenset", "tuple"}
MUTABLE_LITERALS: Final = (ast.Dict, ast.DictComp, ast.List, ast.ListComp, ast.Set, ast.SetComp)
CHANGING: Final = {"add", "append", "clear", "extend", "insert", "pop", "popitem", "remove", "setdefault", "update"}
MUTABLE_TYPES: Final = {"Counter", "OrderedDict", "bytearray", "defaultdict", "deque", "dict", "list", "set"}
COLLECTOR: Final = ("welfarerules.kernel.base", "KERNELS")


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of *node* without its decorators and docstring."""
    first = node.body[0]
    words = 0
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        words = _last_line(first) - first.lineno + 1
    return _last_line(node) - node.lineno + 1 - words


def _last_line(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


def too_long(lengths: dict[str, int], limit: int, excused: dict[str, tuple[int, str]]) -> Iterator[str]:
    """What is longer than its limit, and what is excused without need or reason."""
    for name, lines in lengths.items():
        allowed, _ = excused.get(name, (limit, ""))
        if lines > allowed:
            yield f"{name}: {lines} lines, at most {allowed}"
    for name, (allowed, reason) in excused.items():
        if not reason.strip():
            yield f"{name}: excused without a reason"
        if lengths.get(name, 0) <= limit:
            yield f"{name}: no longer needs its excuse"
        elif allowed <= limit:
            yield f"{name}: an excuse of {allowed} lines excuses nothing"


def test_every_folder_of_code_is_a_package() -> None:
    """A folder without `__init__.py` imports here and is missing from what others install or type-check."""
    folders = {(ROOT / module.path).parent for module in modules()}
    assert not [folder for folder in folders if not (folder / "__init__.py").exists()]


def test_modules_are_short() -> None:
    lengths = {module.path: module.text.count("\n") for module in modules()}
    assert not list(too_long(lengths, MODULE_LINES, LONG_MODULES))


def test_functions_are_short() -> None:
    """Counted from `def` to the last line, without the docstring."""
    lengths = {f"{module.path}::{name}": length(node) for module in modules() for name, node in functions(module.tree)}
    assert not list(too_long(lengths, FUNCTION_LINES, LONG_FUNCTIONS))


def test_an_excuse_needs_a_reason_and_a_use() -> None:
    lengths = {"short": 10, "long": 90, "longer": 120}
    assert list(too_long(lengths, 40, {"long": (90, "one table"), "longer": (100, "one table")})) == [
        "longer: 120 lines, at most 100"
    ]
    assert list(too_long({"short": 10}, 40, {"short": (50, " "), "gone": (50, "was long")})) == [
        "short: excused without a reason",
        "short: no longer needs its excuse",
        "gone: no longer needs its excuse",
    ]


def floating(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Where a binary fraction could come from: a constant, a conversion or `round`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, (float, complex)):
            yield node.lineno, repr(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"float", "round"}:
            yield node.lineno, ast.unparse(node)


def true_divisions(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every ``/``, which makes a float of two whole numbers."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ast.Div):
            yield node.lineno, ast.unparse(node)


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.path)
def test_the_engine_knows_no_floats(module: Module) -> None:
    if module.room not in MAY_FLOAT:
        found = [(line, text) for line, text in floating(module.tree) if (module.path, text) not in FLOATS]
        wrong = [f"{module.path}:{line}: {text}" for line, text in found]
        assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("module", modules_of("dates", "kernel", "money"), ids=lambda module: module.path)
def test_money_is_never_truly_divided(module: Module) -> None:
    """Every division rounds by a named rounding; the formula language may hold an exact ratio until then."""
    wrong = [f"{module.path}:{line}: {text}" for line, text in true_divisions(module.tree)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("source", ["x = 0.1", "x = 1e3", "x = 2j", "x = float(a)", "x = round(a, 2)"])
def test_every_way_to_a_binary_fraction_is_seen(source: str) -> None:
    assert list(floating(ast.parse(source)))


@pytest.mark.parametrize("source", ["x = a / b", "a /= b", "x = f(1 / 2)"])
def test_every_true_division_is_seen(source: str) -> None:
    assert list(true_divisions(ast.parse(source)))
    assert not list(true_divisions(ast.parse("x = a // b")))


def mutable_state(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Names bound to a mutable container while a module or a class body loads, and every `global`.

    A private `Final` that the module itself never changes is a constant.
    """
    changed = set(_changed(tree))
    bodies = [tree.body, *(node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef))]
    for statement in (statement for body in bodies for statement in body):
        if isinstance(statement, ast.Assign) and _is_mutable(statement.value):
            yield from ((statement.lineno, ast.unparse(target)) for target in statement.targets)
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None and _is_mutable(statement.value):
            name = ast.unparse(statement.target)
            kept = name.startswith("_") and name not in changed and _is_final(statement.annotation)
            if not kept and not _is_read_only(statement.annotation):
                yield statement.lineno, name
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield node.lineno, f"global {', '.join(node.names)}"


def _changed(tree: ast.Module) -> Iterator[str]:
    """Names whose items are set or deleted, that are augmented, or on which a changing method is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, (ast.Del, ast.Store)):
            yield ast.unparse(node.value)
        elif isinstance(node, ast.AugAssign):
            yield ast.unparse(node.target)
        elif isinstance(node, ast.Attribute) and node.attr in CHANGING:
            yield ast.unparse(node.value)


def _is_mutable(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        return ast.unparse(value.func).rpartition(".")[2] in MUTABLE_TYPES
    return isinstance(value, MUTABLE_LITERALS)


def _is_final(annotation: ast.expr) -> bool:
    return ast.unparse(annotation).partition("[")[0] in {"ClassVar", "Final"}


def _is_read_only(annotation: ast.expr) -> bool:
    """Whether the types forbid a change: ``Mapping[str, int]``, ``Final[Sequence[int]]``."""
    words = ast.unparse(annotation).removeprefix("ClassVar[").removeprefix("Final[")
    return words.partition("[")[0] in READ_ONLY


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.path)
def test_no_module_keeps_state(module: Module) -> None:
    """A table is a tuple, a MappingProxyType or read-only by its type; the list of kernels is the one collector."""
    wrong = [
        f"{module.path}:{line}: {name}"
        for line, name in mutable_state(module.tree)
        if name != "__all__" and (module.name, name) != COLLECTOR
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("CACHE = {}", True),
        ("CACHE: Final[dict[str, int]] = dict()", True),
        ("CACHE = collections.defaultdict(list)", True),
        ("ROWS = [1, 2]", True),
        ("class A:\n    seen = set()", True),
        ("def f():\n    global CACHE", True),
        ("CACHE: Final = {}", True),
        ("_CACHE: Final = {}\ndef f(k):\n    _CACHE[k] = 1", True),
        ("_ROWS: Final = []\ndef f(k):\n    _ROWS.append(k)", True),
        ("_ROWS: Final = []\ndef f(k):\n    _ROWS += k", True),
        ("_TABLE: Final = {'a': 1}\ndef f(k):\n    return _TABLE[k]", False),
        ("TABLE: Final[Mapping[str, list[int]]] = {}", False),
        ("ROWS = (1, 2)", False),
        ("NAMES = frozenset({'a'})", False),
        ("TABLE = MappingProxyType({'a': 1})", False),
        ("def f():\n    rows = []", False),
    ],
)
def test_state_is_told_from_constants(source: str, seen: bool) -> None:
    assert bool(list(mutable_state(ast.parse(source)))) == seen
