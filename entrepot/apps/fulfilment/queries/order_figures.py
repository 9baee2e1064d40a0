"""All that the profit of orders is worked out from, read for many orders at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.queries.billed_shares import BilledShare, billed_shares
from entrepot.apps.inventory.queries.shipped import ShippedUnits, shipped_units
from entrepot.apps.orders.models import Consignment, Order, OrderCharge, OrderLine
from entrepot.apps.payments.models import Refund
from entrepot.apps.payments.queries import paid_amounts
from entrepot.apps.purchasing.models import DropshipOrder, PurchaseTask
from entrepot.domain.money import Money


@dataclass(frozen=True, slots=True)
class SentConsignment:
    """One that is or will be sent. ``outside`` is what a supplier sent or a buyer abroad bought for it;
    ``billed`` what carriers billed for each of its parcels that left (nothing yet: an empty list),
    ``recovered`` what they paid for those that they lost or damaged."""

    consignment: Consignment
    lines: list[OrderLine]
    charges: list[OrderCharge]
    outside: list[DropshipOrder | PurchaseTask]
    billed: list[list[BilledShare]]
    recovered: list[Money]

    @property
    def pieces(self) -> int:
        return sum(line.quantity for line in self.lines)


@dataclass(frozen=True, slots=True)
class OrderFigures:
    """``refunds`` without those that failed, ``sent`` without cancelled consignments, ``shipped`` what left
    our own warehouses."""

    order: Order
    paid: Money
    refunds: list[Refund]
    sent: list[SentConsignment]
    shipped: list[ShippedUnits]


def figures_of(orders: Sequence[Order]) -> list[OrderFigures]:
    """The figures of those of ``orders`` for which something is paid. At most 18 statements for all."""
    paid = paid_amounts(orders)
    wanted = [order for order in orders if paid[order.pk]]
    refunds = _by(Refund.objects.filter(payment__order__in=wanted).exclude(status="failed")
                  .select_related("payment"), lambda row: row.payment.order_id)  # fmt: skip
    sent = _sent(wanted)
    shipped = shipped_units(order.stock_reference for order in wanted)
    return [
        OrderFigures(
            order=order, paid=paid[order.pk], refunds=refunds.get(order.pk, []), sent=sent.get(order.pk, []),
            shipped=shipped.get(order.stock_reference, []),
        )
        for order in wanted
    ]  # fmt: skip


def _sent(orders: Sequence[Order]) -> dict[int, list[SentConsignment]]:
    rows = Consignment.objects.filter(order__in=orders).exclude(progress="cancelled")
    consignments = list(rows.prefetch_related("lines").order_by("order_id", "position"))
    charges = _by(OrderCharge.objects.filter(consignment__in=consignments), lambda row: row.consignment_id)
    outside = _by(
        [
            *DropshipOrder.objects.filter(consignment__in=consignments, status="shipped")
            .prefetch_related("lines"),
            *PurchaseTask.objects.filter(consignment__in=consignments, status="bought")
            .prefetch_related("lines"),
        ],
        lambda row: row.consignment_id,
    )  # fmt: skip
    parcels = _by(
        Parcel.objects.filter(shipment__consignment__in=consignments, shipment__dispatched_at__isnull=False)
        .select_related("shipment", "claim").order_by("pk"),
        lambda row: row.shipment.consignment_id,
    )  # fmt: skip
    billed = billed_shares({parcel.pk for each in parcels.values() for parcel in each})
    found: dict[int, list[SentConsignment]] = defaultdict(list)
    for one in consignments:
        each = SentConsignment(
            one, list(one.lines.all()), charges.get(one.pk, []), outside.get(one.pk, []),
            [billed.get(parcel.pk, []) for parcel in parcels.get(one.pk, [])],
            [parcel.claim.paid for parcel in parcels.get(one.pk, []) if hasattr(parcel, "claim")],
        )  # fmt: skip
        found[one.order_id].append(each)
    return found


def _by(rows: Iterable[Any], key: Callable[[Any], int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found
