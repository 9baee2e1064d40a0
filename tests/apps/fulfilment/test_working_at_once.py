"""Several people at one order in the same moment: one of them is refused, none waits for another for ever."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import OperationalError, transaction

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.services.cancel_consignment import cancel_consignment
from entrepot.apps.fulfilment.services.cancel_shipment import cancel_shipment
from entrepot.apps.fulfilment.services.start_picking import start_picking
from entrepot.apps.fulfilment.services.stop_picking import stop_picking
from entrepot.apps.fulfilment.subscribers import create_shipments
from entrepot.apps.orders.events import OrderConfirmed
from tests.crowd import at_once, overtaken
from tests.factories.fulfilment import OPERATOR, a_confirmed_order
from tests.factories.inventory import stocked

pytestmark = pytest.mark.django_db(transaction=True)

ORDERS = 6


def picked_and_put_back(shipment: Shipment) -> None:
    start_picking(shipment=shipment, by=OPERATOR)
    stop_picking(shipment=shipment, by=OPERATOR)


def test_picking_and_cancelling_at_once_never_deadlock() -> None:
    level = stocked(100)
    orders = [a_confirmed_order(level) for _ in range(ORDERS)]
    shipments = {order.pk: Shipment.objects.get(consignment__order=order) for order in orders}
    acts: list[Any] = []
    for order in orders:
        acts += [partial(picked_and_put_back, shipments[order.pk]) for _ in range(2)]
        cancelled = order.consignments.get()
        acts.append(partial(cancel_consignment, consignment=cancelled, reason="broken", by=OPERATOR))
    results = at_once(acts, connections=len(acts))
    assert [one for one in results if isinstance(one, OperationalError)] == []
    assert {order.consignments.get().progress for order in orders} == {"cancelled"}


def test_nobody_is_to_pick_what_is_called_off_at_the_same_moment() -> None:
    order = a_confirmed_order(stocked(5))
    cancel_shipment(shipment=Shipment.objects.get(), why="to be picked anew", by=OPERATOR)
    news = OrderConfirmed(order.pk, order.number)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        cancel_consignment(consignment=order.consignments.get(), reason="broken", by=OPERATOR)
        picking = overtaken(pool, partial(transaction.atomic(create_shipments), news))
    assert picking.exception() is None
    assert list(Shipment.objects.values_list("status", flat=True)) == ["cancelled"]
