"""What every carrier must do, in memory and over HTTP."""

import time
from dataclasses import replace

import pytest

from entrepot.connectors.webhook_signatures import signed_headers
from entrepot.domain.ports import Permanent
from entrepot.domain.ports.carriers import TrackingEvent
from entrepot.domain.tracking import s10
from tests.connectors import examples
from tests.connectors.running import tampered, until
from tests.connectors.worlds import CarrierWorld


def delivered(carriers: CarrierWorld, number: str) -> list[TrackingEvent]:
    """Hand a parcel over and wait until it is delivered."""
    carriers.carrier.hand_over(number)
    carriers.move(number)

    def found() -> list[TrackingEvent]:
        events = carriers.carrier.track(number)
        return events if events[-1].status == "delivered" else []

    return until(found)  # type: ignore[no-any-return]


def test_a_booking_gets_a_valid_number_of_the_country_where_it_is_posted(carriers: CarrierWorld) -> None:
    consignment = carriers.carrier.book(examples.booking())
    number = s10.parse(consignment.tracking_number)
    assert (number.service, number.country) == ("LE", "CN")
    assert consignment.carrier_reference != ""
    assert consignment.charge is not None
    assert consignment.charge.currency == "EUR"


def test_booking_twice_with_one_key_gives_one_number(carriers: CarrierWorld) -> None:
    booking = examples.booking()
    assert carriers.carrier.book(booking) == carriers.carrier.book(booking)


def test_a_hundred_bookings_get_a_hundred_numbers(carriers: CarrierWorld) -> None:
    numbers = {carriers.carrier.book(examples.booking()).tracking_number for _ in range(100)}
    assert len(numbers) == 100


def test_refuses_a_used_key_with_another_booking(carriers: CarrierWorld) -> None:
    booking = examples.booking()
    carriers.carrier.book(booking)
    with pytest.raises(Permanent) as refused:
        carriers.carrier.book(replace(booking, weight_g=221))
    assert refused.value.code == "idempotency_key_reused"


def test_refuses_a_parcel_without_weight_naming_the_field(carriers: CarrierWorld) -> None:
    with pytest.raises(Permanent, match=r"^weight_g: ") as refused:
        carriers.carrier.book(examples.booking(weight_g=0))
    assert refused.value.code == "invalid_field"


def test_a_booked_parcel_is_known_but_not_moving(carriers: CarrierWorld) -> None:
    number = carriers.carrier.book(examples.booking()).tracking_number
    [event] = carriers.carrier.track(number)
    assert (event.status, event.leg, event.reason) == ("info_received", "first_mile", "")


def test_a_handed_over_parcel_is_delivered_and_signed_for(carriers: CarrierWorld) -> None:
    number = carriers.carrier.book(examples.booking()).tracking_number
    events = delivered(carriers, number)
    assert events[-1].extra == {"signed_by": "Amara Okafor"}
    assert [event.status for event in events][-2:] == ["out_for_delivery", "delivered"]
    assert [event.at for event in events] == sorted(event.at for event in events)
    assert len({event.id for event in events}) == len(events)
    assert {event.tracking_number for event in events} == {number}


def test_webhooks_bring_the_same_events_as_asking(carriers: CarrierWorld) -> None:
    number = carriers.carrier.book(examples.booking()).tracking_number
    events = delivered(carriers, number)

    def told() -> list[TrackingEvent]:
        mail = carriers.mail.wait_for(number)
        return [event for m in mail for event in carriers.carrier.parse_webhook(m.headers, m.body)]

    until(lambda: len(told()) >= len(events))
    assert sorted(told(), key=lambda event: event.id) == events


def test_handing_over_twice_starts_one_journey(carriers: CarrierWorld) -> None:
    number = carriers.carrier.book(examples.booking()).tracking_number
    carriers.carrier.hand_over(number)
    events = delivered(carriers, number)
    assert [event.status for event in events].count("delivered") == 1


def test_a_number_may_be_cancelled_before_hand_over(carriers: CarrierWorld) -> None:
    number = carriers.carrier.book(examples.booking()).tracking_number
    carriers.carrier.cancel(number)
    carriers.carrier.cancel(number)
    with pytest.raises(Permanent) as refused:
        carriers.carrier.hand_over(number)
    assert refused.value.code == "cancelled"


def test_refuses_to_cancel_what_is_on_its_way(carriers: CarrierWorld) -> None:
    number = carriers.carrier.book(examples.booking()).tracking_number
    carriers.carrier.hand_over(number)
    with pytest.raises(Permanent) as refused:
        carriers.carrier.cancel(number)
    assert refused.value.code == "already_handed_over"


def test_an_unknown_number_is_permanent(carriers: CarrierWorld) -> None:
    for call in (carriers.carrier.track, carriers.carrier.hand_over, carriers.carrier.cancel):
        with pytest.raises(Permanent) as refused:
            call("LE000000005GB")
        assert refused.value.code == "unknown_number"


def test_refuses_altered_old_and_unreadable_messages(carriers: CarrierWorld) -> None:
    number = carriers.carrier.book(examples.booking()).tracking_number
    mail = carriers.mail.wait_for(number)[0]
    old = signed_headers(carriers.mail.secret, mail.id, int(time.time()) - 360, mail.body)
    garbage = b'{"data": [{"id": "x"}]}'
    signed = signed_headers(carriers.mail.secret, "m", int(time.time()), garbage)
    forged = tampered(mail)
    cases = [
        (forged.headers, forged.body, "signature"),
        (old, mail.body, "stale"),
        (signed, garbage, "garbage"),
    ]
    for headers, body, code in cases:
        with pytest.raises(Permanent) as refused:
            carriers.carrier.parse_webhook(headers, body)
        assert refused.value.code == code
