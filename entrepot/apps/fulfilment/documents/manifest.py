"""The manifest: every parcel handed to a carrier together, for its driver to sign."""

from entrepot.apps.fulfilment.documents.typesetting import PARCEL_LIST, typeset
from entrepot.apps.fulfilment.documents.wording import kilograms, place_lines, spaced_number
from entrepot.apps.fulfilment.models import Manifest
from entrepot.apps.fulfilment.queries.parties import address_of


def make_manifest_sheet(manifest: Manifest) -> bytes:
    """A PDF of A4 pages in English."""
    parcels = list(manifest.parcels.select_related("shipment__consignment__order").order_by("pk"))
    sender = address_of(manifest.warehouse)
    rows = [
        [
            spaced_number(parcel.tracking_number), parcel.service, parcel.shipment.number,
            parcel.shipment.consignment.order.address["country"], kilograms(parcel.weight_g),
        ]
        for parcel in parcels
    ]  # fmt: skip
    weight = sum(parcel.weight_g for parcel in parcels)
    data = {
        "title": "Manifest",
        "number": manifest.number,
        "parties": [
            ["From", [sender.name, *place_lines(sender)]],
            ["Carrier", [manifest.carrier, f"Reference {manifest.reference or 'pending'}"]],
        ],
        "sections": [
            {
                "title": f"{len(parcels)} parcels", "aside": f"{kilograms(weight)} kg",
                "heads": ["Number", "Service", "Shipment", "To", "Weight (kg)"],
                "widths": ["52mm", "28mm", "1fr", "14mm", "26mm"], "rows": rows,
            }
        ],
        "statements": ["Received by the carrier, name and signature: ________________________"],
        "signed": f"{sender.name}, {manifest.made_at.date().isoformat()}",
    }  # fmt: skip
    return typeset(PARCEL_LIST, data)
