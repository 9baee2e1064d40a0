"""Demand as it happened, from our own orders and from history brought along."""

from django.db import models

from entrepot.apps.catalog.models import Variant
from entrepot.kit.money_columns import amount_column, currency_column


class DailyDemand(models.Model):
    """Units of a variant asked for on a day by a country. Returns are not netted: they are not demand."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="demand")
    day = models.DateField()
    country = models.CharField(max_length=2)
    units = models.PositiveIntegerField()
    orders = models.PositiveIntegerField()
    currency = currency_column()
    revenue_amount = amount_column()
    source = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["variant", "day", "country", "source"], name="one_demand_row_a_day"
            )
        ]
