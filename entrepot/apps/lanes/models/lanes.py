"""Fulfilment modes and lanes are configuration: a new one needs no code."""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import Q

from entrepot.kit.money_columns import MoneyOf, amount_column, currency_column
from entrepot.kit.texts import text_in


class FulfilmentMode(models.Model):
    """How goods are brought to the buyer. ``config`` holds what the mode decides:

    ``stock`` (list of warehouse kinds it draws from), ``legs`` (list of leg names), ``declarations``
    ({"export": {country or "*": procedure}, "import": {country or "*": procedure}}), ``papers``,
    ``promise``, ``in_use`` (whether lanes of it may be offered) and ``importers`` (whom they are offered to;
    everybody unless said). ``domain/sourcing/modes.py`` checks it.
    """

    code = models.SlugField(unique=True)
    name = models.JSONField()
    config = models.JSONField()

    def __str__(self) -> str:
        return text_in(self.name)


class Lane(models.Model):
    """Origin country to destination countries under a mode: legs, transit time, limits, surcharges, calendar.

    ``domain/sourcing/lane_documents.py`` says what stands in ``legs``, ``surcharges``, ``weight_steps`` and
    ``schedule``. Prices stand in the lane's grids.
    """

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
    volumetric_share = models.DecimalField(max_digits=4, decimal_places=3, default=Decimal(1))
    volumetric_waiver = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal(1))
    weight_steps = models.JSONField(default=list, blank=True)
    max_weight_g = models.PositiveIntegerField(default=30000)
    max_side_mm = models.PositiveIntegerField(null=True, blank=True)
    max_girth_mm = models.PositiveIntegerField(null=True, blank=True)
    min_value = amount_column(null=True, blank=True)
    max_value = amount_column(null=True, blank=True)
    min_days = models.PositiveSmallIntegerField()
    max_days = models.PositiveSmallIntegerField()
    handling_days = models.PositiveSmallIntegerField(default=1)
    schedule = models.JSONField(default=dict, blank=True)
    refuses = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    legs = models.JSONField(default=list, blank=True)
    surcharges = models.JSONField(default=list, blank=True)
    is_replenishment = models.BooleanField(default=False)
    valid = DateRangeField()
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(max_days__gte=models.F("min_days")), name="lane_days_ordered"),
            models.CheckConstraint(
                condition=Q(volumetric_share__gt=0, volumetric_share__lte=1, volumetric_waiver__gte=1),
                name="lane_volumetric_rule",
            ),
            models.CheckConstraint(
                condition=Q(min_value=None) | Q(max_value=None) | Q(max_value__gte=models.F("min_value")),
                name="lane_values_ordered",
            ),
        ]

    def __str__(self) -> str:
        return text_in(self.name)


class PriceGrid(models.Model):
    """The prices of a lane from a day until a later grid begins. Orders and quotes keep what they were told.

    ``zones`` are the named zones of its bands: ``{"name", "countries", "postcodes"}`` each.
    """

    lane = models.ForeignKey(Lane, on_delete=models.CASCADE, related_name="grids")
    valid_from = models.DateField()
    zones = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["valid_from"]
        constraints = [models.UniqueConstraint(fields=["lane", "valid_from"], name="one_grid_a_day")]

    def __str__(self) -> str:
        return f"{self.lane_id} {self.valid_from}"


class PriceBand(models.Model):
    """Freight up to ``up_to_g`` chargeable grams in ``zone`` (a named zone, a country of the lane, or "").

    Every started ``step_g`` grams beyond ``above_g`` add ``step_amount``; none do when ``step_g`` is 0.
    """

    grid = models.ForeignKey(PriceGrid, on_delete=models.CASCADE, related_name="bands")
    zone = models.CharField(max_length=40, blank=True)
    up_to_g = models.PositiveIntegerField()
    amount = amount_column()
    above_g = models.PositiveIntegerField(default=0)
    step_g = models.PositiveIntegerField(default=0)
    step_amount = amount_column(default=Decimal(0))
    currency = currency_column()
    price = MoneyOf("amount")
    step_price = MoneyOf("step_amount")

    class Meta:
        ordering = ["zone", "up_to_g"]
        constraints = [
            models.UniqueConstraint(fields=["grid", "zone", "up_to_g"], name="one_price_a_band"),
            models.CheckConstraint(
                condition=Q(amount__gte=0, step_amount__gte=0), name="freight_not_negative"
            ),
        ]


class LaneRevision(models.Model):
    """One row that triggers renew whenever a mode, lane, grid, band or scorecard changes, by whatever way.

    ``number`` never comes twice, not even after a rollback: what was read under it may be kept.
    """

    number = models.BigIntegerField()
