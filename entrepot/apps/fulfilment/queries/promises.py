"""Consignments whose promise is open, what is to be expected of it, and what its buyer may choose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Prefetch, QuerySet

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.orders.models import Case, Consignment, TimelineEntry
from entrepot.domain.money import Money, total
from entrepot.domain.order_progress import ENDED
from entrepot.domain.tracking.remedies import Choice, money_of, offers_for

AT_RISK: Final = "promise_at_risk"
UNDER_WAY: Final = ("confirmed", "in_fulfilment", "shipped")


@dataclass(frozen=True, slots=True)
class OfferedRemedy:
    """One choice with the ``money`` that it brings; zero for none."""

    choice: Choice
    money: Money


@dataclass(frozen=True, slots=True)
class LatePromise:
    """A delay the buyer was told of: the promise, the new window, the choices, and the one made."""

    consignment: Consignment
    promised_on: date
    first_on: date
    last_on: date
    remedies: list[OfferedRemedy]
    chosen: str


def open_promises() -> QuerySet[Consignment]:
    """Consignments of paid orders that are to arrive, with what their windows are worked out from."""
    shipments = Shipment.objects.exclude(status="cancelled").prefetch_related(
        "parcels__events", "parcels__numbers"
    )
    living = Consignment.objects.exclude(progress__in=["delivered", *ENDED])
    return (
        living.filter(order__status__in=UNDER_WAY)
        .select_related("order")
        .prefetch_related(Prefetch("shipments", queryset=shipments))
        .order_by("pk")
    )


def reference_of(consignment: Consignment) -> str:
    """Under which its case is kept."""
    return f"consignment:{consignment.pk}"


def told_key(case_id: int) -> str:
    """The timeline's key of the word to the buyer about a case: it is given once."""
    return f"promise:{case_id}:told"


def chosen_key(case_id: int) -> str:
    """The timeline's key of the buyer's choice."""
    return f"promise:{case_id}:chosen"


def has_left(consignment: Consignment) -> bool:
    """Whether any of it is beyond recall; reads ``shipments`` as fetched with the consignment."""
    return consignment.progress == "shipped" or any(
        shipment.status in ("dispatched", "delivered", "returned") for shipment in consignment.shipments.all()
    )


def freight_of(consignment: Consignment, currency: str) -> Money:
    """What the buyer paid for its delivery."""
    paid = consignment.charges.filter(kind="shipping", due="checkout")
    return total((charge.money for charge in paid), currency)


def remedies_of(consignment: Consignment, currency: str) -> list[OfferedRemedy]:
    """The choices that its buyer has now."""
    freight = freight_of(consignment, currency)
    offers = offers_for(has_left=has_left(consignment), freight=freight)
    return [OfferedRemedy(offer.choice, money_of(offer, freight)) for offer in offers]


def late_promises(consignments: Iterable[Consignment], currency: str) -> dict[int, LatePromise]:
    """By consignment, the delays of one order that its buyer was told of and that still stand.

    Two statements for an order without any.
    """
    by_reference = {reference_of(one): one for one in consignments}
    cases = {
        case.pk: case
        for case in Case.objects.filter(kind=AT_RISK, reference__in=by_reference).exclude(status="resolved")
    }
    keys = [key for pk in cases for key in (told_key(pk), chosen_key(pk))]
    said = {
        entry.key: entry.facts for entry in TimelineEntry.objects.filter(
            order__in=[case.order_id for case in cases.values()], key__in=keys
        )
    }  # fmt: skip
    return {
        by_reference[case.reference].pk: _late(by_reference[case.reference], case, said, currency)
        for case in cases.values()
        if told_key(case.pk) in said
    }


def _late(
    consignment: Consignment, case: Case, said: Mapping[str, Mapping[str, str]], currency: str
) -> LatePromise:
    told, chosen = said[told_key(case.pk)], said.get(chosen_key(case.pk), {})
    return LatePromise(
        consignment=consignment,
        promised_on=date.fromisoformat(told["promised_on"]),
        first_on=date.fromisoformat(told["first_on"]),
        last_on=date.fromisoformat(told["last_on"]),
        remedies=[] if chosen else remedies_of(consignment, currency),
        chosen=chosen.get("choice", ""),
    )
