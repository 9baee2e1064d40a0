"""The list with which released goods leave a bonded warehouse: article by article as the book has them.

Its headings are English and Chinese: bonded retail import is China's, and its gate reads Chinese.
"""

from typing import Any

from django.utils.translation import gettext as _

from entrepot.apps.customs.documents.declared import declared
from entrepot.apps.customs.models import BondedBook, Declaration
from entrepot.apps.fulfilment.documents.typesetting import PARCEL_LIST, typeset
from entrepot.apps.fulfilment.documents.wording import (
    country_name,
    figure,
    kilograms,
    place_lines,
    spaced_number,
)
from entrepot.apps.fulfilment.models import Shipment
from entrepot.domain.customs.completeness import Goods
from entrepot.kit.errors import Refused
from entrepot.kit.texts import text_in

HEADS = (
    "Item 项号", "Description 品名", "HS code 税号", "Origin 原产国", "Units 数量", "Net kg 净重",
    "Value 货值",
)  # fmt: skip
WIDTHS = ("14mm", "1fr", "24mm", "22mm", "15mm", "17mm", "24mm")


def make_bonded_release_list(shipment: Shipment) -> bytes:
    """A PDF of A4 pages. Raises ``Refused`` (``not_yet``) until customs has released the goods from bond."""
    released = shipment.declarations.filter(direction="import", status="released").select_related("port")
    declaration = released.first()
    book = (
        BondedBook.objects.select_related("warehouse__zone").filter(warehouse=shipment.warehouse_id).first()
    )
    if declaration is None or book is None:
        raise Refused(
            _("The release list can be made once customs has released the goods from bond."), code="not_yet"
        )
    return typeset(PARCEL_LIST, bonded_release_data(shipment, declaration, book))


def bonded_release_data(shipment: Shipment, declaration: Declaration, book: BondedBook) -> dict[str, Any]:
    """What the list shows. Items bear the position that they have in the bonded account book."""
    whole = declared(shipment)
    rows = shipment.lines.order_by("order_line__position").values_list("order_line__variant_id", flat=True)
    numbers = ", ".join(spaced_number(number) for number in whole.numbers)
    positions = dict(book.items.values_list("variant_id", "position"))
    zone = book.warehouse.zone
    return {
        "title": "Bonded release list 保税货物出区清单",
        "number": declaration.reference,
        "parties": [
            ["Released from 出区仓库", [
                str(book.warehouse), *([text_in(zone.name, "zh-hans")] if zone else []),
                f"Book 账册号 {book.number}", f"{book.enterprise} · {book.enterprise_code}",
            ]],
            ["Released to 收件人", [whole.recipient.name, *place_lines(whole.recipient)]],
        ],
        "sections": [
            {
                "title": f"{declaration.procedure} · {text_in(declaration.port.name, 'en')}",
                "aside": f"Gross 毛重 {kilograms(whole.gross_weight_g)} kg",
                "heads": list(HEADS), "widths": list(WIDTHS),
                "rows": [
                    _row(positions.get(variant_id), goods, declaration.currency)
                    for variant_id, goods in zip(rows, whole.goods, strict=True)
                ],
            }
        ],
        "statements": [
            f"Order 订单号 {whole.order.number} · Waybill 运单号 {numbers}",
            f"Customs reference 海关编号 {declaration.authority_reference or declaration.receipt or '–'}",
            "Released by customs on 海关放行日期 "
            f"{declaration.decided_at.date().isoformat() if declaration.decided_at else '–'}",
        ],
        "signed": "Left the zone, day and signature 出区日期及签字: ____________________",
    }  # fmt: skip


def _row(position: int | None, goods: Goods, currency: str) -> list[str]:
    return [
        str(position or "–"), f"{goods.sku} {goods.description}", goods.hs_code,
        country_name(goods.origin_country) if goods.origin_country else "", str(goods.quantity),
        kilograms(goods.net_weight_g), f"{figure(goods.value, currency)} {currency}",
    ]  # fmt: skip
