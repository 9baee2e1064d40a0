"""Which shipments travel in bags under a master waybill, and what still keeps a waybill on the ground."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import Bag, MasterWaybill, Parcel, Shipment
from entrepot.apps.fulfilment.queries.next_steps import unready
from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.orders.models import Case
from entrepot.apps.orders.words import case_sentence
from entrepot.domain.geography import crosses_customs_border


@dataclass(frozen=True, slots=True)
class DepartureFault:
    """Why ``parcel`` (``None``: the waybill) may not fly, in a translated sentence, and who must act."""

    message: str
    role: str
    parcel: Parcel | None = None
    case: Case | None = None


def parcels_of(waybill: MasterWaybill) -> QuerySet[Parcel]:
    """The parcels in the bags of ``waybill``, in the order of bags and shipments."""
    rows = Parcel.objects.filter(bag__waybill=waybill).select_related(
        "shipment__consignment__order", "shipment__warehouse", "bag__pallet"
    )
    return rows.prefetch_related("numbers").order_by("bag_id", "shipment_id", "position")


def waiting_parcels(origin: Warehouse | None = None) -> list[Parcel]:
    """Packed parcels that must go into a bag and lie in none yet, the earliest promised first."""
    rows = (
        Parcel.objects.filter(shipment__status="packed", bag=None, numbers__role="provisional")
        .select_related("shipment__consignment__order", "shipment__warehouse")
        .order_by("shipment__consignment__promised_to", "pk")
    )
    return list(rows.filter(shipment__warehouse=origin) if origin else rows)


def serves(hub: Warehouse, country: str) -> bool:
    """Whether parcels to ``country`` may be taken apart at ``hub``: in one customs territory."""
    return not crosses_customs_border(hub.country, country)


def open_bags(origin: Warehouse | None = None) -> QuerySet[Bag]:
    """Bags that still take parcels."""
    rows = Bag.objects.select_related("origin", "hub", "waybill").exclude(
        waybill__status__in=["closed", "departed", "arrived", "deconsolidated", "cancelled"]
    )
    return rows.filter(origin=origin) if origin else rows


def departure_faults(waybill: MasterWaybill) -> list[DepartureFault]:
    """Everything that keeps ``waybill`` on the ground; it departs only when there is nothing.

    Customs must have released every parcel before it flies, as far as its lane has us declare it: the data
    that a destination demands are asked for when the declaration is drawn up, so a parcel whose data are
    incomplete is one without an answer, and its open case says what is missing.
    """
    parcels = list(parcels_of(waybill))
    if not parcels:
        return [
            DepartureFault(_("No parcel is in the bags of this waybill. Scan parcels into bags."), "operator")
        ]
    found = [fault for parcel in parcels if (fault := _fault(parcel)) is not None]
    weight = sum(parcel.weight_g for parcel in parcels)
    if weight > waybill.max_weight_g:
        message = _("%(weight)d g are loaded; %(most)d g are booked. Take bags off.")
        told = {"weight": weight, "most": waybill.max_weight_g}
        found.append(DepartureFault(message % told, "operator"))
    return found + _separated(waybill, parcels)


def _fault(parcel: Parcel) -> DepartureFault | None:
    shipment = parcel.shipment
    if shipment.status != "packed":
        return DepartureFault(
            _("The shipment is no longer to be sent. Pull the parcel off."), "operator", parcel
        )
    obstacle = unready(shipment, [parcel])
    if not obstacle:
        return None
    case = case_about(shipment)
    if case is not None:
        return DepartureFault(case_sentence(case.kind, case.facts), case.owner, parcel, case)
    role = "customs" if shipment.clearance in ("pending", "held") else "operator"
    return DepartureFault(obstacle, role, parcel)


def case_about(shipment: Shipment) -> Case | None:
    """The open case that holds the clearance of ``shipment``, if there is one."""
    cases = shipment.consignment.order.cases.filter(kind__startswith="customs_").exclude(status="resolved")
    references = {shipment.number, *shipment.declarations.values_list("reference", flat=True)}
    return cases.filter(reference__in=references).order_by("due_at").first()


def _separated(waybill: MasterWaybill, parcels: list[Parcel]) -> list[DepartureFault]:
    """A shipment is declared as one and leaves as one."""
    shipments = {parcel.shipment_id for parcel in parcels}
    elsewhere = Parcel.objects.filter(shipment_id__in=shipments).exclude(bag__waybill=waybill)
    message = _("Parcel %(position)d of %(number)s is not on this waybill. Add it, or pull the others off.")
    return [
        DepartureFault(message % {"position": one.position, "number": one.shipment.number}, "operator", one)
        for one in elsewhere.select_related("shipment__consignment__order").order_by("pk")
    ]
