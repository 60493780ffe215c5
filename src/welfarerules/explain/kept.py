"""What was told before and need not be told anew: a fund says the same sentences again and again."""

from __future__ import annotations

from typing import Final, Generic, TypeVar

__all__ = ["Kept"]

T = TypeVar("T")

_MOST: Final = 1024


class Kept(Generic[T]):
    """Steps by the numbers that they were told from; all are forgotten when they become too many.

    >>> kept = Kept[str](most=1)
    >>> kept.get((3,)), kept.put((3,), "3 nights"), kept.get((3,))
    (None, '3 nights', '3 nights')
    >>> kept.put((4,), "4 nights"), kept.get((3,))
    ('4 nights', None)
    """

    def __init__(self, *, most: int = _MOST) -> None:
        self._most = most
        self._by_numbers: dict[tuple[int, ...], T] = {}
        self.get = self._by_numbers.get

    def put(self, numbers: tuple[int, ...], told: T) -> T:
        """Keep what was *told* from *numbers*, and return it."""
        if len(self._by_numbers) >= self._most:
            self._by_numbers.clear()
        self._by_numbers[numbers] = told
        return told
