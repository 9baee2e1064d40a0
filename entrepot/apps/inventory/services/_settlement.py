"""Ending reservations set by set: the SQL that release and expiry share.

Locks are taken in one order everywhere: reservations by level, then levels by id. Which states may end
in which is read from the lifecycle table.
"""

from entrepot.domain.lifecycles import RESERVATION


def may_become(status: str) -> list[str]:
    """The states of a reservation that ``status`` may follow."""
    return sorted(state for state in RESERVATION.edges if status in RESERVATION.edges[state])


GIVE_BACK = """
with mine as materialized (
  select reservation.id, reservation.level_id, reservation.quantity
  from inventory_reservation reservation
  where reservation.status = any(%(from)s) and {chosen}
  order by reservation.level_id, reservation.id for update of reservation {skip}
),
ended as (
  update inventory_reservation reservation set status = %(to)s
  from mine where reservation.id = mine.id returning mine.level_id, mine.quantity
),
freed as materialized (select level_id, sum(quantity) as quantity from ended group by level_id),
locked as materialized (
  select id from inventory_stocklevel where id in (select level_id from freed)
  order by id for no key update
),
given_back as (
  update inventory_stocklevel level set reserved = level.reserved - freed.quantity
  from freed join locked on locked.id = freed.level_id where level.id = freed.level_id
  returning freed.quantity
)
select coalesce(sum(quantity), 0)::int from given_back
"""
