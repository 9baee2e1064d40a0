"""What is declared for goods that cross a border, every message about it, and the decision."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils import timezone

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.inventory.models import InboundShipment, Warehouse
from entrepot.kit.money_columns import amount_column, currency_column

DIRECTIONS = [("export", "export"), ("import", "import")]


class CustomsPort(models.Model):
    """A port of declaration, the adapter that reaches it, and the ``procedures`` that it does (none: any)."""

    code = models.SlugField(unique=True)
    name = models.JSONField()
    country = models.CharField(max_length=2)
    gateway = models.SlugField()
    procedures = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.code

    def does(self, procedure: str) -> bool:
        return not self.procedures or procedure in self.procedures


class WarehousePort(models.Model):
    """At which port goods of a warehouse of ours are declared, from when to when."""

    warehouse = models.ForeignKey(Warehouse, on_delete=models.CASCADE, related_name="customs_ports")
    port = models.ForeignKey(CustomsPort, on_delete=models.PROTECT, related_name="warehouses")
    valid = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_port_a_warehouse_and_day",
                expressions=[("warehouse", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self) -> str:
        return f"{self.warehouse_id} {self.port_id}"

    @classmethod
    def today(cls, warehouse: Warehouse) -> int | None:
        """The id of the port that serves ``warehouse`` today."""
        rows = cls.objects.filter(warehouse=warehouse, valid__contains=timezone.now().date())
        return rows.values_list("port_id", flat=True).first()


class PreferredPort(models.Model):
    """Which of several ports declares a procedure in a country, where neither lane nor warehouse says, from
    when to when."""

    country = models.CharField(max_length=2)
    procedure = models.CharField(max_length=30)
    port = models.ForeignKey(CustomsPort, on_delete=models.PROTECT, related_name="preferred_for")
    valid = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_preferred_port_a_day",
                expressions=[
                    ("country", RangeOperators.EQUAL), ("procedure", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.country} {self.procedure}"

    @classmethod
    def today(cls, country: str, procedure: str) -> int | None:
        """The id of the port preferred today."""
        rows = cls.objects.filter(country=country, procedure=procedure, valid__contains=timezone.now().date())
        return rows.values_list("port_id", flat=True).first()


class InboundPort(models.Model):
    """The port that an operator chose for one inbound shipment in one direction."""

    inbound = models.ForeignKey(InboundShipment, on_delete=models.CASCADE, related_name="chosen_ports")
    direction = models.CharField(max_length=6, choices=DIRECTIONS)
    port = models.ForeignKey(CustomsPort, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inbound", "direction"], name="one_chosen_port_a_direction")
        ]

    def __str__(self) -> str:
        return f"{self.inbound_id} {self.direction}"


class Declaration(models.Model):
    """Of a ``shipment`` to a buyer, or of an ``inbound`` shipment to a warehouse of ours."""

    reference = models.CharField(max_length=30, unique=True)
    shipment = models.ForeignKey(
        Shipment, null=True, blank=True, on_delete=models.PROTECT, related_name="declarations"
    )
    inbound = models.ForeignKey(
        InboundShipment, null=True, blank=True, on_delete=models.PROTECT, related_name="declarations"
    )
    port = models.ForeignKey(CustomsPort, on_delete=models.PROTECT)
    direction = models.CharField(max_length=6, choices=DIRECTIONS)
    procedure = models.CharField(max_length=20)
    status = models.CharField(max_length=12, default="draft")
    version = models.PositiveSmallIntegerField(default=1)
    receipt = models.CharField(max_length=80, blank=True)
    authority_reference = models.CharField(max_length=80, blank=True)
    importer_id = models.CharField(max_length=40, blank=True)
    incoterm = models.CharField(max_length=3)
    currency = currency_column()
    goods_amount = amount_column()
    freight_amount = amount_column()
    duty_amount = amount_column()
    tax_amount = amount_column()
    query_message = models.TextField(blank=True)
    query_field = models.CharField(max_length=80, blank=True)
    answer = models.TextField(blank=True)
    send_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shipment", "direction"],
                condition=~Q(status="cancelled"),
                name="one_declaration_a_direction",
            ),
            models.UniqueConstraint(
                fields=["inbound", "direction"],
                condition=~Q(status="cancelled"),
                name="one_inbound_declaration_a_direction",
            ),
            models.CheckConstraint(
                condition=Q(shipment=None, inbound__isnull=False) | Q(shipment__isnull=False, inbound=None),
                name="declaration_of_one_movement",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class DeclarationItem(models.Model):
    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    description = models.CharField(max_length=200)
    hs_code = models.CharField(max_length=13)
    origin_country = models.CharField(max_length=2)
    quantity = models.PositiveIntegerField()
    net_weight_g = models.PositiveIntegerField()
    currency = currency_column()
    value_amount = amount_column()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["declaration", "position"], name="declared_item_once")]


class CustomsMessage(models.Model):
    """One message out or in, word for word. ``message_id`` makes a second delivery harmless."""

    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="messages")
    direction = models.CharField(max_length=3, choices=[("out", "out"), ("in", "in")])
    message_id = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    body = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["direction", "message_id"], name="customs_message_once")
        ]
