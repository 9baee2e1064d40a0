"""Every kind of case with its act: what the operator does about it, and where."""

from collections.abc import Callable
from typing import Final

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from entrepot.apps.customs.models import BondedBook
from entrepot.apps.fulfilment.models import CustodyScan, Parcel, Shipment
from entrepot.apps.orders.models import Case, Consignment
from entrepot.apps.payments.queries.wrong_payments import wrong_payment
from entrepot.domain.tracking.derive import WAY_ENDED

IN_THE_BIN: Final = (CustodyScan.Act.UNEXPECTED, CustodyScan.Act.DAMAGED)


def _order(case: Case, page: str = "order", *args: object) -> str:
    """A page of its order; of a case of the shop, its room."""
    if case.order is None:
        return _room(case)
    return reverse(f"backoffice:{page}", args=[case.order.number, *args])


def _declaration(case: Case) -> str:
    return reverse("backoffice:declaration", args=[case.reference]) if case.reference else _order(case)


def _shipment(case: Case) -> str:
    number = str(case.facts.get("number", ""))
    return reverse("backoffice:shipment", args=[number]) if number.startswith("SH-") else _order(case)


def _refund(case: Case) -> str:
    return _order(case, "refund")


def _consignment(case: Case) -> str:
    """Where the consignment that a supplier does not send is cancelled; the order when it is not known."""
    kind, _colon, told = case.reference.partition(":")
    known = Q(pk=told) if kind == "consignment" and told.isdecimal() else Q(dropship_orders__number=kind)
    consignments = Consignment.objects.filter(known, order=case.order_id)
    position = consignments.values_list("position", flat=True).first()
    return _order(case) if position is None else _order(case, "cancel_consignment", position)


def _payment(case: Case) -> str:
    open_ = wrong_payment(case, timezone.now())
    return reverse("backoffice:settle_payment", args=[case.pk]) if open_ else _order(case)


def _parcel_of(case: Case) -> Parcel | None:
    told = case.reference.removeprefix("parcel:").partition(":")[0]
    parcels = Parcel.objects.filter(shipment__consignment__order=case.order_id)
    return parcels.filter(pk=told).first() if told.isdecimal() else None


def _bin(case: Case) -> str:
    """The exception bin of the hub where the parcel lies."""
    scans = CustodyScan.objects.filter(parcel=_parcel_of(case), waybill__isnull=False, act__in=IN_THE_BIN)
    scan = scans.select_related("waybill").last()
    return _hub("found_parcel", scan, scan.parcel_id) if scan else _order(case)


def _missing(case: Case) -> str:
    """Where its waybill is taken apart: scanned there, it is found."""
    scan = CustodyScan.objects.filter(parcel=_parcel_of(case), act=CustodyScan.Act.MISSING).last()
    return _hub("deconsolidate", scan) if scan else _order(case)


def _hub(page: str, scan: CustodyScan, *args: int) -> str:
    number = scan.waybill.number if scan.waybill else ""
    return reverse(f"backoffice:{page}", args=[number, *args])


def _way(case: Case) -> str:
    """Where the consignment about which the case is can be sent another way."""
    position = case.facts.get("position")
    known = Consignment.objects.filter(order=case.order_id)
    found = known.filter(position=position) if str(position).isdecimal() else known.filter(
        lines__sku__in=case.facts.get("skus", [])
    )  # fmt: skip
    chosen = found.values_list("position", flat=True).first()
    return _order(case, "reroute", chosen) if chosen else _order(case)


def _pools(case: Case) -> str:
    return reverse("backoffice:number_pools")


def _pool(case: Case) -> str:
    return reverse("backoffice:number_pool", args=[case.reference])


def _lane(case: Case) -> str:
    return reverse("backoffice:lane", args=[case.reference])


def _health(case: Case) -> str:
    return reverse("backoffice:health")


def _book(case: Case) -> str:
    """The bonded account book that it names, or of the warehouse that the parcel is to leave."""
    meant = Q(number=case.reference) | Q(declarations__reference=case.reference)
    leaves = Q(warehouse__in=Shipment.objects.filter(meant).values("warehouse"))
    books = BondedBook.objects.filter(leaves | Q(number=case.facts.get("book", "")))
    number = books.values_list("number", flat=True).first()
    return reverse("backoffice:bonded_book", args=[number]) if number else reverse("backoffice:bonded_books")


