"""Weights and sizes as integers: grams and millimetres. Conversions happen only at the edges."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dimensions:
    """Outer size of a parcel in millimetres."""

    length_mm: int
    width_mm: int
    height_mm: int

    def __post_init__(self) -> None:
        if min(self.length_mm, self.width_mm, self.height_mm) <= 0:
            raise ValueError("dimensions must be positive")

    @property
    def cubic_mm(self) -> int:
        return self.length_mm * self.width_mm * self.height_mm

    @property
    def longest_mm(self) -> int:
        return max(self.length_mm, self.width_mm, self.height_mm)

    @property
    def girth_mm(self) -> int:
        """The longest side plus the way around the other two."""
        return 2 * (self.length_mm + self.width_mm + self.height_mm) - self.longest_mm
