"""The manifest of a master waybill: every parcel under it, on paper and for programs."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.documents.typesetting import typeset
from entrepot.apps.fulfilment.documents.wording import kilograms
from entrepot.apps.fulfilment.models import MasterWaybill
from entrepot.apps.fulfilment.queries.travelling_together import parcels_of

TEMPLATE = Path(__file__).parent / "waybill_manifest.typ"
COLUMNS = (
    "waybill", "flight", "pallet", "bag", "tracking_number", "local_number", "weight_g", "recipient", "city",
    "country", "description", "hs_code", "origin_country", "value", "currency", "incoterm",
)  # fmt: skip


def manifest_rows(waybill: MasterWaybill) -> list[dict[str, Any]]:
    """One row a parcel with the columns ``COLUMNS``; value and goods are those of its whole shipment."""
    return [_row(waybill, parcel) for parcel in parcels_of(waybill)]


def make_manifest(waybill: MasterWaybill, language: str) -> bytes:
    """The manifest as a PDF, its headings in the active language."""
    rows = manifest_rows(waybill)
    data = {
        "lang": "zh" if language.startswith("zh") else "en",
        "title": _("Manifest"),
        "number": str(waybill),
        "facts": [
            [_("Flight"), waybill.flight],
            [_("From"), str(waybill.origin)],
            [_("To"), str(waybill.hub)],
            [_("Cut-off"), waybill.cut_off.strftime("%Y-%m-%d %H:%M UTC")],
            [_("Departure"), waybill.departs_at.strftime("%Y-%m-%d %H:%M UTC")],
            [_("Bags on board"), str(waybill.bags.count())],
            [_("Parcels"), str(len(rows))],
            [_("Weight"), f"{kilograms(sum(row['weight_g'] for row in rows))} kg"],
        ],
        "heads": [_("Bag"), _("Number"), _("Recipient"), _("Goods"), _("HS code"), _("Value"), _("kg")],
        "lines": [
            [
                row["bag"], row["tracking_number"], f"{row['recipient']}, {row['city']} {row['country']}",
                row["description"], row["hs_code"], f"{row['value']} {row['currency']}",
                kilograms(row["weight_g"]),
            ]
            for row in rows
        ],
    }  # fmt: skip
    return typeset(TEMPLATE, data)


def _row(waybill: MasterWaybill, parcel: Any) -> dict[str, Any]:
    consignment = parcel.shipment.consignment
    order, lines = consignment.order, list(consignment.lines.all())
    local = [link.number for link in parcel.numbers.all() if link.role == "local"]
    provisional = [link.number for link in parcel.numbers.all() if link.role == "provisional"]
    goods = sum((line.line_total.amount for line in lines), start=0)
    return {
        "waybill": str(waybill), "flight": waybill.flight, "bag": parcel.bag.number,
        "pallet": parcel.bag.pallet.number if parcel.bag.pallet else "",
        "tracking_number": next(iter(provisional), parcel.tracking_number),
        "local_number": next(iter(local), ""), "weight_g": parcel.weight_g,
        "recipient": order.address.get("name", ""), "city": order.address.get("city", ""),
        "country": order.address["country"],
        "description": "; ".join(line.customs_description or line.sku for line in lines),
        "hs_code": " ".join(sorted({line.hs_code for line in lines if line.hs_code})),
        "origin_country": " ".join(sorted({line.origin_country for line in lines if line.origin_country})),
        "value": f"{goods:.2f}", "currency": order.currency, "incoterm": consignment.incoterm,
    }  # fmt: skip
