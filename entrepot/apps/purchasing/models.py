"""A dropship order asks one supplier to ship one consignment straight to the buyer."""

from django.db import models
from django.db.models import Q

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
