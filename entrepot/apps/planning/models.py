"""Demand as it happened, and simulations of the ways to meet it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from entrepot.apps.catalog.models import Variant
from entrepot.domain.lifecycles import SIMULATION
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


class Simulation(models.Model):
    """A season played over the ways of some markets. ``played`` keeps what came of each way (``report.kept``)
    until all are; ``report`` is what is known so far (``report.report``), in ``ways_played`` of ``ways``."""

    scenario = models.CharField(max_length=20)
    start = models.DateField()
    days = models.PositiveSmallIntegerField()
    seed = models.IntegerField()
    orders = models.PositiveSmallIntegerField()
    markets = ArrayField(models.CharField(max_length=10))
    status = models.CharField(max_length=20, default=SIMULATION.initial)
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    ways = models.PositiveSmallIntegerField(null=True)
    ways_played = models.PositiveSmallIntegerField(default=0)
    played = models.JSONField(default=list)
    report = models.JSONField(default=dict)

    class Meta:
        ordering = ("-pk",)
