"""A gift of rice at a funeral: so many kilograms, at the price of a kilogram that the scheme declares.

>>> from welfarerules.plugins import assemble
>>> import welfarerules_rice
>>> assemble([welfarerules_rice]).kind("amount", "rice.gift").doc
'Rice, booked at so much money per kilogram.'
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import attrs

from welfarerules.errors import Finding
from welfarerules.formula import build
from welfarerules.hookspecs import Lowered, RuleKind, Scope, Section, hookimpl, key
from welfarerules.money import Money, rounding_code
from welfarerules.scheme.containers import Table
from welfarerules.scheme.sections import RoundingSection
from welfarerules.scheme.shapes import Reader, Shape
from welfarerules.scheme.tree import Node
from welfarerules.scheme.values import Amount

__all__ = ["Gift", "Kilograms", "welfarerules_rule_kinds"]

welfarerules_name: Final = "rice"
welfarerules_version: Final = "1.0.0"
welfarerules_hook_api: Final = 1

NO_RICE: Final = Finding("WR901", "{found} kilograms are no gift", "write a number above zero and up to {most}")

MOST: Final = 1000


@attrs.frozen
class Kilograms(Shape[Decimal]):
    """A weight: an exact number above zero."""

    accepts = ("integer", "decimal")
    wanted: str = "a number of kilograms"
    example: str = "15.5"

    def _take(self, node: Node, reader: Reader) -> Decimal | None:
        weight = Decimal(str(node.value))
        if not 0 < weight <= MOST:
            reader.refuse(NO_RICE, node.at, found=node.shown, most=MOST)
            return None
        return weight

    def _schema(self) -> dict[str, Any]:
        return {"type": "number", "exclusiveMinimum": 0, "maximum": MOST}


@attrs.frozen(kw_only=True)
class Gift(Section):
    """``amount = { kind = "rice.gift", kilograms = 15.5, price = 32.25, rounding = { ... } }``."""

    kilograms: Decimal = attrs.field(metadata=key(Kilograms(), "how much rice is given"))
    price: int = attrs.field(metadata=key(Amount(above_zero=True, example="32.25"), "what a kilogram costs"))
    rounding: RoundingSection = attrs.field(
        metadata=key(Table(RoundingSection), "how kilograms times price become an amount")
    )


def lower_gift(gift: Gift, scope: Scope) -> Lowered:
    """Kilograms times price, rounded as the gift says.

    The exact product keeps its fractions of a satang until the one rounding at its end.
    """
    price = Money(gift.price, scope.currency).to_decimal()
    weight = build.number(Fraction(gift.kilograms), str(gift.kilograms))
    worth = build.multiply(weight, build.money(gift.price, str(price)))
    rounded = build.rounded(
        worth,
        rounding_code(gift.rounding.mode),
        multiple=gift.rounding.to,
        text=f"{gift.rounding.mode}({worth.text}, {Money(gift.rounding.to, scope.currency).to_decimal()})",
    )
    return Lowered(rounded)


GIFT: Final = RuleKind(
    "rice.gift",
    "amount",
    Gift,
    lower=lower_gift,
    sentences={
        "en": "gives {kilograms} kg of rice, booked at {price} a kilogram",
        "th": "มอบข้าวสาร {kilograms} กิโลกรัม คิดกิโลกรัมละ {price}",
    },
    doc="Rice, booked at so much money per kilogram.",
)


@hookimpl
def welfarerules_rule_kinds() -> Sequence[RuleKind[Any]]:
    """Offer the gift of rice."""
    return [GIFT]
