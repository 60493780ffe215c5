"""Every single change that a scheme's model can have: one field of one part, given another value."""

from __future__ import annotations

import datetime
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import Any, Literal

import attrs

from welfarerules.compare.weights import WEIGHTS
from welfarerules.formula import build
from welfarerules.formula.facts import FactType
from welfarerules.formula.nodes import Constant, Expression, Rounded, Span
from welfarerules.formula.value_types import CATEGORY
from welfarerules.scheme import model
from welfarerules.scheme.model import Scheme

OF_THE_TREE = {"type", "text", "column", "grain"}
OTHERS: Mapping[tuple[type, str], tuple[Any, ...]] = {
    (model.Scheme, "currency"): ("THB", "USD"),
    (model.DayOfYear, "month"): (1, 3),
    (model.DayOfYear, "day"): (1, 2),
    (model.Recurrence, "month"): (1, 3),
    (model.Recurrence, "day"): (1, 2),
    (model.Recurrence, "every_months"): (1, 12),
    (Rounded, "mode"): (0, 1),
}
"""Where not any value will do."""

ABSENT: Mapping[tuple[type, str], Any] = {
    (model.Conventions, "fund_year_starts"): model.DayOfYear(10, 1),
    (model.Conventions, "rounding"): model.Rounding("up", 1),
    (model.Membership, "ends_when"): build.truth(1),
    (model.Benefit, "recurs"): model.Recurrence(12, 10, 1),
}
"""What may stand where nothing is said."""


@attrs.frozen
class Mutation:
    """A scheme with one change, and where it is.

    Attributes:
        owner, field: The class of the model and its field, for a formula the class of the part.
        weight: What the field weighs; a formula always has meaning.
    """

    owner: type
    field: str
    weight: str | None
    scheme: Scheme

    def __repr__(self) -> str:
        return f"{self.owner.__name__}.{self.field} of {self.scheme.id}"


@cache
def hints(owner: type) -> Mapping[str, Any]:
    return typing.get_type_hints(owner)


def words_of(hint: Any) -> tuple[Any, ...]:
    """The words that a type allows, None among them where it may be left out."""
    if hint is type(None):
        return (None,)
    if typing.get_origin(hint) is Literal:
        return typing.get_args(hint)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return tuple(
            word for part in typing.get_args(hint) for word in ((None,) if part is type(None) else words_of(part))
        )
    return ()


def mutations(scheme: Scheme) -> Iterator[Mutation]:
    """Every change of one field, each as a scheme of its own."""
    yield from _of(scheme, lambda changed: changed)


def _of(part: Any, rebuilt: Callable[[Any], Scheme]) -> Iterator[Mutation]:
    owner = type(part)
    for field in attrs.fields(owner):
        name, value = field.name, getattr(part, field.name)
        if isinstance(part, Expression) and name in OF_THE_TREE:
            if part.type == CATEGORY and name == "text" and isinstance(part, Constant):
                yield Mutation(owner, name, "meaning", rebuilt(attrs.evolve(part, text=f'"{value}x"')))
            continue
        weight = "meaning" if isinstance(part, Expression) else WEIGHTS[owner][name]
        if isinstance(part, Constant) and part.type == CATEGORY:
            weight = None  # the code of a word follows from the order of the words
        if isinstance(part, Span) and name == "fact":
            weight = None  # what the time between two days is called

        def put(changed: Any, part: Any = part, name: str = name) -> Scheme:
            return rebuilt(attrs.evolve(part, **{name: changed}))

        for other in _others(owner, name, value):
            yield Mutation(owner, name, weight, put(other))
        if weight is not None:
            yield from _inside(value, put)


def _inside(value: Any, put: Callable[[Any], Scheme]) -> Iterator[Mutation]:
    if isinstance(value, tuple):
        for number, each in enumerate(value):

            def put_one(changed: Any, number: int = number) -> Scheme:
                return put((*value[:number], changed, *value[number + 1 :]))

            yield from _inside(each, put_one)
    elif isinstance(value, Expression) or type(value) in WEIGHTS:
        yield from _of(value, put)


def _others(owner: type, name: str, value: Any) -> Iterator[Any]:
    """Other values that the field may have."""
    if (owner, name) in OTHERS:
        yield next(other for other in OTHERS[owner, name] if other != value)
    elif any(words := words_of(hints(owner)[name])):
        yield from (word for word in words if word != value)
    elif value is None:
        if (owner, name) in ABSENT:
            yield ABSENT[owner, name]
    else:
        yield from _another(value)
        if hints(owner)[name] == tuple[str, ...]:
            yield (*value, "x")


def _another(value: Any) -> Iterator[Any]:
    match value:
        case bool():
            yield not value
        case int() | Fraction():
            yield value + 1
        case str():
            yield f"{value}x"
        case datetime.date():
            yield value + datetime.timedelta(days=1)
        case FactType():
            yield attrs.evolve(value, name=f"{value.name}x")
        case tuple():
            if value:
                yield value[1:]
        case dict() | types.MappingProxyType():
            yield {**value, "th": "อื่น"}
