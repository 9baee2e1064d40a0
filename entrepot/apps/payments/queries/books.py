"""What the books say, and whether they agree with payments, refunds and orders."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.db.models import Q, Sum

from entrepot.apps.payments.models import Posting


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """Sums of one account in one currency; ``credit`` is positive, ``balance`` is debit - credit."""

    account: str
    currency: str
    debit: Decimal
    credit: Decimal

    @property
    def balance(self) -> Decimal:
        return self.debit - self.credit


def trial_balance() -> list[AccountBalance]:
    """Every account by currency. Per currency the balances sum to zero."""
    rows = (
        Posting.objects.values("account", "currency")
        .annotate(debit=Sum("amount", filter=Q(amount__gt=0)), credit=Sum("amount", filter=Q(amount__lt=0)))
        .order_by("currency", "account")
    )
    return [
        AccountBalance(
            row["account"], row["currency"], row["debit"] or Decimal(0), -(row["credit"] or Decimal(0))
        )
        for row in rows
    ]


BOOKED = """with booked as (
  select entry.key, sum(posting.amount) as amount
  from payments_journalentry entry join payments_posting posting on posting.entry_id = entry.id
  where posting.account = 'psp_clearing' group by entry.key)
"""

# What of each order with a plan is not under it, and so is paid in full with the deposit.
AT_ONCE = """at_once as (
  select plan.order_id, coalesce(sum(asked.amount), 0) as amount
  from payments_paymentplan plan join orders_consignment apart on apart.order_id = plan.order_id
  join (select consignment_id, line_amount as amount from orders_orderline
        union all select consignment_id, amount from orders_ordercharge where due = 'checkout') asked
    on asked.consignment_id = apart.id
  where not exists (select 1 from payments_paymentplan_consignments under
                    where under.paymentplan_id = plan.id and under.consignment_id = apart.id)
  group by plan.order_id)
