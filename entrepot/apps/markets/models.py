"""Where we sell, in which currency and language, and what a currency was worth on a day."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from entrepot.kit.money_columns import currency_column


class Market(models.Model):
    """Countries that share a currency and a way of selling."""

    code = models.SlugField(unique=True)
    name = models.JSONField()
    currency = currency_column()
    language = models.CharField(max_length=10, default="en")
    is_open = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.code


class Country(models.Model):
    """A country we ship to. ``accepts_partial_quote``: sell although import charges are not (all) known."""

    code = models.CharField(max_length=2, primary_key=True)
    market = models.ForeignKey(Market, on_delete=models.PROTECT, related_name="countries")
    currency = currency_column()
    is_open = models.BooleanField(default=True)
    accepts_partial_quote = models.BooleanField(default=True)
    regions = ArrayField(models.CharField(max_length=60), default=list, blank=True)

    class Meta:
        verbose_name_plural = "countries"

    def __str__(self) -> str:
        return self.code


class FxRate(models.Model):
    """Units of ``currency`` for one EUR on ``as_of``; the rate of a day is the latest on or before it."""

    currency = currency_column()
    as_of = models.DateField()
    per_eur = models.DecimalField(max_digits=18, decimal_places=9)
    source = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["currency", "as_of", "source"], name="one_rate_a_day"),
            models.CheckConstraint(condition=models.Q(per_eur__gt=0), name="fx_rate_positive"),
        ]
