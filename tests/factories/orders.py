"""Orders placed as the checkout places them: written, then their stock held, in one transaction."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.inventory.services.reserve import Want, reserve
from entrepot.apps.orders.models import Order
from entrepot.apps.orders.services.create_order import (
    ChargeDraft,
    ConsignmentDraft,
    LineDraft,
    OrderDraft,
    create_order,
)
from entrepot.domain.money import Money
from tests.factories.inventory import stocked

CHARGES = {"shipping": "4.50", "duty": "2.00", "tax": "5.30", "fee": "0"}


def a_line(level: StockLevel, quantity: int = 1, price: str = "10.00", currency: str = "EUR") -> LineDraft:
    return LineDraft(
        variant_id=level.variant_id, sku=level.variant.sku, name={"en": "Green tea", "zh-hans": "绿茶"},
        quantity=quantity, unit_price=Money.of(price, currency), net_weight_g=100, gross_weight_g=120,
        hs_code="090210", origin_country="CN", customs_description="Green tea",
    )  # fmt: skip


def a_consignment(
    lines: Sequence[LineDraft], charges: dict[str, str], currency: str = "EUR", warehouse: str = "lhr"
) -> ConsignmentDraft:
    return ConsignmentDraft(
        mode="direct_mail", lane="gb-eu", warehouse=warehouse, ships_from="GB", incoterm="DDP",
        crosses_border=True, promised_from=date(2026, 5, 4), promised_to=date(2026, 5, 8), lines=lines,
        charges=[
            ChargeDraft(kind=kind, label=kind, money=Money.of(amount, currency))
            for kind, amount in charges.items()
        ],
    )  # fmt: skip


def a_draft(
    *consignments: ConsignmentDraft, currency: str = "EUR", pay_by: datetime | None = None
) -> OrderDraft:
    now = timezone.now()
    return OrderDraft(
        email="amara@buyer.example", language="en", market="eu", currency=currency, placed_at=now,
        address={"name": "Amara", "line1": "Rue 1", "city": "Lyon", "postcode": "69001", "country": "FR"},
        pay_by=pay_by or now + timedelta(minutes=30), consignments=consignments,
    )  # fmt: skip


@transaction.atomic
def a_placed_order(
    *levels: StockLevel,
    quantity: int = 1,
    price: str = "10.00",
    currency: str = "EUR",
    charges: dict[str, str] | None = None,
    pay_by: datetime | None = None,
) -> Order:
    """An order of ``quantity`` of each level (a fresh one by default): 10.00 + 4.50 + 2.00 + 5.30 EUR."""
    levels = levels or (stocked(5),)
    charges = CHARGES if charges is None else charges
    by_warehouse: dict[str, list[StockLevel]] = {}
    for level in levels:
        by_warehouse.setdefault(level.warehouse.code, []).append(level)
    consignments = [
        a_consignment(
            [a_line(level, quantity, price, currency) for level in group],
            charges if number == 0 else {}, currency, code,
        )
        for number, (code, group) in enumerate(by_warehouse.items())
    ]  # fmt: skip
    order = create_order(draft=a_draft(*consignments, currency=currency, pay_by=pay_by))
    wants = [Want(level.warehouse.code, level.variant_id, quantity) for level in levels]
    reserve(reference=order.stock_reference, wants=wants, expires_at=order.pay_by)
    return order
