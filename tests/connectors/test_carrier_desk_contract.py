"""What every carrier's desk must do, in memory and over HTTP."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from entrepot.domain.ports import Permanent
from entrepot.domain.ports.carrier_desks import ManifestRequest, PickupRequest, RatedParcel, RateRequest
from tests.connectors import examples
from tests.connectors.worlds import CarrierWorld


def asked(*weights: int) -> RateRequest:
    parcels = tuple(RatedParcel(weight) for weight in weights)
    return RateRequest(examples.SHENZHEN, examples.LONDON, parcels, examples.gbp("24.00"))


def manifest(*numbers: str) -> ManifestRequest:
    return ManifestRequest(f"manifest-{uuid4()}", examples.SHENZHEN, numbers)


def pickup(hours: float = 2, last: float = 3) -> PickupRequest:
    ready = datetime.now(UTC) + timedelta(hours=hours)
    return PickupRequest(
        f"pickup-{uuid4()}", examples.SHENZHEN, ready, ready + timedelta(hours=last), 3, 4_500
    )


def booked(carriers: CarrierWorld) -> str:
    return carriers.carrier.book(examples.booking()).tracking_number


def test_rates_come_cheapest_first_and_are_what_a_booking_costs(carriers: CarrierWorld) -> None:
    rates = carriers.desk.rates(asked(220))
    assert {rate.service for rate in rates} == {"economy", "standard", "express"}
    assert [rate.price.amount for rate in rates] == sorted(rate.price.amount for rate in rates)
    economy = next(rate for rate in rates if rate.service == "economy")
    assert economy.price == carriers.carrier.book(examples.booking(service="economy")).charge
    assert economy.days == 12


def test_two_parcels_cost_what_each_of_them_costs(carriers: CarrierWorld) -> None:
    def standard(*weights: int) -> object:
        return next(rate.price for rate in carriers.desk.rates(asked(*weights)) if rate.service == "standard")

    assert standard(220, 220) == standard(220) * 2  # type: ignore[operator]


def test_a_parcel_without_weight_has_no_rate(carriers: CarrierWorld) -> None:
    with pytest.raises(Permanent, match=r"^weight_g: ") as refused:
        carriers.desk.rates(asked(220, 0))
    assert refused.value.code == "invalid_field"


def test_a_manifest_closes_its_numbers_once(carriers: CarrierWorld) -> None:
    numbers = booked(carriers), booked(carriers)
    request = manifest(*numbers)
    reference = carriers.desk.manifest(request)
    assert reference
    assert carriers.desk.manifest(request) == reference
    with pytest.raises(Permanent) as refused:
        carriers.desk.manifest(manifest(numbers[0]))
    assert refused.value.code == "manifested"
    with pytest.raises(Permanent) as refused:
        carriers.carrier.cancel(numbers[0])
    assert refused.value.code == "manifested"


def test_a_manifest_with_one_wrong_number_closes_none(carriers: CarrierWorld) -> None:
    good, void = booked(carriers), booked(carriers)
    carriers.carrier.cancel(void)
    with pytest.raises(Permanent) as refused:
        carriers.desk.manifest(manifest(good, void))
    assert refused.value.code == "cancelled"
    with pytest.raises(Permanent) as refused:
        carriers.desk.manifest(manifest(good, "LE000000005GB"))
    assert refused.value.code == "unknown_number"
    assert carriers.desk.manifest(manifest(good))


def test_a_pickup_is_ordered_once_and_called_off(carriers: CarrierWorld) -> None:
    request = pickup()
    reference = carriers.desk.request_pickup(request)
    assert carriers.desk.request_pickup(request) == reference
    assert carriers.desk.request_pickup(replace(request, key=f"pickup-{uuid4()}")) != reference
    carriers.desk.cancel_pickup(reference)
    carriers.desk.cancel_pickup(reference)


@pytest.mark.parametrize(("hours", "last"), [(-5, 3), (2, 0.5), (2, -1)])
def test_a_window_that_is_over_or_too_short_is_refused(
    carriers: CarrierWorld, hours: float, last: float
) -> None:
    with pytest.raises(Permanent) as refused:
        carriers.desk.request_pickup(pickup(hours, last))
    assert refused.value.code == "invalid_window"


def test_an_unknown_pickup_cannot_be_called_off(carriers: CarrierWorld) -> None:
    with pytest.raises(Permanent) as refused:
        carriers.desk.cancel_pickup("NONE1")
    assert refused.value.code == "unknown_pickup"
