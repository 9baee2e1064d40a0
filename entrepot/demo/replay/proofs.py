"""The books, proved: each proof is a claim and the sentences that contradict it (none is good)."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection, transaction

from entrepot.apps.fulfilment.queries.freight_differences import freight_differences
from entrepot.apps.inventory.queries import stock_differences
from entrepot.apps.orders.queries import order_differences
from entrepot.apps.payments.queries import ledger_differences, trial_balance


@dataclass(frozen=True, slots=True)
class Proof:
    claim: str
    differences: list[str]


UNITS = """
with sold as (
  select 'order:' || orders_order.number as reference, consignment.warehouse, line.variant_id,
         sum(line.quantity) as units
  from orders_orderline line
  join orders_consignment consignment on consignment.id = line.consignment_id
  join orders_order on orders_order.id = line.order_id
  where consignment.progress in ('shipped', 'delivered', 'undeliverable') group by 1, 2, 3
), moved as (
  select movement.reference, warehouse.code as warehouse, level.variant_id, -sum(movement.quantity) as units
  from inventory_stockmovement movement
  join inventory_stocklevel level on level.id = movement.level_id
  join inventory_warehouse warehouse on warehouse.id = level.warehouse_id
  where movement.kind = 'ship' group by 1, 2, 3
)
select coalesce(sold.reference, moved.reference), coalesce(sold.warehouse, moved.warehouse), variant.sku,
       coalesce(sold.units, 0), coalesce(moved.units, 0)
from sold full join moved using (reference, warehouse, variant_id)
join catalog_variant variant on variant.id = coalesce(sold.variant_id, moved.variant_id)
where coalesce(sold.units, 0) <> coalesce(moved.units, 0) order by 1, 2, 3
"""

BOOKED = """
with booked as (
  select entry.order_id, posting.account, -sum(posting.amount) as amount, min(posting.currency) as currency
  from payments_journalentry entry join payments_posting posting on posting.entry_id = entry.id
  where entry.kind in ('capture', 'settlement') group by entry.order_id, posting.account
)
select orders_order.number, stated.account, stated.amount, coalesce(booked.amount, 0)
from orders_order cross join lateral (values
  ('sales_goods', goods_amount), ('sales_shipping', shipping_amount), ('duty_payable', duty_amount),
  ('tax_payable', tax_amount), ('fees', fee_amount), ('psp_clearing', -total_amount)
) as stated(account, amount)
left join booked on booked.order_id = orders_order.id and booked.account = stated.account
where orders_order.status not in ('awaiting_payment', 'cancelled')
  and not exists (
    select from payments_paymentplan plan where plan.order_id = orders_order.id and plan.status <> 'settled'
  )
  and (stated.amount <> coalesce(booked.amount, 0) or booked.currency <> orders_order.currency)
order by 1, 2
"""

RESERVED = """
select reservation.reference, variant.sku, reservation.quantity, reservation.status,
       coalesce(orders_order.status, 'unknown')
from inventory_reservation reservation
join inventory_stocklevel level on level.id = reservation.level_id
join catalog_variant variant on variant.id = level.variant_id
left join orders_order on 'order:' || orders_order.number = reservation.reference
where reservation.status in ('held', 'committed')
  and (orders_order.status is null
       or orders_order.status in ('shipped', 'delivered', 'completed', 'cancelled'))
order by 1, 2
"""

TWICE = """
select email, count(*) from orders_order where source = 'replay' and status <> 'cancelled'
group by email having count(*) > 1 order by 1
"""

ENDED = """
select orders_order.number, orders_order.status from orders_order
where source = 'replay' and status not in ('delivered', 'completed', 'cancelled')
  and not exists (
    select from orders_case where order_id = orders_order.id and orders_case.status <> 'resolved'
  )
order by 1
"""


def proofs() -> list[Proof]:
    """All proofs over one view of the data, so that work going on beside cannot look like a difference."""
    if connection.in_atomic_block:
        return _proofs()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read, read only")
        return _proofs()


def _proofs() -> list[Proof]:
    return [
        Proof("every invoice became at most one order", _asked(TWICE, "{} was placed {} times")),
        Proof(
            "every order has come to its end, or has a case that says who must act",
            _asked(ENDED, "{} is still {}"),
        ),
        Proof(
            "every unit sold left a warehouse once, and nothing else left",
            _asked(UNITS, "{} {} {}: {} sold, {} left the warehouse"),
        ),
        Proof("stock levels are the sum of their movements, reservations and lots", stock_differences()),
        Proof(
            "no stock is held for orders that have left or ended",
            _asked(RESERVED, "{} {}: {} {}, but the order is {}"),
        ),
        Proof("order totals are the sum of their parts", order_differences()),
        Proof("debits equal credits in every currency", _unbalanced()),
        Proof("the ledger agrees with payments and refunds", ledger_differences()),
        Proof("the ledger agrees with freight agreed on and billed", freight_differences()),
        Proof(
            "the ledger has of every paid order exactly its goods, shipping, duty, tax and fees",
            _asked(BOOKED, "{}: {} is {} in the order, {} in the ledger"),
        ),
    ]


def _asked(query: str, sentence: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [sentence.format(*row) for row in cursor.fetchall()]


def _unbalanced() -> list[str]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in trial_balance():
        sums[row.currency] += row.balance
    return [f"{currency}: debits less credits are {sum_}" for currency, sum_ in sums.items() if sum_]
