"""What a carrier has still to bill, as the invoice that it should send."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.db.models import Count

from entrepot.apps.fulfilment.models import CarrierInvoiceLine, Parcel, ParcelNumber
from entrepot.apps.fulfilment.queries.bill_terms import Terms, terms_of
from entrepot.apps.fulfilment.queries.billed_numbers import LEFT, billed_things
from entrepot.apps.lanes.models import Lane
from entrepot.domain.carrier_invoices import FREIGHT, BilledLine

MOST: Final = 500


def expected_bill(*, carrier: str, on: date) -> list[BilledLine]:
    """The newest ``MOST`` numbers of ``carrier`` that left and were not billed, with what was agreed for
    each, in the currency of most of its lanes at the rates ``on`` a day; without those that have no price."""
    numbers = _open_numbers(carrier)
    terms = terms_of(billed_things(carrier, numbers), currency=_currency_of(carrier), on=on)
    priced = [number for number in numbers if number in terms and FREIGHT in terms[number].agreed.parts]
    return [_line(row, number, terms) for row, number in enumerate(priced, 2)]


def _open_numbers(carrier: str) -> list[str]:
    billed = CarrierInvoiceLine.objects.filter(invoice__carrier=carrier).values("number")
    parcels = Parcel.objects.filter(carrier=carrier, shipment__status__in=LEFT).exclude(
        tracking_number__in=billed
    )
    links = ParcelNumber.objects.filter(carrier=carrier, parcel__shipment__status__in=LEFT).exclude(
        number__in=billed
    )
    own = parcels.exclude(tracking_number="").order_by("-pk").values_list("tracking_number", flat=True)[:MOST]
    others = links.order_by("-pk").values_list("number", flat=True)[:MOST]
    return list(dict.fromkeys([*own, *others]))[:MOST]


def _currency_of(carrier: str) -> str:
    lanes = Lane.objects.filter(carrier=carrier).values_list("currency").annotate(lanes=Count("pk"))
    usual = lanes.order_by("-lanes", "currency").first()
    return usual[0] if usual else settings.BASE_CURRENCY


def _line(row: int, number: str, terms: Mapping[str, Terms]) -> BilledLine:
    agreed = terms[number].agreed
    amounts = {part: money.amount for part, money in agreed.parts.items()}
    nothing = Decimal(0)
    return BilledLine(
        row=row, number=number, currency=agreed.parts[FREIGHT].currency, service=agreed.service,
        zone=agreed.zone or "", charged_weight_g=agreed.weight_g, freight=amounts[FREIGHT],
        duty=amounts.get("duty", nothing), tax=amounts.get("tax", nothing), fee=amounts.get("fee", nothing),
    )  # fmt: skip