def _channel(case: Case) -> str:
    code = case.facts.get("channel_code", "")
    return reverse("backoffice:channel", args=[code]) if code else reverse("backoffice:channels")


def _ports(case: Case) -> str:
    return reverse("admin:customs_customsport_changelist")


def _room(case: Case) -> str:
    return reverse("backoffice:case", args=[case.pk])


_CORRECT, _CALL_OFF = gettext_noop("Correct the declaration"), gettext_noop("Cancel and refund")
_SEE_DECLARATION, _ASK = gettext_noop("See the declaration"), gettext_noop("Ask the carrier")
_BIN, _SHIPMENT = gettext_noop("Decide what becomes of it"), gettext_noop("See the shipment")
ACTS: Final[dict[str, tuple[str, Callable[[Case], str]]]] = {
    "payment_amount_mismatch": (gettext_noop("Settle the payment"), _payment),
    "refund_failed": (gettext_noop("Refund again"), _refund),
    "refund_amount_mismatch": (gettext_noop("Refund again"), _refund),
    "orders_linked": (gettext_noop("See the order"), _order),
    "refund_exceeds_capture": (gettext_noop("See the order"), _order),
    "supplier_refused": (_CALL_OFF, _consignment),
    "supplier_late": (_CALL_OFF, _consignment),
    "supplier_offer_missing": (_CALL_OFF, _consignment),
    "stock_promised_too_much": (gettext_noop("Send it another way"), _way),
    "promised_units_expired": (gettext_noop("Send it another way"), _way),
    "reroute_proposed": (gettext_noop("Send it another way"), _way),
    "promise_at_risk": (gettext_noop("Send it another way"), _way),
    "carrier_refused": (gettext_noop("Book again"), _shipment),
    "tracking_number_in_use": (_SHIPMENT, _shipment),
    "number_pool_empty": (gettext_noop("Add numbers"), _pools),
    "number_not_told": (gettext_noop("See the channel"), _channel),
    "number_pool_low": (gettext_noop("Fill the pool"), _pool),
    "lane_ends": (gettext_noop("See the lane"), _lane),
    "work_failed": (gettext_noop("See what failed"), _health),
    "parcel_exception": (_ASK, _room),
    "parcel_stalled": (_ASK, _room),
    "claim_due": (gettext_noop("Claim from the carrier"), _room),
    "clearance_late": (_ASK, _room),
    "problem_reported": (gettext_noop("Answer the buyer"), _room),
    "parcel_pulled_off": (_SHIPMENT, _shipment),
    "parcel_unexpected": (_BIN, _bin),
    "parcel_damaged": (_BIN, _bin),
    "parcel_missing": (gettext_noop("Scan what is found"), _missing),
    "parcel_lost_to_buyer": (gettext_noop("Refund"), _refund),
    "customs_query": (gettext_noop("Answer customs"), _declaration),
    "customs_rejected": (_CORRECT, _declaration),
    "customs_refused": (_CORRECT, _declaration),
    "customs_inspection": (_SEE_DECLARATION, _declaration),
    "customs_reply_unexpected": (_SEE_DECLARATION, _declaration),
    "customs_withdrawal_needed": (_SEE_DECLARATION, _declaration),
    "customs_data_missing": (_SHIPMENT, _shipment),
    "customs_port_missing": (gettext_noop("Set up a port"), _ports),
    "return_not_refunded": (gettext_noop("Refund"), _refund),
    "bonded_book_short": (gettext_noop("Reconcile the book"), _book),
    "bonded_difference": (gettext_noop("Explain it in the book"), _book),
    "zone_not_licensed": (gettext_noop("See the zone"), _book),
}


def is_to_refund(case: Case) -> bool:
    """Whether it is about a parcel that does not reach the buyer any more: no carrier can help."""
    return case.kind == "parcel_exception" and case.facts.get("reason") in WAY_ENDED


def act_of(case: Case) -> tuple[str, str]:
    """What is to be done about ``case``, untranslated, and the address where."""
    label, where = ACTS.get(case.kind, (gettext_noop("See the order"), _order))
    if is_to_refund(case):
        label, where = gettext_noop("Refund"), _refund
    url = where(case)
    return (label if url != _order(case) else gettext_noop("See the order")), url
