"""A manifest takes what a driver can take: nothing that left long ago, is collected, or flies in bags."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.queries.handover import waiting_by_carrier
from tests.factories.fulfilment import a_packed_shipment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "waits"),
    [
        ({}, True),
        ({"shipment": {"status": "dispatched", "dispatched_at": timezone.now()}}, True),
        ({"shipment": {"status": "dispatched", "dispatched_at": timezone.now() - timedelta(days=2)}}, False),
        ({"shipment": {"status": "dispatched", "dispatched_at": timezone.now()},
          "parcel": {"tracking_status": "in_transit"}}, False),
        ({"shipment": {"status": "returned", "dispatched_at": timezone.now()}}, False),
        ({"parcel": {"carrier": "counter"}}, False),
        ({"flies": True}, False),
    ],
)  # fmt: skip
def test_only_what_a_driver_can_still_take_waits_for_a_manifest(
    changes: dict[str, Any], waits: bool, settle: Callable[[], int]
) -> None:
    shipment = a_packed_shipment()
    settle()
    parcel = shipment.parcels.get()
    Shipment.objects.filter(pk=shipment.pk).update(**{"status": "packed", **changes.get("shipment", {})})
    Parcel.objects.filter(pk=parcel.pk).update(**{"tracking_status": "pending", **changes.get("parcel", {})})
    if changes.get("flies"):
        parcel.numbers.create(position=1, role="provisional", carrier="line", number="LX1",
                              leg="line_haul", given_at=timezone.now())  # fmt: skip
    assert [row.parcels for row in waiting_by_carrier()] == ([1] if waits else [])
