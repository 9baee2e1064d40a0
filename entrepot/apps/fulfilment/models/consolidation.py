"""Many parcels as one: bags and pallets under a master waybill, and every scan that proves who had what."""

from django.db import models
from django.db.models import F, Q

from entrepot.apps.fulfilment.models.shipments import Parcel
from entrepot.apps.inventory.models import Warehouse


class MasterWaybill(models.Model):
    """A flight's air waybill for bags from ``origin``, taken apart again at ``hub``.

    ``cut_off`` is when the bags must be with the airline, ``departs_at`` and ``arrives_at`` are the flight's
    plan; the other moments are what happened. ``number`` has eleven digits, the last modulo 7.
    """

    number = models.CharField(max_length=11, unique=True)
    origin = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="waybills_out")
    hub = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="waybills_in")
    flight = models.CharField(max_length=12)
    cut_off = models.DateTimeField()
    departs_at = models.DateTimeField()
    arrives_at = models.DateTimeField()
    max_weight_g = models.PositiveIntegerField()
    status = models.CharField(max_length=14, default="open")
    departed_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["departs_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cut_off__lte=F("departs_at"), departs_at__lt=F("arrives_at")),
                name="waybill_moments_ordered",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number[:3]}-{self.number[3:]}"


class Pallet(models.Model):
    """Bags built up on one pallet; ``number`` is an SSCC."""

    waybill = models.ForeignKey(MasterWaybill, on_delete=models.PROTECT, related_name="pallets")
    number = models.CharField(max_length=18, unique=True)

    def __str__(self) -> str:
        return self.number


class Bag(models.Model):
    """Parcels from ``origin`` that are taken apart at ``hub``; open until its waybill is closed."""

    number = models.CharField(max_length=20, unique=True)
    origin = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="bags_out")
    hub = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="bags_in")
    waybill = models.ForeignKey(
        MasterWaybill, on_delete=models.PROTECT, null=True, blank=True, related_name="bags"
    )
    pallet = models.ForeignKey(Pallet, on_delete=models.PROTECT, null=True, blank=True, related_name="bags")
    max_weight_g = models.PositiveIntegerField(default=30_000)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.number


class CustodyScan(models.Model):
    """One scan of a parcel, never changed: with the others it proves who had the parcel when."""

    class Act(models.TextChoices):
        BAGGED = "bagged"
        PULLED_OFF = "pulled_off"
        EXPECTED = "expected"
        UNEXPECTED = "unexpected"
        DAMAGED = "damaged"
        MISSING = "missing"
        MOVED = "moved"
        HELD = "held"
        RETURNED = "returned"
        DESTROYED = "destroyed"
        MISTAKEN = "mistaken"

    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="scans")
    act = models.CharField(max_length=10, choices=Act)
    code = models.CharField(max_length=60)
    bag = models.ForeignKey(Bag, on_delete=models.PROTECT, null=True, related_name="scans")
    waybill = models.ForeignKey(MasterWaybill, on_delete=models.PROTECT, null=True, related_name="scans")
    note = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["parcel", "waybill"],
                condition=Q(act__in=["expected", "damaged"]),
                name="deconsolidated_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.act}"
