"""Reserved goods leave the warehouse: the promise becomes a movement of the lots that expire first."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import Reservation
from entrepot.apps.inventory.services._booking import Move, book, lock_levels
from entrepot.apps.inventory.services._picking import pick_lots
from entrepot.domain.lifecycles import RESERVATION
from entrepot.kit.errors import Refused, invalid


@transaction.atomic
def ship_reserved(
    *,
    reference: str,
    warehouse_code: str,
    items: Iterable[tuple[int, int]],
    by: str,
    arrives_on: date | None = None,
) -> None:
    """Take ``items`` (variant id, quantity), reserved and paid for ``reference``, out of a warehouse.

    The lots that expire first leave first, but only if they live long enough for delivery on ``arrives_on``
    (today unless given); the movements name them. Raises ``Refused`` and changes nothing: ``not_reserved``
    when more would leave than is reserved, ``too_little_life`` when the goods are too old.
    """
    wanted = Counter[int]()
    for variant_id, quantity in items:
        if quantity < 1:
            raise invalid("quantity", _("The quantity must be at least 1."))
        wanted[variant_id] += quantity
    reservations = {
        reservation.level.variant_id: reservation
        for reservation in Reservation.objects.select_for_update(of=("self",))
        .select_related("level__warehouse")
        .filter(reference=reference, status="committed", level__warehouse__code=warehouse_code)
        .order_by("level_id", "id")
    }
    leaving: list[tuple[Reservation, int]] = []
    for variant_id, quantity in wanted.items():
        reservation = reservations.get(variant_id)
        if reservation is None or reservation.quantity < quantity:
            raise _not_reserved(reference, warehouse_code, quantity, reservation)
        leaving.append((reservation, quantity))
    leaving.sort(key=lambda pair: pair[0].level_id)
    if not leaving:
        return
    lock_levels([reservation.level_id for reservation, _quantity in leaving])
    moves = _moves(leaving, arrives_on or timezone.now().date())
    book(moves, kind="ship", reference=reference, by=by, promised=True)
    _close(leaving)


def _moves(leaving: list[tuple[Reservation, int]], arrives_on: date) -> list[Move]:
    """Of a supplier's stock we know no lots."""
    if not leaving[0][0].level.warehouse.is_ours:
        return [Move(reservation.level_id, None, -quantity) for reservation, quantity in leaving]
    return pick_lots({one.level_id: quantity for one, quantity in leaving}, arrives_on=arrives_on)


def _close(leaving: list[tuple[Reservation, int]]) -> None:
    """Whole reservations become shipped; of a part, the rest stays committed in the old row."""
    RESERVATION.check("committed", "shipped")
    whole = [one.pk for one, quantity in leaving if quantity == one.quantity]
    if whole:
        Reservation.objects.filter(pk__in=whole).update(status="shipped")
    for reservation, quantity in leaving:
        if quantity < reservation.quantity:
            Reservation.objects.filter(pk=reservation.pk).update(quantity=reservation.quantity - quantity)
            Reservation.objects.create(
                level_id=reservation.level_id, reference=reservation.reference, quantity=quantity,
                status="shipped", expires_at=reservation.expires_at,
            )  # fmt: skip


def _not_reserved(reference: str, warehouse: str, quantity: int, reservation: Reservation | None) -> Refused:
    message = _(
        "Only %(reserved)d units are reserved for %(reference)s in %(warehouse)s; %(quantity)d cannot leave. "
        "Check what has been shipped already."
    ) % {
        "reserved": reservation.quantity if reservation else 0,
        "reference": reference, "warehouse": warehouse, "quantity": quantity,
    }  # fmt: skip
    return Refused(message, code="not_reserved")
