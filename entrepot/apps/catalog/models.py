"""What is sold. A product is what a buyer reads about; a variant is what is priced, stocked and declared."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from entrepot.kit.money_columns import MoneyOf, amount_column, currency_column
from entrepot.kit.texts import text_in


class Category(models.Model):
    slug = models.SlugField(unique=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    name = models.JSONField()
    art = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "slug"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return text_in(self.name)


class Product(models.Model):
    """``from_price`` (in the shop's base currency) and ``popularity`` are kept for lists and ranking."""

    slug = models.SlugField(max_length=120, unique=True)
    code = models.CharField(max_length=40, unique=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="products")
    name = models.JSONField()
    description = models.JSONField(default=dict, blank=True)
    brand = models.CharField(max_length=80, blank=True)
    art = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    popularity = models.PositiveIntegerField(default=0)
    from_amount = amount_column(default=0)
    currency = currency_column()
    from_price = MoneyOf("from_amount")
    ships_from = models.CharField(max_length=2, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    search = SearchVectorField(null=True)

    class Meta:
        indexes = [
            GinIndex(fields=["search"], name="product_search"),
            models.Index(
                F("popularity").desc(), "id", condition=Q(is_active=True), name="product_by_popularity"
            ),
            models.Index(
                "category",
                F("popularity").desc(),
                "id",
                condition=Q(is_active=True),
                name="product_in_category",
            ),
            models.Index("from_amount", "id", condition=Q(is_active=True), name="product_by_price"),
        ]

    def __str__(self) -> str:
        return text_in(self.name)


class Variant(models.Model):
    """One SKU with what customs must know of it. Weights in grams, lengths in millimetres.

    ``hs6`` is empty while unclassified; ``hs_confidence`` and ``hs_basis`` say how sure we are and why.
    """

    class Confidence(models.TextChoices):
        HIGH = "high"
        MEDIUM = "medium"
        NONE = "none"

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants")
    sku = models.CharField(max_length=40, unique=True)
    options = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    net_weight_g = models.PositiveIntegerField()
    gross_weight_g = models.PositiveIntegerField()
    length_mm = models.PositiveIntegerField(null=True, blank=True)
    width_mm = models.PositiveIntegerField(null=True, blank=True)
    height_mm = models.PositiveIntegerField(null=True, blank=True)
    weight_basis = models.CharField(max_length=120, blank=True)
    hs6 = models.CharField(max_length=6, blank=True)
    hs_confidence = models.CharField(max_length=6, choices=Confidence, default=Confidence.NONE)
    hs_basis = models.CharField(max_length=160, blank=True)
    national_codes = models.JSONField(default=dict, blank=True)
    origin_country = models.CharField(max_length=2, blank=True)
    origin_basis = models.CharField(max_length=120, blank=True)
    customs_description = models.CharField(max_length=200, blank=True)
    attributes = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position", "sku"]
        constraints = [
            models.CheckConstraint(condition=Q(net_weight_g__gt=0), name="variant_has_weight"),
            models.CheckConstraint(condition=Q(hs6="") | Q(hs6__regex=r"^\d{6}$"), name="hs6_has_six_digits"),
        ]

    def __str__(self) -> str:
        return self.sku

    @property
    def is_classified(self) -> bool:
        return bool(self.hs6)

    def hs_code_for(self, country: str) -> str:
        """The longest code known for ``country``: its national code, else the HS6; empty if unclassified."""
        return str(self.national_codes.get(country) or self.hs6)


class Photo(models.Model):
    """A photo of goods as ``kit.photos`` wrote it, a JPEG. Products and lines name it ``photo:<id>``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="photos")
    content = models.BinaryField()
    taken_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.art

    @property
    def art(self) -> str:
        return f"photo:{self.id.hex}"


class Price(models.Model):
    """A unit price before taxes and duties, valid over a date range; ranges of one currency never overlap."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="prices")
    amount = amount_column()
    currency = currency_column()
    valid = DateRangeField()
    price = MoneyOf("amount")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="price_positive"),
            ExclusionConstraint(
                name="one_price_at_a_time",
                expressions=[
                    ("variant", RangeOperators.EQUAL),
                    ("currency", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]


class SearchWord(models.Model):
    """The vocabulary of all product texts; trigrams on it mend typos. ``stem`` is what the index holds."""

    word = models.CharField(max_length=60, unique=True)
    stem = models.CharField(max_length=60, db_index=True, default="")
    products = models.PositiveIntegerField()

    class Meta:
        indexes = [GinIndex(fields=["word"], name="search_word_trigrams", opclasses=["gin_trgm_ops"])]


class SearchSynonym(models.Model):
    """Words that mean the same across languages and habits: ``澳洲`` and ``australia``."""

    word = models.CharField(max_length=60)
    means = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "means"], name="synonym_once")]
