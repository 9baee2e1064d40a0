"""Our bookings as karrio's documents, and its answers as our values. Pure; knows no karrio class.

karrio counts in floats of kilograms, centimetres and major units: they are made here, at the edge, from
integers and decimals, and read back through text.
"""

import base64
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from entrepot.connectors.carriers.karrio.settings import KarrioSettings
from entrepot.domain.geography import EU_COUNTRIES
from entrepot.domain.money import Money, total
from entrepot.domain.ports.carrier_desks import PickupRequest, Rate, RateRequest
from entrepot.domain.ports.carriers import Address, Booking, Consignment, ContentLine, TrackingEvent
from entrepot.domain.quantity import Dimensions
from entrepot.domain.tracking.codes import CodeTable

G_PER_KG, MM_PER_CM = 1000, 10

# UPS has no code for DAP; DDU of Incoterms 2000 is what it asks for where the recipient bears the duties.
UPS_TERMS = {"DAP": "DDU"}
# Carriers cut longer references off, which would make two parcels one.
LONGEST_REFERENCE = 30

Document = dict[str, Any]


def shipment(booking: Booking, settings: KarrioSettings) -> Document:
    """A request for one parcel.

    Who bears duties follows the terms of delivery alone (DDP: the sender; DAP: the recipient), never who pays
    the freight, which is always the sender's account.
    """
    asked: Document = {
        "service": booking.service,
        "reference": booking.key[:LONGEST_REFERENCE],
        "label_type": "PDF",
        "shipper": address(booking.sender),
        "recipient": address(booking.recipient),
        "parcels": [
            {
                **_parcel(booking.weight_g, booking.dimensions),
                "items": [_commodity(line) for line in booking.contents],
            }
        ],
        "payment": {"paid_by": "sender", "account_number": settings.account_number},
        "options": {},
    }
    _without_mails(asked, settings)
    if _crosses_customs(booking.sender.country, booking.recipient.country):
        asked["customs"] = _customs(booking, settings)
        asked["options"] |= _options(booking, settings)
    return asked


def _without_mails(asked: Document, settings: KarrioSettings) -> None:
    """The shop tells the buyer itself; karrio would have the carrier write to them as well.

    For UPS, karrio drops the customs forms together with the option, so there the address stays away.
    """
    if settings.carrier == "ups":
        asked["recipient"]["email"] = None
    else:
        asked["options"]["email_notification"] = False


def _options(booking: Booking, settings: KarrioSettings) -> Document:
    goods = _goods(booking)
    found: Document = {"currency": goods.currency, "declared_value": float(goods.amount)}
    if settings.paperless:
        found["dhl_paperless_trade" if settings.carrier == "dhl_express" else "paperless_trade"] = True
    return found


def _customs(booking: Booking, settings: KarrioSettings) -> Document:
    goods = _goods(booking)
    prepaid = booking.incoterm == "DDP"
    return {
        "commodities": [_commodity(line) for line in booking.contents],
        "content_type": "merchandise",
        "content_description": booking.contents[0].description,
        "incoterm": UPS_TERMS.get(booking.incoterm, booking.incoterm)
        if settings.carrier == "ups"
        else booking.incoterm,
        "commercial_invoice": settings.commercial_invoice,
        "invoice": booking.key[:LONGEST_REFERENCE],
        "signer": booking.sender.name,
        "certify": True,
        "duty": {
            "paid_by": "sender" if prepaid else "recipient",
            "account_number": settings.account_number if prepaid else None,
            "currency": goods.currency,
            "declared_value": float(goods.amount),
        },
    }


def _goods(booking: Booking) -> Money:
    currency = booking.contents[0].unit_value.currency
    return total((line.unit_value * line.quantity for line in booking.contents), currency)


def _commodity(line: ContentLine) -> Document:
    """One kind of goods; karrio wants weight and value of a single unit."""
    return {
        "description": line.description,
        "title": line.description,
        "quantity": line.quantity,
        "weight": float(Decimal(line.net_weight_g) / line.quantity / G_PER_KG),
        "weight_unit": "KG",
        "hs_code": line.hs_code,
        "origin_country": line.origin_country,
        "value_amount": float(line.unit_value.amount),
        "value_currency": line.unit_value.currency,
    }


