"""Goods arrived in a warehouse."""

from django.db import connection
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import Warehouse
from entrepot.kit.errors import invalid, not_found

RECEIVE = """
with level as (
  insert into inventory_stocklevel as existing (warehouse_id, variant_id, on_hand, reserved, synced_at)
  values (%(warehouse)s, %(variant)s, %(quantity)s, 0, now())
  on conflict (warehouse_id, variant_id)
  do update set on_hand = existing.on_hand + excluded.on_hand, synced_at = excluded.synced_at
  returning id, on_hand
),
movement as (
  insert into inventory_stockmovement (level_id, kind, quantity, reference, by, at)
  select id, %(kind)s, %(quantity)s, %(reference)s, %(by)s, now() from level
)
select on_hand from level
"""


def receive_stock(
    *, warehouse_code: str, variant_id: int, quantity: int, reference: str, by: str, kind: str = "receive"
) -> int:
    """Add ``quantity`` units that were received (or with ``kind="return"`` came back).

    Returns the new ``on_hand``. Raises ``Refused`` 422 for a quantity below one, 404 for an unknown
    warehouse.
    """
    if quantity < 1:
        raise invalid("quantity", _("The quantity must be at least 1."))
    warehouse = Warehouse.objects.filter(code=warehouse_code).first()
    if warehouse is None:
        raise not_found(_("There is no warehouse “%(code)s”.") % {"code": warehouse_code})
    values: dict[str, int | str] = {
        "warehouse": warehouse.pk, "variant": variant_id, "quantity": quantity, "kind": kind,
        "reference": reference, "by": by,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(RECEIVE, values)
        return int(cursor.fetchone()[0])
