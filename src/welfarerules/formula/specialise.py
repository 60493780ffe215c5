"""One program as a plain Python function, several times faster than the runner: for single members in CPython.

The function is not a second statement of what instructions do. It is the runner's own syntax tree
(`welfarerules.kernel.program.run_program`) with everything worked out that the program alone decides: which
instruction comes next, where its registers are, which of them are constants, which can never be missing.
"""

from __future__ import annotations

import ast
import inspect
import operator
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from welfarerules.kernel import program
from welfarerules.kernel.base import FAULT, UNKNOWN
from welfarerules.kernel.program import run_program

__all__ = ["Program", "specialise"]

Program = Callable[[list[int]], None]
"""Runs one program on the registers it is given."""

_OPERATORS: Final[Mapping[type[ast.AST], Callable[[Any, Any], Any]]] = MappingProxyType(
    {
        ast.Add: operator.add,
        ast.Sub: operator.sub,
        ast.Mult: operator.mul,
        ast.Eq: operator.eq,
        ast.NotEq: operator.ne,
        ast.Lt: operator.lt,
        ast.LtE: operator.le,
        ast.Gt: operator.gt,
        ast.GtE: operator.ge,
    }
)


def specialise(code: Sequence[int], start: int, stop: int, template: Sequence[int]) -> Program:
    """Return a function that does to registers what ``run_program(code, start, stop, registers)`` does.

    Where the runner's source is not at hand (a frozen application), it runs the runner itself.

    Args:
        code: `Builder.code`.
        start: First instruction.
        stop: The instruction after the last.
        template: `Builder.template`: a register that is not `UNKNOWN` there is taken for a constant.

    >>> from welfarerules.kernel.program import DIV
    >>> halved = specialise([DIV, 2, 0, 1, 4], 0, 1, [UNKNOWN, 2, UNKNOWN])
    >>> registers = [7, 2, UNKNOWN]
    >>> halved(registers)
    >>> registers
    [7, 2, 4]
    """
    body = _body_of_runner()
    if not body:
        kept = list(code)
        return lambda registers: run_program(kept, start, stop, registers)
    residue = _Residue(code, template)
    statements: list[ast.stmt] = []
    for index in range(start, stop):
        statements += residue.of(body, {"i": ast.Constant(index)})
    tree = ast.parse("def program(regs):\n    pass")
    [function] = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    function.body[:0] = [*residue.loads(), *statements]
    ast.fix_missing_locations(tree)
    names: dict[str, Any] = dict(vars(program))
    exec(compile(tree, f"<instructions {start} to {stop}>", "exec"), names)  # noqa: S102 - made from the runner's tree
    made: Program = names["program"]
    return made


@cache
def _body_of_runner() -> tuple[ast.stmt, ...]:
    """What the runner does for one instruction; nothing where its source cannot be read."""
    try:
        tree = ast.parse(inspect.getsource(run_program))
    except OSError:
        return ()
    [loop] = [node for node in ast.walk(tree) if isinstance(node, ast.For)]
    return tuple(loop.body)


