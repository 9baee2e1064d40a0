"""What carriers are asked for when they lose or damage a parcel."""

from django.db import models
from django.db.models import F, Q

from entrepot.apps.fulfilment.models.shipments import Parcel
from entrepot.apps.orders.models import Case
from entrepot.kit.money_columns import MoneyOf, amount_column, currency_column


class Claim(models.Model):
    """The one claim for a parcel, in its order's currency. ``paid`` of what was ``asked`` came; ``note`` is
    what the carrier wrote."""

    parcel = models.OneToOneField(Parcel, on_delete=models.PROTECT, related_name="claim")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="claims")
    status = models.CharField(max_length=10, default="asked")
    currency = currency_column()
    asked_amount = amount_column()
    paid_amount = amount_column(default=0)
    asked = MoneyOf("asked_amount")
    paid = MoneyOf("paid_amount")
    note = models.CharField(max_length=200, blank=True)
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_amount__gt=0, paid_amount__gte=0, paid_amount__lte=F("asked_amount")),
                name="paid_within_claim",
            )
        ]

    def __str__(self) -> str:
        return f"{self.parcel_id} {self.asked}"
