"""Whether carriers' invoices and what left stand in the books as they are."""

from typing import Any, Final

from django.db import connection

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.agreed_freight import agreed_freights
from entrepot.apps.payments.models import Posting

# Carriers are owed what they billed and did not take back; what is in dispute is claimed from them.
LINES: Final = """
with told as (
  select line.id::text as line, part.currency,
         sum(part.billed_amount)
           - sum(case when line.status = 'credited' then part.contested_amount else 0 end) as owed,
         sum(case when line.status = 'disputed' then part.contested_amount else 0 end) as claimed
  from fulfilment_carrierinvoiceline line join fulfilment_invoicedpart part on part.line_id = line.id
  group by line.id, part.currency
), booked as (
  select split_part(entry.key, ':', 2) as line, posting.currency,
         -coalesce(sum(posting.amount) filter (where posting.account = 'carrier_payable'), 0) as owed,
         coalesce(sum(posting.amount) filter (where posting.account = 'carrier_claims'), 0) as claimed
  from payments_journalentry entry join payments_posting posting on posting.entry_id = entry.id
  where posting.account in ('carrier_payable', 'carrier_claims') group by 1, 2
)
select line, currency, coalesce(told.owed, 0), coalesce(told.claimed, 0), coalesce(booked.owed, 0),
       coalesce(booked.claimed, 0)
from told full join booked using (line, currency)
where (coalesce(told.owed, 0), coalesce(told.claimed, 0))
      <> (coalesce(booked.owed, 0), coalesce(booked.claimed, 0))
order by 1, 2
"""

# Nothing is agreed of a freight that is contested whole: it takes no accrual's place.
TAKEN_BACK: Final = """
select line.id, shipment.number, part.agreed_amount, part.currency, coalesce(taken.amount, 0)
from fulfilment_carrierinvoiceline line
join fulfilment_invoicedpart part on part.line_id = line.id and part.part = 'freight'
join fulfilment_parcel parcel on parcel.id = line.parcel_id
join fulfilment_shipment shipment on shipment.id = parcel.shipment_id
join payments_journalentry accrual on accrual.key = 'freight:' || shipment.number
join payments_posting accrued on accrued.entry_id = accrual.id and accrued.account = 'freight_accrued'
  and accrued.currency = part.currency
left join payments_journalentry bill on bill.key = 'carrier_bill:' || line.id
left join (select entry_id, currency, sum(amount) as amount from payments_posting
           where account = 'freight_accrued' group by 1, 2) taken
  on taken.entry_id = bill.id and taken.currency = part.currency
where part.agreed_amount <> coalesce(taken.amount, 0) order by line.id
"""

OVERDRAWN: Final = """
select currency, sum(amount) from payments_posting where account = 'freight_accrued'
group by currency having sum(amount) > 0 order by currency
"""


def freight_differences() -> list[str]:
    """One sentence for each place where books, carriers' invoices and freight agreed on disagree; empty is
    good."""
    sentences = [
        f"line {line} of a carrier's invoice: {owed} {currency} are owed and {claimed} in dispute, "
        f"but {booked} and {booked_claim} are booked"
        for line, currency, owed, claimed, booked, booked_claim in _rows(LINES)
    ]
    sentences += _accruals()
    sentences += [
        f"line {line} of a carrier's invoice: {agreed} {currency} were agreed for a parcel of {shipment}, "
        f"but {taken} are taken off its accrual"
        for line, shipment, agreed, currency, taken in _rows(TAKEN_BACK)
    ]
    return sentences + [
        f"bills took {amount} {currency} more off accrued freight than was accrued"
        for currency, amount in _rows(OVERDRAWN)
    ]


def _accruals() -> list[str]:
    """Freight is accrued for what left, as it was agreed."""
    accrued = Posting.objects.filter(entry__kind="freight_accrual", account="freight_accrued")
    booked = {posting.entry.memo: -posting.money for posting in accrued.select_related("entry")}
    left = Shipment.objects.filter(number__in=booked, dispatched_at__isnull=False)
    sent = dict(left.values_list("number", "consignment"))
    agreed = agreed_freights(sent.values())
    owed = {number: agreed[pk].price.rounded() for number, pk in sent.items() if pk in agreed}
    return [
        f"shipment {number}: {owed.get(number, 'nothing')} is agreed of freight, but {money} is accrued"
        for number, money in sorted(booked.items())
        if owed.get(number) != money
    ]


def _rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())
