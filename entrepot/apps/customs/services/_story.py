"""Where the story of a declaration is told: on the timeline and in the cases of the order it is for.

That of an inbound shipment has no order: its messages are its story, and the list of declarations shows
whose move it is.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from entrepot.apps.customs.models import Declaration
from entrepot.apps.orders.models import Order
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.services.settle_cases import settle_cases


def order_of(row: Declaration) -> Order | None:
    return row.shipment.consignment.order if row.shipment else None


def tell(
    row: Declaration,
    kind: str,
    *,
    by: str,
    key: str,
    facts: Mapping[str, Any],
    at: datetime | None = None,
    for_buyer: bool = True,
) -> None:
    """A fact of the order's timeline; ``facts`` are told beside the declaration's reference."""
    if order := order_of(row):
        record_fact(
            order=order, kind=kind, by=by, at=at, key=key[:120], for_buyer=for_buyer,
            facts={"reference": row.reference, **facts},
        )  # fmt: skip


def open_about(
    row: Declaration, kind: str, facts: Mapping[str, Any], within: timedelta, owner: str = "operator"
) -> None:
    """A case of the order about this declaration, due ``within`` from now."""
    if order := order_of(row):
        open_case(
            order=order, kind=kind, owner=owner, reference=row.reference,
            facts={"reference": row.reference, **facts}, due_at=timezone.now() + within,
        )  # fmt: skip


def settle_about(row: Declaration, kinds: Iterable[str], *, by: str, resolution: str) -> None:
    """What has just happened answers the open cases of ``kinds`` about this declaration."""
    if order := order_of(row):
        settle_cases(order=order, kinds=kinds, references=[row.reference], by=by, resolution=resolution)
