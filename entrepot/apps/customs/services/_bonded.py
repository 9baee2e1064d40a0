"""The bonded account book beside declarations: what may be declared out, and what a release takes out."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.catalog.models import Variant
from entrepot.apps.customs.models import BondedBook, BondedEntry, BondedItem, Declaration
from entrepot.apps.customs.queries.bonded import free_units
from entrepot.apps.customs.services._story import open_about, settle_about, tell
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.inventory.queries.licences import require_licence
from entrepot.kit.errors import Refused

EXPLAIN_WITHIN = timedelta(hours=8)
BOOK_SHORT = "bonded_book_short"
ZONE_NOT_LICENSED = "zone_not_licensed"


def is_in_bond(shipment: Shipment) -> bool:
    """Whether the goods lie untaxed, so that they leave by the book of their warehouse."""
    return shipment.warehouse.kind == Warehouse.Kind.BONDED


def units_of(shipment: Shipment) -> Counter[int]:
    """Variant id -> units that leave."""
    units = Counter[int]()
    for variant_id, quantity in shipment.lines.values_list("order_line__variant_id", "quantity"):
        units[variant_id] += quantity
    return units


def awaits_book(shipment: Shipment) -> bool:
    """Whether a release has not yet been taken out of the book, article by article."""
    if not is_in_bond(shipment):
        return False
    released = shipment.declarations.filter(direction="import", status="released").values_list("reference")
    keys = [out_key(reference) for (reference,) in released]
    booked = BondedEntry.objects.filter(
        item__book__warehouse=shipment.warehouse_id, key__in=keys, kind=BondedEntry.Kind.OUT
    ).values_list("item__variant_id", flat=True)
    return bool(units_of(shipment).keys() - set(booked))


def refused_from_bond(shipment: Shipment, direction: str) -> Refused | None:
    """Why the goods may not be declared out of bond now: the zone's licence is over, or the book has too few
    beside what is declared already."""
    if direction != "import" or not is_in_bond(shipment):
        return None
    try:
        require_licence(shipment.warehouse)
    except Refused as refusal:
        return refusal
    free = free_units(BondedBook.objects.filter(warehouse=shipment.warehouse).first())
    short = [variant_id for variant_id, n in units_of(shipment).items() if free.get(variant_id, 0) < n]
    return book_short(shipment.warehouse, short) if short else None


def out_key(reference: str) -> str:
    return f"out:{reference}"


def release_from_bond(row: Declaration, *, by: str) -> None:
    """A released parcel's units leave the book, once; other declarations change nothing.

    Where the book has too few the case ``bonded_book_short`` opens and the parcel stays.
    """
    shipment = row.shipment
    if shipment is None or row.direction != "import" or not is_in_bond(shipment):
        return
    try:
        with transaction.atomic():
            book_change(
                warehouse=shipment.warehouse, units={each: -n for each, n in units_of(shipment).items()},
                kind=BondedEntry.Kind.OUT, key=out_key(row.reference), declaration=row, by=by,
            )  # fmt: skip
    except Refused as refusal:
        open_about(row, BOOK_SHORT, {"reason": refusal.message}, EXPLAIN_WITHIN)
        return
    settle_about(row, [BOOK_SHORT], by=by, resolution="released")
    book = shipment.warehouse.bonded_book.number
    tell(row, "bond_released", by=by, key=out_key(row.reference), facts={"book": book}, for_buyer=False)


def book_change(
    *,
    warehouse: Warehouse,
    units: Mapping[int, int],
    kind: BondedEntry.Kind,
    key: str,
    by: str,
    declaration: Declaration | None = None,
    reason: str = "",
) -> int:
    """Write an entry for each variant of ``units`` (signed); a ``key`` that is there already is left alone.

    Returns how many are new. Raises ``Refused`` (``bonded_book_short``) naming the articles that the book
    does not have, or has too few of; then nothing has been written.
    """
    book = BondedBook.objects.filter(warehouse=warehouse).first()
    rows = BondedItem.objects.select_for_update().filter(book=book, variant_id__in=units).order_by("pk")
    items = {item.variant_id: item for item in rows}
    booked = BondedEntry.objects.filter(item__in=items.values(), key=key)
    known = set(booked.values_list("item__variant_id", flat=True))
    wanted = {variant_id: n for variant_id, n in units.items() if n and variant_id not in known}
    short = [
        variant_id
        for variant_id, quantity in wanted.items()
        if variant_id not in items or items[variant_id].balance + quantity < 0
    ]
    if short:
        raise book_short(warehouse, short)
    BondedEntry.objects.bulk_create(
        BondedEntry(
            item=items[variant_id], kind=kind, quantity=quantity, key=key, declaration=declaration,
            reason=reason, by=by,
        )
        for variant_id, quantity in sorted(wanted.items())
    )  # fmt: skip
    return len(wanted)


def book_short(warehouse: Warehouse, variant_ids: list[int]) -> Refused:
    skus = Variant.objects.filter(pk__in=variant_ids).order_by("sku").values_list("sku", flat=True)
    message = _("The bonded account book of %(warehouse)s has too few of: %(skus)s. Reconcile the book.")
    return Refused(message % {"warehouse": warehouse, "skus": ", ".join(skus)}, code=BOOK_SHORT)
