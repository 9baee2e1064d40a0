"""What a carrier pays at most for a parcel, and until when it can be asked."""

from datetime import date

import pytest

from entrepot.domain.liability import Liability
from entrepot.domain.money import Money

NOTHING = Money.zero("EUR")


@pytest.mark.parametrize(
    ("per_parcel", "per_kg", "grams", "limit"),
    [
        ("40", "4.50", 1_000, "44.50"),
        ("0", "26", 450, "11.70"),
        ("25", "0", 9_999, "25.00"),
        ("0", "4.55", 1, "0.00"),
    ],
)
def test_amounts_for_the_parcel_and_for_its_weight_add_up(
    per_parcel: str, per_kg: str, grams: int, limit: str
) -> None:
    terms = Liability(Money.of(per_parcel, "EUR"), Money.of(per_kg, "EUR"), claim_days=30)
    assert terms.limit(grams) == Money.of(limit, "EUR")


def test_days_to_claim_count_from_the_day_after_handing_over() -> None:
    assert Liability(NOTHING, NOTHING, claim_days=30).claim_until(date(2026, 2, 1)) == date(2026, 3, 3)
