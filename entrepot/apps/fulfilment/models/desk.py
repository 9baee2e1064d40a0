"""What is arranged with a carrier for a day's parcels: the manifest that closes them, the van that comes."""

from django.db import models
from django.db.models import Q

from entrepot.apps.inventory.models import Warehouse


class Manifest(models.Model):
    """The parcels handed to one carrier together. ``reference`` is the carrier's, empty until closed."""

    number = models.CharField(max_length=40, unique=True)
    carrier = models.SlugField()
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="manifests")
    reference = models.CharField(max_length=80, blank=True)
    error = models.CharField(max_length=300, blank=True)
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.number


class Pickup(models.Model):
    """A collection ordered from a carrier within a window. ``reference`` is the carrier's, empty until it
    said yes; ``cancelled_at`` when it was called off here."""

    carrier = models.SlugField()
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="pickups")
    ready_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    parcels = models.PositiveIntegerField()
    weight_g = models.PositiveIntegerField()
    reference = models.CharField(max_length=80, blank=True)
    error = models.CharField(max_length=300, blank=True)
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-ready_at"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=models.F("ready_at")), name="pickup_window"),
            models.CheckConstraint(condition=Q(parcels__gt=0, weight_g__gt=0), name="pickup_of_something"),
        ]

    def __str__(self) -> str:
        return self.reference or f"pickup-{self.pk}"
