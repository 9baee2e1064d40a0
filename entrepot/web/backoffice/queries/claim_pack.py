"""All that a carrier asks for when a parcel is claimed, in one ZIP file."""

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

from entrepot.apps.fulfilment.documents.claim import lines_of, make_claim
from entrepot.apps.fulfilment.documents.proof_of_delivery import facts_of
from entrepot.apps.fulfilment.models import Document, Parcel
from entrepot.apps.fulfilment.queries.claims import claimable, parcels_claimed
from entrepot.apps.fulfilment.queries.proof_of_delivery import proof_of_delivery
from entrepot.apps.orders.models import Case, Order, TimelineEntry


def claim_pack(case: Case, order: Order) -> bytes:
    """``claim.pdf`` for people and ``claim.json`` for programs (address, goods and value, parcels, proof of
    delivery), ``events.csv`` (carriers' words), the papers that travelled with the parcels, and the photos
    and documents of the case, which is of ``order``. A case about one parcel claims that one, any other all
    of its order."""
    parcels = parcels_claimed(case, order)
    files = dict(_papers(order) + _photos(case))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("claim.json", json.dumps(_claim(case, order, parcels), indent=2, ensure_ascii=False))
        pack.writestr("events.csv", _events(order))
        if parcels:
            pack.writestr("claim.pdf", make_claim(case, parcels, ["events.csv", *files]))
        for name, content in files.items():
            pack.writestr(name, content)
    return packed.getvalue()


def _papers(order: Order) -> list[tuple[str, bytes]]:
    papers = Document.objects.filter(shipment__consignment__order=order).select_related("shipment")
    return [(f"papers/{one.shipment.number}-{one.kind}.pdf", bytes(one.content)) for one in papers]


def _photos(case: Case) -> list[tuple[str, bytes]]:
    return [
        (f"photos/{one.pk}.{one.media_type.rpartition('/')[2]}", bytes(one.content or b""))
        for one in case.messages.filter(content__isnull=False)
    ]


def _claim(case: Case, order: Order, parcels: Sequence[Parcel]) -> dict[str, Any]:
    return {
        "case": {"kind": case.kind, "opened_at": case.opened_at.isoformat(), "facts": case.facts},
        "order": {"number": order.number, "placed_at": order.placed_at.isoformat(), "address": order.address},
        "goods": [
            {
                "sku": line.sku, "name": line.name, "quantity": line.quantity, "hs_code": line.hs_code,
                "origin": line.origin_country, "declared_value": f"{line.line_amount:.2f}",
                "currency": line.currency, "gross_weight_g": line.gross_weight_g * line.quantity,
            }
            for line in (lines_of(parcels) if parcels else order.lines.all())
        ],
        "parcels": [
            {
                "carrier": parcel.carrier, "tracking_number": parcel.tracking_number,
                "weight_g": parcel.weight_g, "status": parcel.tracking_status,
                "dispatched_at": _iso(parcel.shipment.dispatched_at),
                "claim": _terms(parcel),
                "proof_of_delivery": facts_of(proof) if (proof := proof_of_delivery(parcel)) else None,
            }
            for parcel in parcels
        ],
    }  # fmt: skip


def _terms(parcel: Parcel) -> dict[str, Any] | None:
    may = claimable(parcel)
    return None if may is None else {
        "value": f"{may.worth.amount:.2f}", "most": f"{may.most.amount:.2f}", "currency": may.worth.currency,
        "until": may.until.isoformat() if may.until else None,
        "terms": may.terms.source if may.terms else None,
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
