"""Give reserved stock back: the order was cancelled, or a part of it."""

from django.db import connection

from entrepot.apps.inventory.services._settlement import GIVE_BACK, may_become

OF_REFERENCE = GIVE_BACK.format(chosen="reservation.reference = %(reference)s", skip="")
IN_WAREHOUSE = GIVE_BACK.format(
    chosen="""reservation.reference = %(reference)s and reservation.level_id in (
      select level.id from inventory_stocklevel level
      join inventory_warehouse warehouse on warehouse.id = level.warehouse_id
      where warehouse.code = %(warehouse)s)""",
    skip="",
)


def release_reservations(
    *, reference: str, status: str = "released", warehouse_code: str | None = None
) -> int:
    """Return what ``reference`` still holds, in one warehouse or in all; returns how many units.

    ``status`` is what the reservations become ("released" or "expired"). Safe to repeat: what has been
    released or shipped is left alone.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            OF_REFERENCE if warehouse_code is None else IN_WAREHOUSE,
            {"reference": reference, "warehouse": warehouse_code, "from": may_become(status), "to": status},
        )
        return int(cursor.fetchone()[0])
