"""The bonded account book: what customs thinks lies untaxed in a warehouse, and why."""

from django.db import models
from django.db.models import Q

from entrepot.apps.catalog.models import Variant
from entrepot.apps.customs.models.declarations import CustomsPort, Declaration
from entrepot.apps.inventory.models import Warehouse


class BondedBook(models.Model):
    """The book that customs keeps for one enterprise in one warehouse of a zone; ``number`` is customs'."""

    number = models.CharField(max_length=20, unique=True)
    warehouse = models.OneToOneField(Warehouse, on_delete=models.PROTECT, related_name="bonded_book")
    port = models.ForeignKey(CustomsPort, on_delete=models.PROTECT, related_name="bonded_books")
    enterprise = models.CharField(max_length=120)
    enterprise_code = models.CharField(max_length=18)
    opened_on = models.DateField()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number


class BondedItem(models.Model):
    """An article in the book. ``balance`` is the sum of its entries: a trigger keeps it, nobody writes it."""

    book = models.ForeignKey(BondedBook, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="bonded_items")
    hs_code = models.CharField(max_length=13)
    unit = models.CharField(max_length=3, default="011")
    origin_country = models.CharField(max_length=2)
    balance = models.IntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["book", "position"], name="bonded_position_once"),
            models.UniqueConstraint(fields=["book", "variant"], name="bonded_article_once"),
            models.CheckConstraint(condition=Q(balance__gte=0), name="bonded_balance_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.position} · {self.variant.sku}"


class BondedEntry(models.Model):
    """One change of an item, never edited. ``key`` names what caused it, so that it is booked once.

    ``declaration`` is the paper that allows it; an adjustment has a ``reason`` instead.
    """

    class Kind(models.TextChoices):
        IN = "in"
        OUT = "out"
        RETURN = "return"
        ADJUST = "adjust"
        TRANSFER = "transfer"

    item = models.ForeignKey(BondedItem, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=8, choices=Kind)
    quantity = models.IntegerField()
    key = models.CharField(max_length=80)
    declaration = models.ForeignKey(
        Declaration, null=True, blank=True, on_delete=models.PROTECT, related_name="bonded_entries"
    )
    reason = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "key"], name="bonded_entry_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["in", "return"], quantity__gt=0, declaration__isnull=False)
                | Q(kind="out", quantity__lt=0, declaration__isnull=False)
                | Q(kind="transfer", quantity__lt=0)
                | (Q(kind="adjust") & ~Q(quantity=0) & ~Q(reason="")),
                name="bonded_entry_has_its_paper",
            ),
        ]
