"""The language that a kernel may be written in, checked over the syntax tree.

Everything is refused that is not listed here: a kernel must mean the same in plain Python and compiled, so it knows
whole numbers, records with whole-number fields and indexable tables of them, and nothing else.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Final

import attrs

HELPERS: Final = {"len", "max", "min"}  # and range, as what a `for` runs over
ARITHMETIC: Final = (ast.Add, ast.Sub, ast.Mult, ast.FloorDiv, ast.Mod)
COMPARISONS: Final = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)
TABLE_TYPES: Final = {"list", "Sequence"}
NOT_KERNEL_TYPES: Final = {
    "Any",
    "Decimal",
    "bool",
    "bytes",
    "complex",
    "date",
    "dict",
    "float",
    "object",
    "set",
    "str",
    "tuple",
}
WORD: Final = 2**63


@attrs.frozen
class Fault:
    """One breach of the contract."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.line}: {self.message}"


def kernels_of(tree: ast.Module) -> list[ast.FunctionDef]:
    """The functions at the top of a module under the bare decorator ``@kernel``."""
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    return [node for node in functions if any(ast.unparse(mark) == "kernel" for mark in node.decorator_list)]


def constants(tree: ast.Module) -> set[str]:
    """Names bound at the top of a module to something other than a function or a class."""
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return names


def lint(tree: ast.Module, *, kernels: set[str], known: set[str]) -> list[Fault]:
    """Breaches in one module of kernels.

    *kernels* are the names that a kernel may call, *known* the constants that it may read.
    """
    return sorted({*_module(tree), *_functions(tree, kernels, known)}, key=lambda fault: (fault.line, fault.message))


def _module(tree: ast.Module) -> Iterator[Fault]:
    """A module of kernels holds imports, whole-number constants and kernels."""
    kernels = kernels_of(tree)
    for number, node in enumerate(tree.body):
        if isinstance(node, (ast.Import, ast.ImportFrom)) or node in kernels:
            continue
        if number == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            continue  # what a constant means
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            if ast.unparse(node.annotation) == "Final" and is_whole(node.value):
                continue
            yield Fault(node.lineno, f"{ast.unparse(node.target)} is not a Final whole number")
        else:
            yield Fault(node.lineno, f"a {_kind(node)} among the kernels")


def is_whole(node: ast.expr) -> bool:
    """Whether *node* is a whole number, a name for one, or made of such."""
    if isinstance(node, ast.Constant):
        return type(node.value) is int
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.USub) and is_whole(node.operand)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, (*ARITHMETIC, ast.Pow)) and is_whole(node.left) and is_whole(node.right)
    return isinstance(node, ast.Name)


def _functions(tree: ast.Module, kernels: set[str], known: set[str]) -> Iterator[Fault]:
    for node in kernels_of(tree):
        yield from Kernel(node, kernels, known | constants(tree)).faults()


def _kind(node: ast.AST) -> str:
    return type(node).__name__


