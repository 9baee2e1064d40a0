"""Our bookings to the carrier's JSON and its events back. Pure."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from entrepot.domain.money import Money
from entrepot.domain.ports.carriers import Booking, Consignment, ContentLine, TrackingEvent
from entrepot.rules.tracking_codes import packaged_code_tables


def booking_body(booking: Booking) -> dict[str, Any]:
    body: dict[str, Any] = {
        "service": booking.service,
        "sender": asdict(booking.sender),
        "recipient": asdict(booking.recipient),
        "weight_g": booking.weight_g,
        "contents": [_content(line) for line in booking.contents],
        "incoterm": booking.incoterm,
    }
    if booking.dimensions is not None:
        body["dimensions_mm"] = asdict(booking.dimensions)
    if booking.tracking_number:
        body["number"] = booking.tracking_number
    if booking.test_speed:
        body["speed"] = booking.test_speed
    return body


def _content(line: ContentLine) -> dict[str, Any]:
    return {
        "description": line.description,
        "quantity": line.quantity,
        "unit_value": str(line.unit_value.amount),
        "currency": line.unit_value.currency,
        "net_weight_g": line.net_weight_g,
        "hs_code": line.hs_code,
        "origin_country": line.origin_country,
    }


def consignment(answer: dict[str, Any]) -> Consignment:
    return Consignment(
        tracking_number=answer["number"],
        carrier_reference=answer["reference"],
        charge=Money.from_minor(answer["charge"], answer["currency"]),
    )


def tracking_events(rows: list[dict[str, Any]]) -> list[TrackingEvent]:
    """Oldest first, whatever the order in which they came."""
    return sorted((tracking_event(row) for row in rows), key=lambda event: event.at)


def tracking_event(row: dict[str, Any]) -> TrackingEvent:
    """One event; raises ``KeyError`` or ``ValueError`` when it is malformed."""
    meaning = packaged_code_tables()["simcarrier"].meaning(row["code"])
    at = datetime.fromisoformat(row["at"])
    if at.tzinfo is None:
        raise ValueError("at must carry a time zone")
    extra = {"signed_by": row["signed_by"]} if row.get("signed_by") else {}
    return TrackingEvent(
        id=row["id"],
        tracking_number=row["number"],
        status=str(meaning.status),
        at=at,
        description=row["text"],
        leg=str(meaning.leg),
        reason=str(meaning.reason),
        location=row.get("place") or "",
        carrier_code=row["code"],
        extra=extra,
    )
