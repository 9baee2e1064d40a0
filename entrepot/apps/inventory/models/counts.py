"""Stock counts: sheets of what was found on the shelves, and who approved it."""

from django.db import models
from django.db.models import Func

from entrepot.apps.inventory.models.lots import Lot
from entrepot.apps.inventory.models.stock import Warehouse


class NextCountNumber(Func):
    """``COUNT-1001``: short, in order, never given twice."""

    template = "('COUNT-' || nextval('inventory_count_number'))"
    output_field = models.CharField()


class StockCount(models.Model):
    """A sheet for some lots of a warehouse. ``is_blind``: the counter is not shown what the books say."""

    number = models.CharField(max_length=24, unique=True, db_default=NextCountNumber())
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="stock_counts")
    is_blind = models.BooleanField(default=True)
    status = models.CharField(max_length=12, default="counting")
    created_by = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)
    approved_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.number


class StockCountLine(models.Model):
    """One lot on the sheet. ``expected`` is what the books said at the moment it was counted.

    Approval books ``counted - expected``, so what moved after the count is not undone. A line with
    ``needs_recount`` differs too much to be believed at once.
    """

    count = models.ForeignKey(StockCount, on_delete=models.CASCADE, related_name="lines")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="count_lines")
    expected = models.IntegerField(null=True)
    counted = models.PositiveIntegerField(null=True)
    needs_recount = models.BooleanField(default=False)
    counted_by = models.CharField(max_length=120, blank=True)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["count", "lot"], name="one_count_line_a_lot")]

    @property
    def difference(self) -> int | None:
        if self.counted is None or self.expected is None:
            return None
        return self.counted - self.expected
