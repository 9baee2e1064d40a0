"""Reserved goods leave the warehouse: the promise becomes a movement."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection, transaction
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import Reservation, StockLevel, StockMovement
from entrepot.domain.lifecycles import RESERVATION
from entrepot.kit.errors import Refused, invalid

TAKE_OUT = """
update inventory_stocklevel level
set on_hand = level.on_hand - gone.quantity, reserved = level.reserved - gone.quantity
from (select * from unnest(%s::bigint[], %s::int[]) order by 1) as gone(level_id, quantity)
where level.id = gone.level_id
"""


@transaction.atomic
def ship_reserved(*, reference: str, warehouse_code: str, items: Iterable[tuple[int, int]], by: str) -> None:
    """Take ``items`` (variant id, quantity), reserved and paid for ``reference``, out of a warehouse.

    Raises ``Refused`` (``not_reserved``) and changes nothing when more would leave than is reserved.
    """
    wanted = Counter[int]()
    for variant_id, quantity in items:
        if quantity < 1:
            raise invalid("quantity", _("The quantity must be at least 1."))
        wanted[variant_id] += quantity
    reservations = {
        reservation.level.variant_id: reservation
        for reservation in Reservation.objects.select_for_update(of=("self",))
        .select_related("level")
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
    _lock_levels(leaving)
    with connection.cursor() as cursor:
        cursor.execute(TAKE_OUT, [[one.level_id for one, _n in leaving], [n for _one, n in leaving]])
    _write_movements(leaving, reference=reference, by=by)
    _close(leaving)


def _lock_levels(leaving: list[tuple[Reservation, int]]) -> None:
    ids = [reservation.level_id for reservation, _quantity in leaving]
    list(
        StockLevel.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk")
    )


def _write_movements(leaving: list[tuple[Reservation, int]], *, reference: str, by: str) -> None:
    StockMovement.objects.bulk_create(
        StockMovement(
            level_id=reservation.level_id, kind="ship", quantity=-quantity, reference=reference, by=by
        )
        for reservation, quantity in leaving
    )


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
