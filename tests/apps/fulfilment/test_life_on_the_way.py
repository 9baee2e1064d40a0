"""What leaves must still live long enough when it arrives, not only today."""

import pytest

from entrepot.apps.fulfilment.services._leaving import leave
from entrepot.apps.inventory.models import MinimumLife
from entrepot.kit.errors import Refused
from tests.factories.fulfilment import OPERATOR, a_confirmed_order, a_packed_shipment, the_lane
from tests.factories.inbound import lot_of
from tests.factories.inventory import stocked

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("life", "leaves"), [(24, True), (23, False)])
def test_a_lot_leaves_only_if_it_lives_until_the_last_day_of_transit(life: int, leaves: bool) -> None:
    """Twenty days must be left, and the lane takes up to four."""
    the_lane(max_days=4)
    level = stocked(0)
    MinimumLife.objects.create(variant=level.variant, days_at_delivery=20)
    lot = lot_of(level, 5, life=life)
    shipment = a_packed_shipment(a_confirmed_order(level))
    if leaves:
        leave(shipment, by=OPERATOR)
    else:
        with pytest.raises(Refused) as refusal:
            leave(shipment, by=OPERATOR)
        assert refusal.value.code == "too_little_life"
    lot.refresh_from_db()
    assert lot.quantity == (4 if leaves else 5)