class Kernel:
    """One kernel under examination."""

    def __init__(self, node: ast.FunctionDef, kernels: set[str], known: set[str]) -> None:
        self.node = node
        self.kernels = kernels
        stored = (child for child in ast.walk(node) if isinstance(child, ast.Name))
        self.locals = {child.id for child in stored if isinstance(child.ctx, ast.Store)}
        self.locals |= {argument.arg for argument in ast.walk(node.args) if isinstance(argument, ast.arg)}
        self.known = known

    def faults(self) -> Iterator[Fault]:
        yield from self.signature()
        body = self.node.body[1:] if ast.get_docstring(self.node) is not None else self.node.body
        for statement in body:
            yield from self.statement(statement)

    def signature(self) -> Iterator[Fault]:
        node = self.node
        if len(node.decorator_list) != 1:
            yield Fault(node.lineno, "a decorator beside @kernel")
        arguments = node.args
        if arguments.defaults or any(arguments.kw_defaults):
            yield Fault(node.lineno, "a default argument")
        if arguments.vararg or arguments.kwarg or arguments.kwonlyargs or arguments.posonlyargs:
            yield Fault(node.lineno, "arguments that are not plain positional ones")
        for number, argument in enumerate(arguments.args):
            yield from self.annotation(argument.arg, argument.annotation, argument.lineno)
            tables = argument.annotation is not None and ast.unparse(argument.annotation) == "Tables"
            if tables and (number or argument.arg != "t"):
                yield Fault(argument.lineno, "the tables come first and are called t")
        yield from self.annotation("the result", node.returns, node.lineno)

    def annotation(self, name: str, given: ast.expr | None, line: int) -> Iterator[Fault]:
        if given is None:
            yield Fault(line, f"{name} has no annotation")
            return
        if isinstance(given, ast.Constant) and given.value is None and name == "the result":
            return
        if isinstance(given, ast.Subscript) and ast.unparse(given.value) in TABLE_TYPES:
            given = given.slice
        if not isinstance(given, ast.Name) or given.id in NOT_KERNEL_TYPES:
            yield Fault(line, f"{name} is {ast.unparse(given)}: not a whole number, a record or a table of them")

    def statement(self, node: ast.stmt) -> Iterator[Fault]:
        check = self.STATEMENTS.get(type(node))
        if check is None:
            yield Fault(node.lineno, f"a {_kind(node)} statement")
        else:
            yield from check(self, node)

    def block(self, body: list[ast.stmt]) -> Iterator[Fault]:
        for statement in body:
            yield from self.statement(statement)

    def nothing(self, _: ast.stmt) -> Iterator[Fault]:
        return iter(())

    def assign(self, node: ast.Assign) -> Iterator[Fault]:
        for target in node.targets:
            yield from self.target(target)
        if isinstance(node.value, ast.Tuple):
            for element in node.value.elts:
                yield from self.value(element)
        else:
            yield from self.value(node.value)

    def annotated(self, node: ast.AnnAssign) -> Iterator[Fault]:
        yield from self.annotation(ast.unparse(node.target), node.annotation, node.lineno)
        yield from self.target(node.target)
        if node.value is not None:
            yield from self.value(node.value)

    def augmented(self, node: ast.AugAssign) -> Iterator[Fault]:
        if not isinstance(node.op, ARITHMETIC):
            yield Fault(node.lineno, f"the operator {_kind(node.op)}")
        yield from self.target(node.target)
        yield from self.value(node.value)

    def target(self, node: ast.expr) -> Iterator[Fault]:
        if isinstance(node, ast.Tuple):
            for element in node.elts:
                yield from self.target(element)
        elif isinstance(node, (ast.Attribute, ast.Subscript)):
            yield from self.value(node)
        elif not isinstance(node, ast.Name):
            yield Fault(node.lineno, f"a {_kind(node)} as a target")

    def expression(self, node: ast.Expr) -> Iterator[Fault]:
        if isinstance(node.value, ast.Call):
            yield from self.value(node.value)
        else:
            yield Fault(node.lineno, f"a {_kind(node.value)} whose value nobody uses")

    def branch(self, node: ast.If) -> Iterator[Fault]:
        yield from self.test(node.test)
        yield from self.block(node.body)
        yield from self.block(node.orelse)

    def loop(self, node: ast.While) -> Iterator[Fault]:
        if isinstance(node.test, ast.Constant):
            yield Fault(node.lineno, "a loop without a bound")
        yield from self.test(node.test)
        yield from self.block(node.body)
        yield from self.block(node.orelse)

    def each(self, node: ast.For) -> Iterator[Fault]:
        if not isinstance(node.target, ast.Name):
            yield Fault(node.lineno, f"a {_kind(node.target)} as a loop variable")
        call = node.iter
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id == "range"
            and not call.keywords
        ):
            for argument in call.args:
                yield from self.value(argument)
        else:
            yield Fault(node.lineno, f"a loop over {ast.unparse(call)}: only over range()")
        yield from self.block(node.body)
        yield from self.block(node.orelse)

    def leave(self, node: ast.Return) -> Iterator[Fault]:
        if isinstance(node.value, ast.Tuple):
            for element in node.value.elts:
                yield from self.value(element)
        elif node.value is not None:
            yield from self.value(node.value)

    def test(self, node: ast.expr) -> Iterator[Fault]:
        """A condition: the only place for a comparison, `and`, `or` and `not`."""
        if isinstance(node, ast.BoolOp):
            for operand in node.values:
                yield from self.test(operand)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield from self.test(node.operand)
        elif isinstance(node, ast.Compare):
            for operator in node.ops:
                if not isinstance(operator, COMPARISONS):
                    yield Fault(node.lineno, f"the comparison {_kind(operator)}")
            for operand in (node.left, *node.comparators):
                yield from self.value(operand)
        else:
            yield from self.value(node)

    def value(self, node: ast.expr) -> Iterator[Fault]:
        """An expression whose value is a whole number, a record or a table."""
        check = self.VALUES.get(type(node))
        if check is not None:
            yield from check(self, node)
        elif isinstance(node, (ast.BoolOp, ast.Compare)):
            yield Fault(node.lineno, f"the truth value {ast.unparse(node)} used as a number: write 1 if ... else 0")
        else:
            yield Fault(node.lineno, f"a {_kind(node)}")

    def constant(self, node: ast.Constant) -> Iterator[Fault]:
        if type(node.value) is not int:
            yield Fault(node.lineno, f"the constant {node.value!r}: not a whole number")
        elif abs(node.value) >= WORD:
            yield Fault(node.lineno, f"the constant {node.value}: beyond 64 bits")

    def name(self, node: ast.Name) -> Iterator[Fault]:
        if node.id not in self.locals | self.known:
            yield Fault(node.lineno, f"{node.id} is neither local nor a constant")

    def field(self, node: ast.Attribute) -> Iterator[Fault]:
        yield from self.value(node.value)

    def row(self, node: ast.Subscript) -> Iterator[Fault]:
        yield from self.value(node.value)
        index = node.slice
        if isinstance(index, ast.Slice):
            yield Fault(node.lineno, "a slice")
        elif isinstance(index, ast.UnaryOp):
            yield Fault(node.lineno, f"the index {ast.unparse(index)}: compiled, it wraps")
        else:
            yield from self.value(index)

    def operation(self, node: ast.BinOp) -> Iterator[Fault]:
        if not isinstance(node.op, ARITHMETIC):
            yield Fault(node.lineno, f"the operator {_kind(node.op)}")
        yield from self.value(node.left)
        yield from self.value(node.right)

    def sign(self, node: ast.UnaryOp) -> Iterator[Fault]:
        if isinstance(node.op, ast.Not):
            yield Fault(node.lineno, f"the truth value {ast.unparse(node)} used as a number: write 1 if ... else 0")
        elif not isinstance(node.op, ast.USub):
            yield Fault(node.lineno, f"the operator {_kind(node.op)}")
        yield from self.value(node.operand)

    def choice(self, node: ast.IfExp) -> Iterator[Fault]:
        yield from self.test(node.test)
        yield from self.value(node.body)
        yield from self.value(node.orelse)

    def call(self, node: ast.Call) -> Iterator[Fault]:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in self.kernels | HELPERS:
            yield Fault(node.lineno, f"a call of {ast.unparse(node.func)}, which is no kernel")
        if name in self.locals:
            yield Fault(node.lineno, f"{name} is a local name: a kernel is called by its own")
        if name in {"max", "min"} and len(node.args) < 2:
            yield Fault(node.lineno, f"{name} of fewer than two numbers")
        if node.keywords:
            yield Fault(node.lineno, "an argument passed by name")
        for argument in node.args:
            yield from self.value(argument)

    STATEMENTS: Final[dict[type[ast.stmt], Callable[..., Iterator[Fault]]]] = {
        ast.AnnAssign: annotated,
        ast.Assign: assign,
        ast.AugAssign: augmented,
        ast.Break: nothing,
        ast.Continue: nothing,
        ast.Expr: expression,
        ast.For: each,
        ast.If: branch,
        ast.Pass: nothing,
        ast.Return: leave,
        ast.While: loop,
    }
    VALUES: Final[dict[type[ast.expr], Callable[..., Iterator[Fault]]]] = {
        ast.Attribute: field,
        ast.BinOp: operation,
        ast.Call: call,
        ast.Constant: constant,
        ast.IfExp: choice,
        ast.Name: name,
        ast.Subscript: row,
        ast.UnaryOp: sign,
    }
