"""What came of the replay, as lines of text."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection

from entrepot.demo.replay.proofs import Proof
from entrepot.demo.replay.session import Outcome

SHOWN = 10

BY_COUNTRY = """
with gone as (
  select orders_order.id, orders_order.address->>'country' as country, orders_order.currency
  from orders_order where source = 'replay' and status in ('delivered', 'completed')
)
select gone.country, gone.currency, count(*), sum(goods_amount), sum(shipping_amount), sum(duty_amount),
       sum(tax_amount), sum(due_on_delivery_amount)
from gone join orders_order using (id) group by 1, 2 order by 3 desc, 1
"""

BY_MODE = """
select orders_order.address->>'country',
       case when consignment.supplier = '' or mode = 'buyer' then mode else 'dropship' end,
       consignment.ships_from, count(*)
from orders_consignment consignment join orders_order on orders_order.id = consignment.order_id
where orders_order.source = 'replay' and consignment.progress = 'delivered'
group by 1, 2, 3 order by 1, 4 desc, 2
"""

LEFT_OUT = """
select blocked->>'reason', count(*), sum((blocked->>'quantity')::int)
from checkout_quote quote
join orders_order on orders_order.number = quote.order_number and orders_order.source = 'replay'
cross join lateral jsonb_array_elements(quote.plan->'blocked') blocked
where orders_order.status <> 'cancelled' group by 1 order by 2 desc
"""

SOLD = """
select count(*), sum(line.quantity) from orders_orderline line
join orders_order on orders_order.id = line.order_id
where orders_order.source = 'replay' and orders_order.status in ('delivered', 'completed')
"""


def outcome_lines(outcome: Outcome) -> Iterator[str]:
    """How many arrived, and by cause what did not."""
    (lines, units), *_rest = _rows(SOLD)
    yield f"Delivered: {outcome.delivered} of {outcome.invoices} invoices, {lines} lines, {units or 0} units."
    if outcome.received_pieces:
        yield f"Received beforehand so that nothing runs short: {outcome.received_pieces} units."
    yield from _counted("Invoices that were not delivered, by cause", outcome.failures)
    left_out = _rows(LEFT_OUT)
    if left_out:
        yield "Lines left out of delivered orders, by cause (the buyer is told why and orders the rest)"
        yield from (f"  {count:>7} lines {units:>8} units  {reason}" for reason, count, units in left_out)


def destination_lines() -> Iterator[str]:
    """Delivered orders and their charges by destination, each in its currency."""
    modes: dict[str, list[str]] = {}
    for country, mode, origin, count in _rows(BY_MODE):
        modes.setdefault(country, []).append(f"{mode} from {origin} {count}")
    heads = ("orders", 6), ("goods", 13), ("shipping", 12), ("duty", 11), ("tax", 12), ("at door", 11)
    yield " ".join(["      ", *(f"{head:>{width}}" for head, width in heads)])
    for country, currency, orders, *amounts in _rows(BY_COUNTRY):
        goods, shipping, duty, tax, due = (f"{amount:,.2f}" for amount in amounts)
        yield (
            f"{country:2} {currency:3} {orders:>6} {goods:>13} {shipping:>12} {duty:>11} {tax:>12} {due:>11}"
            f"  {', '.join(modes.get(country, []))}"
        )


def proof_lines(proofs: Iterable[Proof]) -> Iterator[str]:
    for proof in proofs:
        yield f"  {'FAILED' if proof.differences else 'proved'}  {proof.claim}"
        yield from (f"          {sentence}" for sentence in proof.differences[:SHOWN])
        if len(proof.differences) > SHOWN:
            yield f"          and {len(proof.differences) - SHOWN} more"


def _counted(title: str, counts: Counter[str]) -> Iterator[str]:
    if counts:
        yield title
        yield from (f"  {count:>7}  {cause}" for cause, count in counts.most_common())


def _rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())
