"""Weight as a carrier counts it: actual or volumetric, in part or in full, in whole steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from entrepot.domain.quantity import Dimensions


@dataclass(frozen=True, slots=True)
class Load:
    """What a consignment weighs and how much room it takes: gross grams and cubic millimetres.

    ``longest_mm`` and ``girth_mm`` are those of its largest piece, ``flags`` what any piece of it is.
    """

    grams: int = 0
    cubic_mm: int = 0
    longest_mm: int = 0
    girth_mm: int = 0
    flags: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        pieces: int,
        gross_weight_g: int,
        dimensions: Dimensions | None = None,
        flags: frozenset[str] = frozenset(),
    ) -> "Load":
        """``pieces`` alike; without ``dimensions`` they count by weight alone."""
        if dimensions is None:
            return cls(pieces * gross_weight_g, flags=flags)
        return cls(
            pieces * gross_weight_g, pieces * dimensions.cubic_mm, dimensions.longest_mm,
            dimensions.girth_mm, flags,
        )  # fmt: skip

    def __add__(self, other: "Load") -> "Load":
        return Load(
            self.grams + other.grams,
            self.cubic_mm + other.cubic_mm,
            max(self.longest_mm, other.longest_mm),
            max(self.girth_mm, other.girth_mm),
            self.flags | other.flags,
        )


@dataclass(frozen=True, slots=True)
class WeightStep:
    """Above ``above_g`` grams a parcel is charged in whole steps of ``step_g`` grams."""

    above_g: int
    step_g: int


@dataclass(frozen=True)
class WeightRule:
    """How actual and volumetric weight make the chargeable weight.

    ``divisor`` is in cm3 per kg (5000, 6000, 8000; none: volume does not count). ``share`` is the part of
    the volumetric excess that is charged: 1 in full, 0.5 for half-throw, that is (actual + volumetric) / 2.
    Volume counts only from ``waiver`` times the actual weight on. ``steps`` are in rising order.
    """

    divisor: int | None = None
    share: Decimal = Decimal(1)
    waiver: Decimal = Decimal(1)
    steps: tuple[WeightStep, ...] = ()

    def __post_init__(self) -> None:
        if self.divisor is not None and self.divisor <= 0:
            raise ValueError("divisor must be positive")
        if not 0 < self.share <= 1 or self.waiver < 1:
            raise ValueError("share must be within (0, 1] and waiver at least 1")
        starts = [step.above_g for step in self.steps]
        if starts != sorted(set(starts)) or any(step.step_g <= 0 for step in self.steps):
            raise ValueError("weight steps must rise and be positive")

    def volumetric_grams(self, load: Load) -> int:
        """Volume as weight, rounded up to the gram once for the whole; 0 without a divisor."""
        return -(-load.cubic_mm // self.divisor) if self.divisor else 0

    def chargeable_grams(self, load: Load) -> int:
        """Before rounding to steps, which is done for each parcel."""
        volumetric = self.volumetric_grams(load)
        if volumetric <= load.grams or volumetric < self.waiver * load.grams:
            return load.grams
        excess = self.share * (volumetric - load.grams)
        return load.grams + int(excess.to_integral_value(ROUND_CEILING))

    def rounded_up(self, grams: int) -> int:
        """``grams`` of one parcel in whole steps."""
        step = _step_at(self.steps, grams)
        return -(-grams // step) * step


def _step_at(steps: Sequence[WeightStep], grams: int) -> int:
    return next((step.step_g for step in reversed(steps) if grams > step.above_g), 1)
