"""The order: one aggregate that owns the commercial, customs and parcel story."""

import uuid
from typing import Final

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from entrepot.apps.catalog.models import Variant
from entrepot.domain.duties import ImporterKind
from entrepot.kit.money_columns import MoneyOf, amount_column, currency_column


def importer_kind_column() -> models.CharField:  # type: ignore[type-arg]
    """Whether customs meets a person or a company as the importer."""
    kinds = [(kind.value, kind.value) for kind in ImporterKind]
    return models.CharField(max_length=8, choices=kinds, default=ImporterKind.PRIVATE.value)


class NextNumber(models.Func):
    """``ET-100001``: short, in order, never given twice."""

    template = "('ET-' || nextval('orders_number'))"
    output_field = models.CharField()


class Order(models.Model):
    """Amounts are frozen at placing. ``token`` opens the order page to whoever was given its link."""

    number = models.CharField(max_length=24, unique=True, db_default=NextNumber())
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="orders"
    )
    email = models.EmailField()
    language = models.CharField(max_length=10)
    market = models.CharField(max_length=50)
    status = models.CharField(max_length=20, default="awaiting_payment")
    currency = currency_column()
    goods_amount = amount_column()
    shipping_amount = amount_column()
    duty_amount = amount_column()
    tax_amount = amount_column()
    fee_amount = amount_column(default=0)
    total_amount = amount_column()
    due_on_delivery_amount = amount_column(default=0)
    total = MoneyOf("total_amount")
    goods = MoneyOf("goods_amount")
    shipping = MoneyOf("shipping_amount")
    duty = MoneyOf("duty_amount")
    tax = MoneyOf("tax_amount")
    fee = MoneyOf("fee_amount")
    due_on_delivery = MoneyOf("due_on_delivery_amount")
    address = models.JSONField()
    importer_id = models.CharField(max_length=40, blank=True)
    importer_kind = importer_kind_column()
    fx = models.JSONField(default=list)
    placed_at = models.DateTimeField()
    pay_by = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=20, default="web")

    class Meta:
        indexes = [
            models.Index(fields=["-placed_at"], name="order_newest"),
            models.Index(fields=["status", "-placed_at"], name="order_by_status"),
            models.Index(fields=["pay_by"], condition=Q(status="awaiting_payment"), name="order_unpaid"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    total_amount=F("goods_amount")
                    + F("shipping_amount")
                    + F("duty_amount")
                    + F("tax_amount")
                    + F("fee_amount")
                ),
                name="order_total_is_sum_of_parts",
            ),
            models.CheckConstraint(condition=Q(total_amount__gte=0), name="order_total_not_negative"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def stock_reference(self) -> str:
        """Under which inventory keeps what is reserved for this order."""
        return f"order:{self.number}"


class Consignment(models.Model):
    """The lines of an order that travel together: one source, one mode, one lane, one landed cost.

    Warehouse, lane and supplier stand here as codes: a snapshot that later changes cannot touch. Only
    ``progress`` moves on (``advance_order``); the order's status is derived from it.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="consignments")
    position = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=50)
    lane = models.CharField(max_length=50)
    warehouse = models.CharField(max_length=50)
    supplier = models.CharField(max_length=50, blank=True)
    ships_from = models.CharField(max_length=2)
    incoterm = models.CharField(max_length=3)
    crosses_border = models.BooleanField()
    promised_from = models.DateField()
    promised_to = models.DateField()
    quote_id = models.UUIDField(null=True)
    landed_cost = models.JSONField(default=dict)
    progress = models.CharField(max_length=16, default="waiting")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="consignment_position_once")
        ]


class OrderLine(models.Model):
    """A variant as it was when bought: name, HS code, origin, weight, price; ``returned`` units came back."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    consignment = models.ForeignKey(Consignment, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT)
    sku = models.CharField(max_length=40)
    name = models.JSONField()
    art = models.CharField(max_length=40, blank=True)
    quantity = models.PositiveIntegerField()
    currency = currency_column()
    unit_amount = amount_column()
    line_amount = amount_column()
    unit_price = MoneyOf("unit_amount")
    line_total = MoneyOf("line_amount")
    hs_code = models.CharField(max_length=13, blank=True)
    origin_country = models.CharField(max_length=2, blank=True)
    customs_description = models.CharField(max_length=200, blank=True)
    net_weight_g = models.PositiveIntegerField()
    gross_weight_g = models.PositiveIntegerField()
    returned = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="order_line_quantity_positive"),
            models.CheckConstraint(condition=Q(returned__lte=F("quantity")), name="returned_within_line"),
            models.CheckConstraint(condition=Q(unit_amount__gte=0), name="order_line_price_not_negative"),
        ]


