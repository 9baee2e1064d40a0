"""All that a carrier asks for when a parcel is claimed, in one ZIP file."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from entrepot.apps.fulfilment.models import Document, Parcel
from entrepot.apps.orders.models import Case, Order, TimelineEntry


def claim_pack(case: Case) -> bytes:
    """``claim.json`` (order, address, parcels, declared goods), ``events.csv`` (carriers' words, proof of
    delivery among them), the papers that travelled with the parcels, and the photos of the case."""
    order = case.order
    parcels = list(
        Parcel.objects.filter(shipment__consignment__order=order)
        .select_related("shipment__consignment").prefetch_related("events").order_by("pk")
    )  # fmt: skip
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("claim.json", json.dumps(_claim(case, order, parcels), indent=2, ensure_ascii=False))
        pack.writestr("events.csv", _events(order))
        for paper in Document.objects.filter(shipment__consignment__order=order).select_related("shipment"):
            pack.writestr(f"papers/{paper.shipment.number}-{paper.kind}.pdf", bytes(paper.content))
        for message in case.messages.filter(content__isnull=False):
            ending = message.media_type.rpartition("/")[2]
            pack.writestr(f"photos/{message.pk}.{ending}", bytes(message.content or b""))
    return packed.getvalue()


def _claim(case: Case, order: Order, parcels: Iterable[Parcel]) -> dict[str, Any]:
    return {
        "case": {"kind": case.kind, "opened_at": case.opened_at.isoformat(), "facts": case.facts},
        "order": {"number": order.number, "placed_at": order.placed_at.isoformat(), "address": order.address},
        "goods": [
            {
                "sku": line.sku, "name": line.name, "quantity": line.quantity, "hs_code": line.hs_code,
                "origin": line.origin_country, "declared_value": f"{line.line_amount:.2f}",
                "currency": line.currency, "gross_weight_g": line.gross_weight_g * line.quantity,
            }
            for line in order.lines.all()
        ],
        "parcels": [
            {
                "carrier": parcel.carrier, "tracking_number": parcel.tracking_number,
                "weight_g": parcel.weight_g, "status": parcel.tracking_status,
                "dispatched_at": _iso(parcel.shipment.dispatched_at),
                "delivered_at": _iso(parcel.shipment.delivered_at),
            }
            for parcel in parcels
        ],
    }  # fmt: skip


def _events(order: Order) -> str:
    """Facts of tracking as they are on the timeline: what a carrier adds, such as who signed, stands last."""
    shown = ("tracking_number", "status", "reason", "description", "location")
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(["at", *shown, "more"])
    for entry in TimelineEntry.objects.filter(order=order, kind="tracking").order_by("at", "pk"):
        more = {name: value for name, value in entry.facts.items() if name not in (*shown, "leg", "carrier")}
        cells = [str(entry.facts.get(name, "")) for name in shown]
        table.writerow([entry.at.isoformat(), *cells, json.dumps(more) if more else ""])
    return written.getvalue()


def _iso(moment: Any) -> str:
    return moment.isoformat() if moment else ""
