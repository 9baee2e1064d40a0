"""The demo's pools give valid numbers of test ranges, and every collecting lane has them and a flight."""

import pytest

from entrepot.apps.fulfilment.models import MasterWaybill
from entrepot.apps.fulfilment.queries.travelling_together import serves
from entrepot.apps.lanes.models import Lane, NumberPool
from entrepot.apps.lanes.services.give_number import give_number
from entrepot.demo.load_consolidation import load_flights, load_number_pools
from entrepot.demo.load_lanes import load_lanes
from entrepot.demo.load_places import load_customs, load_warehouses
from entrepot.demo.load_supply import load_suppliers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load_customs()
    load_suppliers()
    load_warehouses()
    load_lanes()
    load_number_pools()


def test_loading_again_changes_nothing() -> None:
    given = give_number(carrier="simcarrier", role="local", country="FR", to="parcel:1")
    assert given == "LE970000007FR"
    assert load_number_pools() == 0
    assert give_number(carrier="simcarrier", role="local", country="FR", to="parcel:2") != given
    assert load_flights() == 7
    assert load_flights() == 0


def test_every_collecting_lane_has_numbers_and_a_flight_to_each_country() -> None:
    load_flights()
    lanes = Lane.objects.filter(mode__config__legs__contains="consolidate", mode__config__in_use=True)
    assert {lane.mode.code for lane in lanes} == {"consolidated", "virtual_overseas_warehouse"}
    waybills = list(MasterWaybill.objects.select_related("origin", "hub"))
    for lane in lanes:
        for country in lane.destinations:
            number = give_number(
                carrier=lane.carrier, role="provisional", country=lane.origin_country, to="x"
            )
            assert number.startswith("TESTLH")
            assert give_number(carrier="simcarrier", role="local", country=country, to="x")
            ways = [row for row in waybills if row.origin.country == lane.origin_country]
            assert any(serves(row.hub, country) for row in ways), (lane.code, country)


def test_every_pool_says_that_it_is_a_test_range() -> None:
    assert all(
        "test" in pool.source.lower() or "no airline" in pool.source for pool in NumberPool.objects.all()
    )
