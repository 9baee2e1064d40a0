"""Keep held stock for good: it has been paid for."""

from django.db import connection

from entrepot.apps.inventory.services._settlement import may_become

COMMIT = """
with mine as materialized (
  select id from inventory_reservation where reference = %(reference)s and status = any(%(from)s)
  order by level_id, id for update
)
update inventory_reservation reservation set status = 'committed'
from mine where reservation.id = mine.id returning reservation.quantity
"""


def commit_reservations(*, reference: str) -> int:
    """Make the holds of ``reference`` last; returns how many units were committed now.

    Fewer than the caller expects means that some hold had already ended.
    """
    with connection.cursor() as cursor:
        cursor.execute(COMMIT, {"reference": reference, "from": may_become("committed")})
        return sum(quantity for (quantity,) in cursor.fetchall())
