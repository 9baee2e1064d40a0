"""The thin path: confirmed, packed, booked, declared, released, dispatched, delivered."""

from collections.abc import Callable
from typing import Any

import pytest

from entrepot.apps.customs.models import CustomsMessage, Declaration
from entrepot.apps.customs.services.record_reply import record_reply
from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.services.dispatch_shipment import dispatch_shipment
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.apps.inventory.models import StockLevel
from entrepot.domain.tracking import s10
from entrepot.kit.adapters import carriers, customs_gateways
from tests.factories.fulfilment import OPERATOR, a_packed_shipment

pytestmark = pytest.mark.django_db


def test_a_parcel_is_booked_declared_released_dispatched_and_delivered(settle: Callable[[], int]) -> None:
    shipment = a_packed_shipment()
    order = shipment.consignment.order
    settle()

    parcel = Parcel.objects.get()
    assert s10.is_valid(parcel.tracking_number)
    declaration = Declaration.objects.get()
    assert (declaration.status, declaration.procedure, declaration.reference) == (
        "sent", "H7", f"IM-{order.number.removeprefix('ET-')}-1",
    )  # fmt: skip
    sent = CustomsMessage.objects.get(direction="out")
    assert sent.body["tracking_number"] == parcel.tracking_number
    assert sent.body["duty"] == {"amount": "2.0000", "currency": "EUR"}

    port: Any = customs_gateways["simport"]
    for reply in port.replies(declaration.reference):
        record_reply(gateway="simport", reply=reply)
    shipment.refresh_from_db()
    assert shipment.clearance == "released"

    dispatch_shipment(shipment=shipment, by=OPERATOR)
    settle()
    level = StockLevel.objects.get()
    assert (level.on_hand, level.reserved) == (4, 0)

    carrier: Any = carriers["simcarrier"]
    record_tracking(carrier="simcarrier", events=carrier.deliver(parcel.tracking_number))
    shipment.refresh_from_db()
    order.refresh_from_db()
    assert (shipment.status, order.status) == ("delivered", "delivered")
    kinds = [entry.kind for entry in order.timeline.all()]
    for kind in ("shipment_packed", "parcel_booked", "declaration_sent", "declaration_released",
                 "shipment_dispatched", "tracking", "shipment_delivered"):  # fmt: skip
        assert kind in kinds, kind
    assert Shipment.objects.count() == 1
