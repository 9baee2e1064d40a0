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

    def volumetric_grams(self, divisor: int) -> int:
        """Volumetric weight in grams, rounded up; ``divisor`` is in cm3 per kg (5000, 6000, 8000)."""
        cubic_mm = self.length_mm * self.width_mm * self.height_mm
        return -(-cubic_mm // divisor)


def chargeable_grams(actual_grams: int, dimensions: Dimensions | None, divisor: int | None) -> int:
    """The greater of actual and volumetric weight; actual when the lane knows no divisor."""
    if dimensions is None or divisor is None:
        return actual_grams
    return max(actual_grams, dimensions.volumetric_grams(divisor))
