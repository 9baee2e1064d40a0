"""What carriers answer for, by their terms."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from entrepot.domain.liability import Liability
from entrepot.kit.money_columns import MoneyOf, amount_column, currency_column


class CarrierLiability(models.Model):
    """The liability of a carrier for parcels of a service handed over from ``valid_from`` on, until later
    terms begin. ``source`` says where it stands; ``is_assumed``: nobody has read it there yet."""

    carrier = models.SlugField()
    service = models.CharField(max_length=40)
    valid_from = models.DateField()
    currency = currency_column()
    per_parcel_amount = amount_column(default=Decimal(0))
    per_kg_amount = amount_column(default=Decimal(0))
    per_parcel = MoneyOf("per_parcel_amount")
    per_kg = MoneyOf("per_kg_amount")
    claim_days = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    is_assumed = models.BooleanField(default=False)

    class Meta:
        ordering = ["carrier", "service", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["carrier", "service", "valid_from"], name="one_carrier_liability_a_day"
            ),
            models.CheckConstraint(
                condition=Q(per_parcel_amount__gte=0, per_kg_amount__gte=0), name="liability_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.service} {self.valid_from}"

    @property
    def terms(self) -> Liability:
        return Liability(self.per_parcel, self.per_kg, self.claim_days)
