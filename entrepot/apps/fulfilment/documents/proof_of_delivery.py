"""The proof of delivery of a parcel: what its carrier said, and plainly what it did not say."""

from typing import Any

from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.documents.typesetting import PARCEL_LIST, typeset
from entrepot.apps.fulfilment.documents.wording import kilograms, place_lines, spaced_number
from entrepot.apps.fulfilment.queries.parties import recipient_of, sender_of
from entrepot.apps.fulfilment.queries.proof_of_delivery import ProofOfDelivery
from entrepot.apps.orders.words.carriers import carrier_name, place_in_words

WHEN = "%Y-%m-%d %H:%M UTC"


def make_proof_of_delivery(proof: ProofOfDelivery) -> bytes:
    """A PDF page in the active language."""
    shipment = proof.parcel.shipment
    sender, recipient = sender_of(shipment), recipient_of(shipment.consignment.order)
    data = {
        "title": _("Proof of delivery"),
        "number": spaced_number(proof.tracking_number),
        "parties": [
            [_("Sender"), [sender.name, *place_lines(sender)]],
            [_("Addressed to"), [recipient.name, *place_lines(recipient)]],
        ],
        "sections": [
            {
                "title": _("What was told"), "aside": carrier_name(proof.parcel.carrier),
                "heads": [_("Fact"), _("As told")],
                "widths": ["46mm", "1fr"], "rows": [list(row) for row in proof_rows(proof)],
            }
        ],
        "statements": [
            _("This is what the carrier told by its tracking messages. Entrepot adds nothing to it."),
        ],
        "signed": f"{sender.name}, {shipment.number}",
    }  # fmt: skip
    return typeset(PARCEL_LIST, data)


def proof_rows(proof: ProofOfDelivery) -> list[tuple[str, str]]:
    """Each fact by name in the active language; what is not known says so."""
    unknown = _("not told by the carrier")
    return [
        (_("Delivered"), proof.delivered_at.strftime(WHEN)),
        (_("Signed by"), proof.signed_by or unknown),
        (_("Where"), place_in_words(proof.parcel.carrier, proof.place) or unknown),
        (_("Carrier's words"), proof.words or unknown),
        (_("Told to us"), proof.told_at.strftime(WHEN)),
        (_("Weight when sent"), f"{kilograms(proof.parcel.weight_g)} kg"),
        (_("Photo or signature image"), unknown),
    ]


def facts_of(proof: ProofOfDelivery) -> dict[str, Any]:
    """For programs: moments in ISO 8601, ``None`` for what is not known."""
    return {
        "delivered_at": proof.delivered_at.isoformat(), "signed_by": proof.signed_by or None,
        "place": proof.place or None, "words": proof.words, "tracking_number": proof.tracking_number,
        "told_at": proof.told_at.isoformat(),
    }  # fmt: skip
