"""Carts and the quotes that orders are placed from."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from entrepot.apps.catalog.models import Variant
from entrepot.kit.money_columns import currency_column


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
    plan = models.JSONField()
    currency = currency_column()
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    order_number = models.CharField(max_length=24, blank=True)
