"""What carriers bill, line by line, against what was agreed."""

from django.db import models
from django.db.models import F, Q

from entrepot.apps.fulfilment.models.consolidation import MasterWaybill
from entrepot.apps.fulfilment.models.shipments import Parcel
from entrepot.apps.inventory.models import InboundShipment
from entrepot.domain.carrier_invoices import PARTS
from entrepot.domain.money import Money
from entrepot.kit.money_columns import MoneyOf, amount_column, currency_column


class CarrierInvoice(models.Model):
    """An invoice as a carrier sent it, booked once. ``number`` is the carrier's."""

    carrier = models.SlugField()
    number = models.CharField(max_length=40)
    dated = models.DateField()
    currency = currency_column()
    booked_by = models.CharField(max_length=120)
    booked_at = models.DateTimeField()

    class Meta:
        ordering = ["-booked_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["carrier", "number"], name="carrier_invoice_once")]

    def __str__(self) -> str:
        return self.number


class CarrierInvoiceLine(models.Model):
    """A row of an invoice, for a parcel, a master waybill, an inbound shipment or nothing that is known.

    ``reasons`` (code, billed, agreed) say why a part was contested; ``note`` is what was decided about it.
    """

    invoice = models.ForeignKey(CarrierInvoice, on_delete=models.CASCADE, related_name="lines")
    row = models.PositiveIntegerField()
    number = models.CharField(max_length=60)
    service = models.CharField(max_length=40, blank=True)
    zone = models.CharField(max_length=40, blank=True)
    charged_weight_g = models.PositiveIntegerField()
    surcharges = models.JSONField(default=dict)
    parcel = models.ForeignKey(
        Parcel, null=True, blank=True, on_delete=models.PROTECT, related_name="invoice_lines"
    )
    waybill = models.ForeignKey(
        MasterWaybill, null=True, blank=True, on_delete=models.PROTECT, related_name="invoice_lines"
    )
    inbound = models.ForeignKey(
        InboundShipment, null=True, blank=True, on_delete=models.PROTECT, related_name="carrier_invoice_lines"
    )
    reasons = models.JSONField(default=list)
    status = models.CharField(max_length=10)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["row"]
        indexes = [models.Index(fields=["number"], name="carrier_invoice_number")]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "row"], name="carrier_invoice_row_once"),
            models.CheckConstraint(
                condition=Q(parcel=None, waybill=None)
                | Q(parcel=None, inbound=None)
                | Q(waybill=None, inbound=None),
                name="invoice_line_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}/{self.row} {self.number}"


class InvoicedPart(models.Model):
    """What a line bills of one part: freight with surcharges, duty, tax, or the fee for paying these ahead.

    ``contested`` of it is not ours to bear as long as nobody accepts it; ``cost`` is the rest.
    """

    line = models.ForeignKey(CarrierInvoiceLine, on_delete=models.CASCADE, related_name="parts")
    part = models.CharField(max_length=8, choices=[(part, part) for part in PARTS])
    currency = currency_column()
    billed_amount = amount_column()
    agreed_amount = amount_column()
    contested_amount = amount_column()
    billed = MoneyOf("billed_amount")
    agreed = MoneyOf("agreed_amount")
    contested = MoneyOf("contested_amount")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "part"], name="invoiced_part_once"),
            models.CheckConstraint(
                condition=Q(contested_amount__gte=0, contested_amount__lte=F("billed_amount")),
                name="contested_within_billed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.billed}"

    @property
    def cost(self) -> Money:
        return self.billed - self.contested
