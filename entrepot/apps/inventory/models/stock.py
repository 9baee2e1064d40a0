"""Stock moves only by movements; availability is guarded in the row itself."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from entrepot.apps.catalog.models import Variant
from entrepot.apps.inventory.models.zones import BondedZone
from entrepot.apps.suppliers.models import Supplier
from entrepot.kit.texts import text_in


class Warehouse(models.Model):
    """A place with stock: ours, or a supplier's (then orders go out as dropship orders).

    A bonded one lies in a ``zone``, and sells only while that is licensed. A store serves who comes to it.
    """

    class Kind(models.TextChoices):
        OWN = "own"
        OVERSEAS = "overseas"
        BONDED = "bonded"
        STORE = "store"
        SUPPLIER = "supplier"
        BUYER = "buyer"

    code = models.SlugField(unique=True)
    name = models.JSONField()
    kind = models.CharField(max_length=10, choices=Kind)
    country = models.CharField(max_length=2)
    address = models.JSONField(default=dict)
    timezone = models.CharField(max_length=40, default="UTC")
    supplier = models.OneToOneField(
        Supplier, null=True, blank=True, on_delete=models.PROTECT, related_name="warehouse"
    )
    zone = models.ForeignKey(
        BondedZone, null=True, blank=True, on_delete=models.PROTECT, related_name="warehouses"
    )
    opening_hours = models.JSONField(default=dict, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["supplier", "buyer"], supplier__isnull=False)
                | (~Q(kind__in=["supplier", "buyer"]) & Q(supplier=None)),
                name="supplier_warehouse_has_supplier",
            ),
            models.CheckConstraint(condition=Q(kind="bonded") | Q(zone=None), name="only_bonded_in_a_zone"),
        ]

    def __str__(self) -> str:
        return text_in(self.name)

    @property
    def is_ours(self) -> bool:
        """Whether we know its lots and move its stock. A supplier tells figures; a buyer abroad has nothing
        in stock and tells how many he would buy."""
        return self.kind not in (Warehouse.Kind.SUPPLIER, Warehouse.Kind.BUYER)


class StockLevel(models.Model):
    """Units of a variant in a warehouse that may be promised; ``reserved`` of ``on_hand`` are.

    What lies there but must not leave (damaged, expired) is ``blocked`` in its lot and not on hand.
    """

    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="stock_levels")
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="stock_levels")
    on_hand = models.IntegerField(default=0)
    reserved = models.IntegerField(default=0)
    synced_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["warehouse", "variant"], name="one_level_a_warehouse"),
            models.CheckConstraint(condition=Q(on_hand__gte=0), name="on_hand_not_negative"),
            models.CheckConstraint(condition=Q(reserved__gte=0), name="reserved_not_negative"),
            models.CheckConstraint(condition=Q(reserved__lte=F("on_hand")), name="reserved_within_on_hand"),
        ]

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved


class StockMovement(models.Model):
    """Why ``on_hand`` changed (``quantity``), or what is blocked (``blocked``), and of which lot.

    Append only (a trigger refuses updates and deletes). A supplier's figures have no lots.
    """

    class Kind(models.TextChoices):
        RECEIVE = "receive"
        SHIP = "ship"
        RETURN = "return"
        COUNT = "count"
        SYNC = "sync"
        TRANSFER = "transfer"
        BLOCK = "block"
        SCRAP = "scrap"

    level = models.ForeignKey(StockLevel, on_delete=models.PROTECT, related_name="movements")
    lot = models.ForeignKey(
        "inventory.Lot", null=True, blank=True, on_delete=models.PROTECT, related_name="movements"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    quantity = models.IntegerField()
    blocked = models.IntegerField(default=0, db_default=0)
    reference = models.CharField(max_length=80)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["reference"], name="movement_reference")]
        constraints = [
            models.CheckConstraint(condition=~Q(quantity=0, blocked=0), name="movement_moves_something")
        ]


class Reservation(models.Model):
    """Units held for ``reference`` ("order:ET-100001").

    ``held`` ends at ``expires_at``; ``committed`` (paid for) does not.
    """

    level = models.ForeignKey(StockLevel, on_delete=models.PROTECT, related_name="reservations")
    reference = models.CharField(max_length=80)
    quantity = models.PositiveIntegerField()
    status = models.CharField(max_length=10, default="held")
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            # An ended reservation stays as history; the same order may hold the level again.
            models.UniqueConstraint(
                fields=["reference", "level"],
                condition=Q(status__in=["held", "committed"]),
                name="one_living_reservation",
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="reservation_positive"),
        ]
        indexes = [models.Index(fields=["expires_at"], condition=Q(status="held"), name="reservation_expiry")]
