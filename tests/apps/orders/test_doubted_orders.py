"""Goods that orders hold and that are no longer fit to be sent."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from entrepot.apps.inventory.services.block_expired import block_expired
from entrepot.apps.orders.models import Case, Order
from entrepot.apps.orders.services.confirm_order import confirm_order
from entrepot.apps.orders.words import case_sentence
from tests.factories.inbound import lot_of
from tests.factories.inventory import stocked
from tests.factories.orders import a_placed_order

pytestmark = pytest.mark.django_db


def test_units_that_expire_before_they_are_sent_open_a_case_of_the_newest_orders_once(
    settle: Callable[[], int],
) -> None:
    level = stocked(0)
    lot_of(level, 5, life=-1, number="A")
    lot_of(level, 3, life=30, number="B")
    first, second, third = (a_placed_order(level, quantity=2) for _ in range(3))
    for order in (first, second, third):
        confirm_order(order=order, payment_reference="pay_1", at=timezone.now())
    for _hour in range(2):
        block_expired(today=timezone.now().date())
        settle()
    # Six are promised and three will be fit to go: the two newest orders cannot both be served.
    cases = Case.objects.filter(kind="promised_units_expired")
    assert set(cases.values_list("order__number", flat=True)) == {second.number, third.number}
    case = cases.get(order=third)
    assert (case.owner, case.facts["units"]) == ("operator", 3)
    assert case_sentence(case.kind, case.facts).startswith(f"3 promised units of {level.variant.sku}")
    assert Order.objects.get(pk=third.pk).status == "confirmed"
