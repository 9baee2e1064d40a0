"""Ask every carrier's desk what a shipment's parcels would cost: calls to the outside, nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.parties import recipient_of, sender_of
from entrepot.apps.fulfilment.services.pack_shipment import ParcelSpec
from entrepot.apps.lanes.models import Lane
from entrepot.apps.markets.queries import convert
from entrepot.domain.money import Money, total
from entrepot.domain.ports import PartnerError
from entrepot.domain.ports.carrier_desks import RatedParcel, RateRequest
from entrepot.kit.adapters import carrier_desks
from entrepot.kit.errors import invalid


@dataclass(frozen=True, slots=True)
class OfferedRate:
    """One carrier's service for all parcels; ``in_order_currency`` compares it with the others."""

    carrier: str
    service: str
    price: Money
    in_order_currency: Money
    days: int | None
    is_planned: bool


@dataclass(frozen=True, slots=True)
class Rates:
    """``offers`` cheapest first; ``silent`` are carriers that did not answer, with why."""

    offers: tuple[OfferedRate, ...]
    silent: tuple[tuple[str, str], ...]


def compare_rates(*, shipment: Shipment, parcels: Sequence[ParcelSpec]) -> Rates:
    """Rates of all carriers for ``parcels``; that of the consignment's lane is marked as planned.

    Raises ``Refused`` for parcels without weight. A carrier that fails is listed as silent.
    """
    if not parcels or any(spec.weight_g <= 0 for spec in parcels):
        raise invalid("parcels", _("Enter at least one parcel with its weight."))
    consignment = shipment.consignment
    order = consignment.order
    lane = Lane.objects.get(code=consignment.lane)
    request = RateRequest(
        sender=sender_of(shipment), recipient=recipient_of(order),
        parcels=tuple(RatedParcel(spec.weight_g, spec.dimensions) for spec in parcels),
        goods=total((line.line_total for line in consignment.lines.all()), order.currency),
        incoterm=consignment.incoterm,
    )  # fmt: skip
    offers, silent, today = [], [], timezone.now().date()
    for carrier in carrier_desks.codes():
        try:
            found = carrier_desks[carrier].rates(request)
        except PartnerError as error:
            silent.append((carrier, str(error)))
            continue
        for rate in found:
            planned = (carrier, rate.service) == (lane.carrier, lane.service)
            comparable = convert(rate.price, order.currency, today)
            offers.append(OfferedRate(carrier, rate.service, rate.price, comparable, rate.days, planned))
    offers.sort(key=lambda offer: (offer.in_order_currency.amount, offer.carrier, offer.service))
    return Rates(tuple(offers), tuple(silent))
