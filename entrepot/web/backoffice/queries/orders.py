"""The list of orders: filtered, searched, a page at a time, each with whose move it is."""

from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.orders.models import Case, Order
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.domain.whose_move import STOPS_NOTHING
from entrepot.web.backoffice.queries.moves import MoveShown, moves_of

PAGE_SIZE = 25
LONGEST_SEARCH = 120


@dataclass(frozen=True, slots=True)
class OrderRow:
    order: Order
    move: MoveShown


@dataclass(frozen=True, slots=True)
class OrderSearch:
    """What is asked for: a status or one of ``GROUPS``, a number, name, mail address or tracking number, a
    country."""

    status: str = ""
    text: str = ""
    country: str = ""

    @classmethod
    def of(cls, asked: Any) -> "OrderSearch":
        """From query parameters."""
        return cls(
            status=asked.get("status", "")[:20],
            text=asked.get("q", "").strip()[:LONGEST_SEARCH],
            country=asked.get("country", "").strip().upper()[:2],
        )


def find_orders(search: OrderSearch) -> QuerySet[Order]:
    """Matching orders, newest first."""
    rows = Order.objects.order_by("-placed_at", "-pk")
    if search.status in GROUPS:
        rows = rows.filter(GROUPS[search.status]())
    elif search.status:
        rows = rows.filter(status=search.status)
    if search.country:
        rows = rows.filter(address__country=search.country)
    return rows.filter(_matches(search.text)) if search.text else rows


def order_page(search: OrderSearch, page: str) -> tuple[Page[Order], list[OrderRow]]:
    """One page of ``find_orders`` with the moves; five statements."""
    found = Paginator(find_orders(search), PAGE_SIZE).get_page(page)
    orders = list(found.object_list)
    moves = moves_of(orders)
    return found, [OrderRow(order, moves[order.pk]) for order in orders]


def _matches(text: str) -> Q:
    number = text.replace(" ", "").upper()
    with_parcel = Parcel.objects.filter(tracking_number=number).values("shipment__consignment__order_id")
    with_supplier = DropshipOrder.objects.filter(Q(number=number) | Q(tracking_number=number))
    return (
        Q(number__startswith=number)
        | Q(email__icontains=text)
        | Q(address__name__icontains=text)
        | Q(pk__in=with_parcel)
        | Q(pk__in=with_supplier.values("consignment__order_id"))
    )


def _is_ours() -> Q:
    """Orders on which the operator must act: the same rules as ``domain.whose_move``, for the database."""
    open_cases = Case.objects.filter(order__isnull=False).exclude(status="resolved")
    open_cases = open_cases.exclude(kind__in=STOPS_NOTHING)
    cleared = Q(status="packed", clearance__in=["released", "not_needed"])
    in_house = (Q(status__in=["to_pick", "picking"]) | cleared) & Q(consignment__supplier="")
    to_mend = Q(status="returned") | Q(status="packed", clearance="rejected")
    work = Shipment.objects.filter(in_house | to_mend)
    ours = Q(pk__in=open_cases.filter(owner="operator").values("order_id"))
    in_work = Q(status__in=["confirmed", "in_fulfilment", "shipped"])
    return ours | (
        in_work & Q(pk__in=work.values("consignment__order_id")) & ~Q(pk__in=open_cases.values("order_id"))
    )


def _is_in_work() -> Q:
    """Paid, and not all handed over yet."""
    return Q(status__in=["confirmed", "in_fulfilment"])


def _is_with_suppliers() -> Q:
    """Orders of which a supplier has a part to accept or to ship."""
    waiting = DropshipOrder.objects.filter(status__in=["sent", "accepted"])
    return Q(pk__in=waiting.values("consignment__order_id"))


# Orders that have something in common beside a status; tabs and tiles name them like one.
GROUPS: Final = {"ours": _is_ours, "in_work": _is_in_work, "with_suppliers": _is_with_suppliers}
