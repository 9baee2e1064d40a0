"""Stock by warehouse and state, for programs that plan with it."""

from datetime import date, datetime
from typing import Annotated

from django.core.paginator import Paginator
from django.http import HttpRequest
from ninja import Query, Router, Schema

from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.inventory.queries import StockStatus, expected, stock_status
from entrepot.web.api.authentication import Key
from entrepot.web.api.carts import FAULTS

PAGE_SIZE = 100
PRINTABLE = r"^[^\x00-\x1f\x7f]*$"
router = Router(tags=["stock"], auth=Key("stock"))


class ExpectedOut(Schema):
    """Units on their way; ``confidence`` is "high", "medium" or "low"."""

    inbound: str
    quantity: int
    on: date | None
    confidence: str


class StockOut(Schema):
    """Units of one article in one warehouse. ``age_seconds`` is how old the figure is."""

    sku: str
    warehouse: str
    kind: str
    available: int
    reserved: int
    blocked: int
    expired: int
    inbound: int
    in_transfer: int
    next_expiry: date | None
    synced_at: datetime
    age_seconds: int
    expected: list[ExpectedOut]


class StockPageOut(Schema):
    stock: list[StockOut]
    total: int
    page: int
    pages: int


@router.get("/stock", response={200: StockPageOut, **FAULTS})
def read_stock(
    request: HttpRequest,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    warehouse: Annotated[str, Query(max_length=50, pattern=PRINTABLE)] = "",
    sku: Annotated[str, Query(max_length=40, pattern=PRINTABLE)] = "",
) -> StockPageOut:
    """100 levels a page by article and warehouse; of one ``warehouse`` or ``sku`` when given."""
    rows = StockLevel.objects.select_related("warehouse", "variant").order_by(
        "variant__sku", "warehouse__code"
    )
    if warehouse:
        rows = rows.filter(warehouse__code=warehouse)
    if sku:
        rows = rows.filter(variant__sku=sku)
    found = Paginator(rows, PAGE_SIZE).get_page(page)
    status = stock_status([level.pk for level in found])
    coming: dict[tuple[int, str], list[ExpectedOut]] = {}
    for one in expected({level.variant_id for level in found}):
        told = ExpectedOut(
            inbound=one.inbound_number, quantity=one.quantity, on=one.on, confidence=one.confidence
        )
        coming.setdefault((one.variant_id, one.warehouse_code), []).append(told)
    return StockPageOut(
        stock=[
            _stock_out(level, status[level.pk], coming.get((level.variant_id, level.warehouse.code), []))
            for level in found
        ],
        total=found.paginator.count, page=found.number, pages=found.paginator.num_pages,
    )  # fmt: skip


def _stock_out(level: StockLevel, status: StockStatus, coming: list[ExpectedOut]) -> StockOut:
    return StockOut(
        sku=level.variant.sku, warehouse=level.warehouse.code, kind=level.warehouse.kind,
        available=status.available, reserved=status.reserved, blocked=status.blocked, expired=status.expired,
        inbound=status.inbound, in_transfer=status.in_transfer, next_expiry=status.next_expiry,
        synced_at=status.synced_at, age_seconds=int(status.age.total_seconds()), expected=coming,
    )  # fmt: skip
