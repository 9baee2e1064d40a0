"""A buyer's goods came back into the bonded zone: shelf and book have them again."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.customs.models import BondedEntry, Declaration
from entrepot.apps.customs.services._bonded import book_change, is_in_bond, units_of
from entrepot.apps.customs.services._clearing import locked
from entrepot.apps.customs.services._story import open_about, tell
from entrepot.apps.customs.services.resume_bonded import resume_bonded
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.inventory.services.receive_stock import receive_stock
from entrepot.apps.orders.services.note_returned import note_returned
from entrepot.apps.payments.services.request_refund import request_refund
from entrepot.kit.errors import Refused, invalid

RULES_FILE = Path(__file__).parent.parent / "bonded_rules.toml"


REFUND_WITHIN: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReturnWindow:
    """How long after release a return may be applied for, and how long the goods may take to come back."""

    to_apply: timedelta
    to_arrive: timedelta


@cache
def return_window(procedure: str) -> ReturnWindow | None:
    """The times that ``procedure`` gives; ``None`` where it knows no return."""
    table = tomllib.loads(RULES_FILE.read_text(encoding="utf-8")).get(procedure)
    if table is None:
        return None
    return ReturnWindow(timedelta(days=table["apply_days"]), timedelta(days=table["return_days"]))


@transaction.atomic
def return_to_bond(
    *, shipment: Shipment, units: Mapping[int, int], by: str, applied_on: date | None = None, key: str = ""
) -> Declaration:
    """Take ``units`` (variant id -> quantity) back; a part of the parcel may come, and later the rest. The
    same ``key`` counts once.

    Goods that had left the warehouse become stock again, no longer count towards the yearly limit of who
    imported them, and what they and their taxes had cost is refunded. Those of a shipment cancelled after its
    release never left: only the book changes. ``applied_on`` is the day of the application to customs
    (today). Raises ``Refused``: ``not_released`` without a release that the book shows, ``too_late`` after
    either window, 422 for more than left.
    """
    found = shipment.declarations.filter(direction="import", status="released").first()
    if found is None or not is_in_bond(shipment):
        raise Refused(
            _("No release from bond is known for %(number)s.") % {"number": shipment}, "not_released"
        )
    row = locked(found)
    earlier = row.bonded_entries.filter(kind=BondedEntry.Kind.RETURN)
    key = f"return:{row.reference}:{key or earlier.count() + 1}"
    if earlier.filter(key=key).exists():
        return row
    _check_time(row, applied_on or timezone.now().date())
    _check_units(row, shipment, units)
    book_change(
        warehouse=shipment.warehouse,
        units=units,
        kind=BondedEntry.Kind.RETURN,
        key=key,
        declaration=row,
        by=by,
    )
    if shipment.dispatched_at is not None:
        for variant_id, quantity in sorted(units.items()):
            receive_stock(
                warehouse_code=shipment.warehouse.code, variant_id=variant_id, quantity=quantity,
                reference=f"return:{shipment.number}", kind="return", by=by,
            )  # fmt: skip
        _refund(shipment, units, row, key, by)
    tell(row, "bond_returned", by=by, key=key, facts={"units": sum(units.values())})
    resume_bonded(book=shipment.warehouse.bonded_book, by=by)
    return row


def _refund(shipment: Shipment, units: Mapping[int, int], row: Declaration, key: str, by: str) -> None:
    """Goods and taxes go back to the buyer; what stands in the way is a case and keeps no goods out."""
    consignment = shipment.consignment
    parts = note_returned(consignment=consignment, units=units)
    try:
        with transaction.atomic():
            request_refund(
                order=consignment.order, parts=parts, reason="returned_to_bond", reference=key[:80], by=by
            )
    except Refused as refusal:
        open_about(row, "return_not_refunded", {"reason": refusal.message}, REFUND_WITHIN)


def _check_time(row: Declaration, applied_on: date) -> None:
    window, released = return_window(row.procedure), row.decided_at
    if window is None or released is None or timezone.now() > released + window.to_arrive:
        message = _("Customs lets goods back into bond only %(days)d days after release. Refund without it.")
        raise Refused(message % {"days": window.to_arrive.days if window else 0}, code="too_late")
    if not released.date() <= applied_on <= min(timezone.now(), released + window.to_apply).date():
        message = _("A return must be applied for within %(days)d days of release. Refund without it.")
        raise Refused(message % {"days": window.to_apply.days}, code="too_late")


def _check_units(row: Declaration, shipment: Shipment, units: Mapping[int, int]) -> None:
    out = units_of(shipment)
    back = row.bonded_entries.filter(kind=BondedEntry.Kind.RETURN).values_list("item__variant_id", "quantity")
    for variant_id, quantity in back:
        out[variant_id] -= quantity
    if not units or any(n < 1 or n > out[variant_id] for variant_id, n in units.items()):
        raise invalid("units", _("Enter how many came back: at least one, and no more than left."))
