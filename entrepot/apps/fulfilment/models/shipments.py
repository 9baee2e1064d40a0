"""From the shelf to the doorstep."""

from django.db import models
from django.db.models import Q

from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.orders.models import Consignment, OrderLine
from entrepot.domain.customs.clearance import Clearance
from entrepot.domain.quantity import Dimensions
from entrepot.kit.choices import choices_of


class Shipment(models.Model):
    """A consignment being fulfilled. ``clearance`` is customs' word on it; it gates the dispatch."""

    number = models.CharField(max_length=30, unique=True)
    consignment = models.ForeignKey(Consignment, on_delete=models.PROTECT, related_name="shipments")
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="shipments")
    status = models.CharField(max_length=12, default="to_pick")
    clearance = models.CharField(max_length=12, choices=choices_of(Clearance), default=Clearance.NOT_NEEDED)
    created_at = models.DateTimeField(auto_now_add=True)
    packed_at = models.DateTimeField(null=True, blank=True)
    dispatched_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["status", "created_at"], name="shipment_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["consignment"],
                condition=~Q(status__in=["cancelled", "returned"]),
                name="one_living_shipment",
            )
        ]

    def __str__(self) -> str:
        return self.number


class ShipmentLine(models.Model):
    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="lines")
    order_line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="shipment_lines")
    quantity = models.PositiveIntegerField()
    picked = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shipment", "order_line"], name="order_line_once_a_shipment"),
            models.CheckConstraint(
                condition=Q(picked__lte=models.F("quantity")), name="picked_within_quantity"
            ),
        ]


class Parcel(models.Model):
    """One box. ``tracking_number`` is the one it is asked for by now; what else it is known by stands in
    ``numbers``. ``tracking_status`` is derived from the events; ``next_poll_at`` is when the carrier is asked
    if nothing was heard by then (none: at once), ``asked_at`` and ``answered_at`` when it last was and last
    did answer. ``bag`` is where it lies while it travels with others."""

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="parcels")
    position = models.PositiveSmallIntegerField(default=1)
    carrier = models.SlugField()
    service = models.CharField(max_length=40, blank=True)
    tracking_number = models.CharField(max_length=60, blank=True)
    carrier_reference = models.CharField(max_length=80, blank=True)
    weight_g = models.PositiveIntegerField()
    length_mm = models.PositiveIntegerField(null=True, blank=True)
    width_mm = models.PositiveIntegerField(null=True, blank=True)
    height_mm = models.PositiveIntegerField(null=True, blank=True)
    booked_at = models.DateTimeField(null=True, blank=True)
    booking_error = models.CharField(max_length=300, blank=True)
    box = models.CharField(max_length=20, blank=True)
    manifest = models.ForeignKey(
        "fulfilment.Manifest", null=True, blank=True, on_delete=models.SET_NULL, related_name="parcels"
    )
    tracking_status = models.CharField(max_length=24, default="pending")
    last_event_at = models.DateTimeField(null=True, blank=True)
    next_poll_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    bag = models.ForeignKey(
        "fulfilment.Bag", on_delete=models.PROTECT, null=True, blank=True, related_name="parcels"
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["next_poll_at"],
                condition=Q(booked_at__isnull=False) & ~Q(tracking_status="delivered"),
                name="parcel_to_poll",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["carrier", "tracking_number"],
                condition=~Q(tracking_number=""),
                name="tracking_number_once",
            ),
            models.UniqueConstraint(fields=["shipment", "position"], name="parcel_position_once"),
            models.CheckConstraint(condition=Q(weight_g__gt=0), name="parcel_has_weight"),
        ]

    @property
    def awaits_answer(self) -> bool:
        """Whether the carrier has not answered the last question."""
        return self.asked_at is not None and (self.answered_at is None or self.answered_at < self.asked_at)

    @property
    def dimensions(self) -> Dimensions | None:
        """The outer size, when all three were measured."""
        if self.length_mm is None or self.width_mm is None or self.height_mm is None:
            return None
        return Dimensions(self.length_mm, self.width_mm, self.height_mm)


class ParcelNumber(models.Model):
    """A link in the chain of numbers of a parcel that changes hands, in the order in which it is held.

    The carrier of the number holds the parcel from ``held_from`` to ``held_until``; before, the number is
    only announced. ``leg`` is the part of the way it is for.
    """

    class Role(models.TextChoices):
        PROVISIONAL = "provisional"
        LOCAL = "local"
        RETURN = "return"

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="numbers")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=12, choices=Role)
    carrier = models.SlugField()
    number = models.CharField(max_length=60)
    leg = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    held_from = models.DateTimeField(null=True, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["carrier", "number"], name="parcel_number_once"),
            models.UniqueConstraint(fields=["parcel", "position"], name="parcel_number_position_once"),
        ]

    def __str__(self) -> str:
        return self.number


class TrackingEvent(models.Model):
    """A fact from a carrier in our vocabulary; the carrier's own code is kept beside it.

    ``tracking_number`` is the one under which it was told, of a parcel that has several.
    """

    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="events")
    tracking_number = models.CharField(max_length=60, blank=True)
    event_id = models.CharField(max_length=120)
    status = models.CharField(max_length=24)
    leg = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    description = models.CharField(max_length=300)
    location = models.CharField(max_length=120, blank=True)
    carrier_code = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["parcel", "event_id"], name="tracking_event_once")]


class LegTime(models.Model):
    """How long a parcel was in a leg of its way: the history that arrival windows are read from.

    Derived from the parcel's events, or ``imported`` under its name in a history brought along. Without
    ``left_at`` it is still there, without ``delivered_at`` coming.
    """

    parcel = models.ForeignKey(Parcel, null=True, on_delete=models.CASCADE, related_name="leg_times")
    imported = models.CharField(max_length=60, blank=True)
    carrier = models.SlugField()
    mode = models.CharField(max_length=50)
    lane = models.CharField(max_length=50)
    leg = models.CharField(max_length=20)
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    silent_hours = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["mode", "lane", "leg", "-entered_at"], name="leg_time_history")]
        constraints = [
            models.UniqueConstraint(fields=["parcel", "leg"], name="leg_time_once"),
            models.UniqueConstraint(
                fields=["imported", "leg"], condition=~Q(imported=""), name="imported_leg_time_once"
            ),
            models.CheckConstraint(
                condition=Q(parcel__isnull=True) ^ Q(imported=""), name="leg_time_of_a_parcel_or_imported"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.imported or self.parcel_id} {self.leg}"


class Document(models.Model):
    """A paper as it was made; those of parcels have a page for each."""

    class Kind(models.TextChoices):
        LABEL = "label"
        CN22 = "cn22"
        CN23 = "cn23"
        INVOICE = "commercial_invoice"
        PACKING_LIST = "packing_list"
        PACKING_SLIP = "packing_slip"
        DANGEROUS_GOODS = "dangerous_goods_note"
        BONDED_RELEASE = "bonded_release_list"
        PICK_UP_NOTE = "pick_up_note"

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=24, choices=Kind)
    content = models.BinaryField()
    media_type = models.CharField(max_length=40, default="application/pdf")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shipment", "kind"], name="one_document_a_kind")]