def _parcel(weight_g: int, size: Dimensions | None) -> Document:
    found: Document = {"weight": float(Decimal(weight_g) / G_PER_KG), "weight_unit": "KG"}
    if size is not None:
        sides = {"length": size.length_mm, "width": size.width_mm, "height": size.height_mm}
        found |= {name: float(Decimal(side) / MM_PER_CM) for name, side in sides.items()}
        found["dimension_unit"] = "CM"
    return found


def address(place: Address) -> Document:
    return {
        "person_name": place.name,
        "company_name": place.company or None,
        "address_line1": place.line1,
        "address_line2": place.line2 or None,
        "city": place.city,
        "postal_code": place.postcode,
        "state_code": place.region or None,
        "country_code": place.country,
        "phone_number": place.phone or None,
        "email": place.email or None,
    }


def _crosses_customs(origin: str, destination: str) -> bool:
    return origin != destination and not {origin, destination} <= EU_COUNTRIES


def rate(request: RateRequest) -> Document:
    """Rates of all services for the parcels."""
    return {
        "shipper": address(request.sender),
        "recipient": address(request.recipient),
        "parcels": [_parcel(parcel.weight_g, parcel.dimensions) for parcel in request.parcels],
        "options": {"currency": request.goods.currency, "declared_value": float(request.goods.amount)},
    }


def pickup(request: PickupRequest) -> Document:
    """A collection; the carrier's clock is that of the place, whose offset the moments carry."""
    return {
        "pickup_date": request.ready_at.date().isoformat(),
        "ready_time": f"{request.ready_at:%H:%M}",
        "closing_time": f"{request.closes_at:%H:%M}",
        "parcels_count": request.parcels,
        "address": address(request.place),
        "parcels": [_parcel(request.weight_g // request.parcels, None) for _ in range(request.parcels)],
        "instruction": request.key,
    }


def consignment(details: Any) -> Consignment:
    """karrio's ``ShipmentDetails`` as ours, with the label as the carrier drew it."""
    label = getattr(details.docs, "label", None) if details.docs else None
    price = details.selected_rate.total_charge if details.selected_rate else None
    return Consignment(
        tracking_number=details.tracking_number,
        carrier_reference=details.shipment_identifier or details.tracking_number,
        charge=_money(price, details.selected_rate.currency) if price is not None else None,
        label=base64.b64decode(label) if label else b"",
    )


def rates(found: list[Any]) -> list[Rate]:
    """karrio's ``RateDetails`` as ours, the cheapest first; those without a price are left out."""
    offered = [
        Rate(one.service, _money(one.total_charge, one.currency), one.transit_days)
        for one in found
        if one.total_charge is not None and one.currency
    ]
    return sorted(offered, key=lambda offer: (offer.price.amount, offer.service))


def _money(amount: float, currency: str) -> Money:
    return Money.of(str(amount), currency).rounded()


def tracking_events(details: Any, table: CodeTable) -> list[TrackingEvent]:
    """karrio's ``TrackingDetails`` as our events through our table of the carrier's codes, oldest first.

    karrio's own reading of the codes is not used. Carriers give no ids: number, code and moment make one.
    """
    found = [_event(details.tracking_number, event, table) for event in details.events]
    return sorted(found, key=lambda event: event.at)


def _event(number: str, event: Any, table: CodeTable) -> TrackingEvent:
    at = _moment(event)
    meaning = table.meaning(event.code or "")
    return TrackingEvent(
        id=f"{number}-{event.code}-{at:%Y%m%d%H%M%S}",
        tracking_number=number,
        status=str(meaning.status),
        at=at,
        description=event.description or "",
        leg=str(meaning.leg),
        reason=str(meaning.reason),
        location=event.location or "",
        carrier_code=event.code or "",
    )


def _moment(event: Any) -> datetime:
    """A carrier's clock without a zone is read as UTC: order within one place stays, and no event is lost."""
    text = (event.timestamp or f"{event.date}T00:00:00").replace("Z", "+00:00")
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def meaning_of(messages: list[Any]) -> tuple[str, str]:
    """Code and words of karrio's messages; of several the first code."""
    said = "; ".join(str(message.message) for message in messages if message.message)
    codes = [message.code for message in messages if message.code]
    return (str(codes[0]) if codes else ""), said