"""

LEDGER_CHECKS = (
    (
        "journal entry {} is out of balance by {} {}",
        """select entry.key, sum(posting.amount), posting.currency
           from payments_journalentry entry join payments_posting posting on posting.entry_id = entry.id
           group by entry.key, posting.currency having sum(posting.amount) <> 0""",
    ),
    (
        "payment {} of {} {} is captured, but {} is booked",
        BOOKED
        + """select payment.id, payment.amount, payment.currency, coalesce(booked.amount, 0)
           from payments_payment payment
           left join booked on booked.key = 'capture:' || payment.id
           where (case when payment.status = 'captured' then payment.amount else 0 end)
                 <> coalesce(booked.amount, 0)""",
    ),
    (
        "refund {} of {} {} is done, but {} is booked",
        BOOKED
        + """select refund.id, refund.amount, refund.currency, -coalesce(booked.amount, 0)
           from payments_refund refund
           left join booked on booked.key = 'refund:' || refund.id
           where (case when refund.status = 'refunded' then refund.amount else 0 end)
                 <> -coalesce(booked.amount, 0)""",
    ),
    (
        "payment {} of {} {} has refunds of {}",
        """select payment.id, payment.amount, payment.currency, sum(refund.amount)
           from payments_payment payment join payments_refund refund on refund.payment_id = payment.id
           where refund.status <> 'failed' group by payment.id having sum(refund.amount) > payment.amount""",
    ),
    (
        "order {} holds {} {} of its buyer's money, but {} is booked",
        f"""with {AT_ONCE}, held as (
             select payment.order_id, payment.currency, sum(
               case when payment.purpose = 'surplus' then payment.amount
                    when plan.status = 'settled' then payment.surplus_amount
                    when payment.purpose = 'deposit' then payment.amount - coalesce(at_once.amount, 0)
                    when plan.status is not null then payment.amount
                    else payment.surplus_amount end) as amount
             from payments_payment payment left join payments_paymentplan plan using (order_id)
             left join at_once using (order_id)
             where payment.status = 'captured' group by payment.order_id, payment.currency),
           returned as (
             select payment.order_id, refund.currency, sum((refund.parts ->> 'deposit')::numeric) as amount
             from payments_refund refund join payments_payment payment on payment.id = refund.payment_id
             where refund.status = 'refunded' and refund.parts ? 'deposit' group by 1, 2),
           booked as (
             select entry.order_id, posting.currency, -sum(posting.amount) as amount
             from payments_posting posting join payments_journalentry entry on entry.id = posting.entry_id
             where posting.account = 'customer_deposits' group by 1, 2),
           of_orders as (
             select order_id, currency, coalesce(held.amount, 0) - coalesce(returned.amount, 0) as amount,
                    coalesce(booked.amount, 0) as booked
             from held full join booked using (order_id, currency)
             left join returned using (order_id, currency)),
           expected as (
             select of_orders.order_id, of_orders.currency, booked,
                    of_orders.amount - coalesce(plan.forfeited_amount, 0) as amount
             from of_orders left join payments_paymentplan plan
               on plan.order_id = of_orders.order_id and plan.currency = of_orders.currency)
           select orders_order.number, expected.amount, expected.currency, booked
           from expected join orders_order on orders_order.id = order_id where expected.amount <> booked""",
    ),
    (
        "order {}: a deposit of {} and a balance of {} do not make the {} to be paid",
        f"""with {AT_ONCE}
           select orders_order.number, deposit_amount, balance_amount, due.amount
           from payments_paymentplan plan join orders_order on orders_order.id = plan.order_id
           left join at_once on at_once.order_id = plan.order_id
           cross join lateral (
             select coalesce(sum(value::numeric), 0) as off from jsonb_each_text(plan.called_off)) called
           cross join lateral (
             select total_amount - called.off - coalesce(at_once.amount, 0) as amount) due
           where deposit_amount + balance_amount <> due.amount""",
    ),
    (
        "consignment {} of order {} is {}, but its balance is {}",
        """select sent.position, orders_order.number, sent.progress, plan.status
           from payments_paymentplan plan join orders_order on orders_order.id = plan.order_id
           join payments_paymentplan_consignments under on under.paymentplan_id = plan.id
           join orders_consignment sent on sent.id = under.consignment_id
           where sent.progress in ('shipped', 'delivered', 'undeliverable') and plan.status <> 'settled'""",
    ),
    (
        "order {} is {}, but no payment of it is captured",
        """select orders_order.number, orders_order.status from orders_order
           where status not in ('awaiting_payment', 'cancelled') and total_amount > 0 and not exists (
             select 1 from payments_payment
             where order_id = orders_order.id and payments_payment.status = 'captured')""",
    ),
    (
        "storage of {} until {} cost {} {}, but {} is booked",
        """with booked as (
             select split_part(entry.key, ':', 2) as warehouse, posting.currency,
               max(split_part(entry.key, ':', 4)::date) as until, sum(posting.amount) as amount
             from payments_posting posting join payments_journalentry entry on entry.id = posting.entry_id
             where posting.account = 'storage_costs' group by 1, 2)
           select booked.warehouse, until, booked.currency, fees.amount, booked.amount from booked
           cross join lateral (
             select coalesce(sum(fee.amount), 0) as amount from inventory_storagefee fee
             join inventory_lot lot on lot.id = fee.lot_id
             join inventory_stocklevel level on level.id = lot.level_id
             join inventory_warehouse warehouse on warehouse.id = level.warehouse_id
             where warehouse.code = booked.warehouse and fee.currency = booked.currency
               and fee.day <= booked.until) fees
           where abs(fees.amount - booked.amount) > 0.5""",
    ),
)


def ledger_differences() -> list[str]:
    """One sentence for each place where books, payments, refunds and orders disagree; empty is good."""
    sentences = []
    with connection.cursor() as cursor:
        for sentence, query in LEDGER_CHECKS:
            cursor.execute(query)
            sentences += [sentence.format(*row) for row in cursor.fetchall()]
    return sentences
