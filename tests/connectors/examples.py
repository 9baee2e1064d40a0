"""One payment, one declaration and one booking that are in order, to be varied by the tests."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from entrepot.domain.money import Money
from entrepot.domain.ports.carriers import Address, Booking, ContentLine
from entrepot.domain.ports.customs import DeclarationMessage, DeclaredItem
from entrepot.domain.ports.payments import PaymentRequest

SHENZHEN = Address("Shenzhen Warehouse", "8 Qianhai Road", "Shenzhen", "518000", "CN", phone="+86755000000")
LONDON = Address("Amara Okafor", "12 Mare Street", "London", "E8 4RP", "GB", email="amara@example.com")
SHANGHAI = Address("王小明", "南京西路 1 号", "上海", "200041", "CN")


def gbp(amount: str) -> Money:
    return Money.of(amount, "GBP")


def payment(**changes: Any) -> PaymentRequest:
    request = PaymentRequest(
        key=f"pay-{uuid4()}",
        amount=gbp("19.99"),
        order_number="E-1001",
        return_url="http://127.0.0.1:8000/en/orders/abc/paid/?from=pay",
    )
    return replace(request, **changes)


def item(**changes: Any) -> DeclaredItem:
    sunscreen = DeclaredItem(1, "Sunscreen lotion SPF 50, 60 ml", "330499", "CN", 2, 160, gbp("24.00"))
    return replace(sunscreen, **changes)


def declaration(**changes: Any) -> DeclarationMessage:
    message = DeclarationMessage(
        key=f"decl-{uuid4()}",
        reference=f"D-{uuid4().hex[:12]}",
        procedure="H7",
        port="GBLHR",
        direction="import",
        order_number="E-1001",
        payment_reference="pay_1",
        tracking_number="LE990000010GB",
        exporter=SHENZHEN,
        importer=LONDON,
        importer_id="",
        incoterm="DDP",
        items=(item(),),
        freight=gbp("4.50"),
        insurance=gbp("0"),
        duty=gbp("0"),
        tax=gbp("5.70"),
        gross_weight_g=220,
    )
    return replace(message, **changes)


def booking(**changes: Any) -> Booking:
    request = Booking(
        key=f"parcel-{uuid4()}",
        service="economy",
        sender=SHENZHEN,
        recipient=LONDON,
        weight_g=220,
        contents=(ContentLine("Sunscreen lotion", 2, gbp("12.00"), 80, "330499", "CN"),),
    )
    return replace(request, **changes)
