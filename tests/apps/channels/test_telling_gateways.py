"""A channel with a gateway is told what is true when it is told: listings, units, numbers."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from entrepot.apps.catalog.models import Price
from entrepot.apps.channels.models import Channel, ChannelMessage, ChannelPolicy, Listing
from entrepot.apps.channels.services.keep_channels_true import keep_channels_true
from entrepot.apps.channels.services.publish_listing import publish_listing
from entrepot.apps.channels.services.send_message import send_message
from entrepot.apps.channels.services.tell_number import tell_number
from entrepot.apps.channels.services.withdraw_listing import withdraw_listing
from entrepot.apps.fulfilment.models import ParcelNumber
from entrepot.apps.inventory.services.count_stock import count_stock
from entrepot.domain.ports import Permanent, Temporary
from entrepot.kit.adapters import channel_gateways
from entrepot.kit.models import OutboxEvent
from tests.apps.channels.test_channels import SINCE_2026, a_channel, a_listing
from tests.factories.fulfilment import a_packed_shipment
from tests.factories.lanes import a_lane
from tests.settling import settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def market() -> Any:
    gateway: Any = channel_gateways["sandmarket"]
    for known in (gateway.listings, gateway.available, gateway.told):
        known.clear()
    return gateway


@pytest.fixture
def listing(market: Any) -> Listing:
    lane = a_lane("cn-fr-vow", "CN", ("FR",), mode="virtual_overseas_warehouse", min_days=5, max_days=8)
    lane.mode.config = {"stock": ["own"], "in_use": True}
    lane.mode.save()
    channel = a_channel()
    Channel.objects.update(gateway="sandmarket")
    channel.refresh_from_db()
    made = a_listing(channel, lane)
    Price.objects.create(variant=made.variant, amount="12.50", currency="GBP", valid=("2020-01-01", None))
    return made


def test_what_is_published_reaches_the_gateway_with_the_units_of_now(listing: Listing, market: Any) -> None:
    publish_listing(listing=listing, by="operator:1")
    assert market.listings == {}
    settle()
    told = market.listings[listing.variant.sku]
    assert (str(told.price), told.ships_from, told.transit_days, told.available) == (
        "GBP 12.50", "CN", (5, 8), 7,
    )  # fmt: skip
    listing.refresh_from_db()
    assert (listing.reference, listing.told_available) == (f"lst_{told.sku}", 7)
    keep_channels_true(now=timezone.now())
    assert ChannelMessage.objects.count() == 1
    count_stock(
        warehouse_code="szx", variant_id=listing.variant_id, counted=2, reference="c", by="operator:1"
    )
    for _ in range(2):
        keep_channels_true(now=timezone.now())
    assert ChannelMessage.objects.filter(kind="availability").count() == 1
    settle()
    assert market.available == {told.sku: 2}
    withdraw_listing(listing=Listing.objects.get(), by="operator:1")
    settle()
    assert market.listings == {}


def test_what_breaks_a_rule_by_then_is_not_offered(listing: Listing, market: Any) -> None:
    publish_listing(listing=listing, by="operator:1")
    ChannelPolicy.objects.create(
        channel=listing.channel, kind="transit_days", parameters={"most": 3}, valid=SINCE_2026, source="new"
    )
    settle()
    assert market.listings == {}
    assert Listing.objects.get().status == "refused"


def test_a_gateway_that_does_not_answer_is_asked_again_and_its_refusal_is_kept(
    listing: Listing, market: Any
) -> None:
    publish_listing(listing=listing, by="operator:1")
    message = ChannelMessage.objects.get()
    market.fail_next(Temporary("no answer"))
    with pytest.raises(Temporary):
        send_message(message_id=message.pk)
    message.refresh_from_db()
    assert message.waits
    market.fail_next(Permanent("the title is forbidden"))
    send_message(message_id=message.pk)
    message.refresh_from_db()
    assert (message.waits, message.error) == (False, "the title is forbidden")
    send_message(message_id=message.pk)
    assert market.listings == {}


def test_a_forgotten_message_is_sent_in_the_end(listing: Listing, market: Any) -> None:
    publish_listing(listing=listing, by="operator:1")
    OutboxEvent.objects.all().delete()
    keep_channels_true(now=timezone.now() + timedelta(hours=2))
    assert not OutboxEvent.objects.filter(kind="ChannelMessageQueued").exists()
    keep_channels_true(now=timezone.now() + timedelta(hours=4))
    settle()
    assert listing.variant.sku in market.listings


def test_a_number_goes_out_only_when_it_may_be_told(listing: Listing, market: Any) -> None:
    number = ParcelNumber.objects.create(
        parcel=a_packed_shipment().parcels.get(), position=7, carrier="simcarrier", number="VO1000000019",
        role="provisional", leg="line_haul", given_at=timezone.now(),
    )  # fmt: skip
    tell_number(channel=listing.channel, number=number, by="operator:1")
    settle()
    assert [told.tracking_number for told in market.told.values()] == [number.number]


def test_a_channel_without_a_gateway_is_told_nothing(listing: Listing, market: Any) -> None:
    Channel.objects.update(gateway="")
    publish_listing(listing=Listing.objects.select_related("channel").get(), by="operator:1")
    settle()
    assert (ChannelMessage.objects.count(), market.listings) == (0, {})
