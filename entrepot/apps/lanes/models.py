"""Fulfilment modes and lanes are configuration: a new one needs no code."""

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import Q

from entrepot.kit.money_columns import MoneyOf, amount_column, currency_column
from entrepot.kit.texts import text_in


class FulfilmentMode(models.Model):
    """How goods are brought to the buyer. ``config`` holds what the mode decides:

    ``stock`` (list of warehouse kinds it draws from), ``legs`` (list of leg names), ``declarations``
    ({"export": {country or "*": procedure}, "import": {country or "*": procedure}}), ``papers``,
    ``promise`` and ``in_use`` (whether lanes of it may be offered).
    """

    code = models.SlugField(unique=True)
    name = models.JSONField()
    config = models.JSONField()

    def __str__(self) -> str:
        return text_in(self.name)


class Lane(models.Model):
    """Origin country to destination countries under a mode, with price grid, transit time and limits."""

    code = models.SlugField(unique=True)
    name = models.JSONField()
    mode = models.ForeignKey(FulfilmentMode, on_delete=models.PROTECT, related_name="lanes")
    origin_country = models.CharField(max_length=2)
    destinations = ArrayField(models.CharField(max_length=2))
    carrier = models.SlugField()
    service = models.CharField(max_length=40)
    channel = models.CharField(
        max_length=8,
        choices=[("post", "post"), ("courier", "courier"), ("freight", "freight")],
        default="courier",
    )
    incoterm = models.CharField(max_length=3, default="DDP")
    customs_port = models.SlugField(blank=True)
    currency = currency_column()
    volumetric_divisor = models.PositiveIntegerField(null=True, blank=True)
    max_weight_g = models.PositiveIntegerField(default=30000)
    min_days = models.PositiveSmallIntegerField()
    max_days = models.PositiveSmallIntegerField()
    handling_days = models.PositiveSmallIntegerField(default=1)
    refuses = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    valid = DateRangeField()
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(max_days__gte=models.F("min_days")), name="lane_days_ordered")
        ]

    def __str__(self) -> str:
        return text_in(self.name)


class PriceBand(models.Model):
    """Freight up to ``up_to_g`` chargeable grams in ``zone`` ("" or a country of the lane)."""

    lane = models.ForeignKey(Lane, on_delete=models.CASCADE, related_name="bands")
    zone = models.CharField(max_length=2, blank=True)
    up_to_g = models.PositiveIntegerField()
    amount = amount_column()
    currency = currency_column()
    price = MoneyOf("amount")

    class Meta:
        ordering = ["zone", "up_to_g"]
        constraints = [
            models.UniqueConstraint(fields=["lane", "zone", "up_to_g"], name="one_price_a_band"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="freight_not_negative"),
        ]
