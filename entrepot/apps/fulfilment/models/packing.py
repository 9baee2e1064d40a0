"""Boxes that a warehouse has, what was put into each parcel, and the label its carrier insists on."""

from django.db import models
from django.db.models import Q

from entrepot.apps.fulfilment.models.shipments import Parcel, ShipmentLine
from entrepot.apps.inventory.models import Warehouse
from entrepot.domain.quantity import Dimensions
from entrepot.kit.money_columns import MoneyOf, amount_column, currency_column


class BoxType(models.Model):
    """A box to pack into: inner sides, its wall, its own weight, the most it may weigh full.

    What has a deck is a pallet: its inner sides are the room above the deck, and it has no wall.
    """

    warehouse = models.ForeignKey(Warehouse, on_delete=models.CASCADE, related_name="box_types")
    code = models.CharField(max_length=20)
    length_mm = models.PositiveIntegerField()
    width_mm = models.PositiveIntegerField()
    height_mm = models.PositiveIntegerField()
    wall_mm = models.PositiveSmallIntegerField(default=3)
    deck_mm = models.PositiveSmallIntegerField(default=0)
    tare_g = models.PositiveIntegerField()
    max_weight_g = models.PositiveIntegerField()
    cost_amount = amount_column(default=0)
    currency = currency_column()
    is_active = models.BooleanField(default=True)
    cost = MoneyOf("cost_amount")

    class Meta:
        ordering = ["length_mm", "width_mm", "height_mm", "code"]
        constraints = [
            models.UniqueConstraint(fields=["warehouse", "code"], name="box_code_once_a_warehouse"),
            models.CheckConstraint(
                condition=Q(length_mm__gt=0, width_mm__gt=0, height_mm__gt=0, cost_amount__gte=0),
                name="box_has_room",
            ),
            models.CheckConstraint(
                condition=Q(max_weight_g__gt=models.F("tare_g")), name="box_carries_more_than_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_pallet(self) -> bool:
        return self.deck_mm > 0

    @property
    def inner(self) -> Dimensions:
        return Dimensions(self.length_mm, self.width_mm, self.height_mm)

    @property
    def outer(self) -> Dimensions:
        wall = 2 * self.wall_mm
        return Dimensions(self.length_mm + wall, self.width_mm + wall, self.height_mm + wall + self.deck_mm)


class ParcelLine(models.Model):
    """How much of a shipment's line lies in a parcel. All of a shipment's units lie in some parcel, once."""

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(ShipmentLine, on_delete=models.CASCADE, related_name="parcel_lines")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["parcel", "line"], name="line_once_a_parcel"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="parcel_line_quantity_positive"),
        ]


class CarrierLabel(models.Model):
    """A label as the carrier drew it (PDF), where it takes no other. Parcels without one get ours."""

    parcel = models.OneToOneField(Parcel, on_delete=models.CASCADE, related_name="carrier_label")
    content = models.BinaryField()
