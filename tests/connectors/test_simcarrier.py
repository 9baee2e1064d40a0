"""The simulated carrier's calls: request built, call made, answer parsed, error parsed."""

from datetime import UTC, datetime

import pytest

from entrepot.connectors.carriers.simcarrier import Simcarrier, SimcarrierSettings, mapping
from entrepot.connectors.carriers.simcarrier.client import SimcarrierClient
from entrepot.domain.money import Money
from entrepot.domain.ports import Permanent, Temporary
from entrepot.domain.ports.carriers import Consignment, TrackingEvent
from entrepot.domain.quantity import Dimensions
from entrepot.rules.tracking_codes import packaged_code_tables
from simulators.carrier import journey
from tests.connectors import examples
from tests.connectors.recorded import Recorded, problem

SETTINGS = SimcarrierSettings("https://carrier.example", (), api_key="key-1")
ANSWER = {"number": "LE990000010GB", "reference": "SC700001", "charge": 480, "currency": "EUR"}
EVENT = {
    "id": "LE990000010GB-07",
    "number": "LE990000010GB",
    "code": "DLV",
    "text": "Delivered",
    "at": "2026-11-21T10:00:00.000+00:00",
    "place": "London, GB",
    "signed_by": "Amara Okafor",
}


def over(transport: Recorded) -> Simcarrier:
    return Simcarrier(SETTINGS, client=SimcarrierClient(SETTINGS, transport))


def test_book_builds_the_request() -> None:
    booking = examples.booking(dimensions=Dimensions(200, 150, 40), test_speed="fast")
    body = mapping.booking_body(booking)
    assert (body["service"], body["weight_g"], body["speed"]) == ("economy", 220, "fast")
    assert body["dimensions_mm"] == {"length_mm": 200, "width_mm": 150, "height_mm": 40}
    assert body["recipient"]["postcode"] == "E8 4RP"
    assert body["contents"] == [
        {
            "description": "Sunscreen lotion",
            "quantity": 2,
            "unit_value": "12.00",
            "currency": "GBP",
            "net_weight_g": 80,
            "hs_code": "330499",
            "origin_country": "CN",
        }
    ]


def test_book_makes_the_call() -> None:
    partner = Recorded(ANSWER, 201)
    booking = examples.booking(key="parcel-1")
    over(partner).book(booking)
    assert partner.call == ("POST", "/v1/consignments", mapping.booking_body(booking))
    assert partner.header("idempotency-key") == "parcel-1"


def test_book_parses_the_answer() -> None:
    expected = Consignment("LE990000010GB", "SC700001", Money.of("4.80", "EUR"))
    assert over(Recorded(ANSWER, 201)).book(examples.booking()) == expected


def test_book_parses_the_error() -> None:
    partner = Recorded(problem("invalid_field", "weight_g must be 1 to 30000", "weight_g"), 422)
    with pytest.raises(Permanent, match=r"^weight_g: "):
        over(partner).book(examples.booking())


@pytest.mark.parametrize("operation", ["hand_over", "cancel"])
def test_hand_over_and_cancel_make_the_call(operation: str) -> None:
    partner = Recorded({"number": "LE990000010GB"})
    getattr(over(partner), operation)("LE990000010GB")
    path = f"/v1/consignments/LE990000010GB/{operation.replace('_', '-')}"
    assert partner.call == ("POST", path, {})


@pytest.mark.parametrize("operation", ["hand_over", "cancel"])
def test_hand_over_and_cancel_parse_the_error(operation: str) -> None:
    partner = Recorded(problem("already_handed_over", "the parcel is on its way already", "number"), 409)
    with pytest.raises(Permanent) as refused:
        getattr(over(partner), operation)("LE990000010GB")
    assert refused.value.code == "already_handed_over"


def test_track_makes_the_call_and_parses_the_answer() -> None:
    earlier = EVENT | {"id": "LE990000010GB-06", "code": "OFD", "at": "2026-11-21T08:00:00+00:00"}
    earlier.pop("signed_by")
    partner = Recorded({"events": [EVENT, earlier]})
    first, last = over(partner).track("LE990000010GB")
    assert partner.call == ("GET", "/v1/consignments/LE990000010GB/events", None)
    assert first.status == "out_for_delivery"
    assert last == TrackingEvent(
        id="LE990000010GB-07",
        tracking_number="LE990000010GB",
        status="delivered",
        at=datetime(2026, 11, 21, 10, tzinfo=UTC),
        description="Delivered",
        leg="last_mile",
        reason="",
        location="London, GB",
        carrier_code="DLV",
        extra={"signed_by": "Amara Okafor"},
    )


def test_track_parses_the_error() -> None:
    with pytest.raises(Temporary) as failed:
        over(Recorded(b"busy", 503)).track("LE990000010GB")
    assert failed.value.code == "503"


def test_an_unknown_code_claims_nothing() -> None:
    event = mapping.tracking_event(EVENT | {"code": "XYZ"})
    assert (event.status, event.reason, event.carrier_code) == ("pending", "unknown", "XYZ")


def test_every_code_of_the_carrier_has_a_meaning() -> None:
    codes = {step.code for step in (*journey.ABROAD, *journey.AT_HOME, journey.INFO)}
    codes |= {step.code for _, step, _ in journey.DISTURBANCES.values()}
    assert codes == set(packaged_code_tables()["simcarrier"].meanings)
