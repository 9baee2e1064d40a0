"""Who supplies, who may act for them, on what terms, and what they offer."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from entrepot.apps.catalog.models import Variant
from entrepot.kit.money_columns import MoneyOf, amount_column, currency_column
from entrepot.kit.texts import text_in


class Supplier(models.Model):
    """A ``company`` sells what it has in stock. A ``buyer`` is a person abroad, of verified identity, who
    buys in a shop once somebody has ordered."""

    class Kind(models.TextChoices):
        COMPANY = "company"
        BUYER = "buyer"

    kind = models.CharField(max_length=8, choices=Kind, default=Kind.COMPANY, db_default=Kind.COMPANY)
    code = models.SlugField(unique=True)
    name = models.JSONField()
    country = models.CharField(max_length=2)
    email = models.EmailField()
    phone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    accept_within_hours = models.PositiveSmallIntegerField(default=24)

    def __str__(self) -> str:
        return text_in(self.name)


class SupplierMember(models.Model):
    """A user who may act for a supplier in the portal."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="members")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="supplier_member"
    )


class Agreement(models.Model):
    """A version of the terms: categories, quantities, shipping time, quality, support, price policy."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    valid = DateRangeField()
    terms = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supplier", "version"], name="agreement_version_once"),
            ExclusionConstraint(
                name="one_agreement_at_a_time",
                expressions=[("supplier", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
        ]


class SupplierOffer(models.Model):
    """What a supplier asks for a variant. Its quantity is the stock level of the supplier's warehouse."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="offers")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="offers")
    supplier_sku = models.CharField(max_length=60, blank=True)
    cost_amount = amount_column()
    currency = currency_column()
    cost = MoneyOf("cost_amount")
    lead_days = models.PositiveSmallIntegerField(default=2)
    is_active = models.BooleanField(default=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supplier", "variant"], name="one_offer_a_variant"),
            models.CheckConstraint(condition=Q(cost_amount__gt=0), name="offer_cost_positive"),
        ]


class Verification(models.Model):
    """An identity document of a buyer abroad, looked at by an operator. It counts until ``expires_on``."""

    class Document(models.TextChoices):
        PASSPORT = "passport"
        IDENTITY_CARD = "identity_card"
        RESIDENCE_PERMIT = "residence_permit"

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="verifications")
    status = models.CharField(max_length=10, default="submitted")
    document = models.CharField(max_length=16, choices=Document)
    number = models.CharField(max_length=40)
    holder = models.CharField(max_length=120)
    expires_on = models.DateField()
    photo = models.BinaryField()
    submitted_at = models.DateTimeField(auto_now_add=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-submitted_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier"], condition=Q(status="submitted"), name="one_verification_to_review"
            )
        ]

    def __str__(self) -> str:
        return f"{self.supplier} {self.document}"
