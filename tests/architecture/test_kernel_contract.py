"""Every kernel keeps to the small language in which plain Python and compiled code mean the same."""

from __future__ import annotations

import ast
import textwrap
from typing import Final

import pytest

from kernel_lint import constants, is_whole, kernels_of, lint
from source_tree import Module, modules_of

pytestmark = pytest.mark.promise

# records and terms hold the tables; base holds the decorator, and calls what has a compiled twin.
RECORDS: Final = {"welfarerules.kernel.records", "welfarerules.kernel.terms"}
CALLS: Final = "welfarerules.kernel.calls"
NOT_KERNELS: Final = {"welfarerules.kernel", "welfarerules.kernel.base", CALLS} | RECORDS


def kernel_names() -> set[str]:
    """Every kernel, and what kernels call that has a compiled twin."""
    names = {node.name for module in modules_of("kernel") for node in kernels_of(module.tree)}
    calls = next(module for module in modules_of("kernel") if module.name == CALLS)
    return names | {node.name for node in calls.tree.body if isinstance(node, ast.FunctionDef)}


def kernel_constants() -> set[str]:
    return {name for module in modules_of("kernel") for name in constants(module.tree)}


@pytest.mark.parametrize(
    "module",
    [module for module in modules_of("kernel") if module.name not in NOT_KERNELS],
    ids=lambda module: module.path,
)
def test_kernels_keep_the_contract(module: Module) -> None:
    found = lint(module.tree, kernels=kernel_names(), known=_read_by(module))
    assert not found, "\n".join(f"{module.path}:{fault}" for fault in found)


def _read_by(module: Module) -> set[str]:
    """Constants of the kernel that *module* imports by name."""
    imported = {
        alias.asname or alias.name
        for node in module.tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return imported & kernel_constants()


def unlike_a_record(tree: ast.Module) -> list[str]:
    """Fields of the records in *tree* that are not whole numbers with a whole default, and records not slotted."""
    wrong = []
    for node in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        if [ast.unparse(base) for base in node.bases] == ["NamedTuple"]:
            continue  # the tables themselves
        if [ast.unparse(mark) for mark in node.decorator_list] != ["define"]:
            wrong.append(f"{node.lineno}: {node.name} is not under the bare decorator @define")
        fields = node.body[1 if ast.get_docstring(node) else 0 :]
        wrong += [
            f"{field.lineno}: {node.name}: {ast.unparse(field)}" for field in fields if not _is_whole_field(field)
        ]
    return wrong


def _is_whole_field(field: ast.stmt) -> bool:
    if not isinstance(field, ast.AnnAssign) or field.value is None:
        return False
    return ast.unparse(field.annotation) == "int" and is_whole(field.value)


@pytest.mark.parametrize(
    "module", [module for module in modules_of("kernel") if module.name in RECORDS], ids=lambda module: module.path
)
def test_records_hold_whole_numbers_only(module: Module) -> None:
    """One class serves both ways: slotted in Python, a row of a structured array compiled."""
    assert not unlike_a_record(module.tree)


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("@define\nclass A:\n    'Words.'\n\n    x: int = 0\n    y: int = UNKNOWN\n    z: int = -1", 0),
        ("class T(NamedTuple):\n    rows: list[A]", 0),
        ("class A:\n    x: int = 0", 1),
        ("@define(slots=False)\nclass A:\n    x: int = 0", 1),
        ("@define\nclass A:\n    x: float = 0", 1),
        ("@define\nclass A:\n    x: int", 1),
        ("@define\nclass A:\n    x: int = True", 1),
        ("@define\nclass A:\n    def f(self) -> int:\n        return 0", 1),
    ],
)
def test_a_record_that_is_none_is_seen(source: str, wrong: int) -> None:
    assert len(unlike_a_record(ast.parse(source))) == wrong


def test_a_kernel_name_means_one_function() -> None:
    """Compiled, all kernels live in one namespace of units."""
    names = [
        node.name for module in modules_of("kernel") for node in module.tree.body if isinstance(node, ast.FunctionDef)
    ]
    assert sorted(names) == sorted(set(names))