class OrderCharge(models.Model):
    """A shipping, duty, tax or fee line. ``explanation`` has base, rate, rule, validity and source."""

    class Kind(models.TextChoices):
        SHIPPING = "shipping"
        DUTY = "duty"
        TAX = "tax"
        FEE = "fee"

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="charges")
    consignment = models.ForeignKey(Consignment, on_delete=models.PROTECT, related_name="charges")
    kind = models.CharField(max_length=10, choices=Kind)
    label = models.CharField(max_length=120)
    currency = currency_column()
    amount = amount_column()
    money = MoneyOf("amount")
    due = models.CharField(max_length=12, default="checkout")
    explanation = models.JSONField(default=dict)


class TimelineEntry(models.Model):
    """A dated fact of the order's story. ``kind`` and ``facts`` are put into words for each reader."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="timeline")
    at = models.DateTimeField()
    kind = models.CharField(max_length=50)
    facts = models.JSONField(default=dict)
    by = models.CharField(max_length=120)
    for_buyer = models.BooleanField(default=True)
    supplier = models.CharField(max_length=50, blank=True)
    key = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["order", "at"], name="timeline_of_order")]
        constraints = [
            models.UniqueConstraint(fields=["order", "key"], condition=~Q(key=""), name="timeline_fact_once")
        ]


# What may be wrong with no order in it; every other kind of case stops one.
SHOP_KINDS: Final = ("number_pool_low", "bonded_difference", "lane_ends", "work_failed")


class Case(models.Model):
    """Something that stops an order, or the shop itself: who must do what by when. The exceptions queue is
    the open cases.

    ``reference`` names what it is about; ``owner`` is the role whose move it is, ``assignee`` the operator
    who minds it. A case of the shop has no order; it stands as long as its cause does (``keep_cases``).
    """

    order = models.ForeignKey(Order, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    kind = models.CharField(max_length=50)
    reference = models.CharField(max_length=80, blank=True)
    facts = models.JSONField(default=dict)
    owner = models.CharField(max_length=20, default="operator")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases"
    )
    status = models.CharField(max_length=12, default="open")
    due_at = models.DateTimeField()
    opened_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolution = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=~Q(status="resolved"), name="case_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "kind", "reference"],
                condition=~Q(status="resolved"),
                nulls_distinct=False,
                name="one_open_case_a_matter",
            ),
            models.CheckConstraint(
                condition=Q(order__isnull=False) & ~Q(kind__in=SHOP_KINDS)
                | Q(order__isnull=True, kind__in=SHOP_KINDS) & ~Q(reference=""),
                name="only_cases_of_the_shop_lack_an_order",
            ),
        ]

    @property
    def subject(self) -> str:
        """The number of its order, or what in the shop it is about."""
        return self.order.number if self.order else self.reference


class CaseMessage(models.Model):
    """What somebody said about a case, perhaps with a file. Operators read all of it; ``readers`` are the
    others who do: "buyer", "supplier:<code>". ``wanted`` names the document or answer that is asked for.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    readers = ArrayField(models.CharField(max_length=60), default=list)
    wanted = models.CharField(max_length=40, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    media_type = models.CharField(max_length=40, blank=True)
    content = models.BinaryField(null=True)

    class Meta:
        ordering = ["at", "id"]
