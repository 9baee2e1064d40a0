"""What a carrier is liable for when goods in its care are lost or damaged."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from entrepot.domain.money import Money

GRAMS_PER_KG = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Liability:
    """The terms of a carrier's service: ``per_parcel`` and ``per_kg``, in one currency, are added up. A claim
    has to be with the carrier at most ``claim_days`` days after it took the parcel over."""

    per_parcel: Money
    per_kg: Money
    claim_days: int

    def limit(self, grams: int) -> Money:
        """The most that is paid for a parcel of ``grams``, rounded; less where the goods are worth less."""
        return (self.per_parcel + self.per_kg * (Decimal(grams) / GRAMS_PER_KG)).rounded()

    def claim_until(self, handed_over: date) -> date:
        """The last day on which a claim is still in time."""
        return handed_over + timedelta(days=self.claim_days)
