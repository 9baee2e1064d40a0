"""What every channel gateway must do, in memory and over HTTP."""

from dataclasses import replace
from itertools import count

import pytest

from entrepot.domain.money import Money
from entrepot.domain.ports import Permanent, Temporary
from entrepot.domain.ports.channels import ListingMessage, TrackingMessage
from tests.connectors.worlds import ChannelWorld, SimulatedChannelWorld

_numbers = count(1)


def a_listing(available: int = 5) -> ListingMessage:
    number = next(_numbers)
    return ListingMessage(
        f"key-{number}",
        f"SKU/{number}",
        "Green tea 绿茶",
        Money.of("19.99", "EUR"),
        "CN",
        2,
        (5, 9),
        available,
    )


def test_a_listing_is_offered_changed_and_taken_off(channels: ChannelWorld) -> None:
    first = a_listing()
    reference = channels.gateway.publish(first)
    assert channels.gateway.publish(first) == reference
    assert channels.available()[first.sku] == 5
    assert channels.gateway.publish(replace(first, key=f"{first.key}b", available=3)) == reference
    assert channels.available()[first.sku] == 3
    for _ in range(2):
        channels.gateway.withdraw(first.sku)
    assert first.sku not in channels.available()


def test_units_are_told_of_all_articles_or_of_none(channels: ChannelWorld) -> None:
    one, two = a_listing(), a_listing()
    channels.gateway.publish(one)
    channels.gateway.publish(two)
    channels.gateway.set_available({one.sku: 0, two.sku: 8})
    with pytest.raises(Permanent) as refused:
        channels.gateway.set_available({one.sku: 9, "never-listed": 1})
    assert refused.value.code == "unknown_listing"
    assert (channels.available()[one.sku], channels.available()[two.sku]) == (0, 8)


def test_a_number_is_told_once(channels: ChannelWorld) -> None:
    message = TrackingMessage(f"n-{next(_numbers)}", "ET-1", "simcarrier", f"LE00{next(_numbers)}FR")
    for _ in range(2):
        channels.gateway.tell_tracking(message)
    assert channels.told().count(message.tracking_number) == 1
    with pytest.raises(Permanent) as refused:
        channels.gateway.tell_tracking(replace(message, tracking_number="LE999FR"))
    assert refused.value.code == "idempotency_key_reused"
    with pytest.raises(Permanent) as refused:
        channels.gateway.tell_tracking(replace(message, key="other", tracking_number="LE 9-9"))
    assert refused.value.code == "invalid_field"


def test_a_listing_without_a_title_is_refused_for_good(channels: ChannelWorld) -> None:
    with pytest.raises(Permanent) as refused:
        channels.gateway.publish(replace(a_listing(), title=" "))
    assert refused.value.code == "invalid_field"


def test_an_answer_that_is_lost_may_be_asked_for_again(simulated_channel: SimulatedChannelWorld) -> None:
    listing = a_listing()
    simulated_channel.simulator.control("faults", {"kind": "reset", "path": "/v1/listings"})
    with pytest.raises(Temporary):
        simulated_channel.gateway.publish(listing)
    assert simulated_channel.gateway.publish(listing) == f"lst_{listing.sku}"
