"""Carts and the quotes that orders are placed from."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from entrepot.apps.catalog.models import Variant
from entrepot.apps.orders.models import importer_kind_column
from entrepot.kit.money_columns import amount_column, currency_column


class Cart(models.Model):
    """``id`` is the secret that the buyer's cookie (or the partner's program) holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE)
    country = models.CharField(max_length=2)
    currency = currency_column()
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)


class CartLine(models.Model):
    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE)
    quantity = models.PositiveIntegerField()
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cart", "variant"], name="one_line_a_variant"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0) & Q(quantity__lte=9999), name="cart_quantity_sane"
            ),
        ]


class Quote(models.Model):
    """A priced fulfilment plan for a cart and an address; what is placed is what was shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="quotes")
    address = models.JSONField()
    importer_id = models.CharField(max_length=40, blank=True)
    importer_kind = importer_kind_column()
    plan = models.JSONField()
    currency = currency_column()
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    order_number = models.CharField(max_length=24, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["order_number"], name="quote_of_order", condition=~Q(order_number="")),
        ]


class LandedPriceList(models.Model):
    """When the landed prices of a country were made, and of what: prices of today have today's ``valid_on``.

    ``rulebook`` is the fingerprint of the law, ``checksum`` of everything that went in: while it is the same
    the prices are. ``partial`` counts articles whose import charges are not all known.
    """

    country = models.CharField(max_length=2, primary_key=True)
    currency = currency_column()
    valid_on = models.DateField()
    rulebook = models.CharField(max_length=64)
    checksum = models.CharField(max_length=64)
    articles = models.PositiveIntegerField()
    partial = models.PositiveIntegerField()
    blocked = models.PositiveIntegerField()
    priced_at = models.DateTimeField()

    def __str__(self) -> str:
        return (
            f"{self.articles} articles in {self.currency}, {self.partial} with charges not known, "
            f"{self.blocked} not sold"
        )


class LandedPrice(models.Model):
    """One piece of a variant at a door of the list's country, by the cheapest lane; see ``PiecePrice``."""

    pk = models.CompositePrimaryKey("price_list_id", "variant_id")
    price_list = models.ForeignKey(LandedPriceList, on_delete=models.CASCADE, related_name="prices")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="landed_prices")
    goods = amount_column()
    freight = amount_column()
    duty = amount_column()
    tax = amount_column()
    fees = amount_column()
    landed = amount_column()
    due_on_delivery = amount_column()
    status = models.CharField(max_length=10)
    is_in_stock = models.BooleanField()
    lane = models.CharField(max_length=50, blank=True)
    ships_from = models.CharField(max_length=2, blank=True)
    handling_days = models.PositiveSmallIntegerField()
    min_days = models.PositiveSmallIntegerField()
    max_days = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="blocked")
                | Q(landed=F("goods") + F("freight") + F("duty") + F("tax") + F("fees")),
                name="landed_price_adds_up",
            )
        ]

    def __str__(self) -> str:
        return f"{self.price_list_id} {self.variant_id}"
