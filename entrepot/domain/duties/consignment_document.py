"""A consignment as the document that reads back equal to it."""

from collections.abc import Mapping
from typing import Any

from entrepot.domain.duties.consignment import Attribute, Consignment, Line
from entrepot.domain.duties.rates import DutyRate
from entrepot.domain.duties.rules import DATE_KINDS


def consignment_to_document(consignment: Consignment) -> dict[str, Any]:
    """The document that reads back equal to ``consignment``."""
    dates = {kind: getattr(consignment.dates, kind) for kind in DATE_KINDS if kind != "as_of"}
    importer = consignment.importer
    return {
        "as_of": consignment.dates.as_of.isoformat(),
        "dates": {kind: day.isoformat() for kind, day in dates.items() if day},
        "origin_country": consignment.ship_from.country,
        "destination": {
            "country": consignment.destination.country,
            "region": consignment.destination.region,
            "postcode": consignment.destination.postcode,
        },
        "currency": consignment.currency,
        "channel": consignment.channel.value,
        "mode": consignment.mode,
        "incoterm": consignment.incoterm.value,
        "declaration": consignment.declaration.value,
        "purpose": consignment.purpose.value,
        "seller": {
            "registrations": dict(consignment.seller.registrations),
            "country": consignment.seller.country,
        },
        "importer": {
            "kind": importer.kind.value,
            "id": importer.id,
            "used_this_year": str(importer.used_this_year),
            "used_today": str(importer.used_today),
            "parcels_this_half_year": importer.parcels_this_half_year,
        },
        "freight": str(consignment.freight),
        "insurance": None if consignment.insurance is None else str(consignment.insurance),
        "discount": str(consignment.discount),
        "linked_value": str(consignment.linked_value),
        "fx": [
            {
                "base": r.base,
                "quote": r.quote,
                "rate": str(r.rate),
                "source": r.source,
                "on": r.on.isoformat(),
            }
            for r in consignment.fx
        ],
        "overrides": _plain(consignment.overrides),
        "lines": [_line_document(line) for line in consignment.lines],
    }


def _line_document(line: Line) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": line.id,
        "hs": line.hs,
        "origin": line.origin,
        "description": line.description,
        "quantity": str(line.quantity),
        "unit": line.unit,
        "unit_value": str(line.unit_value),
        "net_weight_g": line.net_weight_g,
        "attributes": _plain(line.attributes),
    }
    if line.tariff is not None:
        document["tariff"] = _tariff_document(line.tariff)
    if line.preference is not None:
        document["preference"] = {"agreement": line.preference.agreement, "proof": line.preference.proof}
    return document


def _tariff_document(rate: DutyRate) -> dict[str, Any]:
    if rate.text:
        return {"text": rate.text}
    document: dict[str, Any] = {"ad_valorem": str(rate.ad_valorem)}
    for part in rate.specific[:1]:
        document["specific"] = {
            "amount": str(part.amount),
            "currency": part.currency,
            "unit": part.unit,
            "per": str(part.per),
        }
    return document


def _plain(values: Mapping[str, Attribute]) -> dict[str, str | bool]:
    return {name: value if isinstance(value, bool) else str(value) for name, value in values.items()}
