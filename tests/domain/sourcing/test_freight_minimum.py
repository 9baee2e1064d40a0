"""Freight that is charged for more than the goods weigh is named with its least weight."""

from decimal import Decimal

import pytest

from entrepot.domain.sourcing.freight_minimum import FreightMinimum, freight_minimum
from entrepot.domain.sourcing.lanes import Band, Lane
from entrepot.domain.sourcing.routes import Route
from entrepot.domain.sourcing.weights import Load
from tests.domain.sourcing.world import a_lane, a_source, flat


def by_freight(code: str, least_g: int) -> Lane:
    bands = (Band(least_g, Decimal(100)), Band(1_000_000, Decimal(100), least_g, 1000, Decimal(2)))
    return a_lane(code, "CN", channel="freight", max_weight_g=1_000_000, bands={"": bands})


def minimum(grams: int, *lanes: Lane) -> FreightMinimum | None:
    routes = [Route(a_source("szx", "CN"), lane, {}) for lane in lanes]
    return freight_minimum(routes, Load(grams), "DE")


@pytest.mark.parametrize(
    ("grams", "found"),
    [(12_000, FreightMinimum(45_000, 12_000)), (44_999, FreightMinimum(45_000, 44_999)), (45_000, None)],
)
def test_the_least_of_all_freight_lanes_counts(grams: int, found: FreightMinimum | None) -> None:
    assert minimum(grams, by_freight("sea", 500_000), by_freight("air", 45_000)) == found


def test_parcels_have_no_such_minimum() -> None:
    assert minimum(12_000, flat("express", "CN", "9.00")) is None
    assert minimum(12_000) is None


def test_freight_charged_by_weight_from_the_first_gram_has_none() -> None:
    by_weight = (Band(1_000_000, Decimal(100), 0, 1000, Decimal(2)),)
    lane = a_lane("air", "CN", channel="freight", max_weight_g=1_000_000, bands={"": by_weight})
    assert minimum(12_000, lane) is None
