"""Somebody counted the shelf; the books follow the shelf."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import Reservation, StockLevel
from entrepot.apps.inventory.services._booking import book
from entrepot.apps.inventory.services._picking import pick_lots
from entrepot.apps.inventory.services.receive_stock import receive_stock
from entrepot.kit.errors import Refused, invalid


@transaction.atomic
def count_stock(*, warehouse_code: str, variant_id: int, counted: int, reference: str, by: str) -> int:
    """Set ``on_hand`` to ``counted`` with a movement over the difference; returns the difference.

    What is missing is missing from the lots that expire first; what is too much becomes a lot of its own.
    Raises ``Refused`` (``counted_below_reserved``) naming the orders concerned when fewer units were found
    than are promised: cancel or re-source one of them first.
    """
    if counted < 0:
        raise invalid("counted", _("The count cannot be negative."))
    level = (
        StockLevel.objects.select_for_update(of=("self",), no_key=True)
        .filter(warehouse__code=warehouse_code, variant_id=variant_id)
        .first()
    )
    if level is None:
        if counted:
            receive_stock(
                warehouse_code=warehouse_code, variant_id=variant_id, quantity=counted,
                reference=reference, by=by, kind="count",
            )  # fmt: skip
        return counted
    if counted < level.reserved:
        raise _below_reserved(level, counted)
    difference = counted - level.on_hand
    if difference > 0:
        receive_stock(
            warehouse_code=warehouse_code, variant_id=variant_id, quantity=difference,
            reference=reference, by=by, kind="count",
        )  # fmt: skip
    elif difference < 0:
        book(pick_lots({level.pk: -difference}), kind="count", reference=reference, by=by)
    return difference


def _below_reserved(level: StockLevel, counted: int) -> Refused:
    holders = Reservation.objects.filter(level=level, status__in=["held", "committed"]).order_by("created_at")
    names = ", ".join(holders.values_list("reference", flat=True)[:10])
    message = _(
        "%(counted)d counted, but %(reserved)d are promised to %(orders)s. Cancel or re-source one of them, "
        "then enter the count again."
    ) % {"counted": counted, "reserved": level.reserved, "orders": names}
    return Refused(message, code="counted_below_reserved")