def test_every_kernel_was_collected() -> None:
    import importlib

    for module in modules_of("kernel"):
        importlib.import_module(module.name)
    from welfarerules.kernel.base import KERNELS

    collected = {f"{function.__module__}.{function.__qualname__}" for function in KERNELS}
    written = {f"{module.name}.{node.name}" for module in modules_of("kernel") for node in kernels_of(module.tree)}
    assert written <= collected
    assert {function.__module__ for function in KERNELS if function.__module__.startswith("welfarerules.kernel")} <= {
        module.name for module in modules_of("kernel")
    }


def faults_of(body: str, *, head: str = "def f(t: Tables, a: int, b: int) -> int:") -> str:
    """What the lint says of one kernel with this body."""
    source = "@kernel\n" + head + "\n" + textwrap.indent(textwrap.dedent(body), "    ")
    found = lint(ast.parse(source), kernels={"divide", "f"}, known={"UNKNOWN", "DONE"})
    return "; ".join(fault.message for fault in found)


def test_what_a_kernel_needs_is_allowed() -> None:
    body = """
    '''Everything the contract grants.'''
    rows = t.members
    m = rows[a]
    left = -b
    for k in range(a, len(rows)):
        while left > 0 and not m.status == 2 or k:
            left -= min(left, m.owed, 100) % 7 // 2 * 3
            m.owed = divide(left + k, 3, 0) if left != UNKNOWN else 0
            if m.owed < 0 <= left:
                break
            elif k > 3:
                continue
            else:
                pass
    t.balances[a] += left
    part: int = 1 if a > b else 0
    whole, rest = a, b
    divide(whole, rest, part)
    return left
    """
    assert faults_of(body) == ""


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("return a / b", "the operator Div"),
        ("a /= b\nreturn a", "the operator Div"),
        ("return a ** b", "the operator Pow"),
        ("return a << b", "the operator LShift"),
        ("return a @ b", "the operator MatMult"),
        ("return ~a", "the operator Invert"),
        ("return 1.5", "the constant 1.5: not a whole number"),
        ("return 9223372036854775808", "the constant 9223372036854775808: beyond 64 bits"),
        ("return 'x'", "the constant 'x': not a whole number"),
        ("return True", "the constant True: not a whole number"),
        ("a = None\nreturn 0", "the constant None: not a whole number"),
        ("return f'{a}'", "a JoinedStr"),
        ("return {}", "a Dict"),
        ("return []", "a List"),
        ("return {1}", "a Set"),
        ("return len([k for k in range(a)])", "a ListComp"),
        ("return len({k for k in range(a)})", "a SetComp"),
        ("return len({k: k for k in range(a)})", "a DictComp"),
        ("return max(k for k in range(a))", "a GeneratorExp; max of fewer than two numbers"),
        ("g = lambda x: x\nreturn 0", "a Lambda"),
        ("return (x := a)", "a NamedExpr"),
        ("m = t.members[a:b]\nreturn 0", "a slice"),
        ("return t.members[-1].owed", "the index -1: compiled, it wraps"),
        ("t.members[a].late = a > b\nreturn 0", "the truth value a > b used as a number: write 1 if ... else 0"),
        ("late = a > b\nreturn 0", "the truth value a > b used as a number: write 1 if ... else 0"),
        ("return a and b", "the truth value a and b used as a number: write 1 if ... else 0"),
        ("return not a", "the truth value not a used as a number: write 1 if ... else 0"),
        ("return divide(a == b, b, 0)", "the truth value a == b used as a number: write 1 if ... else 0"),
        ("if a in b:\n    return 1\nreturn 0", "the comparison In"),
        ("if a is b:\n    return 1\nreturn 0", "the comparison Is"),
        ("for m in t.members:\n    a += 1\nreturn a", "a loop over t.members: only over range()"),
        ("for i, k in range(a):\n    a += 1\nreturn a", "a Tuple as a loop variable"),
        ("while True:\n    a += 1\nreturn a", "a loop without a bound; the constant True: not a whole number"),
        ("try:\n    return a\nfinally:\n    pass", "a Try statement"),
        ("with a:\n    return b", "a With statement"),
        ("raise ValueError", "a Raise statement"),
        ("assert a\nreturn a", "a Assert statement"),
        ("global a\nreturn 0", "a Global statement"),
        ("import math\nreturn 0", "a Import statement"),
        ("del a\nreturn 0", "a Delete statement"),
        ("match a:\n    case 1:\n        return b\nreturn 0", "a Match statement"),
        ("def g(x: int) -> int:\n    return x\nreturn 0", "a FunctionDef statement"),
        ("class G:\n    pass\nreturn 0", "a ClassDef statement"),
        ("yield a", "a Yield whose value nobody uses"),
        ("a + b\nreturn 0", "a BinOp whose value nobody uses"),
        ("return abs(a)", "a call of abs, which is no kernel"),
        ("return int(a)", "a call of int, which is no kernel"),
        ("return sum(t.balances)", "a call of sum, which is no kernel"),
        ("t.members.append(a)\nreturn 0", "a call of t.members.append, which is no kernel"),
        ("divide = a\nreturn divide(a, b, 0)", "divide is a local name: a kernel is called by its own"),
        ("return divide(a, b, mode=0)", "an argument passed by name"),
        ("return divide(*t.balances)", "a Starred"),
        ("return min(a)", "min of fewer than two numbers"),
        ("return a + ELSEWHERE", "ELSEWHERE is neither local nor a constant"),
        ("x: float = a\nreturn 0", "x is float: not a whole number, a record or a table of them"),
    ],
)
def test_what_a_kernel_may_not_do_is_refused(body: str, fault: str) -> None:
    assert faults_of(body) == fault


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        ("def f(a: int, b: int = 0) -> int:", "a default argument"),
        ("def f(a: int, *, b: int) -> int:", "arguments that are not plain positional ones"),
        ("def f(a: int, *b: int) -> int:", "arguments that are not plain positional ones"),
        ("def f(a: int, **b: int) -> int:", "arguments that are not plain positional ones"),
        ("def f(a: int, b) -> int:", "b has no annotation"),
        ("def f(a: int, b: int):", "the result has no annotation"),
        ("def f(a: str, b: int) -> int:", "a is str: not a whole number, a record or a table of them"),
        ("def f(a: int, b: bool) -> int:", "b is bool: not a whole number, a record or a table of them"),
        ("def f(a: list[float], b: int) -> int:", "a is float: not a whole number, a record or a table of them"),
        ("def f(a: int | None, b: int) -> int:", "a is int | None: not a whole number, a record or a table of them"),
        ("def f(a: int, b: int) -> bool:", "the result is bool: not a whole number, a record or a table of them"),
        ("def f(a: int, t: Tables) -> int:", "the tables come first and are called t"),
        ("def f(tables: Tables) -> int:", "the tables come first and are called t"),
    ],
)
def test_a_kernel_signature_outside_the_contract_is_refused(head: str, fault: str) -> None:
    assert faults_of("return 0", head=head) == fault


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("def helper(a: int) -> int:\n    return a\n", "a FunctionDef among the kernels"),
        ("class Row:\n    pass\n", "a ClassDef among the kernels"),
        ("TABLE: Final = [1]\n", "TABLE is not a Final whole number"),
        ("RATE: Final = 0.5\n", "RATE is not a Final whole number"),
        ("FLAG: Final = True\n", "FLAG is not a Final whole number"),
        ("COUNT: int = 3\n", "COUNT is not a Final whole number"),
        ("COUNT = 3\n", "a Assign among the kernels"),
        ("if COUNT:\n    pass\n", "a If among the kernels"),
        ("@kernel\n@cache\ndef f(a: int) -> int:\n    return a\n", "a decorator beside @kernel"),
    ],
)
def test_only_kernels_and_whole_number_constants_stand_in_a_kernel_module(source: str, fault: str) -> None:
    assert [found.message for found in lint(ast.parse(source), kernels=set(), known=set())] == [fault]