class _Residue:
    """What is left of the runner when the program is known."""

    def __init__(self, code: Sequence[int], template: Sequence[int]) -> None:
        self.code = code
        self.template = template
        self.read: set[int] = set()
        self.written: set[int] = set()
        self.present: set[int] = set()

    def loads(self) -> list[ast.stmt]:
        """Bring the facts that are read into local names."""
        return [
            ast.Assign([_local(register, ast.Store())], _slot(register, ast.Load())) for register in sorted(self.read)
        ]

    def of(self, body: Sequence[ast.stmt], known: dict[str, ast.expr]) -> list[ast.stmt]:
        """Work out statements, as far as *known* names decide them."""
        left: list[ast.stmt] = []
        for statement in body:
            if isinstance(statement, ast.If):
                test = self.reduced(statement.test, known)
                if isinstance(test, ast.Constant):
                    left += self.of(statement.body if test.value else statement.orelse, known)
                else:
                    left.append(ast.If(test, self.of(statement.body, known), self.of(statement.orelse, known)))
                continue
            if not isinstance(statement, ast.Assign):
                raise TypeError(f"the runner has a {type(statement).__name__} that is not foreseen here")
            [target] = statement.targets
            value = self.reduced(statement.value, known)
            if isinstance(target, ast.Name):
                known[target.id] = value
            else:
                left.append(self.write(target, value, known))
        return left

    def write(self, target: ast.expr, value: ast.expr, known: dict[str, ast.expr]) -> ast.stmt:
        """Keep a result in a local name and in its register."""
        if not isinstance(target, ast.Subscript):
            raise TypeError(f"the runner writes to a {type(target).__name__}, which is not foreseen here")
        register = _number(self.reduced(target.slice, known))
        if self.is_present(value) and (register in self.present or register not in self.written):
            self.present.add(register)
        else:
            self.present.discard(register)
        self.written.add(register)
        return ast.Assign([_local(register, ast.Store()), _slot(register, ast.Store())], value)

    def is_present(self, value: ast.expr) -> bool:
        """Whether a value can be neither unknown nor a fault."""
        if isinstance(value, ast.Constant):
            return isinstance(value.value, int) and value.value > FAULT
        if isinstance(value, ast.Name):
            return int(value.id[1:]) in self.present
        if isinstance(value, ast.IfExp):
            return self.is_present(value.body) and self.is_present(value.orelse)
        if isinstance(value, ast.BinOp):
            return self.is_present(value.left) and self.is_present(value.right)
        if isinstance(value, ast.Call):
            return ast.unparse(value.func) != program.spread.__name__ and all(map(self.is_present, value.args))
        return False

    def register(self, register: int) -> ast.expr:
        """The value of a register: a constant, or its local name."""
        if register not in self.written:
            if self.template[register] != UNKNOWN:
                return ast.Constant(self.template[register])
            self.read.add(register)
        return _local(register, ast.Load())

    def reduced(self, node: ast.expr, known: Mapping[str, ast.expr]) -> ast.expr:
        """Work out an expression as far as it is decided."""
        match node:
            case ast.Name():
                constant = vars(program).get(node.id)
                return known.get(node.id) or (ast.Constant(constant) if type(constant) is int else node)
            case ast.Subscript(value=ast.Name(id=table)):
                index = _number(self.reduced(node.slice, known))
                return ast.Constant(self.code[index]) if table == "code" else self.register(index)
            case ast.BinOp():
                left, right = self.reduced(node.left, known), self.reduced(node.right, known)
                return self.decided(node.op, left, right) or ast.BinOp(left, node.op, right)
            case ast.Compare(ops=[op], comparators=[other]):
                left, right = self.reduced(node.left, known), self.reduced(other, known)
                return self.decided(op, left, right) or ast.Compare(left, [op], [right])
            case ast.BoolOp():
                return self.joined(node, [self.reduced(value, known) for value in node.values])
            case ast.IfExp():
                test = self.reduced(node.test, known)
                if isinstance(test, ast.Constant):
                    return self.reduced(node.body if test.value else node.orelse, known)
                return ast.IfExp(test, self.reduced(node.body, known), self.reduced(node.orelse, known))
            case ast.Call():
                return ast.Call(node.func, [self.reduced(argument, known) for argument in node.args], [])
        return node

    def decided(self, op: ast.AST, left: ast.expr, right: ast.expr) -> ast.expr | None:
        """The result of an operation on constants, or of asking whether a value is missing that never is."""
        if isinstance(left, ast.Constant) and isinstance(right, ast.Constant):
            return ast.Constant(_OPERATORS[type(op)](left.value, right.value))
        asks = isinstance(right, ast.Constant) and right.value == FAULT and isinstance(op, (ast.LtE, ast.Gt))
        return ast.Constant(isinstance(op, ast.Gt)) if asks and self.is_present(left) else None

    def joined(self, node: ast.BoolOp, values: list[ast.expr]) -> ast.expr:
        """Leave out of a condition what is decided."""
        decisive = isinstance(node.op, ast.Or)
        left: dict[str, ast.expr] = {}
        for value in values:
            if not isinstance(value, ast.Constant):
                left.setdefault(ast.unparse(value), value)
            elif bool(value.value) == decisive:
                return ast.Constant(decisive)
        if not left:
            return ast.Constant(not decisive)
        return ast.BoolOp(node.op, list(left.values())) if len(left) > 1 else next(iter(left.values()))


def _number(node: ast.expr) -> int:
    if not isinstance(node, ast.Constant) or not isinstance(node.value, int):
        raise TypeError(f"the runner reaches {ast.unparse(node)}, which the program does not decide")
    return node.value


def _local(register: int, context: ast.expr_context) -> ast.Name:
    return ast.Name(f"r{register}", context)


def _slot(register: int, context: ast.expr_context) -> ast.Subscript:
    return ast.Subscript(ast.Name("regs", ast.Load()), ast.Constant(register), context)
