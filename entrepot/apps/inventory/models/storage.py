"""What warehouses charge for storage, and what has been charged."""

from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from entrepot.apps.inventory.models.lots import Lot
from entrepot.apps.inventory.models.stock import Warehouse
from entrepot.domain.inventory.storage_fees import AgeTier
from entrepot.domain.inventory.storage_fees import StorageTariff as Rates
from entrepot.domain.money import Money
from entrepot.kit.money_columns import currency_column


class StorageTariff(models.Model):
    """The rates of a warehouse over a date range; ranges never overlap."""

    warehouse = models.ForeignKey(Warehouse, on_delete=models.CASCADE, related_name="storage_tariffs")
    valid = DateRangeField()
    currency = currency_column()
    free_days = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_storage_tariff_at_a_time",
                expressions=[("warehouse", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            )
        ]

    def rates(self) -> Rates:
        """The tariff as the domain calculates with it; one statement unless ``tiers`` are prefetched."""
        tiers = sorted(self.tiers.all(), key=lambda tier: tier.from_day)
        return Rates(
            self.currency, self.free_days, tuple(AgeTier(tier.from_day, tier.rate) for tier in tiers)
        )


class StorageTier(models.Model):
    """From ``from_day`` of age on a cubic metre costs ``rate`` a day, in the tariff's currency."""

    tariff = models.ForeignKey(StorageTariff, on_delete=models.CASCADE, related_name="tiers")
    from_day = models.PositiveSmallIntegerField()
    rate = models.DecimalField(max_digits=10, decimal_places=4)

    class Meta:
        ordering = ["from_day"]
        constraints = [
            models.UniqueConstraint(fields=["tariff", "from_day"], name="one_storage_tier_a_day"),
            models.CheckConstraint(condition=Q(rate__gte=0), name="storage_rate_not_negative"),
        ]


class StorageFee(models.Model):
    """One day of one lot. ``amount`` is exact (13 decimals): sums are rounded, never the days."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="storage_fees")
    day = models.DateField()
    units = models.PositiveIntegerField()
    volume_mm3 = models.BigIntegerField()
    age_days = models.PositiveIntegerField()
    amount = models.DecimalField(max_digits=24, decimal_places=13)
    currency = currency_column()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lot", "day"], name="one_storage_fee_a_day")]
        indexes = [models.Index(fields=["day"], name="storage_fee_day")]

    @property
    def fee(self) -> Money:
        return Money(Decimal(self.amount), self.currency)
