"""How much work waits, in one statement."""

from dataclasses import dataclass

from django.db import connection

COUNTS = """
select
  (select count(*) from orders_order where status = 'awaiting_payment'),
  (select count(*) from orders_order where status in ('confirmed', 'in_fulfilment')),
  house.to_pick, house.everything, house.to_dispatch,
  (select count(*) from customs_declaration where status in ('sent', 'accepted', 'inspection')),
  (select count(*) from customs_declaration
   where (status = 'query' and query_message <> '') or status = 'rejected'
      or (status = 'draft' and send_error <> '')
      or (status in ('sent', 'accepted', 'inspection', 'released')
          and (inbound_id in (select id from inventory_inboundshipment where status = 'cancelled')
               or shipment_id in (select id from fulfilment_shipment where status = 'cancelled')))),
  waiting.everything, waiting.overdue,
  (select count(distinct consignment.order_id) from purchasing_dropshiporder
   join orders_consignment consignment on consignment.id = consignment_id
   where status in ('sent', 'accepted')),
  (select count(*) from suppliers_verification where status = 'submitted'),
  (select count(distinct product_id) from catalog_variant where is_active and hs6 = '')
from (
  select count(*) filter (where shipment.status = 'to_pick') as to_pick, count(*) as everything,
    count(*) filter (
      where shipment.status = 'packed' and clearance in ('released', 'not_needed')) as to_dispatch
  from fulfilment_shipment shipment join orders_consignment consignment on consignment.id = consignment_id
  where shipment.status in ('to_pick', 'picking', 'packed') and consignment.supplier = ''
) house, (
  select count(*) as everything, count(*) filter (where due_at < now()) as overdue
  from orders_case where status <> 'resolved'
) waiting
"""


@dataclass(frozen=True, slots=True)
class WorkCounts:
    """Numbers of things in a state; ``in_work`` and ``with_suppliers`` are orders, as
    ``orders.find_orders`` lists them; ``declarations_ours`` wait for our answer, correction or withdrawal."""

    unpaid: int
    in_work: int
    to_pick: int
    in_house: int
    to_dispatch: int
    with_customs: int
    declarations_ours: int
    cases: int
    cases_overdue: int
    with_suppliers: int
    to_verify: int
    to_classify: int

    def in_menu(self) -> dict[str, int]:
        return {
            "orders": self.in_work,
            "exceptions": self.cases,
            "shipments": self.in_house,
            "declarations": self.declarations_ours,
            "buyers": self.to_verify,
        }


def work_counts() -> WorkCounts:
    """What waits for whom, now."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS)
        return WorkCounts(*cursor.fetchone())
