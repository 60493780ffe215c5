"""Splits that always add up to what was split."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

OddTo = Literal["first", "last", "largest remainder"]


def share_down(total_minor: int, weights: Sequence[int]) -> tuple[list[int], int]:
    """Split *total_minor* in proportion to *weights*; return the parts and what is kept.

    Each part is the exact share rounded down; parts and rest add up to the total. Equal weights get equal parts,
    whatever their order, and a greater total gives nobody less. The rest is less than one minor unit a weight.

    >>> share_down(100, [1, 1, 1])
    ([33, 33, 33], 1)

    Raises:
        ValueError: A weight or the total is negative, or no weight is positive.
    """
    if total_minor < 0:
        raise ValueError(f"cannot split a negative total, {total_minor}")
    if any(weight < 0 for weight in weights):
        raise ValueError(f"a weight is negative: {min(weights)}")
    all_weights = sum(weights)
    if all_weights == 0:
        raise ValueError("no weight is positive: nobody can be given a part")
    parts = [total_minor * weight // all_weights for weight in weights]
    return parts, total_minor - sum(parts)


def share(total_minor: int, weights: Sequence[int], *, odd_to: OddTo) -> list[int]:
    """Split *total_minor* in proportion to *weights*, all of it, and say who gets what does not divide.

    Every part starts as the exact share rounded down. What is left over, always less than one minor unit a weight,
    goes by *odd_to*, and never to a weight of zero:

    - ``"first"`` or ``"last"``: all of it to the first or the last;
    - ``"largest remainder"``: one unit each to those whose rounding dropped most; where it dropped the same, to the
      greater weight, then to the earlier place.

    Equal weights can so get parts that differ by what is left over; `share_down` treats them alike and keeps it.

    >>> share(10000, [1, 1, 1], odd_to="first")
    [3334, 3333, 3333]
    >>> share(10001, [1, 1, 1], odd_to="last")
    [3333, 3333, 3335]
    >>> share(10000, [5, 3, 4], odd_to="largest remainder")
    [4167, 2500, 3333]

    Raises:
        ValueError: A weight or the total is negative, no weight is positive, or *odd_to* is none of these.
    """
    parts, rest = share_down(total_minor, weights)
    receiving = [index for index, weight in enumerate(weights) if weight > 0]
    if odd_to == "first":
        parts[receiving[0]] += rest
    elif odd_to == "last":
        parts[receiving[-1]] += rest
    elif odd_to == "largest remainder":
        all_weights = sum(weights)
        receiving.sort(key=lambda index: (-(total_minor * weights[index] % all_weights), -weights[index], index))
        for index in receiving[:rest]:
            parts[index] += 1
    else:
        raise ValueError(f"odd units cannot go to {odd_to!r}; say 'first', 'last' or 'largest remainder'")
    return parts
