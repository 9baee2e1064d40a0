"""A supplier answers in the moment in which the shop cancels: one is first, and neither waits for ever."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from entrepot.apps.fulfilment.services.cancel_consignment import cancel_consignment
from entrepot.apps.orders.models import Order
from entrepot.apps.purchasing.models import DropshipOrder, PurchaseTask
from entrepot.apps.purchasing.services.accept_dropship_order import accept_dropship_order
from entrepot.apps.purchasing.services.accept_purchase import accept_purchase
from entrepot.apps.purchasing.services.book_dropship_parcel import book_dropship_parcel
from entrepot.apps.purchasing.services.cancel_dropship_order import cancel_dropship_order
from entrepot.apps.purchasing.services.end_purchase import end_purchase
from entrepot.apps.purchasing.services.expire_purchases import expire_purchases
from entrepot.apps.purchasing.services.refuse_dropship_order import refuse_dropship_order
from entrepot.apps.purchasing.services.ship_dropship_order import ship_dropship_order
from entrepot.domain.lifecycle import IllegalTransition
from entrepot.kit.errors import Refused
from tests.crowd import overtaken
from tests.factories.buyers import BY, a_buyer
from tests.factories.fulfilment import OPERATOR, a_confirmed_order, a_dropship_level
from tests.factories.inventory import stocked

pytestmark = pytest.mark.django_db(transaction=True)
SUPPLIER = "supplier:silk-road"
Act = Callable[..., Any]


def cancelled_while(act: Callable[[], Any], order: Order) -> BaseException | None:
    """What ``act`` raises when it begins after the order was locked to be cancelled."""
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        Order.objects.select_for_update().get(pk=order.pk)
        answer = overtaken(pool, act)
        cancel_consignment(consignment=order.consignments.get(), reason="broken", by=OPERATOR)
    return answer.exception()


@pytest.mark.parametrize(
    ("act", "is_accepted", "error"),
    [
        (accept_dropship_order, False, IllegalTransition),
        (partial(refuse_dropship_order, reason="sold out"), False, IllegalTransition),
        (partial(cancel_dropship_order, why="broken"), False, IllegalTransition),
        (partial(book_dropship_parcel, weight_g=None), True, Refused),
        (
            partial(ship_dropship_order, carrier="royal-mail", tracking_number="RB123456785GB"),
            True, IllegalTransition,
        ),
    ],
    ids=["accept", "refuse", "cancel", "book", "ship"],
)  # fmt: skip
def test_a_dropship_order_called_off_first_is_answered_too_late(
    act: Act, is_accepted: bool, error: type[Exception]
) -> None:
    order = a_confirmed_order(a_dropship_level())
    dropship_order = DropshipOrder.objects.select_related("consignment").get()
    if is_accepted:
        accept_dropship_order(dropship_order=dropship_order, by=SUPPLIER)
    raised = cancelled_while(partial(act, dropship_order=dropship_order, by=SUPPLIER), order)
    assert type(raised) is error
    assert DropshipOrder.objects.get().status == "cancelled"


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (accept_purchase, IllegalTransition),
        (partial(end_purchase, to="not_found", reason="sold out"), IllegalTransition),
        (lambda task, by: expire_purchases(now=timezone.now()), type(None)),
    ],
    ids=["accept", "not found", "expire"],
)
def test_a_purchase_called_off_first_is_answered_too_late(act: Act, error: type) -> None:
    order, now = a_confirmed_order(stocked(5)), timezone.now()
    task = PurchaseTask.objects.create(
        number="PT-1-1", supplier=a_buyer(), consignment=order.consignments.get(), status="sent",
        currency="EUR", cost_amount=50, sent_at=now - timedelta(days=2), accept_by=now - timedelta(days=1),
        buy_by=now + timedelta(days=1),
    )  # fmt: skip
    assert type(cancelled_while(partial(act, task=task, by=BY), order)) is error
    assert PurchaseTask.objects.get().status == "cancelled"
