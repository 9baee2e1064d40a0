"""A dropship order asks one supplier to ship one consignment straight to the buyer; a purchase task asks a
buyer abroad to buy its goods first."""

from django.db import models
from django.db.models import Q

from entrepot.apps.catalog.models import Variant
from entrepot.apps.orders.models import Consignment, OrderLine
from entrepot.apps.suppliers.models import Supplier
from entrepot.kit.money_columns import MoneyOf, amount_column, currency_column


class DropshipOrderQuerySet(models.QuerySet["DropshipOrder"]):
    def for_supplier(self, supplier: Supplier) -> "DropshipOrderQuerySet":
        """What this supplier may see; the portal reads through nothing else."""
        return self.filter(supplier=supplier)


class DropshipOrder(models.Model):
    number = models.CharField(max_length=30, unique=True)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="dropship_orders")
    consignment = models.ForeignKey(Consignment, on_delete=models.PROTECT, related_name="dropship_orders")
    status = models.CharField(max_length=12, default="sent")
    currency = currency_column()
    cost_amount = amount_column()
    cost = MoneyOf("cost_amount")
    accept_by = models.DateTimeField()
    sent_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    shipped_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    carrier = models.CharField(max_length=40, blank=True)
    tracking_number = models.CharField(max_length=60, blank=True)

    objects = DropshipOrderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consignment"], condition=~Q(status__in=["refused", "cancelled"]),
                name="one_living_dropship_order",
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["supplier", "status", "-sent_at"], name="dropship_of_supplier")]

    def __str__(self) -> str:
        return self.number


class DropshipLine(models.Model):
    dropship_order = models.ForeignKey(DropshipOrder, on_delete=models.PROTECT, related_name="lines")
    order_line = models.ForeignKey(OrderLine, on_delete=models.PROTECT)
    quantity = models.PositiveIntegerField()
    currency = currency_column()
    unit_cost_amount = amount_column()
    unit_cost = MoneyOf("unit_cost_amount")


class BuyerListing(models.Model):
    """An article that a buyer abroad saw in a shop and will buy once somebody orders it.

    How many he would buy at most is the stock level of his warehouse, what it costs there his offer.
    """

    variant = models.OneToOneField(Variant, on_delete=models.CASCADE, related_name="buyer_listing")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="buyer_listings")
    shop = models.CharField(max_length=120)
    place = models.CharField(max_length=80)
    price_valid_until = models.DateField()
    listed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-listed_at", "-id"]

    def __str__(self) -> str:
        return f"{self.shop}, {self.place}"


class PurchaseTaskQuerySet(models.QuerySet["PurchaseTask"]):
    def for_supplier(self, supplier: Supplier) -> "PurchaseTaskQuerySet":
        """What this buyer may see; the portal reads through nothing else."""
        return self.filter(supplier=supplier)


class PurchaseTask(models.Model):
    """One consignment to be bought in a shop. Costs are what the goods cost there, in ``currency``.

    ``asked_total`` is what the whole order would cost its customer at the price now asked in the shop.
    """

    number = models.CharField(max_length=30, unique=True)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="purchase_tasks")
    consignment = models.ForeignKey(Consignment, on_delete=models.PROTECT, related_name="purchase_tasks")
    status = models.CharField(max_length=12, default="sent")
    currency = currency_column()
    cost_amount = amount_column()
    cost = MoneyOf("cost_amount")
    asked_total_amount = amount_column(null=True, blank=True)
    sent_at = models.DateTimeField()
    accept_by = models.DateTimeField()
    buy_by = models.DateTimeField()
    bought_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    objects = PurchaseTaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consignment"], name="one_purchase_task_a_consignment"),
            models.CheckConstraint(condition=~Q(status="bought", bought_at=None), name="bought_has_a_moment"),
        ]
        indexes = [
            models.Index(
                fields=["buy_by"], condition=Q(status__in=["sent", "accepted", "price_raised"]),
                name="purchase_open",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number


class PurchaseLine(models.Model):
    """``unit_cost`` was listed or agreed; ``asked_cost`` and ``asked_price`` (to the customer, in the order's
    currency) are of a dearer piece that waits for consent."""

    task = models.ForeignKey(PurchaseTask, on_delete=models.PROTECT, related_name="lines")
    order_line = models.ForeignKey(OrderLine, on_delete=models.PROTECT)
    quantity = models.PositiveIntegerField()
    currency = currency_column()
    unit_cost_amount = amount_column()
    unit_cost = MoneyOf("unit_cost_amount")
    asked_cost_amount = amount_column(null=True, blank=True)
    asked_price_amount = amount_column(null=True, blank=True)

    class Meta:
        ordering = ["id"]


class ProofOfPurchase(models.Model):
    """The photographed receipt of what was bought, and what was paid for all of it."""

    task = models.OneToOneField(PurchaseTask, on_delete=models.PROTECT, related_name="proof")
    photo = models.BinaryField()
    shop = models.CharField(max_length=120)
    bought_on = models.DateField()
    currency = currency_column()
    paid_amount = amount_column()
    paid = MoneyOf("paid_amount")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(paid_amount__gt=0), name="proof_paid_positive")]
