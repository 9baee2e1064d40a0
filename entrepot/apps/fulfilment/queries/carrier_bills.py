"""A carrier's invoice line by line: what it is for, what was agreed for it, what is contested."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.db.models import F, Q

from entrepot.apps.fulfilment.models import InvoicedPart
from entrepot.apps.fulfilment.queries.bill_terms import terms_of
from entrepot.apps.fulfilment.queries.billed_numbers import Billed, billed_things
from entrepot.apps.markets.queries import fx_rate
from entrepot.domain.carrier_invoices import FREIGHT, LEVIES, BilledLine, Judged, Tolerance, judge
from entrepot.domain.money import Money

NOTHING_KNOWN = Billed()
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class BillLine:
    """``accrued`` is what the books hold as owed for the freight of this number, by currency,
    to be replaced by the bill."""

    line: BilledLine
    thing: Billed
    judged: Judged
    accrued: tuple[Money, ...]

    @property
    def status(self) -> str:
        return "disputed" if self.judged.is_contested else "accepted"


def judge_bill(*, carrier: str, lines: Sequence[BilledLine], dated: date) -> list[BillLine]:
    """The lines of an invoice of ``carrier``, judged with the rates of the day it is ``dated``.

    A number billed twice, earlier or in this invoice, is contested part by part: duty may come on another
    invoice than freight. Raises ``Refused`` without an exchange rate. At most 15 statements.
    """
    if not lines:
        return []
    currency = lines[0].currency
    things = billed_things(carrier, [line.number for line in lines])
    terms = terms_of(things, currency=currency, on=dated)
    billed = _billed_before(carrier, [line.number for line in lines], things)
    tolerance = _tolerance(currency, dated)
    found = []
    for line in lines:
        thing = things.get(line.number, NOTHING_KNOWN)
        keys = {part: _key(part, carrier, line.number, thing.key) for part in line.parts}
        before = frozenset(part for part, key in keys.items() if key in billed)
        known = terms.get(line.number)
        judged = judge(line, replace(known.agreed, billed=before) if known else None, tolerance)
        is_first = known is not None and known.agreed.has_left and FREIGHT in keys and FREIGHT not in before
        found.append(BillLine(line, thing, judged, known.accrued if known and is_first else ()))
        billed |= set(keys.values())
    return found


def _key(part: str, carrier: str, number: str, thing: Key) -> Key:
    """Freight is billed once a number by each carrier, duty and tax once a parcel, whoever paid them."""
    return (part, *thing) if part in LEVIES and any(thing) else (part, carrier, number)


def _billed_before(carrier: str, numbers: Sequence[str], things: Mapping[str, Billed]) -> set[Key]:
    """What earlier invoices billed and the carrier did not take back whole."""
    parcels, waybills, inbound = (
        zip(*(thing.key for thing in things.values()), strict=True) if things else ((),) * 3
    )
    rows = InvoicedPart.objects.filter(
        Q(line__invoice__carrier=carrier, line__number__in=numbers)
        | Q(line__parcel__in=filter(None, parcels))
        | Q(line__waybill__in=filter(None, waybills))
        | Q(line__inbound__in=filter(None, inbound))
    ).exclude(line__status="credited", contested_amount=F("billed_amount"))
    told = rows.values_list(
        "part", "line__invoice__carrier", "line__number", "line__parcel", "line__waybill", "line__inbound"
    )
    return {_key(part, by, number, (parcel, waybill, at)) for part, by, number, parcel, waybill, at in told}


def _tolerance(currency: str, on: date) -> Tolerance:
    policy = settings.CARRIER_INVOICE_TOLERANCE
    rate = fx_rate(settings.BASE_CURRENCY, currency, on).rate
    return replace(policy, amount=policy.amount * rate)
