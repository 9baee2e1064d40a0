"""Tell operators of orders that together are above a limit which each of them stays below."""

from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from entrepot.apps.orders.models import Case, Consignment, Order
from entrepot.apps.orders.services.open_case import open_case
from entrepot.domain.linked_orders import ACCOUNT, DOOR, EMAIL, IDENTITY, PHONE, ImportOrder, linked_orders
from entrepot.domain.money import Money

LINKED: Final = "orders_linked"
# Orders of so many days before count together, and an operator is to look within so long.
WINDOW: Final = timedelta(days=7)
LOOK_WITHIN: Final = timedelta(hours=24)


@transaction.atomic
def note_linked_orders(*, order: Order) -> list[Case]:
    """Open a case about each limit at the border that ``order`` stays below and is above together with other
    orders of ``WINDOW`` by the same identity, account, mail address, phone or door; nothing is held up.

    It says which orders, what links them, under how many names, and by how much: a family behind one door
    looks the same as a sale that was cut up, so that nobody is refused and an operator judges.
    """
    this = _import_order(_with_border(Order.objects.filter(pk=order.pk)).get())
    if not this.tested:
        return []
    others = [_import_order(one) for one in _with_border(_perhaps_linked(order))]
    return [
        open_case(
            order=order, kind=LINKED, reference=str(found.limit), due_at=timezone.now() + LOOK_WITHIN,
            facts={
                "orders": ", ".join(found.orders), "links": list(found.links), "names": found.names,
                "days": WINDOW.days,
                "amount": str(found.worth.amount), "currency": found.worth.currency,
                "expected": str(found.limit.amount), "expected_currency": found.limit.currency,
            },
        )
        for found in linked_orders(this, others)
    ]  # fmt: skip


def _perhaps_linked(order: Order) -> QuerySet[Order]:
    """Wider than the links: the domain compares them, however they are written."""
    address = order.address
    same = Q(email__iexact=order.email) | Q(address__postcode=address.get("postcode", ""))
    if order.importer_id:
        same |= Q(importer_id=order.importer_id)
    if order.user_id:
        same |= Q(user=order.user_id)
    if address.get("phone"):
        same |= Q(address__phone=address["phone"])
    recent = Order.objects.filter(
        same, address__country=address["country"], placed_at__gt=order.placed_at - WINDOW,
        placed_at__lte=order.placed_at,
    )  # fmt: skip
    return recent.exclude(pk=order.pk).exclude(status__in=["awaiting_payment", "cancelled"])


def _with_border(orders: QuerySet[Order]) -> QuerySet[Order]:
    crossing = Consignment.objects.filter(crosses_border=True).exclude(progress="cancelled")
    return orders.prefetch_related(Prefetch("consignments", crossing))


def _import_order(order: Order) -> ImportOrder:
    address = order.address
    return ImportOrder(
        number=order.number,
        placed_at=order.placed_at,
        name=address.get("name", ""),
        keys={
            IDENTITY: order.importer_id,
            ACCOUNT: str(order.user_id or ""),
            EMAIL: order.email,
            PHONE: address.get("phone", ""),
            DOOR: f"{address.get('line1', '')} {address.get('line2', '')} {address.get('postcode', '')}",
        },
        tested=_tested(order),
    )


def _tested(order: Order) -> dict[str, tuple[Money, Money]]:
    """By rule what the sale was worth against its limit. A sale in several consignments was tested as one,
    so that the highest value counts; a rule that one of them is above is none that was ducked."""
    tests = [
        test for each in order.consignments.all() for test in each.landed_cost.get("thresholds_tested", ())
    ]
    of_sale = [test for test in tests if test["subject"] == "consignment"]
    above = {test["rule_id"] for test in of_sale if test["outcome"] == "above"}
    found: dict[str, tuple[Money, Money]] = {}
    for test in of_sale:
        rule_id, worth = test["rule_id"], _money(test["value"])
        if rule_id not in above and (rule_id not in found or worth > found[rule_id][0]):
            found[rule_id] = worth, _money(test["limit"])
    return found


def _money(document: dict[str, Any]) -> Money:
    return Money.of(document["amount"], document["currency"])
