"""A buyer's goods came back into the bonded zone: shelf and book have them again."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.customs.models import BondedEntry, Declaration
from entrepot.apps.customs.services._bonded import book_change, is_in_bond, units_of
from entrepot.apps.customs.services._clearing import locked
from entrepot.apps.customs.services._story import tell
from entrepot.apps.customs.services.resume_bonded import resume_bonded
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.inventory.services.receive_stock import receive_stock
from entrepot.kit.errors import Refused, invalid

RULES_FILE = Path(__file__).parent.parent / "bonded_rules.toml"


@cache
def return_window(procedure: str) -> timedelta | None:
    """How long after release goods may come back; ``None`` where the procedure knows no return."""
    table = tomllib.loads(RULES_FILE.read_text(encoding="utf-8")).get(procedure)
    return timedelta(days=table["return_days"]) if table else None


@transaction.atomic
def return_to_bond(*, shipment: Shipment, units: Mapping[int, int], by: str) -> Declaration:
    """Take ``units`` (variant id -> quantity) back; a part of the parcel may come, and later the rest.

    Goods that had left the warehouse become stock again; those of a shipment cancelled after its release
    never left, and only the book changes. Raises ``Refused``: ``not_released`` without a release that the
    book shows, ``too_late`` after the window, 422 for more than left.
    """
    found = shipment.declarations.filter(direction="import", status="released").first()
    if found is None or not is_in_bond(shipment):
        raise Refused(
            _("No release from bond is known for %(number)s.") % {"number": shipment}, "not_released"
        )
    row = locked(found)
    _check(row, shipment, units)
    earlier = row.bonded_entries.filter(kind=BondedEntry.Kind.RETURN).count()
    key = f"return:{row.reference}:{earlier + 1}"
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
    tell(row, "bond_returned", by=by, key=key, facts={"units": sum(units.values())})
    resume_bonded(book=shipment.warehouse.bonded_book, by=by)
    return row


def _check(row: Declaration, shipment: Shipment, units: Mapping[int, int]) -> None:
    window = return_window(row.procedure)
    if window is None or row.decided_at is None or timezone.now() > row.decided_at + window:
        message = _("Customs lets goods back into bond only %(days)d days after release. Refund without it.")
        raise Refused(message % {"days": window.days if window else 0}, code="too_late")
    out = units_of(shipment)
    back = row.bonded_entries.filter(kind=BondedEntry.Kind.RETURN).values_list("item__variant_id", "quantity")
    for variant_id, quantity in back:
        out[variant_id] -= quantity
    if not units or any(n < 1 or n > out[variant_id] for variant_id, n in units.items()):
        raise invalid("units", _("Enter how many came back: at least one, and no more than left."))
