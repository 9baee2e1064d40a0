"""Inbound shipments: goods on their way to a warehouse, from a supplier, a factory or another warehouse."""

from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext as _

from entrepot.apps.catalog.models import Variant
from entrepot.apps.inventory.models.lots import Lot
from entrepot.apps.inventory.models.stock import Warehouse
from entrepot.apps.suppliers.models import Supplier
from entrepot.domain.customs.clearance import Clearance
from entrepot.domain.inventory.landed import Basis
from entrepot.kit.choices import choices_of
from entrepot.kit.money_columns import MoneyOf, amount_column, currency_column


class NextInboundNumber(Func):
    """``ASN-1001``: short, in order, never given twice."""

    template = "('ASN-' || nextval('inventory_inbound_number'))"
    output_field = models.CharField()


class InboundShipment(models.Model):
    """An advance shipping notice (ASN) and all that happens to it until it is closed.

    From another warehouse of ours (``source``) it is a transfer: its stock leaves there when it departs.
    ``currency`` is that of its goods and of every cost. ``export_clearance`` is customs' word on a transfer
    that leaves a customs territory; it gates the departure.
    """

    number = models.CharField(max_length=24, unique=True, db_default=NextInboundNumber())
    source = models.ForeignKey(
        Warehouse, null=True, blank=True, on_delete=models.PROTECT, related_name="outgoing_transfers"
    )
    supplier = models.ForeignKey(
        Supplier, null=True, blank=True, on_delete=models.PROTECT, related_name="inbound_shipments"
    )
    sender = models.CharField(max_length=120, blank=True)
    sender_country = models.CharField(max_length=2, blank=True)
    destination = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="inbound_shipments")
    reference = models.CharField(max_length=80, blank=True)
    currency = currency_column()
    status = models.CharField(max_length=12, default="draft")
    export_clearance = models.CharField(
        max_length=12, choices=choices_of(Clearance), default=Clearance.NOT_NEEDED
    )
    created_by = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(source=None, supplier=None) & ~Q(sender="")
                | Q(source=None, supplier__isnull=False, sender="")
                | Q(source__isnull=False, supplier=None, sender=""),
                name="inbound_has_one_sender",
            ),
            models.CheckConstraint(condition=~Q(source=F("destination")), name="transfer_goes_elsewhere"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_transfer(self) -> bool:
        return self.source_id is not None

    @property
    def origin_country(self) -> str:
        """Where the goods set out; empty when nobody said where the factory is."""
        place = self.source or self.supplier
        return place.country if place else self.sender_country

    @property
    def departure_obstacle(self) -> str:
        """What customs of export still owes before it may set out, translated; empty when nothing."""
        return {
            Clearance.PENDING: _("Customs has not released the export of these goods yet."),
            Clearance.HELD: _("Customs holds the export of these goods: see its declaration."),
            Clearance.REJECTED: _("Customs rejected the export: correct its declaration and send it again."),
        }.get(Clearance(self.export_clearance), "")

    @property
    def comes_from(self) -> str:
        """Who sends it, in the reader's language."""
        return str(self.source or self.supplier or self.sender)


class InboundLeg(models.Model):
    """One stretch of the way. ``transport_number`` is the container, air waybill, wagon or truck."""

    class Mode(models.TextChoices):
        SEA = "sea"
        AIR = "air"
        RAIL = "rail"
        ROAD = "road"

    shipment = models.ForeignKey(InboundShipment, on_delete=models.CASCADE, related_name="legs")
    position = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=4, choices=Mode)
    carrier = models.CharField(max_length=80, blank=True)
    transport_number = models.CharField(max_length=40, blank=True)
    departs_from = models.CharField(max_length=80)
    arrives_at = models.CharField(max_length=80)
    etd = models.DateField(null=True, blank=True)
    eta = models.DateField()
    ata = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["shipment", "position"], name="one_leg_a_position"),
            models.CheckConstraint(
                condition=Q(etd=None) | Q(etd__lte=F("eta")), name="leg_arrives_after_leaving"
            ),
        ]


class InboundCost(models.Model):
    """What bringing the goods costs (of one leg, or of all), shared out over them by ``basis``.

    Of one ``line`` only, that line bears all of it: duty and tax as assessed have a rate for each article.
    """

    class Kind(models.TextChoices):
        FREIGHT = "freight"
        DUTY = "duty"
        IMPORT_TAX = "import_tax"
        HANDLING = "handling"
        INSURANCE = "insurance"
        OTHER = "other"

    shipment = models.ForeignKey(InboundShipment, on_delete=models.CASCADE, related_name="costs")
    leg = models.ForeignKey(InboundLeg, null=True, blank=True, on_delete=models.CASCADE, related_name="costs")
    line = models.ForeignKey(
        "inventory.InboundLine", null=True, blank=True, on_delete=models.CASCADE, related_name="costs"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    basis = models.CharField(max_length=6, choices=[(basis.value, basis.name) for basis in Basis])
    amount = amount_column()
    currency = currency_column()
    money = MoneyOf("amount")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="inbound_cost_positive")]


class InboundLine(models.Model):
    """``expected`` units that cost ``value`` together; ``received`` and ``damaged`` are what has come so far.

    On a transfer the line is made of one lot (``source_lot``) once it has left.
    """

    shipment = models.ForeignKey(InboundShipment, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="inbound_lines")
    source_lot = models.ForeignKey(
        Lot, null=True, blank=True, on_delete=models.PROTECT, related_name="transfer_lines"
    )
    lot_number = models.CharField(max_length=40, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    expected = models.PositiveIntegerField()
    received = models.PositiveIntegerField(default=0)
    damaged = models.PositiveIntegerField(default=0)
    value_amount = amount_column(default=0)
    currency = currency_column()
    value = MoneyOf("value_amount")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["shipment", "position"], name="one_inbound_line_a_position"),
            models.CheckConstraint(condition=Q(expected__gt=0), name="inbound_line_expects_something"),
        ]

    @property
    def came(self) -> int:
        """Units that arrived, whole or damaged."""
        return self.received + self.damaged

    @property
    def outstanding(self) -> int:
        return max(0, self.expected - self.came)


class InboundReceipt(models.Model):
    """Units of a line taken in at one go. ``key`` is the receiving form's: sent twice it counts once."""

    line = models.ForeignKey(InboundLine, on_delete=models.PROTECT, related_name="receipts")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="receipts")
    received = models.PositiveIntegerField()
    damaged = models.PositiveIntegerField()
    key = models.CharField(max_length=64)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "key"], name="receipt_once")]


class InboundDifference(models.Model):
    """What a closed line had too few, too many or damaged, and its money effect (a loss is negative)."""

    class Kind(models.TextChoices):
        SHORT = "short"
        OVER = "over"
        DAMAGED = "damaged"

    line = models.ForeignKey(InboundLine, on_delete=models.PROTECT, related_name="differences")
    kind = models.CharField(max_length=8, choices=Kind)
    quantity = models.PositiveIntegerField()
    reason = models.CharField(max_length=160)
    amount = amount_column()
    currency = currency_column()
    money = MoneyOf("amount")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "kind"], name="one_difference_a_kind"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="difference_differs"),
        ]
