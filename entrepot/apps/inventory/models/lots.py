"""Stock by lot: what came in together, expires together and cost the same."""

from django.db import models
from django.db.models import F, Q

from entrepot.apps.catalog.models import Variant
from entrepot.apps.inventory.models.stock import StockLevel
from entrepot.domain.inventory.landed import value_left
from entrepot.domain.money import Money
from entrepot.kit.money_columns import MoneyOf, amount_column, currency_column


class Lot(models.Model):
    """Units of a level that came in on one paper (``source``) with one lot number and day of expiry.

    ``quantity`` may be promised, ``blocked`` lies there and may not. ``received`` is how many there ever
    were, and ``cost`` what all of those cost, landed; no currency means that nobody knows. The quantities of
    a level's lots add up to its ``on_hand``: a trigger refuses a commit where they do not (a supplier's
    level has no lots).
    """

    level = models.ForeignKey(StockLevel, on_delete=models.PROTECT, related_name="lots")
    number = models.CharField(max_length=40, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=80)
    received_at = models.DateTimeField()
    received = models.IntegerField()
    quantity = models.IntegerField()
    blocked = models.IntegerField(default=0)
    cost_amount = amount_column(default=0)
    currency = currency_column(blank=True, default="")
    cost = MoneyOf("cost_amount")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["level", "number", "expires_on", "source"],
                nulls_distinct=False,
                name="one_lot_a_source",
            ),
            models.CheckConstraint(condition=Q(quantity__gte=0, blocked__gte=0), name="lot_not_negative"),
            models.CheckConstraint(
                condition=Q(received__gte=F("quantity") + F("blocked")), name="lot_within_received"
            ),
        ]
        indexes = [
            models.Index(
                fields=["level", "expires_on"],
                condition=Q(quantity__gt=0, expires_on__isnull=False),
                name="lot_expiry",
            )
        ]

    def __str__(self) -> str:
        return self.number or self.source

    @property
    def units(self) -> int:
        """All that lies there, whether it may leave or not."""
        return self.quantity + self.blocked

    def value_of(self, left: int) -> Money | None:
        """What ``left`` units of the lot are worth; ``None`` when their cost is not known."""
        return value_left(self.cost, self.received, left) if self.currency else None

    @property
    def value(self) -> Money | None:
        return self.value_of(self.units)

    @property
    def unit_cost(self) -> Money | None:
        """What one unit cost, landed; ``None`` when nobody knows."""
        return self.value_of(1) if self.received else None


class MinimumLife(models.Model):
    """Units of the variant are only sold with this many days of life left when they reach the buyer."""

    variant = models.OneToOneField(Variant, on_delete=models.CASCADE, related_name="minimum_life")
    days_at_delivery = models.PositiveSmallIntegerField()
