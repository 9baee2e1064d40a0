"""Goods arrived in a warehouse."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import Warehouse
from entrepot.domain.money import Money
from entrepot.kit.errors import invalid, not_found

RECEIVE = """
with level as (
  insert into inventory_stocklevel as existing (warehouse_id, variant_id, on_hand, reserved, synced_at)
  values (%(warehouse)s, %(variant)s, %(quantity)s, 0, now())
  on conflict (warehouse_id, variant_id)
  do update set on_hand = existing.on_hand + excluded.on_hand, synced_at = excluded.synced_at
  returning id, on_hand
),
lot as (
  insert into inventory_lot as existing
    (level_id, number, expires_on, source, received_at, received, quantity, blocked, cost_amount, currency)
  select id, %(number)s, %(expires_on)s::date, %(source)s, now(), %(quantity)s + %(blocked)s, %(quantity)s,
         %(blocked)s, %(cost)s, %(currency)s from level
  on conflict (level_id, number, expires_on, source)
  do update set received = existing.received + excluded.received,
    quantity = existing.quantity + excluded.quantity, blocked = existing.blocked + excluded.blocked,
    cost_amount = existing.cost_amount + excluded.cost_amount
  returning id, level_id
),
movement as (
  insert into inventory_stockmovement (level_id, lot_id, kind, quantity, blocked, reference, by, at)
  select level_id, id, %(kind)s, %(quantity)s, %(blocked)s, %(reference)s, %(by)s, now() from lot
)
select lot.id, level.on_hand from level, lot
"""


@dataclass(frozen=True, slots=True)
class LotLabel:
    """What stands on the goods: ``number`` and last day of use; ``source`` the paper they came with.

    ``cost`` is what all units that arrive under it now cost together.
    """

    number: str = ""
    expires_on: date | None = None
    source: str = ""
    cost: Money | None = None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The lot that the units went to, and what may now be promised of the variant there."""

    lot_id: int
    on_hand: int


NO_LABEL = LotLabel()


def receive_stock(
    *,
    warehouse_code: str,
    variant_id: int,
    quantity: int,
    reference: str,
    by: str,
    kind: str = "receive",
    damaged: int = 0,
    label: LotLabel = NO_LABEL,
) -> TakenIn:
    """Add units that were received (or with ``kind="return"`` came back) to the lot of ``label``.

    ``damaged`` units lie there blocked. Without a ``source`` the lot is that of ``reference``. Raises
    ``Refused`` 422 for a negative quantity or none at all, 404 for an unknown warehouse.
    """
    if min(quantity, damaged) < 0 or quantity + damaged < 1:
        raise invalid("quantity", _("The quantity must be at least 1."))
    warehouse = Warehouse.objects.filter(code=warehouse_code).first()
    if warehouse is None:
        raise not_found(_("There is no warehouse “%(code)s”.") % {"code": warehouse_code})
    values: dict[str, Any] = {
        "warehouse": warehouse.pk, "variant": variant_id, "quantity": quantity, "blocked": damaged,
        "kind": kind, "reference": reference, "by": by,
        "number": label.number, "expires_on": label.expires_on, "source": label.source or reference,
        "cost": label.cost.amount if label.cost else Decimal(0),
        "currency": label.cost.currency if label.cost else "",
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(RECEIVE, values)
        return TakenIn(*cursor.fetchone())
