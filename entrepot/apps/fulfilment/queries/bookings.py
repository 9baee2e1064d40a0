"""What a carrier is asked to carry."""

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.queries.parties import recipient_of, sender_of
from entrepot.domain.ports.carriers import Booking, ContentLine


def booking_of(parcel: Parcel) -> Booking:
    """From the shipment's warehouse to the buyer, with what customs must know of the contents."""
    shipment, consignment = parcel.shipment, parcel.shipment.consignment
    contents = tuple(
        ContentLine(
            description=line.customs_description or line.sku, quantity=inside.quantity,
            unit_value=line.unit_price, net_weight_g=line.net_weight_g * inside.quantity,
            hs_code=line.hs_code, origin_country=line.origin_country,
        )
        for inside in parcel.lines.select_related("line__order_line").order_by("line__order_line__position")
        for line in [inside.line.order_line]
    )  # fmt: skip
    return Booking(
        key=f"parcel-{parcel.pk}",
        service=parcel.service,
        sender=sender_of(shipment),
        recipient=recipient_of(consignment.order),
        weight_g=parcel.weight_g,
        contents=contents,
        incoterm=consignment.incoterm,
        dimensions=parcel.dimensions,
    )
