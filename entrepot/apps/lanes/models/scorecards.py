"""How well carriers, lanes and legs did."""

from django.db import models

from entrepot.kit.money_columns import MoneyOf, amount_column, currency_column


class Scorecard(models.Model):
    """What the parcels of the last half year say of a carrier, a lane, or a leg of a lane.

    Shares are decimal fractions with the interval that holds the true one 95 times of 100; they and the
    hours are empty where there were too few parcels: no data, no score. ``imported`` of the ``parcels`` come
    from a history that was brought along, not from this shop's own sending. A leg is on time within
    ``planned_hours``; ``priced`` parcels have a freight, of which ``cost`` is the mean: that of ``billed``
    ones as their carriers billed it, of the others as agreed.
    """

    class Subject(models.TextChoices):
        CARRIER = "carrier"
        LANE = "lane"
        LEG = "leg"

    subject = models.CharField(max_length=8, choices=Subject)
    carrier = models.SlugField(blank=True)
    lane = models.CharField(max_length=50, blank=True)
    leg = models.CharField(max_length=20, blank=True)
    parcels = models.PositiveIntegerField()
    imported = models.PositiveIntegerField(default=0)
    on_time = models.DecimalField(max_digits=4, decimal_places=3, null=True)
    on_time_low = models.DecimalField(max_digits=4, decimal_places=3, null=True)
    on_time_high = models.DecimalField(max_digits=4, decimal_places=3, null=True)
    lost = models.DecimalField(max_digits=4, decimal_places=3, null=True)
    damaged = models.DecimalField(max_digits=4, decimal_places=3, null=True)
    median_hours = models.PositiveIntegerField(null=True)
    p90_hours = models.PositiveIntegerField(null=True)
    customs_hours = models.PositiveIntegerField(null=True)
    planned_hours = models.PositiveIntegerField(null=True)
    priced = models.PositiveIntegerField(default=0)
    billed = models.PositiveIntegerField(default=0)
    currency = currency_column(blank=True)
    cost_amount = amount_column(null=True)
    cost_per_kg_amount = amount_column(null=True)
    cost = MoneyOf("cost_amount")
    cost_per_kg = MoneyOf("cost_per_kg_amount")
    scored_at = models.DateTimeField()

    class Meta:
        ordering = ["subject", "lane", "carrier", "leg"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "carrier", "lane", "leg"], name="one_scorecard_each")
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.carrier, self.lane, self.leg]))
