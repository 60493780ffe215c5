"""Tokens → a tree of what is written, before anything is known about facts and types.

A precedence climber: ``or`` < ``and`` < ``not`` < comparisons and ``in`` < ``+ -`` < ``* /`` < sign.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final, Literal, NoReturn

import attrs

from welfarerules.errors import Diagnostic
from welfarerules.formula.findings import (
    CHAINED,
    DEEPEST,
    EMPTY,
    ENDS_EARLY,
    LONGEST_TEXT,
    MOST_PARTS,
    PERCENT_IN_WORDS,
    TOO_DEEP,
    TOO_LONG,
    TOO_MANY_PARTS,
    TWO_LENGTHS,
    UNEXPECTED,
    FormulaError,
)
from welfarerules.formula.tokens import Source, Token, tokens_of
from welfarerules.formula.twofold import length_of, readings_of
from welfarerules.words import N_, Phrase

__all__ = ["Raw", "read"]

Atom = Literal["number", "percent", "quantity", "name", "text", "truth"]
Compound = Literal["negative", "arithmetic", "comparison", "in", "logic", "not", "call"]
RawKind = Literal[Atom, Compound]

_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGN = range(1, 8)
_POWER: Final[Mapping[str, int]] = MappingProxyType(
    {"or": _OR, "and": _AND, "in": _COMPARE}
    | dict.fromkeys(("==", "!=", "<", "<=", ">", ">="), _COMPARE)
    | {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}
)
_KINDS: Final[Mapping[int, RawKind]] = MappingProxyType(
    {_OR: "logic", _AND: "logic", _COMPARE: "comparison", _SUM: "arithmetic", _PRODUCT: "arithmetic"}
)
_POWERS_OF_VALUES: Final = frozenset(sign for sign, power in _POWER.items() if power >= _COMPARE)
_DEEPEST_CALLS: Final = 2 * DEEPEST
_ZERO: Final = Fraction(0)

_VALUE: Final = N_("a number, a fact or a parenthesis")
_SIGN_WANTED: Final = N_("an operator or the end")
_THIS: Final = N_("{sign!r}")


@attrs.frozen
class Raw:
    """A part of a formula as written.

    Attributes:
        kind: What was written.
        value: The sign of an operation, the name of a fact or function, a quoted text, the unit of a quantity.
        start, end: Where it stands in the text, parentheses around it included.
        parts: What it is made of.
        number: The number of a number, percentage or quantity; 1 or 0 of a truth.
    """

    kind: RawKind
    value: str
    start: int
    end: int
    parts: tuple[Raw, ...] = ()
    number: Fraction = _ZERO
    depth: int = attrs.field(init=False, repr=False)

    @depth.default
    def _depth(self) -> int:
        return 1 + max((part.depth for part in self.parts), default=0)


def read(source: Source) -> Raw:
    """Return the tree that *source* writes.

    >>> from welfarerules.errors import Place
    >>> tree = read(Source("200 * คืน", Place()))
    >>> tree.value, [part.kind for part in tree.parts]
    ('*', ['number', 'name'])

    Raises:
        FormulaError: With every character that cannot be read, or the first mistake in the grammar.
    """
    if len(source.text) > LONGEST_TEXT:
        raise FormulaError(TOO_LONG.at(source.at(0), length=len(source.text), most=LONGEST_TEXT))
    found: list[Diagnostic] = []
    tokens = tokens_of(source, found)
    if found:
        raise FormulaError(found)
    if len(tokens) == 1:
        raise FormulaError(EMPTY.at(source.at(0)))
    reader = _Reader(source, tokens)
    tree = reader.expression(_OR)
    if reader.here.kind != "end":
        reader.unexpected(Phrase(_SIGN_WANTED))
    return tree


class _Reader:
    def __init__(self, source: Source, tokens: tuple[Token, ...]) -> None:
        self.source = source
        self.tokens = tokens
        self.at = 0
        self.calls = 0
        self.parts = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.here
        self.at += 1
        return token

    def is_next(self, *signs: str) -> bool:
        return self.here.kind in {"sign", "keyword"} and self.here.value in signs

    def expect(self, sign: str) -> Token:
        if not self.is_next(sign):
            self.unexpected(Phrase(_THIS, sign=sign))
        return self.take()

    def unexpected(self, expected: Phrase) -> NoReturn:
        place = self.source.at(self.here.start)
        if self.here.kind == "end":
            raise FormulaError(ENDS_EARLY.at(place, expected=expected))
        found = self.source.text[self.here.start : self.here.end]
        raise FormulaError(UNEXPECTED.at(place, expected=expected, found=found))

    def made(
        self, kind: RawKind, value: str, start: int, end: int, *, parts: tuple[Raw, ...] = (), number: Fraction = _ZERO
    ) -> Raw:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise FormulaError(TOO_MANY_PARTS.at(self.source.at(0), most=MOST_PARTS))
        raw = Raw(kind, value, start, end, parts, number)
        if raw.depth > DEEPEST:
            raise FormulaError(TOO_DEEP.at(self.source.at(start), most=DEEPEST))
        return raw

    def expression(self, power: int) -> Raw:
        self.calls += 1
        if self.calls > _DEEPEST_CALLS:
            raise FormulaError(TOO_DEEP.at(self.source.at(self.here.start), most=DEEPEST))
        left = self.prefix()
        compared = False
        while self.here.kind in {"sign", "keyword"}:
            binding = _POWER.get(self.here.value, 0)
            if binding < power or not binding:
                break
            if binding == _COMPARE and compared:
                raise FormulaError(CHAINED.at(self.source.at(self.here.start), found=self.here.value))
            compared = compared or binding == _COMPARE
            left = self.joined(left, binding)
        self.calls -= 1
        return left

    def joined(self, left: Raw, binding: int) -> Raw:
        sign = self.take().value
        if sign == "in":
            self.expect("(")
            options, end = self.arguments()
            return self.made("in", sign, left.start, end, parts=(left, *options))
        right = self.expression(binding + 1)
        return self.made(_KINDS[binding], sign, left.start, right.end, parts=(left, right))

    def prefix(self) -> Raw:
        token = self.here
        if self.is_next("not"):
            self.take()
            operand = self.expression(_NOT)
            return self.made("not", "not", token.start, operand.end, parts=(operand,))
        if self.is_next("-", "+"):
            self.take()
            operand = self.expression(_SIGN)
            if token.value == "+":
                return attrs.evolve(operand, start=token.start)
            return self.made("negative", "-", token.start, operand.end, parts=(operand,))
        if self.is_next("("):
            self.take()
            inner = self.expression(_OR)
            return attrs.evolve(inner, start=token.start, end=self.expect(")").end)
        return self.atom()

    def atom(self) -> Raw:
        token = self.here
        if token.kind == "number":
            return self.amount()
        if self.is_next("percent"):
            self.take()
            if self.here.kind != "number":
                self.unexpected(Phrase(_VALUE))
            number = self.take()
            return self.made("percent", "%", token.start, number.end, number=number.number / 100)
        if self.is_next("true", "false"):
            self.take()
            return self.made("truth", token.value, token.start, token.end, number=Fraction(int(token.value == "true")))
        if token.kind == "text":
            self.take()
            return self.made("text", token.value, token.start, token.end)
        if token.kind != "name":
            self.unexpected(Phrase(_VALUE))
        self.take()
        if not self.is_next("("):
            return self.made("name", token.value, token.start, token.end)
        self.take()
        arguments, end = self.arguments()
        return self.made("call", token.value, token.start, end, parts=arguments)

    def amount(self) -> Raw:
        number = self.take()
        after = self.here
        if self.is_next("%"):
            self.take()
            return self.made("percent", "%", number.start, after.end, number=number.number / 100)
        if self.is_next("percent"):
            written, word = (self.source.text[token.start : token.end] for token in (number, after))
            raise FormulaError(PERCENT_IN_WORDS.at(self.source.at(after.start), number=written, unit=word))
        if after.kind == "name":
            self.take()
            self.refuse_second_length(number, after)
            return self.made("quantity", after.value, number.start, after.end, number=number.number)
        return self.made("number", number.value, number.start, number.end, number=number.number)

    def refuse_second_length(self, number: Token, unit: Token) -> None:
        """Refuse a length of time that is given in two ways; go past the second where both are the same time."""
        ahead = self.tokens[self.at : self.at + 4]
        if len(ahead) < len("(1d)") or [each.kind for each in ahead[1:3]] != ["number", "name"]:
            return
        opened = ahead[0].value == "(" and ahead[3].value == ")"
        instead = ahead[0].value == "or" and ahead[3].value not in _POWERS_OF_VALUES
        first, second = length_of(number.value, unit.value), length_of(ahead[1].value, ahead[2].value)
        if not (opened or instead) or first is None or second is None:
            return
        end = ahead[3].end if opened else ahead[2].end
        values = readings_of(first, second, "cover")
        if values is not None:
            text = self.source.text[number.start : end]
            raise FormulaError(TWO_LENGTHS.at(self.source.at(number.start), text=text, **values))
        self.at += 4 if opened else 3

    def arguments(self) -> tuple[tuple[Raw, ...], int]:
        """What stands between parentheses, the first of which was taken; and where the last one ends."""
        if self.is_next(")"):
            return (), self.take().end
        given = [self.expression(_OR)]
        while self.is_next(","):
            self.take()
            given.append(self.expression(_OR))
        return tuple(given), self.expect(")").end
