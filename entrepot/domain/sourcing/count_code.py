"""Counts of several lines as one integer, so that adding and comparing them is one operation."""

from entrepot.domain.sourcing.problem import Counts


class CountCode:
    """One field of bits for each line, wide enough for ``demand``, with a guard bit above it."""

    def __init__(self, demand: Counts) -> None:
        self._shifts = []
        at = 0
        for pieces in demand:
            self._shifts.append(at)
            at += pieces.bit_length() + 1
        self._masks = [(1 << n.bit_length()) - 1 for n in demand]
        self._guards = sum(
            1 << (shift + n.bit_length()) for shift, n in zip(self._shifts, demand, strict=True)
        )
        self.whole = self.of(demand)

    def of(self, counts: Counts) -> int:
        return sum(n << shift for n, shift in zip(counts, self._shifts, strict=True))

    def fields(self, code: int) -> Counts:
        return tuple(code >> shift & mask for shift, mask in zip(self._shifts, self._masks, strict=True))

    def fits(self, part: int, whole: int) -> bool:
        """Whether every count of ``part`` is at most that of ``whole``: no field had to borrow."""
        return ((whole | self._guards) - part) & self._guards == self._guards
