"""Lists of what lies in which parcel: the packing list, and the note on dangerous goods."""

from typing import Any

from entrepot.apps.customs.documents.declared import Declared, by_parcel, declared, invoice_number
from entrepot.apps.fulfilment.documents.typesetting import PARCEL_LIST, typeset
from entrepot.apps.fulfilment.documents.wording import kilograms, place_lines, spaced_number
from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.queries.packing import Hazards, hazards_of
from entrepot.domain.packing import HazardRule
from entrepot.kit.texts import text_in

MARKS = {
    "lithium_mark": "lithium battery mark", "lithium_check": "at most two batteries, installed",
    "lq_mark": "limited quantity mark", "upright": "keep upright", "bagged": "sealed in bags",
}  # fmt: skip


def make_packing_list(shipment: Shipment) -> bytes:
    """A PDF of A4 pages in English: parcel by parcel the goods, their weights, and the parcel's size."""
    whole = declared(shipment)
    return typeset(
        PARCEL_LIST, _page("Packing list", whole, [_packed(each) for each in by_parcel(whole)], [])
    )


def make_dangerous_goods_note(shipment: Shipment) -> bytes:
    """A PDF of A4 pages in English: the goods under a rule of dangerous goods with number, rule and marks."""
    hazards, whole = hazards_of(shipment), declared(shipment)
    rules = [rule for rule in hazards.rules if rule.note]
    sections = [
        _dangerous(parcel, rows)
        for parcel in whole.parcels
        if (rows := _dangerous_rows(parcel, hazards, rules))
    ]
    stated = [rule for rule in rules if any(rule.concerns(piece) for piece in hazards.pieces.values())]
    statements = [f"{text_in(rule.text, 'en')} ({rule.source})" for rule in stated]
    return typeset(PARCEL_LIST, _page("Dangerous goods note", whole, sections, statements))


def _page(
    title: str, whole: Declared, sections: list[dict[str, Any]], statements: list[str]
) -> dict[str, Any]:
    sender, recipient = whole.sender, whole.recipient
    return {
        "title": title,
        "number": invoice_number(whole.shipment).replace("INV", "PL"),
        "parties": [
            ["From", [sender.name, *place_lines(sender)]],
            ["To", [recipient.name, *place_lines(recipient)]],
        ],
        "sections": sections,
        "statements": statements,
        "signed": f"{sender.name}, {whole.packed_on}",
    }


def _packed(item: Declared) -> dict[str, Any]:
    return {
        "title": _title(item.parcels),
        "aside": f"{kilograms(item.gross_weight_g)} kg gross{_size(item.parcels)}",
        "heads": ["SKU", "Description", "Units", "Net weight (kg)"],
        "widths": ["28mm", "1fr", "16mm", "28mm"],
        "rows": [
            [line.sku, line.description, str(line.quantity), kilograms(line.net_weight_g)]
            for line in item.goods
        ],
    }


def _dangerous(parcel: Parcel, rows: list[list[str]]) -> dict[str, Any]:
    return {
        "title": _title((parcel,)),
        "aside": f"{kilograms(parcel.weight_g)} kg gross",
        "heads": ["UN number", "Description", "Units", "Marks and handling"],
        "widths": ["24mm", "1fr", "16mm", "60mm"],
        "rows": rows,
    }


def _dangerous_rows(parcel: Parcel, hazards: Hazards, rules: list[HazardRule]) -> list[list[str]]:
    found = []
    for inside in parcel.lines.select_related("line__order_line").order_by("line__order_line__position"):
        piece = hazards.pieces[str(inside.line_id)]
        concerning = [rule for rule in rules if rule.concerns(piece)]
        if concerning:
            numbers = ", ".join(sorted(flag for flag in piece.flags if flag.startswith("UN"))) or "–"
            words = sorted({MARKS[word] for rule in concerning for word in rule.handling})
            said = inside.line.order_line.customs_description
            found.append([numbers, said, str(inside.quantity), ", ".join(words)])
    return found


def _title(parcels: tuple[Parcel, ...]) -> str:
    return "; ".join(
        f"Parcel {parcel.position} · {spaced_number(parcel.tracking_number)}" for parcel in parcels
    )


def _size(parcels: tuple[Parcel, ...]) -> str:
    sizes = [parcel.dimensions for parcel in parcels]
    return "".join(f" · {size.length_mm} × {size.width_mm} × {size.height_mm} mm" for size in sizes if size)
