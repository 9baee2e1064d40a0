"""Buyers abroad at a glance: identities, purchases under way, deposits that wait for their balance."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from entrepot.apps.orders.models import Order
from entrepot.apps.payments.models import PaymentPlan
from entrepot.apps.purchasing.models import PurchaseTask
from entrepot.apps.suppliers.models import Supplier, Verification
from entrepot.domain.money import Money, total
from entrepot.domain.order_progress import UNDELIVERABLE

SHOWN = 50
OPEN = ("sent", "accepted", "price_raised", "bought")


@dataclass(frozen=True, slots=True)
class BuyerShown:
    """A buyer with the identity document shown last; ``is_open`` while he may sell."""

    row: Supplier
    verification: Verification | None
    listings: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class DepositShown:
    """An order whose deposit is in and whose balance is not; ``by`` when that is due, once it is asked."""

    order: Order
    plan: PaymentPlan
    by: datetime | None
    is_late: bool


def buyers_shown() -> list[BuyerShown]:
    """Every buyer abroad by code."""
    rows = Supplier.objects.filter(kind=Supplier.Kind.BUYER).select_related("warehouse").order_by("code")
    shown = []
    for row in rows:
        last = Verification.objects.filter(supplier=row).defer("photo").first()
        place = getattr(row, "warehouse", None)
        shown.append(BuyerShown(row, last, row.buyer_listings.count(), bool(place and place.is_active)))
    return shown


def open_purchases() -> list[PurchaseTask]:
    """Purchases not ended, the most urgent first; bought ones until their order is sent."""
    rows = PurchaseTask.objects.filter(status__in=OPEN).exclude(
        consignment__progress__in=["shipped", "delivered", UNDELIVERABLE]
    )
    rows = rows.select_related("consignment__order", "supplier", "proof").prefetch_related(
        "lines__order_line"
    )
    return list(rows.order_by("buy_by")[:SHOWN])


def outstanding_deposits() -> tuple[list[DepositShown], list[Money]]:
    """Orders that have paid a deposit alone, the next due first, and what is held of it by currency."""
    now = timezone.now()
    plans = list(
        PaymentPlan.objects.filter(status__in=["awaiting_purchase", "balance_due"])
        .select_related("order")
        .order_by("balance_due_at", "pk")
    )
    held = [
        total((plan.deposit for plan in plans if plan.currency == code), code)
        for code in sorted({plan.currency for plan in plans})
    ]
    shown = [
        DepositShown(
            plan.order, plan, plan.balance_due_at, bool(plan.balance_due_at and plan.balance_due_at < now)
        )
        for plan in plans[:SHOWN]
    ]
    return shown, held
