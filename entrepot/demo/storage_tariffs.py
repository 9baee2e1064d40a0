"""What lying in the demo shop's warehouses costs."""

from decimal import Decimal
from typing import Final

from entrepot.domain.inventory.storage_fees import AgeTier, StorageTariff

# Warehouse: currency, free days, and the rate of a cubic metre and day from an age on.
TARIFFS: Final = {
    "FR-LIL": ("EUR", 30, ("0.55", "0.75", "1.40")),
    "US-EWR": ("USD", 30, ("0.80", "1.10", "2.10")),
    "AU-SYD": ("AUD", 21, ("0.95", "1.30", "2.40")),
    "CN-NGB": ("CNY", 15, ("2.20", "3.00", "5.00")),
}
TIER_DAYS: Final = (0, 61, 181)


def storage_tariffs() -> dict[str, StorageTariff]:
    """By warehouse; the others charge nothing."""
    return {
        code: StorageTariff(
            currency,
            free_days,
            tuple(AgeTier(day, Decimal(rate)) for day, rate in zip(TIER_DAYS, rates, strict=True)),
        )
        for code, (currency, free_days, rates) in TARIFFS.items()
    }
