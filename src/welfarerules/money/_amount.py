"""`Money`: an exact amount in one currency."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal

import attrs

from welfarerules.errors import Finding, MoneyError, Place
from welfarerules.money._currencies import CURRENCIES, exponent
from welfarerules.money._reading import minor_of_number, minor_of_text
from welfarerules.words import N_, in_thai_digits, say

MIXED_CURRENCIES: Final = Finding(
    "WR018",
    "{left} and {right} are in two currencies",
    "keep one currency in one calculation: nothing here converts money",
)

_BAHT: Final = N_("{amount} baht")


class CurrencyMismatch(MoneyError):  # noqa: N818 - it names what happened
    """Two currencies met in one calculation."""


def _whole_times(times: object) -> int:
    if not isinstance(times, int) or isinstance(times, bool):
        raise TypeError(f"money is multiplied by a whole number, not by {times!r}; divide() names its rounding")
    return times


@attrs.frozen(order=False, str=False)
class Money:
    """An exact amount in one currency.

    Attributes:
        minor: Signed count of minor units (satang, cents, ...).
        currency: ISO 4217 code, upper case.

    Adding or comparing two currencies raises `CurrencyMismatch`; there is no conversion anywhere in this package.

    >>> Money.parse("1,250.50", "THB") + Money.parse("0.50 บาท", "THB")
    Money(minor=125100, currency='THB')
    >>> print(3 * Money(12550, "THB"))
    376.50 baht

    Raises:
        TypeError: *minor* is not an int.
        MoneyError: The currency is unknown.
    """

    minor: int
    currency: str

    def __attrs_post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"minor must be a whole number of minor units, not {self.minor!r}")
        if self.currency not in CURRENCIES:
            exponent(self.currency)

    @classmethod
    def parse(cls, text: str, currency: str) -> Money:
        """Read an amount of *currency* as people write it, exactly.

        Digits may be Thai, thousands may be separated by commas, and the currency may be named before or after the
        number. ``1,250.-`` has no satang. A comma is never a decimal sign.

        >>> [Money.parse(text, "THB").minor for text in ("1250.50", "๑,๒๕๐.๕๐ บาท", "฿1,250.50", "1,250.- THB")]
        [125050, 125050, 125050, 125000]

        Raises:
            MoneyError: The text is no amount, is in another currency, groups its digits wrongly, has more decimals
                than the currency, or is too large; or the currency is unknown.
        """
        if not isinstance(text, str):
            raise TypeError(f"only text can be parsed, not {text!r}; Money.of takes exact numbers")
        return cls(minor_of_text(text, currency), currency)

    @classmethod
    def of(cls, value: object, currency: str) -> Money:
        """Return an exact number of whole units (an int or a `Decimal`), or text, as an amount of *currency*.

        >>> Money.of(20, "THB"), Money.of(Decimal("2.50"), "THB")
        (Money(minor=2000, currency='THB'), Money(minor=250, currency='THB'))

        Raises:
            MoneyError: As `parse`; and for a float, a truth value or anything else that is not exact.
        """
        return cls.parse(value, currency) if isinstance(value, str) else cls(minor_of_number(value, currency), currency)

    def to_decimal(self) -> Decimal:
        """Return the amount in whole units, with all decimals of the currency.

        >>> Money(125050, "THB").to_decimal()
        Decimal('1250.50')
        """
        digits = tuple(int(digit) for digit in str(abs(self.minor)))
        return Decimal((1 if self.minor < 0 else 0, digits, -exponent(self.currency)))

    def format(
        self,
        lang: str = "en",
        *,
        digits: Literal["plain", "thai"] = "plain",
        unit: Literal["word", "sign", "code", "none"] = "word",
    ) -> str:
        """Return the amount for people, with all decimals; `parse` reads it back.

        Args:
            lang: ``"th"`` or ``"en"``.
            digits: ``"thai"`` writes ๐ to ๙.
            unit: ``"word"``: บาท or baht after the number; ``"sign"``: ฿ before it; ``"code"``: THB after it;
                ``"none"``: the number alone. Currencies other than the baht show their code for word and sign.

        >>> amount = Money(125050, "THB")
        >>> amount.format("th"), amount.format("en"), amount.format("th", digits="thai", unit="sign")
        ('1,250.50 บาท', '1,250.50 baht', '฿๑,๒๕๐.๕๐')

        Raises:
            ValueError: The language, the digits or the unit are none of these.
        """
        number = self._number()
        if unit not in ("word", "sign", "code", "none") or digits not in ("plain", "thai"):
            raise ValueError(f"an amount cannot be written with unit={unit!r} and digits={digits!r}")
        if unit == "none":
            text = number
        elif self.currency != "THB" or unit == "code":
            text = f"{number} {self.currency}"
        elif unit == "sign":
            text = f"-฿{number[1:]}" if self.minor < 0 else f"฿{number}"
        else:
            text = say(_BAHT, lang, amount=number)
        return in_thai_digits(text) if digits == "thai" else text

    def spoken(self, lang: str) -> str:
        """Return the amount as a sentence in *lang* shows it."""
        return self.format(lang)

    def _number(self) -> str:
        decimals = exponent(self.currency)
        whole, part = divmod(abs(self.minor), 10**decimals)
        fraction = f".{part:0{decimals}d}" if decimals else ""
        return f"{'-' if self.minor < 0 else ''}{whole:,}{fraction}"

    def __str__(self) -> str:
        return self.format("en")

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._beside(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._beside(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.minor * _whole_times(times), self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._beside(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._beside(other)

    def __gt__(self, other: Money) -> bool:
        return self.minor > self._beside(other)

    def __ge__(self, other: Money) -> bool:
        return self.minor >= self._beside(other)

    def _beside(self, other: object) -> int:
        if not isinstance(other, Money):
            raise TypeError(f"{self!r} can stand beside money only, not {other!r}")
        if self.currency != other.currency:
            raise CurrencyMismatch(MIXED_CURRENCIES.at(Place(), left=self, right=other))
        return other.minor
